/*
 * hash.h - hashing and comparing short texts, inline.
 *
 * For the loops that meet each name of a file: a call of memcmp for six bytes costs more than the comparison. Other
 * code uses str_hash() and str_equal().
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

static inline uint64_t hash_load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* All of 1 to 7 bytes in one number. Copies of a fixed size are loads, one of `len` bytes would be a call. */
static inline uint64_t hash_load_short(const char *at, size_t len)
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

static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    uint64_t high_low = (a >> 32) * (uint32_t)b;
    uint64_t product = a * b;
    return product ^ (product >> 29) ^ high_low;
}

static inline uint64_t hash_text(str s)
{
    uint64_t hash = 0x9e3779b97f4a7c15u ^ s.len;
    const char *at = s.at;
    size_t len = s.len;
    for (; len >= 8; at += 8, len -= 8)
        hash = hash_mix(hash ^ hash_load(at), 0xd6e8feb86659fd93u);
    if (len)
        hash = hash_mix(hash ^ hash_load_short(at, len), 0xd6e8feb86659fd93u);
    return hash_mix(hash, 0xa0761d6478bd642fu) ^ (hash >> 32);
}

/*
 * Half the work of hash_text(), and half as good: for tables of names. The top byte of a word reaches only the top of
 * a product, hence a second round at the end.
 */
static inline uint32_t hash_name(str s)
{
    uint64_t hash = s.len * 0x9e3779b97f4a7c15u;
    const char *at = s.at;
    size_t len = s.len;
    for (; len > 8; at += 8, len -= 8) {
        hash = (hash ^ hash_load(at)) * 0xd6e8feb86659fd93u;
        hash ^= hash >> 32;
    }
    if (len)
        hash ^= len == 8 ? hash_load(at) : hash_load_short(at, len);
    hash *= 0xd6e8feb86659fd93u;
    hash = (hash ^ hash >> 32) * 0xa0761d6478bd642fu;
    return (uint32_t)(hash ^ hash >> 29);
}

/* As str_equal(). */
static inline bool hash_equal(str a, str b)
{
    size_t len = a.len;
    if (len != b.len || len == 0)
        return len == b.len;
    if (len < 8)
        return hash_load_short(a.at, len) == hash_load_short(b.at, len);
    for (size_t i = 0; i + 8 < len; i += 8) {
        if (hash_load(a.at + i) != hash_load(b.at + i))
            return false;
    }
    return hash_load(a.at + len - 8) == hash_load(b.at + len - 8);
}

#endif
