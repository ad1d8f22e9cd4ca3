#include "jsonata/run.h"

/*
 * The items that go into a step, or come out of one. A lone item, the most frequent case, stands in the list itself.
 */
struct list {
    const value *items;
    uint32_t count;
    uint8_t flags; /* of enum array_flag; as an array */
    value lone;
};

static void list_set_lone(struct list *list, value item, uint8_t flags)
{
    list->lone = item;
    list->items = &list->lone;
    list->count = 1;
    list->flags = flags;
}

static void list_set_array(struct list *list, value array)
{
    list->items = array.as.items;
    list->count = array.count;
    list->flags = array.flags;
}

/* Results of a step for item after item; arrays among them are laid flat, except the only result of a last step. */
struct collector {
    struct items items;
    value first; /* waits until there is a second */
    uint32_t results;
};

static void lay_flat(struct run *run, struct collector *collector, value v)
{
    if (v.kind == VALUE_ARRAY && !(v.flags & FLAG_CONSTRUCTED))
        items_add_all(run, &collector->items, v.as.items, v.count);
    else
        items_add(run, &collector->items, v);
}

static inline void collect(struct run *run, struct collector *collector, value v)
{
    if (v.kind == VALUE_UNDEFINED)
        return;
    if (collector->results++ == 0) {
        collector->first = v;
        return;
    }
    if (collector->results == 2)
        lay_flat(run, collector, collector->first);
    lay_flat(run, collector, v);
}

static void finish_collecting(struct collector *collector, bool is_last, struct list *to)
{
    if (collector->results == 1) {
        value only = collector->first;
        bool is_array = only.kind == VALUE_ARRAY;
        if (is_array && is_last && !(only.flags & FLAG_SEQUENCE)) {
            list_set_array(to, only);
        } else if (is_array && !(only.flags & FLAG_CONSTRUCTED)) {
            list_set_array(to, only);
            to->flags = FLAG_SEQUENCE;
        } else {
            list_set_lone(to, only, FLAG_SEQUENCE);
        }
        return;
    }
    to->items = collector->items.at;
    to->count = collector->items.count;
    to->flags = FLAG_SEQUENCE;
}

static void look_up_items(struct run *run, value array, str name, struct items *items,
                          unsigned depth)
{
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return;
    }
    for (uint32_t i = 0; i < array.count && !run->failed; i++) {
        value item = array.as.items[i];
        if (item.kind == VALUE_ARRAY) {
            look_up_items(run, item, name, items, depth + 1);
            continue;
        }
        if (item.kind != VALUE_OBJECT)
            continue;
        value v = member_of(item, name);
        if (v.kind == VALUE_ARRAY)
            items_add_all(run, items, v.as.items, v.count);
        else if (v.kind != VALUE_UNDEFINED)
            items_add(run, items, v);
    }
}

value look_up(struct run *run, value input, str name)
{
    if (input.kind == VALUE_OBJECT)
        return member_of(input, name);
    if (input.kind != VALUE_ARRAY)
        return value_undefined();
    struct items items = { 0 };
    if (run_work(run, input.count))
        look_up_items(run, input, name, &items, 0);
    return items_value(&items, FLAG_SEQUENCE);
}

/* Appends the items of nested arrays, however deep. */
static void add_leaves(struct run *run, struct items *items, value v, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return;
    }
    if (v.kind != VALUE_ARRAY) {
        items_add(run, items, v);
        return;
    }
    for (uint32_t i = 0; i < v.count && run_work(run, 1); i++)
        add_leaves(run, items, v.as.items[i], depth + 1);
}

value evaluate_wildcard(struct run *run, value input)
{
    if (input.kind == VALUE_ARRAY && (input.flags & FLAG_OUTER) && input.count > 0)
        input = input.as.items[0];
    struct items items = { 0 };
    uint8_t flags = FLAG_SEQUENCE;
    if (input.kind == VALUE_OBJECT)
        input = in_key_order(run->arena, input);
    else if (input.kind != VALUE_ARRAY)
        input.count = 0;
    for (uint32_t i = 0; i < input.count && !run->failed; i++) {
        value v = input.kind == VALUE_ARRAY ? input.as.items[i] : input.as.members[i].value;
        if (v.kind == VALUE_ARRAY)
            flags = 0; /* joined to a plain array */
        add_leaves(run, &items, v, 0);
    }
    return items_value(&items, flags);
}

static void add_descendants(struct run *run, struct items *items, value v, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return;
    }
    if (v.kind != VALUE_ARRAY)
        items_add(run, items, v);
    if (v.kind == VALUE_OBJECT)
        v = in_key_order(run->arena, v);
    else if (v.kind != VALUE_ARRAY)
        return;
    for (uint32_t i = 0; i < v.count && run_work(run, 1); i++)
        add_descendants(run, items,
                        v.kind == VALUE_ARRAY ? v.as.items[i] : v.as.members[i].value, depth + 1);
}

value evaluate_descendants(struct run *run, value input)
{
    struct items items = { 0 };
    if (input.kind != VALUE_UNDEFINED)
        add_descendants(run, &items, input, 0);
    return items.count == 1 ? items.at[0] : items_value(&items, FLAG_SEQUENCE);
}

static value apply_stages(struct run *run, const struct step *step, value v, struct frame *frame)
{
    for (uint32_t i = 0; i < step->stage_count && !run->failed; i++)
        v = evaluate_filter(run, run->code->links[step->stages + i], v, frame);
    return v;
}

/* The list as an array that outlives it. */
static value list_value(struct run *run, const struct list *list)
{
    if (list->items != &list->lone) {
        value v = value_array(list->items, list->count);
        v.flags = list->flags;
        return v;
    }
    value v = run_array_of(run, list->lone);
    v.flags = list->flags;
    return v;
}

static void evaluate_sort_step(struct run *run, const struct step *step, const struct list *from,
                               struct list *to, struct frame *frame)
{
    value sorted = evaluate_sort(run, &run->code->nodes[step->node], list_value(run, from), frame);
    sorted = apply_stages(run, step, sorted, frame);
    if (!run->failed)
        list_set_array(to, sorted);
}

static void evaluate_step(struct run *run, const struct step *step, const struct list *from,
                          struct list *to, bool is_last, struct frame *frame)
{
    const struct node *node = &run->code->nodes[step->node];
    if (node->kind == NODE_SORT) {
        evaluate_sort_step(run, step, from, to, frame);
        return;
    }
    struct collector collector = { .results = 0 };
    for (uint32_t i = 0; i < from->count && !run->failed; i++) {
        value v;
        if (node->kind == NODE_NAME && from->items[i].kind == VALUE_OBJECT &&
            run->depth < run->limits.depth) {
            run_work(run, 1); /* the most frequent case without the detour */
            v = member_of(from->items[i], run->code->names[node->a]);
        } else {
            v = evaluate(run, step->node, from->items[i], frame);
        }
        if (step->stage_count)
            v = apply_stages(run, step, v, frame);
        collect(run, &collector, v);
    }
    finish_collecting(&collector, is_last, to);
}

/*
 * What an array constructor at the start of a path gives: evaluated once, in the context of all items. Filtered down to
 * something else it ends the path, and gives nothing to walk on with; only a text is seen as its characters.
 */
static void evaluate_first_constructor(struct run *run, const struct step *step,
                                       const struct list *from, struct list *to, bool is_last,
                                       struct frame *frame)
{
    value v = evaluate(run, step->node, list_value(run, from), frame);
    if (v.kind == VALUE_STRING && !is_last)
        v = text_units(run, value_text(v));
    if (v.kind == VALUE_ARRAY) {
        list_set_array(to, v);
        return;
    }
    list_set_lone(to, v, FLAG_SEQUENCE);
    to->count = is_last && v.kind != VALUE_UNDEFINED;
}

/* The first input: items of an array, unless the path begins with a variable. */
static void begin(const struct run *run, const struct step *first, value input, struct list *list)
{
    enum node_kind kind = run->code->nodes[first->node].kind;
    bool is_variable = kind == NODE_VARIABLE || kind == NODE_CONTEXT || kind == NODE_ROOT;
    if (input.kind == VALUE_ARRAY && !is_variable)
        list_set_array(list, input);
    else
        list_set_lone(list, input, FLAG_SEQUENCE);
}

/* Items that stop carrying variables. */
static value items_of_tuples(struct run *run, value tuples)
{
    struct items items = { 0 };
    for (uint32_t i = 0; i < tuples.count; i++)
        items_add(run, &items, ((const struct tuple *)tuples.as.items[i].as.pointer)->item);
    return items_value(&items, FLAG_SEQUENCE);
}

struct path_walk {
    struct list lists[2];
    unsigned current;
    value tuples; /* VALUE_UNDEFINED before the first step with variables */
    bool has_tuples;
};

/* One step. False when nothing is left to go on with. */
static bool walk_step(struct run *run, struct path_walk *walk, const struct step *step, uint32_t i,
                      bool is_last, struct frame *frame)
{
    struct list *from = &walk->lists[walk->current], *to = &walk->lists[walk->current ^ 1];
    bool is_constructed = run->code->nodes[step->node].flags & NODE_CONSTRUCTED;
    if (step->is_tuple)
        walk->has_tuples = true;
    if (i == 0 && is_constructed) {
        evaluate_first_constructor(run, step, from, to, is_last, frame);
    } else if (walk->has_tuples) {
        value input = walk->tuples.kind == VALUE_UNDEFINED ? list_value(run, from) : value_undefined();
        walk->tuples = evaluate_tuple_step(run, step, input, walk->tuples, frame);
        return !run->failed;
    } else {
        evaluate_step(run, step, from, to, is_last, frame);
    }
    walk->current ^= 1;
    return !run->failed && (to->count > 0 || walk->has_tuples);
}

static value finish_path(struct run *run, const struct path_walk *walk, const struct node *node,
                         struct frame *frame)
{
    const struct list *list = &walk->lists[walk->current];
    bool needs_array = node->c != NO_NODE || (node->flags & (NODE_KEEP_SINGLETON | NODE_KEEP_ARRAY));
    bool is_lone = list->count <= 1 && !needs_array && (list->flags & FLAG_SEQUENCE);
    if (is_lone && !walk->has_tuples && !(list->count && is_sequence(list->items[0])))
        return list->count ? list->items[0] : value_undefined();

    value result = walk->has_tuples && !(node->flags & NODE_TUPLES)
                       ? items_of_tuples(run, walk->tuples)
                   : walk->has_tuples ? walk->tuples
                                      : list_value(run, list);
    if (run->failed)
        return value_undefined();
    if ((node->flags & NODE_KEEP_SINGLETON) && result.kind == VALUE_ARRAY) {
        if ((result.flags & FLAG_CONSTRUCTED) && !(result.flags & FLAG_SEQUENCE)) {
            result = run_array_of(run, result);
            result.flags = FLAG_SEQUENCE;
        }
        result.flags |= FLAG_KEEP;
    }
    if (node->c != NO_NODE)
        result = evaluate_group(run, node->c, walk->has_tuples ? walk->tuples : result, frame, node);
    return result;
}

value evaluate_path(struct run *run, const struct node *node, value input, struct frame *frame)
{
    const struct step *steps = &run->code->steps[node->a];
    struct path_walk walk = { .current = 0 };
    begin(run, &steps[0], input, &walk.lists[0]);
    for (uint32_t i = 0; i < node->b; i++) {
        if (!walk_step(run, &walk, &steps[i], i, i + 1 == node->b, frame))
            break;
    }
    return run->failed ? value_undefined() : finish_path(run, &walk, node, frame);
}
