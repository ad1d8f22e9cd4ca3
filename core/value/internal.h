/*
 * internal.h - what the files of value share.
 */
#ifndef VALUE_INTERNAL_H
#define VALUE_INTERNAL_H

#include "value/value.h"

#include "base/arena.h"

/*
 * A path from the outermost container to the innermost, for walking without recursion. The first
 * levels stand on the C stack; deeper ones in memory of their own, so that the arena that is being
 * filled stays undisturbed.
 */
struct level {
    value container;
    uint32_t next; /* index of the child that comes next */
};

enum { PATH_LOCAL = 48 };

struct path {
    struct arena arena;
    struct level *levels;
    size_t depth, capacity;
    struct level local[PATH_LOCAL];
};

void path_init(struct path *path, const struct memory *memory);
void path_push(struct path *path, value container);
void path_finish(struct path *path);

static inline bool is_container(value v)
{
    return v.kind == VALUE_ARRAY || v.kind == VALUE_OBJECT;
}

/* The members with their index, if there is one, in new memory; names and values as they were. */
struct member *members_copy(struct arena *arena, const struct member *members, uint32_t count);

/* Bytes of a string as JSON, with its quotes. */
size_t string_printed_size(str text);

#endif
