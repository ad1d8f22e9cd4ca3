/*
 * schemas.h - reading the files of a GraphQL schema, and of operations.
 */
#ifndef SCHEMAS_H
#define SCHEMAS_H

#include "gql/gql.h"

struct inputs;
struct report_problem;

/* Endings of GraphQL files, for struct inputs. */
extern const char *const schema_endings[];

struct schema_files {
    struct arena *arena;
    struct intern *names;
    struct diags *diags;
    const struct gql_document **documents;
    uint32_t count, capacity;
    uint32_t file_count;
    struct report_problem *problems; /* inputs that could not be read, which was said on standard error too */
    size_t problem_count;
    bool is_complete; /* all was read, and there are no syntax errors */
    bool has_trouble; /* an input could not be read */
};

void schema_files_init(struct schema_files *files, struct arena *arena, struct intern *names, struct diags *diags);
void schema_files_add_document(struct schema_files *files, const struct gql_document *document);
/*
 * Reads all inputs. A template (*.json, *.yaml, *.yml) gives the schemas that stand in it, or in files that it names.
 */
void schema_files_read(struct schema_files *files, const struct inputs *inputs);

#endif
