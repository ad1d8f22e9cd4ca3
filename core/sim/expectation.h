/*
 * expectation.h - what a test expects of an execution, and how the execution was instead.
 *
 * expectation_check() compares; each thing that is not as expected is one mismatch, with the place in the script that
 * expects it and, where it can be told, the state where the execution began to differ.
 *
 * Memory: all in the arena given.
 */
#ifndef SIM_EXPECTATION_H
#define SIM_EXPECTATION_H

#include "sim/example.h"
#include "sim/sim.h"
#include "source/source.h"

struct asl_state;
struct diags;
struct doc;
struct script_run;
struct trace;

/* The states that are meant, usually one; between `least` and `most` times. */
struct expected_count {
    str name;
    span span;
    const struct asl_state *const *states;
    uint32_t state_count;
    uint32_t least, most;
};

struct expected_call {
    str name;
    span span;
    const struct asl_state *const *states;
    uint32_t state_count;
    value example;
    uint32_t number; /* among those of its expectation */
};

enum expected_part {
    EXPECTED_STATUS,
    EXPECTED_OUTPUT,
    EXPECTED_OUTPUT_CONTAINS,
    EXPECTED_ERROR,
    EXPECTED_CAUSE,
    EXPECTED_PATH,
    EXPECTED_ENTERED,
    EXPECTED_CALLS,
    EXPECTED_CALLED_WITH,
    EXPECTED_TIME,
    EXPECTED_TIME_AT_LEAST,
    EXPECTED_TIME_AT_MOST,
    EXPECTED_PART_COUNT
};

struct expectation {
    const struct doc *doc;
    span spans[EXPECTED_PART_COUNT]; /* of what is expected */
    bool has[EXPECTED_PART_COUNT];   /* status: whether it was said */
    enum sim_status status;
    value output, output_contains;
    str error, cause;
    const str *path;                 /* names; "..." for any states */
    uint32_t path_length;
    const struct expected_count *entered, *calls;
    uint32_t entered_count, calls_count;
    const struct expected_call *called_with;
    uint32_t called_with_count;
    int64_t time_ms, time_at_least_ms, time_at_most_ms;
};

struct mismatch {
    enum expected_part part;
    span span;                     /* in the script */
    str message;                   /* "the error is \"A\", not \"B\"" */
    struct differences differences; /* of a value */
    const struct asl_state *state; /* where it began to differ; NULL: not known */
    str where;                     /* in words; empty: not known */
    bool is_unanswered;            /* it ended because a task had no outcome */
};

struct mismatches {
    const struct mismatch *items;
    uint32_t count;
};

struct mismatches expectation_check(struct arena *arena, const struct expectation *expectation,
                                    const struct sim_result *result, const struct trace *trace,
                                    const struct script_run *run);

/* Adds a diagnostic for each, at its place in the script. */
void expectation_report(const struct mismatches *mismatches, const struct doc *doc, struct diags *diags);

/* "status", "output", ...: what the script calls it. */
const char *expected_part_name(enum expected_part part);
/* "SUCCEEDED", ..., also for ends that the service does not know: "STUCK", "UNANSWERED", "LIMIT". */
const char *sim_status_name(enum sim_status status);

#endif
