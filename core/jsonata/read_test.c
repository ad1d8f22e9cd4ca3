#include "jsonata/read.h"

#include "test.h"

#include "base/buf.h"

/* A text and what it reads as; NULL when it is no JSON. */
static const struct {
    const char *text, *value;
} cases[] = {
    { "1", "1" },
    { " [ 1 , \"a\" , { } , [ ] ] \n", "[1,\"a\",{},[]]" },
    { "{\"a\":1,\"b\":{\"c\":null}}", "{\"a\":1,\"b\":{\"c\":null}}" },
    { "{\"a\":1,\"b\":2,\"a\":1}", NULL },
    { "1e999", NULL },
    { "\"\\u0041\\n\\\"\\/\"", "\"A\\n\\\"/\"" },
    { "\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"" },
    { "\"\\ud83d\\u0041\"", "\"\\ud83dA\"" },
    { "true", "true" },
    { "false", "false" },
    { "null", "null" },
    { "-0.5e1", "-5" },
    { "", NULL },
    { "tru", NULL },
    { "1 2", NULL },
    { "[1,]", NULL },
    { "[1", NULL },
    { "{\"a\" 1}", NULL },
    { "{\"a\":}", NULL },
    { "{a:1}", NULL },
    { "{\"a\":1", NULL },
    { "\"a", NULL },
    { "\"a\\", NULL },
    { "\"\\x\"", NULL },
    { "\"\\u12\"", NULL },
    { "\"\\u12G4\"", NULL },
    { "\"\\ud83d\\u12\"", NULL },
    { "\"a\nb\"", NULL },
    { "\"\\n\n\"", NULL },
    { "01", NULL },
    { "'a'", NULL },
};

static void json_is_read_strictly(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        value v;
        bool is_read = json_read(&arena, str_from(cases[i].text), &v);
        if (is_read != (cases[i].value != NULL))
            fail_msg("%s", cases[i].text);
        if (is_read)
            assert_str(value_to_text(&arena, v, VALUE_STYLE_JSON), cases[i].value);
        arena_finish(&arena);
    }
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    value v;
    struct buf buf;
    buf_init(&buf, &arena);
    buf_fill(&buf, '[', READ_DEPTH_MAX);
    buf_fill(&buf, ']', READ_DEPTH_MAX);
    assert_true(json_read(&arena, buf_text(&buf), &v));
    buf_init(&buf, &arena);
    buf_fill(&buf, '[', READ_DEPTH_MAX + 1);
    buf_fill(&buf, ']', READ_DEPTH_MAX + 1);
    assert_false(json_read(&arena, buf_text(&buf), &v));
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_read_strictly),
        cmocka_unit_test(nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
