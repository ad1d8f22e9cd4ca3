/*
 * flow.h - how data goes into a state and out of it.
 *
 *     JSONPath   InputPath ─ Parameters ─ (work) ─┬─ Assign
 *                                                 └─ ResultSelector ─ ResultPath ─ OutputPath
 *     JSONata    Arguments ─ (work) ─┬─ Assign
 *                                    └─ Output
 *
 * Source: States Language specification, "Input and Output Processing"; Developer Guide; recorded executions for what
 * Assign sees.
 */
#ifndef SIM_FLOW_H
#define SIM_FLOW_H

#include "sim/evaluate.h"

/* An evaluation in the state that the frame is in; $ and $states.input are the state's own input. */
struct evaluation flow_evaluation(struct sim *sim, struct frame *frame, struct sim_error *error);

/* InputPath; null gives {}. */
bool flow_input_path(struct evaluation *evaluation, value *input);
/* InputPath and Parameters, or Arguments: frame->effective. */
bool flow_enter(struct evaluation *evaluation);

/*
 * A raw result on its way out: sets `*output` and `*assigned` (undefined without Assign). `has_result` says that the
 * state made one of its own; else the effective input goes out.
 */
bool flow_leave(struct evaluation *evaluation, value result, value *output, value *assigned);

/* Output, or OutputPath, and Assign of a state that makes no result: Choice (with the fields of a rule), Wait, Succeed. */
bool flow_pass_through(struct evaluation *evaluation, const struct asl_field *output_field,
                       const struct asl_field *assign, value *output, value *assigned);
/* What a catcher makes of an error output. */
bool flow_catch(struct evaluation *evaluation, const struct plan_catcher *catcher, value error_output, value *output,
                value *assigned);

#endif
