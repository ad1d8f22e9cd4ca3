#include "test.h"

#include "sim/sim_testing.h"

#define TASK "'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke'"
#define PROCESSOR(states) \
    "'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'A', " \
    "'States': {" states "}}"
#define PASS PROCESSOR("'A': {'Type': 'Pass', 'End': true}")
#define MAP(fields) "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, " fields "}}}"

static void children_are_executions_of_their_own(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true, .options = { .machine_name = STR_INIT("m") } };
    story_tell(&story, MAP("'Label': 'L', " PASS), "[1, 2]");
    assert_str(story.output, "[1,2]");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, 4<3 MapRunStarted, "
                             "5<4 MapRunSucceeded, 6<5 MapStateSucceeded, 7<4 MapStateExited M, 8<7 ExecutionSucceeded");
    assert_int_equal(sim_history_count(story.sim), 3);
    assert_str(story_show_events(&story, 2), "1<0 ExecutionStarted, 2<0 PassStateEntered A, 3<2 PassStateExited A, "
                                             "4<3 ExecutionSucceeded");
    struct history child = sim_history(story.sim, 1);
    assert_true(str_starts(child.arn, STR("arn:aws:states:us-east-1:123456789012:execution:m/L:")));
    assert_str(child.machine_arn, "arn:aws:states:us-east-1:123456789012:stateMachine:m/L");
    story_end(&story);
}

static void children_do_not_see_outer_variables(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'S', 'States': {'S': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'M'}, 'M': {'Type': 'Map', "
               "'End': true, " PROCESSOR("'A': {'Type': 'Pass', 'OutputPath': '$v', 'End': true}") "}}}",
               "[1]");
    assert_str(story.result.error, "States.ExceedToleratedFailureThreshold");
    story_end(&story);
}

/* Three items, of which the second fails. */
static void failures_are_tolerated_up_to_a_threshold(void **state)
{
    (void)state;
    static const struct {
        const char *fields, *error;
    } rows[] = {
        { "'Comment': ''", "States.ExceedToleratedFailureThreshold" },
        { "'ToleratedFailureCount': 0", "States.ExceedToleratedFailureThreshold" },
        { "'ToleratedFailureCount': 1", "" },
        { "'ToleratedFailureCountPath': '$$.Execution.Input[3]'", "" },
        { "'ToleratedFailurePercentage': 30", "States.ExceedToleratedFailureThreshold" },
        { "'ToleratedFailurePercentage': 34", "" },
        { "'ToleratedFailurePercentage': 100", "" },
        { "'ToleratedFailureCount': 5, 'ToleratedFailurePercentage': 0", "States.ExceedToleratedFailureThreshold" },
    };
    static const struct story_answer answers[] = { { "A", 1, OUTCOME_THROW, "E:why", 0, 0 },
                                                   { "A", -1, OUTCOME_RETURN, "7", 0, 0 } };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .answers = answers, .answer_count = 2 };
        str machine = str_printf(&arena, MAP("'InputPath': '$[0:3]', %s, " PROCESSOR("'A': {" TASK ", 'End': true}")) "%c",
                                 rows[i].fields, '\0');
        story_tell(&story, machine.at, "[1, 2, 3, '1']");
        assert_str(story.result.error, rows[i].error);
        if (story.result.status == SIM_SUCCEEDED) {
            assert_int_equal(story.result.output.count, 3);
            value failed = story.result.output.as.items[1];
            assert_str(value_text(value_get(failed, STR("Status"))), "FAILED");
            assert_str(value_text(value_get(failed, STR("Error"))), "E");
            assert_str(value_text(value_get(failed, STR("Cause"))), "why");
        }
        story_end(&story);
    }
    arena_finish(&arena);
}

static void exceeding_the_tolerance_aborts_the_others(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", 0, OUTCOME_THROW, "E", 1000, 0 },
                                                   { "A", -1, OUTCOME_RETURN, "7", 5000, 0 } };
    struct story story = { .answers = answers, .answer_count = 2, .shows_previous = true };
    story_tell(&story, MAP("'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'M'}], 'Retry': [{'ErrorEquals': ['X']}], "
                           PROCESSOR("'A': {" TASK ", 'End': true}")),
               "[1, 2]");
    assert_str(story_show_events(&story, 2), "1<0 ExecutionStarted, 2<0 TaskStateEntered A, 3<2 TaskScheduled, "
                                             "4<3 TaskStarted, 5<0 ExecutionAborted");
    assert_true(str_starts(story.events, STR("1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, "
                                             "4<3 MapRunStarted, 5<4 MapRunFailed, 6<5 MapStateFailed, "
                                             "7<6 MapStateExited M, 8<7 MapStateEntered M")));
    story_end(&story);
}

static void fields_that_the_service_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *fields, *cause;
    } rows[] = {
        { "'ToleratedFailureCountPath': '$[0]'", "ToleratedFailureCount cannot be negative." },
        { "'ToleratedFailurePercentagePath': '$[0]'", "ToleratedFailurePercentage must be between 0 and 100." },
        { "'ToleratedFailurePercentagePath': '$[1]'",
          "The ToleratedFailurePercentagePath field refers to value \"{}\" which is not a valid float: $[1]" },
        { "'ToleratedFailureCountPath': '$[1]'",
          "The ToleratedFailureCountPath field refers to value \"{}\" which is not a valid integer: $[1]" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = true };
        str machine = str_printf(&arena, MAP("%s, " PASS) "%c", rows[i].fields, '\0');
        story_tell(&story, machine.at, "[-1, {}]");
        assert_true(str_ends(story.result.cause, str_from(rows[i].cause)));
        assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, 4<3 ExecutionFailed");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void concurrency_holds_children_back(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story, MAP("'MaxConcurrency': 2, " PROCESSOR("'A': {'Type': 'Wait', 'Seconds': 10, 'End': true}")),
               "[1, 2, 3, 4]");
    assert_int_equal(story.result.duration_ms, 20000);
    story_end(&story);
}

static void express_children_end_after_five_minutes(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               MAP("'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}, 'StartAt': "
                   "'A', 'States': {'A': {'Type': 'Wait', 'Seconds': 400, 'End': true}}}"),
               "[1]");
    assert_int_equal(story.result.status, SIM_FAILED);
    assert_int_equal(story.result.duration_ms, 300000);
    assert_str(story_show_events(&story, 1), "1<0 ExecutionStarted, 2<0 WaitStateEntered A, 3<0 ExecutionTimedOut");
    story_end(&story);
}

static void items_are_put_into_batches(void **state)
{
    (void)state;
    static const struct {
        const char *batcher, *output;
    } rows[] = {
        { "'MaxItemsPerBatch': 2", "[{\"Items\":[1,2]},{\"Items\":[3]}]" },
        { "'MaxItemsPerBatchPath': '$$.Execution.Input[0]'", "[{\"Items\":[1]},{\"Items\":[2]},{\"Items\":[3]}]" },
        { "'MaxInputBytesPerBatch': 16", "[{\"Items\":[1,2]},{\"Items\":[3]}]" },
        { "'MaxInputBytesPerBatch': 1", "[{\"Items\":[1]},{\"Items\":[2]},{\"Items\":[3]}]" },
        { "'MaxItemsPerBatch': 5, 'BatchInput': {'b.$': '$[0]'}", "[{\"BatchInput\":{\"b\":1},\"Items\":[1,2,3]}]" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        str machine = str_printf(&arena, MAP("'ItemBatcher': {%s}, " PASS) "%c", rows[i].batcher, '\0');
        story_tell(&story, machine.at, "[1, 2, 3]");
        assert_str(story.output, rows[i].output);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void the_selector_comes_before_the_batcher(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story, MAP("'ItemSelector': {'v.$': '$$.Map.Item.Value'}, 'ItemBatcher': {'MaxItemsPerBatch': 9}, " PASS),
               "[1, 2]");
    assert_str(story.output, "[{\"Items\":[{\"v\":1},{\"v\":2}]}]");
    story_end(&story);
}

static void a_failing_batch_counts_its_items(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", 0, OUTCOME_THROW, "E", 0, 0 },
                                                   { "A", -1, OUTCOME_RETURN, "7", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 2 };
    story_tell(&story, MAP("'ToleratedFailureCount': 1, 'ItemBatcher': {'MaxItemsPerBatch': 2}, "
                           PROCESSOR("'A': {" TASK ", 'End': true}")),
               "[1, 2, 3]");
    assert_str(story.result.error, "States.ExceedToleratedFailureThreshold");
    story_end(&story);
}

#define READER(config) "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {" config "}, " \
                       "'Parameters': {'Bucket': 'b', 'Key.$': '$.k'}}, "

static void readers_read_objects(void **state)
{
    (void)state;
    static const struct story_object objects[] = {
        { "a.json", "[1, 2, 3]" },
        { "o.json", "{\"a\": {\"x\": 1, \"y/z\": [4, 5]}}" },
        { "l.jsonl", "1\n\n{\"a\":2}\n" },
        { "a.csv", "h1,h2\r\n1,2\r\n\"a\"\"b\",\"c,d\ne\"\r\n3\r\n" },
        { "p.csv", "1|2\n" },
        { "bad.json", "{" },
        { "twice.csv", "a,a\n1,2\n" },
        { "m/manifest.json", "{\"destinationBucket\":\"arn:aws:s3:::b\",\"fileSchema\":\"Bucket, Key\",\"files\":[{\"key\":"
                             "\"m/data.csv\"}]}" },
        { "m/data.csv", "\"b\",\"k1\"\n\"b\",\"k2\"\n" },
        { "athena.csv", "\"s3://b/l.jsonl\"\ns3://b/l.jsonl\n" },
    };
    static const struct {
        const char *fields, *key, *output;
    } rows[] = {
        { READER("'InputType': 'JSON'"), "a.json", "[1,2,3]" },
        { READER("'InputType': 'JSON', 'MaxItems': 2"), "a.json", "[1,2]" },
        { READER("'InputType': 'JSON', 'MaxItemsPath': '$.m'"), "a.json", "[1]" },
        { READER("'InputType': 'JSON', 'ItemsPointer': '/a/y~1z'"), "o.json", "[4,5]" },
        { READER("'InputType': 'JSON', 'ItemsPointer': '/a/y~1z/1'"), "o.json",
          "States.ItemReaderFailed: Attempting to map over non-iterable node." },
        { READER("'InputType': 'JSON', 'ItemsPointer': '/a'"), "o.json",
          "[{\"Key\":\"x\",\"Value\":1},{\"Key\":\"y/z\",\"Value\":[4,5]}]" },
        { READER("'InputType': 'JSON'"), "o.json", "States.ItemReaderFailed: Attempting to map over non-iterable node." },
        { READER("'InputType': 'JSON'"), "bad.json", "States.ItemReaderFailed: Unable to parse the JSON file." },
        { READER("'InputType': 'JSON', 'MaxItemsPath': '$.neg'"), "a.json",
          "States.ItemReaderFailed: field MaxItems must be positive" },
        { READER("'InputType': 'JSONL'"), "l.jsonl", "[1,{\"a\":2}]" },
        { READER("'InputType': 'JSONL'"), "bad.json",
          "States.ItemReaderFailed: Unable to parse a line of the JSON Lines file." },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'"), "a.csv",
          "[{\"h1\":\"1\",\"h2\":\"2\"},{\"h1\":\"a\\\"b\",\"h2\":\"c,d\\ne\"},{\"h1\":\"3\",\"h2\":\"\"}]" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN', 'CSVHeaders': ['x', 'y'], 'CSVDelimiter': 'PIPE'"),
          "p.csv", "[{\"x\":\"1\",\"y\":\"2\"}]" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'"), "twice.csv",
          "States.ItemReaderFailed: CSV headers cannot contain duplicates." },
        { READER("'InputType': 'MANIFEST'"), "m/manifest.json",
          "[{\"Bucket\":\"b\",\"Key\":\"k1\"},{\"Bucket\":\"b\",\"Key\":\"k2\"}]" },
        { READER("'InputType': 'MANIFEST'"), "a.json",
          "States.ItemReaderFailed: The manifest has no list of files or no schema." },
        { READER("'InputType': 'JSONL', 'ManifestType': 'ATHENA_DATA'"), "athena.csv", "[1,{\"a\":2},1,{\"a\":2}]" },
        { READER("'InputType': 'JSON'"), "none", NULL },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .objects = objects, .object_count = ARRAY_LEN(objects) };
        str machine = str_printf(&arena, MAP("%s" PASS) "%c", rows[i].fields, '\0');
        str input = str_printf(&arena, "{'k': '%s', 'm': '1', 'neg': -1}%c", rows[i].key, '\0');
        story_tell(&story, machine.at, input.at);
        if (rows[i].output)
            assert_str(story.output, rows[i].output);
        else
            assert_true(str_starts(story.output, STR("States.ItemReaderFailed: The specified key does not exist.")));
        story_end(&story);
    }
    arena_finish(&arena);
}

/* A number that is none is found before the run, one that is negative by the reader. */
static void a_readers_fields_are_read_before_the_run(void **state)
{
    (void)state;
    static const struct story_object objects[] = { { "k", "[1]" } };
    static const struct {
        const char *input, *events;
    } rows[] = {
        { "{'k': 'k', 'm': 'x'}", "ExecutionStarted, MapStateEntered M, MapStateStarted, ExecutionFailed" },
        { "{'k': 'k'}", "ExecutionStarted, MapStateEntered M, MapStateStarted, ExecutionFailed" },
        { "{'k': 'k', 'm': -1}", "ExecutionStarted, MapStateEntered M, MapStateStarted, MapRunStarted, MapRunFailed, "
                                 "MapStateFailed, ExecutionFailed" },
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .objects = objects, .object_count = 1 };
        story_tell(&story, MAP(READER("'InputType': 'JSON', 'MaxItemsPath': '$.m'") PASS), rows[i].input);
        assert_str(story.events, rows[i].events);
        story_end(&story);
    }
}

static void a_reader_that_fails_ends_the_map_run(void **state)
{
    (void)state;
    static const struct story_object objects[] = { { "k", "{" } };
    struct story story = { .objects = objects, .object_count = 1, .shows_previous = true };
    story_tell(&story, MAP(READER("'InputType': 'JSON'") PASS), "{'k': 'k'}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 MapStateEntered M, 3<2 MapStateStarted, 4<3 MapRunStarted, "
                             "5<4 MapRunFailed, 6<5 MapStateFailed, 7<6 ExecutionFailed");
    story_end(&story);
}

static void objects_are_listed_and_flattened(void **state)
{
    (void)state;
    static const struct story_object objects[] = { { "p/1", "[1]" }, { "p/2", "[2, 3]" }, { "q", "[4]" } };
    static const struct {
        const char *config, *output;
    } rows[] = {
        { "'MaxItems': 5", "[{\"Key\":\"p/1\"},{\"Key\":\"p/2\"}]" },
        { "'InputType': 'JSON', 'Transformation': 'LOAD_AND_FLATTEN'", "[1,2,3]" },
        { "'InputType': 'JSON', 'Transformation': 'LOAD_AND_FLATTEN', 'MaxItems': 2", "[1,2]" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .objects = objects, .object_count = ARRAY_LEN(objects) };
        str machine = str_printf(&arena,
                                 MAP("'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', 'ReaderConfig': {%s}, "
                                     "'Parameters': {'Bucket': 'b', 'Prefix': 'p/'}}, " PASS) "%c",
                                 rows[i].config, '\0');
        story_tell(&story, machine.at, "{}");
        assert_str(story.output, rows[i].output);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void without_data_the_run_stops(void **state)
{
    (void)state;
    static const char *const fields[] = { READER("'InputType': 'JSON'"),
                                          "'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', 'Parameters': "
                                          "{'Bucket': 'b'}}, " };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        struct story story = { .shows_previous = false };
        str machine = str_printf(&arena, MAP("%s" PASS) "%c", fields[i], '\0');
        story_tell(&story, machine.at, "{'k': 'k'}");
        assert_int_equal(story.result.status, SIM_UNANSWERED);
        assert_true(str_contains(story.result.message, STR("s3://b/")));
        story_end(&story);
    }
    static const struct story_object objects[] = { { "k", "PAR1" } };
    struct story story = { .objects = objects, .object_count = 1 };
    story_tell(&story, MAP(READER("'InputType': 'PARQUET'") PASS), "{'k': 'k'}");
    assert_int_equal(story.result.status, SIM_UNANSWERED);
    story_end(&story);
    arena_finish(&arena);
}

#define WRITER(fields) "'ResultWriter': {" fields "}, "

static void results_are_transformed(void **state)
{
    (void)state;
    static const struct {
        const char *writer, *input, *output;
    } rows[] = {
        { WRITER("'WriterConfig': {'Transformation': 'FLATTEN'}"), "[[1, 2], 3]", "[1,2,3]" },
        { WRITER("'WriterConfig': {'Transformation': 'COMPACT'}"), "[[1, 2], 3]", "[[1,2],3]" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        str machine = str_printf(&arena, MAP("%s" PASS) "%c", rows[i].writer, '\0');
        story_tell(&story, machine.at, rows[i].input);
        assert_str(story.output, rows[i].output);
        story_end(&story);
    }
    arena_finish(&arena);
}

static void results_are_written_to_a_bucket(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "A", 0, OUTCOME_THROW, "E", 0, 0 },
                                                   { "A", -1, OUTCOME_RETURN, "7", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 2 };
    story_tell(&story,
               MAP("'ToleratedFailureCount': 1, "
                   WRITER("'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': {'Bucket': 'out', 'Prefix': 'runs'}, "
                          "'WriterConfig': {'Transformation': 'COMPACT', 'OutputType': 'JSONL'}")
                   PROCESSOR("'A': {" TASK ", 'End': true}")),
               "[1, 2, 3]");
    value details = value_get(story.result.output, STR("ResultWriterDetails"));
    assert_str(value_text(value_get(details, STR("Bucket"))), "out");
    str key = value_text(value_get(details, STR("Key")));
    assert_true(str_starts(key, STR("runs/")) && str_ends(key, STR("/manifest.json")));
    assert_true(str_contains(story.written, STR("/SUCCEEDED_0.jsonl=7\n7\n")));
    assert_true(str_contains(story.written, STR("/FAILED_0.jsonl={\"ExecutionArn\"")));
    assert_true(str_contains(story.written, STR("/manifest.json={\"DestinationBucket\":\"out\",\"MapRunArn\"")));
    story_end(&story);
}

static void without_a_transformation_everything_is_written(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, "
               WRITER("'Resource': 'arn:aws:states:::s3:putObject', 'Arguments': {'Bucket': '{% `out` %}', 'Prefix': 'p/'}")
               PASS "}}}",
               "[1]");
    assert_true(str_contains(story.written, STR("/SUCCEEDED_0.json=[{\"ExecutionArn\":\"arn:")));
    assert_true(str_contains(story.written, STR("\"Output\":\"1\",\"OutputDetails\":{\"Included\":true}")));
    assert_true(str_contains(story.written, STR("\"RedriveStatusReason\"")));
    story_end(&story);
}

static void many_children_survive_recycling(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf input;
    buf_init(&input, &arena);
    buf_char(&input, '[');
    for (int i = 0; i < 4000; i++)
        buf_printf(&input, i ? ",%d" : "%d", i);
    buf_str(&input, STR("]"));
    buf_char(&input, '\0');
    struct story story = { .options.no_limits = true };
    story_tell(&story,
               MAP("'MaxConcurrency': 100, 'ItemBatcher': {'MaxItemsPerBatch': 2, 'BatchInput': {'b': ['x']}}, "
                   WRITER("'WriterConfig': {'Transformation': 'FLATTEN'}")
                   PROCESSOR("'A': {'Type': 'Wait', 'Seconds': 1, 'Next': 'B'}, 'B': {'Type': 'Pass', 'Parameters': {'items.$': "
                             "'$.Items', 'ctx.$': '$$'}, 'Next': 'C'}, 'C': {'Type': 'Pass', 'OutputPath': '$.items', 'End': "
                             "true}")),
               buf_text(&input).at);
    assert_int_equal(story.result.output.count, 4000);
    for (uint32_t i = 0; i < 4000; i++)
        assert_int_equal(story.result.output.as.items[i].as.integer, i);
    assert_true(story.sim->recycle_at > SIM_RECYCLE_LEAST);
    story_end(&story);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(children_are_executions_of_their_own),
        cmocka_unit_test(children_do_not_see_outer_variables),
        cmocka_unit_test(failures_are_tolerated_up_to_a_threshold),
        cmocka_unit_test(exceeding_the_tolerance_aborts_the_others),
        cmocka_unit_test(fields_that_the_service_refuses),
        cmocka_unit_test(concurrency_holds_children_back),
        cmocka_unit_test(express_children_end_after_five_minutes),
        cmocka_unit_test(items_are_put_into_batches),
        cmocka_unit_test(the_selector_comes_before_the_batcher),
        cmocka_unit_test(a_failing_batch_counts_its_items),
        cmocka_unit_test(readers_read_objects),
        cmocka_unit_test(a_readers_fields_are_read_before_the_run),
        cmocka_unit_test(a_reader_that_fails_ends_the_map_run),
        cmocka_unit_test(objects_are_listed_and_flattened),
        cmocka_unit_test(without_data_the_run_stops),
        cmocka_unit_test(results_are_transformed),
        cmocka_unit_test(results_are_written_to_a_bucket),
        cmocka_unit_test(without_a_transformation_everything_is_written),
        cmocka_unit_test(many_children_survive_recycling),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
