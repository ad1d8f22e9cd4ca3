#include "jsonata/sort.h"

/*
 * A merge sort that asks in the same order as the reference's: halves, the smaller one in front, and the left item goes
 * first unless the comparison says otherwise. So it is stable, and comparisons that contradict themselves sort alike.
 */
static void merge(struct run *run, struct sorter *sorter, uint32_t first, uint32_t middle,
                  uint32_t last)
{
    uint32_t left = first, right = middle, to = first;
    while (left < middle && right < last && !run->failed) {
        bool is_right = sorter->comes_after(run, sorter, sorter->order[left], sorter->order[right]);
        sorter->spare[to++] = is_right ? sorter->order[right++] : sorter->order[left++];
    }
    while (left < middle)
        sorter->spare[to++] = sorter->order[left++];
    while (right < last)
        sorter->spare[to++] = sorter->order[right++];
    memcpy(sorter->order + first, sorter->spare + first, (last - first) * sizeof(uint32_t));
}

/* The depth of the recursion is the logarithm of the count. */
static void sort_part(struct run *run, struct sorter *sorter, uint32_t first, uint32_t last)
{
    if (last - first <= 1 || run->failed)
        return;
    uint32_t middle = first + (last - first) / 2;
    sort_part(run, sorter, first, middle);
    sort_part(run, sorter, middle, last);
    if (run_work(run, last - first))
        merge(run, sorter, first, middle, last);
}

value sort_items(struct run *run, struct sorter *sorter, value array)
{
    if (!run_reserve(run, (size_t)array.count * (2 * sizeof(uint32_t) + sizeof(value))))
        return value_undefined();
    sorter->items = array.as.items;
    sorter->order = arena_array(run->arena, uint32_t, array.count);
    sorter->spare = arena_array(run->arena, uint32_t, array.count);
    for (uint32_t i = 0; i < array.count; i++)
        sorter->order[i] = i;
    sort_part(run, sorter, 0, array.count);
    if (run->failed)
        return value_undefined();
    value *sorted = arena_alloc(run->arena, array.count * sizeof(value), _Alignof(value));
    for (uint32_t i = 0; i < array.count; i++)
        sorted[i] = array.as.items[sorter->order[i]];
    return value_array(sorted, array.count);
}

/* The terms of an order-by, and what they gave for each item so far. */
struct term_sorter {
    struct sorter base;
    const struct node *node;
    struct frame *frame;
    value *keys;    /* item by item, term by term */
    bool *is_known;
    bool has_tuples;
};

static value key_of(struct run *run, struct term_sorter *sorter, uint32_t item, uint32_t term)
{
    size_t at = (size_t)item * sorter->node->b + term;
    if (sorter->is_known[at])
        return sorter->keys[at];
    value context = sorter->base.items[item];
    struct frame *frame = sorter->frame;
    if (sorter->has_tuples) {
        frame = frame_of_tuple(run, frame, context.as.pointer);
        context = ((const struct tuple *)context.as.pointer)->item;
    }
    uint32_t node = run->code->links[sorter->node->a + term] & ~TERM_DESCENDING;
    sorter->keys[at] = evaluate(run, node, context, frame);
    sorter->is_known[at] = true;
    return sorter->keys[at];
}

static bool is_sortable(value v)
{
    return v.kind == VALUE_STRING || value_is_number(v);
}

static int fail_types(struct run *run, const struct node *node, value a, value b)
{
    bool are_sortable = is_sortable(a) && is_sortable(b);
    struct error *error = run_fail(run, are_sortable ? ERROR_T2007 : ERROR_T2008);
    error->value = are_sortable || !is_sortable(a) ? a : b;
    error->value2 = are_sortable ? b : value_undefined();
    error->has_position = true;
    error->position = run->code->places[node - run->code->nodes].token.end;
    return 0;
}

/* Below, equal to or above 0; undefined keys go last. */
static int compare_keys(struct run *run, const struct node *node, value a, value b, bool is_descending)
{
    if (a.kind == VALUE_UNDEFINED || b.kind == VALUE_UNDEFINED)
        return a.kind == b.kind ? 0 : a.kind == VALUE_UNDEFINED ? 1 : -1;
    if (!is_sortable(a) || !is_sortable(b) || (a.kind == VALUE_STRING) != (b.kind == VALUE_STRING))
        return fail_types(run, node, a, b);
    int order;
    if (a.kind == VALUE_STRING) {
        order = compare_texts(value_text(a), value_text(b));
    } else {
        double x = number_of(a), y = number_of(b);
        order = x == y ? 0 : x < y ? -1 : 1;
    }
    return is_descending ? -order : order;
}

static bool term_comes_after(struct run *run, struct sorter *base, uint32_t a, uint32_t b)
{
    struct term_sorter *sorter = (struct term_sorter *)base;
    for (uint32_t term = 0; term < sorter->node->b; term++) {
        value left = key_of(run, sorter, a, term);
        value right = run->failed ? left : key_of(run, sorter, b, term);
        if (run->failed)
            return false;
        bool is_descending = run->code->links[sorter->node->a + term] & TERM_DESCENDING;
        int order = compare_keys(run, sorter->node, left, right, is_descending);
        if (order != 0)
            return order > 0;
    }
    return false;
}

value evaluate_sort(struct run *run, const struct node *node, value input, struct frame *frame)
{
    if (input.count <= 1)
        return input;
    struct term_sorter sorter = { .base.comes_after = term_comes_after, .node = node, .frame = frame };
    size_t keys = (size_t)input.count * node->b;
    if (!run_reserve(run, keys * (sizeof(value) + sizeof(bool))))
        return value_undefined();
    sorter.has_tuples = input.flags & FLAG_TUPLES;
    sorter.keys = arena_alloc(run->arena, keys * sizeof(value), _Alignof(value));
    sorter.is_known = arena_array(run->arena, bool, keys);
    return sort_items(run, &sorter.base, input);
}
