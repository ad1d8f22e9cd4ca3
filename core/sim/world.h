/*
 * world.h - everything outside of a state machine: what its tasks answer, and what its readers read.
 *
 * The simulator never does anything itself. It asks the world what a task will
 * have answered, and when, and puts the answer into its event queue. A world
 * is a struct of functions: script.h makes one from a document, tests make
 * theirs in three lines. The same questions must give the same answers.
 *
 * Memory: what a world returns lives at least as long as the arena that it is
 * given with the question.
 */
#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "base/str.h"
#include "value/value.h"

struct arena;
struct asl_state;

enum task_kind {
    TASK_LAMBDA,     /* a function's own ARN: LambdaFunction* events */
    TASK_ACTIVITY,   /* Activity* events */
    TASK_SERVICE,    /* an integration, request and response */
    TASK_SYNC,       /* .sync or .sync:2: a job that runs to its end */
    TASK_CALLBACK    /* .waitForTaskToken */
};

/* One attempt of a Task state. */
struct task_call {
    const struct asl_state *state;
    enum task_kind kind;
    str resource;             /* as the state gives it */
    value input;              /* after Parameters or Arguments */
    value state_input;        /* before */
    value context;            /* the context object, when world.wants_context; else undefined */
    value item;               /* of the innermost Map around it; in a distributed one the child's input; else undefined */
    uint32_t invocation;      /* which task run of this state in this execution, from 0: retries, loops, iterations all count */
    uint32_t attempt;         /* retries since the state was entered, from 0 */
    const uint32_t *indexes;  /* of the Map iterations around it, outermost first */
    uint32_t index_count;
    uint32_t iteration_invocation; /* as invocation, counted for these indexes alone */
    str token;                /* of a callback or activity */
    int64_t time_ms;          /* virtual, since the start of the execution */
};

enum outcome_kind {
    OUTCOME_RETURN,
    OUTCOME_THROW,
    OUTCOME_NEVER,   /* no answer ever: a timeout has to end it */
    OUTCOME_UNKNOWN  /* the world has no answer: the run stops with SIM_UNANSWERED */
};

struct task_outcome {
    enum outcome_kind kind;
    int64_t after_ms;         /* from the attempt's start to the answer */
    value result;             /* OUTCOME_RETURN: the raw result, before ResultSelector */
    str error, cause;         /* OUTCOME_THROW */
    bool has_error, has_cause; /* an event without them has no such member */
    int64_t heartbeat_ms;     /* a heartbeat this often until the answer; 0: none */
    value submitted;          /* output of TaskSubmitted; undefined: what the service is known to answer, or {} */
    str worker;               /* workerName of ActivityStarted; empty: none */
    str event;                /* type of the failing event, when it is not the usual one */
    bool is_not_started;      /* no ...Started event */
    bool is_not_submitted;    /* a .sync or callback task without TaskSubmitted: it failed before */
    str message;              /* OUTCOME_UNKNOWN: what to tell the user */
};

/* What an ItemReader asks for. */
struct read_call {
    const struct asl_state *state;
    str resource;   /* ARN: s3:getObject or s3:listObjectsV2 */
    value input;    /* Bucket, Key, Prefix ... */
};

struct world {
    void *context;
    bool wants_context; /* task() looks at the context object of its call */
    struct task_outcome (*task)(void *context, struct arena *arena, const struct task_call *call);
    /* The bytes of an object (s3:getObject), already unpacked. False: there is none. NULL: this world has no objects. */
    bool (*read)(void *context, struct arena *arena, str bucket, str key, str *bytes);
    /* The objects below a prefix as an array of {Etag, Key, LastModified, Size, StorageClass}. May be NULL. */
    bool (*list)(void *context, struct arena *arena, str bucket, str prefix, value *objects);
    /* A ResultWriter's file. May be NULL. */
    void (*write)(void *context, str bucket, str key, str bytes);
};

#endif
