#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

#include <stdio.h>

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

/* What Step Functions adds to the language and takes from it; there is no document. */
static const struct expression_case aws_cases[] = {
    { "$partition([1,2,3,4,5], 2)", "[[1,2],[3,4],[5]]" },
    { "$partition([0], 1)", "[[0]]" },
    { "$partition([1,2])", "[[1,2]]" },
    { "$partition([], 1)", "undefined" },
    { "$partition([1,2], 1.6)", "[[1],[2]]" },
    { "$partition([1], 1e20)", "[[1]]" },
    { "$partition($x, 1)", "undefined" },
    { "$partition([1,2], 0)", "undefined" },
    { "$partition([1,2], -0.5)", "undefined" },
    { "$partition([1,2], -1)", "error D3137: Second argument must be zero or greater" },
    { "$partition(1, 1)", "error T0412: Argument 1 of function \"partition\" must be an array of undefined" },
    { "$range(0, 10, 5)", "[0,5,10]" },
    { "$range(1, 9, 9)", "1" },
    { "$range(3, 1, -1)", "[3,2,1]" },
    { "$range(-1.7, 2.9, 1)", "[-1,0,1,2]" },
    { "$range(1, 3, -1)", "undefined" },
    { "$range(1, 3, $x)", "undefined" },
    { "$range(1, 3)", "undefined" },
    { "$range(1, 3, 0)", "undefined" },
    { "$range($x, 3, 1)", "error T0410: Argument 1 of function \"range\" does not match function signature" },
    { "$range(1, 'a', 1)", "error T0410: Argument 2 of function \"range\" does not match function signature" },
    { "$hash('abc', 'MD5')", "\"900150983cd24fb0d6963f7d28e17f72\"" },
    { "$hash('abc', 'SHA-7')",
      "error D3137: Hash algorithm 'SHA-7' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5" },
    { "$hash($x, 'MD5')", "error T0410: Argument 1 of function \"hash\" does not match function signature" },
    { "$hash('a')", "undefined" },
    { "$random(42)", "0.7275636800328681" },
    { "$random() < 1", "true" },
    { "$length($uuid())", "36" },
    { "$parse('{\"a\": [1, \"\\\\u0041\", null, true, -0, 1e2]}')",
      "{\"a\":[1,\"A\",null,true,0,100]}" },
    { "$parse('9223372036854775807')", "9223372036854775807" },
    { "$parse('9223372036854775808')", "9223372036854776000" },
    { "$parse('')", "error D3137: Invalid JSON" },
    { "$parse('[1,]')", "error D3137: Invalid JSON" },
    { "$parse('{\"a\":1,\"a\":1}')", "error D3137: Invalid JSON" },
    { "$parse(1)", "error T0410: Argument 1 of function \"parse\" does not match function signature" },
    { "$parse($x)", "undefined" },
    { "$eval('1')", "error T1006: Attempted to invoke a non-function" },
    { "1/0", "\"Infinity\"" },
    { "[-1/0, 0/0]", "[\"-Infinity\",\"NaN\"]" },
    { "[1..873783]",
      "error : Expression evaluation memory limit exceeded: Check for excessive memory usage" },
    { "$count([1..873782])", "873782" },
};

static void the_service_has_functions_of_its_own(void **state)
{
    (void)state;
    CHECK_CASES(aws_cases, NULL, JSONATA_AWS);
}

static const struct expression_case newer_cases[] = {
    { "none ?? 1", "1" },      { "nil ?? 1", "null" },     { "no ?? 1", "false" },
    { "none ?: 1", "1" },      { "no ?: 1", "1" },         { "n ?: 1", "3" },
    { "none ?? 1 + 1", "2" },  { "1/0 ?: 1", "error D1001: Number out of range: null" },
    { "(function($x, $y)<n+:x> { [$x, $y] })(1, 2)", "[1,2]" },
};

static void newer_operators_give_defaults(void **state)
{
    (void)state;
    CHECK_CASES(newer_cases, case_data, JSONATA_NEWER);
    static const struct expression_case older[] = {
        { "(function($x, $y)<n+:x> { [$x, $y] })(1, 2)", "[1,1]" },
    };
    CHECK_CASES(older, case_data, JSONATA_PLAIN);
}

/* A document that is an array is one item. */
static const struct expression_case array_cases[] = {
    { "$", "[{\"a\":1},{\"a\":2}]" }, { "$$", "[{\"a\":1},{\"a\":2}]" }, { "a", "[1,2]" },
    { "$[0]", "{\"a\":1}" },          { "$count($)", "2" },              { "$.a", "[1,2]" },
    { "*", "[{\"a\":1},{\"a\":2}]" }, { "$string($)", "\"[{\\\"a\\\":1},{\\\"a\\\":2}]\"" },
    { "$eval(\"a\", [{\"a\": 5}])", "5" },
};

static void an_array_is_one_document(void **state)
{
    (void)state;
    CHECK_CASES(array_cases, "[{\"a\":1},{\"a\":2}]", JSONATA_PLAIN);
}

static const struct jsonata *compiled(const char *expr, unsigned dialect)
{
    struct jsonata_failure failure;
    struct jsonata_options options = { dialect };
    const struct jsonata *jsonata = jsonata_parse(&arena, str_from(expr), &options, &failure);
    assert_non_null(jsonata);
    return jsonata;
}

static str failure_of(const char *expr, const struct jsonata_input *input, unsigned dialect)
{
    struct jsonata_failure failure;
    value result;
    assert_false(jsonata_evaluate(&arena, compiled(expr, dialect), input, &result, &failure));
    assert_int_equal(result.kind, VALUE_UNDEFINED);
    return failure.message;
}

static value result_of(const char *expr, const struct jsonata_input *input, unsigned dialect)
{
    struct jsonata_failure failure;
    value result;
    if (!jsonata_evaluate(&arena, compiled(expr, dialect), input, &result, &failure))
        fail_msg("%s: %.*s", expr, STR_ARG(failure.message));
    return result;
}

struct asked {
    unsigned count;
};

static bool look_up_number(void *context, str name, value *v)
{
    ((struct asked *)context)->count++;
    *v = value_integer(20);
    return str_equal(name, STR("number")) || str_equal(name, STR("sum"));
}

static void variables_are_asked_for_once(void **state)
{
    (void)state;
    struct asked asked = { 0 };
    struct jsonata_input input = { .lookup = look_up_number, .context = &asked };
    value result = result_of("$number + $number + ($x := $number; $x)", &input, JSONATA_AWS);
    assert_int_equal(result.as.integer, 60);
    assert_int_equal(asked.count, 1);
    /* A variable stands before the built-in function of its name. */
    assert_int_equal(result_of("$sum + 1", &input, JSONATA_AWS).as.integer, 21);
    assert_int_equal(result_of("$max([1, 2])", &input, JSONATA_AWS).as.integer, 2);
    assert_str(failure_of("$sum([1])", &input, JSONATA_AWS), "Attempted to invoke a non-function");
}

static void the_instant_and_the_seed_are_given(void **state)
{
    (void)state;
    struct jsonata_input input = { .now_ms = 1517653230456, .seed = 3 };
    assert_str(value_text(result_of("$now()", &input, JSONATA_AWS)), "2018-02-03T10:20:30.456Z");
    assert_str(value_text(result_of("$now('[Y]', '+0100')", &input, JSONATA_AWS)), "2018");
    assert_int_equal(result_of("$millis()", &input, JSONATA_AWS).as.integer, 1517653230456);
    const char *random = "[$random(), $uuid(), $shuffle([1..20])]";
    value first = result_of(random, &input, JSONATA_AWS);
    assert_true(value_equal(first, result_of(random, &input, JSONATA_AWS)));
    input.seed = 4;
    assert_false(value_equal(first, result_of(random, &input, JSONATA_AWS)));
}

#define TOO_DEEP \
    "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as " \
    "tail-recursive."

static void everything_ends(void **state)
{
    (void)state;
    struct jsonata_limits limits = jsonata_default_limits(JSONATA_PLAIN);
    limits.steps = 2000000;
    limits.memory_bytes = 16u << 20;
    struct jsonata_input input = { .limits = &limits };
    const char *memory = "Expression evaluation memory limit exceeded: Check for excessive memory usage";
    const char *steps = "Expression evaluation timeout: Check for infinite loop";
    static const char doubling[] = "($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('ab', 60))";
    assert_str(failure_of("($f := function($n) { 1 + $f($n) }; $f(1))", &input, JSONATA_PLAIN), TOO_DEEP);
    assert_str(failure_of("($f := function($n) { $f($n) }; $f(1))", &input, JSONATA_PLAIN), steps);
    assert_str(failure_of(doubling, &input, JSONATA_PLAIN), memory);
    assert_str(failure_of("[1..9000000]", &input, JSONATA_PLAIN), memory);
    assert_str(failure_of("$pad('', 1e8)", &input, JSONATA_PLAIN), memory);
    assert_str(failure_of("$map([1..100000], function($x) { [$x, $x, $x, $x, $x, $x, $x, $x] })", &input,
                          JSONATA_PLAIN), memory);
    /* The same part again and again: 2^60 items, though little memory. */
    assert_str(failure_of("($f := function($x, $n) { $n = 0 ? $x : $f([[$x], [$x]], $n - 1) }; $f([1], 60))",
                          &input, JSONATA_PLAIN), memory);
    assert_str(failure_of("($f := function($x, $n) { $n = 0 ? $string($x) : $f([[$x], [$x]], $n - 1) }; "
                          "$f([1], 60))", &input, JSONATA_PLAIN), memory);
    assert_str(failure_of("($f := function($x, $n) { $n = 0 ? $x : $f([[$x], [$x]], $n - 1) }; "
                          "$f([1], 60) = $f([1], 60))", &input, JSONATA_PLAIN), steps);
}

/* Much work in few steps: each is counted by what it goes through. */
static const char *const long_ways[] = {
    "($s := $pad('', 1e6); $map([1..100000], function($x) { $length($s) }))",
    "($s := $pad('', 1e6); $t := $pad('', 1e6); $map([1..100000], function($x) { $s = $t }))",
    "($l := [1..500000]; $map([1..100000], function($x) { 0 in $l }))",
    "($l := [1..500000]; $map([1..100000], function($x) { $max($l) }))",
    "($l := [1..500000].(0); $map([1..100000], function($x) { $l and true }))",
};

static void work_is_counted(void **state)
{
    (void)state;
    struct jsonata_limits limits = jsonata_default_limits(JSONATA_PLAIN);
    limits.steps = 4000000;
    struct jsonata_input input = { .limits = &limits };
    for (size_t i = 0; i < ARRAY_LEN(long_ways); i++)
        assert_str(failure_of(long_ways[i], &input, JSONATA_PLAIN),
                   "Expression evaluation timeout: Check for infinite loop");
}

static void deep_values_are_refused(void **state)
{
    (void)state;
    static const char *const uses[] = {
        "$string($v)", "$v = $w", "$v", "$v ~> |$|{}|", "$v.a", "$v.**", "$v.*", "$keys($v)", "$spread($v)",
        "$boolean($v)", "$distinct([$v, $w])",
    };
    struct jsonata_input input = { 0 };
    for (size_t i = 0; i < ARRAY_LEN(uses); i++) {
        struct buf buf;
        buf_init(&buf, &arena);
        buf_printf(&buf, "($f := function($x, $n) { $n = 0 ? $x : $f([[$x]], $n - 1) }; "
                         "$v := $f({}, 3000); $w := $f({}, 3000); %s)%c", uses[i], '\0');
        struct jsonata_failure failure;
        value result;
        if (!jsonata_evaluate(&arena, compiled(buf.at, JSONATA_PLAIN), &input, &result, &failure))
            assert_str(failure.message, TOO_DEEP);
        else
            assert_int_not_equal(result.kind, VALUE_ARRAY);
    }
}

static void the_service_stops_earlier(void **state)
{
    (void)state;
    struct jsonata_input input = { 0 };
    struct buf buf;
    buf_init(&buf, &arena);
    for (int i = 0; i < 99; i++)
        buf_str(&buf, STR("1+"));
    buf_str(&buf, STR("1"));
    str hundred = str_printf(&arena, "%.*s%c", STR_ARG(buf_text(&buf)), '\0');
    str more = str_printf(&arena, "1+%.*s%c", STR_ARG(buf_text(&buf)), '\0');
    assert_int_equal(result_of(hundred.at, &input, JSONATA_AWS).as.integer, 100);
    assert_str(failure_of(more.at, &input, JSONATA_AWS), TOO_DEEP);
    assert_int_equal(result_of(more.at, &input, JSONATA_PLAIN).as.integer, 101);
    /* A recursion of n levels has a depth of 3n + 5. */
    static const char sum[] = "($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(%d))%c";
    assert_int_equal(result_of(str_printf(&arena, sum, 31, 0).at, &input, JSONATA_AWS).as.integer, 31);
    assert_str(failure_of(str_printf(&arena, sum, 32, 0).at, &input, JSONATA_AWS), TOO_DEEP);
    static const char big[] = "($p := function($s, $n) { $n = 0 ? $s : $p($s & $s, $n - 1) }; $length($p('x', %d)))";
    char expr[200];
    snprintf(expr, sizeof expr, big, 22);
    assert_int_equal(result_of(expr, &input, JSONATA_AWS).as.integer, 1 << 22);
    snprintf(expr, sizeof expr, big, 23);
    failure_of(expr, &input, JSONATA_AWS);
}

static size_t most_held;

static void *counting_acquire(void *context, size_t size)
{
    size_t *held = context;
    *held += size;
    if (*held > most_held)
        most_held = *held;
    return plain_acquire(NULL, size);
}

static void counting_release(void *context, void *block, size_t size)
{
    *(size_t *)context -= size;
    plain_release(NULL, block, size);
}

/* Loops of tail calls that carry all kinds of things; each needs far more memory than it may hold at once. */
static const char *const loops[] = {
    "($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, $s + 1) }; $f(300000, 0))",
    "($f := function($n, $o) { $n = 0 ? $o.n : $f($n - 1, {'n': $o.n + 1, 'text': 'n' & $o.n, 'list': [$o.n, [1]]}) }; "
    "$f(100000, {'n': 200000}))",
    "($even := function($n) { $n = 0 ? 300000 : $odd($n - 1) }; $odd := function($n) { $n = 0 ? 0 : $even($n - 1) }; "
    "$even(300000))",
    "($add := function($d) { function($x) { $x + $d } }; "
    "$f := function($n, $g) { $n = 0 ? $g(299999) : $f($n - 1, $add(1)) }; $f(100000, $add(0)))",
    "($f := function($n, $g, $h) { $n = 0 ? $g(300000) : $f($n - 1, $round(?, 0), $trim ~> $length) }; "
    "$f(100000, $abs, $abs))",
    "($f := function($n, $o) { $n = 0 ? 300000 : $f($n - 1, $o ~> |$|{'a': $n}|) }; $f(50000, {'b': [1, {'c': 2}]}))",
    "($f := function($n, $m) { $n = 0 ? $m.start + 300000 : $f($n - 1, /a/('abc')) }; $f(50000, 1))",
    "($f := function($n, $o) { $n = 0 ? $o.k17 + 299999 : $f($n - 1, {'k1':1,'k2':1,'k3':1,'k4':1,'k5':1,'k6':1,"
    "'k7':1,'k8':1,'k9':1,'k10':1,'k11':1,'k12':1,'k13':1,'k14':1,'k15':1,'k16':1,'k17':1}) }; $f(50000, {}))",
    "($g := function($n) { $n = 0 ? 1 : $g($n - 1) }; "
    "$f := function($n, $s) { $n = 0 ? 300000 : $f($n - 1, $g(2000)) }; $f(100, 0))",
};

static void tail_calls_run_in_constant_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(loops); i++) {
        size_t held = 0;
        most_held = 0;
        struct memory memory = { counting_acquire, counting_release, &held };
        struct arena own;
        arena_init(&own, &memory);
        struct jsonata_failure failure;
        struct jsonata_options options = { JSONATA_PLAIN };
        const struct jsonata *jsonata = jsonata_parse(&own, str_from(loops[i]), &options, &failure);
        assert_non_null(jsonata);
        struct jsonata_input input = { 0 };
        value result;
        if (!jsonata_evaluate(&own, jsonata, &input, &result, &failure))
            fail_msg("%s: %.*s", loops[i], STR_ARG(failure.message));
        assert_int_equal(value_number(result), 300000);
        if (most_held > 12u << 20)
            fail_msg("%s takes %zu bytes", loops[i], most_held);
        arena_finish(&own);
        assert_int_equal(held, 0);
    }
}

static void a_failure_survives_the_loop_it_happened_in(void **state)
{
    (void)state;
    struct jsonata_input input = { 0 };
    assert_str(failure_of("($f := function($n, $s) { $n = 0 ? $error('text ' & $s) : $f($n - 1, $s + 1) }; "
                          "$f(100000, 0))", &input, JSONATA_PLAIN), "text 100000");
    assert_str(failure_of("($f := function($n, $s) { $n = 0 ? $number('x' & $s) : $f($n - 1, $s + 1) }; "
                          "$f(100000, 0))", &input, JSONATA_PLAIN),
               "Unable to cast value to a number: \"x100000\"");
}

static void a_growing_accumulator_is_kept(void **state)
{
    (void)state;
    struct jsonata_input input = { 0 };
    value result = result_of("($f := function($n, $a) { $n = 0 ? $a : $f($n - 1, [$n, [$a]]) }; "
                             "$count($string($f(1500, []))))", &input, JSONATA_PLAIN);
    assert_int_equal(result.as.integer, 1);
    result = result_of("($f := function($n, $a) { $n = 0 ? $a : $f($n - 1, {'next': $a, 'n': $n}) }; "
                       "$f(100000, null).next.next.n)", &input, JSONATA_PLAIN);
    assert_int_equal(result.as.integer, 3);
}

static void results_have_plain_numbers(void **state)
{
    (void)state;
    value document = value_undefined();
    assert_true(json_read(&arena, STR("{\"big\": 9007199254740993, \"huge\": 123456789012345678901, \"one\": 1.0}"),
                          &document));
    struct jsonata_input input = { .document = document };
    assert_int_equal(result_of("1 + 2", &input, JSONATA_PLAIN).kind, VALUE_INTEGER);
    assert_int_equal(result_of("1 / 4", &input, JSONATA_PLAIN).kind, VALUE_DOUBLE);
    assert_str(value_to_text(&arena, result_of("$", &input, JSONATA_PLAIN), VALUE_STYLE_JSON),
               "{\"big\":9007199254740992,\"huge\":123456789012345680000,\"one\":1}");
}

static void failures_print_as_the_service_does(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, &arena);
    jsonata_print_failure(&buf, &(struct jsonata_failure){ .code = STR("T1006"),
                                                           .message = STR("Attempted to invoke a non-function") });
    buf_char(&buf, '\n');
    jsonata_print_failure(&buf, &(struct jsonata_failure){ .message = STR("no") });
    assert_str(buf_text(&buf), "threw an error during evaluation. T1006: Attempted to invoke a non-function\n"
                               "threw an error during evaluation: no");
}

/* Positions as the reference counts them; spans are ours, of the smallest part that failed. */
static const struct {
    const char *expr, *token, *marked;
    uint32_t position;
} places[] = {
    { "1 + (2 * 'a')", "*", "2 * 'a'", 8 },
    { "true and $sum('a')", "and", "$sum('a')", 8 },
    { "'\xC3\xA9' & $number('x')", "number", "$number('x')", 14 },
    { "($f := function() { $sum('a') }; $f())", "sum", "$sum('a')", 24 },
    { "-'a'", "-", "-'a'", 1 },
    { "$x.y.('a' < 1)", "<", "", 0 },
    { "{1: 2}", "", "{1: 2}", 1 },
    { "$nothing(1)", "nothing", "$nothing(1)", 9 },
};

static void run_time_failures_have_a_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        struct jsonata_failure failure;
        struct jsonata_input input = { 0 };
        value result;
        const struct jsonata *jsonata = compiled(places[i].expr, JSONATA_PLAIN);
        if (jsonata_evaluate(&arena, jsonata, &input, &result, &failure)) {
            assert_int_equal(places[i].position, 0);
            continue;
        }
        assert_str(failure.token, places[i].token);
        assert_int_equal(failure.position, places[i].position);
        assert_str(str_slice(jsonata_text(jsonata), failure.span.start, failure.span.end), places[i].marked);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_service_has_functions_of_its_own),
        cmocka_unit_test(newer_operators_give_defaults),
        cmocka_unit_test(an_array_is_one_document),
        cmocka_unit_test(variables_are_asked_for_once),
        cmocka_unit_test(the_instant_and_the_seed_are_given),
        cmocka_unit_test(everything_ends),
        cmocka_unit_test(work_is_counted),
        cmocka_unit_test(deep_values_are_refused),
        cmocka_unit_test(the_service_stops_earlier),
        cmocka_unit_test(tail_calls_run_in_constant_memory),
        cmocka_unit_test(a_failure_survives_the_loop_it_happened_in),
        cmocka_unit_test(a_growing_accumulator_is_kept),
        cmocka_unit_test(results_have_plain_numbers),
        cmocka_unit_test(failures_print_as_the_service_does),
        cmocka_unit_test(run_time_failures_have_a_place),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
