#!/bin/sh
# graph_test.sh stepproof testdata-dir - stepproof graph as a whole: options, files, converters, other people's readers
#
# Every definition in testdata and, where it exists, in $STEPPROOF_CONFORMANCE or ../shared/conformance is given to
# Graphviz, to an XML parser and to Mermaid's own parser, each of which is skipped where it is not installed. Mermaid is
# looked for by node in its usual places, or in $STEPPROOF_MERMAID, a folder with mermaid and jsdom in its node_modules.
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
testdata=$(cd "$2" && pwd)
conformance=${STEPPROOF_CONFORMANCE:-$testdata/../../shared/conformance}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
unset LC_ALL LC_CTYPE NO_COLOR
export LANG=C.UTF-8
count=0
failed=0

# check STATUS TEXT NAME: the last run ended with this status, and what it printed holds this text
check() {
    count=$((count + 1))
    if [ "$status" = "$1" ] && { [ -z "$2" ] || cat out err | grep -qF -e "$2"; }; then
        echo "ok $count - $3"
    else
        echo "not ok $count - $3"
        echo "# status $status, wanted $1 and \"$2\" in:"
        cat out err | head -n 20 | sed 's/^/# /'
        failed=1
    fi
}
run() { "$program" graph "$@" >out 2>err; status=$?; }
skip() { count=$((count + 1)); echo "ok $count - $2 # SKIP $1"; }

order=$testdata/graph/order.asl.json
nested=$testdata/graph/nested.asl.json

run "$order"; check 0 'digraph "order.asl.json"' 'the default is DOT'
run --format svg "$order"; check 0 '<svg xmlns' 'SVG is written'
run --format mermaid "$order"; check 0 'flowchart TD' 'Mermaid is written'
run --format text "$order"; check 0 '■ Ship' 'text is written'
run --format text --width 30 "$order"; check 0 '...' 'text is cut'
run --format text --color always "$order"; check 0 "$(printf '\033[')" 'text has colours'
LANG=C "$program" graph --format text "$order" >out 2>err; status=$?
check 0 '* Ship' 'text is ASCII outside of UTF-8'
LC_ALL=de_DE.utf8@euro LANG=C "$program" graph --format text "$order" >out 2>err; status=$?
check 0 '■ Ship' 'LC_ALL goes before LANG'
run "$order" -o x.svg; check 0 '' 'a file is written'
"$program" graph --format svg "$order" >y.svg
cmp x.svg y.svg >err 2>&1; status=$?; check 0 '' 'the name of the file tells the format'
run "$order" -o x.mmd; cp x.mmd out; check 0 'flowchart' '.mmd is Mermaid'
run --direction LR "$order"; check 0 'rankdir=LR' 'the direction is turned'
run --theme dark "$order"; check 0 '#0D1117' 'the theme is dark'
run --depth 0 "$nested"; check 0 'states inside' 'containers are closed'
run --state 'Each picture' --format svg "$nested"; check 0 'data-state="Save"' 'a container is drawn alone'
run --title 'A title' "$order"; check 0 'digraph "A title"' 'the title is chosen'
run --execution "$testdata/graph/order.history.json" "$order"; check 0 'CAUGHT' 'an execution is shown'
run --diff "$testdata/graph/order.old.asl.json" "$order"; check 0 'REMOVED' 'a difference is shown'
"$program" graph - <"$order" >out 2>err; status=$?; check 0 'digraph "<stdin>"' 'standard input is read'
# shellcheck disable=SC2094 # both are only read
"$program" graph --diff - "$order" <"$order" >out 2>err; status=$?
check 0 'nothing has changed' 'standard input may be the old version'

run; check 2 'which file' 'a file is wanted'
run "$order" "$order"; check 2 'one file at a time' 'one file is wanted'
run --diff "$order"; check 2 'wants two files' 'a difference wants two'
run --diff "$order" "$order" -x y; check 2 'do not go together' 'a difference has no execution'
run --format xml "$order"; check 2 'is none of dot' 'a wrong format is wrong usage'
run --direction UP "$order"; check 2 'is none of TB' 'a wrong direction is wrong usage'
run --theme red "$order"; check 2 'is none of auto' 'a wrong theme is wrong usage'
run --depth -1 "$order"; check 2 'is not a number' 'a wrong depth is wrong usage'
run --width x "$order"; check 2 'is not a number' 'a wrong width is wrong usage'
run --color red "$order"; check 2 'auto, always, never' 'a wrong colour is wrong usage'
run --state Nobody "$nested"; check 2 'no Parallel or Map' 'a wrong state is trouble'
run nosuch.asl.json; check 2 'No such file' 'a missing file is trouble'
run -x nosuch.json "$order"; check 2 'No such file' 'a missing history is trouble'
run -x "$order" "$order"; check 2 'is no execution history' 'a wrong history is trouble'
"$program" simulate "$testdata/demo/order.asl.json" --unmocked null --graph run.svg >out 2>err
cp run.svg out; status=$?; check 0 'An execution that' 'a simulation is drawn'

# The pictures of the README are those that its commands make.
ln -s "$testdata" testdata
run -o order.svg testdata/demo/order.asl.json
cmp order.svg testdata/demo/order.asl.json.svg >out 2>err; status=$?; check 0 '' 'the drawing of the demo is up to date'
card='gives the items back when the card is declined'
"$program" simulate --test testdata/demo/order.script.yaml --case "$card" --format history --graph run.svg >run.json 2>err
cmp run.json testdata/demo/order.history.json >out 2>&1; status=$?; check 0 '' 'so is its execution'
cmp run.svg testdata/demo/order.history.json.svg >out 2>&1; status=$?; check 0 '' 'and the drawing of that'
run -x run.json -o run.svg testdata/demo/order.asl.json
cmp run.svg testdata/demo/order.history.json.svg >out 2>&1; status=$?; check 0 '' 'which graph makes as well'

echo '[]' >list.asl.json
run list.asl.json; check 2 'list.asl.json' 'a list is no machine'
echo '{"StartAt": "A", "States": {"A": {"Type": "Succeed"},}}' >broken.asl.json
run --format text broken.asl.json; check 1 '■ A' 'a broken file is drawn as far as it goes'
run --format text broken.asl.json; check 1 'json-syntax' 'and its errors are told'
run "$order" -o x.gif; check 2 'its ending tells no format' 'a wrong ending is trouble'
run "$order" -o - -f text; check 0 '■ ReserveStock' 'a hyphen is standard output'
run "$order" -o nameless; cp nameless out; check 0 'digraph' 'a file without an ending is DOT'
run -x "$testdata/graph/order.history.json" "$nested"; check 0 'the first of them "ReserveStock"' 'the history of another machine is told'
run "$order" -o nosuch/x.svg; check 2 'cannot be written' 'a file that cannot be made is trouble'

cat >template.yaml <<'YAML'
Resources:
  One:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition: {StartAt: A, States: {A: {Type: Succeed}}}
  Two:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      Definition: {StartAt: B, States: {B: {Type: Succeed}}}
YAML
run template.yaml; check 2 'choose one with --machine' 'one machine of a template has to be chosen'
run --machine Two --format text template.yaml; check 0 '■ B' 'a machine of a template is drawn'
run --machine Three template.yaml; check 2 'no machine called "Three"' 'a wrong machine is trouble'

# Converters. A folder with only the tools that the test itself needs stands for a machine without them.
mkdir bare
PATH=$folder/bare "$program" graph "$order" -o x.png >out 2>err; status=$?
check 2 'needs rsvg-convert' 'without a converter it is said what to install'
if command -v rsvg-convert >/dev/null || command -v dot >/dev/null; then
    run "$order" -o x.png; head -c 4 x.png >out; check 0 'PNG' 'a PNG is written'
    run "$order" -o x.pdf; head -c 4 x.pdf >out; check 0 'PDF' 'a PDF is written'
else
    skip 'no converter' 'a PNG is written'
    skip 'no converter' 'a PDF is written'
fi

# Other people's readers.
mkdir drawn
number=0
draw() {
    for file; do
        [ -f "$file" ] || continue
        number=$((number + 1))
        for format in dot svg mermaid; do
            "$program" graph --format $format "$file" >drawn/$number.$format 2>/dev/null
            # Files that hold no machine at all are told with status 2.
            [ $? -lt 2 ] || rm -f drawn/$number.$format
        done
    done
}
draw "$testdata"/graph/*.asl.json "$testdata"/demo/*.asl.json "$testdata"/lint/*/*.asl.json
draw "$conformance"/lint/cases/*
if command -v dot >/dev/null; then
    find drawn -name '*.dot' | sort | xargs -n 100 dot -Tsvg -o /dev/null >out 2>err; status=$?
    check 0 '' 'Graphviz draws every DOT'
else
    skip 'Graphviz is not installed' 'Graphviz draws every DOT'
fi
if command -v xmllint >/dev/null; then
    xmllint --noout drawn/*.svg >out 2>err; status=$?; check 0 '' 'an XML parser takes every SVG'
elif command -v python3 >/dev/null; then
    python3 -c 'import sys, xml.parsers.expat as x
for name in sys.argv[1:]: x.ParserCreate().Parse(open(name, "rb").read(), True)' drawn/*.svg >out 2>err
    status=$?; check 0 '' 'an XML parser takes every SVG'
else
    skip 'no XML parser is installed' 'an XML parser takes every SVG'
fi
cat >parse.mjs <<'JS'
import { createRequire } from 'module';
import fs from 'fs';
import path from 'path';
import url from 'url';
const require = createRequire(path.join(process.env.STEPPROOF_MERMAID || process.cwd(), 'x.js'));
let JSDOM, mermaid;
try {
    ({ JSDOM } = require('jsdom'));
    const main = path.join(path.dirname(require.resolve('mermaid/package.json')), 'dist/mermaid.core.mjs');
    const dom = new JSDOM('<body></body>');
    globalThis.window = dom.window;
    globalThis.document = dom.window.document;
    mermaid = (await import(url.pathToFileURL(main))).default;
} catch (error) {
    console.log(String(error));
    process.exit(77);
}
mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9, maxEdges: 1e9 });
let status = 0;
for (const name of fs.readdirSync('drawn').filter(name => name.endsWith('.mermaid'))) {
    try {
        await mermaid.parse(fs.readFileSync('drawn/' + name, 'utf8'));
    } catch (error) {
        console.log(name, String(error));
        status = 1;
    }
}
process.exit(status);
JS
status=77
if command -v node >/dev/null; then node parse.mjs >out 2>err; status=$?; fi
if [ $status = 77 ]; then
    skip 'node or the packages mermaid and jsdom are not installed' 'Mermaid reads every flowchart'
else
    check 0 '' 'Mermaid reads every flowchart'
fi

echo "1..$count"
exit $failed
