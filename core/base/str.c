#include "base/str.h"

#include "base/arena.h"

str str_from(const char *text)
{
    return (str){ text, text ? strlen(text) : 0 };
}

str str_copy(struct arena *arena, str s)
{
    char *at = arena_alloc(arena, s.len, 1);
    if (s.len)
        memcpy(at, s.at, s.len);
    return (str){ at, s.len };
}

const char *str_terminated(struct arena *arena, str s)
{
    char *at = arena_alloc(arena, s.len < SIZE_MAX ? s.len + 1 : SIZE_MAX, 1);
    if (s.len)
        memcpy(at, s.at, s.len);
    at[s.len] = '\0';
    return at;
}

int str_compare(str a, str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.at, b.at, len) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_equal_ignoring_case(str a, str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++) {
        if (char_lower(a.at[i]) != char_lower(b.at[i]))
            return false;
    }
    return true;
}

size_t str_find_char(str s, char c)
{
    const char *at = s.len ? memchr(s.at, c, s.len) : NULL;
    return at ? (size_t)(at - s.at) : SIZE_MAX;
}

str str_trim(str s)
{
    while (s.len && char_is_blank(s.at[0]))
        s = str_from_offset(s, 1);
    while (s.len && char_is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

bool str_split(str *rest, char separator, str *part)
{
    if (!rest->at)
        return false;
    size_t at = str_find_char(*rest, separator);
    *part = str_slice(*rest, 0, at);
    *rest = at == SIZE_MAX ? (str){ NULL, 0 } : str_from_offset(*rest, at + 1);
    return true;
}

static inline uint64_t load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* 1 to 7 bytes. Copies of a fixed size are loads, one of `len` bytes would be a call. */
static inline uint64_t load_short(const char *at, size_t len)
{
    if (len >= 4) {
        uint32_t first, last;
        memcpy(&first, at, sizeof first);
        memcpy(&last, at + len - 4, sizeof last);
        return first | (uint64_t)last << 32;
    }
    const unsigned char *bytes = (const unsigned char *)at;
    return bytes[0] | (uint64_t)bytes[len / 2] << 8 | (uint64_t)bytes[len - 1] << 16;
}

static inline uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t high_low = (a >> 32) * (uint32_t)b;
    uint64_t product = a * b;
    return product ^ (product >> 29) ^ high_low;
}

uint64_t str_hash(str s)
{
    uint64_t hash = 0x9e3779b97f4a7c15u ^ s.len;
    const char *at = s.at;
    size_t len = s.len;
    for (; len >= 8; at += 8, len -= 8)
        hash = mix(hash ^ load(at), 0xd6e8feb86659fd93u);
    if (len)
        hash = mix(hash ^ load_short(at, len), 0xd6e8feb86659fd93u);
    return mix(hash, 0xa0761d6478bd642fu) ^ (hash >> 32);
}

int char_hex(char c)
{
    if (char_is_digit(c))
        return c - '0';
    c = char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
