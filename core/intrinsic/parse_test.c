#include "intrinsic/intrinsic.h"

#include "test.h"

#include "base/buf.h"
#include "diag/diag.h"

struct parsed {
    struct arena arena;
    struct source source;
    struct diags diags;
    const struct intrinsic *call;
};

static void parse(struct parsed *parsed, const char *text)
{
    arena_init(&parsed->arena, &plain_memory);
    diags_init(&parsed->diags, &parsed->arena);
    parsed->source = source_file(STR("call"), str_from(text));
    parsed->call = intrinsic_parse(&parsed->arena, &parsed->source, &parsed->diags);
}

static void finish(struct parsed *parsed)
{
    arena_finish(&parsed->arena);
}

static void calls_become_nodes_in_preorder(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, "States.Format( '{} it\\'s \\{\\}' ,States.Array($.a['x, y'], $$.b),-1.5e1 , "
                   "$v, true, null )  ");
    static const struct {
        enum intrinsic_kind kind;
        uint32_t after;
        const char *text;
    } expected[] = {
        { INTRINSIC_CALL, 9,
          "States.Format( '{} it\\'s \\{\\}' ,States.Array($.a['x, y'], $$.b),-1.5e1 , $v, true, "
          "null )" },
        { INTRINSIC_LITERAL, 2, "'{} it\\'s \\{\\}'" },
        { INTRINSIC_CALL, 5, "States.Array($.a['x, y'], $$.b)" },
        { INTRINSIC_PATH, 4, "$.a['x, y']" },
        { INTRINSIC_PATH, 5, "$$.b" },
        { INTRINSIC_LITERAL, 6, "-1.5e1" },
        { INTRINSIC_PATH, 7, "$v" },
        { INTRINSIC_LITERAL, 8, "true" },
        { INTRINSIC_LITERAL, 9, "null" },
    };
    assert_non_null(parsed.call);
    assert_int_equal(parsed.call->node_count, ARRAY_LEN(expected));
    for (uint32_t i = 0; i < ARRAY_LEN(expected); i++) {
        const struct intrinsic_node *node = &parsed.call->nodes[i];
        assert_int_equal(node->kind, expected[i].kind);
        assert_int_equal(node->after, expected[i].after);
        assert_str(source_text(&parsed.source, node->span), expected[i].text);
    }
    assert_int_equal(parsed.call->nodes[0].as.call.function, STATES_FORMAT);
    assert_int_equal(parsed.call->nodes[0].as.call.argument_count, 6);
    assert_str(source_text(&parsed.source, parsed.call->nodes[2].as.call.name_span),
               "States.Array");
    assert_str(value_text(parsed.call->nodes[1].as.literal), "{} it's {}");
    assert_int_equal(parsed.call->nodes[4].as.path->root, JSONPATH_CONTEXT);
    assert_str(parsed.call->nodes[6].as.path->variable, "v");
    finish(&parsed);
}

static void mistakes_are_shown_where_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wrong, *message;
        enum rule_id rule;
    } cases[] = {
        { "", "", "expected a call such as States.Format('{}', $.name)", RULE_INTRINSIC_SYNTAX },
        { " States.UUID()", "", "expected a call such as States.Format('{}', $.name)",
          RULE_INTRINSIC_SYNTAX },
        { "Format('x')", "Format", "there is no intrinsic function \"Format\"",
          RULE_INTRINSIC_SYNTAX },
        { "states.array(1)", "states.array", "there is no intrinsic function \"states.array\"",
          RULE_INTRINSIC_SYNTAX },
        { "States.Format", "", "expected \"(\" and the arguments after the function's name",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array(1) x", "x", "nothing may follow the call", RULE_INTRINSIC_SYNTAX },
        { "States.Array(1", "(", "this parenthesis is not closed", RULE_INTRINSIC_SYNTAX },
        { "States.Array(", "", "expected an argument", RULE_INTRINSIC_SYNTAX },
        { "States.Array(,1)", ",", "expected an argument", RULE_INTRINSIC_SYNTAX },
        { "States.Array(1,)", ")", "expected an argument", RULE_INTRINSIC_SYNTAX },
        { "States.Array(1 2)", "2", "expected \",\" or \")\" after an argument",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array(1; 2)", ";", "expected \",\" or \")\" after an argument",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array(\"a\")", "\"", "a text stands in single quotes", RULE_INTRINSIC_SYNTAX },
        { "States.Array({})", "{",
          "an argument cannot be a list or an object: expected a path, States.Array or "
          "States.StringToJson",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array(a)", "a",
          "expected an argument: a text stands in single quotes, a path starts with $",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array(01)", "01", "this is not a number as JSON writes it",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array(-)", "-", "this is not a number as JSON writes it", RULE_INTRINSIC_SYNTAX },
        { "States.Array(1.x)", "1.x", "this is not a number as JSON writes it",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array('a)", "'", "this quote is not closed", RULE_INTRINSIC_SYNTAX },
        { "States.Array('a\\n')", "\\n", "only \\' \\{ \\} and \\\\ are escapes in a text",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array('a\\", "\\", "only \\' \\{ \\} and \\\\ are escapes in a text",
          RULE_INTRINSIC_SYNTAX },
        { "States.Array($.)", ".", "expected a name after the dot", RULE_JSON_PATH },
        { "States.Array(States.Nope())", "States.Nope",
          "there is no intrinsic function \"States.Nope\"", RULE_INTRINSIC_SYNTAX },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        if (parsed.call || parsed.diags.count != 1)
            fail_msg("%s: %u", cases[i].text, parsed.diags.count);
        const struct diag *diag = parsed.diags.items[0];
        assert_str(diag->message, cases[i].message);
        assert_int_equal(diag->rule, cases[i].rule);
        assert_str(source_text(&parsed.source, diag->span), cases[i].wrong);
        finish(&parsed);
    }
}

static void a_name_that_is_near_is_suggested(void **state)
{
    (void)state;
    struct parsed parsed;
    parse(&parsed, "States.UUId()");
    assert_str(parsed.diags.items[0]->help, "did you mean \"States.UUID\"?");
    finish(&parsed);
}

static void calls_nest_ten_deep(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t depth = INTRINSIC_MAX_DEPTH; depth <= INTRINSIC_MAX_DEPTH + 1; depth++) {
        struct buf text;
        buf_init(&text, &arena);
        for (size_t i = 0; i < depth; i++)
            buf_str(&text, STR("States.Array("));
        buf_fill(&text, ')', depth);
        buf_char(&text, '\0');
        struct parsed parsed;
        parse(&parsed, buf_text(&text).at);
        assert_int_equal(parsed.call != NULL, depth == INTRINSIC_MAX_DEPTH);
        if (!parsed.call)
            assert_str(parsed.diags.items[0]->message,
                       "calls are at most 10 deep inside each other");
        finish(&parsed);
    }
    arena_finish(&arena);
}

static void the_number_of_arguments_in_all_is_limited(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t count = INTRINSIC_MAX_NODES - 1; count <= INTRINSIC_MAX_NODES; count++) {
        struct buf text;
        buf_init(&text, &arena);
        buf_str(&text, STR("States.Array(1"));
        for (size_t i = 1; i < count; i++)
            buf_str(&text, STR(",1"));
        buf_str(&text, STR(")"));
        buf_char(&text, '\0');
        struct parsed parsed;
        parse(&parsed, buf_text(&text).at);
        assert_int_equal(parsed.call != NULL, count == INTRINSIC_MAX_NODES - 1);
        finish(&parsed);
    }
    arena_finish(&arena);
}

static void a_placeholder_outside_of_quotes_makes_the_call_opaque(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_opaque;
    } cases[] = {
        { "States.Format('{}', ${Path})", true },
        { "${Call}", true },
        { "States.${Name}(1)", true },
        { "States.Format('it\\'s ${Name}')", false },
        { "States.Format('{} ${Name}', $['${Key}'])", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct parsed parsed;
        parse(&parsed, cases[i].text);
        assert_non_null(parsed.call);
        assert_int_equal(parsed.diags.count, 0);
        assert_int_equal(parsed.call->is_opaque, cases[i].is_opaque);
        finish(&parsed);
    }
}

static void calls_are_recognised_by_their_first_word(void **state)
{
    (void)state;
    assert_true(intrinsic_looks_like_call(STR("States.Format('{}')")));
    assert_false(intrinsic_looks_like_call(STR("$.States.Format")));
    assert_false(intrinsic_looks_like_call(STR("States")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_become_nodes_in_preorder),
        cmocka_unit_test(mistakes_are_shown_where_they_are),
        cmocka_unit_test(a_name_that_is_near_is_suggested),
        cmocka_unit_test(calls_nest_ten_deep),
        cmocka_unit_test(the_number_of_arguments_in_all_is_limited),
        cmocka_unit_test(a_placeholder_outside_of_quotes_makes_the_call_opaque),
        cmocka_unit_test(calls_are_recognised_by_their_first_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
