#include "base/str.h"

#include "base/arena.h"
#include "base/hash.h"

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

uint64_t str_hash(str s)
{
    return hash_text(s);
}

int char_hex(char c)
{
    if (char_is_digit(c))
        return c - '0';
    c = char_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
