#include "lint/rule_cases.h"

#define P(members) "'Parameters': {" members "}, "
#define A(members) "'Arguments': {" members "}, "

static void required_parameters_must_be_there(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::sns:publish", ""), "error \"A\"" },
        { TASK("arn:aws:states:::eks:call", ""), "error \"A\"" },
        { TASK("arn:aws:states:::aws-sdk:s3:listBuckets", ""), "" },
        { TASK("arn:aws:states:::aws-sdk:s3:headObject", ""), "warning \"A\"" },
        { JSONATA_TASK("arn:aws:states:::sns:publish", "'Parameters': {}, "), "" },
        { TASK("arn:aws:states:::sns:publish", P("'Message': 'm'")), "" },
        { TASK("arn:aws:states:::sns:publish", P("'Message.$': '$.m'")), "" },
        { TASK("arn:aws:states:::sns:publish", P("'message': 'm'")), "" },
        { TASK("arn:aws:states:::sns:publish", P("")), "error \"Parameters\"" },
        { TASK("arn:aws:states:::dynamodb:putItem", P("'Item': {}")), "error \"Parameters\"" },
        { TASK("arn:aws:states:::sns:publish", "'Parameters': '$.all', "), "warning \"$.all\"" },
        { TASK("arn:aws:states:::sns:publish", "'Parameters': '${All}', "), "" },
        { TASK("arn:aws:states:::sns:publish", "'Parameters': [], "), "error []" },
        { JSONATA_TASK("arn:aws:states:::sns:publish", A("")), "error \"Arguments\"" },
        { JSONATA_TASK("arn:aws:states:::sns:publish", "'Arguments': '{% $states.input %}', "),
          "" },
        { TASK("arn:aws:states:::sns:publish", P("'Fn::If': []")), "" },
        { TASK("arn:aws:states:::sns:publish", P("'Ref': 'Message'")), "" },
        { TASK("arn:aws:states:::sns:publish", P("'${Key}': 'm'")), "" },
        { TASK("arn:aws:states:::sns:${Api}", P("")), "" },
        /* one of two, and members of members */
        { TASK("arn:aws:states:::http:invoke",
               P("'ApiEndpoint': 'e', 'Method': 'GET', 'Authentication': {'ConnectionArn': 'c'}")),
          "" },
        { TASK(
              "arn:aws:states:::http:invoke",
              P("'ApiEndpoint': 'e', 'Method': 'GET', 'InvocationConfig': {'ConnectionArn': 'c'}")),
          "" },
        { TASK("arn:aws:states:::http:invoke",
               P("'ApiEndpoint': 'e', 'Method': 'GET', 'Authentication.$': '$.auth'")),
          "" },
        { TASK("arn:aws:states:::http:invoke",
               P("'ApiEndpoint': 'e', 'Method': 'GET', 'Authentication': {}")),
          "error \"Parameters\"" },
        { TASK("arn:aws:states:::http:invoke", P("'ApiEndpoint': 'e', 'Method': 'GET'")),
          "error \"Parameters\"" },
        /* what only the model requires, and what the SDK fills in */
        { TASK("arn:aws:states:::athena:startQueryExecution", P("")), "warning \"Parameters\"" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("")), "warning \"Parameters\"" },
        { TASK("arn:aws:states:::emr-serverless:startJobRun",
               P("'ApplicationId': 'a', 'ExecutionRoleArn': 'r'")),
          "" },
    };
    rule_cases_check(RULE_INTEGRATION_REQUIRED, cases, ARRAY_LEN(cases));
}

static void parameters_must_be_known(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::glue:startJobRun", P("'JobName': 'j', 'Arguments': {}")), "" },
        { TASK("arn:aws:states:::glue:startJobRun", P("'JobName': 'j', 'Args': {}")),
          "error \"Args\"" },
        { TASK("arn:aws:states:::glue:startJobRun", P("'JobName': 'j', 'Args.$': '$.a'")),
          "error \"Args.$\"" },
        { TASK("arn:aws:states:::dynamodb:putItem",
               P("'TableName': 't', 'Item': {}, 'Tablename': 'x'")),
          "error \"Tablename\"" },
        { TASK("arn:aws:states:::ecs:runTask",
               P("'TaskDefinition': 'd', 'EnableEcsManagedTags': true")),
          "" },
        { TASK("arn:aws:states:::ecs:runTask", P("'TaskDefinition': 'd', 'Overide': {}")),
          "error \"Overide\"" },
        { TASK("arn:aws:states:::http:invoke", P("'Body': {}")), "error \"Body\"" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'TableName': 't', 'Filter': 'f'")),
          "warning \"Filter\"" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'tableName': 't'")), "" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'Tablename': 't'")),
          "warning \"Tablename\"" },
        { TASK("arn:aws:states:::aws-sdk:rds:createDBSnapshot", P("'DbSnapshotIdentifier': 't'")),
          "" },
        { TASK("arn:aws:states:::glue:startJobRun", P("'JobName': 'j', '${Key}': {}")), "" },
        { JSONATA_TASK("arn:aws:states:::glue:startJobRun", A("'JobName': 'j', 'Args': {}")),
          "error \"Args\"" },
        { JSONATA_TASK("arn:aws:states:::glue:startJobRun", "'Arguments': '{% $x %}', "), "" },
    };
    rule_cases_check(RULE_INTEGRATION_UNKNOWN_PARAM, cases, ARRAY_LEN(cases));
}

static void parameters_of_the_sdk_are_in_pascal_case(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'TableName': 't'")), "" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'tableName': 't'")),
          "warning \"tableName\"" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'tableName.$': '$.t'")),
          "warning \"tableName.$\"" },
        { TASK("arn:aws:states:::aws-sdk:dynamodb:query", P("'nothing': 't'")), "" },
        { TASK("arn:aws:states:::dynamodb:putItem", P("'tableName': 't'")), "" },
    };
    rule_cases_check(RULE_SDK_PARAMETER_CASE, cases, ARRAY_LEN(cases));
}

#define WAIT "arn:aws:states:::lambda:invoke.waitForTaskToken"

static void a_callback_passes_its_token_on(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload': {'t.$': '$$.Task.Token'}")), "" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload': {'t.$': '$$.Task'}")), "" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload.$': '$$'")), "" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload': {'t.$': '$$[^Task^]'}")), "" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload.$': 'States.Format(^{}^, $$.Task.Token)'")),
          "" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload.$': '${Path}'")), "" },
        { TASK(WAIT, "'InputPath': '$$.Task', " P("'FunctionName': 'f', 'Payload.$': '$'")), "" },
        { TASK("arn:aws:states:::lambda:invoke", P("'FunctionName': 'f'")), "" },
        { TASK(WAIT, ""), "" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload.$': '$'")), "warning \"Parameters\"" },
        { TASK(WAIT, P("'FunctionName': '${Function}', 'Payload.$': '$'")),
          "warning \"Parameters\"" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload.$': '$$.Execution.Id'")),
          "warning \"Parameters\"" },
        { TASK(WAIT, P("'FunctionName': 'f', 'Payload.$': '$$.Tasks'")), "warning \"Parameters\"" },
        { JSONATA_TASK(WAIT,
                       A("'FunctionName': 'f', 'Payload': '{% $states.context.Task.Token %}'")),
          "" },
        { JSONATA_TASK(WAIT, A("'FunctionName': 'f', 'Payload': '{% $states.context %}'")), "" },
        { JSONATA_TASK(WAIT, A("'FunctionName': 'f', 'Payload': '{% $states %}'")), "" },
        { JSONATA_TASK(WAIT, A("'FunctionName': 'f', 'Payload': '{% ${Expression} %}'")), "" },
        { JSONATA_TASK(WAIT, "'Arguments': '{% $states.input %}', "), "warning \"Arguments\"" },
        { JSONATA_TASK(WAIT,
                       A("'FunctionName': 'f', 'Payload': '{% $states.context.Execution.Id %}'")),
          "warning \"Arguments\"" },
    };
    rule_cases_check(RULE_TASK_TOKEN_MISSING, cases, ARRAY_LEN(cases));
}

static void functions_have_versions(void **state)
{
    (void)state;
#define INVOKE(members) TASK("arn:aws:states:::lambda:invoke", P(members))
    static const struct rule_case cases[] = {
        { INVOKE("'FunctionName': 'f:live'"), "" },
        { INVOKE("'FunctionName': 'f:$LATEST'"), "warning $LATEST" },
        { INVOKE("'FunctionName': '${Function}:$LATEST'"), "warning $LATEST" },
        { INVOKE("'FunctionName': 'arn:aws:lambda:r:1:function:F:$LATEST'"), "warning $LATEST" },
        { INVOKE("'FunctionName': 'f', 'Qualifier': '$LATEST'"), "warning $LATEST" },
        { INVOKE("'FunctionName': 'f', 'Qualifier': 'live'"), "" },
        { INVOKE("'FunctionName': 'f'"), "info \"f\"" },
        { INVOKE("'FunctionName': 'arn:aws:lambda:r:1:function:F'"),
          "info \"arn:aws:lambda:r:1:function:F\"" },
        { INVOKE("'FunctionName': '123:function:F'"), "info \"123:function:F\"" },
        { INVOKE("'FunctionName': '123:function:F:3'"), "" },
        { INVOKE("'FunctionName': 'arn:aws:lambda:r:1:function:F:3'"), "" },
        { INVOKE("'FunctionName': '${Function}'"), "" },
        { INVOKE("'FunctionName.$': '$.f'"), "" },
        { INVOKE("'FunctionName': 7"), "" },
        { JSONATA_TASK("arn:aws:states:::lambda:invoke", A("'FunctionName': '{% $f %}'")), "" },
        { JSONATA_TASK("arn:aws:states:::lambda:invoke", "'Arguments': '{% $f %}', "), "" },
        { TASK("arn:aws:lambda:r:1:function:F", ""), "" },
        { TASK("arn:aws:lambda:r:1:function:F:$LATEST", ""), "warning $LATEST" },
        { TASK("arn:aws:states:::sns:publish", P("'FunctionName': 'f'")), "" },
    };
    rule_cases_check(RULE_LAMBDA_LATEST, cases, ARRAY_LEN(cases));
}

static void accounts_are_not_written_down(void **state)
{
    (void)state;
#define SEND(url)                                                                                  \
    TASK("arn:aws:states:::sqs:sendMessage", P("'QueueUrl': '" url "', 'MessageBody': 'm'"))
    static const struct rule_case cases[] = {
        { SEND("https://sqs.us-east-1.amazonaws.com/123456789012/q"), "warning 123456789012" },
        { SEND("https://sqs.us-east-1.amazonaws.com/${Account}/q"), "" },
        { SEND("https://example.com/123456789012/q"), "" },
        { SEND("https://sqs.us-east-1.amazonaws.com/1234567890123/q"), "" },
        { SEND("https://sqs.us-east-1.amazonaws.com/a123456789012/q"), "" },
        { TASK("arn:aws:states:::lambda:invoke",
               P("'FunctionName': 'arn:aws:lambda:r:123456789012:function:F', 'Payload': "
                 "['arn:aws:sns:r:210987654321:t']")),
          "warning 123456789012 | warning 210987654321" },
        { JSONATA_TASK("arn:aws:states:::lambda:invoke",
                       A("'FunctionName': '{% ^arn:aws:lambda:r:123456789012:function:^ & $f %}'")),
          "warning 123456789012" },
        { TASK("arn:aws:states:us-east-1:123456789012:activity:a", ""), "warning 123456789012" },
        { TASK("arn:aws:lambda:us-east-1:123456789012:function:f", ""), "" },
    };
    rule_cases_check(RULE_HARDCODED_ACCOUNT, cases, ARRAY_LEN(cases));
}

static void jsonata_states_have_no_path_keys(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { JSONATA_TASK("arn:aws:states:::lambda:invoke", A("'FunctionName.$': '$.f'")),
          "warning \"FunctionName.$\"" },
        { JSONATA_TASK("arn:aws:states:::lambda:invoke", A("'Payload': [{'a.$': '$'}]")),
          "warning \"a.$\"" },
        { JSONATA_TASK("arn:aws:states:::lambda:invoke", "'Output': {'a.$': '$.b.'}, "),
          "warning \"a.$\"" },
        { JSONATA_TASK("arn:aws:states:::lambda:invoke", A("'FunctionName': 'f'")), "" },
        { TASK("arn:aws:states:::lambda:invoke", P("'FunctionName.$': '$.f'")), "" },
    };
    rule_cases_check(RULE_JSONATA_DOLLAR_KEY, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(required_parameters_must_be_there),
        cmocka_unit_test(parameters_must_be_known),
        cmocka_unit_test(parameters_of_the_sdk_are_in_pascal_case),
        cmocka_unit_test(a_callback_passes_its_token_on),
        cmocka_unit_test(functions_have_versions),
        cmocka_unit_test(accounts_are_not_written_down),
        cmocka_unit_test(jsonata_states_have_no_path_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
