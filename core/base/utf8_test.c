#include "base/utf8.h"

#include "test.h"

static void well_formed_text_passes_and_the_first_bad_byte_is_named(void **state)
{
    (void)state;
    static const struct {
        str text;
        size_t bad; /* SIZE_MAX: none */
    } cases[] = {
        { STR_INIT(""), SIZE_MAX },
        { STR_INIT("plain ascii text, longer than a word"), SIZE_MAX },
        { STR_INIT("\0"), SIZE_MAX },
        { STR_INIT("\xC2\x80\xDF\xBF"), SIZE_MAX },
        { STR_INIT("\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF"), SIZE_MAX },
        { STR_INIT("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), SIZE_MAX },
        { STR_INIT("\x80"), 0 },
        { STR_INIT("a\xBF"), 1 },
        { STR_INIT("\xC0\xAF"), 0 },         /* overlong */
        { STR_INIT("\xC1\xBF"), 0 },         /* overlong */
        { STR_INIT("\xE0\x9F\xBF"), 0 },     /* overlong */
        { STR_INIT("\xF0\x8F\xBF\xBF"), 0 }, /* overlong */
        { STR_INIT("\xED\xA0\x80"), 0 },     /* surrogate */
        { STR_INIT("\xED\xBF\xBF"), 0 },     /* surrogate */
        { STR_INIT("\xF4\x90\x80\x80"), 0 }, /* above U+10FFFF */
        { STR_INIT("\xF5\x80\x80\x80"), 0 },
        { STR_INIT("\xFF"), 0 },
        { STR_INIT("ab\xC3"), 2 },
        { STR_INIT("ab\xE2\x82"), 2 },
        { STR_INIT("ab\xF0\x9F\x98"), 2 },
        { STR_INIT("ab\xC3 "), 2 },
        { STR_INIT("12345678\xE2\x82\xAC"
                   "12345678\xFE"),
          19 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t bad = SIZE_MAX;
        assert_int_equal(utf8_check(cases[i].text, &bad), cases[i].bad == SIZE_MAX);
        assert_true(bad == cases[i].bad);
    }
}

static void every_code_point_comes_back_in_both_directions(void **state)
{
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char bytes[4];
        size_t bad, len = utf8_encode(bytes, c), end = 0, start = len;
        str text = { bytes, len };
        assert_true(utf8_check(text, &bad));
        assert_true(utf8_next(text, &end) == c && end == len);
        assert_true(utf8_previous(text, &start) == c && start == 0);
    }
}

static void surrogates_are_written_as_three_bytes(void **state)
{
    (void)state;
    char bytes[4];
    assert_int_equal(utf8_encode(bytes, 0xD800), 3);
    assert_memory_equal(bytes, "\xED\xA0\x80", 3);
    assert_int_equal(utf8_encode(bytes, 0xDFFF), 3);
    assert_memory_equal(bytes, "\xED\xBF\xBF", 3);
}

static void stray_bytes_read_as_replacements_one_by_one(void **state)
{
    (void)state;
    static const str texts[] = { STR_INIT("\x80\x80\x80\x80\x80"), STR_INIT("\xF0\x9F\x98"),
                                 STR_INIT("\xE2\x82\xE2\x82"), STR_INIT("\xC3\xC3\xC3"),
                                 STR_INIT("\xED\xA0\x80") };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        size_t count = 0;
        for (size_t at = 0; at < texts[i].len; count++)
            assert_int_equal(utf8_next(texts[i], &at), UTF8_REPLACEMENT);
        assert_int_equal(count, texts[i].len);
        for (size_t at = texts[i].len; at > 0; count--)
            assert_int_equal(utf8_previous(texts[i], &at), UTF8_REPLACEMENT);
        assert_int_equal(count, 0);
    }
    str mixed = STR("\xE2\x82\xAC\x80");
    size_t at = mixed.len;
    assert_int_equal(utf8_previous(mixed, &at), UTF8_REPLACEMENT);
    assert_int_equal(at, 3);
    assert_int_equal(utf8_previous(mixed, &at), 0x20AC);
    assert_int_equal(at, 0);
}

static void characters_are_counted_and_found(void **state)
{
    (void)state;
    str text = STR("a\u00E9\u20AC\U0001F600z");
    assert_int_equal(utf8_length(text), 5);
    assert_int_equal(utf8_length_utf16(text), 6);
    static const size_t offsets[] = { 0, 1, 3, 6, 10, 11, 11 };
    for (size_t i = 0; i < ARRAY_LEN(offsets); i++)
        assert_int_equal(utf8_offset(text, i), offsets[i]);
    assert_int_equal(utf8_length(STR("")), 0);
    assert_int_equal(utf8_offset(STR(""), 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_text_passes_and_the_first_bad_byte_is_named),
        cmocka_unit_test(every_code_point_comes_back_in_both_directions),
        cmocka_unit_test(surrogates_are_written_as_three_bytes),
        cmocka_unit_test(stray_bytes_read_as_replacements_one_by_one),
        cmocka_unit_test(characters_are_counted_and_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
