#include "test.h"

#include "sim/sim_testing.h"

#define LAMBDA   "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:123456789012:function:f'"
#define SERVICE  "'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke'"
#define ACTIVITY "'Type': 'Task', 'Resource': 'arn:aws:states:us-east-1:123456789012:activity:a'"
#define SYNC     "'Type': 'Task', 'Resource': 'arn:aws:states:::ecs:runTask.sync'"
#define CALLBACK "'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken'"

static void each_kind_of_task_has_its_events(void **state)
{
    (void)state;
    static const struct {
        const char *fields, *events;
    } rows[] = {
        { LAMBDA, "LambdaFunctionScheduled, LambdaFunctionStarted, LambdaFunctionSucceeded" },
        { SERVICE, "TaskScheduled, TaskStarted, TaskSucceeded" },
        { ACTIVITY, "ActivityScheduled, ActivityStarted, ActivitySucceeded" },
        { SYNC, "TaskScheduled, TaskStarted, TaskSubmitted, TaskSucceeded" },
        { CALLBACK, "TaskScheduled, TaskStarted, TaskSubmitted, TaskSucceeded" },
    };
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_RETURN, "1", 0, 0 } };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .answers = answers, .answer_count = 1 };
        str machine =
            str_printf(&arena, "{'StartAt': 'A', 'States': {'A': {%s, 'End': true}}}%c", rows[i].fields, '\0');
        story_tell(&story, machine.at, "{}");
        str expected = str_printf(&arena, "ExecutionStarted, TaskStateEntered A, %s, TaskStateExited A, ExecutionSucceeded%c",
                                  rows[i].events, '\0');
        assert_str(story.events, expected.at);
        story_end(&story);
    }
    arena_finish(&arena);
}

/* A task's fields and answers, the events' types that matter, and when it ends. */
static void tasks_end_in_virtual_time(void **state)
{
    (void)state;
    static const struct {
        const char *fields;
        struct story_answer answer;
        const char *output;
        int64_t duration_ms;
    } rows[] = {
        { LAMBDA, { "A", -1, OUTCOME_RETURN, "1", 2500, 0 }, "1", 2500 },
        { LAMBDA ", 'TimeoutSeconds': 2", { "A", -1, OUTCOME_RETURN, "1", 2500, 0 }, "States.Timeout: ", 2000 },
        { LAMBDA ", 'TimeoutSeconds': 2", { "A", -1, OUTCOME_NEVER, NULL, 0, 0 }, "States.Timeout: ", 2000 },
        { LAMBDA ", 'TimeoutSecondsPath': '$.t'", { "A", -1, OUTCOME_NEVER, NULL, 0, 0 }, "States.Timeout: ", 7000 },
        { CALLBACK ", 'HeartbeatSeconds': 3", { "A", -1, OUTCOME_RETURN, "1", 10000, 0 }, "States.Timeout: ", 3000 },
        { CALLBACK ", 'HeartbeatSeconds': 3", { "A", -1, OUTCOME_RETURN, "1", 10000, 2000 }, "1", 10000 },
        { CALLBACK ", 'HeartbeatSeconds': 3", { "A", -1, OUTCOME_RETURN, "1", 10000, 4000 }, "States.Timeout: ", 3000 },
        { CALLBACK ", 'HeartbeatSeconds': 3, 'TimeoutSeconds': 9", { "A", -1, OUTCOME_RETURN, "1", 10000, 2000 },
          "States.Timeout: ", 9000 },
        { CALLBACK ", 'HeartbeatSecondsPath': '$.t'", { "A", -1, OUTCOME_NEVER, NULL, 0, 0 }, "States.Timeout: ", 7000 },
        { SERVICE, { "A", -1, OUTCOME_THROW, "E:why", 100, 0 }, "E: why", 100 },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .answers = &rows[i].answer, .answer_count = 1 };
        str machine =
            str_printf(&arena, "{'StartAt': 'A', 'States': {'A': {%s, 'End': true}}}%c", rows[i].fields, '\0');
        story_tell(&story, machine.at, "{'t': 7}");
        assert_str(story.output, rows[i].output);
        assert_int_equal(story.result.duration_ms, rows[i].duration_ms);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void a_token_is_there_where_one_is_waited_for(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_RETURN, "1", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" CALLBACK ", 'Parameters': {'t.$': '$$.Task.Token'}, 'End': true}}}",
               "{}");
    assert_str(story.output, "1");
    story_end(&story);
    story = (struct story){ .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" SERVICE ", 'Parameters': {'t.$': '$$.Task.Token'}, 'End': true}}}",
               "{}");
    assert_str(story.result.error, "States.Runtime");
    story_end(&story);
}

static void a_result_that_is_too_large_is_an_error_of_the_task(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf text;
    buf_init(&text, &arena);
    buf_char(&text, '"');
    buf_fill(&text, 'x', 262143);
    buf_char(&text, '"');
    buf_char(&text, '\0');
    struct story_answer answers[] = { { "A", -1, OUTCOME_RETURN, buf_text(&text).at, 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {" SERVICE ", 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}], "
               "'End': true}, 'B': {'Type': 'Pass', 'OutputPath': '$.Cause', 'End': true}}}",
               "{}");
    assert_str(story.output, "\"The state/task 'lambda' returned a result with a size exceeding the maximum number of "
                             "bytes service limit.\"");
    story_end(&story);
    arena_finish(&arena);
}

/* A world with everything that an outcome can say. */
static struct task_outcome say_all(void *context, struct arena *arena, const struct task_call *call)
{
    (void)arena;
    struct task_call *seen = context;
    *seen = *call;
    return (struct task_outcome){ .kind = OUTCOME_THROW, .worker = STR("w"), .event = STR("TaskSubmitFailed"),
                                  .is_not_submitted = true };
}

static void an_outcome_may_name_its_event(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct task_call seen;
    struct world world = { .context = &seen, .wants_context = true, .task = say_all };
    struct sim_options options = { .stop_ms = -1 };
    const struct asl *asl = story_machine(&arena, "{'StartAt': 'A', 'States': {'A': {" SYNC ", 'Parameters': {'p': 1}, "
                                                  "'Credentials': {'RoleArn': 'r'}, 'TimeoutSeconds': 5, 'End': true}}}");
    struct sim *sim = sim_create(&plain_memory, asl, &world, &options, story_json(&arena, "{'i': 1}"));
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    struct history history = sim_history(sim, 0);
    assert_int_equal(history.count, 6);
    assert_int_equal(history.events[4].type, HISTORY_TASK_SUBMIT_FAILED);
    assert_int_equal(history.events[2].timeout_s, 5);
    assert_int_equal(seen.kind, TASK_SYNC);
    assert_true(value_equal(seen.state_input, story_json(&arena, "{'i': 1}")));
    assert_true(value_equal(seen.input, story_json(&arena, "{'p': 1}")));
    assert_true(value_equal(value_get(value_get(seen.context, STR("State")), STR("Name")), value_string(STR("A"))));
    assert_false(sim_result(sim).has_error);
    sim_destroy(sim);
    arena_finish(&arena);
}

static struct task_outcome refuse(void *context, struct arena *arena, const struct task_call *call)
{
    (void)context;
    (void)arena;
    (void)call;
    return (struct task_outcome){ .kind = OUTCOME_THROW, .error = STR("E"), .has_error = true, .is_not_started = true };
}

static void a_task_that_did_not_start_has_no_started_event(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct world world = { .task = refuse };
    struct sim_options options = { .stop_ms = -1 };
    const struct asl *asl = story_machine(&arena, "{'StartAt': 'A', 'States': {'A': {" SYNC ", 'End': true}}}");
    struct sim *sim = sim_create(&plain_memory, asl, &world, &options, value_null());
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    struct history history = sim_history(sim, 0);
    assert_int_equal(history.count, 5);
    assert_int_equal(history.events[2].type, HISTORY_TASK_SCHEDULED);
    assert_int_equal(history.events[3].type, HISTORY_TASK_FAILED);
    sim_destroy(sim);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_task_has_its_events),
        cmocka_unit_test(tasks_end_in_virtual_time),
        cmocka_unit_test(a_token_is_there_where_one_is_waited_for),
        cmocka_unit_test(a_result_that_is_too_large_is_an_error_of_the_task),
        cmocka_unit_test(an_outcome_may_name_its_event),
        cmocka_unit_test(a_task_that_did_not_start_has_no_started_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
