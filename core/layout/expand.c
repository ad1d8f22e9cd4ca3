#include "layout/internal.h"

/* Bends that one level may have for each of its boxes and edges before edges are led round outside.
 */
enum { BENDS_PER_THING = 4, BENDS_AT_LEAST = 512 };

struct adjacency adjacency_make(struct arena *arena, uint32_t key_count, uint32_t count,
                                uint32_t (*end)(const void *things, uint32_t i), const void *things)
{
    struct adjacency made = {
        .start = arena_array(arena, uint32_t, (size_t)key_count + 2),
        .list = arena_array(arena, uint32_t, count),
    };
    uint32_t *start = made.start + 1;
    for (uint32_t i = 0; i < count; i++)
        start[end(things, i) + 1]++;
    for (uint32_t key = 0; key < key_count; key++)
        start[key + 1] += start[key];
    for (uint32_t i = 0; i < count; i++)
        made.list[start[end(things, i)]++] = i;
    return made;
}

static uint32_t link_upper(const void *links, uint32_t i)
{
    return ((const struct link *)links)[i].upper;
}

static uint32_t link_lower(const void *links, uint32_t i)
{
    return ((const struct link *)links)[i].lower;
}

void level_index_links(struct level *level)
{
    level->downs = adjacency_make(level->arena, level->item_count, level->link_count, link_upper,
                                  level->links);
    level->ups = adjacency_make(level->arena, level->item_count, level->link_count, link_lower,
                                level->links);
}

/* Makes room for `more` elements of `size` bytes in an array; one that has to grow doubles at least. */
static void *array_room(struct arena *arena, void *array, uint32_t count, uint32_t more,
                        uint32_t *capacity, size_t size)
{
    if (more <= *capacity - count)
        return array;
    uint32_t larger = *capacity ? *capacity * 2 : 64;
    if (larger < count + more)
        larger = count + more;
    array = arena_grow(arena, array, *capacity * size, larger * size, _Alignof(max_align_t));
    *capacity = larger;
    return array;
}

static void reserve_items(struct level *level, uint32_t more)
{
    level->items = array_room(level->arena, level->items, level->item_count, more,
                              &level->item_capacity, sizeof *level->items);
}

static void reserve_links(struct level *level, uint32_t more)
{
    level->links = array_room(level->arena, level->links, level->link_count, more,
                              &level->link_capacity, sizeof *level->links);
}

uint32_t level_add_item(struct level *level, enum item_kind kind, uint32_t layer)
{
    reserve_items(level, 1);
    level->items[level->item_count] = (struct item){
        .kind = kind,
        .layer = layer,
        .owner = NONE,
        .next = { NONE, NONE },
        .block = NONE,
    };
    return level->item_count++;
}

uint32_t level_add_link(struct level *level, uint32_t upper, uint32_t lower,
                        enum straightness straightness, uint32_t style)
{
    reserve_links(level, 1);
    level->links[level->link_count] = (struct link){
        .upper = upper, .lower = lower, .straightness = straightness, .style = style
    };
    return level->link_count++;
}

uint32_t level_add_label(struct level *level, struct way *way, uint32_t layer)
{
    const struct layout_edge *edge = &level->graph->edges[way->edge];
    way->label = level_add_item(level, ITEM_LABEL, layer);
    level->items[way->label].right = SPACE_TEXT + edge->label_width;
    level->items[way->label].height = edge->label_height;
    return way->label;
}

uint32_t level_add_chain(struct level *level, struct chain chain)
{
    level->chains = array_room(level->arena, level->chains, level->chain_count, 1,
                               &level->chain_capacity, sizeof *level->chains);
    level->chains[level->chain_count] = chain;
    return level->chain_count++;
}

static uint32_t chain_length(const struct chain *chain)
{
    return chain->top > chain->bottom ? 0 : chain->bottom - chain->top + 1;
}

static void bend_chain(struct level *level, struct chain *chain)
{
    chain->first = level->item_count;
    for (uint32_t layer = chain->top; layer <= chain->bottom; layer++) {
        uint32_t bend = level_add_item(level, ITEM_BEND, layer);
        if (layer > chain->top)
            level_add_link(level, bend - 1, bend,
                           layer > chain->trunk_top ? STRAIGHT_TRUNK : STRAIGHT_CHAIN,
                           chain->style);
    }
}

static uint32_t chain_length_of(const void *chains, uint32_t i)
{
    return chain_length(&((const struct chain *)chains)[i]);
}

/*
 * Room for the bends of the chains and for what else may come with the ways, all at once. How many
 * edges that lead back will need is not known yet: what is not used of it is never touched.
 */
static void reserve_bends(struct level *level)
{
    uint64_t bends = 0;
    for (uint32_t i = 0; i < level->chain_count; i++)
        bends += chain_length(&level->chains[i]);
    if (level->has_back || bends > level->bend_budget)
        bends = level->bend_budget;
    reserve_items(level, (uint32_t)bends + 2 * level->way_count);
    reserve_links(level, (uint32_t)bends + 3 * level->way_count);
}

void level_bend_chains(struct level *level, uint32_t first_chain)
{
    uint32_t count = level->chain_count - first_chain;
    if (first_chain == 0)
        reserve_bends(level);
    if (count == 0)
        return;
    struct chain *chains = level->chains + first_chain;
    struct adjacency by_length =
        adjacency_make(level->arena, level->layer_count + 1, count, chain_length_of, chains);
    for (uint32_t i = 0; i < count; i++) {
        struct chain *chain = &chains[by_length.list[i]];
        uint32_t length = chain_length(chain);
        chain->is_far = length > level->bend_budget;
        if (!chain->is_far) {
            level->bend_budget -= length;
            bend_chain(level, chain);
        }
    }
}

/*
 * The layer that holds the labels between a rank and the next one has to be there before anything
 * is put into layers.
 */
static void make_layers(struct level *level)
{
    bool *has_label = arena_array(level->arena, bool, level->rank_count + 1);
    for (uint32_t i = 0; i < level->way_count; i++) {
        const struct way *way = &level->ways[i];
        uint32_t rank = level->boxes[way->tail].rank;
        if (way->has_label && !way->is_loop)
            has_label[way->is_back ? rank - 1 : rank] = true;
    }
    level->layer_of_rank = arena_array(level->arena, uint32_t, level->rank_count + 1);
    level->layers = arena_array(level->arena, struct layer, 2 * (size_t)level->rank_count + 1);
    for (uint32_t rank = 0; rank < level->rank_count; rank++) {
        level->layer_of_rank[rank] = level->layer_count++;
        if (has_label[rank])
            level->layers[level->layer_count++].is_label = true;
    }
}

void level_make_room_for_loop(struct level *level, const struct way *way)
{
    const struct layout_edge *edge = &level->graph->edges[way->edge];
    struct item *item = &level->items[way->tail];
    int64_t room = level->boxes[way->tail].width / 2 + SPACE_LOOP;
    room += way->has_label ? SPACE_TEXT + edge->label_width : 0;
    int64_t *side = way->tail_side == SIDE_LEFT ? &item->left : &item->right;
    *side = room > *side ? room : *side;
    if (way->has_label && edge->label_height > item->height)
        item->height = edge->label_height;
}

static uint32_t box_layer(const struct level *level, uint32_t box)
{
    return level->layer_of_rank[level->boxes[box].rank];
}

static void add_boxes(struct level *level)
{
    for (uint32_t i = 0; i < level->box_count; i++) {
        uint32_t item = level_add_item(level, ITEM_BOX, box_layer(level, i));
        level->items[item].left = level->items[item].right = level->boxes[i].width / 2;
        level->items[item].height = level->boxes[i].height;
    }
    for (uint32_t i = 0; i < level->way_count; i++) {
        if (level->ways[i].is_loop)
            level_make_room_for_loop(level, &level->ways[i]);
    }
}

/* The layer below the tail, or below the edge's own label, where it may join a chain. */
static uint32_t join_layer(const struct level *level, const struct way *way)
{
    return box_layer(level, way->tail) + 1 + way->has_label;
}

/* The chains of the edges that lead on to `head`. */
static void chain_forward(struct level *level, uint32_t head)
{
    uint32_t of_style[LAYOUT_STYLES] = { NONE, NONE, NONE, NONE };
    for (uint32_t k = level->ins.start[head]; k < level->ins.start[head + 1]; k++) {
        struct way *way = &level->ways[level->ins.list[k]];
        uint32_t layer = join_layer(level, way), style = level->graph->edges[way->edge].style;
        if (way->is_loop || way->is_back || layer >= box_layer(level, head))
            continue;
        if (of_style[style] == NONE)
            of_style[style] =
                level_add_chain(level, (struct chain){ .head = head,
                                                       .style = style,
                                                       .top = layer,
                                                       .bottom = box_layer(level, head) - 1,
                                                       .trunk_top = NONE,
                                                       .corner = NONE });
        struct chain *chain = &level->chains[of_style[style]];
        if (layer < chain->top)
            chain->top = layer;
        bool is_trunk = way->is_spine && level->boxes[way->tail].is_trunk;
        if (is_trunk && layer < chain->trunk_top)
            chain->trunk_top = layer;
        way->chain = of_style[style];
    }
}

static enum straightness way_straightness(const struct level *level, const struct way *way)
{
    if (level->graph->edges[way->edge].priority == LAYOUT_SPREAD)
        return way->is_uneven ? STRAIGHT_NEVER : STRAIGHT_SPINE;
    if (!way->is_spine)
        return STRAIGHT_OTHER;
    return level->boxes[way->tail].is_trunk ? STRAIGHT_TRUNK : STRAIGHT_SPINE;
}

/* Where an edge that leads on goes below its tail or label: into its chain, or to the head itself.
 */
static uint32_t forward_target(const struct level *level, const struct way *way)
{
    if (way->chain == NONE)
        return way->head;
    const struct chain *chain = &level->chains[way->chain];
    return chain->first + join_layer(level, way) - chain->top;
}

static void link_forward(struct level *level, struct way *way)
{
    enum straightness straightness = way_straightness(level, way);
    uint32_t from = way->tail, style = level->graph->edges[way->edge].style;
    if (way->has_label) {
        uint32_t label = level_add_label(level, way, box_layer(level, way->tail) + 1);
        way->link = level_add_link(level, from, label, straightness, style);
        from = label;
        if (straightness > STRAIGHT_SPINE)
            straightness = way->chain == NONE ? STRAIGHT_SPINE : STRAIGHT_CHAIN;
    }
    way->is_far = way->chain != NONE && level->chains[way->chain].is_far;
    level->has_far |= way->is_far;
    if (way->is_far)
        return;
    way->last_link = level_add_link(level, from, forward_target(level, way), straightness, style);
    if (!way->has_label)
        way->link = way->last_link;
}

static void link_chain_to_head(struct level *level, struct chain *chain)
{
    if (!chain->is_far)
        chain->last_link = level_add_link(
            level, chain->first + chain->bottom - chain->top, chain->head,
            chain->trunk_top != NONE ? STRAIGHT_TRUNK : STRAIGHT_CHAIN, chain->style);
}

void level_expand(struct level *level)
{
    level->bend_budget =
        BENDS_AT_LEAST + BENDS_PER_THING * ((uint64_t)level->box_count + level->way_count);
    make_layers(level);
    add_boxes(level);
    for (uint32_t box = 0; box < level->box_count; box++)
        chain_forward(level, box);
    level_bend_chains(level, 0);
    for (uint32_t box = 0; box < level->box_count; box++) {
        for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
            struct way *way = &level->ways[level->outs.list[k]];
            if (!way->is_loop && !way->is_back)
                link_forward(level, way);
        }
    }
    for (uint32_t i = 0; i < level->chain_count; i++)
        link_chain_to_head(level, &level->chains[i]);
    level_index_links(level);
}
