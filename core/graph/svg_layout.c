#include "graph/svg.h"

enum { LEAST_WIDTH = 84 };

static int64_t largest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

str svg_label_text(struct arena *arena, const struct edge_label *label)
{
    return text_cut(arena, label->text, CARD_COLUMNS);
}

int64_t svg_lead_width(const struct edge_label *label)
{
    if (label->lead.len == 0)
        return 0;
    int64_t gap = label->text.len > 0 ? 4 : 0;
    return metrics_points(label->lead, true, SVG_LABEL_SIZE) + gap;
}

static int64_t rows_width(struct arena *arena, const struct card *card)
{
    int64_t width = 0;
    for (uint32_t i = 0; i < card->row_count; i++) {
        int64_t row = metrics_points(card_row_text(arena, &card->rows[i]), false, SVG_DETAIL_SIZE);
        width = largest(width, row + (card->rows[i].number.len ? SVG_NUMBER_GAP : 0));
    }
    return width;
}

static int64_t text_width(struct arena *arena, const struct card *card)
{
    str detail = text_cut(arena, card->word.len ? card->word : card->detail, CARD_COLUMNS);
    int64_t first = metrics_points(card->type_name, true, SVG_DETAIL_SIZE);
    if (detail.len > 0)
        first += SVG_DETAIL_GAP + metrics_points(detail, card->word.len > 0, SVG_DETAIL_SIZE);
    int64_t name = metrics_points(text_cut(arena, card->name, CARD_COLUMNS), true, SVG_NAME_SIZE);
    return largest(largest(first, name), rows_width(arena, card));
}

static void size_state(struct arena *arena, const struct card *card, struct layout_node *node)
{
    int64_t more = card->is_collapsed ? 2 * SVG_COLLAPSED : 0;
    node->width = largest(text_width(arena, card) + 2 * SVG_PADDING, LEAST_WIDTH) + more;
    node->height = SVG_NAME_LINE + SVG_ROW * (int64_t)card->row_count + SVG_BOTTOM + more;
}

static void size_header(struct arena *arena, const struct card *card, struct layout_node *node)
{
    node->header_width = text_width(arena, card);
    node->header_height =
        SVG_NAME_LINE - SVG_HEADER_TOP + SVG_ROW * (int64_t)card->row_count + SVG_DETAIL_GAP / 2;
}

static void size_card(struct arena *arena, const struct card *card, struct layout_node *node)
{
    static const int64_t diameters[] = {
        [CARD_START] = 14,
        [CARD_END] = 18,
        [CARD_FORK] = 8,
        [CARD_JOIN] = 8,
    };
    switch (card->kind) {
    case CARD_STATE: size_state(arena, card, node); return;
    case CARD_CONTAINER: size_header(arena, card, node); return;
    case CARD_BRANCH:
        node->header_width = metrics_points(card->name, false, SVG_BRANCH_SIZE);
        node->header_height = SVG_LABEL_ROW;
        return;
    case CARD_MISSING:
        node->width =
            metrics_points(text_cut(arena, card->name, CARD_COLUMNS), true, SVG_MISSING_SIZE) +
            metrics_points(STR("? "), true, SVG_MISSING_SIZE) + 2 * SVG_PADDING;
        node->height = SVG_MISSING_HEIGHT;
        return;
    case CARD_START:
    case CARD_END:
    case CARD_FORK:
    case CARD_JOIN: node->width = node->height = diameters[card->kind]; return;
    }
}

struct filler {
    struct arena *arena;
    const struct drawing *drawing;
    struct placed *placed;
    uint32_t *entry, *exit, *joined; /* by branch: its points, and the edge to the join */
};

static uint32_t add_node(struct filler *filler, enum layout_kind kind, uint32_t parent)
{
    struct layout_graph *graph = &filler->placed->graph;
    graph->nodes[graph->node_count] = (struct layout_node){
        .kind = kind, .parent = parent, .top = LAYOUT_ROOT, .bottom = LAYOUT_ROOT
    };
    return graph->node_count++;
}

static void add_card(struct filler *filler, uint32_t index)
{
    const struct card *card = &filler->drawing->cards[index];
    struct placed *placed = filler->placed;
    uint32_t parent = card->parent == CARD_NONE ? LAYOUT_ROOT : placed->node_of[card->parent];
    uint32_t node = add_node(filler, card_is_open(card) ? LAYOUT_CONTAINER : LAYOUT_BOX, parent);
    placed->node_of[index] = node;
    size_card(filler->arena, card, &placed->graph.nodes[node]);
    if (card->kind == CARD_BRANCH)
        filler->entry[index] = add_node(filler, LAYOUT_ENTRY, node);
    if (card->kind == CARD_FORK)
        placed->graph.nodes[parent].top = node;
    if (card->kind == CARD_JOIN)
        placed->graph.nodes[parent].bottom = node;
}

static uint32_t add_edge(struct filler *filler, uint32_t tail, uint32_t head,
                         enum layout_priority priority)
{
    struct layout_graph *graph = &filler->placed->graph;
    graph->edges[graph->edge_count] =
        (struct layout_edge){ .tail = tail, .head = head, .priority = priority };
    return graph->edge_count++;
}

static void size_label(struct filler *filler, const struct drawing_edge *edge,
                       struct layout_edge *way)
{
    for (uint32_t i = 0; i < edge->label_count; i++) {
        str text = svg_label_text(filler->arena, &edge->labels[i]);
        int64_t width =
            svg_lead_width(&edge->labels[i]) + metrics_points(text, false, SVG_LABEL_SIZE);
        way->label_width = largest(way->label_width, width);
    }
    way->label_height = SVG_LABEL_ROW * (int64_t)edge->label_count;
}

/* Through the border of its branch: in two pieces that meet there. */
static void add_fork(struct filler *filler, uint32_t index, uint32_t branch)
{
    const struct drawing_edge *edge = &filler->drawing->edges[index];
    const uint32_t *node_of = filler->placed->node_of;
    filler->placed->edge_of[0][index] =
        add_edge(filler, node_of[edge->tail], node_of[branch], LAYOUT_SPREAD);
    filler->placed->edge_of[1][index] =
        add_edge(filler, filler->entry[branch], node_of[edge->head], LAYOUT_MAIN);
}

/* All that leaves a branch leaves it at the same point. */
static void add_join(struct filler *filler, uint32_t index, uint32_t branch)
{
    const struct drawing_edge *edge = &filler->drawing->edges[index];
    const uint32_t *node_of = filler->placed->node_of;
    if (filler->exit[branch] == CARD_NONE) {
        filler->exit[branch] = add_node(filler, LAYOUT_EXIT, node_of[branch]);
        filler->joined[branch] =
            add_edge(filler, node_of[branch], node_of[edge->head], LAYOUT_SPREAD);
    }
    filler->placed->edge_of[0][index] =
        add_edge(filler, node_of[edge->tail], filler->exit[branch], LAYOUT_MAIN);
    filler->placed->edge_of[1][index] = filler->joined[branch];
}

enum { STYLE_FLOW, STYLE_CATCH, STYLE_REMOVED };

static void add_way(struct filler *filler, uint32_t index)
{
    static const enum layout_priority priorities[] = {
        [EDGE_START] = LAYOUT_MAIN, [EDGE_NEXT] = LAYOUT_MAIN, [EDGE_CHOICE] = LAYOUT_CHOICE,
        [EDGE_CATCH] = LAYOUT_SIDE, [EDGE_END] = LAYOUT_MAIN,  [EDGE_FORK] = LAYOUT_MAIN,
        [EDGE_JOIN] = LAYOUT_MAIN,
    };
    const struct drawing_edge *edge = &filler->drawing->edges[index];
    const struct card *cards = filler->drawing->cards;
    uint32_t tail_parent = cards[edge->tail].parent, head_parent = cards[edge->head].parent;
    if (edge->kind == EDGE_FORK && tail_parent != head_parent) {
        add_fork(filler, index, head_parent);
    } else if (edge->kind == EDGE_JOIN && tail_parent != head_parent) {
        add_join(filler, index, tail_parent);
    } else {
        const uint32_t *node_of = filler->placed->node_of;
        uint32_t way =
            add_edge(filler, node_of[edge->tail], node_of[edge->head], priorities[edge->kind]);
        struct layout_edge *added = &filler->placed->graph.edges[way];
        added->style = edge->is_removed           ? STYLE_REMOVED
                       : edge->kind == EDGE_CATCH ? STYLE_CATCH
                                                  : STYLE_FLOW;
        size_label(filler, edge, added);
        filler->placed->edge_of[0][index] = way;
        filler->placed->edge_of[1][index] = CARD_NONE;
    }
}

static uint32_t *none_of(struct arena *arena, uint32_t count)
{
    uint32_t *list = arena_array(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        list[i] = CARD_NONE;
    return list;
}

bool svg_lay_out(struct arena *arena, const struct drawing *drawing, struct placed *placed)
{
    size_t cards = drawing->card_count, edges = drawing->edge_count;
    *placed = (struct placed){ .node_of = none_of(arena, drawing->card_count),
                               .edge_of = { none_of(arena, drawing->edge_count),
                                            none_of(arena, drawing->edge_count) } };
    struct filler filler = { .arena = arena,
                             .drawing = drawing,
                             .placed = placed,
                             .entry = none_of(arena, drawing->card_count),
                             .exit = none_of(arena, drawing->card_count),
                             .joined = none_of(arena, drawing->card_count) };
    placed->graph.nodes = arena_array(arena, struct layout_node, 3 * cards);
    placed->graph.edges = arena_array(arena, struct layout_edge, 2 * edges);
    placed->graph.is_left_to_right = drawing->options->is_left_to_right;
    for (uint32_t i = 0; i < drawing->card_count; i++)
        add_card(&filler, i);
    for (uint32_t i = 0; i < drawing->edge_count; i++)
        add_way(&filler, i);
    return layout_run(arena, &placed->graph);
}
