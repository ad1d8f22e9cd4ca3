/*
 * layout.h - places for the boxes of a nested graph, and ways for its edges.
 *
 * The graph is a tree of containers with boxes in them; an edge joins two
 * nodes of the same container. layout_run() draws it in layers, from top to
 * bottom (or left to right), and gives every node a place and every edge a
 * way that starts and ends on the borders of its nodes:
 *
 *     ┌ container ──────────┐      Boxes of one layer stand side by side, in the order of
 *     │ header   (o)        │      the nodes where nothing speaks against it.
 *     │         ╱   ╲       │      An edge to an earlier node ("back edge") leaves and
 *     │    ┌───┐   ┌───┐    │      arrives at the side. Edges of one style that end at the
 *     │    │ a │←╮ │ b │    │      same node run together into one line.
 *     │    └───┘ │ └───┘    │      A label stands to the right of its edge (below it, left to
 *     │      ↓   │          │      right), near the tail, and has room of its own.
 *     │    ┌───┐ │          │
 *     │    │ c │─╯          │
 *     │    └───┘            │
 *     └─────────────────────┘
 *
 * Known from the literature: Sugiyama, Tagawa, Toda (1981) for the layers;
 * Gansner, Koutsofios, North, Vo (1993) for their order; Brandes, Köpf (2002)
 * for straight lines; Dwyer, Marriott, Stuckey (2005) for the coordinates.
 *
 * All numbers are whole units (a point, for text of 12 points), and the whole
 * computation is done in integers: the same graph gives the same places on
 * every machine.
 *
 * Memory: the ways of the edges lie in the arena; scratch memory comes from
 * the same `struct memory` and is given back.
 * Cost: near linear. An edge that would need too many bends runs outside
 * along the side instead. No recursion over the input.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

struct arena;

#define LAYOUT_ROOT UINT32_MAX /* the parent of nodes that are in no container */

enum {
    LAYOUT_MAX_NODES = 1 << 20,
    LAYOUT_MAX_EDGES = 1 << 21,
    LAYOUT_MAX_SIZE = 1 << 14, /* of a box, a header or a label */
    LAYOUT_STYLES = 4
};

enum layout_kind {
    LAYOUT_BOX,
    LAYOUT_CONTAINER,
    LAYOUT_ENTRY, /* first child: the point on the top border of its container where edges to the container arrive; no size */
    LAYOUT_EXIT   /* the same on the bottom border, where they leave */
};

struct layout_point {
    int64_t x, y;
};

struct layout_node {
    enum layout_kind kind;
    uint32_t parent;                     /* a container with a smaller index, or LAYOUT_ROOT */
    int64_t width, height;               /* given for a box; found for a container. Made even. */
    int64_t header_width, header_height; /* of a container: room kept free at its top left; 0 for none */
    /*
     * A container without LAYOUT_ENTRY or LAYOUT_EXIT: the child above (below) whose middle the edges arrive (leave),
     * such as the dot at which its branches fork. LAYOUT_ROOT: the middle of the border.
     */
    uint32_t top, bottom;
    int64_t x, y; /* found: the top left corner */
};

/* How much an edge should be straight, and which of several to choose for that. */
enum layout_priority {
    LAYOUT_MAIN,   /* the one way on */
    LAYOUT_CHOICE, /* one of several: the one that leads farthest is kept straight */
    LAYOUT_SPREAD, /* one of several that are to stand symmetrically */
    LAYOUT_SIDE    /* leaves the main line: never bends it */
};

/* A straight line to `to`, or a cubic Bézier curve. */
struct layout_step {
    bool is_curve;
    struct layout_point control[2];
    struct layout_point to;
};

struct layout_edge {
    uint32_t tail, head; /* children of the same container; equal for a loop */
    enum layout_priority priority;
    uint32_t style; /* below LAYOUT_STYLES: edges of different styles never share a line. 0 is the main flow. */
    int64_t label_width, label_height; /* 0 for no label */
    /* Found: */
    struct layout_point label; /* its top left corner */
    bool is_back;              /* it leads against the direction of the layers */
    struct layout_point start;
    struct layout_step *steps;
    uint32_t step_count;
};

struct layout_graph {
    struct layout_node *nodes; /* containers before their contents */
    uint32_t node_count;
    struct layout_edge *edges; /* in the order in which they should leave their tail */
    uint32_t edge_count;
    bool is_left_to_right;
    int64_t width, height; /* found */
};

/* False, with nothing found, when the graph is larger than the limits above. */
bool layout_run(struct arena *arena, struct layout_graph *graph);

#endif
