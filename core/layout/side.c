#include "layout/internal.h"

#include <stdlib.h>
#include <string.h>

/*
 * An edge that leads back leaves its tail at the side, turns upwards in a corner beside it, runs up
 * through the layers between, and turns in a corner beside its head into the head's side:
 *
 *     head ←──╮  corner, shared by all such edges of one style
 *             │  bends, shared as well
 *             │  label
 *     tail ───╯  corner
 *
 * Which side is known only once the boxes have places, so these edges come in after a first round
 * without them.
 */

static uint32_t box_layer(const struct level *level, uint32_t box)
{
    return level->layer_of_rank[level->boxes[box].rank];
}

/* The layer above the tail, or above the edge's own label, where it may join a chain. */
static uint32_t join_layer(const struct level *level, const struct way *way)
{
    return box_layer(level, way->tail) - 1 - way->has_label;
}

/*
 * At the left when the tail stands left of the head, so that the line does not cross what is
 * between.
 */
static void choose_sides(struct level *level)
{
    for (uint32_t i = 0; i < level->way_count; i++) {
        struct way *way = &level->ways[i];
        int64_t tail = level->items[way->tail].x, head = level->items[way->head].x;
        if (way->is_back)
            way->tail_side = way->head_side = tail + SPACE_BEND < head ? SIDE_LEFT : SIDE_RIGHT;
    }
}

/* Puts a corner outside of those that the box has at this side. */
static uint32_t add_corner(struct level *level, uint32_t box, enum side side)
{
    uint32_t corner = level_add_item(level, ITEM_CORNER, level->items[box].layer);
    level->items[corner].owner = box;
    uint32_t last = level->boxes[box].last_corner[side];
    level->items[last == NONE ? box : last].next[side] = corner;
    level->boxes[box].last_corner[side] = corner;
    return corner;
}

static void chain_back(struct level *level, uint32_t head)
{
    uint32_t of_kind[LAYOUT_STYLES][2];
    memset(of_kind, 0xFF, sizeof of_kind);
    for (uint32_t k = level->ins.start[head]; k < level->ins.start[head + 1]; k++) {
        struct way *way = &level->ways[level->ins.list[k]];
        if (!way->is_back)
            continue;
        uint32_t style = level->graph->edges[way->edge].style;
        uint32_t *chain = &of_kind[style][way->head_side];
        uint32_t layer = join_layer(level, way);
        if (*chain == NONE)
            *chain = level_add_chain(level, (struct chain){ .head = head,
                                                            .style = style,
                                                            .side = way->head_side,
                                                            .is_back = true,
                                                            .top = box_layer(level, head) + 1,
                                                            .bottom = layer,
                                                            .trunk_top = NONE,
                                                            .corner = NONE });
        if (layer > level->chains[*chain].bottom)
            level->chains[*chain].bottom = layer;
        way->chain = *chain;
    }
}

static void add_head_corner(struct level *level, struct chain *chain)
{
    if (chain->is_far)
        return;
    chain->corner = add_corner(level, chain->head, chain->side);
    if (chain->top <= chain->bottom)
        chain->last_link =
            level_add_link(level, chain->corner, chain->first, STRAIGHT_CHAIN, chain->style);
}

struct nearness {
    uint32_t way, head_rank, place;
};

/* The edge to the nearest head first. */
static int compare_nearness(const void *a, const void *b)
{
    const struct nearness *left = a, *right = b;
    if (left->head_rank != right->head_rank)
        return left->head_rank > right->head_rank ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

static void link_back(struct level *level, struct way *way)
{
    const struct chain *chain = &level->chains[way->chain];
    uint32_t style = chain->style, layer = join_layer(level, way);
    way->corner = add_corner(level, way->tail, way->tail_side);
    uint32_t from = way->corner;
    if (way->has_label) {
        from = level_add_label(level, way, box_layer(level, way->tail) - 1);
        way->link = level_add_link(level, from, way->corner, STRAIGHT_CHAIN, style);
    }
    way->is_far = chain->is_far;
    level->has_far |= way->is_far;
    if (way->is_far)
        return;
    bool is_at_head = layer == box_layer(level, way->head);
    uint32_t to = is_at_head ? chain->corner : chain->first + layer - chain->top;
    way->last_link = level_add_link(level, to, from, STRAIGHT_CHAIN, style);
    if (!way->has_label)
        way->link = way->last_link;
}

static void link_back_from(struct level *level, uint32_t tail)
{
    uint32_t first = level->outs.start[tail], end = level->outs.start[tail + 1], count = 0;
    struct nearness *sorted = arena_array(level->arena, struct nearness, end - first);
    for (uint32_t k = first; k < end; k++) {
        uint32_t way = level->outs.list[k];
        if (level->ways[way].is_back)
            sorted[count++] = (struct nearness){ way, level->boxes[level->ways[way].head].rank, k };
    }
    qsort(sorted, count, sizeof *sorted, compare_nearness);
    for (uint32_t i = 0; i < count; i++)
        link_back(level, &level->ways[sorted[i].way]);
}

/* A loop at the right gives way to corners there when nothing is at the left. */
static void move_loops(struct level *level)
{
    for (uint32_t i = 0; i < level->way_count; i++) {
        struct way *way = &level->ways[i];
        struct item *item = &level->items[way->tail];
        int64_t half = level->boxes[way->tail].width / 2;
        bool is_left_free = item->next[SIDE_LEFT] == NONE && item->left == half;
        if (!way->is_loop || way->tail_side == SIDE_LEFT || item->next[SIDE_RIGHT] == NONE ||
            !is_left_free)
            continue;
        way->tail_side = SIDE_LEFT;
        item->right = half;
        level_make_room_for_loop(level, way);
    }
}

/* Where the line of a back edge might run, to sort it in among what has a place already. */
static int64_t guess_x(const struct level *level, const struct way *way)
{
    const struct item *tail = &level->items[way->tail], *head = &level->items[way->head];
    if (way->head_side == SIDE_LEFT) {
        int64_t a = tail->x - tail->left, b = head->x - head->left;
        return (a < b ? a : b) - SPACE_LANE;
    }
    int64_t a = tail->x + tail->right, b = head->x + head->right;
    return (a > b ? a : b) + SPACE_LANE;
}

static void guess_places(struct level *level, uint32_t first_chain)
{
    for (uint32_t i = 0; i < level->way_count; i++) {
        const struct way *way = &level->ways[i];
        if (!way->is_back)
            continue;
        struct chain *chain = &level->chains[way->chain];
        chain->lane = guess_x(level, way);
        if (way->has_label)
            level->items[way->label].x = chain->lane;
    }
    for (uint32_t i = first_chain; i < level->chain_count; i++) {
        const struct chain *chain = &level->chains[i];
        for (uint32_t layer = chain->top; layer <= chain->bottom && !chain->is_far; layer++)
            level->items[chain->first + layer - chain->top].x = chain->lane;
    }
}

struct guess {
    int64_t x;
    uint32_t item;
};

static int compare_guesses(const void *a, const void *b)
{
    const struct guess *left = a, *right = b;
    if (left->x != right->x)
        return left->x < right->x ? -1 : 1;
    return left->item < right->item ? -1 : left->item > right->item;
}

/* All layers anew, sorted by x; corners follow their boxes. */
static void sort_layers(struct level *level)
{
    struct guess *guesses = arena_array(level->arena, struct guess, level->item_count);
    uint32_t *units = arena_array(level->arena, uint32_t, level->item_count), count = 0;
    for (uint32_t i = 0; i < level->item_count; i++) {
        if (level->items[i].kind != ITEM_CORNER)
            guesses[count++] = (struct guess){ level->items[i].x, i };
    }
    qsort(guesses, count, sizeof *guesses, compare_guesses);
    for (uint32_t i = 0; i < count; i++)
        units[i] = guesses[i].item;
    level_reorder(level, units, count);
}

void level_add_back_edges(struct level *level)
{
    uint32_t first_chain = level->chain_count;
    choose_sides(level);
    for (uint32_t box = 0; box < level->box_count; box++)
        chain_back(level, box);
    level_bend_chains(level, first_chain);
    for (uint32_t i = first_chain; i < level->chain_count; i++)
        add_head_corner(level, &level->chains[i]);
    for (uint32_t box = 0; box < level->box_count; box++)
        link_back_from(level, box);
    move_loops(level);
    guess_places(level, first_chain);
    level_index_links(level);
    sort_layers(level);
}
