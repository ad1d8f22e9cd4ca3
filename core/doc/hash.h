/*
 * hash.h - the hash of a name, shared by the reader (names.c, keys.c) and the program that the
 * build runs to make the table of known names (mknames.c). Depends on nothing but the bytes, so
 * both may run on different machines.
 */
#ifndef DOC_HASH_H
#define DOC_HASH_H

#include "doc/word.h"

#include <stdbool.h>
#include <stddef.h>

static inline uint64_t hash_mix(uint64_t hash)
{
    hash *= 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

/* The bytes of a text of at most 8, in no matter what order, without reading beside it. */
static inline uint64_t hash_tail(const char *at, size_t len)
{
    if (len >= 4)
        return word_load32(at) | (uint64_t)word_load32(at + len - 4) << 32;
    if (len == 0)
        return 0;
    return word_byte(at[0]) | word_byte(at[len / 2]) << 8 | word_byte(at[len - 1]) << 16;
}

static inline uint64_t hash_name(const char *at, size_t len)
{
    uint64_t hash = len;
    for (; len > 8; at += 8, len -= 8)
        hash = hash_mix(hash ^ word_load(at));
    return hash_mix(hash ^ hash_tail(at, len));
}

/* Whether two texts of one length are the same; for names, which are short, quicker than memcmp(). */
static inline bool hash_same_text(const char *a, const char *b, size_t len)
{
    for (; len > 8; a += 8, b += 8, len -= 8) {
        if (word_load(a) != word_load(b))
            return false;
    }
    return hash_tail(a, len) == hash_tail(b, len);
}

#endif
