#!/bin/sh
# test.sh stepproof - runs the program as users do: exit statuses, inputs, folders, threads, output
# shellcheck disable=SC2016 # what stands in single quotes is for another shell
tests=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=cli/tap.sh
. "$tests/tap.sh"
cd "$work" || exit 1

good='{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}'
bad='{"StartAt": "A", "States": {"A": {"Type": "Succeed"}},}'
echo "$good" >good.asl.json
echo "$bad" >bad.asl.json

# Exit statuses.
run --version; check 0 'stepproof ' 'the version is shown'
run --help; check 0 'lint' 'help lists the commands'
run; check 2 'usage' 'no command is wrong usage'
run lnit; check 2 'did you mean "lint"' 'a wrong command names the nearest'
run lint --help; check 0 '--fail-on' 'help of a command lists its options'
run help lint; check 0 '--fail-on' 'help takes the name of a command'
run lint; check 2 'which files' 'no file is wrong usage'
run lint good.asl.json; check 0 'nothing found in 1 file' 'a sound file is clean'
run lint bad.asl.json; check 1 'error[json-syntax]' 'a broken file has findings'
run lint --fromat json good.asl.json; check 2 'did you mean --format' 'a wrong option names the nearest'
run lint --format xml good.asl.json; check 2 'is none of text' 'a wrong value lists the right ones'
run lint --format; check 2 'needs a value' 'a value may not be missing'
run lint --quiet=yes good.asl.json; check 2 'takes no value' 'a flag takes no value'
run lint -Z good.asl.json; check 2 'no option -Z' 'a wrong letter is wrong usage'
run lint --select nosuchrule good.asl.json; check 2 'no rule' 'a wrong rule is wrong usage'
run lint --jobs 0 good.asl.json; check 2 'from 1 to' 'jobs are at least one'
run lint --color sometimes good.asl.json; check 2 'auto, always, never' 'a wrong colour is wrong usage'
run lint --type fast good.asl.json; check 2 'standard, express' 'a wrong type is wrong usage'
run lint --fail-on off good.asl.json; check 2 'error, warning, info' 'a wrong threshold is wrong usage'
run lint --severity json-syntax good.asl.json; check 2 'is not RULE=error' 'a severity needs a level'

# Completion, from the tables.
run completion; check 2 'for which shell' 'completion wants a shell'
run completion csh; check 2 'is none of bash, zsh, fish' 'completion knows three shells'
for shell in bash zsh fish; do
    run completion $shell; check 0 'sarif' "completion for $shell knows the values of options"
    cp out completion.$shell
    if command -v $shell >/dev/null; then is_true "$shell can read its script" $shell -n completion.$shell; fi
done
if command -v bash >/dev/null; then
    cat >try <<'TRY'
source ./completion.bash
COMP_WORDS=(stepproof "$@") COMP_CWORD=$#
_stepproof
echo "${COMPREPLY[*]}"
TRY
    is_true 'bash completes commands' sh -c '[ "$(bash try li)" = lint ]'
    is_true 'bash completes options' sh -c '[ "$(bash try lint --form)" = --format ]'
    is_true 'bash completes values' sh -c '[ "$(bash try lint --format = sa)" = sarif ]'
    is_true 'bash completes files' sh -c '[ "$(bash try lint good)" = good.asl.json ]'
    is_true 'bash completes rules' env PATH="$(dirname "$program"):$PATH" sh -c '[ "$(bash try explain payload-dol)" = payload-dollar ]'
fi
if [ -w /dev/full ]; then
    for arguments in --version --help 'lint --help' 'lint --list-rules' 'explain json-syntax' 'completion bash'; do
        # shellcheck disable=SC2086
        "$program" $arguments >/dev/full 2>err; status=$?; : >out
        check 2 'cannot be written' "$arguments: a full disk is trouble"
    done
fi

# Rules.
run lint --list-rules; check 0 'json-syntax' 'rules are listed'
run lint --explain duplicate-key; check 0 'wrong:' 'a rule is explained'
run explain duplicate-key json-syntax; check 0 'the text is not JSON' 'rules are explained by name'
run explain; check 2 'which rule' 'explain wants a rule'
run explain duplicate-kye; check 2 'did you mean "duplicate-key"' 'a wrong rule names the nearest'
run lint --ignore json-syntax bad.asl.json; check 0 'nothing found' 'a rule is ignored'
run lint --ignore 'json-*' bad.asl.json; check 0 'nothing found' 'rules are ignored by their beginning'
run lint --select duplicate-key bad.asl.json
check 1 'json-syntax' 'what cannot be read is reported whatever is selected'
run lint --severity json-syntax=warning bad.asl.json; check 0 '1 warning' 'a severity is lowered'
run lint --severity json-syntax=warning --fail-on warning bad.asl.json
check 1 'warning[json-syntax]' 'the threshold counts'
run lint --severity json-syntax=off bad.asl.json; check 0 'nothing found' 'off drops a rule'
run lint --statistics -q bad.asl.json; check 1 '1  error    json-syntax' 'statistics count'

# Inputs.
run lint nosuch.asl.json; check 2 'No such file' 'a missing file is trouble'
run lint nosuch.asl.json bad.asl.json; check 2 'bad.asl.json:1:' 'the other files are checked all the same'
run lint --format json nosuch.asl.json; check 2 '"unreadable": [{"file": "nosuch.asl.json"' 'JSON tells of it'
run lint --format sarif nosuch.asl.json; check 2 '"executionSuccessful": false' 'SARIF tells of it'
mkdir folder.asl.json
run lint folder.asl.json; check 0 'no *.asl.json' 'a folder without machines is said'
: >empty.asl.json
run lint empty.asl.json; check 1 'empty.asl.json:1:1: error' 'an empty file is a finding'
if [ "$(id -u)" != 0 ]; then
    echo "$good" >secret.asl.json
    chmod 0 secret.asl.json
    run lint secret.asl.json; check 2 'Permission denied' 'an unreadable file is trouble'
    rm -f secret.asl.json
fi
printf '\357\273\277%s' "$good" >bom.asl.json
run lint bom.asl.json; check 0 '' 'a byte order mark is fine'
printf '{"StartAt": "A",\r\n"States": {"A": {"Type": "Succeed"}}}' >crlf.asl.json
run lint crlf.asl.json; check 0 '' 'CRLF and no final newline are fine'
printf '{"Comment": "\033[31m", "StartAt": "A"}' >escape.asl.json
run lint --color never escape.asl.json; check 1 '\u001b[31m' 'control characters are escaped'
is_true 'control characters never reach the terminal' sh -c '! grep -q "$(printf "\033")" out err'
"$program" lint - >out 2>err <bad.asl.json; status=$?; check 1 '<stdin>:1:' 'standard input is read'
"$program" lint --stdin-filename x.yaml - >out 2>err <good.asl.json; status=$?
check 0 '' 'standard input has a name'
"$program" lint --stdin-filename x.json - >out 2>err <bad.asl.json; status=$?
check 1 'x.json:1:' 'the name of standard input is shown'
run lint -- good.asl.json; check 0 '' 'two dashes end the options'

# Folders.
mkdir -p tree/.git tree/inner/deep tree/ignored tree/kept "tree/with blank"
for file in tree/a.asl.json tree/inner/deep/b.asl.yaml tree/ignored/c.asl.json tree/kept/d.asl \
    tree/kept/e.asl.yml tree/kept/not.json tree/.git/f.asl.json "tree/with blank/g.asl.json" \
    tree/inner/x.gen.asl.json tree/inner/y.gen.asl.json; do
    echo '{"bad" 1}' >"$file"
done
printf 'ignored/\n/kept/*.yml\n*.gen.asl.json\n' >tree/.gitignore
printf '!y.gen.asl.json\n' >tree/inner/.gitignore
run lint -q tree
cut -d: -f1 out | uniq >found
cat >wanted <<'LIST'
tree/a.asl.json
tree/inner/deep/b.asl.yaml
tree/inner/y.gen.asl.json
tree/kept/d.asl
tree/with blank/g.asl.json
LIST
is_true 'a folder is walked in order, without what git ignores' diff wanted found
run lint -q tree/inner
is_true 'the patterns of outer folders count' sh -c 'grep -q y.gen out && ! grep -q x.gen out'
run lint -q tree/ignored/c.asl.json; check 1 'c.asl.json' 'a file that is named is checked though ignored'
(cd tree && "$program" lint -q . >../out 2>../err); status=$?
check 1 'inner/deep/b.asl.yaml:1' 'the current folder is walked'
is_true 'names have no ./ before them' sh -c '! grep -q "^\./" out'

# Threads.
mkdir many
i=0
while [ $i -lt 300 ]; do
    { echo "$good"; [ $((i % 3)) = 0 ] || echo "junk $i"; } >many/$i.asl.json
    i=$((i + 1))
done
for format in text json sarif github; do
    run lint --jobs 1 --format $format many; mv out one
    run lint --jobs 64 --format $format many; mv out sixty-four
    is_true "$format is the same with 1 and 64 jobs" cmp one sixty-four
done

# Output.
run lint --output written bad.asl.json; check 1 '' 'output goes to a file'
is_true 'the file has the findings' grep -q 'json-syntax' written
is_true 'standard output stays empty' test ! -s out
run lint --output nosuch/written bad.asl.json; check 2 'cannot be written' 'a file that cannot be made is trouble'
if [ -w /dev/full ]; then
    "$program" lint bad.asl.json >/dev/full 2>err; status=$?; : >out
    check 2 'cannot be written' 'a full disk is trouble'
fi
run lint --color always bad.asl.json; check 1 "$(printf '\033[1;31m')" 'colours can be forced'
is_true 'without a terminal there are no colours' sh -c \
    "'$program' lint bad.asl.json | { ! grep -q '$(printf '\033')'; }"
run lint -qfgithub bad.asl.json; check 1 '::error file=bad.asl.json,line=1' 'letters can be joined'

# Templates: named, with places in them; files that they name lie beside them.
mkdir -p service/machines
cat >service/serverless.yml <<'END'
service: s
provider: {name: aws}
stepFunctions:
  stateMachines:
    One: {definition: {StartAt: A, States: {A: {Type: Succed}}}}
    Two: {definition: '${file(machines/two.json)}'}
END
echo '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": ${Seconds}, "Ends": true}}}' >service/machines/two.json
run lint service/serverless.yml; check 1 'service/serverless.yml:5:55: error[enum]' 'serverless.yml is a template'
run lint service/serverless.yml; check 1 'service/machines/two.json:1:74: error[unknown-field]' 'it names files beside it'
run lint --format aws service/machines/two.json
check 1 "\"location\":\"/States/A\",\"message\":\"Field 'Ends'" 'placeholders without quotes do not move places'

# The script that other tools call, with the program as the installed one.
mkdir bin
ln -s "$program" bin/stepproof
PATH=$work/bin:$PATH sh "$tests/hook.sh" lint bad.asl.json >out 2>err; status=$?
check 1 'error[json-syntax]' 'hook.sh runs the installed program'
echo 'machine: good.asl.json
tests: [{name: ends, expect: {status: SUCCEEDED}}]' >a.script.yaml
cp a.script.yaml b.script.yaml
PATH=$work/bin:$PATH sh "$tests/hook.sh" test a.script.yaml b.script.yaml >out 2>err; status=$?
check 0 '2 tests: 2 passed' 'hook.sh test takes many scripts'

finish
