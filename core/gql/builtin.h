/*
 * builtin.h - what a service defines before a schema says anything: scalars, directives, their argument types.
 *
 * The facts are rows of schemas/directives.def. A profile says whose schema it is; its definitions are a document
 * like any other, to be put before the user's when the model is built.
 */
#ifndef GQL_BUILTIN_H
#define GQL_BUILTIN_H

#include "diag/rule.h"
#include "gql/gql.h"

enum gql_profile {
    GQL_PROFILE_GRAPHQL, /* GraphQL alone */
    GQL_PROFILE_APPSYNC,
    GQL_PROFILE_MERGED, /* a source schema of a merged AppSync API */
    GQL_PROFILE_AMPLIFY /* the input of Amplify's transformer */
};

/* "graphql", "appsync", "merged", "amplify". False when the text is none of them. */
bool gql_profile_parse(str text, enum gql_profile *profile);

/* The definitions of a profile, marked as built in. */
const struct gql_document *gql_builtin(struct arena *arena, enum gql_profile profile, struct intern *names);

/* Whether AppSync itself defines the scalar or directive with this name in the profile. */
bool gql_is_appsync_scalar(uint32_t name);
/* How grave it is when a built-in directive stands where it does not belong; SEVERITY_ERROR for other names. */
enum severity gql_misplaced_severity(uint32_t directive);

#endif
