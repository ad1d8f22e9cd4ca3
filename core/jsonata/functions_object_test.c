#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$keys(o)", "[\"2\",\"10\",\"x\",\"y\"]" },
    { "$keys(items)", "[\"id\",\"tag\",\"price\",\"sub\"]" },
    { "$keys([{\"b\": 1}, {\"2\": 1, \"a\": 1}, [{\"c\": 1}]])", "[\"2\",\"b\",\"a\",\"c\"]" },
    { "$keys({\"a\": 1})", "\"a\"" },
    { "$keys(e)", "undefined" },
    { "$keys(s)", "undefined" },
    { "$keys(none)", "undefined" },
    { "$lookup(o, \"x\")", "1" },
    { "$lookup(items, \"id\")", "[1,2,3]" },
    { "$lookup(nest, \"id\")", "undefined" },
    { "$lookup(o, \"none\")", "undefined" },
    { "$lookup(s, \"length\")", "undefined" },
    { "$lookup(none, \"a\")", "undefined" },
    { "$spread(o)", "[{\"2\":\"two\"},{\"10\":\"ten\"},{\"x\":1},{\"y\":{\"z\":[1,{\"w\":2}]}}]" },
    { "$spread({\"a\": 1})", "{\"a\":1}" },
    { "$spread([{\"a\": 1}])", "[{\"a\":1}]" },
    { "$spread([{\"a\": 1, \"b\": 2}, {\"c\": 3}])", "[{\"a\":1},{\"b\":2},{\"c\":3}]" },
    { "$spread([])", "undefined" },
    { "$spread(s)", "\"hello\"" },
    { "$spread([none])", "undefined" },
    { "$spread(none)", "undefined" },
    { "$merge(items)", "{\"id\":3,\"tag\":\"a\",\"price\":0.1,\"sub\":[]}" },
    { "$merge([{\"a\": 1}, {\"a\": 2, \"b\": 3}])", "{\"a\":2,\"b\":3}" },
    { "$merge({\"a\": 1})", "{\"a\":1}" },
    { "$merge([])", "{}" },
    { "$merge(none)", "undefined" },
    { "$merge([1])", "error T0412: Argument 1 of function \"merge\" must be an array of \"objects\"" },
    { "$exists(n)", "true" },
    { "$exists(none)", "false" },
    { "$exists(nil)", "true" },
    { "$boolean(\"a\")", "true" },
    { "$boolean([])", "false" },
    { "$boolean([0, [1]])", "true" },
    { "$boolean([[0]])", "false" },
    { "$boolean({})", "false" },
    { "$boolean(none)", "undefined" },
    { "$boolean([$sum])", "true" },
    { "$not(true)", "false" },
    { "$not(none)", "undefined" },
    { "$not(0)", "true" },
    { "$type(1)", "\"number\"" },
    { "$type(\"a\")", "\"string\"" },
    { "$type(true)", "\"boolean\"" },
    { "$type(null)", "\"null\"" },
    { "$type([])", "\"array\"" },
    { "$type({})", "\"object\"" },
    { "$type(none)", "undefined" },
    { "$type(1/0)", "error D1001: Number out of range: null" },
    { "$error(\"boom\")", "error D3137: boom" },
    { "$error()", "error D3137: $error() function evaluated" },
    { "$error(\"\")", "error D3137: $error() function evaluated" },
    { "$assert(true, \"no\")", "undefined" },
    { "$assert(n = 3, \"no\")", "undefined" },
    { "$assert(false, \"no\")", "error D3141: no" },
    { "$assert(false)", "error D3141: $assert() statement failed" },
    { "$assert(none)", "error D3141: $assert() statement failed" },
    { "$assert(1, \"x\")", "error T0410: Argument 1 of function \"assert\" does not match function signature" },
};

static void object_functions_give_what_the_reference_gives(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(object_functions_give_what_the_reference_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
