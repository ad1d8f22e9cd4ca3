/* What lint has to say to each variation of a field, a rule, a mode: all errors, and no other. */
#include "lint/rule_cases.h"

#define LAMBDA    "'Type': 'Task', 'Resource': 'arn:aws:lambda:us-east-1:123456789012:function:f:1', "
#define PROCESSOR "'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"
#define DISTRIBUTED_PROCESSOR                                                                      \
    "'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, "  \
    "'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"

/* One state A; with _B, also a state B for it to lead to. */
#define PATH(members)   "{'StartAt': 'A', 'States': {'A': {" members "}}}"
#define PATH_B(members) "{'StartAt': 'A', 'States': {'A': {" members "}, 'B': {'Type': 'Succeed'}}}"
#define ATA(members)    "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {" members "}}}"
#define ATA_B(members)                                                                             \
    "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {" members                       \
    "}, 'B': {'Type': 'Succeed'}}}"
#define PATH_END(members) PATH(members ", 'End': true")
#define ATA_END(members)  ATA(members ", 'End': true")

#define CHOICE(rule)                                                                               \
    PATH_B("'Type': 'Choice', 'Choices': [{" rule ", 'Next': 'B'}], 'Default': 'B'")
#define LAMBDA_TASK(members) PATH_END(LAMBDA members)
#define ATA_TASK(members)    ATA_END(LAMBDA members)
#define PARAMETERS(members)  PATH_END("'Type': 'Pass', 'Parameters': {" members "}")
#define ASSIGN(members)      PATH_END("'Type': 'Pass', 'Assign': {" members "}")
#define INLINE(members)      PATH_END("'Type': 'Map', " PROCESSOR ", " members)
#define DISTRIBUTED(members) PATH_END("'Type': 'Map', " DISTRIBUTED_PROCESSOR ", " members)
#define READER(settings)                                                                           \
    DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': "       \
                "{'Bucket': 'b', 'Key': 'k'}, 'ReaderConfig': {" settings "}}")

static void choice_rules_have_one_shape(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { CHOICE("'And': [{'Variable': '$.a', 'IsPresent': true}, {'Variable': '$.a', "
                 "'StringEquals': 'x'}]"),
          "" },
        { CHOICE("'Not': {'Variable': '$.a', 'IsPresent': true}"), "" },
        { CHOICE("'Not': {'And': [{'Variable': '$.a', 'IsPresent': true}]}"), "" },
        { CHOICE("'Not': {}"), "choice-rule-shape {" },
        { CHOICE("'And': [[]]"), "wrong-type []" },
        { CHOICE("'And': [{'Variable': '$.a', 'IsNull': true}], 'Or': [{'Variable': '$.a', "
                 "'IsNull': true}]"),
          "choice-rule-shape {" },
        { CHOICE("'And': [{'Variable': '$.a', 'IsNull': true}], 'StringEquals': 'x'"),
          "choice-rule-shape {" },
        { CHOICE("'Variable': '$.a', 'StringEquals': 'a', 'NumericEquals': 1"),
          "choice-rule-shape {" },
        { CHOICE("'StringEquals': 'a'"), "choice-rule-shape {" },
        { PATH_B("'Type': 'Choice', 'Choices': [{'Next': 'B'}], 'Default': 'B'"),
          "choice-rule-shape {" },
        { CHOICE("'Or': [{'Not': {'Variable': '$.a', 'IsNull': true, 'Next': 'B'}}]"),
          "nested-next \"Next\"" },
        { CHOICE("'Or': [{'Variable': '$.a', 'IsNull': true, 'Assign': {}}]"),
          "nested-assign \"Assign\"" },
        { CHOICE("'Or': [{'Variable': '$.a', 'IsNull': true, 'Comment': 'x'}]"), "" },
        { CHOICE("'Or': [{'Variable': '$.a', 'IsNull': true, 'Default': 'B'}]"),
          "unsupported-field \"Default\"" },
        { CHOICE("'Or': [{'Variable': '$.a', 'IsNull': true, 'Condition': true}]"),
          "unsupported-field \"Condition\"" },
        { CHOICE("'Variable': '$.a', 'IsNull': true, 'Condition': '{% true %}'"),
          "jsonata-only-field \"Condition\"" },
        { CHOICE("'Variable': '$.a', 'IsNull': true, 'Output': {}"),
          "jsonata-only-field \"Output\"" },
        { CHOICE("'Variable': '$.a', 'IsNull': true, 'Assign': {'x': 1}"), "" },
        { CHOICE("'Variable': '$$.Execution.Name', 'StringEquals': 'x'"), "" },
        { CHOICE("'Variable': '$v.x', 'StringEquals': 'x'"), "" },
        { CHOICE("'Variable': '$.a[?(@.b)]', 'StringEquals': 'x'"), "reference-path [?(@.b)]" },
        { CHOICE("'Variable': '$.a[0]', 'StringEquals': 'x'"), "" },
        { CHOICE("'Variable': '$.a[*]', 'StringEquals': 'x'"), "reference-path [*]" },
        { CHOICE("'Variable': '$.a', 'StringEqualsPath': '$.b[*]'"), "reference-path [*]" },
        { CHOICE("'Variable': '$.a', 'StringEqualsPath': '$$.Execution.Name'"), "" },
        { CHOICE("'Variable': '$.a', 'StringEqualsPath': 'States.Format(^a^)'"),
          "reference-path States.Format('a')" },
        { CHOICE("'Variable': '$.a', 'IsPresentPath': '$.b'"), "unknown-field \"IsPresentPath\"" },
        { CHOICE("'Variable': '$.a', 'StringMatchesPath': '$.b'"),
          "unknown-field \"StringMatchesPath\"" },
        { CHOICE("'Variable': '$.a', 'TimestampEquals': '2020-01-01T00:00:00+01:00'"), "" },
        { CHOICE("'Variable': '$.a', 'TimestampLessThanEquals': '2020-01-01T00:00:00.123Z'"), "" },
        { CHOICE("'Variable': '$.a', 'TimestampGreaterThanEquals': '2020-01-01'"),
          "timestamp \"2020-01-01\"" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Condition': '{% $states.input.a = 1 %}', 'Next': "
                "'B'}], 'Default': 'B'"),
          "" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Condition': true, 'Next': 'B'}], 'Default': 'B'"),
          "" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Condition': '$states.input.a', 'Next': 'B'}], "
                "'Default': 'B'"),
          "jsonata-delimiter \"$states.input.a\"" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Next': 'B'}], 'Default': 'B'"),
          "required-field {" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Condition': true, 'And': [], 'Next': 'B'}], "
                "'Default': 'B'"),
          "jsonpath-only-field \"And\"" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'And': [{'Variable': '$.a', 'IsNull': true}], "
                "'Next': 'B'}], 'Default': 'B'"),
          "jsonpath-only-field \"And\"" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'StringEquals': 'x', 'Next': "
                "'B'}], 'Default': 'B'"),
          "jsonpath-only-field \"Variable\" | jsonpath-only-field \"StringEquals\"" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Condition': true, 'Output': {'a': '{% "
                "$states.input %}'}, 'Assign': {'v': 1}, 'Next': 'B'}], 'Default': 'B'"),
          "" },
        { PATH_B("'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'IsNull': true, 'Next': 'B'}], "
                 "'Default': 'C'"),
          "missing-target \"C\"" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void retriers_and_catchers_are_in_order(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X']}, {'ErrorEquals': ['States.ALL']}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['X']}]"),
          "states-all-position [\"States.ALL\"]" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X', 'States.ALL']}]"),
          "states-all-position [\"X\", \"States.ALL\"]" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['States.ALL', 'States.ALL']}]"),
          "states-all-position [\"States.ALL\", \"States.ALL\"]" },
        { LAMBDA_TASK(
              "'Retry': [{'ErrorEquals': ['States.ALL']}, {'ErrorEquals': ['States.ALL']}]"),
          "states-all-position [\"States.ALL\"]" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}, {'ErrorEquals': "
                        "['X'], 'Next': 'B'}], 'End': true"),
          "states-all-position [\"States.ALL\"]" },
        { PATH_B(LAMBDA
                 "'Catch': [{'ErrorEquals': ['States.ALL', 'X'], 'Next': 'B'}], 'End': true"),
          "states-all-position [\"States.ALL\", \"X\"]" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['X'], 'Next': 'B'}, {'ErrorEquals': ['X'], "
                        "'Next': 'B'}], 'End': true"),
          "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X']}, {'ErrorEquals': ['X']}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X', 'X']}]"), "" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['States.TaskFailed'], 'Next': 'B'}, "
                        "{'ErrorEquals': ['States.Timeout'], 'Next': 'B'}], 'End': true"),
          "" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['States.TaskFailed'], 'Next': 'B'}, "
                        "{'ErrorEquals': ['X'], 'Next': 'B'}], 'End': true"),
          "" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['States.TaskFailed'], 'Next': 'B'}, "
                        "{'ErrorEquals': ['States.ALL'], 'Next': 'B'}], 'End': true"),
          "" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['States.Runtime'], 'Next': 'B'}], 'End': true"),
          "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['States.DataLimitExceeded']}]"), "" },
        { LAMBDA_TASK("'Retry': [], 'Catch': []"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['']}]"), "" },
        { PATH_B(LAMBDA "'Retry': [{'ErrorEquals': ['X'], 'Next': 'B'}], 'End': true"),
          "unsupported-field \"Next\" | unreachable-state \"B\"" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'Interval': 1}]"),
          "unknown-field \"Interval\"" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'ResultPath': '$.a'}]"),
          "unsupported-field \"ResultPath\"" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'Comment': 'a'}]"), "" },
        { PATH_B(LAMBDA
                 "'Catch': [{'ErrorEquals': ['X'], 'Comment': 'a', 'Next': 'B'}], 'End': true"),
          "" },
        { PATH_B(LAMBDA "'Catch': [{'ErrorEquals': ['X'], 'Assign': {'v.$': '$.Error'}, 'Next': "
                        "'B'}], 'End': true"),
          "" },
        { PATH_B(LAMBDA
                 "'Catch': [{'ErrorEquals': ['X'], 'Output': {}, 'Next': 'B'}], 'End': true"),
          "jsonata-only-field \"Output\"" },
        { PATH_B(LAMBDA
                 "'Catch': [{'ErrorEquals': ['X'], 'ResultPath': null, 'Next': 'B'}], 'End': true"),
          "" },
        { PATH_B(
              LAMBDA
              "'Catch': [{'ErrorEquals': ['X'], 'ResultPath': '$$.a', 'Next': 'B'}], 'End': true"),
          "reference-path $$" },
        { PATH_B(
              LAMBDA
              "'Catch': [{'ErrorEquals': ['X'], 'ResultPath': '$v.a', 'Next': 'B'}], 'End': true"),
          "reference-path $v" },
        { LAMBDA_TASK(
              "'Retry': [{'ErrorEquals': ['X'], 'MaxDelaySeconds': 5, 'IntervalSeconds': 5}]"),
          "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'MaxDelaySeconds': 1}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'IntervalSeconds': 0}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'BackoffRate': 1.0}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'BackoffRate': 0.99}]"),
          "out-of-range 0.99" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'MaxAttempts': 3.0}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'MaxAttempts': 1000.0}]"), "" },
        { LAMBDA_TASK("'Retry': [{'ErrorEquals': ['X'], 'MaxAttempts': 1e99}]"),
          "out-of-range 1e99" },
        { LAMBDA_TASK("'TimeoutSeconds': 123456789012345678901234567890"),
          "out-of-range 123456789012345678901234567890" },
        { LAMBDA_TASK("'TimeoutSeconds': 0"), "out-of-range 0" },
        { LAMBDA_TASK("'TimeoutSeconds': 5, 'HeartbeatSeconds': 5"), "heartbeat-timeout 5" },
        { LAMBDA_TASK("'HeartbeatSeconds': 99999999"), "" },
        { LAMBDA_TASK("'TimeoutSeconds': 5, 'TimeoutSecondsPath': '$.a'"),
          "mutually-exclusive \"TimeoutSecondsPath\"" },
        { LAMBDA_TASK("'HeartbeatSeconds': 5, 'HeartbeatSecondsPath': '$.a'"),
          "mutually-exclusive \"HeartbeatSecondsPath\"" },
        { ATA_TASK("'Retry': [{'ErrorEquals': ['X'], 'IntervalSeconds': '{% 1 %}'}]"),
          "wrong-type \"{% 1 %}\"" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void maps_have_the_settings_of_their_mode(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { PATH_END(
              "'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"),
          "" },
        { INLINE("'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"),
          "mutually-exclusive \"Iterator\"" },
        { PATH_END("'Type': 'Map'"), "required-field \"A\"" },
        { INLINE("'ItemSelector': {}, 'Parameters': {}"), "mutually-exclusive \"Parameters\"" },
        { INLINE("'ItemsPath': '$$.Execution.Input.x'"), "" },
        { INLINE("'ItemsPath': '$v'"), "" },
        { INLINE("'ItemsPath': 'States.Array(1)'"), "reference-path States.Array(1)" },
        { INLINE("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': "
                 "{'InputType': 'JSON'}, 'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "distributed-only \"ItemReader\"" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': "
                      "{'InputType': 'JSON'}, 'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, 'ItemReader': "
                   "{'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': {'InputType': "
                   "'JSON'}, 'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "distributed-only \"ItemReader\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'ItemReader': {'Resource': "
                   "'arn:aws:states:::s3:getObject', 'ReaderConfig': {'InputType': 'JSON'}, "
                   "'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "distributed-only \"ItemReader\"" },
        { PATH_END(
              "'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}, "
              "'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'ReaderConfig': "
              "{'InputType': 'JSON'}, 'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "distributed-only \"ItemReader\"" },
        { INLINE("'ItemBatcher': {'MaxItemsPerBatch': 1}"), "distributed-only \"ItemBatcher\"" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatch': 1}"), "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, 'ItemBatcher': "
                   "{'MaxItemsPerBatch': 1}"),
          "distributed-only \"ItemBatcher\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'ItemBatcher': {'MaxItemsPerBatch': 1}"),
          "distributed-only \"ItemBatcher\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'ItemBatcher': {'MaxItemsPerBatch': 1}"),
          "distributed-only \"ItemBatcher\"" },
        { INLINE("'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': "
                 "{'Bucket': 'b', 'Prefix': 'p'}}"),
          "distributed-only \"ResultWriter\"" },
        { DISTRIBUTED("'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': "
                      "{'Bucket': 'b', 'Prefix': 'p'}}"),
          "" },
        { PATH_END(
              "'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
              "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, 'ResultWriter': {'Resource': "
              "'arn:aws:states:::s3:putObject', 'Parameters': {'Bucket': 'b', 'Prefix': 'p'}}"),
          "distributed-only \"ResultWriter\"" },
        { PATH_END(
              "'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
              "'Succeed'}}, 'ProcessorConfig': {}}, 'ResultWriter': {'Resource': "
              "'arn:aws:states:::s3:putObject', 'Parameters': {'Bucket': 'b', 'Prefix': 'p'}}"),
          "distributed-only \"ResultWriter\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject', "
                   "'Parameters': {'Bucket': 'b', 'Prefix': 'p'}}"),
          "distributed-only \"ResultWriter\"" },
        { INLINE("'Label': 'l'"), "distributed-only \"Label\"" },
        { DISTRIBUTED("'Label': 'l'"), "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, 'Label': 'l'"),
          "distributed-only \"Label\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'Label': 'l'"),
          "distributed-only \"Label\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'Label': 'l'"),
          "distributed-only \"Label\"" },
        { INLINE("'ToleratedFailureCount': 1"), "distributed-only \"ToleratedFailureCount\"" },
        { DISTRIBUTED("'ToleratedFailureCount': 1"), "" },
        { PATH_END(
              "'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
              "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, 'ToleratedFailureCount': 1"),
          "distributed-only \"ToleratedFailureCount\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'ToleratedFailureCount': 1"),
          "distributed-only \"ToleratedFailureCount\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'ToleratedFailureCount': 1"),
          "distributed-only \"ToleratedFailureCount\"" },
        { INLINE("'ToleratedFailureCountPath': '$.a'"),
          "distributed-only \"ToleratedFailureCountPath\"" },
        { DISTRIBUTED("'ToleratedFailureCountPath': '$.a'"), "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, "
                   "'ToleratedFailureCountPath': '$.a'"),
          "distributed-only \"ToleratedFailureCountPath\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'ToleratedFailureCountPath': '$.a'"),
          "distributed-only \"ToleratedFailureCountPath\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'ToleratedFailureCountPath': '$.a'"),
          "distributed-only \"ToleratedFailureCountPath\"" },
        { INLINE("'ToleratedFailurePercentage': 1"),
          "distributed-only \"ToleratedFailurePercentage\"" },
        { DISTRIBUTED("'ToleratedFailurePercentage': 1"), "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, "
                   "'ToleratedFailurePercentage': 1"),
          "distributed-only \"ToleratedFailurePercentage\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'ToleratedFailurePercentage': 1"),
          "distributed-only \"ToleratedFailurePercentage\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'ToleratedFailurePercentage': 1"),
          "distributed-only \"ToleratedFailurePercentage\"" },
        { INLINE("'ToleratedFailurePercentagePath': '$.a'"),
          "distributed-only \"ToleratedFailurePercentagePath\"" },
        { DISTRIBUTED("'ToleratedFailurePercentagePath': '$.a'"), "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}, "
                   "'ToleratedFailurePercentagePath': '$.a'"),
          "distributed-only \"ToleratedFailurePercentagePath\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {}}, 'ToleratedFailurePercentagePath': '$.a'"),
          "distributed-only \"ToleratedFailurePercentagePath\"" },
        { PATH_END("'Type': 'Map', 'Iterator': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}}, 'ToleratedFailurePercentagePath': '$.a'"),
          "distributed-only \"ToleratedFailurePercentagePath\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED'}, "
                   "'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"),
          "execution-type-missing \"ProcessorConfig\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'ExecutionType': "
                   "'STANDARD'}, 'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"),
          "distributed-only \"ExecutionType\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
                   "'ExecutionType': 'STANDARD', 'mode': 'X'}, 'StartAt': 'X', 'States': {'X': "
                   "{'Type': 'Succeed'}}}"),
          "unknown-field \"mode\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
                   "'ExecutionType': 'STANDARD', 'Comment': 'X'}, 'StartAt': 'X', 'States': {'X': "
                   "{'Type': 'Succeed'}}}"),
          "unsupported-field \"Comment\"" },
        { DISTRIBUTED("'ToleratedFailureCount': 1, 'ToleratedFailureCountPath': '$.a'"),
          "mutually-exclusive \"ToleratedFailureCountPath\"" },
        { DISTRIBUTED("'ToleratedFailurePercentage': 1, 'ToleratedFailurePercentagePath': '$.a'"),
          "mutually-exclusive \"ToleratedFailurePercentagePath\"" },
        { DISTRIBUTED("'ToleratedFailureCount': 1, 'ToleratedFailurePercentage': 5"), "" },
        { DISTRIBUTED("'ToleratedFailurePercentage': 100.5"), "out-of-range 100.5" },
        { DISTRIBUTED("'ToleratedFailurePercentage': 99.9"), "" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': "
                      "{'Bucket': 'b', 'Key': 'k'}}"),
          "" },
        { READER("'InputType': 'CSV'"), "item-reader \"ReaderConfig\"" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'"), "" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN', 'CSVHeaders': ['a']"), "" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN'"), "item-reader \"GIVEN\"" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'GIVEN', 'CSVHeaders': []"), "" },
        { READER("'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW', 'CSVHeaders': ['a']"),
          "item-reader \"CSVHeaders\"" },
        { READER("'InputType': 'JSON'"), "" },
        { READER("'InputType': 'JSON', 'CSVHeaderLocation': 'FIRST_ROW'"),
          "item-reader \"CSVHeaderLocation\"" },
        { READER("'InputType': 'JSON', 'CSVDelimiter': 'TAB'"), "item-reader \"CSVDelimiter\"" },
        { READER("'InputType': 'JSON', 'ItemsPointer': '/a'"), "" },
        { READER("'InputType': 'JSONL'"), "" },
        { READER("'InputType': 'JSONL', 'CSVHeaderLocation': 'FIRST_ROW'"),
          "item-reader \"CSVHeaderLocation\"" },
        { READER("'InputType': 'JSONL', 'CSVDelimiter': 'TAB'"), "item-reader \"CSVDelimiter\"" },
        { READER("'InputType': 'JSONL', 'ItemsPointer': '/a'"), "item-reader \"ItemsPointer\"" },
        { READER("'InputType': 'MANIFEST'"), "" },
        { READER("'InputType': 'MANIFEST', 'CSVHeaderLocation': 'FIRST_ROW'"), "" },
        { READER("'InputType': 'MANIFEST', 'CSVDelimiter': 'TAB'"), "" },
        { READER("'InputType': 'MANIFEST', 'ItemsPointer': '/a'"), "item-reader \"ItemsPointer\"" },
        { READER("'InputType': 'PARQUET'"), "" },
        { READER("'InputType': 'PARQUET', 'CSVHeaderLocation': 'FIRST_ROW'"),
          "item-reader \"CSVHeaderLocation\"" },
        { READER("'InputType': 'PARQUET', 'CSVDelimiter': 'TAB'"), "item-reader \"CSVDelimiter\"" },
        { READER("'InputType': 'PARQUET', 'ItemsPointer': '/a'"), "item-reader \"ItemsPointer\"" },
        { READER("'InputType': 'JSON', 'MaxItems': 1, 'MaxItemsPath': '$.a'"),
          "mutually-exclusive \"MaxItemsPath\"" },
        { READER("'InputType': 'JSON', 'ItemsPointer': 'a'"), "item-reader \"a\"" },
        { READER("'InputType': 'JSON', 'ManifestType': 'S3_INVENTORY'"), "" },
        { READER("'InputType': 'JSON', 'Transformation': 'LOAD_AND_FLATTEN'"), "" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', "
                      "'Parameters': {'Bucket': 'b'}}"),
          "" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:listObjectsV2', "
                      "'Parameters': {'Bucket': 'b'}, 'ReaderConfig': {'Transformation': "
                      "'LOAD_AND_FLATTEN', 'InputType': 'JSON'}}"),
          "" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:putObject', 'Parameters': "
                      "{'Bucket': 'b', 'Key': 'k'}}"),
          "item-reader \"arn:aws:states:::s3:putObject\"" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws-cn:states:::s3:getObject', "
                      "'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "" },
        { DISTRIBUTED("'ItemReader': {'Parameters': {'Bucket': 'b', 'Key': 'k'}}"),
          "required-field \"ItemReader\"" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject'}"), "" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': "
                      "{'Key': 'k'}}"),
          "" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': "
                      "{'Bucket': 'b', 'Key': 'k'}, 'Arguments': {}}"),
          "jsonata-only-field \"Arguments\"" },
        { READER("'InputType': 'JSON', 'Foo': 1"), "unknown-field \"Foo\"" },
        { DISTRIBUTED("'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': "
                      "{'Bucket': 'b', 'Key': 'k'}, 'Comment': 'x'}"),
          "unsupported-field \"Comment\"" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatch': 1, 'MaxItemsPerBatchPath': '$.a'}"),
          "mutually-exclusive \"MaxItemsPerBatchPath\"" },
        { DISTRIBUTED(
              "'ItemBatcher': {'MaxInputBytesPerBatch': 1, 'MaxInputBytesPerBatchPath': '$.a'}"),
          "mutually-exclusive \"MaxInputBytesPerBatchPath\"" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatch': 1, 'MaxInputBytesPerBatch': 262144}"),
          "" },
        { DISTRIBUTED("'ItemBatcher': {'MaxInputBytesPerBatch': 262145}"), "out-of-range 262145" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatchPath': '$.a'}"), "" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatch': 1, 'MaxItems': 1}"),
          "unsupported-field \"MaxItems\"" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatch': 1, 'BatchInput': {'a.$': '$.x'}}"), "" },
        { DISTRIBUTED("'ItemBatcher': {'MaxItemsPerBatch': 1, 'BatchInput': {'a.$': 'x'}}"),
          "payload-dollar \"x\"" },
        { DISTRIBUTED(
              "'ResultWriter': {'WriterConfig': {'Transformation': 'NONE', 'OutputType': 'JSON'}}"),
          "" },
        { DISTRIBUTED("'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject'}"),
          "result-writer \"ResultWriter\"" },
        { DISTRIBUTED("'ResultWriter': {'Parameters': {'Bucket': 'b', 'Prefix': 'p'}}"),
          "result-writer \"ResultWriter\"" },
        { DISTRIBUTED("'ResultWriter': {'WriterConfig': {}}"), "" },
        { DISTRIBUTED("'ResultWriter': {'Resource': 'arn:aws:states:::s3:getObject', 'Parameters': "
                      "{'Bucket': 'b', 'Prefix': 'p'}}"),
          "result-writer \"arn:aws:states:::s3:getObject\"" },
        { INLINE("'MaxConcurrency': 41"), "" },
        { INLINE("'MaxConcurrency': 40"), "" },
        { DISTRIBUTED("'MaxConcurrency': 10001"), "" },
        { DISTRIBUTED("'MaxConcurrency': 10000"), "" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
                   "'ExecutionType': 'EXPRESS'}, 'StartAt': 'X', 'States': {'X': {'Type': 'Task', "
                   "'Resource': 'arn:aws:states:::states:startExecution.sync', 'Parameters': "
                   "{'StateMachineArn': 'arn:aws:states:us-east-1:123456789012:stateMachine:x'}, "
                   "'End': true}}}"),
          "express-unsupported .sync" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
                   "'ExecutionType': 'STANDARD'}, 'StartAt': 'X', 'States': {'X': {'Type': 'Task', "
                   "'Resource': 'arn:aws:states:::states:startExecution.sync', 'Parameters': "
                   "{'StateMachineArn': 'arn:aws:states:us-east-1:123456789012:stateMachine:x'}, "
                   "'End': true}}}"),
          "" },
        { PATH_END(
              "'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
              "'ExecutionType': 'EXPRESS'}, 'StartAt': 'X', 'States': {'X': {'Type': 'Map', "
              "'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': "
              "'STANDARD'}, 'StartAt': 'Y', 'States': {'Y': {'Type': 'Succeed'}}}, 'End': true}}}"),
          "express-unsupported \"DISTRIBUTED\"" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void item_selectors_and_writers_are_whole(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { INLINE("'ItemSelector': {'a.$': '$.a'}"), "" },
        { INLINE("'ItemSelector': '${Selector}'"), "" },
        { INLINE("'ItemSelector': '$.a'"), "wrong-type \"$.a\"" },
        { INLINE("'ItemSelector': []"), "wrong-type []" },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'ItemSelector': '{% $states.input %}'"), "" },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'ItemSelector': {'a': '{% 1 %}'}"), "" },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'ItemSelector': 'a'"), "wrong-type \"a\"" },
        { DISTRIBUTED("'ResultWriter': {'WriterConfig': {'Transformation': 'NONE'}}"),
          "result-writer \"WriterConfig\"" },
        { DISTRIBUTED("'ResultWriter': {'WriterConfig': {'OutputType': 'JSON'}}"), "" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void machines_hang_together(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { PATH_B("'Type': 'Pass', 'End': false, 'Next': 'B'"), "" },
        { PATH("'Type': 'Pass', 'End': false"),
          "no-terminal-state \"States\" | next-or-end-missing \"A\"" },
        { "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'Branches': [{'StartAt': 'X', "
          "'States': {'X': {'Type': 'Pass', 'Next': 'B'}, 'Y': {'Type': 'Succeed'}}}], 'Next': "
          "'B'}, 'B': {'Type': 'Succeed'}}}",
          "missing-target \"B\" | unreachable-state \"Y\"" },
        { "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'Branches': [{'StartAt': 'X', "
          "'States': {'X': {'Type': 'Succeed'}}}], 'Next': 'X'}, 'B': {'Type': 'Succeed'}}}",
          "missing-target \"X\" | unreachable-state \"B\"" },
        { "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'Branches': [{'StartAt': 'X', "
          "'States': {'X': {'Type': 'Succeed'}}}, {'StartAt': 'Y', 'States': {'Y': {'Type': "
          "'Pass', 'Next': 'X'}, 'Z': {'Type': 'Succeed'}}}], 'End': true}}}",
          "missing-target \"X\" | unreachable-state \"Z\"" },
        { PATH("'Type': 'Pass', 'Next': 'A'"), "no-terminal-state \"States\"" },
        { PATH_B("'Type': 'Pass', 'Next': 'A'"), "unreachable-state \"B\"" },
        { "{'StartAt': 'A', 'States': {'A': {" LAMBDA
          "'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'B'}], 'End': true}, 'B': {'Type': "
          "'Fail'}}}",
          "" },
        { "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'Branches': [{'StartAt': 'X', "
          "'States': {'X': {'Type': 'Pass', 'Next': 'X'}}}], 'End': true}}}",
          "no-terminal-state \"States\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'QueryLanguage': 'JSONata'}"),
          "unsupported-field \"QueryLanguage\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'QueryLanguage': 'JSONPath'}"),
          "unsupported-field \"QueryLanguage\"" },
        { PATH_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'QueryLanguage': 'JSONPath'}]"),
          "unsupported-field \"QueryLanguage\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'TimeoutSeconds': 3}"),
          "unsupported-field \"TimeoutSeconds\"" },
        { PATH_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'TimeoutSeconds': 3}]"),
          "unsupported-field \"TimeoutSeconds\"" },
        { PATH_END("'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'Version': '1.0'}"),
          "unsupported-field \"Version\"" },
        { PATH_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'Version': '1.0'}]"),
          "unsupported-field \"Version\"" },
        { PATH_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'ProcessorConfig': {'Mode': 'INLINE'}}]"),
          "unsupported-field \"ProcessorConfig\"" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}, 'ProcessorConfig': "
          "{'Mode': 'INLINE'}}",
          "unsupported-field \"ProcessorConfig\"" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}, 'Type': 'Pass'}",
          "unsupported-field \"Type\"" },
        { PATH_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                   "'Succeed'}}, 'Comment': 'x'}]"),
          "" },
        { LAMBDA_TASK("'Credentials': {'RoleArn.$': '$.r'}"), "" },
        { LAMBDA_TASK("'Credentials': {'RoleArn.$': '$.r', 'RoleArn': 'x'}"),
          "payload-duplicate \"RoleArn\"" },
        { LAMBDA_TASK("'Credentials': {'RoleArn': 'arn:aws:iam::1:role/x', 'Foo': 1}"), "" },
        { LAMBDA_TASK("'Credentials': {'RoleArn': 3}"), "credentials 3" },
        { LAMBDA_TASK("'Credentials': {'roleArn': 'x'}"), "credentials \"Credentials\"" },
        { LAMBDA_TASK("'Credentials': {'RoleArn': 'role'}"), "" },
        { PATH_END("'Type': 'Pass', 'Result': null"), "" },
        { ATA_END("'Type': 'Pass', 'Result': 1"), "jsonpath-only-field \"Result\"" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}, 'Version': '1.0'}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}, 'TimeoutSeconds': 0}",
          "" },
        { PATH("'Type': 'Fail', 'ErrorPath': 'States.Format(^x^)'"), "" },
        { PATH("'Type': 'Fail', 'ErrorPath': 'States.Array(^x^)'"),
          "intrinsic-not-string States.Array('x')" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.JsonToString($.a)'"), "" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.ArrayGetItem($.a, 0)'"), "" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.Base64Encode($.a)'"), "" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.Base64Decode($.a)'"), "" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.Hash($.a, ^MD5^)'"), "" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.UUID()'"), "" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.MathAdd(1, 2)'"),
          "intrinsic-not-string States.MathAdd(1, 2)" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.StringToJson($.a)'"),
          "intrinsic-not-string States.StringToJson($.a)" },
        { PATH("'Type': 'Fail', 'CausePath': 'States.JsonMerge($.a, $.b, false)'"),
          "intrinsic-not-string States.JsonMerge($.a, $.b, false)" },
        { PATH("'Type': 'Fail', 'Error': 'x', 'ErrorPath': '$.a'"),
          "mutually-exclusive \"ErrorPath\"" },
        { PATH_END("'Type': 'Wait', 'SecondsPath': '$.a', 'TimestampPath': '$.b'"),
          "wait-exactly-one \"TimestampPath\"" },
        { PATH_END("'Type': 'Wait', 'SecondsPath': '$$.Execution.Input.a'"), "" },
        { PATH_END("'Type': 'Wait', 'TimestampPath': '$v'"), "" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-02-29T00:00:00Z'"), "" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2023-02-29T00:00:00Z'"),
          "timestamp \"2023-02-29T00:00:00Z\"" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-01-01T24:00:00Z'"),
          "timestamp \"2024-01-01T24:00:00Z\"" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-01-01T00:00:00.1+05:30'"), "" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-01-01T00:00Z'"),
          "timestamp \"2024-01-01T00:00Z\"" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-1-1T00:00:00Z'"),
          "timestamp \"2024-1-1T00:00:00Z\"" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-01-01T00:00:00+0100'"),
          "timestamp \"2024-01-01T00:00:00+0100\"" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '2024-01-01T00:00:00'"),
          "timestamp \"2024-01-01T00:00:00\"" },
        { PATH_END("'Type': 'Wait', 'Timestamp': '20240101T000000Z'"),
          "timestamp \"20240101T000000Z\"" },
        { ATA_END("'Type': 'Pass', 'Output': '{% foo %}'"), "jsonata-top-level foo" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $ %}'"), "jsonata-top-level $" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $$ %}'"), "jsonata-top-level $$" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $$.a %}'"), "jsonata-top-level $$" },
        { ATA_END("'Type': 'Pass', 'Output': '{% function($x){ $x }(1) %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states.input.(foo) %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states.input[a=1] %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% `a b` %}'"), "jsonata-top-level `a b`" },
        { ATA_END("'Type': 'Pass', 'Output': '{% * %}'"), "jsonata-top-level *" },
        { ATA_END("'Type': 'Pass', 'Output': '{% % %}'"), "jsonata-syntax %" },
        { ATA_END("'Type': 'Pass', 'QueryLanguage': 'JSONPath'"),
          "querylanguage-downgrade \"JSONPath\"" },
        { "{'QueryLanguage': 'JSONata', 'StartAt': 'Outer', 'States': {'Outer': {'Type': "
          "'Parallel', 'Branches': [{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', "
          "'QueryLanguage': 'JSONPath', 'End': true}}}], 'End': true}}}",
          "querylanguage-downgrade \"JSONPath\"" },
        { PATH_END("'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': {}"), "" },
        { "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'QueryLanguage': 'JSONata', "
          "'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'Output': {}, 'End': "
          "true}}}], 'End': true}}}",
          "jsonata-only-field \"Output\"" },
        { "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'QueryLanguage': 'JSONata', "
          "'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'Parameters': {}, 'End': "
          "true}}}], 'End': true}}}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'End': true}}, 'QueryLanguage': "
          "'jsonata'}",
          "enum \"jsonata\"" },
        { PATH_END("'Type': 'Pass', 'QueryLanguage': 'JSONATA'"), "enum \"JSONATA\"" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void templates_and_paths_are_well_formed(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { PARAMETERS("'a.$': 'x'"), "payload-dollar \"x\"" },
        { PARAMETERS("'a.$': ''"), "payload-dollar \"\"" },
        { PARAMETERS("'a.$': 1"), "payload-dollar 1" },
        { PARAMETERS("'a.$': true"), "payload-dollar true" },
        { PARAMETERS("'a.$': null"), "payload-dollar null" },
        { PARAMETERS("'a.$': []"), "payload-dollar []" },
        { PARAMETERS("'a.$': {}"), "payload-dollar {}" },
        { PARAMETERS("'a.$': ' $.a'"), "payload-dollar \" $.a\"" },
        { PARAMETERS("'a.$': '{% 1 %}'"), "payload-dollar \"{% 1 %}\"" },
        { PARAMETERS("'a.$': '$'"), "" },
        { PARAMETERS("'a.$': '$$'"), "" },
        { PARAMETERS("'a.$': '$.a b'"), "json-path  " },
        { PARAMETERS("'a': [[{'b.$': 'x'}]]"), "payload-dollar \"x\"" },
        { PARAMETERS("'.$': '$.a'"), "" },
        { PARAMETERS("'a.$': 'States.UUID() '"), "" },
        { PARAMETERS("'v.$': 'States.Array()'"), "" },
        { PARAMETERS("'v.$': 'States.Array($.a, $.a, $.a)'"), "" },
        { PARAMETERS("'v.$': 'States.ArrayPartition()'"), "intrinsic-arity States.ArrayPartition" },
        { PARAMETERS("'v.$': 'States.ArrayPartition($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.ArrayContains()'"), "intrinsic-arity States.ArrayContains" },
        { PARAMETERS("'v.$': 'States.ArrayContains($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.ArrayRange()'"), "intrinsic-arity States.ArrayRange" },
        { PARAMETERS("'v.$': 'States.ArrayRange($.a, $.a, $.a)'"), "" },
        { PARAMETERS("'v.$': 'States.ArrayGetItem()'"), "intrinsic-arity States.ArrayGetItem" },
        { PARAMETERS("'v.$': 'States.ArrayGetItem($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.ArrayLength()'"), "intrinsic-arity States.ArrayLength" },
        { PARAMETERS("'v.$': 'States.ArrayLength($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.ArrayUnique()'"), "intrinsic-arity States.ArrayUnique" },
        { PARAMETERS("'v.$': 'States.ArrayUnique($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.Base64Encode()'"), "intrinsic-arity States.Base64Encode" },
        { PARAMETERS("'v.$': 'States.Base64Encode($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.Base64Decode()'"), "intrinsic-arity States.Base64Decode" },
        { PARAMETERS("'v.$': 'States.Base64Decode($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.Hash()'"), "intrinsic-arity States.Hash" },
        { PARAMETERS("'v.$': 'States.Hash($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.JsonMerge()'"), "intrinsic-arity States.JsonMerge" },
        { PARAMETERS("'v.$': 'States.JsonMerge($.a, $.b, false)'"), "" },
        { PARAMETERS("'v.$': 'States.MathRandom()'"), "intrinsic-arity States.MathRandom" },
        { PARAMETERS("'v.$': 'States.MathRandom($.a, $.a, $.a)'"), "" },
        { PARAMETERS("'v.$': 'States.MathAdd()'"), "intrinsic-arity States.MathAdd" },
        { PARAMETERS("'v.$': 'States.MathAdd($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.StringSplit()'"), "intrinsic-arity States.StringSplit" },
        { PARAMETERS("'v.$': 'States.StringSplit($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.UUID()'"), "" },
        { PARAMETERS("'v.$': 'States.UUID($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.StringToJson()'"), "intrinsic-arity States.StringToJson" },
        { PARAMETERS("'v.$': 'States.StringToJson($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.JsonToString()'"), "intrinsic-arity States.JsonToString" },
        { PARAMETERS("'v.$': 'States.JsonToString($.a, $.a, $.a)'"), "intrinsic-arity $.a" },
        { PARAMETERS("'v.$': 'States.Format(^{}^, $.a)'"), "" },
        { PARAMETERS("'v.$': 'States.Format(^{}{}^, $.a)'"), "" },
        { PARAMETERS("'v.$': 'States.Format(^x^)'"), "" },
        { PARAMETERS("'v.$': 'States.Format(^{}^, 1, 2)'"), "" },
        { PARAMETERS("'v.$': 'States.Format()'"), "intrinsic-arity States.Format" },
        { PARAMETERS("'v.$': 'States.Format($.t, 1)'"), "" },
        { PARAMETERS("'v.$': "
                     "'States.Array(States.Array(States.Array(States.Array(States.Array(States."
                     "Array(States.Array(States.Array(States.Array(States.Array(1))))))))))'"),
          "" },
        { PARAMETERS(
              "'v.$': "
              "'States.Array(States.Array(States.Array(States.Array(States.Array(States.Array("
              "States.Array(States.Array(States.Array(States.Array(States.Array(1)))))))))))'"),
          "intrinsic-syntax States.Array" },
        { PARAMETERS("'v.$': 'States.JsonMerge($.a, $.b, true)'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': 'States.Array(1)'"), "json-path States.Array(1)" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$$'"), "" },
        { PATH_END("'Type': 'Pass', 'OutputPath': '$.a[?(@.x>1)]'"), "" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$v'"), "reference-path $v" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a.b[0]'"), "" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$[^a^][^b^]'"), "" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a[*]'"), "reference-path [*]" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$..a'"), "reference-path .." },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a[0,1]'"), "reference-path [0,1]" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a[0:1]'"), "reference-path [0:1]" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a[?(@.b)]'"), "reference-path [?(@.b)]" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.*'"), "reference-path .*" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$$'"), "reference-path $$" },
        { PATH_END("'Type': 'Pass', 'ResultPath': 'a'"), "reference-path a" },
        { PATH_END("'Type': 'Pass', 'ResultPath': ''"), "reference-path " },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a.'"), "reference-path ." },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a['"), "reference-path [" },
        { PATH_END("'Type': 'Pass', 'ResultPath': '$.a[-1]'"), "reference-path [-1]" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a[*]'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$..a'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a[0,1]'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a[0:1]'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a[?(@.b==1)]'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.*'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$$.Execution'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$v'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$v.a[0]'"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': 'a'"), "json-path a" },
        { PATH_END("'Type': 'Pass', 'InputPath': ''"), "json-path " },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a.'"), "json-path ." },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a['"), "json-path [" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$a.'"), "json-path ." },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a[?(]'"), "json-path ]" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a b'"), "json-path  " },
        { PATH_END("'Type': 'Pass', 'InputPath': ' $.a'"), "json-path  " },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a '"), "" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$$$.a'"), "json-path $" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.[0'"), "json-path [" },
        { PATH_END("'Type': 'Pass', 'InputPath': '$.a..'"), "json-path ." },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void expressions_stand_where_they_may(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { ATA_END("'Type': 'Pass', 'Output': '{%$states.input%}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states.input'"),
          "jsonata-delimiter \"{% $states.input\"" },
        { ATA_END("'Type': 'Pass', 'Output': '$states.input %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': 'x {% 1 %} y'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% 1 %} '"), "jsonata-delimiter \"{% 1 %} \"" },
        { ATA_END("'Type': 'Pass', 'Output': ' {% 1 %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{%%}'"), "jsonata-syntax " },
        { ATA_END("'Type': 'Pass', 'Output': '{%  %}'"), "jsonata-syntax " },
        { ATA_END("'Type': 'Pass', 'Output': '{%}'"), "jsonata-delimiter \"{%}\"" },
        { ATA_END("'Type': 'Pass', 'Output': {'a': [{'b': '{% 1'}]}"),
          "jsonata-delimiter \"{% 1\"" },
        { ATA_END("'Type': 'Pass', 'Output': {'a': [{'b': '{% 1 + %}'}]}"), "jsonata-syntax " },
        { ATA_END("'Type': 'Pass', 'Assign': {'a': '{% ( %}'}"), "jsonata-syntax " },
        { ATA_TASK("'Arguments': {'a': '{% [1,, %}'}"), "jsonata-syntax ," },
        { ATA_TASK("'TimeoutSeconds': '{% 1 + %}'"), "jsonata-syntax " },
        { ATA_END("'Type': 'Pass', 'Comment': '{% ( %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': {'{% ( %}': 1}"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states.foo %}'"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states.result %}'"),
          "states-field-scope $states.result" },
        { ATA_TASK("'Output': '{% $states.result %}'"), "" },
        { ATA_TASK("'Assign': {'a': '{% $states.result %}'}"), "" },
        { ATA_TASK("'Arguments': '{% $states.result %}'"), "states-field-scope $states.result" },
        { ATA_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                  "'Succeed'}}}], 'Output': '{% $states.result %}'"),
          "" },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'Assign': {'a': '{% $states.result %}'}"), "" },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'Items': '{% $states.result %}'"),
          "states-field-scope $states.result" },
        { ATA("'Type': 'Succeed', 'Output': '{% $states.result %}'"),
          "states-field-scope $states.result" },
        { ATA_END("'Type': 'Wait', 'Seconds': '{% $states.result %}'"),
          "states-field-scope $states.result" },
        { ATA("'Type': 'Fail', 'Error': '{% $states.result %}'"),
          "states-field-scope $states.result" },
        { ATA_B("'Type': 'Choice', 'Output': '{% $states.result %}', 'Choices': [{'Condition': "
                "true, 'Next': 'B'}]"),
          "states-field-scope $states.result" },
        { ATA_B("'Type': 'Choice', 'Choices': [{'Condition': true, 'Next': 'B', 'Assign': {'a': "
                "'{% $states.result %}'}}]"),
          "states-field-scope $states.result" },
        { ATA_B(LAMBDA "'Catch': [{'ErrorEquals': ['X'], 'Next': 'B', 'Output': '{% "
                       "$states.errorOutput %}'}], 'End': true"),
          "" },
        { ATA_B(LAMBDA "'Catch': [{'ErrorEquals': ['X'], 'Next': 'B', 'Assign': {'a': '{% "
                       "$states.errorOutput %}'}}], 'End': true"),
          "" },
        { ATA_TASK("'Output': '{% $states.errorOutput %}'"),
          "states-field-scope $states.errorOutput" },
        { ATA_B(LAMBDA "'Catch': [{'ErrorEquals': ['X'], 'Next': 'B', 'Assign': {'a': '{% "
                       "$states.result %}'}}], 'End': true"),
          "states-field-scope $states.result" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $states.`result` %}'"),
          "states-field-scope $states.`result`" },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'Items': ['{% 1 %}', '{% ( %}']"),
          "jsonata-syntax " },
        { ATA_END("'Type': 'Map', " PROCESSOR ", 'Items': {'a': 1}"), "" },
        { ATA_TASK("'Arguments': 3"), "wrong-type 3" },
        { ATA_TASK("'Arguments': [1]"), "wrong-type [1]" },
        { ATA_TASK("'Arguments': 'x'"), "wrong-type \"x\"" },
        { ATA_TASK("'Arguments': null"), "wrong-type null" },
        { ATA_END("'Type': 'Parallel', 'Branches': [{'StartAt': 'X', 'States': {'X': {'Type': "
                  "'Succeed'}}}], 'Arguments': {'a': '{% $states.input %}'}"),
          "" },
        { ATA_END("'Type': 'Task', 'Resource': '{% $states.input.arn %}'"),
          "resource-arn \"{% $states.input.arn %}\"" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

static void variables_have_names_and_scopes(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { ASSIGN("'a': 1"), "" },
        { ASSIGN("'aB_1': 1"), "" },
        { ASSIGN("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                 "': 1"),
          "" },
        { ASSIGN("'_a': 1"), "variable-name \"_a\"" },
        { ASSIGN("'1a': 1"), "variable-name \"1a\"" },
        { ASSIGN("'a-b': 1"), "variable-name \"a-b\"" },
        { ASSIGN("'a b': 1"), "variable-name \"a b\"" },
        { ASSIGN("'': 1"), "variable-name \"\"" },
        { ASSIGN("'a.b': 1"), "variable-name \"a.b\"" },
        { ASSIGN("'$a': 1"), "variable-name \"$a\"" },
        { ASSIGN("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                 "a': 1"),
          "variable-name "
          "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"" },
        { ASSIGN("'a$': 1"), "variable-name \"a$\"" },
        { ASSIGN("'v.$': '$.a'"), "" },
        { ASSIGN("'1v.$': '$.a'"), "variable-name \"1v.$\"" },
        { ASSIGN("'states': 1"), "reserved-variable \"states\"" },
        { ASSIGN("'states.$': '$'"), "reserved-variable \"states.$\"" },
        { ASSIGN("'States': 1"), "" },
        { ASSIGN("'v': {'states': 1, '1x': 2}"), "" },
        { ATA_END("'Type': 'Pass', 'Output': '{% $foo %}'"), "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'B'}, "
          "'B': {'Type': 'Pass', 'Parameters': {'a.$': '$v'}, 'End': true}}}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Parameters': "
          "{'a.$': '$v'}, 'Next': 'B'}, 'B': {'Type': 'Pass', 'Parameters': {'a.$': '$v'}, 'End': "
          "true}}}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1, 'w.$': '$v'}, "
          "'Next': 'B'}, 'B': {'Type': 'Pass', 'Parameters': {'a.$': '$v', 'b.$': '$w'}, 'End': "
          "true}}}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'M'}, "
          "'M': {'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', "
          "'Assign': {'v': 2}, 'End': true}}}, 'End': true}}}",
          "variable-shadowing \"v\"" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'M'}, "
          "'M': {'Type': 'Map', 'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', "
          "'Parameters': {'a.$': '$v'}, 'End': true}}}, 'End': true}}}",
          "" },
        { "{'StartAt': 'M', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'U'}, "
          "'U': {'Type': 'Pass', 'Parameters': {'a.$': '$v'}, 'End': true}, 'M': {'Type': 'Map', "
          "'ItemProcessor': {'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'Assign': {'v': 2}, "
          "'Next': 'Y'}, 'Y': {'Type': 'Pass', 'Parameters': {'a.$': '$v'}, 'End': true}}}, "
          "'Next': 'A'}}}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'M'}, "
          "'M': {'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
          "'ExecutionType': 'STANDARD'}, 'StartAt': 'X', 'States': {'X': {'Type': 'Pass', "
          "'Assign': {'v': 2}, 'Next': 'Y'}, 'Y': {'Type': 'Pass', 'Parameters': {'a.$': '$v'}, "
          "'End': true}}}, 'Next': 'U'}, 'U': {'Type': 'Pass', 'Parameters': {'a.$': '$v'}, 'End': "
          "true}}}",
          "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Assign': {'v': 1}, 'Next': 'M'}, "
          "'M': {'Type': 'Map', 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', "
          "'ExecutionType': 'STANDARD'}, 'StartAt': 'X', 'States': {'X': {'Type': 'Pass', "
          "'Parameters': {'a.$': '$v'}, 'End': true}}}, 'End': true}}}",
          "" },
    };
    rule_cases_check_errors(cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(choice_rules_have_one_shape),
        cmocka_unit_test(retriers_and_catchers_are_in_order),
        cmocka_unit_test(maps_have_the_settings_of_their_mode),
        cmocka_unit_test(item_selectors_and_writers_are_whole),
        cmocka_unit_test(machines_hang_together),
        cmocka_unit_test(templates_and_paths_are_well_formed),
        cmocka_unit_test(expressions_stand_where_they_may),
        cmocka_unit_test(variables_have_names_and_scopes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
