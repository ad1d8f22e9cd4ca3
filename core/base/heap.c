#include "base/heap.h"

#include "base/arena.h"

struct heap_entry {
    void *item;
    uint64_t arrival;
};

void heap_init(struct heap *heap, struct arena *arena, heap_less *less)
{
    *heap = (struct heap){ .arena = arena, .less = less };
}

static bool before(const struct heap *heap, const struct heap_entry *a, const struct heap_entry *b)
{
    if (heap->less(a->item, b->item))
        return true;
    return !heap->less(b->item, a->item) && a->arrival < b->arrival;
}

void heap_push(struct heap *heap, void *item)
{
    heap->entries =
        arena_room(heap->arena, heap->entries, heap->count, &heap->capacity, sizeof *heap->entries);
    struct heap_entry entry = { item, heap->arrivals++ };
    size_t at = heap->count++;
    while (at > 0 && before(heap, &entry, &heap->entries[(at - 1) / 2])) {
        heap->entries[at] = heap->entries[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->entries[at] = entry;
}

void *heap_pop(struct heap *heap)
{
    if (heap->count == 0)
        return NULL;
    void *smallest = heap->entries[0].item;
    struct heap_entry last = heap->entries[--heap->count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap->count)
            break;
        if (child + 1 < heap->count && before(heap, &heap->entries[child + 1], &heap->entries[child]))
            child++;
        if (!before(heap, &heap->entries[child], &last))
            break;
        heap->entries[at] = heap->entries[child];
        at = child;
    }
    if (heap->count)
        heap->entries[at] = last;
    return smallest;
}

void *heap_peek(const struct heap *heap)
{
    return heap->count ? heap->entries[0].item : NULL;
}
