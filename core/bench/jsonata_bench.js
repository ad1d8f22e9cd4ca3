// jsonata_bench.js PROGRAM - measures the reference implementation on the rows of PROGRAM (jsonata_bench), and compares.
// It counts time on the wall, PROGRAM that of the processor, so that threads of node are no burden: compare on a quiet machine.
// Needs node and the package jsonata where require() finds it (NODE_PATH); without it only PROGRAM is run.
'use strict';
const { execFileSync } = require('child_process');
const [program] = process.argv.slice(2);
const lines = args => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 }).trim().split('\n').map(l => JSON.parse(l));

const ours = lines([]);
ours.forEach(row => console.log(JSON.stringify(row)));
let jsonata;
try { jsonata = require('jsonata'); } catch (error) { process.exit(0); }

async function measure(run) {
    let best = Infinity;
    const begin = process.hrtime.bigint();
    for (let i = 0; i < 5 || process.hrtime.bigint() - begin < 1000000000n; i++) {
        const start = process.hrtime.bigint();
        const times = await run();
        best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e9 / times);
    }
    return 1 / best;
}

(async () => {
    const ratios = { 'compile and evaluate': [], evaluate: [] };
    for (const row of lines(['rows'])) {
        const repeat = row.reads ? 1 : 200;
        const input = JSON.parse(row.input);
        const compiled = jsonata(row.expr);
        for (const how of Object.keys(ratios)) {
            const ops = await measure(async () => {
                for (let i = 0; i < repeat; i++) {
                    const states = { input: row.reads ? JSON.parse(row.input) : input };
                    await (how === 'evaluate' ? compiled : jsonata(row.expr)).evaluate(undefined, { states });
                }
                return repeat;
            });
            const name = `${row.name}, ${how}`;
            const ratio = ours.find(o => o.name === name).ops_s / ops;
            ratios[how].push(ratio);
            console.log(JSON.stringify({ name, by: 'npm jsonata', ops_s: Math.round(ops), times: Number(ratio.toFixed(1)) }));
        }
    }
    for (const [how, list] of Object.entries(ratios)) {
        const mean = Math.exp(list.reduce((sum, r) => sum + Math.log(r), 0) / list.length);
        console.log(JSON.stringify({ name: `all, ${how}`, times: Number(mean.toFixed(1)), least: Number(Math.min(...list).toFixed(1)) }));
    }
})();
