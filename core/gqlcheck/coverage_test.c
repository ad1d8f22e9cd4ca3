#include "gqlcheck/coverage.h"

#include "test.h"

#include "gqltext.h"
#include "memory.h"

static const char sdl[] =
    "type Query { a(x: Int, in: I): T b: E u: U n: N }\n"
    "type T implements N { id: ID! g(v: I): String }\n"
    "type S implements N { id: ID! }\n"
    "interface N { id: ID! }\n"
    "union U = T | S\n"
    "enum E { X Y }\n"
    "input I { a: Int b: [I] e: E }\n";

static const struct {
    const char *operation, *expected;
} cases[] = {
    { "{ a { id } }", "1 of 4 Query unused: a(x:) a(in:) b u n; 1 of 2 T unused: g; 0 of 1 S unused: id; "
                      "0 of 1 N unused: id; 0 of 2 E unused: X Y; 0 of 3 I unused: a b e; 2 of 13 in all; " },
    { "{ a(in: {a: 1, b: [{e: X}]}) { ...F } b } fragment F on T { g }",
      "2 of 4 Query unused: a(x:) u n; 1 of 2 T unused: id g(v:); 0 of 1 S unused: id; 0 of 1 N unused: id; "
      "2 of 2 E; 3 of 3 I; 8 of 13 in all; " },
    { "{ a(x: 1, in: {e: X}) { id } }",
      "1 of 4 Query unused: b u n; 1 of 2 T unused: g; 0 of 1 S unused: id; 0 of 1 N unused: id; "
      "1 of 2 E unused: Y; 1 of 3 I unused: a b; 4 of 13 in all; " },
    { "query ($v: I) { a(in: $v) { __typename } n { id } u { ... on S { id } } }",
      "3 of 4 Query unused: a(x:) b; 1 of 2 T unused: g; 1 of 1 S; 1 of 1 N; 2 of 2 E; 3 of 3 I; 11 of 13 in all; " },
};

/* Lines as one line, blanks as one blank. */
static str squeezed(struct arena *arena, str text)
{
    struct buf out;
    str line;
    bool is_list = false;
    buf_init(&out, arena);
    while (str_split(&text, '\n', &line)) {
        line = str_trim(line);
        if (line.len == 0)
            continue;
        bool is_unused = str_starts(line, STR("unused: "));
        if (out.len > 0 && !is_unused)
            buf_str(&out, STR("; "));
        if (is_unused)
            line = is_list ? str_from_offset(line, 8) : line;
        if (is_unused)
            buf_char(&out, ' ');
        is_list = is_unused;
        for (size_t i = 0; i < line.len; i++) {
            if (line.at[i] != ' ' || line.at[i - 1] != ' ')
                buf_char(&out, line.at[i]);
        }
    }
    buf_str(&out, STR("; "));
    return buf_text(&out);
}

static void what_operations_use_is_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        struct gqltext text;
        struct buf out;
        arena_init(&arena, &plain_memory);
        gqltext_begin(&text, &arena, GQL_PROFILE_GRAPHQL);
        const struct gql_document *document = gqltext_parse(&text, "schema", str_from(sdl));
        const struct gql_document *operation = gqltext_parse(&text, "operation", str_from(cases[i].operation));
        const struct gql_schema *schema = gqltext_schema(&text, document);
        buf_init(&out, &arena);
        coverage_print(&out, coverage_collect(&arena, schema, &operation, 1));
        assert_str(squeezed(&arena, buf_text(&out)), cases[i].expected);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_operations_use_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
