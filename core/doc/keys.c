#include "doc/keys.h"

#include "base/arena.h"

struct key_slot {
    uint32_t hash; /* its upper bits are the slot where the search begins */
    uint32_t id;   /* 0: free */
};

#define CAPACITY_MIN_LOG2 5
#define CAPACITY_MIN      (1u << CAPACITY_MIN_LOG2)

void keys_init(struct keys *keys, struct arena *arena)
{
    *keys = (struct keys){ .arena = arena };
    keys->latest = arena_array(arena, uint32_t, NAME_COUNT);
}

static void put(struct keys *keys, struct key_slot slot)
{
    uint32_t mask = keys->slot_count - 1;
    uint32_t at = slot.hash >> keys->shift;
    while (keys->slots[at].id)
        at = (at + 1) & mask;
    keys->slots[at] = slot;
}

/* Twice the room, so that at most half of the slots are taken. */
static void grow(struct keys *keys)
{
    const struct key_slot *old = keys->slots;
    uint32_t old_count = keys->slot_count, old_capacity = keys->capacity;
    keys->capacity = old_capacity ? old_capacity * 2 : CAPACITY_MIN;
    keys->slot_count = keys->capacity * 2;
    keys->shift = old_count ? keys->shift - 1 : 32 - CAPACITY_MIN_LOG2 - 1;
    keys->slots = arena_array(keys->arena, struct key_slot, keys->slot_count);
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i].id)
            put(keys, old[i]);
    }
    keys->names = arena_grow(keys->arena, keys->names, old_capacity * sizeof(str),
                             keys->capacity * sizeof(str), _Alignof(str));
    size_t old_size = (NAME_COUNT + old_capacity) * sizeof(uint32_t);
    keys->latest = arena_grow(keys->arena, keys->latest, old_size,
                              (NAME_COUNT + keys->capacity) * sizeof(uint32_t), _Alignof(uint32_t));
}

static uint32_t add(struct keys *keys, str text, uint32_t hash)
{
    if (keys->count == keys->capacity)
        grow(keys);
    uint32_t id = NAME_COUNT + keys->count;
    keys->names[keys->count++] = text;
    keys->latest[id] = 0;
    put(keys, (struct key_slot){ hash, id });
    return id;
}

/* The slot of a text, or the free one where it belongs. */
static const struct key_slot *probe(const struct keys *keys, str text, uint32_t hash)
{
    uint32_t mask = keys->slot_count - 1;
    for (uint32_t at = hash >> keys->shift;; at = (at + 1) & mask) {
        const struct key_slot *slot = &keys->slots[at];
        if (slot->id == 0)
            return slot;
        str name = keys->names[slot->id - NAME_COUNT];
        if (slot->hash == hash && name.len == text.len &&
            hash_same_text(name.at, text.at, text.len))
            return slot;
    }
}

uint32_t keys_id_unknown(struct keys *keys, str text, uint64_t long_hash)
{
    uint32_t hash = (uint32_t)(long_hash >> 32);
    if (keys->slot_count == 0)
        return add(keys, text, hash);
    const struct key_slot *slot = probe(keys, text, hash);
    return slot->id ? slot->id : add(keys, text, hash);
}

str keys_text(const struct keys *keys, uint32_t id)
{
    return id < NAME_COUNT ? name_text((enum name)id) : keys->names[id - NAME_COUNT];
}
