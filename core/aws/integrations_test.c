#include "aws/integrations.h"

#include "test.h"

static struct aws_shape shape_of(const char *text)
{
    struct aws_resource resource = aws_resource_parse(str_from(text));
    struct aws_shape shape;
    assert_true(aws_shape_find(&resource, &shape));
    return shape;
}

static void rows_are_sorted_and_their_models_exist(void **state)
{
    (void)state;
    size_t count;
    const struct aws_integration *rows = aws_integrations(&count);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            int order = str_compare(rows[i - 1].service, rows[i].service);
            assert_true(order < 0 || (order == 0 && str_compare(rows[i - 1].api, rows[i].api) < 0));
        }
        assert_ptr_equal(aws_integration_find(rows[i].service, rows[i].api), &rows[i]);
        assert_true(aws_integration_supports(&rows[i], AWS_REQUEST_RESPONSE));
        if (!rows[i].model_service)
            continue;
        const struct aws_service *service = aws_service_find(str_from(rows[i].model_service));
        struct aws_api api;
        assert_non_null(service);
        assert_true(aws_api_find(service, str_from(rows[i].model_api), &api));
    }
}

/* The first name of each alternative of `required`. */
static void required_members_are_members(void **state)
{
    (void)state;
    size_t count;
    const struct aws_integration *rows = aws_integrations(&count);
    for (size_t i = 0; i < count; i++) {
        struct aws_resource resource = { .form = AWS_RESOURCE_OPTIMIZED,
                                         .service = rows[i].service,
                                         .api = rows[i].api };
        struct aws_shape shape;
        assert_true(aws_shape_find(&resource, &shape));
        str rest = str_from(rows[i].required), entry, name, spelling;
        while (rest.len && str_split(&rest, '|', &entry)) {
            while (entry.len && str_split(&entry, '/', &name)) {
                str first;
                str_split(&name, '.', &first);
                assert_int_equal(aws_input_match(&shape, first, &spelling), AWS_MATCH);
            }
        }
    }
}

static void patterns_follow_the_table(void **state)
{
    (void)state;
    static const struct {
        const char *service, *api;
        enum aws_pattern pattern;
        bool supported;
    } cases[] = {
        { "lambda", "invoke", AWS_TASK_TOKEN, true },
        { "lambda", "invoke", AWS_SYNC, false },
        { "states", "startExecution", AWS_SYNC_2, true },
        { "ecs", "runTask", AWS_SYNC_2, false },
        { "ecs", "runTask", AWS_SYNC, true },
        { "glue", "startJobRun", AWS_TASK_TOKEN, false },
        { "http", "invoke", AWS_SYNC, false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct aws_integration *row =
            aws_integration_find(str_from(cases[i].service), str_from(cases[i].api));
        assert_non_null(row);
        assert_int_equal(aws_integration_supports(row, cases[i].pattern), cases[i].supported);
    }
}

static void unknown_names_are_not_found(void **state)
{
    (void)state;
    size_t count;
    assert_null(aws_integration_find(STR("dynamodb"), STR("query")));
    assert_null(aws_integration_find(STR("zzz"), STR("invoke")));
    assert_null(aws_integrations_of(STR("snss"), &count));
    assert_int_equal(count, 0);
    assert_non_null(aws_integrations_of(STR("dynamodb"), &count));
    assert_int_equal(count, 4);
    static const char *const resources[] = {
        "arn:aws:states:::dynamodb:query",        "arn:aws:states:::${s}:query",
        "arn:aws:states:::aws-sdk:nothing:query", "arn:aws:states:::aws-sdk:dynamodb:nothing",
        "arn:aws:lambda:r:1:function:F",
    };
    for (size_t i = 0; i < ARRAY_LEN(resources); i++) {
        struct aws_resource resource = aws_resource_parse(str_from(resources[i]));
        struct aws_shape shape;
        assert_false(aws_shape_find(&resource, &shape));
    }
}

static void inputs_match_by_name_case_and_acronym(void **state)
{
    (void)state;
    static const struct {
        const char *resource, *name;
        enum aws_match match;
        const char *spelling;
    } cases[] = {
        { "arn:aws:states:::dynamodb:putItem", "TableName", AWS_MATCH, "TableName" },
        { "arn:aws:states:::dynamodb:putItem", "Tablename", AWS_MATCH_CASE, "TableName" },
        { "arn:aws:states:::dynamodb:putItem", "Table", AWS_MATCH_NONE, NULL },
        { "arn:aws:states:::aws-sdk:dynamodb:query", "tableName", AWS_MATCH_CASE, "TableName" },
        { "arn:aws:states:::aws-sdk:rds:createDBSnapshot", "DbSnapshotIdentifier", AWS_MATCH,
          "DBSnapshotIdentifier" },
        { "arn:aws:states:::http:invoke", "Transform", AWS_MATCH, "Transform" },
        { "arn:aws:states:::http:invoke", "transform", AWS_MATCH_CASE, "Transform" },
        { "arn:aws:states:::bedrock:invokeModel", "Input", AWS_MATCH, "Input" },
        { "arn:aws:states:::bedrock:invokeModel", "ModelId", AWS_MATCH, "ModelId" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct aws_shape shape = shape_of(cases[i].resource);
        str spelling = STR("");
        assert_int_equal(aws_input_match(&shape, str_from(cases[i].name), &spelling),
                         cases[i].match);
        if (cases[i].spelling)
            assert_str(spelling, cases[i].spelling);
    }
}

static void outputs_match_where_they_are_known(void **state)
{
    (void)state;
    static const struct {
        const char *resource, *name;
        bool known;
        enum aws_match match;
    } cases[] = {
        { "arn:aws:states:::lambda:invoke", "Payload", true, AWS_MATCH },
        { "arn:aws:states:::lambda:invoke", "payload", true, AWS_MATCH_CASE },
        { "arn:aws:states:::lambda:invoke", "SdkHttpMetadata", true, AWS_MATCH },
        { "arn:aws:states:::http:invoke", "ResponseBody", true, AWS_MATCH },
        { "arn:aws:states:::http:invoke", "Body", true, AWS_MATCH_NONE },
        { "arn:aws:states:::eks:call", "ResponseBody", false, AWS_MATCH_NONE },
        { "arn:aws:states:::athena:stopQueryExecution", "x", false, AWS_MATCH_NONE },
        { "arn:aws:states:::aws-sdk:s3:getObject", "Body", true, AWS_MATCH },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct aws_shape shape = shape_of(cases[i].resource);
        str spelling;
        assert_int_equal(aws_outputs_are_known(&shape), cases[i].known);
        assert_int_equal(aws_output_match(&shape, str_from(cases[i].name), &spelling),
                         cases[i].match);
    }
}

static void names_are_listed_up_to_the_capacity(void **state)
{
    (void)state;
    str names[64];
    struct aws_shape invoke = shape_of("arn:aws:states:::http:invoke");
    assert_int_equal(aws_input_names(&invoke, names, ARRAY_LEN(names)), 8);
    assert_str(names[7], "Transform");
    assert_int_equal(aws_output_names(&invoke, names, 2), 2);
    struct aws_shape model = shape_of("arn:aws:states:::bedrock:invokeModel");
    assert_int_equal(aws_input_names(&model, names, 1), 1);
    assert_int_equal(aws_output_names(&model, names, ARRAY_LEN(names)), 0);
    struct aws_shape put = shape_of("arn:aws:states:::dynamodb:putItem");
    assert_int_equal(aws_output_names(&put, names, ARRAY_LEN(names)), 3);
}

static void other_names_of_services_are_known(void **state)
{
    (void)state;
    assert_str(aws_sdk_alias(STR("events")), "eventbridge");
    assert_str(aws_sdk_alias(STR("dynamodb")), "");
    static const char *const wrong[] = { "events", "logs", "states", "stepfunctions",
                                         "elasticmapreduce" };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        assert_null(aws_service_find(str_from(wrong[i])));
        assert_non_null(aws_service_find(aws_sdk_alias(str_from(wrong[i]))));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_sorted_and_their_models_exist),
        cmocka_unit_test(required_members_are_members),
        cmocka_unit_test(patterns_follow_the_table),
        cmocka_unit_test(unknown_names_are_not_found),
        cmocka_unit_test(inputs_match_by_name_case_and_acronym),
        cmocka_unit_test(outputs_match_where_they_are_known),
        cmocka_unit_test(names_are_listed_up_to_the_capacity),
        cmocka_unit_test(other_names_of_services_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
