#!/bin/sh
# readme_test.sh stepproof README.md - what the readme shows of a command is what it prints
#
# In a block, "$ stepproof ..." is such a command, run where the readme stands, and what follows its output. There a line
# "..." stands for any lines, and "..." at the end of a line for any rest of it.
set -u
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
readme=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$readme")" || exit 1

# Each command becomes a file of its own.
awk -v work="$work" '
    /^```/ { inside = !inside; file = ""; next }
    inside && /^\$ stepproof / { file = sprintf("%s/block%03d", work, ++count) }
    file { print > file }' "$readme"

# The lines of the first file, with their gaps, are those of the second.
matches() {
    awk '
    function fits(wanted, line) {
        if (wanted ~ /\.\.\.$/)
            return index(line, substr(wanted, 1, length(wanted) - 3)) == 1
        return wanted == line
    }
    NR == FNR { wanted[++count] = $0; next }
    { line[++lines] = $0 }
    END {
        at = 1
        for (i = 1; i <= count; i++) {
            is_gap = wanted[i] ~ /^ *\.\.\.$/
            if (is_gap) { gap = 1; continue }
            while (gap && at <= lines && !fits(wanted[i], line[at]))
                at++
            if (!fits(wanted[i], line[at]) || at > lines) {
                print "# shown:   " wanted[i]; print "# printed: " line[at]
                exit 1
            }
            at++; gap = 0
        }
        if (!gap && wanted[count] !~ /\.\.\.$/ && at <= lines) { print "# printed, but not shown: " line[at]; exit 1 }
    }' "$1" "$2"
}

count=0 failed=0
for block in "$work"/block*; do
    count=$((count + 1))
    command=$(sed -n '1s/^\$ stepproof //p' "$block")
    sed 1d "$block" >"$work/shown"
    eval "set -- $command"
    reads=$(printf '%s\n' "$@" | sed -n 's/^@//p')
    if [ -n "$reads" ] && [ ! -e "$reads" ]; then
        echo "ok $count - stepproof $command # SKIP there is no $reads"
        continue
    fi
    "$program" "$@" >"$work/printed" 2>&1 </dev/null
    if matches "$work/shown" "$work/printed" >"$work/problem"; then
        echo "ok $count - stepproof $command"
    else
        echo "not ok $count - stepproof $command"
        cat "$work/problem"
        failed=1
    fi
done
echo "1..$count"
exit $failed
