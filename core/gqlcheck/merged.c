/*
 * merged.c - the directives of source schemas of a merged API.
 */
#include "gqlcheck/internal.h"

/* Elsewhere these directives are unknown, which another rule says. */
static bool is_merged(const struct gqlcheck *check)
{
    return check->options->profile == GQL_PROFILE_MERGED;
}

static bool is_name(str text)
{
    if (text.len == 0 || char_is_digit(text.at[0]) || str_starts(text, STR("__")))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (!char_is_letter(c) && !char_is_digit(c) && c != '_')
            return false;
    }
    return true;
}

/* The text of @renamed(to: "..."), or NULL. */
static const struct gql_value *new_name(const struct gql_directive *directives)
{
    const struct gql_directive *use = gql_directive_find(directives, GQL_WORD_renamed);
    const struct gql_value *value = use ? gqlcheck_argument(use, GQL_WORD_to) : NULL;
    return value && value->kind == GQL_STRING ? value : NULL;
}

void gqlcheck_renamed_name(struct gqlcheck *check, const struct gqlcheck_place *place,
                           const struct gql_directive *use)
{
    const struct gql_value *value = use->name.id == GQL_WORD_renamed ? new_name(use) : NULL;
    if (!value || !is_merged(check))
        return;
    str name = gqlcheck_string(check, place->definition->document, value);
    if (is_name(name))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_RENAMED_NAME, place->definition, value->span);
    diag_message(d, "\"%.*s\" cannot be a name in GraphQL", STR_ARG(name));
}

static void report_collision(struct gqlcheck *check, const struct gql_definition *definition,
                             const struct gql_value *value, str name)
{
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_RENAMED_COLLISION, definition, value->span);
    diag_message(d, "the new name \"%.*s\" is taken already", STR_ARG(name));
}

/* A field that is renamed away leaves its name to others. */
static bool is_field_taken(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field,
                           str name)
{
    uint32_t id = intern_find(check->names, name);
    const struct gql_field *other = id == INTERN_NONE ? NULL : gql_type_field(type, id);
    return other && other != field && !new_name(other->member->directives);
}

/* Adds a new name to those given so far; false when another has it. */
static bool is_first(struct intern *given, str name)
{
    bool is_new;
    intern_add_new(given, name, &is_new);
    return is_new;
}

static void check_fields(struct gqlcheck *check, const struct gql_named_type *type)
{
    struct intern given;
    intern_init(&given, check->arena);
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        const struct gql_value *value = new_name(field->member->directives);
        if (!value)
            continue;
        str name = gqlcheck_string(check, field->definition->document, value);
        if (!is_first(&given, name) || is_field_taken(check, type, field, name))
            report_collision(check, field->definition, value, name);
    }
}

static bool is_type_taken(struct gqlcheck *check, const struct gql_named_type *type, str name)
{
    uint32_t id = intern_find(check->names, name);
    const struct gql_named_type *other = id == INTERN_NONE ? NULL : gql_schema_type(check->schema, id);
    return other && other != type && !(other->base && new_name(other->base->directives));
}

void gqlcheck_renamed_collision(struct gqlcheck *check)
{
    struct intern given;
    intern_init(&given, check->arena);
    for (uint32_t i = 0; is_merged(check) && i < check->schema->type_count; i++) {
        const struct gql_named_type *type = &check->schema->types[i];
        if (!type->is_defined || type->is_builtin)
            continue;
        if (type->kind == GQL_OBJECT || type->kind == GQL_INTERFACE)
            check_fields(check, type);
        const struct gql_value *value = new_name(type->base->directives);
        if (!value)
            continue;
        str name = gqlcheck_string(check, type->base->document, value);
        if (!is_first(&given, name) || is_type_taken(check, type, name))
            report_collision(check, type->base, value, name);
    }
}

void gqlcheck_hidden_empties(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (!is_merged(check) || type->kind != GQL_OBJECT || type->field_count == 0 ||
        gql_directive_find(type->base->directives, GQL_WORD_hidden))
        return;
    for (uint32_t i = 0; i < type->field_count; i++) {
        if (!gql_directive_find(type->fields[i].member->directives, GQL_WORD_hidden))
            return;
    }
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_HIDDEN_EMPTIES, type->base, type->base->name.span);
    str name = gqlcheck_name(check, type->name);
    diag_message(d, "all fields of \"%.*s\" are hidden, so that nothing is left of it in the merged schema",
                 STR_ARG(name));
    diag_help(d, "hide the type itself");
}
