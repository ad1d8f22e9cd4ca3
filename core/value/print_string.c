#include "value/internal.h"

#include "base/buf.h"

#define EACH_BYTE(byte) (0x0101010101010101u * (uint64_t)(byte))

/* Nonzero when a byte of the word is 0. */
static uint64_t has_zero(uint64_t word)
{
    return (word - EACH_BYTE(0x01)) & ~word & EACH_BYTE(0x80);
}

/*
 * What can't stand in JSON as it is: controls, quote, backslash; and ED, which may begin a
 * surrogate.
 */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != 0xED;
}

/* Below 20, quote, backslash: a byte's top bit shows when the subtraction wraps, and is no news if
 * set before. */
static inline bool word_is_plain(uint64_t word)
{
    const uint64_t tops = EACH_BYTE(0x80), ones = EACH_BYTE(0x01);
    uint64_t quote = word ^ EACH_BYTE('"'), backslash = word ^ EACH_BYTE('\\');
    uint64_t wrapped = (word - EACH_BYTE(0x20)) | (quote - ones) | (backslash - ones);
    if (wrapped & ~word & tops)
        return false;
    return (word & tops) == 0 || !has_zero(word ^ EACH_BYTE(0xED));
}

static uint64_t load_8(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* Four to seven bytes, some of them twice. */
static uint64_t load_short(str text)
{
    uint32_t first, last;
    memcpy(&first, text.at, sizeof first);
    memcpy(&last, text.at + text.len - sizeof last, sizeof last);
    return (uint64_t)last << 32 | first;
}

/*
 * How many bytes from the start on print as they are. Eight at a time, the last eight overlapping,
 * as strings and names are the bulk of payloads: a byte at a time made value_print() a third
 * slower.
 */
static size_t plain_length(str text)
{
    size_t i = 0;
    if (text.len >= 8) {
        while (text.len - i >= 8 && word_is_plain(load_8(text.at + i)))
            i += 8;
        if (text.len - i < 8 && word_is_plain(load_8(text.at + text.len - 8)))
            return text.len;
    } else if (text.len >= 4 && word_is_plain(load_short(text))) {
        return text.len;
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
    return text.len >= 3 && (unsigned char)text.at[0] == 0xED &&
           ((unsigned char)text.at[1] & 0xE0) == 0xA0 && ((unsigned char)text.at[2] & 0xC0) == 0x80;
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
