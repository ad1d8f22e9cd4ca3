#include "cases.h"

#include "base/arena.h"
#include "conformance.h"

#include <stdio.h>

/* Lines of known-deviations.txt: "CORPUS ID reason"; blank lines and lines that start with # say nothing. */
void deviations_read(struct deviations *deviations, struct arena *arena, str text)
{
    intern_init(&deviations->cases, arena);
    str line;
    while (str_split(&text, '\n', &line)) {
        line = str_trim(line);
        if (line.len == 0 || line.at[0] == '#')
            continue;
        str rest = line, corpus, id;
        if (str_split(&rest, ' ', &corpus) && str_split(&rest, ' ', &id) && str_trim(rest).len > 0)
            intern_add(&deviations->cases, str_slice(line, 0, corpus.len + 1 + id.len));
        else
            fprintf(stderr, "known-deviations.txt: not \"CORPUS ID reason\": %.*s\n", STR_ARG(line));
    }
}

static bool is_known_deviation(struct corpus *corpus, str id)
{
    struct arena_mark mark = arena_mark(corpus->arena);
    str key = str_printf(corpus->arena, "%s %.*s", corpus->name, STR_ARG(id));
    bool is_known = intern_find(&corpus->deviations->cases, key) != INTERN_NONE;
    arena_release(corpus->arena, mark);
    return is_known;
}

void corpus_case(struct corpus *corpus, str id, bool passed, const char *format, ...)
{
    corpus->total++;
    corpus->passed += passed;
    bool is_known = is_known_deviation(corpus, id);
    if (passed != is_known) {
        if (is_known && corpus->is_verbose)
            printf("%s %.*s: known deviation\n", corpus->name, STR_ARG(id));
        return;
    }

    corpus->surprises++;
    if (passed) {
        printf("%s %.*s: passes, but is listed as a known deviation\n", corpus->name, STR_ARG(id));
        return;
    }
    if (!corpus->is_verbose)
        return;
    printf("%s %.*s: ", corpus->name, STR_ARG(id));
    va_list args;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

void corpus_count(struct corpus *corpus, const char *label, bool counts)
{
    size_t i = 0;
    while (i < corpus->sum_count && strcmp(corpus->sums[i].label, label) != 0)
        i++;
    if (i == CORPUS_SUMS)
        return;
    if (i == corpus->sum_count)
        corpus->sums[corpus->sum_count++] = (struct corpus_sum){ .label = label };
    corpus->sums[i].counted += counts;
    corpus->sums[i].total++;
}
