#include "base/buf.h"

#include "test.h"

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

static void pieces_are_joined(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, &arena);
    assert_int_equal(buf_text(&buf).len, 0);
    buf_str(&buf, STR("a"));
    buf_str(&buf, (str){ NULL, 0 });
    buf_char(&buf, 'b');
    buf_fill(&buf, 'c', 3);
    buf_fill(&buf, 'x', 0);
    buf_code_point(&buf, 0x20AC);
    memcpy(buf_reserve(&buf, 10), "de", 2);
    buf.len += 2;
    assert_str(buf_text(&buf), "abccc\u20ACde");
}

static void integers_print_in_full(void **state)
{
    (void)state;
    static const struct {
        int64_t number;
        const char *text;
    } cases[] = {
        { 0, "0" },
        { 7, "7" },
        { -7, "-7" },
        { 10, "10" },
        { 1234567890, "1234567890" },
        { INT64_MAX, "9223372036854775807" },
        { INT64_MIN, "-9223372036854775808" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf buf;
        buf_init(&buf, &arena);
        buf_int(&buf, cases[i].number);
        assert_str(buf_text(&buf), cases[i].text);
    }
}

static void a_buffer_grows_to_any_size(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, &arena);
    for (size_t i = 0; i < 100000; i++) {
        buf_char(&buf, (char)('a' + i % 26));
        if (i % 1000 == 0)
            arena_alloc(&arena, 1, 1); /* so that it can't grow in place */
    }
    assert_int_equal(buf.len, 100000);
    for (size_t i = 0; i < 100000; i++)
        assert_true(buf.at[i] == (char)('a' + i % 26));
}

static void earlier_text_stays(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, &arena);
    buf_str(&buf, STR("early"));
    str early = buf_text(&buf);
    arena_alloc(&arena, 1, 1);
    buf_fill(&buf, 'x', 10000);
    assert_str(early, "early");
}

static void formats_fit_whatever_room_there_is(void **state)
{
    (void)state;
    /* The text ends just before, at and behind the end of the room. */
    for (size_t before = 50; before < 70; before++) {
        struct buf buf;
        buf_init(&buf, &arena);
        buf_fill(&buf, '-', before);
        buf_printf(&buf, "%s=%d", "key", 42);
        assert_int_equal(buf.len, before + 6);
        assert_memory_equal(buf.at + before, "key=42", 6);
    }
    struct buf buf;
    buf_init(&buf, &arena);
    buf_printf(&buf, "%s", "");
    assert_int_equal(buf.len, 0);
    buf_printf(&buf, "%5000d", 1);
    assert_int_equal(buf.len, 5000);
}

static void slices_print_by_their_length(void **state)
{
    (void)state;
    str text = STR("abcdef"), part = str_slice(text, 1, 3), none = str_slice(text, 6, 6);
    assert_str(str_printf(&arena, "[%.*s] [%.*s] %d", STR_ARG(part), STR_ARG(none), 9),
               "[bc] [] 9");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pieces_are_joined, start, finish),
        cmocka_unit_test_setup_teardown(integers_print_in_full, start, finish),
        cmocka_unit_test_setup_teardown(a_buffer_grows_to_any_size, start, finish),
        cmocka_unit_test_setup_teardown(earlier_text_stays, start, finish),
        cmocka_unit_test_setup_teardown(formats_fit_whatever_room_there_is, start, finish),
        cmocka_unit_test_setup_teardown(slices_print_by_their_length, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
