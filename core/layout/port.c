#include "layout/internal.h"

#include <stdlib.h>

/* Edges that touch a box at one place: one leaving it, or those of one style that arrive. */
struct port {
    int64_t key; /* sorts from left to right: where the other ends stand */
    uint32_t place;
    enum straightness straightness;
    uint32_t what; /* at the bottom: the link; at the top: the style */
};

static int compare_ports(const void *a, const void *b)
{
    const struct port *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return left->place < right->place ? -1 : left->place > right->place;
}

/*
 * The port that gets the middle: the one whose edge is to be straightest, else the one between the
 * others, else none.
 */
static uint32_t middle_port(const struct port *ports, uint32_t count)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (ports[i].straightness < ports[best].straightness)
            best = i;
    }
    if (ports[best].straightness < STRAIGHT_OTHER)
        return best;
    return count % 2 == 1 ? count / 2 : NONE;
}

/* Half the distance between two ports, so that all of them stay clear of the corners of the box. */
static int64_t half_step(const struct box *box, int64_t base, uint32_t count, uint32_t middle)
{
    int64_t room = box->width / 2 - SPACE_CORNER - (base < 0 ? -base : base);
    uint32_t before = middle == NONE ? count / 2 : middle, after = count - 1 - before;
    int64_t most = before > after ? before : after;
    if (room <= 0 || most == 0)
        return 0;
    return room / most < SPACE_PORT ? room / most / 2 : SPACE_PORT / 2;
}

static int64_t port_offset(const struct box *box, int64_t base, const struct port *ports,
                           uint32_t count, uint32_t i)
{
    uint32_t middle = middle_port(ports, count);
    int64_t half = half_step(box, base, count, middle);
    if (middle == NONE)
        return base + (2 * (int64_t)i - (int64_t)(count - 1)) * half;
    return base + ((int64_t)i - (int64_t)middle) * 2 * half;
}

static void set_bottom_ports(struct level *level, uint32_t box, struct port *ports)
{
    uint32_t first = level->downs.start[box], count = level->downs.start[box + 1] - first;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t index = level->downs.list[first + i];
        const struct link *link = &level->links[index];
        ports[i] =
            (struct port){ level->items[link->lower].position, i, link->straightness, index };
    }
    qsort(ports, count, sizeof *ports, compare_ports);
    for (uint32_t i = 0; i < count; i++)
        level->links[ports[i].what].upper_port =
            port_offset(&level->boxes[box], level->boxes[box].port[1], ports, count, i);
}

/* One port for each style that arrives; they stand in the order of the first edges of each. */
static uint32_t collect_top_ports(const struct level *level, uint32_t box, struct port *ports)
{
    uint32_t count = 0;
    for (uint32_t style = 0; style < LAYOUT_STYLES; style++) {
        struct port port = { 0, style, STRAIGHT_NEVER, style };
        int64_t sum = 0, links = 0;
        for (uint32_t k = level->ups.start[box]; k < level->ups.start[box + 1]; k++) {
            const struct link *link = &level->links[level->ups.list[k]];
            if (link->style != style)
                continue;
            sum += level->items[link->upper].position;
            links++;
            if (link->straightness < port.straightness)
                port.straightness = link->straightness;
        }
        port.key = links > 0 ? sum * 64 / links : 0;
        if (links > 0)
            ports[count++] = port;
    }
    qsort(ports, count, sizeof *ports, compare_ports);
    return count;
}

static void set_top_ports(struct level *level, uint32_t box)
{
    struct port ports[LAYOUT_STYLES];
    int64_t of_style[LAYOUT_STYLES] = { 0 };
    uint32_t count = collect_top_ports(level, box, ports);
    for (uint32_t i = 0; i < count; i++)
        of_style[ports[i].what] =
            port_offset(&level->boxes[box], level->boxes[box].port[0], ports, count, i);
    for (uint32_t k = level->ups.start[box]; k < level->ups.start[box + 1]; k++) {
        struct link *link = &level->links[level->ups.list[k]];
        link->lower_port = of_style[link->style];
    }
}

void level_set_ports(struct level *level)
{
    struct port *ports = arena_array(level->arena, struct port, (size_t)level->link_count + 1);
    for (uint32_t box = 0; box < level->box_count; box++) {
        set_bottom_ports(level, box, ports);
        set_top_ports(level, box);
    }
}
