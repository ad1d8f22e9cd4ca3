#include "graph/internal.h"

enum color {
    COLOR_NEW,
    COLOR_OPEN, /* on the way from the start of the search to here */
    COLOR_DONE
};

struct search {
    struct drawing *drawing;
    uint32_t *first, *next; /* by card, its first edge; by edge, the next one of the same tail */
    uint8_t *color;
    uint32_t *stack, *at;
    uint32_t depth;
};

static bool is_between_states(const struct drawing_edge *edge)
{
    return edge->kind == EDGE_NEXT || edge->kind == EDGE_CHOICE || edge->kind == EDGE_CATCH;
}

static void group_edges(struct search *search)
{
    for (uint32_t i = 0; i < search->drawing->card_count; i++)
        search->first[i] = CARD_NONE;
    for (uint32_t i = search->drawing->edge_count; i-- > 0;) {
        uint32_t tail = search->drawing->edges[i].tail;
        search->next[i] = search->first[tail];
        search->first[tail] = i;
    }
}

static void open_card(struct search *search, uint32_t card)
{
    search->color[card] = COLOR_OPEN;
    search->stack[search->depth] = card;
    search->at[search->depth++] = search->first[card];
}

static void search_from(struct search *search, uint32_t card)
{
    if (search->color[card] != COLOR_NEW)
        return;
    open_card(search, card);
    while (search->depth > 0) {
        uint32_t index = search->at[search->depth - 1];
        if (index == CARD_NONE) {
            search->color[search->stack[--search->depth]] = COLOR_DONE;
            continue;
        }
        search->at[search->depth - 1] = search->next[index];
        struct drawing_edge *edge = &search->drawing->edges[index];
        if (search->color[edge->head] == COLOR_NEW)
            open_card(search, edge->head);
        else if (search->color[edge->head] == COLOR_OPEN && is_between_states(edge))
            edge->is_back = true;
    }
}

/* A back edge whose head has an edge straight to its tail. */
static void find_neighbours(struct arena *arena, struct search *search)
{
    struct drawing *drawing = search->drawing;
    uint32_t *mark =
        arena_array(arena, uint32_t, drawing->card_count); /* 1 + the last tail that led here */
    uint32_t *back_to = arena_array(arena, uint32_t, drawing->card_count);
    uint32_t *next_back = arena_array(arena, uint32_t, drawing->edge_count);
    for (uint32_t i = 0; i < drawing->card_count; i++)
        back_to[i] = CARD_NONE;
    for (uint32_t i = 0; i < drawing->edge_count; i++) {
        if (!drawing->edges[i].is_back)
            continue;
        next_back[i] = back_to[drawing->edges[i].head];
        back_to[drawing->edges[i].head] = i;
    }
    for (uint32_t card = 0; card < drawing->card_count; card++) {
        for (uint32_t i = search->first[card]; i != CARD_NONE; i = search->next[i])
            mark[drawing->edges[i].head] = card + 1;
        for (uint32_t i = back_to[card]; i != CARD_NONE; i = next_back[i])
            drawing->edges[i].is_neighbour = mark[drawing->edges[i].tail] == card + 1;
    }
}

void drawing_find_back_edges(struct arena *arena, struct drawing *drawing)
{
    uint32_t cards = drawing->card_count;
    struct search search = {
        .drawing = drawing,
        .first = arena_array(arena, uint32_t, cards),
        .next = arena_array(arena, uint32_t, drawing->edge_count),
        .color = arena_array(arena, uint8_t, cards),
        .stack = arena_array(arena, uint32_t, cards),
        .at = arena_array(arena, uint32_t, cards),
    };
    group_edges(&search);
    for (uint32_t i = 0; i < cards; i++) {
        if (drawing->cards[i].kind == CARD_START || drawing->cards[i].kind == CARD_FORK)
            search_from(&search, i);
    }
    for (uint32_t i = 0; i < cards; i++)
        search_from(&search, i);
    find_neighbours(arena, &search);
}
