#include "aws/types.h"

#include "test.h"

#include <math.h>

static struct aws_type answer_of(const char *service_name, const char *api_name)
{
    const struct aws_service *service = aws_service_find(str_from(service_name));
    struct aws_api api;
    struct aws_type type;
    assert_non_null(service);
    assert_true(aws_api_find(service, str_from(api_name), &api));
    assert_true(aws_type_of_answer(&api, &type));
    return type;
}

static struct aws_type_member member_of(struct aws_type type, const char *name)
{
    struct aws_type_member member;
    for (size_t at = 0; aws_type_next_member(type, &at, &member);) {
        if (str_equal(member.name, str_from(name)))
            return member;
    }
    fail_msg("no member %s", name);
    return member;
}

static void members_of_members_are_known(void **state)
{
    (void)state;
    struct aws_type_member entries = member_of(answer_of("eventbridge", "putEvents"), "Entries");
    assert_int_equal(entries.type.kind, AWS_LIST);
    struct aws_type entry = aws_type_element(entries.type);
    assert_int_equal(entry.kind, AWS_OBJECT);
    assert_int_equal(member_of(entry, "EventId").type.kind, AWS_STRING);
}

static void required_members_are_marked(void **state)
{
    (void)state;
    struct aws_type answer = answer_of("sfn", "startExecution");
    assert_true(member_of(answer, "ExecutionArn").is_required);
    assert_int_equal(member_of(answer, "StartDate").type.kind, AWS_TIMESTAMP);
    assert_false(member_of(answer_of("dynamodb", "putItem"), "Attributes").is_required);
}

static void texts_may_be_restricted(void **state)
{
    (void)state;
    struct aws_type class = member_of(answer_of("s3", "getObject"), "StorageClass").type;
    assert_true(aws_type_allows(class, STR("GLACIER")));
    assert_false(aws_type_allows(class, STR("Papyrus")));
    assert_false(aws_type_allows(class, STR("")));
    struct aws_type free_text = member_of(answer_of("s3", "getObject"), "ETag").type;
    assert_true(aws_type_allows(free_text, STR("anything")));
}

static void ranges_have_open_ends(void **state)
{
    (void)state;
    double least, most;
    struct aws_type configuration = member_of(answer_of("lambda", "getFunction"), "Configuration").type;
    aws_type_range(member_of(configuration, "MemorySize").type, &least, &most);
    assert_true(least == 128 && most >= 10240);
    aws_type_range(member_of(answer_of("kms", "encrypt"), "CiphertextBlob").type, &least, &most);
    assert_true(least == 1 && most == 6144);
    aws_type_range(member_of(answer_of("s3", "getObject"), "ContentLength").type, &least, &most);
    assert_true(isinf(least) && isinf(most));
}

static void types_may_hold_themselves(void **state)
{
    (void)state;
    struct aws_type item = aws_type_element(member_of(answer_of("dynamodb", "getItem"), "Item").type);
    struct aws_type inner = aws_type_element(member_of(item, "M").type);
    assert_int_equal(inner.kind, AWS_OBJECT);
    assert_true(str_equal(item.row, inner.row));
}

static void an_api_may_answer_nothing(void **state)
{
    (void)state;
    struct aws_api api;
    struct aws_type type;
    assert_true(aws_api_find(aws_service_find(STR("sqs")), STR("deleteMessage"), &api));
    assert_false(aws_type_of_answer(&api, &type));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_of_members_are_known), cmocka_unit_test(required_members_are_marked),
        cmocka_unit_test(texts_may_be_restricted),      cmocka_unit_test(ranges_have_open_ends),
        cmocka_unit_test(types_may_hold_themselves),    cmocka_unit_test(an_api_may_answer_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
