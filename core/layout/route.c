#include "layout/internal.h"

#include "base/heap.h"

#include <stdlib.h>

enum {
    SWING = 8,    /* half the height of a loop */
    CLEARANCE = 3 /* between a loop or its label and another line */
};

/* The way of one edge while it is drawn. */
struct path {
    struct arena *arena;
    struct layout_step *steps;
    uint32_t count, capacity;
    struct layout_point before, at; /* where the last step began and ended */
};

static struct layout_point point(int64_t x, int64_t y)
{
    return (struct layout_point){ x, y };
}

static bool is_same(struct layout_point a, struct layout_point b)
{
    return a.x == b.x && a.y == b.y;
}

static void add_step(struct path *path, struct layout_step step)
{
    path->steps =
        arena_room(path->arena, path->steps, path->count, &path->capacity, sizeof *path->steps);
    path->steps[path->count++] = step;
    path->before = path->at;
    path->at = step.to;
}

static void line_to(struct path *path, struct layout_point to)
{
    struct layout_step *last = path->count ? &path->steps[path->count - 1] : NULL;
    if (is_same(path->at, to))
        return;
    bool goes_on = last && !last->is_curve &&
                   ((path->before.x == path->at.x && path->at.x == to.x) ||
                    (path->before.y == path->at.y && path->at.y == to.y));
    if (goes_on)
        last->to = path->at = to;
    else
        add_step(path, (struct layout_step){ .to = to });
}

/*
 * From one layer to the next, vertical at the end; at the start too unless `is_free`, when it
 * leaves a box. Curves between the same two heights hardly ever cross unless their ends are in
 * another order.
 */
static void curve_down(struct path *path, struct layout_point to, bool is_free)
{
    struct layout_point from = path->at;
    int64_t middle = (from.y + to.y) / 2;
    if (from.x == to.x) {
        line_to(path, to);
        return;
    }
    int64_t lean = is_free ? (to.x - from.x) * 3 / 8 : 0;
    add_step(path, (struct layout_step){ .is_curve = true,
                                         .control = { { from.x + lean, middle }, { to.x, middle } },
                                         .to = to });
}

static void curve_up(struct path *path, struct layout_point to)
{
    curve_down(path, to, false);
}

static int64_t distance(struct layout_point a, struct layout_point b)
{
    return llabs(a.x - b.x) + llabs(a.y - b.y);
}

/* The point `length` away from `from` on the (horizontal or vertical) line to `to`. */
static struct layout_point towards(struct layout_point from, struct layout_point to, int64_t length)
{
    int64_t whole = distance(from, to);
    if (whole == 0)
        return from;
    return point(from.x + (to.x - from.x) * length / whole,
                 from.y + (to.y - from.y) * length / whole);
}

/* Lines at right angles through `corner` towards `next`, rounded; ends on the second line. */
static void turn_at(struct path *path, struct layout_point corner, struct layout_point next)
{
    int64_t radius = CURVE_RADIUS, in = distance(path->at, corner),
            out = distance(corner, next) / 2;
    radius = radius < in ? radius : in;
    radius = radius < out ? radius : out;
    struct layout_point end = towards(corner, next, radius);
    line_to(path, towards(corner, path->at, radius));
    if (radius > 0)
        add_step(path,
                 (struct layout_step){ .is_curve = true,
                                       /* A cubic is a quarter of a circle when its control points
                                          lie 0.5523 of the radius away from its ends. */
                                       .control = { towards(corner, path->at, radius * 4 / 9),
                                                    towards(corner, end, radius * 4 / 9) },
                                       .to = end });
}

static int64_t layer_bottom(const struct level *level, uint32_t layer)
{
    return level->layers[layer].top + level->layers[layer].height;
}

static int64_t box_side(const struct level *level, uint32_t box, enum side side)
{
    int64_t half = level->boxes[box].width / 2;
    return level->items[box].x + (side == SIDE_LEFT ? -half : half);
}

/*
 * A curve that begins at a box may do so at any angle; one that goes on from another line begins as
 * that ends.
 */
static bool leaves_freely(const struct path *path, const struct level *level, const struct way *way)
{
    bool is_side = level->graph->edges[way->edge].priority == LAYOUT_SIDE;
    return path->count == 0 && (is_side || level->boxes[way->tail].kind == LAYOUT_BOX);
}

/* Through a label, or a bend and those straight below it: to the bottom of the last layer of them.
 */
static void pass_down(struct path *path, const struct level *level, const struct way *way,
                      uint32_t item)
{
    const struct item *passed = &level->items[item], *last = &level->items[passed->run_bottom];
    curve_down(path, point(passed->x, level->layers[passed->layer].top),
               leaves_freely(path, level, way));
    line_to(path, point(passed->x, layer_bottom(level, last->layer)));
}

static void pass_up(struct path *path, const struct level *level, uint32_t item)
{
    const struct item *passed = &level->items[item], *last = &level->items[passed->run_top];
    curve_up(path, point(passed->x, layer_bottom(level, passed->layer)));
    line_to(path, point(passed->x, level->layers[last->layer].top));
}

static void start_below(struct path *path, const struct level *level, const struct way *way)
{
    const struct item *tail = &level->items[way->tail];
    int64_t x = tail->x + level->links[way->link].upper_port;
    const struct box *box = &level->boxes[way->tail];
    path->at = point(x, box->y + box->height);
}

/* To the head's top; the line from the top of its layer on is straight. */
static void arrive_above(struct path *path, const struct level *level, const struct way *way,
                         int64_t port)
{
    uint32_t head = way->head;
    const struct item *item = &level->items[head];
    curve_down(path, point(item->x + port, level->layers[item->layer].top),
               leaves_freely(path, level, way));
    line_to(path, point(item->x + port, level->boxes[head].y));
}

static void route_forward(struct path *path, const struct level *level, const struct way *way)
{
    line_to(path, point(path->at.x, layer_bottom(level, level->items[way->tail].layer)));
    if (way->label != NONE)
        pass_down(path, level, way, way->label);
    if (way->chain == NONE) {
        arrive_above(path, level, way, level->links[way->last_link].lower_port);
        return;
    }
    const struct chain *chain = &level->chains[way->chain];
    uint32_t join = level->links[way->last_link].lower;
    for (uint32_t item = join; item <= chain->first + chain->bottom - chain->top;
         item = level->items[item].run_bottom + 1)
        pass_down(path, level, way, item);
    arrive_above(path, level, way, level->links[chain->last_link].lower_port);
}

/* Out of the tail's side and up to the top of its layer. */
static void leave_sideways(struct path *path, const struct level *level, const struct way *way)
{
    const struct item *corner = &level->items[way->corner];
    struct layout_point top = point(corner->x, level->layers[corner->layer].top);
    turn_at(path, point(corner->x, path->at.y), top);
    line_to(path, top);
    if (way->label != NONE)
        pass_up(path, level, way->label);
}

static void arrive_sideways(struct path *path, const struct level *level, const struct chain *chain)
{
    const struct item *corner = &level->items[chain->corner];
    int64_t y = level->boxes[chain->head].y + corner->leg;
    struct layout_point end = point(box_side(level, chain->head, chain->side), y);
    curve_up(path, point(corner->x, layer_bottom(level, corner->layer)));
    turn_at(path, point(corner->x, y), end);
    line_to(path, end);
}

static void route_back(struct path *path, const struct level *level, const struct way *way)
{
    const struct chain *chain = &level->chains[way->chain];
    leave_sideways(path, level, way);
    uint32_t join = level->links[way->last_link].upper;
    if (join != chain->corner) {
        for (uint32_t item = join + 1; item > chain->first; item = level->items[item - 1].run_top)
            pass_up(path, level, item - 1);
    }
    arrive_sideways(path, level, chain);
}

static void route_loop(struct path *path, const struct level *level, const struct way *way)
{
    enum { OUT = SPACE_LOOP * 4 / 3 }; /* a curve goes out 3/4 as far as its control points */
    const struct box *box = &level->boxes[way->tail];
    int64_t x = box_side(level, way->tail, way->tail_side), y = box->y + box->height / 2;
    int64_t out = way->tail_side == SIDE_LEFT ? x - OUT : x + OUT;
    int64_t swing = box->height / 4 < SWING ? box->height / 4 : SWING;
    path->at = point(x, y + swing);
    add_step(path, (struct layout_step){ .is_curve = true,
                                         .control = { { out, y + swing }, { out, y - swing } },
                                         .to = point(x, y - swing) });
}

/*
 * Round the outside: sideways below what it comes from (above it, leading back), and above the
 * head.
 */
static void route_far(struct path *path, const struct level *level, const struct way *way)
{
    const struct chain *chain = &level->chains[way->chain];
    const struct item *head = &level->items[way->head];
    if (way->is_back) {
        leave_sideways(path, level, way);
    } else {
        line_to(path, point(path->at.x, layer_bottom(level, level->items[way->tail].layer)));
        if (way->label != NONE)
            pass_down(path, level, way, way->label);
    }
    int64_t leave = path->at.y + (way->is_back ? -SPACE_TRACK : SPACE_TRACK);
    int64_t top = level->layers[head->layer].top, arrive = top - 2 * SPACE_TRACK;
    int64_t x = head->x + level->boxes[way->head].port[0];
    turn_at(path, point(path->at.x, leave), point(chain->lane, leave));
    turn_at(path, point(chain->lane, leave), point(chain->lane, arrive));
    turn_at(path, point(chain->lane, arrive), point(x, arrive));
    turn_at(path, point(x, arrive), point(x, top));
    line_to(path, point(x, level->boxes[way->head].y));
}

struct lane {
    uint32_t end; /* the last layer that is taken */
    int64_t x;
};

static bool ends_before(const void *a, const void *b)
{
    return ((const struct lane *)a)->end < ((const struct lane *)b)->end;
}

static uint32_t chain_top(const void *chains, uint32_t i)
{
    return ((const struct chain *)chains)[i].top;
}

/*
 * Far chains beside each other; a line of which the layers are free again is taken by the next
 * chain.
 */
static void assign_lanes(struct level *level)
{
    struct adjacency by_top = adjacency_make(level->arena, level->layer_count + 1,
                                             level->chain_count, chain_top, level->chains);
    struct heap lanes;
    int64_t next = level->right + SPACE_BOX;
    heap_init(&lanes, level->arena, ends_before);
    for (uint32_t i = 0; i < level->chain_count; i++) {
        struct chain *chain = &level->chains[by_top.list[i]];
        if (!chain->is_far)
            continue;
        struct lane *lane = heap_peek(&lanes);
        if (lane && lane->end + 2 < chain->top) {
            heap_pop(&lanes);
        } else {
            lane = arena_new(level->arena, struct lane);
            lane->x = next;
            next += SPACE_TRACK;
        }
        lane->end = chain->bottom + 2;
        chain->lane = lane->x;
        heap_push(&lanes, lane);
    }
    level->width += next - SPACE_TRACK - level->right;
    level->width += level->width & 1;
}

/* Half the height that loops take at a side of their box: 0 without any. */
static int64_t loop_room(const struct level *level, uint32_t box, enum side side)
{
    int64_t room = 0;
    for (uint32_t k = level->outs.start[box]; k < level->outs.start[box + 1]; k++) {
        const struct way *way = &level->ways[level->outs.list[k]];
        int64_t label = level->graph->edges[way->edge].label_height / 2;
        if (way->is_loop && way->tail_side == side)
            room = (label > SWING ? label : SWING) + CLEARANCE;
    }
    return room;
}

static bool goes_up(const struct level *level, uint32_t corner)
{
    return level->ups.start[corner] != level->ups.start[corner + 1];
}

/*
 * Where the edges touch the sides of a box. Lines that go up lie above those that go down, with a
 * loop between; of those that go up the outer ones start lower, of those that go down higher, so
 * that none crosses another.
 */
static void set_legs(struct level *level, uint32_t box, enum side side)
{
    enum { PITCH = 12, LOWEST = 40 };
    const struct box *of = &level->boxes[box];
    int64_t count = 0, down = 0, seen_up = 0, seen_down = 0, loop = loop_room(level, box, side);
    for (uint32_t c = level->items[box].next[side]; c != NONE; c = level->items[c].next[side]) {
        down += !goes_up(level, c);
        count++;
    }
    int64_t middle = of->height / 2 < LOWEST || loop > 0 ? of->height / 2 : LOWEST;
    int64_t room = middle - loop > SPACE_CORNER / 2 ? 2 * (middle - loop) - SPACE_CORNER : 0;
    int64_t pitch = room / (count + 1) < PITCH ? room / (count + 1) : PITCH;
    for (uint32_t c = level->items[box].next[side]; c != NONE; c = level->items[c].next[side]) {
        bool is_up = goes_up(level, c);
        int64_t slot = is_up ? seen_up++ : count - 1 - seen_down++, up = count - down;
        if (loop == 0)
            level->items[c].leg = middle + (2 * slot - count + 1) * pitch / 2;
        else
            level->items[c].leg = is_up ? middle - loop - (up - 1 - slot) * pitch / 2
                                        : middle + loop + (slot - up) * pitch / 2;
    }
}

static void place_label(struct level *level, const struct way *way)
{
    struct layout_edge *edge = &level->graph->edges[way->edge];
    if (way->is_loop) {
        const struct box *box = &level->boxes[way->tail];
        int64_t side = box_side(level, way->tail, way->tail_side), out = SPACE_LOOP + SPACE_TEXT;
        edge->label.x = way->tail_side == SIDE_LEFT ? side - out - edge->label_width : side + out;
        int64_t slack = box->height - edge->label_height;
        edge->label.y = box->y + (slack > 0 ? slack / 2 : 0);
        return;
    }
    const struct item *label = &level->items[way->label];
    const struct layer *layer = &level->layers[label->layer];
    edge->label.x = label->x + SPACE_TEXT;
    edge->label.y = layer->top + (layer->height - edge->label_height) / 2;
}

static void route_way(struct level *level, struct arena *arena, struct way *way)
{
    struct layout_edge *edge = &level->graph->edges[way->edge];
    struct path path = { .arena = arena };
    if (way->is_back)
        path.at = point(box_side(level, way->tail, way->tail_side),
                        level->boxes[way->tail].y + level->items[way->corner].leg);
    else if (!way->is_loop && way->link != NONE)
        start_below(&path, level, way);
    else if (!way->is_loop)
        path.at = point(level->items[way->tail].x + level->boxes[way->tail].port[1],
                        level->boxes[way->tail].y + level->boxes[way->tail].height);
    struct layout_point start = path.at;
    if (way->is_loop) {
        route_loop(&path, level, way);
        start = path.before;
    } else if (way->is_far) {
        route_far(&path, level, way);
    } else if (way->is_back) {
        route_back(&path, level, way);
    } else {
        route_forward(&path, level, way);
    }
    edge->start = start;
    edge->steps = path.steps;
    edge->step_count = path.count;
    edge->is_back = way->is_back || way->is_loop;
    if (way->has_label)
        place_label(level, way);
}

/* Many edges may run along one chain: straight parts of it are passed in one step. */
static void find_runs(struct level *level)
{
    for (uint32_t i = 0; i < level->item_count; i++)
        level->items[i].run_top = level->items[i].run_bottom = i;
    for (uint32_t i = 0; i < level->chain_count; i++) {
        const struct chain *chain = &level->chains[i];
        if (chain->is_far || chain->top > chain->bottom)
            continue;
        struct item *bends = &level->items[chain->first];
        uint32_t count = chain->bottom - chain->top + 1;
        for (uint32_t k = 1; k < count; k++) {
            if (bends[k].x == bends[k - 1].x)
                bends[k].run_top = bends[k - 1].run_top;
        }
        for (uint32_t k = count - 1; k-- > 0;) {
            if (bends[k].x == bends[k + 1].x)
                bends[k].run_bottom = bends[k + 1].run_bottom;
        }
    }
}

void level_route(struct level *level, struct arena *arena)
{
    find_runs(level);
    if (level->has_far)
        assign_lanes(level);
    for (uint32_t box = 0; box < level->box_count; box++) {
        set_legs(level, box, SIDE_LEFT);
        set_legs(level, box, SIDE_RIGHT);
    }
    for (uint32_t i = 0; i < level->way_count; i++)
        route_way(level, arena, &level->ways[i]);
}
