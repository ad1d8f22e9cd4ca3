/*
 * matrix.h - who reaches which operation and field: the document for a security review.
 *
 * One row for each field of each object type, the roots first; one column for each mode of the API. A cell says whether
 * callers of the mode may read the field, and for user pools which groups may. A row whose type a mode never reaches
 * has no mark there, whatever the field's directives say.
 */
#ifndef GQLCHECK_MATRIX_H
#define GQLCHECK_MATRIX_H

#include "gqlcheck/auth.h"

struct buf;

enum matrix_format { MATRIX_TABLE, MATRIX_JSON, MATRIX_MARKDOWN };

/* "table", "json", "markdown". False when the text is none of them. */
bool matrix_format_parse(str text, enum matrix_format *format);

/* `auth` must know the API's modes. */
void matrix_print(struct buf *out, struct auth *auth, enum matrix_format format);

#endif
