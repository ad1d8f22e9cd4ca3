/* Rules about $$ (the context object) and $states: what there is, and where. */
#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"
#include "lint/internal.h"

/* The context object; Developer Guide, "Accessing execution data from the Context object". */
static const struct context_member {
    const char *parent, *name;
    bool is_open; /* what is below is not known */
} context_members[] = {
    { "", "Execution", false },
    { "Execution", "Id", false },
    { "Execution", "Input", true },
    { "Execution", "Name", false },
    { "Execution", "RoleArn", false },
    { "Execution", "StartTime", false },
    { "Execution", "RedriveCount", false },
    { "Execution", "RedriveTime", false },
    { "", "State", false },
    { "State", "EnteredTime", false },
    { "State", "Name", false },
    { "State", "RetryCount", false },
    { "", "StateMachine", false },
    { "StateMachine", "Id", false },
    { "StateMachine", "Name", false },
    { "", "Task", false },
    { "Task", "Token", false },
    { "", "Map", false },
    { "Map", "Item", false },
    { "Item", "Index", false },
    { "Item", "Value", true },
    { "Item", "Key", false },
    { "Item", "Source", false },
};

/* A path into the context object: the plain names it begins with, and the place of each. */
struct context_path {
    const str *names;
    const span *spans;
    uint32_t count;
    const struct source *source;
};

typedef void context_visitor(struct lint *lint, const struct asl_expression *expression,
                             const struct context_path *path);

#define CONTEXT_DEPTH 4 /* names of a path that can matter */

static const struct context_member *find_member(str parent, str name)
{
    for (size_t i = 0; i < ARRAY_LEN(context_members); i++) {
        if (str_equal(str_from(context_members[i].parent), parent) &&
            str_equal(str_from(context_members[i].name), name))
            return &context_members[i];
    }
    return NULL;
}

struct path_walk {
    struct lint *lint;
    const struct asl_expression *expression;
    context_visitor *visit;
};

static void visit_jsonpath(void *context, const struct jsonpath *path)
{
    struct path_walk *walk = context;
    if (path->root != JSONPATH_CONTEXT || path->is_opaque)
        return;
    str names[CONTEXT_DEPTH];
    span spans[CONTEXT_DEPTH];
    uint32_t count = 0;
    while (count < path->step_count && count < CONTEXT_DEPTH && path->steps[count].kind == JSONPATH_NAME) {
        names[count] = path->steps[count].as.name;
        spans[count] = path->steps[count].span;
        count++;
    }
    struct context_path found = { names, spans, count, path->source };
    walk->visit(walk->lint, walk->expression, &found);
}

static void each_context_path(struct lint *lint, const struct asl_expression *expression, context_visitor *visit)
{
    struct path_walk walk = { lint, expression, visit };
    if (expression->kind == ASL_PATH)
        jsonpath_visit(expression->as.path, visit_jsonpath, &walk);
    for (uint32_t i = 0; expression->kind == ASL_INTRINSIC && i < expression->as.intrinsic->node_count; i++) {
        const struct intrinsic_node *node = &expression->as.intrinsic->nodes[i];
        if (node->kind == INTRINSIC_PATH)
            jsonpath_visit(node->as.path, visit_jsonpath, &walk);
    }
    for (uint32_t i = 0; expression->kind == ASL_JSONATA && i < expression->facts->states_count; i++) {
        const struct jsonata_states_path *states = &expression->facts->states[i];
        if (states->count == 0 || !str_equal(states->names[0], STR("context")))
            continue;
        struct context_path found = { states->names + 1, states->spans + 1, states->count - 1,
                                      expression->source };
        visit(lint, expression, &found);
    }
}

static void report_unknown_member(struct lint *lint, const struct context_path *path, uint32_t i, str parent)
{
    struct diag *d = diag_add(lint->diags, RULE_UNKNOWN_CONTEXT_FIELD, path->source, path->spans[i]);
    if (parent.len)
        diag_message(d, "%.*s in the context object has no member \"%.*s\"", STR_ARG(parent),
                     STR_ARG(path->names[i]));
    else
        diag_message(d, "the context object has no member \"%.*s\"", STR_ARG(path->names[i]));
    str names[ARRAY_LEN(context_members)];
    size_t count = 0;
    for (size_t m = 0; m < ARRAY_LEN(context_members); m++) {
        if (str_equal(str_from(context_members[m].parent), parent))
            names[count++] = str_from(context_members[m].name);
    }
    diag_help_nearest(lint->diags, d, names, count, path->names[i]);
}

static void visit_unknown(struct lint *lint, const struct asl_expression *expression,
                          const struct context_path *path)
{
    (void)expression;
    str parent = STR("");
    for (uint32_t i = 0; i < path->count; i++) {
        const struct context_member *member = find_member(parent, path->names[i]);
        if (!member) {
            report_unknown_member(lint, path, i, parent);
            return;
        }
        if (member->is_open)
            return;
        parent = path->names[i];
    }
}

void check_unknown_context_field(struct lint *lint, const struct asl_expression *expression)
{
    each_context_path(lint, expression, visit_unknown);
}

static bool is_inside_map(const struct asl_expression *expression)
{
    const struct asl_state *state = expression->owner->state;
    if (state && state->object.kind == ASL_MAP)
        return true;
    for (const struct asl_machine *machine = state ? state->machine : NULL; machine; machine = machine->outer) {
        if (machine->object.kind == ASL_PROCESSOR)
            return true;
    }
    return false;
}

/* A task that gets a token: a callback, or an activity. Silent where the resource is not known. */
static bool may_have_token(const struct lint *lint, const struct asl_expression *expression)
{
    const struct asl_state *state = expression->owner->state;
    if (!state || state->object.kind != ASL_TASK)
        return false;
    str resource;
    if (!lint_string(lint, &state->object, NAME_Resource, &resource))
        return true;
    return str_ends(resource, STR(".waitForTaskToken")) || str_contains(resource, STR(":activity:"));
}

static void visit_scope(struct lint *lint, const struct asl_expression *expression,
                        const struct context_path *path)
{
    if (path->count == 0)
        return;
    struct diag *d;
    if (str_equal(path->names[0], STR("Map")) && !is_inside_map(expression)) {
        d = diag_add(lint->diags, RULE_CONTEXT_OUT_OF_SCOPE, path->source, path->spans[0]);
        diag_message(d, "\"Map\" is in the context object only inside a Map");
    } else if (str_equal(path->names[0], STR("Task")) && !may_have_token(lint, expression)) {
        d = diag_add(lint->diags, RULE_CONTEXT_OUT_OF_SCOPE, path->source, path->spans[0]);
        diag_message(d, "\"Task\" is in the context object only in a task that waits for a token");
    }
}

void check_context_out_of_scope(struct lint *lint, const struct asl_expression *expression)
{
    each_context_path(lint, expression, visit_scope);
}

static bool has_result(const struct asl_expression *expression)
{
    enum asl_object_kind kind = expression->owner->kind;
    return (kind == ASL_TASK || kind == ASL_PARALLEL || kind == ASL_MAP) &&
           (expression->field == NAME_Output || expression->field == NAME_Assign);
}

static bool has_error_output(const struct asl_expression *expression)
{
    return expression->owner->kind == ASL_CATCHER &&
           (expression->field == NAME_Output || expression->field == NAME_Assign);
}

void check_states_field_scope(struct lint *lint, const struct asl_expression *expression)
{
    if (expression->kind != ASL_JSONATA)
        return;
    for (uint32_t i = 0; i < expression->facts->states_count; i++) {
        const struct jsonata_states_path *path = &expression->facts->states[i];
        if (path->count == 0)
            continue;
        struct diag *d;
        if (str_equal(path->names[0], STR("result")) && !has_result(expression)) {
            d = diag_add(lint->diags, RULE_STATES_FIELD_SCOPE, expression->source,
                         span_at(path->span.start, path->spans[0].end));
            diag_message(d, "$states.result exists only in Output and Assign of a Task, Parallel or Map");
        } else if (str_equal(path->names[0], STR("errorOutput")) && !has_error_output(expression)) {
            d = diag_add(lint->diags, RULE_STATES_FIELD_SCOPE, expression->source,
                         span_at(path->span.start, path->spans[0].end));
            diag_message(d, "$states.errorOutput exists only in Output and Assign of a catcher");
        }
    }
}

/* What $states or a part of it has. */
struct members {
    const char *owner, *help;
    str names[4];
    size_t count;
};

/* Reports name number `i` of a path unless it is one of the members. */
static void check_member(struct lint *lint, const struct asl_expression *expression,
                         const struct jsonata_states_path *path, uint32_t i, const struct members *members)
{
    for (size_t m = 0; m < members->count; m++) {
        if (str_equal(path->names[i], members->names[m]))
            return;
    }
    struct diag *d =
        diag_add(lint->diags, RULE_UNKNOWN_STATES_MEMBER, expression->source, path->spans[i]);
    diag_message(d, "%s has no member \"%.*s\"", members->owner, STR_ARG(path->names[i]));
    if (diag_help_nearest(lint->diags, d, members->names, members->count, path->names[i]) < 0)
        diag_help(d, "%s", members->help);
}

void check_unknown_states_member(struct lint *lint, const struct asl_expression *expression)
{
    static const struct members states = {
        "$states", "it has input, context, result and errorOutput",
        { STR_INIT("input"), STR_INIT("context"), STR_INIT("result"), STR_INIT("errorOutput") }, 4
    };
    static const struct members error_output = {
        "$states.errorOutput", "it has Error and Cause", { STR_INIT("Error"), STR_INIT("Cause") }, 2
    };
    if (expression->kind != ASL_JSONATA)
        return;
    for (uint32_t i = 0; i < expression->facts->states_count; i++) {
        const struct jsonata_states_path *path = &expression->facts->states[i];
        if (path->count > 0)
            check_member(lint, expression, path, 0, &states);
        if (path->count > 1 && str_equal(path->names[0], STR("errorOutput")))
            check_member(lint, expression, path, 1, &error_output);
    }
}
