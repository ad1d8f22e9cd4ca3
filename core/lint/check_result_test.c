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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_an_answer_must_be_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
