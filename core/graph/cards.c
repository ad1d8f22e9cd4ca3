#include "graph/internal.h"

uint32_t builder_add_card(struct builder *builder, enum card_kind kind, uint32_t parent, str id)
{
    struct drawing *drawing = builder->drawing;
    if (drawing->card_count == drawing->card_capacity) {
        uint32_t larger = drawing->card_capacity ? 2 * drawing->card_capacity : builder->asl->state_count + 16;
        drawing->cards = arena_grow(builder->arena, drawing->cards,
                                    drawing->card_capacity * sizeof *drawing->cards,
                                    larger * sizeof *drawing->cards, _Alignof(struct card));
        drawing->card_capacity = larger;
    }
    uint32_t index = drawing->card_count++;
    struct card *card = &drawing->cards[index];
    *card = (struct card){ .kind = kind,
                           .parent = parent,
                           .id = id,
                           .first_child = CARD_NONE,
                           .last_child = CARD_NONE,
                           .next_sibling = CARD_NONE,
                           .fork = CARD_NONE,
                           .join = CARD_NONE };
    struct card *above = parent == CARD_NONE ? NULL : &drawing->cards[parent];
    card->level = above ? above->level + (above->kind == CARD_CONTAINER) : 0;
    uint32_t *first = above ? &above->first_child : &drawing->roots.first;
    uint32_t *last = above ? &above->last_child : &drawing->roots.last;
    if (*first == CARD_NONE)
        *first = index;
    else
        drawing->cards[*last].next_sibling = index;
    *last = index;
    return index;
}

struct card *builder_card(const struct builder *builder, uint32_t card)
{
    return &builder->drawing->cards[card];
}

struct drawing_edge *builder_add_edge(struct builder *builder, enum drawing_edge_kind kind,
                                      uint32_t tail, uint32_t head)
{
    struct drawing *drawing = builder->drawing;
    if (drawing->edge_count == drawing->edge_capacity) {
        uint32_t larger = drawing->edge_capacity ? 2 * drawing->edge_capacity : 2 * builder->asl->state_count + 16;
        drawing->edges = arena_grow(builder->arena, drawing->edges,
                                    drawing->edge_capacity * sizeof *drawing->edges,
                                    larger * sizeof *drawing->edges, _Alignof(struct drawing_edge));
        drawing->edge_capacity = larger;
    }
    struct drawing_edge *edge = &drawing->edges[drawing->edge_count++];
    *edge = (struct drawing_edge){ .kind = kind, .tail = tail, .head = head, .tint = TINT_COUNT };
    return edge;
}

/* "state-NAME"; a name that comes again gets a number. */
str builder_anchor(struct builder *builder, str name)
{
    str anchor = str_printf(builder->arena, "state-%.*s", STR_ARG(name));
    bool is_new;
    uint32_t number = intern_add_new(&builder->anchors, anchor, &is_new);
    if (number >= builder->anchor_capacity) {
        uint32_t larger = 2 * number + 16;
        builder->anchor_counts = arena_grow(builder->arena, builder->anchor_counts,
                                            builder->anchor_capacity * sizeof(uint32_t),
                                            larger * sizeof(uint32_t), _Alignof(uint32_t));
        for (uint32_t i = builder->anchor_capacity; i < larger; i++)
            builder->anchor_counts[i] = 0;
        builder->anchor_capacity = larger;
    }
    for (str other = anchor; !is_new;) {
        uint32_t count = ++builder->anchor_counts[number];
        other = str_printf(builder->arena, "%.*s-%u", STR_ARG(anchor), count + 1);
        if (intern_find(&builder->anchors, other) == INTERN_NONE)
            return intern_add(&builder->anchors, other), other;
    }
    return anchor;
}

/* All labels, one below the other. */
static str labels_text(struct arena *arena, const struct drawing_edge *edge)
{
    struct buf out;
    buf_init(&out, arena);
    for (uint32_t i = 0; i < edge->label_count; i++) {
        const struct edge_label *label = &edge->labels[i];
        buf_printf(&out, "%s%.*s%s%.*s", i > 0 ? "\n" : "", STR_ARG(label->lead),
                   label->lead.len > 0 && label->text.len > 0 ? " " : "", STR_ARG(label->text));
    }
    return buf_text(&out);
}

void builder_limit_labels(struct builder *builder)
{
    enum { MOST = 6 };
    for (uint32_t i = 0; i < builder->drawing->edge_count; i++) {
        struct drawing_edge *edge = &builder->drawing->edges[i];
        if (edge->label_count <= MOST)
            continue;
        edge->tooltip = labels_text(builder->arena, edge);
        uint32_t more = edge->label_count - (MOST - 1);
        edge->labels[MOST - 1] =
            (struct edge_label){ .text = str_printf(builder->arena, "+%u more", more) };
        edge->label_count = MOST;
    }
}

uint32_t drawing_next(const struct drawing *drawing, uint32_t card, uint32_t *closed)
{
    *closed = 0;
    if (card == CARD_NONE)
        return drawing->roots.first;
    if (drawing->cards[card].first_child != CARD_NONE)
        return drawing->cards[card].first_child;
    *closed = card_is_open(&drawing->cards[card]);
    while (drawing->cards[card].next_sibling == CARD_NONE &&
           drawing->cards[card].parent != CARD_NONE) {
        card = drawing->cards[card].parent;
        ++*closed;
    }
    return drawing->cards[card].next_sibling;
}
