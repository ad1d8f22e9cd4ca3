/*
 *     call = "States." name "(" [ argument { "," argument } ] ")"
 *     argument = call | path | 'text' | number | true | false | null
 *
 * Blanks around arguments are free. In a text only \' \{ \} and \\ are escapes.
 */
#include "intrinsic/internal.h"

#include "base/num.h"
#include "base/utf8.h"
#include "diag/diag.h"

struct parser {
    struct arena *arena;
    struct diags *diags;
    const struct source *source;
    str text;
    size_t at;
    struct intrinsic_node *nodes;
    uint32_t count, capacity;
    unsigned depth;
};

static char peek(const struct parser *parser, size_t ahead)
{
    return ahead < parser->text.len - parser->at ? parser->text.at[parser->at + ahead] : '\0';
}

static span here(const struct parser *parser)
{
    size_t end = parser->at;
    if (end < parser->text.len)
        utf8_next(parser->text, &end);
    return span_at(parser->at, end);
}

static void skip_blanks(struct parser *parser)
{
    while (char_is_blank(peek(parser, 0)))
        parser->at++;
}

static struct diag *report(struct parser *parser, span where)
{
    return diag_add(parser->diags, RULE_INTRINSIC_SYNTAX, parser->source, where);
}

/* Reports a mistake without anything to fill in. Returns false always. */
static bool fail(struct parser *parser, span where, const char *message)
{
    diag_message(report(parser, where), "%s", message);
    return false;
}

/* NULL when there are too many. Nodes move when more are added: keep the index. */
static struct intrinsic_node *add_node(struct parser *parser, enum intrinsic_kind kind)
{
    if (parser->count == INTRINSIC_MAX_NODES) {
        diag_message(report(parser, here(parser)), "a call has at most %d arguments in all",
                     INTRINSIC_MAX_NODES);
        return NULL;
    }
    parser->nodes = arena_room(parser->arena, parser->nodes, parser->count, &parser->capacity,
                               sizeof *parser->nodes);
    struct intrinsic_node *node = &parser->nodes[parser->count++];
    *node = (struct intrinsic_node){ .kind = kind, .after = parser->count };
    return node;
}

static bool add_literal(struct parser *parser, size_t start, value literal)
{
    struct intrinsic_node *node = add_node(parser, INTRINSIC_LITERAL);
    if (!node)
        return false;
    node->span = span_at(start, parser->at);
    node->as.literal = literal;
    return true;
}

static bool is_escaped_char(char c)
{
    return c == '\'' || c == '{' || c == '}' || c == '\\';
}

static bool parse_text(struct parser *parser)
{
    size_t start = parser->at++;
    struct buf text;
    buf_init(&text, parser->arena);
    for (; parser->at < parser->text.len; parser->at++) {
        char c = peek(parser, 0);
        if (c == '\'') {
            parser->at++;
            return add_literal(parser, start, value_string(buf_text(&text)));
        }
        if (c == '\\') {
            c = peek(parser, 1);
            if (!is_escaped_char(c))
                return fail(parser, span_at(parser->at, parser->at + (c ? 2 : 1)),
                            "only \\' \\{ \\} and \\\\ are escapes in a text");
            parser->at++;
        }
        buf_char(&text, c);
    }
    return fail(parser, span_at(start, start + 1), "this quote is not closed");
}

static size_t word_length(const struct parser *parser)
{
    size_t length = 0;
    for (char c; (c = peek(parser, length)) != '\0'; length++) {
        if (!char_is_letter(c) && !char_is_digit(c) && c != '_' && c != '.')
            break;
    }
    return length;
}

static bool parse_number(struct parser *parser)
{
    size_t start = parser->at;
    str rest = str_from_offset(parser->text, start);
    size_t length = num_scan(rest);
    parser->at += length;
    size_t tail = word_length(parser);
    if (length == 0 || tail > 0) {
        parser->at += length == 0;
        return fail(parser, span_at(start, parser->at + tail),
                    "this is not a number as JSON writes it");
    }
    return add_literal(parser, start, value_of_number_text(str_slice(rest, 0, length)));
}

static bool parse_path(struct parser *parser)
{
    uint32_t index = parser->count, offset = (uint32_t)parser->at;
    if (!add_node(parser, INTRINSIC_PATH))
        return false;
    const struct jsonpath *path =
        jsonpath_parse_argument(parser->arena, parser->source, &offset, parser->diags);
    parser->at = offset;
    if (!path)
        return false;
    parser->nodes[index].span = path->span;
    parser->nodes[index].as.path = path;
    return true;
}

static bool parse_call(struct parser *parser);

static bool parse_word(struct parser *parser)
{
    size_t start = parser->at, length = word_length(parser);
    str word = str_slice(parser->text, start, start + length);
    if (intrinsic_looks_like_call(word))
        return parse_call(parser);
    value literal;
    if (str_equal(word, STR("true")) || str_equal(word, STR("false")))
        literal = value_bool(word.len == 4);
    else if (str_equal(word, STR("null")))
        literal = value_null();
    else
        return fail(parser, span_at(start, start + length),
                    "expected an argument: a text stands in single quotes, a path starts with $");
    parser->at += length;
    return add_literal(parser, start, literal);
}

static bool parse_argument(struct parser *parser)
{
    char c = peek(parser, 0);
    if (c == '\'')
        return parse_text(parser);
    if (c == '$')
        return parse_path(parser);
    if (c == '-' || char_is_digit(c))
        return parse_number(parser);
    if (char_is_letter(c))
        return parse_word(parser);
    if (c == '"')
        return fail(parser, here(parser), "a text stands in single quotes");
    if (c == '{' || c == '[')
        return fail(parser, here(parser),
                    "an argument cannot be a list or an object: expected a path, States.Array or "
                    "States.StringToJson");
    return fail(parser, here(parser), "expected an argument");
}

/* From the opening parenthesis to behind the closing one. */
static bool parse_arguments(struct parser *parser, uint32_t *count)
{
    size_t open = parser->at++;
    skip_blanks(parser);
    if (peek(parser, 0) == ')') {
        parser->at++;
        return true;
    }
    for (;;) {
        skip_blanks(parser);
        if (!parse_argument(parser))
            return false;
        (*count)++;
        skip_blanks(parser);
        char c = peek(parser, 0);
        if (parser->at == parser->text.len)
            return fail(parser, span_at(open, open + 1), "this parenthesis is not closed");
        if (c != ',' && c != ')')
            return fail(parser, here(parser), "expected \",\" or \")\" after an argument");
        parser->at++;
        if (c == ')')
            return true;
    }
}

static bool find_function(struct parser *parser, span where, enum intrinsic_function *function)
{
    str names[STATES_FUNCTION_COUNT], name = source_text(parser->source, where);
    for (unsigned i = 0; i < STATES_FUNCTION_COUNT; i++) {
        *function = (enum intrinsic_function)i;
        names[i] = intrinsic_signature(*function)->name;
        if (str_equal(name, names[i]))
            return true;
    }
    struct diag *diag = report(parser, where);
    if (name.len == 0)
        diag_message(diag, "expected a call such as States.Format('{}', $.name)");
    else
        diag_message(diag, "there is no intrinsic function \"%.*s\"", STR_ARG(name));
    diag_help_nearest(parser->diags, diag, names, STATES_FUNCTION_COUNT, name);
    return false;
}

static bool parse_call(struct parser *parser)
{
    size_t start = parser->at;
    span name = span_at(start, start + word_length(parser));
    enum intrinsic_function function;
    uint32_t index = parser->count, count = 0;
    if (parser->depth == INTRINSIC_MAX_DEPTH) {
        diag_message(report(parser, name), "calls are at most %d deep inside each other",
                     INTRINSIC_MAX_DEPTH);
        return false;
    }
    if (!find_function(parser, name, &function) || !add_node(parser, INTRINSIC_CALL))
        return false;
    parser->at = name.end;
    if (peek(parser, 0) != '(')
        return fail(parser, here(parser),
                    "expected \"(\" and the arguments after the function's name");
    parser->depth++;
    if (!parse_arguments(parser, &count))
        return false;
    parser->depth--;
    struct intrinsic_node *node = &parser->nodes[index];
    node->span = span_at(start, parser->at);
    node->after = parser->count;
    node->as.call.function = function;
    node->as.call.argument_count = count;
    node->as.call.name_span = name;
    return true;
}

/* A placeholder in a quoted text is part of the text; anywhere else it may stand for anything. */
static bool is_opaque(str text)
{
    size_t start = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\\' && is_quoted) {
            i++;
        } else if (text.at[i] == '\'') {
            if (!is_quoted && jsonpath_has_placeholder(str_slice(text, start, i)))
                return true;
            is_quoted = !is_quoted;
            start = i + 1;
        }
    }
    return !is_quoted && jsonpath_has_placeholder(str_from_offset(text, start));
}

const struct intrinsic *intrinsic_parse(struct arena *arena, const struct source *text,
                                        struct diags *diags)
{
    struct intrinsic *intrinsic = arena_new(arena, struct intrinsic);
    intrinsic->source = text;
    intrinsic->is_opaque = is_opaque(text->text);
    if (intrinsic->is_opaque)
        return intrinsic;
    struct parser parser = { .arena = arena, .diags = diags, .source = text, .text = text->text };
    if (!parse_call(&parser))
        return NULL;
    skip_blanks(&parser);
    if (parser.at < parser.text.len) {
        fail(&parser, span_at(parser.at, parser.text.len), "nothing may follow the call");
        return NULL;
    }
    intrinsic->nodes = parser.nodes;
    intrinsic->node_count = parser.count;
    return intrinsic_check(intrinsic, diags) ? intrinsic : NULL;
}
