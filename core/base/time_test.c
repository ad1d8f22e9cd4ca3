#include "base/time.h"

#include "test.h"

#include "base/buf.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static str iso(int64_t instant_ms)
{
    struct buf buf;
    buf_init(&buf, &arena);
    time_print_iso(&buf, instant_ms);
    return buf_text(&buf);
}

static void instants_print_as_iso(void **state)
{
    (void)state;
    static const struct {
        int64_t instant_ms;
        const char *text;
        int weekday, day_of_year;
    } cases[] = {
        { 0, "1970-01-01T00:00:00.000Z", 4, 1 },
        { -1, "1969-12-31T23:59:59.999Z", 3, 365 },
        { 951782400000, "2000-02-29T00:00:00.000Z", 2, 60 },
        { 1767607200120, "2026-01-05T10:00:00.120Z", 1, 5 },
        { 1735689599999, "2024-12-31T23:59:59.999Z", 2, 366 },
        { 4107542400000, "2100-03-01T00:00:00.000Z", 1, 60 },
        { -62135596800000, "0001-01-01T00:00:00.000Z", 1, 1 },
        { -62167219200000, "0000-01-01T00:00:00.000Z", 6, 1 },
        { -62167219200001, "-0001-12-31T23:59:59.999Z", 5, 365 },
        { 253402300800000, "10000-01-01T00:00:00.000Z", 6, 1 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_str(iso(cases[i].instant_ms), cases[i].text);
        struct civil civil;
        time_to_civil(cases[i].instant_ms, &civil);
        assert_int_equal(civil.weekday, cases[i].weekday);
        assert_int_equal(civil.day_of_year, cases[i].day_of_year);
        assert_true(time_from_civil(&civil) == cases[i].instant_ms);
    }
}

static void every_day_of_an_era_comes_back(void **state)
{
    (void)state;
    int last_weekday = 0;
    for (int64_t day = -73100; day < 73100; day++) {
        struct civil civil;
        time_to_civil(day * 86400000 + 3723004, &civil);
        assert_true(time_from_civil(&civil) == day * 86400000 + 3723004);
        assert_true(civil.day >= 1 && civil.day <= time_days_in_month(civil.year, civil.month));
        assert_true(civil.hour == 1 && civil.minute == 2 && civil.second == 3 &&
                    civil.millisecond == 4);
        if (last_weekday)
            assert_int_equal(civil.weekday, last_weekday % 7 + 1);
        last_weekday = civil.weekday;
    }
}

static void fields_beyond_their_range_carry_over(void **state)
{
    (void)state;
    static const struct {
        struct civil civil;
        const char *text;
    } cases[] = {
        { { .year = 2025, .month = 13, .day = 1 }, "2026-01-01T00:00:00.000Z" },
        { { .year = 2025, .month = 0, .day = 1 }, "2024-12-01T00:00:00.000Z" },
        { { .year = 2025, .month = -11, .day = 1 }, "2024-01-01T00:00:00.000Z" },
        { { .year = 2024, .month = 2, .day = 30 }, "2024-03-01T00:00:00.000Z" },
        { { .year = 2024, .month = 1, .day = 0 }, "2023-12-31T00:00:00.000Z" },
        { { .year = 2024, .month = 1, .day = 1, .hour = 24 }, "2024-01-02T00:00:00.000Z" },
        { { .year = 2024, .month = 1, .day = 1, .second = -1 }, "2023-12-31T23:59:59.000Z" },
        { { .year = 2024, .month = 1, .day = 1, .millisecond = 1500 }, "2024-01-01T00:00:01.500Z" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(iso(time_from_civil(&cases[i].civil)), cases[i].text);
}

static void the_farthest_times_do_not_overflow(void **state)
{
    (void)state;
    struct civil civil;
    time_to_civil(INT64_MAX, &civil);
    assert_true(civil.year > 292000000);
    time_to_civil(INT64_MIN, &civil);
    assert_true(civil.year < -292000000);
    struct civil far = { INT64_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX,
                         INT32_MAX, INT32_MAX, 1,         1 };
    assert_true(time_from_civil(&far) > 0);
    struct civil past = { INT64_MIN, INT32_MIN, INT32_MIN, INT32_MIN, INT32_MIN,
                          INT32_MIN, INT32_MIN, 1,         1 };
    assert_true(time_from_civil(&past) < 0);
}

static void leap_years_have_their_day(void **state)
{
    (void)state;
    assert_true(time_is_leap_year(2024) && time_is_leap_year(2000) && time_is_leap_year(0) &&
                time_is_leap_year(-4));
    assert_false(time_is_leap_year(2023) || time_is_leap_year(1900) || time_is_leap_year(-1));
    assert_int_equal(time_days_in_month(2024, 2), 29);
    assert_int_equal(time_days_in_month(2023, 2), 28);
    assert_int_equal(time_days_in_month(2023, 12), 31);
    assert_int_equal(time_days_in_month(2023, 4), 30);
}

static void time_stamps_read_as_rfc_3339(void **state)
{
    (void)state;
    static const struct {
        const char *text, *iso;
    } cases[] = {
        { "2016-03-14T01:59:00Z", "2016-03-14T01:59:00.000Z" },
        { "2024-05-06T07:08:09.000000Z", "2024-05-06T07:08:09.000Z" },
        { "2024-05-06T07:08:09.5Z", "2024-05-06T07:08:09.500Z" },
        { "2024-05-06T07:08:09.1239999999999999Z", "2024-05-06T07:08:09.123Z" },
        { "2024-05-06T07:08:09+02:00", "2024-05-06T05:08:09.000Z" },
        { "2024-05-06T00:08:09.25-05:30", "2024-05-06T05:38:09.250Z" },
        { "2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z" },
        { "2024-05-06T07:08:09-00:00", "2024-05-06T07:08:09.000Z" },
        { "0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t instant;
        assert_true(time_parse_rfc3339(str_from(cases[i].text), &instant));
        assert_str(iso(instant), cases[i].iso);
    }
}

static void other_time_stamps_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "2024",
        "2024-05-06",
        "2024-05-06T07:08:09",
        "2024-05-06T07:08:09.000000",
        "2024-05-06t07:08:09Z",
        "2024-05-06T07:08:09z",
        "2024-05-06 07:08:09Z",
        "2024-05-06T07:08Z",
        "2024-5-06T07:08:09Z",
        "24-05-06T07:08:09Z",
        "2024-13-06T07:08:09Z",
        "2024-00-06T07:08:09Z",
        "2024-05-32T07:08:09Z",
        "2024-05-00T07:08:09Z",
        "2023-02-29T07:08:09Z",
        "2024-05-06T24:00:00Z",
        "2024-05-06T07:60:09Z",
        "2024-05-06T07:08:60Z",
        "2024-05-06T07:08:09.Z",
        "2024-05-06T07:08:09Z ",
        " 2024-05-06T07:08:09Z",
        "2024-05-06T07:08:09+0200",
        "2024-05-06T07:08:09+24:00",
        "2024-05-06T07:08:09+02:60",
        "2024-05-06T07:08:09+02",
        "2024-05-06T07:08:09,5Z",
        "+2024-05-06T07:08:09Z",
        "-024-05-06T07:08:09Z",
        "2024-05-06T07:08:0\xD9\xA1Z",
        "1e10",
        "2024-05-06T07:08:09ZZ",
    };
    int64_t instant;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(time_parse_rfc3339(str_from(wrong[i]), &instant));
}

static void durations_read_and_print(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t ms;
        const char *printed;
    } cases[] = {
        { "0s", 0, "0s" },
        { "0ms", 0, "0s" },
        { "250ms", 250, "250ms" },
        { "1s", 1000, "1s" },
        { "90s", 90000, "1m30s" },
        { "1h30m", 5400000, "1h30m" },
        { "2d", 172800000, "2d" },
        { "25h", 90000000, "1d1h" },
        { "1.5s", 1500, "1.5s" },
        { "0.5h", 1800000, "30m" },
        { "1m1ms", 60001, "1m0.001s" },
        { "1m1s50ms", 61050, "1m1.05s" },
        { "1.0009s", 1000, "1s" },
        { "0.99999999999999999999d", 86399999, "23h59m59.999s" },
        { "10s1h", 3610000, "1h10s" },
        { "1d2h3m4.005s", 93784005, "1d2h3m4.005s" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t ms = -1;
        assert_true(time_parse_duration(str_from(cases[i].text), &ms));
        assert_true(ms == cases[i].ms);
        struct buf buf;
        buf_init(&buf, &arena);
        time_print_duration(&buf, ms);
        assert_str(buf_text(&buf), cases[i].printed);
    }
    struct buf buf;
    buf_init(&buf, &arena);
    time_print_duration(&buf, -90000);
    buf_char(&buf, ' ');
    time_print_duration(&buf, INT64_MIN);
    assert_str(buf_text(&buf), "-1m30s -106751991167d7h12m55.807s");
}

static void other_durations_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = { "",
                                         "1",
                                         "s",
                                         "1.s",
                                         ".5s",
                                         "-1s",
                                         "+1s",
                                         "1 s",
                                         "1s ",
                                         "1x",
                                         "1S",
                                         "1s2",
                                         "1e3s",
                                         "9223372036854775808ms",
                                         "99999999999999999999999s",
                                         "9223372036854775807s",
                                         "9223372036854775806ms9ms" };
    int64_t ms;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(time_parse_duration(str_from(wrong[i]), &ms));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(instants_print_as_iso, start, finish),
        cmocka_unit_test_setup_teardown(every_day_of_an_era_comes_back, start, finish),
        cmocka_unit_test_setup_teardown(fields_beyond_their_range_carry_over, start, finish),
        cmocka_unit_test_setup_teardown(the_farthest_times_do_not_overflow, start, finish),
        cmocka_unit_test_setup_teardown(leap_years_have_their_day, start, finish),
        cmocka_unit_test_setup_teardown(time_stamps_read_as_rfc_3339, start, finish),
        cmocka_unit_test_setup_teardown(other_time_stamps_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(durations_read_and_print, start, finish),
        cmocka_unit_test_setup_teardown(other_durations_are_refused, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
