#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$append(1, 2)", "[1,2]" },
    { "$append([1], [2, 3])", "[1,2,3]" },
    { "$append(none, 1)", "1" },
    { "$append(1, none)", "1" },
    { "$append([], [1])", "[1]" },
    { "$append([1], [])", "[1]" },
    { "$reverse(list)", "[2,1,3]" },
    { "$reverse([1])", "[1]" },
    { "$reverse(none)", "undefined" },
    { "$reverse(\"a\")", "[\"a\"]" },
    { "$distinct([1, \"1\", 1, [1], [1], {\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}, null, null, true])",
      "[1,\"1\",[1],{\"a\":1,\"b\":2},null,true]" },
    { "$distinct(words)", "[\"b\",\"a\",\"c\"]" },
    { "$distinct(\"a\")", "\"a\"" },
    { "$distinct([1])", "[1]" },
    { "$distinct(none)", "undefined" },
    { "$distinct([0, -0])", "[0]" },
    { "$distinct([1..3])", "[1,2,3]" },
    { "$zip([1, 2], [3, 4], [5])", "[[1,3,5]]" },
    { "$zip([1, 2])", "[[1],[2]]" },
    { "$zip(1, [2])", "[[1,2]]" },
    { "$zip([1], none)", "[]" },
    { "$zip()", "error T0410: Argument 1 of function \"zip\" does not match function signature" },
    { "$sort(list)", "[1,2,3]" },
    { "$sort(words)", "[\"a\",\"a\",\"b\",\"c\"]" },
    { "$sort([1, \"a\"])",
      "error D3070: The single argument form of the sort function can only be applied to an array of strings or an "
      "array of numbers.  Use the second argument to specify a comparison function" },
    { "$sort([true])", "[true]" },
    { "$sort([true, false])",
      "error D3070: The single argument form of the sort function can only be applied to an array of strings or an "
      "array of numbers.  Use the second argument to specify a comparison function" },
    { "$sort(none)", "undefined" },
    { "$sort(list, function($l, $r) { $l < $r })", "[3,2,1]" },
    { "$sort(items, function($l, $r) { $l.price > $r.price }).id", "[3,1,2]" },
    { "$sort(list, function($l, $r) { $error(\"no\") })", "error D3137: no" },
    { "$sort([3,1,2], function($l, $r) { [] })", "[2,1,3]" },
    { "$sort([3,1,2], function($l, $r) { \"\" })", "[3,1,2]" },
    { "$sort([3,1,2], function($l, $r) { $l - $r })", "[2,1,3]" },
    { "$count($shuffle(list))", "3" },
    { "$sort($shuffle([5, 4, 3, 2, 1]))", "[1,2,3,4,5]" },
    { "$shuffle([1])", "[1]" },
    { "$map(list, function($x) { $x * 2 })", "[6,2,4]" },
    { "$map(list, function($x) { $x > 2 ? $x })", "3" },
    { "$map(n, function($x) { $x })", "3" },
    { "$map(none, function($x) { $x })", "undefined" },
    { "$map(list, $string)", "[\"3\",\"1\",\"2\"]" },
    { "$map(words, $uppercase)", "[\"B\",\"A\",\"C\",\"A\"]" },
    { "$map(list)", "error T0410: Argument 2 of function \"map\" does not match function signature" },
    { "$map(list, 1)", "error T0410: Argument 2 of function \"map\" does not match function signature" },
    { "$map([1, -1], $abs)", "[1,1]" },
    { "$map(list, function() { 1 })", "[1,1,1]" },
    { "$filter(list, function($x) { $x > 1 })", "[3,2]" },
    { "$filter(list, function($x, $i) { $i = 0 })", "3" },
    { "$filter(list, function($x) { false })", "undefined" },
    { "$filter(none, function($x) { true })", "undefined" },
    { "$single(list, function($x) { $x = 2 })", "2" },
    { "$single(list, function($x) { $x > 1 })",
      "error D3138: The $single() function expected exactly 1 matching result.  Instead it matched more." },
    { "$single(list, function($x) { $x > 9 })",
      "error D3139: The $single() function expected exactly 1 matching result.  Instead it matched 0." },
    { "$single([1])", "1" },
    { "$single(list)",
      "error D3138: The $single() function expected exactly 1 matching result.  Instead it matched more." },
    { "$single(none)", "undefined" },
    { "$reduce(list, function($a, $b) { $a + $b })", "6" },
    { "$reduce(list, function($a, $b) { $a + $b }, 10)", "16" },
    { "$reduce(list, function($a, $b, $i, $l) { $a + $b * $i + $count($l) })", "14" },
    { "$reduce([], function($a, $b) { 1 })", "undefined" },
    { "$reduce([], function($a, $b) { 1 }, 5)", "5" },
    { "$reduce(none, function($a, $b) { 1 })", "undefined" },
    { "$reduce(list, function($a) { 1 })",
      "error D3050: The second argument of reduce function must be a function with at least two arguments" },
    { "$each(o, function($v, $k) { $k })", "[\"2\",\"10\",\"x\",\"y\"]" },
    { "$each(o, function($v) { none })", "undefined" },
    { "$each(none, function($v) { 1 })", "undefined" },
    { "o.$each(function($v, $k, $o) { $count($keys($o)) })", "[4,4,4,4]" },
    { "$sift(o, function($v, $k) { $k = \"x\" })", "{\"x\":1}" },
    { "$sift(o, function($v) { false })", "undefined" },
    { "$sift(none, function($v) { true })", "undefined" },
    { "o.$sift(function($v, $k) { $k > \"5\" })", "{\"x\":1,\"y\":{\"z\":[1,{\"w\":2}]}}" },
};

static void array_functions_give_what_the_reference_gives(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(array_functions_give_what_the_reference_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
