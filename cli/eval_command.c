/*
 * The commands of the prompt. Each is known by as many letters as tell it from the others.
 */
#include "base/buf.h"
#include "command.h"
#include "eval.h"
#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"

struct context {
    struct eval_session *session;
    struct arena *arena;
    str argument;
};

struct prompt_command {
    const char *name, *argument, *help;
    void (*run)(struct context *context);
};

static void show(struct context *context, value v)
{
    struct buf out;
    buf_init(&out, context->arena);
    if (v.kind == VALUE_UNDEFINED)
        buf_str(&out, STR("none\n"));
    else
        eval_print(&out, v, EVAL_JSONATA, EVAL_JSON, context->session->has_color);
    fwrite(out.at, 1, out.len, stdout);
}

/* Shows a value when nothing is said, else takes a new one. */
static void show_or_set(struct context *context, const char *name, value shown, value *v, bool wants_object)
{
    struct payload payload;
    struct eval_session *session = context->session;
    if (context->argument.len == 0) {
        show(context, shown);
        return;
    }
    const char *argument = str_terminated(context->arena, context->argument);
    if (!payload_read(context->arena, "eval", name, argument, &payload))
        return;
    if (wants_object && payload.value.kind != VALUE_OBJECT) {
        term_complain("eval: --%s: this is not a JSON object", name);
        return;
    }
    *v = value_copy(&session->arena, payload.value);
    eval_world_make(&session->arena, &session->world);
}

static void set_input(struct context *context)
{
    struct eval_world *world = &context->session->world;
    show_or_set(context, "input", eval_world_input(world), &world->input, false);
}

static void set_context(struct context *context)
{
    struct eval_world *world = &context->session->world;
    show_or_set(context, "context", value_get(world->states, STR("context")), &world->context, true);
}

static void set_variables(struct context *context)
{
    struct eval_world *world = &context->session->world;
    show_or_set(context, "variables", world->variables, &world->variables, true);
}

/* The whole of $states, so that what was said of its parts before is over. */
static void set_states(struct context *context)
{
    struct eval_world *world = &context->session->world;
    if (context->argument.len > 0)
        world->input = world->context = value_undefined();
    show_or_set(context, "states", world->states, &world->given, true);
}

static void set_language(struct context *context)
{
    enum eval_language *language = &context->session->world.language;
    if (context->argument.len == 0)
        puts(eval_languages[*language]);
    else if (!eval_language_parse(context->argument, language))
        puts("this is none of auto, jsonata, jsonpath, reference-path, intrinsic");
}

static void describe(struct context *context)
{
    struct eval_session *session = context->session;
    struct eval_result result;
    struct buf out;
    buf_init(&out, context->arena);
    const struct source *source = source_copied(context->arena, STR("<expression>"), context->argument);
    if (!eval_run(context->arena, &session->world, source, &result))
        eval_print_failure(&out, &session->report, &result);
    eval_describe(&out, &session->world, &result);
    fwrite(out.at, 1, out.len, stdout);
}

static void list_functions(struct context *context)
{
    const struct jsonata_function *function;
    const struct eval_world *world = &context->session->world;
    for (size_t i = 0; (function = jsonata_function_at(world->dialect, i)); i++) {
        if (str_contains(str_from(function->name), context->argument) ||
            str_contains(str_from(function->summary), context->argument))
            printf("$%s %s\n    %s\n", function->name, function->signature, function->summary);
    }
    for (int i = 0; i < STATES_FUNCTION_COUNT && !world->is_plain; i++) {
        const struct intrinsic_signature *signature = intrinsic_signature((enum intrinsic_function)i);
        if (str_contains(signature->name, context->argument) ||
            str_contains(str_from(signature->doc), context->argument))
            printf("%s\n    %s\n", signature->synopsis, signature->doc);
    }
}

static void quit(struct context *context)
{
    context->session->is_over = true;
}

static void help(struct context *context);

static const struct prompt_command commands[] = {
    { ":help", "", "this", help },
    { ":input", "[JSON|@FILE]", "show or set the input: $states.input, and in paths $", set_input },
    { ":context", "[JSON|@FILE]", "show the context object, or replace members of it", set_context },
    { ":variables", "[JSON|@FILE]", "show or set the variables; $name := ... sets one", set_variables },
    { ":states", "[JSON|@FILE]", "show or set $states whole", set_states },
    { ":language", "[LANGUAGE]", "show or set the language of expressions", set_language },
    { ":describe", "EXPRESSION", "what it reads, what it can give, and what it gives", describe },
    { ":functions", "[TEXT]", "the functions whose name or description has the text", list_functions },
    { ":quit", "", "end, as ctrl-D does", quit },
};

const char *eval_command_name(size_t i)
{
    return i < ARRAY_LEN(commands) ? commands[i].name : NULL;
}

static void help(struct context *context)
{
    (void)context;
    puts("Type an expression. It goes on in the next line while a bracket, string or comment is open;\n"
         "an empty line ends it, ctrl-C drops it. $_ is the last result.\n");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        printf("  %-11s %-13s %s\n", commands[i].name, commands[i].argument, commands[i].help);
    if (line_editor_is_able())
        puts("\nTab completes names, ctrl-R searches earlier entries.");
}

void eval_command(struct eval_session *session, struct arena *arena, str line)
{
    size_t end = 0;
    while (end < line.len && !char_is_blank(line.at[end]))
        end++;
    str name = str_slice(line, 0, end);
    struct context context = { session, arena, str_trim(str_from_offset(line, end)) };
    for (size_t i = 0; i < ARRAY_LEN(commands) && name.len > 1; i++) {
        if (str_starts(str_from(commands[i].name), name)) {
            commands[i].run(&context);
            return;
        }
    }
    struct buf out;
    buf_init(&out, arena);
    report_plain(&out, name);
    printf("there is no command \"%.*s\"; :help lists them\n", STR_ARG(buf_text(&out)));
}
