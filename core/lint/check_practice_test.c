#include "lint/rule_cases.h"

#define ACTIVITY "arn:aws:states:r:1:activity:a"
#define WAIT     "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
#define INVOKE   "arn:aws:states:::lambda:invoke"
#define BOUNDED(resource)                                                                          \
    "{'TimeoutSeconds': 60, 'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': "         \
    "'" resource "', 'End': true}}}"

static void callbacks_end_in_time(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(WAIT, ""), "warning \"A\"" },
        { TASK(WAIT, "'TimeoutSeconds': 60, "), "" },
        { TASK(WAIT, "'TimeoutSecondsPath': '$.t', "), "" },
        { TASK(WAIT, "'HeartbeatSeconds': 60, "), "" },
        { BOUNDED(WAIT), "" },
        { TASK("arn:aws:states:::sqs:sendMessage", ""), "" },
    };
    rule_cases_check(RULE_CALLBACK_NO_TIMEOUT, cases, ARRAY_LEN(cases));
}

static void activities_have_heartbeats(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(ACTIVITY, ""), "warning \"A\"" },
        { TASK(ACTIVITY, "'TimeoutSeconds': 60, "), "warning \"A\"" },
        { TASK(ACTIVITY, "'HeartbeatSecondsPath': '$.t', "), "" },
        { TASK(INVOKE, ""), "" },
    };
    rule_cases_check(RULE_ACTIVITY_NO_HEARTBEAT, cases, ARRAY_LEN(cases));
}

static void tasks_end_in_time(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(INVOKE, ""), "warning \"A\"" },
        { TASK(ACTIVITY, ""), "warning \"A\"" },
        { TASK("arn:aws:lambda:r:1:function:F", ""), "warning \"A\"" },
        { TASK("arn:aws:states:::aws-sdk:lambda:invoke", ""), "warning \"A\"" },
        { TASK("arn:aws:states:::ecs:runTask.sync", ""), "warning \"A\"" },
        { TASK("arn:aws:states:::dynamodb:getItem", ""), "info \"A\"" },
        { TASK(INVOKE, "'TimeoutSeconds': 60, "), "" },
        { BOUNDED(INVOKE), "" },
        { TASK(WAIT, ""), "" },
        { TASK("${Function}", ""), "" },
        { TASK("no:arn", ""), "" },
        { TASK(INVOKE, ""), "", true },
    };
    rule_cases_check(RULE_TASK_NO_TIMEOUT, cases, ARRAY_LEN(cases));
}

#define RETRY(retrier) "'Retry': [" retrier "], "

static void errors_of_lambda_are_retried(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(INVOKE, ""), "warning \"A\"" },
        { TASK("arn:aws:lambda:r:1:function:F", ""), "warning \"A\"" },
        { TASK("arn:aws:lambda:r:1:function:", ""), "" },
        { TASK("arn:aws:states:::sns:publish", ""), "" },
        { TASK(INVOKE, RETRY("{'ErrorEquals': ['States.ALL']}")), "" },
        { TASK(INVOKE, RETRY("{'ErrorEquals': ['States.TaskFailed']}")), "" },
        { TASK(INVOKE, RETRY("{'ErrorEquals': ['${Errors}']}")), "" },
        { TASK(INVOKE, RETRY("{'ErrorEquals': ['States.ALL'], 'MaxAttempts': 0}")),
          "warning \"A\"" },
        { TASK(INVOKE, RETRY("{'ErrorEquals': ['Mine']}")), "warning \"A\"" },
        { TASK(INVOKE,
               RETRY("{'ErrorEquals': ['Lambda.ServiceException', 'Lambda.SdkClientException']}")),
          "warning \"Retry\"" },
        { TASK(INVOKE,
               RETRY("{'ErrorEquals': ['Lambda.ServiceException', 'Lambda.SdkClientException']}, "
                     "{'ErrorEquals': ['Lambda.TooManyRequestsException', "
                     "'Lambda.AWSLambdaException']}")),
          "" },
    };
    rule_cases_check(RULE_LAMBDA_NO_RETRY, cases, ARRAY_LEN(cases));
}

static void functions_are_invoked(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:lambda:r:1:function:F", ""), "warning \"arn:aws:lambda:r:1:function:F\"" },
        { TASK("arn:aws:lambda:r:1:function:", ""), "" },
        { TASK(INVOKE, ""), "" },
        { TASK("${Function}", ""), "" },
    };
    rule_cases_check(RULE_LAMBDA_DIRECT_ARN, cases, ARRAY_LEN(cases));
}

#define CATCH(errors) "'Catch': [" errors "], "

static void other_errors_are_caught_too(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(INVOKE, ""), "" },
        { TASK(INVOKE, CATCH("")), "" },
        { TASK(INVOKE, CATCH("{'ErrorEquals': ['E'], 'Next': 'A'}")), "warning \"Catch\"" },
        { TASK(INVOKE, CATCH("{'ErrorEquals': ['E'], 'Next': 'A'}, {'ErrorEquals': ['States.ALL'], "
                             "'Next': 'A'}")),
          "" },
        { TASK(INVOKE, CATCH("{'ErrorEquals': ['States.TaskFailed'], 'Next': 'A'}")), "" },
        { TASK(INVOKE, CATCH("{'ErrorEquals': ['${Error}'], 'Next': 'A'}")), "" },
        { TASK(INVOKE, CATCH("{'Next': 'A'}")), "" },
    };
    rule_cases_check(RULE_CATCH_ALL_MISSING, cases, ARRAY_LEN(cases));
}

#define FUNCTION(arn) "'Parameters': {'FunctionName': '" arn "'}, "

static void partitions_are_not_mixed(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(INVOKE, FUNCTION("arn:aws:lambda:us-east-1:1:function:F")), "" },
        { TASK(INVOKE, FUNCTION("arn:aws-cn:lambda:${Region}:1:function:F")), "warning aws-cn" },
        { TASK(INVOKE, FUNCTION("arn:aws-cn:lambda:us-east-1:1:function:F")), "warning aws-cn" },
        { TASK(INVOKE, FUNCTION("arn:aws:lambda:cn-north-1:1:function:F")), "warning aws" },
        { TASK(INVOKE, FUNCTION("arn:aws-us-gov:lambda:us-gov-west-1:1:function:F")),
          "warning aws-us-gov" },
        { TASK(INVOKE, FUNCTION("arn:${Partition}:lambda:cn-north-1:1:function:F")), "" },
        { TASK("arn:aws-cn:states:::lambda:invoke",
               FUNCTION("arn:aws-cn:lambda:cn-north-1:1:function:F")),
          "" },
        { TASK("arn:aws-cn:lambda:YOUR-REGION:1:function:F", ""), "" },
        { TASK("arn:aws-cn:lambda:us-east-1:1:function:F", ""), "warning aws-cn" },
        { TASK("arn:aws-cn", ""), "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': "
          "'arn:aws:states:::sns:publish', 'Next': 'B'}, "
          "'B': {'Type': 'Task', 'Resource': 'arn:aws-cn:states:::sns:publish', 'End': true}}}",
          "warning aws-cn" },
    };
    rule_cases_check(RULE_PARTITION_MISMATCH, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callbacks_end_in_time),    cmocka_unit_test(activities_have_heartbeats),
        cmocka_unit_test(tasks_end_in_time),        cmocka_unit_test(errors_of_lambda_are_retried),
        cmocka_unit_test(functions_are_invoked),    cmocka_unit_test(other_errors_are_caught_too),
        cmocka_unit_test(partitions_are_not_mixed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
