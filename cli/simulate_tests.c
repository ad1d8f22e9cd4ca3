#include "simulate.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "base/bits.h"
#include "base/buf.h"
#include "base/time.h"
#include "diag/nearest.h"
#include "doc/doc.h"
#include "files.h"
#include "objects.h"
#include "report/report.h"
#include "source/lines.h"

/* All test files of one call. */
struct suite {
    struct simulate *simulate;
    struct buf text;             /* what is printed */
    struct array_builder tests;  /* for the summary, as values that live in the arena */
    struct report_case *cases;
    size_t case_count;
    uint32_t case_capacity;
    uint32_t passed, failed;
    int status;
};

/* One file of tests. */
struct tests {
    struct suite *suite;
    const struct machine *machine;
    struct script *script;
    struct lines lines;
    struct bits entered; /* states that some test entered */
    bool is_unanswered;  /* a test stopped before its end */
};

static struct report_case *add_case(struct suite *suite)
{
    suite->cases = arena_room(suite->simulate->arena, suite->cases, suite->case_count,
                              &suite->case_capacity, sizeof *suite->cases);
    return &suite->cases[suite->case_count++];
}

/*
 * What a test gave.
 */

/* Without expectations an execution only has to succeed. */
static struct verdict check(struct simulation *simulation, const struct lines *lines)
{
    struct expectation success = { .status = SIM_SUCCEEDED };
    const struct expectation *expectation = simulation->test.expectation;
    if (!expectation) {
        success.spans[EXPECTED_STATUS] = simulation->test.span;
        expectation = &success;
    }
    struct mismatches mismatches = expectation_check(&simulation->arena, expectation, &simulation->result,
                                                     &simulation->trace, &simulation->run);
    return (struct verdict){ mismatches, lines };
}

/* What to write for a task without an outcome. */
static void print_missing(struct buf *out, const struct simulation *simulation)
{
    struct buf text;
    buf_init(&text, out->arena);
    script_write_missing(&text, &simulation->run);
    buf_str(out, STR("      write for example:\n"));
    str rest = str_slice(buf_text(&text), 0, text.len - 1), line; /* without the last line break */
    while (str_split(&rest, '\n', &line))
        buf_printf(out, "        %.*s\n", STR_ARG(line));
}

static void print_test(struct tests *tests, const struct simulation *simulation, const struct verdict *verdict)
{
    struct suite *suite = tests->suite;
    const struct trace_options *trace = &suite->simulate->trace;
    struct buf *out = &suite->text;
    bool is_good = verdict->mismatches.count == 0;
    const char *color = !trace->has_color ? "" : is_good ? "\033[32m" : "\033[31m";
    buf_printf(out, "  %s%s%s  ", color, is_good ? "ok  " : "FAIL", trace->has_color ? "\033[0m" : "");
    report_plain(out, simulation->test.name);
    buf_printf(out, "  (%s after ", sim_status_name(simulation->result.status));
    time_print_duration(out, simulation->result.duration_ms);
    if (!is_good)
        buf_printf(out, "; line %u", simulate_line(verdict, simulation->test.span));
    buf_str(out, STR(")\n"));
    trace_print_mismatches(out, &verdict->mismatches, trace);
    if (simulation->run.unanswered)
        print_missing(out, simulation);
}

/* Copied, since the values of a simulation go with it. */
static void add_summary(struct tests *tests, struct simulation *simulation, const struct verdict *verdict)
{
    struct arena *arena = &simulation->arena;
    struct object_builder object;
    object_begin(&object, arena);
    object_set(&object, STR("name"), value_string(simulation->test.name));
    object_set(&object, STR("file"), value_string(tests->script->doc->source->name));
    object_set(&object, STR("line"), value_integer(simulate_line(verdict, simulation->test.span)));
    simulate_add_verdict(&object, arena, verdict);
    value summary = simulate_summary(arena, simulation);
    for (uint32_t i = 0; i < summary.count; i++)
        object_set(&object, summary.as.members[i].name, summary.as.members[i].value);
    array_add(&tests->suite->tests, value_copy(tests->suite->simulate->arena, object_end(&object)));
}

static void add_junit(struct tests *tests, const struct simulation *simulation, const struct verdict *verdict)
{
    struct arena *arena = tests->suite->simulate->arena;
    const struct doc *doc = tests->script->doc;
    struct diags *diags = arena_new(arena, struct diags);
    diags_init(diags, arena);
    expectation_report(&verdict->mismatches, doc, diags);
    *add_case(tests->suite) = (struct report_case){ .name = simulation->test.name, .diags = diags,
                                                    .group = doc->source->name };
}

static int worse(int a, int b)
{
    /* Trouble weighs more than a limit, and both more than findings. */
    static const int weights[] = {
        [STATUS_CLEAN] = 0, [STATUS_FINDINGS] = 1, [STATUS_TROUBLE] = 3, [STATUS_LIMIT] = 2
    };
    return weights[a] >= weights[b] ? a : b;
}

/*
 * Running.
 */

static void run_test(struct tests *tests, const struct script_test *test)
{
    struct suite *suite = tests->suite;
    struct simulation simulation;
    simulate_begin(suite->simulate, tests->machine, tests->script, test, &simulation);
    struct verdict verdict = check(&simulation, &tests->lines);
    for (uint32_t i = 0; i < tests->machine->asl->state_count; i++) {
        if (simulation.trace.entered[i] > 0)
            bits_set(&tests->entered, i);
    }
    if (verdict.mismatches.count == 0) {
        suite->passed++;
    } else {
        bool is_limit = simulation.result.status == SIM_LIMIT;
        suite->failed++;
        suite->status = worse(suite->status, is_limit ? STATUS_LIMIT : STATUS_FINDINGS);
    }
    tests->is_unanswered |= simulation.run.unanswered != NULL;
    print_test(tests, &simulation, &verdict);
    add_summary(tests, &simulation, &verdict);
    add_junit(tests, &simulation, &verdict);
    if (suite->simulate->results && !objects_save(&simulation.arena, &simulation.run, suite->simulate->results))
        suite->status = worse(suite->status, STATUS_TROUBLE);
    simulate_end(&simulation);
}

/* Whether --case means the test: by its name, or by what stands before the name of its row. */
static bool is_chosen(const struct simulate *simulate, str name)
{
    if (!simulate->test_case)
        return true;
    str chosen = str_from(simulate->test_case);
    return str_equal(name, chosen) ||
           (str_starts(name, chosen) && str_starts(str_from_offset(name, chosen.len), STR(" [")));
}

static uint32_t count_chosen(const struct tests *tests)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < tests->script->test_count; i++)
        count += is_chosen(tests->suite->simulate, tests->script->tests[i].name);
    return count;
}

static void complain_of_case(const struct tests *tests)
{
    const struct simulate *simulate = tests->suite->simulate;
    str *names = arena_array(simulate->arena, str, tests->script->test_count);
    for (uint32_t i = 0; i < tests->script->test_count; i++)
        names[i] = tests->script->tests[i].name;
    str chosen = str_from(simulate->test_case);
    ptrdiff_t near = nearest_name(names, tests->script->test_count, chosen, NULL);
    str file = tests->script->doc->source->name;
    if (near >= 0)
        term_complain("simulate: %.*s has no test \"%s\"; did you mean \"%.*s\"?", STR_ARG(file),
                      simulate->test_case, STR_ARG(names[near]));
    else
        term_complain("simulate: %.*s has no test \"%s\"", STR_ARG(file), simulate->test_case);
}

/* The states that no test entered, when all tests were run. */
static void print_uncovered(struct tests *tests)
{
    const struct asl *asl = tests->machine->asl;
    struct buf *out = &tests->suite->text;
    const char *separator = "  states that no test enters: ";
    for (uint32_t i = 0; i < asl->state_count; i++) {
        if (bits_has(&tests->entered, i))
            continue;
        buf_str(out, str_from(separator));
        report_plain(out, asl->states[i]->name);
        separator = ", ";
    }
    if (separator[0] == ',')
        buf_char(out, '\n');
}

static void run_script(struct suite *suite, const struct machine *machine, struct script *script)
{
    struct simulate *simulate = suite->simulate;
    struct tests tests = { .suite = suite, .machine = machine, .script = script };
    bits_init(&tests.entered, simulate->arena, machine->asl->state_count);
    lines_init(&tests.lines, simulate->arena, script->doc->source);
    uint32_t chosen = count_chosen(&tests);
    if (chosen == 0 && simulate->test_case) {
        complain_of_case(&tests);
        suite->status = worse(suite->status, STATUS_TROUBLE);
        return;
    }
    report_plain(&suite->text, script->doc->source->name);
    buf_char(&suite->text, '\n');
    for (uint32_t i = 0; i < script->test_count; i++) {
        if (is_chosen(simulate, script->tests[i].name))
            run_test(&tests, &script->tests[i]);
    }
    if (chosen == 0)
        buf_str(&suite->text, STR("  no tests\n"));
    if (!simulate->test_case) {
        print_uncovered(&tests);
        /* What a test that stopped would have used is not known. */
        if (!tests.is_unanswered)
            simulate_report_unused(simulate, script, NULL);
    }
}

/* Where standard output holds something else, to standard error. */
static void print_verdict(struct simulate *simulate, const struct verdict *verdict)
{
    struct buf text;
    buf_init(&text, simulate->arena);
    bool is_good = verdict->mismatches.count == 0, is_text = simulate->format == SIMULATE_TEXT;
    if (!is_text && (is_good || simulate->format == SIMULATE_JSON))
        return;
    buf_printf(&text, "%s%s\n", is_text ? "\n" : "", is_good ? "as expected" : "not as expected:");
    trace_print_mismatches(&text, &verdict->mismatches, &simulate->trace);
    if (is_text)
        simulate_write(simulate, &text);
    else
        fwrite(text.at, 1, text.len, stderr);
}

/* One chosen test is shown as an execution, and then what was not as expected. */
static int run_single(struct simulate *simulate, const struct machine *machine, struct script *script,
                      const struct script_test *test)
{
    struct simulation simulation;
    struct lines lines;
    simulate_begin(simulate, machine, script, test, &simulation);
    lines_init(&lines, simulate->arena, script->doc->source);
    struct verdict verdict = check(&simulation, &lines);
    simulate_print(simulate, &simulation, test->expectation ? &verdict : NULL);
    simulate_explain_unanswered(simulate, &simulation);
    int status = simulate_status(&simulation.result);
    if (test->expectation) {
        print_verdict(simulate, &verdict);
        if (status != STATUS_LIMIT)
            status = verdict.mismatches.count == 0 ? STATUS_CLEAN : STATUS_FINDINGS;
    }
    if (!simulate_graph(simulate, &simulation))
        status = STATUS_TROUBLE;
    if (simulate->results && !objects_save(&simulation.arena, &simulation.run, simulate->results))
        status = STATUS_TROUBLE;
    if (!simulation.run.unanswered)
        simulate_report_unused(simulate, script, test);
    simulate_end(&simulation);
    return status;
}

/*
 * Output.
 */

static void print_totals(struct suite *suite)
{
    uint32_t count = suite->passed + suite->failed;
    buf_printf(&suite->text, "\n%u test%s: %u passed, %u failed\n", count, count == 1 ? "" : "s", suite->passed,
               suite->failed);
}

static void print_suite(struct suite *suite)
{
    struct simulate *simulate = suite->simulate;
    if (suite->status == STATUS_TROUBLE && suite->case_count == 0)
        return;
    if (simulate->format == SIMULATE_JSON) {
        struct object_builder whole;
        object_begin(&whole, simulate->arena);
        object_set(&whole, STR("version"), value_integer(1));
        object_set(&whole, STR("passed"), value_integer(suite->passed));
        object_set(&whole, STR("failed"), value_integer(suite->failed));
        object_set(&whole, STR("tests"), array_end(&suite->tests));
        suite->text.len = 0;
        trace_print_value(&suite->text, object_end(&whole), simulate->trace.style);
        buf_char(&suite->text, '\n');
    } else {
        print_totals(suite);
    }
    simulate_write(simulate, &suite->text);
}

static bool write_junit(struct suite *suite)
{
    struct simulate *simulate = suite->simulate;
    if (!simulate->junit)
        return true;
    FILE *file = output_open(simulate->junit);
    if (!file)
        return false;
    struct buf out;
    buf_init(&out, simulate->arena);
    report_junit(&out, STR("stepproof simulate"), suite->cases, suite->case_count);
    fwrite(out.at, 1, out.len, file);
    return output_close(file, simulate->junit);
}

static void suite_begin(struct suite *suite, struct simulate *simulate)
{
    *suite = (struct suite){ .simulate = simulate };
    buf_init(&suite->text, simulate->arena);
    array_begin(&suite->tests, simulate->arena);
}

static int suite_end(struct suite *suite)
{
    print_suite(suite);
    return write_junit(suite) ? suite->status : worse(suite->status, STATUS_TROUBLE);
}

/* The only test that is chosen, or NULL. */
static const struct script_test *only_test(const struct simulate *simulate, const struct script *script)
{
    const struct script_test *found = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < script->test_count; i++) {
        if (is_chosen(simulate, script->tests[i].name)) {
            found = &script->tests[i];
            count++;
        }
    }
    return count == 1 ? found : NULL;
}

static bool refuse_history(const struct simulate *simulate)
{
    if (simulate->format != SIMULATE_HISTORY)
        return false;
    term_complain("simulate: --format history shows one execution; choose a test with --case");
    return true;
}

int simulate_cases(struct simulate *simulate, const struct machine *machine)
{
    struct script_file file;
    if (!simulate_read_script(simulate, simulate->mock, &file))
        return STATUS_TROUBLE;
    struct script *script = simulate_load_script(simulate, machine, &file, true);
    if (!script)
        return STATUS_TROUBLE;
    if (simulate->test_case && script->test_count == 1 && !simulate->junit)
        return run_single(simulate, machine, script, &script->tests[0]);
    if (refuse_history(simulate))
        return STATUS_TROUBLE;
    struct suite suite;
    suite_begin(&suite, simulate);
    run_script(&suite, machine, script);
    return suite_end(&suite);
}

/*
 * Runs the tests of one file; the others are run even if this one cannot be. False when another ending than that of all tests is due, which `*status`
 * then is.
 */
static bool run_file(struct suite *suite, const char *path, const struct machine *machine, int *status)
{
    struct simulate *simulate = suite->simulate;
    struct script_file file;
    struct machine named;
    struct script *script = NULL;
    bool is_read = simulate_read_script(simulate, path, &file);
    if (is_read && (machine || simulate_load_named(simulate, &file, &named)))
        script = simulate_load_script(simulate, machine ? machine : &named, &file, false);
    if (!script) {
        suite->status = worse(suite->status, STATUS_TROUBLE);
        return true;
    }
    machine = machine ? machine : &named;
    const struct script_test *only = simulate->test_case ? only_test(simulate, script) : NULL;
    if (only && simulate->test_count == 1 && !simulate->junit) {
        *status = run_single(simulate, machine, script, only);
        return false;
    }
    if (refuse_history(simulate)) {
        *status = STATUS_TROUBLE;
        return false;
    }
    if (suite->text.len > 0)
        buf_char(&suite->text, '\n');
    run_script(suite, machine, script);
    return true;
}

int simulate_tests(struct simulate *simulate, const struct machine *machine)
{
    struct suite suite;
    int status;
    suite_begin(&suite, simulate);
    for (size_t i = 0; i < simulate->test_count; i++) {
        if (!run_file(&suite, simulate->tests[i], machine, &status))
            return status;
    }
    return suite_end(&suite);
}
