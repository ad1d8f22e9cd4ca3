/*
 * op_selections.c - rules about fields and fragments where they are selected.
 */
#include "gqlcheck/operations.h"

static struct diag *report(struct gqlcheck *check, enum rule_id rule, const struct gqlcheck_selection *selection,
                           span where)
{
    return gqlcheck_report_in(check, rule, selection->definition, where);
}

/* A field from its alias to its name. */
static span field_span(const struct gql_selection *node)
{
    return (span){ node->span.start, node->name.span.end };
}

/* "alias: name" is looked for by its name, "..." by its keyword and type. */
static span fragment_span(const struct gql_selection *node)
{
    if (node->name.id)
        return field_span(node);
    return (span){ node->span.start, node->condition.id ? node->condition.span.end : node->span.start + 3 };
}

/* A type below `parent` that has the field, for a hint; NULL when there is none among the first ones. */
static const struct gql_named_type *subtype_with(const struct gql_named_type *parent, uint32_t name)
{
    for (uint32_t i = 0; i < parent->subtype_count && i < 50; i++) {
        if (gql_type_field(parent->subtypes[i], name))
            return parent->subtypes[i];
    }
    return NULL;
}

void gqlcheck_fields_on_type(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    const struct gql_selection *node = selection->node;
    if (node->kind != GQL_FIELD || !selection->parent || selection->field)
        return;
    struct diag *d = report(check, RULE_GQL_FIELDS_ON_TYPE, selection, field_span(node));
    str name = gqlcheck_name(check, node->name.id), type = gqlcheck_name(check, selection->parent->name);
    diag_message(d, "type \"%.*s\" has no field \"%.*s\"", STR_ARG(type), STR_ARG(name));
    const struct gql_named_type *below = subtype_with(selection->parent, node->name.id);
    if (below) {
        str other = gqlcheck_name(check, below->name);
        diag_help(d, "did you mean to select it in an inline fragment: ... on %.*s { %.*s }?", STR_ARG(other),
                  STR_ARG(name));
    } else {
        gqlcheck_help_nearest_field(check, d, selection->parent, node->name.id);
    }
}

void gqlcheck_scalar_leafs(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    const struct gql_selection *node = selection->node;
    if (node->kind != GQL_FIELD || !selection->type || !gql_type_is_output(selection->type))
        return;
    bool is_leaf = gql_type_is_leaf(selection->type), has_selections = node->selections != NULL;
    if (is_leaf != has_selections)
        return;
    struct diag *d =
        report(check, RULE_GQL_SCALAR_LEAFS, selection, is_leaf ? node->selections_span : field_span(node));
    str name = gqlcheck_name(check, node->name.id);
    str type = gqlcheck_type_text(check, selection->field->member->type.type);
    if (is_leaf) {
        diag_message(d, "field \"%.*s\" of type \"%.*s\" has no fields to select", STR_ARG(name), STR_ARG(type));
        return;
    }
    diag_message(d, "field \"%.*s\" of type \"%.*s\" needs a selection of its fields", STR_ARG(name), STR_ARG(type));
    diag_help(d, "did you mean \"%.*s { ... }\"?", STR_ARG(name));
}

void gqlcheck_known_fragments(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    const struct gql_selection *node = selection->node;
    if (node->kind != GQL_SPREAD || operations_fragment(check->operations, check->operations->current->document, node->name.id))
        return;
    struct diag *d = report(check, RULE_GQL_KNOWN_FRAGMENTS, selection, node->name.span);
    str name = gqlcheck_name(check, node->name.id);
    diag_message(d, "unknown fragment \"%.*s\"", STR_ARG(name));
}

/* Whether the name is that of a type without fields. */
static bool is_leaf_condition(struct gqlcheck *check, uint32_t name)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, name);
    return type && !gql_type_is_composite(type) && gqlcheck_knows_type(check, name);
}

void gqlcheck_fragments_on_composite(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    const struct gql_selection *node = selection->node;
    if (node->kind != GQL_INLINE || !node->condition.id || !is_leaf_condition(check, node->condition.id))
        return;
    struct diag *d = report(check, RULE_GQL_FRAGMENTS_ON_COMPOSITE, selection, node->condition.span);
    str name = gqlcheck_name(check, node->condition.id);
    diag_message(d, "a fragment cannot be on \"%.*s\", which has no fields", STR_ARG(name));
}

void gqlcheck_fragment_definitions_on_composite(struct gqlcheck *check)
{
    const struct operations *all = check->operations;
    for (uint32_t i = 0; i < all->part_count; i++) {
        const struct gql_definition *definition = all->parts[i].definition;
        if (definition->kind != GQL_FRAGMENT || !is_leaf_condition(check, definition->condition.id))
            continue;
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_FRAGMENTS_ON_COMPOSITE, definition,
                                            definition->condition.span);
        str name = gqlcheck_name(check, definition->name.id), on = gqlcheck_name(check, definition->condition.id);
        diag_message(d, "fragment \"%.*s\" cannot be on \"%.*s\", which has no fields", STR_ARG(name), STR_ARG(on));
    }
}

void gqlcheck_possible_spreads(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    const struct gql_named_type *parent = selection->parent, *type = selection->type;
    if (selection->node->kind == GQL_FIELD || !parent || !type || !gql_type_is_composite(type) ||
        gql_types_overlap(parent, type))
        return;
    struct diag *d = report(check, RULE_GQL_POSSIBLE_SPREADS, selection, fragment_span(selection->node));
    str name = gqlcheck_name(check, type->name), of = gqlcheck_name(check, parent->name);
    diag_message(d, "nothing of type \"%.*s\" can be of type \"%.*s\", so this fragment never applies", STR_ARG(of),
                 STR_ARG(name));
}

/* -- arguments -- */

void gqlcheck_known_field_arguments(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    if (!selection->field)
        return;
    const struct gql_member *field = selection->field->member;
    for (const struct gql_argument *argument = selection->node->arguments; argument; argument = argument->next) {
        if (members_find(&check->members, field->arguments, argument->name.id))
            continue;
        struct diag *d = report(check, RULE_GQL_KNOWN_ARGUMENTS, selection, argument->name.span);
        str name = gqlcheck_name(check, argument->name.id), of = gqlcheck_name(check, field->name.id);
        str type = gqlcheck_name(check, selection->parent->name);
        diag_message(d, "unknown argument \"%.*s\" of field \"%.*s.%.*s\"", STR_ARG(name), STR_ARG(type), STR_ARG(of));
        gqlcheck_help_nearest_member(check, d, field->arguments, argument->name.id);
    }
}

void gqlcheck_required_field_arguments(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    if (!selection->field)
        return;
    const struct gql_member *field = selection->field->member;
    gqlcheck_mark_arguments(check, selection->node->arguments);
    for (const struct gql_member *argument = field->arguments; argument; argument = argument->next) {
        if (!gql_member_is_required(argument) || gqlcheck_mark(check, argument->name.id)->item)
            continue;
        struct diag *d = report(check, RULE_GQL_REQUIRED_ARGUMENTS, selection, field_span(selection->node));
        str of = gqlcheck_name(check, field->name.id), name = gqlcheck_name(check, argument->name.id);
        str type = gqlcheck_type_text(check, argument->type.type);
        diag_message(d, "field \"%.*s\" needs argument \"%.*s\" of type \"%.*s\"", STR_ARG(of), STR_ARG(name),
                     STR_ARG(type));
    }
}

void gqlcheck_unique_field_arguments(struct gqlcheck *check, const struct gqlcheck_selection *selection)
{
    gqlcheck_unique_arguments_of(check, selection->definition, selection->node->arguments);
}
