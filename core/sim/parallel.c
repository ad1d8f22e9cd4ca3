/* Parallel: all branches get the effective input; the results stand in the order of the branches. */
#include "sim/flow.h"
#include "sim/trial.h"

void parallel_run(struct sim *sim, struct frame *frame)
{
    if (sim->trial) {
        trial_parallel(sim, frame);
        return;
    }
    struct sim_error error;
    struct evaluation evaluation = flow_evaluation(sim, frame, &error);
    if (!flow_enter(&evaluation)) {
        state_fail(sim, frame, &error);
        return;
    }
    const struct asl_state *state = frame->plan->state;
    uint32_t started = record(sim, frame, HISTORY_PARALLEL_STATE_STARTED)->id;
    fork_create(sim, frame, state->machine_count);
    frame->phase = PHASE_FORK;
    for (uint32_t i = 0; i < state->machine_count; i++)
        fork_start(sim, frame, frame->execution, &state->machines[i], i, frame->effective, started);
    if (state->machine_count == 0)
        parallel_advance(sim, frame, started);
}

/* The exit follows what the end of the state follows, not the end itself; a failure of what is left does. */
void parallel_advance(struct sim *sim, struct frame *frame, uint32_t last)
{
    struct fork *fork = frame->fork;
    if (fork->ended < fork->count)
        return;
    value results = value_array(fork->results, fork->count);
    frame->last = record_aside(sim, frame, HISTORY_PARALLEL_STATE_SUCCEEDED, last)->id;
    frame->exit_after = last;
    fork_destroy(sim, frame);
    frame->phase = PHASE_RUN;
    inspect(sim, frame, INSPECT_RESULT, results);
    state_finish(sim, frame, results);
}

/* Recorded: it follows the latest ...Aborted event when there is one, else the failure. */
void record_parallel_failure(struct sim *sim, struct frame *frame)
{
    if (frame->aborted)
        frame->last = frame->aborted;
    frame->aborted = 0;
    record(sim, frame, HISTORY_PARALLEL_STATE_FAILED);
}
