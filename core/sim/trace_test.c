#include "sim/trace.h"
#include "test.h"

#include "asl/asl.h"
#include "base/buf.h"
#include "sim/expectation.h"
#include "sim/history.h"
#include "sim/script_testing.h"
#include "sim/sim.h"
#include "sim/trace_print.h"

#include <stdio.h>

static const char machine_text[] =
    "StartAt: First\n"
    "States:\n"
    "  First: {Type: Pass, Result: {items: [1, 2]}, Assign: {v: 7}, Next: Both}\n"
    "  Both:\n"
    "    Type: Parallel\n"
    "    Branches:\n"
    "      - StartAt: Each\n"
    "        States:\n"
    "          Each:\n"
    "            Type: Map\n"
    "            ItemsPath: $.items\n"
    "            ItemProcessor:\n"
    "              StartAt: Work\n"
    "              States:\n"
    "                Work: {Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {QueueUrl: q}, Next: Rest}\n"
    "                Rest: {Type: Wait, Seconds: 1, End: true}\n"
    "            End: true\n"
    "      - StartAt: Alone\n"
    "        States:\n"
    "          Alone: {Type: Task, Resource: 'arn:aws:states:eu-west-1:123456789012:activity:Act', End: true}\n"
    "    Retry: [{ErrorEquals: [Once], IntervalSeconds: 1}]\n"
    "    Catch: [{ErrorEquals: [States.ALL], Next: Last}]\n"
    "    Next: Last\n"
    "  Last: {Type: Succeed}\n";

struct fixture {
    struct arena arena;
    const struct asl *asl;
    struct diags diags;
    struct script *script;
    struct script_run run;
    struct sim *sim;
    struct sim_result result;
    struct history history;
    struct trace trace;
};

static void begin(struct fixture *f, const char *script)
{
    *f = (struct fixture){ .asl = NULL };
    arena_init(&f->arena, &plain_memory);
    diags_init(&f->diags, &f->arena);
    f->asl = testing_machine(&f->arena, STR(machine_text));
    const struct doc *doc = testing_doc(&f->arena, "s.yaml", str_from(script), &f->diags);
    f->script = script_read(&f->arena, doc, f->asl, &f->diags);
    assert_int_equal(diags_count(&f->diags, SEVERITY_ERROR), 0);
    const struct script_test *test = f->script->test_count > 0 ? &f->script->tests[0] : &f->script->plain;
    script_run_begin(&f->run, &f->arena, f->script, test, SCRIPT_UNMOCKED_FAIL);
    struct world world = script_world(&f->run);
    struct sim_options options = { .stop_ms = -1 };
    f->sim = sim_create(&plain_memory, f->asl, &world, &options, (value){ .kind = VALUE_OBJECT });
    while (sim_step(f->sim) == SIM_RUNNING)
        continue;
    f->result = sim_result(f->sim);
    f->history = sim_history(f->sim, 0);
    f->trace = trace_make(&f->arena, f->asl, &f->history);
}

static void end(struct fixture *f)
{
    sim_destroy(f->sim);
    arena_finish(&f->arena);
}

static uint32_t find_number(const struct asl *asl, str name)
{
    uint32_t i = 0;
    while (!str_equal(asl->states[i]->name, name))
        i++;
    return i;
}

static void visits_lie_in_the_visits_around_them(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "states: {Work: {return: 1, after: 1s}, Alone: {return: 2, after: 500ms}}");
    struct buf out;
    buf_init(&out, &f.arena);
    for (uint32_t i = 0; i < f.trace.count; i++) {
        const struct trace_visit *visit = &f.trace.visits[i];
        buf_printf(&out, "%.*s %u[%u] %d-%d; ", STR_ARG(visit->state->name), visit->depth, visit->lane,
                   (int)visit->entered_ms, (int)visit->exited_ms);
    }
    assert_str(buf_text(&out), "First 0[0] 0-0; Both 0[0] 0-2000; Each 1[0] 0-2000; Alone 1[1] 0-500; "
                               "Work 2[0] 0-1000; Work 2[1] 0-1000; Rest 2[0] 1000-2000; Rest 2[1] 1000-2000; "
                               "Last 0[0] 2000-2000; ");
    assert_int_equal(f.trace.entered[find_number(f.asl, STR("Work"))], 2);
    end(&f);
}

static str print(struct fixture *f, const struct trace_options *options)
{
    struct buf out;
    buf_init(&out, &f->arena);
    trace_print(&out, &f->trace, &f->history, options);
    trace_print_result(&out, &f->result, &f->trace, &f->history, options);
    return buf_text(&out);
}

static void a_run_is_printed_branch_by_branch(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "states: {Work: {return: 1, after: 1s}, Alone: {return: 2, after: 500ms}}");
    struct trace_options options = { .width = 0 };
    assert_str(print(&f, &options), "0s      First  Pass\n"
                                    "          + items = [1,2]\n"
                                    "          $v = 7\n"
                                    "0s      Both  Parallel\n"
                                    "0s        [0] Each  Map of 2\n"
                                    "0s          [0] Work  Task, sqs:sendMessage\n"
                                    "1s            succeeded after 1s\n"
                                    "1s          [0] Rest  Wait 1s\n"
                                    "0s          [1] Work  Task, sqs:sendMessage\n"
                                    "1s            succeeded after 1s\n"
                                    "              ~ output = 1\n"
                                    "1s          [1] Rest  Wait 1s\n"
                                    "            ~ output = [1,1]\n"
                                    "0s        [1] Alone  Task, activity:Act\n"
                                    "500ms       succeeded after 500ms\n"
                                    "            ~ output = 2\n"
                                    "          ~ output = [[1,1],2]\n"
                                    "2s      Last  Succeed\n"
                                    "SUCCEEDED after 2s: 9 states, 3 calls, 37 events\n"
                                    "[[1,1],2]\n");
    end(&f);
}

static void failures_retries_and_aborted_states_are_told(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "states:\n"
              "  Work: {return: 1, after: 1s}\n"
              "  Alone: [{throw: Once, after: 500ms}, {throw: {error: Twice, cause: no}, after: 1500ms}]\n");
    struct trace_options options = { .is_quiet = true };
    str text = print(&f, &options);
    assert_true(str_contains(text, STR("0s          [0] Work  Task, sqs:sendMessage\n"
                                       "              aborted\n")));
    assert_true(str_contains(text, STR("500ms       failed: Once\n"
                                       "1.5s      retry 1\n")));
    assert_true(str_contains(text, STR("2.5s        [0] Rest  Wait\n"
                                       "3s            aborted\n")));
    assert_true(str_contains(text, STR("3s          failed: Twice: no\n"
                                       "3s        caught -> Last\n")));
    end(&f);
}

static void a_line_ends_where_the_terminal_does(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "states: {Work: {return: \"a\\u009b31m\\u00e4\\u00e4\\u00e4\\u00e4\\u00e4\\u00e4\\u00e4\\u00e4\"}, Alone: never}");
    struct trace_options options = { .width = 30, .has_color = true };
    str text = print(&f, &options), line;
    assert_true(str_contains(text, STR("\033[1mFirst\033[0m")));
    assert_true(str_contains(text, STR("\\u009b")));
    while (str_split(&text, '\n', &line)) {
        size_t columns = 0;
        for (size_t i = 0; i < line.len; i++) {
            if (line.at[i] == '\033') {
                while (line.at[i] != 'm')
                    i++;
                continue;
            }
            columns += ((unsigned char)line.at[i] & 0xC0) != 0x80;
        }
        /* The last lines are the result, which is told in full. */
        assert_true(columns <= 30 + 6 || str_starts(line, STR("\033[31mSTUCK")) || str_starts(line, STR("state ")));
    }
    assert_int_equal(f.result.status, SIM_STUCK);
    end(&f);
}

static void values_stand_on_as_few_lines_as_fit(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf out;
    buf_init(&out, &arena);
    value items[40];
    for (size_t i = 0; i < ARRAY_LEN(items); i++)
        items[i] = value_integer((int64_t)i + 1000);
    struct object_builder object;
    object_begin(&object, &arena);
    object_set(&object, STR("short"), value_array(items, 3));
    object_set(&object, STR("long"), value_array(items, ARRAY_LEN(items)));
    trace_print_value(&out, object_end(&object), VALUE_STYLE_JSON);
    assert_true(str_starts(buf_text(&out), STR("{\n  \"short\": [1000,1001,1002],\n  \"long\": [\n    1000,\n    1001,\n")));
    assert_true(str_ends(buf_text(&out), STR("    1039\n  ]\n}")));
    arena_finish(&arena);
}

/*
 * Expectations.
 */

static str check(struct fixture *f)
{
    struct mismatches mismatches =
        expectation_check(&f->arena, f->run.test->expectation, &f->result, &f->trace, &f->run);
    struct buf out;
    buf_init(&out, &f->arena);
    for (uint32_t i = 0; i < mismatches.count; i++)
        buf_printf(&out, "%s: %.*s\n", expected_part_name(mismatches.items[i].part),
                   STR_ARG(mismatches.items[i].message));
    expectation_report(&mismatches, f->script->doc, &f->diags);
    assert_int_equal(diags_count(&f->diags, SEVERITY_ERROR), mismatches.count);
    trace_print_mismatches(&(struct buf){ .arena = &f->arena }, &mismatches, &(struct trace_options){ 0 });
    return buf_text(&out);
}

static void paths_may_skip_states(void **state)
{
    (void)state;
    static const struct {
        const char *path, *mismatch;
    } cases[] = {
        { "[First, Both, Last]", "" },
        { "[...]", "" },
        { "[..., Last]", "" },
        { "[First, ...]", "" },
        { "[First, ..., Last]", "" },
        { "[..., Both, ...]", "" },
        { "[..., ..., Both, Last, ...]", "" },
        { "[]", "path: the path differs: expected the end, but \"First\" came\n" },
        { "[First]", "path: the path differs after 1 state: expected the end, but \"Both\" came\n" },
        { "[First, Last]", "path: the path differs after 1 state: expected \"Last\", but \"Both\" came\n" },
        { "[First, Both, Last, Last]", "path: the path differs after 3 states: expected \"Last\", but it ended\n" },
        { "[..., Both]", "path: the path differs after 3 states: expected \"Both\", but it ended\n" },
        { "[Both, ...]", "path: the path differs: expected \"Both\", but \"First\" came\n" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        char script[300];
        snprintf(script, sizeof script,
                 "states: {Work: {return: 1}, Alone: {return: 2}}\ntests: [{name: a, expect: {path: %s}}]\n",
                 cases[i].path);
        begin(&f, script);
        assert_str(check(&f), cases[i].mismatch);
        end(&f);
    }
}

static void what_differs_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *states, *expect, *mismatches;
    } cases[] = {
        { "Work: {return: 1}, Alone: {return: 2}", "output: [[1, 1], 2], time: 1s", "" },
        { "Work: {return: 1}, Alone: {return: 2}", "output: [[1, 1], 3]", "output: the output differs in 1 place\n" },
        { "Work: {return: 1}, Alone: {return: b2}", "outputContains: [[1, 1], 'b*']", "" },
        { "Work: {return: 1}, Alone: {return: 2}", "error: E",
          "status: the execution ended SUCCEEDED, not FAILED\n" },
        { "Work: {return: 1}, Alone: never", "output: 1",
          "status: the execution ended STUCK, not SUCCEEDED: state \"Alone\" waits for an answer that never comes, and no "
          "TimeoutSeconds or HeartbeatSeconds ends it\n" },
        { "Work: {return: 1}", "output: 1",
          "status: the execution ended UNANSWERED, not SUCCEEDED: task state \"Alone\": there is no outcome for call 0\n" },
        { "Work: {return: 1}, Alone: {return: 2}", "calls: {Work: 2, Alone: 1-}, entered: {Each: 1, Rest: 0-2}", "" },
        { "Work: {return: 1}, Alone: {return: 2}", "calls: {Work: 3-, Alone: 0}, entered: {Rest: 3-4}",
          "entered: \"Rest\" was entered 2 times, expected 3 to 4\n"
          "calls: \"Work\" was called 2 times, expected at least 3\n"
          "calls: \"Alone\" was called 1 time, expected 0\n" },
        { "Work: {return: 1}, Alone: {return: 2}", "calledWith: {Work: {QueueUrl: q}, Alone: {items: [1, 2]}}", "" },
        { "Work: {return: 1}, Alone: {return: 2}", "calledWith: {Work: {QueueUrl: r}}",
          "calledWith: no call of \"Work\" had such an input; the first one differs\n" },
        { "Work: {return: 1}, Alone: {return: 2}", "time: 2s, timeAtLeast: 3s, timeAtMost: 0s",
          "time: the execution took 1s, expected 2s\n"
          "timeAtLeast: the execution took 1s, expected at least 3s\n"
          "timeAtMost: the execution took 1s, expected at most 0s\n" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture f;
        char script[400];
        snprintf(script, sizeof script, "states: {%s}\ntests: [{name: a, expect: {%s}}]\n", cases[i].states,
                 cases[i].expect);
        begin(&f, script);
        assert_str(check(&f), cases[i].mismatches);
        end(&f);
    }
}

static void every_end_has_a_name(void **state)
{
    (void)state;
    static const struct {
        enum sim_status status;
        const char *name;
    } cases[] = {
        { SIM_RUNNING, "RUNNING" },     { SIM_SUCCEEDED, "SUCCEEDED" }, { SIM_FAILED, "FAILED" },
        { SIM_TIMED_OUT, "TIMED_OUT" }, { SIM_ABORTED, "ABORTED" },     { SIM_STUCK, "STUCK" },
        { SIM_UNANSWERED, "UNANSWERED" }, { SIM_LIMIT, "LIMIT" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_string_equal(sim_status_name(cases[i].status), cases[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(visits_lie_in_the_visits_around_them),
        cmocka_unit_test(a_run_is_printed_branch_by_branch),
        cmocka_unit_test(failures_retries_and_aborted_states_are_told),
        cmocka_unit_test(a_line_ends_where_the_terminal_does),
        cmocka_unit_test(values_stand_on_as_few_lines_as_fit),
        cmocka_unit_test(paths_may_skip_states),
        cmocka_unit_test(what_differs_is_told),
        cmocka_unit_test(every_end_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
