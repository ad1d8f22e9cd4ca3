#include "report/report.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static const struct source *file_of(const char *name, const char *text)
{
    return source_copied(&arena, str_from(name), str_from(text));
}

/* One finding at the first `marked` of the text. */
static struct diags *one_finding(const char *text, const char *marked, const char *message)
{
    const struct source *source = file_of("a.json", text);
    size_t at = str_find(source->text, str_from(marked));
    struct diags *diags = arena_new(&arena, struct diags);
    diags_init(diags, &arena);
    struct diag *diag = diag_add(diags, RULE_JSON_SYNTAX, source, span_at(at, at + strlen(marked)));
    diag_message(diag, "%s", message);
    return diags;
}

static str findings(const struct report_options *options, const struct diags *diags)
{
    struct buf out;
    buf_init(&out, &arena);
    report_findings(&out, options, diags);
    return buf_text(&out);
}

static str whole_report(const struct report_options *options, const struct diags *diags,
                        const struct report_problem *problems, size_t problem_count)
{
    struct report_totals totals = { 0 };
    report_count(&totals, diags);
    struct buf out;
    buf_init(&out, &arena);
    report_begin(&out, options);
    report_findings(&out, options, diags);
    report_end(&out, options, &totals, problems, problem_count);
    return buf_text(&out);
}

static void text_shows_the_line_and_carets(void **state)
{
    (void)state;
    static const struct {
        const char *text, *marked, *excerpt;
    } cases[] = {
        { "{\"a\": 01}", "01", "     1 | {\"a\": 01}\n       |       ^^\n" },
        { "\n\n x\r\ny", "x", "     3 |  x\n       |  ^\n" },
        { "\tx\ty", "x\ty", "     1 |     x    y\n       |     ^^^^^^\n" },
        { "\033[31mx", "x", "     1 | \\u001b[31mx\n       |           ^\n" },
        { "a\xE2\x80\xAEx", "x", "     1 | a\\u202ex\n       |        ^\n" },
        { "a\xFFx", "x", "     1 | a\\xffx\n       |      ^\n" },
        { "a\nb\nc", "a\nb", "     1 | a\n       | ^...\n" },
        { "{}\n", "", "     1 | {}\n       | ^\n" },
        { "", "", "     1 |\n       | ^\n" },
        { "a\n", "\n", "     1 | a\n       |  ^...\n" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct report_options options = { .format = REPORT_TEXT };
        str text = findings(&options, one_finding(cases[i].text, cases[i].marked, "m"));
        size_t start = str_find_char(text, '\n') + 1;
        assert_str(str_slice(text, start, text.len - 1), cases[i].excerpt);
    }
}

static void carets_stand_under_wide_and_narrow_characters(void **state)
{
    (void)state;
    struct report_options options = { .format = REPORT_TEXT };
    str text = findings(&options, one_finding("\xC3\xA9\xCC\x81x", "x", "m"));
    assert_true(str_ends(text, STR("|  ^\n\n")));
    text = findings(&options, one_finding("\xE6\x97\xA5x", "\xE6\x97\xA5", "m"));
    assert_true(str_ends(text, STR("| ^^\n\n")));
}

static void text_has_place_severity_code_help_and_notes(void **state)
{
    (void)state;
    struct diags *diags = one_finding("one two\n", "two", "wrong \"\033\"");
    diag_help(diags->items[0], "did you mean \"%s\"?", "one");
    diag_related(diags->items[0], diags->items[0]->source, span_at(0, 3), "the other");
    struct report_options options = { .format = REPORT_TEXT };
    assert_str(findings(&options, diags), "a.json:1:5: error[json-syntax]: wrong \"\\u001b\"\n"
                                          "     1 | one two\n"
                                          "       |     ^^^\n"
                                          "       = help: did you mean \"one\"?\n"
                                          "a.json:1:1: note: the other\n"
                                          "     1 | one two\n"
                                          "       | ^^^\n\n");
    options.is_quiet = true;
    assert_str(findings(&options, diags), "a.json:1:5: error[json-syntax]: wrong \"\\u001b\"\n");
}

static void colours_are_an_option(void **state)
{
    (void)state;
    struct report_options options = { .format = REPORT_TEXT, .has_color = true };
    str text = findings(&options, one_finding("x", "x", "m"));
    assert_true(str_contains(text, STR("\033[1;31merror[json-syntax]\033[0m: m\n")));
    options.has_color = false;
    text = findings(&options, one_finding("x", "x", "m"));
    assert_false(str_contains(text, STR("\033")));
}

static void a_long_line_is_shown_around_the_span(void **state)
{
    (void)state;
    char line[601];
    memset(line, 'a', 600);
    line[600] = '\0';
    memcpy(line + 300, "bad", 3);
    struct report_options options = { .format = REPORT_TEXT, .width = 60 };
    assert_str(findings(&options, one_finding(line, "bad", "m")),
               "a.json:1:301: error[json-syntax]: m\n"
               "     1 | ...aaaaaaaaaaaaaaaaaaaaabadaaaaaaaaaaaaaaaaaaaaa...\n"
               "       |                         ^^^\n\n");
    str text = findings(&options, one_finding(line, "aaa", "m"));
    assert_true(str_contains(text, STR("| aaaa")));
    text = findings(&options, one_finding(line, line, "m"));
    assert_true(str_contains(text, STR("^...\n")));
    assert_true(text.len < 200);
}

static void a_line_of_marks_without_width_is_cut_too(void **state)
{
    (void)state;
    struct buf line;
    buf_init(&line, &arena);
    for (int i = 0; i < 5000; i++)
        buf_str(&line, STR("\xCC\x81"));
    buf_str(&line, STR("x"));
    buf_char(&line, '\0');
    struct report_options options = { .format = REPORT_TEXT };
    assert_true(findings(&options, one_finding(line.at, "x", "m")).len < 400);
}

static void the_summary_counts_by_severity(void **state)
{
    (void)state;
    static const struct {
        uint32_t files, errors, warnings, infos;
        const char *expected;
    } cases[] = {
        { 1, 0, 0, 0, "nothing found in 1 file\n" },
        { 3, 2, 1, 0, "2 errors, 1 warning in 3 files\n" },
        { 0, 0, 0, 4, "4 remarks in 0 files\n" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct report_totals totals = { .files = cases[i].files };
        totals.by_severity[SEVERITY_ERROR] = cases[i].errors;
        totals.by_severity[SEVERITY_WARNING] = cases[i].warnings;
        totals.by_severity[SEVERITY_INFO] = cases[i].infos;
        struct buf out;
        buf_init(&out, &arena);
        report_summary(&out, &totals);
        assert_str(buf_text(&out), cases[i].expected);
    }
}

static void statistics_show_the_most_frequent_first(void **state)
{
    (void)state;
    struct report_totals totals = { 0 };
    totals.by_rule[RULE_JSON_SYNTAX] = 1;
    totals.by_rule[RULE_DUPLICATE_KEY] = 3;
    totals.by_rule[RULE_YAML_SYNTAX] = 1;
    struct buf out;
    buf_init(&out, &arena);
    report_statistics(&out, &totals);
    str text = buf_text(&out);
    size_t first = str_find(text, STR("duplicate-key")), second = str_find(text, STR("json-syntax"));
    assert_true(first < second);
    assert_true(second < str_find(text, STR("yaml-syntax")));
}

static void json_has_places_help_notes_and_edits(void **state)
{
    (void)state;
    struct diags *diags = one_finding("\xC3\xA9 x\n", "x", "say \"\x01\\\xFF\"");
    diag_help(diags->items[0], "h");
    diag_related(diags->items[0], diags->items[0]->source, span_at(0, 2), "r");
    diag_edit(diags->items[0], span_at(3, 4), STR("y"));
    struct report_options options = { .format = REPORT_JSON };
    struct report_problem problem = { STR("b.json"), STR("gone") };
    assert_str(whole_report(&options, diags, &problem, 1),
               "{\"version\": 1, \"tool\": \"stepproof " STEPPROOF_VERSION "\",\n"
               " \"findings\": [\n"
               "  {\"file\": \"a.json\", \"rule\": \"json-syntax\", \"severity\": \"error\", "
               "\"message\": \"say \\\"\\u0001\\\\\xEF\xBF\xBD\\\"\", "
               "\"start\": {\"line\": 1, \"column\": 3, \"offset\": 3}, "
               "\"end\": {\"line\": 1, \"column\": 4, \"offset\": 4}, \"help\": \"h\", "
               "\"related\": [{\"file\": \"a.json\", "
               "\"start\": {\"line\": 1, \"column\": 1, \"offset\": 0}, "
               "\"end\": {\"line\": 1, \"column\": 2, \"offset\": 2}, \"message\": \"r\"}], "
               "\"edits\": [{\"file\": \"a.json\", "
               "\"start\": {\"line\": 1, \"column\": 3, \"offset\": 3}, "
               "\"end\": {\"line\": 1, \"column\": 4, \"offset\": 4}, \"text\": \"y\"}]}\n"
               " ],\n"
               " \"unreadable\": [{\"file\": \"b.json\", \"message\": \"gone\"}],\n"
               " \"summary\": {\"files\": 1, \"errors\": 1, \"warnings\": 0, \"infos\": 0}}\n");
}

static void sarif_has_results_rules_and_fixes(void **state)
{
    (void)state;
    struct diags *diags = one_finding("\xF0\x9F\x98\x80 x\n", "x", "see [a](b)");
    diag_help(diags->items[0], "do it");
    diag_related(diags->items[0], diags->items[0]->source, span_at(0, 4), "r");
    diag_edit(diags->items[0], span_at(5, 6), STR("y"));
    diag_edit(diags->items[0], span_at(0, 0), STR("z"));
    struct report_options options = { .format = REPORT_SARIF };
    struct report_problem problems[] = { { STR("/b c.json"), STR("gone") }, { STR("d"), STR("too") } };
    str text = whole_report(&options, diags, problems, 2);
    static const char *const parts[] = {
        "\"ruleId\": \"json-syntax\", \"level\": \"error\"",
        "\"rules\": [\n            {\"id\": \"json-syntax\", \"shortDescription\"",
        "\"message\": {\"text\": \"see \\\\[a\\\\](b); do it\"}",
        "\"region\": {\"startLine\": 1, \"startColumn\": 4, \"endLine\": 1, \"endColumn\": 5}",
        "\"relatedLocations\": [{\"id\": 1, ",
        "\"fixes\": [{\"description\": {\"text\": \"do it\"}, \"artifactChanges\": [{",
        "\"insertedContent\": {\"text\": \"y\"}}, {\"deletedRegion\"",
        "\"executionSuccessful\": false",
        "\"uri\": \"file:///b%20c.json\"",
        "\"columnKind\": \"utf16CodeUnits\"",
    };
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        assert_true(str_contains(text, str_from(parts[i])));
    assert_false(str_contains(text, STR("yaml-syntax")));
    assert_true(str_contains(whole_report(&options, diags, NULL, 0),
                             STR("\"executionSuccessful\": true")));
}

static void github_escapes_data_and_properties(void **state)
{
    (void)state;
    struct diags *diags = one_finding("ab\ncd", "b", "50%, a:b\nnext");
    diag_help(diags->items[0], "do");
    ((struct source *)diags->items[0]->source)->name = STR("x,y:z.json");
    struct report_options options = { .format = REPORT_GITHUB };
    assert_str(findings(&options, diags),
               "::error file=x%2Cy%3Az.json,line=1,col=2,endLine=1,endColumn=3,title=json-syntax"
               "::50%25, a:b%0Anext%0Ahelp: do\n");
    diags = one_finding("ab\ncd", "b\nc", "m");
    diags->items[0]->severity = SEVERITY_INFO;
    assert_str(findings(&options, diags),
               "::notice file=a.json,line=1,endLine=2,title=json-syntax::m\n");
}

static void every_severity_has_a_name_in_each_format(void **state)
{
    (void)state;
    struct diags *diags = one_finding("x", "x", "m");
    static const struct {
        enum severity severity;
        const char *github, *sarif, *text;
    } cases[] = {
        { SEVERITY_ERROR, "::error ", "\"level\": \"error\", \"message", "error[" },
        { SEVERITY_WARNING, "::warning ", "\"level\": \"warning\", \"message", "warning[" },
        { SEVERITY_INFO, "::notice ", "\"level\": \"note\", \"message", "info[" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        diags->items[0]->severity = cases[i].severity;
        struct report_options options = { .format = REPORT_GITHUB };
        assert_true(str_contains(findings(&options, diags), str_from(cases[i].github)));
        options.format = REPORT_SARIF;
        assert_true(str_contains(findings(&options, diags), str_from(cases[i].sarif)));
        options.format = REPORT_TEXT;
        assert_true(str_contains(findings(&options, diags), str_from(cases[i].text)));
    }
}

static void junit_has_a_failure_for_each_case_with_errors(void **state)
{
    (void)state;
    struct report_case rows[] = {
        { STR("a<b"), 1500, NULL },
        { STR("bad\x01"), 20, one_finding("x", "x", "\"m\" & \t\r\n>") },
    };
    struct buf out;
    buf_init(&out, &arena);
    report_junit(&out, STR("suite"), rows, 2);
    assert_str(buf_text(&out),
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
               "  <testsuite name=\"suite\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\" "
               "time=\"1.520\">\n"
               "    <testcase classname=\"suite\" name=\"a&lt;b\" time=\"1.500\"/>\n"
               "    <testcase classname=\"suite\" name=\"bad\xEF\xBF\xBD\" time=\"0.020\">\n"
               "      <failure type=\"json-syntax\" message=\"&quot;m&quot; &amp; &#9;&#13;&#10;&gt;\">"
               "a.json:1:1: error[json-syntax]: &quot;m&quot; &amp; \\u0009\\u000d\\u000a&gt;&#10;</failure>\n"
               "    </testcase>\n"
               "  </testsuite>\n</testsuites>\n");
}

static void a_failure_is_shown_like_a_finding(void **state)
{
    (void)state;
    const struct source *source = file_of("x", "1 + a");
    struct report_options options = { .format = REPORT_TEXT };
    struct report_failed failed = { source, span_at(4, 5), STR("T2002"), STR("not\ta number"), STR("try 2") };
    struct buf out;
    buf_init(&out, &arena);
    report_failure(&out, &options, &failed);
    assert_str(buf_text(&out), "x:1:5: error[T2002]: not\\u0009a number\n"
                               "     1 | 1 + a\n       |     ^\n       = help: try 2\n");
    failed.code = failed.help = STR("");
    options.is_quiet = true;
    out.len = 0;
    report_failure(&out, &options, &failed);
    assert_str(buf_text(&out), "x:1:5: error: not\\u0009a number\n");
}

static void nothing_is_summed_up_where_nothing_could_be_read(void **state)
{
    (void)state;
    struct report_options options = { .format = REPORT_TEXT };
    struct report_totals totals = { 0 };
    struct report_problem problem = { STR("a"), STR("is a folder") };
    struct buf out;
    buf_init(&out, &arena);
    report_end(&out, &options, &totals, &problem, 1);
    assert_int_equal(out.len, 0);
    report_end(&out, &options, &totals, NULL, 0);
    assert_str(buf_text(&out), "nothing found in 0 files\n");
}

static void formats_have_names(void **state)
{
    (void)state;
    enum report_format format = REPORT_TEXT;
    assert_true(report_format_parse(STR("sarif"), &format));
    assert_int_equal(format, REPORT_SARIF);
    assert_false(report_format_parse(STR("xml"), &format));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_shows_the_line_and_carets),
        cmocka_unit_test(carets_stand_under_wide_and_narrow_characters),
        cmocka_unit_test(text_has_place_severity_code_help_and_notes),
        cmocka_unit_test(colours_are_an_option),
        cmocka_unit_test(a_long_line_is_shown_around_the_span),
        cmocka_unit_test(a_line_of_marks_without_width_is_cut_too),
        cmocka_unit_test(the_summary_counts_by_severity),
        cmocka_unit_test(statistics_show_the_most_frequent_first),
        cmocka_unit_test(json_has_places_help_notes_and_edits),
        cmocka_unit_test(sarif_has_results_rules_and_fixes),
        cmocka_unit_test(github_escapes_data_and_properties),
        cmocka_unit_test(every_severity_has_a_name_in_each_format),
        cmocka_unit_test(junit_has_a_failure_for_each_case_with_errors),
        cmocka_unit_test(a_failure_is_shown_like_a_finding),
        cmocka_unit_test(nothing_is_summed_up_where_nothing_could_be_read),
        cmocka_unit_test(formats_have_names),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
