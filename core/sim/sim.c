/* The clock, the queue of events, and the public interface. */
#include "sim/sim.h"

#include "sim/internal.h"

static bool goes_before(const void *a, const void *b)
{
    const struct event *first = a, *second = b;
    return first->time_ms < second->time_ms;
}

static void push(struct sim *sim, struct frame *frame, enum event_kind kind, int64_t at_ms)
{
    struct event *event = sim->free_events;
    if (event)
        sim->free_events = event->next_free;
    else
        event = arena_new(&sim->kept, struct event);
    *event = (struct event){ .time_ms = at_ms, .frame = frame, .generation = frame->generation, .kind = kind };
    heap_push(&sim->queue, event);
}

void sim_schedule(struct sim *sim, struct frame *frame, enum phase phase, int64_t at_ms)
{
    frame->phase = phase;
    push(sim, frame, EVENT_RUN, at_ms);
}

void sim_schedule_deadline(struct sim *sim, struct frame *frame, int64_t at_ms)
{
    push(sim, frame, EVENT_DEADLINE, at_ms);
}

void sim_end(struct sim *sim, enum sim_status status)
{
    sim->result.status = status;
    sim->result.duration_ms = sim->now_ms;
}

void sim_end_with_message(struct sim *sim, enum sim_status status, const struct frame *frame, const char *format, ...)
{
    struct buf message;
    buf_init(&message, &sim->kept);
    va_list args;
    va_start(args, format);
    buf_vprintf(&message, format, args);
    va_end(args);
    sim->result.message = buf_text(&message);
    sim->result.state = frame && frame->plan ? frame->plan->state : NULL;
    sim_end(sim, status);
}

static str or_default(str given, const char *otherwise)
{
    return given.len ? given : str_from(otherwise);
}

static void set_options(struct sim *sim, const struct sim_options *options)
{
    sim->options = *options;
    struct sim_options *own = &sim->options;
    own->partition = or_default(own->partition, "aws");
    own->region = or_default(own->region, "us-east-1");
    own->account = or_default(own->account, "123456789012");
    own->machine_name = or_default(own->machine_name, "StateMachine");
    if (own->role_arn.len == 0)
        own->role_arn = str_printf(&sim->kept, "arn:%.*s:iam::%.*s:role/StepFunctionsRole", STR_ARG(own->partition),
                                   STR_ARG(own->account));
    if (own->max_steps == 0)
        own->max_steps = SIM_MAX_STEPS;
}

struct sim *sim_create(const struct memory *memory, const struct asl *asl, const struct world *world,
                       const struct sim_options *options, value input)
{
    struct arena kept;
    arena_init(&kept, memory);
    struct sim *sim = arena_new(&kept, struct sim);
    sim->kept = kept;
    arena_init(&sim->live, memory);
    sim->memory = memory;
    sim->asl = asl;
    sim->world = *world;
    sim->recycle_at = SIM_RECYCLE_LEAST;
    set_options(sim, options);
    random_seed(&sim->random, options->seed);
    heap_init(&sim->queue, &sim->kept, goes_before);
    intern_init(&sim->iteration_keys, &sim->kept);
    sim->plans = plan_create(&sim->kept, asl);
    sim->entries = arena_array(&sim->kept, uint32_t, asl->state_count);
    sim->invocations = arena_array(&sim->kept, uint32_t, asl->state_count);
    execution_create(sim, asl->root, value_copy(&sim->live, input), options->is_express);
    return sim;
}

void sim_destroy(struct sim *sim)
{
    if (!sim)
        return;
    arena_finish(&sim->live);
    struct arena kept = sim->kept; /* which holds the sim */
    arena_finish(&kept);
}

/* The next event that still means something; NULL when there is none. */
static struct event *next_event(struct sim *sim)
{
    struct event *event;
    while ((event = heap_peek(&sim->queue)) && event->generation != event->frame->generation) {
        heap_pop(&sim->queue);
        event->next_free = sim->free_events;
        sim->free_events = event;
    }
    return event;
}

/* Rounds: how often the state was entered that was entered most often. */
static uint32_t most_entered(const struct sim *sim, const struct asl_state **state)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < sim->asl->state_count; i++) {
        if (sim->entries[i] > most) {
            most = sim->entries[i];
            *state = sim->asl->states[i];
        }
    }
    return most;
}

static void end_stuck(struct sim *sim)
{
    const struct frame *waiting = NULL;
    for (uint32_t i = 0; i < sim->frame_count && !waiting; i++) {
        const struct frame *frame = sim->frames[i];
        if (frame->is_live && frame->phase != PHASE_FORK)
            waiting = frame;
    }
    str name = waiting && waiting->plan ? waiting->plan->state->name : STR("");
    sim_end_with_message(sim, SIM_STUCK, waiting,
                         "state \"%.*s\" waits for an answer that never comes, and no TimeoutSeconds or "
                         "HeartbeatSeconds ends it",
                         STR_ARG(name));
}

static void end_at_step_limit(struct sim *sim, const struct frame *frame)
{
    const struct asl_state *state = NULL;
    uint32_t rounds = most_entered(sim, &state);
    sim_end_with_message(sim, SIM_LIMIT, frame, "stopped after %llu steps: state \"%.*s\" was entered %u times",
                         (unsigned long long)sim->steps, STR_ARG(state ? state->name : STR("")), rounds);
}

/* The service ends an execution whose history is full; the error cannot be caught. */
static void end_overflow(struct sim *sim)
{
    struct execution *execution = sim->overflow;
    sim->overflow = NULL;
    const struct asl_state *state = NULL;
    uint32_t rounds = most_entered(sim, &state);
    if (execution->number == 0)
        sim->result.message = str_printf(&sim->kept, "the history is full (%d events): state \"%.*s\" was entered %u times",
                                         LIMIT_EVENTS, STR_ARG(state ? state->name : STR("")), rounds);
    struct sim_error error;
    error_set(sim, &error, STR("States.Runtime"), "The execution reached the maximum number of history events (%d).",
              LIMIT_EVENTS);
    execution_fail(sim, execution->frame, &error);
}

static bool is_stopped_before(const struct sim *sim, const struct event *event)
{
    int64_t stop_ms = sim->options.stop_ms;
    return stop_ms >= 0 && !sim->options.is_express && (!event || event->time_ms >= stop_ms);
}

static void stop(struct sim *sim)
{
    if (sim->now_ms < sim->options.stop_ms)
        sim->now_ms = sim->options.stop_ms;
    const struct sim_options *options = &sim->options;
    struct sim_error error = { .error = options->stop_error, .cause = options->stop_cause,
                               .has_error = options->stop_error.len > 0, .has_cause = options->stop_cause.len > 0 };
    execution_abort(sim, sim->executions[0]->frame, &error);
}

static void take(struct sim *sim, struct event *event)
{
    struct frame *frame = event->frame;
    enum event_kind kind = event->kind;
    sim->now_ms = event->time_ms;
    heap_pop(&sim->queue);
    event->next_free = sim->free_events;
    sim->free_events = event;
    if (!sim->options.no_limits && !frame->execution->is_express && sim->now_ms > LIMIT_STANDARD_MS) {
        sim->now_ms = LIMIT_STANDARD_MS;
        execution_time_out(sim, sim->executions[0]->frame);
    } else if (kind == EVENT_DEADLINE) {
        execution_time_out(sim, frame);
    } else {
        state_run(sim, frame);
    }
}

enum sim_status sim_step(struct sim *sim)
{
    if (sim->result.status != SIM_RUNNING)
        return sim->result.status;
    struct event *event = next_event(sim);
    if (is_stopped_before(sim, event)) {
        stop(sim);
    } else if (!event) {
        end_stuck(sim);
    } else if (sim->steps == sim->options.max_steps) {
        end_at_step_limit(sim, event->frame);
    } else {
        sim->steps++;
        take(sim, event);
    }
    if (sim->overflow && sim->result.status == SIM_RUNNING)
        end_overflow(sim);
    if (arena_held(&sim->live) > sim->recycle_at && sim->result.status == SIM_RUNNING)
        recycle(sim);
    return sim->result.status;
}

struct sim_result sim_result(const struct sim *sim)
{
    struct sim_result result = sim->result;
    result.steps = sim->steps;
    result.transitions = sim->transitions;
    result.event_count = sim->executions[0]->event_count;
    return result;
}

uint32_t sim_history_count(const struct sim *sim)
{
    return sim->execution_count;
}

struct history sim_history(const struct sim *sim, uint32_t number)
{
    const struct execution *execution = sim->executions[number];
    return (struct history){
        .events = execution->events,
        .count = sim->options.no_history ? 0 : execution->event_count,
        .start_ms = sim->options.start_ms,
        .input = execution->input,
        .input_text = number == 0 ? sim->options.input_text : STR(""),
        .arn = execution->arn,
        .name = execution->name,
        .machine_arn = execution->machine_arn,
    };
}
