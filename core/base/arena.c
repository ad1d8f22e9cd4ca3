#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#ifndef ARENA_BLOCK
#define ARENA_BLOCK (64u * 1024u)
#endif
#define ARENA_BLOCK_MAX (1024u * 1024u)

struct arena_block {
    struct arena_block *before;
    size_t size; /* of the whole block, this header included */
};

/* The first byte behind the header that suits any type. */
#define BLOCK_HEADER ((sizeof(struct arena_block) + 15u) & ~(size_t)15u)

void arena_init(struct arena *arena, const struct memory *memory)
{
    *arena = (struct arena){ .memory = memory, .next_size = ARENA_BLOCK };
}

static void drop_last_block(struct arena *arena)
{
    struct arena_block *block = arena->last;
    arena->last = block->before;
    arena->held -= block->size;
    arena->memory->release(arena->memory->context, block, block->size);
}

void arena_finish(struct arena *arena)
{
    while (arena->last)
        drop_last_block(arena);
    arena_init(arena, arena->memory);
}

static void add_block(struct arena *arena, size_t need)
{
    size_t size = arena->next_size;
    if (need > SIZE_MAX - BLOCK_HEADER)
        size = SIZE_MAX;
    else if (need + BLOCK_HEADER > size)
        size = need + BLOCK_HEADER;
    if (arena->next_size < ARENA_BLOCK_MAX)
        arena->next_size *= 2;

    struct arena_block *block = arena->memory->acquire(arena->memory->context, size);
    block->before = arena->last;
    block->size = size;
    arena->last = block;
    arena->at = (char *)block + BLOCK_HEADER;
    arena->end = (char *)block + size;
    arena->held += size;
}

void *arena_alloc_more(struct arena *arena, size_t size, size_t align)
{
    assert(align && (align & (align - 1)) == 0 && align <= 16);
    size_t pad = (size_t)(-(uintptr_t)arena->at) & (align - 1);
    if (size > 0 || !arena->at || pad > (size_t)(arena->end - arena->at)) {
        add_block(arena, size);
        pad = 0;
    }
    char *at = arena->at + pad;
    arena->at = at + size;
    return at;
}

void *arena_zeroed(struct arena *arena, size_t count, size_t size, size_t align)
{
    size_t bytes = size && count > SIZE_MAX / size ? SIZE_MAX : count * size;
    void *at = arena_alloc(arena, bytes, align);
    return bytes ? memset(at, 0, bytes) : at;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size, size_t align)
{
    if (old && (char *)old + old_size == arena->at && new_size >= old_size &&
        new_size - old_size <= (size_t)(arena->end - arena->at)) {
        arena->at = (char *)old + new_size;
        return old;
    }
    void *at = arena_alloc(arena, new_size, align);
    if (old && old_size)
        memcpy(at, old, old_size < new_size ? old_size : new_size);
    return at;
}

void *arena_room(struct arena *arena, void *items, size_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    uint32_t old = *capacity;
    *capacity = old ? old * 2 : 4;
    return arena_grow(arena, items, old * size, *capacity * size, 16);
}

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
    void *at = arena_alloc(arena, size, 16);
    return size ? memcpy(at, from, size) : at;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){ arena->last, arena->at };
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
    while (arena->last != mark.last)
        drop_last_block(arena);
    arena->at = mark.at;
    arena->end = arena->last ? (char *)arena->last + arena->last->size : NULL;
}

size_t arena_held(const struct arena *arena)
{
    return arena->held;
}
