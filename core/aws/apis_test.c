#include "aws/apis.h"

#include "test.h"

static struct aws_api find(const char *service_name, const char *api_name)
{
    const struct aws_service *service = aws_service_find(str_from(service_name));
    assert_non_null(service);
    struct aws_api api;
    assert_true(aws_api_find(service, str_from(api_name), &api));
    return api;
}

static void services_are_found_by_name(void **state)
{
    (void)state;
    assert_str(aws_service_id(aws_service_find(STR("dynamodb"))), "DynamoDB");
    assert_str(aws_service_id(aws_service_find(STR("emrserverless"))), "EMR Serverless");
    assert_non_null(aws_service_find(STR("accessanalyzer")));
    assert_non_null(aws_service_find(STR("xray")));
    assert_null(aws_service_find(STR("")));
    assert_null(aws_service_find(STR("aaa")));
    assert_null(aws_service_find(STR("zzz")));
    assert_null(aws_service_find(STR("DynamoDB")));
}

static void services_and_their_apis_are_sorted(void **state)
{
    (void)state;
    size_t apis = 0;
    for (size_t i = 0; i < aws_service_count(); i++) {
        const struct aws_service *service = aws_service_at(i);
        if (i > 0)
            assert_true(str_compare(aws_service_name(aws_service_at(i - 1)),
                                    aws_service_name(service)) < 0);
        assert_ptr_equal(aws_service_find(aws_service_name(service)), service);
        size_t count = aws_api_count(service);
        assert_true(count > 0);
        for (size_t k = 1; k < count; k++)
            assert_true(str_compare(aws_api_at(service, k - 1).name, aws_api_at(service, k).name) <
                        0);
        apis += count;
    }
    assert_true(aws_service_count() > 400);
    assert_true(apis > 18000);
}

static void every_api_of_a_service_is_found(void **state)
{
    (void)state;
    const struct aws_service *service = aws_service_find(STR("ec2"));
    for (size_t i = 0; i < aws_api_count(service); i++) {
        struct aws_api api = aws_api_at(service, i), found;
        assert_true(aws_api_find(service, api.name, &found));
        assert_ptr_equal(found.inputs.numbers, api.inputs.numbers);
    }
    struct aws_api api;
    assert_false(aws_api_find(service, STR("describeNothing"), &api));
    assert_false(aws_api_find(service, STR(""), &api));
    assert_false(aws_api_find(service, STR("zzz"), &api));
}

static void members_have_kinds_and_marks(void **state)
{
    (void)state;
    struct aws_api api = find("dynamodb", "putItem");
    struct aws_member member;
    assert_true(aws_member_find(api.inputs, STR("TableName"), &member));
    assert_int_equal(member.kind, AWS_STRING);
    assert_true(member.is_required);
    assert_true(aws_member_find(api.inputs, STR("Item"), &member));
    assert_int_equal(member.kind, AWS_MAP);
    assert_true(aws_member_find(api.inputs, STR("ReturnValues"), &member));
    assert_false(member.is_required);
    assert_true(aws_member_find(api.outputs, STR("ConsumedCapacity"), &member));
    assert_int_equal(member.kind, AWS_OBJECT);
    assert_false(aws_member_find(api.outputs, STR("TableName"), &member));
}

static void members_are_found_in_any_case(void **state)
{
    (void)state;
    struct aws_member member;
    assert_true(aws_member_find(find("rds", "createDBInstance").inputs, STR("DbInstanceIdentifier"),
                                &member));
    assert_str(member.name, "DBInstanceIdentifier");
}

static void an_api_may_take_or_give_nothing(void **state)
{
    (void)state;
    assert_int_equal(find("athena", "stopQueryExecution").outputs.count, 0);
    struct aws_member member;
    assert_false(aws_member_find(find("athena", "stopQueryExecution").outputs, STR("x"), &member));
}

static void answers_are_known_to_the_last_member(void **state)
{
    (void)state;
    struct aws_type type;
    struct aws_field field;
    struct aws_api api = find("eventbridge", "putEvents");
    assert_true(aws_answer_type(&api, &type));
    assert_int_equal(type.kind, AWS_OBJECT);
    assert_int_equal(aws_field_count(type), 2);
    assert_str(aws_field_at(type, 0).name, "FailedEntryCount");
    assert_true(aws_field_find(type, STR("Entries"), &field));
    assert_false(field.is_required);
    assert_int_equal(field.type.kind, AWS_LIST);
    assert_int_equal(aws_element_type(field.type).kind, AWS_OBJECT);
    assert_true(aws_field_find(aws_element_type(field.type), STR("EventId"), &field));
    assert_true(aws_type_allows(field.type, STR("whatever")));
    assert_false(aws_field_find(type, STR("entries"), &field));

    api = find("sfn", "startExecution");
    assert_true(aws_answer_type(&api, &type));
    assert_true(aws_field_find(type, STR("ExecutionArn"), &field));
    assert_true(field.is_required);
    api = find("xray", "getGroup");
    assert_false(aws_answer_type(&api, &type));
}

static void scalars_of_answers_have_bounds_and_choices(void **state)
{
    (void)state;
    struct aws_type type;
    struct aws_field field;
    struct aws_api api = find("kms", "encrypt");
    assert_true(aws_answer_type(&api, &type));
    assert_true(aws_field_find(type, STR("CiphertextBlob"), &field));
    assert_int_equal(field.type.kind, AWS_BYTES);
    assert_true(aws_type_range(field.type).min == 1);
    assert_true(aws_type_range(field.type).max == 6144);
    assert_true(aws_field_find(type, STR("EncryptionAlgorithm"), &field));
    assert_int_equal(field.type.kind, AWS_STRING);
    assert_true(aws_type_allows(field.type, STR("SYMMETRIC_DEFAULT")));
    assert_true(aws_type_allows(field.type, STR("SM2PKE")));
    assert_false(aws_type_allows(field.type, STR("symmetric_default")));
    assert_false(aws_type_allows(field.type, STR("")));

    api = find("eventbridge", "putEvents");
    assert_true(aws_answer_type(&api, &type));
    assert_true(aws_field_find(type, STR("FailedEntryCount"), &field));
    assert_true(aws_type_range(field.type).min < -1e300 && aws_type_range(field.type).max > 1e300);
}

/* The two tables are made from models of different days; what one has of an answer's outside, the other must have. */
static void the_two_tables_agree_on_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < aws_service_count(); i++) {
        for (size_t k = 0; k < aws_api_count(aws_service_at(i)); k++) {
            struct aws_api api = aws_api_at(aws_service_at(i), k);
            struct aws_type type;
            struct aws_field field;
            for (uint32_t m = 0; aws_answer_type(&api, &type) && m < api.outputs.count; m++) {
                struct aws_member member = aws_member_at(api.outputs, m);
                assert_true(aws_field_find(type, member.name, &field));
                assert_int_equal(field.is_required, member.is_required);
            }
        }
    }
}

static void expect_whole(struct aws_type type, int depth)
{
    assert_in_range(type.kind, AWS_STRING, AWS_ANY);
    if (depth == 0)
        return;
    if (type.kind == AWS_LIST || type.kind == AWS_MAP)
        expect_whole(aws_element_type(type), depth - 1);
    for (uint32_t i = 0; type.kind == AWS_OBJECT && i < aws_field_count(type); i++) {
        assert_true(aws_field_at(type, i).name.len > 0);
        expect_whole(aws_field_at(type, i).type, depth - 1);
    }
}

static void every_answer_can_be_walked(void **state)
{
    (void)state;
    size_t answers = 0;
    for (size_t i = 0; i < aws_service_count(); i++) {
        for (size_t k = 0; k < aws_api_count(aws_service_at(i)); k++) {
            struct aws_api api = aws_api_at(aws_service_at(i), k);
            struct aws_type type;
            if (aws_answer_type(&api, &type)) {
                expect_whole(type, 3);
                answers++;
            }
        }
    }
    assert_true(answers > 3500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(services_are_found_by_name),
        cmocka_unit_test(services_and_their_apis_are_sorted),
        cmocka_unit_test(every_api_of_a_service_is_found),
        cmocka_unit_test(members_have_kinds_and_marks),
        cmocka_unit_test(members_are_found_in_any_case),
        cmocka_unit_test(an_api_may_take_or_give_nothing),
        cmocka_unit_test(answers_are_known_to_the_last_member),
        cmocka_unit_test(scalars_of_answers_have_bounds_and_choices),
        cmocka_unit_test(the_two_tables_agree_on_answers),
        cmocka_unit_test(every_answer_can_be_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
