#include "gqlcheck/matrix.h"

#include "test.h"

#include "gqltext.h"
#include "memory.h"

static const char sdl[] =
    "type Query { a: T! @aws_iam b: T @aws_cognito_user_pools(cognito_groups: [\"A\", \"B\"]) c: Int }\n"
    "type T @aws_iam @aws_cognito_user_pools { id: ID! g: Int @aws_cognito_user_pools(cognito_groups: [\"B\", \"C\"]) }\n"
    "type Subscription { s: Int @aws_lambda }\n";

static str printed(struct arena *arena, const char *schema, const char *modes_text, enum matrix_format format)
{
    struct gqltext text;
    struct gqlcheck_modes modes;
    struct buf out;
    str wrong;
    gqltext_begin(&text, arena, GQL_PROFILE_APPSYNC);
    assert_true(gqlcheck_modes_parse(str_from(modes_text), &modes, &wrong));
    const struct gql_schema *model = gqltext_schema(&text, gqltext_parse(&text, "x", str_from(schema)));
    buf_init(&out, arena);
    matrix_print(&out, auth_create(arena, model, &modes), format);
    return buf_text(&out);
}

static void a_table_shows_who_reaches_each_field(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    assert_str(printed(&arena, sdl, "API_KEY,AWS_IAM,AMAZON_COGNITO_USER_POOLS", MATRIX_TABLE),
               "field           API_KEY  AWS_IAM  AMAZON_COGNITO_USER_POOLS\n"
               "Query.a         -        yes      -\n"
               "Query.b         -        -        A, B\n"
               "Query.c         yes      -        -\n"
               "Subscription.s  -        -        -\n"
               "T.id            -        yes      A, B\n"
               "T.g             -        -        B\n");
    assert_str(printed(&arena, "type Query { a: Int }", "AWS_LAMBDA", MATRIX_MARKDOWN),
               "| field | AWS_LAMBDA |\n| --- | --- |\n| `Query.a` | yes |\n");
    assert_str(printed(&arena, "type Query { a: Int @aws_cognito_user_pools(cognito_groups: [\"A\"]) }",
                       "AMAZON_COGNITO_USER_POOLS", MATRIX_JSON),
               "{\n  \"version\": 1,\n  \"default\": \"AMAZON_COGNITO_USER_POOLS\",\n  \"rows\": [\n    {\n"
               "      \"type\": \"Query\",\n      \"field\": \"a\",\n      \"modes\": {\n"
               "        \"AMAZON_COGNITO_USER_POOLS\": [\n          \"A\"\n        ]\n      }\n    }\n  ]\n}\n");
    arena_finish(&arena);
}

static void formats_and_modes_have_names(void **state)
{
    (void)state;
    enum matrix_format format;
    struct gqlcheck_modes modes;
    str wrong;
    assert_true(matrix_format_parse(STR("json"), &format) && format == MATRIX_JSON);
    assert_false(matrix_format_parse(STR("xml"), &format));
    assert_true(gqlcheck_modes_parse(STR("AWS_IAM,API_KEY"), &modes, &wrong));
    assert_int_equal(modes.first, GQLCHECK_IAM);
    assert_int_equal(modes.all, 1u << GQLCHECK_IAM | 1u << GQLCHECK_API_KEY);
    assert_false(gqlcheck_modes_parse(STR("AWS_IAM,KEY"), &modes, &wrong));
    assert_str(wrong, "KEY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_shows_who_reaches_each_field),
        cmocka_unit_test(formats_and_modes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
