#include "lint/lint.h"

#include "base/buf.h"
#include "intrinsic/intrinsic.h"
#include "lint/internal.h"

#include <assert.h>

/* The rules of each hook, in the order of the table. */
#define IS_READ(check)
#define IS_DEFINITION(check)
#define IS_MACHINE(check)
#define IS_STATE(check)
#define IS_OBJECT(check)
#define IS_FIELD(check)
#define IS_TEMPLATE(check)
#define IS_RULE(check)
#define IS_RETRIER(check)
#define IS_EXPRESSION(check)
#define RULE(id, code, severity, hook, check, ...) IS_##hook(check)

typedef void check_definition(struct lint *lint);
typedef void check_machine(struct lint *lint, const struct asl_machine *machine);
typedef void check_state(struct lint *lint, const struct asl_state *state);
typedef void check_object(struct lint *lint, const struct asl_object *object);
typedef void check_field(struct lint *lint, const struct asl_object *object, const struct asl_field *field);
typedef void check_rule(struct lint *lint, const struct asl_rule *rule);
typedef void check_retrier(struct lint *lint, const struct asl_retrier *retrier);
typedef void check_expression(struct lint *lint, const struct asl_expression *expression);

static check_definition *const definition_rules[] = {
#undef IS_DEFINITION
#define IS_DEFINITION(check) check,
#include "rules_asl.def"
#undef IS_DEFINITION
#define IS_DEFINITION(check)
};

static check_machine *const machine_rules[] = {
#undef IS_MACHINE
#define IS_MACHINE(check) check,
#include "rules_asl.def"
#undef IS_MACHINE
#define IS_MACHINE(check)
};

static check_state *const state_rules[] = {
#undef IS_STATE
#define IS_STATE(check) check,
#include "rules_asl.def"
#undef IS_STATE
#define IS_STATE(check)
};

static check_object *const object_rules[] = {
#undef IS_OBJECT
#define IS_OBJECT(check) check,
#include "rules_asl.def"
#undef IS_OBJECT
#define IS_OBJECT(check)
};

static check_field *const field_rules[] = {
#undef IS_FIELD
#define IS_FIELD(check) check,
#include "rules_asl.def"
#undef IS_FIELD
#define IS_FIELD(check)
};

static check_field *const template_rules[] = {
#undef IS_TEMPLATE
#define IS_TEMPLATE(check) check,
#include "rules_asl.def"
#undef IS_TEMPLATE
#define IS_TEMPLATE(check)
};

static check_rule *const choice_rules[] = {
#undef IS_RULE
#define IS_RULE(check) check,
#include "rules_asl.def"
#undef IS_RULE
#define IS_RULE(check)
};

static check_retrier *const retrier_rules[] = {
#undef IS_RETRIER
#define IS_RETRIER(check) check,
#include "rules_asl.def"
#undef IS_RETRIER
#define IS_RETRIER(check)
};

static check_expression *const expression_rules[] = {
#undef IS_EXPRESSION
#define IS_EXPRESSION(check) check,
#include "rules_asl.def"
#undef IS_EXPRESSION
#define IS_EXPRESSION(check)
};
#undef RULE

static void visit_object(struct lint *lint, const struct asl_object *object)
{
    for (size_t i = 0; i < ARRAY_LEN(object_rules); i++)
        object_rules[i](lint, object);
    for (uint32_t f = 0; f < object->field_count; f++) {
        const struct asl_field *field = &object->fields[f];
        for (size_t i = 0; i < ARRAY_LEN(field_rules); i++)
            field_rules[i](lint, object, field);
        for (size_t i = 0; field->template && i < ARRAY_LEN(template_rules); i++)
            template_rules[i](lint, object, field);
        /* Configurations hold each other three levels deep at most. */
        if (field->object)
            visit_object(lint, field->object);
    }
}

/* Nesting is bounded by the depth of the document. */
static void visit_rule(struct lint *lint, const struct asl_rule *rule)
{
    visit_object(lint, &rule->object);
    for (size_t i = 0; i < ARRAY_LEN(choice_rules); i++)
        choice_rules[i](lint, rule);
    for (uint32_t i = 0; i < rule->child_count; i++)
        visit_rule(lint, &rule->children[i]);
}

static void visit_retriers(struct lint *lint, const struct asl_retrier *retriers, uint32_t count)
{
    for (uint32_t r = 0; r < count; r++) {
        visit_object(lint, &retriers[r].object);
        for (size_t i = 0; i < ARRAY_LEN(retrier_rules); i++)
            retrier_rules[i](lint, &retriers[r]);
    }
}

static void visit_state(struct lint *lint, const struct asl_state *state)
{
    if (node_kind(state->object.node) != NODE_OBJECT)
        return;
    visit_object(lint, &state->object);
    for (size_t i = 0; i < ARRAY_LEN(state_rules); i++)
        state_rules[i](lint, state);
    for (uint32_t i = 0; i < state->rule_count; i++)
        visit_rule(lint, &state->rules[i]);
    visit_retriers(lint, state->retriers, state->retrier_count);
    visit_retriers(lint, state->catchers, state->catcher_count);
}

/* Which fields each kind of object requires: asked for every object, so sorted out once. */
static void find_required(struct lint *lint)
{
    size_t count;
    const struct asl_row *rows = asl_rows(&count);
    for (int kind = 0; kind < ASL_OBJECT_KIND_COUNT; kind++) {
        size_t found = 0;
        for (size_t i = 0; i < count; i++) {
            if (!asl_row_has(&rows[i], ASL_FIELD_REQUIRED) || !(rows[i].owners >> kind & 1))
                continue;
            assert(found < LINT_REQUIRED_MAX);
            lint->required[kind][found++] = &rows[i];
        }
    }
}

void lint_check(const struct asl *asl, const struct lint_options *options, struct diags *diags)
{
    struct lint lint = {
        .arena = diags->arena, .asl = asl, .doc = asl->doc, .diags = diags, .options = *options
    };
    arena_init(&lint.scratch, diags->arena->memory);
    find_required(&lint);
    /* One small block stays, so that most states need no new memory. */
    arena_alloc(&lint.scratch, 1, 1);
    struct arena_mark start = arena_mark(&lint.scratch);
    for (size_t i = 0; i < ARRAY_LEN(definition_rules); i++) {
        definition_rules[i](&lint);
        arena_release(&lint.scratch, start);
    }
    for (uint32_t m = 0; m < asl->machine_count; m++) {
        visit_object(&lint, &asl->machines[m]->object);
        for (size_t i = 0; i < ARRAY_LEN(machine_rules); i++)
            machine_rules[i](&lint, asl->machines[m]);
        arena_release(&lint.scratch, start);
    }
    for (uint32_t s = 0; s < asl->state_count; s++) {
        visit_state(&lint, asl->states[s]);
        arena_release(&lint.scratch, start);
    }
    for (uint32_t e = 0; e < asl->expression_count; e++) {
        for (size_t i = 0; asl->expressions[e]->kind != ASL_BROKEN && i < ARRAY_LEN(expression_rules); i++)
            expression_rules[i](&lint, asl->expressions[e]);
    }
    arena_finish(&lint.scratch);
}

struct diag *lint_report(struct lint *lint, enum rule_id rule, const struct node *node)
{
    return diag_add(lint->diags, rule, lint->doc->source, node_span(node));
}

span lint_object_span(const struct asl_object *object)
{
    if (object->key)
        return node_span(object->key);
    return span_at(object->node->start, object->node->start + 1);
}

struct diag *lint_report_object(struct lint *lint, enum rule_id rule, const struct asl_object *object)
{
    return diag_add(lint->diags, rule, lint->doc->source, lint_object_span(object));
}

bool lint_string(const struct lint *lint, const struct asl_object *object, enum name name, str *text)
{
    const struct asl_field *field = asl_get(object, name);
    if (!field || node_kind(field->value) != NODE_STRING)
        return false;
    *text = doc_text(lint->doc, field->value);
    return !asl_is_opaque(*text);
}

bool lint_integer(const struct lint *lint, const struct asl_object *object, enum name name, int64_t *number)
{
    const struct asl_field *field = asl_get(object, name);
    return field && asl_integer(lint->asl, field->value, number);
}

void lint_edit_string(struct lint *lint, struct diag *diag, const struct node *node, str text)
{
    struct buf quoted;
    buf_init(&quoted, lint->arena);
    value_print_string(&quoted, text);
    diag_edit(diag, node_span(node), buf_text(&quoted));
}

bool lint_looks_like_path(str text)
{
    static const str starts[] = { STR_INIT("$."), STR_INIT("$["), STR_INIT("$$.") };
    if (intrinsic_looks_like_call(text))
        return str_find_char(text, '(') != SIZE_MAX && str_ends(text, STR(")"));
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        if (str_starts(text, starts[i]))
            return str_find_char(text, ' ') == SIZE_MAX;
    }
    return false;
}

bool lint_path_twin(const struct asl_object *object, const struct asl_field *field)
{
    char name[64];
    str own = name_text(field->name);
    if (own.len + 4 > sizeof name)
        return false;
    memcpy(name, own.at, own.len);
    memcpy(name + own.len, "Path", 4);
    enum name twin = name_find((str){ name, own.len + 4 });
    return twin != NAME_NONE && asl_row_find(object->kind, twin) != NULL;
}

str lint_alternatives(struct arena *arena, const char *values)
{
    struct buf out;
    buf_init(&out, arena);
    str rest = str_from(values), part;
    while (str_split(&rest, '|', &part)) {
        if (out.len)
            buf_str(&out, rest.at ? STR(", ") : STR(" or "));
        buf_str(&out, part);
    }
    return buf_text(&out);
}

bool lint_is_express(const struct lint *lint, const struct asl_machine *machine)
{
    for (; machine; machine = machine->outer) {
        const struct asl_field *config = asl_get(&machine->object, NAME_ProcessorConfig);
        const struct asl_object *object = config ? config->object : NULL;
        str type;
        if (object && lint_string(lint, object, NAME_ExecutionType, &type))
            return str_equal(type, STR("EXPRESS"));
    }
    return lint->options.is_express;
}
