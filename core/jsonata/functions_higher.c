#include "jsonata/functions.h"

/* The callback's arguments for item `i`: the item, its index, the array. */
static value call_for_item(struct run *run, value function, value array, uint32_t i)
{
    value arguments[] = { array.as.items[i], value_double(i), array };
    run_work(run, 1);
    return run->failed ? value_undefined() : call_back(run, function, arguments, 3);
}

value function_map(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.kind == VALUE_UNDEFINED)
        return array;
    struct items items = { 0 };
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        value v = call_for_item(run, call->arguments[1], array, i);
        if (v.kind != VALUE_UNDEFINED)
            items_add(run, &items, v);
    }
    return items_value(&items, FLAG_SEQUENCE);
}

value function_filter(struct run *run, const struct call *call)
{
    value array = call->arguments[0];
    if (array.kind == VALUE_UNDEFINED)
        return array;
    struct items items = { 0 };
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        value v = call_for_item(run, call->arguments[1], array, i);
        if (!run->failed && is_true(run, v))
            items_add(run, &items, array.as.items[i]);
    }
    return items_value(&items, FLAG_SEQUENCE);
}

value function_single(struct run *run, const struct call *call)
{
    value array = call->arguments[0], function = call->arguments[1], found = value_undefined();
    if (array.kind == VALUE_UNDEFINED)
        return array;
    bool has_found = false;
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        bool fits = true;
        if (function.kind == VALUE_FUNCTION) {
            value v = call_for_item(run, function, array, i);
            fits = !run->failed && is_true(run, v);
        }
        if (!fits)
            continue;
        if (has_found)
            return fail_plain(run, ERROR_D3138);
        found = array.as.items[i];
        has_found = true;
    }
    return has_found ? found : fail_plain(run, ERROR_D3139);
}

value function_reduce(struct run *run, const struct call *call)
{
    value array = call->arguments[0], function = call->arguments[1], sum = call->arguments[2];
    if (array.kind == VALUE_UNDEFINED)
        return array;
    if (function_arity(function) < 2)
        return fail_plain(run, ERROR_D3050);
    uint32_t i = 0;
    if (sum.kind == VALUE_UNDEFINED && array.count > 0)
        sum = array.as.items[i++];
    for (; i < array.count && run_work(run, 1); i++) {
        value arguments[] = { sum, array.as.items[i], value_double(i), array };
        sum = call_back(run, function, arguments, 4);
    }
    return sum;
}

static value call_for_member(struct run *run, value function, value object, uint32_t i)
{
    const struct member *member = &object.as.members[i];
    value arguments[] = { member->value, value_string(member->name), object };
    run_work(run, 1);
    return run->failed ? value_undefined() : call_back(run, function, arguments, 3);
}

value function_each(struct run *run, const struct call *call)
{
    struct items items = { 0 };
    if (call->arguments[0].kind == VALUE_OBJECT) {
        value object = in_key_order(run->arena, call->arguments[0]);
        for (uint32_t i = 0; i < object.count && !run->failed; i++) {
            value v = call_for_member(run, call->arguments[1], object, i);
            if (v.kind != VALUE_UNDEFINED)
                items_add(run, &items, v);
        }
    }
    return items_value(&items, FLAG_SEQUENCE);
}

value function_sift(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind != VALUE_OBJECT)
        return value_undefined();
    value object = in_key_order(run->arena, call->arguments[0]);
    struct object_builder builder;
    object_begin(&builder, run->arena);
    for (uint32_t i = 0; i < object.count && !run->failed; i++) {
        if (call->arguments[1].kind != VALUE_FUNCTION)
            return fail_plain(run, ERROR_T1006);
        value v = call_for_member(run, call->arguments[1], object, i);
        if (!run->failed && is_true(run, v))
            object_set(&builder, object.as.members[i].name, object.as.members[i].value);
    }
    return builder.count ? object_end(&builder) : value_undefined();
}
