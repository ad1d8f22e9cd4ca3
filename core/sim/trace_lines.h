/*
 * trace_lines.h - lines of text for people: colours, control characters escaped, cut where the terminal ends.
 */
#ifndef SIM_TRACE_LINES_H
#define SIM_TRACE_LINES_H

#include "sim/trace_print.h"

struct arena;

enum trace_color { TRACE_NONE, TRACE_BOLD, TRACE_DIM, TRACE_RED, TRACE_GREEN, TRACE_YELLOW, TRACE_CYAN };

struct trace_lines {
    struct buf *out;
    struct arena *arena; /* scratch */
    const struct trace_options *options;
    size_t time_width;   /* of the first column */
    unsigned column;
};

void trace_set_color(struct trace_lines *l, enum trace_color color);
void trace_reset_color(struct trace_lines *l);
/* Text on the current line: control characters escaped, what does not fit left out. */
void trace_put(struct trace_lines *l, str text);
void trace_put_colored(struct trace_lines *l, enum trace_color color, str text);
/* JSON, its end left out when it is long. */
void trace_put_value(struct trace_lines *l, value v);
/* "Error: cause", either of which may be undefined. */
void trace_put_failure(struct trace_lines *l, value error, value cause);
void trace_end_line(struct trace_lines *l);
/* The first column: a time, or as many blanks when it is below 0. */
void trace_begin_line(struct trace_lines *l, int64_t time_ms, uint32_t depth);

/* Whether events of this shape begin an attempt of a task. */
bool trace_is_scheduled(enum history_shape shape);

#endif
