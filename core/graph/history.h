/*
 * history.h - the events of an execution, as far as a drawing needs them.
 */
#ifndef GRAPH_HISTORY_H
#define GRAPH_HISTORY_H

#include "base/str.h"

struct arena;
struct doc;
struct node;

enum event_kind {
    EVENT_OTHER,
    EVENT_ENTERED,   /* a state */
    EVENT_EXITED,
    EVENT_ABORTED,
    EVENT_STARTED,   /* the branches of a Parallel, the items of a Map */
    EVENT_SUCCEEDED, /* all of them */
    EVENT_FAILED,    /* ... */
    EVENT_ITERATION_STARTED,
    EVENT_ITERATION_SUCCEEDED,
    EVENT_ITERATION_FAILED,
    EVENT_ITERATION_ABORTED,
    EVENT_ATTEMPT, /* a task is called */
    EVENT_ERROR,   /* a task, a map run or an expression failed */
    EVENT_EXECUTION_SUCCEEDED,
    EVENT_EXECUTION_FAILED,
    EVENT_EXECUTION_ABORTED,
    EVENT_REDRIVEN /* what had ended badly goes on where it stopped */
};

#define EVENT_NONE UINT32_MAX

struct event {
    enum event_kind kind;
    uint32_t previous; /* index of the event that it follows, or EVENT_NONE */
    int64_t id, time_ms; /* -1 when unknown */
    str name;            /* of the state, or empty */
    str error;
};

struct history {
    struct event *events; /* first one first */
    uint32_t count;
};

/* False when the node holds no list of events. */
bool history_read(struct arena *arena, const struct doc *doc, const struct node *node,
                  struct history *history);

#endif
