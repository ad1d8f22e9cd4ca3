/*
 * system.h - the parts of rule validate-schema: the type system (specification, sections 3.3 to 3.13).
 *
 * All report RULE_GQL_SYSTEM, at the places that graphql-js names.
 */
#ifndef GQLCHECK_SYSTEM_H
#define GQLCHECK_SYSTEM_H

#include "gqlcheck/internal.h"

/* A diagnostic at the start of a type's first definition, with its extensions as related places. */
struct diag *system_report_type(struct gqlcheck *check, const struct gql_named_type *type);
struct diag *system_report(struct gqlcheck *check, const struct gql_definition *definition, span where);

/* That a type has all that its interfaces promise. */
void system_check_interfaces(struct gqlcheck *check, const struct gql_named_type *type);
/* That no input contains itself through fields which must be given. */
void system_check_input_cycles(struct gqlcheck *check);

#endif
