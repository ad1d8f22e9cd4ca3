/*
 * op_variables.c - rules about the variables of operations, which also the fragments use that they spread.
 */
#include "gqlcheck/operations.h"

static span variable_span(const struct gql_member *member)
{
    return (span){ member->span.start, member->name.span.end };
}

void gqlcheck_variable_types(struct gqlcheck *check, const struct gqlcheck_variable *variable)
{
    const struct gql_type_reference *reference = &variable->member->type;
    const struct gql_named_type *type = gql_schema_type(check->schema, reference->type.name);
    if (!type || gql_type_is_input(type))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_VARIABLE_TYPES, variable->operation, reference->span);
    str name = gqlcheck_name(check, variable->member->name.id), text = gqlcheck_type_text(check, reference->type);
    diag_message(d, "variable \"$%.*s\" cannot be of type \"%.*s\", which is no input type", STR_ARG(name),
                 STR_ARG(text));
}

void gqlcheck_unique_variables(struct gqlcheck *check, struct part *part)
{
    gqlcheck_marks_begin(check);
    for (const struct gql_member *member = part->definition->members; member; member = member->next) {
        struct diag *d;
        gqlcheck_mark_in_group(check, member->name, part->definition, RULE_GQL_UNIQUE_VARIABLES, &d);
        if (!d)
            continue;
        str name = gqlcheck_name(check, member->name.id);
        diag_message(d, "there can be only one variable named \"$%.*s\"", STR_ARG(name));
    }
}

static void mark_variables(struct gqlcheck *check, const struct part *part)
{
    gqlcheck_marks_begin(check);
    for (const struct gql_member *member = part->definition->members; member; member = member->next)
        gqlcheck_mark(check, member->name.id)->item = member;
}

typedef void visit_usage(struct gqlcheck *check, const struct part *operation, const struct part *where,
                         const struct usage *usage);

/* All uses of variables in an operation and the fragments that it reaches. */
static void each_usage(struct gqlcheck *check, struct part *operation, visit_usage *visit)
{
    uint32_t count;
    struct part *const *reached = operations_reach(check->operations, operation, &count);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < reached[i]->usage_count; k++)
            visit(check, operation, reached[i], &reached[i]->usages[k]);
    }
}

static void check_defined(struct gqlcheck *check, const struct part *operation, const struct part *where,
                          const struct usage *usage)
{
    uint32_t id = usage->value->name.id;
    if (gqlcheck_mark(check, id)->item)
        return;
    const struct gql_definition *definition = operation->definition;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_UNDEFINED_VARIABLES, where->definition, usage->value->span);
    gqlcheck_relate(d, definition, gqlcheck_head(definition), "this operation does not define it");
    str name = gqlcheck_name(check, id), of = gqlcheck_name(check, definition->name.id);
    if (of.len)
        diag_message(d, "variable \"$%.*s\" is not defined by operation \"%.*s\"", STR_ARG(name), STR_ARG(of));
    else
        diag_message(d, "variable \"$%.*s\" is not defined", STR_ARG(name));
    gqlcheck_help_nearest_member(check, d, definition->members, id);
}

void gqlcheck_undefined_variables(struct gqlcheck *check, struct part *part)
{
    mark_variables(check, part);
    each_usage(check, part, check_defined);
}

static void mark_used(struct gqlcheck *check, const struct part *operation, const struct part *where,
                      const struct usage *usage)
{
    (void)where;
    gqlcheck_mark(check, usage->value->name.id)->item = operation;
}

void gqlcheck_unused_variables(struct gqlcheck *check, struct part *part)
{
    gqlcheck_marks_begin(check);
    each_usage(check, part, mark_used);
    for (const struct gql_member *member = part->definition->members; member; member = member->next) {
        if (gqlcheck_mark(check, member->name.id)->item)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_UNUSED_VARIABLES, part->definition, variable_span(member));
        str name = gqlcheck_name(check, member->name.id), of = gqlcheck_name(check, part->definition->name.id);
        if (of.len)
            diag_message(d, "variable \"$%.*s\" is never used in operation \"%.*s\"", STR_ARG(name), STR_ARG(of));
        else
            diag_message(d, "variable \"$%.*s\" is never used", STR_ARG(name));
    }
}

/* Specification, section 5.8.5, AreTypesCompatible(). */
static bool is_allowed(const struct gqlcheck *check, const struct gql_member *variable, const struct usage *usage)
{
    gql_type given = variable->type.type, expected = usage->type;
    if (gql_type_is_non_null(expected) && !gql_type_is_non_null(given)) {
        bool has_default = variable->default_value && variable->default_value->kind != GQL_NULL;
        if (!has_default && !usage->has_default)
            return false;
        expected = gql_type_nullable(expected);
    }
    return gql_schema_is_subtype(check->schema, given, expected);
}

static struct diag *report_position(struct gqlcheck *check, const struct part *operation, const struct part *where,
                                    const struct usage *usage, const struct gql_member *variable)
{
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_VARIABLE_POSITIONS, where->definition, usage->value->span);
    gqlcheck_relate(d, operation->definition, variable_span(variable), "defined here");
    return d;
}

static void check_allowed(struct gqlcheck *check, const struct part *operation, const struct part *where,
                          const struct usage *usage)
{
    const struct gql_member *variable = gqlcheck_mark(check, usage->value->name.id)->item;
    if (!variable || !usage->type.name || !gqlcheck_knows_type(check, variable->type.type.name))
        return;
    if (!is_allowed(check, variable, usage)) {
        struct diag *d = report_position(check, operation, where, usage, variable);
        str name = gqlcheck_name(check, variable->name.id), given = gqlcheck_type_text(check, variable->type.type);
        str expected = gqlcheck_type_text(check, usage->type);
        diag_message(d, "variable \"$%.*s\" of type \"%.*s\" is used where type \"%.*s\" is expected", STR_ARG(name),
                     STR_ARG(given), STR_ARG(expected));
    }
    if (usage->one_of && !gql_type_is_non_null(variable->type.type)) {
        struct diag *d = report_position(check, operation, where, usage, variable);
        str name = gqlcheck_name(check, variable->name.id), given = gqlcheck_type_text(check, variable->type.type);
        str type = gqlcheck_name(check, usage->one_of->name);
        diag_message(d, "variable \"$%.*s\" of type \"%.*s\" must be non-null in the @oneOf input \"%.*s\"",
                     STR_ARG(name), STR_ARG(given), STR_ARG(type));
    }
}

void gqlcheck_variable_positions(struct gqlcheck *check, struct part *part)
{
    mark_variables(check, part);
    each_usage(check, part, check_allowed);
}
