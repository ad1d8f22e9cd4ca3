/*
 * gqlcheck.h - the rules about GraphQL schemas and the operations against them.
 *
 * gqlcheck_schema() calls every rule of schemas/rules_gql.def that applies to the profile. They come in stages, as in
 * graphql-js: first the rules about documents; when these found nothing, the rules of the type system (rule
 * validate-schema); and always the rest, which never needs a correct schema: values, the service's own rules, style.
 * gqlcheck_operations() checks executable documents against the same schema.
 *
 * Profiles: rules whose code begins with "appsync-" or "auth-" are left out in the profile graphql, those with
 * "amplify-" in all but amplify.
 *
 * Memory: scratch data and diagnostics lie in the diagnostics' arena.
 * Cost: linear in the documents, also for adversarial operations; see overlap.c for the one rule that has a budget.
 */
#ifndef GQLCHECK_GQLCHECK_H
#define GQLCHECK_GQLCHECK_H

#include "diag/diag.h"
#include "gql/builtin.h"
#include "gql/schema.h"
#include "gqlcheck/modes.h"

struct gqlcheck_options {
    enum gql_profile profile;
    struct gqlcheck_modes modes;    /* how callers of the API authenticate */
    const enum severity *severities; /* by rule id; NULL: each rule's own. Rules that are off do not run. */
};

void gqlcheck_schema(const struct gql_schema *schema, const struct gqlcheck_options *options,
                     struct diags *diags);

/*
 * Checks documents of operations and fragments. A fragment is looked for in its own document first, then in the
 * others, as the tools that clients use do.
 */
void gqlcheck_operations(const struct gql_schema *schema, const struct gql_document *const *documents,
                         uint32_t document_count, const struct gqlcheck_options *options,
                         struct diags *diags);

#endif
