#include "publish/publish.h"

#include "test.h"
#include "test_files.h"

#include "base/buf.h"


/* The folder of the test data, beside which the kept pages lie. */
static str kept_path(struct arena *arena, const char *path)
{
    return test_path(arena, str_printf(arena, "../%s", path));
}

static void check_kept(const char *path, void (*print)(struct buf *out))
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf made;
    buf_init(&made, &arena);
    print(&made);
    str kept = kept_path(&arena, path), text = STR("");
    if (getenv("UPDATE")) {
        assert_true(test_write(kept.at, buf_text(&made)));
    }
    test_read(&arena, kept.at, &text);
    /* Not assert_str: a difference would print both pages. */
    if (!str_equal(text, buf_text(&made)))
        fail_msg("%s is not what the tables give; UPDATE=1 meson test -C build rewrites it", path);
    arena_finish(&arena);
}

static void the_manual_page_is_what_the_tables_give(void **state)
{
    (void)state;
    check_kept("man/stepproof-rules.7", publish_manual);
}

static void the_markdown_page_is_what_the_tables_give(void **state)
{
    (void)state;
    check_kept("schemas/rules.md", publish_markdown);
}

static void the_schema_of_scripts_is_what_the_tables_give(void **state)
{
    (void)state;
    check_kept("schemas/stepproof-script.schema.json", publish_script_schema);
}

static void the_schema_of_the_language_is_what_the_tables_give(void **state)
{
    (void)state;
    check_kept("schemas/asl.schema.json", publish_asl_schema);
}

/* A page as one line of words, without macros and the marks of roff. */
static str page_words(struct arena *arena, const char *path)
{
    struct buf words;
    buf_init(&words, arena);
    str page = STR(""), line;
    test_read(arena, kept_path(arena, path).at, &page);
    while (str_split(&page, '\n', &line)) {
        bool is_macro = str_starts(line, STR("."));
        if (is_macro && !str_starts(line, STR(".It")) && str_find_char(line, ' ') == SIZE_MAX)
            continue;
        if (is_macro)
            line = str_from_offset(line, str_find_char(line, ' ') + 1);
        for (size_t i = 0; i < line.len; i++) {
            if (line.at[i] == '\\' && i + 1 < line.len && (line.at[i + 1] == 'e' || line.at[i + 1] == '&')) {
                if (line.at[++i] == 'e')
                    buf_char(&words, '\\');
            } else {
                buf_char(&words, line.at[i]);
            }
        }
        buf_char(&words, ' ');
    }
    return buf_text(&words);
}

static void look_for_member(void *context, str object, str name, str doc)
{
    const str *words = context;
    if (!str_contains(*words, doc))
        fail_msg("man/stepproof-script.5 lacks \"%.*s\", %.*s of %.*s", STR_ARG(doc), STR_ARG(name),
                 STR_ARG(object));
}

static void the_page_of_scripts_has_the_words_of_the_tables(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str words = page_words(&arena, "man/stepproof-script.5");
    publish_script_fields(look_for_member, &words);
    arena_finish(&arena);
}

static void each_rule_is_complete_and_its_code_unique(void **state)
{
    (void)state;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        const struct rule *rule = rule_get(id);
        const char *const texts[] = { rule->summary, rule->rationale, rule->bad,
                                      rule->good,    rule->source,    rule->since };
        for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
            if (!texts[i] || !*texts[i])
                fail_msg("%s lacks a text", rule->code);
        }
        if (rule_find(str_from(rule->code)) != id)
            fail_msg("%s comes twice", rule->code);
        if (str_ends(str_from(rule->summary), STR(".")))
            fail_msg("the summary of %s ends with a full stop", rule->code);
    }
}

static void explain_fills_lines_and_shows_both_examples(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        struct buf out;
        buf_init(&out, &arena);
        publish_explain(&out, id);
        str text = buf_text(&out);
        assert_true(str_starts(text, str_from(rule_get(id)->code)));
        assert_true(str_contains(text, STR("\nwrong:\n    ")));
        assert_true(str_contains(text, STR("\nright:\n    ")));
    }
    arena_finish(&arena);
}

static void the_list_has_one_line_for_each_rule_of_the_family(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf out;
    buf_init(&out, &arena);
    publish_list(&out, RULE_FAMILY_ASL);
    publish_list(&out, RULE_FAMILY_SCRIPT);
    publish_list(&out, RULE_FAMILY_GQL);
    size_t lines = 0;
    for (size_t i = 0; i < out.len; i++)
        lines += out.at[i] == '\n';
    assert_int_equal(lines, RULE_COUNT);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manual_page_is_what_the_tables_give),
        cmocka_unit_test(the_markdown_page_is_what_the_tables_give),
        cmocka_unit_test(the_schema_of_scripts_is_what_the_tables_give),
        cmocka_unit_test(the_schema_of_the_language_is_what_the_tables_give),
        cmocka_unit_test(the_page_of_scripts_has_the_words_of_the_tables),
        cmocka_unit_test(each_rule_is_complete_and_its_code_unique),
        cmocka_unit_test(explain_fills_lines_and_shows_both_examples),
        cmocka_unit_test(the_list_has_one_line_for_each_rule_of_the_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
