/*
 * cmd_lint.c - stepproof lint: check state machines.
 *
 * Each file is one job: read, checked and reported into a buffer of its own by some thread, then written by the main
 * thread in the order of the inputs.
 */
#include "args.h"
#include "base/arena.h"
#include "base/num.h"
#include "check/check.h"
#include "files.h"
#include "jobs.h"
#include "publish/publish.h"
#include "report/report.h"
#include "selection.h"
#include "source/source.h"
#include "term.h"

enum {
    OPTION_FORMAT = OPTION_FIRST,
    OPTION_OUTPUT,
    OPTION_TYPE,
    OPTION_SELECT,
    OPTION_IGNORE,
    OPTION_SEVERITY,
    OPTION_FAIL_ON,
    OPTION_LIST_RULES,
    OPTION_EXPLAIN,
    OPTION_QUIET,
    OPTION_STATISTICS,
    OPTION_COLOR,
    OPTION_JOBS,
    OPTION_STDIN_FILENAME
};

static const char *const formats[] = { "text", "json", "sarif", "github", "aws", NULL };
static const char *const types[] = { "standard", "express", NULL };
static const char *const thresholds[] = { "error", "warning", "info", NULL };

static const struct option options[] = {
    { "format", 'f', "FORMAT", OPTION_FORMAT,
      "write text, json, sarif, github, or aws, the response of ValidateStateMachineDefinition; text is the default",
      formats },
    { "output", 'o', "FILE", OPTION_OUTPUT, "write the findings to FILE instead of standard output" },
    { "type", 't', "TYPE", OPTION_TYPE,
      "take the machines as standard (the default) or express workflows", types },
    { "select", 's', "RULES", OPTION_SELECT,
      "report only these rules: codes, separated by commas; a star at the end of one takes all that begin so" },
    { "ignore", 'i', "RULES", OPTION_IGNORE, "do not report these rules, written as for --select" },
    { "severity", 0, "RULE=LEVEL", OPTION_SEVERITY,
      "give a rule another severity: error, warning, info or off" },
    { "fail-on", 0, "LEVEL", OPTION_FAIL_ON,
      "exit with status 1 from this severity on: error (the default), warning or info", thresholds },
    { "list-rules", 0, NULL, OPTION_LIST_RULES, "list all rules and exit" },
    { "explain", 0, "RULE", OPTION_EXPLAIN,
      "say what a rule checks and why, with an example, and exit" },
    { "quiet", 'q', NULL, OPTION_QUIET, "print one line for each finding and no summary" },
    { "statistics", 0, NULL, OPTION_STATISTICS, "count the findings of each rule" },
    { "color", 0, "WHEN", OPTION_COLOR,
      "use colors: auto (the default; on a terminal, unless NO_COLOR is set), always or never", term_color_words },
    { "jobs", 'j', "N", OPTION_JOBS, "check N files at a time; the default is the number of cores" },
    { "stdin-filename", 0, "NAME", OPTION_STDIN_FILENAME,
      "call standard input NAME, whose ending also says whether it is JSON or YAML" },
    { 0 },
};

struct settings {
    struct report_options report;
    bool is_aws; /* the one format that is about definitions rather than diagnostics */
    struct lint_options lint;
    struct selection selection;
    enum severity fail_on;
    enum color_choice color;
    bool has_statistics;
    unsigned jobs;
    str stdin_name;
    const char *output;
};

/* What a job leaves behind; the arena holds the text. */
struct result {
    struct arena arena;
    struct buf text;
    struct report_totals *totals;
    const char *problem; /* why the input could not be read, or NULL */
};

struct run {
    const struct settings *settings;
    const struct inputs *inputs;
    struct result *results;
    struct report_totals totals;
    struct report_problem *problems;
    size_t problem_count;
    FILE *file;
    bool has_written;
};

/* Reads a file that a template names. */
static bool read_named(void *context, struct arena *arena, str path, str *text)
{
    (void)context;
    struct input input = { path, str_terminated(arena, path) };
    const char *problem;
    return input_read(arena, &input, text, &problem);
}

static void work(void *context, size_t index)
{
    struct run *run = context;
    const struct settings *settings = run->settings;
    const struct input *input = &run->inputs->items[index];
    struct result *result = &run->results[index];
    arena_init(&result->arena, &process_memory);
    buf_init(&result->text, &result->arena);
    result->totals = arena_new(&result->arena, struct report_totals);

    struct arena arena;
    arena_init(&arena, &process_memory);
    str text;
    if (input_read(&arena, input, &text, &result->problem)) {
        struct source source = source_file(input->name, text);
        struct diags diags;
        diags_init(&diags, &arena);
        struct check_options check = { .lint = settings->lint, .read = read_named };
        const struct doc *doc = check_file(&arena, &source, &check, &diags);
        selection_apply(&settings->selection, &diags);
        report_count(result->totals, &diags);
        if (settings->is_aws)
            lint_print_aws(&result->text, doc, &diags);
        else
            report_findings(&result->text, &settings->report, &diags);
    }
    arena_finish(&arena);
}

static void write_text(struct run *run, str text)
{
    if (text.len > 0)
        fwrite(text.at, 1, text.len, run->file);
}

static void finish(void *context, size_t index)
{
    struct run *run = context;
    struct result *result = &run->results[index];
    str name = run->inputs->items[index].name;
    if (result->problem) {
        term_complain("%.*s: %s", STR_ARG(name), result->problem);
        run->problems[run->problem_count++] =
            (struct report_problem){ name, str_from(result->problem) };
    } else {
        if (run->has_written && result->text.len > 0 && !run->settings->is_aws)
            write_text(run, report_separator(&run->settings->report));
        write_text(run, buf_text(&result->text));
        run->has_written |= result->text.len > 0;
        report_add(&run->totals, result->totals);
    }
    arena_finish(&result->arena);
}

static void write_end(struct run *run, struct arena *arena)
{
    struct buf text;
    buf_init(&text, arena);
    if (!run->settings->is_aws)
        report_end(&text, &run->settings->report, &run->totals, run->problems, run->problem_count);
    write_text(run, buf_text(&text));
    if (!run->settings->has_statistics)
        return;
    /* A table would spoil a format for programs. */
    bool is_text = !run->settings->is_aws && run->settings->report.format == REPORT_TEXT;
    text.len = 0;
    report_statistics(&text, &run->totals);
    if (text.len > 0)
        fwrite(text.at, 1, text.len, is_text ? run->file : stderr);
}

static bool has_findings(const struct report_totals *totals, enum severity from)
{
    for (enum severity severity = from; severity <= SEVERITY_ERROR; severity++) {
        if (totals->by_severity[severity] > 0)
            return true;
    }
    return false;
}

static int check_inputs(const struct settings *settings, const struct inputs *inputs)
{
    struct run run = { .settings = settings, .inputs = inputs };
    run.file = output_open(settings->output);
    if (!run.file)
        return STATUS_TROUBLE;
    run.results = arena_array(inputs->arena, struct result, inputs->count);
    run.problems = arena_array(inputs->arena, struct report_problem, inputs->count);
    if (!settings->is_aws) {
        struct buf text;
        buf_init(&text, inputs->arena);
        report_begin(&text, &settings->report);
        write_text(&run, buf_text(&text));
    }
    jobs_run(inputs->count, settings->jobs, work, finish, &run);
    write_end(&run, inputs->arena);
    if (!output_close(run.file, settings->output) || run.problem_count > 0 || inputs->has_trouble)
        return STATUS_TROUBLE;
    return has_findings(&run.totals, settings->fail_on) ? STATUS_FINDINGS : STATUS_CLEAN;
}

static int list_rules(void)
{
    struct arena arena;
    struct buf out;
    arena_init(&arena, &process_memory);
    buf_init(&out, &arena);
    publish_list(&out, RULE_FAMILY_ASL);
    fwrite(out.at, 1, out.len, stdout);
    arena_finish(&arena);
    return STATUS_CLEAN;
}

static bool set_format(struct settings *settings, const struct command *command, const char *value)
{
    settings->is_aws = strcmp(value, "aws") == 0;
    if (settings->is_aws || report_format_parse(str_from(value), &settings->report.format))
        return true;
    args_wrong_value(command, "format", value, formats);
    return false;
}

static bool set_type(struct settings *settings, const struct command *command, const char *value)
{
    settings->lint.is_express = str_equal_ignoring_case(str_from(value), STR("express"));
    if (settings->lint.is_express || str_equal_ignoring_case(str_from(value), STR("standard")))
        return true;
    args_wrong_value(command, "type", value, types);
    return false;
}

static bool set_fail_on(struct settings *settings, const struct command *command, const char *value)
{
    if (severity_parse(str_from(value), &settings->fail_on) && settings->fail_on != SEVERITY_OFF)
        return true;
    args_wrong_value(command, "fail-on", value, thresholds);
    return false;
}

static bool set_jobs(struct settings *settings, const struct command *command, const char *value)
{
    int64_t jobs;
    if (num_to_int64(str_from(value), &jobs) && jobs >= 1 && jobs <= JOBS_THREADS_MAX) {
        settings->jobs = (unsigned)jobs;
        return true;
    }
    term_complain("%s: --jobs: \"%s\" is not a number from 1 to %d", command->name, value,
                  JOBS_THREADS_MAX);
    return false;
}

/* False after a complaint. */
static bool set_option(struct settings *settings, const struct command *command, int id, const char *value)
{
    switch (id) {
    case OPTION_FORMAT: return set_format(settings, command, value);
    case OPTION_OUTPUT: settings->output = value; return true;
    case OPTION_TYPE: return set_type(settings, command, value);
    case OPTION_SELECT: return selection_select(&settings->selection, value);
    case OPTION_IGNORE: return selection_ignore(&settings->selection, value);
    case OPTION_SEVERITY: return selection_severity(&settings->selection, value);
    case OPTION_FAIL_ON: return set_fail_on(settings, command, value);
    case OPTION_QUIET: settings->report.is_quiet = true; return true;
    case OPTION_STATISTICS: settings->has_statistics = true; return true;
    case OPTION_COLOR: return args_color(command, value, &settings->color);
    case OPTION_JOBS: return set_jobs(settings, command, value);
    case OPTION_STDIN_FILENAME: settings->stdin_name = str_from(value); return true;
    }
    return false;
}

/* Options that answer at once. False when `id` is none of them. */
static bool answer(const struct command *command, int id, const char *value, int *status)
{
    *status = STATUS_CLEAN;
    switch (id) {
    case OPTION_HELP: args_help(command); return true;
    case OPTION_VERSION: args_version(); return true;
    case OPTION_LIST_RULES: *status = list_rules(); return true;
    case OPTION_EXPLAIN: *status = explain_rule(value); return true;
    }
    return false;
}

static void use_terminal(struct settings *settings)
{
    settings->report.has_color = term_has_color(settings->color) &&
                                 (!settings->output || settings->color == COLOR_ALWAYS);
    if (!settings->output)
        settings->report.width = term_width();
    if (settings->jobs == 0)
        settings->jobs = jobs_cores();
}

static int run_with(struct inputs *inputs, const struct command *command, int argc, char **argv)
{
    struct settings settings = { .fail_on = SEVERITY_ERROR, .stdin_name = STR_INIT("<stdin>") };
    const char **operands = arena_array(inputs->arena, const char *, (size_t)argc);
    size_t operand_count = 0;
    struct args args;
    args_begin(&args, command, argc, argv);
    const char *value;
    for (int id; (id = args_next(&args, &value)) != OPTION_END;) {
        int status;
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (answer(command, id, value, &status))
            return status;
        if (id == OPTION_OPERAND)
            operands[operand_count++] = value;
        else if (!set_option(&settings, command, id, value))
            return STATUS_TROUBLE;
    }
    if (operand_count == 0) {
        term_complain("lint: which files? Name files or folders, or - for standard input");
        return args_hint(command);
    }
    for (size_t i = 0; i < operand_count; i++)
        inputs_add(inputs, operands[i], settings.stdin_name);
    use_terminal(&settings);
    return check_inputs(&settings, inputs);
}

static int run(const struct command *command, int argc, char **argv)
{
    struct arena arena;
    struct inputs inputs;
    arena_init(&arena, &process_memory);
    inputs_init(&inputs, &arena);
    int status = run_with(&inputs, command, argc, argv);
    arena_finish(&arena);
    return status;
}

const struct command command_lint = {
    .name = "lint",
    .synopsis = "[options] FILE|DIR|-...",
    .summary = "check state machine definitions (Amazon States Language)",
    .options = options,
    .examples = "  stepproof lint order.asl.json             one file\n"
                "  stepproof lint --fail-on warning src/     all *.asl.json, *.asl.yaml, ... below src\n"
                "  stepproof lint --format sarif -o lint.sarif .\n"
                "  stepproof lint --severity choice-no-default=error --ignore 'unused-*' .\n"
                "  terraform output -raw definition | stepproof lint --stdin-filename order.asl.json -\n",
    .run = run,
};
