/*
 * A mocked result against what the API is known to answer. Members that the model does not have are
 * let through, as the service does. What is inside of members is known of the services in
 * schemas/aws-answers.tsv; of the others, only the kinds of the outermost ones. Bytes are a text for
 * optimized integrations too, although a Lambda function's Payload is JSON in their results.
 */
#include "aws/integrations.h"
#include "base/arena.h"
#include "sim/teststate_check.h"

/* Values are that deep at most; types follow them. */
enum { DEPTH_MAX = 512 };

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
    case AWS_ANY: return true;
    }
    return true;
}

static const char *wanted(enum aws_kind kind)
{
    switch (kind) {
    case AWS_STRING:
    case AWS_TIMESTAMP:
    case AWS_BYTES: return "must be a string";
    case AWS_INTEGER:
    case AWS_NUMBER: return "must be a number";
    case AWS_BOOLEAN: return "must be a boolean";
    case AWS_LIST: return "must be an array";
    case AWS_MAP:
    case AWS_OBJECT: return "must be an object";
    case AWS_ANY: break;
    }
    return "";
}

static bool refuse(struct teststate_check *check, str field, const char *why)
{
    return teststate_refuse(check, "Mock result schema validation error: Field '%.*s' %s",
                            STR_ARG(field), why);
}

static bool refuse_missing(struct teststate_check *check, str field)
{
    return teststate_refuse(check,
                            "Mock result schema validation error: Required field '%.*s' is missing",
                            STR_ARG(field));
}

static bool is_strict(const struct teststate_check *check)
{
    return check->request->validation == TESTSTATE_STRICT;
}

static bool check_scalar(struct teststate_check *check, struct aws_type type, str field, value v)
{
    struct aws_range range;
    switch (type.kind) {
    case AWS_STRING:
        return aws_type_allows(type, value_text(v)) ||
               refuse(check, field, "is not an expected value");
    case AWS_INTEGER:
    case AWS_NUMBER:
        range = aws_type_range(type);
        if (value_number(v) < range.min)
            return refuse(check, field, "is less than the minimum value");
        return value_number(v) <= range.max || refuse(check, field, "exceeds the maximum value");
    case AWS_BYTES:
        range = aws_type_range(type);
        if ((double)value_text(v).len < range.min)
            return refuse(check, field, "is smaller than the minimum length");
        return (double)value_text(v).len <= range.max ||
               refuse(check, field, "exceeds the maximum length");
    default: return true;
    }
}

static bool check_value(struct teststate_check *check, struct aws_type type, str field, value v,
                        int depth);

/* Members in the order in which they were written. */
static bool check_object(struct teststate_check *check, struct aws_type type, value object,
                         int depth)
{
    struct aws_field field = { 0 };
    for (uint32_t i = 0; is_strict(check) && i < aws_field_count(type); i++) {
        field = aws_field_at(type, i);
        if (field.is_required && value_get(object, field.name).kind == VALUE_UNDEFINED)
            return refuse_missing(check, field.name);
    }
    for (uint32_t i = 0; i < object.count; i++) {
        const struct member *member = &object.as.members[i];
        if (aws_field_find(type, member->name, &field) &&
            !check_value(check, field.type, field.name, member->value, depth + 1))
            return false;
    }
    return true;
}

/* What is in a list or a map is spoken of by the name of the field that holds it. */
static bool check_value(struct teststate_check *check, struct aws_type type, str field, value v,
                        int depth)
{
    if (depth > DEPTH_MAX)
        return true;
    if (!fits(type.kind, v))
        return refuse(check, field, wanted(type.kind));
    if (type.kind == AWS_OBJECT)
        return check_object(check, type, v, depth);
    if (type.kind != AWS_LIST && type.kind != AWS_MAP)
        return check_scalar(check, type, field, v);
    for (uint32_t i = 0; i < v.count; i++) {
        value element = type.kind == AWS_LIST ? v.as.items[i] : v.as.members[i].value;
        if (!check_value(check, aws_element_type(type), field, element, depth + 1))
            return false;
    }
    return true;
}

/* Without the answer's type: the outermost members alone. */
static bool check_members(struct teststate_check *check, struct aws_members members)
{
    for (uint32_t i = 0; i < members.count; i++) {
        struct aws_member member = aws_member_at(members, i);
        value found = value_get(check->result, member.name);
        if (found.kind == VALUE_UNDEFINED && member.is_required && is_strict(check))
            return refuse_missing(check, member.name);
        if (found.kind != VALUE_UNDEFINED && !fits(member.kind, found))
            return refuse(check, member.name, wanted(member.kind));
    }
    return true;
}

bool teststate_check_result(struct teststate_check *check)
{
    const struct asl_field *field = asl_get(&check->state->object, NAME_Resource);
    struct aws_shape shape;
    struct aws_type type;
    if (check->result.kind == VALUE_UNDEFINED || check->request->validation == TESTSTATE_NONE ||
        !field)
        return true;
    struct aws_resource resource = aws_resource_parse(asl_text(check->request->asl, field->value));
    if (resource.pattern != AWS_REQUEST_RESPONSE || !aws_shape_find(&resource, &shape) ||
        !shape.has_api)
        return true;
    if (check->result.kind != VALUE_OBJECT)
        return teststate_refuse(check, "Mocked result must be a valid JSON object.");
    if (!aws_answer_type(&shape.api, &type))
        return check_members(check, shape.api.outputs);
    return check_object(check, type, check->result, 0);
}
