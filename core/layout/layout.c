#include "layout/internal.h"

/* Nodes and edges of each container, the outermost as if it were one more node behind the last. */
struct tree {
    struct layout_graph *graph;
    struct adjacency children, edges;
    uint32_t *local;     /* index of a node in its level */
    int64_t (*ports)[2]; /* of a container: where edges arrive at its top, leave from its bottom,
                            right of its middle */
};

static uint32_t parent_key(const struct layout_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    return parent == LAYOUT_ROOT ? graph->node_count : parent;
}

static uint32_t node_parent(const void *graph, uint32_t i)
{
    return parent_key(graph, i);
}

static uint32_t edge_parent(const void *graph, uint32_t i)
{
    return parent_key(graph, ((const struct layout_graph *)graph)->edges[i].tail);
}

static uint32_t way_tail(const void *ways, uint32_t i)
{
    return ((const struct way *)ways)[i].tail;
}

static uint32_t way_head(const void *ways, uint32_t i)
{
    return ((const struct way *)ways)[i].head;
}

static void add_box(struct level *level, const struct tree *tree, uint32_t node)
{
    const struct layout_node *of = &level->graph->nodes[node];
    bool is_turned = level->graph->is_left_to_right && of->kind != LAYOUT_CONTAINER;
    struct box *box = &level->boxes[tree->local[node]];
    box->node = node;
    box->kind = of->kind;
    box->last_corner[SIDE_LEFT] = box->last_corner[SIDE_RIGHT] = NONE;
    /* A container's size is as it was found: turned already. */
    box->width = is_turned ? of->height : of->width;
    box->height = is_turned ? of->width : of->height;
    box->port[0] = tree->ports[node][0];
    box->port[1] = tree->ports[node][1];
    level->has_entry |= of->kind == LAYOUT_ENTRY;
    level->has_exit |= of->kind == LAYOUT_EXIT;
}

static void add_way(struct level *level, const struct tree *tree, struct way *way, uint32_t edge)
{
    const struct layout_edge *of = &level->graph->edges[edge];
    *way = (struct way){
        .edge = edge,
        .tail = tree->local[of->tail],
        .head = tree->local[of->head],
        .is_loop = of->tail == of->head,
        .has_label = of->label_width > 0 && of->label_height > 0,
        .tail_side = of->tail == of->head && of->style != 0 ? SIDE_LEFT : SIDE_RIGHT,
        .head_side = SIDE_RIGHT,
        .label = NONE,
        .corner = NONE,
        .chain = NONE,
        .link = NONE,
        .last_link = NONE,
    };
}

static void fill_level(struct level *level, const struct tree *tree, uint32_t key)
{
    uint32_t first = tree->children.start[key], first_edge = tree->edges.start[key];
    level->box_count = tree->children.start[key + 1] - first;
    level->way_count = tree->edges.start[key + 1] - first_edge;
    level->boxes = arena_array(level->arena, struct box, level->box_count);
    level->ways = arena_array(level->arena, struct way, level->way_count);
    for (uint32_t i = 0; i < level->box_count; i++) {
        uint32_t node = tree->children.list[first + i];
        tree->local[node] = i;
        add_box(level, tree, node);
    }
    for (uint32_t i = 0; i < level->way_count; i++)
        add_way(level, tree, &level->ways[i], tree->edges.list[first_edge + i]);
    level->outs =
        adjacency_make(level->arena, level->box_count, level->way_count, way_tail, level->ways);
    level->ins =
        adjacency_make(level->arena, level->box_count, level->way_count, way_head, level->ways);
}

/* What these three find stands in the items and links; the rest is scratch. */
static void place(struct level *level)
{
    struct arena_mark mark = arena_mark(level->arena);
    level_set_ports(level);
    arena_release(level->arena, mark);
    level_align(level);
    arena_release(level->arena, mark);
    level_place(level);
    arena_release(level->arena, mark);
}

static void arrange(struct level *level)
{
    level_rank(level);
    level_expand(level);
    level_order(level);
    level->is_draft = level->has_back;
    place(level);
    if (level->has_back) {
        level_add_back_edges(level);
        level->is_draft = false;
        place(level);
    }
}

/* Where, right of the middle of the container, the edges outside arrive or leave. */
static int64_t port_of(const struct level *level, const struct tree *tree, enum layout_kind kind,
                       uint32_t child)
{
    for (uint32_t i = 0; i < level->box_count; i++) {
        if (level->boxes[i].kind == kind)
            return level->items[i].x - level->width / 2;
    }
    return child == LAYOUT_ROOT ? 0 : level->items[tree->local[child]].x - level->width / 2;
}

/* Places of the contents count from the container's top left corner. */
static void write_back(struct level *level, const struct tree *tree, uint32_t key)
{
    struct layout_graph *graph = level->graph;
    for (uint32_t i = 0; i < level->box_count; i++) {
        struct layout_node *node = &graph->nodes[level->boxes[i].node];
        node->x = level->items[i].x - level->boxes[i].width / 2;
        node->y = level->boxes[i].y;
    }
    if (key == graph->node_count) {
        graph->width = level->width;
        graph->height = level->height;
        return;
    }
    struct layout_node *container = &graph->nodes[key];
    container->width = level->width;
    container->height = level->height;
    tree->ports[key][0] = port_of(level, tree, LAYOUT_ENTRY, container->top);
    tree->ports[key][1] = port_of(level, tree, LAYOUT_EXIT, container->bottom);
}

static void lay_out(struct arena *arena, struct arena *scratch, const struct tree *tree,
                    uint32_t key)
{
    struct arena_mark mark = arena_mark(scratch);
    struct layout_graph *graph = tree->graph;
    struct layout_node *container = key == graph->node_count ? NULL : &graph->nodes[key];
    struct level level = { .arena = scratch, .graph = graph };
    fill_level(&level, tree, key);
    if (level.box_count > 0) {
        arrange(&level);
        level_set_bands(&level, container);
        level_route(&level, arena);
    } else if (container) {
        level_set_bands(&level, container);
    }
    write_back(&level, tree, key);
    arena_release(scratch, mark);
}

static int64_t clamp(int64_t size)
{
    return size < 0 ? 0 : size > LAYOUT_MAX_SIZE ? LAYOUT_MAX_SIZE : size;
}

/* Halves of sizes are used all over, so sizes are even. */
static int64_t even(int64_t size)
{
    return clamp(size) + (clamp(size) & 1);
}

static void check_sizes(struct layout_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        struct layout_node *node = &graph->nodes[i];
        bool is_point = node->kind == LAYOUT_ENTRY || node->kind == LAYOUT_EXIT;
        node->width = is_point ? 0 : even(node->width);
        node->height = is_point ? 0 : even(node->height);
        node->header_width = even(node->header_width);
        node->header_height = even(node->header_height);
    }
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        graph->edges[i].label_width = clamp(graph->edges[i].label_width);
        graph->edges[i].label_height = clamp(graph->edges[i].label_height);
    }
}

/* Labels are turned on the way in, everything on the way out. */
static void turn_labels(struct layout_graph *graph)
{
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        int64_t width = graph->edges[i].label_width;
        graph->edges[i].label_width = graph->edges[i].label_height;
        graph->edges[i].label_height = width;
    }
}

static void turn_point(struct layout_point *point)
{
    *point = (struct layout_point){ point->y, point->x };
}

static void turn_all(struct layout_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        struct layout_node *node = &graph->nodes[i];
        struct layout_node turned = *node;
        node->x = turned.y;
        node->y = turned.x;
        if (node->kind == LAYOUT_CONTAINER) {
            node->width = turned.height;
            node->height = turned.width;
        }
    }
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        struct layout_edge *edge = &graph->edges[i];
        turn_point(&edge->label);
        turn_point(&edge->start);
        for (uint32_t k = 0; k < edge->step_count; k++) {
            turn_point(&edge->steps[k].control[0]);
            turn_point(&edge->steps[k].control[1]);
            turn_point(&edge->steps[k].to);
        }
    }
    turn_labels(graph);
    int64_t width = graph->width;
    graph->width = graph->height;
    graph->height = width;
}

static void shift_point(struct layout_point *point, const struct layout_node *by)
{
    point->x += by->x;
    point->y += by->y;
}

/* From places in their containers to places in the whole drawing. */
static void make_absolute(struct layout_graph *graph)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        struct layout_node *node = &graph->nodes[i];
        if (node->parent != LAYOUT_ROOT) {
            node->x += graph->nodes[node->parent].x;
            node->y += graph->nodes[node->parent].y;
        }
    }
    for (uint32_t i = 0; i < graph->edge_count; i++) {
        struct layout_edge *edge = &graph->edges[i];
        if (graph->nodes[edge->tail].parent == LAYOUT_ROOT)
            continue;
        const struct layout_node *container = &graph->nodes[graph->nodes[edge->tail].parent];
        shift_point(&edge->label, container);
        shift_point(&edge->start, container);
        for (uint32_t k = 0; k < edge->step_count; k++) {
            shift_point(&edge->steps[k].control[0], container);
            shift_point(&edge->steps[k].control[1], container);
            shift_point(&edge->steps[k].to, container);
        }
    }
}

bool layout_run(struct arena *arena, struct layout_graph *graph)
{
    if (graph->node_count > LAYOUT_MAX_NODES || graph->edge_count > LAYOUT_MAX_EDGES)
        return false;
    struct arena scratch;
    arena_init(&scratch, arena->memory);
    check_sizes(graph);
    if (graph->is_left_to_right)
        turn_labels(graph);
    uint32_t n = graph->node_count;
    struct tree tree = {
        .graph = graph,
        .children = adjacency_make(&scratch, n + 1, n, node_parent, graph),
        .edges = adjacency_make(&scratch, n + 1, graph->edge_count, edge_parent, graph),
        .local = arena_array(&scratch, uint32_t, n),
        .ports = arena_zeroed(&scratch, n, sizeof *tree.ports, _Alignof(int64_t)),
    };
    for (uint32_t i = n; i-- > 0;) {
        if (graph->nodes[i].kind == LAYOUT_CONTAINER)
            lay_out(arena, &scratch, &tree, i);
    }
    lay_out(arena, &scratch, &tree, n);
    make_absolute(graph);
    if (graph->is_left_to_right)
        turn_all(graph);
    arena_finish(&scratch);
    return true;
}
