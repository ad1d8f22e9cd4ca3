/*
 * svg.h - between a drawing and its SVG: sizes, and the layout that gives places.
 */
#ifndef GRAPH_SVG_H
#define GRAPH_SVG_H

#include "graph/internal.h"
#include "layout/layout.h"

/* In points. */
enum {
    SVG_MARGIN = 20,
    SVG_PADDING = 10,   /* border of a card and its text */
    SVG_TYPE_LINE = 17, /* top of a card to the baseline of its type */
    SVG_NAME_LINE = 32,
    SVG_ROW = 13, /* baseline to baseline */
    SVG_BOTTOM = 10,
    SVG_DETAIL_GAP = 14, /* type and detail */
    SVG_NUMBER_GAP = 14, /* start of a condition's number and the condition */
    SVG_LABEL_ROW = 12,
    SVG_MISSING_HEIGHT = 30,
    SVG_COLLAPSED = 3,   /* outer and inner border of a collapsed card */
    SVG_HEADER_TOP = 8,  /* border of a container and its header */
    SVG_HEADER_LEFT = 14
};

/* Sizes of text in tenths of a point. */
enum {
    SVG_NAME_SIZE = 120,
    SVG_DETAIL_SIZE = 85,
    SVG_LABEL_SIZE = 95,
    SVG_BRANCH_SIZE = 90,
    SVG_MISSING_SIZE = 110
};

/* Where things of the drawing are in the layout. */
struct placed {
    struct layout_graph graph;
    uint32_t *node_of;     /* by card */
    uint32_t *edge_of[2];  /* by edge of the drawing: its way, in one piece or two; CARD_NONE */
};

/* Lays the drawing out. False when it is too large. */
bool svg_lay_out(struct arena *arena, const struct drawing *drawing, struct placed *placed);

/* The text of a label after its lead. */
str svg_label_text(struct arena *arena, const struct edge_label *label);
/* How far right of its start the text of a label begins. */
int64_t svg_lead_width(const struct edge_label *label);

/* svg_style.c: the style sheet, and in it both themes where the reader chooses. */
void svg_put_style(struct buf *out, const struct drawing *drawing);

#endif
