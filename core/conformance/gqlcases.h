/*
 * gqlcases.h - what the GraphQL corpora share: reading documents of one case, and places as graphql-js counts them.
 */
#ifndef CONFORMANCE_GQLCASES_H
#define CONFORMANCE_GQLCASES_H

#include "conformance.h"
#include "gqlcheck/gqlcheck.h"

/* Line and column from 1, in UTF-16 units; `units` from the start of the text. */
struct gql_place {
    uint32_t line, column, units;
};
struct gql_place gql_place_of(str text, uint32_t offset);
/* Whether an object's members line and column say this place. */
bool gql_is_at(value where, struct gql_place place);

/* The documents of one case; all in the corpus's scratch arena. */
struct gql_job {
    struct corpus *corpus;
    struct gqlcheck_options options;
    struct intern names;
    struct diags diags;
    const struct gql_document *documents[4];
    uint32_t document_count;
    bool is_readable; /* no syntax error so far */
};
void gql_job_begin(struct gql_job *job, struct corpus *corpus, enum gql_profile profile);
const struct gql_document *gql_job_read(struct gql_job *job, const char *name, str text);
/* Reads one more document of the schema, called "sdl". */
void gql_job_schema(struct gql_job *job, str text);
const struct gql_schema *gql_job_build(struct gql_job *job);

#endif
