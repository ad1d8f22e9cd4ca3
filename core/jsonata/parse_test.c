#include "jsonata/jsonata.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"

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

/* As the reference tells them; positions count UTF-16 units and stand behind the token. */
static const struct {
    const char *expr, *code;
    uint32_t position;
    const char *token, *message;
} mistakes[] = {
    { "\"abc", "S0101", 4, "", "String literal must be terminated by a matching quote" },
    { "'a\\x'", "S0103", 3, "x", "Unsupported escape sequence: \\\"x\"" },
    { "\"\\u12G4\"", "S0104", 2, "", "The escape sequence \\u must be followed by 4 hex digits" },
    { "\"\\u41", "S0101", 7, "", "String literal must be terminated by a matching quote" },
    { "`abc", "S0105", 4, "", "Quoted property name must be terminated with a backquote (`)" },
    { "/* open", "S0106", 0, "", "Comment has no closing tag" },
    { "1e999", "S0102", 0, "1e999", "Number out of range: \"1e999\"" },
    { "a b", "S0201", 3, "b", "Syntax error: \"b\"" },
    { "a[1,2)", "S0202", 4, ",", "Expected \"]\", got \",\"" },
    { "(1", "S0203", 2, "(end)", "Expected \")\" before end of expression" },
    { "1 +", "S0207", 3, "(end)", "Unexpected end of expression" },
    { "[1, 2", "S0203", 5, "(end)", "Expected \"]\" before end of expression" },
    { "{\"a\" 1}", "S0202", 6, "1", "Expected \":\", got 1" },
    { "{\"a\":}", "S0211", 6, "}", "The symbol \"}\" cannot be used as a unary operator" },
    { "a ! b", "S0204", 3, "!", "Unknown operator: \"!\"" },
    { "a ~ b", "S0204", 3, "~", "Unknown operator: \"~\"" },
    { ")", "S0211", 1, ")", "The symbol \")\" cannot be used as a unary operator" },
    { "a ? b : ", "S0207", 8, "(end)", "Unexpected end of expression" },
    { "function(a){1}", "S0208", 10, "a",
      "Parameter 1 of function definition must be a variable name (start with $)" },
    { "function($a, 1){1}", "S0208", 14, "1",
      "Parameter 2 of function definition must be a variable name (start with $)" },
    { "function($a)<s<n>>{1}", "S0401", 15, "", "Type parameters can only be applied to functions and arrays" },
    { "function($a)<(s<n>)>{1}", "S0402", 14, "", "Choice groups containing parameterized types are not supported" },
    { "function($a)<n:n{1}", "S0202", 17, "{", "Expected \">\", got \"{\"" },
    { "function($a){1", "S0203", 14, "(end)", "Expected \"}\" before end of expression" },
    { "$x{\"a\":1}[0]", "S0209", 10, "", "A predicate cannot follow a grouping expression in a step" },
    { "a{b:c}{d:e}", "S0210", 7, "", "Each step can only have one grouping expression" },
    { "1 := 2", "S0212", 1, "1", "The left side of := must be a variable name (start with $)" },
    { "a.1", "S0213", 3, "", "The literal value 1 cannot be used as a step within a path expression" },
    { "a.true.b", "S0213", 6, "", "The literal value true cannot be used as a step within a path expression" },
    { "a@b", "S0214", 3, "@", "The right side of \"@\" must be a variable name (start with $)" },
    { "a#1", "S0214", 3, "#", "The right side of \"#\" must be a variable name (start with $)" },
    { "a[0]@$b", "S0215", 5, "", "A context variable binding must precede any predicates on a step" },
    { "a^(b)@$c", "S0216", 6, "", "A context variable binding must precede the 'order-by' clause on a step" },
    { "$x[0]@$y.a", "S0215", 6, "", "A context variable binding must precede any predicates on a step" },
    { "%", "S0217", 1, "parent", "The object representing the 'parent' cannot be derived from this expression" },
    { "a.%.%.%", "S0217", 1, "path", "The object representing the 'parent' cannot be derived from this expression" },
    { "(1+%)", "S0217", 1, "block", "The object representing the 'parent' cannot be derived from this expression" },
    { "$x.%", "S0217", 2, "variable", "The object representing the 'parent' cannot be derived from this expression" },
    { "//", "S0301", 1, "", "Empty regular expressions are not allowed" },
    { "/abc", "S0302", 4, "", "No terminating / in regular expression" },
    { "$match(\"a\", /a(/)", "S0302", 17, "", "No terminating / in regular expression" },
    { "1 2", "S0201", 3, "2", "Syntax error: 2" },
    { "a := ", "S0212", 1, "a", "The left side of := must be a variable name (start with $)" },
    { "[1..2", "S0203", 5, "(end)", "Expected \"]\" before end of expression" },
    { "1..2", "S0201", 3, "..", "Syntax error: \"..\"" },
    { "a^b", "S0202", 3, "b", "Expected \"(\", got \"b\"" },
    { "a^(b", "S0203", 4, "(end)", "Expected \")\" before end of expression" },
    { "|a|{}", "S0203", 5, "(end)", "Expected \"|\" before end of expression" },
    { "?", "S0211", 1, "?", "The symbol \"?\" cannot be used as a unary operator" },
    { "a ** b", "S0201", 4, "**", "Syntax error: \"**\"" },
    { "$f(?", "S0203", 4, "(end)", "Expected \")\" before end of expression" },
    { "\"\303\251\" +", "S0207", 5, "(end)", "Unexpected end of expression" },
    { "\316\273($x){$x}(1", "S0203", 11, "(end)", "Expected \")\" before end of expression" },
    { "@", "S0211", 1, "@", "The symbol \"@\" cannot be used as a unary operator" },
    { "a..b", "S0201", 3, "..", "Syntax error: \"..\"" },
    { "x ?: 1", "S0211", 4, ":", "The symbol \":\" cannot be used as a unary operator" },
    { "1 ?\? 2", "S0211", 4, "?", "The symbol \"?\" cannot be used as a unary operator" },
    { "a.(b", "S0203", 4, "(end)", "Expected \")\" before end of expression" },
    { "{", "S0203", 1, "(end)", "Expected \":\" before end of expression" },
    { "\"unterminated \\\"", "S0101", 16, "", "String literal must be terminated by a matching quote" },
    { "a[\"b\"", "S0203", 5, "(end)", "Expected \"]\" before end of expression" },
    { "-\"a", "S0101", 3, "", "String literal must be terminated by a matching quote" },
};

static void syntax_errors_have_code_position_token_and_message(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        struct jsonata_failure failure;
        struct jsonata_options options = { JSONATA_PLAIN };
        assert_null(jsonata_parse(&arena, str_from(mistakes[i].expr), &options, &failure));
        assert_str(failure.code, mistakes[i].code);
        assert_str(failure.message, mistakes[i].message);
        assert_str(failure.token, mistakes[i].token);
        assert_int_equal(failure.position, mistakes[i].position);
        assert_true(failure.span.end <= strlen(mistakes[i].expr));
    }
}

/* Where the linter puts its marks. */
static const struct {
    const char *expr, *marked;
} marks[] = {
    { "1 + ", "" },
    { "a[1,2)", "," },
    { "\"abc", "\"abc" },
    { "{\"a\":}", "}" },
    { "1e999 + 1", "1e999" },
    { "$match(\"a\", /abc", "/abc" },
    { "a b", "b" },
    { "1 := 2", "1" },
    { "function($a, x){1}", "x" },
    { "a.1", "1" },
    { "'\\x'", "\\x" },
    { "a /* b", "/" },
    { "function($a)<s<n>>{1}", "<s<n>>" },
    { "a ! b", "!" },
    { "\xC3\xA9 )", ")" },
};

static void a_diagnostic_marks_the_token(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        struct source source = source_file(STR("x"), str_from(marks[i].expr));
        struct diags diags;
        diags_init(&diags, &arena);
        assert_null(jsonata_compile(&arena, &source, &diags, NULL));
        assert_int_equal(diags.count, 1);
        assert_int_equal(diags.items[0]->rule, RULE_JSONATA_SYNTAX);
        assert_str(source_text(&source, diags.items[0]->span), marks[i].marked);
    }
}

static str repeated(const char *text, size_t count)
{
    struct buf buf;
    buf_init(&buf, &arena);
    for (size_t i = 0; i < count; i++)
        buf_str(&buf, str_from(text));
    return buf_text(&buf);
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    const char *openings[] = { "(",    "[",           "-",    "$f(",  "{\"a\":", "a[",
                               "1+",   "function(){", "a^(",  "a?b:", "|a|",     "x.(" };
    struct jsonata_failure failure;
    for (size_t i = 0; i < ARRAY_LEN(openings); i++)
        assert_null(jsonata_parse(&arena, repeated(openings[i], 100000), NULL, &failure));
    struct buf buf;
    buf_init(&buf, &arena);
    buf_str(&buf, repeated("1+", JSONATA_MAX_NESTING + 10));
    buf_char(&buf, '1');
    assert_null(jsonata_parse(&arena, buf_text(&buf), NULL, &failure));
    assert_str(failure.message, "The expression nests too deeply");
}

static void long_paths_and_blocks_are_fine(void **state)
{
    (void)state;
    struct jsonata_failure failure;
    struct buf buf;
    buf_init(&buf, &arena);
    buf_char(&buf, '(');
    buf_str(&buf, repeated("$x := 1;", 5000));
    buf_str(&buf, STR("a"));
    buf_str(&buf, repeated(".b", 900));
    buf_char(&buf, ')');
    const struct jsonata *jsonata = jsonata_parse(&arena, buf_text(&buf), NULL, &failure);
    assert_non_null(jsonata);
    assert_true(str_equal(jsonata_text(jsonata), buf_text(&buf)));
}

static void a_malformed_pattern_is_refused(void **state)
{
    (void)state;
    struct jsonata_failure failure;
    assert_null(jsonata_parse(&arena, STR("$match('a', /a{2,1}/)"), NULL, &failure));
    assert_true(str_starts(failure.message, STR("Invalid regular expression: /a{2,1}/: ")));
    assert_int_equal(failure.code.len, 0);
}

/* What version 2.1 added is off unless asked for. */
static void newer_operators_are_an_option(void **state)
{
    (void)state;
    struct jsonata_failure failure;
    struct jsonata_options options = { JSONATA_AWS | JSONATA_NEWER };
    assert_null(jsonata_parse(&arena, STR("1 ?? 2"), NULL, &failure));
    assert_null(jsonata_parse(&arena, STR("1 ?: 2"), NULL, &failure));
    assert_non_null(jsonata_parse(&arena, STR("1 ?? 2"), &options, &failure));
    assert_non_null(jsonata_parse(&arena, STR("1 ?: 2"), &options, &failure));
}

static const struct {
    const char *expr, *help;
} slips[] = {
    { "$a ?? $b", "?? came with JSONata 2.1; $exists(a) ? a : b says the same" },
    { "$a ?: $b", "?: came with JSONata 2.1; a ? a : b says the same" },
    { "$a == 1", "values are compared with =" },
    { "$a && $b", "the operator is called and" },
    { "$a || $b", "the operator is called or" },
    { "!$a", "$not(...) negates, and != compares" },
    { "$a +", "" },
    { "=", "" },
    { ") && $b", "" },
};

static void operators_of_other_languages_get_help(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
        struct arena own;
        arena_init(&own, &plain_memory);
        struct source source = source_file(STR("x"), str_from(slips[i].expr));
        struct diags diags;
        diags_init(&diags, &own);
        assert_null(jsonata_compile(&own, &source, &diags, NULL));
        assert_int_equal(diags.count, 1);
        assert_str(diags.items[0]->help, slips[i].help);
        arena_finish(&own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syntax_errors_have_code_position_token_and_message),
        cmocka_unit_test(a_diagnostic_marks_the_token),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(long_paths_and_blocks_are_fine),
        cmocka_unit_test(a_malformed_pattern_is_refused),
        cmocka_unit_test(newer_operators_are_an_option),
        cmocka_unit_test(operators_of_other_languages_get_help),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
