/*
 * schema.c - the walk over a schema.
 */
#include "gqlcheck/hooks.h"
#include "gqlcheck/walk.h"

enum gql_location walk_location(const struct gql_definition *definition)
{
    static const enum gql_location locations[] = {
        [GQL_FRAGMENT] = GQL_LOCATION_FRAGMENT_DEFINITION,
        [GQL_SCHEMA] = GQL_LOCATION_SCHEMA,
        [GQL_DIRECTIVE] = GQL_LOCATION_DIRECTIVE_DEFINITION,
        [GQL_SCALAR] = GQL_LOCATION_SCALAR,
        [GQL_OBJECT] = GQL_LOCATION_OBJECT,
        [GQL_INTERFACE] = GQL_LOCATION_INTERFACE,
        [GQL_UNION] = GQL_LOCATION_UNION,
        [GQL_ENUM] = GQL_LOCATION_ENUM,
        [GQL_INPUT] = GQL_LOCATION_INPUT_OBJECT,
    };
    static const enum gql_location operations[] = {
        [GQL_QUERY] = GQL_LOCATION_QUERY,
        [GQL_MUTATION] = GQL_LOCATION_MUTATION,
        [GQL_SUBSCRIPTION] = GQL_LOCATION_SUBSCRIPTION,
    };
    if (definition->kind == GQL_OPERATION)
        return operations[definition->operation];
    return locations[definition->kind];
}

enum gql_location walk_selection_location(const struct gql_selection *selection)
{
    static const enum gql_location locations[] = {
        [GQL_FIELD] = GQL_LOCATION_FIELD,
        [GQL_SPREAD] = GQL_LOCATION_FRAGMENT_SPREAD,
        [GQL_INLINE] = GQL_LOCATION_INLINE_FRAGMENT,
    };
    return locations[selection->kind];
}

static enum gql_location member_location(enum gql_kind kind)
{
    switch (kind) {
    case GQL_OPERATION: return GQL_LOCATION_VARIABLE_DEFINITION;
    case GQL_DIRECTIVE: return GQL_LOCATION_ARGUMENT_DEFINITION;
    case GQL_ENUM: return GQL_LOCATION_ENUM_VALUE;
    case GQL_INPUT: return GQL_LOCATION_INPUT_FIELD_DEFINITION;
    case GQL_FRAGMENT:
    case GQL_SCHEMA:
    case GQL_SCALAR:
    case GQL_OBJECT:
    case GQL_INTERFACE:
    case GQL_UNION: break;
    }
    return GQL_LOCATION_FIELD_DEFINITION;
}

static void walk_member(struct gqlcheck *check, const struct gql_definition *definition,
                        const struct gql_member *member, visit_place *visit)
{
    bool is_argument = definition->kind == GQL_DIRECTIVE;
    struct gqlcheck_place place = {
        .definition = definition,
        .member = is_argument ? NULL : member,
        .argument = is_argument ? member : NULL,
        .directives = member->directives,
        .location = member_location(definition->kind),
    };
    visit(check, &place);
    for (const struct gql_member *argument = member->arguments; argument; argument = argument->next) {
        place.argument = argument;
        place.directives = argument->directives;
        place.location = GQL_LOCATION_ARGUMENT_DEFINITION;
        visit(check, &place);
    }
}

void walk_places(struct gqlcheck *check, const struct gql_definition *definition, visit_place *visit)
{
    struct gqlcheck_place place = {
        .definition = definition,
        .directives = definition->directives,
        .location = walk_location(definition),
    };
    visit(check, &place);
    for (const struct gql_member *member = definition->members; member; member = member->next)
        walk_member(check, definition, member, visit);
}

typedef void visit_definition(struct gqlcheck *check, const struct gql_definition *definition);

/* The user's definitions. */
static void each_definition(struct gqlcheck *check, visit_definition *visit)
{
    for (uint32_t i = 0; i < check->schema->document_count; i++) {
        const struct gql_document *document = check->schema->documents[i];
        const struct gql_definition *definition = document->is_builtin ? NULL : document->definitions;
        for (; definition; definition = definition->next)
            visit(check, definition);
    }
}

static void check_value(struct gqlcheck *check, const struct gql_definition *definition,
                        const struct gql_value *value, gql_type type)
{
    if (value)
        call_value(check, &(struct gqlcheck_site){ definition, value, type });
}

void walk_check_place(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    const struct gql_member *input = place->argument ? place->argument : place->member;
    call_directives(check, place);
    if (input)
        check_value(check, place->definition, input->default_value, input->type.type);
    for (const struct gql_directive *use = place->directives; use; use = use->next) {
        for (const struct gql_argument *argument = use->arguments; argument; argument = argument->next)
            check_value(check, place->definition, argument->value, (gql_type){ 0 });
    }
}

/* An operation among the documents of the schema has no types to be checked with, but directives. */
static void check_selections(struct gqlcheck *check, const struct gql_definition *definition,
                             const struct gql_selection *selections)
{
    for (; selections; selections = selections->next) {
        struct gqlcheck_place place = {
            .definition = definition,
            .selection = selections,
            .directives = selections->directives,
            .location = walk_selection_location(selections),
        };
        walk_check_place(check, &place);
        check_selections(check, definition, selections->selections);
    }
}

static void check_definition(struct gqlcheck *check, const struct gql_definition *definition)
{
    call_definition(check, definition);
    walk_places(check, definition, walk_check_place);
    check_selections(check, definition, definition->selections);
}

static void check_documents(struct gqlcheck *check)
{
    call_documents(check);
    each_definition(check, check_definition);
    for (uint32_t i = 0; i < check->schema->type_count; i++)
        call_names(check, &check->schema->types[i]);
}

static void check_uses(struct gqlcheck *check, const struct gql_definition *definition)
{
    walk_places(check, definition, call_use);
}

static void check_inputs(struct gqlcheck *check, const struct gqlcheck_owner *owner, const struct gql_member *inputs)
{
    for (; inputs; inputs = inputs->next)
        call_input(check, owner, inputs);
}

static void check_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    call_type(check, type);
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        struct gqlcheck_owner owner = { field->definition, type, field };
        if (type->kind == GQL_OBJECT || type->kind == GQL_INTERFACE) {
            call_field(check, type, field);
            check_inputs(check, &owner, field->member->arguments);
        } else if (type->kind == GQL_INPUT) {
            owner.field = NULL;
            call_input(check, &owner, field->member);
        }
    }
}

static void check_model(struct gqlcheck *check)
{
    call_schema(check);
    for (uint32_t i = 0; i < check->schema->type_count; i++) {
        const struct gql_named_type *type = &check->schema->types[i];
        if (type->is_defined && !type->is_builtin)
            check_type(check, type);
    }
    for (uint32_t i = 0; i < check->schema->directive_count; i++) {
        const struct gql_definition *directive = check->schema->directives[i];
        struct gqlcheck_owner owner = { directive, NULL, NULL };
        if (!directive->document->is_builtin)
            check_inputs(check, &owner, directive->members);
    }
    each_definition(check, check_uses);
}

void gqlcheck_schema(const struct gql_schema *schema, const struct gqlcheck_options *options,
                     struct diags *diags)
{
    struct gqlcheck check;
    hooks_begin(&check, schema, options, diags);
    uint32_t before = diags_count(diags, SEVERITY_ERROR);
    check_documents(&check);
    /* graphql-js stops at mistakes of the documents; people want to hear of all. */
    bool stops = options->profile == GQL_PROFILE_GRAPHQL && diags_count(diags, SEVERITY_ERROR) > before;
    if (!stops)
        call_system(&check);
    check_model(&check);
}
