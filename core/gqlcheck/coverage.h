/*
 * coverage.h - which parts of a schema operations use.
 *
 * A field counts as used when it is selected; selected on an interface, also in the types that implement it. An
 * argument, input field or enum value counts when it is written down, and all parts of an input type when a variable
 * of that type can bring them. The values of an enum count when a field of its type is selected.
 */
#ifndef GQLCHECK_COVERAGE_H
#define GQLCHECK_COVERAGE_H

#include "base/bits.h"
#include "gql/schema.h"

struct buf;

struct coverage {
    const struct gql_schema *schema;
    uint32_t *first_field;    /* by index of a type: the number of its first field */
    uint32_t *first_argument; /* by number of a field */
    struct bits types, fields, arguments;
    struct bits whole; /* types of which a variable may bring everything */
};

/* Walks the operations and fragments of the documents. */
const struct coverage *coverage_collect(struct arena *arena, const struct gql_schema *schema,
                                        const struct gql_document *const *documents, uint32_t document_count);

bool coverage_uses_type(const struct coverage *coverage, const struct gql_named_type *type);
bool coverage_uses_field(const struct coverage *coverage, const struct gql_named_type *type,
                         const struct gql_field *field);
bool coverage_uses_argument(const struct coverage *coverage, const struct gql_named_type *type,
                            const struct gql_field *field, const struct gql_member *argument);

/* How much is used, and what is not: a table for people. */
void coverage_print(struct buf *out, const struct coverage *coverage);

#endif
