#!/bin/sh
# growth.sh PROGRAM KIND SMALL LARGE - how the instructions of a benchmark's "count" mode grow with the size.
#
# Runs PROGRAM under valgrind for both sizes, with and without the work itself ("KIND-none"), and prints instructions
# for one unit and the exponent e of cost ~ size^e. 1.00 is linear. Needs valgrind.
set -eu
program=$1 kind=$2 small=$3 large=$4

count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" count "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}
net() {
    all=$(count "$kind" "$1")
    none=$(count "$kind-none" "$1")
    echo $((all - none))
}
low=$(net "$small")
high=$(net "$large")
awk -v kind="$kind" -v s="$small" -v l="$large" -v low="$low" -v high="$high" 'BEGIN {
    printf "%-10s %d: %.0f instructions each, %d: %.0f each, exponent %.3f\n",
        kind, s, low / s, l, high / l, log(high / low) / log(l / s)
}'
