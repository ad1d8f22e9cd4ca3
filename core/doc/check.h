/*
 * check.h - what is true of every document, however broken its text was. For tests and fuzz
 * targets.
 */
#ifndef DOC_CHECK_H
#define DOC_CHECK_H

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "doc/names.h"

#include <stdio.h>
#include <stdlib.h>

#define DOC_CHECK(condition)                                                                       \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);                \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static inline void doc_check_span(const struct source *source, span place)
{
    DOC_CHECK(place.start <= place.end);
    DOC_CHECK(place.end <= source->text.len);
}

static inline void doc_check_diags(const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        doc_check_span(diag->source, diag->span);
        DOC_CHECK(diag->message.len > 0);
        for (uint32_t k = 0; k < diag->related_count; k++)
            doc_check_span(diag->related[k].source, diag->related[k].span);
        for (uint32_t k = 0; k < diag->edit_count; k++)
            doc_check_span(diag->edits[k].source, diag->edits[k].span);
    }
}

/* Positions of a nested text lie inside the node's place, and its plain slices hold the same bytes.
 */
static inline void doc_check_nested(struct arena *arena, const struct doc *doc,
                                    const struct node *node)
{
    const struct source *nested = doc_nested(arena, doc, node);
    DOC_CHECK(str_equal(nested->text, doc_text(doc, node)));
    uint32_t inner = 0;
    if (nested->map[0].length == UINT32_MAX)
        return; /* made: it has no parts */
    for (uint32_t i = 0; i < nested->map_count; i++) {
        const struct segment *segment = &nested->map[i];
        DOC_CHECK(segment->inner == inner);
        inner += segment->length;
        doc_check_span(doc->source,
                       span_at(segment->outer, segment->outer + segment->outer_length));
        if (!node_has(node, NODE_ALIASED))
            DOC_CHECK(segment->outer >= node->start &&
                      segment->outer + segment->outer_length <= node->end);
    }
    DOC_CHECK(inner == nested->text.len);
}

/* Whether a later sibling of a key has its name, or one of the keys around it: then its path leads
 * elsewhere. */
static inline bool doc_check_is_hidden(const struct doc *doc, const struct node *node)
{
    const struct node *at = doc_root(doc);
    while (at < node) {
        const struct node *child = doc_first(at), *key = child;
        bool is_object = node_kind(at) == NODE_OBJECT;
        while (doc_after(doc, child + is_object) <= node)
            child = doc_after(doc, child + is_object);
        if (is_object) {
            doc_member(doc, at, node_name(child), &key);
            if (key != child)
                return true;
        }
        at = child + is_object;
    }
    return false;
}

/* A key path is found again. */
static inline void doc_check_pointer(struct arena *arena, const struct doc *doc,
                                     const struct node *node)
{
    if (doc_check_is_hidden(doc, node))
        return;
    struct buf first;
    buf_init(&first, arena);
    doc_pointer(&first, doc, node);
    const struct node *found = doc_find(doc, buf_text(&first));
    DOC_CHECK(found == (node_kind(node) == NODE_KEY ? node + 1 : node));
}

static inline void doc_check_container(const struct doc *doc, const struct node *node)
{
    const struct node *end = doc_end(doc, node);
    DOC_CHECK(end > node && end <= doc->nodes + doc->node_count);
    uint32_t count = 0;
    const struct node *child = doc_first(node);
    while (child < end) {
        bool is_key = node_kind(child) == NODE_KEY;
        DOC_CHECK(is_key == (node_kind(node) == NODE_OBJECT));
        child += is_key;
        DOC_CHECK(child < end && node_kind(child) != NODE_KEY);
        child = doc_after(doc, child);
        count++;
    }
    DOC_CHECK(child == end);
    DOC_CHECK(count == node_count(node));
}

/* All of it. Pointers and nested texts only of the first nodes, to stay quick. */
static inline void doc_check(struct arena *arena, const struct doc *doc)
{
    DOC_CHECK(doc->node_count > 0);
    uint32_t before = 0, depth_end[DOC_MAX_DEPTH + 1], depth = 0;
    for (uint32_t i = 0; i < doc->node_count; i++) {
        const struct node *node = &doc->nodes[i];
        doc_check_span(doc->source, node_span(node));
        if (!node_has(node, NODE_ALIASED)) {
            DOC_CHECK(node->start >= before);
            before = node->start;
        }
        while (depth > 0 && depth_end[depth - 1] <= i)
            depth--;
        if (node_is_container(node)) {
            doc_check_container(doc, node);
            DOC_CHECK(depth < DOC_MAX_DEPTH);
            depth_end[depth++] = node->aux;
        } else if (node_kind(node) == NODE_KEY) {
            DOC_CHECK(node_name(node) > NAME_NONE &&
                      node_name(node) < NAME_COUNT + doc->name_count);
        }
        if (i < 200)
            doc_check_pointer(arena, doc, node);
        if (i < 2000 && (node_kind(node) == NODE_STRING || node_kind(node) == NODE_KEY))
            doc_check_nested(arena, doc, node);
        if (node_has(node, NODE_TAGGED))
            DOC_CHECK(doc_tag(doc, node).len > 0);
    }
    DOC_CHECK(doc_after(doc, doc_root(doc)) == doc->nodes + doc->node_count);
}

#endif
