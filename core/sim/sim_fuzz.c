#include "base/arena.h"
#include "diag/diag.h"
#include "memory.h"
#include "sim/script.h"
#include "sim/script_testing.h"
#include "sim/sim.h"
#include "sim/teststate.h"
#include "doc/doc.h"

#include <assert.h>

/*
 * A definition, an input and a script, each behind a line "---": the execution must end within its bounds, and its
 * history must be numbered and print as JSON.
 */
enum { STEPS = 300, EXPRESSION_STEPS = 2000 };

static str next_part(str *rest)
{
    size_t at = str_find(*rest, STR("\n---\n"));
    str part = str_slice(*rest, 0, at);
    *rest = at == SIZE_MAX ? STR("") : str_from_offset(*rest, at + 5);
    return part;
}

static void check_history(struct arena *arena, const struct sim *sim, uint32_t number)
{
    struct history history = sim_history(sim, number);
    for (uint32_t i = 0; i < history.count; i++) {
        assert(history.events[i].id == i + 1);
        assert(history.events[i].previous <= i);
    }
    struct buf text;
    buf_init(&text, arena);
    history_print(&text, &history);
    value events = value_get(doc_read_value(arena, buf_text(&text)), STR("events"));
    assert(events.count == history.count);
}

static struct sim_options options_of(const struct asl *asl)
{
    return (struct sim_options){ .stop_ms = -1,
                                 .max_steps = STEPS,
                                 .max_expression_steps = EXPRESSION_STEPS,
                                 .inspect = asl->state_count ? asl->states[0]->name : STR("") };
}

static void simulate(struct arena *arena, const struct asl *asl, value input, struct script *script)
{
    struct script_run run;
    script_run_begin(&run, arena, script, &script->plain, SCRIPT_UNMOCKED_ECHO);
    struct world world = script_world(&run);
    struct sim_options options = options_of(asl);
    struct sim *sim = sim_create(&plain_memory, asl, &world, &options, input);
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    for (uint32_t i = 0; i < sim_history_count(sim) && i < 20; i++)
        check_history(arena, sim, i);
    sim_destroy(sim);
}

static void try_each_state(struct arena *arena, const struct asl *asl, value input)
{
    for (uint32_t i = 0; i < asl->state_count && i < 8; i++) {
        struct teststate_request request = { .asl = asl, .state_name = asl->states[i]->name, .input = input,
                                             .level = TESTSTATE_TRACE, .has_result = true, .result = STR("[{}]"),
                                             .has_reader_data = true, .reader_data = STR("[1]") };
        struct teststate_response response = teststate_run(arena, &plain_memory, &request);
        struct buf text;
        buf_init(&text, arena);
        teststate_print(&text, &response);
        assert(doc_read_value(arena, buf_text(&text)).kind == VALUE_OBJECT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str rest = { (const char *)data, size };
    str definition = next_part(&rest), input_text = next_part(&rest);
    const struct asl *asl = testing_machine(&arena, definition);
    if (asl) {
        struct diags diags;
        diags_init(&diags, &arena);
        value input = doc_read_value(&arena, input_text);
        if (input.kind == VALUE_UNDEFINED)
            input = value_null();
        const struct doc *doc = testing_doc(&arena, "script.yaml", rest, &diags);
        struct script *script = doc ? script_read(&arena, doc, asl, &diags) : NULL;
        if (!script || diags_count(&diags, SEVERITY_ERROR) > 0)
            script = script_empty(&arena, asl);
        simulate(&arena, asl, input, script);
        try_each_state(&arena, asl, input);
    }
    arena_finish(&arena);
    return 0;
}
