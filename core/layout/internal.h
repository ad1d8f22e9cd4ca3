/*
 * internal.h - the working graph of one container, which the steps of a layout hand on.
 *
 *     rank.c    which edges lead back; the rank of each box; which edges are to be straight
 *     expand.c  ranks to layers: bends where an edge crosses a layer, labels in layers of their own
 *     side.c    the same for edges that lead back
 *     order.c   the order in each layer, with few crossings
 *     port.c    where edges touch their boxes
 *     align.c   items that stand exactly below each other become one block
 *     place.c   x of the blocks
 *     band.c    y of the layers, size of the container
 *     route.c   the ways of the edges
 *     layout.c  one container after the other, inner ones first
 *
 * Everything works from top to bottom; layout.c turns the numbers round for
 * left to right. A level lies in a scratch arena.
 */
#ifndef LAYOUT_INTERNAL_H
#define LAYOUT_INTERNAL_H

#include "layout/layout.h"

#include "base/arena.h"

#include <stddef.h>

#define NONE UINT32_MAX

/* Distances between neighbours, in the units of the layout. */
enum {
    SPACE_BOX = 32,    /* box and box */
    SPACE_BEND = 16,   /* anything and a line */
    SPACE_LANE = 24,   /* box and its own line at the side */
    SPACE_GAP = 36,    /* layer and layer */
    SPACE_LABEL = 16,  /* layer and the labels below it */
    SPACE_ARROW = 20,  /* labels and the layer below them */
    SPACE_INNER = 16,  /* border of a container and its contents */
    SPACE_TEXT = 6,    /* line and its label */
    SPACE_PORT = 20,   /* edges at one side of a box */
    SPACE_CORNER = 12, /* a box's own corner and the next edge */
    SPACE_LOOP = 26,   /* how far a loop goes out */
    SPACE_EDGE = 24,   /* exit and what is above it */
    SPACE_TRACK = 10,  /* lines outside */
    CURVE_RADIUS = 10
};

enum { LEVEL_LARGE = 4000 }; /* items from which on fewer rounds are spent on beauty, which nobody will see */

enum side {
    SIDE_LEFT,
    SIDE_RIGHT
};

enum item_kind {
    ITEM_BOX,
    ITEM_BEND,   /* an edge crosses the layer */
    ITEM_LABEL,  /* as ITEM_BEND, with a label at the right of the line */
    ITEM_CORNER  /* an edge turns from the side of a box into the layers above or below */
};

/* One thing in a layer. Items 0 to box_count - 1 are the boxes. */
struct item {
    enum item_kind kind;
    uint32_t layer, position; /* position: in its layer, from 0 */
    uint32_t owner;           /* the box that a corner belongs to */
    uint32_t next[2];         /* of a box, the corners at its sides, innermost first; of a corner, the next one */
    int64_t left, right;      /* room on both sides of x */
    int64_t height;
    int64_t x;
    uint32_t run_top, run_bottom; /* of a bend: the first and last of its chain in one straight line with it */
    int64_t leg; /* of a corner: how far below the top of its box the edge touches the side */
    uint32_t block; /* which block it is in, and where */
    int64_t offset;
};

/* The classes of links, those that are made straight first first. */
enum straightness {
    STRAIGHT_TRUNK, /* of the line from the first box that leads farthest */
    STRAIGHT_CHAIN, /* bend and bend */
    STRAIGHT_SPINE, /* the chosen edge of some other box */
    STRAIGHT_OTHER,
    STRAIGHT_NEVER,
    STRAIGHT_COUNT
};

/* A piece of an edge, from one layer to the next. */
struct link {
    uint32_t upper, lower; /* items */
    enum straightness straightness;
    uint32_t style;
    int64_t upper_port, lower_port; /* where it touches, right of the item's x */
};

struct box {
    uint32_t node;
    enum layout_kind kind;
    uint32_t rank;
    uint32_t reach;  /* edges on the longest way from here to an end */
    bool is_trunk;   /* on the line from the first box that leads farthest */
    bool is_rooted;  /* reached from the first box */
    int64_t port[2]; /* right of its middle: where edges arrive at its top, leave from its bottom */
    uint32_t last_corner[2]; /* the outermost at its left and right side */
    int64_t width, height;
    int64_t y; /* found */
};

/* An edge of this level. */
struct way {
    uint32_t edge;
    uint32_t tail, head; /* boxes */
    bool is_loop, is_back, is_far;
    bool is_spine;   /* the one edge of its tail that is to be straight */
    bool is_uneven;  /* of a spread: not the one in the middle */
    bool has_label;
    enum side tail_side, head_side; /* of a loop or back edge */
    uint32_t label;  /* item */
    uint32_t corner; /* item at the tail of a back edge */
    uint32_t chain;
    uint32_t link, last_link; /* the one at the tail; the one at the head, without a chain */
};

/*
 * The line that edges of one style run together in towards one head: one bend in each layer from `top` to `bottom`.
 * That of back edges ends in a corner in the head's layer.
 */
struct chain {
    uint32_t head; /* box */
    uint32_t style;
    uint32_t top, bottom; /* layers; top > bottom: no bends */
    uint32_t first;       /* item in layer `top` */
    uint32_t corner;      /* NONE unless the chain leads back */
    enum side side;
    uint32_t trunk_top; /* the layer below which the trunk runs here; NONE when it does not */
    bool is_back, is_far;
    uint32_t last_link;  /* the one at the head */
    int64_t lane;        /* x of a far chain */
};

struct layer {
    uint32_t *items; /* from left to right */
    uint32_t count, capacity;
    bool is_label;
    int64_t top, height;
};

/* Indexes of links (or ways) grouped by one of their ends: those of `i` are list[start[i]] to list[start[i + 1] - 1]. */
struct adjacency {
    uint32_t *start, *list;
};

struct level {
    struct arena *arena;
    struct layout_graph *graph;
    struct box *boxes;
    uint32_t box_count;
    struct way *ways;
    uint32_t way_count;
    struct adjacency outs, ins; /* ways by tail and by head */
    uint32_t *topological;      /* boxes, tails before heads */
    uint32_t rank_count;
    uint32_t *layer_of_rank;
    struct layer *layers;
    uint32_t layer_count;
    struct item *items;
    uint32_t item_count, item_capacity;
    struct link *links;
    uint32_t link_count, link_capacity;
    struct adjacency downs, ups; /* links by upper and by lower item */
    struct chain *chains;
    uint32_t chain_count, chain_capacity;
    uint32_t block_count;
    uint64_t bend_budget;
    bool has_back, has_entry, has_exit, has_far;
    bool is_draft; /* the places are only to tell at which side edges run back */
    int64_t right;         /* where lines that run outside begin */
    int64_t width, height; /* of the container */
};

/* rank.c */
void level_rank(struct level *level);

/* expand.c */
void level_expand(struct level *level);
uint32_t level_add_item(struct level *level, enum item_kind kind, uint32_t layer);
uint32_t level_add_link(struct level *level, uint32_t upper, uint32_t lower,
                        enum straightness straightness, uint32_t style);
uint32_t level_add_label(struct level *level, struct way *way, uint32_t layer);
void level_make_room_for_loop(struct level *level, const struct way *way);
uint32_t level_add_chain(struct level *level, struct chain chain);
/* Gives the chains the bends that the budget allows, shortest chains first; the others become far. */
void level_bend_chains(struct level *level, uint32_t first_chain);
/* Brings downs and ups up to date with the links. */
void level_index_links(struct level *level);
/* Groups `count` things by the ends that `end` tells; keys are below `key_count`. */
struct adjacency adjacency_make(struct arena *arena, uint32_t key_count, uint32_t count,
                                uint32_t (*end)(const void *things, uint32_t i), const void *things);

/* side.c: needs the x of all boxes. Gives all layers a new order. */
void level_add_back_edges(struct level *level);

/* order.c: an order in all layers, from nothing. */
void level_order(struct level *level);
/* A better one than that in which `units` come, all boxes, bends and labels; corners follow their boxes. */
void level_reorder(struct level *level, const uint32_t *units, uint32_t count);

/* port.c */
void level_set_ports(struct level *level);

/* align.c */
void level_align(struct level *level);

/* place.c */
void level_place(struct level *level);

/* band.c: needs x; moves it so that it counts from the left border of the container. */
void level_set_bands(struct level *level, const struct layout_node *container);

/* route.c: `arena` is where the ways of the edges go. */
void level_route(struct level *level, struct arena *arena);

#endif
