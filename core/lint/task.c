#include "lint/task.h"

#include "base/buf.h"
#include "jsonpath/jsonpath.h"

bool lint_known_text(const struct lint *lint, const struct node *node, str *text)
{
    if (node_kind(node) != NODE_STRING && node_kind(node) != NODE_KEY)
        return false;
    *text = doc_text(lint->doc, node);
    return !node_has(node, NODE_TAGGED) && !asl_is_opaque(*text);
}

str lint_member_name(const struct lint *lint, const struct node *key)
{
    str name = doc_text(lint->doc, key);
    if (str_ends(name, STR(".$")))
        name.len -= 2;
    return name;
}

const struct node *lint_member(const struct lint *lint, const struct node *object, str name)
{
    for (const struct node *key = doc_first(object); key != doc_end(lint->doc, object);
         key = doc_after(lint->doc, key + 1)) {
        if (str_equal(lint_member_name(lint, key), name))
            return key;
    }
    return NULL;
}

bool lint_is_decided_elsewhere(const struct lint *lint, const struct node *object)
{
    for (const struct node *key = doc_first(object); key != doc_end(lint->doc, object);
         key = doc_after(lint->doc, key + 1)) {
        str name = doc_text(lint->doc, key);
        if (asl_is_opaque(name) || str_starts(name, STR("Fn::")) ||
            (node_count(object) == 1 && str_equal(name, STR("Ref"))))
            return true;
    }
    return node_has(object, NODE_TAGGED);
}

static void find_arguments(struct lint *lint, struct lint_task *task)
{
    const struct asl_object *object = &task->state->object;
    task->arguments = asl_get(object, object->language == ASL_LANGUAGE_JSONATA ? NAME_Arguments
                                                                               : NAME_Parameters);
    if (!task->arguments || node_kind(task->arguments->value) != NODE_OBJECT)
        return;
    if (!lint_is_decided_elsewhere(lint, task->arguments->value))
        task->members = task->arguments->value;
}

const struct lint_task *lint_task(struct lint *lint, const struct asl_state *state)
{
    if (state->object.kind != ASL_TASK)
        return NULL;
    if (!lint->task)
        lint->task = arena_new(lint->arena, struct lint_task);
    struct lint_task *task = lint->task;
    if (task->state != state) {
        const struct asl_field *field = asl_get(&state->object, NAME_Resource);
        *task = (struct lint_task){ .state = state };
        if (field && node_kind(field->value) == NODE_STRING) {
            task->node = field->value;
            bool is_known = !node_has(task->node, NODE_TAGGED);
            if (is_known)
                task->resource = aws_resource_parse(doc_text(lint->doc, task->node));
            task->has_shape = is_known && aws_shape_find(&task->resource, &task->shape);
            find_arguments(lint, task);
        }
    }
    return task->node ? task : NULL;
}

bool lint_task_is(const struct lint_task *task, const char *service, const char *api)
{
    return task->resource.form == AWS_RESOURCE_OPTIMIZED &&
           str_equal(task->resource.service, str_from(service)) &&
           str_equal(task->resource.api, str_from(api));
}

bool lint_task_calls_lambda(const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    if (resource->form == AWS_RESOURCE_FUNCTION)
        return resource->problem == AWS_RESOURCE_FINE;
    bool is_integration =
        resource->form == AWS_RESOURCE_OPTIMIZED || resource->form == AWS_RESOURCE_SDK;
    return is_integration && str_equal(resource->service, STR("lambda")) &&
           str_equal(resource->api, STR("invoke"));
}

str lint_task_name(struct arena *arena, const struct lint_task *task)
{
    const struct aws_resource *resource = &task->resource;
    return str_printf(arena, "%s%.*s:%.*s", resource->form == AWS_RESOURCE_SDK ? "aws-sdk:" : "",
                      STR_ARG(resource->service), STR_ARG(resource->api));
}

bool lint_answer_is_known(const struct lint_task *task)
{
    return task->has_shape && task->resource.pattern == AWS_REQUEST_RESPONSE &&
           aws_outputs_are_known(&task->shape);
}

bool lint_path_is_whole(const struct lint *lint, const struct asl_object *object, enum name name)
{
    const struct asl_field *field = asl_get(object, name);
    return !field || str_equal(asl_text(lint->asl, field->value), STR("$"));
}

bool lint_first_name(const struct jsonpath *path, str *name, span *where)
{
    if (path->is_opaque || path->root != JSONPATH_INPUT || path->step_count == 0 ||
        path->steps[0].kind != JSONPATH_NAME)
        return false;
    /* "$.length()" is no name: another rule's. */
    if (path->has_call && path->step_count == 1)
        return false;
    *name = path->steps[0].as.name;
    *where = path->steps[0].span;
    return true;
}

struct diag *lint_report_within(struct lint *lint, enum rule_id rule, const struct node *node,
                                size_t start, size_t end)
{
    return diag_add(lint->diags, rule, doc_nested(lint->arena, lint->doc, node),
                    span_at(start, end));
}

struct diag *lint_report_part(struct lint *lint, enum rule_id rule, const struct lint_task *task,
                              str part)
{
    if (part.len == 0)
        return lint_report(lint, rule, task->node);
    size_t start = (size_t)(part.at - task->resource.text.at);
    return lint_report_within(lint, rule, task->node, start, start + part.len);
}
