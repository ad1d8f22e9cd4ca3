#include "sim/evaluate.h"

#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"

static enum value_style style_of(const struct evaluation *evaluation)
{
    return evaluation->frame->plan->style;
}

str sim_evaluate_shown(struct sim *sim, value v, enum value_style style)
{
    if (v.kind == VALUE_STRING)
        return value_text(v);
    return value_to_text(&sim->live, v, style);
}

static value find_variable(const void *variables, str name)
{
    return variables_find(variables, name);
}

static void note_context(void *context, const struct jsonpath *path)
{
    bool *is_needed = context;
    *is_needed |= path->root == JSONPATH_CONTEXT;
}

static bool path_needs_context(const struct jsonpath *path)
{
    if (path->root == JSONPATH_CONTEXT)
        return true;
    if (path->is_definite)
        return false;
    bool is_needed = false;
    jsonpath_visit(path, note_context, &is_needed);
    return is_needed;
}

static bool call_needs_context(const struct intrinsic *call)
{
    for (uint32_t i = 0; i < call->node_count; i++) {
        if (call->nodes[i].kind == INTRINSIC_PATH && path_needs_context(call->nodes[i].as.path))
            return true;
    }
    return false;
}

/* The context object is only made for those who look at it. */
static struct jsonpath_scope scope_of(const struct evaluation *evaluation, bool needs_context)
{
    struct jsonpath_scope scope = { .input = evaluation->input, .variable = find_variable,
                                    .variables = evaluation->frame };
    if (needs_context)
        scope.context = context_object(evaluation->sim, evaluation->frame, evaluation->item);
    return scope;
}

static str path_text(const struct jsonpath *path)
{
    return source_text(path->source, path->span);
}

/* Fields that are part of a template, and those that give a text, have words of their own. */
static bool is_template_place(const struct asl_expression *expression)
{
    return str_ends(expression->place, STR(".$")) || expression->field == NAME_ErrorPath ||
           expression->field == NAME_CausePath;
}

static bool fail_template(struct evaluation *evaluation, const struct asl_expression *expression,
                          const struct jsonpath *path)
{
    str input = value_to_text(&evaluation->sim->live, evaluation->input, style_of(evaluation));
    return error_runtime(evaluation->sim, evaluation->frame, evaluation->error,
                         "The JSONPath '%.*s' specified for the field '%.*s' could not be found in the input '%.*s'",
                         STR_ARG(path_text(path)), STR_ARG(expression->place), STR_ARG(input));
}

static bool fail_path(struct evaluation *evaluation, const struct asl_expression *expression,
                      const struct jsonpath *path, const struct jsonpath_failure *failure)
{
    if (is_template_place(expression))
        return fail_template(evaluation, expression, path);
    str why = jsonpath_failure_text(&evaluation->sim->live, path, failure);
    return error_runtime(evaluation->sim, evaluation->frame, evaluation->error, "Invalid path '%.*s' : %.*s",
                         STR_ARG(path_text(path)), STR_ARG(why));
}

/* In a payload template an item behind the end of its array is null to the service, not missing. */
static bool is_item_behind_end(const struct asl_expression *expression, const struct jsonpath *path,
                               const struct jsonpath_failure *failure)
{
    return str_ends(expression->place, STR(".$")) && failure->outcome == JSONPATH_MISSING &&
           failure->step + 1 == path->step_count && path->steps[failure->step].kind == JSONPATH_INDEX &&
           failure->value.kind == VALUE_ARRAY;
}

static bool run_path(struct evaluation *evaluation, const struct asl_expression *expression, value *result)
{
    const struct jsonpath *path = expression->as.path;
    struct jsonpath_scope scope = scope_of(evaluation, path_needs_context(path));
    struct jsonpath_failure failure;
    if (jsonpath_evaluate(&evaluation->sim->live, path, &scope, result, &failure))
        return true;
    if (is_item_behind_end(expression, path, &failure)) {
        *result = value_null();
        return true;
    }
    return fail_path(evaluation, expression, path, &failure);
}

bool sim_evaluate_path(struct evaluation *evaluation, const struct asl_expression *expression, value *result)
{
    if (expression->kind != ASL_PATH)
        return sim_evaluate_expression(evaluation, expression, result);
    const struct jsonpath *path = expression->as.path;
    struct jsonpath_scope scope = scope_of(evaluation, path_needs_context(path));
    struct jsonpath_failure failure;
    if (jsonpath_evaluate(&evaluation->sim->live, path, &scope, result, &failure))
        return true;
    *result = value_undefined();
    return failure.outcome == JSONPATH_MISSING || fail_path(evaluation, expression, path, &failure);
}

/* The service names a path into the context object without its first "$", and shows the input all the same. */
static bool fail_argument(struct evaluation *evaluation, const struct asl_expression *expression,
                          const struct intrinsic_failure *failure)
{
    struct arena *arena = &evaluation->sim->live;
    str path = path_text(failure->path), why;
    if (str_starts(path, STR("$$")))
        path = str_from_offset(path, 1);
    if (failure->path_failure.outcome == JSONPATH_MISSING)
        why = str_printf(arena, "The JsonPath argument for the field '%.*s' could not be found in the input '%.*s'",
                         STR_ARG(path), STR_ARG(value_to_text(arena, evaluation->input, style_of(evaluation))));
    else
        why = jsonpath_failure_text(arena, failure->path, &failure->path_failure);
    return error_runtime(evaluation->sim, evaluation->frame, evaluation->error,
                         "The function '%.*s' had the following error: %.*s", STR_ARG(expression->source->text),
                         STR_ARG(why));
}

static bool run_intrinsic(struct evaluation *evaluation, const struct asl_expression *expression, value *result)
{
    const struct intrinsic *call = expression->as.intrinsic;
    struct sim *sim = evaluation->sim;
    struct jsonpath_scope scope = scope_of(evaluation, call_needs_context(call));
    struct intrinsic_failure failure;
    if (intrinsic_evaluate(&sim->live, call, &scope, &sim->random, result, &failure))
        return true;
    if (failure.path)
        return fail_argument(evaluation, expression, &failure);
    return error_set(sim, evaluation->error, failure.failure.error,
                     "An error occurred while executing the state '%.*s' (entered at the event id #%u). %.*s",
                     STR_ARG(evaluation->frame->plan->state->name), evaluation->frame->entry,
                     STR_ARG(failure.failure.cause));
}

/* $states: input, context, and what the place has beside them. */
static value states_object(struct evaluation *evaluation)
{
    struct object_builder states;
    object_begin(&states, &evaluation->sim->live);
    object_set(&states, STR("input"), evaluation->input);
    object_set(&states, STR("context"),
               context_object(evaluation->sim, evaluation->frame, evaluation->item));
    if (evaluation->result.kind != VALUE_UNDEFINED)
        object_set(&states, STR("result"), evaluation->result);
    if (evaluation->error_output.kind != VALUE_UNDEFINED)
        object_set(&states, STR("errorOutput"), evaluation->error_output);
    return object_end(&states);
}

static bool look_up(void *context, str name, value *v)
{
    struct evaluation *evaluation = context;
    *v = str_equal(name, STR("states")) ? states_object(evaluation)
                                        : variables_find(evaluation->frame, name);
    return v->kind != VALUE_UNDEFINED;
}

/* "The JSONata expression 'E' specified for the field 'F' ", then what is wrong. */
static bool fail_jsonata(struct evaluation *evaluation, const struct asl_expression *expression, str what)
{
    str text = str_trim(expression->source->text);
    return error_evaluation(evaluation->sim, evaluation->frame, evaluation->error, expression->place,
                            "The JSONata expression '%.*s' specified for the field '%.*s' %.*s", STR_ARG(text),
                            STR_ARG(expression->place), STR_ARG(what));
}

static bool run_jsonata(struct evaluation *evaluation, const struct asl_expression *expression, value *result)
{
    struct sim *sim = evaluation->sim;
    struct jsonata_limits limits = jsonata_default_limits(JSONATA_AWS);
    if (sim->options.max_expression_steps)
        limits.steps = sim->options.max_expression_steps;
    struct jsonata_input input = { .lookup = look_up, .context = evaluation, .limits = &limits,
                                   .now_ms = sim->options.start_ms + sim->now_ms,
                                   .seed = random_next(&sim->random) };
    struct jsonata_failure failure;
    if (!jsonata_evaluate(&sim->live, expression->as.jsonata, &input, result, &failure)) {
        struct buf what;
        buf_init(&what, &sim->live);
        jsonata_print_failure(&what, &failure);
        return fail_jsonata(evaluation, expression, buf_text(&what));
    }
    if (result->kind == VALUE_UNDEFINED)
        return fail_jsonata(evaluation, expression, STR("returned nothing (undefined)."));
    if (result->kind == VALUE_FUNCTION)
        return fail_jsonata(evaluation, expression, STR("returned an unsupported result type."));
    return true;
}

bool sim_evaluate_expression(struct evaluation *evaluation, const struct asl_expression *expression, value *result)
{
    switch (expression->kind) {
    case ASL_PATH: return run_path(evaluation, expression, result);
    case ASL_INTRINSIC: return run_intrinsic(evaluation, expression, result);
    case ASL_JSONATA: return run_jsonata(evaluation, expression, result);
    case ASL_BROKEN: break;
    }
    return error_runtime(evaluation->sim, evaluation->frame, evaluation->error,
                         "The expression '%.*s' specified for the field '%.*s' cannot be read",
                         STR_ARG(expression->source->text), STR_ARG(expression->place));
}

static bool run_object(struct evaluation *evaluation, const struct asl_template *template, value *result)
{
    struct object_builder members;
    object_begin(&members, &evaluation->sim->live);
    object_reserve(&members, template->count);
    for (uint32_t i = 0; i < template->count; i++) {
        value v;
        if (!sim_evaluate_template(evaluation, &template->as.parts.children[i], &v))
            return false;
        object_set(&members, template->as.parts.names[i], v);
    }
    *result = object_end(&members);
    return true;
}

static bool run_array(struct evaluation *evaluation, const struct asl_template *template, value *result)
{
    struct array_builder items;
    array_begin(&items, &evaluation->sim->live);
    array_reserve(&items, template->count);
    for (uint32_t i = 0; i < template->count; i++) {
        value v;
        if (!sim_evaluate_template(evaluation, &template->as.parts.children[i], &v))
            return false;
        array_add(&items, v);
    }
    *result = array_end(&items);
    return true;
}

/* Recursion is bounded by the depth of the definition, DOC_MAX_DEPTH. */
bool sim_evaluate_template(struct evaluation *evaluation, const struct asl_template *template, value *result)
{
    switch (template->kind) {
    case ASL_TEMPLATE_LITERAL: *result = template->as.literal; return true;
    case ASL_TEMPLATE_EXPRESSION: return sim_evaluate_expression(evaluation, template->as.expression, result);
    case ASL_TEMPLATE_OBJECT: return run_object(evaluation, template, result);
    case ASL_TEMPLATE_ARRAY: return run_array(evaluation, template, result);
    }
    return false;
}

bool sim_evaluate_field(struct evaluation *evaluation, const struct asl_field *field, value *result)
{
    if (field->expression)
        return sim_evaluate_expression(evaluation, field->expression, result);
    if (field->template)
        return sim_evaluate_template(evaluation, field->template, result);
    *result = doc_value(&evaluation->sim->live, evaluation->sim->asl->doc, field->value);
    return true;
}

/* The expression that a whole field consists of, or NULL. */
static const struct asl_expression *whole_expression(const struct asl_field *field)
{
    if (field->template && field->template->kind == ASL_TEMPLATE_EXPRESSION)
        return field->template->as.expression;
    return field->expression;
}

bool sim_evaluate_typed(struct evaluation *evaluation, const struct asl_field *field, const char *kind, value *result)
{
    if (!sim_evaluate_field(evaluation, field, result))
        return false;
    const char *given = value_kind_name(*result);
    const struct asl_expression *expression = whole_expression(field);
    if (strcmp(given, kind) == 0 || !expression || expression->kind != ASL_JSONATA)
        return true;
    str what = str_printf(&evaluation->sim->live,
                          "returned an unexpected result type. Expected '%s', but was '%s' for value: %.*s", kind, given,
                          STR_ARG(value_to_text(&evaluation->sim->live, *result, VALUE_STYLE_JSON)));
    return fail_jsonata(evaluation, expression, what);
}
