/*
 * heap.h - a priority queue of pointers, smallest first.
 *
 * Equal items leave in the order in which they came, so that a simulation
 * that uses the heap as its event queue is deterministic.
 *
 * Memory: grows inside the arena given to heap_init(); nothing to free.
 * Cost: O(log n) for push and pop.
 */
#ifndef BASE_HEAP_H
#define BASE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct heap_entry;

/* Whether `a` goes before `b`; false for equal ones. */
typedef bool heap_less(const void *a, const void *b);

struct heap {
    struct arena *arena;
    heap_less *less;
    struct heap_entry *entries;
    size_t count;
    uint32_t capacity;
    uint64_t arrivals;
};

void heap_init(struct heap *heap, struct arena *arena, heap_less *less);
void heap_push(struct heap *heap, void *item);
/* The smallest item, removed; NULL when empty. */
void *heap_pop(struct heap *heap);
/* The smallest item; NULL when empty. */
void *heap_peek(const struct heap *heap);

#endif
