#include "jsonpath/internal.h"

#include "base/utf8.h"
#include "text/unicode.h"

struct steps {
    struct jsonpath_step *items;
    uint32_t count, capacity;
};

bool jsonpath_has_placeholder(str text)
{
    for (size_t at = 0; at < text.len;) {
        str rest = str_from_offset(text, at);
        size_t open = str_find(rest, STR("${"));
        if (open == SIZE_MAX)
            return false;
        size_t length = str_find_char(str_from_offset(rest, open), '}');
        if (length == SIZE_MAX)
            return false;
        if (length > 2)
            return true;
        at += open + length;
    }
    return false;
}

static bool ends_path(char c, enum path_context context)
{
    switch (context) {
    case PATH_WHOLE: return false;
    case PATH_ARGUMENT: return c == ',' || c == ')';
    case PATH_OPERAND: return c != '\0' && strchr(",)]=!<>&|~", c);
    }
    return false;
}

static bool ends_name(char c, enum path_context context)
{
    if (c == '.' || c == '[' || c == ' ')
        return true;
    /* The library takes a line break as part of a name; in a call or filter it is a blank. */
    return context != PATH_WHOLE && (char_is_blank(c) || ends_path(c, context));
}

/* From an opening parenthesis to behind its closing one, as in $.a.length(); 0 when there is none.
 */
static size_t parentheses_length(const struct path_parser *parser)
{
    size_t open = 0, i = 0;
    for (char c; (c = path_peek(parser, i)) != '\0' && !char_is_blank(c); i++) {
        if (c == '(')
            open++;
        else if (c == ')' && --open == 0)
            return i + 1;
    }
    return 0;
}

static void skip_name(struct path_parser *parser, enum path_context context, bool *has_escapes)
{
    while (!path_at_end(parser)) {
        char c = path_peek(parser, 0);
        size_t call = c == '(' && context != PATH_WHOLE ? parentheses_length(parser) : 0;
        if (call > 0) {
            parser->at += call;
            continue;
        }
        if (c == '\\' && path_peek(parser, 1) != '\0') {
            *has_escapes = true;
            parser->at++;
        } else if (ends_name(c, context)) {
            return;
        }
        parser->at++;
    }
}

/* The specification's way to write marks in a name: $.store\.book. Before letters and digits a
 * backslash is itself. */
static str without_escapes(struct arena *arena, str written)
{
    struct buf name;
    buf_init(&name, arena);
    for (size_t i = 0; i < written.len; i++) {
        char next = i + 1 < written.len ? written.at[i + 1] : 'x';
        if (written.at[i] == '\\' && !char_is_letter(next) && !char_is_digit(next))
            i++;
        buf_char(&name, written.at[i]);
    }
    return buf_text(&name);
}

static bool parse_dotted_name(struct path_parser *parser, enum path_context context,
                              struct jsonpath_step *step)
{
    size_t start = parser->at;
    bool has_escapes = false;
    skip_name(parser, context, &has_escapes);
    if (parser->at == start)
        return path_fail(parser, span_at(start - 1, start), "expected a name after the dot");
    str name = str_slice(parser->text, start, parser->at);
    if (str_equal(name, STR("*"))) {
        step->kind = JSONPATH_WILDCARD;
        return true;
    }
    step->kind = JSONPATH_NAME;
    step->count = 1;
    step->as.name = has_escapes ? without_escapes(parser->arena, name) : name;
    return true;
}

static struct jsonpath_step *add_step(struct path_parser *parser, struct steps *steps, size_t start)
{
    if (steps->count == JSONPATH_MAX_STEPS) {
        path_fail(parser, span_at(start, parser->at), "a path has at most %d steps",
                  JSONPATH_MAX_STEPS);
        return NULL;
    }
    steps->items = arena_room(parser->arena, steps->items, steps->count, &steps->capacity,
                              sizeof *steps->items);
    struct jsonpath_step *step = &steps->items[steps->count++];
    *step = (struct jsonpath_step){ 0 };
    return step;
}

/*
 * One step, with what comes before it: a dot, two dots (a step of their own), or neither before a
 * bracket. The library also takes a dot before a bracket.
 */
static bool parse_step(struct path_parser *parser, enum path_context context, struct steps *steps)
{
    size_t start = parser->at;
    bool has_dot = path_peek(parser, 0) == '.';
    if (has_dot) {
        parser->at++;
        if (path_peek(parser, 0) == '.') {
            parser->at++;
            struct jsonpath_step *deep = add_step(parser, steps, start);
            if (!deep)
                return false;
            deep->kind = JSONPATH_DEEP;
            deep->span = span_at(start, parser->at);
            start = parser->at;
        }
    }
    /* Parsed aside, because the steps inside a filter lie between. */
    struct jsonpath_step step = { 0 };
    bool is_bracket = path_peek(parser, 0) == '[';
    if (is_bracket ? !path_parse_bracket(parser, &step)
                   : !parse_dotted_name(parser, context, &step))
        return false;
    step.span = span_at(start, parser->at);
    struct jsonpath_step *added = add_step(parser, steps, start);
    if (added)
        *added = step;
    return added != NULL;
}

/* The specification: a letter, then letters, digits and _. Marks are let pass, and a leading _. */
static bool check_variable_name(struct path_parser *parser, span where)
{
    for (size_t at = where.start; at < where.end;) {
        size_t start = at;
        uint32_t c = utf8_next(parser->text, &at);
        bool fits = c == '_' || unicode_is_letter(c);
        if (!fits && start > where.start)
            fits = unicode_is_digit(c) || unicode_is_mark(c) || unicode_is_connector(c);
        if (!fits)
            return path_fail(
                parser, span_at(start, at),
                "a variable's name is made of letters, digits and _, and starts with a "
                "letter; a path into the input starts with \"$.\"");
    }
    return true;
}

static bool parse_variable(struct path_parser *parser, enum path_context context,
                           struct jsonpath *path)
{
    size_t start = parser->at;
    while (!path_at_end(parser) && !ends_name(path_peek(parser, 0), context) &&
           !char_is_blank(path_peek(parser, 0)))
        parser->at++;
    if (parser->at == start)
        return true;
    path->root = JSONPATH_VARIABLE;
    path->variable_span = span_at(start, parser->at);
    path->variable = str_slice(parser->text, start, parser->at);
    return check_variable_name(parser, path->variable_span);
}

static bool fail_root(struct path_parser *parser)
{
    str rest = str_from_offset(parser->text, parser->at);
    if (rest.len == 0)
        return path_fail(parser, path_here(parser), "the path is empty: $ names the whole input");
    if (str_starts(rest, STR("States.")))
        return path_fail(parser, span_at(parser->at, parser->text.len),
                         "expected a path: no intrinsic function can be called here");
    return path_fail(parser, path_here(parser),
                     "a path starts with \"$.\" (the input), \"$$.\" (the context object) or "
                     "\"$name\" (a variable)");
}

static bool parse_root(struct path_parser *parser, enum path_context context, struct jsonpath *path)
{
    char c = path_peek(parser, 0);
    if (c == '@' && context == PATH_OPERAND) {
        parser->at++;
        path->root = JSONPATH_ITEM;
        return true;
    }
    if (c != '$')
        return fail_root(parser);
    parser->at++;
    if (path_peek(parser, 0) != '$')
        return parse_variable(parser, context, path);
    parser->at++;
    path->root = JSONPATH_CONTEXT;
    c = path_peek(parser, 0);
    if (path_at_end(parser) || ends_name(c, context) || char_is_blank(c))
        return true;
    return path_fail(parser, path_here(parser), "expected a dot or a bracket after $$");
}

/* Names and single indexes; several names only at the end. */
static bool is_definite(const struct jsonpath *path)
{
    for (uint32_t i = 0; i < path->step_count; i++) {
        enum jsonpath_step_kind kind = path->steps[i].kind;
        bool is_last = i + 1 == path->step_count;
        if (kind != JSONPATH_NAME && kind != JSONPATH_INDEX && !(kind == JSONPATH_NAMES && is_last))
            return false;
    }
    return true;
}

static void describe(struct jsonpath *path)
{
    span flaw;
    path->is_opaque = jsonpath_has_placeholder(source_text(path->source, path->span));
    if (path->is_opaque)
        path->step_count = 0;
    path->is_definite = is_definite(path);
    path->is_reference = path->is_opaque || !path_reference_flaw(path, &flaw);
    path->has_call = path->step_count > 0 && path_is_call(path, &path->steps[path->step_count - 1]);
}

const struct jsonpath *path_parse(struct path_parser *parser, enum path_context context)
{
    struct jsonpath *path = arena_new(parser->arena, struct jsonpath);
    struct steps steps = { 0 };
    size_t start = parser->at;
    path->source = parser->source;
    if (!parse_root(parser, context, path))
        return NULL;
    while (path_peek(parser, 0) == '.' || path_peek(parser, 0) == '[') {
        if (!parse_step(parser, context, &steps))
            return NULL;
    }
    path->span = span_at(start, parser->at);
    path->steps = steps.items;
    path->step_count = steps.count;
    describe(path);
    return path;
}

static struct path_parser start_parser(struct arena *arena, const struct source *text,
                                       enum rule_id rule, struct diags *diags)
{
    return (struct path_parser){
        .arena = arena, .diags = diags, .source = text, .rule = rule, .text = text->text
    };
}

static const struct jsonpath *opaque_path(struct arena *arena, const struct source *text)
{
    struct jsonpath *path = arena_new(arena, struct jsonpath);
    path->source = text;
    path->span = span_at(0, text->text.len);
    describe(path);
    return path;
}

static const struct jsonpath *parse_whole(struct arena *arena, const struct source *text,
                                          enum rule_id rule, struct diags *diags)
{
    if (jsonpath_has_placeholder(text->text))
        return opaque_path(arena, text);
    struct path_parser parser = start_parser(arena, text, rule, diags);
    const struct jsonpath *path = path_parse(&parser, PATH_WHOLE);
    if (!path)
        return NULL;
    /* The library trims the text, and refuses a blank anywhere else. */
    size_t end = parser.at;
    path_skip_blanks(&parser);
    if (path_at_end(&parser))
        return path;
    if (parser.at > end)
        path_fail(&parser, span_at(end, parser.at), "a path has no blanks outside of brackets");
    else
        path_fail(&parser, path_here(&parser), "expected a dot or a bracket");
    return NULL;
}

const struct jsonpath *jsonpath_parse(struct arena *arena, const struct source *text,
                                      struct diags *diags)
{
    return parse_whole(arena, text, RULE_JSON_PATH, diags);
}

const struct jsonpath *jsonpath_parse_argument(struct arena *arena, const struct source *text,
                                               uint32_t *offset, struct diags *diags)
{
    struct path_parser parser = start_parser(arena, text, RULE_JSON_PATH, diags);
    parser.at = *offset;
    const struct jsonpath *path = path_parse(&parser, PATH_ARGUMENT);
    *offset = (uint32_t)parser.at;
    return path;
}

const struct jsonpath *jsonpath_parse_reference(struct arena *arena, const struct source *text,
                                                enum jsonpath_place place, struct diags *diags)
{
    const struct jsonpath *path = parse_whole(arena, text, RULE_REFERENCE_PATH, diags);
    if (!path || path->is_opaque)
        return path;
    struct path_parser parser = start_parser(arena, text, RULE_REFERENCE_PATH, diags);
    return path_check_place(&parser, path, place) ? path : NULL;
}
