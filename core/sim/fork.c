/* What Parallel and Map have in common: children that start, end, fail and are aborted. */
#include "sim/internal.h"

static void link_last(struct fork *fork, struct frame *child)
{
    child->before = fork->last;
    *(fork->last ? &fork->last->after : &fork->first) = child;
    fork->last = child;
}

struct frame *fork_start(struct sim *sim, struct frame *frame, struct execution *execution,
                         const struct asl_machine *machine, uint32_t index, value input, uint32_t last)
{
    struct frame *child = frame_create(sim, execution, frame, machine, input);
    child->index = index;
    child->last = last;
    link_last(frame->fork, child);
    frame->fork->running++;
    sim_schedule(sim, child, PHASE_ENTER, sim->now_ms);
    return child;
}

static struct history_event *record_iteration(struct sim *sim, struct frame *frame, enum history_type type,
                                              uint32_t index, uint32_t previous)
{
    struct history_event *event = record_aside(sim, frame, type, previous);
    event->number = index;
    return event;
}

void fork_child_succeeded(struct sim *sim, struct frame *child, value output)
{
    struct frame *frame = child->parent;
    struct fork *fork = frame->fork;
    bool is_iteration = child->is_iteration;
    uint32_t last = child->last, index = child->index;
    fork->results[index] = output;
    fork->running--;
    fork->ended++;
    frame_destroy(sim, child);
    if (is_iteration) {
        uint32_t join = record_iteration(sim, frame, HISTORY_MAP_ITERATION_SUCCEEDED, index, last)->id;
        map_advance(sim, frame, last, join);
    } else {
        parallel_advance(sim, frame, last);
    }
}

static void record_aborted_state(struct sim *sim, struct frame *owner, const struct frame *frame, uint32_t previous)
{
    enum history_type type;
    switch (frame->plan->kind) {
    case ASL_TASK: type = HISTORY_TASK_STATE_ABORTED; break;
    case ASL_WAIT: type = HISTORY_WAIT_STATE_ABORTED; break;
    case ASL_PARALLEL: type = HISTORY_PARALLEL_STATE_ABORTED; break;
    case ASL_MAP: type = HISTORY_MAP_STATE_ABORTED; break;
    default: return;
    }
    owner->aborted = record_aside(sim, owner, type, previous)->id;
}

static void abort_execution(struct sim *sim, struct frame *frame)
{
    struct sim_error none = { .has_error = false };
    execution_abort(sim, frame, &none);
}

static bool is_in_state(const struct frame *frame)
{
    return frame->plan && frame->phase != PHASE_ENTER;
}

/*
 * Outside first, then what is inside; recursion is bounded by how deep Parallel and Map states nest. A Parallel or Map
 * that failed itself has said so already.
 */
static void abort_below(struct sim *sim, struct frame *owner, const struct frame *frame, const struct frame *culprit,
                        uint32_t previous)
{
    for (struct frame *child = frame->fork ? frame->fork->first : NULL; child; child = child->after) {
        if (child == child->execution->frame) {
            abort_execution(sim, child);
            continue;
        }
        if (child->is_iteration && child != culprit)
            record_iteration(sim, owner, HISTORY_MAP_ITERATION_ABORTED, child->index, previous)->plan = frame->plan;
        bool is_said = child == culprit && child->plan && child->plan->kind != ASL_TASK;
        if (is_in_state(child) && !is_said)
            record_aborted_state(sim, owner, child, previous);
        abort_below(sim, owner, child, culprit, previous);
    }
}

void fork_abort(struct sim *sim, struct frame *frame, const struct frame *culprit)
{
    frame->aborted = 0;
    abort_below(sim, frame, frame, culprit, frame->last);
}

void fork_child_failed(struct sim *sim, struct frame *child, struct sim_error *error)
{
    struct frame *frame = child->parent;
    if (child->is_iteration)
        record_iteration(sim, frame, HISTORY_MAP_ITERATION_FAILED, child->index, child->last);
    frame->last = child->last;
    fork_abort(sim, frame, child);
    fork_destroy(sim, frame);
    state_fail(sim, frame, error);
}
