#include "sim/flow.h"
#include "test.h"

#include "sim/sim_testing.h"

/* One state, its task's answer, its input, and what comes out. */
struct row {
    const char *fields; /* of the state */
    const char *answer; /* the task's result; NULL: no task */
    const char *input, *output;
};

static void check_rows(const struct row *rows, size_t count, const char *language)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        struct story_answer answer = { "A", -1, OUTCOME_RETURN, rows[i].answer, 0, 0 };
        struct story story = { .answers = &answer, .answer_count = rows[i].answer ? 1 : 0 };
        str machine = str_printf(&arena, "{'QueryLanguage': '%s', 'StartAt': 'A', 'States': {'A': {%s, 'End': true}}}%c",
                                 language, rows[i].fields, '\0');
        story_tell(&story, machine.at, rows[i].input);
        assert_str(story.output, rows[i].output);
        story_end(&story);
        arena_finish(&arena);
    }
}

#define PASS "'Type': 'Pass'"
#define TASK "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:123456789012:function:f'"
#define WHERE "An error occurred while executing the state 'A' (entered at the event id #2). "

static void jsonpath_states_pass_data_on(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { PASS, NULL, "{'a': 1}", "{\"a\":1}" },
        { PASS ", 'InputPath': null", NULL, "{'a': 1}", "{}" },
        { PASS ", 'OutputPath': null", NULL, "{'a': 1}", "{}" },
        { PASS ", 'InputPath': '$.a'", NULL, "{'a': false}", "false" },
        { PASS ", 'OutputPath': '$.a[0]'", NULL, "{'a': [0]}", "0" },
        { PASS ", 'Result': {'x.$': '$.a'}", NULL, "{'a': 1}", "{\"x.$\":\"$.a\"}" },
        { PASS ", 'Result': null, 'ResultPath': '$.b.c'", NULL, "{'a': 1}", "{\"a\":1,\"b\":{\"c\":null}}" },
        { PASS ", 'Parameters': {'x.$': '$.a', 'y': [{'z.$': 'States.MathAdd($.a, 1)'}]}", NULL, "{'a': 1}",
          "{\"x\":1,\"y\":[{\"z\":2}]}" },
        { PASS ", 'Parameters': {'x.$': '$.a'}, 'ResultPath': null", NULL, "{'a': 1}", "{\"a\":1}" },
        { PASS ", 'InputPath': '$.a', 'Parameters': {'b.$': '$'}, 'ResultPath': '$.c'", NULL, "{'a': 1}",
          "{\"a\":1,\"c\":{\"b\":1}}" },
        { PASS ", 'Parameters': {'x.$': '$$.State.Name'}", NULL, "{}", "{\"x\":\"A\"}" },
        { PASS ", 'Parameters': {'x.$': '$.a[1]', 'y.$': '$.a[-9]'}", NULL, "{'a': [0]}", "{\"x\":null,\"y\":null}" },
        { TASK, "{'r': 2.0}", "{'a': 1}", "{\"r\":2.0}" },
        { TASK ", 'ResultSelector': {'s.$': '$.r'}, 'ResultPath': '$.t', 'OutputPath': '$.t'", "{'r': 2}", "{'a': 1}",
          "{\"s\":2}" },
        { "'Type': 'Wait', 'Seconds': 1, 'InputPath': '$.a'", NULL, "{'a': [1]}", "[1]" },
    };
    check_rows(rows, ARRAY_LEN(rows), "JSONPath");
}

static void jsonpath_failures_have_the_services_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { PASS ", 'Parameters': {'x.$': '$.no'}", NULL, "{'a': 1}",
          "States.Runtime: " WHERE "The JSONPath '$.no' specified for the field 'x.$' could not be found in the input "
          "'{\"a\":1}'" },
        { PASS ", 'Parameters': {'x.$': 'States.Array($.no)'}", NULL, "{}",
          "States.Runtime: " WHERE "The function 'States.Array($.no)' had the following error: The JsonPath argument for "
          "the field '$.no' could not be found in the input '{}'" },
        { PASS ", 'Parameters': {'x.$': 'States.Format(`{}`, States.Array(1, $$.No.x))'}", NULL, "1",
          "States.Runtime: " WHERE "The function 'States.Format('{}', States.Array(1, $$.No.x))' had the following error: "
          "The JsonPath argument for the field '$.No.x' could not be found in the input '1'" },
        { PASS ", 'Parameters': {'x.$': 'States.Array($.i[2])'}", NULL, "{'i': [1]}",
          "States.Runtime: " WHERE "The function 'States.Array($.i[2])' had the following error: The JsonPath argument "
          "for the field '$.i[2]' could not be found in the input '{\"i\":[1]}'" },
        { PASS ", 'Parameters': {'x.$': 'States.Array($.i[0])'}", NULL, "{'i': 1}",
          "States.Runtime: " WHERE "The function 'States.Array($.i[0])' had the following error: Filter: [0] can only be "
          "applied to arrays. Current context is: 1" },
        { PASS ", 'Parameters': {'x.$': '$.i[2].a'}", NULL, "{'i': [1]}",
          "States.Runtime: " WHERE "The JSONPath '$.i[2].a' specified for the field 'x.$' could not be found in the input "
          "'{\"i\":[1]}'" },
        { PASS ", 'InputPath': '$.no'", NULL, "{}",
          "States.Runtime: " WHERE "Invalid path '$.no' : No results for path: $['no']" },
        { PASS ", 'OutputPath': '$.no.x'", NULL, "{}",
          "States.Runtime: " WHERE "Invalid path '$.no.x' : Missing property in path $['no']" },
        { TASK ", 'ResultPath': '$.a.b'", "1", "{'a': 1}",
          "States.Runtime: " WHERE "Invalid path '$.a.b' : Missing property in path $['a']" },
        { "'Type': 'Fail', 'ErrorPath': '$.no'", NULL, "{}",
          "States.Runtime: " WHERE "The JSONPath '$.no' specified for the field 'ErrorPath' could not be found in the "
          "input '{}'" },
        { "'Type': 'Fail', 'ErrorPath': '$.e', 'CausePath': 'States.Format(`{}!`, $.c)'", NULL,
          "{'e': 'E', 'c': 'C'}", "E: C!" },
        { "'Type': 'Wait', 'SecondsPath': '$.s'", NULL, "{'s': 100000000}",
          "States.Runtime: " WHERE "Wait state delay is too long." },
        { "'Type': 'Wait', 'TimestampPath': '$.t'", NULL, "{'t': '2999-01-01T00:00:00Z'}",
          "States.Runtime: " WHERE "Wait state delay is too long." },
        { "'Type': 'Wait', 'SecondsPath': '$.s'", NULL, "{}",
          "States.Runtime: " WHERE "The SecondsPath parameter does not reference an input value: $.s" },
        { "'Type': 'Wait', 'SecondsPath': '$.s'", NULL, "{'s': -1}",
          "States.Runtime: " WHERE "The SecondsPath parameter references a negative value: $.s == -1" },
        { "'Type': 'Wait', 'SecondsPath': '$.s'", NULL, "{'s': 1.5}",
          "States.Runtime: " WHERE "The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5" },
        { "'Type': 'Wait', 'SecondsPath': '$.s'", NULL, "{'s': 100000000}",
          "States.Runtime: " WHERE "Wait state delay is too long." },
        { "'Type': 'Wait', 'TimestampPath': '$.t'", NULL, "{'t': 'soon'}",
          "States.Runtime: " WHERE "The TimestampPath parameter does not reference a valid ISO-8601 extended offset "
          "date-time format string: $.t == soon" },
        { "'Type': 'Wait', 'TimestampPath': '$.t'", NULL, "{}",
          "States.Runtime: " WHERE "The TimestampPath parameter does not reference an input value: $.t" },
        { TASK ", 'TimeoutSecondsPath': '$.t'", "1", "{'t': 'x'}",
          "States.Runtime: " WHERE "The TimeoutSecondsPath field refers to value \"x\" which is not a valid integer: "
          "$.t" },
    };
    check_rows(rows, ARRAY_LEN(rows), "JSONPath");
}

static void a_failing_call_is_an_intrinsic_failure(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true, 'Parameters': {'x.$': "
               "'States.StringToJson($.t)'}}}}",
               "{'t': '{'}");
    assert_str(story.result.error, "States.IntrinsicFailure");
    assert_true(str_starts(story.result.cause, str_from(WHERE "The function 'States.StringToJson($.t)'")));
    story_end(&story);
}

static void jsonata_states_pass_data_on(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { PASS, NULL, "{'a': 1}", "{\"a\":1}" },
        { PASS ", 'Output': '{% $states.input.a + 1 %}'", NULL, "{'a': 1}", "2" },
        { PASS ", 'Output': {'x': ['{% $states.context.State.Name %}', ' {% no %}']}", NULL, "{}",
          "{\"x\":[\"A\",\" {% no %}\"]}" },
        { TASK ", 'Arguments': {'a': '{% $states.input.a %}'}, 'Output': {'r': '{% $states.result.r %}'}", "{'r': 2}",
          "{'a': 1}", "{\"r\":2}" },
        { TASK, "[1]", "{}", "[1]" },
        { "'Type': 'Succeed', 'Output': '{% $states.input.a[0] %}'", NULL, "{'a': ['x']}", "\"x\"" },
        { "'Type': 'Wait', 'Seconds': '{% $states.input.s %}', 'Output': 1", NULL, "{'s': 3}", "1" },
        { "'Type': 'Wait', 'Timestamp': '{% $states.input.t %}'", NULL, "{'t': '1969-01-01T00:00:00+01:00'}",
          "{\"t\":\"1969-01-01T00:00:00+01:00\"}" },
        { "'Type': 'Fail', 'Error': '{% $states.input.e %}', 'Cause': 'why'", NULL, "{'e': 'E'}", "E: why" },
    };
    check_rows(rows, ARRAY_LEN(rows), "JSONata");
}

static void jsonata_failures_have_the_services_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { PASS ", 'Output': {'x': ['{% $nothing %}']}", NULL, "{}",
          "States.QueryEvaluationError: " WHERE "The JSONata expression '$nothing' specified for the field "
          "'Output/x[0]' returned nothing (undefined)." },
        { PASS ", 'Output': '{% $sum %}'", NULL, "{}",
          "States.QueryEvaluationError: " WHERE "The JSONata expression '$sum' specified for the field 'Output' returned "
          "an unsupported result type." },
        { PASS ", 'Output': '{% 1 + `a` %}'", NULL, "{}",
          "States.QueryEvaluationError: " WHERE "The JSONata expression '1 + 'a'' specified for the field 'Output' threw "
          "an error during evaluation. T2002: The right side of the \"+\" operator must evaluate to a number" },
        { "'Type': 'Wait', 'Seconds': '{% `3` %}'", NULL, "{}",
          "States.QueryEvaluationError: " WHERE "The JSONata expression ''3'' specified for the field 'Seconds' returned "
          "an unexpected result type. Expected 'number', but was 'string' for value: \"3\"" },
        { "'Type': 'Wait', 'Seconds': '{% 1.5 %}'", NULL, "{}",
          "States.QueryEvaluationError: " WHERE "The Seconds field is not a whole number of seconds: 1.5" },
        { "'Type': 'Wait', 'Timestamp': '{% `soon` %}'", NULL, "{}",
          "States.QueryEvaluationError: " WHERE "The Timestamp field cannot be parsed as an ISO-8601 extended offset "
          "date-time format string: soon" },
        { TASK ", 'TimeoutSeconds': '{% 0 %}'", "1", "{}",
          "States.QueryEvaluationError: " WHERE "The TimeoutSeconds field is not a positive whole number of seconds: 0" },
    };
    check_rows(rows, ARRAY_LEN(rows), "JSONata");
}

static void an_evaluation_that_fails_at_entry_follows_what_came_before(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': "
               "{'Type': 'Pass', 'Output': '{% $no %}', 'End': true}}}",
               "{}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 PassStateEntered A, 3<2 PassStateExited A, "
                             "4<3 PassStateEntered B, 5<3 EvaluationFailed, 6<5 ExecutionFailed");
    story_end(&story);
}

static void the_time_of_a_wait_is_evaluated_after_entry(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Wait', 'Seconds': '{% $no %}', "
               "'End': true}}}",
               "{}");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 WaitStateEntered A, 3<2 EvaluationFailed, 4<3 ExecutionFailed");
    story_end(&story);
}

static void assign_sees_what_the_state_made(void **state)
{
    (void)state;
    static const struct story_answer answers[] = { { "T", -1, OUTCOME_RETURN, "{'r': 2}", 0, 0 } };
    struct story story = { .answers = answers, .answer_count = 1 };
    story_tell(&story,
               "{'StartAt': 'P', 'States': {"
               "'P': {'Type': 'Pass', 'Parameters': {'p': 1}, 'Assign': {'pass.$': '$.p'}, 'ResultPath': '$.x', "
               "'Next': 'T'},"
               "'T': {" TASK ", 'ResultSelector': {'s': 0}, 'Assign': {'task.$': '$.r'}, 'ResultPath': null, 'Next': "
               "'C'},"
               "'C': {'Type': 'Choice', 'Default': 'Z', 'Choices': [{'Variable': '$pass', 'NumericEquals': 1, 'Next': "
               "'Z', 'Assign': {'choice.$': '$.in'}}]},"
               "'Z': {'Type': 'Pass', 'End': true, 'Parameters': {'all.$': 'States.Array($pass, $task, $choice)'}}}}",
               "{'in': 3}");
    assert_str(story.output, "{\"all\":[1,2,3]}");
    story_end(&story);
}

static void variables_are_set_together(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {"
               "'A': {'Type': 'Pass', 'Assign': {'x': 1, 'y': 2}, 'Next': 'B'},"
               "'B': {'Type': 'Pass', 'Assign': {'x': '{% $y %}', 'y': '{% $x %}'}, 'Output': '{% [$x, $y] %}', "
               "'Next': 'C'},"
               "'C': {'Type': 'Pass', 'Output': '{% [$states.input, $x, $y] %}', 'End': true}}}",
               "{}");
    assert_str(story.output, "[1,2,2,1]");
    story_end(&story);
}

static void choices_take_output_and_assign_of_the_way(void **state)
{
    (void)state;
    static const struct {
        const char *input, *output;
    } cases[] = { { "{'n': 1}", "[\"rule\",1]" }, { "{'n': 2}", "[\"state\",2]" } };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct story story = { .shows_previous = false };
        story_tell(&story,
                   "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {"
                   "'A': {'Type': 'Choice', 'Default': 'B', 'Assign': {'v': 2}, 'Output': 'state', 'Choices': ["
                   "{'Condition': '{% $states.input.n = 1 %}', 'Next': 'B', 'Assign': {'v': 1}, 'Output': 'rule'}]},"
                   "'B': {'Type': 'Pass', 'Output': '{% [$states.input, $v] %}', 'End': true}}}",
                   cases[i].input);
        assert_str(story.output, cases[i].output);
        story_end(&story);
    }
}

/* A text of `len` letters in an object, so that the whole prints in len + 8 bytes. */
static str long_input(struct arena *arena, size_t len)
{
    struct buf text;
    buf_init(&text, arena);
    buf_str(&text, STR("{'a': '"));
    buf_fill(&text, 'x', len);
    buf_str(&text, STR("'}"));
    buf_char(&text, '\0');
    return buf_text(&text);
}

static void a_payload_beyond_the_limit_fails(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t over = 0; over < 2; over++) {
        struct story story = { .shows_previous = false };
        str input = long_input(&arena, 262144 - 8 - 6 + over);
        story_tell(&story,
                   "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Parameters': {'b.$': '$'}, 'End': true}}}",
                   input.at);
        assert_int_equal(story.result.status, over ? SIM_FAILED : SIM_SUCCEEDED);
        if (over)
            assert_str(story.output, "States.DataLimitExceeded: The state/task 'A' returned a result with a size "
                                     "exceeding the maximum number of bytes service limit.");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void parameters_beyond_the_limit_fail(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct story_answer answer = { "A", -1, OUTCOME_RETURN, "1", 0, 0 };
    for (size_t over = 0; over < 2; over++) {
        struct story story = { .answers = &answer, .answer_count = 1 };
        str input = long_input(&arena, 262144 - 8 - 6 + over);
        story_tell(&story,
                   "{'StartAt': 'A', 'States': {'A': {" TASK ", 'Parameters': {'b.$': '$'}, 'End': true}}}", input.at);
        assert_str(story.output, over ? "States.DataLimitExceeded: The state/task 'A' provided parameters with a size "
                                        "exceeding the maximum number of bytes service limit."
                                      : "1");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void without_limits_payloads_may_be_large(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct story story = { .options.no_limits = true };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}}",
               long_input(&arena, 300000).at);
    assert_int_equal(story.result.status, SIM_SUCCEEDED);
    story_end(&story);
    arena_finish(&arena);
}

static void a_variable_beyond_the_limit_fails(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Parameters': 1, 'Assign': {'v.$': "
               "'$$.Execution.Input'}, 'End': true}}}",
               long_input(&arena, 300000).at);
    assert_str(story.output, "States.DataLimitExceeded: Variable size limit exceeded. Variable 'v' in state 'A' was assigned "
                             "300008 bytes.");
    story_tell(&story,
               "{'StartAt': 'A', 'QueryLanguage': 'JSONata', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': '{% "
               "$states.input %}'}, 'Output': 1, 'End': true}}}",
               long_input(&arena, 262140).at);
    assert_str(story.output, "States.DataLimitExceeded: Variable size limit exceeded. Variable 'v' in state 'A' was assigned "
                             "262148 bytes.");
    story_end(&story);
    arena_finish(&arena);
}

/* "xx...xé": the limit counts characters, of which none is cut. */
static void long_errors_and_causes_are_cut(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct story story = { .shows_previous = false };
    struct buf input;
    buf_init(&input, &arena);
    buf_str(&input, STR("{'t': '"));
    buf_fill(&input, 'x', 255);
    buf_str(&input, STR("\u00e9y"));
    buf_fill(&input, 'x', 40000);
    buf_str(&input, STR("'}"));
    buf_char(&input, '\0');
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Fail', 'ErrorPath': '$.t', 'CausePath': '$.t'}}}",
               buf_text(&input).at);
    assert_int_equal(story.result.error.len, 257);
    assert_true(str_ends(story.result.error, STR("x\u00e9")));
    assert_int_equal(story.result.cause.len, 32769);
    story_end(&story);
    arena_finish(&arena);
}

static void one_assign_has_a_limit_of_its_own(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v.$': '$', 'w.$': '$'}, 'End': true}}}",
               long_input(&arena, 150000).at);
    assert_str(story.output, "States.DataLimitExceeded: State total variable size limit exceeded. Variable 'w' in state 'A' "
                             "was assigned 150008 bytes, which caused the size of variables assigned in the state to "
                             "exceed its limit by 37872 bytes.");
    story_end(&story);
    arena_finish(&arena);
}

/* Each iteration holds 200,000 bytes while it waits: 52 are within 10 MiB, 53 are not. */
static void all_variables_of_an_execution_have_a_limit(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t over = 0; over < 2; over++) {
        struct story story = { .shows_previous = false };
        struct buf branches;
        buf_init(&branches, &arena);
        for (size_t i = 0; i < 52 + over; i++)
            buf_printf(&branches,
                       "%s{'StartAt': 'A%zu', 'States': {'A%zu': {'Type': 'Pass', 'Assign': {'v.$': '$'}, 'Next': "
                       "'W%zu'}, 'W%zu': {'Type': 'Wait', 'Seconds': 1, 'InputPath': null, 'End': true}}}",
                       i ? ", " : "", i, i, i, i);
        str machine = str_printf(&arena,
                                 "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'Branches': [%.*s], 'ResultPath': "
                                 "null, 'OutputPath': null, 'Next': 'Z'}, 'Z': {'Type': 'Pass', 'Assign': {'z': 1}, 'End': "
                                 "true}}}%c",
                                 STR_ARG(buf_text(&branches)), '\0');
        story_tell(&story, machine.at, long_input(&arena, 200000).at);
        assert_int_equal(story.result.status, over ? SIM_FAILED : SIM_SUCCEEDED);
        if (over)
            assert_str(story.result.error, "States.DataLimitExceeded");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void the_context_object_has_the_services_members(void **state)
{
    (void)state;
    struct story story = { .options = { .start_ms = 1767607200000, .execution_name = STR_INIT("run"),
                                        .machine_name = STR_INIT("m") } };
    story_tell(&story, "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'InputPath': '$$', 'End': true}}}", "[1]");
    assert_str(story.output,
               "{\"Execution\":{\"Id\":\"arn:aws:states:us-east-1:123456789012:execution:m:run\",\"Input\":[1],"
               "\"StartTime\":\"2026-01-05T10:00:00.000Z\",\"Name\":\"run\",\"RoleArn\":"
               "\"arn:aws:iam::123456789012:role/StepFunctionsRole\",\"RedriveCount\":0},\"StateMachine\":{\"Id\":"
               "\"arn:aws:states:us-east-1:123456789012:stateMachine:m\",\"Name\":\"m\"},\"State\":{\"Name\":\"A\","
               "\"EnteredTime\":\"2026-01-05T10:00:00.000Z\"}}");
    story_end(&story);
}

static void members_given_from_outside_replace_those_of_the_context(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct story story = { .options.context = story_json(&arena, "{'Execution': {'Name': 'mine'}, 'Extra': 1}") };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Parameters': {'a.$': "
               "'States.Array($$.Execution.Name, $$.Extra, $$.State.Name)'}, 'End': true}}}",
               "{}");
    assert_str(story.output, "{\"a\":[\"mine\",1,\"A\"]}");
    story_end(&story);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jsonpath_states_pass_data_on),
        cmocka_unit_test(jsonpath_failures_have_the_services_words),
        cmocka_unit_test(a_failing_call_is_an_intrinsic_failure),
        cmocka_unit_test(jsonata_states_pass_data_on),
        cmocka_unit_test(jsonata_failures_have_the_services_words),
        cmocka_unit_test(an_evaluation_that_fails_at_entry_follows_what_came_before),
        cmocka_unit_test(the_time_of_a_wait_is_evaluated_after_entry),
        cmocka_unit_test(assign_sees_what_the_state_made),
        cmocka_unit_test(variables_are_set_together),
        cmocka_unit_test(choices_take_output_and_assign_of_the_way),
        cmocka_unit_test(a_payload_beyond_the_limit_fails),
        cmocka_unit_test(parameters_beyond_the_limit_fail),
        cmocka_unit_test(without_limits_payloads_may_be_large),
        cmocka_unit_test(a_variable_beyond_the_limit_fails),
        cmocka_unit_test(long_errors_and_causes_are_cut),
        cmocka_unit_test(one_assign_has_a_limit_of_its_own),
        cmocka_unit_test(all_variables_of_an_execution_have_a_limit),
        cmocka_unit_test(the_context_object_has_the_services_members),
        cmocka_unit_test(members_given_from_outside_replace_those_of_the_context),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
