#include "jsonata/jsonata.h"

#include "test.h"

#include "jsonata/cases.h"

static const struct expression_case cases[] = {
    { "$formatInteger(12, \"w\")", "\"twelve\"" },
    { "$formatInteger(0, \"w\")", "\"zero\"" },
    { "$formatInteger(121, \"Ww\")", "\"One Hundred and Twenty-One\"" },
    { "$formatInteger(2789, \"W\")", "\"TWO THOUSAND, SEVEN HUNDRED AND EIGHTY-NINE\"" },
    { "$formatInteger(1000000, \"w\")", "\"one million\"" },
    { "$formatInteger(1e15, \"w\")", "\"one thousand trillion\"" },
    { "$formatInteger(42, \"w;o\")", "\"forty-second\"" },
    { "$formatInteger(100, \"w;o\")", "\"one hundredth\"" },
    { "$formatInteger(1000, \"w;o\")", "\"one thousandth\"" },
    { "$formatInteger(70, \"w;o\")", "\"seventieth\"" },
    { "$formatInteger(-3, \"w\")", "\"-three\"" },
    { "$formatInteger(2023, \"I\")", "\"MMXXIII\"" },
    { "$formatInteger(49, \"i\")", "\"xlix\"" },
    { "$formatInteger(0, \"I\")", "\"\"" },
    { "$formatInteger(27, \"a\")", "\"aa\"" },
    { "$formatInteger(703, \"A\")", "\"AAA\"" },
    { "$formatInteger(0, \"a\")", "\"\"" },
    { "$formatInteger(1234567, \"#,##0\")", "\"1,234,567\"" },
    { "$formatInteger(1234567, \"#'##,#0\")", "\"123'45,67\"" },
    { "$formatInteger(12, \"#'##,#0\")", "\"',12\"" },
    { "$formatInteger(5, \"000\")", "\"005\"" },
    { "$formatInteger(1, \"1;o\")", "\"1st\"" },
    { "$formatInteger(2, \"1;o\")", "\"2nd\"" },
    { "$formatInteger(3, \"1;o\")", "\"3rd\"" },
    { "$formatInteger(11, \"1;o\")", "\"11th\"" },
    { "$formatInteger(112, \"1;o\")", "\"112th\"" },
    { "$formatInteger(24, \"1;o(-en)\")", "\"24th\"" },
    { "$formatInteger(12, \"\\u0661\")", "\"\331\241\331\242\"" },
    { "$formatInteger(12, \"\\u06610\")",
      "error D3131: In a decimal digit pattern, all digits must be from the same decimal group" },
    { "$formatInteger(12, \"#\")",
      "error D3130: Formatting or parsing an integer as a sequence starting with \"#\" is not supported by this imp"
      "lementation" },
    { "$formatInteger(12, \"\")",
      "error D3130: Formatting or parsing an integer as a sequence starting with \"\" is not supported by this impl"
      "ementation" },
    { "$formatInteger(12.9, \"0\")", "\"12\"" },
    { "$formatInteger(-12.1, \"0\")", "\"-13\"" },
    { "$formatInteger(1e25, \"0\")", "\"1e+25\"" },
    { "$formatInteger(none, \"0\")", "undefined" },
    { "$parseInteger(\"12\", \"0\")", "12" },
    { "$parseInteger(\"1,234\", \"#,##0\")", "1234" },
    { "$parseInteger(\"1'234,5\", \"#'##0,0\")", "12345" },
    { "$parseInteger(\"12th\", \"0;o\")", "12" },
    { "$parseInteger(\"XIV\", \"I\")", "14" },
    { "$parseInteger(\"xiv\", \"i\")", "14" },
    { "$parseInteger(\"MMQ\", \"I\")", "\"NaN\"" },
    { "$parseInteger(\"abc\", \"a\")", "731" },
    { "$parseInteger(\"AB\", \"A\")", "28" },
    { "$parseInteger(\"twelve\", \"w\")", "12" },
    { "$parseInteger(\"one hundred and two\", \"w\")", "102" },
    { "$parseInteger(\"Two Thousand, Seven Hundred and Eighty-Nine\", \"Ww\")", "2789" },
    { "$parseInteger(\"twenty-first\", \"w;o\")", "21" },
    { "$parseInteger(\"one hundredth\", \"w;o\")", "100" },
    { "$parseInteger(\"three millionth\", \"w;o\")", "3000000" },
    { "$parseInteger(\"fiftieth\", \"w;o\")", "50" },
    { "$parseInteger(\"one trillion\", \"w\")", "1000000000000" },
    { "$parseInteger(\"foo\", \"w\")", "\"NaN\"" },
    { "$parseInteger(\"foo\", \"0\")", "\"NaN\"" },
    { "$parseInteger(\"\\u0661\\u0662\", \"\\u0660\")", "12" },
    { "$parseInteger(\"12\", \"#\")",
      "error D3130: Formatting or parsing an integer as a sequence starting with \"#\" is not supported by this imp"
      "lementation" },
    { "$parseInteger(none, \"0\")", "undefined" },
};

static void integers_are_written_and_read_by_pictures(void **state)
{
    (void)state;
    CHECK_CASES(cases, case_data, JSONATA_PLAIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_written_and_read_by_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
