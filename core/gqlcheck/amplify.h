/*
 * amplify.h - what the rules about Amplify's directives share.
 *
 * Source of the rules: the checks of the transformers of aws-amplify/amplify-category-api, second generation.
 */
#ifndef GQLCHECK_AMPLIFY_H
#define GQLCHECK_AMPLIFY_H

#include "gqlcheck/internal.h"

/* An object type with @model. */
bool amplify_is_model(const struct gql_named_type *type);
/* The type of a field when it is a model, else NULL. */
const struct gql_named_type *amplify_related(const struct gqlcheck *check, const struct gql_field *field);
/* Which root the type is or, without a schema definition, is called like. */
bool amplify_is_root(const struct gqlcheck *check, const struct gql_named_type *type, enum gql_operation operation);

/* The use of a directive on a field, or NULL. */
const struct gql_directive *amplify_use(const struct gql_field *field, uint32_t directive);
/* A diagnostic at a directive. */
struct diag *amplify_report(struct gqlcheck *check, enum rule_id rule, const struct gql_definition *definition,
                            const struct gql_directive *use);
/* The field of the type that a text names, or NULL. */
const struct gql_field *amplify_field(struct gqlcheck *check, const struct gql_document *document,
                                      const struct gql_named_type *type, const struct gql_value *name);

/*
 * The parts of a key: the field itself, then its sort keys. A primary key without @primaryKey is the field "id".
 * `field` NULL means that the type has no such key.
 */
struct amplify_key {
    const struct gql_field *field;
    const struct gql_value *sort_keys; /* texts */
};
struct amplify_key amplify_primary_key(const struct gql_named_type *type);
/* The key of the index with this name. */
struct amplify_key amplify_index(struct gqlcheck *check, const struct gql_named_type *type, str name);
/* The type of part `i` of a key of `type`; name GQL_NO_NAME when the key has no such part. */
gql_type amplify_key_part(struct gqlcheck *check, const struct gql_named_type *type, struct amplify_key key,
                          uint32_t i);

#endif
