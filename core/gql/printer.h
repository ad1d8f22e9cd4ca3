/*
 * printer.h - a schema as one document, extensions merged and everything in one layout.
 *
 * The layout is that of graphql-js: two blanks for each level, one member a line, descriptions as block strings above
 * what they describe. Directives are printed where they are used. Values keep their own text, without line breaks.
 */
#ifndef GQL_PRINTER_H
#define GQL_PRINTER_H

#include "gql/schema.h"

struct buf;

/* All that the user's documents define, in their order. */
void gql_print_schema(struct buf *out, const struct gql_schema *schema);

/* One value as one line. */
void gql_print_value(struct buf *out, const struct gql_document *document, const struct gql_value *value);

#endif
