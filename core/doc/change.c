/* Changed copies of documents: nodes replaced by strings or by something inside of them. */
#include "doc/doc.h"

#include "base/arena.h"
#include "doc/internal.h"

struct copying {
    const struct doc *from;
    struct node *nodes;
    struct doc_text *texts;
    struct doc_tag *tags;
    uint32_t *moved;
    uint32_t count, text_count, text_capacity, tag_count, next_tag;
    uint32_t open[DOC_MAX_DEPTH + 1]; /* new indexes of the containers around */
    uint32_t ends[DOC_MAX_DEPTH + 1]; /* where they end in the old document ... */
    uint32_t next[DOC_MAX_DEPTH + 1]; /* ... and what comes then, which is further on for what was
                                         taken from inside */
    uint32_t depth;
};

static uint32_t add_text(struct copying *copying, struct arena *arena, str text)
{
    copying->texts = arena_room(arena, copying->texts, copying->text_count, &copying->text_capacity,
                                sizeof *copying->texts);
    copying->texts[copying->text_count] = (struct doc_text){ text, true };
    return copying->text_count++;
}

/* The tag of the old node `index`; asked for in the order of the nodes. */
static span tag_span(struct copying *copying, uint32_t index)
{
    while (copying->from->tags[copying->next_tag].node < index)
        copying->next_tag++;
    return copying->from->tags[copying->next_tag].span;
}

/* Copies one node of the old document, behind which comes node `next`. Returns the next to copy. */
static uint32_t copy_node(struct copying *copying, uint32_t index, uint32_t next, bool with_tag)
{
    struct node node = copying->from->nodes[index];
    copying->moved[index] = copying->count;
    bool is_container = node_is_container(&node);
    if (is_container) {
        copying->open[copying->depth] = copying->count;
        copying->ends[copying->depth] = node.aux;
        copying->next[copying->depth++] = next;
    }
    if (node_has(&node, NODE_TAGGED)) {
        if (with_tag)
            copying->tags[copying->tag_count++] =
                (struct doc_tag){ copying->count, tag_span(copying, index) };
        else
            node.tag &= ~((uint32_t)NODE_TAGGED << 4);
    }
    copying->nodes[copying->count++] = node;
    return is_container ? index + 1 : next;
}

/* Closes the containers that end before the old node `index`. Returns the node to copy then. */
static uint32_t close_ended(struct copying *copying, uint32_t index)
{
    while (copying->depth > 0 && copying->ends[copying->depth - 1] == index) {
        copying->depth--;
        copying->nodes[copying->open[copying->depth]].aux = copying->count;
        index = copying->next[copying->depth];
    }
    return index;
}

static void make_string(struct copying *copying, struct arena *arena, const struct node *old,
                        str text)
{
    uint32_t flags = NODE_DECODED | NODE_PLAIN | (old->tag >> 4 & NODE_ALIASED);
    copying->moved[old - copying->from->nodes] = copying->count;
    copying->nodes[copying->count++] =
        (struct node){ old->start, old->end, NODE_STRING | flags << 4,
                       add_text(copying, arena, text) };
}

static void init(struct copying *copying, struct arena *arena, const struct doc *doc)
{
    *copying = (struct copying){ .from = doc,
                                 .text_count = doc->text_count,
                                 .text_capacity = doc->text_count };
    copying->nodes = arena_array(arena, struct node, doc->node_count);
    copying->tags = arena_array(arena, struct doc_tag, doc->tag_count);
    copying->moved = arena_alloc(arena, doc->node_count * sizeof(uint32_t), _Alignof(uint32_t));
    copying->texts = arena_copy(arena, doc->texts, doc->text_count * sizeof *doc->texts);
    memset(copying->moved, 0xFF, doc->node_count * sizeof(uint32_t));
}

/* Copies the node with what becomes of it, and returns the next one to copy. */
static uint32_t copy_changed(struct copying *copying, struct arena *arena, uint32_t index,
                             struct doc_change change)
{
    const struct doc *doc = copying->from;
    const struct node *node = &doc->nodes[index];
    uint32_t next = node_kind(node) == NODE_KEY ? index + 1 : doc_index(doc, doc_after(doc, node));
    switch (change.kind) {
    case DOC_KEEP: return copy_node(copying, index, next, true);
    case DOC_TAKE_INNER: return copy_node(copying, doc_index(doc, change.inner), next, false);
    case DOC_MAKE_STRING: make_string(copying, arena, node, change.text); return next;
    }
    return next;
}

const struct doc *doc_changed(struct arena *arena, const struct doc *doc, doc_changer *change,
                              void *context, const uint32_t **moved)
{
    struct copying copying;
    init(&copying, arena, doc);
    uint32_t index = 0;
    while ((index = close_ended(&copying, index)) < doc->node_count) {
        const struct node *node = &doc->nodes[index];
        struct doc_change what = { .kind = DOC_KEEP };
        if (node_kind(node) != NODE_KEY)
            what = change(context, doc, node);
        index = copy_changed(&copying, arena, index, what);
    }
    struct doc *changed = arena_new(arena, struct doc);
    *changed = *doc;
    changed->nodes = copying.nodes;
    changed->node_count = copying.count;
    changed->texts = copying.texts;
    changed->text_count = copying.text_count;
    changed->tags = copying.tags;
    changed->tag_count = copying.tag_count;
    if (moved)
        *moved = copying.moved;
    return changed;
}
