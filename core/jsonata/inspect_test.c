#include "jsonata/jsonata.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"

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

static struct jsonata_facts facts_of(const char *expr)
{
    struct jsonata_failure failure;
    const struct jsonata *jsonata = jsonata_parse(&arena, str_from(expr), NULL, &failure);
    if (!jsonata)
        fail_msg("%s: %.*s", expr, STR_ARG(failure.message));
    return jsonata_inspect(&arena, jsonata);
}

static void append_name(struct buf *buf, str name, bool is_marked)
{
    if (buf->len)
        buf_char(buf, ' ');
    buf_str(buf, name);
    if (is_marked)
        buf_char(buf, '!');
}

/* Variables from outside; those that are called are marked. */
static const struct {
    const char *expr, *variables;
} variable_cases[] = {
    { "$a + $b", "a b" },
    { "($x := $a; $x)", "a" },
    { "($x := 1) + $y", "y" },
    { "($f := function($n) { $n = 0 ? $f : $g($n) }; $f($h))", "g! h" },
    { "($even := function($n) { $odd($n) }; $odd := function($n) { $even($n) })", "" },
    { "$states.input.items@$i.sub#$p[$p > $q].[$i, $p]", "states q" },
    { "$sum([1]) + $count($v)", "v" },
    { "($x := 1; function() { ($y := $x; $z) })", "z" },
    { "(($x := 1); $x)", "x" },
    { "$map($l, function($v, $i) { $v + $i + $w })", "l w" },
    { "$o ~> |$a|{'b': $c}, $d|", "o a c d" },
    { "$x[$y = 1]{$z: $w}^($u)", "x y z w u" },
    { "$a ? $b : $c", "a b c" },
    { "$f(?, $a)", "f! a" },
    { "$a ~> $f", "a f!" },
    { "[$a, {'k': $b}] & -$c", "a b c" },
    { "$items#$i[$i = 1]", "items" },
    { "$x.(($y := 1; $y) + $y)", "x y" },
};

static void variables_from_outside_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(variable_cases); i++) {
        struct jsonata_facts facts = facts_of(variable_cases[i].expr);
        struct buf buf;
        buf_init(&buf, &arena);
        for (uint32_t j = 0; j < facts.variable_count; j++) {
            append_name(&buf, facts.variables[j].name, facts.variables[j].is_called);
            assert_int_equal(variable_cases[i].expr[facts.variables[j].span.start], '$');
            assert_int_equal(facts.variables[j].span.end - facts.variables[j].span.start,
                             facts.variables[j].name.len + 1);
        }
        assert_str(buf_text(&buf), variable_cases[i].variables);
    }
}

/* Paths from $states; one that ends there is marked. */
static const struct {
    const char *expr, *paths;
} states_cases[] = {
    { "$states.input.a.b", "input/a/b!" },
    { "$states", "" },
    { "$states.input[0].a", "input" },
    { "$states.result.`a b`", "result/a b!" },
    { "$states.input.*", "input" },
    { "$states.input.a{b: c}", "input/a" },
    { "$states.context.x & $states.input.(y.z)", "context/x! input" },
    { "$states.input.items.$sum(price)", "input/items" },
    { "($states := 1; $states.x)", "" },
    { "$states[0].x", "" },
};

static void paths_from_states_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(states_cases); i++) {
        struct jsonata_facts facts = facts_of(states_cases[i].expr);
        struct buf buf;
        buf_init(&buf, &arena);
        for (uint32_t j = 0; j < facts.states_count; j++) {
            const struct jsonata_states_path *path = &facts.states[j];
            struct buf names;
            buf_init(&names, &arena);
            for (uint32_t k = 0; k < path->count; k++) {
                if (k)
                    buf_char(&names, '/');
                buf_str(&names, path->names[k]);
                assert_true(path->spans[k].end <= path->span.end);
            }
            append_name(&buf, buf_text(&names), path->is_whole && path->count);
        }
        assert_str(buf_text(&buf), states_cases[i].paths);
    }
}

static const struct {
    const char *expr, *references;
} top_level_cases[] = {
    { "phone", "phone" },
    { "phone.number", "phone" },
    { "$", "$" },
    { "$$.x", "$$" },
    { "$states.input[phone = 1]", "" },
    { "$states.input.(phone + $)", "" },
    { "$states.input.($$)", "$$" },
    { "function() { phone }", "" },
    { "{'a': phone, 'b': $}", "phone $" },
    { "[a, b.c]", "a b" },
    { "$sum(price)", "price" },
    { "* & **", "* **" },
    { "$x := y", "y" },
    { "$x ~> |a|{'b': c}|", "" },
    { "$x^(price){tag: $}", "" },
    { "a ? b : c", "a b c" },
    { "`a b`", "a b" },
};

static void references_without_a_context_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(top_level_cases); i++) {
        struct jsonata_facts facts = facts_of(top_level_cases[i].expr);
        struct buf buf;
        buf_init(&buf, &arena);
        for (uint32_t j = 0; j < facts.top_level_count; j++)
            append_name(&buf, facts.top_levels[j].name, false);
        assert_str(buf_text(&buf), top_level_cases[i].references);
    }
}

static const struct {
    const char *expr;
    enum jsonata_call_problem problem;
    uint32_t argument;
} call_cases[] = {
    { "$uppercase('a')", JSONATA_CALL_FINE, 0 },
    { "$uppercase($x)", JSONATA_CALL_FINE, 0 },
    { "$uppercase(1)", JSONATA_CALL_TYPE, 1 },
    { "$upper('a')", JSONATA_CALL_UNKNOWN, 0 },
    { "$eval('1')", JSONATA_CALL_UNKNOWN, 0 },
    { "$length('a', 'b')", JSONATA_CALL_TOO_MANY, 2 },
    { "$pad('a')", JSONATA_CALL_TOO_FEW, 0 },
    { "$substring('a')", JSONATA_CALL_TOO_FEW, 0 },
    { "$sum('a')", JSONATA_CALL_TYPE, 1 },
    { "$sum(1)", JSONATA_CALL_FINE, 0 },
    { "$sum(['a'])", JSONATA_CALL_FINE, 0 },
    { "$map([1], 2)", JSONATA_CALL_TYPE, 2 },
    { "$map([1], $string)", JSONATA_CALL_FINE, 0 },
    { "$map([1], function($x) { $x })", JSONATA_CALL_FINE, 0 },
    { "$replace('a', /b/, true)", JSONATA_CALL_TYPE, 3 },
    { "$replace('a', /b/, 1)", JSONATA_CALL_FINE, 0 }, /* the first may be the context */
    { "$zip([1], [2], [3])", JSONATA_CALL_FINE, 0 },
    { "$zip()", JSONATA_CALL_TOO_FEW, 0 },
    { "$now()", JSONATA_CALL_FINE, 0 },
    { "$millis(1)", JSONATA_CALL_TOO_MANY, 1 },
    { "'a' ~> $length", JSONATA_CALL_FINE, 0 },
    { "1 ~> $length", JSONATA_CALL_TYPE, 1 },
    { "1 ~> $length()", JSONATA_CALL_TYPE, 1 },
    { "'a' ~> $pad(1)", JSONATA_CALL_FINE, 0 },
    { "$substring(?, 1)", JSONATA_CALL_FINE, 0 },
    { "$nothing(?, 1)", JSONATA_CALL_UNKNOWN, 0 },
    { "$length(1 + 2)", JSONATA_CALL_TYPE, 1 },
    { "$abs('a' & 'b')", JSONATA_CALL_TYPE, 1 },
    { "$abs($x > 1)", JSONATA_CALL_FINE, 0 },
    { "$abs($x = 1)", JSONATA_CALL_TYPE, 1 },
    { "$keys([1])", JSONATA_CALL_FINE, 0 },
    { "$each([1], $string)", JSONATA_CALL_TYPE, 1 },
    { "$partition([1], 'a')", JSONATA_CALL_TYPE, 2 },
    { "$random(1)", JSONATA_CALL_FINE, 0 },
    { "($n := 'a'; $abs($n))", JSONATA_CALL_TYPE, 1 },
    { "($n := 'a'; $n := 1; $abs($n))", JSONATA_CALL_FINE, 0 },
};

static void calls_are_checked_against_signatures(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(call_cases); i++) {
        struct jsonata_facts facts = facts_of(call_cases[i].expr);
        assert_int_equal(facts.call_count, 1);
        if (facts.calls[0].problem != call_cases[i].problem || facts.calls[0].argument != call_cases[i].argument)
            fail_msg("%s gives problem %d of argument %u", call_cases[i].expr, facts.calls[0].problem,
                     facts.calls[0].argument);
    }
}

static const struct {
    const char *expr, *types;
} type_cases[] = {
    { "1", "number" },
    { "'a'", "string" },
    { "null", "null" },
    { "true and $x", "boolean" },
    { "$x > 1", "boolean or nothing" },
    { "1 + 2", "number" },
    { "$x + 1", "number or nothing" },
    { "$x & 1", "string" },
    { "[1]", "array" },
    { "{'a': 1}", "object" },
    { "function() { 1 }", "function" },
    { "$sum", "function" },
    { "/a/", "function" },
    { "|a|{}|", "function" },
    { "$f(?)", "function" },
    { "()", "nothing" },
    { "(1; 'a')", "string" },
    { "$x ? 1 : 'a'", "string or number" },
    { "$x ? 1", "number or nothing" },
    { "$x := 1", "number" },
    { "-1", "number" },
    { "-$x", "number or nothing" },
    { "$count($x)", "number" },
    { "$uppercase($x)", "string or nothing" },
    { "$exists($x)", "boolean" },
    { "$now()", "string or nothing" },
    { "$millis()", "number" },
    { "$keys($x)", "string, array or nothing" },
    { "$map($x, $string)", "anything" },
    { "$states.input.x", "anything" },
    { "$x.(price * 2)", "number, array or nothing" },
    { "$x.a[]", "array or nothing" },
    { "$x{'a': b}", "object" },
    { "$x.y{'a': b}", "object" },
    { "'a'[0]", "string or nothing" },
    { "$x", "string, number, boolean, array, object, null or nothing" },
    { "1 ~> $string", "string or nothing" },
    { "1 ~> $string()", "string or nothing" },
    { "$x in [1]", "boolean" },
};

static void types_are_inferred(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(type_cases); i++) {
        struct buf buf;
        buf_init(&buf, &arena);
        jsonata_print_types(&buf, facts_of(type_cases[i].expr).result);
        if (!str_equal(buf_text(&buf), str_from(type_cases[i].types)))
            fail_msg("%s gives %.*s", type_cases[i].expr, STR_ARG(buf_text(&buf)));
    }
}

/* What lint shows: rule, marked text, message, help. */
static const struct {
    const char *expr;
    enum rule_id rule;
    const char *marked, *message, *help;
} findings[] = {
    { "phone.number", RULE_JSONATA_TOP_LEVEL, "phone", "Reference to 'phone' at the top level is not supported.",
      "the state's input is $states.input; a variable is $phone" },
    { "$", RULE_JSONATA_TOP_LEVEL, "$", "Reference to '$' at the top level is not supported.",
      "the state's input is $states.input" },
    { "$uperCase('a')", RULE_UNKNOWN_FUNCTION, "$uperCase", "there is no function \"$uperCase\"",
      "did you mean \"$uppercase\"?" },
    { "$eval('1')", RULE_UNKNOWN_FUNCTION, "$eval", "Step Functions has no function \"$eval\"",
      "$parse reads a JSON text" },
    { "$zzzzzz()", RULE_UNKNOWN_FUNCTION, "$zzzzzz", "there is no function \"$zzzzzz\"", "" },
    { "$length('a', 'b')", RULE_JSONATA_ARGUMENT, "'b'",
      "\"$length\" takes at most 1 argument, this is one too many", "its signature is <s-:n>" },
    { "$round(1, 2, 3)", RULE_JSONATA_ARGUMENT, "3",
      "\"$round\" takes at most 2 arguments, this is one too many", "its signature is <n-n?:n>" },
    { "$pad('a')", RULE_JSONATA_ARGUMENT, "$pad('a')", "\"$pad\" lacks an argument", "its signature is <s-ns?:s>" },
    { "$length(42)", RULE_JSONATA_ARGUMENT, "42", "argument 1 of \"$length\" must be string, and is number",
      "its signature is <s-:n>" },
};

static void findings_stand_at_their_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(findings); i++) {
        struct source source = source_file(STR("x"), str_from(findings[i].expr));
        struct diags diags;
        diags_init(&diags, &arena);
        const struct jsonata *jsonata = jsonata_compile(&arena, &source, &diags, NULL);
        assert_non_null(jsonata);
        struct jsonata_facts facts = jsonata_inspect(&arena, jsonata);
        jsonata_check(&arena, &facts, &source, &diags);
        assert_int_equal(diags.count, 1);
        assert_int_equal(diags.items[0]->rule, findings[i].rule);
        assert_str(source_text(&source, diags.items[0]->span), findings[i].marked);
        assert_str(diags.items[0]->message, findings[i].message);
        assert_str(diags.items[0]->help, findings[i].help);
    }
}

static void the_table_of_functions_is_sorted(void **state)
{
    (void)state;
    const struct jsonata_function *before = jsonata_function_at(JSONATA_AWS, 0), *function;
    assert_string_equal(before->name, "abs");
    for (size_t i = 1; (function = jsonata_function_at(JSONATA_AWS, i)); i++) {
        assert_true(strcmp(before->name, function->name) < 0);
        assert_true(function->signature[0] == '<' && function->summary[0]);
        assert_ptr_equal(jsonata_function_find(JSONATA_AWS, str_from(function->name)), function);
        before = function;
    }
    assert_null(jsonata_function_find(JSONATA_AWS, STR("eval")));
    assert_null(jsonata_function_find(JSONATA_PLAIN, STR("uuid")));
    assert_string_equal(jsonata_function_find(JSONATA_PLAIN, STR("random"))->signature, "<:n>");
    assert_string_equal(jsonata_function_find(JSONATA_AWS, STR("random"))->signature, "<n?:n>");
}

static void each_value_has_one_type(void **state)
{
    (void)state;
    assert_int_equal(jsonata_type_of(value_undefined()), JSONATA_UNDEFINED);
    assert_int_equal(jsonata_type_of(value_bool(true)), JSONATA_BOOLEAN);
    assert_int_equal(jsonata_type_of(value_integer(1)), JSONATA_NUMBER);
    assert_int_equal(jsonata_type_of(value_string(STR("a"))), JSONATA_STRING);
    assert_int_equal(jsonata_type_of((value){ .kind = VALUE_FUNCTION }), JSONATA_FUNCTION);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variables_from_outside_are_found),
        cmocka_unit_test(paths_from_states_are_found),
        cmocka_unit_test(references_without_a_context_are_found),
        cmocka_unit_test(calls_are_checked_against_signatures),
        cmocka_unit_test(types_are_inferred),
        cmocka_unit_test(findings_stand_at_their_place),
        cmocka_unit_test(the_table_of_functions_is_sorted),
        cmocka_unit_test(each_value_has_one_type),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
