/*
 * terminal.h - a drawing as lines of text: one state a line, in the order in which a walk from the start meets them.
 *
 *       ●
 *       │
 *   ╭──▶■ ReserveStock    TASK  lambda:invoke
 *   │   │ retry 3 times, from 2 s, rate 2
 *   │   │
 *   │   ◆ In stock?       CHOICE
 *   │ ╭─┤ default → WaitForRestock
 *   │ │ │ 1  $.stock > 0
 *   │ │ ■ ChargeCard      TASK  http:invoke
 *
 * The column with the marks is the spine. A state leads on to the next line
 * along it; to any other state by a lane at its left. What a Parallel or Map
 * holds stands below it, behind a bar.
 */
#ifndef GRAPH_TERMINAL_H
#define GRAPH_TERMINAL_H

#include "graph/internal.h"

enum {
    TERMINAL_PLAIN = 0,
    TERMINAL_GREY = 90,
    TERMINAL_YELLOW = 33,
    TERMINAL_CYAN = 36
};

/* A run of text of one colour. Pieces are linked, so that a line within a line is put behind a prefix at no cost. */
struct piece {
    const struct piece *next;
    str text;
    unsigned char color;
    bool is_bold;
};

/* The characters that lines are drawn with. */
struct glyphs {
    str vertical, horizontal, cross;
    str down_right, up_right;   /* ╭ ╰ */
    str down_both, up_both;     /* ┬ ┴ */
    str vertical_right;         /* ├ */
    str vertical_left, up_left; /* ┤ ╯ */
    str arrow, to;              /* ▶ → */
    str start, end, state, choice, container;
    str bar, bar_end; /* ┃ ┗ */
};

extern const struct glyphs glyphs_unicode, glyphs_ascii;

/* A line of one block, before the lanes stand at its left. */
struct outline_line {
    str mark; /* in the spine */
    unsigned char mark_color;
    const struct piece *first; /* what stands right of the spine */
};

/* An edge, or several to one card, that does not go along the spine. */
struct lane {
    uint32_t head;          /* card */
    uint32_t top, bottom;   /* lines */
    uint32_t target;        /* the line where it ends */
    uint32_t column;        /* 0 is next to the spine; CARD_NONE: no room */
    unsigned char color;
};

struct outline {
    struct outline_line *lines;
    uint32_t line_count, line_capacity;
    struct lane *lanes;
    uint32_t lane_count, lane_capacity;
    uint32_t *lane_of; /* by line: the lane that begins (or is joined) there, or CARD_NONE */
};

/* terminal_lanes.c: gives the lanes columns, at most `most`. Returns how many are used. */
uint32_t outline_assign_columns(struct arena *arena, struct outline *outline, uint32_t most);

/* What stands left of the spine, line by line from the first one. */
struct gutter {
    struct arena *arena;
    const struct outline *outline;
    const struct glyphs *glyphs;
    uint32_t columns;
    uint32_t *active;        /* by column: the lane that runs there, or CARD_NONE */
    uint32_t *first, *next;  /* by line, the lanes that begin there; by lane, the next one */
    struct cell *cells;
};

void gutter_begin(struct gutter *gutter, struct arena *arena, const struct outline *outline,
                  uint32_t columns, const struct glyphs *glyphs);
/* The gutter of the next line, which must be number `line`, in front of `after`. */
const struct piece *gutter_line(struct gutter *gutter, uint32_t line, const struct piece *after);
/* Columns that the gutter takes. */
uint32_t gutter_width(const struct gutter *gutter);

/* terminal.c */
const struct piece *piece_make(struct arena *arena, str text, unsigned char color, bool is_bold,
                               const struct piece *next);

#endif
