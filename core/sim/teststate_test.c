#include "sim/teststate.h"
#include "test.h"

#include "sim/sim_testing.h"

struct trial_run {
    struct arena arena;
    struct teststate_request request;
    str printed;
};

/* A state alone, unless `definition` is a machine (then request.state_name is set). */
static struct trial_run begin(const char *definition, const char *input)
{
    struct trial_run run = { .printed = STR("") };
    arena_init(&run.arena, &plain_memory);
    str text = story_quoted(&run.arena, definition);
    bool is_machine = str_contains(text, STR("StartAt\": \"Z"));
    if (!is_machine)
        text = teststate_wrap(&run.arena, text);
    run.request = (struct teststate_request){ .input = story_json(&run.arena, input), .level = TESTSTATE_DEBUG };
    run.request.asl = story_machine(&run.arena, str_terminated(&run.arena, text));
    return run;
}

static str end(struct trial_run *run)
{
    struct teststate_response response = teststate_run(&run->arena, &plain_memory, &run->request);
    struct buf text;
    buf_init(&text, &run->arena);
    teststate_print(&text, &response);
    value printed = doc_read_value(&run->arena, buf_text(&text));
    run->printed = value_to_text(&run->arena, printed, VALUE_STYLE_JSON);
    return run->printed;
}

static void states_answer_with_their_stages(void **state)
{
    (void)state;
    static const struct {
        const char *definition, *input, *answer;
    } rows[] = {
        { "{'Type': 'Pass', 'Next': 'N'}", "{'a': 1}",
          "{\"status\":\"SUCCEEDED\",\"output\":\"{\\\"a\\\":1}\",\"nextState\":\"N\",\"inspectionData\":{\"input\":\"{"
          "\\\"a\\\":1}\",\"afterInputPath\":\"{\\\"a\\\":1}\",\"afterParameters\":\"{\\\"a\\\":1}\","
          "\"afterResultSelector\":\"{\\\"a\\\":1}\",\"afterResultPath\":\"{\\\"a\\\":1}\"}}" },
        { "{'Type': 'Pass', 'Result': 2, 'Assign': {'v': 1}, 'End': true}", "1",
          "{\"status\":\"SUCCEEDED\",\"output\":\"2\",\"inspectionData\":{\"input\":\"1\",\"result\":\"2\","
          "\"afterResultSelector\":\"2\",\"afterResultPath\":\"2\",\"variables\":\"{\\\"v\\\":1}\"}}" },
        { "{'Type': 'Choice', 'Choices': [{'Variable': '$', 'IsNull': true, 'Next': 'X'}], 'Default': 'Y'}", "1",
          "{\"status\":\"SUCCEEDED\",\"output\":\"1\",\"nextState\":\"Y\",\"inspectionData\":{\"input\":\"1\","
          "\"afterInputPath\":\"1\"}}" },
        { "{'Type': 'Wait', 'Seconds': 5, 'Next': 'X', 'QueryLanguage': 'JSONata', 'Output': 7}", "1",
          "{\"status\":\"SUCCEEDED\",\"output\":\"7\",\"nextState\":\"X\",\"inspectionData\":{\"input\":\"1\"}}" },
        { "{'Type': 'Fail', 'Error': 'E', 'Cause': 'C'}", "1",
          "{\"status\":\"FAILED\",\"error\":\"E\",\"cause\":\"C\",\"inspectionData\":{\"input\":\"1\",\"afterInputPath\":"
          "\"1\"}}" },
        { "{'Type': 'Succeed', 'InputPath': '$.no'}", "{}",
          "{\"status\":\"FAILED\",\"error\":\"States.Runtime\",\"cause\":\"An error occurred while executing the state "
          "'StateName' (entered at the event id #2). Invalid path '$.no' : No results for path: $['no']\",\"inspectionData\":{"
          "\"input\":\"{}\"}}" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct trial_run run = begin(rows[i].definition, rows[i].input);
        assert_str(end(&run), rows[i].answer);
        arena_finish(&run.arena);
    }
}

#define TASK "{'Type': 'Task', 'Resource': 'arn:aws:states:::events:putEvents', 'Next': 'N', " \
             "'Retry': [{'ErrorEquals': ['X']}, {'ErrorEquals': ['E'], 'IntervalSeconds': 2, 'MaxAttempts': 3, 'BackoffRate': " \
             "3}], 'Catch': [{'ErrorEquals': ['Y'], 'Next': 'C'}, {'ErrorEquals': ['States.ALL'], 'Next': 'D'}]}"

static void a_mocked_task_succeeds_or_fails(void **state)
{
    (void)state;
    static const struct {
        const char *result, *error;
        uint32_t retries;
        const char *answer;
    } rows[] = {
        { "{\"FailedEntryCount\": 0}", NULL, 0,
          "{\"status\":\"SUCCEEDED\",\"output\":\"{\\\"FailedEntryCount\\\":0}\",\"nextState\":\"N\"}" },
        { NULL, "E", 0, "{\"status\":\"RETRIABLE\",\"error\":\"E\",\"cause\":\"c\"}" },
        { NULL, "E", 3,
          "{\"status\":\"CAUGHT_ERROR\",\"output\":\"{\\\"Error\\\":\\\"E\\\",\\\"Cause\\\":\\\"c\\\"}\",\"error\":\"E\","
          "\"cause\":\"c\",\"nextState\":\"D\"}" },
        { NULL, "Y", 0,
          "{\"status\":\"CAUGHT_ERROR\",\"output\":\"{\\\"Error\\\":\\\"Y\\\",\\\"Cause\\\":\\\"c\\\"}\",\"error\":\"Y\","
          "\"cause\":\"c\",\"nextState\":\"C\"}" },
        { NULL, "States.Runtime", 0, "{\"status\":\"FAILED\",\"error\":\"States.Runtime\",\"cause\":\"c\"}" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct trial_run run = begin(TASK, "1");
        run.request.level = TESTSTATE_INFO;
        run.request.has_result = rows[i].result != NULL;
        run.request.result = str_from(rows[i].result);
        run.request.has_error = run.request.has_cause = rows[i].error != NULL;
        run.request.error = str_from(rows[i].error);
        run.request.cause = STR("c");
        run.request.has_retry_count = true;
        run.request.retry_count = rows[i].retries;
        assert_str(end(&run), rows[i].answer);
        arena_finish(&run.arena);
    }
}

static void error_details_say_who_took_the_error(void **state)
{
    (void)state;
    struct trial_run run = begin(TASK, "1");
    run.request.has_error = true;
    run.request.error = STR("E");
    run.request.has_retry_count = true;
    run.request.retry_count = 2;
    assert_true(str_contains(end(&run), STR("\"errorDetails\":{\"retryIndex\":1,\"retryBackoffIntervalSeconds\":18}")));
    run.request.retry_count = 3;
    assert_true(str_contains(end(&run), STR("\"errorDetails\":{\"catchIndex\":1,\"retryIndex\":1}")));
    arena_finish(&run.arena);
}

#define MAP "{'Type': 'Map', 'ItemsPath': '$.i', 'MaxConcurrency': 2, 'ToleratedFailureCount': 1, 'ItemSelector': {'v.$': " \
            "'$$.Map.Item.Value'}, 'End': true, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', " \
            "'ExecutionType': 'STANDARD'}, 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}}"

static void a_mocked_map_shows_its_items(void **state)
{
    (void)state;
    struct trial_run run = begin(MAP, "{'i': [1, 2]}");
    run.request.has_result = true;
    run.request.result = STR("[3, 4]");
    assert_str(end(&run), "{\"status\":\"SUCCEEDED\",\"output\":\"[3,4]\",\"inspectionData\":{\"input\":\"{\\\"i\\\":[1,2]}\","
                          "\"afterInputPath\":\"{\\\"i\\\":[1,2]}\",\"afterItemsPath\":\"[1,2]\",\"afterItemSelector\":"
                          "\"[{\\\"v\\\":1},{\\\"v\\\":2}]\",\"toleratedFailureCount\":1,\"maxConcurrency\":2,"
                          "\"afterResultSelector\":\"[3,4]\",\"afterResultPath\":\"[3,4]\"}}");
    run.request.level = TESTSTATE_INFO;
    run.request.has_failure_count = true;
    run.request.failure_count = 2;
    assert_str(end(&run), "{\"status\":\"FAILED\",\"error\":\"States.ExceedToleratedFailureThreshold\",\"cause\":\"The "
                          "specified tolerated failure threshold was exceeded\"}");
    arena_finish(&run.arena);
}

static void reader_data_stands_for_what_would_be_read(void **state)
{
    (void)state;
    struct trial_run run =
        begin("{'Type': 'Map', 'End': true, 'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': "
              "{'InputType': 'JSON', 'ItemsPointer': '/x'}, 'Parameters': {'Bucket': 'b', 'Key': 'k'}}, 'ItemBatcher': "
              "{'MaxItemsPerBatch': 1}, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': "
              "'STANDARD'}, 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}}",
              "{}");
    run.request.has_result = run.request.has_reader_data = true;
    run.request.result = STR("[1, 2]");
    run.request.reader_data = STR("{\"x\": [8, 9]}");
    assert_true(str_contains(end(&run), STR("\"afterItemsPointer\":\"[8,9]\"")));
    assert_true(str_contains(run.printed, STR("\"afterItemBatcher\":\"[{\\\"Items\\\":[\\\"8\\\"]},"
                                              "{\\\"Items\\\":[\\\"9\\\"]}]\"")));
    run.request.reader_data = STR("{");
    assert_true(str_contains(end(&run), STR("\"error\":\"States.ItemReaderFailed\"")));
    arena_finish(&run.arena);
}

/* As many results as iterations, or as those that did not fail. */
static void a_mocked_map_counts_its_iterations(void **state)
{
    (void)state;
    struct trial_run run = begin(MAP, "{'i': [1, 2]}");
    run.request.level = TESTSTATE_INFO;
    run.request.has_result = run.request.has_failure_count = true;
    run.request.failure_count = 1;
    run.request.result = STR("[3]");
    assert_str(end(&run), "{\"status\":\"SUCCEEDED\",\"output\":\"[3]\"}");
    run.request.result = STR("[]");
    assert_true(str_contains(end(&run), STR("Input array does not equal the mocked result array's size")));
    arena_finish(&run.arena);
}

static void an_error_that_is_caught_shows_the_result_path(void **state)
{
    (void)state;
    struct trial_run run = begin(TASK, "1");
    run.request.has_error = true;
    run.request.error = STR("Y");
    assert_true(str_contains(end(&run), STR("\"afterResultPath\":\"{\\\"Error\\\":\\\"Y\\\"")));
    arena_finish(&run.arena);
}

/* Nothing is added to the context object of a request, and without one every state has the same name. */
static void the_context_is_the_one_given(void **state)
{
    (void)state;
    static const struct {
        const char *context, *output;
    } rows[] = {
        { NULL, "\"output\":\"\\\"StateName\\\"\"" },
        { "{'State': {'Name': 'Mine'}}", "\"output\":\"\\\"Mine\\\"\"" },
        { "{'State': {}}", "\"error\":\"States.Runtime\"" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct trial_run run =
            begin("{'StartAt': 'Z', 'States': {'Z': {'Type': 'Task', 'Resource': 'arn:aws:states:::events:putEvents', "
                  "'OutputPath': '$$.State.Name', 'End': true}}}",
                  "{}");
        run.request.state_name = STR("Z");
        run.request.level = TESTSTATE_INFO;
        run.request.has_result = true;
        run.request.result = STR("{}");
        if (rows[i].context)
            run.request.context = story_json(&run.arena, rows[i].context);
        assert_true(str_contains(end(&run), str_from(rows[i].output)));
        arena_finish(&run.arena);
    }
}

static void a_state_of_a_machine_is_found_at_any_depth(void **state)
{
    (void)state;
    struct trial_run run =
        begin("{'StartAt': 'Z', 'States': {'Z': {'Type': 'Parallel', 'End': true, 'Branches': [{'StartAt': 'In', 'States': "
              "{'In': {'Type': 'Pass', 'OutputPath': '$v', 'End': true}}}]}}}",
              "{}");
    run.request.state_name = STR("In");
    run.request.level = TESTSTATE_INFO;
    run.request.variables = story_json(&run.arena, "{'v': 'given'}");
    assert_str(end(&run), "{\"status\":\"SUCCEEDED\",\"output\":\"\\\"given\\\"\"}");
    run.request.state_name = STR("Out");
    assert_str(end(&run), "{\"error\":\"ValidationException\",\"message\":\"State not found in definition\"}");
    arena_finish(&run.arena);
}

static void a_mocked_parallel_wants_a_result_for_each_branch(void **state)
{
    (void)state;
    struct trial_run run = begin("{'Type': 'Parallel', 'End': true, 'ResultPath': '$.r', 'Branches': [{'StartAt': 'A', 'States': "
                                 "{'A': {'Type': 'Pass', 'End': true}}}]}",
                                 "{}");
    run.request.has_result = true;
    run.request.result = STR("[1]");
    run.request.level = TESTSTATE_INFO;
    assert_str(end(&run), "{\"status\":\"SUCCEEDED\",\"output\":\"{\\\"r\\\":[1]}\"}");
    run.request.result = STR("[1, 2]");
    assert_true(str_contains(end(&run), STR("Mocked result must contain the same number of items as number of Parallel "
                                            "branches.")));
    run.request.has_result = false;
    run.request.has_error = true;
    run.request.error = STR("E");
    assert_str(end(&run), "{\"status\":\"FAILED\",\"error\":\"E\"}");
    arena_finish(&run.arena);
}

/* How a request differs from a plain one, and the message that it is refused with. */
struct refusal {
    const char *definition;
    const char *result, *error, *context;
    bool reveals_secrets, has_failure_count;
    const char *message;
};

static void requests_are_refused_with_the_services_messages(void **state)
{
    (void)state;
    static const struct refusal rows[] = {
        { TASK, "{}", "E", NULL, false, false,
          "A test mock should have only one of the following fields: [result, errorOutput]." },
        { TASK, "{", NULL, NULL, false, false, "Mocked result must be valid JSON" },
        { TASK, NULL, "", NULL, false, false, "An error was not specified in the mocked error output." },
        { TASK, "{}", NULL, NULL, false, true, "MapIterationFailureCount is only supported when testing a Map state." },
        { TASK, "{}", NULL, NULL, true, false, "TestState does not support RevealSecrets when a mock is specified." },
        { TASK, NULL, NULL, NULL, false, false, "RoleArn must be specified when testing a Task state" },
        { TASK, "[]", NULL, NULL, false, false, "Mocked result must be a valid JSON object." },
        { TASK, "{\"Entries\": 1}", NULL, NULL, false, false,
          "Mock result schema validation error: Field 'Entries' must be an array" },
        { TASK, "{}", NULL, "[]", false, false, "Invalid Context object provided: it must be a JSON object" },
        { TASK, "{}", NULL, "{'Map': {}}", false, false,
          "Invalid Context object provided: 'Map' field is not supported when mocking a Context object" },
        { TASK, "{}", NULL, "{'X': {}}", false, false, "Invalid Context object provided: Field 'X' is not allowed" },
        { TASK, "{}", NULL, "{'State': 1}", false, false, "Invalid Context object provided: State must be an object" },
        { TASK, "{}", NULL, "{'State': {'X': 1}}", false, false, "Invalid Context object provided: Field 'X' is not allowed" },
        { TASK, "{}", NULL, "{'Execution': {'Id': 1}}", false, false,
          "Invalid Context object provided: Execution.Id must be a string" },
        { TASK, "{}", NULL, "{'Task': {'Token': 't'}}", false, false,
          "Invalid Context object provided: 'Task' field is only supported for tasks that wait for a job or a callback" },
        { "{'Type': 'Pass', 'End': true}", NULL, NULL, "{}", false, false,
          "TestState does not support a Context object when a mock is not specified." },
        { "{'Type': 'Pass', 'End': true}", "{}", NULL, NULL, false, false,
          "State type 'Pass' is not supported when a mock is specified" },
        { "{'Type': 'Pass', 'End': true}", NULL, NULL, NULL, false, true,
          "TestState does not support MapIterationFailureCount when a mock is not specified." },
        { MAP, NULL, NULL, NULL, false, false,
          "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, "
          "Fail, Choice]" },
        { MAP, "{}", NULL, NULL, false, false, "Mocked result must be an array." },
        { MAP, "[1, 2]", NULL, NULL, false, true,
          "Map iteration failure count must be less than or equal to the number of Map iterations" },
        { MAP, "[1]", NULL, NULL, false, false, "Input array does not equal the mocked result array's size" },
        { "{'Type': 'Map', 'End': true, 'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', 'Parameters': "
          "{'Bucket': 'b'}}, 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, "
          "'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}}",
          "[1]", NULL, NULL, false, false,
          "ItemReader data must be specified when testing a Map state with ItemReader specified." },
        { "{'Type': 'Task', 'Resource': 'arn:aws:states:::ecs:runTask.sync', 'End': true}", NULL, NULL, NULL, false, false,
          "TestState API does not support activities, .sync or .waitForTaskToken without a mock" },
        { "{'Type': 'Task', 'Resource': 'arn:aws:states:::states:startExecution', 'End': true}", "{}", NULL, NULL, false, false,
          "Mock result schema validation error: Required field 'ExecutionArn' is missing" },
        { "{'Type': 'Map', 'End': true, 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject'}, 'ItemProcessor': "
          "{'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'A', 'States': {'A': {'Type': "
          "'Pass', 'End': true}}}}",
          "[]", NULL, NULL, false, false, "Mocked result must be a JSON object." },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct refusal *row = &rows[i];
        struct trial_run run = begin(row->definition, "{'i': [1, 2]}");
        run.request.has_result = row->result != NULL;
        run.request.result = str_from(row->result);
        run.request.has_error = row->error != NULL;
        run.request.error = str_from(row->error);
        run.request.reveals_secrets = row->reveals_secrets;
        run.request.has_failure_count = row->has_failure_count;
        run.request.failure_count = 3;
        if (row->context)
            run.request.context = story_json(&run.arena, row->context);
        struct teststate_response response = teststate_run(&run.arena, &plain_memory, &run.request);
        assert_int_equal(response.status, TESTSTATE_REFUSED);
        assert_str(response.message, row->message);
        arena_finish(&run.arena);
    }
}

static void the_kinds_of_answers_are_checked(void **state)
{
    (void)state;
    static const struct {
        const char *resource, *result, *message;
    } rows[] = {
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"ContentLength\": \"1\"}", "Field 'ContentLength' must be a number" },
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"DeleteMarker\": 1}", "Field 'DeleteMarker' must be a boolean" },
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"ETag\": 1}", "Field 'ETag' must be a string" },
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"Metadata\": []}", "Field 'Metadata' must be an object" },
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"Metadata\": {\"a\": 1}}", "Field 'Metadata' must be a string" },
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"StorageClass\": \"GLACIER\"}", NULL },
        { "arn:aws:states:::aws-sdk:s3:getObject", "{\"StorageClass\": \"SHELF\"}",
          "Field 'StorageClass' is not an expected value" },
        { "arn:aws:states:::aws-sdk:s3:listBuckets", "{\"Buckets\": [{\"Name\": \"a\"}, {\"Name\": null}]}",
          "Field 'Name' must be a string" },
        { "arn:aws:states:::aws-sdk:s3:listBuckets", "{\"Buckets\": [{}, {\"name\": 1, \"New\": 2}]}", NULL },
        { "arn:aws:states:::aws-sdk:lambda:getFunction", "{\"Configuration\": {\"MemorySize\": 1}}",
          "Field 'MemorySize' is less than the minimum value" },
        { "arn:aws:states:::aws-sdk:lambda:getFunction", "{\"Configuration\": {\"MemorySize\": 20000}}",
          "Field 'MemorySize' exceeds the maximum value" },
        { "arn:aws:states:::aws-sdk:lambda:getFunction", "{\"Configuration\": {\"MemorySize\": 1024}}", NULL },
        { "arn:aws:states:::aws-sdk:kms:decrypt", "{\"Plaintext\": \"\"}",
          "Field 'Plaintext' is smaller than the minimum length" },
        { "arn:aws:states:::aws-sdk:kms:decrypt", "{\"Plaintext\": \"eA==\", \"KeyId\": true}",
          "Field 'KeyId' must be a string" },
        { "arn:aws:states:::sqs:sendMessage", "{\"MD5OfMessageBody\": {}}", "Field 'MD5OfMessageBody' must be a string" },
        { "arn:aws:states:::aws-sdk:stepfunctions:x", "{\"Any\": 1}", NULL },
        { "arn:aws:states:::aws-sdk:xray:getGroup", "{\"Group\": 1}", "Field 'Group' must be an object" },
        { "arn:aws:states:::dynamodb:getItem", "{\"Item\": {\"id\": {\"N\": 1}}}", "Field 'N' must be a string" },
        { "arn:aws:states:::dynamodb:getItem", "{\"Item\": {\"l\": {\"L\": [{\"L\": [{\"BOOL\": \"x\"}]}]}}}",
          "Field 'BOOL' must be a boolean" },
        { "arn:aws:states:::lambda:invoke", "{\"Payload\": {}}", "Field 'Payload' must be a string" },
        { "arn:aws:states:::apigateway:invoke", "{\"StatusCode\": \"x\"}", NULL },
        { "arn:aws:states:::ecs:runTask.sync", "{\"Tasks\": 1}", NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        str definition = str_printf(&arena, "{'Type': 'Task', 'Resource': '%s', 'End': true}%c", rows[i].resource, '\0');
        struct trial_run run = begin(definition.at, "{}");
        run.request.has_result = true;
        run.request.result = str_from(rows[i].result);
        struct teststate_response response = teststate_run(&run.arena, &plain_memory, &run.request);
        assert_int_equal(response.status, rows[i].message ? TESTSTATE_REFUSED : TESTSTATE_SUCCEEDED);
        if (rows[i].message)
            assert_true(str_ends(response.message, str_from(rows[i].message)));
        run.request.validation = TESTSTATE_NONE;
        assert_int_equal(teststate_run(&run.arena, &plain_memory, &run.request).status, TESTSTATE_SUCCEEDED);
        arena_finish(&run.arena);
        arena_finish(&arena);
    }
}

static void what_is_inside_of_answers_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *resource, *result, *field; /* of the refusal; NULL: none */
    } rows[] = {
        { "events:putEvents", "{'Entries': [{'EventId': 'a'}, {'EventId': ['b']}]}", "'EventId' must be a string" },
        { "events:putEvents", "{'Entries': [{'EventId': 'a', 'New': 1}, {}]}", NULL },
        { "events:putEvents", "{'Entries': ['a']}", "'Entries' must be an object" },
        { "dynamodb:getItem", "{'Item': {'a': {'M': {'b': {'S': 1}}}}}", "'S' must be a string" },
        { "dynamodb:getItem", "{'Item': {'a': {'M': {'b': {'S': 'x'}}}}}", NULL },
        { "dynamodb:putItem", "{'ConsumedCapacity': {'CapacityUnits': true}}", "'CapacityUnits' must be a number" },
        { "aws-sdk:s3:getObject", "{'StorageClass': 'Papyrus'}", "'StorageClass' is not an expected value" },
        { "aws-sdk:kms:encrypt", "{'CiphertextBlob': ''}", "'CiphertextBlob' is smaller than the minimum length" },
        { "aws-sdk:lambda:getFunction", "{'Configuration': {'MemorySize': 99999}}",
          "'MemorySize' exceeds the maximum value" },
        { "aws-sdk:lambda:getFunction", "{'Configuration': {'MemorySize': 1}}",
          "'MemorySize' is less than the minimum value" },
        { "lambda:invoke", "{'Payload': 'any'}", NULL },
        { "bedrock:invokeModel", "{'Body': {'any': 1}, 'ContentType': 'application/json'}", "'Body' must be a string" },
        { "aws-sdk:lambda:invoke", "{'Payload': {'any': 1}}", "'Payload' must be a string" },
        { "sqs:deleteMessage", "{'any': 1}", NULL },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        str task = str_printf(&arena, "{'Type': 'Task', 'Resource': 'arn:aws:states:::%s', 'End': true}%c",
                              rows[i].resource, '\0');
        struct trial_run run = begin(task.at, "1");
        run.request.level = TESTSTATE_INFO;
        run.request.has_result = true;
        run.request.result = story_quoted(&arena, rows[i].result);
        str wanted = STR("\"status\":\"SUCCEEDED\"");
        if (rows[i].field)
            wanted = str_printf(&arena, "Mock result schema validation error: Field %s\"", rows[i].field);
        if (!str_contains(end(&run), wanted))
            fail_msg("%s: %.*s", rows[i].result, STR_ARG(run.printed));
        arena_finish(&run.arena);
        arena_finish(&arena);
    }
}

static struct task_outcome unknown(void *context, struct arena *arena, const struct task_call *call)
{
    (void)context;
    (void)arena;
    (void)call;
    return (struct task_outcome){ .kind = OUTCOME_UNKNOWN, .message = STR("say what it answers") };
}

static void a_world_without_an_answer_refuses(void **state)
{
    (void)state;
    struct world world = { .task = unknown };
    struct trial_run run = begin(TASK, "1");
    run.request.world = &world;
    assert_true(str_contains(end(&run), STR("say what it answers")));
    arena_finish(&run.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_answer_with_their_stages),
        cmocka_unit_test(a_mocked_task_succeeds_or_fails),
        cmocka_unit_test(error_details_say_who_took_the_error),
        cmocka_unit_test(a_mocked_map_shows_its_items),
        cmocka_unit_test(reader_data_stands_for_what_would_be_read),
        cmocka_unit_test(a_mocked_map_counts_its_iterations),
        cmocka_unit_test(an_error_that_is_caught_shows_the_result_path),
        cmocka_unit_test(the_context_is_the_one_given),
        cmocka_unit_test(a_state_of_a_machine_is_found_at_any_depth),
        cmocka_unit_test(a_mocked_parallel_wants_a_result_for_each_branch),
        cmocka_unit_test(requests_are_refused_with_the_services_messages),
        cmocka_unit_test(the_kinds_of_answers_are_checked),
        cmocka_unit_test(what_is_inside_of_answers_is_checked),
        cmocka_unit_test(a_world_without_an_answer_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
