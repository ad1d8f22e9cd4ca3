#include "gqlcheck/auth.h"

#include "base/arena.h"
#include "base/buf.h"
#include "gqlcheck/internal.h"

#define COGNITO_BIT (1u << GQLCHECK_COGNITO)

const char *auth_mode_name(unsigned mode)
{
    return mode < GQLCHECK_MODE_COUNT ? gqlcheck_mode_name((enum gqlcheck_mode)mode) : "the default mode";
}

/* -- access as sets -- */

bool auth_is_nobody(struct auth_access access)
{
    return access.modes == 0;
}

/* Drops user pools when nobody of them is left, and groups when everybody is let in. */
static struct auth_access normalise(struct auth_access a)
{
    if (!(a.modes & COGNITO_BIT) || (!a.every_user && !a.groups)) {
        a.modes &= ~COGNITO_BIT;
        a.every_user = false;
    }
    if (a.every_user || !(a.modes & COGNITO_BIT))
        a.groups = 0;
    return a;
}

struct auth_access auth_unite(struct auth_access a, struct auth_access b)
{
    return normalise((struct auth_access){
        .modes = a.modes | b.modes,
        .every_user = a.every_user || b.every_user,
        .groups = a.groups | b.groups,
    });
}

/* A user may be in several groups, so two restrictions to different groups still let somebody in: of the second. */
struct auth_access auth_intersect(struct auth_access a, struct auth_access b)
{
    struct auth_access both = { .modes = a.modes & b.modes, .every_user = a.every_user && b.every_user };
    if (a.every_user || b.every_user)
        both.groups = a.every_user ? b.groups : a.groups;
    else
        both.groups = a.groups & b.groups ? a.groups & b.groups : b.groups;
    return normalise(both);
}

struct auth_access auth_without(struct auth_access a, struct auth_access b)
{
    struct auth_access rest = { .modes = a.modes & ~(b.modes & ~COGNITO_BIT) };
    bool b_has_users = b.modes & COGNITO_BIT;
    if (b_has_users && b.every_user)
        rest.modes &= ~COGNITO_BIT;
    rest.every_user = a.every_user;
    rest.groups = b_has_users ? a.groups & ~b.groups : a.groups;
    return normalise(rest);
}

bool auth_equal(struct auth_access a, struct auth_access b)
{
    return a.modes == b.modes && a.every_user == b.every_user && a.groups == b.groups;
}

/* -- what directives say -- */

static uint64_t group_bit(struct auth *auth, str name)
{
    uint32_t number = intern_add(&auth->groups, name);
    return (uint64_t)1 << (number < AUTH_GROUPS_MAX ? number : AUTH_GROUPS_MAX - 1);
}

static struct auth_access said_by_cognito(struct auth *auth, const struct gql_document *document,
                                          const struct gql_directive *use)
{
    struct auth_access access = { .modes = COGNITO_BIT };
    const struct gql_value *value = gqlcheck_items(gqlcheck_argument(use, GQL_WORD_cognito_groups));
    for (; value; value = value->next) {
        if (value->kind == GQL_STRING)
            access.groups |= group_bit(auth, gql_string_value(auth->arena, gql_text(document, value->span)));
    }
    access.every_user = access.groups == 0;
    return access;
}

/* @aws_auth is for fields; on a type it is ignored. */
static struct auth_access said_at(struct auth *auth, const struct gql_document *document,
                                  const struct gql_directive *directives, bool is_type)
{
    struct auth_access access = { 0 };
    for (const struct gql_directive *use = directives; use; use = use->next) {
        enum gqlcheck_mode mode = gqlcheck_mode_of(use->name.id);
        if (mode == GQLCHECK_MODE_COUNT || (is_type && use->name.id == GQL_WORD_aws_auth))
            continue;
        struct auth_access said = { .modes = 1u << mode };
        access = auth_unite(access, mode == GQLCHECK_COGNITO ? said_by_cognito(auth, document, use) : said);
    }
    return access;
}

struct auth_access auth_said(struct auth *auth, const struct gql_document *document,
                             const struct gql_directive *directives)
{
    return said_at(auth, document, directives, false);
}

struct auth_access auth_default(const struct auth *auth)
{
    unsigned mode = auth->modes.is_known ? (unsigned)auth->modes.first : (unsigned)AUTH_DEFAULT;
    return (struct auth_access){ .modes = 1u << mode, .every_user = mode == GQLCHECK_COGNITO };
}

static struct auth_access said_by_type(struct auth *auth, const struct gql_named_type *type)
{
    struct auth_access access = { 0 };
    for (uint32_t i = 0; i < type->definition_count; i++) {
        const struct gql_definition *definition = type->definitions[i];
        if (definition->directives)
            access = auth_unite(access, said_at(auth, definition->document, definition->directives, true));
    }
    return access;
}

struct auth_access auth_of_field(struct auth *auth, const struct gql_named_type *type,
                                 const struct gql_field *field)
{
    struct auth_access access = { 0 };
    if (field->member->directives)
        access = auth_said(auth, field->definition->document, field->member->directives);
    return auth_is_nobody(access) ? auth->types[type->index].base : access;
}

static void read_type(struct auth *auth, const struct gql_named_type *type)
{
    struct auth_type *known = &auth->types[type->index];
    known->said = said_by_type(auth, type);
    known->base = auth_is_nobody(known->said) ? auth_default(auth) : known->said;
    for (uint32_t i = 0; i < type->field_count; i++)
        known->open = auth_unite(known->open, auth_of_field(auth, type, &type->fields[i]));
}

/* -- reaching types -- */

struct arrivals {
    struct auth *auth;
    uint32_t *queue; /* indexes of types whose arrivals changed */
    bool *is_queued;
    uint32_t first, count, capacity;
};

static void arrive_at(struct arrivals *arrivals, const struct gql_named_type *type, struct auth_access who)
{
    struct auth_access *reach = &arrivals->auth->types[type->index].reach;
    struct auth_access united = auth_unite(*reach, who);
    if (auth_equal(united, *reach))
        return;
    *reach = united;
    if (arrivals->is_queued[type->index])
        return;
    arrivals->is_queued[type->index] = true;
    arrivals->queue[(arrivals->first + arrivals->count++) % arrivals->capacity] = type->index;
}

/* An abstract type is reached as all object types that it may be. */
static void arrive_at_objects(struct arrivals *arrivals, const struct gql_named_type *type, struct auth_access who)
{
    if (type->kind == GQL_OBJECT)
        arrive_at(arrivals, type, who);
    for (uint32_t i = 0; gql_type_is_abstract(type) && i < type->subtype_count; i++) {
        if (type->subtypes[i]->kind == GQL_OBJECT)
            arrive_at(arrivals, type->subtypes[i], who);
    }
}

static void leave_through_fields(struct arrivals *arrivals, const struct gql_named_type *type)
{
    struct auth *auth = arrivals->auth;
    struct auth_access reach = auth->types[type->index].reach;
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        const struct gql_named_type *next = gql_schema_type(auth->schema, field->member->type.type.name);
        if (!next || !gql_type_is_composite(next))
            continue;
        arrive_at_objects(arrivals, next, auth_intersect(reach, auth_of_field(auth, type, field)));
    }
}

/*
 * A work list: who arrives at a type only ever grows, by at most a bit for each mode and group, so each type is
 * looked at a bounded number of times.
 */
static void spread_arrivals(struct auth *auth)
{
    const struct gql_schema *schema = auth->schema;
    struct arrivals arrivals = {
        .auth = auth,
        .capacity = schema->type_count + 1,
        .queue = arena_array(auth->arena, uint32_t, schema->type_count + 1),
        .is_queued = arena_array(auth->arena, bool, schema->type_count),
    };
    struct auth_access anybody = { .modes = auth->modes.is_known ? auth->modes.all : 1u << AUTH_DEFAULT };
    anybody.every_user = anybody.modes & COGNITO_BIT;
    for (int i = 0; i < GQL_OPERATION_COUNT; i++) {
        if (schema->roots[i].type)
            arrive_at(&arrivals, schema->roots[i].type, anybody);
    }
    while (arrivals.count > 0) {
        uint32_t index = arrivals.queue[arrivals.first];
        arrivals.first = (arrivals.first + 1) % arrivals.capacity;
        arrivals.count--;
        arrivals.is_queued[index] = false;
        leave_through_fields(&arrivals, &schema->types[index]);
    }
}

struct auth *auth_create(struct arena *arena, const struct gql_schema *schema,
                               const struct gqlcheck_modes *modes)
{
    struct auth *auth = arena_new(arena, struct auth);
    auth->arena = arena;
    auth->schema = schema;
    auth->modes = *modes;
    intern_init(&auth->groups, arena);
    auth->types = arena_array(arena, struct auth_type, schema->type_count);
    for (uint32_t i = 0; i < schema->type_count; i++) {
        if (schema->types[i].kind == GQL_OBJECT && schema->types[i].is_defined)
            read_type(auth, &schema->types[i]);
    }
    spread_arrivals(auth);
    return auth;
}

void auth_print(struct buf *out, const struct auth *auth, struct auth_access access)
{
    const char *separator = "";
    if (auth_is_nobody(access))
        buf_str(out, STR("nobody"));
    for (unsigned mode = 0; mode <= AUTH_DEFAULT; mode++) {
        if (!(access.modes >> mode & 1))
            continue;
        buf_printf(out, "%s%s", separator, auth_mode_name(mode));
        separator = ", ";
        if (mode != GQLCHECK_COGNITO || access.every_user)
            continue;
        const char *between = " (";
        for (uint32_t i = 0; i < auth->groups.count && i < AUTH_GROUPS_MAX; i++) {
            if (!(access.groups >> i & 1))
                continue;
            str name = intern_text(&auth->groups, i);
            buf_printf(out, "%s%.*s", between, STR_ARG(name));
            between = ", ";
        }
        buf_char(out, ')');
    }
}
