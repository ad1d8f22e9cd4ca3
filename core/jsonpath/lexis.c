#include "jsonpath/internal.h"

#include "base/utf8.h"

bool path_fail(struct path_parser *parser, span where, const char *format, ...)
{
    if (parser->failed)
        return false;
    parser->failed = true;
    va_list args;
    va_start(args, format);
    struct buf message;
    buf_init(&message, parser->arena);
    buf_vprintf(&message, format, args);
    va_end(args);
    struct diag *diag = diag_add(parser->diags, parser->rule, parser->source, where);
    diag_message(diag, "%.*s", STR_ARG(buf_text(&message)));
    return false;
}

span path_here(const struct path_parser *parser)
{
    size_t end = parser->at;
    if (!path_at_end(parser))
        utf8_next(parser->text, &end);
    return span_at(parser->at, end);
}

void path_skip_blanks(struct path_parser *parser)
{
    while (!path_at_end(parser) && char_is_blank(path_peek(parser, 0)))
        parser->at++;
}

bool path_expect(struct path_parser *parser, char c, const char *what)
{
    if (path_peek(parser, 0) == c) {
        parser->at++;
        return true;
    }
    return path_fail(parser, path_here(parser), "expected \"%c\" %s", c, what);
}

static bool read_hex(struct path_parser *parser, uint32_t *unit)
{
    *unit = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = char_hex(path_peek(parser, i));
        if (digit < 0)
            return path_fail(parser, span_at(parser->at - 2, parser->at + i),
                             "expected four hexadecimal digits after \"\\u\"");
        *unit = *unit << 4 | (uint32_t)digit;
    }
    parser->at += 4;
    return true;
}

/* The parser stands behind \u. Two escapes that form a surrogate pair give one character. */
static bool read_unicode_escape(struct path_parser *parser, struct buf *text)
{
    uint32_t unit = 0, low = 0;
    if (!read_hex(parser, &unit))
        return false;
    if (unit >= 0xD800 && unit < 0xDC00 && path_peek(parser, 0) == '\\' &&
        path_peek(parser, 1) == 'u' && char_hex(path_peek(parser, 2)) == 0xD &&
        char_hex(path_peek(parser, 3)) >= 0xC) {
        parser->at += 2;
        if (!read_hex(parser, &low))
            return false;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    buf_code_point(text, unit);
    return true;
}

/* An unknown escape is the character itself. The parser stands behind the backslash, and not at the
 * end. */
static bool read_escape(struct path_parser *parser, struct buf *text)
{
    static const char escaped[] = "bfnrt", meaning[] = "\b\f\n\r\t";
    char c = path_peek(parser, 0);
    parser->at++;
    if (c == 'u')
        return read_unicode_escape(parser, text);
    const char *known = memchr(escaped, c, sizeof escaped - 1);
    buf_char(text, known ? meaning[known - escaped] : c);
    return true;
}

/* Steps over the text up to the closing quote; a backslash and what follows it stay together. */
static bool find_end(struct path_parser *parser, char quote, bool *has_escapes)
{
    size_t start = parser->at;
    for (parser->at++; !path_at_end(parser); parser->at++) {
        char c = path_peek(parser, 0);
        if (c == quote)
            return true;
        if (c == '\\') {
            *has_escapes = true;
            parser->at++;
        }
    }
    parser->at = parser->text.len;
    return path_fail(parser, span_at(start, start + 1), "this quote is not closed");
}

bool path_quoted(struct path_parser *parser, enum path_quoting quoting, str *text)
{
    char quote = path_peek(parser, 0);
    size_t start = parser->at + 1;
    bool has_escapes = false;
    if (!find_end(parser, quote, &has_escapes))
        return false;
    size_t end = parser->at;
    *text = str_slice(parser->text, start, end);
    if (has_escapes) {
        struct buf decoded;
        buf_init(&decoded, parser->arena);
        for (parser->at = start; parser->at < end;) {
            char c = path_peek(parser, 0);
            parser->at++;
            if (c != '\\' || (quoting == QUOTING_NAME && path_peek(parser, 0) != quote)) {
                buf_char(&decoded, c);
                if (c == '\\')
                    buf_char(&decoded, parser->text.at[parser->at++]);
            } else if (!read_escape(parser, &decoded)) {
                return false;
            }
        }
        *text = buf_text(&decoded);
    }
    parser->at = end + 1;
    return true;
}
