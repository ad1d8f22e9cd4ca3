#include "jsonata/recycle.h"
#include "jsonata/run.h"

/* Calls inside calls that no evaluation of a node lies between, such as those of composed functions. */
#define CALL_DEPTH_MAX 4000

static value function_value(const struct function *function)
{
    return (value){ .kind = VALUE_FUNCTION, .as.pointer = function };
}

/* What the reference calls a procedure: the name of a variable or of a path's first step, else its token. */
static value call_name(const struct run *run, const struct node *node)
{
    const struct node *procedure = &run->code->nodes[node->a];
    if (procedure->kind == NODE_PATH)
        procedure = &run->code->nodes[run->code->steps[procedure->a].node];
    switch ((enum node_kind)procedure->kind) {
    case NODE_VARIABLE:
    case NODE_NAME:
    case NODE_CONTEXT:
    case NODE_ROOT:
        return value_string(run->code->names[procedure->a]);
    case NODE_LITERAL:
        return run->code->constants[procedure->a];
    case NODE_CALL:
    case NODE_PARTIAL:
        return value_string(STR("("));
    default:
        return value_undefined();
    }
}

static uint32_t position_of(const struct run *run, const struct node *node)
{
    return run->code->places[node - run->code->nodes].token.end;
}

/*
 * What failed inside a call bears the name of the innermost named call and the position of the outermost. It keeps its
 * own position when it failed in a tail call, or in something that is a bare function of JavaScript in the reference:
 * a pattern, or a function that was an argument.
 */
static void blame_call(struct run *run, const struct node *node, value callee)
{
    bool is_bare = false;
    if (callee.kind == VALUE_FUNCTION) {
        const struct function *function = callee.as.pointer;
        is_bare = (callee.flags & FLAG_DETACHED) || function->kind == FUNCTION_REGEX ||
                  function->kind == FUNCTION_NEXT;
    }
    if (run->error.token.kind == VALUE_UNDEFINED)
        run->error.token = call_name(run, node);
    if (!run->error.has_position || !(run->failed_in_tail || is_bare)) {
        run->error.has_position = true;
        run->error.position = position_of(run, node);
    }
    if (!run->has_place) {
        run->error.span = run->code->places[node - run->code->nodes].whole;
        run->has_place = true;
    }
}

static value apply_builtin(struct run *run, const struct builtin_function *function,
                           const value *arguments, uint32_t count, value input, struct frame *frame)
{
    value few[ARGUMENTS_MAX], *checked = few;
    uint32_t room = ARGUMENTS_MAX;
    if (count >= ARGUMENTS_MAX) {
        room = count + ARGUMENTS_MAX;
        checked = arena_alloc(run->arena, room * sizeof(value), _Alignof(value));
    }
    for (uint32_t i = 0; i < count; i++) {
        if (!run_work_on(run, arguments[i]))
            return value_undefined();
    }
    struct call call = { .arguments = checked, .input = input, .frame = frame };
    if (!signature_check(run, function->signature, arguments, count, input, checked, room,
                         &call.count))
        return value_undefined();
    return function->builtin->implementation(run, &call);
}

static value apply_lambda(struct run *run, const struct lambda_function *function,
                          const value *arguments, uint32_t count, value input)
{
    if (function->signature) {
        uint32_t room = count + SIGNATURE_MAX;
        value *checked = arena_alloc(run->arena, room * sizeof(value), _Alignof(value));
        if (!signature_check(run, function->signature, arguments, count, input, checked, room,
                             &count))
            return value_undefined();
        arguments = checked;
    }
    struct frame *frame = frame_new(run, function->frame, function->count);
    for (uint32_t i = 0; i < function->count; i++)
        frame_bind(run, frame, function->parameters[i],
                   i < count ? arguments[i] : value_undefined());
    const struct jsonata *code = run->code;
    run->code = function->code;
    value v = evaluate(run, function->lambda->body, function->input, frame);
    run->code = code;
    return v;
}

static value apply_partial(struct run *run, const struct partial_function *function,
                           const value *arguments, uint32_t count, struct frame *frame)
{
    value all[ARGUMENTS_MAX];
    uint32_t next = 0;
    for (uint32_t i = 0; i < function->count; i++) {
        all[i] = function->arguments[i];
        if (function->is_hole[i])
            all[i] = next < count ? arguments[next] : value_undefined();
        next += function->is_hole[i];
    }
    return apply_builtin(run, function->target, all, function->count, value_undefined(), frame);
}

/* function($x){ $g($f($x)) }, whose parts the reference names so in messages. */
static value apply_composed(struct run *run, const struct composed_function *function,
                            const value *arguments, uint32_t count, struct frame *frame)
{
    value v = count ? arguments[0] : value_undefined();
    v = close_sequence(apply(run, function->first, &v, 1, value_undefined(), frame), false);
    if (run->failed && run->error.token.kind == VALUE_UNDEFINED)
        run->error.token = value_string(STR("f"));
    if (run->failed)
        return value_undefined();
    v = apply(run, function->second, &v, 1, value_undefined(), frame);
    if (run->failed && run->error.token.kind == VALUE_UNDEFINED)
        run->error.token = value_string(STR("g"));
    return v;
}

static value transform_once(struct run *run, const struct transform_function *function,
                            const value *arguments, uint32_t count, value input)
{
    static const struct parameter parameter = { .letters = LETTER_O | LETTER_A | LETTER_M,
                                                .symbol = '(' };
    static const struct signature signature = { 1, &parameter };
    value argument;
    if (!signature_check(run, &signature, arguments, count, input, &argument, 1, &count))
        return value_undefined();
    return apply_transform(run, function, argument);
}

/* One call, which may give a tail call to be made. */
static value apply_once(struct run *run, value callee, const value *arguments, uint32_t count,
                        value input, struct frame *frame)
{
    if (callee.kind != VALUE_FUNCTION) {
        run_fail(run, ERROR_T1006);
        return value_undefined();
    }
    if (callee.flags & FLAG_DETACHED)
        input = value_null();
    const struct function *function = callee.as.pointer;
    switch (function->kind) {
    case FUNCTION_BUILTIN:
        return apply_builtin(run, callee.as.pointer, arguments, count, input, frame);
    case FUNCTION_LAMBDA:
        return apply_lambda(run, callee.as.pointer, arguments, count, input);
    case FUNCTION_PARTIAL:
        return apply_partial(run, callee.as.pointer, arguments, count, frame);
    case FUNCTION_REGEX:
        return regex_call(run, callee.as.pointer, arguments, count);
    case FUNCTION_NEXT:
        return regex_next(run, callee.as.pointer);
    case FUNCTION_TRANSFORM:
        return transform_once(run, callee.as.pointer, arguments, count, input);
    case FUNCTION_COMPOSED:
        return apply_composed(run, callee.as.pointer, arguments, count, frame);
    }
    return value_undefined();
}

/* What a tail call calls, with what; evaluated where the call stands. */
struct prepared_call {
    value *values; /* the callee, then the arguments */
    uint32_t count; /* of all */
};

static struct prepared_call prepare_tail_call(struct run *run, const struct tail_call *tail)
{
    const struct jsonata *code = run->code;
    run->code = tail->code;
    struct prepared_call call = { .count = tail->node->c + 1 };
    call.values = arena_alloc(run->arena, call.count * sizeof(value), _Alignof(value));
    call.values[0] = evaluate(run, tail->node->a, tail->input, tail->frame);
    for (uint32_t i = 1; i < call.count && !run->failed; i++)
        call.values[i] =
            evaluate(run, run->code->links[tail->node->b + i - 1], tail->input, tail->frame);
    run->code = code;
    return call;
}

/* The position is that of the function's name. */
static void blame_tail_call(struct run *run, const struct tail_call *tail, value callee)
{
    const struct jsonata *code = run->code;
    run->code = tail->code;
    blame_call(run, tail->node, callee);
    run->error.position = run->code->places[tail->node->a].token.end;
    run->code = code;
}

/*
 * Tail calls follow one another without stack. What they leave behind is thrown away from time to time: all that the
 * next call can reach is its function and its arguments.
 */
static value make_tail_calls(struct run *run, value result, value input, struct frame *frame)
{
    struct nursery *nursery = NULL;
    size_t held = arena_held(run->arena);
    while (result.kind == KIND_TAIL && !run->failed) {
        struct tail_call tail = *(const struct tail_call *)result.as.pointer;
        struct prepared_call call = prepare_tail_call(run, &tail);
        if (run->failed)
            break;
        if (!nursery)
            nursery = nursery_begin(run, held);
        else if (nursery_is_full(nursery, run))
            nursery_recycle(run, nursery, &call.values, call.count);
        result = apply_once(run, call.values[0], call.values + 1, call.count - 1, input, frame);
        run->failed_in_tail = false;
        if (run->failed)
            blame_tail_call(run, &tail, call.values[0]);
    }
    return nursery ? nursery_end(run, nursery, result) : result;
}

value apply(struct run *run, value callee, const value *arguments, uint32_t count, value input,
            struct frame *frame)
{
    if (run->call_depth >= CALL_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
        return value_undefined();
    }
    run->call_depth++;
    value result = apply_once(run, callee, arguments, count, input, frame);
    run->failed_in_tail = false;
    if (result.kind == KIND_TAIL && !run->failed) {
        result = make_tail_calls(run, result, input, frame);
        run->failed_in_tail = run->failed;
    }
    run->call_depth--;
    return run->failed ? value_undefined() : result;
}

/* Whether a procedure that gave nothing is a name under which there is a function: its $ was forgotten. */
static bool lacks_dollar(struct run *run, const struct node *node, struct frame *frame)
{
    const struct node *procedure = &run->code->nodes[node->a];
    if (procedure->kind != NODE_PATH)
        return false;
    procedure = &run->code->nodes[run->code->steps[procedure->a].node];
    return (procedure->kind == NODE_NAME || procedure->kind == NODE_VARIABLE) &&
           is_truthy(frame_look_up(run, frame, procedure->a));
}

static value fail_call(struct run *run, enum error_code code, const struct node *node)
{
    struct error *error = run_fail(run, code);
    error->token = call_name(run, node);
    error->has_position = true;
    error->position = position_of(run, node);
    return value_undefined();
}

/* Evaluates the arguments into `to`. Functions among them lose the caller's context. */
static void evaluate_arguments(struct run *run, const struct node *node, value input,
                               struct frame *frame, value *to)
{
    for (uint32_t i = 0; i < node->c && !run->failed; i++) {
        to[i] = evaluate(run, run->code->links[node->b + i], input, frame);
        if (to[i].kind == VALUE_FUNCTION)
            to[i].flags |= FLAG_DETACHED;
    }
}

static value call_now(struct run *run, const struct node *node, value input, struct frame *frame,
                      const value *first)
{
    value callee = evaluate(run, node->a, input, frame);
    if (run->failed)
        return value_undefined();
    if (callee.kind == VALUE_UNDEFINED && lacks_dollar(run, node, frame))
        return fail_call(run, ERROR_T1005, node);

    value few[ARGUMENTS_MAX], *arguments = few;
    uint32_t extra = first ? 1 : 0, count = node->c + extra;
    if (count > ARGUMENTS_MAX)
        arguments = arena_alloc(run->arena, count * sizeof(value), _Alignof(value));
    if (first)
        arguments[0] = *first;
    evaluate_arguments(run, node, input, frame, arguments + extra);
    if (run->failed)
        return value_undefined();
    value v = apply(run, callee, arguments, count, input, frame);
    if (run->failed)
        blame_call(run, node, callee);
    return v;
}

value evaluate_call(struct run *run, const struct node *node, value input, struct frame *frame)
{
    if (!(node->flags & NODE_TAIL))
        return call_now(run, node, input, frame, NULL);
    struct tail_call *tail = arena_alloc(run->arena, sizeof *tail, _Alignof(struct tail_call));
    *tail = (struct tail_call){ run->code, node, input, frame };
    return (value){ .kind = KIND_TAIL, .as.pointer = tail };
}

value evaluate_call_with(struct run *run, const struct node *node, value input, struct frame *frame,
                         value first)
{
    return call_now(run, node, input, frame, &first);
}

value evaluate_chain(struct run *run, const struct node *node, value input, struct frame *frame)
{
    value left = evaluate(run, node->a, input, frame);
    if (run->failed)
        return value_undefined();
    const struct node *right = &run->code->nodes[node->b];
    while (right->kind == NODE_FILTERED || right->kind == NODE_GROUPED)
        right = &run->code->nodes[right->a];
    if (right->kind == NODE_CALL)
        return evaluate_call_with(run, right, input, frame, left);

    value function = evaluate(run, node->b, input, frame);
    if (run->failed)
        return value_undefined();
    if (function.kind != VALUE_FUNCTION) {
        struct error *error = run_fail(run, ERROR_T2006);
        error->value = function;
        error->has_position = true;
        error->position = position_of(run, node);
        return value_undefined();
    }
    if (left.kind != VALUE_FUNCTION)
        return apply(run, function, &left, 1, value_null(), frame);
    struct composed_function *composed = arena_new(run->arena, struct composed_function);
    composed->base.kind = FUNCTION_COMPOSED;
    composed->first = left;
    composed->second = function;
    return function_value(&composed->base);
}

value evaluate_lambda(struct run *run, const struct node *node, value input, struct frame *frame)
{
    const struct lambda *lambda = &run->code->lambdas[node->a];
    struct lambda_function *function =
        arena_alloc(run->arena, sizeof *function, _Alignof(struct lambda_function));
    *function = (struct lambda_function){
        .base = { FUNCTION_LAMBDA },
        .code = run->code,
        .lambda = lambda,
        .parameters = &run->code->links[lambda->parameters],
        .count = lambda->count,
        .signature = lambda->signature,
        .frame = frame,
        .input = input,
    };
    return function_value(&function->base);
}

static bool is_placeholder(const struct run *run, const struct node *node, uint32_t i)
{
    return run->code->nodes[run->code->links[node->b + i]].kind == NODE_PLACEHOLDER;
}

/* A lambda whose frame holds the arguments given, with the parameters that are left. */
static value apply_lambda_partially(struct run *run, const struct lambda_function *lambda,
                                    const struct node *node, const value *arguments)
{
    struct lambda_function *partial = arena_alloc(run->arena, sizeof *partial, 8);
    *partial = *lambda;
    uint32_t *left = arena_array(run->arena, uint32_t, lambda->count);
    partial->parameters = left;
    partial->count = 0;
    partial->signature = NULL;
    partial->frame = frame_new(run, lambda->frame, lambda->count);
    for (uint32_t i = 0; i < lambda->count; i++) {
        if (i < node->c && is_placeholder(run, node, i))
            left[partial->count++] = lambda->parameters[i];
        else
            frame_bind(run, partial->frame, lambda->parameters[i],
                       i < node->c ? arguments[i] : value_undefined());
    }
    return function_value(&partial->base);
}

/* Fills the holes of what may have been partially applied before; nothing goes where there is no argument. */
static value fill_holes(struct run *run, const struct partial_function *target, const struct node *node,
                        const value *arguments)
{
    struct partial_function *partial = arena_alloc(run->arena, sizeof *partial, 8);
    *partial = *target;
    partial->holes = 0;
    for (uint32_t i = 0, next = 0; i < partial->count; i++) {
        if (!target->is_hole[i])
            continue;
        partial->is_hole[i] = next < node->c && is_placeholder(run, node, next);
        partial->holes += partial->is_hole[i];
        partial->arguments[i] = next < node->c ? arguments[next] : value_undefined();
        next++;
    }
    return function_value(&partial->base);
}

static value apply_builtin_partially(struct run *run, const struct builtin_function *target,
                                     const struct node *node, const value *arguments)
{
    struct partial_function all = { .base = { FUNCTION_PARTIAL }, .target = target };
    all.count = all.holes = target->signature->count;
    for (uint32_t i = 0; i < all.count; i++)
        all.is_hole[i] = true;
    return fill_holes(run, &all, node, arguments);
}

value evaluate_partial(struct run *run, const struct node *node, value input, struct frame *frame)
{
    value *arguments = arena_array(run->arena, value, node->c);
    for (uint32_t i = 0; i < node->c && !run->failed; i++) {
        if (!is_placeholder(run, node, i))
            arguments[i] = evaluate(run, run->code->links[node->b + i], input, frame);
    }
    if (run->failed)
        return value_undefined();
    value callee = evaluate(run, node->a, input, frame);
    if (run->failed)
        return value_undefined();
    if (callee.kind == VALUE_UNDEFINED && lacks_dollar(run, node, frame))
        return fail_call(run, ERROR_T1007, node);
    if (callee.kind != VALUE_FUNCTION)
        return fail_call(run, ERROR_T1008, node);
    const struct function *function = callee.as.pointer;
    if (function->kind == FUNCTION_LAMBDA)
        return apply_lambda_partially(run, callee.as.pointer, node, arguments);
    if (function->kind == FUNCTION_BUILTIN)
        return apply_builtin_partially(run, callee.as.pointer, node, arguments);
    if (function->kind == FUNCTION_PARTIAL)
        return fill_holes(run, callee.as.pointer, node, arguments);
    return callee; /* of one parameter, which is left open */
}

uint32_t function_arity(value callee)
{
    const struct function *function = callee.as.pointer;
    switch (function->kind) {
    case FUNCTION_BUILTIN:
        return ((const struct builtin_function *)callee.as.pointer)->builtin->arity;
    case FUNCTION_LAMBDA:
        return ((const struct lambda_function *)callee.as.pointer)->count;
    case FUNCTION_PARTIAL:
        return ((const struct partial_function *)callee.as.pointer)->holes;
    case FUNCTION_REGEX:
        return 2; /* a text, and where to start */
    case FUNCTION_NEXT:
        return 0;
    case FUNCTION_TRANSFORM:
    case FUNCTION_COMPOSED:
        return 1;
    }
    return 0;
}

value call_back(struct run *run, value function, const value *arguments, uint32_t count)
{
    uint32_t arity = function_arity(function);
    if (arity < 1)
        arity = 1;
    return apply(run, function, arguments, arity < count ? arity : count, value_null(), run->frame);
}
