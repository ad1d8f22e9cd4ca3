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
    bool has_lines;
    struct bits entered; /* states that some test entered */
    bool is_unanswered;  /* a test stopped before its end */
};

static struct report_case *add_case(struct suite *suite)
{
    suite->cases = arena_room(suite->simulate->arena, suite->cases, suite->case_count,
                              &suite->case_capacity, sizeof *suite->cases);
    return &suite->cases[suite->case_count++];
}

static unsigned line_of(struct tests *tests, span place)
{
    if (!tests->has_lines)
        lines_init(&tests->lines, tests->suite->simulate->arena, tests->script->doc->source);
    tests->has_lines = true;
    return lines_position(&tests->lines, place.start).line;
}

/*
 * What a test gave.
 */

/* Without expectations an execution only has to succeed. */
static struct mismatches check(struct simulation *simulation)
{
    struct expectation success = { .status = SIM_SUCCEEDED };
    const struct expectation *expectation = simulation->test.expectation;
    if (!expectation) {
        success.spans[EXPECTED_STATUS] = simulation->test.span;
        expectation = &success;
    }
    return expectation_check(&simulation->arena, expectation, &simulation->result, &simulation->trace, &simulation->run);
}

/* What to write for a task without an outcome. */
static void print_missing(struct buf *out, const struct simulation *simulation)
{
    struct buf text;
    buf_init(&text, out->arena);
    script_write_state(&text, simulation->machine->asl, simulation->run.unanswered);
    buf_str(out, STR("      write for example:\n        states:\n"));
    str rest = str_trim(buf_text(&text)), line;
    for (const char *indent = "          "; str_split(&rest, '\n', &line); indent = "        ")
        buf_printf(out, "%s%.*s\n", indent, STR_ARG(line));
}

static void print_test(struct tests *tests, const struct simulation *simulation, const struct mismatches *mismatches)
{
    struct suite *suite = tests->suite;
    const struct trace_options *trace = &suite->simulate->trace;
    struct buf *out = &suite->text;
    bool is_good = mismatches->count == 0;
    const char *color = !trace->has_color ? "" : is_good ? "\033[32m" : "\033[31m";
    buf_printf(out, "  %s%s%s  ", color, is_good ? "ok  " : "FAIL", trace->has_color ? "\033[0m" : "");
    report_plain(out, simulation->test.name);
    buf_printf(out, "  (%s after ", sim_status_name(simulation->result.status));
    time_print_duration(out, simulation->result.duration_ms);
    if (!is_good)
        buf_printf(out, "; line %u", line_of(tests, simulation->test.span));
    buf_str(out, STR(")\n"));
    trace_print_mismatches(out, mismatches, trace);
    if (simulation->run.unanswered && !tests->script->is_mock)
        print_missing(out, simulation);
}

static value difference_value(struct arena *arena, const struct difference *difference)
{
    struct object_builder object;
    object_begin(&object, arena);
    object_set(&object, STR("pointer"), value_string(difference->pointer));
    if (difference->expected.kind != VALUE_UNDEFINED)
        object_set(&object, STR("expected"), difference->expected);
    if (difference->actual.kind != VALUE_UNDEFINED)
        object_set(&object, STR("actual"), difference->actual);
    return object_end(&object);
}

static value mismatch_value(struct arena *arena, struct tests *tests, const struct mismatch *mismatch)
{
    struct object_builder object;
    object_begin(&object, arena);
    object_set(&object, STR("part"), value_string(str_from(expected_part_name(mismatch->part))));
    object_set(&object, STR("message"), value_string(mismatch->message));
    object_set(&object, STR("line"), value_integer(line_of(tests, mismatch->span)));
    if (mismatch->state)
        object_set(&object, STR("state"), value_string(mismatch->state->name));
    if (mismatch->differences.count > 0) {
        struct array_builder differences;
        array_begin(&differences, arena);
        for (uint32_t i = 0; i < mismatch->differences.count; i++)
            array_add(&differences, difference_value(arena, &mismatch->differences.items[i]));
        object_set(&object, STR("differences"), array_end(&differences));
    }
    return object_end(&object);
}

/* Copied, since the values of a simulation go with it. */
static void add_summary(struct tests *tests, struct simulation *simulation, const struct mismatches *mismatches)
{
    struct arena *arena = &simulation->arena;
    struct object_builder object;
    struct array_builder list;
    object_begin(&object, arena);
    object_set(&object, STR("name"), value_string(simulation->test.name));
    object_set(&object, STR("file"), value_string(tests->script->doc->source->name));
    object_set(&object, STR("line"), value_integer(line_of(tests, simulation->test.span)));
    object_set(&object, STR("passed"), value_bool(mismatches->count == 0));
    array_begin(&list, arena);
    for (uint32_t i = 0; i < mismatches->count; i++)
        array_add(&list, mismatch_value(arena, tests, &mismatches->items[i]));
    object_set(&object, STR("mismatches"), array_end(&list));
    value summary = simulate_summary(arena, simulation);
    for (uint32_t i = 0; i < summary.count; i++)
        object_set(&object, summary.as.members[i].name, summary.as.members[i].value);
    array_add(&tests->suite->tests, value_copy(tests->suite->simulate->arena, object_end(&object)));
}

static void add_junit(struct tests *tests, const struct simulation *simulation, const struct mismatches *mismatches)
{
    struct arena *arena = tests->suite->simulate->arena;
    struct diags *diags = arena_new(arena, struct diags);
    diags_init(diags, arena);
    expectation_report(mismatches, tests->script->doc, diags);
    *add_case(tests->suite) = (struct report_case){ simulation->test.name, 0, diags };
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
    struct mismatches mismatches = check(&simulation);
    for (uint32_t i = 0; i < tests->machine->asl->state_count; i++) {
        if (simulation.trace.entered[i] > 0)
            bits_set(&tests->entered, i);
    }
    if (mismatches.count == 0) {
        suite->passed++;
    } else {
        suite->failed++;
        suite->status = worse(suite->status, STATUS_FINDINGS);
    }
    tests->is_unanswered |= simulation.run.unanswered != NULL;
    print_test(tests, &simulation, &mismatches);
    add_summary(tests, &simulation, &mismatches);
    add_junit(tests, &simulation, &mismatches);
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

static void report_unused(struct tests *tests)
{
    struct diags diags;
    diags_init(&diags, tests->suite->simulate->arena);
    script_report_unused(tests->script, &diags);
    show_diags(tests->suite->simulate->arena, &diags, SEVERITY_WARNING);
}

static void run_script(struct suite *suite, const struct machine *machine, struct script *script)
{
    struct simulate *simulate = suite->simulate;
    struct tests tests = { .suite = suite, .machine = machine, .script = script };
    bits_init(&tests.entered, simulate->arena, machine->asl->state_count);
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
            report_unused(&tests);
    }
}

/* One chosen test is shown as an execution, and then what was not as expected. */
static int run_single(struct simulate *simulate, const struct machine *machine, struct script *script,
                      const struct script_test *test)
{
    struct simulation simulation;
    struct trace_options options = simulate->trace;
    simulate_begin(simulate, machine, script, test, &simulation);
    simulate_print(simulate, &simulation);
    simulate_explain_unanswered(simulate, &simulation);
    bool is_drawn = simulate_graph(simulate, &simulation);
    int status = is_drawn ? simulate_status(&simulation.result) : STATUS_TROUBLE;
    if (test->expectation) {
        struct mismatches mismatches = check(&simulation);
        struct buf text;
        buf_init(&text, simulate->arena);
        buf_printf(&text, "\n%s\n", mismatches.count == 0 ? "as expected" : "not as expected:");
        trace_print_mismatches(&text, &mismatches, &options);
        if (simulate->format == SIMULATE_TEXT)
            fwrite(text.at, 1, text.len, simulate->file);
        status = mismatches.count == 0 ? STATUS_CLEAN : STATUS_FINDINGS;
    }
    if (simulate->results && !objects_save(simulate->arena, &simulation.run, simulate->results))
        status = STATUS_TROUBLE;
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
    fwrite(suite->text.at, 1, suite->text.len, simulate->file);
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
    struct script *script = simulate_load_script(simulate, machine, simulate->mock, true);
    if (!script)
        return STATUS_TROUBLE;
    if (simulate->test_case && script->test_count == 1)
        return run_single(simulate, machine, script, &script->tests[0]);
    if (refuse_history(simulate))
        return STATUS_TROUBLE;
    struct suite suite;
    suite_begin(&suite, simulate);
    run_script(&suite, machine, script);
    return suite_end(&suite);
}

/* The machine that a test file names, when the command line names none. */
static bool load_named_machine(struct simulate *simulate, const char *path, struct machine *machine)
{
    struct diags diags;
    diags_init(&diags, simulate->arena);
    const struct doc *doc = document_read(simulate->arena, path, &diags);
    if (!doc) {
        show_diags(simulate->arena, &diags, SEVERITY_ERROR);
        return false;
    }
    str name = script_machine(doc);
    if (name.len == 0) {
        term_complain("simulate: which machine? Neither the command line nor %s names one", path);
        return false;
    }
    struct machine_request request = simulate->request;
    request.operand = str_terminated(simulate->arena, path_beside(simulate->arena, str_from(path), name));
    return machine_load(simulate->arena, &request, machine);
}

int simulate_tests(struct simulate *simulate, const struct machine *machine)
{
    struct suite suite;
    suite_begin(&suite, simulate);
    for (size_t i = 0; i < simulate->test_count; i++) {
        const char *path = simulate->tests[i];
        struct machine *named = arena_new(simulate->arena, struct machine);
        const struct machine *own = machine;
        if (!own) {
            if (!load_named_machine(simulate, path, named))
                return STATUS_TROUBLE;
            own = named;
        }
        struct script *script = simulate_load_script(simulate, own, path, false);
        if (!script)
            return STATUS_TROUBLE;
        const struct script_test *only = simulate->test_case ? only_test(simulate, script) : NULL;
        if (only && simulate->test_count == 1 && !simulate->junit)
            return run_single(simulate, own, script, only);
        if (refuse_history(simulate))
            return STATUS_TROUBLE;
        if (i > 0)
            buf_char(&suite.text, '\n');
        run_script(&suite, own, script);
    }
    return suite_end(&suite);
}
