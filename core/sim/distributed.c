/*
 * Map, distributed: each item, or batch of items, is an execution of its own with its own history.
 *
 *     MapStateStarted ─ (tolerance) ─ MapRunStarted ─ (reader, children) ─ MapRunSucceeded ─ MapStateSucceeded
 *
 * The exit follows MapRunStarted, as the service has it since November 2024.
 */
#include "sim/batch.h"
#include "sim/flow.h"
#include "sim/reader.h"
#include "sim/writer.h"

/* The fields that the service reads before MapStateStarted. */
struct distributed {
    struct map_items items; /* without a reader */
    int64_t concurrency;
    struct reader reader;
    struct batcher batcher;
    struct map_run run;
};

static bool read_before_start(struct evaluation *evaluation, struct distributed *map)
{
    const struct plan *plan = evaluation->frame->plan;
    map->items = (struct map_items){ .values = value_array(NULL, 0) };
    return flow_enter(evaluation) && (plan->reader || map_read_items(evaluation, &map->items)) &&
           map_read_concurrency(evaluation, &map->concurrency);
}

static bool read_after_start(struct evaluation *evaluation, struct distributed *map)
{
    const struct plan *plan = evaluation->frame->plan;
    map->batcher = (struct batcher){ .input = value_undefined() };
    return map_read_tolerance(evaluation, &map->run) && (!plan->batcher || batch_prepare(evaluation, &map->batcher)) &&
           (!plan->reader || reader_prepare(evaluation, &map->reader)) && writer_prepare(evaluation, &map->run);
}

static str uuid(struct sim *sim)
{
    struct buf text;
    buf_init(&text, &sim->live);
    random_uuid(&sim->random, &text);
    return buf_text(&text);
}

/* Children of children run under the machine's own name. */
static str base_name(str machine)
{
    return str_slice(machine, 0, str_find_char(machine, '/'));
}

static void name_run(struct sim *sim, const struct frame *frame, struct map_run *run)
{
    const struct sim_options *options = &sim->options;
    const struct asl_state *state = frame->plan->state;
    const struct asl_field *label = asl_get(&state->object, NAME_Label);
    run->label = label ? asl_text(sim->asl, label->value) : uuid(sim);
    run->id = uuid(sim);
    run->arn = str_printf(&sim->live, "arn:%.*s:states:%.*s:%.*s:mapRun:%.*s/%.*s:%.*s", STR_ARG(options->partition),
                          STR_ARG(options->region), STR_ARG(options->account),
                          STR_ARG(base_name(frame->execution->machine_name)), STR_ARG(run->label), STR_ARG(run->id));
    const struct asl_object *processor = &state->machines[0].object;
    const struct asl_field *config = asl_get(processor, NAME_ProcessorConfig);
    const struct asl_field *type = config && config->object ? asl_get(config->object, NAME_ExecutionType) : NULL;
    run->is_express = type && str_equal(asl_text(sim->asl, type->value), STR("EXPRESS"));
}

/* The run has begun, and fails. */
static void fail_run_of(struct sim *sim, struct frame *frame, struct sim_error *error, uint32_t run_event)
{
    frame->last = run_event;
    record_error(record(sim, frame, HISTORY_MAP_RUN_FAILED), error);
    if (frame->fork) {
        fork_abort(sim, frame, NULL);
        fork_destroy(sim, frame);
    }
    error->is_evaluation = false;
    state_fail(sim, frame, error);
}

/* False when the simulation ended or the state failed. */
static bool read_items(struct sim *sim, struct frame *frame, struct distributed *map)
{
    struct sim_error error;
    struct failure failure;
    switch (reader_run(&sim->live, &map->reader, &map->items.values, &failure)) {
    case READER_DONE:
        inspect(sim, frame, INSPECT_AFTER_ITEMS_POINTER, map->items.values);
        return true;
    case READER_FAILED:
        error_set(sim, &error, failure.error, "%.*s", STR_ARG(failure.cause));
        fail_run_of(sim, frame, &error, map->run.event);
        return false;
    case READER_UNKNOWN: break;
    }
    sim_end_with_message(sim, SIM_UNANSWERED, frame, "map state \"%.*s\": %.*s", STR_ARG(frame->plan->state->name),
                         STR_ARG(failure.cause));
    return false;
}

/* ItemSelector is applied before items are put into batches; without batches when a child starts. */
static bool select_all(struct sim *sim, struct frame *frame, struct distributed *map)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    evaluation.input = frame->effective;
    struct array_builder selected;
    array_begin(&selected, &sim->live);
    array_reserve(&selected, map->items.values.count);
    for (uint32_t i = 0; i < map->items.values.count; i++) {
        struct map_item item = { .index = i, .value = map->items.values.as.items[i],
                                 .key = value_item(map->items.keys, i) };
        value input;
        if (!map_select(&evaluation, &item, &input)) {
            fail_run_of(sim, frame, &error, map->run.event);
            return false;
        }
        array_add(&selected, input);
    }
    map->items.values = array_end(&selected);
    map->items.keys = value_undefined();
    return true;
}

static uint32_t concurrency_of(int64_t given)
{
    return given > 0 && given < LIMIT_CHILD_EXECUTIONS ? (uint32_t)given : LIMIT_CHILD_EXECUTIONS;
}

static void make_fork(struct sim *sim, struct frame *frame, struct distributed *map)
{
    value items = map->items.values;
    uint32_t count = items.count;
    map->run.item_total = items.count;
    map->run.batch_input = map->batcher.input;
    if (frame->plan->batcher)
        count = batch_split(&sim->live, &map->batcher, items, frame->plan->style, &map->run.batch_starts);
    struct fork *fork = fork_create(sim, frame, count);
    fork->items = items;
    fork->keys = map->items.keys;
    fork->concurrency = concurrency_of(map->concurrency);
    fork->run = arena_copy(&sim->live, &map->run, sizeof map->run);
    fork->run->is_failed = arena_array(&sim->live, bool, count);
    frame->phase = PHASE_FORK;
}

static void start_run(struct sim *sim, struct frame *frame, struct distributed *map)
{
    name_run(sim, frame, &map->run);
    struct history_event *event = record(sim, frame, HISTORY_MAP_RUN_STARTED);
    event->more[0] = value_string(map->run.arn);
    map->run.event = event->id;
    if (frame->plan->reader && !read_items(sim, frame, map))
        return;
    if (frame->plan->batcher && !select_all(sim, frame, map))
        return;
    make_fork(sim, frame, map);
    distributed_advance(sim, frame);
}

void distributed_run(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    struct distributed map = { .concurrency = 0 };
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    if (!read_before_start(&evaluation, &map)) {
        state_fail(sim, frame, &error);
        return;
    }
    record(sim, frame, HISTORY_MAP_STATE_STARTED)->number = map.items.values.count;
    if (read_after_start(&evaluation, &map))
        start_run(sim, frame, &map);
    else
        state_fail(sim, frame, &error);
}

/* The input of child number `index`; false when ItemSelector fails. */
static bool child_input(struct sim *sim, struct frame *frame, uint32_t index, value *input, struct sim_error *error)
{
    const struct fork *fork = frame->fork;
    const uint32_t *starts = fork->run->batch_starts;
    if (starts) {
        struct batcher batcher = { .input = fork->run->batch_input };
        *input = batch_input(&sim->live, &batcher, fork->items, starts[index], starts[index + 1]);
        return true;
    }
    struct map_item item = map_item_at(fork, index);
    struct evaluation evaluation = flow_evaluation(sim, frame, error);
    evaluation.input = frame->effective;
    return map_select(&evaluation, &item, input);
}

static bool start_child(struct sim *sim, struct frame *frame)
{
    struct sim_error error;
    uint32_t index = frame->fork->started++;
    value input;
    if (!child_input(sim, frame, index, &input, &error)) {
        fail_run_of(sim, frame, &error, frame->fork->run->event);
        return false;
    }
    struct frame *child = execution_create_child(sim, frame, index, input);
    child->is_iteration = true;
    child->item = (struct map_item){ .index = index, .value = input };
    return true;
}

static void join(struct sim *sim, struct frame *frame)
{
    struct fork *fork = frame->fork;
    uint32_t run_event = fork->run->event;
    value result = writer_finish(sim, fork);
    frame->last = run_event;
    record(sim, frame, HISTORY_MAP_RUN_SUCCEEDED);
    record(sim, frame, HISTORY_MAP_STATE_SUCCEEDED);
    frame->exit_after = run_event;
    fork_destroy(sim, frame);
    frame->phase = PHASE_RUN;
    inspect(sim, frame, INSPECT_RESULT, result);
    state_finish(sim, frame, result);
}

void distributed_advance(struct sim *sim, struct frame *frame)
{
    struct fork *fork = frame->fork;
    while (fork->started < fork->count && fork->running < fork->concurrency) {
        if (!start_child(sim, frame))
            return;
    }
    if (fork->ended == fork->count)
        join(sim, frame);
}

/* Either threshold alone is enough to fail; without any no failure is tolerated. The percentage is one of items. */
static bool is_exceeded(const struct map_run *run)
{
    bool is_any = run->has_tolerated_count || run->has_tolerated_percentage;
    if (!is_any)
        return run->failed_items > 0;
    if (run->has_tolerated_count && run->failed_items > run->tolerated_count)
        return true;
    return run->has_tolerated_percentage &&
           100.0 * run->failed_items > run->tolerated_percentage * run->item_total;
}

static uint32_t items_of(const struct map_run *run, uint32_t child)
{
    return run->batch_starts ? run->batch_starts[child + 1] - run->batch_starts[child] : 1;
}

void distributed_child_failed(struct sim *sim, struct frame *child, const struct sim_error *error)
{
    struct frame *frame = child->parent;
    struct fork *fork = frame->fork;
    struct map_run *run = fork->run;
    uint32_t index = child->index;
    fork->results[index] = writer_entry(sim, fork, child->execution, value_undefined(), error);
    run->is_failed[index] = true;
    run->failed_items += items_of(run, index);
    fork->running--;
    fork->ended++;
    frame_destroy(sim, child);
    if (!is_exceeded(run)) {
        distributed_advance(sim, frame);
        return;
    }
    struct sim_error exceeded;
    error_set(sim, &exceeded, STR("States.ExceedToleratedFailureThreshold"),
              "The specified tolerated failure threshold was exceeded");
    fail_run_of(sim, frame, &exceeded, run->event);
}

void distributed_child_succeeded(struct sim *sim, struct frame *child, value output)
{
    struct frame *frame = child->parent;
    struct fork *fork = frame->fork;
    fork->results[child->index] = writer_entry(sim, fork, child->execution, output, NULL);
    fork->running--;
    fork->ended++;
    frame_destroy(sim, child);
    distributed_advance(sim, frame);
}
