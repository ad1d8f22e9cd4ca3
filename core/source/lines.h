/*
 * lines.h - byte offsets to lines and columns.
 *
 * Built only for a file that has something to show: one pass over its text.
 * Counts of characters are kept for every LINES_BLOCK bytes, so that a position
 * costs the same in a file of one endless line.
 * A line ends with LF, CR LF or a CR alone. Lines and columns count from 1;
 * `column` counts code points, `column_utf16` UTF-16 code units (what editors
 * and graphql-js count). A byte order mark at the start of a file has no column.
 */
#ifndef SOURCE_LINES_H
#define SOURCE_LINES_H

#include "source/source.h"

#define LINES_BLOCK 1024

struct lines_count {
    uint32_t points, units; /* code points, UTF-16 code units */
};

struct lines {
    str text;
    uint32_t *starts; /* offset of each line's first byte */
    uint32_t count;
    struct lines_count *before; /* what stands before each block */
};

struct position {
    uint32_t line, column, column_utf16;
};

/* `file` must be a whole file. */
void lines_init(struct lines *lines, struct arena *arena, const struct source *file);
/* Where `offset` (at most the text's length) is. */
struct position lines_position(const struct lines *lines, uint32_t offset);
/* The text of a line (from 1 to lines->count) without its line break. */
str lines_text(const struct lines *lines, uint32_t line);
/* The offset of a line's first byte. */
uint32_t lines_start(const struct lines *lines, uint32_t line);

#endif
