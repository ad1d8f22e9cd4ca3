#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$sum", "function" },
    { "function($x) { $x }", "function" },
    { "$none()", "error T1006: Attempted to invoke a non-function" },
    { "n()", "error T1006: Attempted to invoke a non-function" },
    { "sum(list)", "error T1005: Attempted to invoke a non-function. Did you mean $sum?" },
    { "$map(list, function($v, $i, $a) { $v * $i + $count($a) })", "[3,4,7]" },
    { "$uppercase(?)(\"abc\")", "\"ABC\"" },
    { "($third := $substring(?, 2, 1); $third(\"xyz\"))", "\"z\"" },
    { "($f := $substring(?, ?, 2); $g := $f(?, 1); $g(\"hello\"))", "\"el\"" },
    { "($f := function($a, $b, $c) { $a & $b & $c }; $g := $f(?, \"-\", ?); $g(\"x\", \"y\"))", "\"x-y\"" },
    { "($f := function($a, $b) { [$a, $b] }; $f(?)(1))", "[1]" },
    { "none(?)", "error T1008: Attempted to partially apply a non-function" },
    { "sum(?)", "error T1007: Attempted to partially apply a non-function. Did you mean $sum?" },
    { "1(?)", "error T1008: Attempted to partially apply a non-function" },
    { "\"a\"()", "error T1006: Attempted to invoke a non-function" },
    { "(1 + 2)()", "error T1006: Attempted to invoke a non-function" },
    { "s ~> $uppercase", "\"HELLO\"" },
    { "s ~> $uppercase()", "\"HELLO\"" },
    { "list ~> $map(function($x) { $x + 1 }) ~> $sum", "9" },
    { "s ~> n", "error T2006: The right side of the function application operator ~> must be a function" },
    { "($up := $uppercase ~> $length; $up(\"abc\"))", "3" },
    { "($f := $trim ~> $uppercase ~> $length; $f(\" ab \"))", "2" },
    { "$uppercase ~> 1", "error T2006: The right side of the function application operator ~> must be a function" },
    { "none ~> $count", "0" },
    { "($fact := function($n) { $n < 2 ? 1 : $n * $fact($n - 1) }; $fact(10))", "3628800" },
    { "($loop := function($n, $s) { $n = 0 ? $s : $loop($n - 1, $s + $n) }; $loop(5000, 0))", "12502500" },
    { "($even := function($n) { $n = 0 ? true : $odd($n - 1) }; $odd := function($n) { $n = 0 ? false : $even($n - "
      "1) }; $even(1001))",
      "false" },
    { "($f := function($n) { ($m := $n - 1; $m < 0 ? \"done\" : $f($m)) }; $f(300))", "\"done\"" },
    { "$map([1,2], function($x) { $filter([$x], function($y) { true }) })", "[[1],[2]]" },
    { "$map([1,2], function($x) { $filter([$x], function($y) { false }) })", "[[],[]]" },
    { "(function($x)<n:n> { $x + 1 })(2)", "3" },
    { "(function($x)<n:n> { $x + 1 })(\"2\")",
      "error T0410: Argument 1 of function undefined does not match function signature" },
    { "(function($x)<s-:s> { $x })()",
      "error T0411: Context value is not a compatible type with argument 1 of function undefined" },
    { "\"ctx\".(function($x)<s-:s> { $x })()", "undefined" },
    { "5.(function($x)<s-:s> { $x })()",
      "error S0213: The literal value 5 cannot be used as a step within a path expression" },
    { "n.(function($x)<s-:s> { $x })()",
      "error T0411: Context value is not a compatible type with argument 1 of function undefined" },
    { "(function($x, $y)<s-n:s> { $x & $y })(1)",
      "error T0411: Context value is not a compatible type with argument 1 of function undefined" },
    { "s.(function($x, $y)<s-n:s> { $x & $y })(1)", "\"hello1\"" },
    { "(function($x)<a<n>:a> { $x })(1)", "[1]" },
    { "(function($x)<a<n>:a> { $x })([1,\"a\"])",
      "error T0412: Argument 1 of function undefined must be an array of \"numbers\"" },
    { "(function($x)<a<n>:a> { $x })([])", "[]" },
    { "(function($x)<(ns):x> { $x })(\"q\")", "\"q\"" },
    { "(function($x)<(ns):x> { $x })(true)",
      "error T0410: Argument 1 of function undefined does not match function signature" },
    { "(function($x, $y)<sn?:x> { [$x, $y] })(\"a\")", "[\"a\"]" },
    { "(function($x, $y)<s?n?:x> { [$x, $y] })(1)", "[1]" },
    { "(function($x, $y, $z)<n+s:x> { [$x, $y, $z] })(1, 2, \"a\")", "[1,1,\"a\"]" },
    { "(function($x)<f:x> { $x(2) })(function($y) { $y * 3 })", "6" },
    { "(function($x)<j:x> { $x })($sum)",
      "error T0410: Argument 1 of function undefined does not match function signature" },
    { "(function($x)<x:x> { $x })(null)", "null" },
    { "(function($x)<l:x> { $x })(null)", "null" },
    { "(function($x)<o:x> { $x.a })({\"a\": 1})", "1" },
    { "(function($x)<b-?:x> { $x })()",
      "error T0411: Context value is not a compatible type with argument 1 of function undefined" },
    { "(function($x)<s:x> { $x })(\"a\", \"b\")",
      "error T0410: Argument 2 of function undefined does not match function signature" },
    { "(function($x)<a<a>:x> { $x })([[1]])", "[[1]]" },
    { "(function($f) { $f(\"b\") })(function($x)<s:s> { \"a\" & $x })", "\"ab\"" },
    { "(\"x\").(function($f) { $f() })($uppercase)",
      "error T0411: Context value is not a compatible type with argument 1 of function \"f\"" },
    { "$sum ? 1 : 2", "1" },
    { "function() {1} ? 1 : 2", "1" },
    { "$string($sum)", "\"\"" },
    { "[$sum].$string($)", "\"\"" },
    { "$count([$sum, $max])", "2" },
    { "$type(function() {1})", "\"function\"" },
    { "$type(/a/)", "\"function\"" },
    { "/a(b)?/(\"xab\")", "{\"match\":\"ab\",\"start\":1,\"end\":3,\"groups\":[\"b\"],\"next\":\"\"}" },
    { "/a(b)?/(\"xab\").next()", "undefined" },
    { "/a/(\"aba\").next().start", "2" },
    { "/a/(\"b\")", "undefined" },
    { "/b/i(\"AB\").start", "1" },
    { "/1/(313).start", "1" },
    { "$map([\"a\", \"ba\", \"cca\"], /a/).match", "[\"a\",\"a\",\"a\"]" },
    { "$filter([\"xa\", \"xb\"], /a/)", "\"xa\"" },
    { "$eval(\"1 + n\")", "4" },
    { "($x := 4; $eval(\"$x * 2\"))", "8" },
    { "$eval(\"[1\", 2)",
      "error D3120: Syntax error in expression passed to function eval: \"Expected \\\"]\\\" before end of expressi"
      "on\"" },
    { "$eval(\"$none()\")",
      "error D3121: Dynamic error evaluating the expression passed to function eval: \"Attempted to invoke a non-fu"
      "nction\"" },
    { "$eval(\"a.b\", {\"a\": {\"b\": 5}})", "5" },
    { "$eval(\"$\", [1])", "[1]" },
    { "$eval(none)", "undefined" },
    { "(function(){ sum(1) })()", "error T1006: Attempted to invoke a non-function" },
    { "($f := function($x){ $x > 0 ? ($f($x - 1))[0] : \"z\" }; $f(2))", "\"z\"" },
    { "|$|{\"a\":1}|", "function" },
};

static void functions_are_applied_chained_and_checked(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_are_applied_chained_and_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
