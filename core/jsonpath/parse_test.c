#include "jsonpath/jsonpath.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"

struct parsed {
    struct arena arena;
    struct source source;
    struct diags diags;
    const struct jsonpath *path;
};

static void setup(struct parsed *parsed, const char *text)
{
    arena_init(&parsed->arena, &plain_memory);
    diags_init(&parsed->diags, &parsed->arena);
    parsed->source = source_file(STR("path"), str_from(text));
}

static void parse(struct parsed *parsed, const char *text)
{
    setup(parsed, text);
    parsed->path = jsonpath_parse(&parsed->arena, &parsed->source, &parsed->diags);
    assert_int_equal(parsed->diags.count, parsed->path ? 0 : 1);
}

static void finish(struct parsed *parsed)
{
    arena_finish(&parsed->arena);
}

static void paths_are_taken(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t step_count;
        bool is_definite, is_reference;
    } cases[] = {
        { "$", 0, true, true },
        { "$.a", 1, true, true },
        { "$.a.b-c", 2, true, true },
        { "$['a b'][0]", 2, true, true },
        { "$.a[-1]", 2, true, false },
        { "$.[0].['a']", 2, true, true },
        { "$.\xc3\xa9", 1, true, true },
        { "$.a ", 1, true, true },
        { "$.store\\.book", 1, true, true },
        { "$.&Ampersand&Name", 1, true, true },
        { "$['a\\'b']", 1, true, true },
        { "$[\"a\\n\"]", 1, true, true },
        { "$[ 'a' , \"b\" ]", 1, true, false },
        { "$['a','b'].c", 2, false, false },
        { "$.*", 1, false, false },
        { "$[*]", 1, false, false },
        { "$[ * ]", 1, false, false },
        { "$..a", 2, false, false },
        { "$..[0]", 2, false, false },
        { "$..*", 2, false, false },
        { "$[1,2]", 1, false, false },
        { "$[ 1 , 2\n]", 1, false, false },
        { "$[1:]", 1, false, false },
        { "$[:-2]", 1, false, false },
        { "$[0:4:2]", 1, false, false },
        { "$[2147483647]", 1, true, true },
        { "$.a[(@.length-1)]", 2, true, false },
        { "$[( @.size() - 2 )].a", 2, true, false },
        { "$.a:b", 1, true, false },
        { "$.a.length()", 2, true, false },
        { "$[?(@.a)]", 1, false, false },
        { "$[?( @.a == 1 && !(@.b < 2 || $.c['d'] >= \"x\") )].e", 2, false, false },
        { "$[?(@.a =~ /x.*\\/y/i)]", 1, false, false },
        { "$[?('a' == @)]", 1, false, false },
        { "$[?(@.Type == RECEIPT_ID)]", 1, false, false },
        { "$[?(@.a[?(@.b)].c)]", 1, false, false },
        { "$[?(@.n==-1.5e3&&@.t==true||@.z!=null)]", 1, false, false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        if (!parsed.path)
            fail_msg("%s: %.*s", cases[i].text, STR_ARG(parsed.diags.items[0]->message));
        if (parsed.path->step_count != cases[i].step_count ||
            parsed.path->is_definite != cases[i].is_definite ||
            parsed.path->is_reference != cases[i].is_reference)
            fail_msg("%s: %u steps, definite %d, reference %d", cases[i].text,
                     parsed.path->step_count, parsed.path->is_definite, parsed.path->is_reference);
        finish(&parsed);
    }
}

static void mistakes_are_shown_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wrong, *message;
        uint32_t start;
    } cases[] = {
        { "", "", "the path is empty: $ names the whole input", 0 },
        { "order.lines", "o",
          "a path starts with \"$.\" (the input), \"$$.\" (the context object) or \"$name\" (a "
          "variable)",
          0 },
        { "States.UUID()", "States.UUID()",
          "expected a path: no intrinsic function can be called here", 0 },
        { "$.", ".", "expected a name after the dot", 1 },
        { "$.a..", ".", "expected a name after the dot", 4 },
        { "$...a", ".", "expected a name after the dot", 2 },
        { "$. a", ".", "expected a name after the dot", 1 },
        { "$.a b", " ", "a path has no blanks outside of brackets", 3 },
        { "$['a'] ['b']", " ", "a path has no blanks outside of brackets", 6 },
        { "$['a']b", "b", "expected a dot or a bracket", 6 },
        { "$$a", "a", "expected a dot or a bracket after $$", 2 },
        { "$.a[", "[", "this bracket is not closed", 3 },
        { "$.a[0", "[", "this bracket is not closed", 3 },
        { "$.a[]", "[]", "the brackets are empty: expected a name in quotes, an index or *", 3 },
        { "$['a", "'", "this quote is not closed", 2 },
        { "$[a]", "a",
          "expected a name in single quotes, an index, a slice, * or ?(...) in brackets", 2 },
        { "$['a',1]", "1", "expected a name in quotes", 6 },
        { "$[1,'a']", "'", "expected a whole number", 4 },
        { "$[1-2]", "1-2", "\"1-2\" is not a whole number that an index can be", 2 },
        { "$[2147483648]", "2147483648", "an index must lie between -2147483648 and 2147483647",
          2 },
        { "$[:]", ":", "a slice needs a start or an end", 2 },
        { "$[::2]", "::2", "a slice needs a start or an end", 2 },
        { "$[1\n,2]", ",", "expected \"]\" at the end of the brackets", 4 },
        { "$[1 :2]", ":", "expected \"]\" at the end of the brackets", 4 },
        { "$[@.a]", "@", "expected \"?(\" before a filter", 2 },
        { "$[(@.a)]", "(@.",
          "the only index that can be computed is (@.length-1), or another number in place of 1",
          2 },
        { "$[(@.length-0)]", "0", "expected a number from 1", 12 },
        { "$[(@.length-1]", "]", "expected \")\" after the index", 13 },
        { "$[\"\\u12\"]", "\\u12", "expected four hexadecimal digits after \"\\u\"", 3 },
        { "$[?@.a]", "@", "expected \"(\" after \"?\": a filter is [?(...)]", 3 },
        { "$[?(@.a]", "]", "expected \")\" at the end of the filter", 7 },
        { "$[?()]", ")", "expected a path that starts with @ or $", 4 },
        { "$[?(true)]", ")", "expected an operator: == != < <= > >= or =~", 8 },
        { "$[?(a == 1)]", "a", "expected a path, a number, a text in quotes, true, false or null",
          4 },
        { "$[?(@.a == )]", ")", "expected something to compare with", 11 },
        { "$[?(@.a == [1])]", "[", "the service does not compare with a list or an object", 11 },
        { "$[?(@.a in ['b'])]", "in",
          "the service knows no operator \"in\": expected == != < <= > >= or =~", 8 },
        { "$[?(@.a == -)]", "-", "expected a number", 11 },
        { "$[?(@.a =~ 'b')]", "'b'", "expected a pattern such as /a.*/ after =~", 11 },
        { "$[?(@.a == /b/)]", "/b/", "a pattern can only stand beside =~", 11 },
        { "$[?(/b/ == @.a)]", "/b/", "a pattern can only stand beside =~", 4 },
        { "$[?(@.a =~ /b)]", "/", "this pattern is not closed with \"/\"", 11 },
        { "$[?(@.a =~ /b/q)]", "q", "unknown flag of a pattern: expected i, m, s or x", 14 },
        { "$[?(@.a == 'b)]", "'", "this quote is not closed", 11 },
        { "$[?((@.a)]", "]", "expected \")\" at the end of the filter", 9 },
        { "$[?(@. == 1)]", ".", "expected a name after the dot", 5 },
        { "$1x", "1",
          "a variable's name is made of letters, digits and _, and starts with a letter; a path "
          "into the input "
          "starts with \"$.\"",
          1 },
        { "$a-b", "-",
          "a variable's name is made of letters, digits and _, and starts with a letter; a path "
          "into the input "
          "starts with \"$.\"",
          2 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        if (parsed.path)
            fail_msg("%s was taken", cases[i].text);
        const struct diag *diag = parsed.diags.items[0];
        assert_int_equal(diag->rule, RULE_JSON_PATH);
        assert_str(diag->message, cases[i].message);
        if (diag->span.start != cases[i].start ||
            !str_equal(source_text(&parsed.source, diag->span), str_from(cases[i].wrong)))
            fail_msg("%s: %u-%u", cases[i].text, diag->span.start, diag->span.end);
        finish(&parsed);
    }
}

static void a_broken_pattern_says_why(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, "$[?(@.a =~ /b(/)]");
    assert_null(parsed.path);
    assert_true(str_starts(parsed.diags.items[0]->message, STR("in this pattern: ")));
    finish(&parsed);
}

static void steps_say_what_they_are_and_where(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, "$.a\\.b['c'][-3][1:2:3]..['d','e'][0,7][*]");
    static const struct {
        enum jsonpath_step_kind kind;
        const char *text;
    } expected[] = {
        { JSONPATH_NAME, ".a\\.b" },   { JSONPATH_NAME, "['c']" },
        { JSONPATH_INDEX, "[-3]" },    { JSONPATH_SLICE, "[1:2:3]" },
        { JSONPATH_DEEP, ".." },       { JSONPATH_NAMES, "['d','e']" },
        { JSONPATH_INDEXES, "[0,7]" }, { JSONPATH_WILDCARD, "[*]" },
    };
    const struct jsonpath_step *steps = parsed.path->steps;
    assert_int_equal(parsed.path->step_count, ARRAY_LEN(expected));
    for (size_t i = 0; i < ARRAY_LEN(expected); i++) {
        assert_int_equal(steps[i].kind, expected[i].kind);
        assert_str(source_text(&parsed.source, steps[i].span), expected[i].text);
    }
    assert_str(steps[0].as.name, "a.b");
    assert_int_equal(steps[2].as.index, -3);
    assert_true(steps[3].as.slice.has_step);
    assert_str(steps[5].as.names[1], "e");
    assert_int_equal(steps[6].as.indexes[1], 7);
    finish(&parsed);
}

static void names_keep_or_resolve_their_escapes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *name;
    } cases[] = {
        { "$['a\\nb']", "a\\nb" },
        { "$['it\\'s']", "it's" },
        { "$['a\\\\b']", "a\\\\b" },
        { "$[\"a\\tb\\q\\\"\"]", "a\tbq\"" },
        { "$[\"\\u00e9\\uD83D\\uDE00\"]", "\xc3\xa9\xf0\x9f\x98\x80" },
        { "$.foo\\@bar", "foo@bar" },
        { "$.foo\\bar", "foo\\bar" },
        { "$['']", "" },
        { "$.a(b", "a(b" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        assert_non_null(parsed.path);
        assert_str(parsed.path->steps[0].as.name, cases[i].name);
        finish(&parsed);
    }
}

static void roots_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum jsonpath_root root;
        const char *variable;
    } cases[] = {
        { "$", JSONPATH_INPUT, "" },
        { "$ ", JSONPATH_INPUT, "" },
        { "$[0]", JSONPATH_INPUT, "" },
        { "$$", JSONPATH_CONTEXT, "" },
        { "$$.Task", JSONPATH_CONTEXT, "" },
        { "$$['Task']", JSONPATH_CONTEXT, "" },
        { "$x", JSONPATH_VARIABLE, "x" },
        { "$total_2.a[0]", JSONPATH_VARIABLE, "total_2" },
        { "$x[0]", JSONPATH_VARIABLE, "x" },
        { "$\xc3\xa9t\xc3\xa9.a", JSONPATH_VARIABLE, "\xc3\xa9t\xc3\xa9" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        assert_non_null(parsed.path);
        assert_int_equal(parsed.path->root, cases[i].root);
        assert_str(parsed.path->variable, cases[i].variable);
        assert_str(source_text(&parsed.source, parsed.path->variable_span), cases[i].variable);
        finish(&parsed);
    }
}

static void a_placeholder_makes_any_text_opaque(void **state)
{
    (void)state;
    static const char *const texts[] = { "${Path}", "$.${Field}", "$.a['${Key}'].b",
                                         "no path ${at} all" };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct parsed parsed;
        parse(&parsed, texts[i]);
        assert_non_null(parsed.path);
        assert_true(parsed.path->is_opaque);
        assert_int_equal(parsed.path->step_count, 0);
        finish(&parsed);
    }
    assert_false(jsonpath_has_placeholder(STR("${}")));
    assert_false(jsonpath_has_placeholder(STR("${a")));
    assert_true(jsonpath_has_placeholder(STR("${}${a}")));
}

static void a_call_at_the_end_is_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool has_call;
    } cases[] = { { "$.a.length()", true },
                  { "$..a.sum()", true },
                  { "$['a()']", false },
                  { "$.a().b", false } };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        assert_int_equal(parsed.path->has_call, cases[i].has_call);
        finish(&parsed);
    }
}

static void an_argument_ends_where_its_call_goes_on(void **state)
{
    (void)state;
    static const struct {
        const char *text, *path;
    } cases[] = {
        { "f($.a, 1)", "$.a" },
        { "f($.a['x, y'] )", "$.a['x, y']" },
        { "f($)", "$" },
        { "f($x,", "$x" },
        { "f($.a.length(), 1)", "$.a.length()" },
        { "f($.a[?(@.b == 'c)')])", "$.a[?(@.b == 'c)')]" },
        { "f($.a(b)", "$.a(b)" },
        { "f($['${key}'])", "$['${key}']" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        uint32_t offset = 2;
        setup(&parsed, cases[i].text);
        const struct jsonpath *path =
            jsonpath_parse_argument(&parsed.arena, &parsed.source, &offset, &parsed.diags);
        assert_non_null(path);
        assert_str(source_text(&parsed.source, path->span), cases[i].path);
        assert_int_equal(offset, path->span.end);
        finish(&parsed);
    }
}

static void the_number_of_steps_is_limited(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t more = 0; more < 2; more++) {
        struct buf text;
        buf_init(&text, &arena);
        buf_char(&text, '$');
        for (size_t i = 0; i < JSONPATH_MAX_STEPS + more; i++)
            buf_str(&text, STR(".a"));
        buf_char(&text, '\0');
        struct parsed parsed;
        parse(&parsed, buf_text(&text).at);
        assert_int_equal(parsed.path == NULL, more);
        finish(&parsed);
    }
    arena_finish(&arena);
}

static void the_depth_of_filters_is_limited(void **state)
{
    (void)state;
    static const struct {
        const char *open, *close;
    } cases[] = { { "(", ")" }, { "!", "" }, { "@[?(", ")]" } };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t k = 0; k < ARRAY_LEN(cases); k++) {
        for (size_t depth = JSONPATH_MAX_FILTER_DEPTH - 1; depth <= JSONPATH_MAX_FILTER_DEPTH;
             depth++) {
            struct buf text;
            buf_init(&text, &arena);
            buf_str(&text, STR("$[?("));
            for (size_t i = 0; i < depth; i++)
                buf_str(&text, str_from(cases[k].open));
            buf_str(&text, STR("@.a"));
            for (size_t i = 0; i < depth; i++)
                buf_str(&text, str_from(cases[k].close));
            buf_str(&text, STR(")]"));
            buf_char(&text, '\0');
            struct parsed parsed;
            parse(&parsed, buf_text(&text).at);
            assert_int_equal(parsed.path == NULL, depth == JSONPATH_MAX_FILTER_DEPTH);
            finish(&parsed);
        }
    }
    arena_finish(&arena);
}

static void count_roots(void *context, const struct jsonpath *path)
{
    unsigned *counts = context;
    counts[path->root]++;
}

static void paths_inside_filters_are_visited(void **state)
{
    (void)state;
    struct parsed parsed;
    unsigned counts[4] = { 0 };
    parse(&parsed,
          "$x.a[?(@.b == $.c && !(@.d[?(@.e)] || $$.State.Name == @.f) && 'g' == $limit)]");
    jsonpath_visit(parsed.path, count_roots, counts);
    assert_int_equal(counts[JSONPATH_VARIABLE], 2);
    assert_int_equal(counts[JSONPATH_INPUT], 1);
    assert_int_equal(counts[JSONPATH_CONTEXT], 1);
    assert_int_equal(counts[JSONPATH_ITEM], 4);
    finish(&parsed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_taken),
        cmocka_unit_test(mistakes_are_shown_where_they_are),
        cmocka_unit_test(a_broken_pattern_says_why),
        cmocka_unit_test(steps_say_what_they_are_and_where),
        cmocka_unit_test(names_keep_or_resolve_their_escapes),
        cmocka_unit_test(roots_are_told_apart),
        cmocka_unit_test(a_placeholder_makes_any_text_opaque),
        cmocka_unit_test(a_call_at_the_end_is_noticed),
        cmocka_unit_test(an_argument_ends_where_its_call_goes_on),
        cmocka_unit_test(the_number_of_steps_is_limited),
        cmocka_unit_test(the_depth_of_filters_is_limited),
        cmocka_unit_test(paths_inside_filters_are_visited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
