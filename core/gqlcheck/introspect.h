/*
 * introspect.h - the answer to the introspection query, computed from a schema.
 *
 * As graphql-js answers its full introspection query (descriptions, deprecated members, specifiedByUrl, isOneOf,
 * isRepeatable included): {"__schema": {...}}. The profile's scalars and directives are part of it, as far as a
 * service would list them: all directives, and the scalars that the schema uses.
 */
#ifndef GQLCHECK_INTROSPECT_H
#define GQLCHECK_INTROSPECT_H

#include "gql/schema.h"
#include "value/value.h"

/* The value's texts lie in the arena, the documents and the table of names. */
value introspect_schema(struct arena *arena, const struct gql_schema *schema);

#endif
