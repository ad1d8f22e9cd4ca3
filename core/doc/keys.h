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
#include "names_table.h"

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
/* The id of a text that is no known word; `hash` is its hash_name(). */
uint32_t keys_id_unknown(struct keys *keys, str text, uint64_t hash);
/* All ids are below this. */
static inline uint32_t keys_end(const struct keys *keys)
{
    return NAME_COUNT + keys->count;
}
str keys_text(const struct keys *keys, uint32_t id);

/* Of all known words: number by slot, and text by number. In names.c. */
extern const uint16_t name_slots[NAMES_SLOT_COUNT];
extern const str name_texts[NAME_COUNT];

/* name_find() for a text whose hash_name() is known. */
static inline enum name name_find_hashed(str text, uint64_t hash)
{
    enum name name = (enum name)name_slots[hash * NAMES_MULTIPLIER >> NAMES_SHIFT];
    str word = name_texts[name];
    bool is_same = word.len == text.len && hash_same_text(word.at, text.at, text.len);
    return is_same ? name : NAME_NONE;
}

/* The id of a text. */
static inline uint32_t keys_id(struct keys *keys, str text)
{
    uint64_t hash = hash_name(text.at, text.len);
    enum name name = name_find_hashed(text, hash);
    return name != NAME_NONE ? (uint32_t)name : keys_id_unknown(keys, text, hash);
}

#endif
