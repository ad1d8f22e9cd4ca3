/*
 * simulate.h - what the files of `stepproof simulate` share.
 *
 *     cmd_simulate.c       options, and what is to be done
 *     simulate_run.c       one execution
 *     simulate_print.c     an execution as text, summary or history
 *     simulate_graph.c     an execution as a drawing
 *     simulate_tests.c     tests and mock configurations
 *     simulate_state.c     one state alone, as TestState
 */
#ifndef SIMULATE_H
#define SIMULATE_H

#include "base/arena.h"
#include "command.h"
#include "machine.h"
#include "payload.h"
#include "sim/expectation.h"
#include "sim/script.h"
#include "sim/sim.h"
#include "sim/trace.h"
#include "sim/trace_print.h"
#include "term.h"

#include <stdio.h>

/* 2026-01-01T00:00:00Z: any instant would do, but always the same. */
#define SIMULATE_DEFAULT_START_MS INT64_C(1767225600000)

enum simulate_format { SIMULATE_TEXT, SIMULATE_JSON, SIMULATE_HISTORY };

/* The arguments. */
struct simulate {
    struct arena *arena;
    const struct command *command;
    enum simulate_format format;
    enum color_choice color;
    struct machine_request request;
    const char *output, *script, *mock, *test_case, *junit, *results, *objects, *inspect, *graph;
    const char **tests;
    size_t test_count;
    bool has_format, has_input, has_context, has_variables, has_type, has_start, has_seed, no_limits, writes_script, is_quiet;
    struct payload input, context, variables;
    int64_t start_ms;
    uint64_t seed, max_steps;
    const char *execution_name;
    enum script_unmocked unmocked;
    /* of --state */
    const char *state, *state_configuration, *inspection_level;
    bool reveals_secrets;
    struct trace_options trace;
    FILE *file; /* where output goes */
};

/* An execution that has ended. */
struct simulation {
    struct arena arena;      /* what is only about this execution */
    const struct machine *machine;
    struct script_test test; /* with the arguments put in */
    struct script_run run;
    struct sim *sim;
    struct sim_result result;
    struct history history;
    struct trace trace;
};

/* A script of this machine; NULL after diagnostics or a complaint. `doc` may be NULL: it is read from the file. */
struct script *simulate_load_script(struct simulate *simulate, const struct machine *machine, const char *path,
                                    bool is_mock);
/* A script without outcomes; NULL after a complaint. */
struct script *simulate_empty_script(struct simulate *simulate, const struct machine *machine);

/* Runs to the end. The caller gives it back with simulate_end(). */
void simulate_begin(struct simulate *simulate, const struct machine *machine, struct script *script,
                    const struct script_test *test, struct simulation *simulation);
void simulate_end(struct simulation *simulation);

/* The exit status that an end gives. */
int simulate_status(const struct sim_result *result);

/* In the format that is chosen. */
void simulate_print(struct simulate *simulate, const struct simulation *simulation);
/* Draws it to the file of --graph, if there is one. False after a complaint. */
bool simulate_graph(struct simulate *simulate, const struct simulation *simulation);
/* Members of the summary; the values live as long as the simulation. */
value simulate_summary(struct arena *arena, const struct simulation *simulation);
/* What to write when a task had no outcome, to standard error. */
void simulate_explain_unanswered(struct simulate *simulate, const struct simulation *simulation);

/* Each returns the exit status. */
int simulate_tests(struct simulate *simulate, const struct machine *machine);
int simulate_cases(struct simulate *simulate, const struct machine *machine);
int simulate_state(struct simulate *simulate);

#endif
