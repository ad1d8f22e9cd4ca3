#include "layout/internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROUNDS = 8, /* down or up, at most */
    ROUNDS_LARGE = 3,
    ROUNDS_IN_VAIN = 3, /* without fewer crossings before giving up */
    TRY_BUDGET =
        12000,       /* items that may be moved to the other side, with their layers sorted anew */
    SWAP_DEGREE = 32 /* units with more links than this are not tried for swapping */
};

/* Where the search for a good order begins. */
enum first_order {
    ORDER_GIVEN,
    ORDER_SPINE_FIRST, /* the spine at the left */
    ORDER_SPINE_LAST,
    ORDER_COUNT
};

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

/* The links of a spot on one side. */
struct fan {
    const struct end *ends;
    uint32_t count;
};

static struct fan fan_of(const struct sorter *sorter, uint32_t spot, bool is_above)
{
    const struct fans *side = is_above ? &sorter->above : &sorter->below;
    return (struct fan){ side->ends + side->start[spot], side->start[spot + 1] - side->start[spot] };
}

static void append_to_layer(struct sorter *sorter, uint32_t spot)
{
    struct layer *layer = &sorter->level->layers[sorter->spots[spot].layer];
    sorter->spots[spot].position = layer->count;
    layer->items[layer->count++] = spot;
}

static void clear_layers(struct level *level)
{
    for (uint32_t i = 0; i < level->layer_count; i++)
        level->layers[i].count = 0;
}

/* Empty, with room for all items. */
static void make_layers(struct level *level)
{
    for (uint32_t i = 0; i < level->layer_count; i++)
        level->layers[i].capacity = 0;
    for (uint32_t i = 0; i < level->item_count; i++)
        level->layers[level->items[i].layer].capacity++;
    for (uint32_t i = 0; i < level->layer_count; i++)
        level->layers[i].items = arena_array(level->arena, uint32_t, level->layers[i].capacity);
    clear_layers(level);
}

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
    clear_layers(level);
    for (uint32_t root = 0; root < n; root++) {
        if (is_seen[root] || level->ups.start[root] != level->ups.start[root + 1])
            continue;
        stack[depth++] = root;
        is_seen[root] = true;
        append_to_layer(sorter, sorter->spot_of[root]);
        while (depth > 0) {
            uint32_t item = stack[depth - 1], link = next_link(level, item, order, &at[item]);
            uint32_t lower = link == NONE ? NONE : level->links[link].lower;
            if (link == NONE)
                depth--;
            if (link == NONE || is_seen[lower])
                continue;
            is_seen[lower] = true;
            append_to_layer(sorter, sorter->spot_of[lower]);
            stack[depth++] = lower;
        }
    }
    arena_release(level->arena, mark);
}

/* A crossing costs the product of these: that of a main line is worse than that of others. */
static const uint32_t weights[STRAIGHT_COUNT] = {
    [STRAIGHT_TRUNK] = 4, [STRAIGHT_CHAIN] = 2, [STRAIGHT_SPINE] = 2,
    [STRAIGHT_OTHER] = 1, [STRAIGHT_NEVER] = 2,
};

/*
 * What the crossings between a layer and the next cost, by a binary indexed tree over the lower
 * positions.
 */
static uint64_t crossings_below(const struct sorter *sorter, uint32_t upper)
{
    const struct layer *layer = &sorter->level->layers[upper];
    uint32_t width = sorter->level->layers[upper + 1].count, inserted = 0, *tree = sorter->tree;
    uint64_t crossings = 0;
    memset(tree, 0, (width + 1) * sizeof *tree);
    for (uint32_t i = 0; i < layer->count; i++) {
        struct fan below = fan_of(sorter, layer->items[i], false);
        for (uint32_t k = 0; k < below.count; k++) {
            uint64_t right = inserted;
            for (uint32_t p = sorter->spots[below.ends[k].spot].position + 1; p > 0; p &= p - 1)
                right -= tree[p];
            crossings += right * below.ends[k].weight;
        }
        for (uint32_t k = 0; k < below.count; k++) {
            uint32_t place = sorter->spots[below.ends[k].spot].position + 1;
            for (uint32_t p = place; p <= width; p += p & (~p + 1))
                tree[p] += below.ends[k].weight;
            inserted += below.ends[k].weight;
        }
    }
    return crossings;
}

static uint64_t count_crossings(const struct sorter *sorter)
{
    uint64_t crossings = 0;
    for (uint32_t i = 0; i + 1 < sorter->level->layer_count; i++)
        crossings += crossings_below(sorter, i);
    return crossings;
}

/* Adds the positions of what `spot` is linked to on one side, straighter links with more weight. */
static void add_positions(const struct sorter *sorter, uint32_t spot, bool is_above, int64_t *sum,
                          int64_t *count)
{
    struct fan fan = fan_of(sorter, spot, is_above);
    for (uint32_t k = 0; k < fan.count; k++) {
        *sum += (int64_t)fan.ends[k].weight * sorter->spots[fan.ends[k].spot].position;
        *count += fan.ends[k].weight;
    }
}

static void set_key(const struct sorter *sorter, struct unit *unit, bool is_above)
{
    enum { PRECISION = 1024 };
    int64_t sum = 0, count = 0;
    add_positions(sorter, unit->spot, is_above, &sum, &count);
    for (int side = 0; side < 2; side++) {
        for (uint32_t c = sorter->spots[unit->spot].next[side]; c != NONE;
             c = sorter->spots[c].next[side])
            add_positions(sorter, c, is_above, &sum, &count);
    }
    unit->is_free = count > 0;
    unit->key = count > 0 ? sum * PRECISION / count : 0;
}

static uint32_t collect_units(struct sorter *sorter, const struct layer *layer)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < layer->count; i++) {
        if (!sorter->spots[layer->items[i]].is_corner) {
            sorter->units[count] = (struct unit){ .spot = layer->items[i], .place = count };
            count++;
        }
    }
    return count;
}

static void append_unit(struct sorter *sorter, uint32_t spot)
{
    struct spot *spots = sorter->spots;
    uint32_t left = NONE, previous = NONE;
    /*
     * The corners at the left are linked from the box outwards: turn the list round, and back
     * again.
     */
    for (uint32_t c = spots[spot].next[SIDE_LEFT]; c != NONE;) {
        uint32_t next = spots[c].next[SIDE_LEFT];
        spots[c].next[SIDE_LEFT] = left;
        left = c;
        c = next;
    }
    for (uint32_t c = left; c != NONE;) {
        uint32_t next = spots[c].next[SIDE_LEFT];
        append_to_layer(sorter, c);
        spots[c].next[SIDE_LEFT] = previous;
        previous = c;
        c = next;
    }
    append_to_layer(sorter, spot);
    for (uint32_t c = spots[spot].next[SIDE_RIGHT]; c != NONE;
         c = spots[c].next[SIDE_RIGHT])
        append_to_layer(sorter, c);
}

static void write_units(struct sorter *sorter, struct layer *layer, uint32_t count)
{
    layer->count = 0;
    for (uint32_t i = 0; i < count; i++)
        append_unit(sorter, sorter->units[i].spot);
}

static int compare_units(const void *a, const void *b)
{
    const struct unit *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

/*
 * Sorts the units that have links by the mean position at the other end; those without stay where
 * they are.
 */
static void sort_layer(struct sorter *sorter, uint32_t index, bool by_above)
{
    struct layer *layer = &sorter->level->layers[index];
    uint32_t count = collect_units(sorter, layer), free_count = 0, next = 0;
    for (uint32_t i = 0; i < count; i++) {
        set_key(sorter, &sorter->units[i], by_above);
        if (sorter->units[i].is_free)
            sorter->sorted[free_count++] = sorter->units[i];
    }
    qsort(sorter->sorted, free_count, sizeof *sorter->sorted, compare_units);
    for (uint32_t i = 0; i < count; i++) {
        if (sorter->units[i].is_free)
            sorter->units[i] = sorter->sorted[next++];
    }
    write_units(sorter, layer, count);
}

/* Where the links of a unit lead, on both sides. */
struct ends {
    struct {
        uint32_t at[SWAP_DEGREE];
        int weight[SWAP_DEGREE];
        uint32_t count;
    } side[2];
    bool is_too_many;
};

static void add_ends(const struct sorter *sorter, uint32_t spot, struct ends *ends)
{
    for (int above = 0; above < 2; above++) {
        struct fan fan = fan_of(sorter, spot, above);
        uint32_t count = ends->side[above].count;
        ends->is_too_many |= fan.count > SWAP_DEGREE - count;
        for (uint32_t k = 0; k < fan.count && !ends->is_too_many; k++) {
            ends->side[above].weight[count] = (int)fan.ends[k].weight;
            ends->side[above].at[count++] = sorter->spots[fan.ends[k].spot].position;
        }
        ends->side[above].count = count;
    }
}

static void unit_ends(const struct sorter *sorter, uint32_t spot, struct ends *ends)
{
    ends->side[0].count = ends->side[1].count = 0;
    ends->is_too_many = false;
    add_ends(sorter, spot, ends);
    for (int side = 0; side < 2; side++) {
        for (uint32_t c = sorter->spots[spot].next[side]; c != NONE; c = sorter->spots[c].next[side])
            add_ends(sorter, c, ends);
    }
}

/* How much more the crossings of two neighbouring units cost as they stand than if swapped. */
static int gain_of_swap(const struct ends *left, const struct ends *right)
{
    int gain = 0;
    for (int above = 0; above < 2 && !left->is_too_many && !right->is_too_many; above++) {
        for (uint32_t i = 0; i < left->side[above].count; i++) {
            uint32_t at = left->side[above].at[i];
            for (uint32_t k = 0; k < right->side[above].count; k++)
                gain += ((at > right->side[above].at[k]) - (at < right->side[above].at[k])) *
                        left->side[above].weight[i] * right->side[above].weight[k];
        }
    }
    return gain;
}

static void swap_neighbours(struct sorter *sorter, uint32_t index)
{
    struct layer *layer = &sorter->level->layers[index];
    uint32_t count = collect_units(sorter, layer);
    struct ends ends[2], *left = &ends[0], *right = &ends[1];
    bool has_changed = false;
    for (uint32_t i = 0; i + 1 < count; i++) {
        struct unit unit = sorter->units[i];
        if (i == 0)
            unit_ends(sorter, unit.spot, left);
        unit_ends(sorter, sorter->units[i + 1].spot, right);
        if (gain_of_swap(left, right) > 0) {
            sorter->units[i] = sorter->units[i + 1];
            sorter->units[i + 1] = unit;
            has_changed = true;
        } else {
            struct ends *passed = left;
            left = right;
            right = passed;
        }
    }
    if (has_changed)
        write_units(sorter, layer, count);
}

static void sweep(struct sorter *sorter, bool is_down)
{
    uint32_t layers = sorter->level->layer_count;
    for (uint32_t i = 1; i < layers; i++)
        sort_layer(sorter, is_down ? i : layers - 1 - i, is_down);
    for (uint32_t i = 0; i < layers; i++)
        swap_neighbours(sorter, is_down ? i : layers - 1 - i);
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
            append_to_layer(sorter, *order++);
    }
}

/* Returns the cost of the crossings that are left. */
static uint64_t reduce_crossings(struct sorter *sorter, uint32_t *best_order)
{
    struct level *level = sorter->level;
    uint32_t rounds = level->item_count > LEVEL_LARGE ? ROUNDS_LARGE : ROUNDS, in_vain = 0;
    uint64_t best = count_crossings(sorter);
    keep_order(level, best_order);
    for (uint32_t round = 0; round < rounds && best > 0 && in_vain < ROUNDS_IN_VAIN; round++) {
        sweep(sorter, round % 2 == 0);
        uint64_t crossings = count_crossings(sorter);
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
                    append_to_layer(sorter, scratch[k]);
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

/* The links of each spot keep the order that they have in `side`. */
static struct fans make_fans(const struct sorter *sorter, const struct adjacency *side,
                             bool is_above)
{
    const struct level *level = sorter->level;
    uint32_t count = 0;
    struct fans fans = {
        .start = arena_array(level->arena, uint32_t, (size_t)level->item_count + 1),
        .ends = arena_array(level->arena, struct end, level->link_count),
    };
    for (uint32_t i = 0; i < level->item_count; i++) {
        uint32_t item = sorter->spots[i].item;
        for (uint32_t k = side->start[item]; k < side->start[item + 1]; k++) {
            const struct link *link = &level->links[side->list[k]];
            fans.ends[count++] = (struct end){
                .spot = sorter->spot_of[is_above ? link->upper : link->lower],
                .weight = weights[link->straightness],
            };
        }
        fans.start[i + 1] = count;
    }
    return fans;
}

/* In each layer they have the order of the items. */
static void number_spots(struct sorter *sorter)
{
    const struct level *level = sorter->level;
    uint32_t *next = arena_array(level->arena, uint32_t, level->layer_count), first = 0;
    for (uint32_t i = 0; i < level->layer_count; i++) {
        next[i] = first;
        first += level->layers[i].capacity;
    }
    for (uint32_t i = 0; i < level->item_count; i++)
        sorter->spot_of[i] = next[level->items[i].layer]++;
}

static uint32_t spot_or_none(const struct sorter *sorter, uint32_t item)
{
    return item == NONE ? NONE : sorter->spot_of[item];
}

static struct sorter make_sorter(struct level *level)
{
    size_t width = 0, count = level->item_count;
    for (uint32_t i = 0; i < level->layer_count; i++)
        width = level->layers[i].capacity > width ? level->layers[i].capacity : width;
    struct sorter sorter = {
        .level = level,
        .spots = arena_array(level->arena, struct spot, count),
        .spot_of = arena_array(level->arena, uint32_t, count),
        .units = arena_array(level->arena, struct unit, width),
        .sorted = arena_array(level->arena, struct unit, width),
        .tree = arena_array(level->arena, uint32_t, width + 2),
    };
    number_spots(&sorter);
    for (uint32_t i = 0; i < count; i++) {
        const struct item *item = &level->items[i];
        sorter.spots[sorter.spot_of[i]] = (struct spot){
            .item = i,
            .layer = item->layer,
            .next = { spot_or_none(&sorter, item->next[0]), spot_or_none(&sorter, item->next[1]) },
            .is_corner = item->kind == ITEM_CORNER,
        };
    }
    sorter.above = make_fans(&sorter, &level->ups, true);
    sorter.below = make_fans(&sorter, &level->downs, false);
    return sorter;
}

/* From spots back to items. */
static void finish_layers(const struct sorter *sorter)
{
    struct level *level = sorter->level;
    for (uint32_t i = 0; i < level->layer_count; i++) {
        struct layer *layer = &level->layers[i];
        for (uint32_t k = 0; k < layer->count; k++) {
            layer->items[k] = sorter->spots[layer->items[k]].item;
            level->items[layer->items[k]].position = k;
        }
    }
}

void level_order(struct level *level)
{
    make_layers(level);
    struct arena_mark mark = arena_mark(level->arena);
    struct sorter sorter = make_sorter(level);
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
    finish_layers(&sorter);
    arena_release(level->arena, mark);
}

void level_reorder(struct level *level, const uint32_t *units, uint32_t count)
{
    make_layers(level);
    struct arena_mark mark = arena_mark(level->arena);
    struct sorter sorter = make_sorter(level);
    uint32_t *order = arena_array(level->arena, uint32_t, level->item_count);
    uint32_t *best_order = arena_array(level->arena, uint32_t, level->item_count);
    for (uint32_t i = 0; i < count; i++)
        append_unit(&sorter, sorter.spot_of[units[i]]);
    uint64_t best = reduce_crossings(&sorter, best_order);
    if (best > 0)
        change_sides(&sorter, order, best_order, best);
    restore_order(&sorter, best_order);
    finish_layers(&sorter);
    arena_release(level->arena, mark);
}
