#include "jsonata/functions.h"
#include "jsonata/sort.h"

#include <math.h>

value function_count(struct run *run, const struct call *call)
{
    (void)run;
    return value_double(call->arguments[0].kind == VALUE_ARRAY ? call->arguments[0].count : 0);
}

value function_append(struct run *run, const struct call *call)
{
    return append(run, call->arguments[0], call->arguments[1]);
}

static double total_of(value numbers)
{
    double total = 0;
    for (uint32_t i = 0; i < numbers.count; i++)
        total += number_of(numbers.as.items[i]);
    return total;
}

value function_sum(struct run *run, const struct call *call)
{
    value numbers = call->arguments[0];
    if (numbers.kind == VALUE_UNDEFINED || !run_work(run, numbers.count / 8))
        return value_undefined();
    return value_double(total_of(numbers));
}

value function_average(struct run *run, const struct call *call)
{
    value numbers = call->arguments[0];
    if (numbers.count == 0 || !run_work(run, numbers.count / 8))
        return value_undefined();
    return value_double(total_of(numbers) / numbers.count);
}

/* The largest number, or with `sign` -1 the smallest. NaN among them is the result. */
static value extreme(value numbers, double sign)
{
    if (numbers.count == 0)
        return value_undefined();
    double best = number_of(numbers.as.items[0]);
    for (uint32_t i = 1; i < numbers.count && !isnan(best); i++) {
        double number = number_of(numbers.as.items[i]);
        if (isnan(number) || number * sign > best * sign)
            best = number;
    }
    return value_double(best);
}

value function_max(struct run *run, const struct call *call)
{
    (void)run;
    return extreme(call->arguments[0], 1);
}

value function_min(struct run *run, const struct call *call)
{
    (void)run;
    return extreme(call->arguments[0], -1);
}

value function_reverse(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.count <= 1)
        return array;
    struct items items = { 0 };
    if (!items_grow(run, &items, array.count))
        return value_undefined();
    for (uint32_t i = array.count; i > 0 && !run->failed; i--)
        items_add(run, &items, array.as.items[i - 1]);
    return items_value(&items, 0);
}

/* The inside-out version of Fisher and Yates's shuffle. */
value function_shuffle(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.count <= 1)
        return array;
    struct items items = { 0 };
    if (!items_grow(run, &items, array.count))
        return value_undefined();
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        uint32_t j = (uint32_t)(random_double(&run->random) * (i + 1));
        items.at[i] = items.at[j];
        items.at[j] = array.as.items[i];
        items.count++;
    }
    return items_value(&items, 0);
}

/* What has been seen, in a table of numbers of items; a power of two, at most half full. */
struct seen {
    uint32_t *table; /* number of the item plus 1 */
    uint64_t *hashes;
    uint32_t size;
};

static bool is_new(struct run *run, struct seen *seen, const struct items *items, value v)
{
    uint64_t hash = hash_value(run, v);
    uint32_t at = (uint32_t)hash & (seen->size - 1);
    for (; seen->table[at]; at = (at + 1) & (seen->size - 1)) {
        uint32_t other = seen->table[at] - 1;
        if (seen->hashes[other] == hash && is_equal(run, items->at[other], v))
            return false;
    }
    seen->table[at] = items->count + 1;
    seen->hashes[items->count] = hash;
    return true;
}

value function_distinct(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.kind != VALUE_ARRAY || array.count <= 1)
        return array;
    struct seen seen = { .size = 16 };
    while (seen.size / 2 < array.count)
        seen.size *= 2;
    if (!run_reserve(run, seen.size * sizeof(uint32_t) + array.count * sizeof(uint64_t)))
        return value_undefined();
    seen.table = arena_array(run->arena, uint32_t, seen.size);
    seen.hashes = arena_alloc(run->arena, array.count * sizeof(uint64_t), 8);
    struct items items = { 0 };
    if (!items_grow(run, &items, 1))
        return value_undefined();
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        if (is_new(run, &seen, &items, array.as.items[i]))
            items_add(run, &items, array.as.items[i]);
    }
    return items_value(&items, array.flags & FLAG_SEQUENCE);
}

value function_zip(struct run *run, const struct call *call)
{
    uint32_t length = UINT32_MAX;
    for (uint32_t i = 0; i < call->count; i++) {
        uint32_t count = call->arguments[i].kind == VALUE_ARRAY ? call->arguments[i].count : 0;
        length = count < length ? count : length;
    }
    struct items items = { 0 };
    for (uint32_t i = 0; i < length && !run->failed; i++) {
        struct items tuple = { 0 };
        for (uint32_t j = 0; j < call->count; j++)
            items_add(run, &tuple, call->arguments[j].as.items[i]);
        items_add(run, &items, items_value(&tuple, 0));
    }
    return items_value(&items, 0);
}

static bool default_comes_after(struct run *run, struct sorter *sorter, uint32_t a, uint32_t b)
{
    (void)run;
    value left = sorter->items[a], right = sorter->items[b];
    if (left.kind == VALUE_STRING)
        return compare_texts(value_text(left), value_text(right)) > 0;
    return number_of(left) > number_of(right);
}

struct function_sorter {
    struct sorter base;
    value function;
};

static bool function_comes_after(struct run *run, struct sorter *base, uint32_t a, uint32_t b)
{
    value arguments[] = { base->items[a], base->items[b] };
    value v = apply(run, ((struct function_sorter *)base)->function, arguments, 2, value_null(),
                    run->frame);
    return !run->failed && is_truthy(v);
}

static bool are_all(value array, bool (*fits)(value v))
{
    for (uint32_t i = 0; i < array.count; i++) {
        if (!fits(array.as.items[i]))
            return false;
    }
    return true;
}

static bool is_string(value v)
{
    return v.kind == VALUE_STRING;
}

static bool is_plain_number(value v)
{
    return value_is_number(v) && isfinite(number_of(v));
}

value function_sort(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.count <= 1)
        return array;
    if (call->arguments[1].kind == VALUE_FUNCTION) {
        struct function_sorter sorter = { { function_comes_after, NULL, NULL, NULL },
                                          call->arguments[1] };
        return sort_items(run, &sorter.base, array);
    }
    if (!are_all(array, is_plain_number) && !are_all(array, is_string))
        return fail_plain(run, ERROR_D3070);
    struct sorter sorter = { .comes_after = default_comes_after };
    return sort_items(run, &sorter, array);
}
