#include "check/check.h"

#include "test.h"

#include "base/buf.h"
#include "doc/doc.h"

/* Reads the text under this name. Returns whether there were errors. */
static bool has_errors(const char *name, const char *text, bool *is_yaml)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf padded;
    buf_init(&padded, &arena);
    buf_str(&padded, str_from(text));
    buf_fill(&padded, '\0', SOURCE_PADDING);
    struct source source = source_file(str_from(name), (str){ padded.at, strlen(text) });
    struct check_options options = { .read = NULL };
    struct diags diags;
    diags_init(&diags, &arena);
    const struct doc *doc = check_file(&arena, &source, &options, &diags);
    *is_yaml = doc && doc->is_yaml;
    bool result = diags_count(&diags, SEVERITY_ERROR) > 0;
    arena_finish(&arena);
    return result;
}

static void the_name_or_the_text_says_whether_it_is_yaml(void **state)
{
    (void)state;
    static const char json[] = "\xEF\xBB\xBF \n{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}";
    static const char yaml[] = "StartAt: A\nStates: {A: {Type: Succeed}}\n";
    static const struct {
        const char *name, *text;
        bool is_yaml, has_errors;
    } cases[] = {
        { "a.json", json, false, false }, { "a.yaml", yaml, true, false }, { "a.yml", yaml, true, false },
        { "a.asl", json, false, false },  { "a.asl", yaml, true, false },  { "<stdin>", json, false, false },
        { "a.yaml", json, true, false },  { "a.json", yaml, false, true }, { "a.json", "", false, true },
        { "a.yaml", "", false, true },    { "a", "[]", false, true },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        bool is_yaml;
        if (has_errors(cases[i].name, cases[i].text, &is_yaml) != cases[i].has_errors)
            fail_msg("%s: %s", cases[i].name, cases[i].text);
        if (cases[i].has_errors)
            continue;
        assert_int_equal(is_yaml, cases[i].is_yaml);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_or_the_text_says_whether_it_is_yaml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
