/* Rules about the shape of choice rules, and what must stand around them. */
#include "jsonpath/jsonpath.h"
#include "lint/internal.h"

/* A field of the other query language, or of none, is reported by its own rule, which explains the odd shape too. */
static bool has_foreign_field(const struct asl_object *object)
{
    for (uint32_t i = 0; i < object->field_count; i++) {
        const struct asl_row *row = object->fields[i].row;
        if (row ? !(row->language & object->language) : !asl_name_is_field(object->fields[i].name))
            return true;
    }
    return false;
}

static unsigned count_operators(const struct asl_rule *rule)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < rule->object.field_count; i++) {
        const struct asl_row *row = rule->object.fields[i].row;
        count += row && row->operation;
    }
    return count;
}

static unsigned count_boolean_fields(const struct asl_rule *rule)
{
    static const enum name names[] = { NAME_And, NAME_Or, NAME_Not };
    unsigned count = 0;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        count += asl_get(&rule->object, names[i]) != NULL;
    return count;
}

void check_choice_rule_shape(struct lint *lint, const struct asl_rule *rule)
{
    unsigned operators = count_operators(rule), booleans = count_boolean_fields(rule);
    bool has_too_many = operators > 1 || booleans > 1;
    if (rule->kind != ASL_RULE_SHAPELESS || (!has_too_many && has_foreign_field(&rule->object)))
        return;
    bool has_variable = asl_get(&rule->object, NAME_Variable) != NULL;
    struct diag *d = lint_report_object(lint, RULE_CHOICE_RULE_SHAPE, &rule->object);
    if (booleans > 1)
        diag_message(d, "a choice rule has only one of \"And\", \"Or\" and \"Not\"");
    else if (booleans == 1)
        diag_message(d, "a rule with \"And\", \"Or\" or \"Not\" compares nothing itself");
    else if (operators > 1)
        diag_message(d, "a choice rule has only one comparison operator, this one has %u", operators);
    else if (has_variable)
        diag_message(d, "this choice rule does not say what \"Variable\" is compared with");
    else if (operators == 1)
        diag_message(d, "this choice rule has no \"Variable\" to compare");
    else
        diag_message(d, "this choice rule tests nothing");
    diag_help(d, "a rule is one of And, Or, Not, or a Variable with one comparison operator");
}

static void report_nested(struct lint *lint, enum rule_id id, const struct asl_rule *rule, enum name name)
{
    const struct asl_field *field = asl_get(&rule->object, name);
    if (rule->object.kind != ASL_NESTED_RULE || !field)
        return;
    struct diag *d = lint_report(lint, id, field->key);
    diag_message(d, "only the outermost choice rule takes \"%.*s\"", STR_ARG(name_text(name)));
}

void check_nested_next(struct lint *lint, const struct asl_rule *rule)
{
    report_nested(lint, RULE_NESTED_NEXT, rule, NAME_Next);
}

void check_nested_assign(struct lint *lint, const struct asl_rule *rule)
{
    report_nested(lint, RULE_NESTED_ASSIGN, rule, NAME_Assign);
}

void check_operand_type(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    if (!field->row || !field->row->operation || object->language != ASL_LANGUAGE_JSONPATH ||
        asl_node_is_opaque(lint->asl, field->value))
        return;
    enum node_kind kind = node_kind(field->value);
    const char *wanted = NULL;
    switch (field->row->type) {
    case ASL_TYPE_NUMBER: wanted = kind == NODE_NUMBER ? NULL : "a number"; break;
    case ASL_TYPE_BOOLEAN:
        wanted = kind == NODE_TRUE || kind == NODE_FALSE ? NULL : "true or false";
        break;
    case ASL_TYPE_REFERENCE: wanted = kind == NODE_STRING ? NULL : "a path"; break;
    default: wanted = kind == NODE_STRING ? NULL : "a string"; break;
    }
    if (!wanted || kind == NODE_ERROR)
        return;
    struct diag *d = lint_report(lint, RULE_OPERAND_TYPE, field->value);
    diag_message(d, "\"%.*s\" takes %s", STR_ARG(name_text(field->name)), wanted);
}

void check_choice_no_default(struct lint *lint, const struct asl_state *state)
{
    if (state->object.kind != ASL_CHOICE || asl_get(&state->object, NAME_Default) || state->rule_count == 0)
        return;
    for (uint32_t i = 0; i < state->rule_count; i++) {
        const struct asl_field *condition = state->rules[i].condition;
        if (condition && node_kind(condition->value) == NODE_TRUE)
            return;
    }
    struct diag *d = lint_report_object(lint, RULE_CHOICE_NO_DEFAULT, &state->object);
    diag_message(d, "state \"%.*s\" fails when none of its rules match", STR_ARG(state->name));
    diag_help(d, "add a \"Default\"");
}

/* Paths with fewer names are usually there; more make a guess about somebody else's data. */
#define DEEP_PATH 3

struct guard_walk {
    struct lint *lint;
    struct intern guarded; /* texts of paths that IsPresent was asked of, or that were reported */
};

static bool is_guarded(const struct guard_walk *walk, const struct jsonpath *path)
{
    for (uint32_t i = 0; i < path->step_count; i++) {
        str prefix = str_slice(path->source->text, 0, path->steps[i].span.end);
        if (intern_find(&walk->guarded, prefix) != INTERN_NONE)
            return true;
    }
    return false;
}

static void visit_comparison(struct guard_walk *walk, const struct asl_rule *rule)
{
    const struct asl_expression *variable = rule->variable->expression;
    if (!variable || variable->kind != ASL_PATH)
        return;
    const struct jsonpath *path = variable->as.path;
    if (rule->operand->row->operation->comparison == ASL_COMPARE_IS_PRESENT) {
        intern_add(&walk->guarded, path->source->text);
        return;
    }
    if (path->root != JSONPATH_INPUT || path->step_count < DEEP_PATH || path->is_opaque ||
        is_guarded(walk, path))
        return;
    struct diag *d = lint_report(walk->lint, RULE_CHOICE_UNGUARDED_PATH, rule->variable->value);
    diag_message(d, "when \"%.*s\" is missing, the execution fails here", STR_ARG(path->source->text));
    diag_help(d, "ask IsPresent first, in an And");
    intern_add(&walk->guarded, path->source->text);
}

/* Nesting is bounded by the depth of the document. */
static void visit_guards(struct guard_walk *walk, const struct asl_rule *rule)
{
    if (rule->kind == ASL_RULE_COMPARE)
        visit_comparison(walk, rule);
    for (uint32_t i = 0; i < rule->child_count; i++)
        visit_guards(walk, &rule->children[i]);
}

void check_choice_unguarded_path(struct lint *lint, const struct asl_state *state)
{
    struct guard_walk walk = { .lint = lint };
    intern_init(&walk.guarded, &lint->scratch);
    for (uint32_t i = 0; i < state->rule_count; i++)
        visit_guards(&walk, &state->rules[i]);
}
