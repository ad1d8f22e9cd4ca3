// gql_mutants.js RUNNER [ROOT [COUNT [SEED [FOLDER]]]] - compares stepproof with graphql-js on texts that nobody wrote.
//
// Takes the schemas, operations and texts of the GraphQL cases below ROOT, changes some tokens of each (removes, repeats,
// renames, exchanges, adds directives and wrappers), asks graphql-js for its verdict, writes both as cases of the same
// form into a temporary folder (or FOLDER, which stays), and lets RUNNER (core/conformance) compare: verdicts, rules and places.
//
// Changes between a schema and its mutant are compared with those that graphql-js and @graphql-inspector/core 6 find.
//
// Needs node, ROOT (as for RUNNER), and the package graphql 16 where require() finds it (NODE_PATH); exits 77 without.
'use strict';
const fs = require('fs'), path = require('path'), os = require('os');
const { spawnSync } = require('child_process');

const [runner, folderOfCases, count = '2000', seed = '1', keep] = process.argv.slice(2);
const root = folderOfCases || process.env.STEPPROOF_CONFORMANCE || '../shared/conformance';
let graphql;
try {
    graphql = require('graphql');
    if (graphql.versionInfo.major !== 16) throw new Error(graphql.version);
} catch (error) {
    console.log('1..0 # SKIP the package graphql 16 is not there');
    process.exit(77);
}
if (!fs.existsSync(path.join(root, 'graphql/sdl/schema.jsonl'))) {
    console.log('1..0 # SKIP the cases are not there');
    process.exit(77);
}
const { specifiedSDLRules } = require('graphql/validation/specifiedRules');
const { validateSDL } = require('graphql/validation/validate');

// mulberry32
let state = Number(seed) >>> 0;
function random() {
    state = (state + 0x6D2B79F5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const below = n => Math.floor(random() * n);
const one = list => list[below(list.length)];

/* -- changing texts -- */

// Tokens and what stands between them, in turn.
const pattern = /"""[^]*?"""|"(?:\\.|[^"\\\n])*"|[A-Za-z_]\w*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\.\.|[!$&():=@[\]{|}]/g;
const split = text => {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
        parts.push({ before: text.slice(end, match.index), token: match[0] });
        end = match.index + match[0].length;
    }
    parts.push({ before: text.slice(end), token: '' });
    return parts;
};
const join = parts => parts.map(part => part.before + part.token).join('');
const isName = part => /^[A-Za-z_]/.test(part.token);

const names = ['Int', 'String', 'ID', 'Boolean', 'Float', 'Query', 'Mutation', '__typename', '__schema', '__Type', 'on', 'type',
    'true', 'null', 'extend', 'x', 'id', 'implements', 'if', 'reason'];
const literals = ['1', '-1', '2147483648', '1.5', '"a"', '"""b"""', 'true', 'null', 'FOO', '[]', '{}', '[1]', '{a: 1}', '$x',
    '9007199254740993', '[null]', '{a: null, a: 1}'];
const insertions = ['!', '@deprecated', '@deprecated(reason: null)', '@skip(if: true)', '@include(if: $x)', '@include',
    '@oneOf', '@specifiedBy(url: "a")', '@x', '{', '}', '(', ')', '[', ']', '|', '&', '= 1', ': Int', '... on Query { x }', '...F',
    '$x: Int', '"text"', '# comment\n', '(a: 1)', '(first: 1, first: 2)', 'implements Query', '{ x }', '...{ __typename }',
    'fragment F on Query { __typename }', 'extend type Query { x: Int }', 'input I { i: I! }', 'enum E { A A }', 'query { x }',
    'union U = U', 'directive @x(a: Int!) on FIELD', 'subscription { __typename }', 'scalar X', 'schema { query: X }'];

const changes = [
    [2, (parts, i) => parts.splice(i, 1)],
    [2, (parts, i) => parts.splice(i, 0, parts[i])],
    [10, (parts, i) => rename(parts, i, one(parts.filter(isName)).token)],
    [3, (parts, i) => rename(parts, i, one(names))],
    [2, (parts, i) => rename(parts, i, one(['__', 'x']) + parts[i].token)],
    [2, (parts, i) => {
        const j = below(parts.length - 1), token = parts[i].token;
        parts[i] = { ...parts[i], token: parts[j].token };
        parts[j] = { ...parts[j], token };
    }],
    [4, (parts, i) => {
        const part = parts.slice(i).find(part => /^["\d-]/.test(part.token) || /^(true|false|null|[A-Z_]+)$/.test(part.token));
        if (part) parts[parts.indexOf(part)] = { ...part, token: one(literals) };
    }],
    [4, (parts, i) => parts.splice(i, 0, { before: ' ', token: one(insertions) + ' ' })],
    [3, (parts, i) => { // a type in a list, or none any more
        const at = parts.findIndex((part, k) => k >= i && part.token === ':') + 1;
        if (at > 0 && isName(parts[at])) parts[at] = { ...parts[at], token: one([`[${parts[at].token}]`, `${parts[at].token}!`]) };
    }],
    [2, (parts, i) => { // a run of tokens once more, or not at all
        const length = 1 + below(12), run = parts.slice(i, Math.min(i + length, parts.length - 1));
        parts.splice(i, run.length, ...(random() < 0.5 ? [] : [...run, ...run]));
    }],
    [2, parts => { // a definition or field once more
        const lines = join(parts).split('\n'), k = below(lines.length);
        lines.splice(k, random() < 0.4 ? 1 : 0, ...(random() < 0.6 ? [lines[k]] : []));
        parts.splice(0, parts.length, ...split(lines.join('\n')));
    }],
];
const turns = changes.flatMap(([weight, change]) => Array(weight).fill(change));

function rename(parts, from, token) {
    const at = parts.findIndex((part, k) => k >= from && isName(part));
    if (at >= 0) parts[at] = { ...parts[at], token };
}

function mutate(text, from = 0) {
    const parts = split(text);
    for (let turn = 1 + below(3); turn > 0 && parts.filter(isName).length > 0; turn--)
        one(turns)(parts, from + below(Math.max(1, parts.length - 1 - from)));
    return join(parts);
}

/* -- what graphql-js says -- */

const shown = (error, rule) => ({ message: error.message, locations: error.locations || [], rule });
const byRule = (rules, run) => rules.flatMap(rule => run([rule]).map(error => shown(error, rule.name)));

function parsed(text, then) {
    let document;
    try {
        document = graphql.parse(text);
    } catch (error) {
        return [shown(error, 'syntax')];
    }
    return then(document);
}

// Ours goes on behind a syntax error, so texts that have one are compared only as texts.
class Unreadable extends Error {}
const judged = (text, judge) => {
    const errors = parsed(text, judge);
    if (errors.some(error => error.rule === 'syntax')) throw new Unreadable();
    return errors;
};

// A default value that does not fit is as good as none to graphql-js, which then takes its input for required.
const hasWrongDefault = schema => {
    const isWrong = input => input.astNode && input.astNode.defaultValue && input.defaultValue === undefined;
    const fieldsOf = type => (type.getFields ? Object.values(type.getFields()) : []);
    return [...Object.values(schema.getTypeMap()).flatMap(fieldsOf), ...schema.getDirectives()]
        .some(owner => isWrong(owner) || (owner.args || []).some(isWrong));
};

const judgeSchema = sdl => judged(sdl, document => {
    const errors = byRule(specifiedSDLRules, rules => validateSDL(document, undefined, rules));
    if (errors.length > 0) return errors;
    const schema = graphql.buildASTSchema(document, { assumeValidSDL: true });
    if (hasWrongDefault(schema)) throw new Unreadable();
    return graphql.validateSchema(schema).map(error => shown(error, 'validateSchema'));
});

// Mistakes behind which graphql-js says what we do not: it takes an unknown directive's arguments for those of the field
// that it stands at, compares arguments of the same name with each other, and does not know the type of a __typename that
// is called otherwise, so sees no conflict with another type.
const isDoubtful = (text, errors) => /:\s*__typename/.test(text) ||
    errors.some(({ message, rule }) => message.startsWith('Unknown directive') || rule === 'UniqueArgumentNamesRule');

const judgeOperation = (schema, text) => judged(text, document =>
    byRule(graphql.specifiedRules, rules => graphql.validate(schema, document, rules, { maxErrors: 100000 })));

const judgeText = text => {
    const errors = parsed(text, () => []);
    if (errors.length > 0) return { valid: false, errors };
    return { valid: true, definitions: graphql.parse(text).definitions.map(definition => {
        const { startToken } = definition.loc;
        return { kind: definition.kind, name: definition.name && definition.name.value, line: startToken.line,
            column: startToken.column, operation: definition.operation };
    }) };
};

/* -- cases -- */

const lines = file => fs.readFileSync(path.join(root, 'graphql/sdl', file), 'utf8').trim().split('\n').map(l => JSON.parse(l));
const folder = keep || fs.mkdtempSync(path.join(os.tmpdir(), 'gql-mutants-'));
const target = path.join(folder, 'graphql/sdl');
fs.mkdirSync(path.join(target, 'schemas'), { recursive: true });

function write(name, make) {
    const made = [];
    let broken = 0;
    for (let i = 0; made.length < Number(count); i++) {
        try {
            made.push(JSON.stringify({ id: `${name}-${seed}-${i}`, ...make() }));
        } catch (error) {
            if (!(error instanceof Unreadable)) broken++; // graphql-js itself broke: nothing to compare with
        }
    }
    fs.writeFileSync(path.join(target, name + '.jsonl'), made.join('\n') + '\n');
    if (broken > 0) console.log(`# graphql-js broke on ${broken} of ${name}`);
}

const sdls = lines('schema.jsonl').map(record => record.input.sdl).filter(sdl => sdl.length < 20000);
write('schema', () => {
    const sdl = mutate(random() < 0.1 ? one(sdls) + '\n' + one(sdls) : one(sdls)), errors = judgeSchema(sdl);
    return { input: { sdl }, expect: { valid: errors.length === 0, errors } };
});

const schemas = new Map();
const operations = lines('operation.jsonl').filter(({ input }) => {
    const file = path.join(root, 'graphql/sdl/schemas', input.schema + '.graphql');
    if (!fs.existsSync(file)) return false;
    if (!schemas.has(input.schema)) {
        fs.copyFileSync(file, path.join(target, 'schemas', input.schema + '.graphql'));
        schemas.set(input.schema, graphql.buildSchema(fs.readFileSync(file, 'utf8'), { assumeValid: true }));
    }
    return input.document.length < 20000;
});
write('operation', () => {
    const { schema, document } = one(operations).input, text = mutate(document);
    const errors = judgeOperation(schemas.get(schema), text);
    if (isDoubtful(text, errors)) throw new Unreadable();
    return { input: { schema, document: text }, expect: { valid: errors.length === 0, errors } };
});

const texts = lines('parser.jsonl').map(record => record.input.text).filter(text => text.length < 20000);
write('parser', () => {
    const text = mutate(one(texts));
    return { input: { text }, expect: judgeText(text) };
});

/* -- changes -- */

// Where we differ on purpose: a new root type breaks nobody; a default value is compared as it is written, so it is not
// another one because its type is, and false or 0 is not the same as none; `reason: null` is the usual reason; what a
// schema says of a built-in directive's description is its own business.
const isDisputed = (sdl, changes) => /=\s*(false|0\b|""|null)|reason: null|directive @(skip|include|deprecated|specifiedBy|oneOf)\b/.test(sdl) ||
    changes.some(({ type, message }) => message.includes("from 'unknown'") || (/DEFAULT/.test(type) &&
        changes.some(other => /TYPE_CHANGED|INPUT_FIELD|ENUM_VALUE/.test(other.type) && !/DEFAULT/.test(other.type))));

const severities = { BREAKING: 'breaking', DANGEROUS: 'dangerous', NON_BREAKING: 'safe' };
const changed = list => list.map(({ type, description }) => ({ type, description }));

// Nothing when graphql-js breaks: it cannot print each default value.
function changesOf(before, after) {
    try {
        return {
            breaking: changed(graphql.findBreakingChanges(before, after)),
            dangerous: changed(graphql.findDangerousChanges(before, after)),
        };
    } catch (error) {
        return null;
    }
}

async function writeChanges(inspector) {
    const pairs = lines('diff.jsonl').flatMap(record => [record.input.old, record.input.new])
        .concat(sdls).filter(isSchema), made = [];
    while (made.length < Number(count)) {
        const old = one(pairs), next = random() < 0.1 ? one(pairs) : mutate(old);
        if (old === next || !isSchema(next)) continue;
        const before = graphql.buildSchema(old), after = graphql.buildSchema(next);
        const changes = await inspector.diff(before, after);
        if (isDisputed(old + next, changes)) continue;
        const judgement = changesOf(before, after);
        if (!judgement) continue;
        made.push(JSON.stringify({ id: `diff-${seed}-${made.length}`, input: { old, new: next }, expect: {
            graphql_js: judgement,
            inspector: changes.map(({ criticality, type, path, message }) =>
                ({ severity: severities[criticality.level], type, path, message })),
        } }));
    }
    fs.writeFileSync(path.join(target, 'diff.jsonl'), made.join('\n') + '\n');
}

function isSchema(sdl) {
    try {
        return graphql.parse(sdl).definitions.every(definition => !/^(Operation|Fragment)/.test(definition.kind)) &&
            judgeSchema(sdl).every(error => error.message.startsWith('Query root type must be'));
    } catch (error) {
        return false;
    }
}

/* -- comparing -- */

function compare(corpora) {
    let failed = false;
    for (const corpus of corpora) {
        const run = spawnSync(runner, ['--root', folder, '--corpus', 'graphql/sdl/' + corpus, '--verbose'],
            { encoding: 'utf8', maxBuffer: 1 << 28 });
        process.stdout.write(run.stdout + run.stderr);
        failed = failed || run.status !== 0 || / (\d+)\/(?!\1\b)\d+/.test(run.stdout);
    }
    if (!keep) fs.rmSync(folder, { recursive: true });
    process.exit(failed ? 1 : 0);
}

let inspector;
try {
    inspector = require('@graphql-inspector/core');
} catch (error) {
    console.log('# the package @graphql-inspector/core is not there');
}
const corpora = ['schema', 'operation', 'parser'];
if (inspector)
    writeChanges(inspector).then(() => compare([...corpora, 'diff']));
else
    compare(corpora);
