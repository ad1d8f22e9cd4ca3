/*
 * bits.h - a set of small numbers, one bit each.
 *
 * Memory: fixed size, in the arena given to bits_init(); nothing to free.
 */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct bits {
    uint64_t *words;
    size_t count; /* numbers 0 to count - 1 */
};

/* An empty set for the numbers 0 to `count` - 1. */
void bits_init(struct bits *bits, struct arena *arena, size_t count);
static inline bool bits_has(const struct bits *bits, size_t i)
{
    return bits->words[i / 64] >> (i % 64) & 1;
}
static inline void bits_set(struct bits *bits, size_t i)
{
    bits->words[i / 64] |= (uint64_t)1 << (i % 64);
}
static inline void bits_clear(struct bits *bits, size_t i)
{
    bits->words[i / 64] &= ~((uint64_t)1 << (i % 64));
}
/* Adds (or keeps only) the members of `from`; both of one size. Returns whether `to` changed. */
bool bits_unite(struct bits *to, const struct bits *from);
bool bits_intersect(struct bits *to, const struct bits *from);

#endif
