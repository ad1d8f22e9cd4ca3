#include "intrinsic/intrinsic.h"

#include "test.h"

#include "base/buf.h"
#include "base/random.h"
#include "diag/diag.h"
#include "doc/doc.h"

static const struct intrinsic *parse(struct arena *arena, const char *text)
{
    struct diags diags;
    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("call"), str_from(text));
    diags_init(&diags, arena);
    const struct intrinsic *call = intrinsic_parse(arena, source, &diags);
    if (!call)
        fail_msg("%s: %.*s", text, STR_ARG(diags.items[0]->message));
    return call;
}

/* The result as JSON; for a failure what follows the colon of its cause. */
static str answer(struct arena *arena, const char *text, const char *input, uint64_t seed)
{
    struct jsonpath_scope scope = { .input = doc_read_value(arena, str_from(input)) };
    struct random random;
    struct intrinsic_failure failure;
    value result;
    random_seed(&random, seed);
    if (intrinsic_evaluate(arena, parse(arena, text), &scope, &random, &result, &failure))
        return value_to_text(arena, result, VALUE_STYLE_JAVA);
    if (failure.path)
        return failure.failure.cause;
    assert_str(failure.failure.error, "States.IntrinsicFailure");
    str cause = failure.failure.cause;
    size_t colon = str_find(cause, STR("error: "));
    return colon == SIZE_MAX
               ? cause
               : str_printf(arena, "! %.*s", STR_ARG(str_from_offset(cause, colon + 7)));
}

struct row {
    const char *call, *input, *expected;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        str given = answer(&arena, rows[i].call, rows[i].input, 1);
        if (!str_equal(given, str_from(rows[i].expected)))
            fail_msg("%s on %s gave %.*s", rows[i].call, rows[i].input, STR_ARG(given));
        arena_finish(&arena);
    }
}

static void texts_are_formatted(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "States.Format('{}-{}', $.a, 'x')", "{\"a\":1.10}", "\"1.1-x\"" },
        { "States.Format('{} {} {}', true, null, $.o)", "{\"o\":{\"a\":[1,\"b\",{}],\"c\":null}}",
          "\"true null {a=[1, b, {}], c=null}\"" },
        { "States.Format('\\{\\} it\\'s \\\\ {a} { }{')", "{}", "\"{} it's \\\\ {a} { }{\"" },
        { "States.Format($.t, 1)", "{\"t\":\"<{}> \\\\{\\\\} \\\\n\"}", "\"<1> {} \\\\n\"" },
        { "States.Format('{}', '{}')", "{}", "\"{}\"" },
        { "States.Format($.t, 1)", "{\"t\":5}", "! argument 1 must be a text, but was a number" },
        { "States.Format($.t, 1)", "{\"t\":\"{}{}\"}",
          "! the template has 2 {}, but 1 values follow it" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void json_is_read_and_written(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "States.StringToJson($)", "\"{\\\"a\\\":[1,2.0,\\\"\\\\u00e9\\\"]}\"",
          "{\"a\":[1,2.0,\"\xc3\xa9\"]}" },
        { "States.StringToJson($)", "\"\"", "null" },
        { "States.StringToJson($)", "\" \\n\"", "null" },
        { "States.StringToJson($)", "\"{\\\"a\\\":1,\\\"a\\\":2}\"", "{\"a\":2}" },
        { "States.StringToJson('{\"a\": {}}')", "{}", "{\"a\":{}}" },
        { "States.StringToJson($)", "\"{bad\"", "! the text is not JSON" },
        { "States.StringToJson($)", "5", "! argument 1 must be a text, but was a number" },
        { "States.JsonToString($)", "{\"b\":1,\"a\":[null,1.0,\"x\"]}",
          "\"{\\\"b\\\":1,\\\"a\\\":[null,1.0,\\\"x\\\"]}\"" },
        { "States.JsonToString('x')", "{}", "\"\\\"x\\\"\"" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void texts_are_encoded_and_hashed(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "States.Base64Encode('Data to encode')", "{}", "\"RGF0YSB0byBlbmNvZGU=\"" },
        { "States.Base64Decode('w6k=')", "{}", "\"\xc3\xa9\"" },
        { "States.Base64Decode('/w==')", "{}", "\"\xef\xbf\xbd\"" },
        { "States.Base64Decode('*')", "{}", "! the text is not base64" },
        { "States.Base64Encode($)", "[]", "! argument 1 must be a text, but was an array" },
        { "States.Hash('', 'MD5')", "{}", "\"d41d8cd98f00b204e9800998ecf8427e\"" },
        { "States.Hash('input data', 'SHA-1')", "{}",
          "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"" },
        { "States.Hash($, 'MD5')", "[1]", "\"35dba5d75538a9bbe0b4da4422759a0e\"" },
        { "States.Hash('a', $)", "\"md5\"", "! there is no algorithm \"md5\"" },
        { "States.Hash('a', $)", "true", "! argument 2 must be a text, but was a boolean" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void texts_are_split_at_any_of_the_characters(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "States.StringSplit('This.is+a,test=string', '.+,=')", "{}",
          "[\"This\",\"is\",\"a\",\"test\",\"string\"]" },
        { "States.StringSplit(',,,,', ',')", "{}", "[]" },
        { "States.StringSplit('', ',')", "{}", "[]" },
        { "States.StringSplit('abc', '')", "{}", "[\"abc\"]" },
        { "States.StringSplit('a\xc3\xa9"
          "b\xc3\xa8"
          "c', '\xc3\xa9')",
          "{}",
          "[\"a\",\"b\xc3\xa8"
          "c\"]" },
        { "States.StringSplit($, ',')", "5", "! argument 1 must be a text, but was a number" },
        { "States.StringSplit('a', $)", "null", "! argument 2 must be a text, but was null" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void arrays_are_made_and_asked(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "States.Array()", "{}", "[]" },
        { "States.Array(1, -2, 3.5, 'a', true, null, $)", "[0]", "[1,-2,3.5,\"a\",true,null,[0]]" },
        { "States.ArrayPartition($, 2)", "[1,2,3]", "[[1,2],[3]]" },
        { "States.ArrayPartition($, 1.5)", "[1,2,3]", "[[1,2],[3]]" },
        { "States.ArrayPartition($, 9)", "[]", "[]" },
        { "States.ArrayPartition($, -1)", "[1]", "! the size of a part must be positive" },
        { "States.ArrayPartition($, 1)", "{}", "! argument 1 must be an array, but was an object" },
        { "States.ArrayContains($, 1.0)", "[[1],1]", "true" },
        { "States.ArrayContains($.a, $.b)", "{\"a\":[[1,2]],\"b\":[2,1]}", "false" },
        { "States.ArrayContains($, 1)", "5", "! argument 1 must be an array, but was a number" },
        { "States.ArrayRange(1, 9, 2)", "{}", "[1,3,5,7,9]" },
        { "States.ArrayRange(3, -3, -3)", "{}", "[3,0,-3]" },
        { "States.ArrayRange(1, 4, 5)", "{}", "[1]" },
        { "States.ArrayRange(2, 1, 1)", "{}", "[]" },
        { "States.ArrayRange(1, 2, $)", "0", "! the step must not be 0" },
        { "States.ArrayRange(0, $, 1)", "1000", "! the range has more than 1000 items" },
        { "States.ArrayRange($, 2, 1)", "\"a\"", "! argument 1 must be a number, but was a text" },
        { "States.ArrayGetItem($, 1)", "[1,null]", "null" },
        { "States.ArrayGetItem($, 2)", "[1,null]", "! the array of 2 items has none at index 2" },
        { "States.ArrayGetItem($, -1)", "[1,null]", "! the array of 2 items has none at index -1" },
        { "States.ArrayGetItem($, 0)", "\"x\"", "! argument 1 must be an array, but was a text" },
        { "States.ArrayLength($)", "[[],[]]", "2" },
        { "States.ArrayLength($)", "\"ab\"", "! argument 1 must be an array, but was a text" },
        { "States.ArrayUnique($)",
          "[1,\"1\",1.0,true,null,null,[1],[1],{\"a\":1,\"b\":2},{\"b\":2,\"a\":1},-0.0,0]",
          "[1,\"1\",true,null,[1],{\"a\":1,\"b\":2},-0.0]" },
        { "States.ArrayUnique($)", "{}", "! argument 1 must be an array, but was an object" },
        { "States.JsonMerge($.a, $.b, false)",
          "{\"a\":{\"x\":1,\"y\":{\"z\":1}},\"b\":{\"y\":{},\"w\":2}}",
          "{\"x\":1,\"y\":{},\"w\":2}" },
        { "States.JsonMerge($, $, true)", "{}",
          "! deep merging is not supported: the third argument must be false" },
        { "States.JsonMerge($, $, false)", "[]", "! the first two arguments must be objects" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void numbers_are_rounded_half_up_then_added(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "States.MathAdd(1, 2)", "{}", "3" },
        { "States.MathAdd(1.49, 1.5)", "{}", "3" },
        { "States.MathAdd(-1.5, 0)", "{}", "-1" },
        { "States.MathAdd(-1.51, 0)", "{}", "-2" },
        { "States.MathAdd(0.5, -0.5)", "{}", "1" },
        { "States.MathAdd(2147483647, 1)", "{}", "2147483648" },
        { "States.MathAdd(2147483648, 1)", "{}",
          "! argument 1 must lie between -2147483648 and 2147483647" },
        { "States.MathAdd($, 1)", "\"x\"", "! argument 1 must be a number, but was a text" },
        { "States.MathAdd(1, $)", "null", "! argument 2 must be a number, but was null" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static int64_t random_between(const char *call, uint64_t seed)
{
    struct arena arena;
    struct random random;
    struct jsonpath_scope scope = { 0 };
    struct intrinsic_failure failure;
    value result;
    arena_init(&arena, &plain_memory);
    random_seed(&random, seed);
    assert_true(
        intrinsic_evaluate(&arena, parse(&arena, call), &scope, &random, &result, &failure));
    assert_int_equal(result.kind, VALUE_INTEGER);
    arena_finish(&arena);
    return result.as.integer;
}

static void random_numbers_lie_between_and_follow_their_seed(void **state)
{
    (void)state;
    bool is_start_seen = false;
    for (uint64_t seed = 0; seed < 100; seed++) {
        int64_t number = random_between("States.MathRandom(-1, 2)", seed);
        assert_true(number >= -1 && number < 2);
        is_start_seen = is_start_seen || number == -1;
        assert_int_equal(random_between("States.MathRandom(1, 999, 42)", seed),
                         random_between("States.MathRandom(1, 999, 42)", 0));
        number = random_between("States.MathRandom(-2147483648, 2147483647, 1)", seed);
        assert_true(number >= INT32_MIN && number < INT32_MAX);
    }
    assert_true(is_start_seen);
    static const struct row rows[] = {
        { "States.MathRandom(5, $)", "5", "! the end must be greater than the start" },
        { "States.MathRandom(1, 2, $)", "\"a\"", "! argument 3 must be a number, but was a text" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void a_uuid_follows_the_generator(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str uuid = answer(&arena, "States.UUID()", "{}", 7);
    assert_int_equal(uuid.len, 38);
    assert_true(str_equal(uuid, answer(&arena, "States.UUID()", "{}", 7)));
    arena_finish(&arena);
}

static void a_path_that_finds_nothing_is_the_callers_to_report(void **state)
{
    (void)state;
    struct arena arena;
    struct random random = { 0 };
    struct jsonpath_scope scope = { 0 };
    struct intrinsic_failure failure;
    value result;
    arena_init(&arena, &plain_memory);
    scope.input = doc_read_value(&arena, STR("{\"a\":1}"));
    const struct intrinsic *call = parse(&arena, "States.Array($.a, States.Array($.no))");
    assert_false(intrinsic_evaluate(&arena, call, &scope, &random, &result, &failure));
    assert_str(failure.failure.error, "States.Runtime");
    assert_str(failure.failure.cause, "No results for path: $['no']");
    assert_str(source_text(failure.path->source, failure.path->span), "$.no");
    assert_int_equal(failure.path_failure.outcome, JSONPATH_MISSING);
    arena_finish(&arena);
}

static void a_failure_names_the_call(void **state)
{
    (void)state;
    struct arena arena;
    struct random random = { 0 };
    struct jsonpath_scope scope = { 0 };
    struct intrinsic_failure failure;
    value result;
    arena_init(&arena, &plain_memory);
    const struct intrinsic *call =
        parse(&arena, "States.Array(States.ArrayGetItem(States.Array(), 3))");
    assert_false(intrinsic_evaluate(&arena, call, &scope, &random, &result, &failure));
    assert_null(failure.path);
    assert_str(failure.failure.cause,
               "The function 'States.ArrayGetItem(States.Array(), 3)' had the following "
               "error: the array of 0 items has none at index 3");
    call = parse(&arena, "${Call}");
    assert_false(intrinsic_evaluate(&arena, call, &scope, &random, &result, &failure));
    assert_str(failure.failure.cause, "the call holds a placeholder");
    arena_finish(&arena);
}

static void long_texts_are_refused(void **state)
{
    (void)state;
    struct arena arena;
    struct buf text, call;
    arena_init(&arena, &plain_memory);
    buf_init(&text, &arena);
    buf_char(&text, '"');
    buf_fill(&text, 'x', INTRINSIC_MAX_TEXT / 2);
    buf_str(&text, STR("\""));
    buf_char(&text, '\0');
    assert_str(answer(&arena, "States.Hash($, 'MD5')", buf_text(&text).at, 1),
               "! the text has more than 10000 characters");
    assert_str(answer(&arena, "States.Base64Decode($)", buf_text(&text).at, 1),
               "! the text has more than 10000 characters");
    buf_init(&call, &arena);
    buf_str(&call, STR("States.Format('{}{}{}', $, $, $)"));
    buf_char(&call, '\0');
    assert_str(answer(&arena, buf_text(&call).at, buf_text(&text).at, 1), "! the text is too long");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_formatted),
        cmocka_unit_test(json_is_read_and_written),
        cmocka_unit_test(texts_are_encoded_and_hashed),
        cmocka_unit_test(texts_are_split_at_any_of_the_characters),
        cmocka_unit_test(arrays_are_made_and_asked),
        cmocka_unit_test(numbers_are_rounded_half_up_then_added),
        cmocka_unit_test(random_numbers_lie_between_and_follow_their_seed),
        cmocka_unit_test(a_uuid_follows_the_generator),
        cmocka_unit_test(a_path_that_finds_nothing_is_the_callers_to_report),
        cmocka_unit_test(a_failure_names_the_call),
        cmocka_unit_test(long_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
