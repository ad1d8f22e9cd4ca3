#include "text/regex.h"

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

static const struct regex *compile(const char *pattern, unsigned flags)
{
    str message;
    size_t offset;
    const struct regex *regex = regex_compile(&arena, str_from(pattern), flags, &message, &offset);
    if (!regex)
        fail_msg("%s: %.*s", pattern, STR_ARG(message));
    return regex;
}

/* The groups of the first match as "0-3 1-2 -", or "no match". */
static str match(const char *pattern, unsigned flags, const char *text)
{
    struct regex_group groups[8];
    const struct regex *regex = compile(pattern, flags);
    struct buf buf;
    buf_init(&buf, &arena);
    switch (regex_match(&arena, regex, str_from(text), 0, groups)) {
    case REGEX_NO_MATCH: return STR("no match");
    case REGEX_LIMIT: return STR("limit");
    case REGEX_MATCH: break;
    }
    for (uint32_t i = 0; i <= regex_group_count(regex); i++) {
        buf_printf(&buf, i ? " " : "");
        if (groups[i].start == SIZE_MAX)
            buf_char(&buf, '-');
        else
            buf_printf(&buf, "%zu-%zu", groups[i].start, groups[i].end);
    }
    return buf_text(&buf);
}

static void patterns_match_as_in_ecmascript(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        unsigned flags;
        const char *text, *groups;
    } cases[] = {
        { "", 0, "", "0-0" },
        { "b", 0, "abc", "1-2" },
        { "x", 0, "abc", "no match" },
        { "a(b)(x)?", 0, "abc", "0-2 1-2 -" },
        { "(a*?)b", 0, "aab", "0-3 0-2" },
        { "(?:a|b)+", 0, "xabbax", "1-5" },
        { "(?=b)b(?!d)", 0, "bdbc", "2-3" },
        { "(?<=a)b", 0, "bab", "2-3" },
        { "(?<year>\\d{4})-\\k<year>", 0, "2026-2026", "0-9 0-4" },
        { "(a)|\\1b", 0, "b", "0-1 -" },
        { "ABC", REGEX_IGNORE_CASE, "xabc", "1-4" },
        { "\u00C4", REGEX_IGNORE_CASE, "\u00E4", "0-2" },
        { "^b$", 0, "a\nb\nc", "no match" },
        { "^b$", REGEX_MULTILINE, "a\nb\nc", "2-3" },
        { "^b$", REGEX_MULTILINE, "a\r\nb\r\nc", "3-4" },
        { "a$", 0, "a\n", "no match" },
        { "a.b", 0, "a\nb", "no match" },
        { "a.b", 0, "a\rb", "no match" },
        { "a.b", REGEX_DOT_ALL, "a\nb", "0-3" },
        { "a.b", 0, "a\u20ACb", "0-5" },
        { "a[^]b", 0, "a\nb", "0-3" },
        { "[]", 0, "a", "no match" },
        { "\\u0041\\x42", 0, "AB", "0-2" },
        { "\\u{1F600}", 0, "\U0001F600", "0-4" },
        { "\\d+", 0,
          "\u0661"
          "12",
          "2-4" },
        { "\\w+", 0, "\u00E9ab_1", "2-6" },
        { "\\/", 0, "a/b", "1-2" },
        { "b", REGEX_WHOLE, "abc", "no match" },
        { "a|abc", REGEX_WHOLE, "abc", "0-3" },
        { "a b # c", REGEX_EXTENDED, "ab", "0-2" },
        { "x{,2}", 0, "x{,2}", "0-5" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(match(cases[i].pattern, cases[i].flags, cases[i].text), cases[i].groups);
}

static void malformed_patterns_say_why_and_where(void **state)
{
    (void)state;
    static const struct {
        str pattern;
        size_t offset;
    } cases[] = {
        { STR_INIT("a(b"), 3 },    { STR_INIT("a)"), 1 },
        { STR_INIT("*a"), 0 },     { STR_INIT("[a"), 2 },
        { STR_INIT("a{2,1}"), 6 }, { STR_INIT("\\k<x>"), 4 },
        { STR_INIT("a\xFF"), 1 },  { STR_INIT("(?<n>a)(?<n>b)"), 12 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str message = { NULL, 0 };
        size_t offset = SIZE_MAX;
        assert_null(regex_compile(&arena, cases[i].pattern, 0, &message, &offset));
        assert_true(message.len > 0);
        assert_true(offset <= cases[i].pattern.len);
    }
}

static void searching_goes_on_behind_a_match(void **state)
{
    (void)state;
    const struct regex *regex = compile("[a-z]+", 0);
    struct regex_group group;
    str text = STR("ab \u00E9 cd");
    assert_int_equal(regex_match(&arena, regex, text, 0, &group), REGEX_MATCH);
    assert_int_equal(group.end, 2);
    assert_int_equal(regex_match(&arena, regex, text, group.end, &group), REGEX_MATCH);
    assert_int_equal(group.start, 6);
    assert_int_equal(regex_match(&arena, regex, text, text.len, &group), REGEX_NO_MATCH);
    assert_int_equal(regex_match(&arena, regex, text, text.len + 1, &group), REGEX_NO_MATCH);
    assert_int_equal(regex_match(&arena, compile("$", 0), text, text.len, &group), REGEX_MATCH);
}

static void surrogates_match_and_stray_bytes_never(void **state)
{
    (void)state;
    assert_str(match("a.b", 0,
                     "a\xED\xA0\x80"
                     "b"),
               "0-5");
    assert_str(match("a", 0, "a\xFF"), "no match");
    assert_str(match("a", 0, "a\xC3"), "no match");
    assert_str(match("a", 0, "a\xED\xA0"), "no match");
}

static void runaway_patterns_end_at_a_bound(void **state)
{
    (void)state;
    char text[64];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_str(match("(a+)+b", 0, text), "no match");
    assert_str(match("(?:a|aa)+$\\d|(.+)+[0-9]x|(a|a?)+y", 0, text), "limit");
}

static void deep_groups_and_huge_counts_are_refused(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, &arena);
    buf_fill(&buf, '(', 100000);
    buf_fill(&buf, ')', 100000);
    str message;
    size_t offset;
    assert_null(regex_compile(&arena, buf_text(&buf), 0, &message, &offset));
    assert_null(regex_compile(&arena, STR("(((a{999}){999}){999}){999}"), 0, &message, &offset));
}

static void matching_gives_its_memory_back(void **state)
{
    (void)state;
    const struct regex *regex = compile("(a|b)*", 0);
    struct buf buf;
    buf_init(&buf, &arena);
    buf_fill(&buf, 'a', 20000);
    struct arena scratch;
    arena_init(&scratch, &plain_memory);
    struct regex_group groups[2];
    assert_int_equal(regex_match(&scratch, regex, buf_text(&buf), 0, groups), REGEX_MATCH);
    assert_int_equal(groups[0].end, 20000);
    assert_int_equal(arena_held(&scratch), 0);
    arena_finish(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(patterns_match_as_in_ecmascript, start, finish),
        cmocka_unit_test_setup_teardown(malformed_patterns_say_why_and_where, start, finish),
        cmocka_unit_test_setup_teardown(searching_goes_on_behind_a_match, start, finish),
        cmocka_unit_test_setup_teardown(surrogates_match_and_stray_bytes_never, start, finish),
        cmocka_unit_test_setup_teardown(runaway_patterns_end_at_a_bound, start, finish),
        cmocka_unit_test_setup_teardown(deep_groups_and_huge_counts_are_refused, start, finish),
        cmocka_unit_test_setup_teardown(matching_gives_its_memory_back, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
