#include "jsonata/read.h"

#include "base/buf.h"
#include "base/num.h"

#include <math.h>

struct reader {
    struct arena *arena;
    str text;
    size_t at;
    unsigned depth;
};

static bool read_value(struct reader *reader, value *v);

static char peek(const struct reader *reader)
{
    return reader->at < reader->text.len ? reader->text.at[reader->at] : '\0';
}

static void skip_blanks(struct reader *reader)
{
    while (char_is_blank(peek(reader)))
        reader->at++;
}

static bool take(struct reader *reader, char c)
{
    skip_blanks(reader);
    if (peek(reader) != c)
        return false;
    reader->at++;
    return true;
}

static bool read_unit(struct reader *reader, uint32_t *unit)
{
    str digits = str_slice(reader->text, reader->at, reader->at + 4);
    *unit = 0;
    if (digits.len < 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (char_hex(digits.at[i]) < 0)
            return false;
        *unit = *unit * 16 + (uint32_t)char_hex(digits.at[i]);
    }
    reader->at += 4;
    return true;
}

/* Behind \u: one code point, perhaps of two escapes. */
static bool read_unicode_escape(struct reader *reader, struct buf *buf)
{
    uint32_t unit, low;
    if (!read_unit(reader, &unit))
        return false;
    size_t behind = reader->at;
    if (unit >= 0xD800 && unit < 0xDC00 && peek(reader) == '\\' &&
        str_starts(str_from_offset(reader->text, behind), STR("\\u"))) {
        reader->at += 2;
        if (!read_unit(reader, &low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        else
            reader->at = behind;
    }
    buf_code_point(buf, unit);
    return true;
}

static bool read_escape(struct reader *reader, struct buf *buf)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = peek(reader);
    reader->at++;
    if (c == 'u')
        return read_unicode_escape(reader, buf);
    const char *found = c ? strchr(from, c) : NULL;
    if (!found)
        return false;
    buf_char(buf, to[found - from]);
    return true;
}

/* The quote has been read. */
static bool read_string(struct reader *reader, str *text)
{
    size_t start = reader->at;
    while (reader->at < reader->text.len && peek(reader) != '"' && peek(reader) != '\\' &&
           (unsigned char)peek(reader) >= ' ')
        reader->at++;
    *text = str_slice(reader->text, start, reader->at);
    if (peek(reader) == '"' && ++reader->at)
        return true;
    struct buf buf;
    buf_init(&buf, reader->arena);
    buf_str(&buf, *text);
    while (reader->at < reader->text.len) {
        char c = reader->text.at[reader->at++];
        if (c == '"') {
            *text = buf_text(&buf);
            return true;
        }
        if ((unsigned char)c < ' ')
            return false;
        if (c != '\\')
            buf_char(&buf, c);
        else if (!read_escape(reader, &buf))
            return false;
    }
    return false;
}

static bool read_array(struct reader *reader, value *v)
{
    struct array_builder builder;
    array_begin(&builder, reader->arena);
    if (!take(reader, ']')) {
        do {
            value item;
            if (!read_value(reader, &item))
                return false;
            array_add(&builder, item);
        } while (take(reader, ','));
        if (!take(reader, ']'))
            return false;
    }
    *v = array_end(&builder);
    return true;
}

static bool read_object(struct reader *reader, value *v)
{
    struct object_builder builder;
    object_begin(&builder, reader->arena);
    if (!take(reader, '}')) {
        do {
            str name;
            value member;
            if (!take(reader, '"') || !read_string(reader, &name) || !take(reader, ':') ||
                !read_value(reader, &member))
                return false;
            uint32_t before = builder.count;
            object_set(&builder, name, member);
            if (builder.count == before)
                return false;
        } while (take(reader, ','));
        if (!take(reader, '}'))
            return false;
    }
    *v = object_end(&builder);
    return true;
}

static bool read_word(struct reader *reader, value *v)
{
    static const struct {
        str text;
        enum value_kind kind;
    } words[] = {
        { STR_INIT("null"), VALUE_NULL },
        { STR_INIT("true"), VALUE_TRUE },
        { STR_INIT("false"), VALUE_FALSE },
    };
    str rest = str_from_offset(reader->text, reader->at);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!str_starts(rest, words[i].text))
            continue;
        reader->at += words[i].text.len;
        *v = (value){ .kind = (uint8_t)words[i].kind };
        return true;
    }
    size_t len = num_scan(rest);
    if (len == 0)
        return false;
    reader->at += len;
    *v = value_of_number_text(str_slice(rest, 0, len));
    return isfinite(value_number(*v));
}

static bool read_value(struct reader *reader, value *v)
{
    skip_blanks(reader);
    switch (peek(reader)) {
    case '"': {
        str text;
        reader->at++;
        if (!read_string(reader, &text))
            return false;
        *v = value_string(text);
        return true;
    }
    case '[':
    case '{': {
        if (++reader->depth > READ_DEPTH_MAX)
            return false;
        bool is_array = reader->text.at[reader->at++] == '[';
        bool is_read = is_array ? read_array(reader, v) : read_object(reader, v);
        reader->depth--;
        return is_read;
    }
    default:
        return read_word(reader, v);
    }
}

bool json_read(struct arena *arena, str text, value *v)
{
    struct reader reader = { .arena = arena, .text = text };
    if (!read_value(&reader, v))
        return false;
    skip_blanks(&reader);
    return reader.at == text.len;
}
