#include "lint/rule_cases.h"

/* A Choice with these rules, each of which leads to B. */
#define CHOICE(rules)                                                                              \
    "{'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [" rules                       \
    "], 'Default': 'B'}, 'B': {'Type': 'Succeed'}}}"
#define RULE(members) "{" members ", 'Next': 'B'}"
#define BOTH(first, second) CHOICE(RULE(first) ", " RULE(second))
#define ONE(members) CHOICE(RULE(members))
#define AND(first, second) ONE("'And': [{" first "}, {" second "}]")
#define N "'Variable': '$.n', "
#define CONDITIONS(first, second)                                                                  \
    "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': "  \
    "[{'Condition': '" first "', 'Next': 'B'}, {'Condition': '" second "', 'Next': 'B'}], "        \
    "'Default': 'B'}, 'B': {'Type': 'Succeed'}}}"

static void a_rule_after_a_wider_one_is_never_reached(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { BOTH(N "'NumericGreaterThan': 10", N "'NumericGreaterThan': 20"), "warning {" },
        { BOTH(N "'NumericGreaterThan': 20", N "'NumericGreaterThan': 10"), "" },
        { BOTH(N "'NumericGreaterThanEquals': 10", N "'NumericGreaterThan': 10"), "warning {" },
        { BOTH(N "'NumericGreaterThan': 10", N "'NumericGreaterThanEquals': 10"), "" },
        { BOTH(N "'NumericLessThan': 10", N "'NumericLessThan': 5"), "warning {" },
        { BOTH(N "'NumericLessThan': 10", N "'NumericEquals': 3"), "warning {" },
        { BOTH(N "'NumericLessThanEquals': 10", N "'NumericEquals': 10"), "warning {" },
        { BOTH(N "'NumericLessThan': 10", N "'NumericGreaterThan': 3"), "" },
        { BOTH(N "'StringEquals': 'a'", N "'StringEquals': 'a'"), "warning {" },
        { BOTH(N "'StringEquals': 'a'", N "'StringEquals': 'b'"), "" },
        { BOTH(N "'BooleanEquals': true", N "'BooleanEquals': true"), "warning {" },
        { BOTH(N "'BooleanEquals': true", N "'BooleanEquals': false"), "" },
        { BOTH(N "'IsNull': true", N "'IsNull': true"), "warning {" },
        { BOTH("'Or': [{" N "'StringEquals': 'a'}, {" N "'StringEquals': 'b'}]", N "'StringEquals': 'b'"),
          "warning {" },
        { BOTH(N "'StringEquals': 'a'", "'And': [{" N "'StringEquals': 'a'}, {'Variable': '$.m', 'IsNull': true}]"),
          "warning {" },
        { BOTH("'Or': [{" N "'StringEquals': 'a'}, {" N "'StringEquals': 'b'}]",
               "'Or': [{" N "'StringEquals': 'b'}, {" N "'StringEquals': 'a'}]"),
          "warning {" },
        { BOTH("'Or': [{" N "'StringEquals': 'a'}, {" N "'StringEquals': 'b'}]",
               "'Or': [{" N "'StringEquals': 'b'}, {" N "'StringEquals': 'c'}]"),
          "" },
        { BOTH("'Variable': '$.m', 'StringEquals': 'a'", N "'StringEquals': 'a'"), "" },
        { BOTH(N "'StringEqualsPath': '$.a'", N "'StringEqualsPath': '$.a'"), "warning {" },
        { BOTH("'Not': {" N "'IsNull': true}", "'Not': {" N "'IsNull': true}"), "warning {" },
        { BOTH("'Not': {" N "'IsNull': true}", N "'IsNull': true"), "" },
        { BOTH("'And': [{" N "'IsString': true}, {" N "'StringEquals': 'a'}]",
               "'And': [{" N "'IsString': true}, {" N "'StringEquals': 'a'}]"),
          "warning {" },
        { BOTH("'And': [{" N "'IsString': true}, {" N "'StringEquals': 'a'}]",
               "'And': [{" N "'IsString': true}, {" N "'StringEquals': 'b'}]"),
          "" },
        { BOTH("'And': [{" N "'IsString': true}]", N "'IsString': true"), "" },
        { CONDITIONS("{% $states.input.a %}", "{% $states.input.a %}"), "warning {" },
        { CONDITIONS("{% $states.input.a %}", "{% $states.input.b %}"), "" },
        { CONDITIONS("{% $random() < 0.5 %}", "{% $random() < 0.5 %}"), "" },
    };
    rule_cases_check(RULE_UNREACHABLE_CHOICE_RULE, cases, ARRAY_LEN(cases));
}

static void a_rule_that_contradicts_itself_never_matches(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        { AND(N "'NumericGreaterThan': 10", N "'NumericLessThan': 5"), "warning {" },
        { AND(N "'NumericGreaterThan': 5", N "'NumericLessThan': 10"), "" },
        { AND(N "'NumericGreaterThan': 5", N "'NumericLessThan': 5"), "warning {" },
        { AND(N "'NumericGreaterThanEquals': 5", N "'NumericLessThanEquals': 5"), "" },
        { AND(N "'NumericEquals': 1", N "'NumericEquals': 2"), "warning {" },
        { AND(N "'StringEquals': 'a'", N "'StringEquals': 'b'"), "warning {" },
        { AND(N "'StringEquals': 'a'", N "'StringMatches': 'a*'"), "" },
        { AND(N "'StringEquals': 'a'", N "'NumericEquals': 1"), "warning {" },
        { AND(N "'BooleanEquals': true", N "'BooleanEquals': false"), "warning {" },
        { AND(N "'BooleanEquals': true", N "'IsString': true"), "warning {" },
        { AND(N "'IsNull': true", N "'IsNumeric': true"), "warning {" },
        { AND(N "'IsNull': true", N "'IsNumeric': false"), "" },
        { AND(N "'IsBoolean': true", N "'IsString': false"), "" },
        { AND(N "'IsTimestamp': true", N "'IsNumeric': true"), "warning {" },
        { AND(N "'IsTimestamp': true", N "'IsString': true"), "" },
        { AND(N "'IsPresent': true", N "'IsPresent': false"), "warning {" },
        { AND(N "'IsPresent': false", N "'StringEquals': 'a'"), "warning {" },
        { AND(N "'IsPresent': true", N "'StringEquals': 'a'"), "" },
        { AND("'Not': {" N "'IsNull': true}", N "'IsNull': true"), "" },
        { AND(N "'IsNull': true", "'Variable': '$.m', 'IsNumeric': true"), "" },
        { ONE("'Or': [{" N "'IsNull': true}, {" N "'IsNumeric': true}]"), "" },
    };
    rule_cases_check(RULE_UNSATISFIABLE_CHOICE_RULE, cases, ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_after_a_wider_one_is_never_reached),
        cmocka_unit_test(a_rule_that_contradicts_itself_never_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
