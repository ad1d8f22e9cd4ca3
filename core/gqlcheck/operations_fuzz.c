/* Any text as operations against a schema; behind a zero byte, the schema itself. */
#include "gqlcheck/coverage.h"
#include "gqlcheck/gqlcheck.h"

#include "base/buf.h"
#include "gqltext.h"
#include "memory.h"

static const char fixed[] =
    "type Query { a: Int b(x: Int! = 1, y: [In!]): T! c: U d: N e: E q: Query }\n"
    "type T implements N { i: ID! t: T u: U s(f: F!): [String!]! }\n"
    "type S implements N { i: ID! s: Int t: [T] }\n"
    "interface N { i: ID! } union U = T | S | Query enum E { A B } input In { i: Int! in: In e: E = A }\n"
    "input F @oneOf { a: Int b: In } type Mutation { a: Int } type Subscription { a: Int b: Int }\n"
    "directive @d(x: Int) repeatable on QUERY | FIELD | FRAGMENT_DEFINITION | VARIABLE_DEFINITION";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct gqltext text;
    enum severity severities[RULE_COUNT];
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        severities[id] = SEVERITY_WARNING;
    struct gqlcheck_options options = { .profile = GQL_PROFILE_GRAPHQL, .severities = severities };

    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, options.profile);
    str all = { (const char *)data, size };
    size_t zero = str_find_char(all, '\0');
    str sdl = zero == SIZE_MAX ? STR(fixed) : str_from_offset(all, zero + 1);
    const struct gql_document *schema_document = gqltext_parse(&text, "schema", sdl);
    const struct gql_document *operations = gqltext_parse(&text, "operations", str_slice(all, 0, zero));
    const struct gql_schema *schema = gqltext_schema(&text, schema_document);
    gqlcheck_operations(schema, &operations, 1, &options, &text.diags);
    diags_sort(&text.diags);

    struct buf out;
    buf_init(&out, &arena);
    coverage_print(&out, coverage_collect(&arena, schema, &operations, 1));
    arena_finish(&arena);
    return 0;
}
