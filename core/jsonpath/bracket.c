/* What stands in brackets: ['name'] ['a','b'] [0] [0,2] [1:3] [*] [?(...)] */
#include "jsonpath/internal.h"

#include "base/num.h"

static bool is_number_char(char c)
{
    return char_is_digit(c) || c == '-';
}

/* The library's indexes are Java ints; what is larger it refuses. */
static bool parse_int(struct path_parser *parser, int32_t *number)
{
    size_t start = parser->at;
    while (is_number_char(path_peek(parser, 0)))
        parser->at++;
    span where = span_at(start, parser->at);
    int64_t wide = 0;
    if (where.start == where.end)
        return path_fail(parser, path_here(parser), "expected a whole number");
    if (!num_to_int64(source_text(parser->source, where), &wide))
        return path_fail(parser, where, "\"%.*s\" is not a whole number that an index can be",
                         STR_ARG(source_text(parser->source, where)));
    if (wide < INT32_MIN || wide > INT32_MAX)
        return path_fail(parser, where, "an index must lie between %d and %d", INT32_MIN,
                         INT32_MAX);
    *number = (int32_t)wide;
    return true;
}

/* The third part of a slice is read and not used, as the library does. */
static bool parse_slice(struct path_parser *parser, struct jsonpath_step *step)
{
    struct jsonpath_slice *slice = &step->as.slice;
    step->kind = JSONPATH_SLICE;
    size_t start = parser->at;
    slice->has_from = path_peek(parser, 0) != ':';
    if (slice->has_from && !parse_int(parser, &slice->from))
        return false;
    if (!path_expect(parser, ':', "in a slice"))
        return false;
    slice->has_to = is_number_char(path_peek(parser, 0));
    if (slice->has_to && !parse_int(parser, &slice->to))
        return false;
    if (path_peek(parser, 0) == ':') {
        parser->at++;
        slice->has_step = is_number_char(path_peek(parser, 0));
        while (is_number_char(path_peek(parser, 0)))
            parser->at++;
    }
    if (!slice->has_from && !slice->has_to)
        return path_fail(parser, span_at(start, parser->at), "a slice needs a start or an end");
    return true;
}

/* Between numbers the library takes spaces, and no other blanks. */
static void skip_spaces(struct path_parser *parser)
{
    while (path_peek(parser, 0) == ' ')
        parser->at++;
}

static bool parse_indexes(struct path_parser *parser, struct jsonpath_step *step)
{
    uint32_t count = 0, capacity = 0;
    int32_t *indexes = NULL;
    do {
        if (count > 0)
            parser->at++;
        skip_spaces(parser);
        indexes = arena_room(parser->arena, indexes, count, &capacity, sizeof *indexes);
        if (!parse_int(parser, &indexes[count++]))
            return false;
        skip_spaces(parser);
    } while (path_peek(parser, 0) == ',');
    step->count = count;
    step->kind = count == 1 ? JSONPATH_INDEX : JSONPATH_INDEXES;
    if (count == 1)
        step->as.index = indexes[0];
    else
        step->as.indexes = indexes;
    return true;
}

static bool is_slice(const struct path_parser *parser)
{
    size_t i = 0;
    while (is_number_char(path_peek(parser, i)))
        i++;
    return path_peek(parser, i) == ':';
}

static bool parse_name(struct path_parser *parser, str *name)
{
    char quote = path_peek(parser, 0);
    if (quote != '\'' && quote != '"')
        return path_fail(parser, path_here(parser), "expected a name in quotes");
    return path_quoted(parser, quote == '\'' ? QUOTING_NAME : QUOTING_TEXT, name);
}

static bool parse_names(struct path_parser *parser, struct jsonpath_step *step)
{
    uint32_t count = 0, capacity = 0;
    str *names = NULL;
    do {
        if (count > 0)
            parser->at++;
        path_skip_blanks(parser);
        names = arena_room(parser->arena, names, count, &capacity, sizeof *names);
        if (!parse_name(parser, &names[count++]))
            return false;
        path_skip_blanks(parser);
    } while (path_peek(parser, 0) == ',');
    step->count = count;
    step->kind = count == 1 ? JSONPATH_NAME : JSONPATH_NAMES;
    if (count == 1)
        step->as.name = names[0];
    else
        step->as.names = names;
    return true;
}

static bool skip_word(struct path_parser *parser, str word)
{
    path_skip_blanks(parser);
    if (!str_starts(str_from_offset(parser->text, parser->at), word))
        return false;
    parser->at += word.len;
    return true;
}

/* The one computed index there is, (@.length-1) or (@.size() - 1), counts from the end. */
static bool parse_from_end(struct path_parser *parser, struct jsonpath_step *step)
{
    size_t start = parser->at++;
    bool has_length = skip_word(parser, STR("@.")) &&
                      (skip_word(parser, STR("length")) || skip_word(parser, STR("size")));
    if (has_length)
        skip_word(parser, STR("()"));
    if (!has_length || !skip_word(parser, STR("-")))
        return path_fail(
            parser, span_at(start, parser->at),
            "the only index that can be computed is (@.length-1), or another number in place of 1");
    path_skip_blanks(parser);
    size_t number = parser->at;
    if (!parse_int(parser, &step->as.index))
        return false;
    if (step->as.index <= 0)
        return path_fail(parser, span_at(number, parser->at), "expected a number from 1");
    step->kind = JSONPATH_INDEX;
    step->as.index = -step->as.index;
    path_skip_blanks(parser);
    return path_expect(parser, ')', "after the index");
}

/* Something that starts like none of the above. */
static bool parse_unknown(struct path_parser *parser, size_t open)
{
    span here = path_here(parser);
    switch (path_peek(parser, 0)) {
    case '\0': return path_fail(parser, span_at(open, open + 1), "this bracket is not closed");
    case ']':
        return path_fail(parser, span_at(open, parser->at + 1),
                         "the brackets are empty: expected a name in quotes, an index or *");
    case '@': return path_fail(parser, here, "expected \"?(\" before a filter");
    default:
        return path_fail(
            parser, here,
            "expected a name in single quotes, an index, a slice, * or ?(...) in brackets");
    }
}

static bool parse_content(struct path_parser *parser, size_t open, struct jsonpath_step *step)
{
    char c = path_peek(parser, 0);
    if (c == '\'' || c == '"')
        return parse_names(parser, step);
    if (is_number_char(c) || c == ':')
        return is_slice(parser) ? parse_slice(parser, step) : parse_indexes(parser, step);
    if (c == '*') {
        step->kind = JSONPATH_WILDCARD;
        parser->at++;
        return true;
    }
    if (c == '(')
        return parse_from_end(parser, step);
    if (c == '?') {
        step->kind = JSONPATH_FILTER;
        step->as.filter = path_parse_filter(parser);
        return step->as.filter != NULL;
    }
    return parse_unknown(parser, open);
}

bool path_parse_bracket(struct path_parser *parser, struct jsonpath_step *step)
{
    size_t open = parser->at++;
    path_skip_blanks(parser);
    if (!parse_content(parser, open, step))
        return false;
    path_skip_blanks(parser);
    if (path_at_end(parser))
        return path_fail(parser, span_at(open, open + 1), "this bracket is not closed");
    return path_expect(parser, ']', "at the end of the brackets");
}
