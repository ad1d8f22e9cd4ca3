/*
 * history.h - what happened in one execution, event by event, as GetExecutionHistory shows it.
 *
 * Records are flat and small: the type, when, after which event, and what the
 * type's shape says is in it. Values are shared with the simulation; the texts
 * of the API's answer are made when a history is printed.
 *
 * Ids count from 1. `previous` is 0 for what follows nothing; what AWS writes
 * there is not always the event before in time (see sim/ for each case).
 *
 * Memory: belongs to the sim, and moves when it steps: look at a history between steps only.
 */
#ifndef SIM_HISTORY_H
#define SIM_HISTORY_H

#include "value/value.h"

struct buf;
struct plan;

enum history_type {
#define EVENT(id, type, details) HISTORY_##id,
#include "events.def"
#undef EVENT
    HISTORY_TYPE_COUNT
};

/* What an event holds, and where: texts are values, undefined what is left out. "state" stands for the plan's. */
enum history_shape {
    HISTORY_SHAPE_NONE,
    HISTORY_SHAPE_START,          /* data: input; more[0]: roleArn */
    HISTORY_SHAPE_OUTPUT,         /* data: output */
    HISTORY_SHAPE_FAILURE,        /* more[0]: error; more[1]: cause */
    HISTORY_SHAPE_ENTERED,        /* state; data: input */
    HISTORY_SHAPE_EXITED,         /* state; data: output; more[0]: assigned variables */
    HISTORY_SHAPE_LENGTH,         /* number */
    HISTORY_SHAPE_ITERATION,      /* state; number: index */
    HISTORY_SHAPE_MAP_RUN,        /* more[0]: mapRunArn */
    HISTORY_SHAPE_SCHEDULED,      /* data: input; more[0]: resource; more[1]: credentials; timeout, heartbeat */
    HISTORY_SHAPE_WORKER,         /* more[0]: workerName */
    HISTORY_SHAPE_TASK_SCHEDULED, /* state; data: parameters; more[0]: region; more[1]: credentials; timeout, heartbeat */
    HISTORY_SHAPE_TASK,           /* state: its resource and resourceType */
    HISTORY_SHAPE_TASK_OUTPUT,    /* state; data: output */
    HISTORY_SHAPE_TASK_FAILURE,   /* state; more[0]: error; more[1]: cause */
    HISTORY_SHAPE_EVALUATION      /* state; more[0]: error; more[1]: cause; data: location */
};

struct history_event {
    int64_t time_ms; /* since the start of the whole simulation */
    uint32_t id, previous;
    enum history_type type;
    uint32_t number;
    const struct plan *plan; /* of the state in which it happened; NULL for the execution's own events */
    value data;
    value more[2];
    uint32_t timeout_s, heartbeat_s; /* 0: none */
};

/* An execution: the simulated one, or a child of a distributed Map. */
struct history {
    const struct history_event *events;
    uint32_t count;
    int64_t start_ms;  /* the instant that times are counted from, since 1970 */
    value input;
    str input_text;    /* the input as the caller wrote it; empty: print the value */
    str arn, name, machine_arn;
};

/* "TaskStateEntered" */
str history_type_name(enum history_type type);
/* The type of this name; HISTORY_TYPE_COUNT when there is none. */
enum history_type history_type_find(str name);
enum history_shape history_type_shape(enum history_type type);
/* "stateEnteredEventDetails", "taskFailedEventDetails": the member that holds the details. */
void history_print_member(struct buf *buf, enum history_type type);

/* {"events": [...]} as `aws stepfunctions get-execution-history` prints it: JSON in strings, times as ISO 8601. */
void history_print(struct buf *buf, const struct history *history);

#endif
