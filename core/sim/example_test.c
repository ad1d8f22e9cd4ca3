#include "sim/example.h"
#include "test.h"
#include "doc/doc.h"

#include "base/buf.h"

static void stars_stand_for_any_text(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } cases[] = {
        { "", "", true },
        { "", "a", false },
        { "*", "", true },
        { "*", "abc", true },
        { "a*", "a", true },
        { "a*", "ba", false },
        { "*a", "bca", true },
        { "*a", "ab", false },
        { "a*b*c", "a--b--c", true },
        { "a*b*c", "a--c--b", false },
        { "*ab", "aab", true },
        { "**", "x", true },
        { "a\\*b", "a*b", true },
        { "a\\*b", "axb", false },
        { "a\\b", "a\\b", true },
        { "\\*", "\\*", true }, /* its own text */
        { "a*", "a*", true },
        { "{\"m\": \"*\"}", "{\"m\": \"x\"}", true },
        { "\xC3\xA4*", "\xC3\xA4\xC3\xB6", true },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        bool matches = pattern_matches(str_from(cases[i].pattern), str_from(cases[i].text));
        if (matches != cases[i].matches)
            fail_msg("\"%s\" and \"%s\"", cases[i].pattern, cases[i].text);
    }
    assert_true(pattern_has_star(STR("a*")));
    assert_false(pattern_has_star(STR("a\\*")));
    assert_false(pattern_has_star(STR("")));
}

static void an_example_names_what_matters(void **state)
{
    (void)state;
    static const struct {
        const char *example, *actual;
        bool matches;
    } cases[] = {
        { "{}", "{\"a\":1}", true },
        { "{\"a\":1}", "{\"b\":2,\"a\":1.0}", true },
        { "{\"a\":1}", "{\"a\":2}", false },
        { "{\"a\":null}", "{}", false },
        { "{\"a\":null}", "{\"a\":null}", true },
        { "{\"a\":{\"b\":\"x*\"}}", "{\"a\":{\"b\":\"xyz\",\"c\":1}}", true },
        { "[1,{}]", "[1,{\"a\":1}]", true },
        { "[1]", "[1,2]", false },
        { "[1,2]", "[1]", false },
        { "[]", "{}", false },
        { "\"a\"", "\"a\"", true },
        { "\"1\"", "1", false },
        { "false", "false", true },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        value example = doc_read_value(&arena, str_from(cases[i].example));
        value actual = doc_read_value(&arena, str_from(cases[i].actual));
        if (example_matches(example, actual) != cases[i].matches)
            fail_msg("%s and %s", cases[i].example, cases[i].actual);
        assert_true((value_differences(&arena, example, actual, true, 9).count == 0) == cases[i].matches);
    }
    arena_finish(&arena);
}

static str describe(struct arena *arena, const struct differences *differences)
{
    struct buf out;
    buf_init(&out, arena);
    for (uint32_t i = 0; i < differences->count; i++) {
        const struct difference *d = &differences->items[i];
        buf_printf(&out, "%s%.*s: ", i ? "; " : "", STR_ARG(d->pointer));
        value_print(&out, d->expected, VALUE_STYLE_JSON);
        buf_str(&out, STR(" -> "));
        value_print(&out, d->actual, VALUE_STYLE_JSON);
    }
    if (differences->has_more)
        buf_str(&out, STR(" ..."));
    return buf_text(&out);
}

static void differences_are_listed_by_their_places(void **state)
{
    (void)state;
    static const struct {
        const char *expected, *actual, *differences;
        bool is_example;
    } cases[] = {
        { "1", "2", ": 1 -> 2", false },
        { "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}", "/a/b: 1 -> 2", false },
        { "{\"a\":1}", "{\"b\":2}", "/a: 1 -> ; /b:  -> 2", false },
        { "{\"a\":1}", "{\"b\":2}", "/a: 1 -> ", true },
        { "[1,2,3]", "[1,3]", "/1: 2 -> 3; /2: 3 -> ", false },
        { "[1]", "[1,3]", "/1:  -> 3", true },
        { "{\"a/b~c\":1}", "{}", "/a~1b~0c: 1 -> ", false },
        { "{\"a\":\"x*\"}", "{\"a\":\"xy\"}", "/a: \"x*\" -> \"xy\"", false },
        { "{\"a\":\"x*\"}", "{\"a\":\"xy\"}", "", true },
        { "[1,2,3,4,5]", "[0,0,0,0,0]", "/0: 1 -> 0; /1: 2 -> 0; /2: 3 -> 0 ...", false },
        { "{\"a\":[1]}", "{\"a\":{\"0\":1}}", "/a: [1] -> {\"0\":1}", false },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        value expected = doc_read_value(&arena, str_from(cases[i].expected));
        value actual = doc_read_value(&arena, str_from(cases[i].actual));
        struct differences differences =
            value_differences(&arena, expected, actual, cases[i].is_example, 3);
        assert_str(describe(&arena, &differences), cases[i].differences);
    }
    arena_finish(&arena);
}

static void a_pointer_leads_to_a_value(void **state)
{
    (void)state;
    static const struct {
        const char *pointer, *found;
    } cases[] = {
        { "", "{\"a\":[{\"b/c\":7}],\"\":1}" }, { "/a/0/b~1c", "7" }, { "/", "1" },  { "/a/1", "" },
        { "/a/x", "" },                         { "/a/0/b~1c/d", "" }, { "/n", "" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    value whole = doc_read_value(&arena, STR("{\"a\":[{\"b/c\":7}],\"\":1}"));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        value found = value_at_pointer(&arena, whole, str_from(cases[i].pointer));
        assert_str(value_to_text(&arena, found, VALUE_STYLE_JSON), cases[i].found);
    }
    arena_finish(&arena);
}

static void depth_has_a_bound(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    value deep = value_null();
    for (int i = 0; i < 3000; i++) {
        value *item = arena_new(&arena, value);
        *item = deep;
        deep = value_array(item, 1);
    }
    assert_false(example_matches(deep, deep));
    assert_int_equal(value_differences(&arena, deep, deep, false, 5).count, 1);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stars_stand_for_any_text),
        cmocka_unit_test(an_example_names_what_matters),
        cmocka_unit_test(differences_are_listed_by_their_places),
        cmocka_unit_test(a_pointer_leads_to_a_value),
        cmocka_unit_test(depth_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
