/*
 * str.h - a slice of bytes, the string type of the whole program.
 *
 * Not terminated, may hold NUL, never owned: it points into a source, an arena
 * or a literal. Text is UTF-8 where a function does not say otherwise. The
 * char_ functions know ASCII only and depend on no locale.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* For what a hot function seldom calls: inlined there it would make each call save registers. */
#if defined(__GNUC__)
#define ATTR_NOINLINE __attribute__((__noinline__))
#else
#define ATTR_NOINLINE
#endif

struct arena;

typedef struct {
    const char *at;
    size_t len;
} str;

#define STR(literal) ((str){ (literal), sizeof(literal) - 1 })
/* For initialisers of static tables, where a compound literal is no constant. */
#define STR_INIT(literal) { (literal), sizeof(literal) - 1 }
/* The two arguments of a "%.*s", which takes an int: of a text beyond 2 GiB it shows the first part. */
#define STR_ARG(s) (int)((s).len < INT32_MAX ? (s).len : INT32_MAX), (s).at

/* A slice over a terminated text; NULL gives an empty one. */
str str_from(const char *text);
str str_copy(struct arena *arena, str s);
/* A terminated copy, for libraries that want one. */
const char *str_terminated(struct arena *arena, str s);

static inline bool str_equal(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* As memcmp: by bytes, a prefix before the longer text. For UTF-8 that is code point order. */
int str_compare(str a, str b);
bool str_equal_ignoring_case(str a, str b);
/* The offset of the first `needle`, or SIZE_MAX. An empty needle is found at 0. Cost: linear, for any needle. */
size_t str_find(str s, str needle);
size_t str_find_char(str s, char c);
static inline bool str_contains(str s, str needle)
{
    return str_find(s, needle) != SIZE_MAX;
}
/* From `start` up to `end` (exclusive); both are clamped to the text. */
static inline str str_slice(str s, size_t start, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (start > end)
        start = end;
    return (str){ start ? s.at + start : s.at, end - start };
}
static inline bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}
static inline bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len &&
           (suffix.len == 0 || memcmp(s.at + (s.len - suffix.len), suffix.at, suffix.len) == 0);
}
/* Without the first `n` bytes. */
static inline str str_from_offset(str s, size_t n)
{
    return str_slice(s, n, s.len);
}
/* Without blanks, tabs and line breaks at both ends. */
str str_trim(str s);
/* Cuts the text up to the next `separator` off the front of `*rest`; false when `*rest` is used up. */
bool str_split(str *rest, char separator, str *part);

/* A 64-bit hash of the bytes, the same in every run. */
uint64_t str_hash(str s);

static inline bool char_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool char_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool char_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool char_is_letter(char c)
{
    return char_is_lower(c) || char_is_upper(c);
}
/* Space, tab, line feed, carriage return. */
static inline bool char_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
static inline char char_lower(char c)
{
    return char_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}
static inline char char_upper(char c)
{
    return char_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}
/* The value of a hexadecimal digit, or -1. */
int char_hex(char c);

#endif
