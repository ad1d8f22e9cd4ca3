#include "test.h"

#include "sim/sim_testing.h"

#define TASK "'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke'"

static void names_match_errors(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct sim_error error;
        bool matches;
    } rows[] = {
        { "E", { .error = STR_INIT("E"), .has_error = true }, true },
        { "F", { .error = STR_INIT("E"), .has_error = true }, false },
        { "E", { .has_error = false }, false },
        { "States.ALL", { .has_error = false }, true },
        { "States.ALL", { .error = STR_INIT("E"), .has_error = true }, true },
        { "States.ALL", { .error = STR_INIT("States.Timeout"), .has_error = true }, true },
        { "States.ALL", { .error = STR_INIT("States.Runtime"), .has_error = true }, false },
        { "States.Runtime", { .error = STR_INIT("States.Runtime"), .has_error = true }, false },
        { "States.ALL", { .error = STR_INIT("States.DataLimitExceeded"), .has_error = true }, false },
        { "States.ALL", { .error = STR_INIT("States.DataLimitExceeded"), .has_error = true, .is_of_task = true }, true },
        { "States.DataLimitExceeded", { .error = STR_INIT("States.DataLimitExceeded"), .has_error = true }, true },
        { "States.TaskFailed", { .error = STR_INIT("E"), .has_error = true }, true },
        { "States.TaskFailed", { .error = STR_INIT("States.Timeout"), .has_error = true }, false },
        { "States.Timeout", { .error = STR_INIT("States.Timeout"), .has_error = true, .is_heartbeat = true }, true },
        { "States.HeartbeatTimeout", { .error = STR_INIT("States.Timeout"), .has_error = true, .is_heartbeat = true },
          true },
        { "States.HeartbeatTimeout", { .error = STR_INIT("States.Timeout"), .has_error = true }, false },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        str names[] = { STR("Other"), str_from(rows[i].name) };
        struct asl_retrier retrier = { .errors = names, .error_count = 2 };
        assert_int_equal(retry_matches(&retrier, &rows[i].error), rows[i].matches);
    }
}

static void each_retry_waits_longer(void **state)
{
    (void)state;
    static const struct {
        const char *retrier;
        int64_t duration_ms;
        int attempts;
    } rows[] = {
        { "{'ErrorEquals': ['E']}", 1000 + 2000 + 4000, 4 },
        { "{'ErrorEquals': ['E'], 'MaxAttempts': 0}", 0, 1 },
        { "{'ErrorEquals': ['E'], 'IntervalSeconds': 3, 'BackoffRate': 1.5, 'MaxAttempts': 2}", 3000 + 4500, 3 },
        { "{'ErrorEquals': ['E'], 'MaxDelaySeconds': 2, 'MaxAttempts': 4}", 1000 + 2000 + 2000 + 2000, 5 },
        { "{'ErrorEquals': ['E'], 'IntervalSeconds': 0, 'MaxAttempts': 2}", 0, 3 },
        { "{'ErrorEquals': ['E'], 'MaxAttempts': 2, 'JitterStrategy': 'FULL'}", 3000, 3 },
        { "{'ErrorEquals': ['E'], 'BackoffRate': 1e300, 'MaxAttempts': 3, 'MaxDelaySeconds': 5}", 11000, 4 },
    };
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_THROW, "E", 0, 0 } };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .answers = answers, .answer_count = 1, .options.jitter_upper = true };
        str machine = str_printf(&arena, "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Retry': [%s], 'End': true}}}%c",
                                 rows[i].retrier, '\0');
        story_tell(&story, machine.at, "{}");
        assert_int_equal(story.result.duration_ms, rows[i].duration_ms);
        assert_int_equal(story.sim->invocations[0], rows[i].attempts);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void jitter_is_drawn_within_the_delay(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_THROW, "E", 0, 0 } };
    int64_t durations[2];
    for (int i = 0; i < 2; i++) {
        struct story story = { .answers = answers, .answer_count = 1, .options.seed = (uint64_t)i };
        story_tell(&story,
                   "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Retry': [{'ErrorEquals': ['E'], 'JitterStrategy': "
                   "'FULL'}], 'End': true}}}",
                   "{}");
        durations[i] = story.result.duration_ms;
        assert_true(durations[i] > 0 && durations[i] < 7000);
        story_end(&story);
    }
    assert_int_not_equal(durations[0], durations[1]);
}

static void retriers_count_for_themselves(void **state)
{
    (void)state;
    static const struct story_answer answers[] = {
        { "A", 0, OUTCOME_THROW, "X", 0, 0 }, { "A", 1, OUTCOME_THROW, "X", 0, 0 },
        { "A", 2, OUTCOME_THROW, "Y", 0, 0 }, { "A", 3, OUTCOME_RETURN, "1", 0, 0 },
    };
    struct story story = { .answers = answers, .answer_count = 4 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Retry': [{'ErrorEquals': ['X'], 'MaxAttempts': 2}, "
               "{'ErrorEquals': ['Y'], 'MaxAttempts': 1}], 'ResultSelector': {'n.$': '$$.State.RetryCount'}, 'End': "
               "true}}}",
               "{}");
    assert_str(story.output, "{\"n\":3}");
    story_end(&story);
}

static void a_used_up_retrier_hides_those_behind_it(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_THROW, "E", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}, "
               "{'ErrorEquals': ['States.ALL'], 'MaxAttempts': 9}], 'End': true}}}",
               "{}");
    assert_int_equal(story.sim->invocations[0], 2);
    story_end(&story);
}

static void counters_start_again_with_each_entry(void **state)
{
    (void)state;
    static const struct story_answer answers[] = {
        { "A", 1, OUTCOME_RETURN, "1", 0, 0 }, { "A", 3, OUTCOME_RETURN, "2", 0, 0 },
        { "A", -1, OUTCOME_THROW, "E", 0, 0 },
    };
    struct story story = { .answers = answers, .answer_count = 3 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Retry': [{'ErrorEquals': ['E'], 'MaxAttempts': 1}], 'Next': "
               "'B'}, 'B': {'Type': 'Choice', 'Choices': [{'Variable': '$', 'NumericEquals': 1, 'Next': 'A'}], 'Default': "
               "'C'}, 'C': {'Type': 'Succeed'}}}",
               "{}");
    assert_str(story.output, "2");
    story_end(&story);
}

static void a_retry_is_not_a_second_entry(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", 0, OUTCOME_THROW, "E", 0, 0 },
                                                   { "A", 1, OUTCOME_RETURN, "1", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 2, .shows_previous = true };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Retry': [{'ErrorEquals': ['States.ALL']}], 'End': true}}}",
               "{}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 TaskStateEntered A, 3<2 TaskScheduled, 4<3 TaskStarted, "
                             "5<4 TaskFailed, 6<5 TaskScheduled, 7<6 TaskStarted, 8<7 TaskSucceeded, "
                             "9<8 TaskStateExited A, 10<9 ExecutionSucceeded");
    assert_int_equal(story.result.transitions, 2);
    story_end(&story);
}

static void catchers_are_tried_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *fields, *thrown, *output;
    } rows[] = {
        { "'Catch': [{'ErrorEquals': ['F'], 'Next': 'C'}, {'ErrorEquals': ['E'], 'Next': 'B'}]", "E:why",
          "{\"caught\":\"B\",\"in\":{\"Error\":\"E\",\"Cause\":\"why\"}}" },
        { "'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': '$.e', 'Next': 'C'}]", "E",
          "{\"caught\":\"C\",\"in\":{\"a\":1,\"e\":{\"Error\":\"E\",\"Cause\":null}}}" },
        { "'Catch': [{'ErrorEquals': ['States.ALL'], 'ResultPath': null, 'Next': 'C'}], 'OutputPath': '$.x'", "E",
          "{\"caught\":\"C\",\"in\":{\"a\":1}}" },
        { "'Catch': [{'ErrorEquals': ['States.TaskFailed'], 'Next': 'C', 'Assign': {'v.$': '$.Error'}, 'ResultPath': "
          "'$.a'}]",
          "E:", "{\"caught\":\"C\",\"in\":{\"a\":{\"Error\":\"E\",\"Cause\":\"\"}}}" },
        { "'Catch': [{'ErrorEquals': ['F'], 'Next': 'C'}]", "E:why", "E: why" },
        { "'Catch': [{'ErrorEquals': ['E'], 'ResultPath': '$.a.b', 'Next': 'C'}]", "E:why",
          "States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). Invalid path "
          "'$.a.b' : Missing property in path $['a']" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story_answer answer = { "A", -1, OUTCOME_THROW, rows[i].thrown, 0, 0 };
        struct story story = { .answers = &answer, .answer_count = 1 };
        str machine = str_printf(&arena,
                                 "{'StartAt': 'A', 'States': {'A': {" TASK ", %s, 'End': true}, 'B': {'Type': 'Pass', "
                                 "'Parameters': {'caught': 'B', 'in.$': '$'}, 'End': true}, 'C': {'Type': 'Pass', "
                                 "'Parameters': {'caught': 'C', 'in.$': '$'}, 'End': true}}}%c",
                                 rows[i].fields, '\0');
        story_tell(&story, machine.at, "{'a': 1}");
        assert_str(story.output, rows[i].output);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void a_timeout_is_caught_with_an_empty_cause(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_NEVER, NULL, 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" TASK ", 'HeartbeatSeconds': 1, 'Catch': [{'ErrorEquals': "
               "['States.HeartbeatTimeout'], 'Next': 'B'}], 'End': true}, 'B': {'Type': 'Succeed'}}}",
               "{}");
    assert_str(story.output, "{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
    story_end(&story);
}

static void jsonata_catchers_have_an_output_of_their_own(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_THROW, "E:why", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {" TASK ", 'Catch': [{'ErrorEquals': ['E'], "
               "'Output': '{% $states.errorOutput.Cause & $states.input %}', 'Assign': {'v': '{% $states.errorOutput.Error "
               "%}'}, 'Next': 'B'}], 'End': true}, 'B': {'Type': 'Pass', 'Output': '{% [$states.input, $v] %}', 'End': "
               "true}}}",
               "'!'");
    assert_str(story.output, "[\"why!\",\"E\"]");
    story_end(&story);
}

static void an_evaluation_error_can_be_caught(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {" TASK ", 'Arguments': '{% $no %}', 'Catch': "
               "[{'ErrorEquals': ['States.QueryEvaluationError'], 'Output': 1, 'Next': 'B'}], 'End': true}, 'B': {'Type': "
               "'Succeed'}}}",
               "{}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 TaskStateEntered A, 3<0 EvaluationFailed, 4<3 TaskStateExited A, "
                             "5<4 SucceedStateEntered B, 6<5 SucceedStateExited B, 7<6 ExecutionSucceeded");
    story_end(&story);
}

static void a_catcher_whose_output_fails_catches_nothing(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_THROW, "E:why", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1, .shows_previous = true };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {" TASK ", 'Catch': [{'ErrorEquals': ['E'], "
               "'Output': '{% $no %}', 'Next': 'B'}], 'End': true}, 'B': {'Type': 'Succeed'}}}",
               "{}");
    assert_str(story.result.error, "States.QueryEvaluationError");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 TaskStateEntered A, 3<2 TaskScheduled, 4<3 TaskStarted, "
                             "5<4 TaskFailed, 6<5 EvaluationFailed, 7<6 ExecutionFailed");
    story_end(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_match_errors),
        cmocka_unit_test(each_retry_waits_longer),
        cmocka_unit_test(jitter_is_drawn_within_the_delay),
        cmocka_unit_test(retriers_count_for_themselves),
        cmocka_unit_test(a_used_up_retrier_hides_those_behind_it),
        cmocka_unit_test(counters_start_again_with_each_entry),
        cmocka_unit_test(a_retry_is_not_a_second_entry),
        cmocka_unit_test(catchers_are_tried_in_order),
        cmocka_unit_test(a_timeout_is_caught_with_an_empty_cause),
        cmocka_unit_test(jsonata_catchers_have_an_output_of_their_own),
        cmocka_unit_test(an_evaluation_error_can_be_caught),
        cmocka_unit_test(a_catcher_whose_output_fails_catches_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
