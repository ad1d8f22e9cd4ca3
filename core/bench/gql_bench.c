/*
 * gql_bench - how fast GraphQL is read, checked and compared.
 *
 *     gql_bench                     schemas of 100, 1,000, 10,000 and 20,000 types; adversarial operations
 *     gql_bench count KIND SIZE     one run, for counting instructions; KIND is parse, check, diff, chain, aliases,
 *                                   overlap, spreads or entangled; with "-none" behind it the text is only made
 */
#include "bench/bench.h"
#include "gqlcheck/diff.h"
#include "gqltext.h"
#include "memory.h"

#include <stdio.h>

/* -- texts -- */

static void add_object(struct buf *buf, size_t i)
{
    buf_printf(buf,
               "\"\"\"\nThe %zu. thing that a customer can order.\n\"\"\"\n"
               "type Thing%zu implements Node @aws_iam @aws_api_key {\n"
               "  id: ID!\n"
               "  \"What it is called.\"\n"
               "  name: String!\n"
               "  createdAt: AWSDateTime\n"
               "  related(first: Int = 10, after: String, filter: Filter%zu): [Thing%zu!]!\n"
               "  state: State%zu @deprecated(reason: \"use status\")\n"
               "  # who may see it\n"
               "  owner: Thing%zu @aws_cognito_user_pools(cognito_groups: [\"Admins\", \"Editors\"])\n"
               "}\n\n",
               i, i, i, i / 2, i, i + 1);
}

/* Each fourth type is an object with its own filter, enum and a union. */
static str make_schema(struct arena *arena, size_t types)
{
    struct buf buf;
    size_t objects = types / 4 > 1 ? types / 4 : 1;
    buf_init(&buf, arena);
    buf_str(&buf, STR("interface Node {\n  id: ID!\n}\n\n"));
    for (size_t i = 0; i < objects; i++) {
        add_object(&buf, i);
        buf_printf(&buf, "input Filter%zu {\n  name: String = \"x\"\n  states: [State%zu!] = [OPEN]\n  limit: Int\n}\n\n",
                   i, i);
        buf_printf(&buf, "enum State%zu {\n  OPEN\n  CLOSED\n  \"Nobody knows.\"\n  UNKNOWN\n}\n\n", i);
        buf_printf(&buf, "union Either%zu = Thing%zu | Thing%zu\n\n", i, i, i + 1);
    }
    add_object(&buf, objects);
    buf_printf(&buf, "input Filter%zu {\n  name: String\n}\nenum State%zu {\n  A\n}\n", objects, objects);
    buf_str(&buf, STR("type Query {\n"));
    for (size_t i = 0; i < objects; i++)
        buf_printf(&buf, "  thing%zu(id: ID!): Thing%zu @aws_iam\n  either%zu: Either%zu\n", i, i, i, i);
    buf_str(&buf, STR("}\n"));
    return bench_padded(&buf);
}

/* Fragments each of which spreads the next. */
static str make_chain(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("query ($id: ID!) { ...F0 }\n"));
    for (size_t i = 0; i < count; i++)
        buf_printf(&buf, "fragment F%zu on Query { a%zu: thing0(id: $id) { id ...on Thing0 { name } } ...F%zu }\n", i, i,
                   i + 1);
    buf_printf(&buf, "fragment F%zu on Query { thing0(id: $id) { id } }\n", count);
    return bench_padded(&buf);
}

static str make_aliases(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("{\n"));
    for (size_t i = 0; i < count; i++)
        buf_printf(&buf, "  a%zu: thing0(id: %zu) { id }\n", i, i);
    buf_str(&buf, STR("}\n"));
    return bench_padded(&buf);
}

/* The same field again and again, each with a selection. */
static str make_overlap(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("{\n"));
    for (size_t i = 0; i < count; i++)
        buf_printf(&buf, "  thing0(id: 1) { id related { id name%s } }\n", i % 2 ? " owner { id }" : "");
    buf_str(&buf, STR("}\n"));
    return bench_padded(&buf);
}

/* All fragments spread side by side, each with a field of its own. */
static str make_spreads(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("{ thing0(id: 1) {"));
    for (size_t i = 0; i < count; i++)
        buf_printf(&buf, " ...F%zu", i);
    buf_str(&buf, STR("} }\n"));
    for (size_t i = 0; i < count; i++)
        buf_printf(&buf, "fragment F%zu on Thing0 { id owner { x%zu: name } }\n", i, i);
    return bench_padded(&buf);
}

/* Each fragment spreads all later ones, below a field: the places of the response are exponentially many. */
static str make_entangled(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("{ thing0(id: 1) { ...F0 } }\n"));
    for (size_t i = 0; i < count; i++) {
        buf_printf(&buf, "fragment F%zu on Thing0 { id a: related {", i);
        for (size_t k = i + 1; k <= count && k < i + 12; k++)
            buf_printf(&buf, " ...F%zu", k);
        buf_str(&buf, STR(" id } b: related { id"));
        for (size_t k = i + 2; k <= count && k < i + 13; k++)
            buf_printf(&buf, " ...F%zu", k);
        buf_str(&buf, STR(" } }\n"));
    }
    buf_printf(&buf, "fragment F%zu on Thing0 { id }\n", count);
    return bench_padded(&buf);
}

/* -- runs -- */

struct run {
    struct memory memory;
    str schema, other; /* other: operations, or the new schema */
    size_t held;
    uint32_t findings;
};

static void begin(const struct run *run, struct gqltext *text, struct arena *arena)
{
    arena_init(arena, &run->memory);
    gqltext_begin(text, arena, GQL_PROFILE_APPSYNC);
}

static void finish(struct run *run, struct gqltext *text)
{
    run->held = arena_held(text->arena);
    run->findings = text->diags.count;
    arena_finish(text->arena);
}

/* Without the copy that gqltext_parse() makes. */
static const struct gql_document *parse(struct gqltext *text, str sdl)
{
    struct source *source = arena_new(text->arena, struct source);
    *source = source_file(STR("bench.graphql"), sdl);
    struct gql_parse_options options = { .keeps_comments = true };
    return gql_parse(text->arena, source, &text->names, options, &text->diags);
}

static void parse_once(void *context)
{
    struct run *run = context;
    struct arena arena;
    struct gqltext text;
    begin(run, &text, &arena);
    parse(&text, run->schema);
    finish(run, &text);
}

static struct gqlcheck_options options(void)
{
    struct gqlcheck_options o = { .profile = GQL_PROFILE_APPSYNC };
    o.modes = (struct gqlcheck_modes){ true, GQLCHECK_API_KEY,
                                       1u << GQLCHECK_API_KEY | 1u << GQLCHECK_IAM | 1u << GQLCHECK_COGNITO };
    return o;
}

static void check_once(void *context)
{
    struct run *run = context;
    struct arena arena;
    struct gqltext text;
    begin(run, &text, &arena);
    struct gqlcheck_options o = options();
    gqlcheck_schema(gqltext_schema(&text, parse(&text, run->schema)), &o, &text.diags);
    finish(run, &text);
}

static void diff_once(void *context)
{
    struct run *run = context;
    struct arena arena;
    struct gqltext text;
    begin(run, &text, &arena);
    struct gqlcheck_options o = options();
    const struct gql_document *before = parse(&text, run->schema), *after = parse(&text, run->other);
    struct changes changes =
        diff_schemas(&arena, gqltext_schema(&text, before), gqltext_schema(&text, after), &o);
    finish(run, &text);
    run->findings = changes.count;
}

static void operate_once(void *context)
{
    struct run *run = context;
    struct arena arena;
    struct gqltext text;
    begin(run, &text, &arena);
    struct gqlcheck_options o = options();
    const struct gql_document *schema = parse(&text, run->schema), *operations = parse(&text, run->other);
    gqlcheck_operations(gqltext_schema(&text, schema), &operations, 1, &o, &text.diags);
    finish(run, &text);
}

/* -- main -- */

static const struct kind {
    const char *name;
    void (*run)(void *context);
    str (*make)(struct arena *arena, size_t size); /* of operations; NULL when there are none */
} kinds[] = {
    { "parse", parse_once, NULL },           { "check", check_once, NULL },
    { "diff", diff_once, NULL },             { "chain", operate_once, make_chain },
    { "aliases", operate_once, make_aliases }, { "overlap", operate_once, make_overlap },
    { "spreads", operate_once, make_spreads }, { "entangled", operate_once, make_entangled },
};

static struct run make_run(struct arena *arena, const struct kind *kind, size_t size)
{
    struct run run = { .memory = plain_memory, .schema = make_schema(arena, kind->make ? 10 : size) };
    if (kind->make)
        run.other = kind->make(arena, size);
    else if (kind->run == diff_once)
        run.other = make_schema(arena, size > 40 ? size - 40 : size);
    return run;
}

static void measure(struct arena *arena, const struct kind *kind, size_t size)
{
    struct run run = make_run(arena, kind, size);
    struct bench_block *free_blocks = NULL;
    run.memory = bench_memory(&free_blocks);
    double seconds = bench_seconds(kind->run, &run, 3);
    size_t bytes = run.schema.len + run.other.len;
    printf("%-10s %7zu %9.3f ms %7.1f MB/s %9zu bytes %8.1f MB held %7u findings\n", kind->name, size, seconds * 1e3,
           (double)bytes / 1e6 / seconds, bytes, (double)run.held / 1e6, run.findings);
    bench_memory_finish(&free_blocks);
}

/* The last schema has 3.4 MB. */
static const size_t sizes[] = { 100, 1000, 10000, 20000 };

int main(int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    bool is_count = argc == 4 && strcmp(argv[1], "count") == 0;
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        const struct kind *kind = &kinds[i];
        if (is_count) {
            if (strncmp(argv[2], kind->name, strlen(kind->name)) != 0)
                continue;
            struct run run = make_run(&arena, kind, (size_t)strtoul(argv[3], NULL, 10));
            if (!strstr(argv[2], "-none"))
                kind->run(&run);
            printf("%zu bytes, %u findings\n", run.schema.len + run.other.len, run.findings);
            continue;
        }
        for (size_t k = 0; k < ARRAY_LEN(sizes); k++)
            measure(&arena, kind, sizes[k]);
    }
    arena_finish(&arena);
    return 0;
}
