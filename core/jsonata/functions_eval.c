#include "jsonata/functions.h"

/* A failure of the inner expression, told as one of $eval. */
static value fail_inner(struct run *run, enum error_code code, const struct error *inner, str text)
{
    struct jsonata_failure failure;
    error_describe(run->root_arena, inner, text, &failure);
    run->failed = false;
    run->has_place = false;
    return run_fail_value(run, code, value_string(failure.message));
}

/* The context: the caller's, or the one given; an array is one item. */
static value context_of(struct run *run, const struct call *call)
{
    value focus = call->arguments[1];
    if (focus.kind == VALUE_UNDEFINED)
        return call->input;
    if (focus.kind != VALUE_ARRAY || (focus.flags & FLAG_SEQUENCE))
        return focus;
    value wrapped = run_array_of(run, focus);
    wrapped.flags = FLAG_SEQUENCE | FLAG_OUTER;
    return wrapped;
}

/*
 * The text is an expression of its own, with numbers of its own for names; its outermost frame translates when it asks
 * the caller's. What it assigns is its own, too: in the reference that stays with the caller.
 */
value function_eval(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    str text = str_copy(run->root_arena, value_text(call->arguments[0]));
    struct error error;
    const struct jsonata *code =
        jsonata_build(run->root_arena, text, run->code->dialect, true, &error);
    if (!code)
        return fail_inner(run, ERROR_D3120, &error, text);
    const struct jsonata *caller = run->code;
    struct frame *frame = frame_new(run, call->frame, 0);
    frame->parent_code = caller;
    run->code = code;
    value v = evaluate(run, code->root, context_of(run, call), frame);
    run->code = caller;
    if (run->failed && run->error.code < ERROR_DEPTH)
        return fail_inner(run, ERROR_D3121, &run->error, text);
    return v;
}
