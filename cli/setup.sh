#!/bin/sh
# setup.sh demo|test|build - install what is missing, build, then check and run the samples, or run all tests
set -eu
cd "$(dirname "$0")/.."
have() { command -v "$1" >/dev/null 2>&1; }
case ${1-} in
demo | test | build) ;;
*) echo "usage: setup.sh demo|test|build" >&2; exit 2 ;;
esac

missing=
have cc || missing="$missing compiler"
for tool in pkg-config ninja meson; do have "$tool" || missing="$missing $tool"; done
for lib in yaml-0.1 libpcre2-8 nettle libutf8proc zlib cmocka; do
    { have pkg-config && pkg-config --exists "$lib"; } || missing="$missing $lib"
done
if [ -n "$missing" ]; then
    echo "installing what is missing:$missing" >&2
    if have apt-get; then
        root=; [ "$(id -u)" = 0 ] || root=sudo
        $root apt-get update -qq
        $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            gcc libc6-dev pkg-config meson ninja-build libyaml-dev libpcre2-dev nettle-dev \
            libutf8proc-dev zlib1g-dev libcmocka-dev >/dev/null
    elif have brew; then
        brew install meson ninja pkgconf libyaml pcre2 nettle utf8proc zlib cmocka
    else
        echo "please install:$missing" >&2
        exit 1
    fi
fi

[ -f build/build.ninja ] || meson setup build >/dev/null
case $1 in
build) ninja -C build cli/stepproof ;;
demo)
    ninja -C build cli/stepproof
    for file in order.asl.json order.asl.yaml order-broken.asl.json; do
        echo
        echo "\$ stepproof lint testdata/demo/$file"
        build/cli/stepproof lint "testdata/demo/$file" || [ $? = 1 ]
    done
    for name in "ships after retries" "gives the items back when the card is declined" \
        "is rejected when nobody approves in time"; do
        echo
        echo "\$ stepproof simulate --test testdata/demo/order.script.yaml --case '$name'"
        build/cli/stepproof simulate --test testdata/demo/order.script.yaml --case "$name"
    done
    echo
    echo "\$ stepproof simulate --test testdata/demo/order.script.yaml"
    build/cli/stepproof simulate --test testdata/demo/order.script.yaml
    echo
    echo "\$ stepproof graph --format text testdata/demo/order.asl.json"
    build/cli/stepproof graph --format text testdata/demo/order.asl.json
    echo
    echo "\$ stepproof eval '\$sum(\$states.input.order.items.(price * quantity))' --input @testdata/demo/order.input.json"
    # shellcheck disable=SC2016 # the dollars are JSONata's
    build/cli/stepproof eval '$sum($states.input.order.items.(price * quantity))' --input @testdata/demo/order.input.json
    modes=API_KEY,AMAZON_COGNITO_USER_POOLS,AWS_IAM
    for file in shop.graphql shop-broken.graphql; do
        echo
        echo "\$ stepproof schema-check --auth $modes testdata/demo/$file"
        build/cli/stepproof schema-check --auth $modes "testdata/demo/$file" || [ $? = 1 ]
    done
    ;;
test) meson test -C build --print-errorlogs ;;
esac
