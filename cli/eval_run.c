#include "asl/asl.h"
#include "eval.h"
#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"

const char *const eval_languages[] = {
    [EVAL_AUTO] = "auto",
    [EVAL_JSONATA] = "jsonata",
    [EVAL_JSONPATH] = "jsonpath",
    [EVAL_REFERENCE_PATH] = "reference-path",
    [EVAL_INTRINSIC] = "intrinsic",
    NULL
};

bool eval_language_parse(str text, enum eval_language *language)
{
    for (int i = 0; eval_languages[i]; i++) {
        if (str_equal(text, str_from(eval_languages[i]))) {
            *language = (enum eval_language)i;
            return true;
        }
    }
    return false;
}

static bool fail(struct eval_result *result, const struct source *source, span where, str code, str message, str help)
{
    result->has_failed = true;
    result->failed = (struct report_failed){ source, where, code, message, help };
    return false;
}

/* Which language? */

static bool can_be_path(struct arena *arena, str text)
{
    struct source source = { .text = text };
    struct diags diags;
    diags_init(&diags, arena);
    return jsonpath_parse(arena, &source, &diags) != NULL;
}

/* "$.", "$[", "$$." and the like: no JSONata of Step Functions begins so, since it has no context item. */
static bool begins_like_path(str text)
{
    size_t dollars = str_starts(text, STR("$$")) ? 2 : str_starts(text, STR("$")) ? 1 : 0;
    return dollars > 0 && (text.len == dollars || text.at[dollars] == '.' || text.at[dollars] == '[');
}

enum eval_language eval_language_of(struct arena *arena, const struct eval_world *world, str text)
{
    struct jsonata_options options = { world->dialect };
    struct jsonata_failure failure;
    if (world->language != EVAL_AUTO)
        return world->language;
    if (world->is_plain || asl_is_jsonata(text))
        return EVAL_JSONATA;
    if (intrinsic_looks_like_call(text))
        return EVAL_INTRINSIC;
    if (begins_like_path(text))
        return EVAL_JSONPATH;
    /* $items[*].price, $items[?(@.new)]: a path into a variable that JSONata cannot read, or reads as something odd. */
    if (str_starts(text, STR("$")) && can_be_path(arena, text) &&
        (str_contains(text, STR("[*]")) || !jsonata_parse(arena, text, &options, &failure)))
        return EVAL_JSONPATH;
    return EVAL_JSONATA;
}

/* Paths and intrinsic calls. */

static value find_variable(const void *context, str name)
{
    const struct eval_world *world = context;
    return value_get(world->variables, name);
}

static struct jsonpath_scope scope_of(const struct eval_world *world)
{
    return (struct jsonpath_scope){ .input = eval_world_input(world),
                                    .context = value_get(world->states, STR("context")),
                                    .variable = find_variable,
                                    .variables = world };
}

static str hint_of(struct arena *arena, const struct eval_world *world, const struct jsonpath *path,
                   const struct jsonpath_failure *failure)
{
    if (path->root == JSONPATH_VARIABLE && find_variable(world, path->variable).kind == VALUE_UNDEFINED)
        return str_printf(arena, "there is no variable \"$%.*s\"", STR_ARG(path->variable));
    if (failure->outcome != JSONPATH_MISSING || failure->step >= path->step_count)
        return STR("");
    const struct jsonpath_step *step = &path->steps[failure->step];
    return step->kind == JSONPATH_NAME ? eval_hint_path(arena, failure->value, step->as.name) : STR("");
}

/* In the words of a field of a template when there is one, else of InputPath and its like. */
static bool fail_path(struct arena *arena, const struct eval_world *world, const struct jsonpath *path,
                      const struct jsonpath_failure *failure, str field, struct eval_result *result)
{
    str text = source_text(path->source, path->span);
    span where = failure->step < path->step_count ? path->steps[failure->step].span : path->span;
    str why = jsonpath_failure_text(arena, path, failure);
    str message = str_printf(arena, "Invalid path '%.*s' : %.*s", STR_ARG(text), STR_ARG(why));
    if (field.len > 0)
        message = str_printf(arena, "The JSONPath '%.*s' specified for the field '%.*s' could not be found in the input",
                             STR_ARG(text), STR_ARG(field));
    return fail(result, path->source, where, STR("States.Runtime"), message, hint_of(arena, world, path, failure));
}

bool eval_path(struct arena *arena, const struct eval_world *world, const struct jsonpath *path, str field,
               struct eval_result *result)
{
    struct jsonpath_scope scope = scope_of(world);
    struct jsonpath_failure failure;
    return jsonpath_evaluate(arena, path, &scope, &result->value, &failure) ||
           fail_path(arena, world, path, &failure, field, result);
}

static bool eval_intrinsic(struct arena *arena, struct eval_world *world, const struct intrinsic *call, str field,
                           struct eval_result *result)
{
    struct jsonpath_scope scope = scope_of(world);
    struct intrinsic_failure failure;
    if (intrinsic_evaluate(arena, call, &scope, &world->random, &result->value, &failure))
        return true;
    if (failure.path)
        return fail_path(arena, world, failure.path, &failure.path_failure, field, result);
    span whole = call->node_count > 0 ? call->nodes[0].span : span_at(0, call->source->text.len);
    return fail(result, call->source, whole, failure.failure.error, failure.failure.cause, STR(""));
}

/* JSONata. */

static bool look_up(void *context, str name, value *v)
{
    const struct eval_world *world = context;
    bool is_states = str_equal(name, STR("states")) && !world->is_plain;
    *v = is_states ? world->states : value_get(world->variables, name);
    return v->kind != VALUE_UNDEFINED;
}

/* What has no code of its own is an error of the service, or a bound of ours. */
static str code_of(const struct eval_world *world, const struct jsonata_failure *failure)
{
    if (failure->code.len > 0)
        return failure->code;
    return world->is_plain ? STR("") : STR("States.QueryEvaluationError");
}

static bool fail_jsonata(const struct eval_world *world, const struct source *source,
                         const struct jsonata_failure *failure, str help, struct eval_result *result)
{
    return fail(result, source, failure->span, code_of(world, failure), failure->message, help);
}

static bool evaluate_jsonata(struct arena *arena, struct eval_world *world, const struct source *source,
                             const struct jsonata *jsonata, struct eval_result *result)
{
    struct jsonata_input input = { .document = world->is_plain ? eval_world_input(world) : value_undefined(),
                                   .lookup = look_up,
                                   .context = world,
                                   .now_ms = world->now_ms,
                                   .seed = random_next(&world->random) };
    struct jsonata_failure failure = { 0 };
    span whole = span_at(0, source->text.len);
    result->jsonata = jsonata;
    if (!jsonata_evaluate(arena, jsonata, &input, &result->value, &failure)) {
        result->value = value_undefined();
        return fail_jsonata(world, source, &failure, eval_hint_failure(arena, world, jsonata, &failure), result);
    }
    if (result->value.kind == VALUE_FUNCTION) {
        result->value = value_undefined();
        result->is_function = true;
        return fail(result, source, whole, code_of(world, &failure),
                    STR("the expression returned an unsupported result type"), STR("it is a function"));
    }
    if (result->value.kind == VALUE_UNDEFINED && !world->is_plain)
        return fail(result, source, whole, STR("States.QueryEvaluationError"),
                    STR("the expression returned nothing (undefined)"), eval_hint_nothing(arena, world, jsonata));
    return true;
}

/* A name that is called may be a function's that lacks its $. */
static bool is_called_function(const struct eval_world *world, const struct diag *diag)
{
    str text = diag->source->text;
    return diag->span.end < text.len && text.at[diag->span.end] == '(' &&
           jsonata_function_find(world->dialect, source_text(diag->source, diag->span));
}

/* What Step Functions refuses before it runs anything; other checks only explain failures. */
static bool is_refused(struct arena *arena, const struct eval_world *world, const struct source *source,
                       const struct jsonata *jsonata, struct diags *refusals)
{
    struct diags checks;
    diags_init(&checks, arena);
    struct jsonata_facts facts = jsonata_inspect(arena, jsonata);
    jsonata_check(arena, &facts, source, &checks);
    for (uint32_t i = 0; i < checks.count; i++) {
        const struct diag *found = checks.items[i];
        if (found->rule != RULE_JSONATA_TOP_LEVEL)
            continue;
        struct diag *diag = diag_add(refusals, found->rule, found->source, found->span);
        diag_message(diag, "%.*s", STR_ARG(found->message));
        if (is_called_function(world, found))
            diag_help(diag, "did you mean \"$%.*s\"?", STR_ARG(source_text(found->source, found->span)));
        else
            diag_help(diag, "%.*s; --plain takes the input for $", STR_ARG(found->help));
    }
    return refusals->count > 0;
}

static bool run_jsonata(struct arena *arena, struct eval_world *world, const struct source *source,
                        struct eval_result *result)
{
    struct jsonata_options options = { world->dialect };
    struct jsonata_failure failure;
    const struct jsonata *jsonata = jsonata_parse(arena, source->text, &options, &failure);
    if (!jsonata)
        return fail_jsonata(world, source, &failure, STR(""), result);
    if (!world->is_plain && is_refused(arena, world, source, jsonata, &result->diags))
        return false;
    return evaluate_jsonata(arena, world, source, jsonata, result);
}

/* The expression without blanks around it and without its markers. */
static const struct source *strip(struct arena *arena, const struct source *source, enum eval_language language)
{
    str text = str_trim(source->text);
    size_t start = text.len > 0 ? (size_t)(text.at - source->text.at) : 0;
    span where = span_at(start, start + text.len);
    if (language == EVAL_JSONATA && asl_is_jsonata(text))
        where = span_at(where.start + 2, where.end - 2);
    return source_slice(arena, source, where);
}

static void help_with_language(struct diags *diags, const struct eval_world *world)
{
    if (world->language != EVAL_AUTO || diags->count == 0 || diags->items[0]->help.len > 0)
        return;
    diag_help(diags->items[0], "it was read as JSONPath, as it begins like a path; for JSONata, $states.input is the "
                               "input of a state, and with --plain $ is");
}

bool eval_run(struct arena *arena, struct eval_world *world, const struct source *text, struct eval_result *result)
{
    *result = (struct eval_result){ .language = eval_language_of(arena, world, str_trim(text->text)) };
    const struct source *source = strip(arena, text, result->language);
    const struct intrinsic *call;
    diags_init(&result->diags, arena);
    switch (result->language) {
    case EVAL_AUTO:
    case EVAL_JSONATA:
        return run_jsonata(arena, world, source, result);
    case EVAL_JSONPATH:
        result->path = jsonpath_parse(arena, source, &result->diags);
        if (!result->path)
            help_with_language(&result->diags, world);
        return result->path && eval_path(arena, world, result->path, STR(""), result);
    case EVAL_REFERENCE_PATH:
        result->path = jsonpath_parse_reference(arena, source, JSONPATH_READS_ONE, &result->diags);
        return result->path && eval_path(arena, world, result->path, STR(""), result);
    case EVAL_INTRINSIC:
        call = intrinsic_parse(arena, source, &result->diags);
        return call && eval_intrinsic(arena, world, call, STR(""), result);
    }
    return false;
}

bool eval_expression(struct arena *arena, struct eval_world *world, const struct asl_expression *expression,
                     struct eval_result *result)
{
    *result = (struct eval_result){ 0 };
    diags_init(&result->diags, arena);
    switch (expression->kind) {
    case ASL_PATH:
        return eval_path(arena, world, expression->as.path, expression->place, result);
    case ASL_INTRINSIC:
        return eval_intrinsic(arena, world, expression->as.intrinsic, expression->place, result);
    case ASL_JSONATA:
        return evaluate_jsonata(arena, world, expression->source, expression->as.jsonata, result);
    case ASL_BROKEN:
        break;
    }
    return fail(result, expression->source, span_at(0, expression->source->text.len), STR(""),
                STR("this cannot be read as an expression"), STR(""));
}
