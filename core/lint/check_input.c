/* A rule about input that gets lost on its way to who needs it. */
#include "base/buf.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"
#include "lint/task.h"

/* Parts of the next state that are looked at. It may follow any number of states: this keeps the
 * whole linear. */
#define PARTS_MAX 256

/* What is left of the input for the next state: one of these. */
struct remainder {
    const struct lint_task *task; /* the answer of an API */
    const struct node *object;    /* an object that is written in the state */
    bool is_error;                /* {Error, Cause} */
};

/* Looks for something that reads a member of the input which is not left. */
struct search {
    struct lint *lint;
    const struct remainder *remainder;
    unsigned parts;              /* still to be looked at */
    const struct source *source; /* of what was found; NULL as long as nothing was */
    span where;
    str name;
};

static bool is_left(const struct search *search, str name)
{
    const struct remainder *remainder = search->remainder;
    str spelling;
    if (remainder->task)
        return aws_output_match(&remainder->task->shape, name, &spelling) != AWS_MATCH_NONE;
    if (remainder->object)
        return lint_member(search->lint, remainder->object, name);
    return str_equal(name, STR("Error")) || str_equal(name, STR("Cause"));
}

static void look_at_name(struct search *search, str name, const struct source *source, span where)
{
    if (search->source || is_left(search, name))
        return;
    search->source = source;
    search->where = where;
    search->name = name;
}

static void look_at_jsonata(struct search *search, const struct asl_expression *expression)
{
    if (!str_contains(expression->source->text, STR("$states")))
        return;
    const struct jsonata_facts *facts = expression->facts;
    for (uint32_t i = 0; i < facts->states_count; i++) {
        const struct jsonata_states_path *path = &facts->states[i];
        if (path->count >= 2 && str_equal(path->names[0], STR("input")))
            look_at_name(search, path->names[1], expression->source, path->spans[1]);
    }
}

static void look_at_expression(struct search *search, const struct asl_expression *expression)
{
    str name;
    span where;
    if (expression->kind == ASL_PATH && lint_first_name(expression->as.path, &name, &where))
        look_at_name(search, name, expression->as.path->source, where);
    if (expression->kind == ASL_JSONATA)
        look_at_jsonata(search, expression);
}

/* The depth is bounded by that of the document. */
static void look_at_template(struct search *search, const struct asl_template *template)
{
    if (search->source || search->parts == 0)
        return;
    search->parts--;
    if (template->kind == ASL_TEMPLATE_EXPRESSION)
        look_at_expression(search, template->as.expression);
    if (template->kind != ASL_TEMPLATE_OBJECT && template->kind != ASL_TEMPLATE_ARRAY)
        return;
    for (uint32_t i = 0; i < template->count && search->parts; i++)
        look_at_template(search, &template->as.parts.children[i]);
}

/* Fields that are read against the state's input, whatever happens. */
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

static void look_at_state(struct search *search, const struct asl_state *state)
{
    const struct asl_field *input = asl_get(&state->object, NAME_InputPath);
    if (input && state->object.language == ASL_LANGUAGE_JSONPATH) {
        if (input->expression)
            look_at_expression(search, input->expression);
        return;
    }
    for (uint32_t i = 0; i < state->object.field_count; i++) {
        const struct asl_field *field = &state->object.fields[i];
        if (!reads_input(field->name))
            continue;
        if (field->expression)
            look_at_expression(search, field->expression);
        if (field->template)
            look_at_template(search, field->template);
    }
}

/* Reports `node` (a key) when the next state reads what is not left. `what` replaces the input. */
static void check_next(struct lint *lint, const struct remainder *remainder,
                       const struct asl_state *next, span at, const char *what)
{
    struct search search = { .lint = lint, .remainder = remainder, .parts = PARTS_MAX };
    if (next)
        look_at_state(&search, next);
    if (!search.source)
        return;
    struct diag *d = diag_add(lint->diags, RULE_INPUT_DISCARDED, lint->doc->source, at);
    diag_message(d, "%s replaces the input, and with it \"%.*s\", which state \"%.*s\" reads", what,
                 STR_ARG(search.name), STR_ARG(next->name));
    diag_related(d, search.source, search.where, "\"%.*s\" is read here", STR_ARG(search.name));
    diag_help(d, next->object.language == ASL_LANGUAGE_JSONATA
                     ? "keep what is needed with Output, or in a variable"
                     : "keep the input with ResultPath, as in \"$.result\"");
}

static const struct asl_state *next_of(const struct asl_state *state)
{
    for (uint32_t i = 0; i < state->transition_count; i++) {
        if (state->transitions[i].kind == ASL_NEXT)
            return state->transitions[i].target;
    }
    return NULL;
}

/* Whether the result of the state, as it is, becomes the input of the next one. */
static bool result_goes_on(const struct lint *lint, const struct asl_object *object)
{
    if (object->language == ASL_LANGUAGE_JSONATA)
        return !asl_get(object, NAME_Output);
    return lint_path_is_whole(lint, object, NAME_ResultPath) &&
           lint_path_is_whole(lint, object, NAME_OutputPath) &&
           !asl_get(object, NAME_ResultSelector);
}

static void check_answer(struct lint *lint, const struct lint_task *task)
{
    if (!lint_answer_is_known(task) || !result_goes_on(lint, &task->state->object))
        return;
    struct remainder remainder = { .task = task };
    str what =
        str_printf(lint->arena, "the answer of %.*s", STR_ARG(lint_task_name(lint->arena, task)));
    check_next(lint, &remainder, next_of(task->state), lint_object_span(&task->state->object),
               str_terminated(lint->arena, what));
}

/* A Pass state whose result is an object that is written in it. */
static void check_pass(struct lint *lint, const struct asl_state *state)
{
    const struct asl_field *field = asl_get(&state->object, NAME_Result);
    if (!field)
        field = asl_get(&state->object, NAME_Parameters);
    if (!field || state->object.language != ASL_LANGUAGE_JSONPATH ||
        node_kind(field->value) != NODE_OBJECT || lint_is_decided_elsewhere(lint, field->value) ||
        !result_goes_on(lint, &state->object))
        return;
    struct remainder remainder = { .object = field->value };
    check_next(lint, &remainder, next_of(state), node_span(field->key),
               field->name == NAME_Result ? "the result" : "what is made here");
}

static void check_catchers(struct lint *lint, const struct asl_state *state)
{
    static const struct remainder error = { .is_error = true };
    for (uint32_t i = 0; i < state->transition_count; i++) {
        const struct asl_transition *transition = &state->transitions[i];
        if (transition->kind != ASL_CATCH)
            continue;
        bool is_kept = state->object.language == ASL_LANGUAGE_JSONATA
                           ? asl_get(transition->owner, NAME_Output) != NULL
                           : !lint_path_is_whole(lint, transition->owner, NAME_ResultPath);
        if (!is_kept)
            check_next(lint, &error, transition->target, lint_object_span(transition->owner),
                       "the error");
    }
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
    if (task) {
        check_carrier(lint, task);
        check_answer(lint, task);
    }
    if (state->object.kind == ASL_PASS)
        check_pass(lint, state);
    check_catchers(lint, state);
}
