/*
 * graph_bench - how fast machines are drawn.
 *
 *     graph_bench                    SVG of 100, 1,000 and 10,000 states, and of awkward machines; seconds, bytes, and the
 *                                    exponent e of cost ~ size^e from one size to the next; beside it `dot -Tsvg` for
 *                                    100 and 300 states, where Graphviz is installed
 *     graph_bench count KIND SIZE    one drawing, for counting instructions (growth.sh); KIND is chain, catch, random
 *                                    or nested; with "-none" behind it the machine is only read
 */
#include "asl/asl.h"
#include "bench/bench.h"
#include "diag/diag.h"
#include "graph/graph.h"
#include "memory.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

static void begin(struct buf *buf)
{
    buf_str(buf, STR("{\"StartAt\": \"S0\", \"States\": {\n"));
}

static void put_task(struct buf *buf, size_t i, size_t next, size_t count)
{
    buf_printf(buf, "%s\"S%zu\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", ",
               i ? ",\n" : "", i);
    if (next < count)
        buf_printf(buf, "\"Next\": \"S%zu\"", next);
    else
        buf_str(buf, STR("\"End\": true"));
}

/* A line with choices that skip, loops back, and ends here and there. */
static void put_chain(struct buf *buf, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i % 5 != 3 || i + 4 >= count) {
            put_task(buf, i, i + 1, count);
            buf_char(buf, '}');
            continue;
        }
        buf_printf(buf,
                   ",\n\"S%zu\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsPresent\": true, "
                   "\"Next\": \"S%zu\"}, {\"Variable\": \"$.b\", \"NumericGreaterThan\": %zu, \"Next\": \"S%zu\"}], "
                   "\"Default\": \"S%zu\"}",
                   i, i + 3, i, i - 2, i + 1);
    }
}

/* A line in which every state has its errors handled by one of a few others. */
static void put_catch(struct buf *buf, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_task(buf, i, i + 1, count);
        buf_printf(buf, ", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"F%zu\"}]}", i * 4 / count);
    }
    for (size_t i = 0; i < 4; i++)
        buf_printf(buf, ",\n\"F%zu\": {\"Type\": \"Fail\"}", i);
}

/* Choices that lead anywhere. */
static void put_random(struct buf *buf, size_t count)
{
    uint64_t seed = 1;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        buf_printf(buf,
                   "%s\"S%zu\": {\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.a\", \"IsPresent\": true, "
                   "\"Next\": \"S%zu\"}], \"Default\": \"S%zu\"}",
                   i ? ",\n" : "", i, (size_t)(seed >> 33) % count, (i + 1) % count);
    }
}

/* Parallel states of three branches in a line. */
static void put_nested(struct buf *buf, size_t count)
{
    for (size_t i = 0; i + 6 < count || i == 0; i += 7) {
        buf_printf(buf, "%s\"S%zu\": {\"Type\": \"Parallel\", \"Branches\": [", i ? ",\n" : "", i);
        for (int branch = 0; branch < 3; branch++)
            buf_printf(buf,
                       "%s{\"StartAt\": \"A%zu%c\", \"States\": {\"A%zu%c\": {\"Type\": \"Pass\", \"Next\": "
                       "\"B%zu%c\"}, \"B%zu%c\": {\"Type\": \"Succeed\"}}}",
                       branch ? ", " : "", i, 'x' + branch, i, 'x' + branch, i, 'x' + branch, i, 'x' + branch);
        buf_str(buf, STR("], "));
        if (i + 13 < count)
            buf_printf(buf, "\"Next\": \"S%zu\"}", i + 7);
        else
            buf_str(buf, STR("\"End\": true}"));
    }
}

static str make(struct arena *arena, const char *kind, size_t count)
{
    static const struct {
        const char *name;
        void (*put)(struct buf *buf, size_t count);
    } kinds[] = {
        { "chain", put_chain }, { "catch", put_catch }, { "random", put_random }, { "nested", put_nested },
    };
    struct buf buf;
    buf_init(&buf, arena);
    begin(&buf);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (strncmp(kind, kinds[i].name, strlen(kinds[i].name)) == 0)
            kinds[i].put(&buf, count);
    }
    buf_str(&buf, STR("}}\n"));
    return bench_padded(&buf);
}

struct run {
    const struct asl *asl;
    struct graph_options options;
    void (*write_dot)(struct buf *out, const struct drawing *drawing);
    struct buf *keep; /* where the text goes, or NULL */
    size_t bytes;
};

static void draw(void *context)
{
    struct run *run = context;
    struct arena arena;
    struct buf out;
    arena_init(&arena, &plain_memory);
    buf_init(&out, run->keep ? run->keep->arena : &arena);
    const struct drawing *drawing = graph_draw(&arena, run->asl, &run->options);
    if (run->write_dot)
        run->write_dot(&out, drawing);
    else
        graph_write_svg(&out, drawing);
    run->bytes = out.len;
    if (run->keep)
        *run->keep = out;
    arena_finish(&arena);
}

static const struct asl *read_machine(struct arena *arena, str text)
{
    struct source *source = arena_new(arena, struct source);
    struct diags *diags = arena_new(arena, struct diags);
    *source = source_file(STR("bench.asl.json"), text);
    diags_init(diags, arena);
    const struct doc *doc = doc_read_json(arena, source, diags);
    return asl_build(arena, doc, doc_root(doc), diags);
}

static double measure(struct arena *arena, const char *kind, size_t count, double before)
{
    struct run run = { .asl = read_machine(arena, make(arena, kind, count)),
                       .options = { .title = STR_INIT("bench"), .depth = GRAPH_ALL_LEVELS } };
    double seconds = bench_seconds(draw, &run, 3);
    printf("%-8s %6zu states %10.3f ms %8.1f kB", kind, count, seconds * 1e3, (double)run.bytes / 1e3);
    if (before > 0)
        printf("   exponent %.2f", log10(seconds / before));
    printf("\n");
    return seconds;
}

static void measure_dot(struct arena *arena, size_t count)
{
    struct buf text;
    struct run run = { .asl = read_machine(arena, make(arena, "chain", count)),
                       .options = { .title = STR_INIT("bench"), .depth = GRAPH_ALL_LEVELS },
                       .write_dot = graph_write_dot, .keep = &text };
    struct timespec from, to;
    buf_init(&text, arena);
    draw(&run);
    FILE *dot = popen("dot -Tsvg >/dev/null 2>&1", "w");
    if (!dot)
        return;
    timespec_get(&from, TIME_UTC);
    fwrite(text.at, 1, text.len, dot);
    int status = pclose(dot);
    timespec_get(&to, TIME_UTC);
    double seconds = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
    if (status == 0)
        printf("chain    %6zu states %10.3f ms with dot -Tsvg\n", count, seconds * 1e3);
}

static void count_once(struct arena *arena, const char *kind, size_t count)
{
    struct run run = { .asl = read_machine(arena, make(arena, kind, count)),
                       .options = { .title = STR_INIT("bench"), .depth = GRAPH_ALL_LEVELS } };
    if (!strstr(kind, "-none"))
        draw(&run);
    printf("%zu bytes\n", run.bytes);
}

int main(int argc, char **argv)
{
    static const char *const kinds[] = { "chain", "catch", "random", "nested" };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    if (argc == 4 && strcmp(argv[1], "count") == 0) {
        count_once(&arena, argv[2], (size_t)strtoul(argv[3], NULL, 10));
    } else {
        for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
            double seconds = measure(&arena, kinds[i], 100, 0);
            seconds = measure(&arena, kinds[i], 1000, seconds);
            measure(&arena, kinds[i], 10000, seconds);
        }
        measure_dot(&arena, 100);
        measure_dot(&arena, 300);
    }
    arena_finish(&arena);
    return 0;
}
