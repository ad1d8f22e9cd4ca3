#include "gqlcheck/hooks.h"

enum hook {
    HOOK_READ,
    HOOK_DOCUMENTS,
    HOOK_DEFINITION,
    HOOK_NAMES,
    HOOK_DIRECTIVES,
    HOOK_VALUE,
    HOOK_SYSTEM,
    HOOK_SCHEMA,
    HOOK_TYPE,
    HOOK_FIELD,
    HOOK_INPUT,
    HOOK_USE,
    HOOK_OPERATIONS,
    HOOK_OPERATION,
    HOOK_VARIABLE,
    HOOK_SELECTION,
    HOOK_COUNT
};

/* A check function of any hook; cast back to its hook's type before the call. */
typedef void any_check(void);
typedef CHECK_DOCUMENTS(documents_check)
typedef CHECK_DEFINITION(definition_check)
typedef CHECK_NAMES(names_check)
typedef CHECK_DIRECTIVES(directives_check)
typedef CHECK_VALUE(value_check)
typedef CHECK_TYPE(type_check)
typedef CHECK_FIELD(field_check)
typedef CHECK_INPUT(input_check)
typedef CHECK_USE(use_check)
typedef CHECK_OPERATION(operation_check)
typedef CHECK_VARIABLE(variable_check)
typedef CHECK_SELECTION(selection_check)

static const struct row {
    enum rule_id rule;
    enum hook hook;
    any_check *check;
} rows[] = {
#define RULE(id, code, severity, hook, check, ...) { RULE_##id, HOOK_##hook, (any_check *)check },
#define ALSO(id, hook, check) { RULE_##id, HOOK_##hook, (any_check *)check },
#include "rules_gql.def"
#undef RULE
};

struct hooks {
    any_check *checks[HOOK_COUNT][ARRAY_LEN(rows)];
    unsigned counts[HOOK_COUNT];
};

static bool is_for_profile(const char *code, enum gql_profile profile)
{
    str text = str_from(code);
    if (str_starts(text, STR("amplify-")))
        return profile == GQL_PROFILE_AMPLIFY;
    if (str_starts(text, STR("appsync-")) || str_starts(text, STR("auth-")))
        return profile != GQL_PROFILE_GRAPHQL;
    return true;
}

static bool is_on(enum rule_id id, const struct gqlcheck_options *options)
{
    const struct rule *rule = rule_get(id);
    enum severity severity = options->severities ? options->severities[id] : rule->severity;
    return rule->family == RULE_FAMILY_GQL && severity != SEVERITY_OFF &&
           is_for_profile(rule->code, options->profile);
}

/* Once, though several rules may name it. */
static void add_check(struct hooks *hooks, enum hook hook, any_check *check)
{
    for (unsigned i = 0; i < hooks->counts[hook]; i++) {
        if (hooks->checks[hook][i] == check)
            return;
    }
    hooks->checks[hook][hooks->counts[hook]++] = check;
}

void hooks_begin(struct gqlcheck *check, const struct gql_schema *schema, const struct gqlcheck_options *options,
                 struct diags *diags)
{
    struct arena *arena = diags->arena;
    struct hooks *hooks = arena_new(arena, struct hooks);
    *check = (struct gqlcheck){
        .arena = arena,
        .schema = schema,
        .names = schema->names,
        .diags = diags,
        .options = options,
        .hooks = hooks,
        .mark_count = schema->names->count,
    };
    check->marks = arena_array(arena, struct gqlcheck_mark, check->mark_count);
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        check->is_on[id] = is_on(id, options);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const struct row *row = &rows[i];
        if (check->is_on[row->rule] && row->check)
            add_check(hooks, row->hook, row->check);
    }
}

/* Calls all functions of a hook. */
#define CALL(HOOK, type, ...) \
    for (unsigned i = 0; i < check->hooks->counts[HOOK]; i++) \
    ((type *)check->hooks->checks[HOOK][i])(__VA_ARGS__)

void call_documents(struct gqlcheck *check)
{
    CALL(HOOK_DOCUMENTS, documents_check, check);
}

void call_definition(struct gqlcheck *check, const struct gql_definition *definition)
{
    CALL(HOOK_DEFINITION, definition_check, check, definition);
}

void call_names(struct gqlcheck *check, const struct gql_named_type *type)
{
    CALL(HOOK_NAMES, names_check, check, type);
}

void call_directives(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    if (!place->directives)
        return;
    CALL(HOOK_DIRECTIVES, directives_check, check, place);
}

void call_value(struct gqlcheck *check, const struct gqlcheck_site *site)
{
    CALL(HOOK_VALUE, value_check, check, site);
}

void call_system(struct gqlcheck *check)
{
    CALL(HOOK_SYSTEM, documents_check, check);
}

void call_schema(struct gqlcheck *check)
{
    CALL(HOOK_SCHEMA, documents_check, check);
}

void call_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    CALL(HOOK_TYPE, type_check, check, type);
}

void call_field(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field)
{
    CALL(HOOK_FIELD, field_check, check, type, field);
}

void call_input(struct gqlcheck *check, const struct gqlcheck_owner *owner, const struct gql_member *input)
{
    CALL(HOOK_INPUT, input_check, check, owner, input);
}

void call_use(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    for (const struct gql_directive *use = place->directives; use; use = use->next)
        CALL(HOOK_USE, use_check, check, place, use);
}

void call_operations(struct gqlcheck *check)
{
    CALL(HOOK_OPERATIONS, documents_check, check);
}

void call_operation(struct gqlcheck *check, struct part *part)
{
    CALL(HOOK_OPERATION, operation_check, check, part);
}

void call_variable(struct gqlcheck *check, const struct gqlcheck_variable *variable)
{
    CALL(HOOK_VARIABLE, variable_check, check, variable);
}

void call_selection(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    CALL(HOOK_SELECTION, selection_check, check, selection);
}
