/*
 * relay.c - the conventions of Relay's cursor connections (relay.dev, "GraphQL Cursor Connections Specification").
 */
#include "gqlcheck/internal.h"

static bool is_named_like(const struct gqlcheck *check, const struct gql_named_type *type, str end)
{
    return str_ends(gqlcheck_name(check, type->name), end) && type->kind != GQL_SCALAR;
}

static bool is_connection(const struct gqlcheck *check, const struct gql_named_type *type)
{
    return type->name != GQL_WORD_connection && is_named_like(check, type, STR("Connection"));
}

static struct diag *report(struct gqlcheck *check, enum rule_id rule, const struct gql_named_type *type)
{
    return gqlcheck_report_in(check, rule, type->base, type->base->name.span);
}

void gqlcheck_relay_connection(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (!is_connection(check, type))
        return;
    str name = gqlcheck_name(check, type->name);
    if (type->kind != GQL_OBJECT) {
        diag_message(report(check, RULE_GQL_RELAY_CONNECTION, type), "connection \"%.*s\" is no object type",
                     STR_ARG(name));
        return;
    }
    const struct gql_field *edges = gql_type_field(type, GQL_WORD_edges);
    const struct gql_field *page = gql_type_field(type, GQL_WORD_pageInfo);
    if (!edges || !gql_type_is_list(edges->member->type.type))
        diag_message(report(check, RULE_GQL_RELAY_CONNECTION, type),
                     "connection \"%.*s\" has no list of \"edges\"", STR_ARG(name));
    if (!page || page->member->type.type.name != GQL_WORD_PageInfo ||
        !gql_type_is_non_null(page->member->type.type))
        diag_message(report(check, RULE_GQL_RELAY_CONNECTION, type),
                     "connection \"%.*s\" has no \"pageInfo\" of type \"PageInfo!\"", STR_ARG(name));
}

void gqlcheck_relay_edge(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (!is_named_like(check, type, STR("Edge")) || type->kind != GQL_OBJECT)
        return;
    str name = gqlcheck_name(check, type->name);
    const struct gql_field *node = gql_type_field(type, GQL_WORD_node);
    const struct gql_field *cursor = gql_type_field(type, GQL_WORD_cursor);
    if (!node || gql_type_is_list(node->member->type.type))
        diag_message(report(check, RULE_GQL_RELAY_EDGE, type), "edge \"%.*s\" has no single \"node\"",
                     STR_ARG(name));
    if (!cursor)
        diag_message(report(check, RULE_GQL_RELAY_EDGE, type), "edge \"%.*s\" has no \"cursor\"", STR_ARG(name));
}

void gqlcheck_relay_page_info(struct gqlcheck *check, const struct gql_named_type *type)
{
    static const uint32_t fields[] = { GQL_WORD_hasNextPage, GQL_WORD_hasPreviousPage, GQL_WORD_startCursor,
                                       GQL_WORD_endCursor };
    if (type->name != GQL_WORD_PageInfo || type->kind != GQL_OBJECT)
        return;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        if (gql_type_field(type, fields[i]))
            continue;
        str name = gqlcheck_name(check, fields[i]);
        diag_message(report(check, RULE_GQL_RELAY_PAGE_INFO, type), "\"PageInfo\" has no field \"%.*s\"",
                     STR_ARG(name));
    }
}

/* A field that returns a connection takes first and after, or last and before. */
void gqlcheck_relay_arguments(struct gqlcheck *check, const struct gql_named_type *type,
                              const struct gql_field *field)
{
    (void)type;
    const struct gql_named_type *result = gql_schema_type(check->schema, field->member->type.type.name);
    const struct gql_member *arguments = field->member->arguments;
    if (!result || !is_connection(check, result) ||
        (gql_member_find(arguments, GQL_WORD_first) && gql_member_find(arguments, GQL_WORD_after)) ||
        (gql_member_find(arguments, GQL_WORD_last) && gql_member_find(arguments, GQL_WORD_before)))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_RELAY_ARGUMENTS, field->definition,
                                        field->member->name.span);
    str name = gqlcheck_name(check, field->member->name.id);
    diag_message(d, "\"%.*s\" returns a connection, but takes neither first and after nor last and before",
                 STR_ARG(name));
}
