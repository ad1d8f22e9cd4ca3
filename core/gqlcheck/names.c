/*
 * names.c - what may be defined only once, and names that must be defined.
 */
#include "gqlcheck/internal.h"

static const struct gql_document *user_document(struct gqlcheck *check, uint32_t i)
{
    const struct gql_document *document = check->schema->documents[i];
    return document->is_builtin ? NULL : document;
}

/* The user's definitions, one after another: for (d = first(); d; d = next()). */
struct definitions {
    struct gqlcheck *check;
    uint32_t document;
};

static const struct gql_definition *next_document(struct definitions *all)
{
    while (all->document < all->check->schema->document_count) {
        const struct gql_document *document = user_document(all->check, all->document++);
        if (document && document->definitions)
            return document->definitions;
    }
    return NULL;
}

static const struct gql_definition *next_definition(struct definitions *all, const struct gql_definition *definition)
{
    return definition->next ? definition->next : next_document(all);
}

#define EACH_DEFINITION(check, definition) \
    struct definitions all = { (check), 0 }; \
    for (const struct gql_definition *definition = next_document(&all); definition; \
         definition = next_definition(&all, definition))

void gqlcheck_lone_schema(struct gqlcheck *check)
{
    const struct gql_definition *first = NULL;
    EACH_DEFINITION(check, definition) {
        if (definition->kind != GQL_SCHEMA || definition->is_extension)
            continue;
        if (!first) {
            first = definition;
            continue;
        }
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_LONE_SCHEMA, definition, gqlcheck_head(definition));
        diag_message(d, "there can be only one schema definition");
        diag_help(d, "merge the two, or write \"extend schema\"");
    }
}

void gqlcheck_unique_roots(struct gqlcheck *check)
{
    const struct gql_member *firsts[GQL_OPERATION_COUNT] = { NULL };
    const struct gql_definition *definitions[GQL_OPERATION_COUNT] = { NULL };
    EACH_DEFINITION(check, definition) {
        if (definition->kind != GQL_SCHEMA)
            continue;
        for (const struct gql_member *member = definition->members; member; member = member->next) {
            enum gql_operation i = (enum gql_operation)(member->name.id - GQL_WORD_query);
            if (!firsts[i]) {
                firsts[i] = member;
                definitions[i] = definition;
                continue;
            }
            struct diag *d = gqlcheck_report_in(check, RULE_GQL_UNIQUE_ROOTS, definition, member->span);
            diag_message(d, "there can be only one %s type in a schema", gql_operation_name(i));
            gqlcheck_relate(d, definitions[i], firsts[i]->span, "first here");
        }
    }
}

static bool is_user_type(const struct gql_definition *definition)
{
    return gql_kind_is_type(definition->kind) && !definition->is_extension && !definition->document->is_builtin;
}

void gqlcheck_unique_types(struct gqlcheck *check)
{
    gqlcheck_marks_begin(check);
    EACH_DEFINITION(check, definition) {
        struct diag *d;
        if (!is_user_type(definition) || gqlcheck_mark_again(check, definition->name, definition, RULE_GQL_UNIQUE_TYPES, &d))
            continue;
        str name = gqlcheck_name(check, definition->name.id);
        diag_message(d, "there can be only one type named \"%.*s\"", STR_ARG(name));
        diag_help(d, "to add to the type, write \"extend\"");
    }
}

void gqlcheck_unique_directives(struct gqlcheck *check)
{
    gqlcheck_marks_begin(check);
    EACH_DEFINITION(check, definition) {
        struct diag *d;
        if (definition->kind != GQL_DIRECTIVE ||
            gqlcheck_mark_again(check, definition->name, definition, RULE_GQL_UNIQUE_DIRECTIVES, &d))
            continue;
        str name = gqlcheck_name(check, definition->name.id);
        diag_message(d, "there can be only one directive named \"@%.*s\"", STR_ARG(name));
    }
}

/* Members with one name in all definitions of a type that are enums, or all that are not. */
static void check_unique_members(struct gqlcheck *check, const struct gql_named_type *type, bool is_enum,
                                 enum rule_id rule, const char *format)
{
    gqlcheck_marks_begin(check);
    for (uint32_t i = 0; i < type->definition_count; i++) {
        const struct gql_definition *definition = type->definitions[i];
        if (definition->document->is_builtin || (definition->kind == GQL_ENUM) != is_enum)
            continue;
        for (const struct gql_member *member = definition->members; member; member = member->next) {
            struct diag *d;
            if (gqlcheck_mark_again(check, member->name, definition, rule, &d))
                continue;
            str name = gqlcheck_name(check, type->name), field = gqlcheck_name(check, member->name.id);
            diag_message(d, format, STR_ARG(name), STR_ARG(field));
        }
    }
}

void gqlcheck_unique_fields(struct gqlcheck *check, const struct gql_named_type *type)
{
    check_unique_members(check, type, false, RULE_GQL_UNIQUE_FIELDS,
                         "field \"%.*s.%.*s\" can be defined only once");
}

void gqlcheck_unique_enum_values(struct gqlcheck *check, const struct gql_named_type *type)
{
    check_unique_members(check, type, true, RULE_GQL_UNIQUE_ENUM_VALUES,
                         "enum value \"%.*s.%.*s\" can be defined only once");
}

static void check_unique_arguments(struct gqlcheck *check, const struct gql_definition *definition,
                                   const struct gql_member *arguments, str owner)
{
    if (!arguments || !arguments->next)
        return;
    gqlcheck_marks_begin(check);
    for (; arguments; arguments = arguments->next) {
        struct diag *d;
        gqlcheck_mark_in_group(check, arguments->name, definition, RULE_GQL_UNIQUE_ARGUMENT_DEFINITIONS, &d);
        if (!d)
            continue;
        str name = gqlcheck_name(check, arguments->name.id);
        diag_message(d, "argument \"%.*s(%.*s:)\" can be defined only once", STR_ARG(owner), STR_ARG(name));
    }
}

void gqlcheck_unique_argument_definitions(struct gqlcheck *check, const struct gql_definition *definition)
{
    str name = gqlcheck_name(check, definition->name.id);
    if (definition->kind == GQL_DIRECTIVE) {
        if (definition->members && definition->members->next)
            check_unique_arguments(check, definition, definition->members,
                                   str_printf(check->arena, "@%.*s", STR_ARG(name)));
        return;
    }
    if (definition->kind != GQL_OBJECT && definition->kind != GQL_INTERFACE)
        return;
    for (const struct gql_member *field = definition->members; field; field = field->next) {
        if (!field->arguments || !field->arguments->next)
            continue;
        str field_name = gqlcheck_name(check, field->name.id);
        check_unique_arguments(check, definition, field->arguments,
                               str_printf(check->arena, "%.*s.%.*s", STR_ARG(name), STR_ARG(field_name)));
    }
}

/* -- names that must exist -- */

static bool is_optional_scalar(uint32_t name)
{
    return name == GQL_WORD_Int || name == GQL_WORD_Float || name == GQL_WORD_ID;
}

static void note_members(unsigned *used, const struct gql_member *members)
{
    for (; members; members = members->next) {
        uint32_t name = members->type.type.name;
        if (is_optional_scalar(name))
            *used |= 1u << (name - GQL_WORD_Int);
        note_members(used, members->arguments);
    }
}

static bool is_unused_scalar(struct gqlcheck *check, uint32_t name)
{
    if (!check->is_operation || check->options->profile != GQL_PROFILE_GRAPHQL || !is_optional_scalar(name))
        return false;
    if (!check->used_scalars) {
        check->used_scalars = 1u << 31; /* asked for */
        EACH_DEFINITION(check, definition)
            note_members(&check->used_scalars, definition->members);
    }
    return !(check->used_scalars >> (name - GQL_WORD_Int) & 1);
}

bool gqlcheck_knows_type(struct gqlcheck *check, uint32_t name)
{
    return gql_schema_type(check->schema, name) && !is_unused_scalar(check, name);
}

static void check_known(struct gqlcheck *check, const struct gql_definition *definition, uint32_t name, span where)
{
    if (gqlcheck_knows_type(check, name))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_KNOWN_TYPES, definition, where);
    str text = gqlcheck_name(check, name);
    diag_message(d, "unknown type \"%.*s\"", STR_ARG(text));
    gqlcheck_help_nearest_type(check, d, name);
}

static void check_known_members(struct gqlcheck *check, const struct gql_definition *definition,
                                const struct gql_member *members)
{
    for (; members; members = members->next) {
        check_known(check, definition, members->type.type.name, members->type.named);
        for (const struct gql_member *argument = members->arguments; argument; argument = argument->next)
            check_known(check, definition, argument->type.type.name, argument->type.named);
    }
}

static void check_known_conditions(struct gqlcheck *check, const struct gql_definition *definition,
                                   const struct gql_selection *selections)
{
    for (; selections; selections = selections->next) {
        if (selections->condition.id)
            check_known(check, definition, selections->condition.id, selections->condition.span);
        check_known_conditions(check, definition, selections->selections);
    }
}

void gqlcheck_known_types(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (definition->kind != GQL_ENUM)
        check_known_members(check, definition, definition->members);
    for (const struct gql_named *named = definition->types; named; named = named->next)
        check_known(check, definition, named->name.id, named->name.span);
    if (definition->condition.id)
        check_known(check, definition, definition->condition.id, definition->condition.span);
    check_known_conditions(check, definition, definition->selections);
}

/* The user's definition of a type's name that graphql-js compares an extension with: the last one. */
static const struct gql_definition *extended_definition(const struct gql_named_type *type)
{
    const struct gql_definition *found = NULL;
    for (uint32_t i = 0; i < type->definition_count; i++) {
        if (is_user_type(type->definitions[i]))
            found = type->definitions[i];
    }
    return found;
}

void gqlcheck_possible_extensions(struct gqlcheck *check, const struct gql_named_type *type)
{
    const struct gql_definition *defined = extended_definition(type);
    str name = gqlcheck_name(check, type->name);
    for (uint32_t i = 0; i < type->definition_count; i++) {
        const struct gql_definition *definition = type->definitions[i];
        if (!definition->is_extension || definition->document->is_builtin)
            continue;
        if (!defined) {
            struct diag *d =
                gqlcheck_report_in(check, RULE_GQL_POSSIBLE_EXTENSIONS, definition, definition->name.span);
            diag_message(d, "cannot extend type \"%.*s\" because it is not defined", STR_ARG(name));
            gqlcheck_help_nearest_type(check, d, type->name);
        } else if (defined->kind != definition->kind) {
            struct diag *d =
                gqlcheck_report_in(check, RULE_GQL_POSSIBLE_EXTENSIONS, definition, gqlcheck_head(definition));
            diag_message(d, "cannot extend \"%.*s\" as %s type, because it is %s type", STR_ARG(name),
                         gql_kind_with_article(definition->kind), gql_kind_with_article(defined->kind));
            gqlcheck_relate(d, defined, gqlcheck_head(defined), "defined here");
        }
    }
}
