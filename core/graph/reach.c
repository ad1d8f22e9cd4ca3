#include "graph/internal.h"

static void push(struct bits *reached, const struct asl_state **stack, size_t *depth,
                 const struct asl_state *state)
{
    if (!state || bits_has(reached, state->number))
        return;
    bits_set(reached, state->number);
    stack[(*depth)++] = state;
}

/* Without a start that exists nothing can be told: then all states count as reached. */
void reach_find(struct arena *arena, const struct asl *asl, struct bits *reached)
{
    const struct asl_state **stack =
        arena_zeroed(arena, asl->state_count, sizeof *stack, _Alignof(const struct asl_state *));
    size_t depth = 0;
    bits_init(reached, arena, asl->state_count);
    for (uint32_t i = 0; i < asl->machine_count; i++) {
        const struct asl_machine *machine = asl->machines[i];
        push(reached, stack, &depth, machine->start.target);
        for (uint32_t k = 0; k < machine->state_count && !machine->start.target; k++)
            push(reached, stack, &depth, &machine->states[k]);
    }
    while (depth > 0) {
        const struct asl_state *state = stack[--depth];
        for (uint32_t i = 0; i < state->transition_count; i++)
            push(reached, stack, &depth, state->transitions[i].target);
    }
}
