/*
 * trial.h - a simulation of one state alone: what it is given, and how it ended. For teststate.c and the engine.
 */
#ifndef SIM_TRIAL_H
#define SIM_TRIAL_H

#include "sim/internal.h"

struct trial {
    const struct asl_state *state;
    /* given */
    bool has_result, has_error;  /* of a Map or Parallel as a whole; a Task's come from its world */
    value result;
    struct sim_error error;
    uint32_t retry_count;
    bool has_failure_count;
    uint32_t failure_count;
    bool has_reader_data;
    str reader_data;
    /* found */
    uint32_t iteration_count;    /* of a Map: batches where there are any */
    bool is_retriable, has_retrier;
    uint32_t retry_index;
    int64_t backoff_s;
    const struct plan_catcher *catcher;
    str next;
};

/* The state has ended well, or its error was caught: the simulation is over. */
void trial_leave(struct sim *sim, struct frame *frame, value output, const struct asl_transition *next);
/* Whether the error is retried, which ends the simulation. */
bool trial_retry(struct sim *sim, struct frame *frame, const struct sim_error *error);
/* A Map or Parallel takes the result or error that it was given. */
void trial_parallel(struct sim *sim, struct frame *frame);
void trial_map(struct sim *sim, struct frame *frame);

#endif
