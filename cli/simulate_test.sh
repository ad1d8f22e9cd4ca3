#!/bin/sh
# simulate_test.sh stepproof testdata-dir - stepproof simulate as a whole
#
# Each folder in testdata/simulate is a case: `args` is the command line, run in the folder, and `expected` what it
# prints, first standard output, then standard error, then the exit status. UPDATE=1 rewrites them.
# shellcheck source=cli/tap.sh
. "$(dirname "$0")/tap.sh"
testdata=$(cd "$2" && pwd)

# report_difference STATUS WHAT: of a comparison that wrote to the file problem
report_difference() {
    sed 's/^/# /' "$work/problem"
    report "$1" "$2"
}

for folder in "$testdata"/simulate/*/; do
    name=$(basename "$folder")
    cd "$folder" || exit 1
    eval "set -- $(cat args)"
    "$program" simulate "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
    { cat "$work/out"; sed 's/^/stderr: /' "$work/err"; echo "status: $status"; } >"$work/actual"
    [ -z "${UPDATE-}" ] || cp "$work/actual" expected
    diff -u expected "$work/actual" >"$work/problem" 2>&1
    report_difference $? "simulate/$name"
done
cd "$work" || exit 1

run() { "$program" simulate "$@" >out 2>err </dev/null; status=$?; }
same() { cmp "$1" "$2" >problem 2>&1; report_difference $? "$3"; }

echo '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}' >m.json
echo '{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
  "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "End": true}}}' >task.json
echo '{"a": 1}' >in.json
echo 'a: 2' >in.yaml

run; check 2 'which machine' 'a machine is needed'
run m.json m.json; check 2 'one machine' 'one machine is enough'
run nosuch.json; check 2 'No such file' 'a missing machine is trouble'
run m.json --input '{"a"'; check 2 '--input is not JSON' 'an input that is no JSON is trouble'
run m.json --input @nosuch; check 2 'No such file' 'a missing input is trouble'
run m.json --input @in.json; check 0 '{"a":1}' 'an input is read from a file'
run m.json --input file://in.yaml; check 0 '{"a":2}' 'an input may be YAML'
run m.json --input 5; check 0 '5' 'an input may be a number'
"$program" simulate m.json --input - >out 2>err <in.json; status=$?; check 0 '{"a":1}' 'an input is read from standard input'
"$program" simulate - --input @in.json >out 2>err <m.json; status=$?; check 0 '{"a":1}' 'a machine is read from standard input'
run m.json --format xml; check 2 'is none of text, json, history' 'a wrong format lists the right ones'
run m.json --type slow; check 2 'standard, express' 'a wrong type lists the right ones'
run m.json --type express; check 0 'SUCCEEDED' 'an express workflow runs'
run m.json --unmocked maybe; check 2 'fail, echo, null' 'a wrong answer lists the right ones'
run m.json --color blue; check 2 'auto, always, never' 'a wrong colour lists the right ones'
run m.json --start-time now; check 2 'is not a time' 'a wrong time is refused'
run m.json --seed x; check 2 'whole number' 'a wrong seed is refused'
run m.json --context '[]'; check 2 'is not a JSON object' 'a context is an object'
run m.json --inspect B; check 2 'no state "B"' 'a state that is not there cannot be inspected'
run m.json --mock x --script y; check 2 'do not go together' 'a mock excludes a script'
run m.json --case x; check 2 '--case chooses from' 'a case needs a file'
run m.json --junit x; check 2 '--junit is for' 'JUnit needs tests'
run m.json --test x --state A; check 2 '--test does not go together' 'tests exclude a single state'
run m.json --variables '{}'; check 2 'are for --state' 'variables are for a single state'
run m.json --script nosuch; check 2 'No such file' 'a missing script is trouble'
run m.json --state A --format history; check 2 'has no history' 'a single state has no history'
run m.json --state A --inspection-level ALL; check 2 'INFO, DEBUG, TRACE' 'a wrong level lists the right ones'
run task.json --state A --mock '{"results": 1}'; check 2 'no member "results"' 'a mock has known members'
run task.json --state A --state-configuration '{"retrierRetryCount": -1}'; check 2 'whole number' 'a count is a number'
run task.json --state A --mock '{"fieldValidationMode": "SOME"}'; check 2 'STRICT, PRESENT or NONE' 'a mode is known'
run m.json -o out.txt; check 0 '' 'output goes to a file'
grep -q SUCCEEDED out.txt; report $? 'the file has the output'
run m.json -o nosuch/out; check 2 'cannot be written' 'a file that cannot be made is trouble'
run task.json --unmocked null --context '{"Execution": {"Name": "mine"}}' -f history; check 0 'null' 'null answers'
run task.json --unmocked echo -i '{"k": 1}'; check 0 '"Payload":{"k":1}' 'a task echoes'
echo 'tests: [{name: a}]' >no-machine.yaml
run --test no-machine.yaml; check 2 'which machine' 'a test names its machine'
run --test no-machine.yaml task.json -f history; check 2 '--format history shows one' 'tests have no history'
run --test no-machine.yaml m.json --case a -f history; check 0 'ExecutionSucceeded' 'one test has a history'
run --test no-machine.yaml --test no-machine.yaml m.json; check 0 '2 tests: 2 passed' 'files of tests are summed up'
echo '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Default": "C",
  "Choices": [{"Variable": "$", "IsPresent": true, "Next": "A"}]}, "C": {"Type": "Succeed"}}}' >endless.json
run endless.json -q; check 1 'the history is full (25000 events): state "A" was entered 6250 times' 'a history may be full'
run endless.json -q --no-limits --max-steps 1000; check 3 'stopped after 1000 steps' 'an endless run is ended'
run endless.json --test no-machine.yaml --no-limits --max-steps 1000; check 3 '1 failed' 'an endless test is ended, too'
run endless.json --max-steps 0; check 2 'from 1 on' 'a run has a step'
run m.json --machine-name Named -f json --context '{}'; check 0 'SUCCEEDED' 'a machine has a name'
cat >mock.json <<'MOCK'
{"StateMachines": {"one": {"TestCases": {"a": {"A": "R"}}}, "two": {"TestCases": {"b": {"A": "R"}}}},
 "MockedResponses": {"R": {"0": {"Return": 1}}}}
MOCK
run task.json --mock mock.json; check 2 'there is no state machine "task"' 'a mock names the machine'
run task.json --mock mock.json --machine-name two; check 0 'ok    b' 'the machine of a mock is chosen by its name'
mkdir -p scripts machines
cp m.json machines
echo '{"machine": "../machines/m.json", "tests": [{"name": "a", "input": 1, "expect": {"output": 1}}]}' >scripts/a.json
run --test scripts/a.json; check 0 'ok    a' 'a machine is found from the folder of its script'
run m.json --script - ; check 2 '' 'an empty script is trouble'

# Slips of the command line.
run m.json -i 1 --input 2; check 2 '--input is given twice' 'an option is given once'
"$program" simulate - -i - >out 2>err <m.json; status=$?; check 2 'read only once' 'standard input is read once'
run m.json -i @; check 2 'before the name of a file' 'a file has a name'
run m.json --execution-name 'a b'; check 2 'without blanks' 'the name of an execution is one that the service takes'
run m.json --inptu 1; check 2 'did you mean --input?' 'an option gets its nearest name'
run --script no-machine.yaml; check 2 'Neither the command line nor no-machine.yaml' 'a script names its machine'
run m.json --script /; check 2 'is a folder' 'a folder is no script'
: >empty.json
run m.json --script empty.json; check 2 'found nothing' 'an empty script is trouble'
grep -q 'script-type' err; result $((1 - $?)) 'a script that cannot be read is not complained about twice'
printf '\357\273\277{"a": 1}' >bom.json
run m.json -i @bom.json; check 0 '{"a":1}' 'a byte order mark is no part of the input'
run m.json -o same.txt --max-steps 0; [ ! -e same.txt ]; result $? 'no file is made for a run that does not begin'
run m.json -f history --start-time 2026-01-05T10:00:00.12Z; check 0 '"2026-01-05T10:00:00.120000+00:00"' 'milliseconds show'
run m.json -f history --start-time 2026-01-05T10:00:00Z; check 0 '"2026-01-05T10:00:00+00:00"' 'whole seconds have no fraction'

run m.json --graph x.foo; check 2 'none of .svg' 'the ending of a drawing tells its format'

# One state.
run task.json --state B --unmocked null; check 2 'has no state "B"' 'a state that is not there cannot be run'
run task.json --state A --mock '{"reslt": 1}'; check 2 'did you mean "result"?' 'a member of a mock gets its nearest name'
run task.json --state A --inspect A; check 2 'is for whole runs' 'a single state is inspected by its level'
run task.json --state A --graph x.svg; check 2 'not for --state' 'a single state is not drawn'
echo '{"Type": "Pass", "Result": [1], "Next": "Elsewhere"}' >state.json
run state.json --state A; check 0 '"nextState": "Elsewhere"' 'a state may stand alone in its file'
echo '{"Type": "Pass", "Resutl": [1], "Next": "Elsewhere"}' >state.json
run state.json --state A; check 2 'state.json:1:18:' 'a mistake in it has its place'

# Tests of several files, and one test of a mock configuration.
run m.json --test nosuch.yaml --test no-machine.yaml; check 2 'ok    a' 'a file that is missing does not keep others from running'
echo 'tests: [{name: a, input: {x: 1}, expect: {output: {x: 2}}}]' >differs.yaml
run m.json --test differs.yaml --case a -f json; check 1 '{"pointer":"/x","expected":2,"actual":1}' 'a chosen test has its verdict'
run m.json --test differs.yaml --case a -f history; check 1 'output: the output differs in 1 place' 'beside a history, too'
run m.json --test differs.yaml --junit report.xml; check 1 '1 failed' 'a test differs'
grep -q 'classname="differs.yaml" name="a"' report.xml; result $? 'JUnit groups tests by their file'
run task.json --mock mock.json --machine-name two --case b --junit report.xml
check 0 'ok    b' 'one test of a mock configuration is reported'
grep -q 'classname="mock.json" name="b"' report.xml; result $? 'to JUnit, too'
"$program" simulate - --write-script >out 2>err <task.json; status=$?; check 0 'states:' 'a machine from standard input gets a script'
grep -q machine: out; result $((1 - $?)) 'which names no file'

# Objects of S3 and results of distributed Maps.
cat >dist.yaml <<'MACHINE'
StartAt: Each
States:
  Each:
    Type: Map
    ItemReader:
      Resource: arn:aws:states:::s3:getObject
      ReaderConfig: {InputType: JSON}
      Parameters: {Bucket: in, Key: a/list.json}
    ItemProcessor:
      ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: STANDARD}
      StartAt: P
      States: {P: {Type: Pass, End: true}}
    ResultWriter:
      Resource: arn:aws:states:::s3:putObject
      Parameters: {Bucket: out, Prefix: results}
    End: true
MACHINE
mkdir -p objects/in/a
echo '[{"x": 1}, {"x": 2}]' >objects/in/a/list.json
run dist.yaml --objects objects --results results; check 0 'manifest.json' 'a folder holds objects'
find results/out/results -name manifest.json | grep -q .; report $? 'results are written below a folder'
if command -v gzip >/dev/null; then
    gzip -c objects/in/a/list.json >packed && mv packed objects/in/a/list.json
    run dist.yaml --objects objects; check 0 'manifest.json' 'packed objects are unpacked'
fi
run dist.yaml; check 1 'States.ItemReaderFailed' 'an object that is missing fails the reader'
run dist.yaml --objects nosuch; check 2 'No such file' 'a folder that is missing is trouble'
echo 'objects: {s3://in/a/list.json: {file: nosuch.json}}' >missing.yaml
run dist.yaml --script missing.yaml; check 2 'nosuch.json: No such file' 'a file of a script that is missing is trouble'

# The same arguments give the same bytes, and YAML the same as JSON.
run "$testdata/demo/order.asl.json" --test "$testdata/demo/order.script.yaml" -f json; mv out one
run "$testdata/demo/order.asl.json" --test "$testdata/demo/order.script.yaml" -f json; same out one 'two runs are the same'
for case in 'ships after retries' 'gives the items back when the card is declined'; do
    for kind in json yaml; do
        run "$testdata/demo/order.asl.$kind" --test "$testdata/demo/order.script.yaml" --case "$case" -f history
        mv out $kind
    done
    same json yaml "the history is the same from YAML: $case"
done
run "$testdata/demo/order.asl.json" --test "$testdata/demo/order.script.yaml" -f history \
    --case 'gives the items back when the card is declined'
same out "$testdata/demo/order.history.json" 'the history of the demo is that of its run; see demo_pictures.sh'
run "$testdata/demo/order.asl.json" --test "$testdata/demo/order.script.yaml"
check 0 '6 passed, 0 failed' 'the tests of the demo pass'

finish
