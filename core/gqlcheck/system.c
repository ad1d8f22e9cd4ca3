#include "gqlcheck/system.h"

struct diag *system_report(struct gqlcheck *check, const struct gql_definition *definition, span where)
{
    return gqlcheck_report_in(check, RULE_GQL_SYSTEM, definition, where);
}

struct diag *system_report_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    struct diag *d = system_report(check, type->base, gqlcheck_head(type->base));
    for (uint32_t i = 0; i < type->definition_count; i++) {
        if (type->definitions[i] != type->base)
            gqlcheck_relate(d, type->definitions[i], gqlcheck_head(type->definitions[i]), "extended here");
    }
    return d;
}

/* -- root types -- */

/* Where "there is no query type" is said: at the schema block, or at the start of the first document. */
static void report_no_query(struct gqlcheck *check)
{
    const struct gql_schema *schema = check->schema;
    struct diag *d = NULL;
    if (schema->block) {
        d = system_report(check, schema->block, gqlcheck_head(schema->block));
    } else {
        for (uint32_t i = 0; i < schema->document_count && !d; i++) {
            if (!schema->documents[i]->is_builtin)
                d = gqlcheck_report(check, RULE_GQL_SYSTEM, schema->documents[i], span_at(0, 0));
        }
    }
    if (!d)
        return;
    diag_message(d, "this schema has no query type");
    diag_help(d, schema->block ? "add an entry \"query\" to the schema definition" : "define \"type Query\"");
}

static void check_root(struct gqlcheck *check, enum gql_operation operation)
{
    const struct gql_root *root = &check->schema->roots[operation];
    if (!root->type) {
        if (operation == GQL_QUERY && check->options->profile != GQL_PROFILE_AMPLIFY)
            report_no_query(check);
        return;
    }
    if (root->type->kind == GQL_OBJECT)
        return;
    const struct gql_definition *definition = root->type->base;
    struct diag *d = root->member ? system_report(check, root->definition, root->member->type.named)
                                  : system_report(check, definition, gqlcheck_head(definition));
    str name = gqlcheck_name(check, root->type->name);
    diag_message(d, "the %s type must be an object type, but \"%.*s\" is %s type", gql_operation_name(operation),
                 STR_ARG(name), gql_kind_with_article(root->type->kind));
}

/* -- names and types of members -- */

static bool is_reserved(str name)
{
    return str_starts(name, STR("__"));
}

static void check_name(struct gqlcheck *check, const struct gql_definition *definition, struct gql_name name,
                       span where)
{
    str text = gqlcheck_name(check, name.id);
    if (!is_reserved(text))
        return;
    struct diag *d = system_report(check, definition, where);
    diag_message(d, "the name \"%.*s\" may not begin with \"__\", which is reserved for introspection", STR_ARG(text));
}

static void report_wrong_direction(struct gqlcheck *check, const struct gql_definition *definition,
                                   const struct gql_member *member, span where, const char *wanted, str path)
{
    struct diag *d = system_report(check, definition, where);
    str type = gqlcheck_type_text(check, member->type.type);
    diag_message(d, "the type of %.*s must be an %s type, but \"%.*s\" is none", STR_ARG(path), wanted, STR_ARG(type));
}

static void report_deprecated(struct gqlcheck *check, const struct gql_definition *definition,
                              const struct gql_member *member, const struct gql_directive *use, str path)
{
    struct diag *d = system_report(check, definition, use->span);
    gqlcheck_relate(d, definition, member->type.span, "it is required");
    diag_message(d, "%.*s is required and so cannot be deprecated", STR_ARG(path));
}

/* What arguments and input fields have in common. `path` names the member in messages. */
static void check_input(struct gqlcheck *check, const struct gql_definition *definition,
                        const struct gql_member *member, str path)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, member->type.type.name);
    check_name(check, definition, member->name, gqlcheck_member_head(member));
    if (type && !gql_type_is_input(type)) {
        bool is_directive = definition->kind == GQL_DIRECTIVE;
        span where = is_directive ? gqlcheck_member_head(member) : member->type.span;
        report_wrong_direction(check, definition, member, where, "input", path);
    }
    const struct gql_directive *deprecated = gql_directive_find(member->directives, GQL_WORD_deprecated);
    if (deprecated && gql_member_is_required(member))
        report_deprecated(check, definition, member, deprecated, path);
}

static str argument_path(struct gqlcheck *check, str owner, uint32_t name)
{
    str text = gqlcheck_name(check, name);
    return str_printf(check->arena, "%.*s(%.*s:)", STR_ARG(owner), STR_ARG(text));
}

static str field_path(struct gqlcheck *check, const struct gql_named_type *type, uint32_t name)
{
    str owner = gqlcheck_name(check, type->name), text = gqlcheck_name(check, name);
    return str_printf(check->arena, "%.*s.%.*s", STR_ARG(owner), STR_ARG(text));
}

/* Building the texts of paths costs more than all checks, so look first whether a message will be needed. */
static bool needs_look(const struct gqlcheck *check, const struct gql_member *member, bool is_input)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, member->type.type.name);
    return is_reserved(gqlcheck_name(check, member->name.id)) ||
           (type && !(is_input ? gql_type_is_input(type) : gql_type_is_output(type))) ||
           (member->directives && gql_member_is_required(member));
}

static void check_arguments(struct gqlcheck *check, const struct gql_definition *definition,
                            const struct gql_member *arguments, str owner)
{
    for (; arguments; arguments = arguments->next) {
        if (needs_look(check, arguments, true))
            check_input(check, definition, arguments, argument_path(check, owner, arguments->name.id));
    }
}

static void check_directives(struct gqlcheck *check)
{
    for (uint32_t i = 0; i < check->schema->directive_count; i++) {
        const struct gql_definition *directive = check->schema->directives[i];
        str name = gqlcheck_name(check, directive->name.id);
        if (directive->document->is_builtin)
            continue;
        check_name(check, directive, directive->name, gqlcheck_head(directive));
        check_arguments(check, directive, directive->members, str_printf(check->arena, "@%.*s", STR_ARG(name)));
    }
}

static void check_field(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field)
{
    const struct gql_member *member = field->member;
    const struct gql_named_type *result = gql_schema_type(check->schema, member->type.type.name);
    check_name(check, field->definition, member->name, gqlcheck_member_head(member));
    if (result && !gql_type_is_output(result)) {
        str path = field_path(check, type, member->name.id);
        report_wrong_direction(check, field->definition, member, member->type.span, "output", path);
    }
    for (const struct gql_member *argument = member->arguments; argument; argument = argument->next) {
        if (needs_look(check, argument, true)) {
            check_arguments(check, field->definition, member->arguments, field_path(check, type, member->name.id));
            break;
        }
    }
}

/* -- the kinds of types -- */

static void check_not_empty(struct gqlcheck *check, const struct gql_named_type *type, uint32_t count,
                            const char *what)
{
    if (count > 0)
        return;
    str name = gqlcheck_name(check, type->name);
    struct diag *d = system_report_type(check, type);
    diag_message(d, "%s type \"%.*s\" must define one or more %s", gql_kind_name(type->kind), STR_ARG(name), what);
}

static void check_composite(struct gqlcheck *check, const struct gql_named_type *type)
{
    check_not_empty(check, type, type->field_count, "fields");
    for (uint32_t i = 0; i < type->field_count; i++)
        check_field(check, type, &type->fields[i]);
    system_check_interfaces(check, type);
}

/* One diagnostic at all places where a union names a member type. */
static struct diag *report_union_member(struct gqlcheck *check, const struct gql_named_type *type, uint32_t name)
{
    struct diag *d = NULL;
    for (uint32_t i = 0; i < type->link_count; i++) {
        const struct gql_link *link = &type->links[i];
        if (link->named->name.id != name)
            continue;
        if (!d)
            d = system_report(check, link->definition, link->named->name.span);
        else
            gqlcheck_relate(d, link->definition, link->named->name.span, "and here");
    }
    return d;
}

static void check_union(struct gqlcheck *check, const struct gql_named_type *type)
{
    str name = gqlcheck_name(check, type->name);
    check_not_empty(check, type, type->link_count, "member types");
    gqlcheck_marks_begin(check);
    for (uint32_t i = 0; i < type->link_count; i++) {
        uint32_t id = type->links[i].named->name.id;
        str member = gqlcheck_name(check, id);
        struct gqlcheck_mark *mark = gqlcheck_mark(check, id);
        if (mark->item) {
            struct diag *d = report_union_member(check, type, id);
            diag_message(d, "union \"%.*s\" can include type \"%.*s\" only once", STR_ARG(name), STR_ARG(member));
            continue;
        }
        mark->item = type;
        const struct gql_named_type *target = type->links[i].type;
        if (target && target->kind != GQL_OBJECT) {
            struct diag *d = report_union_member(check, type, id);
            diag_message(d, "union \"%.*s\" can include only object types, but \"%.*s\" is %s type", STR_ARG(name),
                         STR_ARG(member), gql_kind_with_article(target->kind));
        }
    }
}

static void check_enum(struct gqlcheck *check, const struct gql_named_type *type)
{
    check_not_empty(check, type, type->field_count, "values");
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *value = &type->fields[i];
        check_name(check, value->definition, value->member->name, gqlcheck_member_head(value->member));
    }
}

static void check_one_of_field(struct gqlcheck *check, const struct gql_named_type *type,
                               const struct gql_field *field)
{
    const struct gql_member *member = field->member;
    str path = field_path(check, type, member->name.id);
    if (gql_type_is_non_null(member->type.type)) {
        struct diag *d = system_report(check, field->definition, member->type.span);
        diag_message(d, "%.*s must be nullable, because it is a field of a @oneOf input", STR_ARG(path));
    }
    if (member->default_value) {
        struct diag *d = system_report(check, field->definition, gqlcheck_member_head(member));
        diag_message(d, "%.*s cannot have a default value, because it is a field of a @oneOf input", STR_ARG(path));
    }
}

static void check_input_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    check_not_empty(check, type, type->field_count, "fields");
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        if (needs_look(check, field->member, true))
            check_input(check, field->definition, field->member, field_path(check, type, field->member->name.id));
        if (type->is_one_of)
            check_one_of_field(check, type, field);
    }
}

static void check_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    check_name(check, type->base, type->base->name, gqlcheck_head(type->base));
    switch (type->kind) {
    case GQL_OBJECT:
    case GQL_INTERFACE: check_composite(check, type); break;
    case GQL_UNION: check_union(check, type); break;
    case GQL_ENUM: check_enum(check, type); break;
    case GQL_INPUT: check_input_type(check, type); break;
    case GQL_SCALAR:
    case GQL_OPERATION:
    case GQL_FRAGMENT:
    case GQL_SCHEMA:
    case GQL_DIRECTIVE: break;
    }
}

void gqlcheck_system(struct gqlcheck *check)
{
    for (enum gql_operation i = 0; i < GQL_OPERATION_COUNT; i++)
        check_root(check, i);
    check_directives(check);
    for (uint32_t i = 0; i < check->schema->type_count; i++) {
        const struct gql_named_type *type = &check->schema->types[i];
        if (type->is_defined && !type->is_builtin)
            check_type(check, type);
    }
    system_check_input_cycles(check);
}
