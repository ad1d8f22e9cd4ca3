/*
 * keys.h - the name ids of one document's keys: fixed ones for the known words, new ones from
 * NAME_COUNT on.
 *
 * Internal to doc. Each id also remembers the node of its latest key, by which the builder sees
 * with one comparison that a key cannot be a duplicate.
 *
 * Memory: grows inside the arena given to keys_init(); texts are not copied. Cost: O(length of the
 * text).
 */
#ifndef DOC_KEYS_H
#define DOC_KEYS_H

#include "doc/hash.h"
#include "doc/names.h"

struct arena;
struct key_slot;

struct keys {
    struct arena *arena;
    struct key_slot *slots;
    uint32_t slot_count, shift;
    str *names;       /* by id - NAME_COUNT */
    uint32_t *latest; /* by id: node of the latest key, 0 before the first */
    uint32_t count, capacity;
};

void keys_init(struct keys *keys, struct arena *arena);
/* The id of a text. */
uint32_t keys_id(struct keys *keys, str text);
/* All ids are below this. */
static inline uint32_t keys_end(const struct keys *keys)
{
    return NAME_COUNT + keys->count;
}
str keys_text(const struct keys *keys, uint32_t id);

/* name_find() for a text whose hash_name() is known. */
enum name name_find_hashed(str text, uint64_t hash);

#endif
