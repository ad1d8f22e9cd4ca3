/*
 * operations.h - what is known of the operations and fragments that are checked together.
 *
 * While the documents are walked, each definition (a part) collects the fragments that it spreads and the variables
 * that it uses; rules about whole operations then put these together.
 */
#ifndef GQLCHECK_OPERATIONS_H
#define GQLCHECK_OPERATIONS_H

#include "gqlcheck/internal.h"

/* ...Name, and the fragment that it means: NULL when there is none. */
struct spread {
    const struct gql_selection *node;
    struct part *fragment;
};

/* A variable where it is used. */
struct usage {
    const struct gql_value *value;
    gql_type type; /* that is expected there; name GQL_NO_NAME when that is not known */
    bool has_default; /* the place has a default value, which stands in for null */
    const struct gql_named_type *one_of; /* the @oneOf input that it is a field of, or NULL */
};

struct part {
    const struct gql_definition *definition;
    const struct gql_named_type *type; /* that is selected from; NULL when it is not known or has no fields */
    uint32_t index, document;
    uint32_t round; /* in which it was last visited */
    bool is_used;   /* a fragment that some operation reaches */
    struct spread *spreads;
    uint32_t spread_count, spread_capacity;
    struct usage *usages;
    uint32_t usage_count, usage_capacity;
};

struct operations {
    struct gqlcheck *check;
    const struct gql_document *const *documents;
    uint32_t document_count;
    struct part *parts; /* all operations and fragments, in order */
    uint32_t part_count;
    uint32_t *first_parts;         /* by document; one more at the end */
    struct part **by_name;       /* those of one document after another, each sorted by name */
    struct part **first_of_name; /* the first fragment of each name in all documents */
    const struct part *current;  /* during the walk */
    uint32_t round;
    uint64_t node_count;  /* selections in all documents */
    struct part **queue;  /* room for all parts; see operations_reach() */
};

/* The fragment that a spread in a document means, or NULL. */
struct part *operations_fragment(const struct operations *operations, uint32_t document, uint32_t name);

/*
 * The part itself and all fragments that it reaches, nearest first, each once; valid until the next call.
 * Cost: what is reached.
 */
struct part *const *operations_reach(struct operations *operations, struct part *part, uint32_t *count);

/* The types of a selection's field or fragment, NULL when they are not known. */
const struct gql_field *operations_field(const struct gqlcheck *check, const struct gql_named_type *parent,
                                         uint32_t name);
/* The type inside all wrappers when fields can be selected from it, else NULL. */
const struct gql_named_type *operations_composite(const struct gqlcheck *check, uint32_t name);

/*
 * The fields of one or more selection sets, in order, those of fragments included, each fragment once:
 *
 *     fields_begin(&fields, operations, NULL);
 *     fields_add(&fields, node->selections, type, part);
 *     while (fields_next(&fields, &field)) ...
 *
 * With a `runtime` object type, only what applies to objects of this type, and what @skip and @include with literal
 * arguments leave in. The struct may be used again; zero it before the first time.
 */
struct fields_level {
    const struct gql_selection *node;    /* a GQL_FIELD, when found */
    const struct gql_named_type *parent; /* selected from; or NULL */
    const struct part *part;             /* that it stands in */
};
struct fields {
    struct operations *all;
    const struct gql_named_type *runtime;
    struct fields_level *levels;
    uint32_t count, capacity, round;
};
void fields_begin(struct fields *fields, struct operations *all, const struct gql_named_type *runtime);
void fields_add(struct fields *fields, const struct gql_selection *nodes, const struct gql_named_type *parent,
                const struct part *part);
bool fields_next(struct fields *fields, struct fields_level *found);

#endif
