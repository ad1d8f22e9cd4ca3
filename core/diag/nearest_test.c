#include "diag/nearest.h"

#include "test.h"

static const str fields[] = {
    STR_INIT("StartAt"), STR_INIT("States"),     STR_INIT("Next"),  STR_INIT("End"),
    STR_INIT("Default"), STR_INIT("ResultPath"), STR_INIT("Retry"), STR_INIT("Results"),
    STR_INIT("Next"),    STR_INIT("ab"),
};

static void small_mistakes_find_their_name(void **state)
{
    (void)state;
    static const struct {
        const char *wrong, *name;
    } cases[] = {
        { "Next", "Next" },
        { "next", "Next" },
        { "Nxet", "Next" },
        { "Nxt", "Next" },
        { "Nextt", "Next" },
        { "Mext", "Next" },
        { "NEXT",
          "nothing" }, /* three changes of case cost one and a half edits, more than a third */
        { "startAt", "StartAt" },
        { "StratAt", "StartAt" },
        { "State", "States" },
        { "Defualt", "Default" },
        { "Resultpath", "ResultPath" },
        { "ResultsPath", "ResultPath" },
        { "esultPaht", "ResultPath" },
        { "Retyr", "Retry" },
        { "Ed", "End" },
        { "xb", "ab" },
        { "xy", "nothing" },
        { "b", "nothing" },
        { "Something", "nothing" },
        { "", "nothing" },
        { "E", "nothing" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        ptrdiff_t found = nearest_name(fields, ARRAY_LEN(fields), str_from(cases[i].wrong), NULL);
        str name = found < 0 ? STR("nothing") : fields[found];
        assert_str(name, cases[i].name);
    }
}

static void the_first_of_equals_wins(void **state)
{
    (void)state;
    assert_int_equal(nearest_name(fields, ARRAY_LEN(fields), STR("Nex"), NULL), 2);
    static const str names[] = { STR_INIT("abcd1"), STR_INIT("abcd2"), STR_INIT("Abcdx") };
    assert_int_equal(nearest_name(names, 3, STR("abcdx"), NULL), 2);
    assert_int_equal(nearest_name(names, 2, STR("abcdx"), NULL), 0);
}

static void long_names_are_passed_over(void **state)
{
    (void)state;
    char text[82];
    memset(text, 'a', sizeof text);
    str names[] = { { text, 81 }, { text, 80 } };
    assert_int_equal(nearest_name(names, 2, (str){ text, 79 }, NULL), 1);
    assert_int_equal(nearest_name(names, 2, (str){ text, 81 }, NULL), -1);
}

static void the_budget_is_used_up(void **state)
{
    (void)state;
    uint32_t budget = 2;
    static const str names[] = { STR_INIT("abc1"), STR_INIT("abc22222"), STR_INIT("abc3"),
                                 STR_INIT("abcd") };
    assert_int_equal(nearest_name(names, 4, STR("abcd"), &budget), 0);
    assert_int_equal(budget, 0); /* the second name was too long to be compared */
    assert_int_equal(nearest_name(names, 4, STR("abcd"), &budget), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_mistakes_find_their_name),
        cmocka_unit_test(the_first_of_equals_wins),
        cmocka_unit_test(long_names_are_passed_over),
        cmocka_unit_test(the_budget_is_used_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
