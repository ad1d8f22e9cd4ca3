/* Executions: their names, their start and their end. */
#include "sim/internal.h"

static struct execution *take(struct sim *sim)
{
    sim->executions = arena_room(&sim->kept, sim->executions, sim->execution_count,
                                 &sim->execution_capacity, sizeof *sim->executions);
    struct execution *execution = arena_new(&sim->kept, struct execution);
    execution->number = sim->execution_count;
    sim->executions[sim->execution_count++] = execution;
    return execution;
}

static str uuid(struct sim *sim)
{
    struct buf text;
    buf_init(&text, &sim->kept);
    random_uuid(&sim->random, &text);
    return buf_text(&text);
}

/* "arn:aws:states:us-east-1:123456789012:stateMachine:m", or of an "execution". */
static str arn(struct sim *sim, str kind, str machine)
{
    const struct sim_options *options = &sim->options;
    const str parts[] = { STR("arn:"), options->partition, STR(":states:"), options->region, STR(":"), options->account,
                          STR(":"),    kind,               STR(":"),        machine };
    return str_concat(&sim->kept, parts, ARRAY_LEN(parts));
}

static str with_suffix(struct sim *sim, str text, str separator, str suffix)
{
    const str parts[] = { text, separator, suffix };
    return str_concat(&sim->kept, parts, ARRAY_LEN(parts));
}

static void set_arn(struct sim *sim, struct execution *execution)
{
    str kind = execution->is_express ? STR("express") : STR("execution");
    execution->arn = with_suffix(sim, arn(sim, kind, execution->machine_name), STR(":"), execution->name);
    if (execution->is_express)
        execution->arn = with_suffix(sim, execution->arn, STR(":"), uuid(sim));
}

static int64_t limit_of(struct sim *sim, const struct execution *execution, const struct asl_machine *machine)
{
    int64_t limit = INT64_MAX, seconds;
    const struct asl_field *timeout = asl_get(&machine->object, NAME_TimeoutSeconds);
    if (timeout && asl_integer(sim->asl, timeout->value, &seconds) && seconds >= 0 && seconds <= LIMIT_SECONDS)
        limit = seconds * 1000;
    if (execution->is_express && !sim->options.no_limits && limit > LIMIT_EXPRESS_MS)
        limit = LIMIT_EXPRESS_MS;
    return limit;
}

static void start(struct sim *sim, struct execution *execution, struct frame *frame,
                  const struct asl_machine *machine)
{
    execution->frame = frame;
    execution->started_ms = sim->now_ms;
    struct history_event *event = record_aside(sim, frame, HISTORY_EXECUTION_STARTED, 0);
    event->data = execution->input;
    event->more[0] = value_string(sim->options.role_arn);
    int64_t limit = limit_of(sim, execution, machine);
    if (limit < INT64_MAX)
        sim_schedule_deadline(sim, frame, sim->now_ms + limit);
}

struct execution *execution_create(struct sim *sim, const struct asl_machine *machine, value input, bool is_express)
{
    struct execution *execution = take(sim);
    execution->is_express = is_express;
    execution->input = input;
    execution->name = sim->options.execution_name.len ? sim->options.execution_name : uuid(sim);
    execution->machine_name = sim->options.machine_name;
    execution->machine_arn = arn(sim, STR("stateMachine"), execution->machine_name);
    set_arn(sim, execution);
    struct frame *frame = frame_create(sim, execution, NULL, machine, input);
    start(sim, execution, frame, machine);
    sim_schedule(sim, frame, PHASE_ENTER, sim->now_ms);
    return execution;
}

/* All children of a run are executions of the same machine. */
static void take_machine(struct sim *sim, struct execution *execution, const struct frame *map)
{
    struct map_run *run = map->fork->run;
    if (!run->child_machine_arn.at) {
        run->child_machine = with_suffix(sim, map->execution->machine_name, STR("/"), run->label);
        run->child_machine_arn = arn(sim, STR("stateMachine"), run->child_machine);
    }
    execution->machine_name = run->child_machine;
    execution->machine_arn = run->child_machine_arn;
}

struct frame *execution_create_child(struct sim *sim, struct frame *map, uint32_t index, value input)
{
    const struct asl_machine *machine = &map->plan->state->machines[0];
    struct execution *execution = take(sim);
    execution->is_express = map->fork->run->is_express;
    execution->input = input;
    execution->name = uuid(sim);
    take_machine(sim, execution, map);
    set_arn(sim, execution);
    struct frame *frame = fork_start(sim, map, execution, machine, index, input, 0);
    start(sim, execution, frame, machine);
    return frame;
}

static struct history_event *record_end(struct sim *sim, struct frame *frame, enum history_type type,
                                        uint32_t previous)
{
    struct history_event *event = record_aside(sim, frame, type, previous);
    event->plan = NULL;
    return event;
}

static void set_end(struct sim *sim, const struct frame *frame, const struct sim_error *error)
{
    struct sim_result *result = &sim->result;
    result->state = frame->plan ? frame->plan->state : NULL;
    if (!error)
        return;
    result->error = error->error;
    result->cause = error->cause;
    result->has_error = error->has_error;
    result->has_cause = error->has_cause;
}

void execution_succeed(struct sim *sim, struct frame *frame, value output)
{
    if (sim->overflow == frame->execution)
        return; /* its history was full before */
    record_end(sim, frame, HISTORY_EXECUTION_SUCCEEDED, frame->last)->data = output;
    if (frame->parent) {
        distributed_child_succeeded(sim, frame, output);
        return;
    }
    sim->result.output = output;
    sim_end(sim, SIM_SUCCEEDED);
}

void execution_fail(struct sim *sim, struct frame *frame, const struct sim_error *error)
{
    if (sim->overflow == frame->execution)
        return;
    record_error(record_end(sim, frame, HISTORY_EXECUTION_FAILED, frame->last), error);
    if (frame->parent) {
        distributed_child_failed(sim, frame, error);
        return;
    }
    set_end(sim, frame, error);
    sim_end(sim, SIM_FAILED);
}

/* What ends an execution from outside follows no event. */
void execution_time_out(struct sim *sim, struct frame *frame)
{
    record_end(sim, frame, HISTORY_EXECUTION_TIMED_OUT, 0);
    if (frame->parent) {
        struct sim_error error = { .error = STR("States.Timeout"), .has_error = true };
        distributed_child_failed(sim, frame, &error);
        return;
    }
    set_end(sim, frame, NULL);
    sim_end(sim, SIM_TIMED_OUT);
}

void execution_abort(struct sim *sim, struct frame *frame, const struct sim_error *error)
{
    record_error(record_end(sim, frame, HISTORY_EXECUTION_ABORTED, 0), error);
    if (frame->parent)
        return;
    set_end(sim, frame, error);
    sim_end(sim, SIM_ABORTED);
}
