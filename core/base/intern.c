#include "base/intern.h"

#include "base/arena.h"
#include "base/hash.h"

struct intern_slot {
    uint32_t hash;
    uint32_t number_plus_one; /* 0: free */
};

void intern_init(struct intern *intern, struct arena *arena)
{
    *intern = (struct intern){ .arena = arena };
}

/* The slot that holds `text`, or the free one where it belongs. */
static inline struct intern_slot *probe(const struct intern *intern, str text, uint32_t hash)
{
    uint32_t mask = intern->slot_count - 1;
    for (uint32_t i = hash & mask;; i = (i + 1) & mask) {
        struct intern_slot *slot = &intern->slots[i];
        if (slot->number_plus_one == 0)
            return slot;
        if (slot->hash == hash && hash_equal(intern->texts[slot->number_plus_one - 1], text))
            return slot;
    }
}

ATTR_NOINLINE static void grow(struct intern *intern)
{
    uint32_t old_count = intern->slot_count;
    const struct intern_slot *old = intern->slots;
    uint32_t slot_count = old_count ? old_count * 2 : 32;
    intern->slots = arena_array(intern->arena, struct intern_slot, slot_count);
    intern->slot_count = slot_count;
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i].number_plus_one == 0)
            continue;
        uint32_t at = old[i].hash & (slot_count - 1);
        while (intern->slots[at].number_plus_one)
            at = (at + 1) & (slot_count - 1);
        intern->slots[at] = old[i];
    }
    uint32_t capacity = slot_count / 2;
    intern->texts = arena_grow(intern->arena, intern->texts, intern->capacity * sizeof(str),
                               capacity * sizeof(str), _Alignof(str));
    intern->capacity = capacity;
}

uint32_t intern_add(struct intern *intern, str text)
{
    if (intern->count == intern->capacity)
        grow(intern);
    uint32_t hash = hash_name(text);
    struct intern_slot *slot = probe(intern, text, hash);
    if (slot->number_plus_one == 0) {
        intern->texts[intern->count++] = text;
        *slot = (struct intern_slot){ hash, intern->count };
    }
    return slot->number_plus_one - 1;
}

uint32_t intern_add_new(struct intern *intern, str text, bool *is_new)
{
    uint32_t count = intern->count;
    uint32_t number = intern_add(intern, text);
    *is_new = intern->count != count;
    return number;
}

uint32_t intern_find(const struct intern *intern, str text)
{
    if (intern->slot_count == 0)
        return INTERN_NONE;
    const struct intern_slot *slot = probe(intern, text, hash_name(text));
    return slot->number_plus_one ? slot->number_plus_one - 1 : INTERN_NONE;
}
