#include "value/internal.h"

void path_init(struct path *path, const struct memory *memory)
{
    arena_init(&path->arena, memory);
    path->levels = path->local;
    path->depth = 0;
    path->capacity = PATH_LOCAL;
}

void path_push(struct path *path, value container)
{
    if (path->depth == path->capacity) {
        struct level *levels =
            arena_alloc(&path->arena, path->capacity * 2 * sizeof *levels, _Alignof(struct level));
        memcpy(levels, path->levels, path->capacity * sizeof *levels);
        path->levels = levels;
        path->capacity *= 2;
    }
    path->levels[path->depth++] = (struct level){ container, 0 };
}

void path_finish(struct path *path)
{
    arena_finish(&path->arena);
}
