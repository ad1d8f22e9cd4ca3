#include "jsonata/run.h"

/* An array constructor keeps its items as they are, even when something filters it first. */
static bool is_constructor(const struct run *run, const struct node *node)
{
    while (node->kind == NODE_FILTERED)
        node = &run->code->nodes[node->a];
    if (node->kind == NODE_GROUPED)
        return is_constructor(run, &run->code->nodes[node->a]);
    return node->kind == NODE_ARRAY;
}

static value evaluate_literal_array(struct run *run, const struct node *node, value input,
                                    struct frame *frame)
{
    struct items items = { 0 };
    for (uint32_t i = 0; i < node->b; i++) {
        uint32_t item = run->code->links[node->a + i];
        value v = evaluate(run, item, input, frame);
        if (run->failed)
            return value_undefined();
        if (v.kind == VALUE_UNDEFINED)
            continue;
        if (v.kind == VALUE_ARRAY && !is_constructor(run, &run->code->nodes[item])) {
            if (node->b == 1) {
                value result = value_array(v.as.items, v.count); /* shared, not copied */
                result.flags = node->flags & NODE_CONSTRUCTED ? FLAG_CONSTRUCTED : 0;
                return result;
            }
            items_add_all(run, &items, v.as.items, v.count);
        } else {
            items_add(run, &items, v);
        }
    }
    return items_value(&items, node->flags & NODE_CONSTRUCTED ? FLAG_CONSTRUCTED : 0);
}

static value evaluate_variable(struct run *run, const struct node *node, struct frame *frame)
{
    return frame_look_up(run, frame, node->a);
}

static value context_item(value input)
{
    if (input.kind == VALUE_ARRAY && (input.flags & FLAG_OUTER))
        return input.as.items[0];
    return input;
}

static value evaluate_block(struct run *run, const struct node *node, value input,
                            struct frame *frame)
{
    if (node->flags & NODE_SCOPE)
        frame = frame_new(run, frame, 0);
    value result = value_undefined();
    for (uint32_t i = 0; i < node->b && !run->failed; i++)
        result = evaluate(run, run->code->links[node->a + i], input, frame);
    return result;
}

static value evaluate_bind(struct run *run, const struct node *node, value input,
                           struct frame *frame)
{
    value v = evaluate(run, node->b, input, frame);
    if (!run->failed)
        frame_bind(run, frame, node->a, v);
    return v;
}

static value evaluate_condition(struct run *run, const struct node *node, value input,
                                struct frame *frame)
{
    value condition = evaluate(run, node->a, input, frame);
    if (run->failed)
        return value_undefined();
    bool holds = is_true(run, condition);
    if (run->failed)
        return value_undefined();
    if (holds)
        return evaluate(run, node->b, input, frame);
    return node->c == NO_NODE ? value_undefined() : evaluate(run, node->c, input, frame);
}

static uint32_t position_of(const struct run *run, const struct node *node)
{
    return run->code->places[node - run->code->nodes].token.end;
}

static value evaluate_negation(struct run *run, const struct node *node, value input,
                               struct frame *frame)
{
    value v = evaluate(run, node->a, input, frame);
    if (run->failed || v.kind == VALUE_UNDEFINED)
        return value_undefined();
    if (is_numeric(run, v))
        return value_double(-number_of(v));
    if (run->failed)
        return value_undefined();
    struct error *error = run_fail(run, ERROR_D1002);
    error->value = v;
    error->token = value_string(STR("-"));
    error->has_position = true;
    error->position = position_of(run, node);
    return value_undefined();
}

static value evaluate_regex(struct run *run, const struct node *node)
{
    struct regex_function *function = arena_new(run->arena, struct regex_function);
    function->base.kind = FUNCTION_REGEX;
    function->pattern = &run->code->patterns[node->a];
    function->position = position_of(run, node);
    return (value){ .kind = VALUE_FUNCTION, .as.pointer = function };
}

static value evaluate_transform(struct run *run, const struct node *node, struct frame *frame)
{
    struct transform_function *function = arena_new(run->arena, struct transform_function);
    function->base.kind = FUNCTION_TRANSFORM;
    function->code = run->code;
    function->node = node;
    function->frame = frame;
    return (value){ .kind = VALUE_FUNCTION, .as.pointer = function };
}

/* ?: and ?? of the newer dialect. */
static value evaluate_default(struct run *run, const struct node *node, value input,
                              struct frame *frame)
{
    value v = evaluate(run, node->a, input, frame);
    if (run->failed)
        return value_undefined();
    bool is_taken = node->kind == NODE_COALESCE ? v.kind != VALUE_UNDEFINED : is_true(run, v);
    return is_taken || run->failed ? v : evaluate(run, node->b, input, frame);
}

static value evaluate_node(struct run *run, const struct node *node, value input,
                           struct frame *frame);

static value evaluate_filtered(struct run *run, const struct node *node, value input,
                               struct frame *frame)
{
    value v = evaluate_node(run, &run->code->nodes[node->a], input, frame);
    for (uint32_t i = 0; i < node->c && !run->failed; i++)
        v = evaluate_filter(run, run->code->links[node->b + i], v, frame);
    return v;
}

static value evaluate_grouped(struct run *run, const struct node *node, value input,
                              struct frame *frame)
{
    value v = evaluate_node(run, &run->code->nodes[node->a], input, frame);
    return run->failed ? value_undefined() : evaluate_group(run, node->b, v, frame, node);
}

/* What a node is, without closing the sequence. */
static value evaluate_node(struct run *run, const struct node *node, value input,
                           struct frame *frame)
{
    switch ((enum node_kind)node->kind) {
    case NODE_LITERAL:
        return run->code->constants[node->a];
    case NODE_NAME:
        return look_up(run, input, run->code->names[node->a]);
    case NODE_VARIABLE:
    case NODE_PARENT:
        return evaluate_variable(run, node, frame);
    case NODE_CONTEXT:
        return context_item(input);
    case NODE_ROOT:
        return run->input->document;
    case NODE_WILDCARD:
        return evaluate_wildcard(run, input);
    case NODE_DESCENDANTS:
        return evaluate_descendants(run, input);
    case NODE_PATH:
        return evaluate_path(run, node, input, frame);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_MODULO:
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_GREATER:
    case NODE_AT_LEAST:
    case NODE_CONCAT:
    case NODE_IN:
    case NODE_AND:
    case NODE_OR:
    case NODE_RANGE:
        return evaluate_binary(run, node, input, frame);
    case NODE_DEFAULT:
    case NODE_COALESCE:
        return evaluate_default(run, node, input, frame);
    case NODE_APPLY:
        return evaluate_chain(run, node, input, frame);
    case NODE_NEGATE:
        return evaluate_negation(run, node, input, frame);
    case NODE_ARRAY:
        return evaluate_literal_array(run, node, input, frame);
    case NODE_OBJECT:
        return evaluate_group(run, node->a, input, frame, node);
    case NODE_BLOCK:
        return evaluate_block(run, node, input, frame);
    case NODE_BIND:
        return evaluate_bind(run, node, input, frame);
    case NODE_CONDITION:
        return evaluate_condition(run, node, input, frame);
    case NODE_CALL:
        return evaluate_call(run, node, input, frame);
    case NODE_PARTIAL:
        return evaluate_partial(run, node, input, frame);
    case NODE_LAMBDA:
        return evaluate_lambda(run, node, input, frame);
    case NODE_TRANSFORM:
        return evaluate_transform(run, node, frame);
    case NODE_REGEX:
        return evaluate_regex(run, node);
    case NODE_FILTERED:
        return evaluate_filtered(run, node, input, frame);
    case NODE_GROUPED:
        return evaluate_grouped(run, node, input, frame);
    case NODE_SORT:
    case NODE_INDEX:
    case NODE_PLACEHOLDER:
        break; /* parts of others, which evaluate them */
    }
    return value_undefined();
}

/* The innermost node that is being evaluated when something fails is where it failed. */
static value note_place(struct run *run, const struct node *node)
{
    if (!run->has_place) {
        run->error.span = run->code->places[node - run->code->nodes].whole;
        run->has_place = true;
    }
    return value_undefined();
}

value evaluate(struct run *run, uint32_t index, value input, struct frame *frame)
{
    const struct node *node = &run->code->nodes[index];
    if (run->depth >= run->limits.depth) {
        run_fail(run, ERROR_DEPTH);
        return note_place(run, node);
    }
    if (node->kind == NODE_LITERAL)
        return run->code->constants[node->a];
    if (!run_work(run, 1))
        return note_place(run, node);
    run->depth++;
    value v = evaluate_node(run, node, input, frame);
    run->depth--;
    if (run->failed)
        return note_place(run, node);
    return close_sequence(v, node->flags & NODE_KEEP_ARRAY);
}
