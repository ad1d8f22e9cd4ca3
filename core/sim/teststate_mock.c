/*
 * A mocked result against what the API is known to answer, to the last member. Members that the model does not have are
 * let through, as the service does. The Payload of a Lambda function is a text, as in the API, for every integration.
 */
#include "aws/integrations.h"
#include "aws/types.h"
#include "base/arena.h"
#include "sim/teststate_check.h"

#define REFUSAL "Mock result schema validation error: "

/* What is looked at: a value, its type, and the name of the member that it is or lies in. */
struct mocked {
    value v;
    struct aws_type type;
    str name;
};

static bool fits(enum aws_kind kind, value v)
{
    switch (kind) {
    case AWS_STRING:
    case AWS_TIMESTAMP:
    case AWS_BYTES: return v.kind == VALUE_STRING;
    case AWS_INTEGER:
    case AWS_NUMBER: return value_is_number(v);
    case AWS_BOOLEAN: return value_is_bool(v);
    case AWS_LIST: return v.kind == VALUE_ARRAY;
    case AWS_MAP:
    case AWS_OBJECT: return v.kind == VALUE_OBJECT;
    }
    return true;
}

static const char *wanted(enum aws_kind kind)
{
    switch (kind) {
    case AWS_STRING:
    case AWS_TIMESTAMP:
    case AWS_BYTES: return "a string";
    case AWS_INTEGER:
    case AWS_NUMBER: return "a number";
    case AWS_BOOLEAN: return "a boolean";
    case AWS_LIST: return "an array";
    case AWS_MAP:
    case AWS_OBJECT: return "an object";
    }
    return "";
}

static bool check_mocked(struct teststate_check *check, const struct mocked *mocked);

static bool check_required(struct teststate_check *check, const struct mocked *object)
{
    struct aws_type_member member;
    for (size_t at = 0; aws_type_next_member(object->type, &at, &member);) {
        if (member.is_required && value_get(object->v, member.name).kind == VALUE_UNDEFINED)
            return teststate_refuse(check, REFUSAL "Required field '%.*s' is missing", STR_ARG(member.name));
    }
    return true;
}

static bool check_members(struct teststate_check *check, const struct mocked *object)
{
    if (check->request->validation == TESTSTATE_STRICT && !check_required(check, object))
        return false;
    struct aws_type_member member;
    for (size_t at = 0; aws_type_next_member(object->type, &at, &member);) {
        struct mocked inner = { value_get(object->v, member.name), member.type, member.name };
        if (inner.v.kind != VALUE_UNDEFINED && !check_mocked(check, &inner))
            return false;
    }
    return true;
}

/* The elements of a list or map go by the name of the member that holds it. */
static bool check_elements(struct teststate_check *check, const struct mocked *container)
{
    struct mocked element = { .type = aws_type_element(container->type), .name = container->name };
    for (uint32_t i = 0; i < container->v.count; i++) {
        element.v = container->v.kind == VALUE_ARRAY ? container->v.as.items[i]
                                                     : container->v.as.members[i].value;
        if (!check_mocked(check, &element))
            return false;
    }
    return true;
}

static bool check_number(struct teststate_check *check, const struct mocked *number)
{
    double least, most, given = value_number(number->v);
    aws_type_range(number->type, &least, &most);
    if (given < least)
        return teststate_refuse(check, REFUSAL "Field '%.*s' is less than the minimum value", STR_ARG(number->name));
    return given <= most ||
           teststate_refuse(check, REFUSAL "Field '%.*s' exceeds the maximum value", STR_ARG(number->name));
}

static bool check_length(struct teststate_check *check, const struct mocked *bytes)
{
    double least, most, given = (double)value_text(bytes->v).len;
    aws_type_range(bytes->type, &least, &most);
    if (given < least)
        return teststate_refuse(check, REFUSAL "Field '%.*s' is smaller than the minimum length",
                                STR_ARG(bytes->name));
    return given <= most ||
           teststate_refuse(check, REFUSAL "Field '%.*s' exceeds the maximum length", STR_ARG(bytes->name));
}

/* Recursion is bounded by the depth of the mocked result. */
static bool check_mocked(struct teststate_check *check, const struct mocked *mocked)
{
    if (mocked->type.is_any)
        return true;
    if (!fits(mocked->type.kind, mocked->v))
        return teststate_refuse(check, REFUSAL "Field '%.*s' must be %s", STR_ARG(mocked->name),
                                wanted(mocked->type.kind));
    switch (mocked->type.kind) {
    case AWS_OBJECT: return check_members(check, mocked);
    case AWS_LIST:
    case AWS_MAP: return check_elements(check, mocked);
    case AWS_INTEGER:
    case AWS_NUMBER: return check_number(check, mocked);
    case AWS_BYTES: return check_length(check, mocked);
    case AWS_STRING:
        return aws_type_allows(mocked->type, value_text(mocked->v)) ||
               teststate_refuse(check, REFUSAL "Field '%.*s' is not an expected value", STR_ARG(mocked->name));
    case AWS_BOOLEAN:
    case AWS_TIMESTAMP: return true;
    }
    return true;
}

bool teststate_check_result(struct teststate_check *check)
{
    const struct asl_field *field = asl_get(&check->state->object, NAME_Resource);
    struct aws_shape shape;
    struct aws_type type;
    if (check->result.kind == VALUE_UNDEFINED || check->request->validation == TESTSTATE_NONE || !field)
        return true;
    struct aws_resource resource = aws_resource_parse(asl_text(check->request->asl, field->value));
    if (resource.pattern != AWS_REQUEST_RESPONSE || !aws_shape_find(&resource, &shape) || !shape.has_api ||
        !aws_type_of_answer(&shape.api, &type))
        return true;
    if (check->result.kind != VALUE_OBJECT)
        return teststate_refuse(check, "Mocked result must be a valid JSON object.");
    struct mocked whole = { .v = check->result, .type = type };
    return check_mocked(check, &whole);
}
