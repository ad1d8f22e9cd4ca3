/*
 * internal.h - what the formats of this module share.
 */
#ifndef REPORT_INTERNAL_H
#define REPORT_INTERNAL_H

#include "diag/diag.h"
#include "report/report.h"
#include "source/lines.h"

/* Where a span stands in its file. */
struct place {
    const struct source *file;
    const struct lines *lines;
    span span;
    struct position start, end;
};

/* The line tables made so far, one for each file that something was found in. */
struct places {
    struct arena *arena;
    struct file_lines *files;
};

void places_init(struct places *places, struct arena *arena);
struct place places_find(struct places *places, const struct source *source, span where);

/* One format. Any function may be NULL: then there is nothing to write. */
struct format {
    const char *name;
    const char *separator;
    void (*begin)(struct buf *out, const struct report_options *options);
    void (*diag)(struct buf *out, const struct report_options *options, struct places *places,
                 const struct diag *diag);
    void (*end)(struct buf *out, const struct report_options *options,
                const struct report_totals *totals, const struct report_problem *problems,
                size_t problem_count);
};

extern const struct format format_text, format_json, format_sarif, format_github;

/* Appends text as a JSON string with its quotes. Also takes text that is no UTF-8, unlike value_print_string(). */
void json_string(struct buf *out, str text);

/* Appends a source line with a row of carets under `place`, in the gutter of text output. */
void excerpt_print(struct buf *out, const struct report_options *options, const struct place *place,
                   const char *color);
/* The width of a gutter that the line number fits in. */
unsigned excerpt_gutter(const struct place *place);

#define COLOR_BOLD "\033[1m"
#define COLOR_RED "\033[1;31m"
#define COLOR_YELLOW "\033[1;33m"
#define COLOR_CYAN "\033[1;36m"
#define COLOR_GREEN "\033[1;32m"
#define COLOR_BLUE "\033[1;34m"
#define COLOR_END "\033[0m"

/* Appends the text in a colour, without one when colours are off. */
void color_text(struct buf *out, const struct report_options *options, const char *color, str text);

#endif
