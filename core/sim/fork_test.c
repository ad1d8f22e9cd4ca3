#include "test.h"

#include "sim/sim_testing.h"

#define TASK "'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke'"

static void branches_join_in_their_order(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Branches': ["
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 2, 'End': true}}},"
               "{'StartAt': 'B', 'States': {'B': {'Type': 'Pass', 'Result': 'b', 'End': true}}}]}}}",
               "1");
    assert_str(story.output, "[1,\"b\"]");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 ParallelStateEntered P, 3<2 ParallelStateStarted, "
                             "4<3 WaitStateEntered A, 5<3 PassStateEntered B, 6<5 PassStateExited B, "
                             "7<4 WaitStateExited A, 8<7 ParallelStateSucceeded, 9<7 ParallelStateExited P, "
                             "10<9 ExecutionSucceeded");
    story_end(&story);
}

static void a_parallel_without_branches_gives_an_empty_array(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story, "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Branches': []}}}", "1");
    assert_str(story.output, "[]");
    story_end(&story);
}

static void a_failing_branch_aborts_its_siblings(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_THROW, "E:why", 1000, 0 } };
    struct story story = { .answers = answers, .answer_count = 1, .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Catch': [{'ErrorEquals': ['E'], 'Next': "
               "'C'}], 'Branches': ["
               "{'StartAt': 'A', 'States': {'A': {" TASK ", 'End': true}}},"
               "{'StartAt': 'B', 'States': {'B': {'Type': 'Wait', 'Seconds': 2, 'End': true}}}]}, 'C': {'Type': "
               "'Succeed'}}}",
               "1");
    assert_str(story.output, "{\"Error\":\"E\",\"Cause\":\"why\"}");
    assert_int_equal(story.result.duration_ms, 1000);
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 ParallelStateEntered P, 3<2 ParallelStateStarted, "
                             "4<3 TaskStateEntered A, 5<4 TaskScheduled, 6<5 TaskStarted, 7<3 WaitStateEntered B, "
                             "8<6 TaskFailed, 9<8 TaskStateAborted, 10<8 WaitStateAborted, 11<10 ParallelStateFailed, "
                             "12<11 ParallelStateExited P, 13<12 SucceedStateEntered C, 14<13 SucceedStateExited C, "
                             "15<14 ExecutionSucceeded");
    story_end(&story);
}

static void a_retried_parallel_starts_again(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Retry': [{'ErrorEquals': ['E'], "
               "'MaxAttempts': 1}], 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Fail', 'Error': 'E'}}}]}}}",
               "1");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 ParallelStateEntered P, 3<2 ParallelStateStarted, "
                             "4<3 FailStateEntered A, 5<4 ParallelStateStarted, 6<5 FailStateEntered A, "
                             "7<6 ParallelStateFailed, 8<7 ExecutionFailed");
    story_end(&story);
}

#define MAP "'Type': 'Map', 'ItemProcessor': {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}"

static void iterations_run_in_order_one_at_a_time(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story, "{'StartAt': 'M', 'States': {'M': {" MAP ", 'MaxConcurrency': 1, 'End': true}}}", "[1, 2]");
    assert_str(story.output, "[1,2]");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, "
                             "4<3 MapIterationStarted 0, 5<4 PassStateEntered A, 6<5 PassStateExited A, "
                             "7<6 MapIterationSucceeded 0, 8<6 MapIterationStarted 1, 9<8 PassStateEntered A, "
                             "10<9 PassStateExited A, 11<10 MapIterationSucceeded 1, 12<11 MapStateSucceeded, "
                             "13<11 MapStateExited M, 14<13 ExecutionSucceeded");
    story_end(&story);
}

static void a_map_over_nothing_succeeds_at_once(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story, "{'StartAt': 'M', 'States': {'M': {" MAP ", 'End': true}}}", "[]");
    assert_str(story.output, "[]");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, 4<3 MapStateSucceeded, "
                             "5<3 MapStateExited M, 6<5 ExecutionSucceeded");
    story_end(&story);
}

/* Items of 10 seconds each, by how many run at once. */
static void concurrency_counts_in_virtual_time(void **state)
{
    (void)state;
    static const struct {
        const char *concurrency;
        int items;
        int64_t seconds;
    } rows[] = {
        { "'MaxConcurrency': 2,", 4, 20 }, { "'MaxConcurrency': 1,", 4, 40 }, { "'MaxConcurrency': 0,", 4, 10 },
        { "", 4, 10 },  { "", 41, 20 }, { "'MaxConcurrencyPath': '$.c',", 4, 20 },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf input;
        buf_init(&input, &arena);
        buf_str(&input, STR("{'c': '3', 'items': ["));
        for (int k = 0; k < rows[i].items; k++)
            buf_printf(&input, k ? ",%d" : "%d", k);
        buf_str(&input, STR("]}"));
        buf_char(&input, '\0');
        str machine = str_printf(&arena,
                                 "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', %s 'ItemsPath': '$.items', 'End': true, "
                                 "'ItemProcessor': {'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 10, 'End': "
                                 "true}}}}}}%c",
                                 rows[i].concurrency, '\0');
        struct story story = { .shows_previous = false };
        story_tell(&story, machine.at, buf_text(&input).at);
        assert_int_equal(story.result.duration_ms, rows[i].seconds * 1000);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void a_failing_iteration_fails_the_map(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'C', 'States': "
               "{'C': {'Type': 'Choice', 'Default': 'W', 'Choices': [{'Variable': '$', 'NumericEquals': 2, 'Next': 'F'}]}, "
               "'W': {'Type': 'Wait', 'Seconds': 5, 'End': true}, 'F': {'Type': 'Fail', 'Error': 'E'}}}}}}",
               "[1, 2]");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, "
                             "4<3 MapIterationStarted 0, 5<3 MapIterationStarted 1, 6<4 ChoiceStateEntered C, "
                             "7<6 ChoiceStateExited C, 8<5 ChoiceStateEntered C, 9<8 ChoiceStateExited C, "
                             "10<7 WaitStateEntered W, 11<9 FailStateEntered F, 12<11 MapIterationFailed 1, "
                             "13<11 MapIterationAborted 0, 14<11 WaitStateAborted, 15<11 MapStateFailed, "
                             "16<15 ExecutionFailed");
    story_end(&story);
}

static void nested_maps_abort_inside_out_of_sight(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'C', 'States': "
               "{'C': {'Type': 'Choice', 'Default': 'N', 'Choices': [{'Variable': '$', 'IsNull': true, 'Next': 'S'}]}, "
               "'S': {'Type': 'Wait', 'Seconds': 1, 'Next': 'F'}, 'F': {'Type': 'Fail', 'Error': 'E'}, "
               "'N': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'W', 'States': {'W': {'Type': 'Wait', "
               "'Seconds': 5, 'End': true}}}}}}}}}",
               "[[1], null]");
    assert_true(str_ends(story.events, STR("FailStateEntered F, MapIterationFailed 1, MapIterationAborted 0, "
                                           "MapStateAborted, MapIterationAborted 0, WaitStateAborted, MapStateFailed, "
                                           "ExecutionFailed")));
    story_end(&story);
}

static void items_and_their_context(void **state)
{
    (void)state;
    static const struct {
        const char *language, *fields, *input, *output;
    } rows[] = {
        { "JSONPath", "'ItemsPath': '$.a', 'ItemSelector': {'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'n.$': "
                      "'$.n'}",
          "{'a': ['x'], 'n': 1}", "[{\"i\":0,\"v\":\"x\",\"n\":1}]" },
        { "JSONPath", "'InputPath': '$.a', 'Parameters': {'v.$': '$$.Map.Item.Value'}", "{'a': [0, false, null]}",
          "[{\"v\":0},{\"v\":false},{\"v\":null}]" },
        { "JSONPath", "'ItemsPath': '$.a'", "{'a': {}}", "States.Runtime: Reference path \"$.a\" must point to array." },
        { "JSONPath", "'ItemsPath': '$$.Execution'", "{}",
          "States.Runtime: Reference path \"$.Execution\" must point to array." },
        { "JSONPath", "'ItemSelector': {'v.$': '$.no'}", "[1]",
          "States.Runtime: An error occurred while executing the state 'M' (entered at the event id #2). The JSONPath "
          "'$.no' specified for the field 'v.$' could not be found in the input '[1]'" },
        { "JSONPath", "'MaxConcurrencyPath': '$[0]'", "['many']",
          "States.Runtime: An error occurred while executing the state 'M' (entered at the event id #2). The "
          "MaxConcurrencyPath field refers to value \"many\" which is not a valid integer: $[0]" },
        { "JSONPath", "'MaxConcurrencyPath': '$[0]'", "[-1]",
          "States.Runtime: An error occurred while executing the state 'M' (entered at the event id #2). Expected "
          "non-negative integer for MaxConcurrency, got '-1' instead." },
        { "JSONata", "'Items': '{% $states.input.a %}', 'ItemSelector': '{% $states.context.Map.Item.Value * 2 %}'",
          "{'a': [1, 2]}", "[2,4]" },
        { "JSONata", "'Items': {'k': 1}, 'ItemSelector': '{% $states.context.Map.Item.Key %}'", "{}", "[\"k\"]" },
        { "JSONata", "'Items': '{% 1 %}'", "{}",
          "States.QueryEvaluationError: An error occurred while executing the state 'M' (entered at the event id #2). The "
          "JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but "
          "was 'number' for value: 1" },
        { "JSONata", "'ToleratedFailureCount': 1", "{}",
          "States.QueryEvaluationError: An error occurred while executing the state 'M' (entered at the event id #2). Map "
          "state input must be an array but was: {}" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        str machine = str_printf(&arena, "{'QueryLanguage': '%s', 'StartAt': 'M', 'States': {'M': {" MAP ", %s, 'End': "
                                         "true}}}%c",
                                 rows[i].language, rows[i].fields, '\0');
        story_tell(&story, machine.at, rows[i].input);
        assert_str(story.output, rows[i].output);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void an_item_selector_that_fails_late_ends_the_map(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'ItemSelector': {'x.$': "
               "'$$.Map.Item.Value.x'}, 'ItemProcessor': {'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}}}}",
               "[{'x': 1}, {}]");
    assert_str(story.result.error, "States.Runtime");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, "
                             "4<3 MapIterationStarted 0, 5<3 ExecutionFailed");
    story_end(&story);
}

/* What is left of a Parallel or Map after its branches fails behind their success. */
static void a_result_that_fails_follows_the_success(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'ResultSelector': {'x.$': '$.no'}, "
               "'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}]}}}",
               "1");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 ParallelStateEntered P, 3<2 ParallelStateStarted, "
                             "4<3 PassStateEntered A, 5<4 PassStateExited A, 6<5 ParallelStateSucceeded, "
                             "7<6 ExecutionFailed");
    story_end(&story);
}

/* States.Runtime ends the execution where it happens, without a word of the states around and beside. */
static void nothing_takes_an_error_of_the_interpreter(void **state)
{
    (void)state;
    static const struct {
        const char *outer, *inner, *events;
    } rows[] = {
        { "'Type': 'Parallel', 'Branches': [{%s}, {'StartAt': 'W', 'States': {'W': {'Type': 'Wait', 'Seconds': 9, 'End': "
          "true}}}]",
          "'Type': 'Pass', 'Parameters': {'x.$': '$.no'}",
          "ExecutionStarted, ParallelStateEntered P, ParallelStateStarted, PassStateEntered A, ExecutionFailed" },
        { "'Type': 'Map', 'MaxConcurrency': 1, 'ItemProcessor': {%s}", "'Type': 'Pass', 'Parameters': {'x.$': '$.no'}",
          "ExecutionStarted, MapStateEntered P, MapStateStarted, MapIterationStarted 0, PassStateEntered A, "
          "ExecutionFailed" },
        { "'Type': 'Map', 'MaxConcurrency': 1, 'ItemProcessor': {%s}",
          TASK ", 'TimeoutSecondsPath': '$.no'",
          "ExecutionStarted, MapStateEntered P, MapStateStarted, MapIterationStarted 0, TaskStateEntered A, "
          "ExecutionFailed" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        str inner = str_printf(&arena, "'StartAt': 'A', 'States': {'A': {%s, 'End': true}}%c", rows[i].inner, '\0');
        size_t at = str_find(str_from(rows[i].outer), STR("%s"));
        str machine = str_printf(&arena,
                                 "{'StartAt': 'P', 'States': {'P': {%.*s%s%s, 'Retry': [{'ErrorEquals': ['States.ALL']}], "
                                 "'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'C'}], 'End': true}, 'C': {'Type': "
                                 "'Succeed'}}}%c",
                                 (int)at, rows[i].outer, inner.at, rows[i].outer + at + 2, '\0');
        story_tell(&story, machine.at, "[1, 2]");
        assert_str(story.events, rows[i].events);
        assert_str(story.result.error, "States.Runtime");
        assert_str(story.result.state->name, "A");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void a_catcher_that_fails_tells_the_failure_again(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Branches': "
               "[{'StartAt': 'F', 'States': {'F': {'Type': 'Fail', 'Error': 'E'}}}], 'Catch': [{'ErrorEquals': "
               "['States.ALL'], 'Output': '{% $no %}', 'Next': 'C'}]}, 'C': {'Type': 'Succeed'}}}",
               "1");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 ParallelStateEntered P, 3<2 ParallelStateStarted, "
                             "4<3 FailStateEntered F, 5<4 ParallelStateFailed, 6<4 EvaluationFailed, "
                             "7<6 ParallelStateFailed, 8<7 ExecutionFailed");
    assert_str(story.result.error, "States.QueryEvaluationError");
    story_end(&story);
}

static void inner_scopes_read_outer_variables(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'S', 'States': {'S': {'Type': 'Pass', 'Assign': {'v': 'outer'}, 'Next': 'M'}, "
               "'M': {'Type': 'Map', 'Next': 'E', 'Assign': {'r.$': '$[0]'}, 'ItemProcessor': {'StartAt': 'A', 'States': "
               "{'A': {'Type': 'Pass', 'Assign': {'own.$': '$'}, 'Next': 'B'}, 'B': {'Type': 'Pass', 'Parameters': {'x.$': "
               "'States.Array($v, $own)'}, 'End': true}}}}, 'E': {'Type': 'Pass', 'OutputPath': '$r', 'End': true}}}",
               "[1, 2]");
    assert_str(story.output, "{\"x\":[\"outer\",1]}");
    story_end(&story);
}

static void tasks_are_counted_by_iteration_and_in_all(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "T", 1, OUTCOME_THROW, "E", 0, 0 },
                                                   { "T", -1, OUTCOME_RETURN, "1", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 2 };
    story_tell(&story,
               "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'MaxConcurrency': 1, 'ItemProcessor': "
               "{'StartAt': 'T', 'States': {'T': {" TASK ", 'Retry': [{'ErrorEquals': ['E']}], 'End': true}}}}}}",
               "[1, 2]");
    assert_str(story.output, "[1,1]");
    assert_int_equal(story.sim->invocations[1], 3);
    assert_int_equal(story.sim->iteration_keys.count, 2);
    assert_int_equal(story.sim->iteration_invocations[0], 1);
    assert_int_equal(story.sim->iteration_invocations[1], 2);
    story_end(&story);
}

static void a_large_map_survives_recycling(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf input;
    buf_init(&input, &arena);
    buf_char(&input, '[');
    for (int i = 0; i < 12000; i++)
        buf_printf(&input, i ? ",%d" : "%d", i);
    buf_str(&input, STR("]"));
    buf_char(&input, '\0');
    struct story story = { .options.no_limits = true };
    story_tell(&story,
               "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'Next': 'L', 'ItemProcessor': {'StartAt': 'A', 'States': "
               "{'A': {'Type': 'Pass', 'Parameters': {'n.$': '$', 'text.$': 'States.Format(`item {} of {}`, $, "
               "$$.Execution.Name)'}, 'Assign': {'v.$': '$.n'}, 'Next': 'B'}, 'B': {'Type': 'Wait', 'Seconds': 1, 'Next': "
               "'C'}, 'C': {'Type': 'Pass', 'OutputPath': '$v', 'End': true}}}}, 'L': {'Type': 'Pass', 'Parameters': {'l.$': "
               "'States.ArrayGetItem($, 11999)'}, 'End': true}}}",
               buf_text(&input).at);
    assert_str(story.output, "{\"l\":11999}");
    assert_true(story.sim->recycle_at > SIM_RECYCLE_LEAST);
    story_end(&story);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(branches_join_in_their_order),
        cmocka_unit_test(a_parallel_without_branches_gives_an_empty_array),
        cmocka_unit_test(a_failing_branch_aborts_its_siblings),
        cmocka_unit_test(a_retried_parallel_starts_again),
        cmocka_unit_test(iterations_run_in_order_one_at_a_time),
        cmocka_unit_test(a_map_over_nothing_succeeds_at_once),
        cmocka_unit_test(concurrency_counts_in_virtual_time),
        cmocka_unit_test(a_failing_iteration_fails_the_map),
        cmocka_unit_test(nested_maps_abort_inside_out_of_sight),
        cmocka_unit_test(items_and_their_context),
        cmocka_unit_test(an_item_selector_that_fails_late_ends_the_map),
        cmocka_unit_test(a_result_that_fails_follows_the_success),
        cmocka_unit_test(nothing_takes_an_error_of_the_interpreter),
        cmocka_unit_test(a_catcher_that_fails_tells_the_failure_again),
        cmocka_unit_test(inner_scopes_read_outer_variables),
        cmocka_unit_test(tasks_are_counted_by_iteration_and_in_all),
        cmocka_unit_test(a_large_map_survives_recycling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
