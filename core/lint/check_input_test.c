#include "lint/rule_cases.h"

#define INVOKE "arn:aws:states:::lambda:invoke"

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

/* A Pass state P, then a Pass state that reads "id". */
#define PASS_FIRST(members)                                                                        \
    "{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', " members                                   \
    "'Next': 'B'}, 'B': " PASS("'Parameters': {'id.$': '$.id'}, ") "}}"

static void pass_states_do_not_replace_what_is_needed(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { PASS_FIRST("'Result': {'a': 1}, "), "warning \"Result\"" },
        { PASS_FIRST("'Result': {'id': 1}, "), "" },
        { PASS_FIRST("'Result': {'a': 1}, 'ResultPath': '$.r', "), "" },
        { PASS_FIRST("'Result': {'a': 1}, 'OutputPath': '$.a', "), "" },
        { PASS_FIRST("'Result': [1], "), "" },
        { PASS_FIRST("'Result': {'Fn::Sub': 1}, "), "" },
        { PASS_FIRST("'Parameters': {'a.$': '$.id'}, "), "warning \"Parameters\"" },
        { PASS_FIRST("'Parameters': {'id.$': '$.a'}, "), "" },
        { PASS_FIRST(""), "" },
    };
    rule_cases_check(RULE_INPUT_DISCARDED, cases, ARRAY_LEN(cases));
}

/* A Task whose catcher leads to a state that reads "id". */
#define CATCHER(members)                                                                           \
    "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': '${F}', 'Catch': "              \
    "[{'ErrorEquals': ['States.ALL'], " members "'Next': 'B'}], 'End': true}, 'B': " PASS(         \
        "'Parameters': {'id.$': '$.id', 'e.$': '$.Error'}, ") "}}"

static void errors_do_not_replace_what_is_needed(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { CATCHER(""), "warning {" },
        { CATCHER("'ResultPath': '$', "), "warning {" },
        { CATCHER("'ResultPath': '$.error', "), "" },
        { CATCHER("'ResultPath': null, "), "" },
        { "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': '${F}', 'Catch': "
          "[{'ErrorEquals': ['States.ALL'], "
          "'Next': 'Nobody'}], 'End': true}}}",
          "" },
        { "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Task', "
          "'Resource': '${F}', 'Catch': "
          "[{'ErrorEquals': ['States.ALL'], 'Output': 1, 'Next': 'B'}], 'End': true}, 'B': "
          "{'Type': 'Wait', 'Seconds': "
          "'{% $states.input.delay %}', 'End': true}}}",
          "" },
        { "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Task', "
          "'Resource': '${F}', 'Catch': "
          "[{'ErrorEquals': ['States.ALL'], 'Next': 'B'}], 'End': true}, 'B': {'Type': 'Wait', "
          "'Seconds': "
          "'{% $states.input.delay %}', 'End': true}}}",
          "warning {" },
    };
    rule_cases_check(RULE_INPUT_DISCARDED, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_carry_the_input),
        cmocka_unit_test(answers_do_not_replace_what_is_needed),
        cmocka_unit_test(pass_states_do_not_replace_what_is_needed),
        cmocka_unit_test(errors_do_not_replace_what_is_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
