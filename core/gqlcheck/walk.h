/*
 * walk.h - every place of a definition that can bear directives.
 */
#ifndef GQLCHECK_WALK_H
#define GQLCHECK_WALK_H

#include "gqlcheck/internal.h"

typedef void visit_place(struct gqlcheck *check, const struct gqlcheck_place *place);

/* The location of a definition itself: OBJECT, SCHEMA, QUERY ... */
enum gql_location walk_location(const struct gql_definition *definition);
/* FIELD, FRAGMENT_SPREAD or INLINE_FRAGMENT */
enum gql_location walk_selection_location(const struct gql_selection *selection);
/* Visits the definition of a schema, its members and their arguments; not the selections of an operation. */
void walk_places(struct gqlcheck *check, const struct gql_definition *definition, visit_place *visit);

/* Calls the hooks DIRECTIVES and VALUE for a place. */
void walk_check_place(struct gqlcheck *check, const struct gqlcheck_place *place);

#endif
