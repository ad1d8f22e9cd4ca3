#include "lint/rule_cases.h"

static void resources_must_be_arns(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::lambda:invoke", ""), "" },
        { TASK("${Function}", ""), "" },
        { TASK("arn:aws:swf:us-east-1:123456789012:task:X", ""), "" },
        { TASK("lambda:invoke", ""), "error \"lambda:invoke\"" },
        { TASK("$.fn", ""), "error \"$.fn\"" },
        { TASK("{% $fn %}", ""), "error \"{% $fn %}\"" },
        { TASK("https://example.com/fn", ""), "error \"https://example.com/fn\"" },
        { TASK("", ""), "error \"\"" },
        { TASK("arn:asw:states:::lambda:invoke", ""), "error asw" },
        { TASK("arn:aws:lambda:r:1:layer:F", ""), "error layer" },
        { TASK("arn:aws:lambda:r:1:function:F:$*#$7485", ""), "error $*#$7485" },
        { TASK("arn:aws:lambda:r:1:function:F:", ""), "error \"arn:aws:lambda:r:1:function:F:\"" },
        { TASK("arn:aws:states:::lambda", ""), "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': 7, 'End': true}}}", "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Resource': 'x', 'End': true}}}", "" },
    };
    rule_cases_check(RULE_RESOURCE_ARN, cases, ARRAY_LEN(cases));
}

static void integrations_must_be_known(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::lambda:invoke", ""), "" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", ""), "" },
        { TASK("arn:aws:states:::${Service}:${Api}", ""), "" },
        { TASK("arn:aws:states:::lambda:${Api}.sync", ""), "" },
        { TASK("arn:aws:states:::aws-sdk:${Service}:query", ""), "" },
        { TASK("arn:aws:states:::aws-sdk:s3:${Api}", ""), "" },
        /* wrong in form */
        { TASK("arn:aws:states:::aws-sdk:s3:ListBuckets", ""), "error ListBuckets" },
        { TASK("arn:aws:states:::aws-sdk:s3:list-buckets", ""), "error list-buckets" },
        { TASK("arn:aws:states:::aws-sdk:S3:listBuckets", ""), "error S3" },
        { TASK("arn:aws:states:::aws-sdk:s3", ""), "error s3" },
        { TASK("arn:aws:states:::lambda:", ""), "error \"arn:aws:states:::lambda:\"" },
        { TASK("arn:aws:states:::", ""), "error \"arn:aws:states:::\"" },
        /* near a known name */
        { TASK("arn:aws:states:::snss:publish", ""), "error snss" },
        { TASK("arn:aws:states:::lambda:invok", ""), "error invok" },
        { TASK("arn:aws:states:::aws-sdk:dynamobd:query", ""), "error dynamobd" },
        { TASK("arn:aws:states:::aws-sdk:events:putEvents", ""), "error events" },
        { TASK("arn:aws:states:::aws-sdk:s3:listBucket", ""), "error listBucket" },
        /* an optimized integration has no such API, the SDK has */
        { TASK("arn:aws:states:::dynamodb:query", ""), "error query" },
        { TASK("arn:aws:states:::lambda:listFunctions", ""), "error listFunctions" },
        { TASK("arn:aws:states:::s3:headObject", ""), "error s3" },
        { TASK("arn:aws:states:::lambda:frobnicate", ""), "error frobnicate" },
        /* perhaps newer than the tables */
        { TASK("arn:aws:states:::quantumledger:invoke", ""), "info quantumledger" },
        { TASK("arn:aws:states:::aws-sdk:quantumledger:invoke", ""), "info quantumledger" },
        { TASK("arn:aws:states:::aws-sdk:s3:frobnicateEverything", ""),
          "info frobnicateEverything" },
        { TASK("arn:aws:states:::aws-sdk:wafv3:listWebACLs", ""), "info wafv3" },
        { TASK("arn:aws:states:::aws-sdk:s3:listObjectsV3", ""), "info listObjectsV3" },
        { TASK("arn:aws:states:::aws-sdk:sns:getPublish", ""), "info getPublish" },
        /* patterns that there are not */
        { TASK("arn:aws:states:::ecs:runTask.async", ""), "error .async" },
        { TASK("arn:aws:states:::sqs:sendMessage.waitForTasktoken", ""),
          "error .waitForTasktoken" },
        { TASK("arn:aws:states:::states:startExecution.sync:3", ""), "error .sync:3" },
        { TASK("arn:aws:states:::ecs:runTask.sync.waitForTaskToken", ""),
          "error .sync.waitForTaskToken" },
        { TASK("arn:aws:states:::ecs:runTask.else", ""), "error .else" },
        /* ARNs of other things */
        { TASK("arn:aws:sns:us-east-1:123456789012:topic", ""), "error sns" },
        { TASK("arn:aws:swf:us-east-1:123456789012:task:X", ""), "warning swf" },
        { TASK("arn:aws:states:us-east-1:123456789012:stateMachine:m", ""), "error states" },
    };
    rule_cases_check(RULE_INTEGRATION_UNKNOWN, cases, ARRAY_LEN(cases));
}

static void patterns_must_be_supported(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::ecs:runTask.sync", ""), "" },
        { TASK("arn:aws:states:::ecs:runTask.waitForTaskToken", ""), "" },
        { TASK("arn:aws:states:::states:startExecution.sync:2", ""), "" },
        { TASK("arn:aws:states:::aws-sdk:s3:listBuckets.waitForTaskToken", ""), "" },
        { TASK("arn:aws:states:::nobody:knows.sync", ""), "" },
        { TASK("arn:aws:states:::${Service}:run.sync", ""), "" },
        { TASK("arn:aws:states:::ecs:runTask${Pattern}", ""), "" },
        { TASK("arn:aws:states:::ecs:runTask.sync:2", ""), "error .sync:2" },
        { TASK("arn:aws:states:::dynamodb:putItem.sync", ""), "error .sync" },
        { TASK("arn:aws:states:::glue:startJobRun.waitForTaskToken", ""),
          "error .waitForTaskToken" },
        { TASK("arn:aws:states:::aws-sdk:s3:listBuckets.sync", ""), "error .sync" },
        { TASK("arn:aws:states:::aws-sdk:${Service}:run.sync", ""), "error .sync" },
    };
    rule_cases_check(RULE_INTEGRATION_PATTERN, cases, ARRAY_LEN(cases));
}

#define MAP(config, state)                                                                         \
    "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'ItemProcessor': "              \
    "{'ProcessorConfig': " config ", 'StartAt': 'A', 'States': {'A': " state "}}}}}"
#define INNER_TASK(resource) "{'Type': 'Task', 'Resource': '" resource "', 'End': true}"

static void express_workflows_do_not_wait(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::ecs:runTask.sync", ""), "", false },
        { TASK("arn:aws:states:::ecs:runTask", ""), "", true },
        { TASK("arn:aws:states:::ecs:runTask.sync", ""), "error .sync", true },
        { TASK("arn:aws:states:::states:startExecution.sync:2", ""), "error .sync:2", true },
        { TASK("arn:aws:states:::aws-sdk:sns:publish.waitForTaskToken", ""),
          "error .waitForTaskToken", true },
        { TASK("arn:aws:states:r:1:activity:a", ""), "error \"arn:aws:states:r:1:activity:a\"",
          true },
        { TASK("${Function}", ""), "", true },
        { MAP("{'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}", "{'Type': 'Succeed'}"), "",
          false },
        { MAP("{'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}", "{'Type': 'Succeed'}"),
          "error \"DISTRIBUTED\"", true },
        { MAP("{'Mode': 'INLINE'}", "{'Type': 'Succeed'}"), "", true },
        /* the children of a distributed Map have a type of their own */
        { MAP("{'Mode': 'DISTRIBUTED', 'ExecutionType': 'EXPRESS'}",
              INNER_TASK("arn:aws:states:::ecs:runTask.sync")),
          "error .sync", false },
        { MAP("{'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}",
              INNER_TASK("arn:aws:states:::ecs:runTask.sync")),
          "", false },
    };
    rule_cases_check(RULE_EXPRESS_UNSUPPORTED, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resources_must_be_arns),
        cmocka_unit_test(integrations_must_be_known),
        cmocka_unit_test(patterns_must_be_supported),
        cmocka_unit_test(express_workflows_do_not_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
