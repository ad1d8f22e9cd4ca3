#!/bin/sh
# hook.sh COMMAND ARGUMENT... - runs stepproof for other tools (.pre-commit-hooks.yaml): the installed one, or one that is
# built here at first use. The command "test" takes scripts and is simulate with --test before each.
set -u
if [ "${1-}" = test ]; then
    shift
    for script; do
        shift
        set -- "$@" --test "$script"
    done
    set -- simulate "$@"
fi
! command -v stepproof >/dev/null || exec stepproof "$@"

root=$(cd "$(dirname "$0")/.." && pwd) || exit 2
program=$root/build/cli/stepproof
build() { # its own folder only; what it needs is there, or the tools say what is missing
    [ -f "$root/build/build.ninja" ] || meson setup "$root/build" "$root" --buildtype=release || return
    ninja -C "$root/build" cli/stepproof
}
if [ ! -x "$program" ] && ! log=$(build 2>&1); then
    echo "$log" >&2
    echo "hook.sh: stepproof is not installed, and could not be built; 'sh $root/cli/setup.sh build' installs what that needs" >&2
    exit 2
fi
exec "$program" "$@"
