#include "gql/lexer.h"

#include "base/arena.h"
#include "base/utf8.h"

enum char_class {
    OTHER, /* starts no token */
    BLANK,
    PUNCTUATOR,
    NAME_START,
    DIGIT,
    MINUS,
    DOT,
    QUOTE,
    HASH,
    HIGH /* not ASCII: a byte order mark, or an error */
};

#define LETTERS(first) \
    [first] = NAME_START, [first + 1] = NAME_START, [first + 2] = NAME_START, [first + 3] = NAME_START, \
    [first + 4] = NAME_START, [first + 5] = NAME_START, [first + 6] = NAME_START, [first + 7] = NAME_START, \
    [first + 8] = NAME_START, [first + 9] = NAME_START, [first + 10] = NAME_START, [first + 11] = NAME_START, \
    [first + 12] = NAME_START

static const unsigned char classes[128] = {
    [' '] = BLANK,       ['\t'] = BLANK,      ['\n'] = BLANK,      ['\r'] = BLANK,      [','] = BLANK,
    ['!'] = PUNCTUATOR,  ['$'] = PUNCTUATOR,  ['&'] = PUNCTUATOR,  ['('] = PUNCTUATOR,  [')'] = PUNCTUATOR,
    [':'] = PUNCTUATOR,  ['='] = PUNCTUATOR,  ['@'] = PUNCTUATOR,  ['['] = PUNCTUATOR,  [']'] = PUNCTUATOR,
    ['{'] = PUNCTUATOR,  ['|'] = PUNCTUATOR,  ['}'] = PUNCTUATOR,  ['.'] = DOT,         ['"'] = QUOTE,
    ['#'] = HASH,        ['-'] = MINUS,       ['_'] = NAME_START,  ['0'] = DIGIT,       ['1'] = DIGIT,
    ['2'] = DIGIT,       ['3'] = DIGIT,       ['4'] = DIGIT,       ['5'] = DIGIT,       ['6'] = DIGIT,
    ['7'] = DIGIT,       ['8'] = DIGIT,       ['9'] = DIGIT,
    LETTERS('a'), LETTERS('n'), LETTERS('A'), LETTERS('N'),
};

static const unsigned char punctuators[128] = {
    ['!'] = GQL_TOKEN_BANG,         ['$'] = GQL_TOKEN_DOLLAR,        ['&'] = GQL_TOKEN_AMP,
    ['('] = GQL_TOKEN_PAREN_LEFT,   [')'] = GQL_TOKEN_PAREN_RIGHT,   [':'] = GQL_TOKEN_COLON,
    ['='] = GQL_TOKEN_EQUALS,       ['@'] = GQL_TOKEN_AT,            ['['] = GQL_TOKEN_BRACKET_LEFT,
    [']'] = GQL_TOKEN_BRACKET_RIGHT, ['{'] = GQL_TOKEN_BRACE_LEFT,   ['|'] = GQL_TOKEN_PIPE,
    ['}'] = GQL_TOKEN_BRACE_RIGHT,
};

static const char *const token_names[] = {
    [GQL_TOKEN_END] = "the end of the text",
    [GQL_TOKEN_BANG] = "\"!\"",
    [GQL_TOKEN_DOLLAR] = "\"$\"",
    [GQL_TOKEN_AMP] = "\"&\"",
    [GQL_TOKEN_PAREN_LEFT] = "\"(\"",
    [GQL_TOKEN_PAREN_RIGHT] = "\")\"",
    [GQL_TOKEN_SPREAD] = "\"...\"",
    [GQL_TOKEN_COLON] = "\":\"",
    [GQL_TOKEN_EQUALS] = "\"=\"",
    [GQL_TOKEN_AT] = "\"@\"",
    [GQL_TOKEN_BRACKET_LEFT] = "\"[\"",
    [GQL_TOKEN_BRACKET_RIGHT] = "\"]\"",
    [GQL_TOKEN_BRACE_LEFT] = "\"{\"",
    [GQL_TOKEN_PIPE] = "\"|\"",
    [GQL_TOKEN_BRACE_RIGHT] = "\"}\"",
    [GQL_TOKEN_NAME] = "a name",
    [GQL_TOKEN_INT] = "an integer",
    [GQL_TOKEN_FLOAT] = "a number with a fraction",
    [GQL_TOKEN_STRING] = "a string",
    [GQL_TOKEN_BLOCK_STRING] = "a block string",
    [GQL_TOKEN_ERROR] = "text that is no token",
};

const char *gql_token_name(enum gql_token_kind kind)
{
    return token_names[kind];
}

void gql_lexer_init(struct gql_lexer *lexer, const struct source *source, const char *text,
                    struct diags *diags)
{
    *lexer = (struct gql_lexer){
        .source = source,
        .text = text,
        .length = (uint32_t)source->text.len,
        .diags = diags,
    };
}

static unsigned char_class(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte < 128 ? classes[byte] : HIGH;
}

static bool continues_name(char c)
{
    unsigned class = char_class(c);
    return class == NAME_START || class == DIGIT;
}

static str text_from(const struct gql_lexer *lexer, uint32_t at)
{
    return (str){ lexer->text + at, lexer->length - at };
}

/* The code point at `at` in words: "?", U+00DF, the end. Also moves `*end` behind it. */
static str shown_character(const struct gql_lexer *lexer, struct arena *arena, uint32_t at, uint32_t *end)
{
    *end = at;
    if (at == lexer->length)
        return STR("the end of the text");
    size_t offset = 0;
    uint32_t c = utf8_next(text_from(lexer, at), &offset);
    *end = at + (uint32_t)offset;
    if (c >= 0x20 && c < 0x7F)
        return str_printf(arena, "\"%c\"", (char)c);
    return str_printf(arena, "U+%04X", (unsigned)c);
}

/* Reports a mistake about the character at `at`; "%s" of the format is that character. Goes on behind it. */
static struct gql_token fail_at(struct gql_lexer *lexer, uint32_t start, uint32_t at, const char *format)
{
    uint32_t end = at;
    if (lexer->diags) {
        str shown = shown_character(lexer, lexer->diags->arena, at, &end);
        struct diag *d = diag_add(lexer->diags, RULE_GQL_SYNTAX, lexer->source, span_at(at, end));
        diag_message(d, format, STR_ARG(shown));
    } else if (at < lexer->length) {
        size_t offset = 0;
        utf8_next(text_from(lexer, at), &offset);
        end = at + (uint32_t)offset;
    }
    lexer->at = end;
    return (struct gql_token){ start, end, GQL_TOKEN_ERROR };
}

static struct gql_token fail_with(struct gql_lexer *lexer, uint32_t start, span place, const char *message)
{
    if (lexer->diags) {
        struct diag *d = diag_add(lexer->diags, RULE_GQL_SYNTAX, lexer->source, place);
        diag_message(d, "%s", message);
    }
    lexer->at = place.end > start ? place.end : start + 1;
    return (struct gql_token){ start, lexer->at, GQL_TOKEN_ERROR };
}

static struct gql_token finish(struct gql_lexer *lexer, enum gql_token_kind kind, uint32_t start, uint32_t end)
{
    lexer->at = end;
    return (struct gql_token){ start, end, kind };
}

static void note_comment(struct gql_comments *comments, span place)
{
    if (comments->count == comments->capacity) {
        uint32_t capacity = comments->capacity ? comments->capacity * 2 : 64;
        comments->places = arena_grow(comments->arena, comments->places, comments->capacity * sizeof(span),
                                      capacity * sizeof(span), _Alignof(span));
        comments->capacity = capacity;
    }
    comments->places[comments->count++] = place;
}

/* Surrogates are no characters; a text that was checked to be UTF-8 holds none. */
static bool is_surrogate(const char *at)
{
    return (unsigned char)at[0] == 0xED && (unsigned char)at[1] >= 0xA0;
}

/* The end of the comment that starts at `at`: a line break, the end, or a character that is none. */
static uint32_t comment_end(const struct gql_lexer *lexer, uint32_t at)
{
    const char *text = lexer->text;
    while (at < lexer->length && text[at] != '\n' && text[at] != '\r' && !is_surrogate(text + at))
        at++;
    return at;
}

static bool is_byte_order_mark(const char *at)
{
    return memcmp(at, "\xEF\xBB\xBF", 3) == 0;
}

/* Skips all that means nothing; returns the class of the character found. */
static unsigned skip_ignored(struct gql_lexer *lexer)
{
    uint32_t at = lexer->at;
    unsigned class;
    for (;;) {
        class = char_class(lexer->text[at]);
        if (class == BLANK) {
            at++;
        } else if (class == HASH) {
            uint32_t end = comment_end(lexer, at);
            if (lexer->comments)
                note_comment(lexer->comments, span_at(at, end));
            at = end;
        } else if (class == HIGH && lexer->length - at >= 3 && is_byte_order_mark(lexer->text + at)) {
            at += 3;
        } else {
            break;
        }
    }
    lexer->at = at;
    return class;
}

/* Moves `*at` over one or more digits; false when there is none. */
static bool skip_digits(const char *text, uint32_t *at)
{
    uint32_t first = *at;
    while (char_is_digit(text[*at]))
        ++*at;
    return *at > first;
}

static struct gql_token read_number(struct gql_lexer *lexer, uint32_t start)
{
    static const char wanted[] = "expected a digit in this number, found %.*s";
    const char *text = lexer->text;
    enum gql_token_kind kind = GQL_TOKEN_INT;
    uint32_t at = start + (text[start] == '-');

    if (text[at] == '0') {
        if (char_is_digit(text[++at]))
            return fail_at(lexer, start, at, "a number may not go on with a digit after its leading 0: %.*s");
    } else if (!skip_digits(text, &at)) {
        return fail_at(lexer, start, at, wanted);
    }
    if (text[at] == '.') {
        kind = GQL_TOKEN_FLOAT;
        at++;
        if (!skip_digits(text, &at))
            return fail_at(lexer, start, at, wanted);
    }
    if (text[at] == 'e' || text[at] == 'E') {
        kind = GQL_TOKEN_FLOAT;
        at++;
        at += text[at] == '+' || text[at] == '-';
        if (!skip_digits(text, &at))
            return fail_at(lexer, start, at, wanted);
    }
    if (text[at] == '.' || char_class(text[at]) == NAME_START)
        return fail_at(lexer, start, at, wanted);
    return finish(lexer, kind, start, at);
}

static bool read_hex4(const char *at, uint32_t *number)
{
    *number = 0;
    for (int i = 0; i < 4; i++) {
        int digit = char_hex(at[i]);
        if (digit < 0)
            return false;
        *number = *number << 4 | (uint32_t)digit;
    }
    return true;
}

static bool is_scalar_value(uint32_t c)
{
    return c < 0xD800 || (c > 0xDFFF && c <= 0x10FFFF);
}

/*
 * The length of the escape sequence at `at`, which starts with a backslash, and its code point; 0 when it is wrong.
 * Reads no further than the first byte that does not fit, so the zero behind the text stops it.
 */
static uint32_t read_escape(const char *at, uint32_t *code_point)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (at[1] != 'u') {
        const char *found = at[1] ? strchr(from, at[1]) : NULL;
        *code_point = found ? (unsigned char)to[found - from] : 0;
        return found ? 2 : 0;
    }
    if (at[2] == '{') {
        uint32_t number = 0, i = 3;
        for (; char_hex(at[i]) >= 0 && i < 11; i++)
            number = number << 4 | (uint32_t)char_hex(at[i]);
        *code_point = number;
        return i > 3 && at[i] == '}' && is_scalar_value(number) ? i + 1 : 0;
    }
    uint32_t high, low;
    if (!read_hex4(at + 2, &high))
        return 0;
    *code_point = high;
    if (is_scalar_value(high))
        return 6;
    if (high > 0xDBFF || at[6] != '\\' || at[7] != 'u' || !read_hex4(at + 8, &low) || low < 0xDC00 || low > 0xDFFF)
        return 0;
    *code_point = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return 12;
}

/* Where a wrong escape sequence ends, for showing it: what read_escape() could have read of it. */
static uint32_t wrong_escape_end(const struct gql_lexer *lexer, uint32_t at)
{
    uint32_t end = at + 1;
    if (end < lexer->length && lexer->text[end] == 'u') {
        end++;
        end += lexer->text[end] == '{';
        while (end < lexer->length && end < at + 12 && char_hex(lexer->text[end]) >= 0)
            end++;
    } else if (end < lexer->length && lexer->text[end] != '\n' && lexer->text[end] != '\r') {
        size_t offset = 0;
        utf8_next(text_from(lexer, end), &offset);
        end += (uint32_t)offset;
    }
    return end;
}

static struct gql_token read_string(struct gql_lexer *lexer, uint32_t start)
{
    const char *text = lexer->text;
    uint32_t at = start + 1;
    while (at < lexer->length) {
        char c = text[at];
        if (c == '"')
            return finish(lexer, GQL_TOKEN_STRING, start, at + 1);
        if (c == '\n' || c == '\r')
            break;
        if (c == '\\') {
            uint32_t code_point, length = read_escape(text + at, &code_point);
            if (length == 0) {
                span place = span_at(at, wrong_escape_end(lexer, at));
                return fail_with(lexer, start, place,
                                 "this escape sequence does not exist; known are \\\" \\\\ \\/ \\b \\f \\n \\r \\t, "
                                 "\\uXXXX and \\u{X}");
            }
            at += length;
        } else if (is_surrogate(text + at)) {
            return fail_at(lexer, start, at, "a string may not hold %.*s, which is no character");
        } else {
            at++;
        }
    }
    return fail_with(lexer, start, span_at(at, at), "this string has no end; expected \" on the same line");
}

static struct gql_token read_block_string(struct gql_lexer *lexer, uint32_t start)
{
    const char *text = lexer->text;
    uint32_t at = start + 3;
    while (at < lexer->length) {
        if (text[at] == '"' && text[at + 1] == '"' && text[at + 2] == '"')
            return finish(lexer, GQL_TOKEN_BLOCK_STRING, start, at + 3);
        if (text[at] == '\\' && memcmp(text + at, "\\\"\"\"", 4) == 0)
            at += 4;
        else if (is_surrogate(text + at))
            return fail_at(lexer, start, at, "a string may not hold %.*s, which is no character");
        else
            at++;
    }
    return fail_with(lexer, start, span_at(at, at), "this block string has no end; expected \"\"\"");
}

struct gql_token gql_lexer_next(struct gql_lexer *lexer)
{
    unsigned class = skip_ignored(lexer);
    const char *text = lexer->text;
    uint32_t start = lexer->at, at = start + 1;
    switch (class) {
    case PUNCTUATOR: return finish(lexer, punctuators[(unsigned char)text[start]], start, at);
    case NAME_START:
        while (continues_name(text[at]))
            at++;
        return finish(lexer, GQL_TOKEN_NAME, start, at);
    case DIGIT:
    case MINUS: return read_number(lexer, start);
    case QUOTE:
        if (text[at] == '"' && text[at + 1] == '"')
            return read_block_string(lexer, start);
        return read_string(lexer, start);
    case DOT:
        if (text[at] == '.' && text[at + 1] == '.')
            return finish(lexer, GQL_TOKEN_SPREAD, start, start + 3);
        break;
    }
    if (start >= lexer->length)
        return (struct gql_token){ lexer->length, lexer->length, GQL_TOKEN_END };
    if (text[start] == '\'')
        return fail_at(lexer, start, start, "expected \" around a string, found %.*s");
    return fail_at(lexer, start, start, "unexpected character %.*s");
}

/* Without the quotes of either kind. */
static str without_quotes(str text, bool is_block)
{
    size_t quotes = is_block ? 3 : 1;
    return str_slice(text, quotes, text.len - quotes);
}

static str decode_escapes(struct arena *arena, str text)
{
    struct buf out;
    buf_init(&out, arena);
    for (size_t i = 0; i < text.len;) {
        if (text.at[i] != '\\') {
            buf_char(&out, text.at[i++]);
            continue;
        }
        uint32_t code_point = 0, length = read_escape(text.at + i, &code_point);
        buf_code_point(&out, code_point);
        i += length ? length : 1;
    }
    return buf_text(&out);
}

/* Cuts the first line off `*rest`; a line ends with LF, CR LF or CR. */
static bool next_line(str *rest, str *line)
{
    if (!rest->at)
        return false;
    size_t i = 0;
    while (i < rest->len && rest->at[i] != '\n' && rest->at[i] != '\r')
        i++;
    *line = str_slice(*rest, 0, i);
    if (i == rest->len) {
        *rest = (str){ NULL, 0 };
        return true;
    }
    bool is_crlf = rest->at[i] == '\r' && i + 1 < rest->len && rest->at[i + 1] == '\n';
    *rest = str_from_offset(*rest, i + 1 + is_crlf);
    return true;
}

static size_t leading_blanks(str line)
{
    size_t i = 0;
    while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'))
        i++;
    return i;
}

/* Which lines of a block string are kept, and how many blanks all but the first lose. */
struct block_shape {
    size_t indentation, first, last;
};

static struct block_shape block_shape(str text)
{
    struct block_shape shape = { SIZE_MAX, SIZE_MAX, 0 };
    str line;
    for (size_t i = 0; next_line(&text, &line); i++) {
        size_t blanks = leading_blanks(line);
        if (blanks == line.len)
            continue;
        if (shape.first == SIZE_MAX)
            shape.first = i;
        shape.last = i;
        if (i > 0 && blanks < shape.indentation)
            shape.indentation = blanks;
    }
    return shape;
}

static void add_block_line(struct buf *out, str line)
{
    size_t found;
    while ((found = str_find(line, STR("\\\"\"\""))) != SIZE_MAX) {
        buf_str(out, str_slice(line, 0, found));
        buf_str(out, STR("\"\"\""));
        line = str_from_offset(line, found + 4);
    }
    buf_str(out, line);
}

/* Specification, section 2.9.4, BlockStringValue(). */
static str dedent_block(struct arena *arena, str text)
{
    struct block_shape shape = block_shape(text);
    struct buf out;
    buf_init(&out, arena);
    str line;
    for (size_t i = 0; next_line(&text, &line) && shape.first != SIZE_MAX && i <= shape.last; i++) {
        if (i < shape.first)
            continue;
        if (i > shape.first)
            buf_char(&out, '\n');
        add_block_line(&out, i == 0 ? line : str_from_offset(line, shape.indentation));
    }
    return buf_text(&out);
}

str gql_string_value(struct arena *arena, str text)
{
    bool is_block = str_starts(text, STR("\"\"\"")) && text.len >= 6;
    text = without_quotes(text, is_block);
    if (is_block)
        return str_find_char(text, '\n') == SIZE_MAX && str_find_char(text, '\r') == SIZE_MAX &&
                       str_find_char(text, '\\') == SIZE_MAX && leading_blanks(text) < text.len
                   ? text
                   : dedent_block(arena, text);
    return str_find_char(text, '\\') == SIZE_MAX ? text : decode_escapes(arena, text);
}
