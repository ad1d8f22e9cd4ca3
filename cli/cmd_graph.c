/*
 * cmd_graph.c - stepproof graph: draw a state machine, what an execution did to it, or how two
 * versions differ.
 */
#include "args.h"
#include "asl/asl.h"
#include "base/arena.h"
#include "base/num.h"
#include "diag/diag.h"
#include "files.h"
#include "doc/doc.h"
#include "graph/overlay.h"
#include "machine.h"
#include "picture.h"
#include "source/source.h"
#include "term.h"

enum {
    OPTION_FORMAT = OPTION_FIRST,
    OPTION_OUTPUT,
    OPTION_EXECUTION,
    OPTION_DIFF,
    OPTION_STATE,
    OPTION_DEPTH,
    OPTION_DIRECTION,
    OPTION_THEME,
    OPTION_MACHINE,
    OPTION_TITLE,
    OPTION_COLOR,
    OPTION_WIDTH,
    OPTION_STDIN_FILENAME
};

static const char *const directions[] = { "TB", "LR", NULL };
static const char *const themes[] = { [GRAPH_AUTO] = "auto", [GRAPH_LIGHT] = "light", [GRAPH_DARK] = "dark", NULL };

static const struct option options[] = {
    { "format", 'f', "FORMAT", OPTION_FORMAT,
      "write dot, svg, mermaid, text, png or pdf; the default goes by the name of the output file, "
      "else it is text on a terminal and dot elsewhere",
      picture_formats },
    { "output", 'o', "FILE", OPTION_OUTPUT,
      "write the drawing to FILE instead of standard output" },
    { "execution", 'x', "HISTORY", OPTION_EXECUTION,
      "show what an execution did: HISTORY is what simulate --format history or aws stepfunctions "
      "get-execution-history writes" },
    { "diff", 0, NULL, OPTION_DIFF, "show the difference of two files, the old one named first" },
    { "state", 's', "NAME", OPTION_STATE,
      "draw only what is inside the Parallel or Map state NAME" },
    { "depth", 'd', "N", OPTION_DEPTH,
      "draw N levels of Parallel and Map states open, and deeper ones as one card each" },
    { "direction", 0, "TB|LR", OPTION_DIRECTION,
      "draw from top to bottom (the default) or from left to right",
      directions },
    { "theme", 0, "THEME", OPTION_THEME,
      "use light or dark colors, or auto (the default), with which an SVG goes by the reader's "
      "preference",
      themes },
    { "machine", 'm', "NAME", OPTION_MACHINE,
      "draw the machine with this logical id, of a template that holds several" },
    { "title", 0, "TEXT", OPTION_TITLE,
      "call the drawing TEXT; the default is the name of the file" },
    { "color", 0, "WHEN", OPTION_COLOR,
      "use colors in text: auto (the default; on a terminal, unless NO_COLOR is set), always or "
      "never",
      term_color_words },
    { "width", 'w', "N", OPTION_WIDTH,
      "cut lines of text at N columns; the default is the width of the terminal" },
    { "stdin-filename", 0, "NAME", OPTION_STDIN_FILENAME,
      "call standard input NAME, whose ending also says whether it is JSON or YAML" },
    { 0 },
};

enum { WIDTH_MAX = 10000 };

struct settings {
    struct graph_options graph;
    enum picture_format format;
    enum color_choice color;
    bool is_difference, has_width;
    const char *output, *execution, *machine;
    str stdin_name;
};

static bool read_input(struct arena *arena, const struct settings *settings, const char *operand,
                       struct source **source)
{
    struct input input = { str_from(operand), operand };
    str text;
    const char *problem;
    if (strcmp(operand, "-") == 0)
        input = (struct input){ settings->stdin_name, NULL };
    if (!input_read(arena, &input, &text, &problem)) {
        term_complain("%.*s: %s", STR_ARG(input.name), problem);
        return false;
    }
    *source = arena_new(arena, struct source);
    **source = source_file(input.name, text);
    return true;
}

/* What is wrong with the machine is lint's to say. */
static bool load(struct arena *arena, const struct settings *settings, const char *operand,
                 struct machine *machine)
{
    struct machine_request request = { .command = "graph", .operand = operand, .name = settings->machine,
                                       .stdin_name = settings->stdin_name, .no_lint = true,
                                       .takes_damaged = true };
    return machine_load(arena, &request, machine);
}

static bool load_execution(struct arena *arena, struct settings *settings, const struct asl *asl)
{
    struct source *source;
    if (!settings->execution)
        return true;
    if (!read_input(arena, settings, settings->execution, &source))
        return false;
    struct diags diags;
    diags_init(&diags, arena);
    const struct doc *doc = doc_read_json(arena, source, &diags);
    bool is_damaged = show_diags(arena, &diags, SEVERITY_ERROR);
    if (doc)
        settings->graph.overlay = graph_overlay_read(arena, asl, doc, doc_root(doc));
    if (!settings->graph.overlay && !is_damaged)
        term_complain("graph: %.*s is no execution history: it has no list of events",
                      STR_ARG(source->name));
    if (settings->graph.overlay && settings->graph.overlay->unknown_count > 0)
        term_complain("graph: warning: the execution entered states that this machine does not have, "
                      "the first of them \"%.*s\"",
                      STR_ARG(settings->graph.overlay->unknown));
    return settings->graph.overlay != NULL;
}

static bool check_container(const struct settings *settings, const struct asl *asl)
{
    str name = settings->graph.container;
    if (name.len == 0 || graph_container(asl, name))
        return true;
    term_complain("graph: --state: there is no Parallel or Map state called \"%.*s\"",
                  STR_ARG(name));
    return false;
}

static void use_terminal(struct settings *settings)
{
    settings->graph.has_color =
        term_has_color(settings->color) && (!settings->output || settings->color == COLOR_ALWAYS);
    settings->graph.is_ascii = !settings->output && !picture_has_unicode();
    if (!settings->has_width && !settings->output)
        settings->graph.width = term_width();
}

static int draw(struct arena *arena, struct settings *settings, const char *const *operands)
{
    struct machine old = { 0 }, machine = { 0 };
    const char *path = operands[settings->is_difference];
    if (settings->is_difference && !load(arena, settings, operands[0], &old))
        return STATUS_TROUBLE;
    if (!load(arena, settings, path, &machine) || !load_execution(arena, settings, machine.asl) ||
        !check_container(settings, machine.asl))
        return STATUS_TROUBLE;
    settings->graph.old = old.asl;
    if (settings->graph.title.len == 0)
        settings->graph.title = strcmp(path, "-") == 0 ? settings->stdin_name : file_name(str_from(path));
    use_terminal(settings);
    if (!picture_write(arena, machine.asl, &settings->graph, settings->format, settings->output))
        return STATUS_TROUBLE;
    return old.is_damaged || machine.is_damaged ? STATUS_FINDINGS : STATUS_CLEAN;
}

static bool set_format(struct settings *settings, const struct command *command,
                       const char *argument)
{
    if (picture_format_parse(argument, &settings->format))
        return true;
    args_wrong_value(command, "format", argument, picture_formats);
    return false;
}

static bool set_direction(struct settings *settings, const struct command *command,
                          const char *argument)
{
    settings->graph.is_left_to_right = str_equal_ignoring_case(str_from(argument), STR("LR"));
    if (settings->graph.is_left_to_right || str_equal_ignoring_case(str_from(argument), STR("TB")))
        return true;
    args_wrong_value(command, "direction", argument, directions);
    return false;
}

static bool set_theme(struct settings *settings, const struct command *command,
                      const char *argument)
{
    for (size_t i = 0; themes[i]; i++) {
        if (strcmp(argument, themes[i]) == 0) {
            settings->graph.theme = (enum graph_theme)i;
            return true;
        }
    }
    args_wrong_value(command, "theme", argument, themes);
    return false;
}

static bool set_number(const struct command *command, const char *option, const char *argument,
                       int64_t least, int64_t most, int64_t *number)
{
    if (num_to_int64(str_from(argument), number) && *number >= least && *number <= most)
        return true;
    term_complain("%s: --%s: \"%s\" is not a number from %d to %d", command->name, option, argument,
                  (int)least, (int)most);
    return false;
}

static bool set_depth(struct settings *settings, const struct command *command,
                      const char *argument)
{
    int64_t depth;
    if (!set_number(command, "depth", argument, 0, INT32_MAX, &depth))
        return false;
    settings->graph.depth = (uint32_t)depth;
    return true;
}

static bool set_width(struct settings *settings, const struct command *command,
                      const char *argument)
{
    int64_t width;
    if (!set_number(command, "width", argument, 0, WIDTH_MAX, &width))
        return false;
    settings->graph.width = (unsigned)width;
    settings->has_width = true;
    return true;
}

/* False after a complaint. */
static bool set_option(struct settings *settings, const struct command *command, int id,
                       const char *argument)
{
    switch (id) {
    case OPTION_FORMAT: return set_format(settings, command, argument);
    case OPTION_OUTPUT: settings->output = strcmp(argument, "-") == 0 ? NULL : argument; return true;
    case OPTION_EXECUTION: settings->execution = argument; return true;
    case OPTION_DIFF: settings->is_difference = true; return true;
    case OPTION_STATE: settings->graph.container = str_from(argument); return true;
    case OPTION_DEPTH: return set_depth(settings, command, argument);
    case OPTION_DIRECTION: return set_direction(settings, command, argument);
    case OPTION_THEME: return set_theme(settings, command, argument);
    case OPTION_MACHINE: settings->machine = argument; return true;
    case OPTION_TITLE: settings->graph.title = str_from(argument); return true;
    case OPTION_COLOR: return args_color(command, argument, &settings->color);
    case OPTION_WIDTH: return set_width(settings, command, argument);
    case OPTION_STDIN_FILENAME: settings->stdin_name = str_from(argument); return true;
    }
    return false;
}

static int check_usage(const struct settings *settings, const struct command *command,
                       size_t operand_count)
{
    size_t wanted = settings->is_difference ? 2 : 1;
    if (operand_count == wanted && !(settings->is_difference && settings->execution))
        return STATUS_CLEAN;
    if (operand_count == wanted)
        term_complain("graph: --diff and --execution do not go together");
    else if (settings->is_difference)
        term_complain("graph: --diff wants two files, the old one and the new one");
    else if (operand_count > 1)
        term_complain("graph: one file at a time, or two with --diff");
    else
        term_complain("graph: which file? Name one, or - for standard input");
    return args_hint(command);
}

static int run_with(struct arena *arena, const struct command *command, int argc, char **argv)
{
    struct settings settings = { .graph = { .depth = GRAPH_ALL_LEVELS },
                                 .stdin_name = STR_INIT("<stdin>") };
    const char **operands = arena_array(arena, const char *, (size_t)argc);
    size_t operand_count = 0;
    struct args args;
    args_begin(&args, command, argc, argv);
    const char *argument;
    for (int id; (id = args_next(&args, &argument)) != OPTION_END;) {
        if (id == OPTION_WRONG)
            return STATUS_TROUBLE;
        if (id == OPTION_HELP) {
            args_help(command);
            return STATUS_CLEAN;
        }
        if (id == OPTION_VERSION) {
            args_version();
            return STATUS_CLEAN;
        }
        if (id == OPTION_OPERAND)
            operands[operand_count++] = argument;
        else if (!set_option(&settings, command, id, argument))
            return STATUS_TROUBLE;
    }
    int status = check_usage(&settings, command, operand_count);
    return status == STATUS_CLEAN ? draw(arena, &settings, operands) : status;
}

static int run(const struct command *command, int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, &process_memory);
    int status = run_with(&arena, command, argc, argv);
    arena_finish(&arena);
    return status;
}

const struct command command_graph = {
    .name = "graph",
    .synopsis = "[options] FILE|-",
    .summary = "draw a state machine, or what an execution did to it",
    .options = options,
    .examples = "  stepproof graph order.asl.json                       on the terminal\n"
                "  stepproof graph -o order.svg order.asl.json\n"
                "  stepproof graph --execution history.json -o run.svg order.asl.json\n"
                "  stepproof graph --diff old.asl.json new.asl.json -o change.svg\n"
                "  stepproof graph --format mermaid order.asl.json >>README.md\n",
    .statuses = "0 drawn, 1 drawn without what could not be read, 2 wrong usage or unreadable input",
    .run = run,
};
