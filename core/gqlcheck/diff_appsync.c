/*
 * diff_appsync.c - changes of who may read what, and of what feeds a subscription.
 *
 * Rights are compared as they are in effect, so that writing down the default mode is no change. What changes for a
 * type is said of the type when a field has it from there, before and after; of a field only when it has directives of
 * its own, before or after.
 */
#include "gqlcheck/compare.h"

struct rights {
    struct comparison *c;
    struct auth *before, *after;
};

/* The access of one schema in terms of the other's groups: groups are matched by name. */
static struct auth_access translate(struct rights *r, struct auth_access access)
{
    uint64_t groups = 0;
    for (uint32_t i = 0; i < r->before->groups.count && i < AUTH_GROUPS_MAX; i++) {
        if (!(access.groups >> i & 1))
            continue;
        uint32_t number = intern_add(&r->after->groups, intern_text(&r->before->groups, i));
        groups |= (uint64_t)1 << (number < AUTH_GROUPS_MAX ? number : AUTH_GROUPS_MAX - 1);
    }
    access.groups = groups;
    return access;
}

static str shown(struct rights *r, struct auth_access access)
{
    struct buf text;
    buf_init(&text, r->c->arena);
    auth_print(&text, r->after, access);
    return buf_text(&text);
}

/* Who lost or gained access; `who` is told apart into whole modes and groups of user pools. */
static void add_change(struct rights *r, struct auth_access who, struct auth_access other, bool is_gained,
                       const struct change *like)
{
    bool has_mode = who.modes & ~other.modes;
    enum change_kind kind = is_gained ? (has_mode ? CHANGE_AUTH_MODE_ADDED : CHANGE_AUTH_GROUPS_WIDENED)
                                      : (has_mode ? CHANGE_AUTH_MODE_REMOVED : CHANGE_AUTH_GROUPS_NARROWED);
    struct change *change = compare_add(r->c, kind, is_gained ? CHANGE_DANGEROUS : CHANGE_BREAKING, GQL_NO_NAME,
                                        GQL_NO_NAME, GQL_NO_NAME);
    change->path = like->path;
    change->before = like->before;
    change->after = like->after;
    change->type = like->type;
    change->field = like->field;
    str text = shown(r, who);
    compare_say(r->c, change, "\"%.*s\" is %s open to %.*s", STR_ARG(change->path), is_gained ? "now" : "no longer",
                STR_ARG(text));
}

/* User pools apart, because a change of groups is none of modes. */
static void compare_access(struct rights *r, struct auth_access before, struct auth_access after,
                           const struct change *like)
{
    const unsigned users = 1u << GQLCHECK_COGNITO;
    before = translate(r, before);
    struct auth_access lost = auth_without(before, after), gained = auth_without(after, before);
    struct auth_access modes = lost;
    bool is_narrowed = lost.modes & after.modes & users, is_widened = gained.modes & before.modes & users;
    if (is_narrowed)
        modes.modes &= ~users;
    if (!auth_is_nobody(modes))
        add_change(r, modes, after, false, like);
    if (is_narrowed) {
        lost.modes = users;
        add_change(r, lost, after, false, like);
    }
    modes = gained;
    if (is_widened)
        modes.modes &= ~users;
    if (!auth_is_nobody(modes))
        add_change(r, modes, before, true, like);
    if (is_widened) {
        gained.modes = users;
        add_change(r, gained, before, true, like);
    }
}

static bool says_something(struct auth *auth, const struct gql_field *field)
{
    return field->member->directives &&
           !auth_is_nobody(auth_said(auth, field->definition->document, field->member->directives));
}

static str field_path(struct comparison *c, const struct gql_named_type *type, uint32_t field)
{
    str owner = compare_name(c, type->name), name = compare_name(c, field);
    return str_printf(c->arena, "%.*s.%.*s", STR_ARG(owner), STR_ARG(name));
}

/* The field of the other schema; NULL when the field is not there. Sets whether either has directives of its own. */
static const struct gql_field *find_other(struct rights *r, const struct gql_field *field,
                                          const struct gql_named_type *after, bool *has_own)
{
    const struct gql_field *other = gql_type_field(after, field->member->name.id);
    *has_own = says_something(r->before, field) || (other && says_something(r->after, other));
    return other;
}

static void compare_type_rights(struct rights *r, const struct gql_named_type *before,
                                const struct gql_named_type *after)
{
    struct change like = { .type = before };
    bool has_own, is_inherited = false;
    for (uint32_t i = 0; !is_inherited && i < before->field_count; i++)
        is_inherited = find_other(r, &before->fields[i], after, &has_own) && !has_own;
    like.path = compare_name(r->c, before->name);
    like.before = compare_place(before->base, before->base->name.span);
    like.after = compare_place(after->base, after->base->name.span);
    if (is_inherited)
        compare_access(r, r->before->types[before->index].base, r->after->types[after->index].base, &like);
    for (uint32_t i = 0; i < before->field_count; i++) {
        const struct gql_field *field = &before->fields[i], *other = find_other(r, field, after, &has_own);
        if (!other || !has_own)
            continue;
        like.path = field_path(r->c, before, field->member->name.id);
        like.before = compare_place(field->definition, field->member->name.span);
        like.after = compare_place(other->definition, other->member->name.span);
        like.field = field;
        compare_access(r, auth_of_field(r->before, before, field), auth_of_field(r->after, after, other), &like);
    }
}

/* -- subscriptions -- */

static const struct gql_value *mutations_of(const struct gql_field *field)
{
    const struct gql_directive *use = gql_directive_find(field->member->directives, GQL_WORD_aws_subscribe);
    return use ? gqlcheck_items(gqlcheck_argument(use, GQL_WORD_mutations)) : NULL;
}

static str text_of(struct comparison *c, const struct gql_field *field, const struct gql_value *value)
{
    return value->kind == GQL_STRING ? gql_string_value(c->arena, gql_text(field->definition->document, value->span))
                                     : (str){ "", 0 };
}

static bool names_mutation(struct comparison *c, const struct gql_field *field, str mutation)
{
    for (const struct gql_value *value = mutations_of(field); value; value = value->next) {
        if (str_equal(text_of(c, field, value), mutation))
            return true;
    }
    return false;
}

static void compare_triggers(struct comparison *c, const struct gql_named_type *type, const struct gql_field *from,
                             const struct gql_field *to, bool is_new)
{
    for (const struct gql_value *value = mutations_of(to); value; value = value->next) {
        str mutation = text_of(c, to, value);
        if (mutation.len == 0 || names_mutation(c, from, mutation))
            continue;
        struct change *change =
            compare_add(c, is_new ? CHANGE_SUBSCRIBE_ADDED : CHANGE_SUBSCRIBE_REMOVED,
                        is_new ? CHANGE_DANGEROUS : CHANGE_BREAKING, type->name, to->member->name.id, GQL_NO_NAME);
        const struct gql_field *before = is_new ? from : to, *after = is_new ? to : from;
        change->before = compare_place(before->definition, is_new ? before->member->name.span : value->span);
        change->after = compare_place(after->definition, is_new ? value->span : after->member->name.span);
        change->type = type;
        change->field = before;
        compare_say(c, change, "\"%.*s\" is %s fed by mutation \"%.*s\"", STR_ARG(change->path),
                    is_new ? "now" : "no longer", STR_ARG(mutation));
    }
}

static void compare_subscriptions(struct comparison *c)
{
    const struct gql_named_type *before = c->before->roots[GQL_SUBSCRIPTION].type;
    const struct gql_named_type *after = c->after->roots[GQL_SUBSCRIPTION].type;
    for (uint32_t i = 0; before && after && i < before->field_count; i++) {
        const struct gql_field *field = &before->fields[i];
        const struct gql_field *other = gql_type_field(after, field->member->name.id);
        if (!other)
            continue;
        compare_triggers(c, before, field, other, true);
        compare_triggers(c, before, other, field, false);
    }
}

void compare_appsync(struct comparison *c)
{
    struct rights r = { c, auth_create(c->arena, c->before, &c->options->modes),
                        auth_create(c->arena, c->after, &c->options->modes) };
    for (uint32_t i = 0; i < c->before->type_count; i++) {
        const struct gql_named_type *before = &c->before->types[i];
        const struct gql_named_type *after = gql_schema_type(c->after, before->name);
        if (before->is_defined && !before->is_builtin && before->kind == GQL_OBJECT && after &&
            after->kind == GQL_OBJECT && !after->is_builtin)
            compare_type_rights(&r, before, after);
    }
    compare_subscriptions(c);
}
