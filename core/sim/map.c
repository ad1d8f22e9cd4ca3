/* Map, inline: iterations inside the execution. */
#include "base/num.h"
#include "sim/flow.h"
#include "sim/map.h"
#include "sim/trial.h"

static bool fail_number(struct evaluation *evaluation, const struct asl_field *field, value v, const char *kind)
{
    struct sim *sim = evaluation->sim;
    str name = doc_text(sim->asl->doc, field->key);
    str shown = sim_evaluate_shown(sim, v, evaluation->frame->plan->style);
    return error_runtime(sim, evaluation->frame, evaluation->error,
                         "The %.*s field refers to value \"%.*s\" which is not a valid %s: %.*s", STR_ARG(name),
                         STR_ARG(shown), kind, STR_ARG(asl_text(sim->asl, field->value)));
}

/* A text that holds a number serves as well. */
static value number_of(value v)
{
    if (v.kind == VALUE_STRING && num_scan(value_text(v)) == v.count && v.count > 0)
        return value_of_number_text(value_text(v));
    return v;
}

bool map_read_integer(struct evaluation *evaluation, const struct plan_number *from, int64_t otherwise,
                      int64_t *integer)
{
    const struct asl_field *field = from->path ? from->path : from->field;
    *integer = otherwise;
    if (!field)
        return true;
    value v;
    if (!sim_evaluate_typed(evaluation, field, "number", &v))
        return false;
    return value_to_integer(number_of(v), integer) || fail_number(evaluation, field, v, "integer");
}

bool map_read_number(struct evaluation *evaluation, const struct plan_number *from, double otherwise, double *number)
{
    const struct asl_field *field = from->path ? from->path : from->field;
    *number = otherwise;
    if (!field)
        return true;
    value v;
    if (!sim_evaluate_typed(evaluation, field, "number", &v))
        return false;
    value found = number_of(v);
    if (!value_is_number(found))
        return fail_number(evaluation, field, v, "float");
    *number = value_number(found);
    return true;
}

bool map_read_tolerance(struct evaluation *evaluation, struct map_run *run)
{
    struct sim *sim = evaluation->sim;
    struct frame *frame = evaluation->frame;
    const struct plan_number *count = &frame->plan->tolerated_count, *share = &frame->plan->tolerated_percentage;
    run->has_tolerated_count = count->field || count->path;
    run->has_tolerated_percentage = share->field || share->path;
    if (!map_read_integer(evaluation, count, 0, &run->tolerated_count) ||
        !map_read_number(evaluation, share, 0, &run->tolerated_percentage))
        return false;
    if (run->tolerated_count < 0)
        return error_runtime(sim, frame, evaluation->error, "ToleratedFailureCount cannot be negative.");
    if (!(run->tolerated_percentage >= 0 && run->tolerated_percentage <= 100))
        return error_runtime(sim, frame, evaluation->error, "ToleratedFailurePercentage must be between 0 and 100.");
    if (run->has_tolerated_count)
        inspect(sim, frame, INSPECT_TOLERATED_FAILURE_COUNT, value_integer(run->tolerated_count));
    if (run->has_tolerated_percentage)
        inspect(sim, frame, INSPECT_TOLERATED_FAILURE_PERCENTAGE, value_double(run->tolerated_percentage));
    return true;
}

static value keys_of(struct sim *sim, value object)
{
    struct array_builder keys;
    array_begin(&keys, &sim->live);
    array_reserve(&keys, object.count);
    for (uint32_t i = 0; i < object.count; i++)
        array_add(&keys, value_string(object.as.members[i].name));
    return array_end(&keys);
}

static value values_of(struct sim *sim, value object)
{
    struct array_builder values;
    array_begin(&values, &sim->live);
    array_reserve(&values, object.count);
    for (uint32_t i = 0; i < object.count; i++)
        array_add(&values, object.as.members[i].value);
    return array_end(&values);
}

/* Recorded: a path into the context object is shown without its first "$". */
static bool fail_items_path(struct evaluation *evaluation, const struct asl_field *path)
{
    str text = path ? asl_text(evaluation->sim->asl, path->value) : STR("$");
    if (str_starts(text, STR("$$")))
        text = str_from_offset(text, 1);
    return error_set(evaluation->sim, evaluation->error, STR("States.Runtime"),
                     "Reference path \"%.*s\" must point to array.", STR_ARG(text));
}

static bool items_jsonpath(struct evaluation *evaluation, struct map_items *items)
{
    const struct asl_field *path = evaluation->frame->plan->items;
    items->values = evaluation->input;
    if (path && !sim_evaluate_field(evaluation, path, &items->values))
        return false;
    if (items->values.kind != VALUE_ARRAY)
        return fail_items_path(evaluation, path);
    inspect(evaluation->sim, evaluation->frame, INSPECT_AFTER_ITEMS_PATH, items->values);
    return true;
}

static bool items_jsonata(struct evaluation *evaluation, struct map_items *items)
{
    struct sim *sim = evaluation->sim;
    const struct asl_field *field = evaluation->frame->plan->items;
    items->values = evaluation->input;
    if (field && !sim_evaluate_typed(evaluation, field, "array", &items->values))
        return false;
    if (items->values.kind == VALUE_ARRAY)
        return true;
    if (items->values.kind == VALUE_OBJECT && field) {
        items->keys = keys_of(sim, items->values);
        items->values = values_of(sim, items->values);
        return true;
    }
    return error_evaluation(sim, evaluation->frame, evaluation->error, STR(""),
                            "Map state input must be an array but was: %.*s",
                            STR_ARG(value_to_text(&sim->live, items->values, VALUE_STYLE_JSON)));
}

bool map_read_items(struct evaluation *evaluation, struct map_items *items)
{
    *items = (struct map_items){ .keys = value_undefined() };
    return evaluation->frame->plan->is_jsonata ? items_jsonata(evaluation, items)
                                               : items_jsonpath(evaluation, items);
}

bool map_select(struct evaluation *evaluation, const struct map_item *item, value *input)
{
    const struct asl_field *selector = evaluation->frame->plan->parameters;
    *input = item->value;
    if (!selector)
        return true;
    evaluation->item = item;
    bool is_done = sim_evaluate_field(evaluation, selector, input);
    evaluation->item = NULL;
    return is_done;
}

struct map_item map_item_at(const struct fork *fork, uint32_t index)
{
    return (struct map_item){ .index = index, .value = value_item(fork->items, index),
                              .key = value_item(fork->keys, index) };
}

/* False when the item cannot be made; the state has failed then. */
static bool start_iteration(struct sim *sim, struct frame *frame, uint32_t last)
{
    struct fork *fork = frame->fork;
    uint32_t index = fork->started++;
    struct map_item item = map_item_at(fork, index);
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    evaluation.input = frame->effective;
    value input;
    if (!map_select(&evaluation, &item, &input)) {
        frame->last = last;
        if (!retry_is_terminal(&error))
            fork_abort(sim, frame, NULL);
        fork_destroy(sim, frame);
        frame->phase = PHASE_RUN;
        state_fail(sim, frame, &error);
        return false;
    }
    struct history_event *event = record_aside(sim, frame, HISTORY_MAP_ITERATION_STARTED, last);
    event->number = index;
    struct frame *child = fork_start(sim, frame, frame->execution, &frame->plan->state->machines[0], index, input,
                                     event->id);
    child->is_iteration = true;
    child->item = item;
    return true;
}

static bool start_iterations(struct sim *sim, struct frame *frame, uint32_t last)
{
    struct fork *fork = frame->fork;
    while (fork->started < fork->count && fork->running < fork->concurrency) {
        if (!start_iteration(sim, frame, last))
            return false;
    }
    return true;
}

static void join(struct sim *sim, struct frame *frame, uint32_t last)
{
    struct fork *fork = frame->fork;
    value results = value_array(fork->results, fork->count);
    frame->last = record_aside(sim, frame, HISTORY_MAP_STATE_SUCCEEDED, last)->id;
    frame->exit_after = last;
    fork_destroy(sim, frame);
    frame->phase = PHASE_RUN;
    inspect(sim, frame, INSPECT_RESULT, results);
    state_finish(sim, frame, results);
}

/* A new iteration follows the last event inside the one that made room; the end of the state its ...Succeeded. */
void map_advance(struct sim *sim, struct frame *frame, uint32_t last, uint32_t join_last)
{
    struct fork *fork = frame->fork;
    if (fork->ended == fork->count)
        join(sim, frame, join_last);
    else
        start_iterations(sim, frame, last);
}

static uint32_t concurrency_of(int64_t given, uint32_t most)
{
    return given > 0 && given < most ? (uint32_t)given : most;
}

static void run_inline(struct sim *sim, struct frame *frame, const struct map_items *items, int64_t concurrency)
{
    struct history_event *event = record(sim, frame, HISTORY_MAP_STATE_STARTED);
    event->number = items->values.count;
    uint32_t started = event->id;
    struct fork *fork = fork_create(sim, frame, items->values.count);
    fork->items = items->values;
    fork->keys = items->keys;
    fork->concurrency = concurrency_of(concurrency, LIMIT_INLINE_ITERATIONS);
    frame->phase = PHASE_FORK;
    if (fork->count == 0)
        join(sim, frame, started);
    else
        start_iterations(sim, frame, started);
}

bool map_read_concurrency(struct evaluation *evaluation, int64_t *concurrency)
{
    struct sim *sim = evaluation->sim;
    const struct plan *plan = evaluation->frame->plan;
    if (!map_read_integer(evaluation, &plan->concurrency, 0, concurrency))
        return false;
    if (*concurrency < 0)
        return error_runtime(sim, evaluation->frame, evaluation->error,
                             "Expected non-negative integer for MaxConcurrency, got '%lld' instead.",
                             (long long)*concurrency);
    inspect(sim, evaluation->frame, INSPECT_MAX_CONCURRENCY, value_integer(*concurrency));
    return true;
}

void map_run(struct sim *sim, struct frame *frame)
{
    if (sim->trial) {
        trial_map(sim, frame);
        return;
    }
    struct sim_error error;
    if (frame->plan->state->machine_count == 0) {
        error_runtime(sim, frame, &error, "The Map state has no ItemProcessor");
        state_fail(sim, frame, &error);
        return;
    }
    if (frame->plan->state->is_distributed) {
        distributed_run(sim, frame);
        return;
    }
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    struct map_items items;
    int64_t concurrency;
    if (flow_enter(&evaluation) && map_read_items(&evaluation, &items) && map_read_concurrency(&evaluation, &concurrency))
        run_inline(sim, frame, &items, concurrency);
    else
        state_fail(sim, frame, &error);
}
