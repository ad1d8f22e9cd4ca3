#include "layout/sorter.h"

#include <stdlib.h>
#include <string.h>

enum { SWAP_DEGREE = 32 }; /* units with more links than this are not tried for swapping */

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

void sorter_append(struct sorter *sorter, uint32_t spot)
{
    struct layer *layer = &sorter->level->layers[sorter->spots[spot].layer];
    sorter->spots[spot].position = layer->count;
    layer->items[layer->count++] = spot;
}

void sorter_clear_layers(struct level *level)
{
    for (uint32_t i = 0; i < level->layer_count; i++)
        level->layers[i].count = 0;
}

void sorter_make_layers(struct level *level)
{
    for (uint32_t i = 0; i < level->layer_count; i++)
        level->layers[i].capacity = 0;
    for (uint32_t i = 0; i < level->item_count; i++)
        level->layers[level->items[i].layer].capacity++;
    for (uint32_t i = 0; i < level->layer_count; i++)
        level->layers[i].items = arena_array(level->arena, uint32_t, level->layers[i].capacity);
    sorter_clear_layers(level);
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

uint64_t sorter_crossings(const struct sorter *sorter)
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

void sorter_append_unit(struct sorter *sorter, uint32_t spot)
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
        sorter_append(sorter, c);
        spots[c].next[SIDE_LEFT] = previous;
        previous = c;
        c = next;
    }
    sorter_append(sorter, spot);
    for (uint32_t c = spots[spot].next[SIDE_RIGHT]; c != NONE;
         c = spots[c].next[SIDE_RIGHT])
        sorter_append(sorter, c);
}

static void write_units(struct sorter *sorter, struct layer *layer, uint32_t count)
{
    layer->count = 0;
    for (uint32_t i = 0; i < count; i++)
        sorter_append_unit(sorter, sorter->units[i].spot);
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

void sorter_sweep(struct sorter *sorter, bool is_down)
{
    uint32_t layers = sorter->level->layer_count;
    for (uint32_t i = 1; i < layers; i++)
        sort_layer(sorter, is_down ? i : layers - 1 - i, is_down);
    for (uint32_t i = 0; i < layers; i++)
        swap_neighbours(sorter, is_down ? i : layers - 1 - i);
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

struct sorter sorter_make(struct level *level)
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

void sorter_finish(const struct sorter *sorter)
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
