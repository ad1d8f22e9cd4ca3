#include "text/unicode.h"

#include "test.h"

#include "base/buf.h"

static bool has_tables;

static int look_for_tables(void **state)
{
    (void)state;
    has_tables = unicode_width(0x4E2D) == 2;
    return 0;
}

static str convert(struct arena *arena, void (*function)(struct buf *, str), const char *text)
{
    struct buf buf;
    buf_init(&buf, arena);
    function(&buf, str_from(text));
    return buf_text(&buf);
}

static void case_is_mapped_in_full(void **state)
{
    (void)state;
    static const struct {
        const char *text, *upper, *lower;
        bool needs_tables;
    } cases[] = {
        { "", "", "", false },
        { "Hello, 1!", "HELLO, 1!", "hello, 1!", false },
        { "stra\u00DFe", "STRASSE", "stra\u00DFe", false },
        { "\u00E4\u00D6\u00FC", "\u00C4\u00D6\u00DC", "\u00E4\u00F6\u00FC", true },
        { "\uFB03", "FFI", "\uFB03", false },
        { "\u0149", "\u02BCN", "\u0149", false },
        { "\u1F80", "\u1F08\u0399", "\u1F80", false },
        { "\u0130", "\u0130", "i\u0307", false },
        { "\u0131", "I", "\u0131", true },
        { "\U00010428", "\U00010400", "\U00010428", true },
        { "\u4E2D\u6587 \U0001F600", "\u4E2D\u6587 \U0001F600", "\u4E2D\u6587 \U0001F600", false },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        if (cases[i].needs_tables && !has_tables)
            continue;
        assert_str(convert(&arena, unicode_upper, cases[i].text), cases[i].upper);
        assert_str(convert(&arena, unicode_lower, cases[i].text), cases[i].lower);
    }
    arena_finish(&arena);
}

static void a_sigma_that_ends_a_word_is_final(void **state)
{
    (void)state;
    static const struct {
        const char *text, *lower;
    } cases[] = {
        { "\u03A3", "\u03C3" },
        { "A\u03A3", "a\u03C2" },
        { "A\u03A3B", "a\u03C3b" },
        { "A\u03A3 B", "a\u03C2 b" },
        { "A\u03A3'B", "a\u03C3'b" },
        { "A'\u03A3'", "a'\u03C2'" },
        { "1\u03A3", "1\u03C3" },
        { "A\u03A3\u03A3", "a\u03C3\u03C2" },
        { "A\u0301\u03A3\u0301", "a\u0301\u03C2\u0301" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; has_tables && i < ARRAY_LEN(cases); i++)
        assert_str(convert(&arena, unicode_lower, cases[i].text), cases[i].lower);
    arena_finish(&arena);
}

static void surrogates_and_stray_bytes_stay(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    assert_str(convert(&arena, unicode_upper, "a\xED\xA0\x80z\xFF\xEF\xBF\xBD"),
               "A\xED\xA0\x80Z\xFF\xEF\xBF\xBD");
    assert_str(convert(&arena, unicode_lower, "A\xED\xA0\x80Z\xFF"), "a\xED\xA0\x80z\xFF");
    arena_finish(&arena);
}

static void characters_have_classes(void **state)
{
    (void)state;
    static const struct {
        uint32_t code_point;
        bool letter, mark, digit, connector, control;
        bool needs_tables;
    } cases[] = {
        { 'a', .letter = true },
        { 'Z', .letter = true },
        { '0', .digit = true },
        { '_', .connector = true },
        { '\n', .control = true },
        { 0x7F, .control = true },
        { 0x85, .control = true },
        { ' ', .letter = false },
        { '$', .letter = false },
        { 0xE9, .letter = true },
        { 0x301, .mark = true, .needs_tables = true },
        { 0x4E2D, .letter = true },
        { 0x661, .digit = true, .needs_tables = true },
        { 0x203F, .connector = true, .needs_tables = true },
        { 0x1F600, .letter = false, .needs_tables = true },
        { 0x10FFFF, .letter = false, .needs_tables = true },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        if (cases[i].needs_tables && !has_tables)
            continue;
        uint32_t c = cases[i].code_point;
        assert_int_equal(unicode_is_letter(c), cases[i].letter);
        assert_int_equal(unicode_is_mark(c), cases[i].mark);
        assert_int_equal(unicode_is_digit(c), cases[i].digit);
        assert_int_equal(unicode_is_connector(c), cases[i].connector);
        assert_int_equal(unicode_is_control(c), cases[i].control);
    }
}

static void width_counts_terminal_columns(void **state)
{
    (void)state;
    assert_int_equal(unicode_text_width(STR("")), 0);
    assert_int_equal(unicode_text_width(STR("abc\n")), 3);
    assert_int_equal(unicode_text_width(STR("e\u0301")), 1);
    if (has_tables) {
        assert_int_equal(unicode_text_width(STR("\u4E2D\u6587")), 4);
        assert_int_equal(unicode_width(0x200B), 0);
        assert_int_equal(unicode_width(0x1F600), 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_is_mapped_in_full),
        cmocka_unit_test(a_sigma_that_ends_a_word_is_final),
        cmocka_unit_test(surrogates_and_stray_bytes_stay),
        cmocka_unit_test(characters_have_classes),
        cmocka_unit_test(width_counts_terminal_columns),
    };
    return cmocka_run_group_tests(tests, look_for_tables, NULL);
}
