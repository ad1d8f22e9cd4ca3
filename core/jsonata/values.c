#include "jsonata/run.h"

#include <math.h>
#include <stdlib.h>

/* The least capacity of a growing sequence. */
#define ITEMS_MIN 8

bool items_grow(struct run *run, struct items *items, uint32_t more)
{
    if (more > run->limits.sequence - items->count) {
        run_fail(run, ERROR_MEMORY);
        return false;
    }
    uint32_t need = items->count + more;
    uint32_t capacity = items->capacity > UINT32_MAX / 2 ? UINT32_MAX : items->capacity * 2;
    if (capacity < ITEMS_MIN)
        capacity = ITEMS_MIN;
    if (capacity < need)
        capacity = need;
    if (!run_reserve(run, (size_t)(capacity - items->capacity) * sizeof(value)))
        return false;
    items->at = arena_grow(run->arena, items->at, items->capacity * sizeof(value),
                           capacity * sizeof(value), _Alignof(value));
    items->capacity = capacity;
    return true;
}

void items_add_all(struct run *run, struct items *items, const value *from, uint32_t count)
{
    if (count == 0 || (items->capacity - items->count < count && !items_grow(run, items, count)))
        return;
    memcpy(items->at + items->count, from, count * sizeof(value));
    items->count += count;
}

value run_array_of(struct run *run, value item)
{
    value *items = arena_alloc(run->arena, sizeof(value), _Alignof(value));
    *items = item;
    return value_array(items, 1);
}

value close_sequence(value v, bool keep_array)
{
    if (!is_sequence(v) || (v.flags & FLAG_TUPLES))
        return v;
    if (keep_array)
        v.flags |= FLAG_KEEP;
    if (v.count == 0)
        return value_undefined();
    if (v.count == 1 && !(v.flags & FLAG_KEEP))
        return v.as.items[0];
    return v;
}

static void add_flat(struct run *run, struct items *items, value v)
{
    if (v.kind == VALUE_ARRAY)
        items_add_all(run, items, v.as.items, v.count);
    else
        items_add(run, items, v);
}

value append(struct run *run, value first, value second)
{
    if (first.kind == VALUE_UNDEFINED)
        return second;
    if (second.kind == VALUE_UNDEFINED)
        return first;
    if (first.kind == VALUE_ARRAY && first.count == 0 && second.kind == VALUE_ARRAY)
        return value_array(second.as.items, second.count);
    struct items items = { 0 };
    uint32_t count = (first.kind == VALUE_ARRAY ? first.count : 1) +
                     (second.kind == VALUE_ARRAY ? second.count : 1);
    if (!items_grow(run, &items, count))
        return value_undefined();
    add_flat(run, &items, first);
    add_flat(run, &items, second);
    return items_value(&items, 0);
}

bool is_numeric(struct run *run, value v)
{
    if (!value_is_number(v))
        return false;
    double number = number_of(v);
    if (isinf(number)) {
        run_fail_value(run, ERROR_D1001, v);
        return false;
    }
    return !isnan(number);
}

/*
 * Functions that JavaScript sees as objects are true in the reference, those that it sees as functions are false: the
 * ones passed as arguments, and patterns.
 */
static bool is_true_function(value v)
{
    const struct function *function = v.as.pointer;
    return !(v.flags & FLAG_DETACHED) && function->kind != FUNCTION_REGEX &&
           function->kind != FUNCTION_NEXT;
}

static bool is_true_within(struct run *run, value v, unsigned depth);

/* True when any item is; all are looked at, because one may fail. */
static bool has_true(struct run *run, value array, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return false;
    }
    bool has = false;
    if (!run_work_on(run, array))
        return false;
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        if (is_true_within(run, array.as.items[i], depth + 1))
            has = true;
    }
    return has;
}

static bool is_true_within(struct run *run, value v, unsigned depth)
{
    switch (v.kind) {
    case VALUE_UNDEFINED:
    case VALUE_NULL:
    case VALUE_FALSE:
        return false;
    case VALUE_TRUE:
        return true;
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_BIG:
        return is_numeric(run, v) && number_of(v) != 0;
    case VALUE_ARRAY:
        return has_true(run, v, depth);
    case VALUE_STRING:
    case VALUE_OBJECT:
        return v.count > 0;
    case VALUE_FUNCTION:
        return is_true_function(v);
    default:
        return true;
    }
}

bool is_true(struct run *run, value v)
{
    return is_true_within(run, v, 0);
}

bool is_truthy(value v)
{
    if (value_is_number(v))
        return number_of(v) != 0 && !isnan(number_of(v));
    if (v.kind == VALUE_STRING)
        return v.count > 0;
    return v.kind != VALUE_UNDEFINED && v.kind != VALUE_NULL && v.kind != VALUE_FALSE;
}

bool is_same(value a, value b)
{
    if (value_is_number(a) && value_is_number(b))
        return number_of(a) == number_of(b);
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case VALUE_STRING:
        return str_equal(value_text(a), value_text(b));
    case VALUE_ARRAY:
    case VALUE_OBJECT:
        return a.count == b.count && a.count > 0 && a.as.pointer == b.as.pointer;
    case VALUE_UNDEFINED:
    case VALUE_NULL:
    case VALUE_FALSE:
    case VALUE_TRUE:
        return true;
    default:
        return a.as.pointer == b.as.pointer;
    }
}

static bool is_equal_within(struct run *run, value a, value b, unsigned depth);

static bool has_equal_items(struct run *run, value a, value b, unsigned depth)
{
    for (uint32_t i = 0; i < a.count; i++) {
        if (!is_equal_within(run, a.as.items[i], b.as.items[i], depth))
            return false;
    }
    return true;
}

static bool has_equal_members(struct run *run, value a, value b, unsigned depth)
{
    for (uint32_t i = 0; i < a.count; i++) {
        const struct member *member = &a.as.members[i];
        /* Most often the members stand in the same order. */
        value other = str_equal(b.as.members[i].name, member->name) ? b.as.members[i].value
                                                                    : value_get(b, member->name);
        if (!is_equal_within(run, member->value, other, depth))
            return false;
    }
    return true;
}

static bool is_equal_within(struct run *run, value a, value b, unsigned depth)
{
    bool are_containers = a.kind == b.kind && (a.kind == VALUE_ARRAY || a.kind == VALUE_OBJECT);
    if (!are_containers || a.as.pointer == b.as.pointer)
        return a.kind == VALUE_OBJECT || a.kind == VALUE_ARRAY ? are_containers && a.count == b.count
                                                              : is_same(a, b);
    if (a.count != b.count)
        return false;
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return false;
    }
    if (!run_work(run, a.count))
        return false;
    return a.kind == VALUE_ARRAY ? has_equal_items(run, a, b, depth + 1)
                                 : has_equal_members(run, a, b, depth + 1);
}

bool is_equal(struct run *run, value a, value b)
{
    return is_equal_within(run, a, b, 0);
}

static uint64_t mix(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    return hash;
}

static uint64_t hash_number(double number)
{
    uint64_t bits;
    if (number == 0)
        number = 0; /* minus zero equals zero */
    memcpy(&bits, &number, sizeof bits);
    return mix(bits + 1);
}

static uint64_t hash_within(struct run *run, value v, unsigned depth);

static uint64_t hash_container(struct run *run, value v, unsigned depth)
{
    uint64_t hash = v.kind + (uint64_t)v.count;
    if (depth > WALK_DEPTH_MAX || !run_work(run, v.count)) {
        run_fail(run, ERROR_DEPTH);
        return 0;
    }
    for (uint32_t i = 0; i < v.count; i++) {
        if (v.kind == VALUE_ARRAY) {
            hash = mix(hash) + hash_within(run, v.as.items[i], depth + 1);
            continue;
        }
        const struct member *member = &v.as.members[i]; /* in any order */
        hash += mix(str_hash(member->name) ^ hash_within(run, member->value, depth + 1));
    }
    return mix(hash);
}

static uint64_t hash_within(struct run *run, value v, unsigned depth)
{
    if (value_is_number(v))
        return hash_number(number_of(v));
    if (v.kind == VALUE_STRING)
        return str_hash(value_text(v));
    if (v.kind == VALUE_ARRAY || v.kind == VALUE_OBJECT)
        return hash_container(run, v, depth);
    return mix(v.kind);
}

uint64_t hash_value(struct run *run, value v)
{
    return hash_within(run, v, 0);
}

/*
 * UTF-8 sorts as code points do. UTF-16 does as well, except that what takes two units (lead bytes from F0 on) stands
 * before U+E000 to U+FFFF (lead bytes EE and EF).
 */
static bool comes_before(unsigned char a, unsigned char b)
{
    if (a >= 0xF0 && b < 0xF0)
        return b >= 0xEE;
    if (b >= 0xF0 && a < 0xF0)
        return a < 0xEE;
    return a < b;
}

int compare_texts(str a, str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    size_t i = 0;
    while (i < len && a.at[i] == b.at[i])
        i++;
    if (i == len)
        return a.len < b.len ? -1 : a.len > b.len;
    return comes_before((unsigned char)a.at[i], (unsigned char)b.at[i]) ? -1 : 1;
}

/* An index as JavaScript knows it: decimal, without leading zeros, below 2^32 - 1. */
static bool is_index(str name, uint32_t *index)
{
    if (name.len == 0 || name.len > 10 || (name.at[0] == '0' && name.len > 1))
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (!char_is_digit(name.at[i]))
            return false;
        number = number * 10 + (uint64_t)(name.at[i] - '0');
    }
    *index = (uint32_t)number;
    return number < UINT32_MAX;
}

struct keyed_member {
    uint32_t index;
    struct member member;
};

static int compare_indexes(const void *a, const void *b)
{
    const struct keyed_member *left = a, *right = b;
    return left->index < right->index ? -1 : left->index > right->index;
}

/* How many members are named by an index; `*is_sorted` says whether those stand in front and in order. */
static uint32_t count_indexes(value object, bool *is_sorted)
{
    uint32_t count = 0, index, last = 0;
    *is_sorted = true;
    for (uint32_t i = 0; i < object.count; i++) {
        str name = object.as.members[i].name;
        if (name.len == 0 || !char_is_digit(name.at[0]) || !is_index(name, &index))
            continue;
        if (count < i || index < last)
            *is_sorted = false;
        last = index;
        count++;
    }
    return count;
}

value object_of(struct run *run, const struct member *members, uint32_t count)
{
    struct object_builder builder;
    object_begin(&builder, run->arena);
    for (uint32_t i = 0; i < count; i++)
        object_set(&builder, members[i].name, members[i].value);
    return object_end(&builder);
}

value in_key_order(struct arena *arena, value object)
{
    bool is_sorted;
    uint32_t indexes = count_indexes(object, &is_sorted);
    if (is_sorted)
        return object;
    struct keyed_member *keyed = arena_array(arena, struct keyed_member, indexes);
    struct member *members = arena_array(arena, struct member, object.count);
    uint32_t first = 0, rest = indexes, index;
    for (uint32_t i = 0; i < object.count; i++) {
        const struct member *member = &object.as.members[i];
        if (is_index(member->name, &index))
            keyed[first++] = (struct keyed_member){ index, *member };
        else
            members[rest++] = *member;
    }
    qsort(keyed, indexes, sizeof *keyed, compare_indexes);
    for (uint32_t i = 0; i < indexes; i++)
        members[i] = keyed[i].member;
    object.as.members = members;
    return object;
}
