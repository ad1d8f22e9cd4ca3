#include "base/str.h"

#include "test.h"

#include "base/buf.h"

static const str nothing = { NULL, 0 };

static void slices_come_from_terminated_text_and_back(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    assert_str(str_from("abc"), "abc");
    assert_int_equal(str_from(NULL).len, 0);
    str copy = str_copy(&arena, STR("abc"));
    assert_str(copy, "abc");
    assert_int_equal(str_copy(&arena, nothing).len, 0);
    assert_string_equal(str_terminated(&arena, str_slice(STR("abc"), 0, 2)), "ab");
    assert_string_equal(str_terminated(&arena, nothing), "");
    arena_finish(&arena);
}

static void texts_compare_by_bytes(void **state)
{
    (void)state;
    static const struct {
        str a, b;
        int order;
    } cases[] = {
        { STR_INIT(""), STR_INIT(""), 0 },           { STR_INIT(""), STR_INIT("a"), -1 },
        { STR_INIT("a"), STR_INIT("ab"), -1 },       { STR_INIT("ab"), STR_INIT("ac"), -1 },
        { STR_INIT("z"), STR_INIT("\xC3\xA4"), -1 }, { STR_INIT("a\0b"), STR_INIT("a\0c"), -1 },
        { STR_INIT("same"), STR_INIT("same"), 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int order = str_compare(cases[i].a, cases[i].b), back = str_compare(cases[i].b, cases[i].a);
        assert_int_equal((order > 0) - (order < 0), cases[i].order);
        assert_int_equal((back > 0) - (back < 0), -cases[i].order);
        assert_int_equal(str_equal(cases[i].a, cases[i].b), cases[i].order == 0);
    }
    assert_true(str_equal(nothing, STR("")));
    assert_int_equal(str_compare(nothing, STR("")), 0);
}

static void case_is_ignored_in_ascii_only(void **state)
{
    (void)state;
    assert_true(str_equal_ignoring_case(STR("StartAt"), STR("sTARTaT")));
    assert_false(str_equal_ignoring_case(STR("StartAt"), STR("StartA")));
    assert_false(str_equal_ignoring_case(STR("a"), STR("b")));
    assert_false(str_equal_ignoring_case(STR("\xC3\xA4"), STR("\xC3\x84")));
    assert_false(str_equal_ignoring_case(STR("@"), STR("`")));
}

static void prefixes_and_suffixes_are_seen(void **state)
{
    (void)state;
    assert_true(str_starts(STR("abc"), STR("ab")) && str_starts(STR("abc"), STR("")) &&
                str_starts(STR(""), STR("")));
    assert_false(str_starts(STR("abc"), STR("b")) || str_starts(STR("a"), STR("ab")));
    assert_true(str_ends(STR("abc"), STR("bc")) && str_ends(STR("abc"), STR("")) &&
                str_ends(nothing, STR("")));
    assert_false(str_ends(STR("abc"), STR("b")) || str_ends(STR("b"), STR("ab")));
}

static void needles_are_found_where_they_are_first(void **state)
{
    (void)state;
    static const struct {
        const char *text, *needle;
        size_t at;
    } cases[] = {
        { "", "", 0 },
        { "abc", "", 0 },
        { "", "a", SIZE_MAX },
        { "abc", "c", 2 },
        { "aab", "ab", 1 },
        { "abcab", "ab", 0 },
        { "abc", "abcd", SIZE_MAX },
        { "abc", "bd", SIZE_MAX },
        { "aaab", "aab", 1 },
        { "ab", "ba", SIZE_MAX },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str text = str_from(cases[i].text), needle = str_from(cases[i].needle);
        assert_true(str_find(text, needle) == cases[i].at);
        assert_int_equal(str_contains(text, needle), cases[i].at != SIZE_MAX);
    }
    assert_true(str_find(nothing, STR("a")) == SIZE_MAX);
    assert_true(str_find_char(STR("abcb"), 'b') == 1);
    assert_true(str_find_char(STR("a\0b"), 'b') == 2);
    assert_true(str_find_char(nothing, 'b') == SIZE_MAX);
}

/* Without a bound on the work this would take a minute. */
static void a_long_needle_that_almost_fits_everywhere_is_quick(void **state)
{
    (void)state;
    struct arena arena;
    struct buf text, needle;
    arena_init(&arena, &plain_memory);
    buf_init(&text, &arena);
    buf_init(&needle, &arena);
    buf_fill(&text, 'a', 4000000);
    buf_fill(&needle, 'a', 1000000);
    buf_char(&needle, 'b');
    buf_fill(&needle, 'a', 1000000);
    assert_true(str_find(buf_text(&text), buf_text(&needle)) == SIZE_MAX);
    buf_str(&text, buf_text(&needle));
    assert_int_equal(str_find(buf_text(&text), buf_text(&needle)), 4000000);
    arena_finish(&arena);
}

static size_t find_plainly(str text, str needle)
{
    for (size_t at = 0; at + needle.len <= text.len; at++) {
        if (memcmp(text.at + at, needle.at, needle.len) == 0)
            return at;
    }
    return SIZE_MAX;
}

/*
 * Short needles and ones beyond 64 bytes, of all kinds of periods: cut from texts of few letters,
 * some with a change.
 */
static void every_needle_is_found_as_the_plain_way_does(void **state)
{
    (void)state;
    char text[600], needle[200];
    unsigned random = 1;
    for (int round = 0; round < 20000; round++) {
        unsigned period = (unsigned)round % 40 + 1, letters = (unsigned)round % 3 + 1;
        unsigned noise = round % 7 ? UINT32_MAX : 50;
        for (unsigned i = 0; i < sizeof text; i++) {
            random = random * 1103515245u + 12345u;
            bool is_new = i < period || (random >> 8) % noise == 0;
            text[i] = is_new ? (char)('a' + (random >> 20) % letters) : text[i - period];
        }
        random = random * 1103515245u + 12345u;
        size_t len = (random >> 16) % sizeof needle + 1,
               start = (random >> 8) % (sizeof text - len);
        memcpy(needle, text + start, len);
        if (round % 2)
            needle[(random >> 12) % len] ^= round % 4 == 1 ? 1 : 3;
        str s = { text, sizeof text }, n = { needle, len };
        assert_true(str_find(s, n) == find_plainly(s, n));
    }
}

static void slices_are_clamped(void **state)
{
    (void)state;
    str text = STR("abcdef");
    assert_str(str_slice(text, 1, 3), "bc");
    assert_str(str_slice(text, 4, 100), "ef");
    assert_str(str_slice(text, 100, 200), "");
    assert_str(str_slice(text, 3, 1), "");
    assert_str(str_from_offset(text, 4), "ef");
    assert_str(str_from_offset(text, 7), "");
    assert_int_equal(str_slice(nothing, 1, 2).len, 0);
}

static void blanks_are_trimmed_at_both_ends(void **state)
{
    (void)state;
    assert_str(str_trim(STR(" \t\r\na b\n ")), "a b");
    assert_str(str_trim(STR("ab")), "ab");
    assert_str(str_trim(STR(" \n")), "");
    assert_str(str_trim(STR("\v")), "\v");
    assert_int_equal(str_trim(nothing).len, 0);
}

static void splitting_gives_every_part(void **state)
{
    (void)state;
    str rest = STR(",a,,b"), part;
    static const char *const parts[] = { "", "a", "", "b" };
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        assert_true(str_split(&rest, ',', &part));
        assert_str(part, parts[i]);
    }
    assert_false(str_split(&rest, ',', &part));
    rest = STR("");
    assert_true(str_split(&rest, ',', &part));
    assert_int_equal(part.len, 0);
    assert_false(str_split(&rest, ',', &part));
    rest = STR("a,");
    assert_true(str_split(&rest, ',', &part));
    assert_true(str_split(&rest, ',', &part));
    assert_int_equal(part.len, 0);
    assert_false(str_split(&rest, ',', &part));
}

static void hashes_spread_names_that_differ_in_one_letter(void **state)
{
    (void)state;
    /*
     * 4096 names in 8192 slots, as an index has them; even at random about 800 would share a slot
     * with another.
     */
    for (size_t len = 2; len < 20; len++) {
        for (size_t at = 0; at + 1 < len; at++) {
            static unsigned char taken[8192];
            memset(taken, 0, sizeof taken);
            char name[20];
            memset(name, 'x', sizeof name);
            unsigned shared = 0;
            for (unsigned i = 0; i < 4096; i++) {
                name[at] = (char)('0' + i / 64);
                name[at + 1] = (char)('0' + i % 64);
                shared += taken[str_hash((str){ name, len }) % 8192]++ > 0;
            }
            assert_true(shared < 1600);
        }
    }
    assert_true(str_hash(STR("")) != str_hash(STR("\0")));
    assert_true(str_hash(STR("a")) != str_hash(STR("a\0")));
}

static void characters_have_classes_in_ascii_only(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;
        assert_int_equal(char_is_digit(c), i >= '0' && i <= '9');
        assert_int_equal(char_is_lower(c), i >= 'a' && i <= 'z');
        assert_int_equal(char_is_upper(c), i >= 'A' && i <= 'Z');
        assert_int_equal(char_is_letter(c), char_is_lower(c) || char_is_upper(c));
        assert_int_equal(char_is_blank(c), i == ' ' || i == '\t' || i == '\n' || i == '\r');
        assert_true(char_lower(char_upper(c)) == (char_is_upper(c) ? char_lower(c) : c));
        assert_true(char_lower(c) == (char_is_upper(c) ? (char)(c + 32) : c));
    }
    assert_int_equal(char_hex('0'), 0);
    assert_int_equal(char_hex('9'), 9);
    assert_int_equal(char_hex('a'), 10);
    assert_int_equal(char_hex('F'), 15);
    assert_int_equal(char_hex('g'), -1);
    assert_int_equal(char_hex('/'), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_come_from_terminated_text_and_back),
        cmocka_unit_test(texts_compare_by_bytes),
        cmocka_unit_test(case_is_ignored_in_ascii_only),
        cmocka_unit_test(prefixes_and_suffixes_are_seen),
        cmocka_unit_test(needles_are_found_where_they_are_first),
        cmocka_unit_test(a_long_needle_that_almost_fits_everywhere_is_quick),
        cmocka_unit_test(every_needle_is_found_as_the_plain_way_does),
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(blanks_are_trimmed_at_both_ends),
        cmocka_unit_test(splitting_gives_every_part),
        cmocka_unit_test(hashes_spread_names_that_differ_in_one_letter),
        cmocka_unit_test(characters_have_classes_in_ascii_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
