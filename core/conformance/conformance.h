/*
 * conformance.h - measuring the core against recorded cases.
 *
 * The cases are data outside the project (see README.md, "Conformance"). A corpus is a folder or a file below their
 * root and is named so: `aws/histories`, `expr/jsonpath` (the file expr/jsonpath.jsonl). One row of corpora.def and
 * one function in a file corpus_*.c measure one corpus:
 *
 *     static void one_path(struct corpus *corpus, value record)
 *     {
 *         str id = value_text(value_get(record, STR("id")));
 *         ...
 *         corpus_case(corpus, id, value_equal(actual, expected), "gave %.*s", STR_ARG(shown));
 *     }
 *
 *     void corpus_jsonpath(struct corpus *corpus)
 *     {
 *         corpus_each_line(corpus, "expr/jsonpath.jsonl", one_path);
 *     }
 *
 * The runner prints `NAME passed/total`, then the sub-counts, indented. It fails when a case fails that
 * testdata/known-deviations.txt does not list, or a listed one passes. A case that cannot be judged is not recorded.
 * These are test programs: they may read files and print.
 */
#ifndef CONFORMANCE_CONFORMANCE_H
#define CONFORMANCE_CONFORMANCE_H

#include "base/buf.h"
#include "value/value.h"

struct arena;
struct corpus_sum;
struct deviations;

struct corpus {
    const char *name;
    const char *root; /* folder of all corpora */
    /*
     * Scratch memory: what corpus_each_line() and corpus_each_file() call gives back all that it took from here when
     * it returns. Results that several records share go to `kept`.
     */
    struct arena *arena;
    struct arena *kept; /* as long as the corpus */
    void *context;      /* free for the corpus: its own running state */
    bool is_verbose;
    bool is_dumping; /* print what came out of each case, a JSON line each, where the corpus can */

    struct deviations *deviations;
    struct corpus_sum *sums;
    size_t sum_count;
    size_t passed, total;
    size_t surprises; /* failed though not listed, or passed though listed */
};

typedef void corpus_function(struct corpus *corpus);

/* The result of a case. The format says why it failed; it is shown with --verbose. */
void corpus_case(struct corpus *corpus, str id, bool passed, const char *format, ...)
    ATTR_PRINTF(4, 5);
/* One more of the sub-count `label` ("pairs told apart"); sub-counts only inform. */
void corpus_count(struct corpus *corpus, const char *label, bool counts);

/*
 * A file below the root, followed by SOURCE_PADDING zero bytes, in corpus->arena. False when it cannot be read.
 * corpus_kept_file() is the same in corpus->kept.
 */
bool corpus_file(struct corpus *corpus, const char *path, str *text);
bool corpus_kept_file(struct corpus *corpus, const char *path, str *text);

/* The functions of all rows of corpora.def. */
#define CORPUS(name, cases, function) corpus_function function;
#include "corpora.def"
#undef CORPUS

typedef void corpus_record(struct corpus *corpus, value record);
/* Each line of a file of JSON lines. A line that is no JSON is a failed case. */
void corpus_each_line(struct corpus *corpus, const char *path, corpus_record *record);
/* Each *.json file of a folder, in the order of their names. */
void corpus_each_file(struct corpus *corpus, const char *folder, corpus_record *record);

/* The text of a member, empty when there is none. */
str corpus_member_text(value record, const char *name);
/* A short text of a value for a message: at most 200 bytes, in corpus->arena. */
str corpus_shown(struct corpus *corpus, value v);

#endif
