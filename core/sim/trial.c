#include "sim/trial.h"

#include "sim/batch.h"
#include "sim/flow.h"
#include "sim/reader.h"

#include <math.h>

void trial_leave(struct sim *sim, struct frame *frame, value output, const struct asl_transition *next)
{
    if (next)
        sim->trial->next = next->name;
    sim->result.output = output;
    sim->result.state = frame->plan->state;
    sim_end(sim, SIM_SUCCEEDED);
}

static void set_error(struct sim *sim, const struct frame *frame, const struct sim_error *error)
{
    struct sim_result *result = &sim->result;
    result->error = error->error;
    result->cause = error->cause;
    result->has_error = error->has_error;
    result->has_cause = error->has_cause;
    result->state = frame->plan->state;
}

/* The delay without jitter. */
static int64_t backoff(const struct plan_retrier *retrier, uint32_t attempt)
{
    double seconds = (double)retrier->interval_s * pow(retrier->rate, attempt);
    double most = retrier->max_delay_s ? (double)retrier->max_delay_s : (double)LIMIT_SECONDS;
    return (int64_t)(seconds < most ? seconds : most);
}

bool trial_retry(struct sim *sim, struct frame *frame, const struct sim_error *error)
{
    struct trial *trial = sim->trial;
    const struct plan *plan = frame->plan;
    set_error(sim, frame, error);
    for (uint32_t i = 0; i < plan->retrier_count && !trial->has_retrier; i++) {
        if (!retry_matches(plan->retriers[i].retrier, error))
            continue;
        trial->has_retrier = true;
        trial->retry_index = i;
        trial->is_retriable = trial->retry_count < plan->retriers[i].max_attempts;
        trial->backoff_s = backoff(&plan->retriers[i], trial->retry_count);
    }
    if (trial->is_retriable)
        sim_end(sim, SIM_FAILED);
    return trial->is_retriable;
}

static void end_whole(struct sim *sim, struct frame *frame)
{
    struct trial *trial = sim->trial;
    frame->phase = PHASE_RUN;
    if (trial->has_error)
        state_fail(sim, frame, &trial->error);
    else
        state_finish(sim, frame, trial->result);
}

void trial_parallel(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    if (flow_enter(&evaluation))
        end_whole(sim, frame);
    else
        state_fail(sim, frame, &error);
}

static bool read_data(struct evaluation *evaluation, struct map_items *items)
{
    struct reader reader;
    struct failure failure;
    struct array_builder found;
    struct sim *sim = evaluation->sim;
    if (!reader_prepare(evaluation, &reader))
        return false;
    array_begin(&found, &sim->live);
    if (sim->trial->has_reader_data &&
        reader_parse(&sim->live, &reader, sim->trial->reader_data, &found, &failure) != READER_DONE)
        return error_set(sim, evaluation->error, failure.error, "%.*s", STR_ARG(failure.cause));
    *items = (struct map_items){ .values = array_end(&found) };
    if (reader.has_pointer)
        inspect(sim, evaluation->frame, INSPECT_AFTER_ITEMS_POINTER, items->values);
    return true;
}

static bool select_items(struct evaluation *evaluation, struct map_items *items)
{
    struct sim *sim = evaluation->sim;
    struct array_builder selected;
    array_begin(&selected, &sim->live);
    for (uint32_t i = 0; i < items->values.count; i++) {
        struct map_item item = { .index = i, .value = items->values.as.items[i], .key = value_item(items->keys, i) };
        value input;
        if (!map_select(evaluation, &item, &input))
            return false;
        array_add(&selected, input);
    }
    items->values = array_end(&selected);
    if (evaluation->frame->plan->parameters)
        inspect(sim, evaluation->frame, INSPECT_AFTER_ITEM_SELECTOR, items->values);
    return true;
}

/* The service shows the items of a batch as texts that hold JSON. */
static value items_as_texts(struct sim *sim, value items, enum value_style style)
{
    struct array_builder texts;
    array_begin(&texts, &sim->live);
    for (uint32_t i = 0; i < items.count; i++)
        array_add(&texts, value_string(value_to_text(&sim->live, items.as.items[i], style)));
    return array_end(&texts);
}

static bool batch_items(struct evaluation *evaluation, const struct map_items *items)
{
    struct sim *sim = evaluation->sim;
    const struct plan *plan = evaluation->frame->plan;
    struct batcher batcher;
    uint32_t *starts;
    sim->trial->iteration_count = items->values.count;
    if (!plan->batcher)
        return true;
    if (!batch_prepare(evaluation, &batcher))
        return false;
    uint32_t count = batch_split(&sim->live, &batcher, items->values, plan->style, &starts);
    struct array_builder batches;
    array_begin(&batches, &sim->live);
    sim->trial->iteration_count = count;
    value shown = items_as_texts(sim, items->values, plan->style);
    for (uint32_t i = 0; i < count; i++)
        array_add(&batches, batch_input(&sim->live, &batcher, shown, starts[i], starts[i + 1]));
    inspect(sim, evaluation->frame, INSPECT_AFTER_ITEM_BATCHER, array_end(&batches));
    return true;
}

static bool prepare_map(struct evaluation *evaluation, struct map_items *items, struct map_run *run)
{
    const struct plan *plan = evaluation->frame->plan;
    int64_t concurrency;
    if (!flow_enter(evaluation) ||
        !(plan->reader ? read_data(evaluation, items) : map_read_items(evaluation, items)) ||
        !select_items(evaluation, items) || !batch_items(evaluation, items))
        return false;
    return map_read_concurrency(evaluation, &concurrency) && map_read_tolerance(evaluation, run);
}

static bool refuse(struct sim *sim, struct frame *frame, const char *message)
{
    sim_end_with_message(sim, SIM_UNANSWERED, frame, "%s", message);
    return false;
}

static uint32_t failures_of(const struct trial *trial)
{
    return trial->has_failure_count ? trial->failure_count : 0;
}

static bool check_failure_count(struct sim *sim, struct frame *frame)
{
    return failures_of(sim->trial) <= sim->trial->iteration_count ||
           refuse(sim, frame,
                  "Map iteration failure count must be less than or equal to the number of Map iterations");
}

/* A result for each iteration; those that failed may have one or not. */
static bool check_result_count(struct sim *sim, struct frame *frame)
{
    const struct trial *trial = sim->trial;
    if (!trial->has_result || trial->has_error || trial->result.kind != VALUE_ARRAY)
        return true;
    return trial->result.count == trial->iteration_count ||
           trial->result.count == trial->iteration_count - failures_of(trial) ||
           refuse(sim, frame, "Input array does not equal the mocked result array's size");
}

/* Iterations that failed are only counted where the state sets a tolerance. */
static bool is_exceeded(const struct trial *trial, const struct map_run *run, uint32_t items)
{
    if (!trial->has_failure_count)
        return false;
    return (run->has_tolerated_count && trial->failure_count > run->tolerated_count) ||
           (run->has_tolerated_percentage && 100.0 * trial->failure_count > run->tolerated_percentage * items);
}

void trial_map(struct sim *sim, struct frame *frame)
{
    struct trial *trial = sim->trial;
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    struct map_items items;
    struct map_run run = { .has_tolerated_count = false };
    if (!prepare_map(&evaluation, &items, &run)) {
        state_fail(sim, frame, &error);
        return;
    }
    if (!check_failure_count(sim, frame))
        return;
    if (!trial->has_error && is_exceeded(trial, &run, trial->iteration_count)) {
        error_set(sim, &trial->error, STR("States.ExceedToleratedFailureThreshold"),
                  "The specified tolerated failure threshold was exceeded");
        trial->has_error = true;
    }
    if (check_result_count(sim, frame))
        end_whole(sim, frame);
}
