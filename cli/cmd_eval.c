/*
 * cmd_eval.c - stepproof eval: try an expression.
 */
#include "args.h"
#include "base/num.h"
#include "base/time.h"
#include "base/utf8.h"
#include "eval.h"
#include "files.h"
#include "jsonata/jsonata.h"
#include "simulate.h"
#include "source/source.h"

#include <time.h>
#include <unistd.h>

enum {
    OPTION_LANGUAGE = OPTION_FIRST,
    OPTION_INPUT,
    OPTION_CONTEXT,
    OPTION_VARIABLES,
    OPTION_STATES,
    OPTION_TEMPLATE,
    OPTION_PLAIN,
    OPTION_JSONATA,
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_DESCRIBE,
    OPTION_START_TIME,
    OPTION_SEED,
    OPTION_COLOR
};

static const char *const formats[] = {
    [EVAL_JSON] = "json", [EVAL_COMPACT] = "compact", [EVAL_RAW] = "raw", NULL
};
static const char *const versions[] = { "2.0", "2.2", NULL };

static const struct option options[] = {
    { "language", 'l', "LANGUAGE", OPTION_LANGUAGE,
      "read the expression as jsonata, jsonpath, reference-path or intrinsic; auto, the default, tells by its "
      "beginning",
      eval_languages },
    { "input", 'i', "JSON", OPTION_INPUT,
      "evaluate with this input, $states.input and in paths $: JSON, @FILE or - for standard input; the default is "
      "{}" },
    { "context", 0, "JSON", OPTION_CONTEXT, "replace these members of the context object" },
    { "variables", 0, "JSON", OPTION_VARIABLES, "an object of workflow variables, named without $" },
    { "states", 0, "JSON", OPTION_STATES,
      "give $states whole, with result or errorOutput; --input and --context replace parts of it" },
    { "template", 't', "JSON", OPTION_TEMPLATE,
      "evaluate this template as the service does Parameters and Arguments: JSON, @FILE or -; JSONata when a string in "
      "it is marked with {% %}, else JSONPath, with keys that end in .$" },
    { "plain", 'p', NULL, OPTION_PLAIN,
      "JSONata outside of Step Functions: $ and the names at the top are those of the input, and having no result is "
      "no failure" },
    { "jsonata", 0, "VERSION", OPTION_JSONATA,
      "the version of JSONata: 2.0, the default and what Step Functions has, or 2.2, with ?: and ??", versions },
    { "format", 'f', "FORMAT", OPTION_FORMAT,
      "write json (the default), compact on one line, or raw, a string without its quotes", formats },
    { "output", 'o', "FILE", OPTION_OUTPUT, "write to FILE instead of standard output" },
    { "describe", 'd', NULL, OPTION_DESCRIBE,
      "say on standard error which language it is, what it reads and what kind of result it has" },
    { "start-time", 0, "TIME", OPTION_START_TIME,
      "evaluate at this time, such as 2026-01-05T10:00:00Z, or now; the default is 2026-01-01T00:00:00Z" },
    { "seed", 0, "N", OPTION_SEED, "make random numbers and UUIDs from this number; the default is 0" },
    { "color", 0, "WHEN", OPTION_COLOR,
      "use colors: auto (the default; on a terminal, unless NO_COLOR is set), always or never", term_color_words },
    { 0 },
};

struct eval {
    struct eval_session session;
    struct arena *arena;
    const struct command *command;
    enum color_choice color;
    const char *expression, *output;
    const struct doc *template;
    bool has_described;
    unsigned stdin_uses;
};

/* Standard input is there once. */
static bool take_stdin(struct eval *eval, const char *argument)
{
    bool is_stdin = strcmp(argument, "-") == 0 || strcmp(argument, "@-") == 0;
    if (!is_stdin || ++eval->stdin_uses < 2)
        return true;
    term_complain("eval: - is used twice, but there is only one standard input");
    return false;
}

static bool set_value(struct eval *eval, const char *option, const char *argument, bool wants_object, value *v)
{
    struct payload payload;
    if (!take_stdin(eval, argument) || !payload_read(eval->arena, "eval", option, argument, &payload))
        return false;
    *v = payload.value;
    if (!wants_object || v->kind == VALUE_OBJECT)
        return true;
    term_complain("eval: --%s: this is not a JSON object", option);
    return false;
}

static bool set_variables(struct eval *eval, const char *argument)
{
    value *variables = &eval->session.world.variables;
    if (!set_value(eval, "variables", argument, true, variables))
        return false;
    for (uint32_t i = 0; i < variables->count; i++) {
        str name = variables->as.members[i].name;
        if (str_starts(name, STR("$"))) {
            term_complain("eval: --variables: call it \"%.*s\", without $", (int)name.len - 1, name.at + 1);
            return false;
        }
    }
    return true;
}

static bool set_template(struct eval *eval, const char *argument)
{
    eval->template =
        take_stdin(eval, argument) ? payload_document(eval->arena, "eval", "template", argument) : NULL;
    return eval->template != NULL;
}

static bool set_language(struct eval *eval, const char *argument)
{
    if (eval_language_parse(str_from(argument), &eval->session.world.language))
        return true;
    args_wrong_value(eval->command, "language", argument, eval_languages);
    return false;
}

static bool set_format(struct eval *eval, const char *argument)
{
    for (int i = 0; formats[i]; i++) {
        if (strcmp(argument, formats[i]) == 0) {
            eval->session.format = (enum eval_format)i;
            return true;
        }
    }
    args_wrong_value(eval->command, "format", argument, formats);
    return false;
}

static bool set_jsonata(struct eval *eval, const char *argument)
{
    if (strcmp(argument, versions[1]) == 0)
        eval->session.world.dialect |= JSONATA_NEWER;
    else if (strcmp(argument, versions[0]) == 0)
        eval->session.world.dialect &= ~(unsigned)JSONATA_NEWER;
    else
        return args_wrong_value(eval->command, "jsonata", argument, versions) == STATUS_CLEAN;
    return true;
}

static bool set_start(struct eval *eval, const char *argument)
{
    struct timespec now;
    int64_t *now_ms = &eval->session.world.now_ms;
    if (strcmp(argument, "now") == 0 && clock_gettime(CLOCK_REALTIME, &now) == 0) {
        *now_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
        return true;
    }
    if (time_parse_rfc3339(str_from(argument), now_ms))
        return true;
    term_complain("eval: --start-time: \"%s\" is not a time such as 2026-01-05T10:00:00Z, nor now", argument);
    return false;
}

static bool set_seed(struct eval *eval, const char *argument)
{
    uint64_t seed;
    if (num_to_uint64(str_from(argument), 10, &seed)) {
        random_seed(&eval->session.world.random, seed);
        return true;
    }
    term_complain("eval: --seed: \"%s\" is not a whole number from 0 to 18446744073709551615", argument);
    return false;
}

static bool set_expression(struct eval *eval, const char *argument)
{
    if (eval->expression) {
        term_complain("eval: there is more than one expression; put quotes around it");
        args_hint(eval->command);
        return false;
    }
    eval->expression = argument;
    return take_stdin(eval, argument);
}

/* False after a complaint. */
static bool set_option(struct eval *eval, int id, const char *argument)
{
    struct eval_world *world = &eval->session.world;
    switch (id) {
    case OPTION_OPERAND: return set_expression(eval, argument);
    case OPTION_LANGUAGE: return set_language(eval, argument);
    case OPTION_INPUT: return set_value(eval, "input", argument, false, &world->input);
    case OPTION_CONTEXT: return set_value(eval, "context", argument, true, &world->context);
    case OPTION_VARIABLES: return set_variables(eval, argument);
    case OPTION_STATES: return set_value(eval, "states", argument, true, &world->given);
    case OPTION_TEMPLATE: return set_template(eval, argument);
    case OPTION_PLAIN: world->is_plain = true; return true;
    case OPTION_JSONATA: return set_jsonata(eval, argument);
    case OPTION_FORMAT: return set_format(eval, argument);
    case OPTION_OUTPUT: eval->output = argument; return true;
    case OPTION_DESCRIBE: eval->has_described = true; return true;
    case OPTION_START_TIME: return set_start(eval, argument);
    case OPTION_SEED: return set_seed(eval, argument);
    case OPTION_COLOR: return args_color(eval->command, argument, &eval->color);
    }
    return false;
}

/* Of arguments that contradict each other, or NULL. */
static const char *find_conflict(const struct eval *eval)
{
    const struct eval_world *world = &eval->session.world;
    bool is_jsonata = world->language == EVAL_AUTO || world->language == EVAL_JSONATA;
    if (eval->template && eval->expression)
        return "give either an expression or --template";
    if (world->is_plain && (eval->template || !is_jsonata))
        return "--plain is for expressions in JSONata";
    if (eval->template && (world->language == EVAL_REFERENCE_PATH || world->language == EVAL_INTRINSIC))
        return "a template is in jsonata or jsonpath";
    if (!eval->template && !eval->expression && eval->stdin_uses > 0)
        return "which expression? Standard input is used for something else";
    return NULL;
}

/* The text of the expression. False after a complaint. */
static bool read_expression(struct eval *eval, struct source *source)
{
    const char *argument = eval->expression ? eval->expression : "-";
    size_t bad;
    if (argument[0] == '@' || strcmp(argument, "-") == 0) {
        if (!payload_text(eval->arena, argument[0] == '@' ? argument + 1 : argument, source))
            return false;
    } else {
        *source = *source_copied(eval->arena, STR("<expression>"), str_from(argument));
    }
    if (str_starts(source->text, STR("\xEF\xBB\xBF"))) {
        const struct source *whole = arena_copy(eval->arena, source, sizeof *source);
        *source = *source_slice(eval->arena, whole, span_at(3, source->text.len));
    }
    bool is_empty = str_trim(source->text).len == 0;
    if (!is_empty && utf8_check(source->text, &bad))
        return true;
    if (is_empty && !eval->expression)
        term_complain("eval: which expression? Give it as an argument; standard input is empty");
    else
        term_complain("eval: %.*s %s", STR_ARG(source->name), is_empty ? "is empty" : "is not UTF-8");
    return false;
}

static int evaluate(struct eval *eval, struct buf *out, struct buf *talk)
{
    struct eval_session *session = &eval->session;
    struct eval_result result;
    struct source source;
    bool is_good;
    if (eval->template) {
        is_good = eval_template(eval->arena, &session->world, eval->template, &session->report, &result, talk);
    } else {
        if (!read_expression(eval, &source))
            return STATUS_TROUBLE;
        is_good = eval_run(eval->arena, &session->world, &source, &result);
        if (!is_good)
            eval_print_failure(talk, &session->report, &result);
    }
    if (eval->has_described)
        eval_describe(talk, &session->world, &result);
    if (is_good)
        eval_print(out, result.value, result.language, session->format, session->has_color);
    return is_good ? STATUS_CLEAN : STATUS_FINDINGS;
}

/* The file is opened only when there is something to write, so that a failure leaves an earlier result alone. */
static int evaluate_to_output(struct eval *eval)
{
    struct buf out, talk;
    buf_init(&out, eval->arena);
    buf_init(&talk, eval->arena);
    int status = evaluate(eval, &out, &talk);
    if (talk.len > 0)
        fwrite(talk.at, 1, talk.len, stderr);
    if (status != STATUS_CLEAN)
        return status;
    FILE *file = output_open(eval->output);
    if (!file)
        return STATUS_TROUBLE;
    if (out.len > 0)
        fwrite(out.at, 1, out.len, file);
    return output_close(file, eval->output) ? status : STATUS_TROUBLE;
}

static void use_terminal(struct eval *eval)
{
    struct eval_session *session = &eval->session;
    session->has_color = term_has_color(eval->color) && (!eval->output || eval->color == COLOR_ALWAYS);
    session->report.has_color = term_has_error_color(eval->color);
    session->report.width = term_width();
}

static int run_with(struct eval *eval, int argc, char **argv)
{
    struct eval_world *world = &eval->session.world;
    struct args args;
    args_begin(&args, eval->command, argc, argv);
    world->now_ms = SIMULATE_DEFAULT_START_MS;
    random_seed(&world->random, 0);
    const char *argument;
    for (int id; (id = args_next(&args, &argument)) != OPTION_END;) {
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (id == OPTION_HELP)
            return args_help(eval->command);
        if (id == OPTION_VERSION)
            return args_version();
        if (!set_option(eval, id, argument))
            return STATUS_TROUBLE;
    }
    const char *conflict = find_conflict(eval);
    if (conflict) {
        term_complain("eval: %s", conflict);
        return args_hint(eval->command);
    }
    if (!world->is_plain)
        world->dialect |= JSONATA_AWS;
    use_terminal(eval);
    eval_world_make(eval->arena, world);
    bool has_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !eval->output;
    if (!eval->template && !eval->expression && has_terminal)
        return eval_prompt(&eval->session);
    return evaluate_to_output(eval);
}

static int run(const struct command *command, int argc, char **argv)
{
    struct eval eval = { .command = command };
    eval.arena = &eval.session.arena;
    arena_init(eval.arena, &process_memory);
    int status = run_with(&eval, argc, argv);
    arena_finish(eval.arena);
    return status;
}

const struct command command_eval = {
    .name = "eval",
    .synopsis = "[options] [EXPRESSION|@FILE|-]",
    .summary = "try an expression: JSONata, JSONPath or an intrinsic function",
    .options = options,
    .operand = "JSON", /* @FILE */
    .examples = "  stepproof eval '$sum($states.input.items.price)' --input @order.json\n"
                "  stepproof eval '$.items[?(@.price > 10)].name' --input @order.json --format compact\n"
                "  stepproof eval \"States.Format('{} of {}', $.done, $.total)\" --input '{\"done\": 1, \"total\": 3}'\n"
                "  stepproof eval --template @arguments.json --input @order.json --variables '{\"rate\": 0.2}'\n"
                "  stepproof eval --plain 'items[price > 10].name' --input @order.json\n"
                "  stepproof eval --input @order.json          a prompt, on a terminal\n",
    .statuses = "0 there is a result, 1 the expression fails, 2 wrong usage or unreadable input",
    .run = run,
};
