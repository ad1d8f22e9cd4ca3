#include "sim/trace.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "sim/history.h"
#include "sim/plan.h"

struct making {
    const struct history *history;
    struct trace_visit *visits;
    uint32_t count;
    const struct trace_visit **by_event;
    struct trace_visit **latest; /* by state->number */
};

static const struct asl_state *state_of(const struct history_event *event)
{
    return event->plan ? event->plan->state : NULL;
}

static bool is_state_event(const struct history_event *event, enum history_shape shape)
{
    return event->plan && history_type_shape(event->type) == shape;
}

static const struct trace_visit *visit_before(const struct making *making, const struct history_event *event)
{
    return event->previous ? making->by_event[event->previous - 1] : NULL;
}

/* From a visit outwards to one of the state. */
static const struct trace_visit *climb(const struct trace_visit *visit, const struct asl_state *state)
{
    while (visit && visit->state != state)
        visit = visit->outer;
    return visit;
}

/* The branch or iteration that an Entered event lies in. */
static uint32_t find_lane(const struct making *making, const struct history_event *event)
{
    const struct asl_state *state = state_of(event);
    if (state->machine->object.kind == ASL_BRANCH)
        return state->machine->object.index;
    const struct trace_visit *before = visit_before(making, event);
    if (!before)
        return 0;
    const struct history_event *previous = &making->history->events[event->previous - 1];
    return previous->type == HISTORY_MAP_ITERATION_STARTED ? previous->number : before->lane;
}

static const struct trace_visit *begin_visit(struct making *making, const struct history_event *event)
{
    const struct asl_state *state = state_of(event), *owner = state->machine->object.state;
    struct trace_visit *visit = &making->visits[making->count++];
    *visit = (struct trace_visit){ .state = state,
                                   .entered = event->id,
                                   .entered_ms = event->time_ms,
                                   .exited_ms = event->time_ms,
                                   .input = event->data };
    if (owner)
        visit->outer = climb(visit_before(making, event), owner);
    if (owner && !visit->outer)
        visit->outer = making->latest[owner->number];
    if (visit->outer) {
        visit->depth = visit->outer->depth + 1;
        visit->round = visit->outer->rounds;
        visit->lane = find_lane(making, event);
    }
    making->latest[state->number] = visit;
    return visit;
}

static const struct trace_visit *find_visit(const struct making *making, const struct history_event *event)
{
    const struct asl_state *state = state_of(event);
    const struct trace_visit *before = visit_before(making, event);
    if (!state)
        return before;
    const struct trace_visit *found = climb(before, state);
    return found ? found : making->latest[state->number];
}

static void take_event(struct making *making, const struct history_event *event)
{
    if (is_state_event(event, HISTORY_SHAPE_ENTERED)) {
        making->by_event[event->id - 1] = begin_visit(making, event);
        return;
    }
    const struct trace_visit *found = find_visit(making, event);
    making->by_event[event->id - 1] = found;
    if (!found)
        return;
    struct trace_visit *visit = &making->visits[found - making->visits];
    visit->rounds += event->type == HISTORY_PARALLEL_STATE_STARTED || event->type == HISTORY_MAP_STATE_STARTED;
    if (!is_state_event(event, HISTORY_SHAPE_EXITED))
        return;
    visit->exited = event->id;
    visit->exited_ms = event->time_ms;
    visit->output = event->data;
}

static uint32_t count_visits(const struct history *history)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < history->count; i++)
        count += is_state_event(&history->events[i], HISTORY_SHAPE_ENTERED);
    return count;
}

struct trace trace_make(struct arena *arena, const struct asl *asl, const struct history *history)
{
    struct making making = { .history = history };
    making.visits = arena_array(arena, struct trace_visit, count_visits(history));
    making.by_event = arena_array(arena, const struct trace_visit *, history->count);
    making.latest = arena_array(arena, struct trace_visit *, asl->state_count);
    for (uint32_t i = 0; i < history->count; i++)
        take_event(&making, &history->events[i]);
    struct trace trace = { making.visits, making.count, making.by_event, NULL };
    trace.entered = arena_array(arena, uint32_t, asl->state_count);
    for (uint32_t i = 0; i < making.count; i++)
        trace.entered[making.visits[i].state->number]++;
    return trace;
}
