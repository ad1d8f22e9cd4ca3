/* Frames and forks: made, linked, given back for use again. */
#include "sim/internal.h"

static void *list_grow(struct sim *sim, void *list, uint32_t *capacity)
{
    uint32_t larger = *capacity ? *capacity * 2 : 16;
    list = arena_grow(&sim->kept, list, *capacity * sizeof(void *), larger * sizeof(void *), _Alignof(void *));
    *capacity = larger;
    return list;
}

static struct frame *frame_take(struct sim *sim)
{
    struct frame *frame = sim->free_frames;
    if (frame) {
        sim->free_frames = frame->next_free;
        return frame;
    }
    if (sim->frame_count == sim->frame_capacity)
        sim->frames = list_grow(sim, sim->frames, &sim->frame_capacity);
    frame = arena_new(&sim->kept, struct frame);
    sim->frames[sim->frame_count++] = frame;
    return frame;
}

struct frame *frame_create(struct sim *sim, struct execution *execution, struct frame *parent,
                           const struct asl_machine *machine, value input)
{
    struct frame *frame = frame_take(sim);
    *frame = (struct frame){ .execution = execution, .parent = parent, .machine = machine, .input = input,
                             .generation = frame->generation, .is_live = true };
    return frame;
}

static void unlink_from_fork(struct frame *frame)
{
    struct fork *fork = frame->parent ? frame->parent->fork : NULL;
    if (!fork)
        return;
    *(frame->before ? &frame->before->after : &fork->first) = frame->after;
    *(frame->after ? &frame->after->before : &fork->last) = frame->before;
}

/* Recursion is bounded by how deep Parallel and Map states nest in the definition. */
void frame_destroy(struct sim *sim, struct frame *frame)
{
    if (frame->fork)
        fork_destroy(sim, frame);
    unlink_from_fork(frame);
    frame->execution->variable_bytes -= frame->variable_bytes;
    frame->generation++;
    frame->is_live = false;
    frame->next_free = sim->free_frames;
    sim->free_frames = frame;
}

static struct fork *fork_take(struct sim *sim)
{
    struct fork *fork = sim->free_forks;
    if (fork) {
        sim->free_forks = fork->next_free;
        return fork;
    }
    return arena_new(&sim->kept, struct fork);
}

struct fork *fork_create(struct sim *sim, struct frame *frame, uint32_t count)
{
    struct fork *fork = fork_take(sim);
    *fork = (struct fork){ .count = count, .concurrency = count };
    fork->results = arena_array(&sim->live, value, count);
    frame->fork = fork;
    return fork;
}

void fork_destroy(struct sim *sim, struct frame *frame)
{
    struct fork *fork = frame->fork;
    while (fork->last)
        frame_destroy(sim, fork->last);
    frame->fork = NULL;
    fork->next_free = sim->free_forks;
    sim->free_forks = fork;
}
