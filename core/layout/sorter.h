/*
 * sorter.h - the layers of a level while an order with few crossings is looked for.
 *
 * While a sorter is at work the layers hold spots instead of items; sorter_finish() puts the items back.
 *
 * Memory: scratch in the arena of the level.
 */
#ifndef LAYOUT_SORTER_H
#define LAYOUT_SORTER_H

#include "layout/internal.h"

/* A box with the corners at its sides, or a single bend or label: what moves as a whole. */
struct unit {
    uint32_t spot; /* of the box, bend or label */
    uint32_t place;
    int64_t key;
    bool is_free; /* has links to sort by */
};

/*
 * What the search looks at over and over again, of each item. Spots are numbered layer by layer, so
 * that those of neighbouring layers lie close together; while the search runs, the layers hold spots.
 */
struct spot {
    uint32_t item;
    uint32_t layer, position; /* position: in its layer, from 0 */
    uint32_t next[2];         /* corners, as in struct item */
    bool is_corner;
};

/* A link as seen from one of its spots. */
struct end {
    uint32_t spot; /* at the other end */
    uint32_t weight;
};

/* The links of all spots on one side: those of spot `i` are ends[start[i]] to ends[start[i + 1] - 1]. */
struct fans {
    uint32_t *start;
    struct end *ends;
};

/* Scratch, made once for all layers. */
struct sorter {
    struct level *level;
    struct spot *spots;
    uint32_t *spot_of; /* by item */
    struct fans above, below;
    struct unit *units, *sorted; /* of one layer */
    uint32_t *tree;
};

/* Gives the layers room for all items. The layers are empty. */
void sorter_make_layers(struct level *level);
struct sorter sorter_make(struct level *level);
/* From spots back to items, with their positions. */
void sorter_finish(const struct sorter *sorter);

void sorter_clear_layers(struct level *level);
/* Puts one spot at the right end of its layer. */
void sorter_append(struct sorter *sorter, uint32_t spot);
/* The same with the corners of a box. */
void sorter_append_unit(struct sorter *sorter, uint32_t spot);

/* What all crossings cost: those of main lines more than others. */
uint64_t sorter_crossings(const struct sorter *sorter);
/* Sorts all layers by the mean of what their units are linked to, from the top down or upwards, and swaps neighbours. */
void sorter_sweep(struct sorter *sorter, bool is_down);

#endif
