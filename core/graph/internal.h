/*
 * internal.h - how a drawing is made.
 *
 *     condition.c   a choice rule in words
 *     words.c       durations, resources, retries in words
 *     card.c        what stands on a card
 *     reach.c       which states can be reached
 *     cards.c       adding cards and edges
 *     scene.c       the states of one machine and the edges between them
 *     back.c        which edges lead back
 *     drawing.c     all machines of a definition
 *     overlay.c     what an execution did, from its history
 *     status.c      ... and how that is shown
 *     difference.c  what has changed between two machines
 *     metrics.c     how wide a text is
 *     svg_layout.c  sizes of cards; from a drawing to a layout
 */
#ifndef GRAPH_INTERNAL_H
#define GRAPH_INTERNAL_H

#include "asl/asl.h"
#include "base/arena.h"
#include "base/bits.h"
#include "base/buf.h"
#include "graph/drawing.h"
#include "graph/overlay.h"

/* condition.c: the rule in words, in one line. */
str condition_text(struct arena *arena, const struct asl *asl, const struct asl_rule *rule);
/* The same in pieces that are joined by "and" or "or", when the rule is of that kind; else one piece. */
uint32_t condition_pieces(struct arena *arena, const struct asl *asl, const struct asl_rule *rule,
                          const str **pieces);

/* words.c */
/* 3600 is "1 h", 90 is "1 min 30 s". */
void words_seconds(struct buf *out, int64_t seconds);
/* 6200 is "6.2 s". */
void words_milliseconds(struct buf *out, int64_t ms);
/* "lambda:invoke", "lambda Name", "sqs:sendMessage, callback". */
str words_resource(struct arena *arena, str resource);
/* Runs of blanks and line breaks as one blank. */
str words_one_line(struct arena *arena, str text);
/* The scalar as written; an expression without its marks, in one line. */
str words_value(struct arena *arena, const struct asl *asl, const struct node *node);
str words_retrier(struct arena *arena, const struct asl *asl, const struct asl_retrier *retrier,
                  bool is_only);
/* "Card.Declined", "Card.Declined +2". */
str words_errors(struct arena *arena, const struct asl_retrier *catcher);

/* card.c: type, name, detail, rows and tooltip of a state. */
void card_describe(struct arena *arena, struct card *card, const struct asl_state *state);
void card_add_row(struct arena *arena, struct card *card, str number, str text);
enum tint card_tint(enum asl_object_kind kind);
/* Whether a condition is short enough to stand at its edge; a longer one stands in the card. */
bool card_condition_fits_edge(str condition);

/* reach.c: the states, by their number in asl->states, that can be reached from the start of their machine. */
void reach_find(struct arena *arena, const struct asl *asl, struct bits *reached);

/* builder: while a drawing is made. */
struct builder {
    struct arena *arena;
    const struct asl *asl;
    const struct graph_options *options;
    struct drawing *drawing;
    struct bits reached;
    uint32_t *inner_counts;  /* states below each state, by number */
    uint32_t *old_counts;    /* the same in the old machine */
    struct intern anchors;   /* the names given out */
    uint32_t *anchor_counts; /* how often each was asked for */
    uint32_t anchor_capacity;
    struct lines *lines;
};

/* cards.c */
uint32_t builder_add_card(struct builder *builder, enum card_kind kind, uint32_t parent, str id);
struct card *builder_card(const struct builder *builder, uint32_t card);
struct drawing_edge *builder_add_edge(struct builder *builder, enum drawing_edge_kind kind, uint32_t tail,
                                      uint32_t head);
/* "state-NAME"; a name that comes again gets a number. */
str builder_anchor(struct builder *builder, str name);
/* Of edges with many labels the first few stay; all of them stand in the tooltip. */
void builder_limit_labels(struct builder *builder);

/* scene.c */
/* A machine to be drawn, with the version of it that it is compared with; one of both may be missing. */
struct scene {
    const struct asl_machine *machine, *old;
    uint32_t parent; /* the card that holds its states, or CARD_NONE */
    uint32_t begin;  /* its start or fork */
    uint32_t finish; /* its end or join; CARD_NONE until something leads there */
    uint32_t *cards, *old_cards; /* of the states, by index */
    struct intern missing;       /* names of states that do not exist */
    uint32_t *missing_cards;
};

/* What is needed to find the edge that a transition belongs to: the last one of each kind that led to a card. */
struct edge_finder {
    uint32_t *last[3]; /* by card: EDGE_NEXT, EDGE_CHOICE, EDGE_CATCH */
    uint32_t capacity;
};

/* The states of the scene and the edges between them. */
void scene_draw(struct builder *builder, struct scene *scene, struct edge_finder *finder);
/* The edges to its end or join. */
void scene_draw_ends(struct builder *builder, struct scene *scene);
bool scene_leads_to_end(const struct asl_state *state);

/* back.c: sets is_back and is_neighbour of all edges. */
void drawing_find_back_edges(struct arena *arena, struct drawing *drawing);

/* status.c: colours and words for what the execution of options->overlay did. */
void status_mark_card(struct builder *builder, struct card *card);
void status_mark_edge(struct builder *builder, struct drawing_edge *edge, bool is_taken);
const struct graph_outcome *status_outcome(const struct builder *builder, const struct asl_state *state);
str status_summary(struct builder *builder);

/* difference.c: whether two states of one name differ in more than where they lead and what they hold; `*fields`: in which. */
bool difference_of_states(struct arena *arena, const struct asl *old_asl, const struct asl_state *old,
                          const struct asl *asl, const struct asl_state *state, str *fields);
str difference_summary(struct builder *builder);

/* metrics.c: in thousandths of the font size, by the widths of Helvetica. */
int64_t metrics_width(str text, bool is_bold);
/* `width` in points of a text of this size (in tenths of a point), rounded up. */
int64_t metrics_points(str text, bool is_bold, int64_t tenths);
/* Whether the widths of all its characters are known exactly. */
bool metrics_is_exact(str text);

#endif
