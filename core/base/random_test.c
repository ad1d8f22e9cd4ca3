#include "base/random.h"

#include "test.h"

#include "base/buf.h"

#include <math.h>

/*
 * What a JVM prints for these seeds; the first also stands in the documentation of the service's
 * $random.
 */
static void java_doubles_are_those_of_a_jvm(void **state)
{
    (void)state;
    struct java_random random;
    java_random_seed(&random, 42);
    assert_true(fabs(java_random_double(&random) - 0.7275636800328681) < 1e-16);
    assert_true(fabs(java_random_double(&random) - 0.6832234717598454) < 1e-16);
    java_random_seed(&random, 0);
    assert_true(fabs(java_random_double(&random) - 0.730967787376657) < 1e-15);
}

static void java_integers_are_those_of_a_jvm(void **state)
{
    (void)state;
    static const int32_t below_100[] = { 30, 63, 48, 84, 70, 25 };
    static const int32_t below_others[] = { 578319411, 372, 717457953, 351, 817965352, 708 };
    struct java_random random;
    java_random_seed(&random, 42);
    for (size_t i = 0; i < ARRAY_LEN(below_100); i++)
        assert_int_equal(java_random_int(&random, 100), below_100[i]);
    java_random_seed(&random, -5);
    for (size_t i = 0; i < ARRAY_LEN(below_others); i++)
        assert_int_equal(java_random_int(&random, i % 2 ? 1024 : (1 << 30) + 1), below_others[i]);
}

static void java_integers_stay_below_their_bound(void **state)
{
    (void)state;
    static const int32_t bounds[] = { 1, 2, 3, 16, 1000, 1 << 30, (1 << 30) + 1, INT32_MAX };
    struct java_random random;
    java_random_seed(&random, -5);
    for (size_t b = 0; b < ARRAY_LEN(bounds); b++) {
        for (int i = 0; i < 1000; i++) {
            int32_t number = java_random_int(&random, bounds[b]);
            assert_true(number >= 0 && number < bounds[b]);
        }
    }
}

static void the_same_seed_gives_the_same_numbers(void **state)
{
    (void)state;
    struct random a, b;
    random_seed(&a, 1234567);
    random_seed(&b, 1234567);
    /* Reference output of SplitMix64 for this seed. */
    assert_true(random_next(&a) == 6457827717110365317u);
    assert_true(random_next(&a) == 3203168211198807973u);
    random_next(&b);
    random_next(&b);
    for (int i = 0; i < 1000; i++) {
        double number = random_double(&a);
        assert_true(number >= 0 && number < 1);
        assert_true(number == random_double(&b));
    }
}

static void uuids_have_version_4(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct random random;
    random_seed(&random, 7);
    str last = { NULL, 0 };
    for (int i = 0; i < 100; i++) {
        struct buf buf;
        buf_init(&buf, &arena);
        random_uuid(&random, &buf);
        str uuid = buf_text(&buf);
        assert_int_equal(uuid.len, 36);
        for (size_t k = 0; k < 36; k++) {
            bool is_dash = k == 8 || k == 13 || k == 18 || k == 23;
            assert_true(is_dash ? uuid.at[k] == '-' : char_hex(uuid.at[k]) >= 0);
        }
        assert_true(uuid.at[14] == '4');
        assert_true(str_contains(STR("89ab"), (str){ uuid.at + 19, 1 }));
        assert_false(str_equal(uuid, last));
        last = uuid;
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(java_doubles_are_those_of_a_jvm),
        cmocka_unit_test(java_integers_are_those_of_a_jvm),
        cmocka_unit_test(java_integers_stay_below_their_bound),
        cmocka_unit_test(the_same_seed_gives_the_same_numbers),
        cmocka_unit_test(uuids_have_version_4),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
