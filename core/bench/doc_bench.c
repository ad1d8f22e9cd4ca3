/*
 * doc_bench - how fast documents are read, beside other readers where the build found them.
 *
 *     doc_bench                        all documents, megabytes a second
 *     doc_bench count KIND BYTES       reads one document once, for counting instructions; KIND is
 * pretty, minified, deep or wide; with "-none" behind it the document is only made
 */
#include "bench/bench.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "memory.h"

#include <stdio.h>

#ifdef HAVE_CJSON
#include <cjson/cJSON.h>
#endif
#ifdef HAVE_JANSSON
#include <jansson.h>
#endif

typedef const struct doc *reader(struct arena *arena, const struct source *source,
                                 struct diags *diags);

static void read_with(reader *read, const str *text)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct diags diags;
    diags_init(&diags, &arena);
    struct source source = source_file(STR("bench"), *text);
    const struct doc *doc = read(&arena, &source, &diags);
    if (!doc || diags.count)
        printf("not read\n");
    arena_finish(&arena);
}

static void read_ours(void *context)
{
    read_with(doc_read_json, context);
}

static void read_yaml(void *context)
{
    read_with(doc_read_yaml, context);
}

#ifdef HAVE_CJSON
static void read_cjson(void *context)
{
    const str *text = context;
    cJSON_Delete(cJSON_ParseWithLength(text->at, text->len));
}
#endif

#ifdef HAVE_JANSSON
static void read_jansson(void *context)
{
    const str *text = context;
    json_decref(json_loadb(text->at, text->len, 0, NULL));
}
#endif

static void measure(const char *what, str text)
{
    bench_print(what, "stepproof", text.len, bench_seconds(read_ours, &text, 5));
#ifdef HAVE_CJSON
    bench_print(what, "cJSON", text.len, bench_seconds(read_cjson, &text, 3));
#endif
#ifdef HAVE_JANSSON
    bench_print(what, "jansson", text.len, bench_seconds(read_jansson, &text, 3));
#endif
}

static str make(struct arena *arena, const char *kind, size_t size)
{
    if (strncmp(kind, "pretty", 6) == 0)
        return bench_machine(arena, size, true);
    if (strncmp(kind, "minified", 8) == 0)
        return bench_machine(arena, size, false);
    if (strncmp(kind, "deep", 4) == 0)
        return bench_deep(arena, 200, size);
    return bench_wide_object(arena, size / 40);
}

static int count(struct arena *arena, const char *kind, const char *size)
{
    str text = make(arena, kind, (size_t)strtoul(size, NULL, 10));
    if (!strstr(kind, "-none"))
        read_ours(&text);
    printf("%zu bytes\n", text.len);
    return 0;
}

int main(int argc, char **argv)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    if (argc == 4 && strcmp(argv[1], "count") == 0)
        return count(&arena, argv[2], argv[3]);

    measure("machine, pretty, 1 MB", bench_machine(&arena, 1000000, true));
    measure("machine, minified, 1 MB", bench_machine(&arena, 1000000, false));
    measure("machine, pretty, 10 MB", bench_machine(&arena, 10000000, true));
    measure("machine, minified, 10 MB", bench_machine(&arena, 10000000, false));
    str yaml = bench_machine(&arena, 1000000, true);
    bench_print("machine as YAML, 1 MB", "stepproof", yaml.len, bench_seconds(read_yaml, &yaml, 3));
    measure("object of 50,000 keys", bench_wide_object(&arena, 50000));
    measure("object of 100,000 keys", bench_wide_object(&arena, 100000));
    measure("200 levels deep, 2 MB", bench_deep(&arena, 200, 2000000));
    measure("1000 levels deep, 2 MB", bench_deep(&arena, 1000, 2000000));
    arena_finish(&arena);
    return 0;
}
