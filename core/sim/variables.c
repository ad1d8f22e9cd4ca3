/*
 * Workflow variables: one scope for each frame, an immutable object that an Assign replaces. What a branch or iteration
 * does not have itself it looks for in the frames around it; a child of a distributed Map is an execution of its own and sees none of them.
 */
#include "sim/internal.h"

value variables_find(const struct frame *frame, str name)
{
    for (; frame; frame = frame->parent) {
        value v = value_get(frame->variables, name);
        if (v.kind != VALUE_UNDEFINED)
            return v;
        if (frame == frame->execution->frame)
            break;
    }
    return value_undefined();
}

static bool fail_size(struct sim *sim, const struct frame *frame, struct sim_error *error, str name)
{
    return error_set(sim, error, STR("States.DataLimitExceeded"),
                     "The state/task '%.*s' assigned the variable '%.*s' with a size exceeding the maximum number of "
                     "bytes service limit.",
                     STR_ARG(frame->plan->state->name), STR_ARG(name));
}

bool variables_assign(struct sim *sim, struct frame *frame, value assigned, struct sim_error *error)
{
    struct object_builder scope;
    object_begin(&scope, &sim->live);
    if (frame->variables.kind == VALUE_OBJECT)
        object_begin_from(&scope, &sim->live, frame->variables);
    for (uint32_t i = 0; i < assigned.count; i++) {
        const struct member *member = &assigned.as.members[i];
        if (size_is_too_large(sim, member->value, frame->plan->style))
            return fail_size(sim, frame, error, member->name);
        object_set(&scope, member->name, member->value);
    }
    frame->variables = object_end(&scope);
    return true;
}
