#include "doc/json.h"

#include "base/utf8.h"
#include "diag/diag.h"

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Length of the well-formed UTF-8 sequence of two bytes or more at `at`, 0 when there is none. A
 * zero byte ends it. */
static size_t sequence_length(const char *at)
{
    unsigned char first = (unsigned char)at[0], second = (unsigned char)at[1];
    if (!is_continuation(at[1]))
        return 0;
    if (first < 0xE0)
        return first >= 0xC2 ? 2 : 0;
    if (!is_continuation(at[2]))
        return 0;
    if (first < 0xF0) {
        bool is_overlong = first == 0xE0 && second < 0xA0;
        bool is_surrogate = first == 0xED && second >= 0xA0;
        return is_overlong || is_surrogate ? 0 : 3;
    }
    if (!is_continuation(at[3]) || first > 0xF4)
        return 0;
    if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90))
        return 0;
    return 4;
}

/* Four hexadecimal digits, or -1. */
static int32_t hex4(str s)
{
    if (s.len < 4)
        return -1;
    int32_t unit = 0;
    for (size_t i = 0; i < 4; i++) {
        int digit = char_hex(s.at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* The character of a one-letter escape, or 0. */
static char escape_char(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/': return c;
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
    }
}

/* ---- Reading ---- */

static const char *bad_bytes(struct json *json, const char *at)
{
    const char *end = at + 1;
    while ((unsigned char)*end >= 0x80 && sequence_length(end) == 0)
        end++;
    if (json->bad_bytes++ < JSON_TEXT_ERRORS_MAX) {
        struct diag *d = diag_add(json->build.diags, json->build.syntax_rule, json->build.source,
                                  json_span(json, at, end));
        diag_message(d, "the byte 0x%02X is not UTF-8", (unsigned char)*at);
        diag_help(d, "save the file as UTF-8");
    }
    return end;
}

static void bad_control(struct json *json, const char *at)
{
    if (json->bad_controls++ >= JSON_TEXT_ERRORS_MAX)
        return;
    struct diag *d = diag_add(json->build.diags, json->build.syntax_rule, json->build.source,
                              json_span(json, at, at + 1));
    if (*at == '\n' || *at == '\r') {
        diag_message(d, "a string cannot hold a line break");
        diag_help(d, "write it as \\n");
        return;
    }
    diag_message(d, "a string cannot hold the control character U+%04X", (unsigned char)*at);
    str escape =
        *at == '\t' ? STR("\\t") : str_printf(d->arena, "\\u%04X", (unsigned)(unsigned char)*at);
    diag_help(d, "write it as %.*s", STR_ARG(escape));
    diag_edit(d, d->span, escape);
}

static void bad_escape(struct json *json, const char *at)
{
    if (json->bad_escapes++ >= JSON_TEXT_ERRORS_MAX)
        return;
    size_t len = 1;
    while (len < 6 && at[1] == 'u' && char_hex(at[len + 1]) >= 0)
        len++;
    bool is_unicode = at[1] == 'u';
    const char *end = is_unicode ? at + 1 + len : at + 1;
    if (!is_unicode)
        end += sequence_length(at + 1) ? sequence_length(at + 1) : 1;
    struct diag *d = diag_add(json->build.diags, json->build.syntax_rule, json->build.source,
                              json_span(json, at, end));
    if (is_unicode) {
        diag_message(d, "expected four hexadecimal digits after \\u");
        return;
    }
    diag_message(d, "\"%.*s\" is no escape that JSON knows", (int)(end - at), at);
    diag_help(d, "a backslash in a string is written \\\\; the escapes are \\\" \\\\ \\/ \\b \\f "
                 "\\n \\r \\t \\uXXXX");
    diag_edit(d, json_span(json, at, at + 1), STR("\\\\"));
}

static const char *read_escape(struct json *json, const char *at)
{
    if (escape_char(at[1]))
        return at + 2;
    if (at[1] == 'u' && hex4((str){ at + 2, (size_t)(json->end - at) - 2 }) >= 0)
        return at + 6;
    if (at + 1 == json->end)
        return at + 1; /* the string is not closed, which will be said */
    bad_escape(json, at);
    /* Never over what may end the string or be wrong by itself. */
    return (unsigned char)at[1] >= 0x20 && (unsigned char)at[1] < 0x80 ? at + 2 : at + 1;
}

/*
 * A line break inside a string: was the closing quote forgotten, or is it a text of several lines?
 * The next quote tells: one that is followed by punctuation closes this string, any other one opens
 * the next.
 */
static bool is_forgotten_quote(const char *at)
{
    while (*at != '"' && *at != '\0')
        at += at[0] == '\\' && at[1] != '\0' ? 2 : 1;
    if (*at == '\0')
        return true;
    at++;
    while (char_is_blank(*at))
        at++;
    return *at != ',' && *at != '}' && *at != ']' && *at != ':' && *at != '\0';
}

/* The end of a string without a closing quote: before the punctuation that ends the line. */
static const char *unclosed(struct json *json, const char *start, const char *at)
{
    const char *end = at;
    while (end > start &&
           (char_is_blank(end[-1]) || end[-1] == ',' || end[-1] == '}' || end[-1] == ']'))
        end--;
    if (json->errors++ < JSON_ERRORS_MAX) {
        struct diag *d = diag_add(json->build.diags, json->build.syntax_rule, json->build.source,
                                  json_span(json, start - 1, end));
        diag_message(d, "the string is not closed; expected '\"'");
        diag_edit(d, json_span(json, end, end), STR("\""));
    }
    return end;
}

const char *json_string_rest(struct json *json, const char *start, const char *at, unsigned *flags,
                             bool *is_closed)
{
    bool has_break = false;
    for (;;) {
        char c = *at;
        if (c == '"') {
            *is_closed = true;
            return at;
        }
        if ((unsigned char)c >= 0x80) {
            size_t len = sequence_length(at);
            if (len == 0)
                *flags |= NODE_DECODED;
            at = len ? at + len : bad_bytes(json, at);
        } else if (c == '\\') {
            *flags |= NODE_DECODED;
            at = read_escape(json, at);
        } else {
            bool is_break = c == '\n' || c == '\r';
            if (at == json->end || (is_break && !has_break && is_forgotten_quote(at))) {
                *is_closed = false;
                return unclosed(json, start, at);
            }
            if (!is_break || !has_break)
                bad_control(json, at);
            has_break |= is_break;
            at++;
        }
        at = word_scan_plain(at);
    }
}

/* ---- Decoding ---- */

/* One character or escape of a string: how much of the source, and its bytes. */
struct piece {
    size_t raw_len, len;
    char bytes[4];
};

static struct piece code_point_piece(size_t raw_len, uint32_t code_point)
{
    struct piece piece = { .raw_len = raw_len };
    piece.len = utf8_encode(piece.bytes, code_point);
    return piece;
}

/* Unicode escapes: two surrogates that belong together are one character, a lone one keeps its
 * three bytes. */
static struct piece unicode_piece(str raw, int32_t unit)
{
    if (unit >= 0xD800 && unit < 0xDC00 && raw.len >= 12 && raw.at[6] == '\\' && raw.at[7] == 'u') {
        int32_t low = hex4(str_from_offset(raw, 8));
        if (low >= 0xDC00 && low < 0xE000)
            return code_point_piece(12, 0x10000u + ((uint32_t)unit - 0xD800u) * 0x400u +
                                            ((uint32_t)low - 0xDC00u));
    }
    return code_point_piece(6, (uint32_t)unit);
}

static struct piece escape_piece(str raw)
{
    if (raw.len < 2)
        return code_point_piece(raw.len, '\\');
    /* No escape of JSON's, but of texts in single quotes, which are read as they were meant. */
    if (raw.at[1] == '\'')
        return code_point_piece(2, '\'');
    if (escape_char(raw.at[1]))
        return (struct piece){ 2, 1, { escape_char(raw.at[1]) } };
    int32_t unit = raw.at[1] == 'u' ? hex4(str_from_offset(raw, 2)) : -1;
    return unit >= 0 ? unicode_piece(raw, unit) : code_point_piece(1, '\\');
}

/* The piece at the start of `raw`, which is not empty and starts with a backslash or a byte above
 * 0x7F. */
static struct piece next_piece(str raw)
{
    if (raw.at[0] == '\\')
        return escape_piece(raw);
    size_t len = 0;
    uint32_t code_point = utf8_next(raw, &len);
    return code_point_piece(len, code_point);
}

static size_t plain_length(str raw)
{
    size_t i = 0;
    while (i < raw.len && raw.at[i] != '\\' && (unsigned char)raw.at[i] < 0x80)
        i++;
    return i;
}

static void add_segment(struct segment *map, uint32_t *count, struct segment segment)
{
    struct segment *last = *count ? &map[*count - 1] : NULL;
    bool is_plain = segment.length == segment.outer_length;
    if (last && is_plain && last->length == last->outer_length) {
        last->length += segment.length;
        last->outer_length += segment.length;
        return;
    }
    map[(*count)++] = segment;
}

/* Writes the text to `to` and its segments to `map`, each unless NULL. Returns the length of the
 * text. */
static size_t decode(str raw, char *to, uint32_t offset, struct segment *map, uint32_t *count)
{
    size_t len = 0;
    for (size_t i = 0; i < raw.len;) {
        struct piece piece = { .raw_len = plain_length(str_from_offset(raw, i)) };
        const char *bytes = raw.at + i;
        piece.len = piece.raw_len;
        if (piece.raw_len == 0) {
            piece = next_piece(str_from_offset(raw, i));
            bytes = piece.bytes;
        }
        if (to)
            memcpy(to + len, bytes, piece.len);
        if (map)
            add_segment(map, count,
                        (struct segment){ (uint32_t)len, (uint32_t)piece.len, offset + (uint32_t)i,
                                          (uint32_t)piece.raw_len });
        len += piece.len;
        i += piece.raw_len;
    }
    return len;
}

str json_string_decode(struct arena *arena, str raw)
{
    size_t len = decode(raw, NULL, 0, NULL, NULL);
    char *text = arena_alloc(arena, len, 1);
    decode(raw, text, 0, NULL, NULL);
    return (str){ text, len };
}

struct segment *json_string_map(struct arena *arena, str raw, uint32_t offset, uint32_t *count)
{
    size_t specials = 0;
    for (size_t i = 0; i < raw.len; i++)
        specials += raw.at[i] == '\\' || (unsigned char)raw.at[i] >= 0x80;
    struct segment *map = arena_array(arena, struct segment, 2 * specials + 1);
    *count = 0;
    decode(raw, NULL, offset, map, count);
    if (*count == 0)
        map[(*count)++] = (struct segment){ 0, 0, offset, 0 };
    return map;
}
