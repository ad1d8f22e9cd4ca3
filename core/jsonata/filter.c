#include "jsonata/run.h"

#include <math.h>

/* The number of an item, rounded down and counted from the end when negative; false when it is not below `count`. */
static bool item_number(double number, uint32_t count, uint32_t *index)
{
    double at = floor(number);
    if (at < 0)
        at += count;
    if (!(at >= 0 && at < count))
        return false;
    *index = (uint32_t)at;
    return true;
}

/* A number as predicate takes one item; when that is an array, its items. */
static value take_item(struct run *run, double number, value input, uint8_t flags)
{
    uint32_t index;
    if (!item_number(number, input.count, &index) ||
        input.as.items[index].kind == VALUE_UNDEFINED) {
        value none = value_array(NULL, 0);
        none.flags = flags;
        return none;
    }
    value item = input.as.items[index];
    if (item.kind == VALUE_ARRAY)
        return item;
    item = run_array_of(run, item);
    item.flags = flags;
    return item;
}

/* Whether all of an array are numbers; an infinite one among them fails. */
static bool are_numbers(struct run *run, value array)
{
    bool are = true;
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        if (!is_numeric(run, array.as.items[i]))
            are = false;
    }
    return are;
}

/* How often the item at `index` of `count` is among the numbers of a predicate's result. */
static uint32_t count_chosen(value numbers, uint32_t index, uint32_t count)
{
    uint32_t chosen = 0;
    for (uint32_t i = 0; i < numbers.count; i++) {
        uint32_t wanted;
        if (item_number(number_of(numbers.as.items[i]), count, &wanted) && wanted == index)
            chosen++;
    }
    return chosen;
}

/* How often a predicate lets an item through: once or not at all, unless it is a list of numbers. */
static uint32_t count_passes(struct run *run, value result, uint32_t index, uint32_t count)
{
    if (value_is_bool(result))
        return result.kind == VALUE_TRUE;
    if (value_is_number(result)) {
        if (is_numeric(run, result))
            return count_chosen((value){ .count = 1, .as.items = &result }, index, count);
    } else if (result.kind == VALUE_ARRAY) {
        if (are_numbers(run, result))
            return run_work(run, result.count) ? count_chosen(result, index, count) : 0;
    }
    return !run->failed && is_true(run, result);
}

static value keep_passing(struct run *run, uint32_t predicate, value input, uint8_t flags,
                          struct frame *frame)
{
    struct items items = { 0 };
    for (uint32_t i = 0; i < input.count && !run->failed; i++) {
        value item = input.as.items[i], context = item;
        struct frame *inner = frame;
        if (flags & FLAG_TUPLES) {
            context = ((const struct tuple *)item.as.pointer)->item;
            inner = frame_of_tuple(run, frame, item.as.pointer);
        }
        value result = evaluate(run, predicate, context, inner);
        if (run->failed)
            break;
        for (uint32_t n = count_passes(run, result, i, input.count); n > 0; n--)
            items_add(run, &items, item);
    }
    return items_value(&items, flags);
}

value evaluate_filter(struct run *run, uint32_t predicate, value input, struct frame *frame)
{
    uint8_t flags = FLAG_SEQUENCE;
    value lone = input;
    if (input.kind == VALUE_ARRAY)
        flags |= input.flags & FLAG_TUPLES;
    else
        input = (value){ .kind = VALUE_ARRAY, .count = 1, .as.items = &lone };
    const struct node *node = &run->code->nodes[predicate];
    if (node->kind == NODE_LITERAL && value_is_number(run->code->constants[node->a]))
        return take_item(run, number_of(run->code->constants[node->a]), input, flags);
    return keep_passing(run, predicate, input, flags, frame);
}
