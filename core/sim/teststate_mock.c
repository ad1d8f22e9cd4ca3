/*
 * A mocked result against the members that the API is known to answer with. Members that the model does not have are let
 * through, as the service does; what is inside of members is not known here.
 */
#include "aws/integrations.h"
#include "base/arena.h"
#include "sim/teststate_check.h"

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

static bool check_member(struct teststate_check *check, struct aws_member member)
{
    value found = value_get(check->result, member.name);
    if (found.kind == VALUE_UNDEFINED)
        return !member.is_required || check->request->validation != TESTSTATE_STRICT ||
               teststate_refuse(check, "Mock result schema validation error: Required field '%.*s' is missing",
                                STR_ARG(member.name));
    return fits(member.kind, found) ||
           teststate_refuse(check, "Mock result schema validation error: Field '%.*s' must be %s",
                            STR_ARG(member.name), wanted(member.kind));
}

/* The payload of a Lambda function is JSON here, not the bytes of the API. */
static bool is_own_form(const struct aws_resource *resource, str member)
{
    return resource->form == AWS_RESOURCE_OPTIMIZED && str_equal(resource->service, STR("lambda")) &&
           str_equal(member, STR("Payload"));
}

bool teststate_check_result(struct teststate_check *check)
{
    const struct asl_field *field = asl_get(&check->state->object, NAME_Resource);
    struct aws_shape shape;
    if (check->result.kind == VALUE_UNDEFINED || check->request->validation == TESTSTATE_NONE || !field)
        return true;
    struct aws_resource resource = aws_resource_parse(asl_text(check->request->asl, field->value));
    if (resource.pattern != AWS_REQUEST_RESPONSE || !aws_shape_find(&resource, &shape) || !shape.has_api)
        return true;
    if (check->result.kind != VALUE_OBJECT)
        return teststate_refuse(check, "Mock result schema validation error: Mock result must be an object");
    for (uint32_t i = 0; i < shape.api.outputs.count; i++) {
        struct aws_member member = aws_member_at(shape.api.outputs, i);
        if (!is_own_form(&resource, member.name) && !check_member(check, member))
            return false;
    }
    return true;
}
