/*
 * hooks.h - which functions a walk calls where.
 *
 * The rows of schemas/rules_gql.def, sorted by hook: hooks_select() picks those that are on and belong to the profile;
 * call_...() calls all functions of one hook. What the hooks are, says gqlcheck/internal.h.
 */
#ifndef GQLCHECK_HOOKS_H
#define GQLCHECK_HOOKS_H

#include "gqlcheck/internal.h"

struct hooks;

/* Prepares `check` for a run: which rules are on, the marks. */
void hooks_begin(struct gqlcheck *check, const struct gql_schema *schema, const struct gqlcheck_options *options,
                 struct diags *diags);

void call_documents(struct gqlcheck *check);
void call_definition(struct gqlcheck *check, const struct gql_definition *definition);
void call_names(struct gqlcheck *check, const struct gql_named_type *type);
/* Does nothing when the place has no directives. */
void call_directives(struct gqlcheck *check, const struct gqlcheck_place *place);
void call_value(struct gqlcheck *check, const struct gqlcheck_site *site);
void call_system(struct gqlcheck *check);
void call_schema(struct gqlcheck *check);
void call_type(struct gqlcheck *check, const struct gql_named_type *type);
void call_field(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field);
void call_input(struct gqlcheck *check, const struct gqlcheck_owner *owner, const struct gql_member *input);
/* For each directive of the place. */
void call_use(struct gqlcheck *check, const struct gqlcheck_place *place);
void call_operations(struct gqlcheck *check);
void call_operation(struct gqlcheck *check, struct part *part);
void call_variable(struct gqlcheck *check, const struct gqlcheck_variable *variable);
void call_selection(struct gqlcheck *check, const struct gqlcheck_selection *selection);

#endif
