#include "check/check.h"

#include "test.h"

#include <stdio.h>

#include "base/buf.h"
#include "doc/doc.h"

struct reading {
    struct arena arena;
    const struct source *source;
    struct diags diags;
    const struct doc *doc;
};

/* Of a file that templates name. */
struct other_file {
    const char *path, *text;
};

static bool read_other(void *context, struct arena *arena, str path, str *text)
{
    const struct other_file *file = context;
    if (!str_equal(path, str_from(file->path)))
        return false;
    *text = source_copied(arena, path, str_from(file->text))->text;
    return true;
}

static void read_file(struct reading *reading, const char *name, const char *text, struct other_file *other)
{
    arena_init(&reading->arena, &plain_memory);
    diags_init(&reading->diags, &reading->arena);
    reading->source = source_copied(&reading->arena, str_from(name), str_from(text));
    struct check_options options = { .read = other ? read_other : NULL, .context = other };
    reading->doc = check_file(&reading->arena, reading->source, &options, &reading->diags);
}

static void finish(struct reading *reading)
{
    arena_finish(&reading->arena);
}

/* "code text" of each error and warning, one a line. */
static str findings(struct reading *reading)
{
    struct buf buf;
    buf_init(&buf, &reading->arena);
    for (uint32_t i = 0; i < reading->diags.count; i++) {
        const struct diag *diag = reading->diags.items[i];
        const struct source *file;
        span place = source_in_file(diag->source, diag->span, &file);
        if (diag->severity >= SEVERITY_WARNING)
            buf_printf(&buf, "%s%s %.*s", buf.len ? "\n" : "", rule_get(diag->rule)->code,
                       STR_ARG(source_text(file, place)));
    }
    return buf_text(&buf);
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
        struct reading reading;
        read_file(&reading, cases[i].name, cases[i].text, NULL);
        bool has_errors = diags_count(&reading.diags, SEVERITY_ERROR) > 0;
        if (has_errors != cases[i].has_errors)
            fail_msg("%s: %s", cases[i].name, cases[i].text);
        if (!has_errors)
            assert_int_equal(reading.doc->is_yaml, cases[i].is_yaml);
        finish(&reading);
    }
}

#define WAIT(seconds) "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":" seconds ",\"End\":true}}}"

static void placeholders_may_stand_for_any_value(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *found;
    } cases[] = {
        { "a.json", WAIT("${Seconds}"), "" },
        { "a.json", WAIT("${Seconds},\"x\":1"), "unknown-field \"x\"" },
        { "a.json", WAIT("${Seconds},"), "json-syntax ," },
        { "a.json", WAIT("${Seconds"), "json-syntax ${Seconds" },
        { "a.json", "{\"StartAt\":\"${A}", "json-syntax \"${A" },
        { "a.yaml", "StartAt: A\nStates: {A: {Type: Pass, Comment: 'it \"s ${x} 5', Result: [\"${a\"], End: true}}\n", "" },
        { "a.yaml", "StartAt: A\nStates:\n  A:\n    Type: Wait\n    Seconds: ${Seconds}\n    End: true\n", "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct reading reading;
        read_file(&reading, cases[i].name, cases[i].text, NULL);
        assert_str(findings(&reading), cases[i].found);
        finish(&reading);
    }
}

static void a_file_that_a_template_names_is_read_beside_it(void **state)
{
    (void)state;
    static const struct {
        const char *uri;
        struct other_file other;
        const char *found;
    } cases[] = {
        { "m.json", { "in/m.json", WAIT("${Seconds},\"x\":1") }, "unknown-field \"x\"" },
        { "./m.yaml", { "in/m.yaml", "StartAt: B\nStates:\n  A:\n    Type: Pass\n    Comment: ${x} \"5\n    End: true\n" },
          "missing-target B" },
        { "/m.json", { "/m.json", WAIT("1") }, "" },
        { "m.json", { "m.json", WAIT("1") }, "definition-file m.json" },
        { "m.json", { "in/m.json", "" }, "json-syntax " },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct reading reading;
        struct other_file other = cases[i].other;
        char text[200];
        snprintf(text, sizeof text,
                 "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties: {DefinitionUri: %s}\n",
                 cases[i].uri);
        read_file(&reading, "in/template.yaml", text, &other);
        assert_str(findings(&reading), cases[i].found);
        finish(&reading);
    }
}

static void one_mistake_is_reported_once(void **state)
{
    (void)state;
    struct reading reading;
    read_file(&reading, "a.yaml", "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Comment: yes\n    End: on\n", NULL);
    assert_str(findings(&reading), "yaml-implicit-type yes\nwrong-type on");
    assert_str(reading.diags.items[1]->help, "write true");
    finish(&reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_name_or_the_text_says_whether_it_is_yaml),
        cmocka_unit_test(placeholders_may_stand_for_any_value),
        cmocka_unit_test(a_file_that_a_template_names_is_read_beside_it),
        cmocka_unit_test(one_mistake_is_reported_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
