#include "layout/geometry.h"
#include "layout/layout.h"
#include "memory.h"

#include <stdlib.h>

/* The input is a program that builds a graph: one byte says what to add, the next ones to what. */
struct reader {
    const uint8_t *at, *end;
};

static uint8_t next(struct reader *reader)
{
    return reader->at < reader->end ? *reader->at++ : 0;
}

static uint32_t pick_container(const struct layout_graph *graph, uint8_t byte)
{
    if (graph->node_count == 0)
        return LAYOUT_ROOT;
    uint32_t node = byte % graph->node_count;
    return graph->nodes[node].kind == LAYOUT_CONTAINER ? node : graph->nodes[node].parent;
}

static bool has_kind(const struct layout_graph *graph, uint32_t parent, enum layout_kind kind)
{
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].parent == parent && graph->nodes[i].kind == kind)
            return true;
    }
    return false;
}

static void add_node(struct layout_graph *graph, struct reader *reader)
{
    uint8_t shape = next(reader), where = next(reader), size = next(reader);
    struct layout_node node = { .kind = shape % 8 == 0 ? LAYOUT_CONTAINER : LAYOUT_BOX,
                                .parent = pick_container(graph, where),
                                .width = 12 + size, .height = 12 + size % 60,
                                .header_width = size, .header_height = size % 50,
                                .top = LAYOUT_ROOT, .bottom = LAYOUT_ROOT };
    if (shape % 8 == 1 && node.parent != LAYOUT_ROOT && !has_kind(graph, node.parent, LAYOUT_EXIT))
        node.kind = LAYOUT_EXIT;
    /* The entry is the first child of its container. */
    if (shape % 8 == 2 && node.parent == graph->node_count - 1)
        node.kind = LAYOUT_ENTRY;
    graph->nodes[graph->node_count++] = node;
}

static void add_edge(struct layout_graph *graph, struct reader *reader)
{
    uint32_t tail = next(reader), head = next(reader), how = next(reader);
    if (graph->node_count == 0)
        return;
    tail %= graph->node_count;
    head %= graph->node_count;
    bool is_possible = graph->nodes[tail].parent == graph->nodes[head].parent &&
                       graph->nodes[tail].kind != LAYOUT_EXIT && graph->nodes[head].kind != LAYOUT_ENTRY;
    if ((graph->nodes[tail].kind == LAYOUT_ENTRY && graph->nodes[head].kind == LAYOUT_EXIT) || !is_possible)
        return;
    /* One loop of each style, at a box with room for its label and other edges. */
    for (uint32_t i = 0; tail == head && i < graph->edge_count; i++)
        is_possible &= graph->edges[i].tail != tail || graph->edges[i].head != tail;
    if (tail == head && (!is_possible || graph->nodes[tail].height < 52 || graph->nodes[tail].width < 52))
        return;
    graph->edges[graph->edge_count++] = (struct layout_edge){
        .tail = tail, .head = head, .priority = how % 4, .style = how / 4 % 2,
        .label_width = !(how & 8) ? 0 : tail == head ? 14 : how, .label_height = how & 8 ? 12 : 0 };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MOST = 256 };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct reader reader = { data, data + size };
    struct layout_graph graph = { .nodes = arena_array(&arena, struct layout_node, MOST),
                                  .edges = arena_array(&arena, struct layout_edge, MOST) };
    graph.is_left_to_right = next(&reader) & 1;
    while (reader.at < reader.end && graph.node_count < MOST && graph.edge_count < MOST) {
        if (next(&reader) % 2 == 0)
            add_node(&graph, &reader);
        else
            add_edge(&graph, &reader);
    }
    if (!layout_run(&arena, &graph) || geometry_fault(&graph))
        abort();
    arena_finish(&arena);
    return 0;
}
