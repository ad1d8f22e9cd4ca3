#include "base/bits.h"

#include "test.h"

/* Sizes around the ends of words. */
static const size_t sizes[] = { 0, 1, 63, 64, 65, 127, 128, 1000 };

static void a_new_set_is_empty_and_keeps_what_is_set(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
        struct bits bits;
        bits_init(&bits, &arena, sizes[s]);
        for (size_t i = 0; i < sizes[s]; i++)
            assert_false(bits_has(&bits, i));
        for (size_t i = 0; i < sizes[s]; i += 3)
            bits_set(&bits, i);
        for (size_t i = 0; i < sizes[s]; i++)
            assert_int_equal(bits_has(&bits, i), i % 3 == 0);
        for (size_t i = 0; i < sizes[s]; i += 6)
            bits_clear(&bits, i);
        for (size_t i = 0; i < sizes[s]; i++)
            assert_int_equal(bits_has(&bits, i), i % 6 == 3);
    }
    arena_finish(&arena);
}

static void sets_unite_and_intersect_and_say_if_they_changed(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct bits even, third;
    bits_init(&even, &arena, 200);
    bits_init(&third, &arena, 200);
    for (size_t i = 0; i < 200; i++) {
        if (i % 2 == 0)
            bits_set(&even, i);
        if (i % 3 == 0)
            bits_set(&third, i);
    }
    struct bits both;
    bits_init(&both, &arena, 200);
    assert_true(bits_unite(&both, &even));
    assert_false(bits_unite(&both, &even));
    assert_true(bits_intersect(&both, &third));
    assert_false(bits_intersect(&both, &third));
    for (size_t i = 0; i < 200; i++)
        assert_int_equal(bits_has(&both, i), i % 6 == 0);
    assert_true(bits_unite(&even, &third));
    for (size_t i = 0; i < 200; i++)
        assert_int_equal(bits_has(&even, i), i % 2 == 0 || i % 3 == 0);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_set_is_empty_and_keeps_what_is_set),
        cmocka_unit_test(sets_unite_and_intersect_and_say_if_they_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
