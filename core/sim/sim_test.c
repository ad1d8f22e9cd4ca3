#include "sim/sim.h"
#include "test.h"

#include "sim/sim_testing.h"

#define LAMBDA "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:123456789012:function:f'"

static void a_straight_line_writes_entered_and_exited(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Choice', 'Choices': "
               "[{'Variable': '$.n', 'IsPresent': true, 'Next': 'C'}]}, 'C': {'Type': 'Succeed'}}}",
               "{'n': 1}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 PassStateEntered A, 3<2 PassStateExited A, "
                             "4<3 ChoiceStateEntered B, 5<4 ChoiceStateExited B, 6<5 SucceedStateEntered C, "
                             "7<6 SucceedStateExited C, 8<7 ExecutionSucceeded");
    assert_str(story.output, "{\"n\":1}");
    assert_int_equal(story.result.transitions, 3);
    story_end(&story);
}

static void a_fail_state_has_no_exit(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Fail', 'Error': 'E', 'Cause': 'C'}}}", "{}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 FailStateEntered A, 3<2 ExecutionFailed");
    assert_str(story.output, "E: C");
    story_end(&story);
}

static void a_fail_state_without_error_says_nothing(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Fail'}}}", "{}");
    assert_false(story.result.has_error);
    assert_false(story.result.has_cause);
    story_end(&story);
}

static void a_year_of_waiting_takes_no_time(void **state)
{
    (void)state;
    struct story story = { .options.start_ms = 1767607200000 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 20000000, 'Next': 'B'}, 'B': {'Type': "
               "'Pass', 'Parameters': {'at.$': '$$.State.EnteredTime'}, 'End': true}}}",
               "{}");
    assert_str(story.output, "{\"at\":\"2026-08-24T21:33:20.000Z\"}");
    assert_int_equal(story.result.duration_ms, 20000000000);
    story_end(&story);
}

static void a_standard_execution_ends_after_a_year(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 40000000, 'End': true}}}", "{}");
    assert_int_equal(story.result.status, SIM_TIMED_OUT);
    story_end(&story);
}

static void an_express_execution_ends_after_five_minutes(void **state)
{
    (void)state;
    struct story story = { .options.is_express = true };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 301, 'End': true}}}", "{}");
    assert_int_equal(story.result.status, SIM_TIMED_OUT);
    assert_int_equal(story.result.duration_ms, 300000);
    story_end(&story);
}

static void the_machines_own_timeout_ends_it(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'A', 'TimeoutSeconds': 5, 'States': {'A': {'Type': 'Wait', 'Seconds': 60, 'End': true}}}",
               "{}");
    assert_int_equal(story.result.status, SIM_TIMED_OUT);
    assert_int_equal(story.result.duration_ms, 5000);
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 WaitStateEntered A, 3<0 ExecutionTimedOut");
    story_end(&story);
}

static void a_stop_from_outside_aborts(void **state)
{
    (void)state;
    struct story story = { .options = { .stop_ms = 1500, .stop_error = STR_INIT("Why"), .stop_cause = STR_INIT("so") },
                           .shows_previous = true };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 60, 'End': true}}}", "{}");
    assert_int_equal(story.result.status, SIM_ABORTED);
    assert_int_equal(story.result.duration_ms, 1500);
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 WaitStateEntered A, 3<0 ExecutionAborted");
    assert_str(story.output, "Why: so");
    story_end(&story);
}

static void a_task_that_never_answers_is_stuck(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_NEVER, NULL, 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {" LAMBDA ", 'End': true}}}", "{}");
    assert_int_equal(story.result.status, SIM_STUCK);
    assert_true(str_contains(story.result.message, STR("\"A\"")));
    story_end(&story);
}

static void a_task_without_an_outcome_stops_the_run(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {" LAMBDA ", 'End': true}}}", "{}");
    assert_int_equal(story.result.status, SIM_UNANSWERED);
    assert_ptr_equal(story.result.state, story.asl->states[0]);
    assert_true(str_contains(story.result.message, STR("\"A\"")));
    story_end(&story);
}

static const char endless[] =
    "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Choice', 'Default': 'A', "
    "'Choices': [{'Variable': '$.no', 'IsPresent': true, 'Next': 'A'}]}}}";

static void a_full_history_ends_the_execution(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story, endless, "{}");
    assert_int_equal(story.result.status, SIM_FAILED);
    assert_int_equal(story.result.event_count, 25000);
    assert_str(story.output, "States.Runtime: The execution reached the maximum number of history events (25000).");
    assert_true(str_contains(story.result.message, STR("\"A\" was entered 6250 times")));
    story_end(&story);
}

static void a_bound_of_our_own_ends_an_endless_run(void **state)
{
    (void)state;
    struct story story = { .options = { .no_limits = true, .no_history = true, .max_steps = 1000 } };
    story_tell(&story, endless, "{}");
    assert_int_equal(story.result.status, SIM_LIMIT);
    assert_int_equal(story.result.steps, 1000);
    assert_true(str_contains(story.result.message, STR("entered 500 times")));
    story_end(&story);
}

static void a_loop_runs_in_constant_memory(void **state)
{
    (void)state;
    struct story story = { .options = { .no_limits = true, .no_history = true } };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Default': 'C', 'Choices': [{'Variable': '$.n.i', "
               "'NumericLessThan': 60000, 'Next': 'B'}]}, 'B': {'Type': 'Pass', 'ResultPath': '$.n', 'Parameters': "
               "{'i.$': 'States.MathAdd($.n.i, 1)', 'text.$': 'States.Format(`{} times`, $.n.i)'}, 'Next': 'A', "
               "'Assign': {'last.$': '$.i'}}, 'C': {'Type': 'Pass', 'End': true, 'Parameters': {'n.$': '$.n', "
               "'rest.$': '$.rest[0]', 'last.$': '$last'}}}}",
               "{'n': {'i': 0}, 'rest': ['stays']}");
    assert_str(story.output, "{\"n\":{\"i\":60000,\"text\":\"59999 times\"},\"rest\":\"stays\",\"last\":60000}");
    assert_true(arena_held(&story.sim->live) < (4u << 20));
    assert_true(arena_held(&story.sim->kept) < (1u << 20));
    story_end(&story);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    (void)state;
    str printed[3];
    struct story stories[3];
    for (int i = 0; i < 3; i++) {
        stories[i] = (struct story){ .options = { .seed = i < 2 ? 7 : 8 } };
        story_tell(&stories[i],
                   "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Parameters': {'id.$': 'States.UUID()', 'name.$': "
                   "'$$.Execution.Name', 'n.$': 'States.MathRandom(1, 1000000)'}, 'End': true}}}",
                   "{}");
        struct history history = sim_history(stories[i].sim, 0);
        struct buf text;
        buf_init(&text, &stories[i].arena);
        history_print(&text, &history);
        printed[i] = buf_text(&text);
    }
    assert_true(str_equal(printed[0], printed[1]));
    assert_false(str_equal(printed[0], printed[2]));
    for (int i = 0; i < 3; i++)
        story_end(&stories[i]);
}

static void a_target_that_does_not_exist_fails_the_run(void **state)
{
    (void)state;
    static const char *const machines[] = {
        "{'StartAt': 'Nowhere', 'States': {'A': {'Type': 'Pass', 'End': true}}}",
        "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'Nowhere'}}}",
    };
    for (size_t i = 0; i < ARRAY_LEN(machines); i++) {
        struct story story = { .shows_previous = false };
        story_tell(&story, machines[i], "{}");
        assert_str(story.output, "States.Runtime: The state machine has no state 'Nowhere'");
        story_end(&story);
    }
}

static void destroying_nothing_is_fine(void **state)
{
    (void)state;
    sim_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_straight_line_writes_entered_and_exited),
        cmocka_unit_test(a_fail_state_has_no_exit),
        cmocka_unit_test(a_fail_state_without_error_says_nothing),
        cmocka_unit_test(a_year_of_waiting_takes_no_time),
        cmocka_unit_test(a_standard_execution_ends_after_a_year),
        cmocka_unit_test(an_express_execution_ends_after_five_minutes),
        cmocka_unit_test(the_machines_own_timeout_ends_it),
        cmocka_unit_test(a_stop_from_outside_aborts),
        cmocka_unit_test(a_task_that_never_answers_is_stuck),
        cmocka_unit_test(a_task_without_an_outcome_stops_the_run),
        cmocka_unit_test(a_full_history_ends_the_execution),
        cmocka_unit_test(a_bound_of_our_own_ends_an_endless_run),
        cmocka_unit_test(a_loop_runs_in_constant_memory),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(a_target_that_does_not_exist_fails_the_run),
        cmocka_unit_test(destroying_nothing_is_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
