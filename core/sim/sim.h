/*
 * sim.h - running a state machine in virtual time.
 *
 * (machine, input, world, options) give one history, always: there is no
 * clock, no randomness but a seeded one, and no I/O but through the world.
 *
 *     struct sim *sim = sim_create(&memory, asl, &world, &options, input);
 *     while (sim_step(sim) == SIM_RUNNING)
 *         continue;
 *     ... sim_result(sim), history.h ...
 *     sim_destroy(sim);
 *
 * The engine is a heap of events ordered by (time, arrival), and frames: one
 * for each state that runs, branch, or iteration. A step takes one event, runs
 * its handler to the end, and adds events and history entries.
 *
 * Source: the States Language specification; AWS Step Functions Developer
 * Guide; recorded executions where they say more.
 *
 * Memory: everything belongs to the sim and goes with it. A step evaluates in
 * scratch memory; what lives on is copied. When what is held has doubled since the last time, all
 * that is alive is copied into fresh memory, so that a loop of a million steps runs in constant space.
 */
#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "sim/history.h"
#include "sim/world.h"

struct asl;
struct memory;
struct sim;

enum sim_status {
    SIM_RUNNING,
    SIM_SUCCEEDED,
    SIM_FAILED,
    SIM_TIMED_OUT,
    SIM_ABORTED,
    SIM_STUCK,      /* waits for something that never comes, and nothing limits the wait */
    SIM_UNANSWERED, /* the world has no answer for a task */
    SIM_LIMIT       /* a bound of ours, such as the number of steps */
};

struct sim_options {
    bool is_express;
    bool no_limits;          /* without the service's limits on size, events and time */
    bool no_history;         /* keep no events: for benchmarks */
    int64_t start_ms;        /* the instant of the start, milliseconds since 1970 */
    uint64_t seed;
    str execution_name, machine_name; /* empty: made from the seed; "StateMachine" */
    str account, region, partition;   /* empty: 123456789012, us-east-1, aws */
    str role_arn;
    str input_text;          /* the input as the caller wrote it, for the history; empty: printed from the value */
    value context;           /* members that replace those of the context object; undefined: none */
    uint64_t max_steps;      /* 0: SIM_MAX_STEPS */
    uint64_t max_expression_steps; /* of one JSONata evaluation; 0: the language's own bound */
    int64_t stop_ms;         /* StopExecution at this virtual time; below 0: never */
    str stop_error, stop_cause;
    bool jitter_upper;       /* take the longest delay of JitterStrategy FULL instead of a seeded draw */
    str inspect;             /* collect the stages of this state's data flow; empty: none */
};

#define SIM_MAX_STEPS 50000000u

struct sim_result {
    enum sim_status status;
    value output;            /* SIM_SUCCEEDED */
    str error, cause;
    bool has_error, has_cause;
    int64_t duration_ms;     /* virtual */
    uint64_t steps, transitions;
    uint32_t event_count;
    str message;             /* SIM_STUCK, SIM_UNANSWERED, SIM_LIMIT: what, where, after how many rounds */
    const struct asl_state *state; /* where it ended, when it did not succeed */
};

struct sim *sim_create(const struct memory *memory, const struct asl *asl, const struct world *world,
                       const struct sim_options *options, value input);
void sim_destroy(struct sim *sim);
/* Takes one event. Anything but SIM_RUNNING is final. */
enum sim_status sim_step(struct sim *sim);
struct sim_result sim_result(const struct sim *sim);

/* Histories: number 0 is that of the execution itself, the others are of children of distributed Maps. */
uint32_t sim_history_count(const struct sim *sim);
struct history sim_history(const struct sim *sim, uint32_t number);

#endif
