#include "aws/resource.h"

#include "test.h"

static void forms_and_parts_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum aws_resource_form form;
        const char *service, *api, *suffix, *name, *qualifier;
    } cases[] = {
        { "arn:aws:lambda:us-east-1:123456789012:function:Fn", AWS_RESOURCE_FUNCTION, "", "", "",
          "Fn", "" },
        { "arn:aws:lambda:us-east-1:123456789012:function:Fn:live", AWS_RESOURCE_FUNCTION, "", "",
          "", "Fn", "live" },
        { "arn:aws:lambda:::function:${fn}", AWS_RESOURCE_FUNCTION, "", "", "", "${fn}", "" },
        { "arn:aws:states:us-east-1:1:activity:a-task", AWS_RESOURCE_ACTIVITY, "", "", "", "a-task",
          "" },
        { "arn:aws:states:::lambda:invoke", AWS_RESOURCE_OPTIMIZED, "lambda", "invoke", "", "",
          "" },
        { "arn:aws:states:::states:startExecution.sync:2", AWS_RESOURCE_OPTIMIZED, "states",
          "startExecution", ".sync:2", "", "" },
        { "arn:aws:states:::emr-serverless:startJobRun.sync", AWS_RESOURCE_OPTIMIZED,
          "emr-serverless", "startJobRun", ".sync", "", "" },
        { "arn:aws:states:::aws-sdk:s3:getObject", AWS_RESOURCE_SDK, "s3", "getObject", "", "",
          "" },
        { "arn:aws:states:::aws-sdk:sfn:startExecution.waitForTaskToken", AWS_RESOURCE_SDK, "sfn",
          "startExecution", ".waitForTaskToken", "", "" },
        { "arn:aws:sns:us-east-1:123456789012:topic", AWS_RESOURCE_OTHER, "sns", "", "", "", "" },
        { "arn:aws:states:us-east-1:123456789012:stateMachine:m", AWS_RESOURCE_OTHER, "states", "",
          "", "", "" },
        { "lambda:invoke", AWS_RESOURCE_NO_ARN, "", "", "", "", "" },
        { "${Fn.Arn}", AWS_RESOURCE_OPAQUE, "", "", "", "", "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct aws_resource resource = aws_resource_parse(str_from(cases[i].text));
        assert_int_equal(resource.form, cases[i].form);
        assert_str(resource.service, cases[i].service);
        assert_str(resource.api, cases[i].api);
        assert_str(resource.suffix, cases[i].suffix);
        assert_str(resource.name, cases[i].name);
        assert_str(resource.qualifier, cases[i].qualifier);
        if (resource.form != AWS_RESOURCE_NO_ARN)
            assert_int_equal(resource.problem, AWS_RESOURCE_FINE);
    }
}

static void the_general_parts_of_an_arn_are_kept(void **state)
{
    (void)state;
    struct aws_resource resource =
        aws_resource_parse(STR("arn:aws-cn:lambda:cn-north-1:123456789012:function:F"));
    assert_str(resource.partition, "aws-cn");
    assert_str(resource.region, "cn-north-1");
    assert_str(resource.account, "123456789012");
}

static void patterns_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum aws_pattern pattern;
    } cases[] = {
        { "arn:aws:states:::ecs:runTask", AWS_REQUEST_RESPONSE },
        { "arn:aws:states:::ecs:runTask.sync", AWS_SYNC },
        { "arn:aws:states:::ecs:runTask.sync:2", AWS_SYNC_2 },
        { "arn:aws:states:::ecs:runTask.waitForTaskToken", AWS_TASK_TOKEN },
        { "arn:aws:states:::ecs:runTask.async", AWS_PATTERN_UNKNOWN },
        { "arn:aws:states:::ecs:runTask.", AWS_PATTERN_UNKNOWN },
        { "arn:aws:states:::ecs:runTask.sync:3", AWS_PATTERN_UNKNOWN },
        { "arn:aws:states:::ecs:runTask.sync.waitForTaskToken", AWS_PATTERN_UNKNOWN },
        { "arn:aws:states:::ecs:runTask${Pattern}", AWS_PATTERN_UNKNOWN },
        { "arn:aws:states:::ecs:${Api}.sync", AWS_SYNC },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(aws_resource_parse(str_from(cases[i].text)).pattern, cases[i].pattern);
    assert_string_equal(aws_pattern_suffix(AWS_SYNC_2), ".sync:2");
    assert_null(aws_pattern_suffix(AWS_PATTERN_UNKNOWN));
}

static void placeholders_stand_for_anything(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum aws_resource_form form;
    } cases[] = {
        { "${Fn}:live", AWS_RESOURCE_OPAQUE },
        { "$variableName", AWS_RESOURCE_OPAQUE },
        { "arn:${Partition}:states:::elasticmapreduce:addStep.sync", AWS_RESOURCE_OPTIMIZED },
        { "arn:${AWS::Partition}:states:::lambda:invoke", AWS_RESOURCE_OPTIMIZED },
        { "arn:aws:states:::${Api}", AWS_RESOURCE_OPAQUE },
        { "arn:aws:states:::aws-sdk:${Api}", AWS_RESOURCE_OPAQUE },
        { "arn:aws:states:::lambda:${Api}", AWS_RESOURCE_OPTIMIZED },
        { "arn:aws:${Service}:us-east-1:1:function:F", AWS_RESOURCE_OPAQUE },
        { "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Fn}", AWS_RESOURCE_FUNCTION },
        { "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:${Fn}", AWS_RESOURCE_OPAQUE },
        { "arn:aws:states:${AWS::Region}:${AWS::AccountId}:${What}", AWS_RESOURCE_OPAQUE },
        { "arn:aws:lambda:${Rest}", AWS_RESOURCE_OPAQUE },
        { "arn:aws:lambda:r:1:function:${self:custom.${stage}.name}:live", AWS_RESOURCE_FUNCTION },
        { "arn:aws:lambda:r:1:function:${open", AWS_RESOURCE_FUNCTION },
        { "arn:aws:lambda:r:1:function:<your-function>", AWS_RESOURCE_FUNCTION },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct aws_resource resource = aws_resource_parse(str_from(cases[i].text));
        assert_int_equal(resource.form, cases[i].form);
        assert_int_equal(resource.problem, AWS_RESOURCE_FINE);
    }
}

static void wrong_pieces_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum aws_resource_problem problem;
        const char *wrong;
    } cases[] = {
        { "", AWS_RESOURCE_NOT_ARN, "" },
        { "InvalidArn", AWS_RESOURCE_NOT_ARN, "InvalidArn" },
        { "$.fn", AWS_RESOURCE_NOT_ARN, "$.fn" },
        { "$", AWS_RESOURCE_NOT_ARN, "$" },
        { "https://example.com/fn", AWS_RESOURCE_NOT_ARN, "https://example.com/fn" },
        { "arn:aws:lambda:us-east-1:1", AWS_RESOURCE_NOT_ARN, "arn:aws:lambda:us-east-1:1" },
        { "arn:asw:states:::lambda:invoke", AWS_RESOURCE_PARTITION, "asw" },
        { "arn:aws-:states:::lambda:invoke", AWS_RESOURCE_PARTITION, "aws-" },
        { "arn:aws:lambda:r:1:Fn", AWS_RESOURCE_NOT_FUNCTION, "Fn" },
        { "arn:aws:lambda:r:1:layer:Fn", AWS_RESOURCE_NOT_FUNCTION, "layer" },
        { "arn:aws:lambda:r:1:function", AWS_RESOURCE_NAME_MISSING, "" },
        { "arn:aws:lambda:r:1:function:", AWS_RESOURCE_NAME_MISSING, "" },
        { "arn:aws:lambda:r:1:function:a b", AWS_RESOURCE_NAME, "a b" },
        { "arn:aws:lambda:r:1:function:F:", AWS_RESOURCE_QUALIFIER, "" },
        { "arn:aws:lambda:r:1:function:F:$*#$7485", AWS_RESOURCE_QUALIFIER, "$*#$7485" },
        { "arn:aws:lambda:r:1:function:F:1:2:3", AWS_RESOURCE_TOO_LONG, "2:3" },
        { "arn:aws:states:r:1:activity", AWS_RESOURCE_NAME_MISSING, "" },
        { "arn:aws:states:r:1:activity:a:b", AWS_RESOURCE_TOO_LONG, "b" },
        { "arn:aws:states:::", AWS_RESOURCE_SERVICE_MISSING, "" },
        { "arn:aws:states:::lambda", AWS_RESOURCE_API_MISSING, "lambda" },
        { "arn:aws:states:::lambda:", AWS_RESOURCE_API_MISSING, "" },
        { "arn:aws:states:::lambda:.sync", AWS_RESOURCE_API_MISSING, "" },
        { "arn:aws:states:::aws-sdk", AWS_RESOURCE_SERVICE_MISSING, "" },
        { "arn:aws:states:::aws-sdk:s3", AWS_RESOURCE_API_MISSING, "s3" },
        { "arn:aws:states:::aws-sdk:S3:listBuckets", AWS_RESOURCE_SERVICE_FORM, "S3" },
        { "arn:aws:states:::aws-sdk:emr-serverless:startJobRun", AWS_RESOURCE_SERVICE_FORM,
          "emr-serverless" },
        { "arn:aws:states:::aws-sdk:s3:ListBuckets", AWS_RESOURCE_API_FORM, "ListBuckets" },
        { "arn:aws:states:::aws-sdk:s3:list-buckets", AWS_RESOURCE_API_FORM, "list-buckets" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct aws_resource resource = aws_resource_parse(str_from(cases[i].text));
        assert_int_equal(resource.problem, cases[i].problem);
        assert_str(resource.wrong, cases[i].wrong);
        assert_true(resource.wrong.at >= resource.text.at);
        assert_true(resource.wrong.at + resource.wrong.len <= resource.text.at + resource.text.len);
    }
}

static void versions_and_aliases_are_qualifiers(void **state)
{
    (void)state;
    static const char *const qualifiers[] = { "$LATEST", "$LATEST.PUBLISHED", "7", "live",
                                              "AZaz12-_" };
    for (size_t i = 0; i < ARRAY_LEN(qualifiers); i++) {
        char text[100] = "arn:aws:lambda:region-1:1234567890:function:FUNCTION_NAME:";
        strncat(text, qualifiers[i], 20);
        struct aws_resource resource = aws_resource_parse(str_from(text));
        assert_int_equal(resource.problem, AWS_RESOURCE_FINE);
        assert_str(resource.qualifier, qualifiers[i]);
    }
}

static void regions_lie_in_partitions(void **state)
{
    (void)state;
    assert_str(aws_region_partition(STR("eu-central-1")), "aws");
    assert_str(aws_region_partition(STR("cn-northwest-1")), "aws-cn");
    assert_str(aws_region_partition(STR("us-gov-west-1")), "aws-us-gov");
    assert_str(aws_region_partition(STR("us-isob-east-1")), "aws-iso-b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_and_parts_are_found),
        cmocka_unit_test(the_general_parts_of_an_arn_are_kept),
        cmocka_unit_test(patterns_are_told_apart),
        cmocka_unit_test(placeholders_stand_for_anything),
        cmocka_unit_test(wrong_pieces_are_named),
        cmocka_unit_test(versions_and_aliases_are_qualifiers),
        cmocka_unit_test(regions_lie_in_partitions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
