/*
 * geometry.h - what every layout has to keep, checked on a finished one. Test programs only.
 *
 * geometry_fault() names the first rule that is broken, or returns NULL:
 * boxes of one container do not overlap and lie inside it; every edge starts
 * and ends on the border of its nodes and runs through no box; no label lies
 * on a box, on another label or on a line.
 * Cost: quadratic, and `FINENESS` points of each curve are looked at.
 */
#ifndef LAYOUT_GEOMETRY_H
#define LAYOUT_GEOMETRY_H

#include "layout/layout.h"

#include <stddef.h>

struct rectangle {
    int64_t left, top, right, bottom;
};

static inline struct rectangle node_rectangle(const struct layout_node *node)
{
    return (struct rectangle){ node->x, node->y, node->x + node->width, node->y + node->height };
}

static inline struct rectangle label_rectangle(const struct layout_edge *edge)
{
    return (struct rectangle){ edge->label.x, edge->label.y, edge->label.x + edge->label_width,
                               edge->label.y + edge->label_height };
}

static inline bool is_overlapping(struct rectangle a, struct rectangle b)
{
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

static inline bool is_within(struct rectangle inner, struct rectangle outer)
{
    return inner.left >= outer.left && inner.top >= outer.top && inner.right <= outer.right &&
           inner.bottom <= outer.bottom;
}

static inline bool is_inside(struct layout_point p, struct rectangle r)
{
    return p.x > r.left && p.x < r.right && p.y > r.top && p.y < r.bottom;
}

static inline bool is_on_border(struct layout_point p, struct rectangle r)
{
    bool is_in = p.x >= r.left && p.x <= r.right && p.y >= r.top && p.y <= r.bottom;
    return is_in && (p.x == r.left || p.x == r.right || p.y == r.top || p.y == r.bottom);
}

enum { FINENESS = 16 };

/* Point number `i` of FINENESS of a step that begins at `from`. */
static inline struct layout_point step_point(struct layout_point from, const struct layout_step *step,
                                             int64_t i)
{
    enum { N = FINENESS };
    int64_t j = N - i;
    if (!step->is_curve)
        return (struct layout_point){ (from.x * j + step->to.x * i) / N,
                                      (from.y * j + step->to.y * i) / N };
    const struct layout_point *c = step->control;
    int64_t b0 = j * j * j, b1 = 3 * j * j * i, b2 = 3 * j * i * i, b3 = i * i * i, all = N * N * N;
    return (struct layout_point){ (b0 * from.x + b1 * c[0].x + b2 * c[1].x + b3 * step->to.x) / all,
                                  (b0 * from.y + b1 * c[0].y + b2 * c[1].y + b3 * step->to.y) / all };
}

static inline bool runs_through(const struct layout_edge *edge, struct rectangle r)
{
    struct layout_point at = edge->start;
    for (uint32_t s = 0; s < edge->step_count; s++) {
        for (int64_t i = 0; i <= FINENESS; i++) {
            if (is_inside(step_point(at, &edge->steps[s], i), r))
                return true;
        }
        at = edge->steps[s].to;
    }
    return false;
}

static inline const char *node_fault(const struct layout_graph *graph, uint32_t i)
{
    const struct layout_node *node = &graph->nodes[i];
    struct rectangle whole = { 0, 0, graph->width, graph->height };
    if (node->parent != LAYOUT_ROOT)
        whole = node_rectangle(&graph->nodes[node->parent]);
    if (!is_within(node_rectangle(node), whole))
        return "a node lies outside of its container";
    for (uint32_t k = 0; k < i; k++) {
        if (graph->nodes[k].parent == node->parent &&
            is_overlapping(node_rectangle(node), node_rectangle(&graph->nodes[k])))
            return "two nodes overlap";
    }
    return NULL;
}

static inline const char *edge_fault(const struct layout_graph *graph, uint32_t i)
{
    const struct layout_edge *edge = &graph->edges[i];
    const struct layout_node *tail = &graph->nodes[edge->tail], *head = &graph->nodes[edge->head];
    if (edge->step_count == 0)
        return "an edge has no way";
    if (!is_on_border(edge->start, node_rectangle(tail)))
        return "an edge does not start on a border";
    if (!is_on_border(edge->steps[edge->step_count - 1].to, node_rectangle(head)))
        return "an edge does not end on a border";
    for (uint32_t k = 0; k < graph->node_count; k++) {
        if (graph->nodes[k].parent == tail->parent &&
            runs_through(edge, node_rectangle(&graph->nodes[k])))
            return "an edge runs through a node";
    }
    return NULL;
}

static inline const char *label_fault(const struct layout_graph *graph, uint32_t i)
{
    struct rectangle label = label_rectangle(&graph->edges[i]);
    if (label.left == label.right || label.top == label.bottom)
        return NULL;
    for (uint32_t k = 0; k < graph->node_count; k++) {
        if (graph->nodes[k].parent == graph->nodes[graph->edges[i].tail].parent &&
            is_overlapping(label, node_rectangle(&graph->nodes[k])))
            return "a label lies on a node";
    }
    for (uint32_t k = 0; k < graph->edge_count; k++) {
        if (k < i && graph->edges[k].label_width > 0 && graph->edges[k].label_height > 0 &&
            is_overlapping(label, label_rectangle(&graph->edges[k])))
            return "two labels overlap";
        if (runs_through(&graph->edges[k], label))
            return "a label lies on a line";
    }
    return NULL;
}

static inline const char *geometry_fault(const struct layout_graph *graph)
{
    const char *fault = NULL;
    for (uint32_t i = 0; i < graph->node_count && !fault; i++)
        fault = node_fault(graph, i);
    for (uint32_t i = 0; i < graph->edge_count && !fault; i++)
        fault = edge_fault(graph, i);
    for (uint32_t i = 0; i < graph->edge_count && !fault; i++)
        fault = label_fault(graph, i);
    return fault;
}

#endif
