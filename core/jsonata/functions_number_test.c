#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$number(\"12\")", "12" },
    { "$number(\"-1.5e2\")", "-150" },
    { "$number(\"007\")", "7" },
    { "$number(\"1e\")", "error D3030: Unable to cast value to a number: \"1e\"" },
    { "$number(\"1.\")", "error D3030: Unable to cast value to a number: \"1.\"" },
    { "$number(\"\")", "error D3030: Unable to cast value to a number: \"\"" },
    { "$number(\" 1\")", "error D3030: Unable to cast value to a number: \" 1\"" },
    { "$number(\"0x1F\")", "31" },
    { "$number(\"0o17\")", "15" },
    { "$number(\"0b101\")", "5" },
    { "$number(\"0x\")", "error D3030: Unable to cast value to a number: \"0x\"" },
    { "$number(\"0b102\")", "error D3030: Unable to cast value to a number: \"0b102\"" },
    { "$number(\"a0o7\")", "\"NaN\"" },
    { "$number(\"1e999\")", "error D3030: Unable to cast value to a number: \"1e999\"" },
    { "$number(true)", "1" },
    { "$number(false)", "0" },
    { "$number(3)", "3" },
    { "$number(none)", "undefined" },
    { "$number(null)", "error T0410: Argument 1 of function \"number\" does not match function signature" },
    { "$number([1])", "error T0410: Argument 1 of function \"number\" does not match function signature" },
    { "$number(\"x\")", "error D3030: Unable to cast value to a number: \"x\"" },
    { "$abs(m)", "2.5" },
    { "$abs(none)", "undefined" },
    { "$abs(\"x\")", "error T0410: Argument 1 of function \"abs\" does not match function signature" },
    { "$floor(m)", "-3" },
    { "$ceil(m)", "-2" },
    { "$floor(none)", "undefined" },
    { "$round(2.5)", "2" },
    { "$round(3.5)", "4" },
    { "$round(-2.5)", "-2" },
    { "$round(-0.4)", "0" },
    { "$round(1.005, 2)", "1" },
    { "$round(12345.678, -2)", "12300" },
    { "$round(0.5)", "0" },
    { "$round(1e21, 2)", "1e+21" },
    { "$round(4.35, 1)", "4.4" },
    { "$round(none)", "undefined" },
    { "$round(1.5, 0.5)", "\"NaN\"" },
    { "$power(2, 10)", "1024" },
    { "$power(2, -1)", "0.5" },
    { "$power(0, -1)",
      "error D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=0,"
      " exponent=-1" },
    { "$power(-1, 0.5)",
      "error D3061: The power function has resulted in a value that cannot be represented as a JSON number: base=-1"
      ", exponent=0.5" },
    { "$power(none, 2)", "undefined" },
    { "$sqrt(9)", "3" },
    { "$sqrt(-1)", "error D3060: The sqrt function cannot be applied to a negative number: -1" },
    { "$sqrt(none)", "undefined" },
    { "$formatBase(255, 16)", "\"ff\"" },
    { "$formatBase(255)", "\"255\"" },
    { "$formatBase(-255, 2)", "\"-11111111\"" },
    { "$formatBase(10.5, 2)", "\"1010\"" },
    { "$formatBase(1e20, 36)", "\"l3r41ifs0p800\"" },
    { "$formatBase(0, 2)", "\"0\"" },
    { "$formatBase(10, 1)",
      "error D3100: The radix of the formatBase function must be between 2 and 36.  It was given 1" },
    { "$formatBase(10, 37)",
      "error D3100: The radix of the formatBase function must be between 2 and 36.  It was given 37" },
    { "$formatBase(none)", "undefined" },
    { "$sum(list)", "6" },
    { "$sum([])", "0" },
    { "$sum(n)", "3" },
    { "$sum(\"a\")", "error T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"" },
    { "$sum([1, \"a\"])", "error T0412: Argument 1 of function \"sum\" must be an array of \"numbers\"" },
    { "$sum(none)", "undefined" },
    { "$sum()", "error T0410: Argument 1 of function \"sum\" does not match function signature" },
    { "$sum(1, 2)", "error T0410: Argument 2 of function \"sum\" does not match function signature" },
    { "$max(list)", "3" },
    { "$min(list)", "1" },
    { "$max([])", "undefined" },
    { "$min(none)", "undefined" },
    { "$average(list)", "2" },
    { "$average([])", "undefined" },
    { "$average(5)", "5" },
    { "$count(list)", "3" },
    { "$count(none)", "0" },
    { "$count(s)", "1" },
    { "$count([])", "0" },
};

static void number_functions_give_what_the_reference_gives(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(number_functions_give_what_the_reference_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
