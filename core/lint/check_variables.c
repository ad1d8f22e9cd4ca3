/* Rules about workflow variables. */
#include "base/utf8.h"
#include "lint/variables.h"
#include "text/unicode.h"

#define VARIABLE_NAME_MAX 80 /* characters; Developer Guide, "Passing data between states with variables" */

typedef void assignment_visitor(struct lint *lint, const struct asl_object *object, const struct node *key,
                                str name);

static void each_assignment(struct lint *lint, const struct asl_object *object, const struct asl_field *field,
                            assignment_visitor *visit)
{
    if (field->name != NAME_Assign || node_kind(field->value) != NODE_OBJECT)
        return;
    for (const struct node *key = doc_first(field->value); key != doc_end(lint->doc, field->value);
         key = doc_after(lint->doc, key + 1))
        visit(lint, object, key, variable_name(lint, object, key));
}

/* The offset of the first character that does not belong into a name, or the text's length. */
static size_t bad_name_char(str name)
{
    for (size_t i = 0; i < name.len;) {
        size_t at = i;
        uint32_t c = utf8_next(name, &i);
        bool fits = unicode_is_letter(c) || (at > 0 && (unicode_is_digit(c) || c == '_' || unicode_is_mark(c)));
        if (!fits)
            return at;
    }
    return name.len;
}

static void visit_name(struct lint *lint, const struct asl_object *object, const struct node *key, str name)
{
    (void)object;
    size_t bad = bad_name_char(name), length = utf8_length(name);
    if ((bad == name.len && length >= 1 && length <= VARIABLE_NAME_MAX) || asl_is_opaque(name))
        return;
    struct diag *d = lint_report(lint, RULE_VARIABLE_NAME, key);
    if (length == 0 || bad == 0)
        diag_message(d, "a variable's name starts with a letter");
    else if (bad < name.len)
        diag_message(d, "a variable's name has only letters, digits and underscores");
    else
        diag_message(d, "the name has %zu characters, at most %d are allowed", length, VARIABLE_NAME_MAX);
}

void check_variable_name(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    each_assignment(lint, object, field, visit_name);
}

static void visit_reserved(struct lint *lint, const struct asl_object *object, const struct node *key, str name)
{
    (void)object;
    if (!str_equal(name, STR("states")))
        return;
    struct diag *d = lint_report(lint, RULE_RESERVED_VARIABLE, key);
    diag_message(d, "\"states\" is reserved for $states");
}

void check_reserved_variable(struct lint *lint, const struct asl_object *object, const struct asl_field *field)
{
    each_assignment(lint, object, field, visit_reserved);
}

static void visit_shadowing(struct lint *lint, const struct asl_object *object, const struct node *key, str name)
{
    const struct variables *variables = lint_variables(lint);
    uint32_t variable = intern_find(&variables->names, name);
    if (variables->is_limited || variable == INTERN_NONE)
        return;
    for (const struct asl_machine *machine = object->state->machine; machine->outer; machine = machine->outer) {
        const struct asl_state *around = machine->object.state;
        if (around->is_distributed || !bits_has(&variables->may[around->number], variable))
            return;
        if (!bits_has(&variables->assigned[machine->outer->number], variable))
            continue;
        struct diag *d = lint_report(lint, RULE_VARIABLE_SHADOWING, key);
        diag_message(d, "\"%.*s\" belongs to an outer scope, which this one can only read", STR_ARG(name));
        const struct assignment *first = &variables->assignments[variables->first[variable]];
        if (first->key != key)
            diag_related(d, lint->doc->source, node_span(first->key), "first assigned here");
        return;
    }
}

void check_variable_shadowing(struct lint *lint, const struct asl_object *object,
                              const struct asl_field *field)
{
    if (object->state->machine->outer)
        each_assignment(lint, object, field, visit_shadowing);
}

enum visibility {
    VISIBLE_ALWAYS,
    VISIBLE_MAYBE,       /* on some ways to here */
    VISIBLE_NEVER,
    VISIBLE_DISTRIBUTED, /* assigned outside of a distributed Map, inside of which the expression is */
    VISIBLE_UNKNOWN      /* no way leads to the state */
};

/*
 * An expression of a Map's ItemReader, ItemBatcher and the like belongs to the Map, which is outside of its children.
 * States that nothing leads to have no ways to them, and say nothing.
 */
static enum visibility visibility(struct lint *lint, const struct asl_expression *expression, str name)
{
    const struct variables *variables = lint_variables(lint);
    const struct asl_state *state = expression->owner->state;
    uint32_t variable = intern_find(&variables->names, name);
    if (variables->is_limited || !state || asl_is_opaque(name))
        return VISIBLE_UNKNOWN;
    if (!bits_has(&variables->reached, state->number))
        return VISIBLE_UNKNOWN;
    if (variable == INTERN_NONE)
        return VISIBLE_NEVER;
    if (bits_has(&variables->must[state->number], variable))
        return VISIBLE_ALWAYS;
    if (bits_has(&variables->may[state->number], variable))
        return VISIBLE_MAYBE;
    bool crossed = false;
    for (const struct asl_machine *machine = state->machine; machine; machine = machine->outer) {
        const struct asl_state *around = machine->object.state;
        crossed |= around && around->is_distributed;
        if (crossed && machine->outer && bits_has(&variables->assigned[machine->outer->number], variable))
            return VISIBLE_DISTRIBUTED;
    }
    return VISIBLE_NEVER;
}

static void visit_distributed(struct lint *lint, const struct asl_expression *expression, str name,
                              const struct source *source, span place)
{
    if (visibility(lint, expression, name) != VISIBLE_DISTRIBUTED)
        return;
    struct diag *d = diag_add(lint->diags, RULE_DISTRIBUTED_OUTER_VARIABLE, source, place);
    diag_message(d, "the child executions of a distributed Map do not see \"%.*s\"", STR_ARG(name));
    diag_help(d, "pass its value on with ItemSelector");
}

void check_distributed_outer_variable(struct lint *lint, const struct asl_expression *expression)
{
    lint_each_variable(lint, expression, visit_distributed);
}

static void visit_undefined(struct lint *lint, const struct asl_expression *expression, str name,
                            const struct source *source, span place)
{
    if (visibility(lint, expression, name) != VISIBLE_NEVER)
        return;
    const struct variables *variables = lint_variables(lint);
    struct diag *d = diag_add(lint->diags, RULE_UNDEFINED_VARIABLE, source, place);
    if (intern_find(&variables->names, name) == INTERN_NONE) {
        static const str reserved = STR_INIT("states");
        diag_message(d, "no state assigns \"%.*s\"", STR_ARG(name));
        if (expression->kind != ASL_JSONATA || diag_help_nearest(lint->diags, d, &reserved, 1, name) < 0)
            diag_help_nearest(lint->diags, d, variables->names.texts, variables->names.count, name);
    } else {
        diag_message(d, "\"%.*s\" has no value here: it is assigned later, or in another scope", STR_ARG(name));
    }
}

void check_undefined_variable(struct lint *lint, const struct asl_expression *expression)
{
    lint_each_variable(lint, expression, visit_undefined);
}

static void visit_maybe(struct lint *lint, const struct asl_expression *expression, str name,
                        const struct source *source, span place)
{
    if (visibility(lint, expression, name) != VISIBLE_MAYBE)
        return;
    struct diag *d = diag_add(lint->diags, RULE_MAYBE_UNDEFINED_VARIABLE, source, place);
    diag_message(d, "\"%.*s\" is not assigned on every way to here", STR_ARG(name));
}

void check_maybe_undefined_variable(struct lint *lint, const struct asl_expression *expression)
{
    lint_each_variable(lint, expression, visit_maybe);
}

void check_unused_variable(struct lint *lint)
{
    const struct variables *variables = lint_variables(lint);
    struct bits told;
    bits_init(&told, lint->arena, variables->names.count);
    for (uint32_t i = 0; i < variables->assignment_count; i++) {
        const struct assignment *assignment = &variables->assignments[i];
        if (bits_has(&variables->read, assignment->variable) || bits_has(&told, assignment->variable))
            continue;
        bits_set(&told, assignment->variable);
        str name = intern_text(&variables->names, assignment->variable);
        if (asl_is_opaque(name))
            continue;
        struct diag *d = lint_report(lint, RULE_UNUSED_VARIABLE, assignment->key);
        diag_message(d, "nothing reads the variable \"%.*s\"", STR_ARG(name));
    }
}
