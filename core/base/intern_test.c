#include "base/intern.h"

#include "test.h"

#include "base/buf.h"

static void numbers_count_up_from_first_appearance(void **state)
{
    (void)state;
    struct arena arena;
    struct intern intern;
    arena_init(&arena, &plain_memory);
    intern_init(&intern, &arena);
    assert_int_equal(intern_add(&intern, STR("a")), 0);
    assert_int_equal(intern_add(&intern, STR("")), 1);
    assert_int_equal(intern_add(&intern, STR("a")), 0);
    assert_int_equal(intern_add(&intern, STR("a\0")), 2);
    bool is_new = false;
    assert_int_equal(intern_add_new(&intern, STR("b"), &is_new), 3);
    assert_true(is_new);
    assert_int_equal(intern_add_new(&intern, STR(""), &is_new), 1);
    assert_false(is_new);
    assert_int_equal(intern.count, 4);
    assert_str(intern_text(&intern, 3), "b");
    arena_finish(&arena);
}

static void texts_are_found_or_not(void **state)
{
    (void)state;
    struct arena arena;
    struct intern intern;
    arena_init(&arena, &plain_memory);
    intern_init(&intern, &arena);
    assert_int_equal(intern_find(&intern, STR("a")), INTERN_NONE);
    intern_add(&intern, STR("a"));
    assert_int_equal(intern_find(&intern, STR("a")), 0);
    assert_int_equal(intern_find(&intern, STR("b")), INTERN_NONE);
    arena_finish(&arena);
}

static void many_texts_keep_their_numbers(void **state)
{
    (void)state;
    struct arena arena;
    struct intern intern;
    arena_init(&arena, &plain_memory);
    intern_init(&intern, &arena);
    enum { COUNT = 20000 };
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(intern_add(&intern, str_printf(&arena, "State%u", i)), i);
    for (uint32_t i = 0; i < COUNT; i++) {
        str text = str_printf(&arena, "State%u", i);
        assert_int_equal(intern_find(&intern, text), i);
        assert_true(str_equal(intern_text(&intern, i), text));
    }
    assert_int_equal(intern_find(&intern, STR("State")), INTERN_NONE);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_count_up_from_first_appearance),
        cmocka_unit_test(texts_are_found_or_not),
        cmocka_unit_test(many_texts_keep_their_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
