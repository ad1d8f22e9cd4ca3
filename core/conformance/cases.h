/*
 * cases.h - what the runner and corpus_case() share: sub-counts and the known deviations.
 */
#ifndef CONFORMANCE_CASES_H
#define CONFORMANCE_CASES_H

#include "base/intern.h"

enum { CORPUS_SUMS = 32 };

struct corpus_sum {
    const char *label;
    size_t counted, total;
};

struct deviations {
    struct intern cases; /* "CORPUS ID" */
};

void deviations_read(struct deviations *deviations, struct arena *arena, str text);

#endif
