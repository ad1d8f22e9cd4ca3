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

/* An expression that makes too much is told as its failure. */
static bool fail(struct sim *sim, const struct frame *frame, struct sim_error *error, str cause)
{
    error_set(sim, error, STR("States.DataLimitExceeded"), "%.*s", STR_ARG(cause));
    error->is_evaluation = frame->plan->is_jsonata;
    error->location = STR("Assign");
    return false;
}

/* 256 KiB for one variable, and for all values that one Assign sets; names are not counted. Causes as measured. */
static bool check_sizes(struct sim *sim, const struct frame *frame, value assigned, struct sim_error *error)
{
    str state = frame->plan->state->name;
    size_t total = 0;
    for (uint32_t i = 0; i < assigned.count; i++) {
        const struct member *member = &assigned.as.members[i];
        size_t bytes = size_measure(sim, member->value, frame->plan->style);
        if (bytes > LIMIT_PAYLOAD)
            return fail(sim, frame, error,
                        str_printf(&sim->live,
                                   "Variable size limit exceeded. Variable '%.*s' in state '%.*s' was assigned %zu bytes.",
                                   STR_ARG(member->name), STR_ARG(state),
                                   value_printed_size(member->value, frame->plan->style)));
        total += bytes;
        if (total > LIMIT_PAYLOAD)
            return fail(sim, frame, error,
                        str_printf(&sim->live,
                                   "State total variable size limit exceeded. Variable '%.*s' in state '%.*s' was assigned "
                                   "%zu bytes, which caused the size of variables assigned in the state to exceed its limit "
                                   "by %zu bytes.",
                                   STR_ARG(member->name), STR_ARG(state), bytes, total - LIMIT_PAYLOAD));
    }
    return true;
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
    int64_t over = frame->execution->variable_bytes + bytes - LIMIT_VARIABLES;
    if (over > 0)
        return fail(sim, frame, error,
                    str_printf(&sim->live,
                               "Execution total variable size limit exceeded. State '%.*s' assigned variables that exceed "
                               "the total execution limit by %lld bytes.",
                               STR_ARG(frame->plan->state->name), (long long)over));
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
