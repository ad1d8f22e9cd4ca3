/*
 * trace.h - an execution as visits of states, put together from its history.
 *
 * A visit lasts from a state's Entered event to its Exited event. Visits of what runs in branches and iterations lie
 * in the visit of their Parallel or Map:
 *
 *     Check  Fork ───────────────── Ship
 *            ├─ Reserve             outer: the visit of Fork
 *            └─ Charge ── Receipt
 *
 * Which visit an event belongs to follows from its previousEventId alone, so branches may interleave as they like.
 *
 * Memory: in the arena; values are shared with the history. Cost: events times the depth of nesting.
 */
#ifndef SIM_TRACE_H
#define SIM_TRACE_H

#include "value/value.h"

struct arena;
struct asl;
struct asl_state;
struct history;

struct trace_visit {
    const struct asl_state *state;
    const struct trace_visit *outer; /* NULL: a state of the machine itself */
    uint32_t depth;                  /* of outer visits */
    uint32_t round, lane;            /* inside of a Parallel or Map: which of its attempts, which branch or iteration */
    uint32_t rounds;                 /* of a Parallel or Map: how often it has started */
    uint32_t entered, exited;        /* ids of events; exited is 0 when the state was not left */
    int64_t entered_ms, exited_ms;
    value input, output;
};

struct trace {
    const struct trace_visit *visits; /* in the order in which they began */
    uint32_t count;
    const struct trace_visit *const *by_event; /* by event id minus 1; NULL: in no state */
    uint32_t *entered;                /* by state->number: how often; the caller may add those of child executions */
};

struct trace trace_make(struct arena *arena, const struct asl *asl, const struct history *history);

#endif
