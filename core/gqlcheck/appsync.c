/*
 * appsync.c - what AppSync refuses or ignores although GraphQL allows it.
 */
#include "gqlcheck/internal.h"

/* Amplify's transformer merges extensions before AppSync sees the schema. */
static bool merges_extensions(const struct gqlcheck *check)
{
    return check->options->profile == GQL_PROFILE_AMPLIFY;
}

void gqlcheck_appsync_extension(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (!definition->is_extension || merges_extensions(check))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_EXTENSION, definition, definition->keyword);
    diag_message(d, "AppSync does not support \"extend\"");
    diag_help(d, "merge the schema before deploying it: stepproof schema-check --print");
}

void gqlcheck_appsync_interface(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (definition->kind != GQL_INTERFACE)
        return;
    for (const struct gql_named *named = definition->types; named; named = named->next) {
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_APPSYNC_INTERFACE, definition, named->name.span);
        str name = gqlcheck_name(check, definition->name.id), other = gqlcheck_name(check, named->name.id);
        diag_message(d, "AppSync cannot read interface \"%.*s\", because it implements interface \"%.*s\"",
                     STR_ARG(name), STR_ARG(other));
        diag_help(d, "let the object types implement both");
    }
}

/* From the @ of a directive definition to the end of its name. */
static span directive_name_span(const struct gql_definition *definition)
{
    const char *text = definition->document->source->text.at;
    span where = definition->name.span;
    while (where.start > definition->keyword.end && text[where.start] != '@')
        where.start--;
    return where;
}

void gqlcheck_appsync_directive_definition(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (definition->kind != GQL_DIRECTIVE || check->is_operation)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_DIRECTIVE_DEFINITION, definition,
                                        directive_name_span(definition));
    diag_message(d, "AppSync does not support definitions of directives");
    if (gql_misplaced_severity(definition->name.id) == SEVERITY_WARNING)
        diag_help(d, "leave it out: AppSync defines this directive itself");
}

static bool is_type(const struct gql_definition *definition)
{
    return gql_kind_is_type(definition->kind) && !definition->is_extension;
}

static bool is_builtin(const struct gqlcheck *check, uint32_t name)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, name);
    return type && type->is_builtin;
}

void gqlcheck_appsync_builtin(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (!is_type(definition) || !is_builtin(check, definition->name.id))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_APPSYNC_BUILTIN, definition, definition->name.span);
    str name = gqlcheck_name(check, definition->name.id);
    diag_message(d, "\"%.*s\" is defined by the service and cannot be defined again", STR_ARG(name));
}

void gqlcheck_appsync_prefix(struct gqlcheck *check, const struct gql_definition *definition)
{
    str name = gqlcheck_name(check, definition->name.id);
    if (!is_type(definition) || !str_starts(name, STR("AWS")) || is_builtin(check, definition->name.id))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_PREFIX, definition, definition->name.span);
    diag_message(d, "the name \"%.*s\" begins with \"AWS\", which AppSync keeps for itself", STR_ARG(name));
}

void gqlcheck_appsync_scalar(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (definition->kind != GQL_SCALAR || !is_type(definition) || is_builtin(check, definition->name.id))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_SCALAR, definition, definition->name.span);
    str name = gqlcheck_name(check, definition->name.id);
    diag_message(d, "AppSync does not support scalars of one's own, such as \"%.*s\"", STR_ARG(name));
    diag_help(d, "use one of its own: AWSDateTime, AWSJSON, AWSURL ...");
}

void gqlcheck_appsync_newer(struct gqlcheck *check, const struct gql_definition *definition)
{
    bool is_described = definition->description && definition->kind <= GQL_SCHEMA;
    if (is_described) {
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_NEWER, definition,
                                            definition->description->span);
        diag_message(d, "a description of %s is newer than the GraphQL that AppSync speaks",
                     gql_kind_with_article(definition->kind));
    }
    for (const struct gql_member *member = definition->members; member; member = member->next) {
        if (definition->kind != GQL_OPERATION || !member->directives)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_APPSYNC_NEWER, definition, member->directives->span);
        diag_message(d, "a directive on a variable is newer than the GraphQL that AppSync speaks");
    }
}

void gqlcheck_appsync_directive(struct gqlcheck *check, const struct gqlcheck_place *place,
                                const struct gql_directive *use)
{
    uint32_t name = use->name.id;
    if (name != GQL_WORD_oneOf && name != GQL_WORD_specifiedBy)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_DIRECTIVE, place->definition, use->span);
    str text = gqlcheck_name(check, name);
    diag_message(d, "AppSync does not know \"@%.*s\", which is newer than the GraphQL that it speaks", STR_ARG(text));
}

void gqlcheck_appsync_deprecated(struct gqlcheck *check, const struct gqlcheck_place *place,
                                 const struct gql_directive *use)
{
    if (use->name.id != GQL_WORD_deprecated || place->location != GQL_LOCATION_ARGUMENT_DEFINITION)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_DEPRECATED, place->definition, use->span);
    diag_message(d, "in AppSync only fields, input fields and enum values can be deprecated, but no arguments");
}

void gqlcheck_appsync_publish(struct gqlcheck *check, const struct gqlcheck_place *place,
                              const struct gql_directive *use)
{
    if (use->name.id != GQL_WORD_aws_publish)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_APPSYNC_PUBLISH, place->definition, use->span);
    diag_message(d, "\"@aws_publish\" has been retired and does nothing");
    diag_help(d, "name the mutation in @aws_subscribe of the subscription");
}

/* Source: AWS AppSync endpoints and quotas. */
#define SCHEMA_BYTES_MAX 1000000u

void gqlcheck_appsync_size(struct gqlcheck *check)
{
    size_t size = 0;
    const struct gql_document *last = NULL;
    for (uint32_t i = 0; i < check->schema->document_count; i++) {
        if (check->schema->documents[i]->is_builtin)
            continue;
        last = check->schema->documents[i];
        size += last->source->text.len;
    }
    if (size <= SCHEMA_BYTES_MAX)
        return;
    struct diag *d = gqlcheck_report(check, RULE_GQL_APPSYNC_SIZE, last, span_at(0, 0));
    diag_message(d, "the schema has %zu bytes; AppSync takes at most %u", size, SCHEMA_BYTES_MAX);
}

/* "type schema { query: Query }" was meant to be the schema definition. */
void gqlcheck_suspicious_schema(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (type->kind != GQL_OBJECT || !str_equal_ignoring_case(gqlcheck_name(check, type->name), STR("schema")))
        return;
    for (uint32_t i = 0; i < type->field_count; i++) {
        uint32_t name = type->fields[i].member->name.id;
        if (name != GQL_WORD_query && name != GQL_WORD_mutation && name != GQL_WORD_subscription)
            return;
    }
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUSPICIOUS_SCHEMA, type->base, type->base->name.span);
    diag_message(d, "this defines an object type, not the root types of the schema");
    diag_help(d, "write \"schema { ... }\" without \"type\"");
}

void gqlcheck_root_not_in_schema(struct gqlcheck *check)
{
    static const uint32_t names[GQL_OPERATION_COUNT] = {
        [GQL_QUERY] = GQL_WORD_Query,
        [GQL_MUTATION] = GQL_WORD_Mutation,
        [GQL_SUBSCRIPTION] = GQL_WORD_Subscription,
    };
    for (int i = 0; check->schema->block && i < GQL_OPERATION_COUNT; i++) {
        const struct gql_named_type *type = gql_schema_type(check->schema, names[i]);
        if (!type || type->kind != GQL_OBJECT || check->schema->roots[i].member)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_ROOT_NOT_IN_SCHEMA, type->base, type->base->name.span);
        str name = gqlcheck_name(check, type->name);
        const char *operation = gql_operation_name((enum gql_operation)i);
        gqlcheck_relate(d, check->schema->block, gqlcheck_head(check->schema->block), "not named here");
        diag_message(d, "\"%.*s\" is not the %s type, because the schema definition does not name it", STR_ARG(name),
                     operation);
        diag_help(d, "add \"%s: %.*s\" to the schema definition", operation, STR_ARG(name));
    }
}
