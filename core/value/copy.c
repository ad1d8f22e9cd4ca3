#include "value/internal.h"

static value *items_of(value array)
{
    return (value *)(uintptr_t)array.as.items;
}

static struct member *members_of(value object)
{
    return (struct member *)(uintptr_t)object.as.members;
}

/* A copy of what stands directly behind `v`; the children of a container still point at the
 * original's. */
static value copy_shallow(struct arena *arena, value v)
{
    switch ((enum value_kind)v.kind) {
    case VALUE_STRING:
    case VALUE_BIG: v.as.text = str_copy(arena, value_text(v)).at; break;
    case VALUE_ARRAY:
        if (v.count)
            v.as.items = arena_copy(arena, v.as.items, v.count * sizeof(value));
        break;
    case VALUE_OBJECT:
        if (v.count)
            v.as.members = members_copy(arena, v.as.members, v.count);
        break;
    case VALUE_UNDEFINED:
    case VALUE_NULL:
    case VALUE_FALSE:
    case VALUE_TRUE:
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_FUNCTION: break;
    }
    return v;
}

/* The place of the next child of a container that was copied, its name copied too. */
static value *next_child(struct arena *arena, struct level *level)
{
    uint32_t i = level->next++;
    if (level->container.kind == VALUE_ARRAY)
        return &items_of(level->container)[i];
    struct member *member = &members_of(level->container)[i];
    member->name = str_copy(arena, member->name);
    return &member->value;
}

value value_copy(struct arena *arena, value v)
{
    v = copy_shallow(arena, v);
    if (!is_container(v))
        return v;
    struct path path;
    path_init(&path, arena->memory);
    path_push(&path, v);
    while (path.depth) {
        struct level *level = &path.levels[path.depth - 1];
        if (level->next == level->container.count) {
            path.depth--;
            continue;
        }
        value *child = next_child(arena, level);
        *child = copy_shallow(arena, *child);
        if (is_container(*child))
            path_push(&path, *child);
    }
    path_finish(&path);
    return v;
}
