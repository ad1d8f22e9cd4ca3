/*
 * arena.h - memory that is given back all at once.
 *
 * Everything made while working on one file lives in that file's arena and
 * dies with it; nobody frees a node. A mark taken before some scratch work and
 * released after it gives back what the work took.
 *
 * The blocks come from a `struct memory`, which whoever owns the process
 * provides (cli: malloc; tests: a counted or limited one). `acquire` delivers
 * or does not come back: it never returns NULL, so the core has no
 * out-of-memory branches. A size that overflows asks for SIZE_MAX bytes, which
 * no memory can deliver.
 *
 * Cost: a few instructions an allocation; blocks double from ARENA_BLOCK up to
 * 1 MiB, larger requests get a block of their own.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define ATTR_NEVER_NULL __attribute__((__returns_nonnull__))
#else
#define ATTR_NEVER_NULL
#endif

struct memory {
    void *(*acquire)(void *context, size_t size);
    void (*release)(void *context, void *block, size_t size);
    void *context;
};

struct arena_block;

struct arena {
    const struct memory *memory;
    struct arena_block *last; /* the block that `at` points into, newest first */
    char *at, *end;
    size_t next_size;
    size_t held; /* bytes in all blocks */
};

struct arena_mark {
    struct arena_block *last;
    char *at;
};

void arena_init(struct arena *arena, const struct memory *memory);
/* Gives all blocks back; the arena may be used again afterwards. */
void arena_finish(struct arena *arena);

/* What arena_alloc() does when the block has too little room. */
ATTR_NEVER_NULL void *arena_alloc_more(struct arena *arena, size_t size, size_t align);

/* `size` bytes at a multiple of `align` (a power of two, at most 16); not zeroed. Size 0 is fine. */
ATTR_NEVER_NULL static inline void *arena_alloc(struct arena *arena, size_t size, size_t align)
{
    size_t pad = (size_t)(-(uintptr_t)arena->at) & (align - 1);
    size_t room = (size_t)(arena->end - arena->at);
    if (size == 0 || pad > room || size > room - pad)
        return arena_alloc_more(arena, size, align);
    char *at = arena->at + pad;
    arena->at = at + size;
    return at;
}

/* `count` elements of `size` bytes, all zero. */
ATTR_NEVER_NULL void *arena_zeroed(struct arena *arena, size_t count, size_t size, size_t align);
/*
 * Makes the memory at `old` (of `old_size` bytes; NULL is fine) `new_size` bytes large, in place when it was the
 * last allocation, else by copying. The new part is not zeroed.
 */
ATTR_NEVER_NULL void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size, size_t align);
/*
 * Room for one more item of `size` bytes in a list of `count` items that grows: `items`, or a
 * larger copy when they fill its `*capacity`, which is then doubled. Both start as zero. The new
 * room is not zeroed.
 */
ATTR_NEVER_NULL void *arena_room(struct arena *arena, void *items, size_t count, uint32_t *capacity,
                                 size_t size);
/* A copy of `size` bytes, aligned for any type. */
ATTR_NEVER_NULL void *arena_copy(struct arena *arena, const void *from, size_t size);

struct arena_mark arena_mark(const struct arena *arena);
/* Gives back all that was allocated since the mark was taken. */
void arena_release(struct arena *arena, struct arena_mark mark);
/* Bytes that the arena holds from its memory, whether handed out or not. */
size_t arena_held(const struct arena *arena);

/* One zeroed `type`, or `count` zeroed ones. */
#define arena_new(arena, type) \
    ((type *)memset(arena_alloc((arena), sizeof(type), _Alignof(type)), 0, sizeof(type)))
#define arena_array(arena, type, count) \
    ((type *)arena_zeroed((arena), (count), sizeof(type), _Alignof(type)))

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
