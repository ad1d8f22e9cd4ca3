/*
 * overlap.h - the two halves of rule overlapping-fields-can-be-merged (specification, section 5.3.2).
 *
 * overlap.c decides, in time that is linear in practice and always bounded, whether anything is wrong at all.
 * Only then overlap_pairs.c looks for the pairs to report, the way that graphql-js does, within a fixed budget.
 */
#ifndef GQLCHECK_OVERLAP_H
#define GQLCHECK_OVERLAP_H

#include "gqlcheck/operations.h"

/* The name of a field in the response: its alias, else its name. */
uint32_t overlap_response_name(const struct gql_selection *node);
/* The type of a field; name GQL_NO_NAME when it is not known. */
gql_type overlap_type(const struct gqlcheck *check, const struct fields_level *field);
/* Both select the same field with equal arguments. */
bool overlap_same_field(struct gqlcheck *check, const struct fields_level *a, const struct fields_level *b);
bool overlap_same_arguments(struct gqlcheck *check, const struct fields_level *a, const struct fields_level *b);
/* Values of the two types cannot both stand under one response name. */
bool overlap_types_conflict(const struct gqlcheck *check, gql_type a, gql_type b);
/* Neither can apply to the same object as the other. */
bool overlap_is_exclusive(const struct fields_level *a, const struct fields_level *b);

/* Reports conflicting pairs as graphql-js does; false when it found none within its budget. */
bool overlap_report_pairs(struct operations *all);

#endif
