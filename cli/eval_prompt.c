/*
 * The prompt: reads entries, which may have several lines, evaluates them, and remembers what they bind.
 */
#include "asl/asl.h"
#include "base/buf.h"
#include "command.h"
#include "eval.h"
#include "jsonata/jsonata.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Brackets that are open at the end, strings left out. */
static bool has_open_bracket(str text)
{
    size_t depth = 0;
    char quote = 0;
    for (size_t i = 0; i < text.len; i++) {
        char ch = text.at[i];
        if (quote && ch == '\\')
            i++;
        else if (quote)
            quote = ch == quote ? 0 : quote;
        else if (ch == '"' || ch == '\'')
            quote = ch;
        else if (ch == '(' || ch == '[' || ch == '{')
            depth++;
        else if ((ch == ')' || ch == ']' || ch == '}') && depth > 0)
            depth--;
    }
    return depth > 0;
}

/* The codes of an expression that ends too early; see schemas/errors_jsonata.def. */
static bool ends_too_early(str code)
{
    static const char *const codes[] = { "S0101", "S0105", "S0106", "S0203", "S0207", "S0302" };
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        if (str_equal(code, str_from(codes[i])))
            return true;
    }
    return false;
}

static bool is_open(struct arena *arena, const struct eval_world *world, str text)
{
    struct jsonata_options options = { world->dialect };
    struct jsonata_failure failure;
    text = str_trim(text);
    if (text.len == 0)
        return false;
    if (str_starts(text, STR("{%")) && !str_ends(text, STR("%}")))
        return true;
    if (str_starts(text, STR(":")) || eval_language_of(arena, world, text) != EVAL_JSONATA)
        return has_open_bracket(text);
    if (asl_is_jsonata(text))
        text = str_slice(text, 2, text.len - 2);
    return !jsonata_parse(arena, text, &options, &failure) && ends_too_early(failure.code);
}

bool eval_is_open(struct arena *arena, const struct eval_world *world, str text)
{
    struct arena_mark mark = arena_mark(arena);
    bool is = is_open(arena, world, text);
    arena_release(arena, mark);
    return is;
}

/* The name that an entry "$name := ..." binds, else an empty text. */
static str bound_name(str text)
{
    static const char ends[] = " \t\r\n.[]{}(),@#;:?+-*/%|=<>^&!~\"'`$";
    text = str_trim(text);
    size_t end = 1;
    if (!str_starts(text, STR("$")))
        return STR("");
    while (end < text.len && !memchr(ends, text.at[end], sizeof ends))
        end++;
    bool binds = str_starts(str_trim(str_from_offset(text, end)), STR(":="));
    return binds ? str_slice(text, 1, end) : STR("");
}

/* Values outlive the line. */
static void keep(struct eval_session *session, str name, value v)
{
    struct object_builder variables;
    if (session->world.variables.kind == VALUE_OBJECT)
        object_begin_from(&variables, &session->arena, session->world.variables);
    else
        object_begin(&variables, &session->arena);
    object_set(&variables, str_copy(&session->arena, name), value_copy(&session->arena, v));
    session->world.variables = object_end(&variables);
}

static void forget_function(struct eval_session *session, str name)
{
    struct eval_function **at = &session->functions;
    while (*at) {
        if (str_equal((*at)->name, name))
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
    session->last_function = at;
}

static void keep_function(struct eval_session *session, str name, str text)
{
    struct eval_function *function = arena_new(&session->arena, struct eval_function);
    forget_function(session, name);
    function->name = str_copy(&session->arena, name);
    function->text = str_copy(&session->arena, text);
    *session->last_function = function;
    session->last_function = &function->next;
}

static bool is_jsonata(struct arena *arena, const struct eval_world *world, str text)
{
    struct jsonata_options options = { world->dialect };
    struct jsonata_failure failure;
    return eval_language_of(arena, world, text) == EVAL_JSONATA && jsonata_parse(arena, text, &options, &failure);
}

/* The entry in a block behind the functions that were bound before; its places stay what they are. */
static const struct source *behind_functions(struct eval_session *session, struct arena *arena,
                                             const struct source *entry)
{
    struct buf text;
    if (asl_is_jsonata(entry->text))
        entry = source_slice(arena, entry, span_at(2, entry->text.len - 2));
    if (!session->functions || !is_jsonata(arena, &session->world, entry->text))
        return entry;
    buf_init(&text, arena);
    buf_char(&text, '(');
    for (const struct eval_function *function = session->functions; function; function = function->next)
        buf_printf(&text, "%.*s;", STR_ARG(function->text));
    uint32_t before = (uint32_t)text.len, length = (uint32_t)entry->text.len;
    buf_str(&text, entry->text);
    buf_char(&text, ')');
    struct segment *map = arena_array(arena, struct segment, 3);
    map[0] = (struct segment){ 0, before, 0, 0 };
    map[1] = (struct segment){ before, length, 0, length };
    map[2] = (struct segment){ before + length, 1, length, 0 };
    return source_mapped(arena, entry, buf_text(&text), map, 3);
}

/* What the entry `name := ...` and its result leave for the next one. */
static void remember_result(struct eval_session *session, str entry, const struct eval_result *result)
{
    str name = result->language == EVAL_JSONATA ? bound_name(entry) : STR("");
    if (name.len > 0)
        forget_function(session, name);
    if (name.len > 0)
        keep(session, name, result->value);
    if (result->value.kind != VALUE_UNDEFINED)
        keep(session, STR("_"), result->value);
}

static void evaluate(struct eval_session *session, struct arena *arena, str entry)
{
    struct buf out;
    struct eval_result result;
    buf_init(&out, arena);
    const struct source *source = source_copied(arena, STR("<expression>"), entry);
    if (eval_run(arena, &session->world, behind_functions(session, arena, source), &result)) {
        remember_result(session, entry, &result);
        eval_print(&out, result.value, result.language, session->format, session->has_color);
    } else if (result.is_function && bound_name(entry).len > 0) {
        keep_function(session, bound_name(entry), entry);
    } else {
        eval_print_failure(&out, &session->report, &result);
    }
    fwrite(out.at, 1, out.len, stdout);
}

/* Makes a folder and those above it; whether that works shows when the file is opened. */
static void make_folders(struct arena *arena, str path)
{
    for (size_t i = 1; i < path.len; i++) {
        if (path.at[i] == '/')
            mkdir(str_terminated(arena, str_slice(path, 0, i)), 0700);
    }
}

/* Where the history is kept (XDG Base Directory Specification); NULL: nowhere. */
static const char *history_file(struct arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    str path;
    if (state && state[0] == '/')
        path = str_printf(arena, "%s/stepproof/eval_history", state);
    else if (home && home[0] == '/')
        path = str_printf(arena, "%s/.local/state/stepproof/eval_history", home);
    else
        return NULL;
    make_folders(arena, path);
    return str_terminated(arena, path);
}

static void complete(void *context, struct arena *arena, str before, struct line_completion *completion)
{
    const struct eval_session *session = context;
    eval_complete(arena, &session->world, before, completion);
}

/* One line for the history: a line break in an expression is a blank like any other. */
static void remember(struct arena *arena, struct line_editor *editor, str entry)
{
    char *line = arena_copy(arena, entry.at, entry.len + 1);
    line[entry.len] = '\0';
    for (size_t i = 0; i < entry.len; i++) {
        if (line[i] == '\n')
            line[i] = ' ';
    }
    line_editor_remember(editor, line);
}

/* Reads lines until they make an entry, or one of them is empty. Empty when there is nothing to do. */
static str read_entry(struct eval_session *session, struct arena *arena, struct line_editor *editor)
{
    struct buf entry;
    buf_init(&entry, arena);
    for (;;) {
        size_t before = entry.len;
        switch (line_editor_read(editor, before ? ". " : "> ", &entry)) {
        case LINE_READ: break;
        case LINE_CANCELLED: return STR("");
        case LINE_END:
            session->is_over = true;
            putchar('\n');
            return STR("");
        }
        if (entry.len == before || !eval_is_open(arena, &session->world, buf_text(&entry)))
            return str_trim(buf_text(&entry));
        buf_char(&entry, '\n');
    }
}

int eval_prompt(struct eval_session *session)
{
    struct line_options options = { history_file(&session->arena), complete, session };
    struct line_editor *editor = line_editor_open(&session->arena, &options);
    session->last_function = &session->functions;
    session->report.has_color = session->has_color; /* failures go where results go */
    printf("stepproof %s: JSONata, JSONPath and intrinsic functions. :help says more, ctrl-D ends.\n",
           STEPPROOF_VERSION);
    while (!session->is_over) {
        struct arena arena;
        arena_init(&arena, &process_memory);
        str entry = read_entry(session, &arena, editor);
        if (entry.len > 0)
            remember(&arena, editor, entry);
        if (str_starts(entry, STR(":")))
            eval_command(session, &arena, entry);
        else if (entry.len > 0)
            evaluate(session, &arena, entry);
        fflush(stdout);
        arena_finish(&arena);
    }
    line_editor_close(editor);
    return STATUS_CLEAN;
}
