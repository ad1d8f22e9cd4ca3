/*
 * auth_rules.c - authorization that does not do what it seems to say.
 */
#include "gqlcheck/auth.h"
#include "gqlcheck/internal.h"

static const struct gqlcheck_modes *known_modes(const struct gqlcheck *check)
{
    return check->options->modes.is_known ? &check->options->modes : NULL;
}

static struct auth *auth_of(struct gqlcheck *check)
{
    if (!check->auth)
        check->auth = auth_create(check->arena, check->schema, &check->options->modes);
    return check->auth;
}

/* -- single directives -- */

void gqlcheck_auth_mode(struct gqlcheck *check, const struct gqlcheck_place *place, const struct gql_directive *use)
{
    const struct gqlcheck_modes *modes = known_modes(check);
    enum gqlcheck_mode mode = gqlcheck_mode_of(use->name.id);
    if (!modes || mode == GQLCHECK_MODE_COUNT || use->name.id == GQL_WORD_aws_auth || modes->all >> mode & 1)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AUTH_MODE, place->definition, use->span);
    str name = gqlcheck_name(check, use->name.id);
    diag_message(d, "\"@%.*s\" lets in nobody, because the API does not have the mode %s", STR_ARG(name),
                 gqlcheck_mode_name(mode));
}

void gqlcheck_auth_not_cognito(struct gqlcheck *check, const struct gqlcheck_place *place,
                               const struct gql_directive *use)
{
    const struct gqlcheck_modes *modes = known_modes(check);
    if (!modes || use->name.id != GQL_WORD_aws_auth || modes->first == GQLCHECK_COGNITO)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AUTH_NOT_COGNITO, place->definition, use->span);
    diag_message(d, "\"@aws_auth\" only works where AMAZON_COGNITO_USER_POOLS is the default mode");
}

void gqlcheck_auth_multiple(struct gqlcheck *check, const struct gqlcheck_place *place,
                            const struct gql_directive *use)
{
    const struct gqlcheck_modes *modes = known_modes(check);
    if (!modes || use->name.id != GQL_WORD_aws_auth || modes->first != GQLCHECK_COGNITO ||
        modes->all == 1u << GQLCHECK_COGNITO)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AUTH_MULTIPLE, place->definition, use->span);
    diag_message(d, "\"@aws_auth\" does not work in an API with more than one mode");
    diag_help(d, "use @aws_cognito_user_pools, which takes the same groups");
}

static const struct gql_value *groups_of(const struct gql_directive *use)
{
    bool has_groups = use->name.id == GQL_WORD_aws_auth || use->name.id == GQL_WORD_aws_cognito_user_pools;
    return has_groups ? gqlcheck_argument(use, GQL_WORD_cognito_groups) : NULL;
}

void gqlcheck_auth_empty_groups(struct gqlcheck *check, const struct gqlcheck_place *place,
                                const struct gql_directive *use)
{
    const struct gql_value *groups = groups_of(use);
    if (!groups || groups->kind != GQL_LIST || groups->as.items)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AUTH_EMPTY_GROUPS, place->definition, groups->span);
    diag_message(d, "an empty list of groups lets in every user");
    diag_help(d, "name the groups, or leave the argument out");
}

void gqlcheck_auth_duplicate_group(struct gqlcheck *check, const struct gqlcheck_place *place,
                                   const struct gql_directive *use)
{
    struct intern seen;
    intern_init(&seen, check->arena);
    for (const struct gql_value *group = gqlcheck_items(groups_of(use)); group; group = group->next) {
        bool is_new = true;
        if (group->kind != GQL_STRING)
            continue;
        str name = gqlcheck_string(check, place->definition->document, group);
        intern_add_new(&seen, name, &is_new);
        if (is_new)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_AUTH_DUPLICATE_GROUP, place->definition, group->span);
        diag_message(d, "group \"%.*s\" is named twice", STR_ARG(name));
    }
}

/* -- who reaches what -- */

static bool is_root(const struct gqlcheck *check, const struct gql_named_type *type)
{
    return gql_schema_root_of(check->schema, type) != GQL_OPERATION_COUNT;
}

/* The modes of those who arrive at the type and find all its fields closed. */
static unsigned locked_out_modes(const struct auth *auth, const struct gql_named_type *type)
{
    return auth->types[type->index].reach.modes & ~auth->types[type->index].open.modes;
}

static str access_text(struct gqlcheck *check, const struct auth *auth, struct auth_access access)
{
    struct buf text;
    buf_init(&text, check->arena);
    auth_print(&text, auth, access);
    return buf_text(&text);
}

void gqlcheck_auth_unreachable_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (!known_modes(check) || type->kind != GQL_OBJECT || is_root(check, type))
        return;
    struct auth *auth = auth_of(check);
    unsigned modes = locked_out_modes(auth, type);
    if (modes == 0)
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AUTH_UNREACHABLE_TYPE, type->base, type->base->name.span);
    struct auth_access who = { .modes = modes, .every_user = true };
    str name = gqlcheck_name(check, type->name), text = access_text(check, auth, who);
    diag_message(d, "callers of %.*s reach \"%.*s\", but none of its fields lets them in", STR_ARG(text),
                 STR_ARG(name));
    diag_help(d, "add the directives of these modes to the type");
}

void gqlcheck_auth_unreachable_field(struct gqlcheck *check, const struct gql_named_type *type,
                                     const struct gql_field *field)
{
    if (!known_modes(check) || type->kind != GQL_OBJECT || !field->member->directives)
        return;
    struct auth *auth = auth_of(check);
    struct auth_access reach = auth->types[type->index].reach, access = auth_of_field(auth, type, field);
    bool is_configured = access.modes & auth->modes.all;
    if (auth_is_nobody(reach) || !is_configured || !auth_is_nobody(auth_intersect(reach, access)) ||
        locked_out_modes(auth, type) == reach.modes)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AUTH_UNREACHABLE_FIELD, field->definition,
                                        field->member->name.span);
    str owner = gqlcheck_name(check, type->name), name = gqlcheck_name(check, field->member->name.id);
    str arriving = access_text(check, auth, reach), allowed = access_text(check, auth, access);
    diag_message(d, "nobody can read \"%.*s.%.*s\": it is open to %.*s, but only %.*s reach its type", STR_ARG(owner),
                 STR_ARG(name), STR_ARG(allowed), STR_ARG(arriving));
}

void gqlcheck_auth_restricted_nonnull(struct gqlcheck *check, const struct gql_named_type *type,
                                      const struct gql_field *field)
{
    if (!known_modes(check) || type->kind != GQL_OBJECT || !gql_type_is_non_null(field->member->type.type) ||
        is_root(check, type))
        return;
    struct auth *auth = auth_of(check);
    struct auth_access reach = auth->types[type->index].reach;
    struct auth_access closed = auth_without(reach, auth_of_field(auth, type, field));
    closed.modes &= ~locked_out_modes(auth, type);
    if (auth_is_nobody(closed))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AUTH_RESTRICTED_NONNULL, field->definition,
                                        field->member->name.span);
    str owner = gqlcheck_name(check, type->name), name = gqlcheck_name(check, field->member->name.id);
    str text = access_text(check, auth, closed);
    diag_message(d, "non-null field \"%.*s.%.*s\" is closed to some of %.*s who reach its type: they lose the object",
                 STR_ARG(owner), STR_ARG(name), STR_ARG(text));
    diag_help(d, "make the field nullable");
}

void gqlcheck_auth_widens(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field)
{
    if (!known_modes(check) || type->kind != GQL_OBJECT || !field->member->directives)
        return;
    struct auth *auth = auth_of(check);
    struct auth_access by_field = auth_said(auth, field->definition->document, field->member->directives);
    struct auth_access by_type = auth->types[type->index].said;
    if (auth_is_nobody(by_field) || auth_is_nobody(by_type) || auth_is_nobody(auth_without(by_field, by_type)))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AUTH_WIDENS, field->definition, field->member->name.span);
    str owner = gqlcheck_name(check, type->name), name = gqlcheck_name(check, field->member->name.id);
    str text = access_text(check, auth, auth_without(by_field, by_type));
    diag_message(d, "\"%.*s.%.*s\" is open to %.*s, to whom its type is not", STR_ARG(owner), STR_ARG(name),
                 STR_ARG(text));
    diag_help(d, "the directives of a field replace those of its type");
}

void gqlcheck_auth_public_mutation(struct gqlcheck *check, const struct gql_named_type *type,
                                   const struct gql_field *field)
{
    if (!known_modes(check) || type != check->schema->roots[GQL_MUTATION].type)
        return;
    if (!(auth_of_field(auth_of(check), type, field).modes >> GQLCHECK_API_KEY & 1))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AUTH_PUBLIC_MUTATION, field->definition, field->member->name.span);
    str name = gqlcheck_name(check, field->member->name.id);
    diag_message(d, "whoever has the API key can call mutation \"%.*s\"", STR_ARG(name));
}
