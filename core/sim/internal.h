/*
 * internal.h - a running simulation: executions, frames, and who does what.
 *
 *     sim ─┬─ queue       what comes next, by (time, arrival)
 *          ├─ execution   the one simulated, and the children of distributed Maps: name, history
 *          │    └─ frame  one running machine: the execution's own, a branch, an iteration
 *          │         └─ fork   the branches or iterations that a Parallel or Map in it waits for
 *          └─ live        the arena of all values
 *
 * A frame is in one state at a time and in one phase of it. Taking an event from the queue resumes its frame, which
 * runs until it has to wait for something or has left the state. Frames, forks and events are kept for use again; a
 * frame's generation tells an event that was meant for an earlier use of it, so that nothing is ever removed from the
 * queue.
 *
 * Values are made in `live` and shared freely. Between two steps recycle.c may move everything that frames, forks,
 * executions and histories hold into a fresh arena, so no other place may keep one.
 *
 * Who calls whom:
 *
 *     sim.c ── state.c ─┬─ states.c, choice.c        at once
 *                       ├─ task.c                    world, timeouts
 *                       └─ fork.c ─┬─ parallel.c, map.c
 *                                  └─ distributed.c ── reader.c, batch.c, writer.c
 *     flow.c, evaluate.c, context.c, retry.c, record.c, size.c, inspect.c: what they all use
 */
#ifndef SIM_INTERNAL_H
#define SIM_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/heap.h"
#include "base/intern.h"
#include "base/random.h"
#include "sim/history.h"
#include "sim/inspect.h"
#include "sim/plan.h"
#include "sim/sim.h"

struct execution;
struct frame;
struct fork;

/* The service's own limits (Developer Guide, "Service quotas"). */
enum {
    LIMIT_PAYLOAD = 262144,
    LIMIT_EVENTS = 25000,
    LIMIT_INLINE_ITERATIONS = 40,
    LIMIT_CHILD_EXECUTIONS = 10000,
    LIMIT_VARIABLES = 10 * 1024 * 1024,
    LIMIT_ERROR = 256,
    LIMIT_CAUSE = 32768
};
#define LIMIT_SECONDS       99999999
#define LIMIT_STANDARD_MS   (INT64_C(365) * 24 * 3600 * 1000)
#define LIMIT_EXPRESS_MS    (INT64_C(5) * 60 * 1000)
#define LIMIT_ITEMS         100000000

/* What went wrong in a state. */
struct sim_error {
    str error, cause;
    bool has_error, has_cause;
    bool is_evaluation; /* writes an EvaluationFailed event */
    bool is_heartbeat;  /* a timeout that States.HeartbeatTimeout names as well */
    bool is_of_task;    /* reported by the task, not by the interpreter */
    str location;       /* of an expression: "Output/total" */
};

/* The item of a Map iteration, for the context object. */
struct map_item {
    uint32_t index;
    value value, key; /* key: undefined unless the items came from an object */
};

enum phase {
    PHASE_ENTER,  /* the state is about to be entered */
    PHASE_RUN,    /* it is being run: no event */
    PHASE_WAIT,   /* a Wait is over */
    PHASE_TASK,   /* a task has ended */
    PHASE_RETRY,  /* the delay before a retry is over */
    PHASE_FORK    /* branches or iterations are running: no event */
};

struct frame {
    struct execution *execution;
    struct frame *parent;   /* whose Parallel or Map it belongs to; NULL for the execution's own */
    struct frame *before, *after; /* siblings in the fork */
    const struct asl_machine *machine;
    const struct plan *plan; /* of the state */
    enum phase phase;
    uint32_t generation;
    uint32_t index;         /* of the branch or iteration */
    bool is_iteration, is_live;
    struct map_item item;   /* of an iteration */
    value input;            /* of the state, before InputPath */
    value effective;        /* after InputPath and Parameters, or Arguments */
    value variables;        /* of this scope: an object, or undefined */
    int64_t variable_bytes; /* that they take */
    uint32_t last;          /* id of the latest event of this chain */
    uint32_t before_entry, entry; /* of the event before the state's Entered, and of that */
    uint32_t exit_after;    /* of the event that the exit follows, when that is not the latest; 0: it is */
    uint32_t aborted;       /* of the latest ...Aborted event that a failed child brought; 0: none */
    int64_t entered_ms;
    uint32_t *retries;      /* by retrier; NULL: none yet */
    uint32_t retry_count;
    struct task_outcome outcome;
    enum task_end { TASK_ENDS, TASK_TIMES_OUT, TASK_MISSES_HEARTBEAT } task_end;
    str token;              /* of a callback, job or activity; empty: none */
    struct fork *fork;
    struct frame *next_free;
};

/* A Parallel or Map at work. */
struct fork {
    struct frame *first, *last; /* of the children that run */
    uint32_t count;       /* branches, iterations or batches in all */
    uint32_t started, running, ended;
    uint32_t concurrency; /* how many may run at once */
    value *results;       /* by index */
    value items;          /* of a Map: an array */
    value keys;           /* of items that come from an object: an array of names, else undefined */
    struct map_run *run;  /* of a distributed Map, else NULL */
    struct fork *next_free;
};

/* What a distributed Map has beside: its run, batches, tolerance, results to write. */
struct map_run {
    str arn, id, label;
    str child_machine, child_machine_arn; /* of its children, once there is one; never moved */
    uint32_t event;         /* id of MapRunStarted */
    uint32_t item_total, failed_items;
    uint32_t *batch_starts; /* the first item of each batch, and the end of the last; NULL: each item for itself */
    value batch_input;
    bool has_tolerated_count, has_tolerated_percentage;
    int64_t tolerated_count;
    double tolerated_percentage;
    bool *is_failed;        /* by child */
    bool is_express;        /* the children are */
    enum writer_transformation { WRITER_NONE, WRITER_COMPACT, WRITER_FLATTEN } transformation;
    bool is_lines;          /* of JSON, rather than one array */
    bool is_exported;
    str bucket, prefix;
};

struct execution {
    uint32_t number;
    struct frame *frame;
    bool is_express;
    value input;
    str name, arn, machine_name, machine_arn;
    int64_t started_ms;    /* since the start of the simulation */
    uint32_t event_count;
    struct history_event *events;
    uint32_t capacity;
    int64_t variable_bytes; /* of all scopes that are open */
    value context_execution, context_machine; /* parts of the context object, made once */
};

enum event_kind { EVENT_RUN, EVENT_DEADLINE };

struct event {
    int64_t time_ms;
    struct frame *frame;
    uint32_t generation;
    enum event_kind kind;
    struct event *next_free;
};

/* Printed sizes of containers that were measured; size.c. */
struct size_entry {
    const void *at;
    uint32_t count;
    size_t bytes;
};
enum { SIZE_ENTRIES = 512 };

struct inspection {
    struct inspect_pass *passes;
    uint32_t count, capacity;
};

struct sim {
    const struct memory *memory;
    const struct asl *asl;
    struct world world;
    struct sim_options options;
    struct arena kept, live;
    size_t recycle_at;
    const struct plan *plans;
    struct heap queue;
    int64_t now_ms;
    struct random random;
    struct frame **frames; /* all that were ever made */
    struct fork **forks;
    struct execution **executions;
    uint32_t frame_count, fork_count, execution_count;
    uint32_t frame_capacity, fork_capacity, execution_capacity;
    struct frame *free_frames;
    struct fork *free_forks;
    struct event *free_events;
    uint32_t *entries;     /* by state: times entered */
    uint32_t *invocations; /* by state: task runs */
    struct intern iteration_keys;
    uint32_t *iteration_invocations;
    uint32_t iteration_capacity;
    struct size_entry sizes[SIZE_ENTRIES];
    struct inspection inspection;
    struct trial *trial; /* of one state alone; NULL: a whole machine */
    struct execution *overflow; /* whose history is full; its end is due */
    struct history_event spare; /* takes what a full history does not */
    uint64_t steps, transitions;
    struct sim_result result; /* status is SIM_RUNNING until the end */
};

/* sim.c */
void sim_schedule(struct sim *sim, struct frame *frame, enum phase phase, int64_t at_ms);
void sim_schedule_deadline(struct sim *sim, struct frame *frame, int64_t at_ms);
/* Ends the whole simulation. */
void sim_end(struct sim *sim, enum sim_status status);
void sim_end_with_message(struct sim *sim, enum sim_status status, const struct frame *frame, const char *format, ...)
    ATTR_PRINTF(4, 5);

/* frame.c */
struct frame *frame_create(struct sim *sim, struct execution *execution, struct frame *parent,
                           const struct asl_machine *machine, value input);
/* Gives back the frame and everything below it. */
void frame_destroy(struct sim *sim, struct frame *frame);
struct fork *fork_create(struct sim *sim, struct frame *frame, uint32_t count);
void fork_destroy(struct sim *sim, struct frame *frame);

/* execution.c */
struct execution *execution_create(struct sim *sim, const struct asl_machine *machine, value input, bool is_express);
/* A child of the distributed Map that the frame is in, started. */
struct frame *execution_create_child(struct sim *sim, struct frame *map, uint32_t index, value input);
void execution_succeed(struct sim *sim, struct frame *frame, value output);
void execution_fail(struct sim *sim, struct frame *frame, const struct sim_error *error);
void execution_time_out(struct sim *sim, struct frame *frame);
void execution_abort(struct sim *sim, struct frame *frame, const struct sim_error *error);

/* state.c: entering and leaving */
void state_run(struct sim *sim, struct frame *frame);
/* Leaves the state: the exit event, then the next state (NULL: the machine ends). */
void state_leave(struct sim *sim, struct frame *frame, value output, value assigned,
                 const struct asl_transition *next);
/* As state_leave() for a state that makes no result: Output or OutputPath, and Assign, by the way taken. */
void state_pass_through(struct sim *sim, struct frame *frame, const struct plan_choice *way);
/* The state failed: retriers, catchers, then whoever waits for this frame. */
void state_fail(struct sim *sim, struct frame *frame, struct sim_error *error);

/* states.c, choice.c, task.c, parallel.c, map.c, distributed.c: one kind of state each */
void pass_run(struct sim *sim, struct frame *frame);
void wait_run(struct sim *sim, struct frame *frame);
void wait_end(struct sim *sim, struct frame *frame);
void succeed_run(struct sim *sim, struct frame *frame);
void fail_run(struct sim *sim, struct frame *frame);
void choice_run(struct sim *sim, struct frame *frame);
void task_run(struct sim *sim, struct frame *frame);
void task_end(struct sim *sim, struct frame *frame);
void parallel_run(struct sim *sim, struct frame *frame);
void map_run(struct sim *sim, struct frame *frame);
void distributed_run(struct sim *sim, struct frame *frame);

/* A Task, Parallel or Map has its raw result: ResultSelector and so on, and out. */
void state_finish(struct sim *sim, struct frame *frame, value result);

/* fork.c: what Parallel and Map have in common */
/* A child whose machine starts at its first state, behind event `last`. */
struct frame *fork_start(struct sim *sim, struct frame *frame, struct execution *execution,
                         const struct asl_machine *machine, uint32_t index, value input, uint32_t last);
/* The machine of a branch or iteration came to its end. */
void fork_child_succeeded(struct sim *sim, struct frame *child, value output);
void fork_child_failed(struct sim *sim, struct frame *child, struct sim_error *error);
/* Writes the ...Aborted events of all that still runs below, and of `culprit`'s own state, behind its failure. */
void fork_abort(struct sim *sim, struct frame *frame, const struct frame *culprit);

/* parallel.c, map.c, distributed.c: a child has ended; start more, or join */
void parallel_advance(struct sim *sim, struct frame *frame, uint32_t last);
void map_advance(struct sim *sim, struct frame *frame, uint32_t last, uint32_t join);
void distributed_advance(struct sim *sim, struct frame *frame);
void record_parallel_failure(struct sim *sim, struct frame *frame);
/* A child execution has ended. */
void distributed_child_succeeded(struct sim *sim, struct frame *child, value output);
void distributed_child_failed(struct sim *sim, struct frame *child, const struct sim_error *error);

/* record.c: events */
struct history_event *record(struct sim *sim, struct frame *frame, enum history_type type);
/* As record(), but after event `previous`, and the chain's latest event stays what it was. */
struct history_event *record_aside(struct sim *sim, struct frame *frame, enum history_type type, uint32_t previous);
void record_error(struct history_event *event, const struct sim_error *error);

/* errors.c: the errors that the interpreter itself reports */
/* Sets `error` to a decorated cause: "An error occurred while executing the state 'S' (entered ...). ". False always. */
bool error_runtime(struct sim *sim, const struct frame *frame, struct sim_error *error, const char *format, ...)
    ATTR_PRINTF(4, 5);
bool error_evaluation(struct sim *sim, const struct frame *frame, struct sim_error *error, str location,
                      const char *format, ...) ATTR_PRINTF(5, 6);
/* Shortens the texts to what an event of the service holds. */
void error_clip(const struct sim *sim, struct sim_error *error);
bool error_set(struct sim *sim, struct sim_error *error, str name, const char *format, ...) ATTR_PRINTF(4, 5);

/* variables.c */
value variables_find(const struct frame *frame, str name);
/* Sets all members of `assigned` in the frame's scope. */
bool variables_assign(struct sim *sim, struct frame *frame, value assigned, struct sim_error *error);

/* context.c */
value context_object(struct sim *sim, const struct frame *frame, const struct map_item *item);

/* size.c */
/* Whether `v` prints in more than the service allows. Remembers what it measured. */
bool size_is_too_large(struct sim *sim, value v, enum value_style style);
/* The bytes that `v` prints in; some larger number when it is above the limit. */
size_t size_measure(struct sim *sim, value v, enum value_style style);

/* retry.c */
bool retry_schedule(struct sim *sim, struct frame *frame, const struct sim_error *error);
/* The catcher that takes the error; NULL when none does. */
const struct plan_catcher *retry_catcher(const struct frame *frame, const struct sim_error *error);
/* Whether no retrier and no catcher can take the error. */
bool retry_is_terminal(const struct sim_error *error);
/* Whether one of the names of ErrorEquals means this error. */
bool retry_matches(const struct asl_retrier *retrier, const struct sim_error *error);

/* recycle.c */
enum { SIM_RECYCLE_LEAST = 2 << 20 };
void recycle(struct sim *sim);

#endif
