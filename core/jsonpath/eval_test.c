#include "jsonpath/jsonpath.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"
#include "test_json.h"

static const struct jsonpath *parse(struct arena *arena, const char *text)
{
    struct diags diags;
    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("path"), str_from(text));
    diags_init(&diags, arena);
    const struct jsonpath *path = jsonpath_parse(arena, source, &diags);
    if (!path)
        fail_msg("%s: %.*s", text, STR_ARG(diags.items[0]->message));
    return path;
}

/* The result as JSON, or a failure's text behind its kind. */
static str answer(struct arena *arena, const char *text, const struct jsonpath_scope *scope)
{
    const struct jsonpath *path = parse(arena, text);
    value result;
    struct jsonpath_failure failure;
    if (jsonpath_evaluate(arena, path, scope, &result, &failure))
        return value_to_text(arena, result, VALUE_STYLE_JAVA);
    return str_printf(arena, "%s: %.*s", failure.outcome == JSONPATH_MISSING ? "missing" : "failed",
                      STR_ARG(jsonpath_failure_text(arena, path, &failure)));
}

struct row {
    const char *path, *json, *expected;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        struct jsonpath_scope scope = { .input = doc_read_value(&arena, str_from(rows[i].json)) };
        str given = answer(&arena, rows[i].path, &scope);
        if (!str_equal(given, str_from(rows[i].expected)))
            fail_msg("%s on %s gave %.*s", rows[i].path, rows[i].json, STR_ARG(given));
        arena_finish(&arena);
    }
}

static void definite_paths_give_the_value_or_say_what_is_missing(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$", "5", "5" },
        { "$", "null", "null" },
        { "$.a.b[1]", "{\"a\":{\"b\":[1,2.50]}}", "2.5" },
        { "$['a'].c", "{\"a\":{\"c\":null}}", "null" },
        { "$.big", "{\"big\":123456789012345678901}", "123456789012345678901" },
        { "$.a[-1]", "{\"a\":[1,2]}", "2" },
        { "$.a[(@.length-2)]", "{\"a\":[1,2]}", "1" },
        { "$['a','b','c']", "{\"a\":1,\"c\":3}", "{\"a\":1,\"c\":3}" },
        { "$.a", "{}", "missing: No results for path: $['a']" },
        { "$.no.such", "{}", "missing: Missing property in path $['no']" },
        { "$.a.b", "{\"a\":5}", "missing: Property ['b'] not found in path $['a']" },
        { "$.a.b", "{\"a\":[{\"b\":1}]}", "missing: Property ['b'] not found in path $['a']" },
        { "$.a[2]", "{\"a\":[1,2]}",
          "missing: Index out of bounds when evaluating path $['a'][2]" },
        { "$.a[-3]", "{\"a\":[1,2]}",
          "missing: Index out of bounds when evaluating path $['a'][-3]" },
        { "$.a[0]", "{\"a\":null}", "missing: The path $['a'] is null" },
        { "$.a['b','c']", "{\"a\":1}", "missing: Property ['b', 'c'] not found in path $['a']" },
        { "$.a[0].b", "{\"a\":{\"x\":[true,\"t\"]}}",
          "failed: Filter: [0]['b'] can only be applied to arrays. Current context is: {x=[true, "
          "t]}" },
        { "$.a", "null", "failed: json can not be null" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void indefinite_paths_give_lists_and_skip(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$[*]", "{}", "[]" },
        { "$[*]", "5", "[]" },
        { "$.*", "{\"a\":1,\"b\":[2]}", "[1,[2]]" },
        { "$.a[*].b", "{\"a\":[{\"b\":1},{},5,{\"b\":null}]}", "[1,null]" },
        { "$.no[*].b", "{}", "[]" },
        { "$.no.such[1:]", "{}", "[]" },
        { "$.a.b[*]", "{\"a\":null}", "missing: Property ['b'] not found in path $['a']" },
        { "$.a[3][*]", "{\"a\":[]}",
          "missing: Index out of bounds when evaluating path $['a'][3]" },
        { "$.a[0][*]", "{\"a\":{}}",
          "failed: Filter: [0][*] can only be applied to arrays. Current context is: {}" },
        { "$[1:5]", "{}",
          "failed: Filter: [1:5] can only be applied to arrays. Current context is: {}" },
        { "$.a[:1]", "{\"a\":null}", "missing: The path $['a'] is null" },
        { "$.a[0,2,9]", "{\"a\":[1,2,3]}", "[1,3]" },
        { "$.a[0,1].b", "{\"a\":[{\"b\":1},{\"c\":1}]}", "[1]" },
        { "$.a[1,2]", "{\"a\":5}",
          "failed: Filter: [1,2] can only be applied to arrays. Current context is: 5" },
        { "$['a','c'].v", "{\"a\":{\"v\":5},\"c\":{\"v\":1}}", "[5,1]" },
        { "$.x[*]['a','b']", "{\"x\":[{\"a\":1},5,{\"b\":2,\"c\":3}]}", "[{\"a\":1},{\"b\":2}]" },
        { "$.a.b[*]", "{\"a\":5}", "missing: Property ['b'] not found in path $['a']" },
        { "$[*][1:][0]", "[[1,[2]],[3],4]", "[2]" },
        { "$..a", "null", "failed: json can not be null" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void slices_count_as_the_library_does(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$[1:]", "[1,2,3]", "[2,3]" },
        { "$[-2:]", "[1,2,3]", "[2,3]" },
        { "$[-9:]", "[1,2,3]", "[1,2,3]" },
        { "$[9:]", "[1,2,3]", "[]" },
        { "$[:2]", "[1,2,3]", "[1,2]" },
        { "$[:-1]", "[1,2,3]", "[1,2]" },
        { "$[:-9]", "[1,2,3]", "[]" },
        { "$[1:9]", "[1,2,3]", "[2,3]" },
        { "$[0:-1]", "[1,2,3]", "[]" },
        { "$[-1:-2]", "[1,2,3]", "[]" },
        { "$[-2:9]", "[1,2,3]", "missing: Index out of bounds when evaluating path $[-2:9]" },
        { "$[-2:9]", "[]", "[]" },
        { "$[0:3:2]", "[1,2,3]", "[1,2,3]" },
        { "$[:-1][-2:9]", "[[1,2],[3]]", "[]" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void two_dots_find_parents_before_children(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$..a", "{\"a\":{\"a\":[{\"a\":1}]}}", "[{\"a\":[{\"a\":1}]},[{\"a\":1}],1]" },
        { "$..*", "{\"o\":[{\"a\":\"b\"}]}", "[[{\"a\":\"b\"}],{\"a\":\"b\"},\"b\"]" },
        { "$..[1]", "{\"o\":[0,1,[2,3]]}", "[1,3]" },
        { "$..[-1:]", "[[1,2],3]", "[3,2]" },
        { "$..['a','b']", "{\"x\":{\"a\":1,\"b\":2,\"c\":3},\"y\":{\"a\":4}}",
          "[{\"a\":1,\"b\":2}]" },
        { "$..['a','b'].c", "{\"x\":{\"a\":{\"c\":1}},\"b\":{\"c\":2}}", "[2,1]" },
        { "$..[?(@.a == 1)]", "{\"x\":[{\"a\":1}],\"y\":{\"a\":1}}", "[{\"a\":1},{\"a\":1}]" },
        { "$..[?(@ > 1)]", "{\"x\":[1,2],\"y\":3}", "[2]" },
        { "$..a.b", "{\"a\":{\"b\":1},\"c\":[{\"a\":{}}]}", "[1]" },
        { "$..a", "5", "[]" },
        { "$.x..a", "{\"x\":\"t\"}", "[]" },
        { "$..a.length()", "{\"a\":[1]}",
          "missing: Property ['length()'] not found in path $..['a']" },
        { "$..a.length()", "{\"a\":{\"length()\":1}}", "[1]" },
        { "$..a.length()", "{}", "[]" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

#define ITEMS                                                                                      \
    "[1,1.0,2,-1,\"1\",\"a\",\"b\",true,false,null,[1],{\"v\":1},\"\\uE000\",\"\\uD83D\\uDE00\"]"

static void filters_compare_like_with_like(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$[?(@ == 1)]", ITEMS, "[1,1.0,\"1\"]" },
        { "$[?(@ == '1')]", ITEMS, "[1,1.0,\"1\"]" },
        { "$[?(@ == 1.0)]", ITEMS, "[1,1.0]" },
        { "$[?(@ == 'a')]", ITEMS, "[\"a\"]" },
        { "$[?(@ == a)]", ITEMS, "[\"a\"]" },
        { "$[?(@ == true)]", ITEMS, "[true]" },
        { "$[?(@ == false)]", ITEMS, "[false]" },
        { "$[?(@ == null)]", ITEMS, "[null]" },
        { "$[?(@ < 1)]", ITEMS, "[-1]" },
        { "$[?(@ <= 1)]", ITEMS, "[1,1.0,-1]" },
        { "$[?(@ > 1)]", ITEMS, "[2]" },
        { "$[?(@ >= 1.5)]", ITEMS, "[2]" },
        { "$[?(@ > 123456789012345678901)]", "[1,123456789012345678902e3]",
          "[1.2345678901234569E23]" },
        { "$[?(@ > 'a')]", ITEMS, "[\"b\",\"\xee\x80\x80\",\"\xf0\x9f\x98\x80\"]" },
        { "$[?(@ < '\\uE000')]", ITEMS, "[\"1\",\"a\",\"b\",\"\xf0\x9f\x98\x80\"]" },
        { "$[?(@ > '\\uD83D\\uDE00')]", ITEMS, "[\"\xee\x80\x80\"]" },
        { "$[?(@ < 'ab')]", "[\"a\",\"abc\",\"\"]", "[\"a\",\"\"]" },
        { "$[?(@.v == 1)]", ITEMS, "[{\"v\":1}]" },
        { "$[?(@.v != 1)].v", "[{\"v\":1},{\"v\":2},{}]", "[2]" },
        { "$[?(1 == @.v)].v", "[{\"v\":1},{\"v\":\"1\"},{}]", "[1,\"1\"]" },
        { "$[?(@.a == @.b)]", "[{\"a\":{\"x\":1,\"y\":[2]},\"b\":{\"y\":[2],\"x\":1}},{}]",
          "[{\"a\":{\"x\":1,\"y\":[2]},\"b\":{\"y\":[2],\"x\":1}}]" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void filters_test_existence_and_combine(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$[?(@.a)].a", "[{\"a\":false},{\"a\":null},{}]", "[false,null]" },
        { "$[?(!@.a)]", "[{\"a\":1},{\"b\":2}]", "[{\"b\":2}]" },
        { "$[?(@)]", "[0,null]", "[0,null]" },
        { "$[?(@..x)].n", "[{\"n\":1,\"y\":{\"x\":0}},{\"n\":2}]", "[1]" },
        { "$[?(@.a == 1 || @.a == 2 && @.b == 3)].n",
          "[{\"a\":1,\"n\":1},{\"a\":2,\"n\":2},{\"a\":2,\"b\":3,\"n\":3}]", "[1,3]" },
        { "$[?((@.a == 1 || @.a == 2) && @.b == 3)].n",
          "[{\"a\":1,\"n\":1},{\"a\":2,\"n\":2},{\"a\":2,\"b\":3,\"n\":3}]", "[3]" },
        { "$[?(!(@.n == 1))].n", "[{\"n\":1},{\"n\":2}]", "[2]" },
        { "$.l[?(@.v < $.max)].v", "{\"max\":3,\"l\":[{\"v\":1},{\"v\":5}]}", "[1]" },
        { "$[?(@.a[?(@ > 1)])].n", "[{\"n\":1,\"a\":[1,2]},{\"n\":2,\"a\":[1]}]", "[1]" },
        { "$[?(@.a[?(@.x)] && @.n == 1)].n",
          "[{\"n\":1,\"a\":[{\"x\":1}]},{\"n\":2,\"a\":[{\"x\":1}]}]", "[1]" },
        { "$.o[?(@.a == 1)].b", "{\"o\":{\"a\":1,\"b\":2}}", "[2]" },
        { "$.o[?(@.a == 2)].b", "{\"o\":{\"a\":1,\"b\":2}}", "[]" },
        { "$.x[?(@.a)]", "{\"x\":5}",
          "failed: Filter: [?] can not be applied to primitives. Current context is: 5" },
        { "$[*][?(@.a)]", "[5,[{\"a\":1}]]", "[{\"a\":1}]" },
        { "$[?(@[0] == 1)]", "[[1],5,{\"0\":1}]", "[[1]]" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static void patterns_match_the_whole_text(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "$[?(@ =~ /a.*/)]", "[\"abc\",\"bab\",\"ABC\",5]", "[\"abc\"]" },
        { "$[?(@ =~ /a.*/i)]", "[\"abc\",\"bab\",\"ABC\"]", "[\"abc\",\"ABC\"]" },
        { "$[?(@ =~ /a . c/sxdu)]", "[\"a\\nc\",\"a . c\"]", "[\"a\\nc\"]" },
        { "$[?(@ =~ /(?:^.$\\n?)+/m)]", "[\"a\\nb\",\"ab\"]", "[\"a\\nb\"]" },
        { "$[?(/a.c/ =~ @)]", "[\"abc\",\"xabc\"]", "[\"abc\"]" },
        { "$[?(@ =~ /[0-9]+/)]", "[5,\"5\",true,null,[5]]", "[5,\"5\"]" },
        { "$[?(@ =~ /true/)]", "[true,\"x\"]", "[true]" },
        { "$[?(/a/ =~ /a/)]", "[1]", "[]" },
        { "$[?(@.no =~ /a?/)]", "[{}]", "[{}]" },
    };
    check_rows(rows, ARRAY_LEN(rows));
}

static value variable(const void *variables, str name)
{
    return value_get(*(const value *)variables, name);
}

static void the_scope_gives_context_and_variables(void **state)
{
    (void)state;
    static const struct {
        const char *path, *expected;
    } cases[] = {
        { "$.a", "1" },
        { "$$.a", "2" },
        { "$x.a", "3" },
        { "$x", "{\"a\":3}" },
        { "$list[?(@.v == $x.a)]", "[]" },
        { "$list[?(@.v == $.min)]", "[]" },
        { "$list[?(@.v > $$.a)].v", "[4]" },
        { "$list[?(@.v > $one)].v", "[4]" },
        { "$list[?(@.v > $none)].v", "[]" },
        { "$none", "missing: No results for path: $none" },
        { "$none.a[0]", "missing: No results for path: $none['a'][0]" },
        { "$$.b", "missing: No results for path: $$['b']" },
        { "${Path}", "failed: the path holds a placeholder" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    value variables =
        doc_read_value(&arena, STR("{\"x\":{\"a\":3},\"list\":[{\"v\":1},{\"v\":4}],\"one\":1}"));
    struct jsonpath_scope scope = { .input = doc_read_value(&arena, STR("{\"a\":1}")),
                                    .context = doc_read_value(&arena, STR("{\"a\":2}")),
                                    .variable = variable,
                                    .variables = &variables };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(answer(&arena, cases[i].path, &scope), cases[i].expected);
    scope.variable = NULL;
    assert_str(answer(&arena, "$x", &scope), "missing: No results for path: $x");
    assert_str(answer(&arena, "$[?($x)]", &scope), "[]");
    arena_finish(&arena);
}

static void a_definite_path_allocates_nothing(void **state)
{
    (void)state;
    struct arena arena, scratch;
    arena_init(&arena, &plain_memory);
    arena_init(&scratch, &plain_memory);
    struct jsonpath_scope scope = { .input = doc_read_value(&arena, STR("{\"a\":[{\"b\":1}]}")) };
    value result;
    assert_true(jsonpath_evaluate(&scratch, parse(&arena, "$.a[0].b"), &scope, &result, NULL));
    assert_false(jsonpath_evaluate(&scratch, parse(&arena, "$.a[0].c"), &scope, &result, NULL));
    assert_int_equal(arena_held(&scratch), 0);
    arena_finish(&scratch);
    arena_finish(&arena);
}

/* $..*..*..* multiplies what it looks at with each step. */
static void what_one_evaluation_looks_at_is_limited(void **state)
{
    (void)state;
    static const char *const paths[] = { "$..*..*..*", "$..*[?(@..*..*)]", "$..*..[?(@..*)]" };
    struct arena arena;
    struct buf json;
    arena_init(&arena, &plain_memory);
    buf_init(&json, &arena);
    buf_fill(&json, '[', 400);
    buf_fill(&json, ']', 400);
    struct jsonpath_scope scope = { .input = doc_read_value(&arena, buf_text(&json)) };
    assert_int_equal(scope.input.kind, VALUE_ARRAY);
    for (size_t i = 0; i < ARRAY_LEN(paths); i++)
        assert_str(answer(&arena, paths[i], &scope),
                   "failed: the path looks at more values than are allowed");
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(definite_paths_give_the_value_or_say_what_is_missing),
        cmocka_unit_test(indefinite_paths_give_lists_and_skip),
        cmocka_unit_test(slices_count_as_the_library_does),
        cmocka_unit_test(two_dots_find_parents_before_children),
        cmocka_unit_test(filters_compare_like_with_like),
        cmocka_unit_test(filters_test_existence_and_combine),
        cmocka_unit_test(patterns_match_the_whole_text),
        cmocka_unit_test(the_scope_gives_context_and_variables),
        cmocka_unit_test(a_definite_path_allocates_nothing),
        cmocka_unit_test(what_one_evaluation_looks_at_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
