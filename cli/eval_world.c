/*
 * The context object is the simulator's own: a machine of one state hands it out.
 */
#include "asl/asl.h"
#include "eval.h"
#include "jsonata/jsonata.h"
#include "sim/sim.h"

static const char machine[] =
    "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"State\",\"States\":{\"State\":{\"Type\":\"Pass\",\"Output\":"
    "\"{% $states.context %}\",\"End\":true}}}";

static struct task_outcome no_answer(void *context, struct arena *arena, const struct task_call *call)
{
    (void)context;
    (void)arena;
    (void)call;
    return (struct task_outcome){ 0 };
}

static value empty_object(struct arena *arena)
{
    struct object_builder empty;
    object_begin(&empty, arena);
    return object_end(&empty);
}

static const struct asl *read_machine(struct arena *arena)
{
    struct diags diags;
    diags_init(&diags, arena);
    const struct doc *doc = doc_read_json(arena, source_copied(arena, STR("machine"), STR(machine)), &diags);
    return asl_build(arena, doc, doc_root(doc), &diags);
}

/* The input itself, which may be large, is shared, and not handed through the simulator. */
static value with_input(struct arena *arena, value context, value input)
{
    struct object_builder whole, execution;
    object_begin_from(&execution, arena, value_get(context, STR("Execution")));
    object_set(&execution, STR("Input"), input);
    object_begin_from(&whole, arena, context);
    object_set(&whole, STR("Execution"), object_end(&execution));
    return object_end(&whole);
}

static value context_of(struct arena *arena, const struct eval_world *world, value input)
{
    struct world nobody = { .task = no_answer };
    struct sim_options options = { .start_ms = world->now_ms, .context = world->context, .stop_ms = -1 };
    struct sim *sim = sim_create(arena->memory, read_machine(arena), &nobody, &options, empty_object(arena));
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    value context = value_copy(arena, sim_result(sim).output);
    sim_destroy(sim);
    value given = value_get(world->context, STR("Execution"));
    bool has_own_input = value_get(given, STR("Input")).kind != VALUE_UNDEFINED;
    bool is_object = value_get(context, STR("Execution")).kind == VALUE_OBJECT;
    return has_own_input || !is_object ? context : with_input(arena, context, input);
}

void eval_world_make(struct arena *arena, struct eval_world *world)
{
    value given = world->given.kind == VALUE_OBJECT ? world->given : empty_object(arena);
    value input = world->input.kind != VALUE_UNDEFINED ? world->input : value_get(given, STR("input"));
    if (input.kind == VALUE_UNDEFINED)
        input = empty_object(arena);
    struct object_builder states;
    object_begin_from(&states, arena, given);
    object_set(&states, STR("input"), input);
    if (world->context.kind == VALUE_OBJECT || value_get(given, STR("context")).kind == VALUE_UNDEFINED)
        object_set(&states, STR("context"), context_of(arena, world, input));
    world->states = object_end(&states);
}

value eval_world_input(const struct eval_world *world)
{
    return value_get(world->states, STR("input"));
}
