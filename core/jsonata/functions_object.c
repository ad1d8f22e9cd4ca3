#include "jsonata/functions.h"

#include "base/intern.h"

/* Names in the order of their first appearance, and then in JavaScript's order of keys. */
static void collect_keys(struct run *run, struct intern *names, value v, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return;
    }
    if (v.kind == VALUE_OBJECT)
        v = in_key_order(run->arena, v);
    else if (v.kind != VALUE_ARRAY)
        return;
    for (uint32_t i = 0; i < v.count && run_work(run, 1); i++) {
        if (v.kind == VALUE_ARRAY)
            collect_keys(run, names, v.as.items[i], depth + 1);
        else
            intern_add(names, v.as.members[i].name);
    }
}

value function_keys(struct run *run, const struct call *call)
{
    value v = call->arguments[0];
    struct items items = { 0 };
    if (v.kind == VALUE_ARRAY) {
        struct intern names;
        intern_init(&names, run->arena);
        collect_keys(run, &names, v, 0);
        struct member *members = arena_array(run->arena, struct member, names.count);
        for (uint32_t i = 0; i < names.count; i++)
            members[i].name = intern_text(&names, i);
        v = (value){ .kind = VALUE_OBJECT, .count = names.count, .as.members = members };
    }
    if (v.kind == VALUE_OBJECT) {
        v = in_key_order(run->arena, v);
        for (uint32_t i = 0; i < v.count && !run->failed; i++)
            items_add(run, &items, value_string(v.as.members[i].name));
    }
    return items_value(&items, FLAG_SEQUENCE);
}

value function_lookup(struct run *run, const struct call *call)
{
    if (call->arguments[1].kind != VALUE_STRING)
        return value_undefined();
    return look_up(run, call->arguments[0], value_text(call->arguments[1]));
}

static value spread(struct run *run, value v, unsigned depth);

static value spread_array(struct run *run, value array, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX)
        return fail_plain(run, ERROR_DEPTH);
    struct items items = { 0 };
    uint8_t flags = FLAG_SEQUENCE;
    for (uint32_t i = 0; i < array.count && run_work(run, 1); i++) {
        value v = spread(run, array.as.items[i], depth + 1);
        if (v.kind == VALUE_UNDEFINED)
            continue;
        flags = 0; /* joined to a plain array */
        if (v.kind == VALUE_ARRAY)
            items_add_all(run, &items, v.as.items, v.count);
        else
            items_add(run, &items, v);
    }
    return items_value(&items, flags);
}

static value spread(struct run *run, value v, unsigned depth)
{
    if (v.kind == VALUE_ARRAY)
        return spread_array(run, v, depth);
    if (v.kind != VALUE_OBJECT)
        return v;
    v = in_key_order(run->arena, v);
    struct items items = { 0 };
    for (uint32_t i = 0; i < v.count && !run->failed; i++) {
        struct member *member = arena_alloc(run->arena, sizeof *member, _Alignof(struct member));
        *member = v.as.members[i];
        items_add(run, &items,
                  (value){ .kind = VALUE_OBJECT, .count = 1, .as.members = member });
    }
    return items_value(&items, FLAG_SEQUENCE);
}

value function_spread(struct run *run, const struct call *call)
{
    return spread(run, call->arguments[0], 0);
}

value function_merge(struct run *run, const struct call *call)
{
    value objects = call->arguments[0];
    if (objects.kind == VALUE_UNDEFINED)
        return objects;
    struct object_builder builder;
    object_begin(&builder, run->arena);
    for (uint32_t i = 0; i < objects.count && run_work(run, objects.as.items[i].count); i++) {
        value object = in_key_order(run->arena, objects.as.items[i]);
        for (uint32_t j = 0; j < object.count; j++)
            object_set(&builder, object.as.members[j].name, object.as.members[j].value);
    }
    return object_end(&builder);
}

value function_error(struct run *run, const struct call *call)
{
    value message = call->arguments[0];
    bool has_message = message.kind == VALUE_STRING && message.count;
    run_fail(run, ERROR_D3137)->message =
        has_message ? value_text(message) : STR("$error() function evaluated");
    return value_undefined();
}

value function_assert(struct run *run, const struct call *call)
{
    value message = call->arguments[1];
    if (call->arguments[0].kind == VALUE_TRUE)
        return value_undefined();
    bool has_message = message.kind == VALUE_STRING && message.count;
    run_fail(run, ERROR_D3141)->message =
        has_message ? value_text(message) : STR("$assert() statement failed");
    return value_undefined();
}

value function_type(struct run *run, const struct call *call)
{
    value v = call->arguments[0];
    if (v.kind == VALUE_UNDEFINED)
        return v;
    bool is_number = is_numeric(run, v);
    if (run->failed)
        return value_undefined();
    if (value_is_number(v) && !is_number)
        return value_string(STR("object")); /* what is left for NaN in the reference */
    return value_string(str_from(value_kind_name(v)));
}

value function_exists(struct run *run, const struct call *call)
{
    (void)run;
    return value_bool(call->arguments[0].kind != VALUE_UNDEFINED);
}

value function_boolean(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    return value_bool(is_true(run, call->arguments[0]));
}

value function_not(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    return value_bool(!is_true(run, call->arguments[0]));
}

value function_clone(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    return clone_value(run, call->arguments[0]);
}
