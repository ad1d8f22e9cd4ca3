#include "doc/names.h"
#include "test.h"

static void every_word_has_its_number(void **state)
{
    (void)state;
    for (enum name name = NAME_NONE + 1; name < NAME_COUNT; name++)
        assert_int_equal(name_find(name_text(name)), name);
}

static void other_words_have_none(void **state)
{
    (void)state;
    static const char *const words[] = { "", "startat", "StartAt ", "Nex", "Nextt", "Fn::", "a",
                                         "StringGreaterThanEqualsPathPath" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        assert_int_equal(name_find(str_from(words[i])), NAME_NONE);
}

static void numbers_are_words_in_switches(void **state)
{
    (void)state;
    assert_int_equal(name_find(STR("StartAt")), NAME_StartAt);
    assert_int_equal(name_find(STR("Fn::Sub")), NAME_Fn_Sub);
    assert_str(name_text(NAME_merge), "<<");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_has_its_number),
        cmocka_unit_test(other_words_have_none),
        cmocka_unit_test(numbers_are_words_in_switches),
    };
    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
