#!/bin/sh
# eval_test.sh stepproof - stepproof eval: languages, results, failures, templates, and the prompt on a terminal
# shellcheck disable=SC2016,SC2059 # expressions have dollars of their own
# shellcheck source=cli/tap.sh
. "$(dirname "$0")/tap.sh"
cd "$work" || exit 1

# run ARGUMENTS...: stepproof eval, with its output in the files out and err
run() {
    "$program" eval "$@" >out 2>err </dev/null
    status=$?
}

# gives TEXT WHAT: the last run succeeded and printed exactly this
gives() {
    printf '%s\n' "$1" >wanted
    if [ "$status" = 0 ] && cmp -s wanted out && [ ! -s err ]; then report 0 "$2"; else report 1 "$2"; fi
}

# fails STATUS TEXT WHAT: the last run ended with the status, wrote a line that holds the text, and no result
fails() {
    if [ "$status" = "$1" ] && grep -qF -- "$2" err && [ ! -s out ]; then report 0 "$3"; else report 1 "$3"; fi
}

# shows TEXT WHAT: a line of what the last run printed anywhere is, or holds, the text
shows() {
    if cat out err | grep -qF -- "$1"; then report 0 "$2"; else report 1 "$2"; fi
}

# Languages.
order='{"items": [{"name": "pen", "price": 3}, {"name": "ink", "price": 12.5}], "one": 1.0}'
echo "$order" >order.json
run '$sum($states.input.items.price)' --input "$order"; gives 15.5 'JSONata reads $states.input'
run '{% $states.input.one %}' --input @order.json; gives 1 'the markers of JSONata are taken off'
run '$.one' --input @order.json; gives 1.0 'a path is told by its beginning'
run '$.items[?(@.price > 10)].name' -i @order.json -f compact; gives '["ink"]' 'an indefinite path gives an array'
run "States.Format('{} pens', \$.items[0].price)" -i @order.json; gives '"3 pens"' 'an intrinsic function is told by its name'
run '$rate * 2' --variables '{"rate": 4}'; gives 8 'JSONata reads variables'
run '$list[*].a' --variables '{"list": [{"a": 1}]}' -f compact; gives '[1]' 'a variable with [*] is a path'
run '$.a' --language jsonata; fails 1 'jsonata-top-level' 'a language can be said'
run -l reference-path '$.items[*]' -i @order.json; fails 1 'reference-path' 'a reference path names one place'
run 'items[price > 10].name' --plain -i @order.json; gives '"ink"' 'plain JSONata has names at the top'
run --plain '$eval("1+1")'; gives 2 'plain JSONata has $eval'
run '1 ?? 2' --jsonata 2.2; gives 1 'newer operators can be switched on'
run '1 ?? 2'; fails 1 'S0211' 'and are off'

# What expressions see.
run '$states.context.State.Name'; gives '"State"' 'there is a context object'
run '$$.State.Name' --context '{"State": {"Name": "Pay"}}'; gives '"Pay"' 'its members can be replaced'
run '$$.Execution.Input.a' --input '{"a": 1}'; gives 1 'it has the input'
run '$states.result.x + $states.input' --states '{"result": {"x": 1}, "input": 2}'; gives 3 '$states can be given whole'
run '$' --states '{"input": [1]}' -f compact; gives '[1]' 'its input is that of paths too'
run '$states.input' --states '{"input": 1}' --input 2; gives 2 '--input comes before it'
run '$now()'; gives '"2026-01-01T00:00:00.000Z"' 'the time is always the same'
run '$millis()' --start-time 1970-01-01T00:00:01Z; gives 1000 'unless it is said'
run '$millis() > 1700000000000' --start-time now; gives true 'or the clock is to be asked'
run '$uuid()'; mv out first
run '$uuid()'; gives "$(cat first)" 'random numbers are always the same'
run '$uuid()' --seed 7
if cmp -s out first; then report 1 'with another seed they are others'; else report 0 'with another seed they are others'; fi

# Results.
run '{"a": [1, "é"], "b": {}}'; gives '{
  "a": [
    1,
    "é"
  ],
  "b": {}
}' 'a result is JSON'
run '{"a": [1, "x"]}' --format compact; gives '{"a":[1,"x"]}' 'on one line if wanted'
run '"a\nb"' --format raw; gives 'a
b' 'raw takes the quotes off'
run '"a\nb"'; gives '"a\nb"' 'which are there otherwise'
run '[1]' --format raw; gives '[
  1
]' 'raw leaves the rest alone'
run '{"a": "x"}' --color always; shows "$(printf '\033[1;34m"a"\033[0m: \033[32m"x"\033[0m')" 'colours can be forced'
run '"x"' --output result
if [ "$(cat result)" = '"x"' ] && [ ! -s out ]; then report 0 'a result goes to a file'; else report 1 'a result goes to a file'; fi
run 'nothing' --plain
if [ "$status" = 0 ] && [ ! -s out ] && [ ! -s err ]; then report 0 'plain nothing is a result'; else report 1 'plain nothing is a result'; fi
run '$.items[*].price' -i @order.json -d; shows 'JSONPath, indefinite' 'a path is described'
run '$states.input.items.name' -i @order.json -d; shows 'reads: $states.input.items.name' 'JSONata is described'

# Failures.
run '$states.input.itms' -i @order.json; fails 1 'returned nothing (undefined)' 'nothing fails'
shows 'did you mean "items"?' 'what is nearly there is said'
run '$rat' --variables '{"rate": 1}'; fails 1 'did you mean "$rate"?' 'so are variables'
run '$.two' -i @order.json; fails 1 "Invalid path '\$.two' : No results for path: \$['two']" 'a path has the words of the service'
shows '^^^^' 'and carets'
run "States.Hash('a', 'X')"; fails 1 'States.IntrinsicFailure' 'an intrinsic function fails'
run 'function($x) { $x }'; fails 1 'unsupported result type' 'a function is no result'
run '1 + "a"'; fails 1 'error[T2002]' 'an error has its code'
run '1 +'; fails 1 'error[S0207]' 'so has an error of syntax'
run '$summ([1])'; fails 1 'did you mean "$sum"?' 'a function that is nearly there is said'
run '$eval("1")'; fails 1 '$parse reads a JSON text' 'what Step Functions has not is said'
run --plain '$summ([1])'; fails 1 'did you mean "$sum"?' 'also outside of Step Functions'
run '$uppercase($states.input.one)' -i @order.json; fails 1 'the signature of $uppercase is <s-:s>' 'signatures are shown'
run 'sum([1])'; fails 1 'did you mean "$sum"?' 'a function without its dollar is known'
run 'price > 1'; fails 1 "Reference to 'price' at the top level is not supported." 'names at the top are refused'
run '"日本é" & x'
printf '%s\n' '     1 | "日本é" & x' '       |           ^' >wanted
if sed -n 2,3p err | cmp -s wanted -; then report 0 'carets stand below wide characters'; else report 1 'carets stand below wide characters'; fi
run '$.a * 2'; fails 1 'it was read as JSONPath' 'a misread expression is explained'

# Where expressions come from.
printf '1 +\n  "a"\n' >two.jsonata
run @two.jsonata; fails 1 'two.jsonata:1:' 'an expression can be a file'
echo '1 + no' | "$program" eval - >out 2>err; status=$?; fails 1 '<stdin>:1:5' 'and standard input'
echo '6 * 7' | "$program" eval >out 2>err; status=$?; gives 42 'which is read when nothing is said'
"$program" eval '$.one' --input - <order.json >out 2>err; status=$?; gives 1.0 'the input can be standard input'
run -- -5; gives -5 'two dashes end the options'
run -5; fails 2 'behind -- it is an operand' 'which is said when they lack'
printf '\357\273\2771 + no' >marked
run @marked; fails 1 'marked:1:5:' 'a byte order mark is no part of it'
printf '"\377"' >latin
run @latin; fails 2 'is not UTF-8' 'an expression is UTF-8'
run ''; fails 2 'is empty' 'an expression has something in it'
run @nosuch; fails 2 'No such file' 'a missing file is trouble'
run 1 2; fails 2 'more than one expression' 'one expression at a time'
run '$.a' --input '{'; fails 2 'is not JSON' 'an input is JSON'
run '$.a' --variables '[]'; fails 2 'is not a JSON object' 'variables are an object'
run '$a' --variables '{"$a": 1}'; fails 2 'call it "a", without $' 'their names have no dollar'
run 1 --form json; fails 2 'did you mean --format' 'the beginning of an option is enough to be told it'
run -d -t '{"a.$": "$.x"}' -i '{"x": 1}'; shows 'language: JSONPath' 'templates are described'
"$program" eval --input - --context - <order.json >out 2>err; status=$?; fails 2 'used twice' 'there is one standard input'
"$program" eval --input - <order.json >out 2>err; status=$?; fails 2 'which expression' 'it cannot be both'
run 1 --template '{}'; fails 2 'either an expression or --template' 'an expression is no template'
run 1 --language xpath; fails 2 'is none of auto, jsonata' 'a language is one of a few'
run '$.a' --plain --language jsonpath; fails 2 '--plain is for' 'plain is for JSONata'
run 1 --seed x; fails 2 'whole number' 'a seed is a number'
run 1 --start-time noon; fails 2 'is not a time' 'a time is a time'
if [ -w /dev/full ]; then
    "$program" eval 1 >/dev/full 2>err; status=$?; : >out; fails 2 'cannot be written' 'a full disk is trouble'
fi

# Templates.
cat >template.json <<'TEMPLATE'
{
  "id.$": "$.order.id",
  "text": {"words.$": "States.Format('{}!', $.order.id)"},
  "list": [{"v.$": "$v"}, "$.kept"],
  "name.$": "$$.State.Name"
}
TEMPLATE
run -t @template.json -i '{"order": {"id": 7.0}}' --variables '{"v": null}' -f compact
gives '{"id":7.0,"text":{"words":"7.0!"},"list":[{"v":null},"$.kept"],"name":"State"}' 'a template of paths'
run -t @template.json -i '{"order": {}}'; fails 1 'template.json:2:19: error[States.Runtime]' 'a failure has its place in the file'
shows "specified for the field 'v.\$' could not be found" 'and so have the others'
printf 'id: "{%% $states.input.id %%}"\nlist:\n  - "{%% $states.input.no %%}"\n' >template.yaml
run -t @template.yaml -i '{"id": 1, "no": 2}' -f compact; gives '{"id":1,"list":[2]}' 'a template of JSONata'
run -t @template.yaml -i '{"id": 1}'; fails 1 'template.yaml:3:8: error' 'with places'
run -t '{"a.$": "b"}'; fails 1 'must be a path or an intrinsic call' 'what is neither a path nor a call is refused'
run -t '{"a": "$.x"}' -f compact; shows '{"a":"$.x"}' 'a constant that looks like a path stays one'
shows 'warning[no-dollar]' 'with a warning'
run -t '{"a": "{% 1 + %}"}'; fails 1 '--template:1:15: error[jsonata-syntax]' 'syntax is checked'
run -t '{"a": 1'; fails 2 'is not JSON' 'a template is JSON'

# The prompt. type_keys KEYS: what it shows when these are typed, which must end it; without terminals to be had, all of this
# is left out. Libedit never gives back the names of functions that keys are bound to, so leaks are not looked for here.
type_keys() {
    rm -f out ended
    {
        until_there -s out
        sleep 1
        printf "$1"
        until_there -e ended
    } | {
        XDG_STATE_HOME=$work/state TERM=xterm NO_COLOR=1 ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0 \
            script -qec "$program eval --input @order.json" /dev/null >out 2>err
        echo $? >ended
    }
    status=$(cat ended)
}
# until_there TEST FILE: waits half a minute at most
until_there() {
    waited=0
    while ! test "$1" "$2" && [ "$waited" -lt 300 ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
}
if script --version 2>/dev/null | grep -q util-linux && script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    type_keys '1 +\n41\n$x := [1,2]\n$sum($x)\n$f := function($n) { $n * 100 }\n$f(7) + $_\n$nope\n:lang jsonpath\n$.one\n:q\n'
    shows '42' 'an entry goes on while it is not complete'
    shows '703' 'values and functions that are bound last'
    shows 'there is no variable "$nope"' 'a failure does not end it'
    shows '1.0' 'a command sets the language'
    if [ "$status" = 0 ]; then report 0 'it ends well'; else report 1 'it ends well'; fi
    type_keys 'nonsense\00321 * 2\n:input {"a":\n {"b": 1234}}\n:input\n:nope\n:functions partition\n:help\n:describe $.a\n\004'
    shows '42' 'ctrl-C drops what was typed'
    shows '"b": 1234' 'the input can be set'
    shows 'there is no command ":nope"' 'a wrong command is said'
    shows '$partition <' 'functions are listed'
    shows 'ctrl-C drops it' 'help helps'
    shows 'a reference path' 'expressions are described'
    if [ -s state/stepproof/eval_history ]; then
        type_keys '$states.in\t.it\t[0].na\t\n:q\n'
        shows '"pen"' 'tab completes names of the input'
        type_keys '\020\020\n:q\n'
        shows '"pen"' 'entries of earlier days can be had again'
        type_keys ':inp\t @ord\t\n:input @order.j\t\n$states.input.items[1].na\t\n:q\n'
        shows '"ink"' 'and files'
        type_keys ':input {"größe": {"länge": 4711}}\n$states.input.grö\t.lä\t\n:q\n'
        shows '4711' 'also those that are not ASCII'
    else
        echo "# this build has no line editor"
    fi
else
    echo "# the prompt is not tested: there is no script(1) of util-linux, or no terminal for it"
fi

finish
