/* Writing events, and the service's bound on their number. */
#include "sim/internal.h"

static void grow(struct sim *sim, struct execution *execution)
{
    uint32_t capacity = execution->capacity ? execution->capacity * 2 : 8;
    execution->events = arena_grow(&sim->kept, execution->events, execution->capacity * sizeof *execution->events,
                                   capacity * sizeof *execution->events, _Alignof(struct history_event));
    execution->capacity = capacity;
}

/* The last event that a history may have tells that it is full. */
static bool is_full(const struct sim *sim, const struct execution *execution)
{
    return execution->event_count >= LIMIT_EVENTS - 1 && !execution->is_express && !sim->options.no_limits;
}

static struct history_event *add(struct sim *sim, struct execution *execution, bool is_end)
{
    if (!is_end && is_full(sim, execution)) {
        sim->overflow = execution;
        sim->spare = (struct history_event){ .id = execution->event_count };
        return &sim->spare;
    }
    uint32_t slot = execution->event_count++;
    if (sim->options.no_history)
        slot = 0;
    if (slot == execution->capacity)
        grow(sim, execution);
    struct history_event *event = &execution->events[slot];
    *event = (struct history_event){ .id = execution->event_count, .time_ms = sim->now_ms };
    return event;
}

struct history_event *record_aside(struct sim *sim, struct frame *frame, enum history_type type, uint32_t previous)
{
    bool is_end = type <= HISTORY_EXECUTION_ABORTED;
    struct history_event *event = add(sim, frame->execution, is_end);
    event->type = type;
    event->previous = previous;
    event->plan = frame->plan;
    return event;
}

struct history_event *record(struct sim *sim, struct frame *frame, enum history_type type)
{
    struct history_event *event = record_aside(sim, frame, type, frame->last);
    frame->last = event->id;
    return event;
}

void record_error(struct history_event *event, const struct sim_error *error)
{
    if (error->has_error)
        event->more[0] = value_string(error->error);
    if (error->has_cause)
        event->more[1] = value_string(error->cause);
}
