#!/bin/sh
# man_test.sh stepproof man-dir command... - each option's words in --help stand in the man page of the command, and
# mandoc finds nothing wrong in any page
set -u
program=$1
man=$2
shift 2
bad=0
complain() { echo "$*"; bad=1; }

for command; do
    # The page as one line of words; macros and their line breaks do not matter.
    words=$(sed -e '/^\.\\"/d' -e 's/^\.[A-Z][a-z] //' "$man/stepproof-$command.1" | tr -s '\n ' '  ')
    "$program" "$command" --help | awk '
        /^options:/ { on = 1; next }
        /^$/ { on = 0 }
        on && /^ +(-[A-Za-z], )?--/ { if (text) print text; text = "" }
        on { more = substr($0, 29); text = text && more ? text " " more : text more } # the column of the help
        END { if (text) print text }' | {
        while read -r help; do
            case $words in
            *"$help"*) ;;
            *) complain "stepproof-$command.1 lacks: $help" ;;
            esac
        done
        exit $bad
    } || bad=1

    # Letters and names.
    "$program" "$command" --help | sed -n -e '/^examples:/q' -e 's/^  -\(.\), --\([a-z-]*\).*/Fl \1 , Fl Fl \2/p' \
        -e 's/^      --\([a-z-]*\).*/Fl Fl \1/p' | {
        while read -r option; do
            grep -qx -e "\.It $option" -e "\.It $option .*" "$man/stepproof-$command.1" ||
                complain "stepproof-$command.1 lacks: .It $option"
        done
        exit $bad
    } || bad=1
done

# The manual of the whole names each command.
for command in $("$program" --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p'); do
    grep -q "^\.It Cm $command" "$man/stepproof.1" || complain "stepproof.1 lacks the command $command"
done

# Every page is installed.
for page in "$man"/*.[157]; do
    grep -q "'man/$(basename "$page")'" "$man/../meson.build" || complain "meson.build does not install $page"
done

if command -v mandoc >/dev/null; then
    # The pages name each other, which are not installed yet.
    found=$(mandoc -T lint "$man"/*.[157] | grep -v 'referenced manual not found: Xr stepproof')
    [ -z "$found" ] || complain "$found"
fi
exit $bad
