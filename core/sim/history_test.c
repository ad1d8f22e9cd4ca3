#include "sim/history.h"
#include "test.h"

#include "sim/sim_testing.h"

static str print(struct story *story)
{
    struct history history = sim_history(story->sim, 0);
    struct buf text;
    buf_init(&text, &story->arena);
    history_print(&text, &history);
    return buf_text(&text);
}

static void every_type_has_its_name(void **state)
{
    (void)state;
    for (enum history_type type = 0; type < HISTORY_TYPE_COUNT; type++)
        assert_int_equal(history_type_find(history_type_name(type)), type);
    assert_int_equal(history_type_find(STR("NoSuchEvent")), HISTORY_TYPE_COUNT);
}

static void details_are_named_after_the_type(void **state)
{
    (void)state;
    static const struct {
        enum history_type type;
        const char *name;
    } rows[] = {
        { HISTORY_PASS_STATE_ENTERED, "stateEnteredEventDetails" },
        { HISTORY_MAP_STATE_EXITED, "stateExitedEventDetails" },
        { HISTORY_TASK_FAILED, "taskFailedEventDetails" },
        { HISTORY_MAP_ITERATION_STARTED, "mapIterationStartedEventDetails" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct buf name;
        buf_init(&name, &arena);
        history_print_member(&name, rows[i].type);
        assert_str(buf_text(&name), rows[i].name);
    }
    arena_finish(&arena);
}

static void a_history_prints_as_the_api_answers(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "T", -1, OUTCOME_THROW, "E:why", 1500, 0 } };
    struct story story = { .answers = answers, .answer_count = 1, .options.start_ms = 1767607200000 };
    story_tell(&story,
               "{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'Assign': {'v': 'x', 'n': 1.0}, 'Next': 'T'}, 'T': {'Type': "
               "'Task', 'Resource': 'arn:aws:states:::aws-sdk:dynamodb:putItem', 'TimeoutSeconds': 9, 'HeartbeatSeconds': 3, "
               "'Credentials': {'RoleArn': 'r'}, 'Parameters': {'a.$': '$'}, 'End': true}}}",
               "1.0");
    assert_str(print(&story),
               "{\"events\":[\n"
               "{\"timestamp\":\"2026-01-05T10:00:00+00:00\",\"type\":\"ExecutionStarted\",\"id\":1,"
               "\"previousEventId\":0,\"executionStartedEventDetails\":{\"input\":\"1.0\",\"inputDetails\":{\"truncated\":"
               "false},\"roleArn\":\"arn:aws:iam::123456789012:role/StepFunctionsRole\"}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:00+00:00\",\"type\":\"PassStateEntered\",\"id\":2,"
               "\"previousEventId\":0,\"stateEnteredEventDetails\":{\"name\":\"P\",\"input\":\"1.0\",\"inputDetails\":"
               "{\"truncated\":false}}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:00+00:00\",\"type\":\"PassStateExited\",\"id\":3,"
               "\"previousEventId\":2,\"stateExitedEventDetails\":{\"name\":\"P\",\"output\":\"1.0\",\"outputDetails\":"
               "{\"truncated\":false},\"assignedVariables\":{\"v\":\"\\\"x\\\"\",\"n\":\"1.0\"},"
               "\"assignedVariablesDetails\":{\"truncated\":false}}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:00+00:00\",\"type\":\"TaskStateEntered\",\"id\":4,"
               "\"previousEventId\":3,\"stateEnteredEventDetails\":{\"name\":\"T\",\"input\":\"1.0\",\"inputDetails\":"
               "{\"truncated\":false}}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:00+00:00\",\"type\":\"TaskScheduled\",\"id\":5,"
               "\"previousEventId\":4,\"taskScheduledEventDetails\":{\"resourceType\":\"aws-sdk:dynamodb\",\"resource\":"
               "\"putItem\",\"region\":\"us-east-1\",\"parameters\":\"{\\\"a\\\":1.0}\",\"timeoutInSeconds\":9,"
               "\"heartbeatInSeconds\":3,\"taskCredentials\":{\"roleArn\":\"r\"}}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:00+00:00\",\"type\":\"TaskStarted\",\"id\":6,"
               "\"previousEventId\":5,\"taskStartedEventDetails\":{\"resourceType\":\"aws-sdk:dynamodb\",\"resource\":"
               "\"putItem\"}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:01.500000+00:00\",\"type\":\"TaskFailed\",\"id\":7,"
               "\"previousEventId\":6,\"taskFailedEventDetails\":{\"resourceType\":\"aws-sdk:dynamodb\",\"resource\":"
               "\"putItem\",\"error\":\"E\",\"cause\":\"why\"}},\n"
               "{\"timestamp\":\"2026-01-05T10:00:01.500000+00:00\",\"type\":\"ExecutionFailed\",\"id\":8,"
               "\"previousEventId\":7,\"executionFailedEventDetails\":{\"error\":\"E\",\"cause\":\"why\"}}\n"
               "]}\n");
    story_end(&story);
}

static void every_shape_prints(void **state)
{
    (void)state;
    static const struct {
        const char *machine, *input, *printed;
    } rows[] = {
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': "
          "'arn:aws:states:us-east-1:123456789012:activity:a', 'End': true}}}",
          "1", "\"activityScheduledEventDetails\":{\"resource\":\"arn:aws:states:us-east-1:123456789012:activity:a\",\"input\":"
               "\"1\"" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', "
          "'End': true}}}",
          "1", "\"taskSubmittedEventDetails\":{\"resourceType\":\"sqs\",\"resource\":\"sendMessage.waitForTaskToken\",\"output\":"
               "\"{}\"" },
        { "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'A', 'States': {'A': "
          "{'Type': 'Pass', 'End': true}}}}}}",
          "[1]", "\"mapStateStartedEventDetails\":{\"length\":1}},\n{\"timestamp\":\"1970-01-01T00:00:00+00:00\",\"type\":"
                 "\"MapIterationStarted\",\"id\":4,\"previousEventId\":3,\"mapIterationStartedEventDetails\":{\"name\":\"M\","
                 "\"index\":0}}" },
        { "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'Label': 'l', 'ItemProcessor': {'ProcessorConfig': "
          "{'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': "
          "true}}}}}}",
          "[1]", "\"mapRunStartedEventDetails\":{\"mapRunArn\":\"arn:aws:states:us-east-1:123456789012:mapRun:StateMachine/l:" },
        { "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Output': {'o': '{% $no %}'}, 'End': "
          "true}}}",
          "1", "\"evaluationFailedEventDetails\":{\"error\":\"States.QueryEvaluationError\",\"cause\":" },
        { "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Output': {'o': '{% $no %}'}, 'End': "
          "true}}}",
          "1", ",\"location\":\"Output/o\",\"state\":\"A\"}" },
    };
    static const struct story_answer answers[] = { { "A", -1, OUTCOME_RETURN, "2", 0, 0 } };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .answers = answers, .answer_count = 1 };
        story_tell(&story, rows[i].machine, rows[i].input);
        assert_true(str_contains(print(&story), str_from(rows[i].printed)));
        story_end(&story);
    }
}

static void the_callers_own_text_stays_until_something_changes_it(void **state)
{
    (void)state;
    struct story story = { .options.input_text = STR_INIT("{ \"a\" : 1 }") };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass', 'Parameters': {'a.$': "
               "'$.a'}, 'End': true}}}",
               "{'a': 1}");
    str text = print(&story);
    assert_true(str_contains(text, STR("\"name\":\"B\",\"input\":\"{ \\\"a\\\" : 1 }\"")));
    assert_true(str_contains(text, STR("\"name\":\"B\",\"output\":\"{\\\"a\\\":1}\"")));
    story_end(&story);
}

static void stages_of_a_state_are_kept_for_each_pass(void **state)
{
    (void)state;
    struct story story = { .options.inspect = STR_INIT("B") };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Default': 'C', 'Choices': [{'Variable': '$.n', "
               "'NumericLessThan': 5, 'Next': 'B'}]}, 'B': {'Type': 'Pass', 'InputPath': '$.n', 'Parameters': {'r.$': "
               "'States.MathAdd($, 1)'}, 'ResultPath': '$.x', 'OutputPath': '$.x', 'Assign': {'v': 1}, 'Next': 'D'}, 'D': "
               "{'Type': 'Pass', 'Parameters': {'n.$': '$.r'}, 'Next': 'A'}, 'C': {'Type': 'Succeed'}}}",
               "{'n': 0}");
    uint32_t count;
    const struct inspect_pass *passes = inspect_passes(story.sim, &count);
    assert_int_equal(count, 5);
    assert_str(value_to_text(&story.arena, inspect_object(&story.arena, &passes[1]), VALUE_STYLE_JAVA),
               "{\"input\":{\"n\":1},\"afterInputPath\":1,\"afterParameters\":{\"r\":2},\"afterResultSelector\":{\"r\":2},"
               "\"afterResultPath\":{\"n\":1,\"x\":{\"r\":2}},\"output\":{\"r\":2},\"variables\":{\"v\":1}}");
    assert_string_equal(inspect_stage_name(INSPECT_AFTER_ITEMS_PATH), "afterItemsPath");
    story_end(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_has_its_name),
        cmocka_unit_test(details_are_named_after_the_type),
        cmocka_unit_test(a_history_prints_as_the_api_answers),
        cmocka_unit_test(every_shape_prints),
        cmocka_unit_test(the_callers_own_text_stays_until_something_changes_it),
        cmocka_unit_test(stages_of_a_state_are_kept_for_each_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
