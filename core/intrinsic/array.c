/* Functions of arrays and objects. */
#include "intrinsic/internal.h"

bool evaluate_array(struct call *call, value *result)
{
    *result = value_array(call->arguments, call->argument_count);
    return true;
}

bool evaluate_array_partition(struct call *call, value *result)
{
    value array;
    int64_t size;
    struct array_builder parts;
    if (!call_array(call, 0, &array) || !call_integer(call, 1, &size))
        return false;
    if (size < 1)
        return call_fail(call, "the size of a part must be positive");
    array_begin(&parts, call->arena);
    for (int64_t start = 0; start < array.count; start += size) {
        int64_t left = (int64_t)array.count - start;
        array_add(&parts, value_array(array.as.items + start, (size_t)(left < size ? left : size)));
    }
    *result = array_end(&parts);
    return true;
}

bool evaluate_array_contains(struct call *call, value *result)
{
    value array;
    if (!call_array(call, 0, &array))
        return false;
    bool is_found = false;
    for (uint32_t i = 0; i < array.count && !is_found; i++)
        is_found = value_equal(array.as.items[i], call->arguments[1]);
    *result = value_bool(is_found);
    return true;
}

bool evaluate_array_range(struct call *call, value *result)
{
    int64_t first, last, step;
    struct array_builder items;
    if (!call_integer(call, 0, &first) || !call_integer(call, 1, &last) ||
        !call_integer(call, 2, &step))
        return false;
    if (step == 0)
        return call_fail(call, "the step must not be 0");
    if ((last - first) / step >= INTRINSIC_MAX_RANGE)
        return call_fail(call, "the range has more than %d items", INTRINSIC_MAX_RANGE);
    array_begin(&items, call->arena);
    for (int64_t number = first; step > 0 ? number <= last : number >= last; number += step)
        array_add(&items, value_integer(number));
    *result = array_end(&items);
    return true;
}

bool evaluate_array_get_item(struct call *call, value *result)
{
    value array;
    int64_t index;
    if (!call_array(call, 0, &array) || !call_integer(call, 1, &index))
        return false;
    if (index < 0 || index >= array.count)
        return call_fail(call, "the array of %u items has none at index %lld",
                         (unsigned)array.count, (long long)index);
    *result = array.as.items[index];
    return true;
}

bool evaluate_array_length(struct call *call, value *result)
{
    value array;
    if (!call_array(call, 0, &array))
        return false;
    *result = value_integer(array.count);
    return true;
}

/*
 * Equal values have equal hashes: numbers count as doubles, an object's members without order. It
 * looks only a few levels deep; what is below is left to the comparison.
 */
enum { HASH_DEPTH = 32 };

static uint64_t hash_bytes(uint64_t kind, const void *bytes, size_t size)
{
    return str_hash((str){ bytes, size }) * 31 + kind;
}

static uint64_t hash_value(value v, unsigned depth)
{
    uint64_t hash = v.kind;
    if (value_is_number(v)) {
        double number = value_number(v) + 0.0; /* -0 and 0 are equal */
        return hash_bytes(VALUE_DOUBLE, &number, sizeof number);
    }
    if (v.kind == VALUE_STRING)
        return hash_bytes(VALUE_STRING, v.as.text, v.count);
    if (depth == HASH_DEPTH || (v.kind != VALUE_ARRAY && v.kind != VALUE_OBJECT))
        return hash;
    for (uint32_t i = 0; i < v.count; i++) {
        if (v.kind == VALUE_ARRAY)
            hash = hash * 0x9E3779B97F4A7C15u + hash_value(v.as.items[i], depth + 1);
        else
            hash += str_hash(v.as.members[i].name) ^
                    (hash_value(v.as.members[i].value, depth + 1) * 31);
    }
    return hash;
}

/* Slots hold the number of an item plus 1; 0 is free. True when no equal item is there yet. */
static bool add_to_set(uint32_t *slots, size_t mask, const value *items, uint32_t i)
{
    size_t at = (size_t)hash_value(items[i], 0) & mask;
    for (; slots[at] > 0; at = (at + 1) & mask) {
        if (value_equal(items[slots[at] - 1], items[i]))
            return false;
    }
    slots[at] = i + 1;
    return true;
}

bool evaluate_array_unique(struct call *call, value *result)
{
    value array;
    struct array_builder items;
    if (!call_array(call, 0, &array))
        return false;
    size_t size = 16;
    while (size < 2 * (size_t)array.count)
        size *= 2;
    uint32_t *slots = arena_array(call->arena, uint32_t, size);
    array_begin(&items, call->arena);
    for (uint32_t i = 0; i < array.count; i++) {
        if (add_to_set(slots, size - 1, array.as.items, i))
            array_add(&items, array.as.items[i]);
    }
    *result = array_end(&items);
    return true;
}

bool evaluate_json_merge(struct call *call, value *result)
{
    value first = call->arguments[0], second = call->arguments[1];
    struct object_builder merged;
    if (first.kind != VALUE_OBJECT || second.kind != VALUE_OBJECT)
        return call_fail(call, "the first two arguments must be objects");
    if (call->arguments[2].kind != VALUE_FALSE)
        return call_fail(call, "deep merging is not supported: the third argument must be false");
    object_begin_from(&merged, call->arena, first);
    for (uint32_t i = 0; i < second.count; i++)
        object_set(&merged, second.as.members[i].name, second.as.members[i].value);
    *result = object_end(&merged);
    return true;
}
