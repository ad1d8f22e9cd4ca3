/*
 * cmd_schema_check.c - stepproof schema-check: check GraphQL schemas for AppSync, and operations against them.
 *
 * All schema files are one schema. Then, as asked for: what the rules say of it and of the operations, what changed
 * against an older schema; or instead of findings the merged schema, its introspection, who may read what, or what
 * the operations use.
 */
#include "args.h"
#include "base/arena.h"
#include "files.h"
#include "gql/printer.h"
#include "gqlcheck/diff.h"
#include "gqlcheck/introspect.h"
#include "gqlcheck/matrix.h"
#include "publish/publish.h"
#include "report/report.h"
#include "schemas.h"
#include "selection.h"
#include "term.h"

enum {
    OPTION_PROFILE = OPTION_FIRST,
    OPTION_AUTH,
    OPTION_OPERATIONS,
    OPTION_AGAINST,
    OPTION_PRINT,
    OPTION_AUTH_MATRIX,
    OPTION_COVERAGE,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_SELECT,
    OPTION_IGNORE,
    OPTION_SEVERITY,
    OPTION_FAIL_ON,
    OPTION_LIST_RULES,
    OPTION_EXPLAIN,
    OPTION_QUIET,
    OPTION_STATISTICS,
    OPTION_COLOR,
    OPTION_STDIN_FILENAME
};

static const char *const profiles[] = { "appsync", "merged", "amplify", "graphql", NULL };
static const char *const mode_words[] = { "API_KEY", "AWS_IAM", "OPENID_CONNECT", "AMAZON_COGNITO_USER_POOLS",
                                          "AWS_LAMBDA", NULL };
static const char *const thresholds[] = { "error", "warning", "info", "breaking", "dangerous", NULL };
static const char *const formats[] = { "text", "json", "sarif", "github", NULL };
static const char *const print_words[] = { "introspection", NULL };
static const char *const matrix_words[] = { "table", "json", "markdown", NULL };

static const struct option options[] = {
    { "profile", 'p', "PROFILE", OPTION_PROFILE,
      "take the schema as appsync (the default), merged (a source of a merged API), amplify (input of the "
      "transformer), or graphql",
      profiles },
    { "auth", 'a', "MODES", OPTION_AUTH,
      "the API's default mode and any additional ones, separated by commas: API_KEY, AWS_IAM, OPENID_CONNECT, "
      "AMAZON_COGNITO_USER_POOLS, AWS_LAMBDA",
      mode_words },
    { "operations", 0, "PATH", OPTION_OPERATIONS,
      "check the operations in this file or folder against the schema; may be given more than once" },
    { "against", 0, "OLD", OPTION_AGAINST,
      "report what changed since this older schema, a file or folder; may be given more than once" },
    { "print", 0, NULL, OPTION_PRINT,
      "print the merged schema instead of findings; followed by the word introspection, the answer to the "
      "introspection query as JSON",
      print_words },
    { "auth-matrix", 0, NULL, OPTION_AUTH_MATRIX,
      "print who may read which field instead of findings; followed by table (the default), json or markdown",
      matrix_words },
    { "coverage", 0, NULL, OPTION_COVERAGE,
      "print which fields the operations use instead of findings" },
    { "format", 'f', "FORMAT", OPTION_FORMAT, "write text (the default), json, sarif or github",
      formats },
    { "output", 'o', "FILE", OPTION_OUTPUT, "write to FILE instead of standard output" },
    { "select", 's', "RULES", OPTION_SELECT,
      "report only these rules: codes, separated by commas; a star at the end of one takes all that begin so" },
    { "ignore", 'i', "RULES", OPTION_IGNORE, "do not report these rules, written as for --select" },
    { "severity", 0, "RULE=LEVEL", OPTION_SEVERITY,
      "give a rule another severity: error, warning, info or off" },
    { "fail-on", 0, "LEVEL", OPTION_FAIL_ON,
      "exit with status 1 from this severity on: error (the default), warning or info; or only for changes that are "
      "breaking, or at least dangerous",
      thresholds },
    { "list-rules", 0, NULL, OPTION_LIST_RULES, "list all rules and exit" },
    { "explain", 0, "RULE", OPTION_EXPLAIN,
      "say what a rule checks and why, with an example, and exit" },
    { "quiet", 'q', NULL, OPTION_QUIET, "print one line for each finding and no summary" },
    { "statistics", 0, NULL, OPTION_STATISTICS, "count the findings of each rule" },
    { "color", 0, "WHEN", OPTION_COLOR,
      "use colors: auto (the default; on a terminal, unless NO_COLOR is set), always or never",
      term_color_words },
    { "stdin-filename", 0, "NAME", OPTION_STDIN_FILENAME, "call standard input NAME" },
    { 0 },
};

/* What is written instead of findings. */
enum answer { ANSWER_FINDINGS, ANSWER_SCHEMA, ANSWER_INTROSPECTION, ANSWER_MATRIX, ANSWER_COVERAGE };

/* From what on the exit status is 1. */
enum failing { FAIL_BY_SEVERITY, FAIL_ON_BREAKING, FAIL_ON_DANGEROUS };

struct settings {
    struct report_options report;
    struct selection selection;
    struct gqlcheck_options check;
    enum severity severities[RULE_COUNT];
    enum answer answer;
    enum matrix_format matrix;
    enum failing failing;
    enum severity fail_on;
    enum color_choice color;
    bool has_statistics, has_operand;
    str stdin_name;
    const char *output;
    struct inputs schema, operations, against;
};

/* One run: all documents share a table of names and the diagnostics. */
struct run {
    struct settings *settings;
    struct arena *arena;
    struct intern names;
    struct diags diags;
    struct schema_files schema, operations, against;
    const struct gql_document *builtin;
    const struct gql_schema *model, *old_model;
};

/* -- checking -- */

static void read_files(struct run *run, struct schema_files *files, const struct inputs *inputs, bool is_schema)
{
    schema_files_init(files, run->arena, &run->names, &run->diags);
    if (is_schema)
        schema_files_add_document(files, run->builtin);
    schema_files_read(files, inputs);
}

static const struct gql_schema *build(struct run *run, const struct schema_files *files)
{
    return gql_schema_build(run->arena, &run->names, files->documents, files->count);
}

static bool is_readable(const struct run *run)
{
    return run->schema.is_complete && run->operations.is_complete && run->against.is_complete;
}

static bool has_trouble(const struct run *run)
{
    return run->schema.has_trouble || run->operations.has_trouble || run->against.has_trouble;
}

static void compare(struct run *run)
{
    const struct gqlcheck_options *check = &run->settings->check;
    run->old_model = build(run, &run->against);
    struct changes changes = diff_schemas(run->arena, run->old_model, run->model, check);
    if (run->operations.count > 0)
        diff_narrow(&changes, coverage_collect(run->arena, run->old_model, run->operations.documents,
                                               run->operations.count));
    diff_report(&changes, check, &run->diags);
}

static void check(struct run *run)
{
    const struct settings *settings = run->settings;
    gql_names_init(&run->names, run->arena);
    diags_init(&run->diags, run->arena);
    run->builtin = gql_builtin(run->arena, settings->check.profile, &run->names);
    read_files(run, &run->schema, &settings->schema, true);
    read_files(run, &run->operations, &settings->operations, false);
    read_files(run, &run->against, &settings->against, settings->against.count > 0);
    if (!is_readable(run))
        return;
    run->model = build(run, &run->schema);
    if (settings->answer != ANSWER_FINDINGS)
        return;
    gqlcheck_schema(run->model, &settings->check, &run->diags);
    if (run->operations.count > 0)
        gqlcheck_operations(run->model, run->operations.documents, run->operations.count, &settings->check,
                            &run->diags);
    if (settings->against.count > 0)
        compare(run);
}

/* -- writing -- */

static void end_report(const struct run *run, struct buf *out, const struct report_totals *totals)
{
    const struct schema_files *all[] = { &run->schema, &run->operations, &run->against };
    struct report_problem *problems;
    size_t count = 0;
    for (size_t i = 0; i < ARRAY_LEN(all); i++)
        count += all[i]->problem_count;
    problems = arena_array(run->arena, struct report_problem, count);
    count = 0;
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        for (size_t j = 0; j < all[i]->problem_count; j++)
            problems[count++] = all[i]->problems[j];
    }
    report_end(out, &run->settings->report, totals, problems, count);
}

static void write_findings(struct run *run, struct buf *out, struct report_totals *totals)
{
    const struct settings *settings = run->settings;
    selection_apply(&settings->selection, &run->diags);
    diags_sort(&run->diags);
    report_count(totals, &run->diags);
    totals->files = run->schema.file_count + run->operations.file_count + run->against.file_count;
    report_begin(out, &settings->report);
    report_findings(out, &settings->report, &run->diags);
    end_report(run, out, totals);
    if (settings->has_statistics && settings->report.format == REPORT_TEXT)
        report_statistics(out, totals);
}

static void write_answer(struct run *run, struct buf *out)
{
    switch (run->settings->answer) {
    case ANSWER_SCHEMA: gql_print_schema(out, run->model); break;
    case ANSWER_INTROSPECTION:
        value_print_pretty(out, introspect_schema(run->arena, run->model), VALUE_STYLE_JSON, 2);
        buf_char(out, '\n');
        break;
    case ANSWER_MATRIX:
        matrix_print(out, auth_create(run->arena, run->model, &run->settings->check.modes), run->settings->matrix);
        break;
    case ANSWER_COVERAGE:
        coverage_print(out, coverage_collect(run->arena, run->model, run->operations.documents,
                                             run->operations.count));
        break;
    case ANSWER_FINDINGS: break;
    }
}

static bool fails(const struct settings *settings, const struct report_totals *totals)
{
    switch (settings->failing) {
    case FAIL_ON_BREAKING: return totals->by_rule[RULE_GQL_BREAKING_CHANGE] > 0;
    case FAIL_ON_DANGEROUS:
        return totals->by_rule[RULE_GQL_BREAKING_CHANGE] + totals->by_rule[RULE_GQL_DANGEROUS_CHANGE] > 0;
    case FAIL_BY_SEVERITY: break;
    }
    for (enum severity severity = settings->fail_on; severity <= SEVERITY_ERROR; severity++) {
        if (totals->by_severity[severity] > 0)
            return true;
    }
    return false;
}

static int check_and_write(struct settings *settings, struct arena *arena)
{
    struct run run = { .settings = settings, .arena = arena };
    struct report_totals totals = { 0 };
    struct buf out;
    FILE *file = output_open(settings->output);
    if (!file)
        return STATUS_TROUBLE;
    check(&run);
    buf_init(&out, arena);
    /* What cannot be read cannot be answered for, so then the findings say why. */
    if (run.model && settings->answer != ANSWER_FINDINGS)
        write_answer(&run, &out);
    else
        write_findings(&run, &out, &totals);
    if (out.len > 0)
        fwrite(out.at, 1, out.len, file);
    if (!output_close(file, settings->output) || has_trouble(&run))
        return STATUS_TROUBLE;
    bool is_unanswered = settings->answer != ANSWER_FINDINGS && !run.model;
    return is_unanswered || fails(settings, &totals) ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* -- options -- */

static bool set_profile(struct settings *settings, const struct command *command, const char *argument)
{
    if (gql_profile_parse(str_from(argument), &settings->check.profile))
        return true;
    args_wrong_value(command, "profile", argument, profiles);
    return false;
}

static bool set_auth(struct settings *settings, const struct command *command, const char *argument)
{
    str wrong;
    if (gqlcheck_modes_parse(str_from(argument), &settings->check.modes, &wrong))
        return true;
    args_wrong_value(command, "auth", str_terminated(settings->schema.arena, wrong), mode_words);
    return false;
}

static bool set_fail_on(struct settings *settings, const struct command *command, const char *argument)
{
    str text = str_from(argument);
    settings->failing = str_equal(text, STR("breaking"))    ? FAIL_ON_BREAKING
                        : str_equal(text, STR("dangerous")) ? FAIL_ON_DANGEROUS
                                                            : FAIL_BY_SEVERITY;
    if (settings->failing != FAIL_BY_SEVERITY ||
        (severity_parse(text, &settings->fail_on) && settings->fail_on != SEVERITY_OFF))
        return true;
    args_wrong_value(command, "fail-on", argument, thresholds);
    return false;
}

static bool set_format(struct settings *settings, const struct command *command, const char *argument)
{
    if (report_format_parse(str_from(argument), &settings->report.format))
        return true;
    args_wrong_value(command, "format", argument, formats);
    return false;
}

/* False after a complaint. */
static bool set_option(struct settings *settings, const struct command *command, int id, const char *argument)
{
    switch (id) {
    case OPTION_PROFILE: return set_profile(settings, command, argument);
    case OPTION_AUTH: return set_auth(settings, command, argument);
    case OPTION_OPERATIONS: inputs_add(&settings->operations, argument, settings->stdin_name); return true;
    case OPTION_AGAINST: inputs_add(&settings->against, argument, settings->stdin_name); return true;
    case OPTION_PRINT: settings->answer = argument ? ANSWER_INTROSPECTION : ANSWER_SCHEMA; return true;
    case OPTION_AUTH_MATRIX:
        settings->answer = ANSWER_MATRIX;
        return !argument || matrix_format_parse(str_from(argument), &settings->matrix);
    case OPTION_COVERAGE: settings->answer = ANSWER_COVERAGE; return true;
    case OPTION_FORMAT: return set_format(settings, command, argument);
    case OPTION_OUTPUT: settings->output = argument; return true;
    case OPTION_SELECT: return selection_select(&settings->selection, argument);
    case OPTION_IGNORE: return selection_ignore(&settings->selection, argument);
    case OPTION_SEVERITY: return selection_severity(&settings->selection, argument);
    case OPTION_FAIL_ON: return set_fail_on(settings, command, argument);
    case OPTION_QUIET: settings->report.is_quiet = true; return true;
    case OPTION_STATISTICS: settings->has_statistics = true; return true;
    case OPTION_COLOR: return args_color(command, argument, &settings->color);
    case OPTION_STDIN_FILENAME: settings->stdin_name = str_from(argument); return true;
    }
    return false;
}

static int list_rules(struct arena *arena)
{
    struct buf out;
    buf_init(&out, arena);
    publish_list(&out, RULE_FAMILY_GQL);
    fwrite(out.at, 1, out.len, stdout);
    return STATUS_CLEAN;
}

/* Options that answer at once. False when `id` is none of them. */
static bool answer_at_once(struct arena *arena, const struct command *command, int id, const char *argument,
                           int *status)
{
    *status = STATUS_CLEAN;
    switch (id) {
    case OPTION_HELP: args_help(command); return true;
    case OPTION_VERSION: args_version(); return true;
    case OPTION_LIST_RULES: *status = list_rules(arena); return true;
    case OPTION_EXPLAIN: *status = explain_rule(argument); return true;
    }
    return false;
}

/* What the options need from each other. False after a complaint. */
static bool fits_together(const struct settings *settings, const struct command *command)
{
    const char *complaint = NULL;
    if (!settings->has_operand)
        complaint = "which schema? Name files or folders, or - for standard input";
    else if (settings->answer == ANSWER_MATRIX && !settings->check.modes.is_known)
        complaint = "--auth-matrix needs --auth: the API's modes";
    else if (settings->answer == ANSWER_COVERAGE && settings->operations.count == 0)
        complaint = "--coverage needs --operations";
    if (complaint) {
        term_complain("%s: %s", command->name, complaint);
        args_hint(command);
    }
    return !complaint;
}

static int run_with(struct settings *settings, struct arena *arena, const struct command *command, int argc,
                    char **argv)
{
    struct args args;
    const char *argument;
    int status;
    args_begin(&args, command, argc, argv);
    for (int id; (id = args_next(&args, &argument)) != OPTION_END;) {
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (answer_at_once(arena, command, id, argument, &status))
            return status;
        settings->has_operand |= id == OPTION_OPERAND;
        if (id == OPTION_OPERAND)
            inputs_add(&settings->schema, argument, settings->stdin_name);
        else if (!set_option(settings, command, id, argument))
            return STATUS_TROUBLE;
    }
    if (!fits_together(settings, command))
        return STATUS_TROUBLE;
    if (settings->schema.count == 0 && !settings->schema.has_trouble)
        return STATUS_TROUBLE; /* only empty folders, which has been said */
    settings->report.has_color = term_has_color(settings->color) &&
                                 (!settings->output || settings->color == COLOR_ALWAYS);
    if (!settings->output)
        settings->report.width = term_width();
    selection_severities(&settings->selection, settings->severities);
    settings->check.severities = settings->severities;
    return check_and_write(settings, arena);
}

static int run(const struct command *command, int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, &process_memory);
    struct settings *settings = arena_new(&arena, struct settings);
    settings->check.profile = GQL_PROFILE_APPSYNC;
    settings->fail_on = SEVERITY_ERROR;
    settings->stdin_name = STR("<stdin>");
    struct inputs *all[] = { &settings->schema, &settings->operations, &settings->against };
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        inputs_init(all[i], &arena);
        all[i]->endings = schema_endings;
    }
    int status = run_with(settings, &arena, command, argc, argv);
    arena_finish(&arena);
    return status;
}

const struct command command_schema_check = {
    .name = "schema-check",
    .synopsis = "[options] FILE|DIR|-...",
    .summary = "check GraphQL schemas for AWS AppSync, and operations and changes against them",
    .options = options,
    .examples = "  stepproof schema-check schema.graphql\n"
                "  stepproof schema-check schema/ --operations src/graphql --auth API_KEY,AWS_IAM\n"
                "  stepproof schema-check new.graphql --against old.graphql --fail-on breaking\n"
                "  stepproof schema-check schema/ --auth API_KEY,AWS_IAM --auth-matrix markdown\n"
                "  stepproof schema-check schema/ --print > merged.graphql\n",
    .run = run,
};
