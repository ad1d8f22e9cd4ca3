/*
 * trace_print.h - an execution as text for people.
 *
 *     0s      Check order  Task, lambda:invoke
 *     0s        failed: Lambda.TooManyRequestsException: slow down
 *     2s        retry 1
 *     2.5s      succeeded after 500ms
 *               + check = {"total":250,"valid":true}
 *     2.5s    Is it worth a look?  Choice -> Reserve and charge
 *     2.5s    Reserve and charge  Parallel
 *     2.5s      [0] Reserve items  Map of 2
 *     2.5s        [0] Reserve item  Task, dynamodb:updateItem
 *
 * What runs in branches and iterations stands below its Parallel or Map, one branch after the other; the times show how they
 * ran side by side. Changes are those between a state's input and its output: + what is new, ~ what is another, - what
 * is gone; a $ marks variables.
 *
 * Texts of the input are printed so that a terminal shows them and does not obey them.
 */
#ifndef SIM_TRACE_PRINT_H
#define SIM_TRACE_PRINT_H

#include "sim/expectation.h"
#include "sim/history.h"
#include "sim/trace.h"

struct buf;

struct trace_options {
    bool has_color;
    unsigned width; /* columns that a line may take, its end cut off; 0: no bound */
    bool is_quiet;  /* without changes of data */
    enum value_style style; /* of numbers in values */
};

void trace_print(struct buf *out, const struct trace *trace, const struct history *history,
                 const struct trace_options *options);

/* "SUCCEEDED after 1m3s: 12 states, 5 calls, 2 retries, 61 events", then the output or the error. */
void trace_print_result(struct buf *out, const struct sim_result *result, const struct trace *trace,
                        const struct history *history, const struct trace_options *options);

/* JSON on as few lines as fit into 100 columns. */
void trace_print_value(struct buf *out, value v, enum value_style style);

/* The mismatches of a test, with what differs in values, indented by two blanks. */
void trace_print_mismatches(struct buf *out, const struct mismatches *mismatches,
                            const struct trace_options *options);

#endif
