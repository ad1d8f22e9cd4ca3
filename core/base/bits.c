#include "base/bits.h"

#include "base/arena.h"

#include <assert.h>

static size_t word_count(const struct bits *bits)
{
    return (bits->count + 63) / 64;
}

void bits_init(struct bits *bits, struct arena *arena, size_t count)
{
    *bits = (struct bits){ .count = count };
    bits->words = arena_array(arena, uint64_t, word_count(bits));
}

bool bits_unite(struct bits *to, const struct bits *from)
{
    assert(to->count == from->count);
    uint64_t changed = 0;
    for (size_t i = 0; i < word_count(to); i++) {
        changed |= from->words[i] & ~to->words[i];
        to->words[i] |= from->words[i];
    }
    return changed != 0;
}

bool bits_intersect(struct bits *to, const struct bits *from)
{
    assert(to->count == from->count);
    uint64_t changed = 0;
    for (size_t i = 0; i < word_count(to); i++) {
        changed |= to->words[i] & ~from->words[i];
        to->words[i] &= from->words[i];
    }
    return changed != 0;
}
