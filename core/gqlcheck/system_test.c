/* The rules of the type system, in the words of graphql-js validateSchema: what holds between types. */
#include "gqlcheck/gqlcheck.h"

#include "test.h"

#include "gqlcheck/findings.h"

static const struct finding_case roots[] = {
    { "type T { a: Int }", NULL, "validate-schema 1:1" },
    { "schema { mutation: M } type M { a: Int }", NULL, "validate-schema 1:1" },
    { "input Query { a: Int }", NULL, "validate-schema 1:1" },
    { "schema { query: Q } union Q = T type T { a: Int }", NULL, "validate-schema 1:17" },
    { "schema { query: Q mutation: Q } type Q { a: Int }", NULL, "" },
    { "type Query { a: Int } interface Mutation { a: Int }", NULL, "validate-schema 1:23" },
    { "schema { query: Q } type Q { a: Int } extend schema { subscription: E } enum E { A }", NULL,
      "validate-schema 1:69" },
};

static void the_roots_are_different_object_types(void **state)
{
    (void)state;
    assert_finding_cases(roots, ARRAY_LEN(roots), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case names[] = {
    { "type Query { a: Int } type __T { a: Int }", NULL, "validate-schema 1:23, unreachable-type 1:28" },
    { "type Query { __a: Int }", NULL, "validate-schema 1:14" },
    { "type Query { a(__b: Int): Int }", NULL, "validate-schema 1:16" },
    { "type Query { a: E } enum E { __A }", NULL, "validate-schema 1:30" },
    { "type Query { a(b: I): Int } input I { __a: Int }", NULL, "validate-schema 1:39" },
    { "type Query { a: Int } directive @__d on FIELD", NULL, "validate-schema 1:23" },
    { "type Query { a: Int } directive @d(__a: Int) on FIELD", NULL, "validate-schema 1:36" },
};

static void names_with_two_underscores_are_reserved(void **state)
{
    (void)state;
    assert_finding_cases(names, ARRAY_LEN(names), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case members[] = {
    { "type Query { a: Int } type T", NULL, "validate-schema 1:23, unreachable-type 1:28" },
    { "type Query { a: Int } interface T", NULL, "validate-schema 1:23, unreachable-type 1:33" },
    { "type Query { a: Int } union T", NULL, "validate-schema 1:23, unreachable-type 1:29" },
    { "type Query { a: Int } enum T", NULL, "validate-schema 1:23, unreachable-type 1:28" },
    { "type Query { a: Int } input T", NULL, "validate-schema 1:23, unreachable-type 1:29" },
    { "type Query { a: Int } union U = Query | Query", NULL, "unreachable-type 1:29, validate-schema 1:33" },
    { "type Query { a: Int } union U = Query | Int | E enum E { A }", NULL,
      "unreachable-type 1:29, validate-schema 1:41, validate-schema 1:47, unreachable-type 1:54" },
    { "type Query { a: Int } extend union U = Query | I interface I { a: Int } union U = Query", NULL,
      "validate-schema 1:48, unreachable-type 1:60, unreachable-type 1:79, validate-schema 1:83" },
    { "type Query { a: I } input I { a: Int }", NULL, "validate-schema 1:17" },
    { "type Query { a(b: Query): Int }", NULL, "validate-schema 1:19" },
    { "type Query { a(b: I): Int } input I { a: [Query!] }", NULL, "validate-schema 1:42" },
    { "type Query { a: Int } directive @d(a: Query) on FIELD", NULL, "validate-schema 1:36" },
};

static void types_have_members_of_the_right_kind(void **state)
{
    (void)state;
    assert_finding_cases(members, ARRAY_LEN(members), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case deprecations[] = {
    { "type Query { a(b: Int! @deprecated): Int }", NULL, "validate-schema 1:24, deprecated-without-reason 1:24" },
    { "type Query { a(b: Int! = 1 @deprecated(reason: \"x\")): Int }", NULL, "" },
    { "type Query { a(b: I): Int } input I { a: Int! @deprecated b: Int @deprecated(reason: \"x\") }", NULL,
      "validate-schema 1:47, deprecated-without-reason 1:47" },
    { "type Query { a: Int } directive @d(a: Int! @deprecated) on FIELD", NULL,
      "validate-schema 1:44, deprecated-without-reason 1:44" },
};

static void what_is_required_cannot_be_deprecated(void **state)
{
    (void)state;
    assert_finding_cases(deprecations, ARRAY_LEN(deprecations), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case one_ofs[] = {
    { "type Query { a(b: I): Int } input I @oneOf { a: Int b: String }", NULL, "" },
    { "type Query { a(b: I): Int } input I @oneOf { a: Int! b: String = \"x\" }", NULL,
      "validate-schema 1:49, validate-schema 1:54" },
};

static void fields_of_one_of_can_be_left_out(void **state)
{
    (void)state;
    assert_finding_cases(one_ofs, ARRAY_LEN(one_ofs), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case interfaces[] = {
    { "type Query implements I { a: Int } interface I { a: Int }", NULL, "" },
    { "type Query implements I { a: Int } interface I { a: Int b: Int }", NULL, "validate-schema 1:57" },
    { "type Query implements I & I { a: Int } interface I { a: Int }", NULL, "validate-schema 1:23" },
    { "type Query implements T { a: Int } type T { a: Int }", NULL, "validate-schema 1:23" },
    { "type Query { a: I } interface I implements I { a: Int }", NULL, "validate-schema 1:44" },
    { "type Query { a: I } interface I implements J { a: Int } interface J implements I { a: Int }", NULL,
      "validate-schema 1:44, validate-schema 1:80" },
    { "type Query implements I { a: Int } interface I implements J { a: Int } interface J { a: Int }", NULL,
      "validate-schema 1:59" },
    { "type Query implements I { a: String } interface I { a: Int }", NULL, "validate-schema 1:56" },
    { "type Query implements I { a: Int! } interface I { a: Int }", NULL, "" },
    { "type Query implements I { a: Int } interface I { a: Int! }", NULL, "validate-schema 1:53" },
    { "type Query implements I { a: [Query!]! } interface I { a: [I] }", NULL, "" },
    { "type Query implements I { a: Query } interface I { a: [I] }", NULL, "validate-schema 1:55" },
    { "type Query implements I { a: Query } union U = Query interface I { a: U }", NULL, "" },
    { "type Query implements I { a: U } union U = Query interface I { a: Query }", NULL, "validate-schema 1:67" },
    { "type Query implements I { a: Int } interface I { a(b: Int): Int }", NULL, "validate-schema 1:52" },
    { "type Query implements I { a(b: String): Int } interface I { a(b: Int): Int }", NULL, "validate-schema 1:66" },
    { "type Query implements I { a(b: Int, c: Int!): Int } interface I { a(b: Int): Int }", NULL,
      "validate-schema 1:37" },
    { "type Query implements I { a(b: Int, c: Int! = 1): Int } interface I { a(b: Int): Int }", NULL, "" },
    { "type Query { a: Int } extend type Query implements I interface I { b: Int }", NULL, "validate-schema 1:68" },
    { "type Query implements I { a: Int @deprecated(reason: \"x\") } interface I { a: Int }", NULL, "" },
};

static void types_keep_what_their_interfaces_promise(void **state)
{
    (void)state;
    assert_finding_cases(interfaces, ARRAY_LEN(interfaces), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case cycles[] = {
    { "type Query { a(b: I): Int } input I { a: I }", NULL, "" },
    { "type Query { a(b: I): Int } input I { a: [I!]! }", NULL, "" },
    { "type Query { a(b: I): Int } input I { a: I! }", NULL, "validate-schema 1:39" },
    { "type Query { a(b: A): Int } input A { b: B! } input B { c: C! d: C! } input C { a: A! }", NULL,
      "validate-schema 1:39" },
    { "type Query { a(b: A): Int } input A { b: A = {} }", NULL, "" },
    { "type Query { a(b: A): Int } input A { b: B = {} c: Int = 1 } input B { a: A = {c: 2} }", NULL, "" },
    { "type Query { a(b: A): Int } input A { b: A = {b: null} }", NULL, "" },
    { "type Query { a: Int } directive @d(a: Int @d) on ARGUMENT_DEFINITION", NULL, "" },
};

static void inputs_cannot_need_themselves(void **state)
{
    (void)state;
    assert_finding_cases(cycles, ARRAY_LEN(cycles), GQL_PROFILE_GRAPHQL);
}

static const struct finding_case values[] = {
    { "type Query { a(b: Int = 2147483647, c: Int = -2147483648): Int }", NULL, "" },
    { "type Query { a(b: Int = 2147483648, c: Int = -2147483649): Int }", NULL,
      "default-value-type 1:25, default-value-type 1:46" },
    { "type Query { a(b: Int = 1.0, c: Int = \"1\", d: Int = true, e: Int = A, f: Int = []): Int }", NULL,
      "default-value-type 1:25, default-value-type 1:39, default-value-type 1:53, default-value-type 1:68, "
      "default-value-type 1:80" },
    { "type Query { a(b: Float = 1, c: Float = 1e400, d: Float = \"1\"): Int }", NULL, "default-value-type 1:59" },
    { "type Query { a(b: String = 1, c: String = \"\", d: String = \"\"\"x\"\"\"): Int }", NULL,
      "default-value-type 1:28" },
    { "type Query { a(b: Boolean = 1, c: Boolean = true, d: ID = 1, e: ID = \"1\", f: ID = 1.5): Int }", NULL,
      "default-value-type 1:29, default-value-type 1:83" },
    { "type Query { a(b: E = A, c: E = B, d: E = \"A\", e: E = true): Int } enum E { A }", NULL,
      "default-value-type 1:33, default-value-type 1:43, default-value-type 1:55" },
    { "type Query { a(b: [Int!]! = null, c: [Int!] = [1, null], d: [Int] = 1, e: [[Int]] = [1, [2]]): Int }", NULL,
      "default-value-type 1:29, default-value-type 1:51" },
    { "type Query { a(b: I = {}, c: I = {a: 1, b: 2}, d: I = 1, e: I = {a: \"x\"}): Int } input I { a: Int! }", NULL,
      "default-value-type 1:23, default-value-type 1:41, default-value-type 1:55, default-value-type 1:69" },
    { "type Query { a(b: O = {a: 1}, c: O = {}, d: O = {a: 1, b: 2}, e: O = {a: null}): Int } "
      "input O @oneOf { a: Int b: Int }", NULL,
      "default-value-type 1:38, default-value-type 1:49, default-value-type 1:70" },
    { "type Query { a(b: S = {x: [1, true, null, E]}, c: S = 1.5): Int } scalar S", NULL, "" },
    { "type Query @d(a: 1, b: [2]) { a: Int @d(a: \"x\") } directive @d(a: Int, b: [String]) on OBJECT | "
      "FIELD_DEFINITION", NULL, "directive-argument-type 1:25, directive-argument-type 1:44" },
};

static void values_fit_their_types(void **state)
{
    (void)state;
    assert_finding_cases(values, ARRAY_LEN(values), GQL_PROFILE_GRAPHQL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_roots_are_different_object_types),
        cmocka_unit_test(names_with_two_underscores_are_reserved),
        cmocka_unit_test(types_have_members_of_the_right_kind),
        cmocka_unit_test(what_is_required_cannot_be_deprecated),
        cmocka_unit_test(fields_of_one_of_can_be_left_out),
        cmocka_unit_test(types_keep_what_their_interfaces_promise),
        cmocka_unit_test(inputs_cannot_need_themselves),
        cmocka_unit_test(values_fit_their_types),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
