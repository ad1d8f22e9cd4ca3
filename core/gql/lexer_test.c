#include "gql/lexer.h"

#include "test.h"

#include "gqltext.h"

static const char *const kinds[] = {
    [GQL_TOKEN_END] = "end",    [GQL_TOKEN_BANG] = "!",          [GQL_TOKEN_DOLLAR] = "$",
    [GQL_TOKEN_AMP] = "&",      [GQL_TOKEN_PAREN_LEFT] = "(",    [GQL_TOKEN_PAREN_RIGHT] = ")",
    [GQL_TOKEN_SPREAD] = "...", [GQL_TOKEN_COLON] = ":",         [GQL_TOKEN_EQUALS] = "=",
    [GQL_TOKEN_AT] = "@",       [GQL_TOKEN_BRACKET_LEFT] = "[",  [GQL_TOKEN_BRACKET_RIGHT] = "]",
    [GQL_TOKEN_PIPE] = "|",     [GQL_TOKEN_BRACE_LEFT] = "{",    [GQL_TOKEN_BRACE_RIGHT] = "}",
    [GQL_TOKEN_NAME] = "name",  [GQL_TOKEN_INT] = "int",         [GQL_TOKEN_FLOAT] = "float",
    [GQL_TOKEN_STRING] = "str", [GQL_TOKEN_BLOCK_STRING] = "block", [GQL_TOKEN_ERROR] = "error",
};

/* The kinds of all tokens, and the first message. */
static str shown(struct arena *arena, const char *text, size_t len)
{
    const struct source *source = source_copied(arena, STR("x"), (str){ text, len });
    struct diags diags;
    struct gql_lexer lexer;
    struct gql_comments comments = { .arena = arena };
    struct buf out;
    diags_init(&diags, arena);
    gql_lexer_init(&lexer, source, source->text.at, &diags);
    lexer.comments = &comments;
    buf_init(&out, arena);
    for (;;) {
        enum gql_token_kind kind = gql_lexer_next(&lexer);
        if (kind == GQL_TOKEN_END)
            break;
        buf_printf(&out, "%s%s", out.len ? " " : "", kinds[kind]);
        if (kind == GQL_TOKEN_ERROR)
            break;
    }
    if (comments.count)
        buf_printf(&out, " #%u", (unsigned)comments.count);
    if (diags.count)
        buf_printf(&out, " at %u: %.*s", (unsigned)diags.items[0]->span.start, STR_ARG(diags.items[0]->message));
    return buf_text(&out);
}

static const struct {
    const char *text, *expected;
} cases[] = {
    { "", "" },
    { "\xEF\xBB\xBF type,\tA \r\n{ } # end", "name name { } #1" },
    { "! $ & ( ) ... : = @ [ ] { | }", "! $ & ( ) ... : = @ [ ] { | }" },
    { "0 -1 1.5 1e3 -0.5E-2", "int int float float float" },
    { "\"a\\n\\u00e9\\u{1F600}\\uD83D\\uDE00\" \"\" \"\"\" \\\"\"\" \"\"\"", "str str block" },
    { "00", "error at 1: a number may not go on with a digit after its leading 0: \"0\"" },
    { "1.", "error at 2: expected a digit in this number, found the end of the text" },
    { "-x", "error at 1: expected a digit in this number, found \"x\"" },
    { "1e+", "error at 3: expected a digit in this number, found the end of the text" },
    { "12a", "error at 2: expected a digit in this number, found \"a\"" },
    { "..", "error at 0: unexpected character \".\"" },
    { "'a'", "error at 0: expected \" around a string, found \"'\"" },
    { "\xC3\xA9", "error at 0: unexpected character U+00E9" },
    { "?", "error at 0: unexpected character \"?\"" },
    { "\"abc", "error at 4: this string has no end; expected \" on the same line" },
    { "\"abc\ndef\"", "error at 4: this string has no end; expected \" on the same line" },
    { "\"\"\"abc", "error at 6: this block string has no end; expected \"\"\"" },
    { "\"\xED\xA0\x80\"", "error at 1: a string may not hold U+FFFD, which is no character" },
    { "\"\"\"\xED\xA0\x80\"\"\"", "error at 3: a string may not hold U+FFFD, which is no character" },
    { "# \xED\xA0\x80", "error #1 at 2: unexpected character U+FFFD" },
};

static void texts_become_tokens(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(shown(&arena, cases[i].text, strlen(cases[i].text)), cases[i].expected);
    arena_finish(&arena);
}

static void a_zero_byte_is_no_end(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    assert_str(shown(&arena, "a\0b", 3), "name error at 1: unexpected character U+0000");
    arena_finish(&arena);
}

static void wrong_escapes_are_shown_whole(void **state)
{
    (void)state;
    static const char *const wrong[] = { "\"\\x\"",      "\"\\u12G4\"", "\"\\u{}\"",  "\"\\u{110000}\"",
                                         "\"\\uD83D\"",  "\"\\uDC00\"", "\"\\u{1\"",  "\"\\\xC3\xA9\"",
                                         "\"\\\n\"",     "\"\\",        "\"\\uD83D\\u0041\"" };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_true(str_starts(shown(&arena, wrong[i], strlen(wrong[i])), STR("error at 1: this escape")));
    arena_finish(&arena);
}

static const struct {
    const char *text, *expected;
} values[] = {
    { "\"\"", "" },
    { "\"a b\"", "a b" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t" },
    { "\"\\u00e9\\u{e9}\\uD83D\\uDE00\"", "\xC3\xA9\xC3\xA9\xF0\x9F\x98\x80" },
    { "\"\"\"  a \"\"\"", "  a " },
    { "\"\"\"   \"\"\"", "" },
    { "\"\"\"\"\"\"", "" },
    { "\"\"\"\n    a\n      b\n\n    c\n  \"\"\"", "a\n  b\n\nc" },
    { "\"\"\"first\r\n   second\r   third\"\"\"", "first\nsecond\nthird" },
    { "\"\"\"a \\\"\"\" b\"\"\"", "a \"\"\" b" },
};

static void strings_have_values(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(values); i++)
        assert_str(gql_string_value(&arena, str_from(values[i].text)), values[i].expected);
    arena_finish(&arena);
}

static void tokens_have_names(void **state)
{
    (void)state;
    for (enum gql_token_kind kind = 0; kind <= GQL_TOKEN_ERROR; kind++)
        assert_non_null(gql_token_name(kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_become_tokens),       cmocka_unit_test(a_zero_byte_is_no_end),
        cmocka_unit_test(wrong_escapes_are_shown_whole), cmocka_unit_test(strings_have_values),
        cmocka_unit_test(tokens_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
