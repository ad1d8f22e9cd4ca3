#include "jsonata/run.h"

#include "base/intern.h"

/* From this many keys on they are looked up in a table. */
#define MANY_KEYS 12

/* The items that share a key, and the pair whose key expression gave it. */
struct group {
    str key;
    uint32_t pair;
    value lone;         /* the first item */
    struct items items; /* all, once there are several */
};

struct groups {
    struct group *at;
    uint32_t count, capacity;
    struct intern index; /* numbers are those of the groups */
    bool is_indexed;
};

static void index_groups(struct run *run, struct groups *groups)
{
    intern_init(&groups->index, run->arena);
    for (uint32_t i = 0; i < groups->count; i++)
        intern_add(&groups->index, groups->at[i].key);
    groups->is_indexed = true;
}

/* The group of a key; `*is_new` when it has just been made. */
static struct group *find_group(struct run *run, struct groups *groups, str key, bool *is_new)
{
    if (!groups->is_indexed && groups->count >= MANY_KEYS)
        index_groups(run, groups);
    *is_new = false;
    if (groups->is_indexed) {
        uint32_t number = intern_add_new(&groups->index, key, is_new);
        if (!*is_new)
            return &groups->at[number];
    } else {
        for (uint32_t i = 0; i < groups->count; i++) {
            if (str_equal(groups->at[i].key, key))
                return &groups->at[i];
        }
    }
    *is_new = true;
    groups->at =
        arena_room(run->arena, groups->at, groups->count, &groups->capacity, sizeof *groups->at);
    groups->at[groups->count] = (struct group){ .key = key };
    return &groups->at[groups->count++];
}

static void add_item(struct run *run, struct items *items, value item)
{
    if (item.kind == VALUE_ARRAY)
        items_add_all(run, items, item.as.items, item.count);
    else
        items_add(run, items, item);
}

/* As the reference's append, step by step: nothing is neutral, arrays are joined. */
static void group_append(struct run *run, struct group *group, value item)
{
    if (item.kind == VALUE_UNDEFINED)
        return;
    if (group->lone.kind == VALUE_UNDEFINED) {
        group->lone = item;
        return;
    }
    if (group->items.count == 0)
        add_item(run, &group->items, group->lone);
    add_item(run, &group->items, item);
}

static value group_data(const struct group *group)
{
    return group->items.at ? items_value(&group->items, 0) : group->lone;
}

static value fail_at(struct run *run, enum error_code code, value v, const struct node *node)
{
    struct error *error = run_fail(run, code);
    error->value = v;
    error->has_position = true;
    error->position = run->code->places[node - run->code->nodes].token.end;
    return value_undefined();
}

static void add_to_group(struct run *run, struct groups *groups, str key, uint32_t pair, value item,
                         const struct node *node)
{
    bool is_new;
    struct group *group = find_group(run, groups, key, &is_new);
    if (is_new) {
        group->pair = pair;
        group->lone = item;
    } else if (group->pair != pair) {
        fail_at(run, ERROR_D1009, value_string(key), node);
    } else {
        group_append(run, group, item);
    }
}

struct pairs {
    const uint32_t *links; /* key, value, ... */
    uint32_t count;
};

/* Sorts one item into the groups whose keys it gives. */
static void group_item(struct run *run, struct groups *groups, const struct pairs *pairs, value item,
                       bool is_tuple, struct frame *frame, const struct node *node)
{
    value context = item;
    if (is_tuple) {
        context = ((const struct tuple *)item.as.pointer)->item;
        frame = frame_of_tuple(run, frame, item.as.pointer);
    }
    for (uint32_t i = 0; i < pairs->count && !run->failed; i++) {
        value key = evaluate(run, pairs->links[2 * i], context, frame);
        if (run->failed || key.kind == VALUE_UNDEFINED)
            continue;
        if (key.kind == VALUE_STRING)
            add_to_group(run, groups, value_text(key), i, item, node);
        else
            fail_at(run, ERROR_T1003, key, node);
    }
}

/* One tuple out of those of a group: what they carry is appended, variable by variable. */
static const struct tuple *reduce_tuples(struct run *run, value data)
{
    if (data.kind != VALUE_ARRAY)
        return data.as.pointer;
    const struct tuple *first = data.as.items[0].as.pointer;
    uint32_t count = first->count;
    struct group *columns = arena_array(run->arena, struct group, (size_t)count + 1);
    for (uint32_t i = 0; i < data.count; i++) {
        const struct tuple *tuple = data.as.items[i].as.pointer;
        group_append(run, &columns[count], tuple->item);
        for (uint32_t j = 0; j < count && j < tuple->count; j++)
            group_append(run, &columns[j], tuple->bindings[j].value);
    }
    struct tuple *reduced = arena_new(run->arena, struct tuple);
    reduced->bindings = arena_array(run->arena, struct binding, count);
    reduced->count = count;
    reduced->item = group_data(&columns[count]);
    for (uint32_t i = 0; i < count; i++)
        reduced->bindings[i] = (struct binding){ first->bindings[i].name, group_data(&columns[i]) };
    return reduced;
}

static value evaluate_groups(struct run *run, const struct groups *groups, const struct pairs *pairs,
                             bool has_tuples, struct frame *frame)
{
    struct member *members = arena_alloc(run->arena, groups->count * sizeof(struct member),
                                         _Alignof(struct member));
    uint32_t count = 0;
    for (uint32_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->at[i];
        value context = group_data(group);
        struct frame *inner = frame;
        if (has_tuples) {
            const struct tuple *tuple = reduce_tuples(run, context);
            context = tuple->item;
            inner = frame_of_tuple(run, frame, tuple);
        }
        value v = evaluate(run, pairs->links[2 * group->pair + 1], context, inner);
        if (run->failed)
            return value_undefined();
        if (v.kind != VALUE_UNDEFINED)
            members[count++] = (struct member){ group->key, v };
    }
    if (count < 16)
        return (value){ .kind = VALUE_OBJECT, .count = count, .as.members = members };
    return object_of(run, members, count);
}

value evaluate_group(struct run *run, uint32_t row, value input, struct frame *frame,
                     const struct node *node)
{
    struct pairs pairs = { &run->code->links[row + 1], run->code->links[row] };
    value lone = input;
    bool has_tuples = input.kind == VALUE_ARRAY && (input.flags & FLAG_TUPLES);
    if (input.kind != VALUE_ARRAY || input.count == 0) {
        /* Nothing to group gives the literal object that the pairs describe. */
        if (input.kind == VALUE_ARRAY)
            lone = value_undefined();
        input = (value){ .kind = VALUE_ARRAY, .count = 1, .as.items = &lone };
        has_tuples = false;
    }
    struct groups groups = { .count = 0 };
    for (uint32_t i = 0; i < input.count && !run->failed; i++)
        group_item(run, &groups, &pairs, input.as.items[i], has_tuples, frame, node);
    return run->failed ? value_undefined()
                       : evaluate_groups(run, &groups, &pairs, has_tuples, frame);
}
