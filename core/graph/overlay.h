/*
 * overlay.h - what one execution did to each state of a machine.
 *
 * Made from an execution history as `stepproof simulate --format history` or
 * `aws stepfunctions get-execution-history` writes it; nothing is needed of
 * it but the type, the links between events, and the names of states. Times
 * are used when they are there.
 */
#ifndef GRAPH_OVERLAY_H
#define GRAPH_OVERLAY_H

#include "base/str.h"

struct arena;
struct asl;
struct doc;
struct node;

enum graph_status {
    GRAPH_NOT_REACHED,
    GRAPH_SUCCEEDED,
    GRAPH_CAUGHT, /* failed, and a catcher took over */
    GRAPH_ABORTED,
    GRAPH_FAILED,
    GRAPH_RUNNING,
    GRAPH_STATUS_COUNT
};

/* Of one state, over all the times that it was entered. */
struct graph_outcome {
    enum graph_status status; /* of the last time; inside a Map, of the worst iteration */
    uint32_t entered;
    uint32_t counts[GRAPH_STATUS_COUNT]; /* times that ended so */
    uint32_t attempts;                   /* of the last time: calls of the task */
    uint32_t iterations[GRAPH_STATUS_COUNT]; /* of a Map */
    int64_t duration_ms;                 /* of all times together; -1 when unknown */
    str error;                           /* the last one */
    bool *taken;                         /* by transition */
    bool has_ended;                      /* its machine ended here */
};

struct graph_overlay {
    struct graph_outcome *states; /* by number in asl->states */
    uint32_t state_count;
    bool *started; /* by number in asl->machines: its first state was entered */
    enum graph_status status;
    str error; /* of the execution */
    uint32_t unknown_count; /* times that a state was entered which the machine does not have */
    str unknown;            /* the first of these */
};

/*
 * Reads a history: an object with `events`, or the list of them alone, first event first or last. Events that do not
 * fit the machine are passed over. NULL when the node is no such thing.
 * Cost: near linear in the events.
 */
const struct graph_overlay *graph_overlay_read(struct arena *arena, const struct asl *asl,
                                               const struct doc *history, const struct node *node);

#endif
