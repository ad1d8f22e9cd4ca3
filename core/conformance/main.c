/*
 * main.c - the conformance runner: conformance [--root DIR] [--corpus NAME] [--verbose] [--dump]
 *
 * The root is --root, else $STEPPROOF_CONFORMANCE, else ../shared/conformance as seen from the project's folder, in
 * which it wants to be started. Exit 0: all as expected; 1: not; 77 (skipped, for meson): no corpus was there.
 */
#include "base/arena.h"
#include "cases.h"
#include "conformance.h"
#include "files.h"
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *name, *cases;
    corpus_function *run;
} corpora[] = {
#define CORPUS(name, cases, function) { name, cases, function },
#include "corpora.def"
#undef CORPUS
    { NULL, NULL, NULL },
};

enum { EXIT_SKIPPED = 77 };

struct run {
    const char *root, *only;
    bool is_verbose, is_dumping;
    struct deviations deviations;
    struct arena arena;
    size_t surprises, corpora_run;
};

static bool corpus_is_there(struct run *run, const char *cases)
{
    str folder = str_printf(&run->arena, "%s/%s%c", run->root, cases, '\0');
    str file = str_printf(&run->arena, "%s/%s.jsonl%c", run->root, cases, '\0');
    return path_exists(folder.at) || path_exists(file.at);
}

static void run_corpus(struct run *run, const char *name, const char *cases, corpus_function *function)
{
    if (!corpus_is_there(run, cases)) {
        printf("%s skipped: not in %s\n", name, run->root);
        return;
    }
    struct arena arena, kept;
    arena_init(&arena, &plain_memory);
    arena_init(&kept, &plain_memory);
    struct corpus_sum sums[CORPUS_SUMS];
    struct corpus corpus = { .name = name, .root = run->root, .arena = &arena, .kept = &kept,
                             .is_verbose = run->is_verbose, .is_dumping = run->is_dumping,
                             .deviations = &run->deviations,
                             .sums = sums };
    function(&corpus);
    printf("%s %zu/%zu\n", name, corpus.passed, corpus.total);
    for (size_t i = 0; i < corpus.sum_count; i++)
        printf("    %s: %zu/%zu\n", sums[i].label, sums[i].counted, sums[i].total);
    fflush(stdout);
    run->surprises += corpus.surprises;
    run->corpora_run++;
    arena_finish(&kept);
    arena_finish(&arena);
}

static bool parse_arguments(struct run *run, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--verbose") == 0)
            run->is_verbose = true;
        else if (strcmp(argv[i], "--dump") == 0)
            run->is_dumping = true;
        else if (strcmp(argv[i], "--root") == 0 && i + 1 < argc)
            run->root = argv[++i];
        else if (strcmp(argv[i], "--corpus") == 0 && i + 1 < argc)
            run->only = argv[++i];
        else
            return false;
    }
    return true;
}

static int run_all(struct run *run)
{
    if (!path_exists(run->root)) {
        printf("skipped: there is no folder %s\n", run->root);
        return EXIT_SKIPPED;
    }
    bool is_known = !run->only;
    for (size_t i = 0; corpora[i].name; i++) {
        if (run->only && strcmp(run->only, corpora[i].name) != 0)
            continue;
        is_known = true;
        run_corpus(run, corpora[i].name, corpora[i].cases, corpora[i].run);
    }
    if (!is_known) {
        fprintf(stderr, "conformance: there is no corpus %s\n", run->only);
        return 2;
    }
    if (run->corpora_run == 0)
        return EXIT_SKIPPED;
    return run->surprises > 0 ? 1 : 0;
}

int main(int argc, char **argv)
{
    struct run run = { .root = getenv("STEPPROOF_CONFORMANCE") };
    if (!run.root || !*run.root)
        run.root = "../shared/conformance";
    if (!parse_arguments(&run, argc, argv)) {
        fprintf(stderr, "usage: conformance [--root DIR] [--corpus NAME] [--verbose] [--dump]\n");
        return 2;
    }
    arena_init(&run.arena, &plain_memory);
    str text;
    if (!file_read(&run.arena, "testdata/known-deviations.txt", &text))
        text = STR("");
    deviations_read(&run.deviations, &run.arena, text);
    int status = run_all(&run);
    arena_finish(&run.arena);
    return status;
}
