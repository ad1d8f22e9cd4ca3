// differential.js PROGRAM [COUNT [SEED]] - compares PROGRAM (differential.c) with the reference implementation on
// generated expressions. Needs node and the package jsonata 2.0.6 where require() finds it (NODE_PATH); exits 77 without.
//
// Compared: results as JSON, the codes of errors. Not compared: what breaks the reference itself (errors without a code
// of its own, objects that contain themselves), and which of two mistakes it finds first in the items of an array
// constructor or the values of an object, because it starts evaluating them all at once. The last digit of $power with
// odd exponents is that of the mathematical library.
'use strict';
const { spawnSync } = require('child_process');
let jsonata;
try {
    jsonata = require('jsonata');
    const { version } = require('jsonata/package.json');
    if (version !== '2.0.6') throw new Error(version);
} catch (error) {
    console.log('1..0 # SKIP the package jsonata 2.0.6 is not there');
    process.exit(77);
}

const [program, count = '10000', seed = '1'] = process.argv.slice(2);
let state = Number(seed) >>> 0;

// mulberry32
function random() {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = n => Math.floor(random() * n);
const one = list => list[below(list.length)];
const chance = p => random() < p;

const data = {
    n: 3, m: -2.5, s: 'hello', t: 'a,b;c', u: 'Zoë 😀', yes: true, no: false, nil: null,
    list: [3, 1, 2], words: ['b', 'a', 'c', 'a'], empty: [], one: [7], nest: [[1, 2], [3, [4]]],
    items: [{ id: 1, tag: 'a', price: 1.5, qty: 2, sub: [{ k: 'x', v: 1 }, { k: 'y', v: 2 }] },
        { id: 2, tag: 'b', price: 20, qty: 1, sub: [{ k: 'x', v: 3 }] },
        { id: 3, tag: 'a', price: 0.1, qty: 30, sub: [] },
        { id: 4, tag: 'c', price: 7, qty: null }],
    o: { x: 1, y: { z: [1, { w: 2 }] }, 10: 'ten', 2: 'two' }, e: {},
};
const names = ['n', 'm', 's', 't', 'u', 'yes', 'no', 'nil', 'list', 'words', 'empty', 'one', 'nest', 'items', 'o', 'e',
    'id', 'tag', 'price', 'qty', 'sub', 'k', 'v', 'x', 'y', 'z', 'w', 'none', '`10`', '"s"'];
const strings = ['""', '"a"', '"hello"', '"b,c"', '"12"', '"-3.5e2"', '"2018-02-03T10:20:30.456Z"', '"0x1F"', '"Ab c"',
    '"é😀"', '"#,##0.00"', '"x"', '"w"', '"I"', '"[Y]-[M01]-[D01]"', '" a  b "'];
const numbers = ['0', '1', '2', '3', '10', '0.5', '1.5', '2.5', '-1', '-2', '100', '1e3', '1e-7', '1e21', '12345.678',
    '0.1', '1000000', '99'];
const regexes = ['/a/', '/[a-c]/', '/l+/i', '/(h)(e)?/', '/\\\\d+/', '/x*/', '/^./', '/(,|;)/', '/b$/m'];
const picturesOfNumbers = ['"0"', '"#,##0.00"', '"00.0#"', '"#.##%"', '"(0)"', '"0;-0"', '"0,0"', '"#"', '"0.##"',
    '"1"', '"#,#00.0;(#)"', '"0‰"'];
const picturesOfIntegers = ['"1"', '"01"', '"w"', '"Ww"', '"W"', '"i"', '"I"', '"a"', '"A"', '"#,##0"', '"1;o"', '"w;o"',
    '"#"', '"0\'00"', '"Ww;o"', '"000"', '"#:##;0"'];
const picturesOfTimes = ['"[Y0001]-[M01]-[D01]"', '"[D1o] [MNn] [Y]"', '"[FNn,3-3]"', '"[H01]:[m01]:[s01].[f001]"',
    '"[h]:[m] [P]"', '"[W] [w] [X] [x] [d]"', '"[Z]"', '"[Z0101t]"', '"[z]"', '"[[x]]"', '"[Y,2-2]"', '"[Yw]"', '"[MN]"',
    '"[C][E]"', '"[q]"', '"[M"', '"[F1]"', '"[PN]"'];

let variables = [];

function leaf() {
    const kind = below(10);
    if (kind < 5) return one(names);
    if (kind < 6) return one(strings);
    if (kind < 8) return one(numbers);
    if (kind < 9) return one(['true', 'false', 'null', '$', '$$', '$$.items', '$$.list']);
    return variables.length ? one(variables) : one(names);
}

function path(depth) {
    let text = chance(0.2) ? `(${expression(depth - 1)})` : chance(0.1) ? one(['*', '**', '$', '$$']) : one(names);
    const steps = below(4);
    for (let i = 0; i < steps; i++) {
        const kind = below(20);
        if (kind < 9) text += '.' + one(names);
        else if (kind < 10) text += '.' + one(['*', '**', '$']);
        else if (kind < 11) text += `.(${expression(depth - 1)})`;
        else if (kind < 12) text += `.[${expression(depth - 1)}, ${leaf()}]`;
        else if (kind < 13) text += `.{${one(['"a"', 'tag', '$string(id)'])}: ${leaf()}}`;
        else if (kind < 15) text += `[${one(numbers)}]`;
        else if (kind < 17) text += `[${expression(depth - 1)}]`;
        else if (kind < 18) text += '[]';
        else if (kind < 19) text += `.$${one(['string', 'count', 'exists', 'type', 'boolean', 'keys'])}(${one(['', '$'])})`;
        else text += `^(${one(['', '<', '>'])}${one(['price', 'id', 'tag', '$', 'qty', 'v'])})`;
    }
    if (chance(0.06)) text += `{${one(['tag', 'k', '"all"', '$string(id)'])}: ${one(['price', '$', '$sum(price)', 'id', 'v'])}}`;
    return text;
}

function tuplePath() {
    return one([
        () => `items@$i.sub@$s[$s.v = $i.id].{"i": $i.id, "s": $s.k}`,
        () => `items#$p[${one(numbers)}].{"p": $p, "id": id}`,
        () => `items#$p.sub#$q.[$p, $q, ${one(['k', 'v', '%.id', '$'])}]`,
        () => `items.sub.{"k": k, "id": %.id, "n": %.%.${one(names)}}`,
        () => `items.sub[%.id = ${one(['1', '2', '3'])}].${one(['k', 'v'])}`,
        () => `items.sub^(%.price).v`,
        () => `items[${one(['price > 1', 'tag = "a"', '0'])}]#$p.($p + ${one(['id', 'price', 'qty'])})`,
        () => `items@$i.sub{k: $i.${one(['tag', 'id'])}}`,
        () => `items.(sub.%.${one(['tag', 'id', 'none'])})`,
        () => `o.y.z.%.%.${one(['x', 'y', 'n'])}`,
    ])();
}

const E = () => expression(1);
const lambdaOf = (n, depth) => {
    const parameters = ['$p', '$q', '$r'].slice(0, n);
    const saved = variables;
    variables = variables.concat(parameters);
    const body = expression(depth - 1);
    variables = saved;
    return `function(${parameters.join(', ')}){${body}}`;
};

function call(depth) {
    const e = () => expression(depth - 1);
    // Mostly of the type that the function wants.
    const text = () => chance(0.7) ? one([one(strings), 's', 't', 'u', 'words[1]', 'items[0].tag']) : e();
    const number = () => chance(0.7) ? one([one(numbers), 'n', 'm', 'list[0]', 'items[1].price', '-n']) : e();
    const array = () => chance(0.7) ? one(['list', 'words', 'items', 'items.price', 'one', 'nest', 'items.sub', '[1..4]', 'empty', 'items.tag']) : e();
    const object = () => chance(0.7) ? one(['o', 'items[0]', 'o.y', '{"p": 1, "q": "z"}', 'items[1].sub']) : e();
    return one([
        () => `$sum(${array()})`, () => `$count(${array()})`, () => `$max(${array()})`, () => `$min(${array()})`, () => `$average(${array()})`,
        () => `$string(${e()})`, () => `$string(${e()}, ${one(['true', 'false'])})`, () => `$length(${text()})`,
        () => `$substring(${text()}, ${one(numbers)})`, () => `$substring(${text()}, ${one(numbers)}, ${one(numbers)})`,
        () => `$substringBefore(${text()}, ${one(strings)})`, () => `$substringAfter(${text()}, ${one(strings)})`,
        () => `$uppercase(${text()})`, () => `$lowercase(${text()})`, () => `$trim(${text()})`,
        () => `$pad(${text()}, ${one(['5', '-5', '0', '10'])}${one(['', ', "#"', ', "ab"', ', ""'])})`,
        () => `$contains(${text()}, ${one([one(strings), one(regexes)])})`,
        () => `$split(${text()}, ${one([one(strings), one(regexes)])}${one(['', ', 1', ', 2', ', 0', ', -1'])})`,
        () => `$join(${array()}${one(['', ', "-"', ', ""'])})`,
        () => `$match(${text()}, ${one(regexes)}${one(['', ', 1', ', 0', ', -1'])})`,
        () => `$replace(${text()}, ${one([one(strings), one(regexes)])}, ${one(['"<$0>"', '"$1$$"', '"z"', '"$12"', '"$"'])}${one(['', ', 1', ', -1'])})`,
        () => `$replace(${text()}, ${one(regexes)}, ${one(['function($m){$m.match & "!"}', 'function($m){1}'])})`,
        () => `$base64encode(${one(['s', 't', '"abc"', '"é"'])})`, () => `$base64decode(${one(['"aGVsbG8="', '"aGk"', 's'])})`,
        () => `$encodeUrl(${text()})`, () => `$encodeUrlComponent(${text()})`, () => `$decodeUrl(${one(['"a%20b"', '"%2F"', '"%zz"', 's'])})`,
        () => `$decodeUrlComponent(${one(['"a%20b"', '"%C3%A9"', '"%C3"', 's'])})`,
        () => `$number(${text()})`, () => `$abs(${number()})`, () => `$floor(${number()})`, () => `$ceil(${number()})`,
        () => `$round(${number()}${one(['', ', 1', ', -1', ', 2'])})`, () => `$power(${number()}, ${one(['0', '1', '2', '3', '-1', '0.5', '100'])})`, () => `$sqrt(${number()})`,
        () => `$formatNumber(${number()}, ${one(picturesOfNumbers)})`,
        // The reference never ends when the number is not above 0.
        () => `$formatNumber(${one(['1', '12345.678', '0.001', '3', '1e21'])}, ${one(['"0.0e0"', '"00.0e00"', '"#.0e0"'])})`,
        () => `$formatBase(${number()}${one(['', ', 2', ', 16', ', 36', ', 1'])})`,
        () => `$formatInteger(${number()}, ${one(picturesOfIntegers)})`,
        () => `$parseInteger(${one(['"12"', '"1,234"', '"twelve"', '"XIV"', '"abc"', '"one hundred and two"', 's'])}, ${one(picturesOfIntegers)})`,
        () => `$fromMillis(${one(['0', '1517653230456', '1e12', '-1e11', '951782400000', '1230768000000'])}${one(['', `, ${one(picturesOfTimes)}`,
            `, ${one(picturesOfTimes)}, ${one(['"+0530"', '"-0800"', '"0000"', '"+05:00"'])}`])})`,
        () => `$toMillis(${one(['"2018-02-03T10:20:30.456Z"', '"2018-02-03"', '"2018"', '"2018-02-03T10:20:30+01:00"', '"x"'])})`,
        () => `$toMillis("3 February 2018", "[D] [MNn] [Y]")`,
        () => `$boolean(${e()})`, () => `$not(${e()})`, () => `$exists(${e()})`, () => `$type(${e()})`,
        () => `$map(${array()}, ${lambdaOf(1 + below(3), depth)})`, () => `$filter(${array()}, ${lambdaOf(1 + below(2), depth)})`,
        () => `$map(${array()}, $${one(['string', 'uppercase', 'length', 'type', 'abs', 'not', 'exists', 'count'])})`,
        () => `$filter(${array()}, ${one(regexes)})`,
        () => `$reduce(${array()}, ${lambdaOf(2, depth)}${one(['', ', 0', ', ""', ', []'])})`,
        () => `$single(${array()}${one(['', `, ${lambdaOf(1, depth)}`])})`,
        () => `$each(${object()}, ${lambdaOf(1 + below(2), depth)})`, () => `$sift(${object()}, ${lambdaOf(1 + below(2), depth)})`,
        () => `$keys(${object()})`, () => `$lookup(${object()}, ${one(['"x"', '"tag"', '"10"', '"none"'])})`, () => `$spread(${object()})`,
        () => `$merge(${array()})`, () => `$append(${array()}, ${e()})`, () => `$reverse(${array()})`, () => `$distinct(${array()})`,
        () => `$sort(${array()})`, () => `$sort(${array()}, function($l, $r){$l ${one(['>', '<'])} $r})`,
        () => `$zip(${array()}, ${e()})`, () => `$assert(${e()}, "m")`, () => `$error(${one(strings)})`,
        () => `$clone(${object()})`, () => `$none(${e()})`, () => `${one(names)}(${e()})`,
        () => `${e()} ~> $${one(['sum', 'string', 'count', 'uppercase', 'reverse'])}`,
        () => `${e()} ~> $${one(['append', 'map', 'join'])}(${one(['"-"', '$string', e()])})`,
        () => `(${one(['$sum', '$string', '$uppercase'])} ~> ${one(['$string', '$length', '$count'])})(${e()})`,
        () => `$substring(?, ${one(numbers)}, ${one(['2', '?'])})(${one(strings)}, ${one(numbers)})`,
        () => `${lambdaOf(1, depth)}(${e()})`,
        () => `function($p)<${one(['s', 'n', 'a<n>', 's-', 'x?', '(ns)', 'a', 'j', 'n+', 's?n?'])}:x>{$p}(${e()})`,
        () => `${one(['$', 'o', 'items', '$$'])} ~> |${one(['$', 'o', 'items', 'items.sub', '**', 'y'])}|{${one(['"x"', '"id"', '"new"'])}: ${leaf()}}${one(['', ', "id"', ', ["x", "tag"]', ', 1'])}|`,
        () => `$eval(${one(['"1+1"', '"n"', '"$x"', '"1+"', 's'])})`,
        () => tuplePath(),
    ])();
}

function expression(depth) {
    if (depth <= 0) return leaf();
    const e = () => expression(depth - 1);
    const kind = below(40);
    if (kind < 5) return leaf();
    if (kind < 14) return path(depth);
    if (kind < 18) return `${e()} ${one(['+', '-', '*', '/', '%'])} ${e()}`;
    if (kind < 20) return `${e()} & ${e()}`;
    if (kind < 23) return `${e()} ${one(['=', '!=', '<', '<=', '>', '>=', 'in'])} ${e()}`;
    if (kind < 25) return `${e()} ${one(['and', 'or'])} ${e()}`;
    if (kind < 26) return `(${e()} ? ${e()} : ${e()})`;
    if (kind < 27) return `-${leaf()}`;
    if (kind < 28) return `[${e()}, ${e()}]`;
    if (kind < 29) return `[${one(numbers)}..${one(['1', '3', '5', leaf()])}]`;
    if (kind < 30) return `{"a": ${e()}, "b": ${leaf()}}`;
    if (kind < 31) {
        const saved = variables;
        const first = e();
        variables = variables.concat('$x');
        const text = `($x := ${first}; ${e()})`;
        variables = saved;
        return text;
    }
    if (kind < 32) return `(${e()})`;
    return call(depth);
}

// Texts that are not expressions: an expression with something left out, doubled or put in.
function broken() {
    const text = expression(2);
    const at = below(text.length + 1);
    switch (below(3)) {
        case 0: return text.slice(0, at) + text.slice(at + 1);
        case 1: return text.slice(0, at) + one(['(', ')', '[', ']', '{', '}', ',', ';', '.', '..', '"', '\\', '$', '?', ':', ':=',
            '@', '#', '^', '|', '~>', '~', '!', '/', '*', '%', '&', '=', '<', '>', ' and ', ' 1 ', '`']) + text.slice(at);
        default: return text.slice(0, at);
    }
}

function shape(value) {
    return JSON.stringify(value, (key, v) => {
        if (typeof v === 'number' && !Number.isFinite(v)) return String(v); // as ours are printed
        if (typeof v === 'function' || (v && (v._jsonata_lambda || v._jsonata_function))) return '';
        if (v && typeof v === 'object' && !Array.isArray(v))
            return Object.fromEntries(Object.keys(v).sort().map(k => [k, v[k]]));
        return v;
    });
}

async function reference(expr) {
    try {
        const compiled = jsonata(expr);
        let steps = 0;
        compiled.assign(Symbol.for('jsonata.__evaluate_entry'), () => {
            if (++steps > 200000) throw { code: 'U1001' };
        });
        // The reference changes its input here and there (an empty array that is grouped, an object that is called).
        const copy = JSON.parse(JSON.stringify(data));
        const result = await compiled.evaluate(copy);
        if (JSON.stringify(copy) !== JSON.stringify(data)) throw null;
        if (result === undefined) return { undefined: true };
        if (typeof result === 'function' || result._jsonata_lambda || result._jsonata_function) return { function: true };
        shape(result);
        return { result };
    } catch (error) {
        return { error: error && typeof error.code === 'string' ? error.code : 'HOST', message: error && error.message, token: error && error.token };
    }
}

// Whether the reference may evaluate parts of it side by side.
const isParallel = expr => /[[{].*,/.test(expr) || /\{.*\{/.test(expr);

function agree(expr, wanted, got) {
    // Built-in functions that are partially applied check their arguments only here.
    if (got.error === 'T0410' && /[(,] *\?/.test(expr)) return true;
    if (wanted.error !== undefined)
        return got.error === wanted.error || (got.error !== undefined && isParallel(expr));
    return got.error === undefined && shape(got) === shape(wanted);
}

(async () => {
    const expressions = [];
    for (let i = 0; i < Number(count); i++) {
        variables = [];
        expressions.push(chance(0.15) ? broken() : expression(1 + below(3)));
    }
    const lines = expressions.map(expr => JSON.stringify({ expr, data })).join('\n') + '\n';
    const run = spawnSync(program, { input: lines, maxBuffer: 1 << 30, encoding: 'utf8' });
    const answers = run.stdout.split('\n');
    let compared = 0, skipped = 0, differences = 0, failures = 0, nothing = 0;
    for (let i = 0; i < expressions.length; i++) {
        const wanted = await reference(expressions[i]);
        if (wanted.error === 'HOST' || wanted.error === 'U1001') { skipped++; continue; }
        compared++;
        if (wanted.error) failures++;
        if (wanted.undefined) nothing++;
        let got;
        try { got = JSON.parse(answers[i]); } catch (error) { got = { error: 'no answer' }; }
        if (agree(expressions[i], wanted, got)) continue;
        differences++;
        if (differences <= 50) console.log(`${expressions[i]}\n    reference ${shape(wanted).slice(0, 300)}\n    ours      ${shape(got).slice(0, 300)}`);
    }
    console.log(`${compared} compared (${failures} fail, ${nothing} give nothing), ${skipped} skipped, ${differences} differ`);
    process.exit(differences || run.status !== 0 ? 1 : 0);
})();
