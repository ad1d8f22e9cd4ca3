# shellcheck shell=sh
# tap.sh - what the *_test.sh beside it have in common; they source it. Takes the program to test from $1 and makes a
# folder to work in; tells results in the Test Anything Protocol.
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
unset NO_COLOR
count=0
failed=0

# report STATUS WHAT: one test; of a failed one also the files out and err
report() {
    count=$((count + 1))
    if [ "$1" = 0 ]; then
        echo "ok $count - $2"
        return
    fi
    failed=$((failed + 1))
    echo "not ok $count - $2"
    sed 's/^/# /' "$work/out" "$work/err"
}

# check STATUS TEXT WHAT: the last run ended with the status and printed a line that holds the text ('' is any)
check() {
    if [ "$status" = "$1" ] && { [ -z "$2" ] || cat out err | grep -qF -e "$2"; }; then
        report 0 "$3"
    else
        echo "# status $status, wanted $1; wanted: $2"
        report 1 "$3"
    fi
}

# run ARGUMENTS...: the program, its output in the files out and err
run() {
    "$program" "$@" >out 2>err </dev/null
    status=$?
}

# is_true WHAT COMMAND...: a check of something else
is_true() {
    what=$1
    shift
    if "$@" >true.out 2>&1; then status=0; else status=1; cat true.out >>err; fi
    check 0 '' "$what"
}

# The last command of a test.
finish() {
    echo "1..$count"
    [ "$failed" = 0 ]
}
