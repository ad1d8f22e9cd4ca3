/*
 * golden_test.c - tests that are data: everything below testdata that has an expected answer.
 *
 * script/<code>/{bad,good}.*  a pair for each rule about scripts, for the machine script/machine.asl.yaml: .script.yaml is
 *                           read and its tests are run, .mock.json is a mock configuration
 * lint/<code>/{bad,good}.*  a pair for each rule about state machines: the rule is reported for the bad one and not
 *                           for the good one; a name with ".express" is checked as an EXPRESS workflow
 * **.lint.txt, .lint.json, .sarif, .github, .aws beside a definition (x.asl.json, x.asl.json.lint.txt): what lint says
 *                           about it, in that format
 *
 * Each file is one test, named by its path. UPDATE=1 rewrites the expected files that are there.
 */
#include "test.h"
#include "test_files.h"

#include "asl/asl.h"
#include "base/buf.h"
#include "check/check.h"
#include "report/report.h"
#include "sim/expectation.h"
#include "sim/history.h"
#include "sim/script.h"
#include "sim/trace.h"
#include "source/source.h"

#include <dirent.h>
#include <unistd.h>

enum { TESTS_MAX = 4096 };

struct suite {
    struct arena arena;
    struct CMUnitTest *tests;
    size_t count;
};

struct golden {
    const char *path;  /* below testdata */
    enum rule_id rule; /* of a fixture */
};

static const struct {
    const char *ending;
    int format; /* of enum report_format, -1 for aws */
} outputs[] = {
    { ".lint.txt", REPORT_TEXT }, { ".lint.json", REPORT_JSON }, { ".sarif", REPORT_SARIF },
    { ".github", REPORT_GITHUB }, { ".aws", -1 },
};

static bool read_file(struct arena *arena, const char *path, str *text)
{
    return test_read(arena, test_path(arena, str_from(path)).at, text);
}

static bool read_named(void *context, struct arena *arena, str path, str *text)
{
    (void)context;
    return read_file(arena, str_terminated(arena, path), text);
}

static const struct source *source_path(struct arena *arena, const char *path)
{
    str text = STR("");
    bool is_read = read_file(arena, path, &text);
    if (!is_read)
        fail_msg("%s cannot be read", path);
    struct source *source = arena_new(arena, struct source);
    *source = source_file(str_from(path), text);
    return source;
}

static const struct doc *read_path(struct arena *arena, const char *path, struct diags *diags)
{
    const struct doc *doc = check_read(arena, source_path(arena, path), diags);
    assert_non_null(doc);
    return doc;
}

/* As `stepproof lint` would check it, under its path below testdata. */
static const struct doc *check_path(struct arena *arena, const char *path, struct diags *diags)
{
    const struct source *source = source_path(arena, path);
    struct check_options options = { .lint.is_express = str_contains(source->name, STR(".express")),
                                     .read = read_named };
    diags_init(diags, arena);
    return check_file(arena, source, &options, diags);
}

static str render(struct arena *arena, const char *path, int format)
{
    struct diags diags;
    const struct doc *doc = check_path(arena, path, &diags);
    struct buf out;
    buf_init(&out, arena);
    if (format < 0) {
        lint_print_aws(&out, doc, &diags);
        return buf_text(&out);
    }
    struct report_options options = { .format = (enum report_format)format };
    struct report_totals totals = { 0 };
    report_count(&totals, &diags);
    report_begin(&out, &options);
    report_findings(&out, &options, &diags);
    report_end(&out, &options, &totals, NULL, 0);
    return buf_text(&out);
}

/* One expected file against what lint gives now. */
static void output_is_as_expected(void **state)
{
    const struct golden *golden = *state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str path = str_from(golden->path), expected;
    for (size_t i = 0; i < ARRAY_LEN(outputs); i++) {
        if (!str_ends(path, str_from(outputs[i].ending)))
            continue;
        str input = str_slice(path, 0, path.len - strlen(outputs[i].ending));
        str actual = render(&arena, str_terminated(&arena, input), outputs[i].format);
        if (getenv("UPDATE"))
            assert_true(test_write(test_path(&arena, str_from(golden->path)).at, actual));
        if (!read_file(&arena, golden->path, &expected))
            fail_msg("cannot be read");
        assert_str(actual, str_terminated(&arena, expected));
    }
    arena_finish(&arena);
}

static void run_one_test(struct arena *arena, struct script *script, const struct script_test *test, struct diags *diags)
{
    struct script_run run;
    script_run_begin(&run, arena, script, test, SCRIPT_UNMOCKED_FAIL);
    struct world world = script_world(&run);
    struct sim_options options = { .stop_ms = -1 };
    struct sim *sim = sim_create(&plain_memory, script->asl, &world, &options, test->settings.input);
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    struct sim_result result = sim_result(sim);
    struct history history = sim_history(sim, 0);
    struct trace trace = trace_make(arena, script->asl, &history);
    if (test->expectation) {
        struct mismatches mismatches = expectation_check(arena, test->expectation, &result, &trace, &run);
        expectation_report(&mismatches, script->doc, diags);
    }
    sim_destroy(sim);
}

/* Reads a script or mock configuration for the common machine, and runs all its tests. */
static void check_script(struct arena *arena, const char *path, struct diags *diags)
{
    struct diags ignored;
    diags_init(&ignored, arena);
    diags_init(diags, arena);
    const struct doc *machine = read_path(arena, "script/machine.asl.yaml", &ignored);
    const struct asl *asl = asl_build(arena, machine, doc_root(machine), &ignored);
    const struct doc *doc = read_path(arena, path, diags);
    bool is_mock = str_ends(str_from(path), STR(".mock.json"));
    struct script *script = is_mock ? script_read_mock(arena, doc, asl, STR("machine"), STR(""), diags)
                                    : script_read(arena, doc, asl, diags);
    if (!script || diags_count(diags, SEVERITY_ERROR) > 0)
        return;
    for (uint32_t i = 0; i < script->test_count; i++)
        run_one_test(arena, script, &script->tests[i], diags);
    script_report_unused(script, NULL, diags);
}

static uint32_t count_rule(struct arena *arena, const char *path, enum rule_id rule, enum severity *severity)
{
    struct diags diags;
    if (rule_get(rule)->family == RULE_FAMILY_SCRIPT)
        check_script(arena, path, &diags);
    else
        check_path(arena, path, &diags);
    uint32_t count = 0;
    for (uint32_t i = 0; i < diags.count; i++) {
        count += diags.items[i]->rule == rule;
        if (*severity < diags.items[i]->severity)
            *severity = diags.items[i]->severity;
    }
    return count;
}

/* The fixture of this name with whatever ending, or NULL. */
static const char *find_fixture(struct arena *arena, const char *folder, const char *name)
{
    static const char *const endings[] = { ".asl.json", ".asl.yaml", ".express.asl.json",
                                           ".express.asl.yaml",
                                           ".script.yaml", ".mock.json" };
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        str path = str_printf(arena, "%s/%s%s%c", folder, name, endings[i], '\0');
        if (access(test_path(arena, path).at, R_OK) == 0)
            return path.at;
    }
    return NULL;
}

/* The bad one fires the rule, the good one doesn't and has no error at all. */
static void rule_tells_the_pair_apart(void **state)
{
    const struct golden *golden = *state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    const char *bad = find_fixture(&arena, golden->path, "bad");
    const char *good = find_fixture(&arena, golden->path, "good");
    if (!bad || !good)
        fail_msg("%s lacks its pair bad.*, good.*", golden->path);
    enum severity worst = SEVERITY_OFF;
    if (count_rule(&arena, bad, golden->rule, &worst) == 0)
        fail_msg("%s does not fire", bad);
    worst = SEVERITY_OFF;
    if (count_rule(&arena, good, golden->rule, &worst) > 0)
        fail_msg("%s fires", good);
    if (worst == SEVERITY_ERROR)
        fail_msg("%s has an error", good);
    arena_finish(&arena);
}

static void add_test(struct suite *suite, const char *path, enum rule_id rule, CMUnitTestFunction function)
{
    if (suite->count == TESTS_MAX)
        abort();
    struct golden *golden = arena_new(&suite->arena, struct golden);
    *golden = (struct golden){ path, rule };
    suite->tests[suite->count++] = (struct CMUnitTest){ path, function, NULL, NULL, golden };
}

static bool has_output_ending(str path)
{
    for (size_t i = 0; i < ARRAY_LEN(outputs); i++) {
        if (str_ends(path, str_from(outputs[i].ending)))
            return true;
    }
    return false;
}

/* Adds the expected files of a folder below testdata ("" is testdata itself) and of those in it. */
static void walk(struct suite *suite, const char *folder)
{
    DIR *dir = opendir(test_path(&suite->arena, str_from(folder)).at);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        const char *slash = *folder ? "/" : "";
        const char *path = str_printf(&suite->arena, "%s%s%s%c", folder, slash, entry->d_name, '\0').at;
        if (has_output_ending(str_from(path)))
            add_test(suite, path, RULE_COUNT, output_is_as_expected);
        else if (!strchr(entry->d_name, '.'))
            walk(suite, path);
    }
    closedir(dir);
}

static int compare_tests(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static void add_rules(struct suite *suite)
{
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        const struct rule *rule = rule_get(id);
        const char *folder = rule->family == RULE_FAMILY_SCRIPT ? "script" : "lint";
        if (rule->family != RULE_FAMILY_GQL)
            add_test(suite, str_printf(&suite->arena, "%s/%s%c", folder, rule->code, '\0').at, id,
                     rule_tells_the_pair_apart);
    }
}

int main(void)
{
    if (!getenv("STEPPROOF_TESTDATA"))
        return 77;
    struct suite suite = { 0 };
    arena_init(&suite.arena, &plain_memory);
    suite.tests = arena_array(&suite.arena, struct CMUnitTest, TESTS_MAX);
    walk(&suite, "");
    add_rules(&suite);
    qsort(suite.tests, suite.count, sizeof *suite.tests, compare_tests);
    int status = _cmocka_run_group_tests("golden", suite.tests, suite.count, NULL, NULL);
    arena_finish(&suite.arena);
    return status;
}
