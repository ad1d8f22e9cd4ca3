/*
 * interfaces.c - that types keep what their interfaces promise (specification, section 3.6.1).
 */
#include "gqlcheck/system.h"

static bool is_link_to(const struct gql_link *link, const struct gql_named_type *type)
{
    return link->named->name.id == type->name;
}

/* A diagnostic at all places where `type` says that it implements `interface`. */
static struct diag *report_links(struct gqlcheck *check, struct diag *d, const struct gql_named_type *type,
                                 const struct gql_named_type *interface)
{
    for (uint32_t i = 0; i < type->link_count; i++) {
        const struct gql_link *link = &type->links[i];
        if (!is_link_to(link, interface))
            continue;
        if (!d)
            d = system_report(check, link->definition, link->named->name.span);
        else
            gqlcheck_relate(d, link->definition, link->named->name.span, "said here");
    }
    return d;
}

/* A type and one of its interfaces. */
struct pair {
    const struct gql_named_type *type, *interface;
};

static void report_missing_field(struct gqlcheck *check, struct pair pair, const struct gql_field *promised)
{
    struct diag *d = system_report(check, promised->definition, gqlcheck_member_head(promised->member));
    for (uint32_t i = 0; i < pair.type->definition_count; i++)
        gqlcheck_relate(d, pair.type->definitions[i], gqlcheck_head(pair.type->definitions[i]), "not here");
    str interface = gqlcheck_name(check, pair.interface->name), type = gqlcheck_name(check, pair.type->name);
    str name = gqlcheck_name(check, promised->member->name.id);
    diag_message(d, "interface field \"%.*s.%.*s\" is missing in \"%.*s\"", STR_ARG(interface), STR_ARG(name),
                 STR_ARG(type));
}

/* A type that nothing defines was reported as such, and who knows what it is. */
static bool is_known(const struct gqlcheck *check, const struct gql_member *member)
{
    return gql_schema_type(check->schema, member->type.type.name) != NULL;
}

/* "of A.f but B.f is of type T" with two places. */
static void report_types_differ(struct gqlcheck *check, struct pair pair, const struct gql_field *promised,
                                const struct gql_field *field, const struct gql_member *wanted,
                                const struct gql_member *given)
{
    if (!is_known(check, wanted) || !is_known(check, given))
        return;
    struct diag *d = system_report(check, promised->definition, wanted->type.span);
    gqlcheck_relate(d, field->definition, given->type.span, "but here");
    str interface = gqlcheck_name(check, pair.interface->name), type = gqlcheck_name(check, pair.type->name);
    str name = gqlcheck_name(check, promised->member->name.id), argument = gqlcheck_name(check, wanted->name.id);
    str wanted_type = gqlcheck_type_text(check, wanted->type.type);
    str given_type = gqlcheck_type_text(check, given->type.type);
    if (wanted == promised->member)
        diag_message(d, "interface field \"%.*s.%.*s\" is of type \"%.*s\", but \"%.*s.%.*s\" of type \"%.*s\"",
                     STR_ARG(interface), STR_ARG(name), STR_ARG(wanted_type), STR_ARG(type), STR_ARG(name),
                     STR_ARG(given_type));
    else
        diag_message(d, "argument \"%.*s.%.*s(%.*s:)\" is of type \"%.*s\", but that of \"%.*s\" of type \"%.*s\"",
                     STR_ARG(interface), STR_ARG(name), STR_ARG(argument), STR_ARG(wanted_type), STR_ARG(type),
                     STR_ARG(given_type));
}

static void check_promised_arguments(struct gqlcheck *check, struct pair pair, const struct gql_field *promised,
                                     const struct gql_field *field)
{
    for (const struct gql_member *wanted = promised->member->arguments; wanted; wanted = wanted->next) {
        const struct gql_member *given = members_find(&check->members, field->member->arguments, wanted->name.id);
        if (given) {
            if (!gql_type_equal(wanted->type.type, given->type.type))
                report_types_differ(check, pair, promised, field, wanted, given);
            continue;
        }
        struct diag *d = system_report(check, promised->definition, gqlcheck_member_head(wanted));
        gqlcheck_relate(d, field->definition, gqlcheck_member_head(field->member), "not here");
        str interface = gqlcheck_name(check, pair.interface->name), type = gqlcheck_name(check, pair.type->name);
        str name = gqlcheck_name(check, promised->member->name.id), argument = gqlcheck_name(check, wanted->name.id);
        diag_message(d, "argument \"%.*s.%.*s(%.*s:)\" of the interface is missing in \"%.*s.%.*s\"",
                     STR_ARG(interface), STR_ARG(name), STR_ARG(argument), STR_ARG(type), STR_ARG(name));
    }
}

static void check_further_arguments(struct gqlcheck *check, struct pair pair, const struct gql_field *promised,
                                    const struct gql_field *field)
{
    for (const struct gql_member *given = field->member->arguments; given; given = given->next) {
        if (!gql_member_is_required(given) || members_find(&check->members, promised->member->arguments, given->name.id))
            continue;
        struct diag *d = system_report(check, field->definition, gqlcheck_member_head(given));
        gqlcheck_relate(d, promised->definition, gqlcheck_member_head(promised->member), "not here");
        str interface = gqlcheck_name(check, pair.interface->name), type = gqlcheck_name(check, pair.type->name);
        str name = gqlcheck_name(check, promised->member->name.id), argument = gqlcheck_name(check, given->name.id);
        diag_message(d,
                     "argument \"%.*s.%.*s(%.*s:)\" is required, but interface field \"%.*s.%.*s\" does not have it",
                     STR_ARG(type), STR_ARG(name), STR_ARG(argument), STR_ARG(interface), STR_ARG(name));
    }
}

static void check_fields(struct gqlcheck *check, struct pair pair)
{
    for (uint32_t i = 0; i < pair.interface->field_count; i++) {
        const struct gql_field *promised = &pair.interface->fields[i];
        const struct gql_field *field = gql_type_field(pair.type, promised->member->name.id);
        if (!field) {
            report_missing_field(check, pair, promised);
            continue;
        }
        if (!gql_schema_is_subtype(check->schema, field->member->type.type, promised->member->type.type))
            report_types_differ(check, pair, promised, field, promised->member, field->member);
        check_promised_arguments(check, pair, promised, field);
        check_further_arguments(check, pair, promised, field);
    }
}

/* What an interface implements, its types must implement themselves. The marks say what `type` implements. */
static void check_ancestors(struct gqlcheck *check, struct pair pair)
{
    str type = gqlcheck_name(check, pair.type->name), interface = gqlcheck_name(check, pair.interface->name);
    for (uint32_t i = 0; i < pair.interface->link_count; i++) {
        const struct gql_named_type *further = pair.interface->links[i].type;
        if (!further || gqlcheck_mark(check, further->name)->item)
            continue;
        struct diag *d = report_links(check, NULL, pair.interface, further);
        report_links(check, d, pair.type, pair.interface);
        str name = gqlcheck_name(check, further->name);
        if (further == pair.type)
            diag_message(d, "\"%.*s\" cannot implement \"%.*s\", because that implements it", STR_ARG(type),
                         STR_ARG(interface));
        else
            diag_message(d, "\"%.*s\" must implement \"%.*s\", because its interface \"%.*s\" does", STR_ARG(type),
                         STR_ARG(name), STR_ARG(interface));
    }
}

/* False when the link is wrong by itself. `is_again`: the type has named the interface before. */
static bool check_link(struct gqlcheck *check, const struct gql_named_type *type,
                       const struct gql_named_type *interface, bool is_again)
{
    bool is_right = interface->kind == GQL_INTERFACE && interface != type && !is_again;
    if (is_right)
        return true;
    struct diag *d = report_links(check, NULL, type, interface);
    str name = gqlcheck_name(check, type->name), other = gqlcheck_name(check, interface->name);
    if (interface->kind != GQL_INTERFACE)
        diag_message(d, "\"%.*s\" can implement only interfaces, but \"%.*s\" is %s type", STR_ARG(name),
                     STR_ARG(other), gql_kind_with_article(interface->kind));
    else if (interface == type)
        diag_message(d, "\"%.*s\" cannot implement itself", STR_ARG(name));
    else
        diag_message(d, "\"%.*s\" can implement \"%.*s\" only once", STR_ARG(name), STR_ARG(other));
    return false;
}

void system_check_interfaces(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (type->link_count == 0)
        return;
    gqlcheck_marks_begin(check);
    for (uint32_t i = 0; i < type->link_count; i++)
        gqlcheck_mark(check, type->links[i].named->name.id)->item = type;
    for (uint32_t i = 0; i < type->link_count; i++) {
        const struct gql_named_type *interface = type->links[i].type;
        if (!interface)
            continue;
        struct gqlcheck_mark *mark = gqlcheck_mark(check, interface->name);
        if (check_link(check, type, interface, mark->number > 0)) {
            mark->number = 1;
            check_ancestors(check, (struct pair){ type, interface });
            check_fields(check, (struct pair){ type, interface });
        }
    }
}
