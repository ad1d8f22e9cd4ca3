#include "layout/sorter.h"

#include <string.h>

enum {
    ROUNDS = 8, /* down or up, at most */
    ROUNDS_LARGE = 3,
    ROUNDS_IN_VAIN = 3, /* without fewer crossings before giving up */
    /* Items that may be moved to the other side, with their layers sorted anew. */
    TRY_BUDGET = 12000
};

/* Where the search for a good order begins. */
enum first_order {
    ORDER_GIVEN,
    ORDER_SPINE_FIRST, /* the spine at the left */
    ORDER_SPINE_LAST
};

static bool is_spine(const struct level *level, uint32_t link)
{
    enum straightness straightness = level->links[link].straightness;
    return straightness == STRAIGHT_TRUNK || straightness == STRAIGHT_SPINE;
}

/*
 * The next link below the item to be followed, or NONE: `*at` counts through them once, or twice
 * when those along the spine come before or after the others.
 */
static uint32_t next_link(const struct level *level, uint32_t item, enum first_order order,
                          uint32_t *at)
{
    uint32_t first = level->downs.start[item], count = level->downs.start[item + 1] - first;
    while (*at < (order == ORDER_GIVEN ? count : 2 * count)) {
        uint32_t round = *at / count, link = level->downs.list[first + (*at)++ % count];
        bool wants_spine = (round == 0) == (order == ORDER_SPINE_FIRST);
        if (order == ORDER_GIVEN || is_spine(level, link) == wants_spine)
            return link;
    }
    return NONE;
}

/* Depth first along the edges: a tree comes out without crossings and in order. */
static void first_order(struct sorter *sorter, enum first_order order)
{
    struct level *level = sorter->level;
    struct arena_mark mark = arena_mark(level->arena);
    uint32_t n = level->item_count, depth = 0;
    bool *is_seen = arena_array(level->arena, bool, n);
    uint32_t *stack = arena_array(level->arena, uint32_t, n);
    uint32_t *at = arena_array(level->arena, uint32_t, n);
    sorter_clear_layers(level);
    for (uint32_t root = 0; root < n; root++) {
        if (is_seen[root] || level->ups.start[root] != level->ups.start[root + 1])
            continue;
        stack[depth++] = root;
        is_seen[root] = true;
        sorter_append(sorter, sorter->spot_of[root]);
        while (depth > 0) {
            uint32_t item = stack[depth - 1], link = next_link(level, item, order, &at[item]);
            uint32_t lower = link == NONE ? NONE : level->links[link].lower;
            if (link == NONE)
                depth--;
            if (link == NONE || is_seen[lower])
                continue;
            is_seen[lower] = true;
            sorter_append(sorter, sorter->spot_of[lower]);
            stack[depth++] = lower;
        }
    }
    arena_release(level->arena, mark);
}

static void keep_order(const struct level *level, uint32_t *order)
{
    for (uint32_t i = 0; i < level->layer_count; i++) {
        const struct layer *layer = &level->layers[i];
        if (layer->count)
            memcpy(order, layer->items, layer->count * sizeof *order);
        order += layer->count;
    }
}

static void restore_order(struct sorter *sorter, const uint32_t *order)
{
    struct level *level = sorter->level;
    for (uint32_t i = 0; i < level->layer_count; i++) {
        struct layer *layer = &level->layers[i];
        uint32_t count = layer->count;
        layer->count = 0;
        for (uint32_t k = 0; k < count; k++)
            sorter_append(sorter, *order++);
    }
}

/* Returns the cost of the crossings that are left. */
static uint64_t reduce_crossings(struct sorter *sorter, uint32_t *best_order)
{
    struct level *level = sorter->level;
    uint32_t rounds = level->item_count > LEVEL_LARGE ? ROUNDS_LARGE : ROUNDS, in_vain = 0;
    uint64_t best = sorter_crossings(sorter);
    keep_order(level, best_order);
    for (uint32_t round = 0; round < rounds && best > 0 && in_vain < ROUNDS_IN_VAIN; round++) {
        sorter_sweep(sorter, round % 2 == 0);
        uint64_t crossings = sorter_crossings(sorter);
        in_vain++;
        if (crossings < best) {
            best = crossings;
            in_vain = 0;
            keep_order(level, best_order);
        }
    }
    restore_order(sorter, best_order);
    return best;
}

static void mark_bends(const struct chain *chain, bool *is_marked)
{
    for (uint32_t k = chain->top; k <= chain->bottom && !chain->is_far; k++)
        is_marked[chain->first + k - chain->top] = true;
}

/*
 * Marks what is to change sides together: a box with all lines that lead to it, or (numbers from
 * box_count on) a chain; and the labels right above. A box takes its corners along. False for those that stay where they are.
 */
static bool mark_candidate(const struct level *level, uint32_t number, bool *is_marked)
{
    uint32_t box = number < level->box_count ? number : NONE;
    memset(is_marked, 0, level->item_count);
    if (box == NONE)
        mark_bends(&level->chains[number - level->box_count], is_marked);
    else if (level->boxes[box].is_trunk || level->ups.start[box] == level->ups.start[box + 1])
        return false;
    else
        is_marked[box] = true;
    for (uint32_t i = 0; i < level->chain_count && box != NONE; i++) {
        if (level->chains[i].head == box)
            mark_bends(&level->chains[i], is_marked);
    }
    for (uint32_t i = 0; i < level->link_count; i++) {
        const struct link *link = &level->links[i];
        if (level->items[link->upper].kind == ITEM_LABEL && is_marked[link->lower])
            is_marked[link->upper] = true;
    }
    for (uint32_t side = 0; side < 2 && box != NONE; side++) {
        for (uint32_t c = level->items[box].next[side]; c != NONE; c = level->items[c].next[side])
            is_marked[c] = true;
    }
    return true;
}

/* The marked items to one end of their layers, all others in their order. */
static void move_marked(struct sorter *sorter, const bool *is_marked, bool to_left,
                        uint32_t *scratch)
{
    struct level *level = sorter->level;
    for (uint32_t i = 0; i < level->layer_count; i++) {
        struct layer *layer = &level->layers[i];
        uint32_t count = layer->count;
        if (count)
            memcpy(scratch, layer->items, count * sizeof *scratch);
        layer->count = 0;
        for (int round = 0; round < 2; round++) {
            for (uint32_t k = 0; k < count; k++) {
                if (is_marked[sorter->spots[scratch[k]].item] == (round == 0 ? to_left : !to_left))
                    sorter_append(sorter, scratch[k]);
            }
        }
    }
}

/*
 * Sweeps move single items, and get stuck where a box and all the lines to it would have to change
 * sides together. Tries that, one after the other, as long as the budget lasts.
 */
static void change_sides(struct sorter *sorter, uint32_t *order, uint32_t *best_order,
                         uint64_t best)
{
    struct level *level = sorter->level;
    bool *is_marked = arena_array(level->arena, bool, level->item_count);
    uint32_t *scratch = arena_array(level->arena, uint32_t, level->item_count);
    uint32_t tries = TRY_BUDGET / (level->item_count + 1);
    uint32_t candidates = level->box_count + level->chain_count;
    for (uint32_t i = 0; i < 2 * candidates && tries > 0 && best > 0; i++) {
        if (!mark_candidate(level, i / 2, is_marked))
            continue;
        tries--;
        restore_order(sorter, best_order);
        move_marked(sorter, is_marked, i % 2 == 0, scratch);
        uint64_t crossings = reduce_crossings(sorter, order);
        if (crossings < best) {
            best = crossings;
            keep_order(level, best_order);
        }
    }
}

void level_order(struct level *level)
{
    sorter_make_layers(level);
    struct arena_mark mark = arena_mark(level->arena);
    struct sorter sorter = sorter_make(level);
    uint32_t *order = arena_array(level->arena, uint32_t, level->item_count);
    uint32_t *best_order = arena_array(level->arena, uint32_t, level->item_count);
    uint64_t best = UINT64_MAX;
    enum first_order last = level->item_count > LEVEL_LARGE ? ORDER_GIVEN : ORDER_SPINE_LAST;
    for (enum first_order start = ORDER_GIVEN; start <= last && best > 0; start++) {
        first_order(&sorter, start);
        uint64_t crossings = reduce_crossings(&sorter, order);
        if (crossings < best) {
            best = crossings;
            keep_order(level, best_order);
        }
    }
    if (best > 0)
        change_sides(&sorter, order, best_order, best);
    restore_order(&sorter, best_order);
    sorter_finish(&sorter);
    arena_release(level->arena, mark);
}

void level_reorder(struct level *level, const uint32_t *units, uint32_t count)
{
    sorter_make_layers(level);
    struct arena_mark mark = arena_mark(level->arena);
    struct sorter sorter = sorter_make(level);
    uint32_t *order = arena_array(level->arena, uint32_t, level->item_count);
    uint32_t *best_order = arena_array(level->arena, uint32_t, level->item_count);
    for (uint32_t i = 0; i < count; i++)
        sorter_append_unit(&sorter, sorter.spot_of[units[i]]);
    uint64_t best = reduce_crossings(&sorter, best_order);
    if (best > 0)
        change_sides(&sorter, order, best_order, best);
    restore_order(&sorter, best_order);
    sorter_finish(&sorter);
    arena_release(level->arena, mark);
}
