#include "asl/fields.h"

#include "test.h"

static void rows_of_one_name_stand_together(void **state)
{
    (void)state;
    size_t count;
    const struct asl_row *rows = asl_rows(&count);
    for (size_t i = 1; i < count; i++) {
        if (rows[i].name == rows[i - 1].name)
            continue;
        for (size_t j = i + 1; j < count; j++)
            assert_int_not_equal(rows[j].name, rows[i - 1].name);
    }
}

static void no_two_rows_share_an_owner_and_a_language(void **state)
{
    (void)state;
    size_t count;
    const struct asl_row *rows = asl_rows(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count && rows[j].name == rows[i].name; j++)
            assert_true((rows[i].owners & rows[j].owners) == 0 || (rows[i].language & rows[j].language) == 0);
    }
}

static void a_row_is_found_by_owner_and_name(void **state)
{
    (void)state;
    assert_int_equal(asl_row_find(ASL_RETRIER, NAME_MaxAttempts)->maximum, 99999999);
    assert_null(asl_row_find(ASL_TASK, NAME_MaxAttempts));
    assert_int_equal(asl_row_find(ASL_MACHINE, NAME_TimeoutSeconds)->minimum, 0);
    assert_int_equal(asl_row_find(ASL_TASK, NAME_TimeoutSeconds)->minimum, 1);
    assert_null(asl_row_find(ASL_BRANCH, NAME_TimeoutSeconds));
    assert_true(asl_row_find(ASL_RULE, NAME_NumericEqualsPath)->operation->is_path);
    assert_null(asl_row_find(ASL_TASK, (enum name)(NAME_COUNT + 5)));
}

static void words_that_are_no_fields_are_told_apart(void **state)
{
    (void)state;
    assert_true(asl_name_is_field(NAME_StartAt));
    assert_true(asl_name_is_field(NAME_IsNull));
    assert_false(asl_name_is_field(NAME_NONE));
    assert_false(asl_name_is_field(NAME_Fn_Sub));
    assert_false(asl_name_is_field((enum name)(NAME_COUNT + 1)));
}

static void a_type_is_spelt_exactly(void **state)
{
    (void)state;
    assert_int_equal(asl_state_kind(STR("Succeed")), ASL_SUCCEED);
    assert_int_equal(asl_state_kind(STR("succeed")), ASL_UNTYPED);
    assert_int_equal(asl_state_kind(STR("")), ASL_UNTYPED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_name_stand_together),
        cmocka_unit_test(no_two_rows_share_an_owner_and_a_language),
        cmocka_unit_test(a_row_is_found_by_owner_and_name),
        cmocka_unit_test(words_that_are_no_fields_are_told_apart),
        cmocka_unit_test(a_type_is_spelt_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
