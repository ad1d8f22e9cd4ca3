#include "source/lines.h"

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

static struct lines lines_of(str text)
{
    struct source file = source_file(STR("file"), text);
    struct lines lines;
    lines_init(&lines, &arena, &file);
    return lines;
}

static void lines_end_with_lf_crlf_or_cr(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *lines[5];
    } cases[] = {
        { "", { "" } },
        { "a", { "a" } },
        { "a\n", { "a", "" } },
        { "a\nb", { "a", "b" } },
        { "a\r\nb\r\n", { "a", "b", "" } },
        { "a\rb\r", { "a", "b", "" } },
        { "\n\r\r\n\n", { "", "", "", "", "" } },
        { "\xEF\xBB\xBFx\ny", { "x", "y" } },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct lines lines = lines_of(str_from(cases[i].text));
        uint32_t count = 0;
        for (; count < 5 && cases[i].lines[count]; count++)
            assert_str(lines_text(&lines, count + 1), cases[i].lines[count]);
        assert_int_equal(lines.count, count);
    }
}

static void positions_count_characters(void **state)
{
    (void)state;
    str text = STR("ab\n\u00E9\u20AC\U0001F600z\r\nend");
    static const struct {
        uint32_t offset, line, column, column_utf16;
    } cases[] = {
        { 0, 1, 1, 1 },  { 2, 1, 3, 3 },  { 3, 2, 1, 1 },  { 5, 2, 2, 2 },  { 8, 2, 3, 3 },
        { 12, 2, 4, 5 }, { 13, 2, 5, 6 }, { 14, 2, 6, 7 }, { 15, 3, 1, 1 }, { 18, 3, 4, 4 },
    };
    struct lines lines = lines_of(text);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct position position = lines_position(&lines, cases[i].offset);
        assert_int_equal(position.line, cases[i].line);
        assert_int_equal(position.column, cases[i].column);
        assert_int_equal(position.column_utf16, cases[i].column_utf16);
    }
    assert_int_equal(lines_start(&lines, 1), 0);
    assert_int_equal(lines_start(&lines, 3), 15);
}

static void a_byte_order_mark_has_no_column(void **state)
{
    (void)state;
    struct lines lines = lines_of(STR("\xEF\xBB\xBFx"));
    assert_int_equal(lines_position(&lines, 0).column, 1);
    assert_int_equal(lines_position(&lines, 3).column, 1);
    assert_int_equal(lines_position(&lines, 4).column, 2);
}

/*
 * Compares with counting from the start, in one line many blocks long, whose characters lie across
 * the blocks.
 */
static void long_lines_are_counted_by_blocks(void **state)
{
    (void)state;
    static const char pattern[] =
        "a\u20AC\U0001F600"; /* 8 bytes, 3 characters, 4 units; shifted by the first line */
    enum { REPEATS = 1000, LEN = 3 + 8 * REPEATS };
    char *text = arena_alloc(&arena, LEN, 1);
    memcpy(text, "xy\n", 3);
    for (size_t i = 0; i < REPEATS; i++)
        memcpy(text + 3 + i * 8, pattern, 8);
    struct lines lines = lines_of((str){ text, LEN });
    for (uint32_t i = 0; i < REPEATS; i++) {
        struct position position = lines_position(&lines, 3 + i * 8);
        assert_int_equal(position.line, 2);
        assert_int_equal(position.column, i * 3 + 1);
        assert_int_equal(position.column_utf16, i * 4 + 1);
        position = lines_position(&lines, 3 + i * 8 + 4);
        assert_int_equal(position.column, i * 3 + 3);
        assert_int_equal(position.column_utf16, i * 4 + 3);
    }
    assert_int_equal(lines_position(&lines, LEN).column, REPEATS * 3 + 1);
}

static void every_offset_of_many_lines_has_its_line(void **state)
{
    (void)state;
    enum { LEN = 5000 };
    char *text = arena_alloc(&arena, LEN, 1);
    for (size_t i = 0; i < LEN; i++)
        text[i] = i % 7 == 6 ? '\n' : 'x';
    struct lines lines = lines_of((str){ text, LEN });
    for (uint32_t i = 0; i <= LEN; i++) {
        struct position position = lines_position(&lines, i);
        assert_int_equal(position.line, i / 7 + 1);
        assert_int_equal(position.column, i % 7 + 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_end_with_lf_crlf_or_cr, start, finish),
        cmocka_unit_test_setup_teardown(positions_count_characters, start, finish),
        cmocka_unit_test_setup_teardown(a_byte_order_mark_has_no_column, start, finish),
        cmocka_unit_test_setup_teardown(long_lines_are_counted_by_blocks, start, finish),
        cmocka_unit_test_setup_teardown(every_offset_of_many_lines_has_its_line, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
