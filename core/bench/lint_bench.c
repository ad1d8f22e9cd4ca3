/*
 * lint_bench - how fast state machines are read and checked.
 *
 *     lint_bench                    machines of 100 to 50,000 states, and awkward ones: states a second, memory
 *     lint_bench count KIND SIZE    one text once, for counting instructions (growth.sh); KIND is states, wide,
 *                                   findings or deep; with "-none" behind it the text is only made
 */
#include "bench/bench.h"
#include "check/check.h"
#include "diag/diag.h"
#include "memory.h"

#include <stdio.h>

struct run {
    str text;
    size_t held;
    uint32_t findings;
};

static void check_once(void *context)
{
    struct run *run = context;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct diags diags;
    diags_init(&diags, &arena);
    struct source source = source_file(STR("bench.asl.json"), run->text);
    struct check_options options = { .lint.is_express = false };
    check_file(&arena, &source, &options, &diags);
    run->held = arena_held(&arena);
    run->findings = diags.count;
    arena_finish(&arena);
}

/* A machine with one Pass state whose Result is an object of `count` keys. */
static str make_wide(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true, \"Result\": "));
    buf_str(&buf, bench_wide_object(arena, count));
    buf_str(&buf, STR("}}}\n"));
    return bench_padded(&buf);
}

/* A machine of `count` states, each with a mistake. */
static str make_findings(struct arena *arena, size_t count)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_str(&buf, STR("{\"StartAt\": \"S0\", \"States\": {\n"));
    for (size_t i = 0; i + 1 < count; i++)
        buf_printf(&buf, "\"S%zu\": {\"Type\": \"Pass\", \"Coment\": \"x\", \"Next\": \"S%zu\"},\n", i, i + 1);
    buf_printf(&buf, "\"S%zu\": {\"Type\": \"Succeed\"}}}\n", count ? count - 1 : 0);
    return bench_padded(&buf);
}

/* `levels` Parallel states inside each other. */
static str make_deep(struct arena *arena, size_t levels)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < levels; i++)
        buf_printf(&buf,
                   "{\"StartAt\": \"P%zu\", \"States\": {\"P%zu\": {\"Type\": \"Parallel\", \"End\": true, "
                   "\"Branches\": [",
                   i, i);
    buf_str(&buf, STR("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}"));
    for (size_t i = 0; i < levels; i++)
        buf_str(&buf, STR("]}}}"));
    buf_char(&buf, '\n');
    return bench_padded(&buf);
}

static str make(struct arena *arena, const char *kind, size_t size)
{
    if (strncmp(kind, "wide", 4) == 0)
        return make_wide(arena, size);
    if (strncmp(kind, "findings", 8) == 0)
        return make_findings(arena, size);
    if (strncmp(kind, "deep", 4) == 0)
        return make_deep(arena, size);
    return bench_states(arena, size);
}

static void measure(struct arena *arena, const char *what, const char *kind, size_t size)
{
    struct run run = { .text = make(arena, kind, size) };
    double seconds = bench_seconds(check_once, &run, 3);
    printf("%-28s %8zu %9.3f ms %11.0f /s %7.1f MB/s %8.1f MB held %7u findings\n", what, size, seconds * 1e3,
           (double)size / seconds, (double)run.text.len / 1e6 / seconds, (double)run.held / 1e6, run.findings);
}

int main(int argc, char **argv)
{
    memory_keep();
    struct arena arena;
    arena_init(&arena, &plain_memory);
    if (argc == 4 && strcmp(argv[1], "count") == 0) {
        struct run run = { .text = make(&arena, argv[2], (size_t)strtoul(argv[3], NULL, 10)) };
        if (!strstr(argv[2], "-none"))
            check_once(&run);
        printf("%zu bytes, %u findings\n", run.text.len, run.findings);
    } else {
        measure(&arena, "states", "states", 100);
        measure(&arena, "states", "states", 1000);
        measure(&arena, "states", "states", 10000);
        measure(&arena, "states", "states", 50000);
        measure(&arena, "keys of one object", "wide", 50000);
        measure(&arena, "states, each with a finding", "findings", 10000);
        measure(&arena, "levels of Parallel", "deep", 200);
    }
    arena_finish(&arena);
    return 0;
}
