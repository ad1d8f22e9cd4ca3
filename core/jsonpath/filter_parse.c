/*
 * Filters: [?(@.price < 10 && !(@.isbn || $.all))]
 *
 *     any     = all { "||" all }
 *     all     = unary { "&&" unary }
 *     unary   = "!" unary | "(" any ")" | operand [ operator operand ]
 *     operand = path | number | text | true | false | null | /pattern/flags | word
 *
 * The service knows the operators below. Words such as "in" came with later versions of the
 * library.
 */
#include "jsonpath/internal.h"

#include "base/num.h"
#include "text/regex.h"

static const struct {
    const char *text;
    enum filter_operator operator;
} operators[] = {
    { "==", FILTER_EQUAL },         { "!=", FILTER_NOT_EQUAL }, { "<=", FILTER_LESS_EQUAL },
    { ">=", FILTER_GREATER_EQUAL }, { "=~", FILTER_MATCHES },   { "<", FILTER_LESS },
    { ">", FILTER_GREATER },
};

static bool skip_text(struct path_parser *parser, str text)
{
    if (!str_starts(str_from_offset(parser->text, parser->at), text))
        return false;
    parser->at += text.len;
    return true;
}

static bool parse_operator(struct path_parser *parser, enum filter_operator *operator)
{
    for (size_t i = 0; i < ARRAY_LEN(operators); i++) {
        if (skip_text(parser, str_from(operators[i].text))) {
            *operator= operators[i].operator;
            return true;
        }
    }
    return false;
}

static bool is_word_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '_' || c == '-' || c == '.';
}

static size_t word_length(const struct path_parser *parser)
{
    size_t length = 0;
    while (char_is_letter(path_peek(parser, length)))
        length++;
    return length;
}

/*
 * A word: true, false, null, or on the right side a text without quotes, as the service's version
 * of the library takes it: @.Type == RECEIPT.
 */
static bool parse_word(struct path_parser *parser, bool is_right, struct filter_operand *operand)
{
    size_t length = 0;
    for (char c; (c = path_peek(parser, length)) != '\0' && is_word_char(c);)
        length++;
    str word = str_slice(parser->text, parser->at, parser->at + length);
    if (length == 0)
        return path_fail(parser, path_here(parser),
                         is_right ? "expected something to compare with"
                                  : "expected a path that starts with @ or $");
    if (str_equal(word, STR("true")) || str_equal(word, STR("false")))
        operand->as.literal = value_bool(word.len == 4);
    else if (str_equal(word, STR("null")))
        operand->as.literal = value_null();
    else if (is_right)
        operand->as.literal = value_string(word);
    else
        return path_fail(parser, span_at(parser->at, parser->at + length),
                         "expected a path, a number, a text in quotes, true, false or null");
    parser->at += length;
    return true;
}

static bool parse_number(struct path_parser *parser, struct filter_operand *operand)
{
    str rest = str_from_offset(parser->text, parser->at);
    size_t length = num_scan(rest);
    if (length == 0)
        return path_fail(parser, path_here(parser), "expected a number");
    operand->as.literal = value_of_number_text(str_slice(rest, 0, length));
    parser->at += length;
    return true;
}

static bool parse_text(struct path_parser *parser, struct filter_operand *operand)
{
    str text;
    if (!path_quoted(parser, QUOTING_TEXT, &text))
        return false;
    operand->as.literal = value_string(text);
    return true;
}

/* Java's letters; those that change nothing here (d, u, U) are taken too. */
static bool parse_flags(struct path_parser *parser, unsigned *flags)
{
    *flags = REGEX_WHOLE;
    for (; char_is_letter(path_peek(parser, 0)); parser->at++) {
        switch (path_peek(parser, 0)) {
        case 'i': *flags |= REGEX_IGNORE_CASE; break;
        case 'm': *flags |= REGEX_MULTILINE; break;
        case 's': *flags |= REGEX_DOT_ALL; break;
        case 'x': *flags |= REGEX_EXTENDED; break;
        case 'd':
        case 'u':
        case 'U': break;
        default:
            return path_fail(parser, path_here(parser),
                             "unknown flag of a pattern: expected i, m, s or x");
        }
    }
    return true;
}

static bool parse_pattern(struct path_parser *parser, struct filter_operand *operand)
{
    size_t start = parser->at++;
    while (!path_at_end(parser) && path_peek(parser, 0) != '/')
        parser->at += path_peek(parser, 0) == '\\' ? 2 : 1;
    if (path_at_end(parser)) {
        parser->at = parser->text.len;
        return path_fail(parser, span_at(start, start + 1),
                         "this pattern is not closed with \"/\"");
    }
    str pattern = str_slice(parser->text, start + 1, parser->at++);
    unsigned flags;
    if (!parse_flags(parser, &flags))
        return false;
    str message;
    size_t offset = 0;
    operand->kind = OPERAND_PATTERN;
    operand->as.regex = regex_compile(parser->arena, pattern, flags, &message, &offset);
    if (operand->as.regex)
        return true;
    return path_fail(parser, span_at(start + 1 + offset, start + 1 + offset),
                     "in this pattern: %.*s", STR_ARG(message));
}

static bool parse_operand(struct path_parser *parser, bool is_right, struct filter_operand *operand)
{
    char c = path_peek(parser, 0);
    size_t start = parser->at;
    bool is_read;
    operand->kind = OPERAND_LITERAL;
    if (c == '@' || c == '$') {
        operand->kind = OPERAND_PATH;
        operand->as.path = path_parse(parser, PATH_OPERAND);
        is_read = operand->as.path != NULL;
    } else if (c == '\'' || c == '"') {
        is_read = parse_text(parser, operand);
    } else if (c == '/') {
        is_read = parse_pattern(parser, operand);
    } else if (c == '-' || char_is_digit(c)) {
        is_read = parse_number(parser, operand);
    } else if (c == '[' || c == '{') {
        return path_fail(parser, path_here(parser),
                         "the service does not compare with a list or an object");
    } else {
        is_read = parse_word(parser, is_right, operand);
    }
    operand->span = span_at(start, parser->at);
    return is_read;
}

static bool check_patterns(struct path_parser *parser, const struct jsonpath_filter *filter)
{
    bool is_left = filter->left.kind == OPERAND_PATTERN,
         is_right = filter->right.kind == OPERAND_PATTERN;
    if (filter->operator== FILTER_MATCHES && !is_left && !is_right)
        return path_fail(parser, filter->right.span, "expected a pattern such as /a.*/ after =~");
    if (filter->operator!= FILTER_MATCHES &&(is_left || is_right))
        return path_fail(parser, is_left ? filter->left.span : filter->right.span,
                         "a pattern can only stand beside =~");
    return true;
}

static bool parse_comparison(struct path_parser *parser, struct jsonpath_filter *filter)
{
    filter->kind = FILTER_EXISTS;
    if (!parse_operand(parser, false, &filter->left))
        return false;
    path_skip_blanks(parser);
    if (parse_operator(parser, &filter->operator)) {
        filter->kind = FILTER_COMPARE;
        path_skip_blanks(parser);
        return parse_operand(parser, true, &filter->right) && check_patterns(parser, filter);
    }
    size_t word = word_length(parser);
    if (word > 0)
        return path_fail(parser, span_at(parser->at, parser->at + word),
                         "the service knows no operator \"%.*s\": expected == != < <= > >= or =~",
                         STR_ARG(str_slice(parser->text, parser->at, parser->at + word)));
    if (filter->left.kind != OPERAND_PATH)
        return path_fail(parser, path_here(parser), "expected an operator: == != < <= > >= or =~");
    return true;
}

static struct jsonpath_filter *parse_any(struct path_parser *parser);

static bool parse_group(struct path_parser *parser, struct jsonpath_filter *filter)
{
    parser->at++;
    filter->kind = FILTER_ANY;
    filter->parts = parse_any(parser);
    return filter->parts && path_expect(parser, ')', "after the condition");
}

static struct jsonpath_filter *parse_unary(struct path_parser *parser);

static bool parse_not(struct path_parser *parser, struct jsonpath_filter *filter)
{
    parser->at++;
    path_skip_blanks(parser);
    filter->kind = FILTER_NOT;
    filter->parts = parse_unary(parser);
    return filter->parts != NULL;
}

static struct jsonpath_filter *parse_unary(struct path_parser *parser)
{
    if (++parser->depth > JSONPATH_MAX_FILTER_DEPTH) {
        path_fail(parser, path_here(parser), "filters and parentheses are at most %d deep",
                  JSONPATH_MAX_FILTER_DEPTH);
        return NULL;
    }
    struct jsonpath_filter *filter = arena_new(parser->arena, struct jsonpath_filter);
    char c = path_peek(parser, 0);
    bool is_read = c == '('   ? parse_group(parser, filter)
                   : c == '!' ? parse_not(parser, filter)
                              : parse_comparison(parser, filter);
    parser->depth--;
    path_skip_blanks(parser);
    return is_read ? filter : NULL;
}

typedef struct jsonpath_filter *part_parser(struct path_parser *parser);

/* Parts joined by `joint`; a single one stands for itself. */
static struct jsonpath_filter *parse_joined(struct path_parser *parser, part_parser *parse,
                                            str joint, enum filter_kind kind)
{
    struct jsonpath_filter *first = NULL;
    const struct jsonpath_filter **link = NULL;
    do {
        path_skip_blanks(parser);
        struct jsonpath_filter *part = parse(parser);
        if (!part)
            return NULL;
        if (link)
            *link = part;
        else
            first = part;
        link = &part->next;
    } while (skip_text(parser, joint));
    if (!first->next)
        return first;
    struct jsonpath_filter *all = arena_new(parser->arena, struct jsonpath_filter);
    all->kind = kind;
    all->parts = first;
    return all;
}

static struct jsonpath_filter *parse_all(struct path_parser *parser)
{
    return parse_joined(parser, parse_unary, STR("&&"), FILTER_ALL);
}

static struct jsonpath_filter *parse_any(struct path_parser *parser)
{
    return parse_joined(parser, parse_all, STR("||"), FILTER_ANY);
}

const struct jsonpath_filter *path_parse_filter(struct path_parser *parser)
{
    parser->at++;
    path_skip_blanks(parser);
    if (!path_expect(parser, '(', "after \"?\": a filter is [?(...)]"))
        return NULL;
    const struct jsonpath_filter *filter = parse_any(parser);
    if (!filter || !path_expect(parser, ')', "at the end of the filter"))
        return NULL;
    return filter;
}
