#include "gqlcheck/diff.h"

#include "test.h"

#include "gqlcheck/findings.h"

/* Each change is "grade code path"; they are joined by "; ". */
struct diff_case {
    const char *before, *after, *changes;
};

static struct arena arena;
static struct gqltext text;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, GQL_PROFILE_APPSYNC);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static struct changes compare(const char *before, const char *after, const char *modes)
{
    struct gqlcheck_options options = { .profile = GQL_PROFILE_APPSYNC };
    str wrong;
    if (modes)
        assert_true(gqlcheck_modes_parse(str_from(modes), &options.modes, &wrong));
    return diff_schemas(&arena, gqltext_schema(&text, findings_parse(&text, "before", before)),
                        gqltext_schema(&text, findings_parse(&text, "after", after)), &options);
}

static str shown(const struct changes *changes)
{
    struct buf out;
    buf_init(&out, &arena);
    for (uint32_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        buf_printf(&out, "%s%s %s %.*s", i ? "; " : "", change_grade_name(change->grade), change_code(change->kind),
                   STR_ARG(change->path));
    }
    return buf_text(&out);
}

static void check_cases(const struct diff_case *cases, size_t count, const char *modes)
{
    for (size_t i = 0; i < count; i++) {
        struct changes changes = compare(cases[i].before, cases[i].after, modes);
        str found = shown(&changes);
        if (!str_equal(found, str_from(cases[i].changes)))
            print_message("%s\n%s\n", cases[i].before, cases[i].after);
        assert_str(found, cases[i].changes);
    }
}

static const struct diff_case types[] = {
    { "type Query { a: Int }", "type Query { a: Int }", "" },
    { "type Query { a: Int }", "type Query { a: Int } type T { a: Int }", "safe type-added T" },
    { "type Query { a: Int } type T { a: Int }", "type Query { a: Int }", "breaking type-removed T" },
    { "type Query { a: Int } type T { a: Int }", "type Query { a: Int } extend type T { b: Int }",
      "breaking type-removed T" },
    { "type Query { a: Int } type T { a: Int }", "type Query { a: Int } input T { a: Int }",
      "breaking type-kind-changed T" },
    { "\"x\" type Query { a: Int }", "\"y\" type Query { a: Int }", "safe type-description-changed Query" },
    { "type Query { a: Int }", "\"y\" type Query { a: Int }", "safe type-description-added Query" },
    { "\"x\" type Query { a: Int }", "type Query { a: Int }", "safe type-description-removed Query" },
    { "type Query { a: Int } type T { a: Int }", "extend type Query { a: Int } extend type T @aws_iam { b: Int }",
      "breaking type-removed Query; breaking type-removed T" },
    { "extend type Query { a: Int } extend type T @aws_iam { b: Int }", "type Query { a: Int } type T { a: Int }",
      "safe type-added Query; safe type-added T" },
    { "schema { query: A } type A { a: Int } type B { a: Int }",
      "schema { query: B } type A { a: Int } type B { a: Int }", "breaking schema-query-type-changed schema" },
    { "type Query { a: Int } type M { a: Int }", "schema { query: Query mutation: M } type Query { a: Int } "
      "type M { a: Int }", "safe schema-mutation-type-changed schema" },
    { "type Query { a: Int } type Subscription { a: Int }",
      "schema { query: Query } type Query { a: Int } type Subscription { a: Int }",
      "breaking schema-subscription-type-changed schema" },
};

static void types_come_and_go(void **state)
{
    (void)state;
    check_cases(types, ARRAY_LEN(types), NULL);
}

static const struct diff_case fields[] = {
    { "type Query { a: Int }", "type Query { a: Int b: Int }", "safe field-added Query.b" },
    { "type Query { a: Int b: Int }", "type Query { a: Int }", "breaking field-removed Query.b" },
    { "type Query { a: Int @deprecated b: Int }", "type Query { b: Int }", "breaking field-removed Query.a" },
    { "type Query { a: Int }", "type Query { a: Int! }", "safe field-type-changed Query.a" },
    { "type Query { a: Int! }", "type Query { a: Int }", "breaking field-type-changed Query.a" },
    { "type Query { a: [Int] }", "type Query { a: [Int!]! }", "safe field-type-changed Query.a" },
    { "type Query { a: [Int!] }", "type Query { a: [Int] }", "breaking field-type-changed Query.a" },
    { "type Query { a: Int }", "type Query { a: String }", "breaking field-type-changed Query.a" },
    { "interface I { a: Int } type Query implements I { a: Int q: I }",
      "interface I { a: Int } type Query implements I { a: Int q: Query }", "breaking field-type-changed Query.q" },
    { "type Query { \"x\" a: Int }", "type Query { a: Int }", "safe field-description-removed Query.a" },
    { "type Query { a: Int }", "type Query { \"x\" a: Int }", "safe field-description-added Query.a" },
    { "type Query { \"x\" a: Int }", "type Query { \"y\" a: Int }", "safe field-description-changed Query.a" },
    { "type Query { a: Int }", "type Query { a: Int @deprecated }",
      "safe field-deprecation-added Query.a; safe field-deprecation-reason-added Query.a; "
      "safe directive-usage-field-definition-added Query.a.deprecated" },
    { "type Query { a: Int @deprecated(reason: \"x\") }", "type Query { a: Int }",
      "dangerous field-deprecation-removed Query.a; safe field-deprecation-reason-removed Query.a; "
      "safe directive-usage-field-definition-removed Query.a.deprecated" },
    { "type Query { a: Int @deprecated(reason: \"x\") }", "type Query { a: Int @deprecated(reason: \"y\") }",
      "safe field-deprecation-reason-changed Query.a" },
};

static void fields_come_go_and_change(void **state)
{
    (void)state;
    check_cases(fields, ARRAY_LEN(fields), NULL);
}

static const struct diff_case arguments[] = {
    { "type Query { a: Int }", "type Query { a(b: Int): Int }", "dangerous field-argument-added Query.a.b" },
    { "type Query { a: Int }", "type Query { a(b: Int!): Int }", "breaking field-argument-added Query.a.b" },
    { "type Query { a: Int }", "type Query { a(b: Int! = 1): Int }", "dangerous field-argument-added Query.a.b" },
    { "type Query { a(b: Int): Int }", "type Query { a: Int }", "breaking field-argument-removed Query.a.b" },
    { "type Query { a(b: Int): Int }", "type Query { a(b: Int!): Int }",
      "breaking field-argument-type-changed Query.a.b" },
    { "type Query { a(b: Int!): Int }", "type Query { a(b: Int): Int }",
      "safe field-argument-type-changed Query.a.b" },
    { "type Query { a(b: Int): Int }", "type Query { a(b: [Int]): Int }",
      "breaking field-argument-type-changed Query.a.b" },
    { "type Query { a(b: Int = 1): Int }", "type Query { a(b: Int = 2): Int }",
      "dangerous field-argument-default-changed Query.a.b" },
    { "type Query { a(b: Int): Int }", "type Query { a(b: Int = 2): Int }",
      "dangerous field-argument-default-changed Query.a.b" },
    { "type Query { a(b: Int = 1): Int }", "type Query { a(b: Int): Int }",
      "dangerous field-argument-default-changed Query.a.b" },
    { "type Query { a(b: [Int] = [1, 2]): Int }", "type Query { a(b: [Int] = [1,2]): Int }", "" },
    { "type Query { a(\"x\" b: Int): Int }", "type Query { a(\"y\" b: Int): Int }",
      "safe field-argument-description-changed Query.a.b" },
};

static void arguments_come_go_and_change(void **state)
{
    (void)state;
    check_cases(arguments, ARRAY_LEN(arguments), NULL);
}

static const struct diff_case members[] = {
    { "type Query { a: E } enum E { A }", "type Query { a: E } enum E { A B }", "dangerous enum-value-added E.B" },
    { "type Query { a: E } enum E { A B }", "type Query { a: E } enum E { B }", "breaking enum-value-removed E.A" },
    { "type Query { a: E } enum E { \"x\" A }", "type Query { a: E } enum E { A }",
      "safe enum-value-description-changed E.A" },
    { "type Query { a: E } enum E { A }", "type Query { a: E } enum E { A @deprecated }",
      "safe enum-value-deprecation-reason-added E.A; safe directive-usage-enum-value-added E.A.deprecated" },
    { "type Query { a: E } enum E { A @deprecated(reason: \"x\") }", "type Query { a: E } enum E { A }",
      "safe enum-value-deprecation-reason-removed E.A; safe directive-usage-enum-value-removed E.A.deprecated" },
    { "type Query { a: E } enum E { A @deprecated(reason: \"x\") }",
      "type Query { a: E } enum E { A @deprecated(reason: \"y\") }",
      "safe enum-value-deprecation-reason-changed E.A" },
    { "type Query { a: U } type A { a: Int } type B { a: Int } union U = A",
      "type Query { a: U } type A { a: Int } type B { a: Int } union U = A | B", "dangerous union-member-added U" },
    { "type Query { a: U } type A { a: Int } type B { a: Int } union U = A | B",
      "type Query { a: U } type A { a: Int } type B { a: Int } union U = B", "breaking union-member-removed U" },
    { "type Query { a: Int } interface I { a: Int }", "type Query implements I { a: Int } interface I { a: Int }",
      "dangerous object-type-interface-added Query" },
    { "type Query implements I { a: Int } interface I { a: Int }", "type Query { a: Int } interface I { a: Int }",
      "breaking object-type-interface-removed Query" },
    { "type Query { a: J } interface I { a: Int } interface J { a: Int }",
      "type Query { a: J } interface I { a: Int } interface J implements I { a: Int }",
      "dangerous interface-type-interface-added J" },
    { "type Query { a: J } interface I { a: Int } interface J implements I { a: Int }",
      "type Query { a: J } interface I { a: Int } interface J { a: Int }",
      "breaking interface-type-interface-removed J" },
    { "type Query { a(b: I): Int } input I { a: Int }", "type Query { a(b: I): Int } input I { a: Int b: Int }",
      "dangerous input-field-added I.b" },
    { "type Query { a(b: I): Int } input I { a: Int }", "type Query { a(b: I): Int } input I { a: Int b: Int! }",
      "breaking input-field-added I.b" },
    { "type Query { a(b: I): Int } input I { a: Int }", "type Query { a(b: I): Int } input I { a: Int b: Int! = 1 }",
      "dangerous input-field-added I.b" },
    { "type Query { a(b: I): Int } input I { a: Int b: Int }", "type Query { a(b: I): Int } input I { a: Int }",
      "breaking input-field-removed I.b" },
    { "type Query { a(b: I): Int } input I { a: Int }", "type Query { a(b: I): Int } input I { a: Int! }",
      "breaking input-field-type-changed I.a" },
    { "type Query { a(b: I): Int } input I { a: Int = 1 }", "type Query { a(b: I): Int } input I { a: Int = 2 }",
      "dangerous input-field-default-value-changed I.a" },
    { "type Query { a(b: I): Int } input I { a: Int }", "type Query { a(b: I): Int } input I { \"x\" a: Int }",
      "safe input-field-description-added I.a" },
    { "type Query { a(b: I): Int } input I { \"y\" a: Int }", "type Query { a(b: I): Int } input I { \"x\" a: Int }",
      "safe input-field-description-changed I.a" },
    { "type Query { a(b: I): Int } input I { \"x\" a: Int }", "type Query { a(b: I): Int } input I { a: Int }",
      "safe input-field-description-removed I.a" },
};

static void members_come_go_and_change(void **state)
{
    (void)state;
    check_cases(members, ARRAY_LEN(members), NULL);
}

#define QUERY "type Query { a: Int } "

static const struct diff_case directives[] = {
    { QUERY, QUERY "directive @d on FIELD", "safe directive-added @d" },
    { QUERY "directive @d on FIELD", QUERY, "breaking directive-removed @d" },
    { QUERY "directive @d on FIELD", QUERY "directive @d on FIELD | QUERY", "safe directive-location-added @d" },
    { QUERY "directive @d on FIELD | QUERY", QUERY "directive @d on QUERY",
      "breaking directive-location-removed @d" },
    { QUERY "directive @d on FIELD", QUERY "directive @d repeatable on FIELD", "safe directive-repeatable-added @d" },
    { QUERY "directive @d repeatable on FIELD", QUERY "directive @d on FIELD",
      "breaking directive-repeatable-removed @d" },
    { QUERY "directive @d on FIELD", QUERY "\"x\" directive @d on FIELD", "safe directive-description-changed @d" },
    { QUERY "directive @d on FIELD", QUERY "directive @d(a: Int) on FIELD", "safe directive-argument-added @d" },
    { QUERY "directive @d on FIELD", QUERY "directive @d(a: Int!) on FIELD", "breaking directive-argument-added @d" },
    { QUERY "directive @d(a: Int) on FIELD", QUERY "directive @d on FIELD",
      "breaking directive-argument-removed @d.a" },
    { QUERY "directive @d(a: Int) on FIELD", QUERY "directive @d(a: Int!) on FIELD",
      "breaking directive-argument-type-changed @d.a" },
    { QUERY "directive @d(a: Int!) on FIELD", QUERY "directive @d(a: Int) on FIELD",
      "safe directive-argument-type-changed @d.a" },
    { QUERY "directive @d(a: Int = 1) on FIELD", QUERY "directive @d(a: Int = 2) on FIELD",
      "dangerous directive-argument-default-value-changed @d.a" },
    { QUERY "directive @d(\"x\" a: Int) on FIELD", QUERY "directive @d(\"y\" a: Int) on FIELD",
      "safe directive-argument-description-changed @d.a" },
    { QUERY "directive @d on OBJECT | ENUM | INPUT_OBJECT | SCALAR | UNION | INTERFACE type T { a: Int } "
            "enum E { A } input I { a: Int } scalar S union U = T interface N { a: Int }",
      QUERY "directive @d on OBJECT | ENUM | INPUT_OBJECT | SCALAR | UNION | INTERFACE type T @d { a: Int } "
            "enum E @d { A } input I @d { a: Int } scalar S @d union U @d = T interface N @d { a: Int }",
      "dangerous directive-usage-object-added T.d; dangerous directive-usage-enum-added E.d; "
      "dangerous directive-usage-input-object-added I.d; dangerous directive-usage-scalar-added S.d; "
      "dangerous directive-usage-union-member-added U.d; dangerous directive-usage-interface-added N.d" },
    { "directive @d on FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION | SCHEMA "
      "type Query { a(b: Int @d): Int @d } enum E { A @d } input I { a: Int @d } schema @d { query: Query }",
      "directive @d on FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE | INPUT_FIELD_DEFINITION | SCHEMA "
      "type Query { a(b: Int): Int } enum E { A } input I { a: Int } schema { query: Query }",
      "dangerous directive-usage-field-definition-removed Query.a.d; "
      "dangerous directive-usage-argument-definition-removed Query.a.b.d; "
      "dangerous directive-usage-enum-value-removed E.A.d; "
      "dangerous directive-usage-input-field-definition-removed I.a.d; "
      "dangerous directive-usage-schema-removed Query.d" },
};

static void directives_come_go_and_change(void **state)
{
    (void)state;
    check_cases(directives, ARRAY_LEN(directives), NULL);
}

static const struct diff_case rights[] = {
    { "type Query { a: Int }", "type Query { a: Int @aws_api_key }", "" },
    { "type Query { a: Int }", "type Query { a: Int @aws_iam }",
      "breaking auth-mode-removed Query.a; dangerous auth-mode-added Query.a" },
    { "type Query { a: Int @aws_iam }", "type Query { a: Int }",
      "breaking auth-mode-removed Query.a; dangerous auth-mode-added Query.a" },
    { "type Query { a: Int @aws_iam }", "type Query { a: Int @aws_iam @aws_oidc }",
      "dangerous auth-mode-added Query.a" },
    { "type Query @aws_iam { a: Int }", "type Query { a: Int }",
      "breaking auth-mode-removed Query; dangerous auth-mode-added Query" },
    { "type Query @aws_iam { a: Int }", "type Query { a: Int @aws_iam }",
      "" },
    { "type Query { a: Int @aws_cognito_user_pools }",
      "type Query { a: Int @aws_cognito_user_pools(cognito_groups: [\"A\"]) }",
      "breaking auth-groups-narrowed Query.a" },
    { "type Query { a: Int @aws_cognito_user_pools(cognito_groups: [\"A\", \"B\"]) }",
      "type Query { a: Int @aws_cognito_user_pools(cognito_groups: [\"B\", \"C\"]) @aws_iam }",
      "breaking auth-groups-narrowed Query.a; dangerous auth-mode-added Query.a; "
      "dangerous auth-groups-widened Query.a" },
    { "type Query { a: Int @aws_cognito_user_pools(cognito_groups: [\"A\"]) @aws_iam }",
      "type Query { a: Int @aws_cognito_user_pools }",
      "breaking auth-mode-removed Query.a; dangerous auth-groups-widened Query.a" },
};

static void rights_are_compared_by_their_effect(void **state)
{
    (void)state;
    check_cases(rights, ARRAY_LEN(rights), "API_KEY,AWS_IAM,AMAZON_COGNITO_USER_POOLS,OPENID_CONNECT");
}

static const struct diff_case unknown_modes[] = {
    { "type Query { a: Int }", "type Query { a: Int @aws_api_key }",
      "breaking auth-mode-removed Query.a; dangerous auth-mode-added Query.a" },
    { "type Query { a: Int @aws_api_key }", "type Query { a: Int @aws_api_key @aws_lambda }",
      "dangerous auth-mode-added Query.a" },
};

static void without_modes_the_default_one_is_a_mode_of_its_own(void **state)
{
    (void)state;
    check_cases(unknown_modes, ARRAY_LEN(unknown_modes), NULL);
}

#define API "type Query { a: Int } type Mutation { x: Int y: Int } type Subscription "

static const struct diff_case subscriptions[] = {
    { API "{ s: Int @aws_subscribe(mutations: [\"x\"]) }", API "{ s: Int @aws_subscribe(mutations: [\"x\", \"y\"]) }",
      "dangerous subscribe-mutation-added Subscription.s" },
    { API "{ s: Int @aws_subscribe(mutations: [\"x\", \"y\"]) }", API "{ s: Int @aws_subscribe(mutations: [\"y\"]) }",
      "breaking subscribe-mutation-removed Subscription.s" },
    { API "{ s: Int @aws_subscribe(mutations: [\"x\"]) }", API "{ s: Int }",
      "breaking subscribe-mutation-removed Subscription.s" },
    { API "{ s: Int @aws_subscribe(mutations: [x]) }", API "{ s: Int @aws_subscribe }", "" },
    { API "{ s: Int }", API "{ t: Int }", "safe field-added Subscription.t; breaking field-removed Subscription.s" },
};

static void what_feeds_subscriptions_is_compared(void **state)
{
    (void)state;
    check_cases(subscriptions, ARRAY_LEN(subscriptions), NULL);
}

static str narrowed(const char *before, const char *after, const char *operations)
{
    struct gqlcheck_options options = { .profile = GQL_PROFILE_APPSYNC };
    const struct gql_document *document = findings_parse(&text, "operations", operations);
    const struct gql_schema *old = gqltext_schema(&text, findings_parse(&text, "before", before));
    struct changes changes = diff_schemas(
        &arena, old, gqltext_schema(&text, findings_parse(&text, "after", after)), &options);
    diff_narrow(&changes, coverage_collect(&arena, old, &document, 1));
    return shown(&changes);
}

static void what_no_operation_uses_breaks_nothing(void **state)
{
    const char *before = "type Query { a: Int b(x: Int, y: Int): Int e: E } enum E { A B } type Gone { a: Int }";
    const char *after = "type Query { b: Int e: E } enum E { A }";
    (void)state;
    assert_str(narrowed(before, after, "{ __typename }"),
               "safe field-removed Query.a; safe field-argument-removed Query.b.x; "
               "safe field-argument-removed Query.b.y; safe enum-value-removed E.B; safe type-removed Gone");
    assert_str(narrowed(before, after, "{ a b(y: 1) e }"),
               "breaking field-removed Query.a; safe field-argument-removed Query.b.x; "
               "breaking field-argument-removed Query.b.y; breaking enum-value-removed E.B; safe type-removed Gone");
}

static void changes_are_reported_at_both_places(void **state)
{
    static enum severity severities[RULE_COUNT];
    struct gqlcheck_options options = { .profile = GQL_PROFILE_APPSYNC, .severities = severities };
    struct changes changes = compare("type Query { a: Int b: Int c: E } enum E { A }",
                                     "type Query { a: String b: Int! c: E } enum E { A B }", NULL);
    (void)state;
    severities[RULE_GQL_BREAKING_CHANGE] = SEVERITY_WARNING;
    severities[RULE_GQL_DANGEROUS_CHANGE] = SEVERITY_INFO;
    severities[RULE_GQL_SAFE_CHANGE] = SEVERITY_OFF;
    diff_report(&changes, &options, &text.diags);
    assert_str(findings_text(&text, SEVERITY_INFO), "breaking-change 1:14, dangerous-change 1:50");
    const struct diag *d = text.diags.items[0];
    assert_str(d->message, "\"Query.a\" changed its type from \"Int\" to \"String\" (field-type-changed)");
    assert_int_equal(d->severity, SEVERITY_WARNING);
    assert_str(d->related->source->name, "before");
    assert_string_equal(change_graphql_js(changes.items[0].kind), "FIELD_CHANGED_KIND");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(types_come_and_go, set_up, tear_down),
        cmocka_unit_test_setup_teardown(fields_come_go_and_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(arguments_come_go_and_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(members_come_go_and_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(directives_come_go_and_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rights_are_compared_by_their_effect, set_up, tear_down),
        cmocka_unit_test_setup_teardown(without_modes_the_default_one_is_a_mode_of_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_feeds_subscriptions_is_compared, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_no_operation_uses_breaks_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changes_are_reported_at_both_places, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
