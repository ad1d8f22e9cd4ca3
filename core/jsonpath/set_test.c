#include "jsonpath/jsonpath.h"

#include "test.h"

#include "diag/diag.h"
#include "test_json.h"

static str written(struct arena *arena, const char *text, const char *json, const char *put)
{
    struct diags diags;
    struct source source = source_file(STR("path"), str_from(text));
    struct jsonpath_failure failure;
    value result;
    diags_init(&diags, arena);
    const struct jsonpath *path = jsonpath_parse(arena, &source, &diags);
    assert_non_null(path);
    if (jsonpath_set(arena, path, doc_read_value(arena, str_from(json)),
                     doc_read_value(arena, str_from(put)), &result, &failure))
        return value_to_text(arena, result, VALUE_STYLE_JAVA);
    assert_false(jsonpath_set(arena, path, doc_read_value(arena, str_from(json)), value_null(),
                              &result, NULL));
    return jsonpath_failure_text(arena, path, &failure);
}

static void a_value_is_put_where_the_path_says(void **state)
{
    (void)state;
    static const struct {
        const char *path, *json, *put, *expected;
    } cases[] = {
        { "$", "{\"a\":1}", "2", "2" },
        { "$", "null", "{}", "{}" },
        { "$.r", "{\"a\":1}", "{\"x\":2}", "{\"a\":1,\"r\":{\"x\":2}}" },
        { "$.a.b", "{\"a\":{\"c\":1}}", "5", "{\"a\":{\"c\":1,\"b\":5}}" },
        { "$.a", "{\"a\":1,\"b\":2}", "null", "{\"a\":null,\"b\":2}" },
        { "$.x.y.z", "{\"a\":1}", "5", "{\"a\":1,\"x\":{\"y\":{\"z\":5}}}" },
        { "$.a[1].b", "{\"a\":[0,{\"c\":2},3]}", "9", "{\"a\":[0,{\"c\":2,\"b\":9},3]}" },
        { "$[0]", "[1,2]", "[]", "[[],2]" },
        { "$.a.b", "{\"a\":5}", "1", "Property ['b'] not found in path $['a']" },
        { "$.a.b", "{\"a\":null}", "1", "Property ['b'] not found in path $['a']" },
        { "$.a[5]", "{\"a\":[1]}", "1", "Index out of bounds when evaluating path $['a'][5]" },
        { "$.a[-1]", "{\"a\":[1]}", "1", "Index out of bounds when evaluating path $['a'][-1]" },
        { "$.n[0]", "{}", "1", "No results for path: $['n'][0]" },
        { "$.a[*]", "{\"a\":[1]}", "1", "Index out of bounds when evaluating path $['a'][*]" },
        { "$.a", "5", "1", "Property ['a'] not found in path $" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        str given = written(&arena, cases[i].path, cases[i].json, cases[i].put);
        if (!str_equal(given, str_from(cases[i].expected)))
            fail_msg("%s in %s gave %.*s", cases[i].path, cases[i].json, STR_ARG(given));
        arena_finish(&arena);
    }
}

static void the_document_itself_is_not_changed(void **state)
{
    (void)state;
    struct arena arena;
    struct diags diags;
    struct source source = source_file(STR("path"), STR("$.a[0].b"));
    arena_init(&arena, &plain_memory);
    diags_init(&diags, &arena);
    value before = doc_read_value(&arena, STR("{\"a\":[{\"b\":1}]}")), after;
    const struct jsonpath *path = jsonpath_parse(&arena, &source, &diags);
    assert_true(jsonpath_set(&arena, path, before, value_integer(2), &after, NULL));
    assert_str(value_to_text(&arena, before, VALUE_STYLE_JSON), "{\"a\":[{\"b\":1}]}");
    assert_str(value_to_text(&arena, after, VALUE_STYLE_JSON), "{\"a\":[{\"b\":2}]}");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_put_where_the_path_says),
        cmocka_unit_test(the_document_itself_is_not_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
