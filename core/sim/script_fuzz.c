/*
 * Any bytes as a script, or by the first byte as a mock configuration, for a machine of every kind of nesting. All tests are
 * run, and what comes of them is printed. A second reading gives the same text.
 */
#include "base/buf.h"
#include "memory.h"
#include "sim/expectation.h"
#include "sim/history.h"
#include "sim/script_testing.h"
#include "sim/sim.h"
#include "sim/trace_print.h"

#include <assert.h>

enum { TESTS_MAX = 5, STEPS_MAX = 2000 };

static const char machine_text[] =
    "StartAt: Pay\n"
    "States:\n"
    "  Pay:\n"
    "    Type: Task\n"
    "    Resource: 'arn:aws:states:::lambda:invoke'\n"
    "    Parameters: {FunctionName: PayFn, Payload.$: $}\n"
    "    TimeoutSeconds: 60\n"
    "    Retry: [{ErrorEquals: [Down], MaxAttempts: 3}]\n"
    "    Catch: [{ErrorEquals: [States.ALL], ResultPath: $.error, Next: Ask}]\n"
    "    Next: Each\n"
    "  Each:\n"
    "    Type: Map\n"
    "    ItemsPath: $.items\n"
    "    ItemProcessor:\n"
    "      StartAt: Reserve\n"
    "      States:\n"
    "        Reserve: {Type: Task, Resource: 'arn:aws:states:::dynamodb:putItem', Parameters: {TableName: t}, End: true}\n"
    "    Next: Both\n"
    "  Both:\n"
    "    Type: Parallel\n"
    "    Branches:\n"
    "      - {StartAt: Call, States: {Call: {Type: Task, Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:L', End: true}}}\n"
    "      - {StartAt: Call, States: {Call: {Type: Task, Resource: 'arn:aws:states:eu-west-1:123456789012:activity:A', End: true}}}\n"
    "    Next: Ask\n"
    "  Ask: {Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: {QueueUrl: q, MessageBody.$: $$.Task.Token}, HeartbeatSeconds: 30, End: true}\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run_one_test(struct buf *out, struct script *script, const struct script_test *test, struct diags *diags)
{
    struct arena *arena = out->arena;
    struct script_run run;
    script_run_begin(&run, arena, script, test, SCRIPT_UNMOCKED_FAIL);
    struct world world = script_world(&run);
    const struct script_settings *settings = &test->settings;
    struct sim_options options = { .is_express = settings->is_express,
                                   .start_ms = settings->start_ms,
                                   .seed = settings->seed,
                                   .context = settings->context,
                                   .stop_ms = settings->has_stop ? settings->stop_ms : -1,
                                   .max_steps = STEPS_MAX };
    value input = settings->input.kind == VALUE_UNDEFINED ? (value){ .kind = VALUE_OBJECT } : settings->input;
    struct sim *sim = sim_create(&plain_memory, script->asl, &world, &options, input);
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    struct sim_result result = sim_result(sim);
    struct history history = sim_history(sim, 0);
    struct trace trace = trace_make(arena, script->asl, &history);
    struct trace_options trace_options = { .has_color = true, .width = 90 };
    trace_print(out, &trace, &history, &trace_options);
    trace_print_result(out, &result, &trace, &history, &trace_options);
    if (test->expectation) {
        struct mismatches mismatches = expectation_check(arena, test->expectation, &result, &trace, &run);
        trace_print_mismatches(out, &mismatches, &trace_options);
        expectation_report(&mismatches, script->doc, diags);
    }
    sim_destroy(sim);
}

static void read_and_run(struct buf *out, str text, bool is_mock)
{
    struct diags diags;
    diags_init(&diags, out->arena);
    const struct asl *asl = testing_machine(out->arena, STR(machine_text));
    const struct doc *doc = testing_doc(out->arena, "script.yaml", text, &diags);
    struct script *script = !doc     ? NULL
                            : is_mock ? script_read_mock(out->arena, doc, asl, STR("m"), STR(""), &diags)
                                      : script_read(out->arena, doc, asl, &diags);
    if (script && diags_count(&diags, SEVERITY_ERROR) == 0) {
        for (uint32_t i = 0; i < script->test_count && i < TESTS_MAX; i++)
            run_one_test(out, script, &script->tests[i], &diags);
        run_one_test(out, script, &script->plain, &diags);
        script_report_unused(script, NULL, &diags);
    }
    for (uint32_t i = 0; i < diags.count; i++) {
        const struct source *file;
        span place = source_in_file(diags.items[i]->source, diags.items[i]->span, &file);
        assert(place.start <= place.end && place.end <= text.len && diags.items[i]->message.len > 0);
        buf_printf(out, "%u %.*s\n", place.start, STR_ARG(diags.items[i]->message));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    str text = { (const char *)data + 1, size - 1 };
    struct arena arenas[2];
    struct buf outs[2];
    for (size_t i = 0; i < ARRAY_LEN(outs); i++) {
        arena_init(&arenas[i], &plain_memory);
        buf_init(&outs[i], &arenas[i]);
        read_and_run(&outs[i], text, data[0] == 'm');
    }
    assert(str_equal(buf_text(&outs[0]), buf_text(&outs[1])));
    for (size_t i = 0; i < ARRAY_LEN(outs); i++)
        arena_finish(&arenas[i]);
    return 0;
}
