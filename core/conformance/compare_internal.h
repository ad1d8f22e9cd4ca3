/*
 * compare_internal.h - what the files of compare.h share.
 */
#ifndef CONFORMANCE_COMPARE_INTERNAL_H
#define CONFORMANCE_COMPARE_INTERNAL_H

#include "base/arena.h"
#include "conformance/compare.h"
#include "doc/doc.h"

struct compare {
    struct arena *arena;
    value loose;         /* the case's list */
    struct buf *out;
    size_t limit, count; /* of differences */
};

static inline bool compare_is_over(const struct compare *compare)
{
    return compare->count >= compare->limit;
}

void compare_differ(struct compare *compare, const char *format, ...) ATTR_PRINTF(2, 3);
/* A short text of a value. */
str compare_shown(struct compare *compare, value v);
/* Whether `loose` lets the value at this JSON pointer be anything. */
bool compare_is_loose(struct compare *compare, str at);
/* Two values; `at` is the pointer of the expected one. */
void compare_values(struct compare *compare, value expected, value actual, str at);

/* compare_events.c */
/* Two events without what depends on time and position; `index` is that of the expected one. */
void compare_event(struct compare *compare, value expected, value actual, uint32_t index);
void compare_events(struct compare *compare, value expected_case, value actual);
/* "event #7 TaskFailed 'Pay'" */
str compare_label(struct compare *compare, value event);
/* The name of the state in an event's details; empty when there is none. */
str compare_state_name(value event);
str compare_type(value event);
/* An integer member of an event or of its details; -1 when there is none. */
int64_t compare_number(value event, const char *name);

/* compare_tree.c */
void compare_trees(struct compare *compare, value expected, value actual);

#endif
