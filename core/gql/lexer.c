#include "gql/lexer.h"

#include "base/arena.h"
#include "base/utf8.h"

/*
 * What a byte can be. The first four are what a run of bytes is skipped by, one table look-up each.
 */
enum byte_flags {
    BLANK = 1,
    NAME_PART = 2,   /* letters, digits, underscore */
    COMMENT_END = 4, /* line breaks, the zero byte, and the first byte of a surrogate */
    STRING_END = 8,  /* of those a string, or block string, has to look at more closely */
    NAME_START = 16,
    PUNCTUATOR = 32
};

#define LETTER (NAME_PART | NAME_START)
#define LETTERS(first) \
    [first] = LETTER, [first + 1] = LETTER, [first + 2] = LETTER, [first + 3] = LETTER, [first + 4] = LETTER, \
    [first + 5] = LETTER, [first + 6] = LETTER, [first + 7] = LETTER, [first + 8] = LETTER, [first + 9] = LETTER, \
    [first + 10] = LETTER, [first + 11] = LETTER, [first + 12] = LETTER

static const unsigned char flags[256] = {
    [' '] = BLANK,       ['\t'] = BLANK,      [','] = BLANK,
    ['\n'] = BLANK | COMMENT_END | STRING_END, ['\r'] = BLANK | COMMENT_END | STRING_END,
    [0] = COMMENT_END | STRING_END,           [0xED] = COMMENT_END | STRING_END,
    ['"'] = STRING_END,  ['\\'] = STRING_END,
    ['!'] = PUNCTUATOR,  ['$'] = PUNCTUATOR,  ['&'] = PUNCTUATOR,  ['('] = PUNCTUATOR,  [')'] = PUNCTUATOR,
    [':'] = PUNCTUATOR,  ['='] = PUNCTUATOR,  ['@'] = PUNCTUATOR,  ['['] = PUNCTUATOR,  [']'] = PUNCTUATOR,
    ['{'] = PUNCTUATOR,  ['|'] = PUNCTUATOR,  ['}'] = PUNCTUATOR,
    ['0'] = NAME_PART,  ['1'] = NAME_PART,  ['2'] = NAME_PART,  ['3'] = NAME_PART,  ['4'] = NAME_PART,
    ['5'] = NAME_PART,  ['6'] = NAME_PART,  ['7'] = NAME_PART,  ['8'] = NAME_PART,  ['9'] = NAME_PART,
    ['_'] = LETTER,      LETTERS('a'), LETTERS('n'), LETTERS('A'), LETTERS('N'),
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

static unsigned flags_of(char c)
{
    return flags[(unsigned char)c];
}

/*
 * The first byte from `at` on whose flag is not `is`; the zero behind the text ends it. Four bytes in a row, since the
 * loop's own work is a third of the whole otherwise.
 */
static inline const char *skip_while(const char *at, unsigned flag, unsigned is)
{
    for (;; at += 4) {
        if ((flags_of(at[0]) & flag) != is)
            return at;
        if ((flags_of(at[1]) & flag) != is)
            return at + 1;
        if ((flags_of(at[2]) & flag) != is)
            return at + 2;
        if ((flags_of(at[3]) & flag) != is)
            return at + 3;
    }
}

static uint32_t skip_until(const char *text, uint32_t at, unsigned flag)
{
    return (uint32_t)(skip_while(text + at, flag, 0) - text);
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

static enum gql_token_kind finish(struct gql_lexer *lexer, enum gql_token_kind kind, uint32_t start, uint32_t end)
{
    lexer->token = (struct gql_token){ start, end, kind };
    return kind;
}

/* Reports a mistake about the character at `at`; "%s" of the format is that character. Goes on behind it. */
static enum gql_token_kind fail_at(struct gql_lexer *lexer, uint32_t start, uint32_t at, const char *format)
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
    return finish(lexer, GQL_TOKEN_ERROR, start, end);
}

static enum gql_token_kind fail_with(struct gql_lexer *lexer, uint32_t start, span place, const char *message)
{
    if (lexer->diags) {
        struct diag *d = diag_add(lexer->diags, RULE_GQL_SYNTAX, lexer->source, place);
        diag_message(d, "%s", message);
    }
    return finish(lexer, GQL_TOKEN_ERROR, start, place.end > start ? place.end : start + 1);
}

static void note_comment(struct gql_comments *comments, span place)
{
    comments->places = arena_room(comments->arena, comments->places, comments->count,
                                  &comments->capacity, sizeof *comments->places);
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
    for (;;) {
        at = skip_until(text, at, COMMENT_END);
        /* A zero byte may be the end, or stand in the text; 0xED may begin a character. */
        bool is_more = text[at] == '\0' ? at < lexer->length : text[at] != '\n' && text[at] != '\r';
        if (!is_more || is_surrogate(text + at))
            return at;
        at++;
    }
}

static bool is_byte_order_mark(const char *at)
{
    return memcmp(at, "\xEF\xBB\xBF", 3) == 0;
}

/* Where to go on behind a comment or byte order mark at `at`; NULL when it is something else. */
ATTR_NOINLINE static const char *skip_ignored(struct gql_lexer *lexer, const char *at)
{
    uint32_t start = (uint32_t)(at - lexer->text);
    if (*at == '#') {
        uint32_t end = comment_end(lexer, start);
        if (lexer->comments)
            note_comment(lexer->comments, span_at(start, end));
        return lexer->text + end;
    }
    bool is_mark = (unsigned char)*at == 0xEF && lexer->length - start >= 3 && is_byte_order_mark(at);
    return is_mark ? at + 3 : NULL;
}

/* Moves `*at` over one or more digits; false when there is none. */
static bool skip_digits(const char *text, uint32_t *at)
{
    uint32_t first = *at;
    while (char_is_digit(text[*at]))
        ++*at;
    return *at > first;
}

static enum gql_token_kind read_number(struct gql_lexer *lexer, uint32_t start)
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
    if (text[at] == '.' || flags_of(text[at]) & NAME_START)
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

static enum gql_token_kind read_string(struct gql_lexer *lexer, uint32_t start)
{
    const char *text = lexer->text;
    uint32_t at = start + 1;
    for (;;) {
        at = skip_until(text, at, STRING_END);
        char c = text[at];
        if (at >= lexer->length)
            break;
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

static enum gql_token_kind read_block_string(struct gql_lexer *lexer, uint32_t start)
{
    const char *text = lexer->text;
    uint32_t at = start + 3;
    for (;;) {
        at = skip_until(text, at, STRING_END);
        if (at >= lexer->length)
            break;
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

/* What begins with neither a letter nor a punctuator. */
ATTR_NOINLINE static enum gql_token_kind read_other(struct gql_lexer *lexer, uint32_t start)
{
    const char *at = lexer->text + start;
    if (at[0] == '"')
        return at[1] == '"' && at[2] == '"' ? read_block_string(lexer, start) : read_string(lexer, start);
    if (char_is_digit(at[0]) || at[0] == '-')
        return read_number(lexer, start);
    if (at[0] == '.' && at[1] == '.' && at[2] == '.')
        return finish(lexer, GQL_TOKEN_SPREAD, start, start + 3);
    if (start >= lexer->length)
        return finish(lexer, GQL_TOKEN_END, lexer->length, lexer->length);
    if (at[0] == '\'')
        return fail_at(lexer, start, start, "expected \" around a string, found %.*s");
    return fail_at(lexer, start, start, "unexpected character %.*s");
}

enum gql_token_kind gql_lexer_next(struct gql_lexer *lexer)
{
    const char *text = lexer->text, *other = text + lexer->token.end, *at;
    do {
        at = skip_while(other, BLANK, BLANK);
        uint32_t start = (uint32_t)(at - text);
        unsigned first = flags_of(*at);
        if (first & NAME_START) {
            at = skip_while(at + 1, NAME_PART, NAME_PART);
            return finish(lexer, GQL_TOKEN_NAME, start, (uint32_t)(at - text));
        }
        if (first & PUNCTUATOR)
            return finish(lexer, punctuators[(unsigned char)*at], start, start + 1);
        other = skip_ignored(lexer, at);
    } while (other);
    return read_other(lexer, (uint32_t)(at - text));
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
