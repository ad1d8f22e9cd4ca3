/* Rules about what a Task answers: fields that the answer lacks, input that the answer replaces. */
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"
#include "lint/task.h"

enum { MEMBERS_MAX = 128 }; /* more than any API gives */

/* The answer is the API's own: not that of a finished job, nor what comes with a task token. */
static bool answer_is_known(const struct lint_task *task)
{
    return task && task->has_shape && task->resource.pattern == AWS_REQUEST_RESPONSE &&
           aws_outputs_are_known(&task->shape);
}

/* Reports a name that the answer does not have; `where` is its place in `source`. */
static void check_name(struct lint *lint, const struct lint_task *task, str name,
                       const struct source *source, span where)
{
    str spelling = STR("");
    if (aws_output_match(&task->shape, name, &spelling) == AWS_MATCH)
        return;
    struct diag *d = diag_add(lint->diags, RULE_UNKNOWN_RESULT_FIELD, source, where);
    diag_message(d, "the answer of %.*s has no \"%.*s\"",
                 STR_ARG(lint_task_name(lint->arena, task)), STR_ARG(name));
    if (spelling.len) {
        diag_help(d, "did you mean \"%.*s\"?", STR_ARG(spelling));
        return;
    }
    str names[MEMBERS_MAX];
    size_t count = aws_output_names(&task->shape, names, MEMBERS_MAX);
    diag_help_nearest(lint->diags, d, names, count, name);
}

/* Whether a path field is absent or "$". */
static bool is_whole(const struct lint *lint, const struct asl_object *object, enum name name)
{
    const struct asl_field *field = asl_get(object, name);
    return !field || str_equal(asl_text(lint->asl, field->value), STR("$"));
}

/* Whether $ is the answer itself for paths of this field. */
static bool reads_answer(const struct lint *lint, const struct asl_expression *expression)
{
    const struct asl_object *object = expression->owner;
    if (expression->field == NAME_ResultSelector)
        return true;
    return expression->field == NAME_OutputPath && is_whole(lint, object, NAME_ResultPath) &&
           !asl_get(object, NAME_ResultSelector);
}

/* The name that a path starts with below $; false when it starts otherwise. */
static bool first_name(const struct jsonpath *path, str *name, span *where)
{
    if (path->is_opaque || path->root != JSONPATH_INPUT || path->step_count == 0 ||
        path->steps[0].kind != JSONPATH_NAME)
        return false;
    /* A single length(): another rule's. */
    if (path->has_call && path->step_count == 1)
        return false;
    *name = path->steps[0].as.name;
    *where = path->steps[0].span;
    return true;
}

static void check_jsonata_result(struct lint *lint, const struct lint_task *task,
                                 const struct asl_expression *expression)
{
    if (!str_contains(expression->source->text, STR("$states")))
        return;
    struct jsonata_facts facts = jsonata_inspect(lint->arena, expression->as.jsonata);
    for (uint32_t i = 0; i < facts.states_count; i++) {
        const struct jsonata_states_path *path = &facts.states[i];
        if (path->count >= 2 && str_equal(path->names[0], STR("result")))
            check_name(lint, task, path->names[1], expression->source, path->spans[1]);
    }
}

void check_unknown_result_field(struct lint *lint, const struct asl_expression *expression)
{
    const struct asl_object *owner = expression->owner;
    if (owner->kind != ASL_TASK)
        return;
    bool is_path = expression->kind == ASL_PATH && reads_answer(lint, expression);
    bool is_jsonata = expression->kind == ASL_JSONATA &&
                      (expression->field == NAME_Output || expression->field == NAME_Assign);
    if (!is_path && !is_jsonata)
        return;
    const struct lint_task *task = lint_task(lint, owner->state);
    if (!answer_is_known(task))
        return;
    str name;
    span where;
    if (is_jsonata)
        check_jsonata_result(lint, task, expression);
    else if (first_name(expression->as.path, &name, &where))
        check_name(lint, task, name, expression->as.path->source, where);
}

/* Looks for something that reads a member of the state's input which the answer before it does not
 * have. */
struct lost_walk {
    struct lint *lint;
    const struct lint_task *task; /* whose answer is the input */
    const struct source *source;  /* of what was found; NULL as long as nothing was */
    span where;
    str name;
};

static void look_at_name(struct lost_walk *walk, str name, const struct source *source, span where)
{
    str spelling;
    if (walk->source || aws_output_match(&walk->task->shape, name, &spelling) != AWS_MATCH_NONE)
        return;
    walk->source = source;
    walk->where = where;
    walk->name = name;
}

static void look_at_expression(struct lost_walk *walk, const struct asl_expression *expression)
{
    str name;
    span where;
    if (expression->kind == ASL_PATH && first_name(expression->as.path, &name, &where))
        look_at_name(walk, name, expression->as.path->source, where);
    if (expression->kind != ASL_JSONATA || !str_contains(expression->source->text, STR("$states")))
        return;
    struct jsonata_facts facts = jsonata_inspect(walk->lint->arena, expression->as.jsonata);
    for (uint32_t i = 0; i < facts.states_count; i++) {
        const struct jsonata_states_path *path = &facts.states[i];
        if (path->count >= 2 && str_equal(path->names[0], STR("input")))
            look_at_name(walk, path->names[1], expression->source, path->spans[1]);
    }
}

/* The depth is bounded by that of the document. */
static void look_at_template(struct lost_walk *walk, const struct asl_template *template)
{
    if (template->kind == ASL_TEMPLATE_EXPRESSION)
        look_at_expression(walk, template->as.expression);
    if (template->kind != ASL_TEMPLATE_OBJECT && template->kind != ASL_TEMPLATE_ARRAY)
        return;
    for (uint32_t i = 0; i < template->count && !walk->source; i++)
        look_at_template(walk, &template->as.parts.children[i]);
}

/* Fields that are read against the state's effective input, whatever happens. */
static bool reads_input(enum name name)
{
    switch ((unsigned)name) {
    case NAME_Parameters:
    case NAME_Arguments:
    case NAME_ItemSelector:
    case NAME_ItemsPath:
    case NAME_Items:
    case NAME_Seconds:
    case NAME_SecondsPath:
    case NAME_Timestamp:
    case NAME_TimestampPath: return true;
    default: return false;
    }
}

static void look_at_state(struct lost_walk *walk, const struct asl_state *state)
{
    const struct asl_field *input = asl_get(&state->object, NAME_InputPath);
    if (input && state->object.language == ASL_LANGUAGE_JSONPATH) {
        if (input->expression)
            look_at_expression(walk, input->expression);
        return;
    }
    for (uint32_t i = 0; i < state->object.field_count; i++) {
        const struct asl_field *field = &state->object.fields[i];
        if (!reads_input(field->name))
            continue;
        if (field->expression)
            look_at_expression(walk, field->expression);
        if (field->template)
            look_at_template(walk, field->template);
    }
}

/* Whether the answer, as it is, becomes the input of the next state. */
static bool replaces_input(const struct lint *lint, const struct asl_state *state)
{
    const struct asl_object *object = &state->object;
    if (object->language == ASL_LANGUAGE_JSONATA)
        return !asl_get(object, NAME_Output);
    return is_whole(lint, object, NAME_ResultPath) && is_whole(lint, object, NAME_OutputPath) &&
           !asl_get(object, NAME_ResultSelector);
}

static const struct asl_state *next_of(const struct asl_state *state)
{
    for (uint32_t i = 0; i < state->transition_count; i++) {
        if (state->transitions[i].kind == ASL_NEXT)
            return state->transitions[i].target;
    }
    return NULL;
}

static void check_lost_input(struct lint *lint, const struct lint_task *task)
{
    const struct asl_state *next = next_of(task->state);
    if (!next || !replaces_input(lint, task->state))
        return;
    struct lost_walk walk = { .lint = lint, .task = task };
    look_at_state(&walk, next);
    if (!walk.source)
        return;
    struct diag *d = lint_report_object(lint, RULE_INPUT_DISCARDED, &task->state->object);
    diag_message(
        d,
        "the answer of %.*s replaces the input, and with it \"%.*s\", which the next state reads",
        STR_ARG(lint_task_name(lint->arena, task)), STR_ARG(walk.name));
    diag_related(d, walk.source, walk.where, "\"%.*s\" is read here", STR_ARG(walk.name));
    diag_help(d, task->state->object.language == ASL_LANGUAGE_JSONATA
                     ? "keep what is needed with Output, or in a variable"
                     : "keep the input with ResultPath, as in \"$.result\", or \"null\" when the "
                       "answer is not needed");
}

/* APIs that pass the input on only when they are told to. */
static const struct {
    const char *service, *api, *member, *what;
} carriers[] = {
    { "lambda", "invoke", "Payload", "the function is called with an empty event" },
    { "states", "startExecution", "Input", "the execution is started with an empty input" },
};

static void check_carrier(struct lint *lint, const struct lint_task *task)
{
    for (size_t i = 0; i < ARRAY_LEN(carriers); i++) {
        if (!lint_task_is(task, carriers[i].service, carriers[i].api) || !task->members ||
            lint_member(lint, task->members, str_from(carriers[i].member)))
            continue;
        struct diag *d = lint_report(lint, RULE_INPUT_DISCARDED, task->arguments->key);
        diag_message(d, "without \"%s\" %s; the state's input goes nowhere", carriers[i].member,
                     carriers[i].what);
        diag_help(d, "add \"%s\": {} when that is meant", carriers[i].member);
    }
}

void check_input_discarded(struct lint *lint, const struct asl_state *state)
{
    const struct lint_task *task = lint_task(lint, state);
    if (!task)
        return;
    check_carrier(lint, task);
    if (answer_is_known(task))
        check_lost_input(lint, task);
}
