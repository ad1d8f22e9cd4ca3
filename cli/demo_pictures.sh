#!/bin/sh
# demo_pictures.sh stepproof - makes anew what testdata/demo has of the order machine: its drawings, the history of the
# run whose card is declined, and what that run did, drawn
#
# The tests "simulate" and "graph-golden" compare these files with what the program gives now.
set -eu
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/../testdata"
machine=demo/order.asl.json
history=demo/order.history.json
draw() { "$program" graph --title order.asl.json "$@" "$machine"; }

"$program" simulate --test demo/order.script.yaml --case "gives the items back when the card is declined" \
    --format history --output "$history"
for ending in svg dot mmd; do
    draw --output "$machine.$ending"
done
draw --format text >"$machine.graph.txt"
draw --execution "$history" --output "$history.svg"
draw --execution "$history" --format text >"$history.graph.txt"
