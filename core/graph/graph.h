/*
 * graph.h - state machines as pictures: DOT, SVG, Mermaid, and text for a terminal.
 *
 *     asl ──► graph_draw ──► struct drawing ──► graph_write_dot
 *              ▲    ▲                           graph_write_svg   (with layout)
 *        overlay    other machine               graph_write_mermaid
 *                                               graph_write_text
 *
 * A drawing (drawing.h) is what all formats share: cards, containers and
 * edges with their texts and colours. It can be made of any machine that
 * could be read, also of a broken one: a transition to a state that does not
 * exist leads to a red card "? Name", a state that nothing leads to is drawn
 * dashed.
 *
 * The same machine and options give the same bytes, in the order of the
 * definition. Everything that comes from the definition is escaped for where
 * it goes.
 *
 * Memory: all in the arena; the drawing points into the machine.
 */
#ifndef GRAPH_GRAPH_H
#define GRAPH_GRAPH_H

#include "base/str.h"

struct arena;
struct asl;
struct buf;
struct drawing;
struct graph_overlay;

enum graph_theme {
    GRAPH_AUTO, /* SVG: light or dark as the reader prefers; elsewhere light */
    GRAPH_LIGHT,
    GRAPH_DARK
};

#define GRAPH_ALL_LEVELS UINT32_MAX

struct graph_options {
    str title;       /* of the drawing, such as the name of the file */
    uint32_t depth;  /* levels of containers that are drawn open; GRAPH_ALL_LEVELS: all */
    str container;   /* draw only this Parallel or Map; empty for the whole machine */
    const struct graph_overlay *overlay; /* what one execution did, or NULL */
    const struct asl *old; /* draw what has changed since this version, or NULL */
    bool is_left_to_right;
    enum graph_theme theme;
    /* For text: */
    unsigned width; /* columns; 0 for as wide as it gets */
    bool has_color, is_ascii;
};

/* The state that options->container means: the first of that name that has machines inside, else NULL. */
const struct asl_state *graph_container(const struct asl *asl, str name);

/*
 * Lays out on cards what the machine says. `options` must outlive the drawing. A container that graph_container() does
 * not find is ignored.
 */
const struct drawing *graph_draw(struct arena *arena, const struct asl *asl,
                                 const struct graph_options *options);

void graph_write_dot(struct buf *out, const struct drawing *drawing);
/* False when the machine is too large to be laid out (LAYOUT_MAX_NODES). */
bool graph_write_svg(struct buf *out, const struct drawing *drawing);
/* A flowchart, without the fences that Markdown wants around it. */
void graph_write_mermaid(struct buf *out, const struct drawing *drawing);
void graph_write_text(struct buf *out, const struct drawing *drawing);

#endif
