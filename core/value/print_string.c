#include "value/internal.h"

#include "base/buf.h"

#define EACH_BYTE(byte) (0x0101010101010101u * (byte))

/* Nonzero when a byte of the word is 0. */
static uint64_t has_zero(uint64_t word)
{
    return (word - EACH_BYTE(0x01u)) & ~word & EACH_BYTE(0x80u);
}

/*
 * What can't stand in JSON as it is: controls, quote, backslash; and ED, which may begin a
 * surrogate.
 */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != 0xED;
}

/* Eight bytes at a time: strings of history and payloads are the bulk of what is printed. */
static size_t plain_length(str text)
{
    size_t i = 0;
    for (uint64_t word; text.len - i >= 8; i += 8) {
        memcpy(&word, text.at + i, 8);
        uint64_t low = (word - EACH_BYTE(0x20u)) & ~word & EACH_BYTE(0x80u);
        if (low | has_zero(word ^ EACH_BYTE(0x22u)) | has_zero(word ^ EACH_BYTE(0x5Cu)) |
            has_zero(word ^ EACH_BYTE(0xEDu)))
            break;
    }
    while (i < text.len && is_plain((unsigned char)text.at[i]))
        i++;
    return i;
}

/* The letter behind the backslash, 0 when there is none. */
static char short_escape(char c)
{
    switch (c) {
    case '"':
    case '\\': return c;
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return '\0';
    }
}

/* U+D800 to U+DFFF as three bytes at the start of the text; never in well-formed UTF-8. */
static bool starts_surrogate(str text)
{
    return text.len >= 3 && (unsigned char)text.at[0] == 0xED && (unsigned char)text.at[1] >= 0xA0;
}

static void print_unicode_escape(struct buf *buf, unsigned code_unit)
{
    static const char hex[] = "0123456789abcdef";
    char escape[] = { '\\',
                      'u',
                      hex[code_unit >> 12],
                      hex[code_unit >> 8 & 15],
                      hex[code_unit >> 4 & 15],
                      hex[code_unit & 15] };
    buf_str(buf, (str){ escape, sizeof escape });
}

/* Prints what is_plain() stopped at; returns how many bytes of the text that was. */
static size_t print_special(struct buf *buf, str text)
{
    unsigned char c = (unsigned char)text.at[0];
    if (starts_surrogate(text)) {
        unsigned middle = (unsigned char)text.at[1] & 0x3Fu,
                 low = (unsigned char)text.at[2] & 0x3Fu;
        print_unicode_escape(buf, 0xD000u | middle << 6 | low);
        return 3;
    }
    if (c == 0xED) {
        buf_char(buf, text.at[0]);
        return 1;
    }
    char letter = short_escape(text.at[0]);
    if (letter) {
        buf_char(buf, '\\');
        buf_char(buf, letter);
    } else {
        print_unicode_escape(buf, c);
    }
    return 1;
}

void value_print_string(struct buf *buf, str text)
{
    size_t plain = plain_length(text);
    char *at = buf_reserve(buf, plain + 2);
    *at++ = '"';
    if (plain)
        memcpy(at, text.at, plain);
    buf->len += plain + 1;
    while (plain < text.len) {
        text = str_from_offset(text, plain);
        text = str_from_offset(text, print_special(buf, text));
        plain = plain_length(text);
        buf_str(buf, str_slice(text, 0, plain));
    }
    buf_char(buf, '"');
}

size_t string_printed_size(str text)
{
    size_t size = 2;
    for (;;) {
        size_t plain = plain_length(text);
        size += plain;
        if (plain == text.len)
            return size;
        text = str_from_offset(text, plain);
        bool is_surrogate = starts_surrogate(text);
        if ((unsigned char)text.at[0] == 0xED && !is_surrogate)
            size += 1;
        else
            size += short_escape(text.at[0]) ? 2 : 6;
        text = str_from_offset(text, is_surrogate ? 3 : 1);
    }
}
