/*
 * drawing.h - what is to be drawn, before any format.
 *
 * Cards form a tree: a Parallel or Map that is drawn open is a container with
 * the states of its machine inside, and with two dots, `fork` and `join`, at
 * which its flow begins and ends. The branches of a Parallel are containers
 * of their own:
 *
 *     PARALLEL Collect
 *       fork
 *       branch 1 { ExportOrders, Shape }
 *       branch 2 { ... }
 *       join
 *
 * A parent has a smaller index than its children, and siblings stand in the
 * order of the definition. Edges join cards of one parent, except that they
 * lead from a fork into the branches and from there to the join.
 *
 * Several transitions of one kind from one state to the same target are one
 * edge with several labels.
 */
#ifndef GRAPH_DRAWING_H
#define GRAPH_DRAWING_H

#include "asl/fields.h"
#include "base/str.h"
#include "graph/graph.h"
#include "graph/theme.h"

struct asl_state;

#define CARD_NONE UINT32_MAX
#define CARD_COLUMNS 36 /* no row of a card is longer; what is cut stands in the tooltip */

enum card_kind {
    CARD_STATE,
    CARD_CONTAINER, /* a Parallel or Map drawn open */
    CARD_BRANCH,
    CARD_MISSING, /* stands for a state that does not exist */
    CARD_START,
    CARD_END,
    CARD_FORK,
    CARD_JOIN
};

/* A line of a card. `number`, of a condition, stands before it. */
struct card_row {
    str number, text;
};

struct card {
    enum card_kind kind;
    enum asl_object_kind type; /* of a state or container */
    enum tint tint;
    uint32_t parent, first_child, last_child, next_sibling; /* CARD_NONE where there is none */
    uint32_t fork, join;                                    /* of a CARD_CONTAINER */
    uint32_t level; /* open containers around it, branches not counted */
    const struct asl_state *state; /* of a state or container */
    const struct asl_state *old;   /* in a difference, what it was */
    str id;                        /* s0, s1, ...: the same for the same machine */
    str anchor;                    /* "state-NAME", made unique */
    str name, type_name;           /* in full; TASK, DISTRIBUTED MAP */
    str detail;                    /* the resource, the time to wait ... */
    str word;                      /* what an execution did, or what has changed; takes the place of the detail */
    struct card_row *rows;
    uint32_t row_count, row_capacity;
    str tooltip;
    uint32_t line; /* in the file, from 1; 0 when unknown */
    bool is_collapsed, is_unreachable;
};

enum drawing_edge_kind {
    EDGE_START,
    EDGE_NEXT,
    EDGE_CHOICE, /* a rule or the default */
    EDGE_CATCH,
    EDGE_END,
    EDGE_FORK,
    EDGE_JOIN
};

struct edge_label {
    str lead; /* the number of a rule, or "catch"; empty for "+3 more" */
    str text;
    bool is_default; /* "default", in italics */
};

struct drawing_edge {
    enum drawing_edge_kind kind;
    uint32_t tail, head; /* cards */
    struct edge_label *labels;
    uint32_t label_count;
    enum tint tint;            /* TINT_COUNT: none of its own */
    bool is_taken, is_dim;     /* by an execution; when there is one but not along here */
    bool is_removed, is_added; /* of a difference */
    bool is_back;              /* leads to a state on the way to its tail */
    bool is_neighbour;         /* ... from which there is an edge to the tail */
    str tooltip; /* all labels, when there are more than are shown */
};

struct drawing {
    const struct graph_options *options;
    const struct theme *theme;
    const struct asl *asl;
    struct card *cards;
    uint32_t card_count, card_capacity;
    struct { uint32_t first, last; } roots; /* cards without a parent, linked as siblings */
    struct drawing_edge *edges; /* in the order of the definition */
    uint32_t edge_count, edge_capacity;
    str summary; /* one sentence that says what is seen */
};

static inline bool card_is_open(const struct card *card)
{
    return card->kind == CARD_CONTAINER || card->kind == CARD_BRANCH;
}
static inline bool card_is_dot(const struct card *card)
{
    return card->kind >= CARD_START;
}

/*
 * The next card in depth-first order after `card`, which may be CARD_NONE for the first one. `*closed` is how many open
 * cards have ended in between.
 */
uint32_t drawing_next(const struct drawing *drawing, uint32_t card, uint32_t *closed);

/*
 * A row as it is shown: a condition that is too long keeps its end too, since the last part of a path and the value
 * say most.
 */
str card_row_text(struct arena *arena, const struct card_row *row);

/* At most `columns` characters, the last three of which are dots when something had to go. */
str text_cut(struct arena *arena, str text, size_t columns);

#endif
