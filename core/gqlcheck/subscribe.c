/*
 * subscribe.c - which mutations feed a subscription (AppSync Developer Guide, "Using subscriptions for real-time data").
 */
#include "gqlcheck/internal.h"

static bool is_subscription(const struct gqlcheck *check, const struct gql_named_type *type)
{
    return type == check->schema->roots[GQL_SUBSCRIPTION].type;
}

static const struct gql_directive *subscribe_use(const struct gql_field *field)
{
    return gql_directive_find(field->member->directives, GQL_WORD_aws_subscribe);
}

/* The named mutations: a list, or one text alone. */
static const struct gql_value *named_mutations(const struct gql_field *field)
{
    const struct gql_directive *use = subscribe_use(field);
    return use ? gqlcheck_items(gqlcheck_argument(use, GQL_WORD_mutations)) : NULL;
}

static const struct gql_field *mutation_named(struct gqlcheck *check, const struct gql_field *field,
                                              const struct gql_value *value)
{
    const struct gql_named_type *root = check->schema->roots[GQL_MUTATION].type;
    if (!root || value->kind != GQL_STRING)
        return NULL;
    uint32_t name = intern_find(check->names, gqlcheck_string(check, field->definition->document, value));
    return name == INTERN_NONE ? NULL : gql_type_field(root, name);
}

/* Then @aws_subscribe is perhaps only misspelt, which another rule says. */
static bool has_unknown_directive(const struct gqlcheck *check, const struct gql_field *field)
{
    for (const struct gql_directive *use = field->member->directives; use; use = use->next) {
        if (!gql_schema_directive(check->schema, use->name.id))
            return true;
    }
    return false;
}

void gqlcheck_subscribe_missing(struct gqlcheck *check, const struct gql_named_type *type,
                                const struct gql_field *field)
{
    if (!is_subscription(check, type) || subscribe_use(field) || has_unknown_directive(check, field))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_MISSING, field->definition,
                                        field->member->name.span);
    str name = gqlcheck_name(check, field->member->name.id);
    diag_message(d, "subscription \"%.*s\" never fires, because it has no @aws_subscribe", STR_ARG(name));
}

void gqlcheck_subscribe_location(struct gqlcheck *check, const struct gql_named_type *type,
                                 const struct gql_field *field)
{
    const struct gql_directive *use = subscribe_use(field);
    if (!use || is_subscription(check, type) || type->kind != GQL_OBJECT)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_LOCATION, field->definition, use->span);
    diag_message(d, "\"@aws_subscribe\" does nothing here: it belongs to the fields of the subscription type");
}

void gqlcheck_subscribe_no_mutations(struct gqlcheck *check, const struct gql_named_type *type,
                                     const struct gql_field *field)
{
    const struct gql_directive *use = subscribe_use(field);
    if (!use || !is_subscription(check, type))
        return;
    const struct gql_value *value = gqlcheck_argument(use, GQL_WORD_mutations);
    bool is_empty = value && (value->kind == GQL_NULL || (value->kind == GQL_LIST && !value->as.items));
    /* A misspelt argument is another rule's. */
    if ((value && !is_empty) || (!value && use->arguments))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_NO_MUTATIONS, field->definition,
                                        value ? value->span : use->span);
    diag_message(d, "\"@aws_subscribe\" names no mutation, so this subscription never fires");
}

/* Amplify makes createX, updateX and deleteX for each model X. */
static bool may_be_generated(const struct gqlcheck *check, str mutation)
{
    return check->options->profile == GQL_PROFILE_AMPLIFY &&
           (str_starts(mutation, STR("create")) || str_starts(mutation, STR("update")) ||
            str_starts(mutation, STR("delete")));
}

static void help_mutation(struct gqlcheck *check, struct diag *d, str wrong)
{
    const struct gql_named_type *root = check->schema->roots[GQL_MUTATION].type;
    str names[256];
    size_t count = 0;
    if (!root) {
        diag_help(d, "the schema has no mutation type");
        return;
    }
    for (uint32_t i = 0; i < root->field_count && count < ARRAY_LEN(names); i++)
        names[count++] = gqlcheck_name(check, root->fields[i].member->name.id);
    diag_help_nearest(check->diags, d, names, count, wrong);
}

void gqlcheck_subscribe_unknown(struct gqlcheck *check, const struct gql_named_type *type,
                                const struct gql_field *field)
{
    if (!is_subscription(check, type))
        return;
    for (const struct gql_value *value = named_mutations(field); value; value = value->next) {
        if (value->kind != GQL_STRING || mutation_named(check, field, value))
            continue;
        str name = gqlcheck_string(check, field->definition->document, value);
        if (may_be_generated(check, name))
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_UNKNOWN, field->definition, value->span);
        diag_message(d, "there is no mutation \"%.*s\"", STR_ARG(name));
        help_mutation(check, d, name);
    }
}

void gqlcheck_subscribe_duplicate(struct gqlcheck *check, const struct gql_named_type *type,
                                  const struct gql_field *field)
{
    if (!is_subscription(check, type))
        return;
    struct intern seen;
    intern_init(&seen, check->arena);
    for (const struct gql_value *value = named_mutations(field); value; value = value->next) {
        bool is_new = true;
        if (value->kind != GQL_STRING)
            continue;
        str name = gqlcheck_string(check, field->definition->document, value);
        intern_add_new(&seen, name, &is_new);
        if (is_new)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_DUPLICATE, field->definition, value->span);
        diag_message(d, "mutation \"%.*s\" is named twice", STR_ARG(name));
    }
}

/* Lists and names alike; AppSync does not compare nullability. */
static bool is_same_but_null(gql_type a, gql_type b)
{
    for (;;) {
        if (gql_type_is_list(a) != gql_type_is_list(b))
            return false;
        if (!gql_type_is_list(a))
            return a.name == b.name;
        a = gql_type_item(a);
        b = gql_type_item(b);
    }
}

void gqlcheck_subscribe_type(struct gqlcheck *check, const struct gql_named_type *type,
                             const struct gql_field *field)
{
    if (!is_subscription(check, type))
        return;
    struct diag *d = NULL;
    gql_type given = field->member->type.type;
    for (const struct gql_value *value = named_mutations(field); value; value = value->next) {
        const struct gql_field *mutation = mutation_named(check, field, value);
        if (!mutation || is_same_but_null(mutation->member->type.type, given))
            continue;
        if (!d)
            d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_TYPE, field->definition, field->member->type.span);
        gqlcheck_relate(d, mutation->definition, mutation->member->type.span, "the mutation's type");
        str name = gqlcheck_name(check, mutation->member->name.id);
        str wanted = gqlcheck_type_text(check, mutation->member->type.type), shown = gqlcheck_type_text(check, given);
        diag_message(d, "this subscription is of type \"%.*s\", but its mutation \"%.*s\" of type \"%.*s\"",
                     STR_ARG(shown), STR_ARG(name), STR_ARG(wanted));
    }
}

void gqlcheck_subscribe_nonnull(struct gqlcheck *check, const struct gql_named_type *type,
                                const struct gql_field *field)
{
    if (!is_subscription(check, type) || !subscribe_use(field) || !gql_type_is_non_null(field->member->type.type))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_NONNULL, field->definition,
                                        field->member->type.span);
    diag_message(d, "a subscription of a non-null type fails when the mutation did not select what it needs");
    diag_help(d, "make the type nullable");
}

/* -- arguments filter by fields of the result -- */

static const struct gql_named_type *result_type(const struct gqlcheck *check, const struct gql_field *field)
{
    return gql_schema_type(check->schema, field->member->type.type.name);
}

void gqlcheck_subscribe_argument(struct gqlcheck *check, const struct gql_named_type *type,
                                 const struct gql_field *field)
{
    const struct gql_named_type *result = result_type(check, field);
    if (!is_subscription(check, type) || !subscribe_use(field) || !result || result->kind == GQL_UNION)
        return;
    for (const struct gql_member *argument = field->member->arguments; argument; argument = argument->next) {
        if (gql_type_field(result, argument->name.id))
            continue;
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_ARGUMENT, field->definition,
                                            argument->name.span);
        str name = gqlcheck_name(check, argument->name.id), of = gqlcheck_name(check, result->name);
        diag_message(d, "argument \"%.*s\" filters nothing, because \"%.*s\" has no such field", STR_ARG(name),
                     STR_ARG(of));
        gqlcheck_help_nearest_field(check, d, result, argument->name.id);
    }
}

void gqlcheck_subscribe_argument_type(struct gqlcheck *check, const struct gql_named_type *type,
                                      const struct gql_field *field)
{
    const struct gql_named_type *result = result_type(check, field);
    if (!is_subscription(check, type) || !subscribe_use(field) || !result || !gql_type_is_composite(result))
        return;
    for (const struct gql_member *argument = field->member->arguments; argument; argument = argument->next) {
        const struct gql_field *filtered = gql_type_field(result, argument->name.id);
        if (!filtered || is_same_but_null(argument->type.type, filtered->member->type.type))
            continue;
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_SUBSCRIBE_ARGUMENT_TYPE, field->definition,
                                            argument->type.span);
        gqlcheck_relate(d, filtered->definition, filtered->member->type.span, "the field that it filters");
        str given = gqlcheck_type_text(check, argument->type.type);
        str wanted = gqlcheck_type_text(check, gql_type_nullable(filtered->member->type.type));
        str name = gqlcheck_name(check, argument->name.id);
        diag_message(d, "argument \"%.*s\" is of type \"%.*s\", but the field that it filters of type \"%.*s\"",
                     STR_ARG(name), STR_ARG(given), STR_ARG(wanted));
    }
}
