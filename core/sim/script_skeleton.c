/*
 * Scripts to start from: each Task of a machine with a result that looks like its service's and has what the state takes
 * out of it.
 */
#include "sim/script_internal.h"

#include "aws/integrations.h"
#include "base/num.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"

enum { MEMBERS_MAX = 8, INDENT = 2 };

/*
 * YAML.
 */

static bool is_plain_char(char c)
{
    return char_is_letter(c) || char_is_digit(c) || (c && strchr(" _.-/?()$,;+=~^", c));
}

static bool is_word_of_yaml(str text)
{
    static const char *const words[] = { "true", "false", "yes", "no", "on", "off", "null", "y", "n" };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_equal_ignoring_case(text, str_from(words[i])))
            return true;
    }
    return false;
}

/* Whether a text needs no quotes in block style. Errs on the side of quotes. */
static bool is_plain(str text)
{
    if (text.len == 0 || !char_is_letter(text.at[0]) || text.at[text.len - 1] == ' ' || is_word_of_yaml(text))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_inner_colon = text.at[i] == ':' && i + 1 < text.len && text.at[i + 1] != ' ';
        if (!is_plain_char(text.at[i]) && !is_inner_colon)
            return false;
    }
    return true;
}

static void print_text(struct buf *out, str text)
{
    if (is_plain(text))
        buf_str(out, text);
    else
        value_print_string(out, text);
}

static void print_value(struct buf *out, value v, size_t indent);

static void print_members(struct buf *out, value object, size_t indent)
{
    for (uint32_t i = 0; i < object.count; i++) {
        buf_char(out, '\n');
        buf_fill(out, ' ', indent);
        print_text(out, object.as.members[i].name);
        buf_char(out, ':');
        print_value(out, object.as.members[i].value, indent + INDENT);
    }
}

/* What stands behind "name:". The values are our own and shallow: as deep as a path has steps. */
static void print_value(struct buf *out, value v, size_t indent)
{
    if (v.kind == VALUE_OBJECT && v.count > 0) {
        print_members(out, v, indent);
        return;
    }
    buf_char(out, ' ');
    if (v.kind == VALUE_STRING)
        print_text(out, value_text(v));
    else
        value_print(out, v, VALUE_STYLE_JSON);
}

/*
 * Results.
 */

static value placeholder(const struct aws_member *member)
{
    switch (member->kind) {
    case AWS_INTEGER:
    case AWS_NUMBER: return value_integer(str_equal(member->name, STR("StatusCode")) ? 200 : 0);
    case AWS_BOOLEAN: return value_bool(false);
    case AWS_LIST: return value_array(NULL, 0);
    case AWS_TIMESTAMP: return value_string(STR("2026-01-05T10:00:00Z"));
    case AWS_MAP:
    case AWS_OBJECT:
    case AWS_ANY: return (value){ .kind = VALUE_OBJECT };
    case AWS_STRING:
    case AWS_BYTES: break;
    }
    return value_string(STR(""));
}

static value model_result(struct arena *arena, const struct aws_shape *shape)
{
    struct object_builder result;
    object_begin(&result, arena);
    str names[MEMBERS_MAX];
    size_t count = aws_output_names(shape, names, MEMBERS_MAX);
    for (size_t i = 0; i < count && i < MEMBERS_MAX; i++) {
        struct aws_member member;
        if (shape->has_api && aws_member_find(shape->api.outputs, names[i], &member))
            object_set(&result, names[i], placeholder(&member));
        else
            object_set(&result, names[i], value_null());
    }
    return object_end(&result);
}

/* The results that are asked for most, as they mostly are. */
static const struct {
    str service, api;
    str text[2];
} usual[] = {
    { STR_INIT("lambda"), STR_INIT("invoke"), { STR_INIT("StatusCode"), STR_INIT("Payload") } },
    { STR_INIT("dynamodb"), STR_INIT("putItem"), { STR_INIT(""), STR_INIT("") } },
    { STR_INIT("dynamodb"), STR_INIT("updateItem"), { STR_INIT(""), STR_INIT("") } },
    { STR_INIT("dynamodb"), STR_INIT("deleteItem"), { STR_INIT(""), STR_INIT("") } },
    { STR_INIT("dynamodb"), STR_INIT("getItem"), { STR_INIT("Item"), STR_INIT("") } },
};

static bool usual_result(struct arena *arena, const struct aws_resource *resource, value *result)
{
    for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
        if (!str_equal(resource->service, usual[i].service) || !str_equal(resource->api, usual[i].api))
            continue;
        struct object_builder members;
        object_begin(&members, arena);
        for (size_t m = 0; m < 2; m++) {
            bool is_status = str_equal(usual[i].text[m], STR("StatusCode"));
            if (usual[i].text[m].len > 0)
                object_set(&members, usual[i].text[m],
                           is_status ? value_integer(200) : (value){ .kind = VALUE_OBJECT });
        }
        *result = object_end(&members);
        return true;
    }
    return false;
}

static value service_result(struct arena *arena, const struct aws_resource *resource)
{
    struct aws_shape shape;
    value result = { .kind = VALUE_OBJECT };
    /* A callback brings what somebody sends, a job its final description: neither is the API's answer. */
    if (resource->pattern != AWS_REQUEST_RESPONSE || !aws_shape_find(resource, &shape))
        return result;
    if (usual_result(arena, resource, &result))
        return result;
    return model_result(arena, &shape);
}

/* `whole` with something at the end of the path of names. What is there stays. The depth is that of one expression. */
static value with_path(struct arena *arena, value whole, const str *names, uint32_t count)
{
    if (count == 0)
        return whole.kind == VALUE_UNDEFINED ? value_null() : whole;
    struct object_builder members;
    object_begin(&members, arena);
    if (whole.kind == VALUE_OBJECT)
        object_begin_from(&members, arena, whole);
    object_set(&members, names[0], with_path(arena, value_get(whole, names[0]), names + 1, count - 1));
    return object_end(&members);
}

enum { NAMES_MAX = 16 };

/* The names at the start of a path; those of a path on something else than the result are none. */
static uint32_t path_names(const struct jsonpath *path, str *names)
{
    uint32_t count = 0;
    if (path->root != JSONPATH_INPUT)
        return 0;
    while (count < path->step_count && count < NAMES_MAX && path->steps[count].kind == JSONPATH_NAME) {
        names[count] = path->steps[count].as.name;
        count++;
    }
    return count;
}

static bool reads_result(const struct asl_state *state, enum name field)
{
    if (asl_get(&state->object, NAME_ResultSelector))
        return field == NAME_ResultSelector;
    /* Behind a ResultPath, OutputPath sees the result in a place of its own. */
    return field == NAME_OutputPath && !asl_get(&state->object, NAME_ResultPath);
}

static value with_jsonata(struct arena *arena, value result, const struct jsonata_facts *facts)
{
    for (uint32_t i = 0; i < facts->states_count; i++) {
        const struct jsonata_states_path *path = &facts->states[i];
        if (path->count > 1 && str_equal(path->names[0], STR("result")))
            result = with_path(arena, result, path->names + 1, path->count - 1);
    }
    return result;
}

/* Adds what each state itself takes out of its result. */
static void add_used_members(struct arena *arena, const struct asl *asl, value *results)
{
    str names[NAMES_MAX];
    for (uint32_t i = 0; i < asl->expression_count; i++) {
        const struct asl_expression *expression = asl->expressions[i];
        const struct asl_state *state = expression->owner->state;
        if (!state || state->object.kind != ASL_TASK)
            continue;
        value *result = &results[state->number];
        if (expression->kind == ASL_JSONATA && expression->facts)
            *result = with_jsonata(arena, *result, expression->facts);
        else if (expression->kind == ASL_PATH && reads_result(state, expression->field))
            *result = with_path(arena, *result, names, path_names(expression->as.path, names));
    }
}

static str resource_of(const struct asl *asl, const struct asl_state *state)
{
    const struct asl_field *field = asl_get(&state->object, NAME_Resource);
    return field ? asl_text(asl, field->value) : STR("");
}

/* A result for each Task, by the number of the state. */
static const value *make_results(struct arena *arena, const struct asl *asl)
{
    value *results = arena_array(arena, value, asl->state_count);
    for (uint32_t i = 0; i < asl->state_count; i++) {
        struct aws_resource resource = aws_resource_parse(resource_of(asl, asl->states[i]));
        if (asl->states[i]->object.kind == ASL_TASK)
            results[i] = service_result(arena, &resource);
    }
    add_used_members(arena, asl, results);
    return results;
}

static void write_state(struct buf *out, const struct script_states *states, const struct asl_state *state,
                        value result)
{
    str resource = resource_of(states->asl, state);
    buf_fill(out, ' ', INDENT);
    print_text(out, script_state_path(states, out->arena, state));
    buf_char(out, ':');
    if (resource.len > 0 && is_plain(resource))
        buf_printf(out, " # %.*s", STR_ARG(resource));
    buf_str(out, STR("\n    return:"));
    print_value(out, result, (size_t)3 * INDENT);
    buf_char(out, '\n');
}

/* Of the mock configuration, the parts that lack something. */
static void write_mock(struct buf *out, const struct script_run *run, str path)
{
    const struct asl_state *state = run->unanswered;
    const struct script_layer *layer = run->test->layers[0];
    const struct script_binding *binding = layer->by_state ? layer->by_state[state->number] : NULL;
    str name = binding ? binding->name : str_printf(out->arena, "%.*sResponse", STR_ARG(state->name));
    if (!binding) {
        buf_str(out, STR("  \"TestCases\": {"));
        value_print_string(out, run->test->name);
        buf_str(out, STR(": {"));
        value_print_string(out, path);
        buf_str(out, STR(": "));
        value_print_string(out, name);
        buf_str(out, STR("}}\n"));
    }
    buf_str(out, STR("  \"MockedResponses\": {"));
    value_print_string(out, name);
    buf_printf(out, ": {\"%u\": {\"Return\": ", run->calls[state->number] - 1);
    value_print(out, make_results(out->arena, run->script->asl)[state->number], VALUE_STYLE_JSON);
    buf_str(out, STR("}}}\n"));
}

void script_write_missing(struct buf *out, const struct script_run *run)
{
    const struct asl_state *state = run->unanswered;
    struct script_states states;
    script_states_init(&states, out->arena, run->script->asl);
    if (run->script->is_mock) {
        write_mock(out, run, script_state_path(&states, out->arena, state));
        return;
    }
    buf_str(out, STR("states:\n"));
    write_state(out, &states, state, make_results(out->arena, run->script->asl)[state->number]);
}

static void write_states(struct buf *out, const struct asl *asl)
{
    struct script_states states;
    script_states_init(&states, out->arena, asl);
    const value *results = make_results(out->arena, asl);
    bool has_task = false;
    for (uint32_t i = 0; i < asl->state_count; i++) {
        if (asl->states[i]->object.kind != ASL_TASK)
            continue;
        if (!has_task)
            buf_str(out, STR("states:\n"));
        has_task = true;
        write_state(out, &states, asl->states[i], results[i]);
    }
}

void script_write_skeleton(struct buf *out, const struct asl *asl, str machine)
{
    buf_str(out, STR("# What the tasks answer, and tests: see stepproof-script(5).\n"));
    if (machine.len > 0) {
        buf_str(out, STR("machine: "));
        print_text(out, machine);
        buf_char(out, '\n');
    }
    buf_str(out, STR("input: {}\n"));
    write_states(out, asl);
    buf_str(out, STR("tests:\n  - name: succeeds\n    expect:\n      status: SUCCEEDED\n"));
}
