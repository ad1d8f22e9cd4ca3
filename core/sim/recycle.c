/*
 * Constant memory in loops: when what the live arena holds has doubled, everything that is still reached moves into a
 * fresh one.
 *
 * The roots are the values in frames, forks, executions, histories and inspected passes. What a history keeps stays
 * alive with it, so a run that writes one grows by its events and by the values that are in them, each once.
 */
#include "sim/internal.h"
#include "value/move.h"

static void move(struct mover *mover, value *v)
{
    *v = mover_move(mover, *v);
}

static void move_outcome(struct mover *mover, struct task_outcome *outcome)
{
    move(mover, &outcome->result);
    move(mover, &outcome->submitted);
    outcome->error = mover_text(mover, outcome->error);
    outcome->cause = mover_text(mover, outcome->cause);
    outcome->worker = mover_text(mover, outcome->worker);
    outcome->event = mover_text(mover, outcome->event);
}

static void move_fork(struct mover *mover, struct fork *fork)
{
    size_t size = fork->count * sizeof(value);
    fork->results = arena_copy(mover->to, fork->results, size);
    for (uint32_t i = 0; i < fork->count; i++)
        move(mover, &fork->results[i]);
    move(mover, &fork->items);
    move(mover, &fork->keys);
    struct map_run *run = fork->run;
    if (!run)
        return;
    fork->run = run = arena_copy(mover->to, run, sizeof *run);
    move(mover, &run->batch_input);
    run->arn = mover_text(mover, run->arn);
    run->id = mover_text(mover, run->id);
    run->label = mover_text(mover, run->label);
    run->bucket = mover_text(mover, run->bucket);
    run->prefix = mover_text(mover, run->prefix);
    run->is_failed = arena_copy(mover->to, run->is_failed, fork->count * sizeof(bool));
    if (run->batch_starts)
        run->batch_starts = arena_copy(mover->to, run->batch_starts, (fork->count + 1) * sizeof(uint32_t));
}

static void move_frame(struct mover *mover, struct frame *frame)
{
    move(mover, &frame->input);
    move(mover, &frame->effective);
    move(mover, &frame->variables);
    move(mover, &frame->item.value);
    move(mover, &frame->item.key);
    frame->token = mover_text(mover, frame->token);
    if (frame->phase == PHASE_TASK)
        move_outcome(mover, &frame->outcome);
    if (frame->retries)
        frame->retries = arena_copy(mover->to, frame->retries, frame->plan->retrier_count * sizeof(uint32_t));
    if (frame->fork)
        move_fork(mover, frame->fork);
}

static void move_execution(struct sim *sim, struct mover *mover, struct execution *execution)
{
    move(mover, &execution->input);
    move(mover, &execution->context_execution);
    move(mover, &execution->context_machine);
    uint32_t count = sim->options.no_history ? 0 : execution->event_count;
    for (uint32_t i = 0; i < count; i++) {
        struct history_event *event = &execution->events[i];
        move(mover, &event->data);
        move(mover, &event->more[0]);
        move(mover, &event->more[1]);
    }
}

static void move_inspection(struct mover *mover, struct inspection *inspection)
{
    for (uint32_t i = 0; i < inspection->count; i++) {
        for (int k = 0; k < INSPECT_STAGE_COUNT; k++)
            move(mover, &inspection->passes[i].stages[k]);
    }
}

void recycle(struct sim *sim)
{
    struct arena fresh;
    struct mover mover;
    arena_init(&fresh, sim->memory);
    mover_begin(&mover, &fresh);
    for (uint32_t i = 0; i < sim->frame_count; i++) {
        if (sim->frames[i]->is_live)
            move_frame(&mover, sim->frames[i]);
    }
    for (uint32_t i = 0; i < sim->execution_count; i++)
        move_execution(sim, &mover, sim->executions[i]);
    move_inspection(&mover, &sim->inspection);
    mover_end(&mover);
    size_t before = arena_held(&sim->live), after = arena_held(&fresh);
    arena_finish(&sim->live);
    sim->live = fresh;
    memset(sim->sizes, 0, sizeof sim->sizes);
    /* Where most was alive, as with a history, there is no hurry to look again. */
    sim->recycle_at = after > before / 2 ? 4 * after : 2 * after;
    if (sim->recycle_at < SIM_RECYCLE_LEAST)
        sim->recycle_at = SIM_RECYCLE_LEAST;
}
