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

/*
 * The service's limits: 256 KiB for a variable and for all that one Assign sets, 10 MiB for all that an execution holds. The
 * sizes of names and punctuation are left out of the sum.
 */
static bool fail_size(struct sim *sim, const struct frame *frame, struct sim_error *error, str what)
{
    return error_set(sim, error, STR("States.DataLimitExceeded"),
                     "The state/task '%.*s' assigned %.*s with a size exceeding the maximum number of bytes service "
                     "limit.",
                     STR_ARG(frame->plan->state->name), STR_ARG(what));
}

static bool check_sizes(struct sim *sim, const struct frame *frame, value assigned, struct sim_error *error)
{
    for (uint32_t i = 0; i < assigned.count; i++) {
        const struct member *member = &assigned.as.members[i];
        if (size_is_too_large(sim, member->value, frame->plan->style))
            return fail_size(sim, frame, error,
                             str_printf(&sim->live, "the variable '%.*s'", STR_ARG(member->name)));
    }
    return !size_is_too_large(sim, assigned, frame->plan->style) || fail_size(sim, frame, error, STR("variables"));
}

/* How many bytes more the frame's scope holds once `assigned` is in it. */
static int64_t growth(struct sim *sim, const struct frame *frame, value assigned)
{
    int64_t bytes = 0;
    for (uint32_t i = 0; i < assigned.count; i++) {
        const struct member *member = &assigned.as.members[i];
        value old = value_get(frame->variables, member->name);
        bytes += (int64_t)size_measure(sim, member->value, frame->plan->style);
        if (old.kind != VALUE_UNDEFINED)
            bytes -= (int64_t)size_measure(sim, old, frame->plan->style);
    }
    return bytes;
}

static bool count_bytes(struct sim *sim, struct frame *frame, value assigned, struct sim_error *error)
{
    if (sim->options.no_limits)
        return true;
    if (!check_sizes(sim, frame, assigned, error))
        return false;
    int64_t bytes = growth(sim, frame, assigned);
    if (frame->execution->variable_bytes + bytes > LIMIT_VARIABLES)
        return fail_size(sim, frame, error, STR("variables"));
    frame->variable_bytes += bytes;
    frame->execution->variable_bytes += bytes;
    return true;
}

bool variables_assign(struct sim *sim, struct frame *frame, value assigned, struct sim_error *error)
{
    if (!count_bytes(sim, frame, assigned, error))
        return false;
    struct object_builder scope;
    object_begin(&scope, &sim->live);
    if (frame->variables.kind == VALUE_OBJECT)
        object_begin_from(&scope, &sim->live, frame->variables);
    for (uint32_t i = 0; i < assigned.count; i++)
        object_set(&scope, assigned.as.members[i].name, assigned.as.members[i].value);
    frame->variables = object_end(&scope);
    return true;
}
