#include "intrinsic/intrinsic.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"

static const struct intrinsic *parse(struct arena *arena, struct source *source,
                                     struct diags *diags, const char *text)
{
    arena_init(arena, &plain_memory);
    diags_init(diags, arena);
    *source = source_file(STR("call"), str_from(text));
    return intrinsic_parse(arena, source, diags);
}

static void what_is_certain_to_be_wrong_is_reported(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wrong, *message;
        enum rule_id rule;
    } cases[] = {
        { "States.MathAdd(1)", "States.MathAdd", "\"States.MathAdd\" takes 2 arguments, this has 1",
          RULE_INTRINSIC_ARITY },
        { "States.UUID(1)", "1", "\"States.UUID\" takes no arguments, this has 1",
          RULE_INTRINSIC_ARITY },
        { "States.Format()", "States.Format",
          "\"States.Format\" takes at least 1 argument, this has 0", RULE_INTRINSIC_ARITY },
        { "States.MathRandom(1, 2, 3, 4)", "4",
          "\"States.MathRandom\" takes 2 to 3 arguments, this has 4", RULE_INTRINSIC_ARITY },
        { "States.ArrayLength(States.Array(), $.a)", "$.a",
          "\"States.ArrayLength\" takes 1 argument, this has 2", RULE_INTRINSIC_ARITY },
        { "States.Array(States.Hash('x'))", "States.Hash",
          "\"States.Hash\" takes 2 arguments, this has 1", RULE_INTRINSIC_ARITY },
        { "States.MathAdd('a', 1)", "'a'",
          "\"States.MathAdd\" takes a number as argument 1, this is a text",
          RULE_INTRINSIC_ARGUMENT },
        { "States.ArrayLength(States.UUID())", "States.UUID()",
          "\"States.ArrayLength\" takes an array as argument 1, this is a text",
          RULE_INTRINSIC_ARGUMENT },
        { "States.StringToJson(null)", "null",
          "\"States.StringToJson\" takes a text as argument 1, this is null",
          RULE_INTRINSIC_ARGUMENT },
        { "States.Format('{} {}', 1)", "'{} {}'", "the template has 2 {}, and 1 value follows it",
          RULE_INTRINSIC_ARGUMENT },
        { "States.Format('\\{\\}', 1, 2)", "'\\{\\}'",
          "the template has 0 {}, and 2 values follow it", RULE_INTRINSIC_ARGUMENT },
        { "States.Hash('a', 'sha-256')", "'sha-256'",
          "there is no algorithm \"sha-256\": expected MD5, SHA-1, SHA-256, SHA-384 or SHA-512",
          RULE_INTRINSIC_ARGUMENT },
        { "States.JsonMerge($.a, $.b, true)", "true",
          "the service does not merge deeply: expected false", RULE_INTRINSIC_ARGUMENT },
        { "States.ArrayRange(1, $.n, 0)", "0", "the step must not be 0", RULE_INTRINSIC_ARGUMENT },
        { "States.ArrayRange(1, 1001, 1)", "", "", RULE_COUNT },
        { "States.ArrayRange(1, 1000, 1)", "", "", RULE_COUNT },
        { "States.ArrayRange(0, 1000, 1)", "States.ArrayRange(0, 1000, 1)",
          "the range has more than 1000 items", RULE_INTRINSIC_ARGUMENT },
        { "States.ArrayPartition($.a, 0)", "0", "a part has at least 1 item",
          RULE_INTRINSIC_ARGUMENT },
        { "States.ArrayGetItem($.a, -1)", "-1", "an index counts from 0", RULE_INTRINSIC_ARGUMENT },
        { "States.MathRandom(5, 5)", "5", "the end must be greater than the start",
          RULE_INTRINSIC_ARGUMENT },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        struct diags diags;
        struct source source;
        const struct intrinsic *call = parse(&arena, &source, &diags, cases[i].text);
        if (cases[i].rule == RULE_COUNT) {
            assert_true(call && diags.count <= 1);
        } else {
            assert_int_equal(diags.count, 1);
            assert_int_equal(diags.items[0]->rule, cases[i].rule);
            assert_str(diags.items[0]->message, cases[i].message);
            assert_str(source_text(&source, diags.items[0]->span), cases[i].wrong);
            assert_int_equal(call == NULL, cases[i].rule == RULE_INTRINSIC_ARITY);
        }
        arena_finish(&arena);
    }
}

static void what_may_be_right_is_not(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "States.Format($.template, 1, 2, 3)",
        "States.Format('${Template}', 1, 2)",
        "States.Hash($.a, '${Algorithm}')",
        "States.Hash($.a, $.algorithm)",
        "States.MathAdd($.a, States.ArrayGetItem($.b, 0))",
        "States.ArrayRange(9, 1, 1)",
        "States.ArrayRange($.a, 5000, 1)",
        "States.MathRandom(1, 2)",
        "States.Base64Encode(States.Format('a'))",
        "States.Base64Encode('a')",
        "States.StringToJson(States.ArrayGetItem($.a, $.i))",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct arena arena;
        struct diags diags;
        struct source source;
        assert_non_null(parse(&arena, &source, &diags, texts[i]));
        if (diags.count > 0)
            fail_msg("%s: %.*s", texts[i], STR_ARG(diags.items[0]->message));
        arena_finish(&arena);
    }
}

static void a_long_text_cannot_be_encoded(void **state)
{
    (void)state;
    struct arena texts;
    arena_init(&texts, &plain_memory);
    for (size_t length = 10000; length <= 10001; length++) {
        struct arena arena;
        struct diags diags;
        struct source source;
        struct buf text;
        buf_init(&text, &texts);
        buf_str(&text, STR("States.Base64Encode('"));
        buf_fill(&text, 'x', length);
        buf_str(&text, STR("')"));
        buf_char(&text, '\0');
        assert_non_null(parse(&arena, &source, &diags, buf_text(&text).at));
        assert_int_equal(diags.count, length > 10000);
        arena_finish(&arena);
    }
    arena_finish(&texts);
}

static void some_calls_never_give_a_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        { "States.Format('a')", NULL },
        { "States.ArrayGetItem($.a, 0)", NULL },
        { "States.StringToJson($.a)", "a text is needed here, and \"States.StringToJson\" gives any value" },
        { "${Call}", NULL },
        { "States.Array($.a)", "a text is needed here, and \"States.Array\" gives an array" },
        { "States.MathAdd(1, 2)", "a text is needed here, and \"States.MathAdd\" gives a number" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        struct diags diags;
        struct source source;
        const struct intrinsic *call = parse(&arena, &source, &diags, cases[i].text);
        assert_int_equal(intrinsic_check_string(call, &diags), cases[i].message == NULL);
        if (cases[i].message) {
            assert_int_equal(diags.items[0]->rule, RULE_INTRINSIC_NOT_STRING);
            assert_str(diags.items[0]->message, cases[i].message);
        }
        arena_finish(&arena);
    }
}

static void each_row_of_the_table_is_sound(void **state)
{
    (void)state;
    for (unsigned i = 0; i < STATES_FUNCTION_COUNT; i++) {
        const struct intrinsic_signature *signature =
            intrinsic_signature((enum intrinsic_function)i);
        assert_true(intrinsic_looks_like_call(signature->name));
        assert_true(signature->least <= signature->most);
        assert_true(signature->result != 0);
        assert_true(strlen(signature->doc) > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_certain_to_be_wrong_is_reported),
        cmocka_unit_test(what_may_be_right_is_not),
        cmocka_unit_test(a_long_text_cannot_be_encoded),
        cmocka_unit_test(some_calls_never_give_a_text),
        cmocka_unit_test(each_row_of_the_table_is_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
