#include "value/internal.h"

#include <assert.h>

enum { FIRST_CAPACITY = 8 };

value value_item(value array, size_t i)
{
    if (array.kind != VALUE_ARRAY || i >= array.count)
        return value_undefined();
    return array.as.items[i];
}

void array_begin(struct array_builder *builder, struct arena *arena)
{
    *builder = (struct array_builder){ .arena = arena };
}

void array_reserve(struct array_builder *builder, uint32_t capacity)
{
    if (capacity <= builder->capacity)
        return;
    builder->items = arena_grow(builder->arena, builder->items, builder->capacity * sizeof(value),
                                capacity * sizeof(value), _Alignof(value));
    builder->capacity = capacity;
}

void array_add(struct array_builder *builder, value v)
{
    if (builder->count == builder->capacity) {
        assert(builder->count <= UINT32_MAX / 4);
        array_reserve(builder, builder->capacity ? builder->capacity * 2 : FIRST_CAPACITY);
    }
    builder->items[builder->count++] = v;
}

value array_end(struct array_builder *builder)
{
    value array = value_array(builder->items, builder->count);
    array_begin(builder, builder->arena);
    return array;
}
