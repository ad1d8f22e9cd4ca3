#include "lint/rule_cases.h"

#define INVOKE "arn:aws:states:::lambda:invoke"

static void fields_of_an_answer_must_be_known(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(INVOKE, "'OutputPath': '$.Payload', "), "" },
        { TASK(INVOKE, "'OutputPath': '$.payload', "), "warning .payload" },
        { TASK(INVOKE, "'ResultPath': '$', 'OutputPath': '$.payload.a', "), "warning .payload" },
        { TASK(INVOKE, "'ResultPath': '$.r', 'OutputPath': '$.payload', "), "" },
        { TASK(INVOKE, "'ResultSelector': {'a.$': '$.Payload.a', 'b.$': '$.body'}, "),
          "warning .body" },
        { TASK(INVOKE, "'ResultSelector': {'a.$': '$.Payload.a'}, 'OutputPath': '$.a', "), "" },
        { TASK(INVOKE,
               "'ResultSelector': {'a.$': '$$.Execution.Id', 'b.$': '$', 'c.$': '$[^x^]'}, "),
          "warning ['x']" },
        { TASK(INVOKE, "'ResultSelector': {'a.$': '$.SdkHttpMetadata.HttpStatusCode'}, "), "" },
        { TASK(INVOKE, "'Parameters': {'FunctionName.$': '$.f'}, "), "" },
        { TASK(INVOKE ".waitForTaskToken", "'OutputPath': '$.payload', "), "" },
        { TASK("arn:aws:states:::ecs:runTask.sync", "'OutputPath': '$.Nothing', "), "" },
        { TASK("arn:aws:states:::http:invoke", "'OutputPath': '$.Body', "), "warning .Body" },
        { TASK("arn:aws:states:::aws-sdk:s3:getObject", "'OutputPath': '$.Body', "), "" },
        { TASK("${Function}", "'OutputPath': '$.payload', "), "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'OutputPath': '$.payload', 'End': "
          "true}}}",
          "" },
        { JSONATA_TASK(INVOKE, "'Output': '{% $states.result.Payload %}', "), "" },
        { JSONATA_TASK(INVOKE, "'Output': '{% $states.result.payload %}', "), "warning payload" },
        { JSONATA_TASK(INVOKE, "'Assign': {'v': '{% $states.result.body.a %}'}, "),
          "warning body" },
        { JSONATA_TASK(INVOKE, "'Output': '{% $states.result %}', "), "" },
        { JSONATA_TASK(INVOKE, "'Output': '{% $states.input.payload %}', "), "" },
        { JSONATA_TASK(INVOKE, "'Output': '{% 1 + 1 %}', "), "" },
        { JSONATA_TASK(INVOKE, "'Arguments': '{% $states.result.payload %}', "), "" },
    };
    rule_cases_check(RULE_UNKNOWN_RESULT_FIELD, cases, ARRAY_LEN(cases));
}

static void calls_carry_the_input(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(INVOKE, "'Parameters': {'FunctionName': 'f', 'Payload.$': '$'}, "), "" },
        { TASK(INVOKE, "'Parameters': {'FunctionName': 'f'}, "), "warning \"Parameters\"" },
        { TASK(INVOKE, ""), "" },
        { TASK("arn:aws:states:::states:startExecution",
               "'Parameters': {'StateMachineArn': 's'}, "),
          "warning \"Parameters\"" },
        { TASK("arn:aws:states:::states:startExecution.sync:2",
               "'Parameters': {'StateMachineArn': 's', 'Input.$': '$'}, "),
          "" },
        { JSONATA_TASK(INVOKE, "'Arguments': {'FunctionName': 'f'}, "), "warning \"Arguments\"" },
        { JSONATA_TASK(INVOKE, "'Arguments': '{% $x %}', "), "" },
        { TASK("arn:aws:states:::sns:publish", "'Parameters': {'Message': 'm'}, "), "" },
    };
    rule_cases_check(RULE_INPUT_DISCARDED, cases, ARRAY_LEN(cases));
}

/* State A asks an API, then comes B. */
#define THEN(members, next)                                                                        \
    "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': "                               \
    "'arn:aws:states:::sqs:sendMessage', " members "'Next': 'B'}, 'B': " next "}}"
#define PASS(members) "{'Type': 'Pass', " members "'End': true}"

static void answers_do_not_replace_what_is_needed(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { THEN("", PASS("'Parameters': {'id.$': '$.id'}, ")), "warning \"A\"" },
        { THEN("", PASS("'Parameters': {'id.$': '$.MessageId'}, ")), "" },
        { THEN("", PASS("'Parameters': [{'a': 1, 'id.$': '$.id'}], ")), "warning \"A\"" },
        { THEN("", PASS("'InputPath': '$.order', ")), "warning \"A\"" },
        { THEN("", PASS("'InputPath': '$.MessageId', 'Parameters': {'id.$': '$.id'}, ")), "" },
        { THEN("", PASS("'InputPath': null, 'Parameters': {'id.$': '$.id'}, ")), "" },
        { THEN("", PASS("'OutputPath': '$.order', ")), "" },
        { THEN("'ResultPath': '$.r', ", PASS("'Parameters': {'id.$': '$.id'}, ")), "" },
        { THEN("'ResultPath': null, ", PASS("'Parameters': {'id.$': '$.id'}, ")), "" },
        { THEN("'ResultPath': '$', ", PASS("'Parameters': {'id.$': '$.id'}, ")), "warning \"A\"" },
        { THEN("'OutputPath': '$.MessageId', ", PASS("'Parameters': {'id.$': '$.id'}, ")), "" },
        { THEN("'ResultSelector': {'id.$': '$.MessageId'}, ",
               PASS("'Parameters': {'id.$': '$.id'}, ")),
          "" },
        { THEN("", "{'Type': 'Wait', 'SecondsPath': '$.delay', 'End': true}"), "warning \"A\"" },
        { THEN("", "{'Type': 'Map', 'ItemsPath': '$.items', 'ItemProcessor': {'StartAt': 'X', "
                   "'States': {'X': {'Type': "
                   "'Succeed'}}}, 'End': true}"),
          "warning \"A\"" },
        { THEN("", "{'Type': 'Choice', 'Choices': [{'Variable': '$.id', 'IsPresent': true, 'Next': "
                   "'A'}], 'Default': 'A'}"),
          "" },
        { THEN("'QueryLanguage': 'JSONata', ",
               PASS("'QueryLanguage': 'JSONata', 'Output': '{% $states.input.id %}', ")),
          "" },
        { THEN("'QueryLanguage': 'JSONata', ",
               "{'Type': 'Wait', 'QueryLanguage': 'JSONata', 'Seconds': '{% $states.input.delay "
               "%}', 'End': true}"),
          "warning \"A\"" },
        { THEN("'QueryLanguage': 'JSONata', 'Output': 1, ",
               "{'Type': 'Wait', 'QueryLanguage': 'JSONata', 'Seconds': '{% $states.input.delay "
               "%}', 'End': true}"),
          "" },
        { TASK("arn:aws:states:::sqs:sendMessage", ""), "" },
    };
    rule_cases_check(RULE_INPUT_DISCARDED, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_an_answer_must_be_known),
        cmocka_unit_test(calls_carry_the_input),
        cmocka_unit_test(answers_do_not_replace_what_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
