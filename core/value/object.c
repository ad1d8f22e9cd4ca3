#include "value/internal.h"

#include <assert.h>

/*
 * The members of an object with room for INDEXED or more of them have a hash index in front:
 *
 *     | slots: uint32_t[slot_count] | struct index | members ...
 *                                                  ^ as.members
 *
 * A slot is 0 or the number of a member plus one; probing is linear, at most half of the slots are
 * taken. It is complete when the object is, so that looking up changes nothing and needs no locks.
 */
struct index {
    uint32_t slot_count; /* a power of two */
    uint32_t spare;      /* keeps members aligned */
};

enum { INDEXED = 16, FIRST_CAPACITY = 4 };

static const struct index *index_of(const struct member *members)
{
    return (const struct index *)(const void *)members - 1;
}

static uint32_t *slots_of(const struct index *index)
{
    return (uint32_t *)(void *)(uintptr_t)index - index->slot_count;
}

static size_t slot_count_for(uint32_t capacity)
{
    size_t count = 2 * INDEXED;
    while (count < 2 * (size_t)capacity)
        count *= 2;
    return count;
}

/* Where a name is, or the free slot where it belongs. */
static uint32_t *probe(const struct member *members, str name)
{
    const struct index *index = index_of(members);
    uint32_t *slots = slots_of(index);
    uint32_t mask = index->slot_count - 1;
    uint32_t at = (uint32_t)str_hash(name) & mask;
    while (slots[at] && !str_equal(members[slots[at] - 1].name, name))
        at = (at + 1) & mask;
    return &slots[at];
}

static struct member *find(const struct member *members, uint32_t count, bool has_index, str name)
{
    const struct member *found = NULL;
    if (has_index) {
        uint32_t slot = *probe(members, name);
        found = slot ? &members[slot - 1] : NULL;
    } else {
        for (uint32_t i = 0; i < count && !found; i++) {
            if (str_equal(members[i].name, name))
                found = &members[i];
        }
    }
    return (struct member *)(uintptr_t)found;
}

value value_get(value object, str name)
{
    if (object.kind != VALUE_OBJECT)
        return value_undefined();
    const struct member *member =
        find(object.as.members, object.count, object.count >= INDEXED, name);
    return member ? member->value : value_undefined();
}

/* The memory for `capacity` members, behind an index of free slots if they are many. */
static struct member *allocate(struct arena *arena, uint32_t capacity)
{
    size_t members_size = capacity * sizeof(struct member);
    if (capacity < INDEXED)
        return arena_alloc(arena, members_size, _Alignof(struct member));
    size_t slot_count = slot_count_for(capacity);
    size_t slots_size = slot_count * sizeof(uint32_t);
    char *at = arena_alloc(arena, slots_size + sizeof(struct index) + members_size, 8);
    memset(at, 0, slots_size);
    struct index *index = (struct index *)(void *)(at + slots_size);
    *index = (struct index){ .slot_count = (uint32_t)slot_count };
    return (struct member *)(void *)(index + 1);
}

static void fill_index(const struct member *members, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        *probe(members, members[i].name) = i + 1;
}

struct member *members_copy(struct arena *arena, const struct member *members, uint32_t count)
{
    struct member *copy = allocate(arena, count);
    if (count)
        memcpy(copy, members, count * sizeof *copy);
    if (count >= INDEXED)
        fill_index(copy, count);
    return copy;
}

void object_begin(struct object_builder *builder, struct arena *arena)
{
    *builder = (struct object_builder){ .arena = arena };
}

void object_reserve(struct object_builder *builder, uint32_t capacity)
{
    if (capacity <= builder->capacity)
        return;
    struct member *old = builder->members;
    if (capacity < INDEXED) {
        builder->members = arena_grow(builder->arena, old, builder->capacity * sizeof *old,
                                      capacity * sizeof *old, _Alignof(struct member));
    } else {
        builder->members = allocate(builder->arena, capacity);
        if (builder->count)
            memcpy(builder->members, old, builder->count * sizeof *old);
        fill_index(builder->members, builder->count);
    }
    builder->capacity = capacity;
}

static bool has_index(const struct object_builder *builder)
{
    return builder->capacity >= INDEXED;
}

void object_set(struct object_builder *builder, str name, value v)
{
    struct member *member = find(builder->members, builder->count, has_index(builder), name);
    if (member) {
        member->value = v;
        return;
    }
    if (builder->count == builder->capacity) {
        assert(builder->count <= UINT32_MAX / 4);
        object_reserve(builder, builder->capacity ? builder->capacity * 2 : FIRST_CAPACITY);
    }
    builder->members[builder->count++] = (struct member){ name, v };
    if (has_index(builder))
        *probe(builder->members, name) = builder->count;
}

void object_remove(struct object_builder *builder, str name)
{
    struct member *member = find(builder->members, builder->count, has_index(builder), name);
    if (!member)
        return;
    struct member *end = builder->members + builder->count--;
    memmove(member, member + 1, (size_t)(end - member - 1) * sizeof *member);
    if (has_index(builder)) {
        const struct index *index = index_of(builder->members);
        memset(slots_of(index), 0, index->slot_count * sizeof(uint32_t));
        fill_index(builder->members, builder->count);
    }
}

value object_end(struct object_builder *builder)
{
    value object = { .kind = VALUE_OBJECT,
                     .count = builder->count,
                     .as.members = builder->members };
    object_begin(builder, builder->arena);
    return object;
}

void object_begin_from(struct object_builder *builder, struct arena *arena, value object)
{
    assert(object.kind == VALUE_OBJECT);
    object_begin(builder, arena);
    if (object.count == 0)
        return;
    builder->members = members_copy(arena, object.as.members, object.count);
    builder->count = builder->capacity = object.count;
}
