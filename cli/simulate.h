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
#include "diag/diag.h"
#include "machine.h"
#include "payload.h"
#include "sim/expectation.h"
#include "sim/script.h"
#include "sim/sim.h"
#include "sim/trace.h"
#include "sim/trace_print.h"
#include "term.h"

#include <stdio.h>

struct lines;

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
    bool reveals_secrets, uses_stdin;
    struct trace_options trace;
    FILE *file; /* where output goes, opened with the first of it */
    bool has_failed; /* output could not be written */
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

/* What a test did not get. */
struct verdict {
    struct mismatches mismatches;
    const struct lines *lines; /* of its script */
};

/* A script as it was read, before there is a machine that it is for. */
struct script_file {
    const char *path;
    const struct doc *doc;
    struct diags diags; /* of reading it; not shown yet */
};

/* False after diagnostics or a complaint. */
bool simulate_read_script(struct simulate *simulate, const char *path, struct script_file *file);
/* The machine that it names, when the command line names none. False after a complaint. */
bool simulate_load_named(struct simulate *simulate, const struct script_file *file, struct machine *machine);
/* The script of this machine; NULL after diagnostics or a complaint. */
struct script *simulate_load_script(struct simulate *simulate, const struct machine *machine,
                                    struct script_file *file, bool is_mock);
/* A script without outcomes; NULL after a complaint. */
struct script *simulate_empty_script(struct simulate *simulate, const struct machine *machine);

/* Runs to the end. The caller gives it back with simulate_end(). */
void simulate_begin(struct simulate *simulate, const struct machine *machine, struct script *script,
                    const struct script_test *test, struct simulation *simulation);
void simulate_end(struct simulation *simulation);

/* The exit status that an end gives. */
int simulate_status(const struct sim_result *result);

/* To standard output, or the file of --output. What is complained about later comes after it. */
void simulate_write(struct simulate *simulate, const struct buf *text);
/* In the format that is chosen; what the test expected goes with the summary. NULL: there is no test. */
void simulate_print(struct simulate *simulate, const struct simulation *simulation,
                    const struct verdict *verdict);
/* Draws it to the file of --graph, if there is one. False after a complaint. */
bool simulate_graph(struct simulate *simulate, const struct simulation *simulation);
/* Members of the summary; the values live as long as the simulation. */
value simulate_summary(struct arena *arena, const struct simulation *simulation);
/* Members of what a test gave: "passed" and "mismatches". */
void simulate_add_verdict(struct object_builder *object, struct arena *arena, const struct verdict *verdict);
/* The line of the script at which something stands. */
unsigned simulate_line(const struct verdict *verdict, span place);
/* What to write when a task had no outcome, to standard error. */
void simulate_explain_unanswered(struct simulate *simulate, const struct simulation *simulation);

/* Warnings of outcomes that no run used; see script_report_unused(). */
void simulate_report_unused(struct simulate *simulate, const struct script *script, const struct script_test *test);

/* Whether the machine has a state of this name. False after a complaint about the option. */
bool simulate_find_state(const struct simulate *simulate, const char *option, const char *name, const struct asl *asl);

/* Those of --inspection-level, up to NULL. */
extern const char *const simulate_levels[];

/* Each returns the exit status. */
int simulate_tests(struct simulate *simulate, const struct machine *machine);
int simulate_cases(struct simulate *simulate, const struct machine *machine);
int simulate_state(struct simulate *simulate);

#endif
