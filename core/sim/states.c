/* Pass, Wait, Succeed and Fail. */
#include "base/num.h"
#include "base/time.h"
#include "sim/flow.h"

/* Result, as it stands, wins over what came in; then neither InputPath nor Parameters is looked at. */
void pass_run(struct sim *sim, struct frame *frame)
{
    const struct asl_field *result = frame->plan->result;
    if (result) {
        value literal = result->template ? result->template->as.literal : value_null();
        inspect(sim, frame, INSPECT_RESULT, literal);
        state_finish(sim, frame, literal);
        return;
    }
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    if (flow_enter(&evaluation))
        state_finish(sim, frame, frame->effective);
    else
        state_fail(sim, frame, &error);
}

static void leave(struct sim *sim, struct frame *frame)
{
    const struct plan *plan = frame->plan;
    struct plan_choice way = { .assign = plan->assign, .output = plan->output, .next = plan->next };
    state_pass_through(sim, frame, &way);
}

/* InputPath of a JSONPath state; a JSONata state has none. */
static bool narrow_input(struct evaluation *evaluation)
{
    struct frame *frame = evaluation->frame;
    if (frame->plan->is_jsonata)
        return true;
    if (!flow_input_path(evaluation, &frame->effective))
        return false;
    inspect(evaluation->sim, frame, INSPECT_AFTER_INPUT_PATH, frame->effective);
    evaluation->input = frame->effective;
    return true;
}

void succeed_run(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    if (narrow_input(&evaluation))
        leave(sim, frame);
    else
        state_fail(sim, frame, &error);
}

/* A whole number, also one in a text. */
static bool read_integer(value v, int64_t *integer)
{
    return v.kind == VALUE_STRING ? num_to_int64(value_text(v), integer) : value_to_integer(v, integer);
}

static bool seconds_by_path(struct evaluation *evaluation, const struct asl_expression *expression, int64_t *seconds)
{
    struct sim *sim = evaluation->sim;
    struct frame *frame = evaluation->frame;
    str path = expression->source->text;
    value v;
    if (!sim_evaluate_path(evaluation, expression, &v))
        return false;
    if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_NULL)
        return error_runtime(sim, frame, evaluation->error,
                             "The SecondsPath parameter does not reference an input value: %.*s", STR_ARG(path));
    str shown = sim_evaluate_shown(sim, v, frame->plan->style);
    if (!read_integer(v, seconds))
        return error_runtime(sim, frame, evaluation->error,
                             "The SecondsPath parameter cannot be parsed as a long value: %.*s == %.*s", STR_ARG(path),
                             STR_ARG(shown));
    if (*seconds < 0)
        return error_runtime(sim, frame, evaluation->error,
                             "The SecondsPath parameter references a negative value: %.*s == %.*s", STR_ARG(path),
                             STR_ARG(shown));
    return true;
}

static bool seconds_by_field(struct evaluation *evaluation, const struct asl_field *field, int64_t *seconds)
{
    value v;
    if (!sim_evaluate_typed(evaluation, field, "number", &v))
        return false;
    if (!value_to_integer(v, seconds) || *seconds < 0)
        return error_evaluation(evaluation->sim, evaluation->frame, evaluation->error, STR("Seconds"),
                                "The Seconds field is not a whole number of seconds: %.*s",
                                STR_ARG(sim_evaluate_shown(evaluation->sim, v, VALUE_STYLE_JSON)));
    return true;
}

static bool timestamp_by_path(struct evaluation *evaluation, const struct asl_expression *expression, int64_t *at_ms)
{
    struct sim *sim = evaluation->sim;
    str path = expression->source->text;
    value v;
    if (!sim_evaluate_path(evaluation, expression, &v))
        return false;
    if (v.kind == VALUE_UNDEFINED || v.kind == VALUE_NULL)
        return error_runtime(sim, evaluation->frame, evaluation->error,
                             "The TimestampPath parameter does not reference an input value: %.*s", STR_ARG(path));
    if (v.kind == VALUE_STRING && time_parse_rfc3339(value_text(v), at_ms))
        return true;
    return error_runtime(sim, evaluation->frame, evaluation->error,
                         "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time "
                         "format string: %.*s == %.*s",
                         STR_ARG(path), STR_ARG(sim_evaluate_shown(sim, v, evaluation->frame->plan->style)));
}

static bool timestamp_by_field(struct evaluation *evaluation, const struct asl_field *field, int64_t *at_ms)
{
    value v;
    if (!sim_evaluate_typed(evaluation, field, "string", &v))
        return false;
    if (v.kind == VALUE_STRING && time_parse_rfc3339(value_text(v), at_ms))
        return true;
    return error_evaluation(evaluation->sim, evaluation->frame, evaluation->error, STR("Timestamp"),
                            "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format "
                            "string: %.*s",
                            STR_ARG(sim_evaluate_shown(evaluation->sim, v, VALUE_STYLE_JSON)));
}

static bool wait_seconds(struct evaluation *evaluation, int64_t *until_ms)
{
    const struct plan_number *from = &evaluation->frame->plan->seconds;
    int64_t seconds = 0;
    bool is_path = from->path && from->path->expression;
    if (is_path && !seconds_by_path(evaluation, from->path->expression, &seconds))
        return false;
    if (!is_path && from->field && !seconds_by_field(evaluation, from->field, &seconds))
        return false;
    /* What is too long is found later; this only keeps the sum small. */
    *until_ms = evaluation->sim->now_ms + (seconds > LIMIT_SECONDS ? LIMIT_SECONDS + 1 : seconds) * 1000;
    return true;
}

static bool wait_timestamp(struct evaluation *evaluation, int64_t *until_ms)
{
    const struct plan_number *from = &evaluation->frame->plan->timestamp;
    int64_t at_ms;
    bool is_path = from->path && from->path->expression;
    if (is_path ? !timestamp_by_path(evaluation, from->path->expression, &at_ms)
                : !timestamp_by_field(evaluation, from->field ? from->field : from->path, &at_ms))
        return false;
    *until_ms = at_ms - evaluation->sim->options.start_ms;
    return true;
}

/* When the wait is over, since the start of the simulation. */
static bool wait_until(struct evaluation *evaluation, int64_t *until_ms)
{
    const struct plan *plan = evaluation->frame->plan;
    bool has_seconds = plan->seconds.path || plan->seconds.field;
    bool has_timestamp = plan->timestamp.path || plan->timestamp.field;
    if (!has_seconds && has_timestamp ? !wait_timestamp(evaluation, until_ms) : !wait_seconds(evaluation, until_ms))
        return false;
    if (*until_ms - evaluation->sim->now_ms > INT64_C(1000) * LIMIT_SECONDS)
        return error_runtime(evaluation->sim, evaluation->frame, evaluation->error, "Wait state delay is too long.");
    return true;
}

void wait_run(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    int64_t until_ms = 0;
    if (!narrow_input(&evaluation) || !wait_until(&evaluation, &until_ms))
        state_fail(sim, frame, &error);
    else
        sim_schedule(sim, frame, PHASE_WAIT, until_ms > sim->now_ms ? until_ms : sim->now_ms);
}

void wait_end(struct sim *sim, struct frame *frame)
{
    frame->phase = PHASE_RUN;
    leave(sim, frame);
}

/* Error and Cause: as they stand, by path or call, or by expression. */
static bool fail_text(struct evaluation *evaluation, const struct plan_number *from, str *text, bool *is_there)
{
    const struct asl_field *field = from->field ? from->field : from->path;
    *is_there = field != NULL;
    if (!field)
        return true;
    value v;
    if (!sim_evaluate_typed(evaluation, field, "string", &v))
        return false;
    *text = sim_evaluate_shown(evaluation->sim, v, evaluation->frame->plan->style);
    return true;
}

void fail_run(struct sim *sim, struct frame *frame)
{
    struct sim_error error, raised = { .is_of_task = false };
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    inspect(sim, frame, INSPECT_AFTER_INPUT_PATH, frame->input);
    if (fail_text(&evaluation, &frame->plan->error, &raised.error, &raised.has_error) &&
        fail_text(&evaluation, &frame->plan->cause, &raised.cause, &raised.has_cause))
        state_fail(sim, frame, &raised);
    else
        state_fail(sim, frame, &error);
}
