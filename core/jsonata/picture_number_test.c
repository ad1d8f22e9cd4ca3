#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$formatNumber(1/0, \"0.0\")", "\"NaN.0\"" },
    { "$formatNumber(1/0, \"0\")", "\"Infinity\"" },
    { "$formatNumber(1234.5, \"#,##0.00\")", "\"1,234.50\"" },
    { "$formatNumber(1234567.891, \"#,###.##\")", "\"1,234,567.89\"" },
    { "$formatNumber(0, \"#.##\")", "\".0\"" },
    { "$formatNumber(0.5, \"#.##\")", "\".5\"" },
    { "$formatNumber(5, \"000\")", "\"005\"" },
    { "$formatNumber(-5, \"0\")", "\"-5\"" },
    { "$formatNumber(-5, \"0;(0)\")", "\"(5)\"" },
    { "$formatNumber(5, \"0;(0)\")", "\"5\"" },
    { "$formatNumber(0.125, \"0.00\")", "\"0.12\"" },
    { "$formatNumber(0.135, \"0.00\")", "\"0.14\"" },
    { "$formatNumber(2.5, \"0\")", "\"2\"" },
    { "$formatNumber(0.14, \"01%\")", "\"14%\"" },
    { "$formatNumber(0.14, \"001\\u2030\")", "\"140\342\200\260\"" },
    { "$formatNumber(1234, \"#,#00.0##,#\")", "\"1,234.0,\"" },
    { "$formatNumber(123456789, \"#,##,000\")", "\"1234,56,789\"" },
    { "$formatNumber(1234.5678, \"0.0000,0\")", "\"1234.5678,0\"" },
    { "$formatNumber(12345, \"0.0e0\")", "\"1.2e4\"" },
    { "$formatNumber(0.00012, \"00.0e00\")", "\"12.0e-05\"" },
    { "$formatNumber(1, \"#.0e0\")", "\"1.0e0\"" },
    { "$formatNumber(12, \"$0 each\")", "\"$12 each\"" },
    { "$formatNumber(12.5, \"0,0.0\", {\"grouping-separator\": \" \", \"decimal-separator\": \",\"})",
      "error D3086: The sub-picture must not contain a passive character that is preceded by an active character an"
      "d that is followed by another active character" },
    { "$formatNumber(-12, \"0\", {\"minus-sign\": \"~\"})", "\"~12\"" },
    { "$formatNumber(12, \"\\u0660\\u0660\\u0660\", {\"zero-digit\": \"\\u0660\"})", "\"\331\240\331\241\331\242\"" },
    { "$formatNumber(0.5, \"0%\", {\"percent\": \"%\"})", "\"50%\"" },
    { "$formatNumber(none, \"0\")", "undefined" },
    { "$formatNumber(1, \"0;0;0\")",
      "error D3080: The picture string must only contain a maximum of two sub-pictures" },
    { "$formatNumber(1, \"0.0.0\")",
      "error D3081: The sub-picture must not contain more than one instance of the 'decimal-separator' character" },
    { "$formatNumber(1, \"0%%\")",
      "error D3082: The sub-picture must not contain more than one instance of the 'percent' character" },
    { "$formatNumber(1, \"0\\u2030\\u2030\")",
      "error D3083: The sub-picture must not contain more than one instance of the 'per-mille' character" },
    { "$formatNumber(1, \"0%\\u2030\")",
      "error D3084: The sub-picture must not contain both a 'percent' and a 'per-mille' character" },
    { "$formatNumber(1, \".\")",
      "error D3085: The mantissa part of a sub-picture must contain at least one character that is either an 'optio"
      "nal digit character' or a member of the 'decimal digit family'" },
    { "$formatNumber(1, \"0x0\")",
      "error D3086: The sub-picture must not contain a passive character that is preceded by an active character an"
      "d that is followed by another active character" },
    { "$formatNumber(1, \"0,.0\")",
      "error D3087: The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'd"
      "ecimal-separator' character" },
    { "$formatNumber(1, \"0,\")",
      "error D3088: The sub-picture must not contain a 'grouping-separator' at the end of the integer part" },
    { "$formatNumber(1, \"0,,0\")",
      "error D3089: The sub-picture must not contain two adjacent instances of the 'grouping-separator' character" },
    { "$formatNumber(1, \"0#\")",
      "error D3090: The integer part of the sub-picture must not contain a member of the 'decimal digit family' tha"
      "t is followed by an instance of the 'optional digit character'" },
    { "$formatNumber(1, \"0.#0\")",
      "error D3091: The fractional part of the sub-picture must not contain an instance of the 'optional digit char"
      "acter' that is followed by a member of the 'decimal digit family'" },
    { "$formatNumber(1, \"0e0%\")",
      "error D3092: A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character t"
      "reated as an 'exponent-separator'" },
    { "$formatNumber(1, \"0e\")",
      "error D3093: The exponent part of the sub-picture must comprise only of one or more characters that are memb"
      "ers of the 'decimal digit family'" },
    { "$formatNumber(1e21, \"0\")", "\"1e+21\"" },
    { "$formatNumber(123, \"#\")", "\"123\"" },
    { "$formatNumber(0, \"#\")", "\"0\"" },
    { "$formatNumber(1, 2)",
      "error T0410: Argument 2 of function \"formatNumber\" does not match function signature" },
};

static void numbers_are_written_by_pictures(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_by_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
