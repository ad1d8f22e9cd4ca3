/*
 * Task: what it is called with, what the world answers, and which events that makes.
 *
 * The world says at once what will happen, so an attempt is one event in the queue, at the earliest of the answer, the
 * timeout and the first heartbeat that is missed. All three count from the start of the attempt.
 */
#include "sim/flow.h"

/* The events of a kind of task. */
static const struct task_events {
    enum history_type scheduled, started, submitted, succeeded, failed, timed_out;
} events_by_kind[] = {
    [TASK_LAMBDA] = { HISTORY_LAMBDA_FUNCTION_SCHEDULED, HISTORY_LAMBDA_FUNCTION_STARTED, HISTORY_TYPE_COUNT,
                      HISTORY_LAMBDA_FUNCTION_SUCCEEDED, HISTORY_LAMBDA_FUNCTION_FAILED,
                      HISTORY_LAMBDA_FUNCTION_TIMED_OUT },
    [TASK_ACTIVITY] = { HISTORY_ACTIVITY_SCHEDULED, HISTORY_ACTIVITY_STARTED, HISTORY_TYPE_COUNT,
                        HISTORY_ACTIVITY_SUCCEEDED, HISTORY_ACTIVITY_FAILED, HISTORY_ACTIVITY_TIMED_OUT },
    [TASK_SERVICE] = { HISTORY_TASK_SCHEDULED, HISTORY_TASK_STARTED, HISTORY_TYPE_COUNT, HISTORY_TASK_SUCCEEDED,
                       HISTORY_TASK_FAILED, HISTORY_TASK_TIMED_OUT },
    [TASK_SYNC] = { HISTORY_TASK_SCHEDULED, HISTORY_TASK_STARTED, HISTORY_TASK_SUBMITTED, HISTORY_TASK_SUCCEEDED,
                    HISTORY_TASK_FAILED, HISTORY_TASK_TIMED_OUT },
    [TASK_CALLBACK] = { HISTORY_TASK_SCHEDULED, HISTORY_TASK_STARTED, HISTORY_TASK_SUBMITTED, HISTORY_TASK_SUCCEEDED,
                        HISTORY_TASK_FAILED, HISTORY_TASK_TIMED_OUT },
};

static const struct task_events *events_of(const struct frame *frame)
{
    return &events_by_kind[frame->plan->task_kind];
}

struct attempt {
    int64_t timeout_s, heartbeat_s; /* 0: none */
    value credentials;
};

static bool fail_seconds(struct evaluation *evaluation, const struct asl_field *field, value v)
{
    struct sim *sim = evaluation->sim;
    str name = doc_text(sim->asl->doc, field->key);
    str shown = sim_evaluate_shown(sim, v, evaluation->frame->plan->style);
    if (evaluation->frame->plan->is_jsonata)
        return error_evaluation(sim, evaluation->frame, evaluation->error, name,
                                "The %.*s field is not a positive whole number of seconds: %.*s", STR_ARG(name),
                                STR_ARG(shown));
    return error_runtime(sim, evaluation->frame, evaluation->error,
                         "The %.*s field refers to value \"%.*s\" which is not a valid integer: %.*s", STR_ARG(name),
                         STR_ARG(shown), STR_ARG(asl_text(sim->asl, field->value)));
}

/* TimeoutSeconds or HeartbeatSeconds, by value, path or expression; 0 when absent. */
static bool read_seconds(struct evaluation *evaluation, const struct plan_number *from, int64_t *seconds)
{
    const struct asl_field *field = from->field ? from->field : from->path;
    *seconds = 0;
    if (!field)
        return true;
    value v;
    if (!sim_evaluate_typed(evaluation, field, "number", &v))
        return false;
    if (!value_to_integer(v, seconds) || *seconds < 1 || *seconds > LIMIT_SECONDS)
        return fail_seconds(evaluation, field, v);
    return true;
}

static bool has_token(enum task_kind kind)
{
    return kind == TASK_CALLBACK || kind == TASK_SYNC || kind == TASK_ACTIVITY;
}

static str make_token(struct sim *sim)
{
    struct buf token;
    buf_init(&token, &sim->live);
    random_uuid(&sim->random, &token);
    return buf_text(&token);
}

/* The timeouts are read from what InputPath leaves, as Parameters is. */
static bool prepare(struct evaluation *evaluation, struct attempt *attempt)
{
    const struct plan *plan = evaluation->frame->plan;
    *attempt = (struct attempt){ .credentials = value_undefined() };
    return flow_enter(evaluation) && read_seconds(evaluation, &plan->timeout, &attempt->timeout_s) &&
           read_seconds(evaluation, &plan->heartbeat, &attempt->heartbeat_s) &&
           (!plan->credentials || sim_evaluate_field(evaluation, plan->credentials, &attempt->credentials));
}

static void record_scheduled(struct sim *sim, struct frame *frame, const struct attempt *attempt)
{
    const struct plan *plan = frame->plan;
    struct history_event *event = record(sim, frame, events_of(frame)->scheduled);
    event->data = frame->effective;
    bool is_service = event->type == HISTORY_TASK_SCHEDULED;
    event->more[0] = value_string(is_service ? sim->options.region : plan->resource.text);
    event->more[1] = attempt->credentials;
    event->timeout_s = (uint32_t)attempt->timeout_s;
    event->heartbeat_s = (uint32_t)attempt->heartbeat_s;
}

/* The indexes of the iterations around the frame, outermost first. */
static uint32_t collect_indexes(struct sim *sim, const struct frame *frame, const uint32_t **indexes)
{
    uint32_t count = 0;
    for (const struct frame *f = frame; f; f = f->parent)
        count += f->is_iteration;
    uint32_t *found = arena_array(&sim->live, uint32_t, count);
    uint32_t at = count;
    for (const struct frame *f = frame; f; f = f->parent) {
        if (f->is_iteration)
            found[--at] = f->index;
    }
    *indexes = found;
    return count;
}

/* Counts a state's task runs within the same iterations. */
static uint32_t count_in_iteration(struct sim *sim, const struct frame *frame, const struct task_call *call)
{
    if (call->index_count == 0)
        return call->invocation;
    /* The key is the numbers as they are. */
    const str parts[] = { { (const char *)&frame->plan->state->number, sizeof frame->plan->state->number },
                          { (const char *)call->indexes, call->index_count * sizeof *call->indexes } };
    str key = str_concat(&sim->live, parts, ARRAY_LEN(parts));
    uint32_t number = intern_find(&sim->iteration_keys, key);
    if (number == INTERN_NONE)
        number = intern_add(&sim->iteration_keys, str_copy(&sim->kept, key));
    if (number >= sim->iteration_capacity) {
        uint32_t capacity = sim->iteration_capacity ? sim->iteration_capacity * 2 : 64, old = sim->iteration_capacity;
        sim->iteration_invocations = arena_grow(&sim->kept, sim->iteration_invocations, old * sizeof(uint32_t),
                                                capacity * sizeof(uint32_t), _Alignof(uint32_t));
        memset(sim->iteration_invocations + old, 0, (capacity - old) * sizeof(uint32_t));
        sim->iteration_capacity = capacity;
    }
    return sim->iteration_invocations[number]++;
}

static struct task_outcome ask_world(struct sim *sim, struct frame *frame)
{
    const struct plan *plan = frame->plan;
    struct task_call call = {
        .state = plan->state,
        .kind = plan->task_kind,
        .resource = plan->resource.text,
        .input = frame->effective,
        .state_input = frame->input,
        .invocation = sim->invocations[plan->state->number]++,
        .attempt = frame->retry_count,
        .token = frame->token,
        .time_ms = sim->now_ms,
    };
    if (sim->world.wants_context)
        call.context = context_object(sim, frame, NULL);
    call.index_count = collect_indexes(sim, frame, &call.indexes);
    call.iteration_invocation = count_in_iteration(sim, frame, &call);
    return sim->world.task(sim->world.context, &sim->live, &call);
}

static int64_t earliest_end(struct frame *frame, const struct attempt *attempt)
{
    const struct task_outcome *outcome = &frame->outcome;
    int64_t end_ms = outcome->kind == OUTCOME_NEVER ? INT64_MAX : outcome->after_ms;
    frame->task_end = TASK_ENDS;
    int64_t heartbeat_ms = attempt->heartbeat_s * 1000, timeout_ms = attempt->timeout_s * 1000;
    bool is_beating = outcome->heartbeat_ms > 0 && outcome->heartbeat_ms <= heartbeat_ms;
    if (heartbeat_ms && !is_beating && heartbeat_ms < end_ms) {
        end_ms = heartbeat_ms;
        frame->task_end = TASK_MISSES_HEARTBEAT;
    }
    if (timeout_ms && timeout_ms < end_ms) {
        end_ms = timeout_ms;
        frame->task_end = TASK_TIMES_OUT;
    }
    return end_ms;
}

static void record_start(struct sim *sim, struct frame *frame)
{
    const struct task_outcome *outcome = &frame->outcome;
    if (!outcome->is_not_started) {
        struct history_event *started = record(sim, frame, events_of(frame)->started);
        if (outcome->worker.len)
            started->more[0] = value_string(outcome->worker);
    }
    enum history_type submitted = events_of(frame)->submitted;
    if (submitted == HISTORY_TYPE_COUNT || outcome->is_not_started || outcome->is_not_submitted)
        return;
    value answer = outcome->submitted;
    if (answer.kind == VALUE_UNDEFINED)
        answer = (value){ .kind = VALUE_OBJECT };
    record(sim, frame, submitted)->data = answer;
}

static void end_unanswered(struct sim *sim, struct frame *frame)
{
    str message = frame->outcome.message.len ? frame->outcome.message : STR("it has no outcome");
    sim_end_with_message(sim, SIM_UNANSWERED, frame, "task state \"%.*s\": %.*s", STR_ARG(frame->plan->state->name),
                         STR_ARG(message));
}

void task_run(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    struct attempt attempt;
    if (has_token(frame->plan->task_kind))
        frame->token = make_token(sim);
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    if (!prepare(&evaluation, &attempt)) {
        state_fail(sim, frame, &error);
        return;
    }
    record_scheduled(sim, frame, &attempt);
    frame->outcome = ask_world(sim, frame);
    if (frame->outcome.kind == OUTCOME_UNKNOWN) {
        end_unanswered(sim, frame);
        return;
    }
    record_start(sim, frame);
    int64_t end_ms = earliest_end(frame, &attempt);
    if (end_ms < INT64_MAX)
        sim_schedule(sim, frame, PHASE_TASK, sim->now_ms + end_ms);
    else
        frame->phase = PHASE_TASK;
}

static void end_failed(struct sim *sim, struct frame *frame, enum history_type type, struct sim_error *error)
{
    error->is_of_task = true;
    error_clip(sim, error);
    record_error(record(sim, frame, type), error);
    state_fail(sim, frame, error);
}

static void end_timed_out(struct sim *sim, struct frame *frame)
{
    struct sim_error error = { .error = STR("States.Timeout"), .has_error = true,
                               .is_heartbeat = frame->task_end == TASK_MISSES_HEARTBEAT };
    end_failed(sim, frame, events_of(frame)->timed_out, &error);
}

static void end_thrown(struct sim *sim, struct frame *frame)
{
    const struct task_outcome *outcome = &frame->outcome;
    enum history_type type = events_of(frame)->failed, given = history_type_find(outcome->event);
    if (given < HISTORY_TYPE_COUNT)
        type = given;
    struct sim_error error = { .error = outcome->error, .cause = outcome->cause, .has_error = outcome->has_error,
                               .has_cause = outcome->has_cause };
    end_failed(sim, frame, type, &error);
}

static void end_returned(struct sim *sim, struct frame *frame)
{
    const struct plan *plan = frame->plan;
    value result = frame->outcome.result;
    if (size_is_too_large(sim, result, plan->style)) {
        struct sim_error error;
        str name = plan->task_kind == TASK_LAMBDA || plan->task_kind == TASK_ACTIVITY ? plan->resource.text
                                                                                     : plan->resource_type;
        error_set(sim, &error, STR("States.DataLimitExceeded"),
                  "The state/task '%.*s' returned a result with a size exceeding the maximum number of bytes service "
                  "limit.",
                  STR_ARG(name));
        end_failed(sim, frame, events_of(frame)->failed, &error);
        return;
    }
    record(sim, frame, events_of(frame)->succeeded)->data = result;
    inspect(sim, frame, INSPECT_RESULT, result);
    state_finish(sim, frame, result);
}

void task_end(struct sim *sim, struct frame *frame)
{
    frame->phase = PHASE_RUN;
    if (frame->task_end != TASK_ENDS)
        end_timed_out(sim, frame);
    else if (frame->outcome.kind == OUTCOME_THROW)
        end_thrown(sim, frame);
    else
        end_returned(sim, frame);
}
