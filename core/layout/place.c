#include "layout/internal.h"

/*
 * x of the blocks. Each block would like to stand where the links to its neighbours are shortest;
 * neighbours in a layer have to keep their distance. Repeated: every block says where it would like
 * to be, then the nearest places (least squares) that keep all distances are found as in Dwyer,
 * Marriott, Stuckey, "Fast node overlap removal": going from left to right, a block that comes too
 * near to one at its left joins it to a group, which moves to the mean of what its blocks want.
 */

enum { ROUNDS = 12, ROUNDS_LARGE = 4, ROUNDS_DRAFT = 2 };

/*
 * The block `right` stands at least `gap` right of `left`. In the heap of its right block's group,
 * see below.
 */
struct distance {
    uint32_t left, right;
    int64_t gap;
    uint32_t child[2];
    uint32_t depth;   /* of the nearest missing descendant: makes the heap leftist */
    int64_t key, add; /* `add` is still to be added to the keys of the descendants */
};

struct block {
    int64_t weight; /* of its wish */
    int64_t x;
    /* Of a group, in its representative: */
    int64_t place, sum, weights;
    uint32_t heap; /* distances to blocks at the left, the one broken most first */
};

/* A block in a union-find forest. */
struct member {
    int64_t offset; /* right of the parent */
    uint32_t group; /* the parent; its own number: the representative of a group */
};

/* A link between two blocks: x of `block` plus `offset` would be the same as x of `other`. */
struct pull {
    uint32_t block, other;
    int64_t offset, weight;
};

struct placer {
    struct level *level;
    struct block *blocks;
    struct member *members; /* by block */
    int64_t *wishes;        /* by block: where it would like to be */
    uint32_t block_count;
    struct distance *distances; /* sorted by right block: */
    uint32_t *at_left;          /* those of block i are at_left[i] to at_left[i + 1] - 1 */
    uint32_t distance_count;
    struct adjacency at_right; /* distances by left block */
    struct pull *pulls;        /* sorted by block: */
    uint32_t *pulls_of;
    uint32_t pull_count;
    uint32_t *order; /* blocks, left ones before those at their right */
};

static const int64_t pull_weights[STRAIGHT_COUNT] = {
    [STRAIGHT_TRUNK] = 8, [STRAIGHT_CHAIN] = 8, [STRAIGHT_SPINE] = 4,
    [STRAIGHT_OTHER] = 1, [STRAIGHT_NEVER] = 4,
};

static int64_t space_between(const struct level *level, const struct item *left,
                             const struct item *right)
{
    const struct item *corner = left->kind == ITEM_CORNER ? left : right;
    const struct item *other = corner == left ? right : left;
    if (corner->kind == ITEM_CORNER && other == &level->items[corner->owner])
        return SPACE_LANE;
    return left->kind == ITEM_BOX && right->kind == ITEM_BOX ? SPACE_BOX : SPACE_BEND;
}

/*
 * Distances and pulls lie sorted by the block that they are looked up for, so that what is read one
 * after the other is side by side. They are found twice: in the first round those of block i are
 * counted in start[i + 2], in the second each goes to start[i + 1], which ends as the first of i + 1.
 */
static uint32_t sum_up(uint32_t *start, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        start[i + 2] += start[i + 1];
    return start[count + 1];
}

static void add_distance(struct placer *placer, const struct item *left, const struct item *right)
{
    uint32_t *start = &placer->at_left[right->block + 1];
    if (!placer->distances) {
        start[1]++;
        return;
    }
    placer->distances[(*start)++] = (struct distance){
        .left = left->block,
        .right = right->block,
        .gap = left->offset + left->right + space_between(placer->level, left, right) +
               right->left - right->offset,
    };
}

static void find_distances(struct placer *placer)
{
    const struct level *level = placer->level;
    placer->at_left = arena_array(level->arena, uint32_t, (size_t)placer->block_count + 2);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < level->layer_count; i++) {
            const struct layer *layer = &level->layers[i];
            for (uint32_t k = 1; k < layer->count; k++)
                add_distance(placer, &level->items[layer->items[k - 1]],
                             &level->items[layer->items[k]]);
        }
        if (round > 0)
            break;
        placer->distance_count = sum_up(placer->at_left, placer->block_count);
        placer->distances = arena_array(level->arena, struct distance, placer->distance_count);
    }
}

static uint32_t distance_left(const void *distances, uint32_t i)
{
    return ((const struct distance *)distances)[i].left;
}

/* A corner would like to be near its box; the box doesn't care. */
static struct pull pull_to_owner(const struct level *level, const struct item *corner)
{
    const struct item *owner = &level->items[corner->owner];
    int64_t aside =
        corner->position < owner->position ? -owner->left - SPACE_LANE : owner->right + SPACE_LANE;
    return (struct pull){ corner->block, owner->block, owner->offset + aside - corner->offset, 1 };
}

static void add_pull(struct placer *placer, struct pull pull)
{
    uint32_t *start = &placer->pulls_of[pull.block + 1];
    if (placer->pulls)
        placer->pulls[(*start)++] = pull;
    else
        start[1]++;
}

static void pull_both(struct placer *placer, const struct link *link)
{
    const struct item *upper = &placer->level->items[link->upper];
    const struct item *lower = &placer->level->items[link->lower];
    int64_t offset = upper->offset + link->upper_port - lower->offset - link->lower_port;
    int64_t weight = pull_weights[link->straightness];
    if (upper->block == lower->block)
        return;
    add_pull(placer, (struct pull){ upper->block, lower->block, -offset, weight });
    add_pull(placer, (struct pull){ lower->block, upper->block, offset, weight });
}

static void find_pulls(struct placer *placer)
{
    const struct level *level = placer->level;
    placer->pulls_of = arena_array(level->arena, uint32_t, (size_t)placer->block_count + 2);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < level->link_count; i++)
            pull_both(placer, &level->links[i]);
        for (uint32_t i = 0; i < level->item_count; i++) {
            if (level->items[i].kind == ITEM_CORNER)
                add_pull(placer, pull_to_owner(level, &level->items[i]));
        }
        if (round > 0)
            break;
        placer->pull_count = sum_up(placer->pulls_of, placer->block_count);
        placer->pulls = arena_array(level->arena, struct pull, placer->pull_count);
    }
}

/*
 * Blocks so that each comes after those at its left; there are no cycles, as aligned links do not
 * cross.
 */
static void sort_blocks(struct placer *placer)
{
    struct arena *arena = placer->level->arena;
    uint32_t *missing = arena_array(arena, uint32_t, placer->block_count);
    uint32_t count = 0;
    placer->order = arena_array(arena, uint32_t, placer->block_count);
    for (uint32_t i = 0; i < placer->block_count; i++) {
        missing[i] = placer->at_left[i + 1] - placer->at_left[i];
        if (missing[i] == 0)
            placer->order[count++] = i;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t block = placer->order[i];
        for (uint32_t k = placer->at_right.start[block]; k < placer->at_right.start[block + 1];
             k++) {
            uint32_t right = placer->distances[placer->at_right.list[k]].right;
            if (--missing[right] == 0)
                placer->order[count++] = right;
        }
    }
}

static int64_t largest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Every block as far left as the distances from those at its left allow, but not left of x. */
static void push_right(struct placer *placer)
{
    for (uint32_t i = 0; i < placer->block_count; i++) {
        struct block *block = &placer->blocks[placer->order[i]];
        uint32_t number = placer->order[i];
        for (uint32_t k = placer->at_left[number]; k < placer->at_left[number + 1];
             k++) {
            const struct distance *distance = &placer->distances[k];
            block->x = largest(block->x, placer->blocks[distance->left].x + distance->gap);
        }
    }
}

static int64_t divide_down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* The mean of where the links to its neighbours would have it. */
static void set_wish(struct placer *placer, uint32_t number)
{
    struct block *block = &placer->blocks[number];
    int64_t sum = 0, weights = 0;
    for (uint32_t k = placer->pulls_of[number]; k < placer->pulls_of[number + 1]; k++) {
        const struct pull *pull = &placer->pulls[k];
        sum += pull->weight * (placer->wishes[pull->other] + pull->offset);
        weights += pull->weight;
    }
    block->weight = largest(weights, 1);
    if (weights > 0)
        placer->wishes[number] = divide_down(sum, weights);
}

static void push_add_down(struct placer *placer, struct distance *distance)
{
    for (int i = 0; i < 2 && distance->add != 0; i++) {
        if (distance->child[i] != NONE) {
            placer->distances[distance->child[i]].key += distance->add;
            placer->distances[distance->child[i]].add += distance->add;
        }
    }
    distance->add = 0;
}

static uint32_t heap_depth(const struct placer *placer, uint32_t heap)
{
    return heap == NONE ? 0 : placer->distances[heap].depth;
}

/*
 * Of two leftist heaps one. The right spine, which it runs down, is at most log2(n + 1) long; so is
 * the recursion.
 */
static uint32_t heap_merge(struct placer *placer, uint32_t a, uint32_t b)
{
    if (a == NONE || b == NONE)
        return a == NONE ? b : a;
    if (placer->distances[a].key < placer->distances[b].key) {
        uint32_t smaller = a;
        a = b;
        b = smaller;
    }
    struct distance *top = &placer->distances[a];
    push_add_down(placer, top);
    top->child[1] = heap_merge(placer, top->child[1], b);
    if (heap_depth(placer, top->child[0]) < heap_depth(placer, top->child[1])) {
        uint32_t deeper = top->child[1];
        top->child[1] = top->child[0];
        top->child[0] = deeper;
    }
    top->depth = heap_depth(placer, top->child[1]) + 1;
    return a;
}

static uint32_t heap_without_top(struct placer *placer, uint32_t heap)
{
    struct distance *top = &placer->distances[heap];
    push_add_down(placer, top);
    return heap_merge(placer, top->child[0], top->child[1]);
}

static uint32_t heap_with(struct placer *placer, uint32_t heap, uint32_t distance, int64_t key)
{
    struct distance *added = &placer->distances[distance];
    added->child[0] = added->child[1] = NONE;
    added->depth = 1;
    added->key = key;
    added->add = 0;
    return heap_merge(placer, heap, distance);
}

/*
 * The group of a block; `*offset` is where in it the block stands. Shortens the ways for the next
 * search.
 */
static uint32_t find_group(struct placer *placer, uint32_t block, int64_t *offset)
{
    struct member *members = placer->members;
    uint32_t group = block;
    int64_t total = 0;
    for (; members[group].group != group; group = members[group].group)
        total += members[group].offset;
    *offset = total;
    while (members[block].group != group && block != group) {
        uint32_t parent = members[block].group;
        int64_t step = members[block].offset;
        members[block].group = group;
        members[block].offset = total;
        total -= step;
        block = parent;
    }
    return group;
}

/* Joins the group at the left to `group`, so that the distance is exactly kept. */
static void join_groups(struct placer *placer, uint32_t group, uint32_t left, int64_t shift)
{
    struct block *into = &placer->blocks[group], *joined = &placer->blocks[left];
    placer->members[left] = (struct member){ shift, group };
    into->sum += joined->sum - joined->weights * shift;
    into->weights += joined->weights;
    into->place = divide_down(into->sum, into->weights);
    if (joined->heap != NONE) {
        placer->distances[joined->heap].key -= shift;
        placer->distances[joined->heap].add -= shift;
    }
    into->heap = heap_merge(placer, into->heap, joined->heap);
}

/* Looks at the distance that seems broken most. False when none of the group's is broken. */
static bool mend_one(struct placer *placer, uint32_t group)
{
    struct block *block = &placer->blocks[group];
    uint32_t top = block->heap;
    if (top == NONE)
        return false;
    const struct distance *distance = &placer->distances[top];
    int64_t left_offset, right_offset, stored = distance->key;
    uint32_t left = find_group(placer, distance->left, &left_offset);
    find_group(placer, distance->right, &right_offset);
    if (left == group) {
        block->heap = heap_without_top(placer, top);
        return true;
    }
    /*
     * Groups at the left have only moved further left since the key was set, so keys err on the
     * large side.
     */
    int64_t key = placer->blocks[left].place + left_offset + distance->gap - right_offset;
    if (key < stored) {
        block->heap = heap_with(placer, heap_without_top(placer, top), top, key);
        return true;
    }
    if (key <= block->place)
        return false;
    int64_t shift = right_offset - distance->gap - left_offset;
    block->heap = heap_without_top(placer, top);
    join_groups(placer, group, left, shift);
    return true;
}

static void add_block(struct placer *placer, uint32_t number)
{
    struct block *block = &placer->blocks[number];
    placer->members[number] = (struct member){ 0, number };
    block->place = placer->wishes[number];
    block->weights = block->weight;
    block->sum = block->place * block->weight;
    block->heap = NONE;
    for (uint32_t distance = placer->at_left[number]; distance < placer->at_left[number + 1];
         distance++) {
        int64_t offset;
        uint32_t left = find_group(placer, placer->distances[distance].left, &offset);
        int64_t key = placer->blocks[left].place + offset + placer->distances[distance].gap;
        block->heap = heap_with(placer, block->heap, distance, key);
    }
    while (mend_one(placer, number))
        ;
}

/* The places nearest to the wishes that keep all distances. Returns whether anything moved. */
static bool keep_distances(struct placer *placer)
{
    bool has_moved = false;
    for (uint32_t i = 0; i < placer->block_count; i++)
        add_block(placer, placer->order[i]);
    for (uint32_t i = 0; i < placer->block_count; i++) {
        int64_t offset;
        uint32_t group = find_group(placer, i, &offset);
        int64_t x = placer->blocks[group].place + offset;
        has_moved |= x != placer->blocks[i].x;
        placer->blocks[i].x = x;
    }
    push_right(placer); /* rounding may have left a unit missing */
    return has_moved;
}

static void move_blocks(struct placer *placer)
{
    bool is_large = placer->level->item_count > LEVEL_LARGE;
    int rounds = !is_large ? ROUNDS : placer->level->is_draft ? ROUNDS_DRAFT : ROUNDS_LARGE;
    for (int round = 0; round < rounds; round++) {
        for (uint32_t i = 0; i < placer->block_count; i++)
            placer->wishes[i] = placer->blocks[i].x;
        for (uint32_t i = 0; i < placer->block_count; i++)
            set_wish(placer, round % 2 == 0 ? i : placer->block_count - 1 - i);
        if (!keep_distances(placer))
            return;
    }
}

static uint32_t find_root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* Blocks that links join, however far, have the same number. */
static uint32_t *number_components(const struct placer *placer)
{
    uint32_t *component = arena_array(placer->level->arena, uint32_t, placer->block_count);
    for (uint32_t i = 0; i < placer->block_count; i++)
        component[i] = i;
    for (uint32_t i = 0; i < placer->pull_count; i++)
        component[find_root(component, placer->pulls[i].block)] =
            find_root(component, placer->pulls[i].other);
    for (uint32_t i = 0; i < placer->block_count; i++)
        component[i] = find_root(component, i);
    return component;
}

/*
 * Nothing draws parts that no link joins to each other together: one after the other, each goes as
 * far left as its neighbours let it.
 */
static void close_ranks(struct placer *placer)
{
    struct arena *arena = placer->level->arena;
    const uint32_t *component = number_components(placer);
    int64_t *room = arena_array(arena, int64_t, placer->block_count);
    uint32_t *next = arena_array(arena, uint32_t, placer->block_count);
    uint32_t *last = arena_array(arena, uint32_t, placer->block_count);
    bool *is_moved = arena_array(arena, bool, placer->block_count);
    for (uint32_t i = 0; i < placer->block_count; i++)
        next[i] = last[i] = NONE;
    for (uint32_t i = placer->block_count; i-- > 0;) {
        next[i] = last[component[i]];
        last[component[i]] = i;
    }
    for (uint32_t i = 0; i < placer->block_count; i++) {
        uint32_t moved = component[placer->order[i]];
        if (is_moved[moved])
            continue;
        is_moved[moved] = true;
        room[moved] = INT64_MAX;
        for (uint32_t b = last[moved]; b != NONE; b = next[b]) {
            for (uint32_t k = placer->at_left[b]; k < placer->at_left[b + 1]; k++) {
                const struct distance *distance = &placer->distances[k];
                int64_t spare =
                    placer->blocks[b].x - placer->blocks[distance->left].x - distance->gap;
                if (component[distance->left] != moved && spare < room[moved])
                    room[moved] = spare;
            }
        }
        for (uint32_t b = last[moved]; b != NONE && room[moved] < INT64_MAX; b = next[b])
            placer->blocks[b].x -= room[moved];
    }
}

void level_place(struct level *level)
{
    struct placer placer = {
        .level = level,
        .blocks = arena_array(level->arena, struct block, level->block_count),
        .members = arena_array(level->arena, struct member, level->block_count),
        .wishes = arena_array(level->arena, int64_t, level->block_count),
        .block_count = level->block_count,
    };
    find_distances(&placer);
    placer.at_right = adjacency_make(level->arena, placer.block_count, placer.distance_count,
                                     distance_left, placer.distances);
    find_pulls(&placer);
    sort_blocks(&placer);
    push_right(&placer);
    move_blocks(&placer);
    close_ranks(&placer);
    for (uint32_t i = 0; i < level->item_count; i++) {
        struct item *item = &level->items[i];
        item->x = placer.blocks[item->block].x + item->offset;
    }
}
