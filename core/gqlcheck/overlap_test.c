/* Fields of one response name: what can be merged, what cannot, and that adversarial documents cost no more. */
#include "gqlcheck/gqlcheck.h"

#include "test.h"

#include "gqlcheck/findings.h"

#define SCHEMA \
    "type Query { a(n: Int, s: String, o: In, l: [Int], e: E, b: Boolean, f: Float): Int b: Int s: String " \
    "q: Query list: [Query!]! n: Int! node: Node pet: Pet ints: [Int] intss: [[Int]] } " \
    "input In { a: Int b: Int c: In } enum E { X Y } " \
    "interface Node { id: ID! name: String } " \
    "type Dog implements Node { id: ID! name: String age: Int size: Int owner: Person barks: Boolean } " \
    "type Cat implements Node { id: ID! name: String age: String size: Int! owner: Person! } " \
    "type Person { name: String age: Int friend: Person } " \
    "union Pet = Dog | Cat"

static const struct finding_case fields[] = {
    { SCHEMA, "{ a a b }", "" },
    { SCHEMA, "{ a b: a }", "" },
    { SCHEMA, "{ a a: b }", "overlapping-fields-can-be-merged 1:5" },
    { SCHEMA, "{ x: a x: b }", "overlapping-fields-can-be-merged 1:8" },
    { SCHEMA, "{ q { x: a } q { x: b } }", "overlapping-fields-can-be-merged 1:14" },
    { SCHEMA, "{ q { x: a } q { y: b } }", "" },
    { SCHEMA, "{ q { q { x: a } } q { q { x: b } } }", "overlapping-fields-can-be-merged 1:20" },
    { SCHEMA, "{ q { x: a y: a } q { x: b y: b } }", "overlapping-fields-can-be-merged 1:19" },
    { SCHEMA, "{ x: q { a } x: q { a } }", "" },
    { SCHEMA, "{ x: q { a } x: list { a } }", "overlapping-fields-can-be-merged 1:14" },
    { SCHEMA, "{ x: a @skip(if: true) x: a @include(if: false) }", "" },
    { SCHEMA, "{ ...F x: a } fragment F on Query { x: b }", "overlapping-fields-can-be-merged 1:37" },
    { SCHEMA, "{ ...F ...G } fragment F on Query { x: a } fragment G on Query { x: b }",
      "overlapping-fields-can-be-merged 1:66" },
    { SCHEMA, "{ ...F q { ...F } } fragment F on Query { x: a q { x: b } }",
      "overlapping-fields-can-be-merged 1:48" },
    { SCHEMA, "{ ...F ...G } fragment F on Query { q { ...H } } fragment G on Query { q { x: a } } "
              "fragment H on Query { x: b }", "overlapping-fields-can-be-merged 1:72" },
    { SCHEMA, "fragment F on Query { x: a x: b } fragment G on Query { x: a }",
      "no-unused-fragments 1:1, overlapping-fields-can-be-merged 1:28, no-unused-fragments 1:35" },
    { SCHEMA, "{ ...F } fragment F on Query { ...F x: a x: b }",
      "no-fragment-cycles 1:32, overlapping-fields-can-be-merged 1:42" },
    { SCHEMA, "{ ... { x: a } ... on Query { x: b } }", "overlapping-fields-can-be-merged 1:31" },
    { SCHEMA, "{ nothing { x } nothing { x: y } }",
      "fields-on-correct-type 1:3, fields-on-correct-type 1:17, overlapping-fields-can-be-merged 1:17" },
};

static void fields_of_one_name_are_one_field(void **state)
{
    (void)state;
    assert_finding_cases(fields, ARRAY_LEN(fields), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case arguments[] = {
    { SCHEMA, "{ a(n: 1) a(n: 1) }", "" },
    { SCHEMA, "{ a(n: 1) a(n: 2) }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "{ a(n: 1) a }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "{ a(n: 1, s: \"x\") a(s: \"x\", n: 1) }", "" },
    { SCHEMA, "{ a(n: 1, s: \"x\") a(n: 1) }", "overlapping-fields-can-be-merged 1:19" },
    { SCHEMA, "{ a(n: 1) a(s: \"1\") }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "{ a(s: \"x\") a(s: \"\"\"x\"\"\") }", "overlapping-fields-can-be-merged 1:13" },
    { SCHEMA, "{ a(s: \"x\") a(s: \"\\u0078\") }", "" },
    { SCHEMA, "{ a(f: 1.0) a(f: 1.00) }", "overlapping-fields-can-be-merged 1:13" },
    { SCHEMA, "{ a(b: true) a(b: false) }", "overlapping-fields-can-be-merged 1:14" },
    { SCHEMA, "{ a(b: null) a(b: null) }", "" },
    { SCHEMA, "{ a(e: X) a(e: X) }", "" },
    { SCHEMA, "{ a(e: X) a(e: Y) }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "query Q($v: Int, $w: Int) { a(n: $v) a(n: $v) b: a(n: $w) }", "" },
    { SCHEMA, "query Q($v: Int, $w: Int) { a(n: $v) a(n: $w) }", "overlapping-fields-can-be-merged 1:38" },
    { SCHEMA, "{ a(l: [1, 2]) a(l: [1, 2]) }", "" },
    { SCHEMA, "{ a(l: [1, 2]) a(l: [1]) }", "overlapping-fields-can-be-merged 1:16" },
    { SCHEMA, "{ a(l: 1) a(l: [1]) }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "{ a(o: {a: 1, b: 2}) a(o: {b: 2, a: 1}) }", "" },
    { SCHEMA, "{ a(o: {a: 1, c: {a: 1}}) a(o: {a: 1, c: {a: 2}}) }", "overlapping-fields-can-be-merged 1:27" },
    { SCHEMA, "{ a(o: {}) a(o: {a: 1}) }", "overlapping-fields-can-be-merged 1:12" },
};

static void arguments_agree_as_well(void **state)
{
    (void)state;
    assert_finding_cases(arguments, ARRAY_LEN(arguments), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case shapes[] = {
    { SCHEMA, "{ pet { ... on Dog { x: age } ... on Cat { x: name } } }", "overlapping-fields-can-be-merged 1:44" },
    { SCHEMA, "{ pet { ... on Dog { x: name } ... on Cat { x: age } } }", "" },
    { SCHEMA, "{ pet { ... on Dog { x: name } ... on Cat { x: name } } }", "" },
    { SCHEMA, "{ pet { ... on Dog { size } ... on Cat { size } } }", "overlapping-fields-can-be-merged 1:42" },
    { SCHEMA, "{ pet { ... on Dog { owner { name } } ... on Cat { owner { name } } } }",
      "overlapping-fields-can-be-merged 1:52" },
    { SCHEMA, "{ pet { ... on Dog { x: owner { name } } ... on Cat { x: name } } }",
      "overlapping-fields-can-be-merged 1:55" },
    { SCHEMA, "{ pet { ... on Dog { o: owner { x: name } } ... on Cat { o: id } } }",
      "overlapping-fields-can-be-merged 1:58" },
    { SCHEMA, "{ node { id ... on Dog { x: name y: age } ... on Cat { x: id } } }",
      "overlapping-fields-can-be-merged 1:56" },
    { SCHEMA, "{ node { ... on Dog { x: owner { y: age } } ... on Dog { x: owner { y: name } } } }",
      "overlapping-fields-can-be-merged 1:58" },
    { SCHEMA, "{ node { ... on Dog { owner { y: age } } ... on Person { owner: friend { y: name } } } }",
      "possible-fragment-spreads 1:42, overlapping-fields-can-be-merged 1:58" },
    { SCHEMA, "{ x: ints x: intss }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "{ x: ints x: b }", "overlapping-fields-can-be-merged 1:11" },
    { SCHEMA, "{ pet { ...D ...C } } fragment D on Dog { x: age o: owner { ...P } } "
              "fragment C on Cat { x: size o: owner { y: age } } fragment P on Person { y: name }",
      "overlapping-fields-can-be-merged 1:90, overlapping-fields-can-be-merged 1:98" },
};

static void of_different_types_only_the_shape_must_agree(void **state)
{
    (void)state;
    assert_finding_cases(shapes, ARRAY_LEN(shapes), GQL_PROFILE_GRAPHQL);
}

/* -- how much it costs -- */

static str check_operations(struct arena *arena, str operations)
{
    struct gqltext t;
    struct gqlcheck_options options = { .profile = GQL_PROFILE_GRAPHQL };
    gqltext_begin(&t, arena, GQL_PROFILE_GRAPHQL);
    const struct gql_schema *schema = gqltext_schema(&t, findings_parse(&t, "schema", SCHEMA));
    const struct gql_document *documents[] = { gqltext_parse(&t, "operations", operations) };
    assert_true(documents[0]->is_complete);
    gqlcheck_operations(schema, documents, 1, &options, &t.diags);
    return findings_text(&t, SEVERITY_WARNING);
}

/* Each fragment spreads two others twice: 2^n ways. */
static void fragments_that_spread_each_other_are_looked_at_once(void **state)
{
    struct arena arena;
    struct buf text;
    (void)state;
    arena_init(&arena, &plain_memory);
    buf_init(&text, &arena);
    buf_str(&text, STR("{ ...F0 }\n"));
    for (int i = 0; i < 300; i++)
        buf_printf(&text, "fragment F%d on Query { a q { ...F%d } list { ...F%d ...F%d } }\n", i, i + 1, i + 1, i + 1);
    buf_str(&text, STR("fragment F300 on Query { a }\n"));
    assert_str(check_operations(&arena, buf_text(&text)), "");
    arena_finish(&arena);
}

static void many_fields_of_one_name_are_not_compared_in_pairs(void **state)
{
    struct arena arena;
    struct buf text;
    (void)state;
    arena_init(&arena, &plain_memory);
    buf_init(&text, &arena);
    buf_str(&text, STR("{ "));
    for (int i = 0; i < 20000; i++)
        buf_str(&text, STR("x: a(n: 1) "));
    buf_str(&text, STR("}\n"));
    assert_str(check_operations(&arena, buf_text(&text)), "");
    text.len = 0;
    buf_str(&text, STR("{ "));
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "x%d: a ", i);
    buf_str(&text, STR("x0: b }\n"));
    assert_str(check_operations(&arena, buf_text(&text)), "overlapping-fields-can-be-merged 1:188893");
    arena_finish(&arena);
}

/* Sets of selection sets: each level takes another choice of fragments, so that no two are the same. */
static void documents_beyond_all_measure_are_given_up(void **state)
{
    struct arena arena;
    struct buf text;
    uint32_t random = 1;
    (void)state;
    arena_init(&arena, &plain_memory);
    buf_init(&text, &arena);
    buf_str(&text, STR("{ ...F0 ...F1 ...F2 ...F3 }\n"));
    for (int i = 0; i < 200; i++) {
        buf_printf(&text, "fragment F%d on Query {", i);
        for (int j = 0; j < 4; j++) {
            random = random * 1103515245 + 12345;
            buf_printf(&text, " x%u: q { ...F%u }", (random >> 16) % 3, (random >> 20) % 200);
        }
        buf_str(&text, STR(" }\n"));
    }
    str found = check_operations(&arena, buf_text(&text));
    assert_true(str_contains(found, STR("overlapping-fields-can-be-merged 1:1")));
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_of_one_name_are_one_field),
        cmocka_unit_test(arguments_agree_as_well),
        cmocka_unit_test(of_different_types_only_the_shape_must_agree),
        cmocka_unit_test(fragments_that_spread_each_other_are_looked_at_once),
        cmocka_unit_test(many_fields_of_one_name_are_not_compared_in_pairs),
        cmocka_unit_test(documents_beyond_all_measure_are_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
