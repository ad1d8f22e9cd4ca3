#include "sim/flow.h"

#include "jsonpath/jsonpath.h"

struct evaluation flow_evaluation(struct sim *sim, struct frame *frame, struct sim_error *error)
{
    return (struct evaluation){ .sim = sim, .frame = frame, .input = frame->input, .error = error };
}

static value empty_object(void)
{
    return (value){ .kind = VALUE_OBJECT };
}

static bool is_null(const struct asl_field *field)
{
    return node_kind(field->value) == NODE_NULL;
}

bool flow_input_path(struct evaluation *evaluation, value *input)
{
    const struct asl_field *field = evaluation->frame->plan->input_path;
    *input = evaluation->input;
    if (field && is_null(field))
        *input = empty_object();
    else if (field && !sim_evaluate_field(evaluation, field, input))
        return false;
    return true;
}

static bool fail_size(struct evaluation *evaluation, const char *what)
{
    return error_set(evaluation->sim, evaluation->error, STR("States.DataLimitExceeded"),
                     "The state/task '%.*s' %s with a size exceeding the maximum number of bytes service limit.",
                     STR_ARG(evaluation->frame->plan->state->name), what);
}

/* Parameters or Arguments; a Map has them for its items. What a Pass makes of them is its result, and measured as such. */
static bool run_parameters(struct evaluation *evaluation)
{
    struct frame *frame = evaluation->frame;
    const struct plan *plan = frame->plan;
    if (plan->kind == ASL_MAP || !plan->parameters)
        return true;
    if (!sim_evaluate_field(evaluation, plan->parameters, &frame->effective))
        return false;
    return plan->kind == ASL_PASS || !size_is_too_large(evaluation->sim, frame->effective, plan->style) ||
           fail_size(evaluation, "provided parameters");
}

static bool enter_jsonpath(struct evaluation *evaluation)
{
    struct frame *frame = evaluation->frame;
    value input;
    if (!flow_input_path(evaluation, &input))
        return false;
    inspect(evaluation->sim, frame, INSPECT_AFTER_INPUT_PATH, input);
    evaluation->input = input;
    frame->effective = input;
    if (!run_parameters(evaluation))
        return false;
    inspect(evaluation->sim, frame, INSPECT_AFTER_PARAMETERS, frame->effective);
    return true;
}

bool flow_enter(struct evaluation *evaluation)
{
    struct frame *frame = evaluation->frame;
    if (!frame->plan->is_jsonata)
        return enter_jsonpath(evaluation);
    frame->effective = frame->input;
    if (!run_parameters(evaluation))
        return false;
    inspect(evaluation->sim, frame, INSPECT_AFTER_ARGUMENTS, frame->effective);
    return true;
}

static bool check_output(struct evaluation *evaluation, value output)
{
    if (size_is_too_large(evaluation->sim, output, evaluation->frame->plan->style))
        return fail_size(evaluation, "returned a result");
    inspect(evaluation->sim, evaluation->frame, INSPECT_OUTPUT, output);
    return true;
}

/* In a JSONPath state `$` of Assign is what the state made; the caller has set it. */
static bool run_assign(struct evaluation *evaluation, const struct asl_field *assign, value *assigned)
{
    *assigned = value_undefined();
    return !assign || sim_evaluate_field(evaluation, assign, assigned);
}

static bool run_output_path(struct evaluation *evaluation, value *output)
{
    const struct asl_field *field = evaluation->frame->plan->output_path;
    if (!field)
        return true;
    if (is_null(field)) {
        *output = empty_object();
        return true;
    }
    evaluation->input = *output;
    return sim_evaluate_field(evaluation, field, output);
}

/* A write that ends at a scalar is reported as if the scalar were missing. */
static str set_failure_text(struct arena *arena, const struct jsonpath *path, const struct jsonpath_failure *failure)
{
    if (failure->step == 0)
        return STR("Missing property in path $");
    struct jsonpath_failure missing = { .outcome = JSONPATH_MISSING, .step = failure->step - 1,
                                        .value = { .kind = VALUE_OBJECT } };
    return jsonpath_failure_text(arena, path, &missing);
}

/* ResultPath into the state's own input, before InputPath. */
static bool run_result_path(struct evaluation *evaluation, const struct asl_field *field, value result, value *output)
{
    struct frame *frame = evaluation->frame;
    *output = result;
    if (!field)
        return true;
    if (is_null(field)) {
        *output = frame->input;
        return true;
    }
    const struct asl_expression *expression = field->expression;
    if (!expression || expression->kind != ASL_PATH)
        return sim_evaluate_field(evaluation, field, output);
    struct jsonpath_failure failure;
    struct arena *arena = &evaluation->sim->live;
    if (jsonpath_set(arena, expression->as.path, frame->input, result, output, &failure))
        return true;
    return error_runtime(evaluation->sim, frame, evaluation->error, "Invalid path '%.*s' : %.*s",
                         STR_ARG(expression->source->text),
                         STR_ARG(set_failure_text(arena, expression->as.path, &failure)));
}

static bool leave_jsonpath(struct evaluation *evaluation, value result, value *output, value *assigned)
{
    struct frame *frame = evaluation->frame;
    const struct plan *plan = frame->plan;
    value selected = result;
    evaluation->input = result;
    if (plan->result_selector && !sim_evaluate_field(evaluation, plan->result_selector, &selected))
        return false;
    inspect(evaluation->sim, frame, INSPECT_AFTER_RESULT_SELECTOR, selected);
    if (!run_assign(evaluation, plan->assign, assigned) ||
        !run_result_path(evaluation, plan->result_path, selected, output))
        return false;
    inspect(evaluation->sim, frame, INSPECT_AFTER_RESULT_PATH, *output);
    return run_output_path(evaluation, output);
}

static bool leave_jsonata(struct evaluation *evaluation, const struct asl_field *field, value otherwise, value *output,
                          const struct asl_field *assign, value *assigned)
{
    *output = otherwise;
    return (!field || sim_evaluate_field(evaluation, field, output)) && run_assign(evaluation, assign, assigned);
}

bool flow_leave(struct evaluation *evaluation, value result, value *output, value *assigned)
{
    const struct plan *plan = evaluation->frame->plan;
    if (!plan->is_jsonata)
        return leave_jsonpath(evaluation, result, output, assigned) && check_output(evaluation, *output);
    if (plan->kind != ASL_PASS)
        evaluation->result = result;
    return leave_jsonata(evaluation, plan->output, result, output, plan->assign, assigned) &&
           check_output(evaluation, *output);
}

bool flow_pass_through(struct evaluation *evaluation, const struct asl_field *output_field,
                       const struct asl_field *assign, value *output, value *assigned)
{
    struct frame *frame = evaluation->frame;
    if (frame->plan->is_jsonata)
        return leave_jsonata(evaluation, output_field, frame->input, output, assign, assigned) &&
               check_output(evaluation, *output);
    *output = frame->effective;
    evaluation->input = frame->effective;
    return run_assign(evaluation, assign, assigned) && run_output_path(evaluation, output) &&
           check_output(evaluation, *output);
}

bool flow_catch(struct evaluation *evaluation, const struct plan_catcher *catcher, value error_output, value *output,
                value *assigned)
{
    if (evaluation->frame->plan->is_jsonata) {
        evaluation->error_output = error_output;
        return leave_jsonata(evaluation, catcher->output, error_output, output, catcher->assign, assigned) &&
               check_output(evaluation, *output);
    }
    evaluation->input = error_output;
    if (!run_assign(evaluation, catcher->assign, assigned) ||
        !run_result_path(evaluation, catcher->result_path, error_output, output))
        return false;
    inspect(evaluation->sim, evaluation->frame, INSPECT_AFTER_RESULT_PATH, *output);
    return check_output(evaluation, *output);
}
