#include "sim/script_internal.h"

#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"
#include "sim/example.h"

/*
 * In expressions of a script the task's input is at hand as $states.input and, in JSONata, also as the document itself:
 * "{% amount > 100 %}". $states.stateInput is what the state got, $states.context the context object, $states.attempt and
 * $states.call the numbers that `attempt` and `call` select by.
 */

static const struct jsonata *read_jsonata(struct script_reader *reader, const struct node *node)
{
    const struct source *text = doc_nested(reader->arena, reader->doc, node);
    const struct source *inner = source_slice(reader->arena, text, span_at(2, text->text.len - 2));
    reader->script->wants_context = true;
    return jsonata_compile(reader->arena, inner, reader->diags, NULL);
}

bool script_condition_read(struct script_reader *reader, const struct node *node,
                           struct script_condition *condition)
{
    str text = node_kind(node) == NODE_STRING ? doc_text(reader->doc, node) : STR("");
    if (asl_is_jsonata(text)) {
        condition->kind = SCRIPT_CONDITION_JSONATA;
        condition->jsonata = read_jsonata(reader, node);
        return condition->jsonata != NULL;
    }
    if (node_kind(node) == NODE_STRING) {
        condition->kind = SCRIPT_CONDITION_PATH;
        reader->script->wants_context = true;
        condition->path = jsonpath_parse(reader->arena, doc_nested(reader->arena, reader->doc, node), reader->diags);
        return condition->path != NULL;
    }
    condition->kind = SCRIPT_CONDITION_EXAMPLE;
    condition->example = doc_value(reader->arena, reader->doc, node);
    return true;
}

/*
 * Templates. Their depth is that of the document, which the reader bounds at DOC_MAX_DEPTH.
 */

static bool has_expression(const struct script_reader *reader, const struct node *node)
{
    const struct node *end = doc_after(reader->doc, node);
    for (const struct node *n = node; n < end; n++) {
        if (node_kind(n) == NODE_STRING && asl_is_jsonata(doc_text(reader->doc, n)))
            return true;
    }
    return false;
}

static void read_template(struct script_reader *reader, const struct node *node, struct script_template *template);

static void read_children(struct script_reader *reader, const struct node *node, struct script_template *template)
{
    bool is_object = node_kind(node) == NODE_OBJECT;
    struct script_template *children = arena_array(reader->arena, struct script_template, node_count(node));
    str *names = arena_array(reader->arena, str, node_count(node));
    template->kind = is_object ? SCRIPT_TEMPLATE_OBJECT : SCRIPT_TEMPLATE_ARRAY;
    template->children = children;
    template->names = names;
    const struct node *end = doc_end(reader->doc, node);
    for (const struct node *child = doc_first(node); child != end; child = doc_after(reader->doc, child)) {
        if (is_object)
            names[template->count] = doc_text(reader->doc, child++);
        read_template(reader, child, &children[template->count++]);
    }
}

static void read_template(struct script_reader *reader, const struct node *node, struct script_template *template)
{
    if (node_is_container(node)) {
        read_children(reader, node, template);
    } else if (node_kind(node) == NODE_STRING && asl_is_jsonata(doc_text(reader->doc, node))) {
        template->kind = SCRIPT_EXPRESSION;
        template->expression = read_jsonata(reader, node);
    } else {
        template->kind = SCRIPT_LITERAL;
        template->literal = doc_value(reader->arena, reader->doc, node);
    }
}

const struct script_template *script_template_read(struct script_reader *reader, const struct node *node)
{
    struct script_template *template = arena_new(reader->arena, struct script_template);
    if (has_expression(reader, node)) {
        read_template(reader, node, template);
    } else {
        template->kind = SCRIPT_LITERAL;
        template->literal = doc_value(reader->arena, reader->doc, node);
    }
    return template;
}

/*
 * Evaluation.
 */

static bool look_up(void *context, str name, value *v)
{
    const struct script_scope *scope = context;
    if (!str_equal(name, STR("states")))
        return false;
    struct object_builder states;
    object_begin(&states, scope->arena);
    object_set(&states, STR("input"), scope->call->input);
    object_set(&states, STR("stateInput"), scope->call->state_input);
    object_set(&states, STR("context"), scope->call->context);
    object_set(&states, STR("attempt"), value_integer(scope->call->attempt));
    object_set(&states, STR("call"), value_integer(scope->call->invocation));
    *v = object_end(&states);
    return true;
}

static bool evaluate(const struct script_scope *scope, const struct jsonata *expression, value *result,
                     struct jsonata_failure *failure)
{
    struct script_scope copy = *scope;
    struct jsonata_input input = { .document = scope->call->input,
                                   .lookup = look_up,
                                   .context = &copy,
                                   .now_ms = scope->now_ms,
                                   .seed = scope->seed };
    return jsonata_evaluate(scope->arena, expression, &input, result, failure);
}

static bool is_true(value v)
{
    return v.kind != VALUE_UNDEFINED && v.kind != VALUE_NULL && v.kind != VALUE_FALSE &&
           !(v.kind == VALUE_ARRAY && v.count == 0);
}

bool script_condition_holds(const struct script_scope *scope, const struct script_condition *condition)
{
    value result;
    struct jsonata_failure failure;
    struct jsonpath_scope path_scope = { .input = scope->call->input, .context = scope->call->context };
    switch (condition->kind) {
    case SCRIPT_CONDITION_NONE: return true;
    case SCRIPT_CONDITION_EXAMPLE: return example_matches(condition->example, scope->call->input);
    case SCRIPT_CONDITION_PATH:
        return jsonpath_evaluate(scope->arena, condition->path, &path_scope, &result, NULL) && is_true(result);
    case SCRIPT_CONDITION_JSONATA:
        return evaluate(scope, condition->jsonata, &result, &failure) && is_true(result);
    }
    return false;
}

static bool evaluate_expression(const struct script_scope *scope, const struct jsonata *expression,
                                value *result, str *message)
{
    struct jsonata_failure failure;
    if (evaluate(scope, expression, result, &failure)) {
        if (result->kind == VALUE_UNDEFINED || result->kind == VALUE_FUNCTION)
            *result = value_null();
        return true;
    }
    struct buf text;
    buf_init(&text, scope->arena);
    buf_printf(&text, "the expression {%%%.*s%%} of the script ", STR_ARG(jsonata_text(expression)));
    jsonata_print_failure(&text, &failure);
    *message = buf_text(&text);
    return false;
}

static bool evaluate_object(const struct script_scope *scope, const struct script_template *template, value *result,
                            str *message)
{
    struct object_builder members;
    object_begin(&members, scope->arena);
    for (uint32_t i = 0; i < template->count; i++) {
        value member;
        if (!script_template_evaluate(scope, &template->children[i], &member, message))
            return false;
        object_set(&members, template->names[i], member);
    }
    *result = object_end(&members);
    return true;
}

static bool evaluate_array(const struct script_scope *scope, const struct script_template *template, value *result,
                           str *message)
{
    struct array_builder items;
    array_begin(&items, scope->arena);
    for (uint32_t i = 0; i < template->count; i++) {
        value item;
        if (!script_template_evaluate(scope, &template->children[i], &item, message))
            return false;
        array_add(&items, item);
    }
    *result = array_end(&items);
    return true;
}

bool script_template_evaluate(const struct script_scope *scope, const struct script_template *template,
                              value *result, str *message)
{
    switch (template->kind) {
    case SCRIPT_LITERAL: *result = template->literal; return true;
    case SCRIPT_EXPRESSION:
        if (template->expression)
            return evaluate_expression(scope, template->expression, result, message);
        *result = value_null();
        return true;
    case SCRIPT_TEMPLATE_OBJECT: return evaluate_object(scope, template, result, message);
    case SCRIPT_TEMPLATE_ARRAY: return evaluate_array(scope, template, result, message);
    }
    return false;
}
