#include "layout/internal.h"

enum color {
    COLOR_NEW,
    COLOR_OPEN, /* on the way from the root of the search to here */
    COLOR_DONE
};

/* A depth-first search with its own stack: `at[i]` is the next way of stack[i] to look at. */
struct search {
    struct level *level;
    uint8_t *color;
    uint32_t *stack, *at;
    uint32_t depth;
    uint32_t finished; /* boxes that have left the stack, in reverse topological order */
};

static void open_box(struct search *search, uint32_t box)
{
    search->color[box] = COLOR_OPEN;
    search->stack[search->depth] = box;
    search->at[search->depth++] = search->level->outs.start[box];
}

static void close_box(struct search *search)
{
    struct level *level = search->level;
    uint32_t box = search->stack[--search->depth];
    search->color[box] = COLOR_DONE;
    level->topological[level->box_count - ++search->finished] = box;
}

static void follow_way(struct search *search, struct way *way)
{
    if (way->is_loop)
        return;
    if (search->color[way->head] == COLOR_OPEN) {
        way->is_back = true;
        search->level->has_back = true;
    } else if (search->color[way->head] == COLOR_NEW) {
        open_box(search, way->head);
    }
}

static void search_from(struct search *search, uint32_t root)
{
    struct level *level = search->level;
    open_box(search, root);
    while (search->depth > 0) {
        uint32_t box = search->stack[search->depth - 1];
        uint32_t next = search->at[search->depth - 1]++;
        if (next < level->outs.start[box + 1])
            follow_way(search, &level->ways[level->outs.list[next]]);
        else
            close_box(search);
    }
}

static bool is_source(const struct level *level, uint32_t box)
{
    for (uint32_t i = level->ins.start[box]; i < level->ins.start[box + 1]; i++) {
        if (!level->ways[level->ins.list[i]].is_loop)
            return false;
    }
    return true;
}

/*
 * Marks the edges that lead back: those to a box that lies on the way to their tail. Starts at box
 * 0, then at boxes without incoming edges, then anywhere; so a cycle opens where one enters it.
 */
static void find_back_edges(struct level *level)
{
    uint32_t n = level->box_count;
    level->topological = arena_array(level->arena, uint32_t, n);
    struct arena_mark mark = arena_mark(level->arena);
    struct search search = {
        .level = level,
        .color = arena_array(level->arena, uint8_t, n),
        .stack = arena_array(level->arena, uint32_t, n),
        .at = arena_array(level->arena, uint32_t, n),
    };
    if (n > 0)
        search_from(&search, 0);
    for (uint32_t box = 0; box < n; box++)
        level->boxes[box].is_rooted = search.color[box] == COLOR_DONE;
    for (uint32_t box = 0; box < n; box++) {
        if (search.color[box] == COLOR_NEW && is_source(level, box))
            search_from(&search, box);
    }
    for (uint32_t box = 0; box < n; box++) {
        if (search.color[box] == COLOR_NEW)
            search_from(&search, box);
    }
    arena_release(level->arena, mark);
}

static bool leads_on(const struct way *way)
{
    return !way->is_loop && !way->is_back;
}

/* Every box one rank below the lowest of those before it. */
static void rank_downwards(struct level *level)
{
    for (uint32_t i = 0; i < level->box_count; i++) {
        const struct box *tail = &level->boxes[level->topological[i]];
        uint32_t box = level->topological[i];
        for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
            const struct way *way = &level->ways[level->outs.list[k]];
            if (leads_on(way) && level->boxes[way->head].rank <= tail->rank)
                level->boxes[way->head].rank = tail->rank + 1;
        }
    }
}

/* Boxes that nothing leads to (and what only they lead to) stand right above where they lead. */
static void pull_unrooted_down(struct level *level)
{
    for (uint32_t i = level->box_count; i-- > 0;) {
        uint32_t box = level->topological[i];
        uint32_t lowest = UINT32_MAX;
        for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
            const struct way *way = &level->ways[level->outs.list[k]];
            if (leads_on(way) && level->boxes[way->head].rank < lowest)
                lowest = level->boxes[way->head].rank;
        }
        if (!level->boxes[box].is_rooted && lowest != UINT32_MAX && lowest > 0)
            level->boxes[box].rank = lowest - 1;
    }
}

static bool is_alone(const struct level *level, uint32_t box)
{
    return level->outs.start[box] == level->outs.start[box + 1] &&
           level->ins.start[box] == level->ins.start[box + 1] &&
           level->boxes[box].kind != LAYOUT_ENTRY && level->boxes[box].kind != LAYOUT_EXIT;
}

/*
 * Boxes without any edge are stacked in rows, about as many as columns, rather than set side by
 * side.
 */
static void stack_lonely(struct level *level)
{
    uint32_t lonely = 0, columns = 4, seen = 0;
    for (uint32_t box = 0; box < level->box_count; box++)
        lonely += is_alone(level, box);
    while (columns * columns < lonely)
        columns++;
    for (uint32_t box = 0; box < level->box_count; box++) {
        if (is_alone(level, box))
            level->boxes[box].rank += seen++ / columns;
    }
}

/* Ranks that no box has would be empty layers. */
static void close_gaps(struct level *level, uint32_t rank_limit)
{
    uint32_t *number = arena_array(level->arena, uint32_t, rank_limit + 1);
    for (uint32_t box = 0; box < level->box_count; box++)
        number[level->boxes[box].rank] = 1;
    uint32_t used = 0;
    for (uint32_t rank = 0; rank <= rank_limit; rank++) {
        if (number[rank])
            number[rank] = used++;
    }
    for (uint32_t box = 0; box < level->box_count; box++)
        level->boxes[box].rank = number[level->boxes[box].rank];
    level->rank_count = used;
}

static uint32_t largest_rank(const struct level *level)
{
    uint32_t largest = 0;
    for (uint32_t box = 0; box < level->box_count; box++) {
        if (level->boxes[box].rank > largest)
            largest = level->boxes[box].rank;
    }
    return largest;
}

/* The entry stands above everything, the exit below. */
static void assign_ranks(struct level *level)
{
    for (uint32_t box = 0; box < level->box_count; box++)
        level->boxes[box].rank = level->has_entry && level->boxes[box].kind != LAYOUT_ENTRY;
    rank_downwards(level);
    pull_unrooted_down(level);
    stack_lonely(level);
    uint32_t bottom = largest_rank(level) + 1;
    for (uint32_t box = 0; box < level->box_count; box++) {
        if (level->boxes[box].kind == LAYOUT_EXIT)
            level->boxes[box].rank = bottom;
        if (level->boxes[box].kind == LAYOUT_ENTRY)
            level->boxes[box].rank = 0;
    }
    close_gaps(level, bottom);
}

static void measure_reach(struct level *level)
{
    for (uint32_t i = level->box_count; i-- > 0;) {
        uint32_t box = level->topological[i];
        for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
            const struct way *way = &level->ways[level->outs.list[k]];
            if (leads_on(way) && level->boxes[way->head].reach >= level->boxes[box].reach)
                level->boxes[box].reach = level->boxes[way->head].reach + 1;
        }
    }
}

/*
 * The ways of one tail that could be its spine: all on, and as important and far-reaching as the
 * best.
 */
static bool is_candidate(const struct level *level, const struct way *way, const struct way *best)
{
    return leads_on(way) &&
           level->graph->edges[way->edge].priority == level->graph->edges[best->edge].priority &&
           level->boxes[way->head].reach == level->boxes[best->head].reach;
}

static const struct way *best_way_on(const struct level *level, uint32_t box)
{
    const struct way *best = NULL;
    for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
        const struct way *way = &level->ways[level->outs.list[k]];
        if (!leads_on(way) || level->graph->edges[way->edge].priority > LAYOUT_CHOICE)
            continue;
        bool is_first_choice = best && level->graph->edges[best->edge].priority == LAYOUT_MAIN;
        if (!best ||
            (!is_first_choice && level->boxes[way->head].reach > level->boxes[best->head].reach))
            best = way;
    }
    return best;
}

/* Of equally good ones the middle one is the spine, so that the others stand symmetrically. */
static void choose_spine(struct level *level, uint32_t box)
{
    const struct way *best = best_way_on(level, box);
    if (!best)
        return;
    uint32_t count = 0, wanted, seen = 0;
    for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++)
        count += is_candidate(level, &level->ways[level->outs.list[k]], best);
    wanted = (count - 1) / 2;
    for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
        struct way *way = &level->ways[level->outs.list[k]];
        if (is_candidate(level, way, best) && seen++ == wanted)
            way->is_spine = true;
    }
}

/*
 * Of a spread with an odd number only the middle one is straight, of an even number none. A spread
 * is the edges that leave one tail or, where each tail has only one, those that arrive at one head.
 */
static void choose_middle(struct level *level, const struct adjacency *group, uint32_t box)
{
    uint32_t count = 0, seen = 0;
    for (uint32_t k = group->start[box]; k < group->start[box + 1]; k++)
        count += level->graph->edges[level->ways[group->list[k]].edge].priority == LAYOUT_SPREAD;
    if (count < 2)
        return;
    for (uint32_t k = group->start[box]; k < group->start[box + 1]; k++) {
        struct way *way = &level->ways[group->list[k]];
        if (level->graph->edges[way->edge].priority == LAYOUT_SPREAD)
            way->is_uneven = count % 2 == 0 || seen++ != count / 2;
    }
}

static void choose_straight(struct level *level)
{
    for (uint32_t box = 0; box < level->box_count; box++) {
        choose_spine(level, box);
        choose_middle(level, &level->outs, box);
        choose_middle(level, &level->ins, box);
    }
    if (level->box_count > 0)
        level->boxes[0].is_trunk = true;
    for (uint32_t i = 0; i < level->box_count; i++) {
        uint32_t box = level->topological[i];
        for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
            const struct way *way = &level->ways[level->outs.list[k]];
            if (way->is_spine && level->boxes[box].is_trunk)
                level->boxes[way->head].is_trunk = true;
        }
    }
}

void level_rank(struct level *level)
{
    find_back_edges(level);
    assign_ranks(level);
    measure_reach(level);
    choose_straight(level);
}
