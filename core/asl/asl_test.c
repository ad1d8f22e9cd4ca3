#include "asl/asl.h"

#include "test.h"

#include "diag/diag.h"

#include <stdio.h>

struct built {
    struct arena arena;
    const struct source *source;
    struct diags diags;
    const struct asl *asl;
};

static void build(struct built *built, const char *text)
{
    arena_init(&built->arena, &plain_memory);
    built->source = source_copied(&built->arena, STR("test"), str_from(text));
    diags_init(&built->diags, &built->arena);
    const struct doc *doc = doc_read_json(&built->arena, built->source, &built->diags);
    built->asl = asl_build(&built->arena, doc, doc_root(doc), &built->diags);
}

static void states_stand_in_the_order_of_the_document(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":\"B\",\"States\":{\"B\":{\"Type\":\"Parallel\",\"Next\":\"A\",\"Branches\":[{\"StartAt\":"
              "\"C\",\"States\":{\"C\":{\"Type\":\"Succeed\"}}}]},\"A\":{\"Type\":\"Pass\",\"End\":true}}}");
    assert_int_equal(b.asl->state_count, 3);
    assert_str(b.asl->states[0]->name, "B");
    assert_str(b.asl->states[1]->name, "C");
    assert_str(b.asl->states[2]->name, "A");
    assert_int_equal(b.asl->machine_count, 2);
    assert_int_equal(b.asl->machines[1]->depth, 1);
    assert_ptr_equal(b.asl->machines[1]->object.state, b.asl->states[0]);
    assert_true(b.asl->states[1]->is_end);
    arena_finish(&b.arena);
}

static void transitions_find_states_of_their_own_machine(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"IsNull\":true,"
              "\"Next\":\"B\"}],\"Default\":\"Z\"},\"B\":{\"Type\":\"Task\",\"Resource\":\"r\",\"Catch\":[{\"ErrorEquals\":["
              "\"E\"],\"Next\":\"A\"}],\"End\":true}}}");
    const struct asl_state *a = b.asl->states[0], *c = b.asl->states[1];
    assert_ptr_equal(b.asl->root->start.target, a);
    assert_int_equal(a->transition_count, 2);
    assert_ptr_equal(a->transitions[0].target, c);
    assert_null(a->transitions[1].target);
    assert_int_equal(a->transitions[0].kind, ASL_CHOICE_NEXT);
    assert_int_equal(a->transitions[1].kind, ASL_DEFAULT);
    assert_int_equal(c->transitions[0].kind, ASL_CATCH);
    assert_ptr_equal(c->transitions[0].target, a);
    assert_str(c->catchers[0].errors[0], "E");
    arena_finish(&b.arena);
}

/* Its Type may be misspelt; what it leads to is still led to. */
static void a_state_of_no_type_has_all_transitions(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"choice\",\"Choices\":[{\"Variable\":\"$.a\",\"IsNull\":true,"
              "\"Next\":\"B\"}],\"Default\":\"C\",\"Next\":\"B\"},\"B\":{\"Type\":\"Succeed\"},\"C\":{\"Type\":\"Succeed\"}}}");
    const struct asl_state *a = b.asl->states[0];
    assert_int_equal(a->object.kind, ASL_UNTYPED);
    assert_int_equal(a->transition_count, 3);
    assert_ptr_equal(a->transitions[0].target, b.asl->states[1]);
    assert_ptr_equal(a->transitions[1].target, b.asl->states[2]);
    assert_int_equal(a->transitions[2].kind, ASL_NEXT);
    arena_finish(&b.arena);
}

static void a_language_comes_from_the_state_or_the_root(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"QueryLanguage\":\"JSONata\",\"End\":true,"
              "\"ItemProcessor\":{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}}}}");
    assert_int_equal(b.asl->states[0]->object.language, ASL_LANGUAGE_JSONATA);
    assert_int_equal(b.asl->states[1]->object.language, ASL_LANGUAGE_JSONPATH);
    arena_finish(&b.arena);
}

static void choice_rules_have_a_shape(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        enum asl_rule_kind kind;
    } cases[] = {
        { "{\"Variable\":\"$.a\",\"IsNull\":true}", ASL_RULE_COMPARE },
        { "{\"And\":[{\"Variable\":\"$.a\",\"IsNull\":true}]}", ASL_RULE_AND },
        { "{\"Or\":[]}", ASL_RULE_OR },
        { "{\"Not\":{\"Variable\":\"$.a\",\"IsNull\":true}}", ASL_RULE_NOT },
        { "{\"Variable\":\"$.a\"}", ASL_RULE_SHAPELESS },
        { "{\"Variable\":\"$.a\",\"IsNull\":true,\"IsString\":true}", ASL_RULE_SHAPELESS },
        { "{\"And\":[],\"Or\":[]}", ASL_RULE_SHAPELESS },
        { "{\"And\":[],\"IsNull\":true}", ASL_RULE_SHAPELESS },
        { "{}", ASL_RULE_SHAPELESS },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct built b;
        char text[512];
        snprintf(text, sizeof text,
                 "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Choice\",\"Choices\":[%s]}}}", cases[i].rule);
        build(&b, text);
        assert_int_equal(b.asl->states[0]->rule_count, 1);
        assert_int_equal(b.asl->states[0]->rules[0].kind, cases[i].kind);
        arena_finish(&b.arena);
    }
}

static void templates_keep_constants_as_one_literal(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"k\":{\"deep\":[1,"
              "{\"x\":2}]},\"v.$\":\"$.a\",\"list\":[{\"w.$\":\"States.UUID()\"},3]}}}}");
    const struct asl_field *field = asl_get(&b.asl->states[0]->object, NAME_Parameters);
    const struct asl_template *t = field->template;
    assert_int_equal(t->kind, ASL_TEMPLATE_OBJECT);
    assert_int_equal(t->count, 3);
    assert_int_equal(t->as.parts.children[0].kind, ASL_TEMPLATE_LITERAL);
    assert_str(value_to_text(&b.arena, t->as.parts.children[0].as.literal, VALUE_STYLE_JSON),
               "{\"deep\":[1,{\"x\":2}]}");
    assert_str(t->as.parts.names[1], "v");
    assert_int_equal(t->as.parts.children[1].as.expression->kind, ASL_PATH);
    assert_str(t->as.parts.children[1].as.expression->place, "v.$");
    const struct asl_template *list = &t->as.parts.children[2];
    assert_int_equal(list->kind, ASL_TEMPLATE_ARRAY);
    assert_int_equal(list->as.parts.children[0].as.parts.children[0].as.expression->kind, ASL_INTRINSIC);
    assert_int_equal(b.asl->expression_count, 2);
    arena_finish(&b.arena);
}

static void jsonata_expressions_know_their_place(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Choice\",\"Choices\":[{"
              "\"Condition\":\"{% true %}\",\"Assign\":{\"x\":[0,{\"y\":\"{% 1 %}\"}]},\"Next\":\"A\"}]}}}");
    assert_int_equal(b.asl->expression_count, 2);
    assert_str(b.asl->expressions[0]->place, "Choices[0]/Condition");
    assert_str(b.asl->expressions[1]->place, "Choices[0]/Assign/x[1]/y");
    assert_str(b.asl->expressions[1]->source->text, " 1 ");
    arena_finish(&b.arena);
}

static void a_placeholder_is_never_read(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"InputPath\":\"${Path}\",\"Parameters\":{\"a.$\":"
              "\"${Value}\"},\"End\":true}}}");
    assert_int_equal(b.diags.count, 0);
    assert_int_equal(b.asl->expression_count, 0);
    assert_true(asl_is_opaque(STR("x-${A}")));
    assert_false(asl_is_opaque(STR("$.{a}")));
    assert_false(asl_is_opaque(STR("${a")));
    arena_finish(&b.arena);
}

static void a_machine_is_an_object(void **state)
{
    (void)state;
    struct built b;
    build(&b, "[1]");
    assert_null(b.asl);
    assert_int_equal(b.diags.count, 1);
    assert_int_equal(b.diags.items[0]->rule, RULE_NOT_AN_OBJECT);
    arena_finish(&b.arena);
}

static void wrong_types_leave_nothing_built(void **state)
{
    (void)state;
    struct built b;
    build(&b, "{\"StartAt\":1,\"States\":{\"A\":5,\"B\":{\"Type\":7,\"Next\":[]},\"C\":{\"Type\":\"Parallel\",\"Branches\":["
              "1,{}],\"Retry\":[null],\"Catch\":{}},\"D\":{\"Type\":\"Map\",\"ItemProcessor\":[]}}}");
    assert_int_equal(b.asl->state_count, 4);
    assert_null(b.asl->root->start.node);
    assert_int_equal(b.asl->states[2]->machine_count, 1);
    assert_int_equal(b.asl->states[2]->retrier_count, 0);
    assert_int_equal(b.asl->states[3]->machine_count, 0);
    arena_finish(&b.arena);
}

static void a_template_stands_outside_of_a_machine(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum asl_language language;
        uint32_t errors;
        enum asl_expression_kind kind;
        const char *place;
    } cases[] = {
        { "{\"a.$\":\"$.x\"}", ASL_LANGUAGE_JSONPATH, 0, ASL_PATH, "a.$" },
        { "{\"a.$\":\"States.UUID()\"}", ASL_LANGUAGE_JSONPATH, 0, ASL_INTRINSIC, "a.$" },
        { "{\"a.$\":\"$.[\"}", ASL_LANGUAGE_JSONPATH, 1, ASL_BROKEN, "a.$" },
        { "{\"a\":\"{% 1 %}\"}", ASL_LANGUAGE_JSONATA, 0, ASL_JSONATA, "a" },
        { "{\"a\":\"{% 1 + %}\"}", ASL_LANGUAGE_JSONATA, 1, ASL_BROKEN, "a" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        struct diags diags;
        struct buf text;
        arena_init(&arena, &plain_memory);
        diags_init(&diags, &arena);
        buf_init(&text, &arena);
        buf_str(&text, str_from(cases[i].text));
        buf_fill(&text, '\0', SOURCE_PADDING);
        struct source source = source_file(STR("t.json"), (str){ text.at, strlen(cases[i].text) });
        const struct doc *doc = doc_read_json(&arena, &source, &diags);
        const struct asl_template *template =
            asl_build_template(&arena, doc, doc_root(doc), cases[i].language, &diags);
        assert_int_equal(template->kind, ASL_TEMPLATE_OBJECT);
        assert_str(template->as.parts.names[0], "a");
        const struct asl_expression *expression = template->as.parts.children[0].as.expression;
        assert_int_equal(expression->kind, cases[i].kind);
        assert_str(expression->place, cases[i].place);
        assert_int_equal(diags_count(&diags, SEVERITY_ERROR), cases[i].errors);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_stand_in_the_order_of_the_document),
        cmocka_unit_test(transitions_find_states_of_their_own_machine),
        cmocka_unit_test(a_state_of_no_type_has_all_transitions),
        cmocka_unit_test(a_language_comes_from_the_state_or_the_root),
        cmocka_unit_test(choice_rules_have_a_shape),
        cmocka_unit_test(templates_keep_constants_as_one_literal),
        cmocka_unit_test(jsonata_expressions_know_their_place),
        cmocka_unit_test(a_placeholder_is_never_read),
        cmocka_unit_test(a_machine_is_an_object),
        cmocka_unit_test(wrong_types_leave_nothing_built),
        cmocka_unit_test(a_template_stands_outside_of_a_machine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
