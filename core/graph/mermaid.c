#include "graph/escape.h"
#include "graph/internal.h"

/* A flowchart: its stateDiagram cannot label what contains other states. */
struct mermaid {
    struct buf *out;
    const struct drawing *drawing;
};

static const struct card *card_of(const struct mermaid *mermaid, uint32_t card)
{
    return &mermaid->drawing->cards[card];
}

/* Mermaid's own names: "@start" would not do, and "end" is one of its words. */
static void put_id(struct mermaid *mermaid, const struct card *card)
{
    if (card->kind == CARD_START || card->kind == CARD_END)
        buf_str(mermaid->out, card->kind == CARD_START ? STR("begin") : STR("finish"));
    else
        buf_str(mermaid->out, card->id);
}

static void put_indent(struct mermaid *mermaid, uint32_t level)
{
    buf_fill(mermaid->out, ' ', 4 * (size_t)level);
}

static void put_cut(struct mermaid *mermaid, str text)
{
    escape_mermaid(mermaid->out, text_cut(mermaid->out->arena, text, CARD_COLUMNS));
}

/* Type, name and details, one below the other. */
static void put_texts(struct mermaid *mermaid, const struct card *card)
{
    buf_str(mermaid->out, STR("<small>"));
    escape_mermaid(mermaid->out, card->type_name);
    str detail = card->word.len > 0 ? card->word : card->detail;
    if (detail.len > 0) {
        buf_str(mermaid->out, STR(" - "));
        put_cut(mermaid, detail);
    }
    buf_str(mermaid->out, STR("</small><br/><b>"));
    put_cut(mermaid, card->name.len > 0 ? card->name : STR(" "));
    buf_str(mermaid->out, STR("</b>"));
    for (uint32_t i = 0; i < card->row_count; i++) {
        buf_str(mermaid->out, STR("<br/><small>"));
        if (card->rows[i].number.len > 0)
            buf_printf(mermaid->out, "%.*s ", STR_ARG(card->rows[i].number));
        escape_mermaid(mermaid->out, card_row_text(mermaid->out->arena, &card->rows[i]));
        buf_str(mermaid->out, STR("</small>"));
    }
}

static void put_class(struct mermaid *mermaid, const struct card *card)
{
    buf_printf(mermaid->out, ":::%s", mermaid->drawing->theme->tints[card->tint].class);
}

static void put_state(struct mermaid *mermaid, const struct card *card)
{
    put_id(mermaid, card);
    buf_str(mermaid->out, card->is_collapsed ? STR("[[\"") : STR("(\""));
    put_texts(mermaid, card);
    buf_str(mermaid->out, card->is_collapsed ? STR("\"]]") : STR("\")"));
    put_class(mermaid, card);
}

/* One line: Mermaid keeps no room for more. */
static void open_container(struct mermaid *mermaid, const struct card *card, uint32_t level)
{
    buf_str(mermaid->out, STR("subgraph "));
    put_id(mermaid, card);
    buf_str(mermaid->out, STR("[\""));
    if (card->kind == CARD_CONTAINER) {
        str word = card->word;
        buf_printf(mermaid->out, "<small>%.*s</small> <b>", STR_ARG(card->type_name));
        put_cut(mermaid, card->name);
        buf_printf(mermaid->out, word.len ? "</b> <small>%.*s</small>" : "</b>%.*s", STR_ARG(word));
    } else {
        escape_mermaid(mermaid->out, card->name);
    }
    buf_str(mermaid->out, STR("\"]\n"));
    put_indent(mermaid, level + 1);
    buf_printf(mermaid->out, "direction %s",
               mermaid->drawing->options->is_left_to_right ? "LR" : "TB");
}

static void put_card(struct mermaid *mermaid, const struct card *card, uint32_t level)
{
    switch (card->kind) {
    case CARD_STATE: put_state(mermaid, card); break;
    case CARD_CONTAINER:
    case CARD_BRANCH: open_container(mermaid, card, level); break;
    case CARD_MISSING:
        put_id(mermaid, card);
        buf_str(mermaid->out, STR("(\"? "));
        put_cut(mermaid, card->name);
        buf_str(mermaid->out, STR("\"):::missing"));
        break;
    case CARD_START:
        put_id(mermaid, card);
        buf_str(mermaid->out, STR("(( )):::terminal"));
        break;
    case CARD_END:
        put_id(mermaid, card);
        buf_str(mermaid->out, STR("((( ))):::terminal"));
        break;
    case CARD_FORK:
    case CARD_JOIN:
        put_id(mermaid, card);
        buf_str(mermaid->out, STR("(( )):::dot"));
        break;
    }
    buf_char(mermaid->out, '\n');
}

static void put_cards(struct mermaid *mermaid)
{
    uint32_t level = 1, closed;
    for (uint32_t i = drawing_next(mermaid->drawing, CARD_NONE, &closed); i != CARD_NONE;) {
        put_indent(mermaid, level);
        put_card(mermaid, card_of(mermaid, i), level);
        level += card_is_open(card_of(mermaid, i));
        i = drawing_next(mermaid->drawing, i, &closed);
        for (; closed > 0; closed--) {
            put_indent(mermaid, --level);
            buf_str(mermaid->out, STR("end\n"));
        }
    }
}

static const char *arrow_of(const struct drawing_edge *edge)
{
    if (edge->kind == EDGE_CATCH || edge->is_removed)
        return "-.->";
    return edge->is_taken || edge->is_added ? "==>" : "-->";
}

static void put_label(struct mermaid *mermaid, const struct drawing_edge *edge)
{
    if (edge->label_count == 0)
        return;
    buf_str(mermaid->out, STR("|\""));
    for (uint32_t i = 0; i < edge->label_count; i++) {
        const struct edge_label *label = &edge->labels[i];
        buf_str(mermaid->out, i > 0 ? STR("<br/>") : STR(""));
        if (label->lead.len > 0) {
            buf_str(mermaid->out, STR("<b>"));
            escape_mermaid(mermaid->out, label->lead);
            buf_str(mermaid->out, label->text.len > 0 ? STR("</b> ") : STR("</b>"));
        }
        buf_str(mermaid->out, label->is_default ? STR("<i>") : STR(""));
        put_cut(mermaid, label->text);
        buf_str(mermaid->out, label->is_default ? STR("</i>") : STR(""));
    }
    buf_str(mermaid->out, STR("\"|"));
}

static void put_edges(struct mermaid *mermaid)
{
    for (uint32_t i = 0; i < mermaid->drawing->edge_count; i++) {
        const struct drawing_edge *edge = &mermaid->drawing->edges[i];
        put_indent(mermaid, 1);
        put_id(mermaid, card_of(mermaid, edge->tail));
        buf_printf(mermaid->out, " %s", arrow_of(edge));
        put_label(mermaid, edge);
        buf_char(mermaid->out, ' ');
        put_id(mermaid, card_of(mermaid, edge->head));
        buf_char(mermaid->out, '\n');
    }
}

/* Colours of the lines that have one of their own, by the number of the edge. */
static void put_line_styles(struct mermaid *mermaid)
{
    const struct theme *theme = mermaid->drawing->theme;
    for (uint32_t i = 0; i < mermaid->drawing->edge_count; i++) {
        const struct drawing_edge *edge = &mermaid->drawing->edges[i];
        const char *color = edge->is_added             ? theme->tints[TINT_ADDED].stroke
                            : edge->is_removed         ? theme->tints[TINT_REMOVED].stroke
                            : edge->is_dim             ? theme->dim
                            : edge->kind == EDGE_CATCH ? theme->caught
                            : edge->is_taken           ? theme->tints[edge->tint].stroke
                                                       : NULL;
        if (color)
            buf_printf(mermaid->out, "    linkStyle %u stroke:%s%s\n", i, color,
                       edge->is_dim ? ",stroke-width:1px" : "");
    }
}

/* Only the classes that occur. */
static void put_class_definitions(struct mermaid *mermaid)
{
    const struct theme *theme = mermaid->drawing->theme;
    bool is_used[TINT_COUNT] = { false };
    for (uint32_t i = 0; i < mermaid->drawing->card_count; i++) {
        const struct card *card = card_of(mermaid, i);
        if (card->kind == CARD_STATE || card->kind == CARD_MISSING)
            is_used[card->tint] = true;
        if (!card_is_open(card))
            continue;
        bool is_branch = card->kind == CARD_BRANCH;
        buf_printf(mermaid->out, "    style %.*s fill:%s,stroke:%s,color:%s%s\n", STR_ARG(card->id),
                   is_branch ? theme->branch_fill : theme->cluster,
                   is_branch ? theme->branch_stroke : theme->tints[card->tint].stroke, theme->name,
                   is_branch || card->is_unreachable ? ",stroke-dasharray:5 4" : "");
    }
    for (int i = 0; i < TINT_COUNT; i++) {
        if (is_used[i])
            buf_printf(mermaid->out, "    classDef %s fill:%s,stroke:%s,color:%s\n",
                       theme->tints[i].class, theme->tints[i].fill, theme->tints[i].stroke,
                       theme->name);
    }
    buf_printf(mermaid->out,
               "    classDef terminal fill:%s,stroke:%s\n    classDef dot fill:%s,stroke:%s\n",
               theme->name, theme->name, theme->tints[TINT_CONTAINER].stroke,
               theme->tints[TINT_CONTAINER].stroke);
    for (uint32_t i = 0; i < mermaid->drawing->card_count; i++) {
        if (card_of(mermaid, i)->is_unreachable && card_of(mermaid, i)->kind == CARD_STATE)
            buf_printf(mermaid->out, "    style %.*s stroke-dasharray:4 3\n",
                       STR_ARG(card_of(mermaid, i)->id));
    }
}

void graph_write_mermaid(struct buf *out, const struct drawing *drawing)
{
    struct mermaid mermaid = { out, drawing };
    buf_printf(out, "flowchart %s\n", drawing->options->is_left_to_right ? "LR" : "TD");
    buf_str(out, STR("    %% "));
    escape_mermaid(out, drawing->summary);
    buf_char(out, '\n');
    put_cards(&mermaid);
    put_edges(&mermaid);
    put_class_definitions(&mermaid);
    put_line_styles(&mermaid);
}
