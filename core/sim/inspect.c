#include "sim/inspect.h"

#include "sim/internal.h"

static const char *const names[INSPECT_STAGE_COUNT] = {
#define STAGE(id, name) [INSPECT_##id] = name,
#include "stages.def"
#undef STAGE
};

const char *inspect_stage_name(enum inspect_stage stage)
{
    return names[stage];
}

static bool is_inspected(const struct sim *sim, const struct frame *frame)
{
    return sim->options.inspect.len > 0 && str_equal(frame->plan->state->name, sim->options.inspect);
}

void inspect_begin(struct sim *sim, const struct frame *frame)
{
    if (!is_inspected(sim, frame))
        return;
    struct inspection *inspection = &sim->inspection;
    inspection->passes = arena_room(&sim->kept, inspection->passes, inspection->count,
                                    &inspection->capacity, sizeof *inspection->passes);
    inspection->passes[inspection->count++] =
        (struct inspect_pass){ .entered_ms = sim->now_ms, .entry = frame->entry };
}

/* The pass of this frame is the latest one that entered by the same event. */
void inspect(struct sim *sim, const struct frame *frame, enum inspect_stage stage, value v)
{
    if (!is_inspected(sim, frame))
        return;
    struct inspection *inspection = &sim->inspection;
    for (uint32_t i = inspection->count; i > 0; i--) {
        if (inspection->passes[i - 1].entry == frame->entry) {
            inspection->passes[i - 1].stages[stage] = v;
            return;
        }
    }
}

const struct inspect_pass *inspect_passes(const struct sim *sim, uint32_t *count)
{
    *count = sim->inspection.count;
    return sim->inspection.passes;
}

value inspect_object(struct arena *arena, const struct inspect_pass *pass)
{
    struct object_builder stages;
    object_begin(&stages, arena);
    for (enum inspect_stage stage = 0; stage < INSPECT_STAGE_COUNT; stage++) {
        if (pass->stages[stage].kind != VALUE_UNDEFINED)
            object_set(&stages, str_from(names[stage]), pass->stages[stage]);
    }
    return object_end(&stages);
}
