/*
 * intern.h - texts to small numbers, the same text always the same number.
 *
 * Also serves as a hash table: keep an array beside it, indexed by the number.
 * Numbers count from 0 in the order of first appearance. The texts are not
 * copied; they must live as long as the table.
 *
 * Memory: grows inside the arena given to intern_init(); nothing to free.
 * Cost: O(length of the text), linear probing at a load of at most 1/2.
 */
#ifndef BASE_INTERN_H
#define BASE_INTERN_H

#include "base/str.h"

#define INTERN_NONE UINT32_MAX

struct arena;
struct intern_slot;

struct intern {
    struct arena *arena;
    struct intern_slot *slots;
    str *texts; /* by number */
    uint32_t slot_count, count, capacity;
};

void intern_init(struct intern *intern, struct arena *arena);
/* The number of `text`, a new one when it is not there yet. */
uint32_t intern_add(struct intern *intern, str text);
/* As intern_add(); `*is_new` says whether it was added just now. */
uint32_t intern_add_new(struct intern *intern, str text, bool *is_new);
/* The number of `text`, or INTERN_NONE. */
uint32_t intern_find(const struct intern *intern, str text);
static inline str intern_text(const struct intern *intern, uint32_t number)
{
    return intern->texts[number];
}

#endif
