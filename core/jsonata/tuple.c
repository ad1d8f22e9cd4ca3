#include "jsonata/run.h"

/*
 * Tuples carry variables along a path: what @ and # bind, and the contexts that parent operators ask for. A step is
 * evaluated once for each tuple with its variables in scope, and gives a tuple for each of its results.
 */

static value tuple_value(const struct tuple *tuple)
{
    return (value){ .kind = KIND_TUPLE, .as.pointer = tuple };
}

static const struct tuple *tuple_at(value tuples, uint32_t i)
{
    return tuples.as.items[i].as.pointer;
}

struct frame *frame_of_tuple(struct run *run, struct frame *parent, const struct tuple *tuple)
{
    struct frame *frame = arena_new(run->arena, struct frame);
    frame->parent = parent;
    frame->bindings = tuple->bindings;
    frame->count = tuple->count;
    return frame;
}

/* A copy of `from` with room for `more` bindings. */
static struct tuple *tuple_new(struct run *run, const struct tuple *from, uint32_t more)
{
    size_t size = (size_t)(from->count + more) * sizeof(struct binding);
    struct tuple *tuple = arena_alloc(run->arena, sizeof *tuple, _Alignof(struct tuple));
    tuple->item = from->item;
    tuple->count = from->count;
    tuple->bindings = arena_alloc(run->arena, size, _Alignof(struct binding));
    if (from->count)
        memcpy(tuple->bindings, from->bindings, from->count * sizeof(struct binding));
    return tuple;
}

static void tuple_bind(struct tuple *tuple, uint32_t name, value v)
{
    if (name == NO_NAME)
        return;
    for (uint32_t i = 0; i < tuple->count; i++) {
        if (tuple->bindings[i].name == name) {
            tuple->bindings[i].value = v;
            return;
        }
    }
    tuple->bindings[tuple->count++] = (struct binding){ name, v };
}

/* `from` with what `inner`, a tuple that a path inside a block gave, says over it. */
static const struct tuple *tuple_merge(struct run *run, const struct tuple *from,
                                       const struct tuple *inner)
{
    struct tuple *tuple = tuple_new(run, from, inner->count);
    tuple->item = inner->item;
    for (uint32_t i = 0; i < inner->count; i++)
        tuple_bind(tuple, inner->bindings[i].name, inner->bindings[i].value);
    return tuple;
}

/* The tuple for result number `i` of a step. A focus takes the result and leaves the context where it was. */
static const struct tuple *tuple_extend(struct run *run, const struct step *step,
                                        const struct tuple *from, value result, uint32_t i)
{
    struct tuple *tuple = tuple_new(run, from, 3);
    if (step->focus == NO_NAME)
        tuple->item = result;
    tuple_bind(tuple, step->focus, result);
    tuple_bind(tuple, step->index, value_double(i));
    tuple_bind(tuple, step->ancestor, from->item);
    return tuple;
}

static void add_tuples(struct run *run, struct items *items, const struct step *step,
                       const struct tuple *from, value result)
{
    if (result.kind == VALUE_UNDEFINED)
        return;
    if (result.kind != VALUE_ARRAY) {
        items_add(run, items, tuple_value(tuple_extend(run, step, from, result, 0)));
        return;
    }
    for (uint32_t i = 0; i < result.count && run_work(run, 1); i++) {
        value item = result.as.items[i];
        const struct tuple *tuple = result.flags & FLAG_TUPLES
                                        ? tuple_merge(run, from, item.as.pointer)
                                        : tuple_extend(run, step, from, item, i);
        items_add(run, items, tuple_value(tuple));
    }
}

/* Items that start to carry variables. */
static value tuples_of_items(struct run *run, value input)
{
    struct items items = { 0 };
    for (uint32_t i = 0; i < input.count; i++) {
        struct tuple *tuple = arena_new(run->arena, struct tuple);
        tuple->item = input.as.items[i];
        items_add(run, &items, tuple_value(tuple));
    }
    return items_value(&items, FLAG_SEQUENCE | FLAG_TUPLES);
}

/* What a stage #$i does: numbers the tuples that are left. */
static value bind_positions(struct run *run, uint32_t name, value tuples)
{
    struct items items = { 0 };
    for (uint32_t i = 0; i < tuples.count && !run->failed; i++) {
        struct tuple *tuple = tuple_new(run, tuple_at(tuples, i), 1);
        tuple_bind(tuple, name, value_double(i));
        items_add(run, &items, tuple_value(tuple));
    }
    return items_value(&items, tuples.flags);
}

static value evaluate_sort_step(struct run *run, const struct step *step, value input, value tuples,
                                struct frame *frame)
{
    const struct node *node = &run->code->nodes[step->node];
    if (tuples.kind != VALUE_UNDEFINED)
        return evaluate_sort(run, node, tuples, frame);
    value sorted = evaluate_sort(run, node, input, frame);
    if (run->failed)
        return value_undefined();
    return bind_positions(run, step->index, tuples_of_items(run, sorted));
}

static value apply_stages(struct run *run, const struct step *step, value tuples,
                          struct frame *frame)
{
    for (uint32_t i = 0; i < step->stage_count && !run->failed; i++) {
        uint32_t stage = run->code->links[step->stages + i];
        const struct node *node = &run->code->nodes[stage];
        tuples = node->kind == NODE_INDEX ? bind_positions(run, node->a, tuples)
                                          : evaluate_filter(run, stage, tuples, frame);
    }
    return tuples;
}

value evaluate_tuple_step(struct run *run, const struct step *step, value input, value tuples,
                          struct frame *frame)
{
    value result;
    if (run->code->nodes[step->node].kind == NODE_SORT) {
        result = evaluate_sort_step(run, step, input, tuples, frame);
    } else {
        if (tuples.kind == VALUE_UNDEFINED)
            tuples = tuples_of_items(run, input);
        struct items items = { 0 };
        for (uint32_t i = 0; i < tuples.count && !run->failed; i++) {
            const struct tuple *tuple = tuple_at(tuples, i);
            struct frame *inner = frame_of_tuple(run, frame, tuple);
            value v = evaluate(run, step->node, tuple->item, inner);
            if (!run->failed)
                add_tuples(run, &items, step, tuple, v);
        }
        result = items_value(&items, FLAG_SEQUENCE | FLAG_TUPLES);
    }
    return run->failed ? value_undefined() : apply_stages(run, step, result, frame);
}
