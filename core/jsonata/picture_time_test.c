#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$toMillis(\"1969-12-05T10:60:00\")", "error D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"1969-12-05T10:60:00\"" },
    { "$toMillis(\"1969-42\")", "error D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"1969-42\"" },
    { "$string($toMillis(\"2018-21\"))", "error D3001: Attempting to invoke string function on Infinity or NaN" },
    { "$toMillis(\"[h]\", \"[[h]]\")", "undefined" },
    { "$toMillis(\"10\", \"[h]\")", "1699956000000" },
    { "$fromMillis(1517653230456, \"[qNn] [q1]\")", "\"undefined undefined\"" },
    { "$fromMillis(8e20, \"[xNn]\")", "\"undefined\"" },
    { "$fromMillis(-62135596800000, \"[d]\", \"-1234\")", "\"365\"" },
    { "$fromMillis(0)", "\"1970-01-01T00:00:00.000Z\"" },
    { "$fromMillis(1517653230456)", "\"2018-02-03T10:20:30.456Z\"" },
    { "$fromMillis(-1)", "\"1969-12-31T23:59:59.999Z\"" },
    { "$fromMillis(none)", "undefined" },
    { "$fromMillis(1517653230456, \"[Y]-[M01]-[D01]\")", "\"2018-02-03\"" },
    { "$fromMillis(1517653230456, \"[D1o] [MNn] [Y0001] [FNn]\")", "\"3rd February 2018 Saturday\"" },
    { "$fromMillis(1517653230456, \"[FNn,3-3], [MN,3-3] [Mn,3-3]\")", "\"Sat, FEB feb\"" },
    { "$fromMillis(1517653230456, \"[H01]:[m]:[s].[f001]\")", "\"10:20:30.456\"" },
    { "$fromMillis(1517653230456, \"[h]:[m01] [P] [PN]\")", "\"10:20 am AM\"" },
    { "$fromMillis(1517615999000, \"[h] [H]\")", "\"11 23\"" },
    { "$fromMillis(1517653230456, \"[Y,2-2] [Y,*-4] [Y01]\")", "\"18 2018 18\"" },
    { "$fromMillis(1517653230456, \"[d] [F1] [W] [w] [X] [x] [xNn]\")", "\"34 6 5 1 2018 2 February\"" },
    { "$fromMillis(1230768000000, \"[Y]-W[W01]-[F1] [X] [x] [w]\")", "\"2009-W01-4 2009 1 1\"" },
    { "$fromMillis(1483228800000, \"[Y]-W[W01]-[F1] [X] [x] [w]\")", "\"2017-W52-7 2016 12 5\"" },
    { "$fromMillis(1293840000000, \"[W] [X] [w] [x]\")", "\"52 2010 5 12\"" },
    { "$fromMillis(1451520000000, \"[W] [X] [w] [x]\")", "\"53 2015 5 12\"" },
    { "$fromMillis(1517653230456, \"[Z] [z] [Z01:01t] [Z0101] [Z1] [Z01]\", \"+0530\")",
      "\"+05:30 GMT+05:30 +05:30 +0530 +5:30 +05:30\"" },
    { "$fromMillis(1517653230456, \"[Z] [z] [Z01:01t] [Z0101] [Z1] [Z01]\")", "\"+00:00 GMT+00:00 Z +0000 +0 +00\"" },
    { "$fromMillis(1517653230456, \"[H01]:[m01] [Z]\", \"-0830\")", "\"00:50 -09:30\"" },
    { "$fromMillis(1517653230456, \"[H01]:[m01] [Z]\", \"+05:00\")", "\"10:25 +00:05\"" },
    { "$fromMillis(1517653230456, \"[Z00000]\")",
      "error D3134: The timezone integer format specifier cannot have more than four digits" },
    { "$fromMillis(1517653230456, \"[C] [E] [Q1]\")", "\"ISO ISO undefined\"" },
    { "$fromMillis(1517653230456, \"[[[Y]]]\")", "\"[2018]\"" },
    { "$fromMillis(1517653230456, \"[Y\")",
      "error D3135: No matching closing bracket ']' in date/time picture string" },
    { "$fromMillis(1517653230456, \"[]\")",
      "error D3132: Unknown component specifier \"\" in date/time picture string" },
    { "$fromMillis(1517653230456, \"[q]\")",
      "error D3132: Unknown component specifier \"q\" in date/time picture string" },
    { "$fromMillis(1517653230456, \"[YN]\")",
      "error D3133: The 'name' modifier can only be applied to months and days in the date/time picture string, not"
      " \"Y\"" },
    { "$fromMillis(1517653230456, \"[HN]\")",
      "error D3133: The 'name' modifier can only be applied to months and days in the date/time picture string, not"
      " \"H\"" },
    { "$fromMillis(1517653230456, \"[Yw] [YI] [Ya] [D01,3-4] [M w]\")",
      "\"two thousand and eighteen MMXVIII byp 0003 two\"" },
    { "$fromMillis(1517653230456, \"[Y#]\")",
      "error D3130: Formatting or parsing an integer as a sequence starting with \"#\" is not supported by this imp"
      "lementation" },
    { "$fromMillis(1517653230456, \"x\")", "\"x\"" },
    { "$fromMillis(1517653230456, none, \"+0100\")", "\"2018-02-03T11:20:30.456+01:00\"" },
    { "$toMillis(\"1970-01-01T00:00:00.001Z\")", "1" },
    { "$toMillis(\"2018\")", "1514764800000" },
    { "$toMillis(\"2018-02\")", "1517443200000" },
    { "$toMillis(\"2018-02-03\")", "1517616000000" },
    { "$toMillis(\"2018-02-03T10:20:30+01:00\")", "1517649630000" },
    { "$toMillis(\"2018-02-03T10:20:30.5-0130\")", "1517658630500" },
    { "$toMillis(\"2018-13-03\")", "\"NaN\"" },
    { "$toMillis(\"2018-02-30T00:00:00Z\")", "1519948800000" },
    { "$toMillis(\"2018-2-3\")",
      "error D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"2018-2-3"
      "\"" },
    { "$toMillis(\"hello\")",
      "error D3110: The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given \"hello\"" },
    { "$toMillis(\"2018-02-03T24:00:00Z\")", "1517702400000" },
    { "$toMillis(none)", "undefined" },
    { "$toMillis(\"3 February 2018\", \"[D] [MNn] [Y]\")", "1517616000000" },
    { "$toMillis(\"3rd Feb 2018\", \"[D1o] [MNn,3-3] [Y]\")", "1517616000000" },
    { "$toMillis(\"2018-02-03\", \"[Y0001]-[M01]-[D01]\")", "1517616000000" },
    { "$toMillis(\"20180203\", \"[Y0001][M01][D01]\")", "1517616000000" },
    { "$toMillis(\"2018-034\", \"[Y]-[d]\")", "1517616000000" },
    { "$toMillis(\"2018-02-03 3:20 pm\", \"[Y]-[M]-[D] [h]:[m] [P]\")", "1517671200000" },
    { "$toMillis(\"2018-02-03 12:20 am\", \"[Y]-[M]-[D] [h]:[m] [P]\")", "1517617200000" },
    { "$toMillis(\"2018-02-03 10:20:30.456\", \"[Y]-[M]-[D] [H]:[m]:[s].[f]\")", "1517653230456" },
    { "$toMillis(\"2018-02-03 10:20 +05:30\", \"[Y]-[M]-[D] [H]:[m] [Z]\")", "1517633400000" },
    { "$toMillis(\"2018-02-03 10:20 GMT-0530\", \"[Y]-[M]-[D] [H]:[m] [z0001]\")", "1517669400000" },
    { "$toMillis(\"2018-02-03 10:20 -5\", \"[Y]-[M]-[D] [H]:[m] [Z1]\")", "1517671200000" },
    { "$toMillis(\"MMXVIII ii c\", \"[YI] [Mi] [Da]\")", "1517616000000" },
    { "$toMillis(\"two thousand and eighteen\", \"[Yw]\")", "1514764800000" },
    { "$toMillis(\"2018-30\", \"[Y]-[m]\")",
      "error D3136: The date/time picture string is missing specifiers required to parse the timestamp" },
    { "$toMillis(\"2018 5 3\", \"[X] [W] [F1]\")",
      "error D3136: The date/time picture string is missing specifiers required to parse the timestamp" },
    { "$toMillis(\"2018 2 1 3\", \"[X] [x] [w] [F1]\")",
      "error D3136: The date/time picture string is missing specifiers required to parse the timestamp" },
    { "$toMillis(\"nope\", \"[Y]\")", "undefined" },
    { "$toMillis(\"x\", \"x\")", "undefined" },
    { "$toMillis(\"2018\", \"[YN]\")",
      "error D3133: The 'name' modifier can only be applied to months and days in the date/time picture string, not"
      " \"Y\"" },
    { "$toMillis(\"2018\", \"[C]\")",
      "error D3133: The 'name' modifier can only be applied to months and days in the date/time picture string, not"
      " \"C\"" },
    { "$toMillis(\"2018 february\", \"[Y] [MNn]\")", "1514764800000" },
    { "$toMillis(\"18\", \"[Y,2-2]\")", "-1640995200000" },
};

static void times_are_written_and_read_by_pictures(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_written_and_read_by_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
