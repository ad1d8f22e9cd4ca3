#include "lint/rule_cases.h"

#define STATE(members) \
    "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {" members ", 'End': true}}}"
#define WAIT(seconds) STATE("'Type': 'Wait', 'Seconds': '{% " seconds " %}'")
#define PASS(output) STATE("'Type': 'Pass', 'Output': '{% " output " %}'")
#define WORK(members) STATE("'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', " members)
#define MAP(members) \
    STATE("'Type': 'Map', 'ItemProcessor': {'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}, " members)
#define CHOICE(condition)                                                                              \
    "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': ["    \
    "{'Condition': '{% " condition " %}', 'Next': 'B'}], 'Default': 'B'}, 'B': {'Type': 'Succeed'}}}"
#define FAIL(members) \
    "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Fail', " members "}}}"

static void an_expression_must_fit_its_field(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { WAIT("5"), "" },
        { WAIT("$states.input.seconds"), "" },
        { WAIT("^5^"), "warning '5'" },
        { WAIT("true"), "warning true" },
        { WAIT("$string($states.input.n)"), "warning $string($states.input.n)" },
        { WAIT("$number($states.input.n)"), "" },
        { WAIT("$states.input.n & ^^"), "warning $states.input.n & ''" },
        { WAIT("[5]"), "warning [5]" },
        { WAIT("($x := 2; $x * 3)"), "" },
        { WAIT("$states.input.quick ? 1 : ^60^"), "" },
        { WAIT("$states.input.quick ? ^1^ : ^60^"), "warning $states.input.quick ? '1' : '60'" },
        { STATE("'Type': 'Wait', 'Timestamp': '{% $now() %}'"), "" },
        { STATE("'Type': 'Wait', 'Timestamp': '{% $millis() %}'"), "warning $millis()" },
        { CHOICE("$states.input.n > 1"), "" },
        { CHOICE("$count($states.input.l)"), "warning $count($states.input.l)" },
        { CHOICE("$exists($states.input.l)"), "" },
        { WORK("'TimeoutSeconds': '{% ^9^ %}'"), "warning '9'" },
        { WORK("'HeartbeatSeconds': '{% null %}'"), "warning null" },
        { WORK("'Arguments': {'FunctionName': '{% function() { 1 } %}'}"), "warning function() { 1 }" },
        { WORK("'Credentials': '{% 1 %}'"), "warning 1" },
        { MAP("'Items': '{% $states.input.items %}'"), "" },
        { MAP("'Items': '{% [1..3] %}'"), "" },
        { MAP("'Items': '{% {} %}'"), "warning {}" },
        { MAP("'Items': '{% $count([1]) %}'"), "warning $count([1])" },
        { MAP("'MaxConcurrency': '{% ^2^ %}'"), "warning '2'" },
        { MAP("'ToleratedFailureCount': '{% {} %}'"), "warning {}" },
        { MAP("'ToleratedFailurePercentage': '{% ^5%^ %}'"), "warning '5%'" },
        { FAIL("'Error': '{% 404 %}', 'Cause': '{% ^no ^ & $states.input.a %}'"), "warning 404" },
        { FAIL("'Cause': '{% {^a^: 1} %}'"), "warning {'a': 1}" },
        { PASS("1"), "" },
        { PASS("function($x) { $x }"), "warning function($x) { $x }" },
        { PASS("()"), "warning ()" },
        { PASS("$states.input.none"), "" },
        { STATE("'Type': 'Pass', 'Output': {'f': '{% $sum %}'}"), "warning $sum" },
        { STATE("'Type': 'Pass', 'Assign': {'f': '{% 1 %}'}"), "" },
    };
    rule_cases_check(RULE_JSONATA_RESULT_TYPE, cases, ARRAY_LEN(cases));
}

static void operands_must_fit_their_operator(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { PASS("1 + 2"), "" },
        { PASS("^Hello ^ + $states.input.name"), "warning 'Hello '" },
        { PASS("$states.input.n + ^x^"), "warning 'x'" },
        { PASS("$states.input.n & ^x^"), "" },
        { PASS("-^x^"), "warning 'x'" },
        { PASS("-$states.input.n"), "" },
        { PASS("1 < ^2^"), "warning '2'" },
        { PASS("^a^ < ^b^"), "" },
        { PASS("$states.input.n < true"), "warning true" },
        { PASS("$count([]) >= $states.input.n"), "" },
        { PASS("[1..^3^]"), "warning '3'" },
        { PASS("1 = ^1^"), "" },
    };
    rule_cases_check(RULE_JSONATA_OPERAND, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_expression_must_fit_its_field),
        cmocka_unit_test(operands_must_fit_their_operator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
