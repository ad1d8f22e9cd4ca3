/*
 * auth.h - who may read which field of an AppSync API, and who reaches which type.
 *
 * Rules of the service (AppSync Developer Guide, "Configuring authorization"): the authorization directives of a field
 * replace those of its object type; where neither has any, the API's default mode applies. Each field of each object
 * type on the way is checked by itself. Scalars, enums, inputs, interfaces and unions carry no rights.
 *
 * A schema is read with the modes of its API. When these are not known, the default mode is a mode of its own,
 * AUTH_DEFAULT, so that "written down" and "by default" can still be told apart.
 */
#ifndef GQLCHECK_AUTH_H
#define GQLCHECK_AUTH_H

#include "base/intern.h"
#include "gql/schema.h"
#include "gqlcheck/modes.h"

/* The bit of the default mode when it is not known which one that is. */
#define AUTH_DEFAULT GQLCHECK_MODE_COUNT
/* So many groups are told apart; any further ones are taken for one. */
#define AUTH_GROUPS_MAX 64u

/* Who is let in: callers of these modes; of user pools either all users or those of some groups. */
struct auth_access {
    unsigned modes;   /* bits 1 << mode */
    bool every_user;  /* of user pools; else only the groups */
    uint64_t groups;  /* bits 1 << number in auth->groups */
};

/* What is known of one object type. */
struct auth_type {
    struct auth_access said;  /* by its own directives; `modes` 0 when there are none */
    struct auth_access base;  /* what holds for fields without directives */
    struct auth_access open;  /* who may read some field of it */
    struct auth_access reach; /* who can arrive at objects of it */
};

struct auth {
    struct arena *arena;
    const struct gql_schema *schema;
    struct gqlcheck_modes modes;
    struct intern groups;
    struct auth_type *types; /* by index of a type */
};

struct auth *auth_create(struct arena *arena, const struct gql_schema *schema,
                               const struct gqlcheck_modes *modes);

/* What the directives of a field say; `modes` 0 when there is none about authorization. */
struct auth_access auth_said(struct auth *auth, const struct gql_document *document,
                             const struct gql_directive *directives);
/* Who may read a field in the end. */
struct auth_access auth_of_field(struct auth *auth, const struct gql_named_type *type,
                                 const struct gql_field *field);
/* What the API's default mode gives. */
struct auth_access auth_default(const struct auth *auth);

struct auth_access auth_unite(struct auth_access a, struct auth_access b);
/* Who is let in by both. */
struct auth_access auth_intersect(struct auth_access a, struct auth_access b);
/* Who is let in by `a` and not by `b`. */
struct auth_access auth_without(struct auth_access a, struct auth_access b);
bool auth_is_nobody(struct auth_access access);
bool auth_equal(struct auth_access a, struct auth_access b);

/* "API_KEY, AMAZON_COGNITO_USER_POOLS (Admins, Writers)"; "nobody". */
void auth_print(struct buf *out, const struct auth *auth, struct auth_access access);
/* "API_KEY"; "the default mode" for AUTH_DEFAULT. */
const char *auth_mode_name(unsigned mode);

#endif
