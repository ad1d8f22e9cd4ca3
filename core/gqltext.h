/*
 * gqltext.h - reading GraphQL from a text in memory, for tests, benchmarks and fuzz targets.
 */
#ifndef GQLTEXT_H
#define GQLTEXT_H

#include "base/arena.h"
#include "diag/diag.h"
#include "gql/builtin.h"
#include "gql/schema.h"

struct gqltext {
    struct arena *arena;
    struct intern names;
    struct diags diags;
    enum gql_profile profile;
};

static inline void gqltext_begin(struct gqltext *t, struct arena *arena, enum gql_profile profile)
{
    t->arena = arena;
    t->profile = profile;
    gql_names_init(&t->names, arena);
    diags_init(&t->diags, arena);
}

static inline const struct gql_document *gqltext_parse(struct gqltext *t, const char *name, str text)
{
    const struct source *source = source_copied(t->arena, str_from(name), text);
    struct gql_parse_options options = { .keeps_comments = true };
    return gql_parse(t->arena, source, &t->names, options, &t->diags);
}

/* The schema of one document and the profile's own definitions. */
static inline const struct gql_schema *gqltext_schema(struct gqltext *t, const struct gql_document *document)
{
    const struct gql_document *documents[] = { gql_builtin(t->arena, t->profile, &t->names), document };
    const struct gql_document **kept = (const struct gql_document **)arena_copy(t->arena, documents, sizeof documents);
    return gql_schema_build(t->arena, &t->names, kept, 2);
}

#endif
