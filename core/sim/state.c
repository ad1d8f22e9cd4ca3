/* Entering a state, leaving it, and what becomes of its failure. */
#include "sim/flow.h"
#include "sim/trial.h"

/*
 * Nothing in this machine takes the error. What nothing can take ends the whole execution at once, without a word of the
 * Parallel and Map states around.
 */
static void end_failed(struct sim *sim, struct frame *frame, struct sim_error *error)
{
    struct frame *root = frame->execution->frame;
    if (frame != root && !retry_is_terminal(error)) {
        fork_child_failed(sim, frame, error);
        return;
    }
    const struct asl_state *state = frame->plan ? frame->plan->state : NULL;
    root->last = frame->last;
    execution_fail(sim, root, error);
    if (sim->result.status != SIM_RUNNING)
        sim->result.state = state;
}

static void fail_missing_target(struct sim *sim, struct frame *frame, str name)
{
    struct sim_error error;
    error_set(sim, &error, STR("States.Runtime"), "The state machine has no state '%.*s'", STR_ARG(name));
    frame->phase = PHASE_ENTER;
    end_failed(sim, frame, &error);
}

static void enter(struct sim *sim, struct frame *frame)
{
    const struct asl_state *state = frame->plan->state;
    frame->before_entry = frame->last;
    frame->exit_after = 0;
    frame->entered_ms = sim->now_ms;
    frame->retries = NULL;
    frame->retry_count = 0;
    frame->token = STR("");
    frame->effective = frame->input;
    struct history_event *event = record(sim, frame, frame->plan->entered);
    event->data = frame->input;
    frame->entry = event->id;
    sim->entries[state->number]++;
    sim->transitions++;
    inspect_begin(sim, frame);
    inspect(sim, frame, INSPECT_INPUT, frame->input);
}

static void run_kind(struct sim *sim, struct frame *frame)
{
    switch (frame->plan->kind) {
    case ASL_PASS: pass_run(sim, frame); return;
    case ASL_TASK: task_run(sim, frame); return;
    case ASL_CHOICE: choice_run(sim, frame); return;
    case ASL_WAIT: wait_run(sim, frame); return;
    case ASL_SUCCEED: succeed_run(sim, frame); return;
    case ASL_FAIL: fail_run(sim, frame); return;
    case ASL_PARALLEL: parallel_run(sim, frame); return;
    case ASL_MAP: map_run(sim, frame); return;
    default: break;
    }
    struct sim_error error;
    error_runtime(sim, frame, &error, "The state has no type");
    state_fail(sim, frame, &error);
}

/* The first event of a frame finds no state yet. */
static bool set_first_state(struct sim *sim, struct frame *frame)
{
    if (frame->plan)
        return true;
    const struct asl_transition *start = &frame->machine->start;
    if (!start->target) {
        fail_missing_target(sim, frame, start->name);
        return false;
    }
    frame->plan = &sim->plans[start->target->number];
    return true;
}

void state_run(struct sim *sim, struct frame *frame)
{
    switch (frame->phase) {
    case PHASE_ENTER:
        if (!set_first_state(sim, frame))
            return;
        enter(sim, frame);
        frame->phase = PHASE_RUN;
        run_kind(sim, frame);
        return;
    case PHASE_RETRY:
        frame->phase = PHASE_RUN;
        run_kind(sim, frame);
        return;
    case PHASE_WAIT: wait_end(sim, frame); return;
    case PHASE_TASK: task_end(sim, frame); return;
    case PHASE_RUN:
    case PHASE_FORK: return;
    }
}

static void end_machine(struct sim *sim, struct frame *frame, value output)
{
    if (frame == frame->execution->frame)
        execution_succeed(sim, frame, output);
    else
        fork_child_succeeded(sim, frame, output);
}

static void go_to(struct sim *sim, struct frame *frame, value input, const struct asl_transition *next)
{
    frame->phase = PHASE_ENTER;
    if (!next) {
        end_machine(sim, frame, input);
        return;
    }
    if (!next->target) {
        fail_missing_target(sim, frame, next->name);
        return;
    }
    frame->input = input;
    frame->plan = &sim->plans[next->target->number];
    sim_schedule(sim, frame, PHASE_ENTER, sim->now_ms);
}

/* Sets the variables; what is too large fails before anything is set. */
static bool assign(struct sim *sim, struct frame *frame, value assigned, struct sim_error *error)
{
    if (assigned.kind == VALUE_OBJECT && assigned.count > 0 && !variables_assign(sim, frame, assigned, error))
        return false;
    inspect(sim, frame, INSPECT_VARIABLES, frame->variables);
    return true;
}

void state_leave(struct sim *sim, struct frame *frame, value output, value assigned,
                 const struct asl_transition *next)
{
    if (frame->exit_after)
        frame->last = frame->exit_after;
    struct history_event *event = record(sim, frame, frame->plan->exited);
    event->data = output;
    if (assigned.count > 0)
        event->more[0] = assigned;
    if (sim->trial)
        trial_leave(sim, frame, output, next);
    else
        go_to(sim, frame, output, next);
}

void state_finish(struct sim *sim, struct frame *frame, value result)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    value output, assigned;
    if (!flow_leave(&evaluation, result, &output, &assigned) || !assign(sim, frame, assigned, &error)) {
        state_fail(sim, frame, &error);
        return;
    }
    state_leave(sim, frame, output, assigned, frame->plan->next);
}

void state_pass_through(struct sim *sim, struct frame *frame, const struct plan_choice *way)
{
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    value output, assigned;
    if (!flow_pass_through(&evaluation, way->output, way->assign, &output, &assigned) ||
        !assign(sim, frame, assigned, &error)) {
        state_fail(sim, frame, &error);
        return;
    }
    state_leave(sim, frame, output, assigned, way->next);
}

static void record_evaluation_failure(struct sim *sim, struct frame *frame, struct sim_error *error, uint32_t previous)
{
    struct history_event *event = record_aside(sim, frame, HISTORY_EVALUATION_FAILED, previous);
    record_error(event, error);
    if (error->location.len)
        event->data = value_string(error->location);
    frame->last = event->id;
    error->is_evaluation = false;
}

/*
 * What is evaluated while a state is being entered is one decision of the service with the entering: the failure
 * follows the event before it. A Wait looks at its time afterwards.
 */
static uint32_t before_evaluation(const struct frame *frame)
{
    bool is_at_entry = frame->last == frame->entry && frame->plan->kind != ASL_WAIT;
    return is_at_entry ? frame->before_entry : frame->last;
}

/* The interpreter's own errors end a Parallel or Map without a word of that state. */
static void record_container_failure(struct sim *sim, struct frame *frame, const struct sim_error *error)
{
    enum asl_object_kind kind = frame->plan->kind;
    if (retry_is_terminal(error))
        return;
    if (kind == ASL_MAP)
        record(sim, frame, HISTORY_MAP_STATE_FAILED);
    else if (kind == ASL_PARALLEL)
        record_parallel_failure(sim, frame);
}

static value text_or_null(bool is_there, str text)
{
    return is_there ? value_string(text) : value_null();
}

/* Recorded: a timeout, whose events have no cause, is caught with an empty one; a failure without one with null. */
static value caught_cause(const struct sim_error *error)
{
    if (!error->has_cause && error->has_error && str_equal(error->error, STR("States.Timeout")))
        return value_string(STR(""));
    return text_or_null(error->has_cause, error->cause);
}

static value error_output(struct sim *sim, const struct sim_error *error)
{
    struct object_builder output;
    object_begin(&output, &sim->live);
    object_set(&output, STR("Error"), text_or_null(error->has_error, error->error));
    object_set(&output, STR("Cause"), caught_cause(error));
    return object_end(&output);
}

/* False when the catcher's own expressions failed, with the error replaced. */
static bool catch(struct sim *sim, struct frame *frame, const struct plan_catcher *catcher, struct sim_error *error)
{
    value caught = error_output(sim, error), output, assigned;
    struct evaluation evaluation = flow_evaluation(sim, frame, error);
    if (!flow_catch(&evaluation, catcher, caught, &output, &assigned) || !assign(sim, frame, assigned, error))
        return false;
    if (sim->trial)
        sim->trial->catcher = catcher;
    state_leave(sim, frame, output, assigned, catcher->next);
    return true;
}

/* A catcher that fails itself: seen from before the state's failure, which then is told again. */
static void fail_catch(struct sim *sim, struct frame *frame, struct sim_error *error, uint32_t before)
{
    if (!error->is_evaluation)
        return;
    record_evaluation_failure(sim, frame, error, before);
    record_container_failure(sim, frame, error);
}

void state_fail(struct sim *sim, struct frame *frame, struct sim_error *error)
{
    error_clip(sim, error);
    frame->phase = PHASE_RUN;
    frame->exit_after = 0;
    if (error->is_evaluation)
        record_evaluation_failure(sim, frame, error, before_evaluation(frame));
    if (sim->trial ? trial_retry(sim, frame, error) : retry_schedule(sim, frame, error))
        return;
    uint32_t before = frame->last;
    record_container_failure(sim, frame, error);
    const struct plan_catcher *catcher = retry_catcher(frame, error);
    if (catcher) {
        if (catch(sim, frame, catcher, error))
            return;
        fail_catch(sim, frame, error, before);
    }
    end_failed(sim, frame, error);
}
