#include "jsonpath/jsonpath.h"

#include "test.h"

#include "diag/diag.h"

enum { ONE = 1, ITEMS = 2, WRITES = 4, READS = ONE | ITEMS, ALL = ONE | ITEMS | WRITES };

static bool is_taken(const char *text, enum jsonpath_place place)
{
    struct arena arena;
    struct diags diags;
    struct source source = source_file(STR("path"), str_from(text));
    arena_init(&arena, &plain_memory);
    diags_init(&diags, &arena);
    const struct jsonpath *path = jsonpath_parse_reference(&arena, &source, place, &diags);
    assert_int_equal(diags.count, path ? 0 : 1);
    if (!path)
        assert_int_equal(diags.items[0]->rule, RULE_REFERENCE_PATH);
    arena_finish(&arena);
    return path != NULL;
}

static void each_place_takes_its_own_paths(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int places;
    } cases[] = {
        { "$", ALL },
        { "$.a['b'][0]", ALL },
        { "$['a b']", ALL },
        { "$.foo\\@bar", ALL },
        { "${Where}", ALL },
        { "$$.Execution.Input", READS },
        { "$$", READS },
        { "$items.a", READS },
        { "$.a[-1]", READS },
        { "$.a[(@.length-1)]", READS },
        { "$.a[?(@.b >= 5)]", ITEMS },
        { "$.a[?(@.b >= 5)].c", ITEMS },
        { "$.a[*]", 0 },
        { "$.*", 0 },
        { "$..a", 0 },
        { "$.a[0:1]", 0 },
        { "$.a[0,1]", 0 },
        { "$['a','b']", 0 },
        { "$.a.length()", 0 },
        { "$.a@b", 0 },
        { "$.a0]", 0 },
        { "$.a\\]", ALL },
        { "a", 0 },
        { "", 0 },
        { "$.", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int taken = (is_taken(cases[i].text, JSONPATH_READS_ONE) ? ONE : 0) |
                    (is_taken(cases[i].text, JSONPATH_READS_ITEMS) ? ITEMS : 0) |
                    (is_taken(cases[i].text, JSONPATH_WRITES) ? WRITES : 0);
        if (taken != cases[i].places)
            fail_msg("%s: %d, not %d", cases[i].text, taken, cases[i].places);
    }
}

static void the_part_that_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wrong, *message;
    } cases[] = {
        { "$.a[*].b", "[*]",
          "expected a reference path, of names and single indexes: a wildcard names many places" },
        { "$.a..b", "..",
          "expected a reference path, of names and single indexes: \"..\" names many places" },
        { "$.a[-1]", "[-1]",
          "expected a reference path, of names and single indexes: an index counts from 0" },
        { "$.a.b:c", ":",
          "expected a reference path, of names and single indexes: this mark needs brackets and "
          "quotes around its name" },
        { "$.a.size()", ".size()",
          "expected a reference path, of names and single indexes: the service has no functions in "
          "paths" },
        { "$$.a", "$$",
          "the result can only be put into the input: expected a path that starts with \"$.\", or "
          "$" },
        { "$x", "$x",
          "the result can only be put into the input: expected a path that starts with \"$.\", or "
          "$" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        struct diags diags;
        struct source source = source_file(STR("path"), str_from(cases[i].text));
        arena_init(&arena, &plain_memory);
        diags_init(&diags, &arena);
        assert_null(jsonpath_parse_reference(&arena, &source, JSONPATH_WRITES, &diags));
        assert_str(diags.items[0]->message, cases[i].message);
        assert_str(source_text(&source, diags.items[0]->span), cases[i].wrong);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_place_takes_its_own_paths),
        cmocka_unit_test(the_part_that_is_wrong_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
