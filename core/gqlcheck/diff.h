/*
 * diff.h - what changed between two schemas, and whom it hurts.
 *
 * Breaking: operations that worked may be refused or answer with less. Dangerous: they are still answered, but clients
 * may meet what they do not expect. Safe: the rest. Directives are compared as uses, except for AppSync's own, whose
 * effect is compared instead: who may read what, and which mutations feed a subscription.
 *
 * Both schemas must have been read with one table of names.
 */
#ifndef GQLCHECK_DIFF_H
#define GQLCHECK_DIFF_H

#include "gqlcheck/coverage.h"
#include "gqlcheck/gqlcheck.h"

enum change_kind {
#define CHANGE(id, code, graphql_js) CHANGE_##id,
#include "changes_gql.def"
#undef CHANGE
    CHANGE_COUNT
};

enum change_grade {
    CHANGE_SAFE,
    CHANGE_DANGEROUS,
    CHANGE_BREAKING
};

/* A place in one of the schemas; `document` NULL when there is none. */
struct change_place {
    const struct gql_document *document;
    span span;
};

struct change {
    enum change_kind kind;
    enum change_grade grade;
    bool is_unused; /* it was graver, but the operations given do not use what changed */
    str path;       /* "Type.field.argument", "@directive.argument" */
    str message;
    struct change_place before, after;
    /* What of the old schema changed, for asking whether operations use it. */
    const struct gql_named_type *type;
    const struct gql_field *field;
    const struct gql_member *argument;
};

struct changes {
    struct change *items;
    uint32_t count, capacity;
};

/* All changes, in the order of the old schema, then of the new one. */
struct changes diff_schemas(struct arena *arena, const struct gql_schema *before, const struct gql_schema *after,
                            const struct gqlcheck_options *options);
/*
 * Makes a change safe when no operation uses what it is about. `coverage` is that of the old schema. Changes of
 * directives and of the roots stay as they are.
 */
void diff_narrow(struct changes *changes, const struct coverage *coverage);
/* Adds a diagnostic for each change, of rule breaking-change, dangerous-change or safe-change. */
void diff_report(const struct changes *changes, const struct gqlcheck_options *options, struct diags *diags);

/* "field-removed"; "FIELD_REMOVED" or ""; "breaking". */
const char *change_code(enum change_kind kind);
const char *change_graphql_js(enum change_kind kind);
const char *change_grade_name(enum change_grade grade);

#endif
