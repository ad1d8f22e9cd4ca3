#include "sim/teststate_check.h"

#include "aws/resource.h"
#include "base/arena.h"
#include "base/buf.h"
#include "sim/reader.h"

static bool refuse(struct teststate_check *check, str error, const char *format, va_list args)
{
    struct buf message;
    buf_init(&message, check->arena);
    buf_vprintf(&message, format, args);
    check->error = error;
    check->message = buf_text(&message);
    return false;
}

bool teststate_refuse(struct teststate_check *check, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    refuse(check, STR("ValidationException"), format, args);
    va_end(args);
    return false;
}

static bool refuse_definition(struct teststate_check *check, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    refuse(check, STR("InvalidDefinition"), format, args);
    va_end(args);
    return false;
}

static bool has_mock(const struct teststate_request *request)
{
    return request->has_result || request->has_error;
}

static bool check_mock(struct teststate_check *check)
{
    const struct teststate_request *request = check->request;
    if (request->has_result && request->has_error)
        return teststate_refuse(check,
                                "A test mock should have only one of the following fields: [result, errorOutput].");
    if (request->has_result) {
        check->result = doc_read_value(check->arena, request->result);
        if (check->result.kind == VALUE_UNDEFINED)
            return teststate_refuse(check, "Mocked result must be valid JSON");
    }
    if (request->has_error && request->error.len == 0)
        return teststate_refuse(check, "An error was not specified in the mocked error output.");
    if (request->reveals_secrets && has_mock(request))
        return teststate_refuse(check, "TestState does not support RevealSecrets when a mock is specified.");
    return true;
}

static bool find_state(struct teststate_check *check)
{
    const struct asl *asl = check->request->asl;
    str name = check->request->state_name.len ? check->request->state_name : STR(TESTSTATE_NAME);
    for (uint32_t i = 0; i < asl->state_count && !check->state; i++) {
        if (str_equal(asl->states[i]->name, name))
            check->state = asl->states[i];
    }
    return check->state || teststate_refuse(check, "State not found in definition");
}

static str type_of(const struct teststate_check *check)
{
    return asl_text(check->request->asl, check->state->type);
}

static bool is_container(const struct teststate_check *check)
{
    return check->state->object.kind == ASL_MAP || check->state->object.kind == ASL_PARALLEL;
}

static enum aws_pattern pattern_of(const struct teststate_check *check, enum aws_resource_form *form)
{
    const struct asl_field *field = asl_get(&check->state->object, NAME_Resource);
    struct aws_resource resource =
        aws_resource_parse(field ? asl_text(check->request->asl, field->value) : STR(""));
    *form = resource.form;
    return resource.pattern;
}

/* A task that waits for others cannot be run by the call itself. */
static bool check_task_without_mock(struct teststate_check *check)
{
    enum aws_resource_form form;
    enum aws_pattern pattern = pattern_of(check, &form);
    bool is_integration = form == AWS_RESOURCE_OPTIMIZED || form == AWS_RESOURCE_SDK;
    if (form == AWS_RESOURCE_ACTIVITY || (is_integration && pattern != AWS_REQUEST_RESPONSE))
        return refuse_definition(check, "TestState API does not support activities, .sync or .waitForTaskToken "
                                        "without a mock");
    return check->request->world ||
           teststate_refuse(check, "RoleArn must be specified when testing a Task state");
}

static bool check_type(struct teststate_check *check)
{
    enum asl_object_kind kind = check->state->object.kind;
    if (!has_mock(check->request)) {
        if (check->request->has_failure_count)
            return teststate_refuse(
                check, "TestState does not support MapIterationFailureCount when a mock is not specified.");
        if (is_container(check))
            return refuse_definition(check, "TestState API does not support Map or Parallel states. Supported state "
                                            "types include: [Task, Wait, Pass, Succeed, Fail, Choice]");
        return kind != ASL_TASK || check_task_without_mock(check);
    }
    if (check->request->has_failure_count && kind != ASL_MAP)
        return teststate_refuse(check, "MapIterationFailureCount is only supported when testing a Map state.");
    if (kind == ASL_MAP && asl_get(&check->state->object, NAME_ItemReader) && !check->request->has_reader_data)
        return teststate_refuse(check, "ItemReader data must be specified when testing a Map state with ItemReader "
                                       "specified.");
    if (kind != ASL_TASK && !is_container(check))
        return teststate_refuse(check, "State type '%.*s' is not supported when a mock is specified",
                                STR_ARG(type_of(check)));
    return true;
}

/* What a mocked context object may hold: "Part.Member", and whether it must be a string. */
static const struct {
    const char *part, *member;
    bool is_text;
} context_members[] = {
    { "Execution", "Id", true },         { "Execution", "Input", false },      { "Execution", "StartTime", true },
    { "Execution", "Name", true },       { "Execution", "RoleArn", true },     { "Execution", "RedriveCount", false },
    { "Execution", "RedriveTime", true }, { "State", "EnteredTime", true },    { "State", "Name", true },
    { "State", "RetryCount", false },    { "StateMachine", "Id", true },       { "StateMachine", "Name", true },
    { "Task", "Token", true },
};

static bool refuse_context(struct teststate_check *check, const char *format, ...)
{
    struct buf what;
    buf_init(&what, check->arena);
    va_list args;
    va_start(args, format);
    buf_vprintf(&what, format, args);
    va_end(args);
    return teststate_refuse(check, "Invalid Context object provided: %.*s", STR_ARG(buf_text(&what)));
}

static bool check_context_member(struct teststate_check *check, str part, const struct member *member)
{
    for (size_t i = 0; i < ARRAY_LEN(context_members); i++) {
        if (!str_equal(part, str_from(context_members[i].part)) ||
            !str_equal(member->name, str_from(context_members[i].member)))
            continue;
        if (context_members[i].is_text && member->value.kind != VALUE_STRING)
            return refuse_context(check, "%.*s.%.*s must be a string", STR_ARG(part), STR_ARG(member->name));
        return true;
    }
    return refuse_context(check, "Field '%.*s' is not allowed", STR_ARG(member->name));
}

static bool is_context_part(str name)
{
    for (size_t i = 0; i < ARRAY_LEN(context_members); i++) {
        if (str_equal(name, str_from(context_members[i].part)))
            return true;
    }
    return false;
}

static bool takes_token(const struct teststate_check *check)
{
    enum aws_resource_form form;
    enum aws_pattern pattern = pattern_of(check, &form);
    return check->state->object.kind == ASL_TASK && pattern != AWS_REQUEST_RESPONSE;
}

static bool check_context_part(struct teststate_check *check, const struct member *part)
{
    if (str_equal(part->name, STR("Map")))
        return refuse_context(check, "'Map' field is not supported when mocking a Context object");
    if (!is_context_part(part->name))
        return refuse_context(check, "Field '%.*s' is not allowed", STR_ARG(part->name));
    if (str_equal(part->name, STR("Task")) && !takes_token(check))
        return refuse_context(check, "'Task' field is only supported for tasks that wait for a job or a callback");
    if (part->value.kind != VALUE_OBJECT)
        return refuse_context(check, "%.*s must be an object", STR_ARG(part->name));
    for (uint32_t i = 0; i < part->value.count; i++) {
        if (!check_context_member(check, part->name, &part->value.as.members[i]))
            return false;
    }
    return true;
}

static bool check_context(struct teststate_check *check)
{
    value context = check->request->context;
    if (context.kind == VALUE_UNDEFINED)
        return true;
    if (!has_mock(check->request))
        return teststate_refuse(check, "TestState does not support a Context object when a mock is not specified.");
    if (context.kind != VALUE_OBJECT)
        return refuse_context(check, "it must be a JSON object");
    for (uint32_t i = 0; i < context.count; i++) {
        if (!check_context_part(check, &context.as.members[i]))
            return false;
    }
    return true;
}

static bool check_container_result(struct teststate_check *check)
{
    const struct asl_state *state = check->state;
    if (check->result.kind == VALUE_UNDEFINED)
        return true;
    bool is_map = state->object.kind == ASL_MAP;
    if (is_map && asl_get(&state->object, NAME_ResultWriter))
        return check->result.kind == VALUE_OBJECT || teststate_refuse(check, "Mocked result must be a JSON object.");
    if (check->result.kind != VALUE_ARRAY)
        return teststate_refuse(check, "Mocked result must be an array.");
    if (!is_map && check->result.count != state->machine_count)
        return teststate_refuse(
            check, "Mocked result must contain the same number of items as number of Parallel branches.");
    return true;
}

bool teststate_check(struct teststate_check *check)
{
    check->result = value_undefined();
    if (!check_mock(check) || !find_state(check) || !check_type(check) || !check_context(check))
        return false;
    return is_container(check) ? check_container_result(check) : teststate_check_result(check);
}
