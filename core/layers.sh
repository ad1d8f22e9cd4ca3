#!/bin/sh
# layers.sh core-dir module:use,use ... - fails when a file includes a header of a module that its own does not use
dir=$1
shift
bad=0
known=" "
for rule in "$@"; do
    known="$known${rule%%:*} "
done
for rule in "$@"; do
    module=${rule%%:*}
    uses=" $module $(echo "${rule#*:}" | tr , ' ') "
    # One grep a module: file:#include "other/
    while IFS=: read -r file include; do
        [ -n "$include" ] || continue
        include=${include#*\"}
        include=${include%/}
        case $uses in
        *" $include "*) ;;
        *) echo "$file: $module may not use $include"; bad=1 ;;
        esac
    done <<END
$(grep -o '^#include "[a-z0-9_]*/' "$dir/$module"/*.[ch] /dev/null)
END
done
for folder in "$dir"/*/; do
    folder=$(basename "$folder")
    case $folder in conformance | bench) continue ;; esac # programs, not modules
    case $known in
    *" $folder "*) ;;
    *) echo "$dir/$folder: not a module of core/meson.build"; bad=1 ;;
    esac
done
exit $bad
