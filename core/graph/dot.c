#include "graph/escape.h"
#include "graph/internal.h"

/* The page on how it should look: graph-style in the manual, stepproof-graph(1). Sizes in points.
 */
#define FONT "Helvetica,Arial,sans-serif"

struct dot {
    struct buf *out;
    const struct drawing *drawing;
    const struct theme *theme;
};

static const struct card *card_of(const struct dot *dot, uint32_t card)
{
    return &dot->drawing->cards[card];
}

/* Graphviz takes no text of more than 16 kilobytes between quotes. */
static str bounded(str text)
{
    enum { MOST = 4000 };
    size_t end = text.len < MOST ? text.len : MOST;
    while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    return str_slice(text, 0, end);
}

static void put_quoted(struct dot *dot, str text)
{
    buf_char(dot->out, '"');
    escape_dot(dot->out, bounded(text));
    buf_char(dot->out, '"');
}

/*
 * A card's text, cut and escaped; a blank for an empty one, which an HTML-like label would not
 * take.
 */
static void put_html(struct dot *dot, str text, size_t columns)
{
    str cut = text_cut(dot->out->arena, text, columns);
    if (cut.len == 0)
        buf_char(dot->out, ' ');
    escape_xml(dot->out, cut);
}

static void put_indent(struct dot *dot, uint32_t level)
{
    buf_fill(dot->out, ' ', 2 * (size_t)level);
}

static void put_row(struct dot *dot, const struct card_row *row)
{
    buf_printf(dot->out,
               "<TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><FONT POINT-SIZE=\"8.5\" COLOR=\"%s\">",
               dot->theme->muted);
    if (row->number.len > 0) {
        bool is_more = str_equal(row->number, STR(" "));
        buf_printf(dot->out, is_more ? "&#160;&#160;" : "%.*s", STR_ARG(row->number));
        buf_str(dot->out, STR("&#160;&#160;"));
    }
    put_html(dot, card_row_text(dot->out->arena, row), CARD_COLUMNS);
    buf_str(dot->out, STR("</FONT></TD></TR>"));
}

/* What stands at the right of the first row. */
static void put_detail(struct dot *dot, const struct card *card, const struct tint_colors *tint)
{
    bool is_idle = card->tint == TINT_IDLE || card->word.len == 0;
    str text = card->word.len > 0 ? card->word : card->detail;
    buf_printf(dot->out,
               "<TD ALIGN=\"RIGHT\" VALIGN=\"BOTTOM\"><FONT POINT-SIZE=\"8.5\" COLOR=\"%s\">%s%s",
               is_idle ? dot->theme->muted : tint->stroke, text.len ? "   " : "",
               is_idle ? "" : "<B>");
    put_html(dot, text, CARD_COLUMNS);
    buf_printf(dot->out, "%s</FONT></TD>", is_idle ? "" : "</B>");
}

static bool is_muted(const struct card *card)
{
    return card->is_unreachable || card->tint == TINT_IDLE || card->tint == TINT_SAME;
}

static void put_card_label(struct dot *dot, const struct card *card)
{
    const struct tint_colors *tint = &dot->theme->tints[card->tint];
    bool has_run = card->word.len > 0 && card->tint != TINT_IDLE;
    buf_printf(dot->out,
               "<<TABLE BORDER=\"%s\" CELLBORDER=\"%s\" CELLSPACING=\"%s\" CELLPADDING=\"6\" "
               "STYLE=\"ROUNDED%s\" COLOR=\"%s\" BGCOLOR=\"%s\"><TR><TD%s>"
               "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1.5\"><TR>",
               has_run                   ? "1.8"
               : card->tint == TINT_IDLE ? "1"
                                         : "1.3",
               card->is_collapsed ? "1.3" : "0", card->is_collapsed ? "3" : "0",
               card->is_unreachable ? ",DASHED" : "", tint->stroke, tint->fill,
               card->is_collapsed ? " STYLE=\"ROUNDED\"" : "");
    buf_printf(dot->out,
               "<TD ALIGN=\"LEFT\" VALIGN=\"BOTTOM\"><FONT POINT-SIZE=\"8.5\" COLOR=\"%s\"><B>",
               tint->stroke);
    put_html(dot, card->type_name, CARD_COLUMNS);
    buf_str(dot->out, STR("</B></FONT></TD>"));
    put_detail(dot, card, tint);
    buf_printf(dot->out, "</TR><TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><FONT COLOR=\"%s\"><B>",
               is_muted(card) ? dot->theme->muted : dot->theme->name);
    put_html(dot, card->name, CARD_COLUMNS);
    buf_str(dot->out, STR("</B></FONT></TD></TR>"));
    for (uint32_t i = 0; i < card->row_count; i++)
        put_row(dot, &card->rows[i]);
    buf_str(dot->out, STR("</TABLE></TD></TR></TABLE>>"));
}

/* "state task succeeded": for style sheets. */
static void put_classes(struct dot *dot, const struct card *card)
{
    const char *type = dot->theme->tints[card_tint(card->type)].class;
    const char *tint = dot->theme->tints[card->tint].class;
    buf_printf(dot->out, "class=\"state %s%s%s%s%s\"", type,
               card->tint == card_tint(card->type) ? "" : " ",
               card->tint == card_tint(card->type) ? "" : tint,
               card->is_unreachable ? " unreachable" : "", card->is_collapsed ? " collapsed" : "");
}

static void put_state(struct dot *dot, const struct card *card)
{
    buf_printf(dot->out, "%.*s [id=", STR_ARG(card->id));
    put_quoted(dot, card->anchor);
    buf_str(dot->out, STR(", "));
    put_classes(dot, card);
    buf_str(dot->out, STR(", tooltip="));
    put_quoted(dot, card->tooltip);
    buf_str(dot->out, STR(", label="));
    put_card_label(dot, card);
    buf_str(dot->out, STR("]\n"));
}

static void put_missing(struct dot *dot, const struct card *card)
{
    const struct tint_colors *tint = &dot->theme->tints[TINT_MISSING];
    buf_printf(dot->out, "%.*s [class=\"missing\", tooltip=", STR_ARG(card->id));
    put_quoted(dot, card->tooltip);
    buf_printf(
        dot->out,
        ", label=<<TABLE BORDER=\"1.3\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"6\" "
        "STYLE=\"ROUNDED,DASHED\" COLOR=\"%s\" BGCOLOR=\"%s\"><TR><TD><FONT COLOR=\"%s\"><B>? ",
        tint->stroke, tint->fill, tint->stroke);
    put_html(dot, card->name, CARD_COLUMNS);
    buf_str(dot->out, STR("</B></FONT></TD></TR></TABLE>>]\n"));
}

static void put_dot(struct dot *dot, const struct card *card)
{
    bool is_end = card->kind == CARD_END, is_outer = is_end || card->kind == CARD_START;
    const char *class = is_end                     ? "end"
                        : card->kind == CARD_START ? "start"
                        : card->kind == CARD_FORK  ? "fork"
                                                   : "join";
    const char *color = is_outer ? dot->theme->name : dot->theme->tints[TINT_CONTAINER].stroke;
    buf_printf(
        dot->out,
        "\"%.*s\" [shape=%s, width=%s, fixedsize=true, label=\"\", style=filled, fillcolor=\"%s\", "
        "color=\"%s\", class=\"%s\", tooltip=\"%s\"]\n",
        STR_ARG(card->id), is_end ? "doublecircle" : "circle",
        is_end     ? "0.16"
        : is_outer ? "0.2"
                   : "0.1",
        color, color, class, class);
}

static void put_header_row(struct dot *dot, str text, const char *size, const char *color,
                           bool is_bold)
{
    buf_printf(dot->out, "<TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"%s\" COLOR=\"%s\">%s", size,
               color, is_bold ? "<B>" : "");
    put_html(dot, text, CARD_COLUMNS);
    buf_printf(dot->out, "%s</FONT></TD></TR>", is_bold ? "</B>" : "");
}

static void put_header(struct dot *dot, const struct card *card)
{
    const struct tint_colors *tint = &dot->theme->tints[card->tint];
    str type = card->type_name;
    if (card->word.len > 0)
        type = str_printf(dot->out->arena, "%.*s   %.*s", STR_ARG(type), STR_ARG(card->word));
    buf_str(dot->out,
            STR("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1.5\">"));
    put_header_row(dot, type, "8.5", tint->stroke, true);
    put_header_row(dot, card->name, "12", is_muted(card) ? dot->theme->muted : dot->theme->name,
                   true);
    for (uint32_t i = 0; i < card->row_count; i++)
        put_header_row(dot, card->rows[i].text, "8.5", dot->theme->muted, false);
    buf_str(dot->out, STR("</TABLE>>"));
}

static void open_container(struct dot *dot, const struct card *card)
{
    const struct tint_colors *tint = &dot->theme->tints[card->tint];
    buf_printf(dot->out,
               "subgraph \"cluster_%.*s\" {\n"
               "graph [id=",
               STR_ARG(card->id));
    put_quoted(dot, card->anchor);
    buf_str(dot->out, STR(", "));
    put_classes(dot, card);
    buf_str(dot->out, STR(", tooltip="));
    put_quoted(dot, card->tooltip);
    buf_printf(
        dot->out,
        ", style=\"rounded%s\", color=\"%s\", bgcolor=\"%s\", penwidth=%s, margin=12, labeljust=l, "
        "labelloc=t, fontsize=9, fontcolor=\"%s\", label=",
        card->is_unreachable ? ",dashed" : "", tint->stroke, dot->theme->cluster,
        card->word.len > 0 && card->tint != TINT_IDLE ? "1.8" : "1.2", dot->theme->muted);
    put_header(dot, card);
    buf_str(dot->out, STR("]\n"));
}

static void open_branch(struct dot *dot, const struct card *card)
{
    buf_printf(
        dot->out,
        "subgraph \"cluster_%.*s\" {\n"
        "graph [class=\"branch\", style=\"rounded,dashed\", color=\"%s\", bgcolor=\"%s\", "
        "penwidth=0.8, "
        "margin=10, labeljust=l, labelloc=t, fontsize=9, fontcolor=\"%s\", tooltip=\"%.*s\", "
        "label=<%.*s>]\n",
        STR_ARG(card->id), dot->theme->branch_stroke, dot->theme->branch_fill, dot->theme->muted,
        STR_ARG(card->name), STR_ARG(card->name));
}

static void put_card(struct dot *dot, const struct card *card)
{
    switch (card->kind) {
    case CARD_STATE: put_state(dot, card); return;
    case CARD_CONTAINER: open_container(dot, card); return;
    case CARD_BRANCH: open_branch(dot, card); return;
    case CARD_MISSING: put_missing(dot, card); return;
    case CARD_START:
    case CARD_END:
    case CARD_FORK:
    case CARD_JOIN: put_dot(dot, card); return;
    }
}

static void put_cards(struct dot *dot)
{
    uint32_t level = 1, closed;
    for (uint32_t i = drawing_next(dot->drawing, CARD_NONE, &closed); i != CARD_NONE;) {
        put_indent(dot, level);
        put_card(dot, card_of(dot, i));
        level += card_is_open(card_of(dot, i));
        i = drawing_next(dot->drawing, i, &closed);
        for (; closed > 0; closed--) {
            put_indent(dot, --level);
            buf_str(dot->out, STR("}\n"));
        }
    }
}

/* The node that stands for a card as the end of an edge: of a container, one of its dots. */
static str end_id(const struct dot *dot, uint32_t card, bool is_tail)
{
    const struct card *of = card_of(dot, card);
    if (of->kind == CARD_CONTAINER)
        of = card_of(dot, is_tail && of->join != CARD_NONE ? of->join : of->fork);
    return of->id;
}

static void put_label(struct dot *dot, const struct drawing_edge *edge)
{
    const char *lead = edge->kind == EDGE_CATCH ? dot->theme->caught : dot->theme->choice;
    if (edge->is_dim)
        lead = dot->theme->muted;
    if (edge->label_count == 0)
        return;
    buf_str(dot->out, STR(", label=<"));
    for (uint32_t i = 0; i < edge->label_count; i++) {
        const struct edge_label *label = &edge->labels[i];
        if (i > 0)
            buf_str(dot->out, STR("<BR ALIGN=\"LEFT\"/>"));
        if (label->is_default) {
            buf_str(dot->out, STR(" <I>default</I> "));
            continue;
        }
        buf_printf(dot->out, "<FONT COLOR=\"%s\"><B> ", lead);
        escape_xml(dot->out, label->lead);
        buf_str(dot->out, STR(" </B></FONT>"));
        escape_xml(dot->out, text_cut(dot->out->arena, label->text, CARD_COLUMNS));
        buf_char(dot->out, ' ');
    }
    buf_str(dot->out, edge->label_count > 1 ? STR("<BR ALIGN=\"LEFT\"/>>") : STR(">"));
    if (edge->tooltip.len == 0)
        return;
    buf_str(dot->out, STR(", labeltooltip="));
    put_quoted(dot, edge->tooltip);
}

static const char *edge_class(const struct drawing_edge *edge)
{
    bool is_catch = edge->kind == EDGE_CATCH;
    if (edge->is_taken)
        return is_catch ? "taken catch" : "taken";
    if (edge->is_dim)
        return is_catch ? "dim catch" : "dim";
    if (edge->is_added || edge->is_removed)
        return edge->is_added ? "added" : "removed";
    return is_catch ? "catch" : "edge";
}

static void put_color(struct dot *dot, const char *color, bool is_text)
{
    buf_printf(dot->out, ", color=\"%s\"", color);
    if (is_text)
        buf_printf(dot->out, ", fontcolor=\"%s\"", color);
}

static void put_edge_style(struct dot *dot, const struct drawing_edge *edge)
{
    bool is_catch = edge->kind == EDGE_CATCH;
    buf_printf(dot->out, " [class=\"%s\"", edge_class(edge));
    if (edge->is_added || edge->is_removed) {
        put_color(dot, dot->theme->tints[edge->is_added ? TINT_ADDED : TINT_REMOVED].stroke, true);
        buf_printf(dot->out, ", penwidth=2.2, style=%s", edge->is_removed ? "dashed" : "solid");
    } else if (edge->is_dim) {
        put_color(dot, dot->theme->dim, false);
        buf_str(dot->out, STR(", penwidth=0.9, style=dotted"));
    } else if (edge->is_taken) {
        put_color(dot, is_catch ? dot->theme->caught : dot->theme->tints[edge->tint].stroke,
                  is_catch);
        buf_printf(dot->out, ", penwidth=2.2, arrowsize=0.75%s", is_catch ? ", style=dashed" : "");
    } else if (is_catch) {
        put_color(dot, dot->theme->caught, true);
        buf_str(dot->out, STR(", style=dashed"));
    }
}

static void put_weight(struct dot *dot, const struct drawing_edge *edge)
{
    if (edge->kind == EDGE_CATCH)
        buf_str(dot->out, STR(", weight=0"));
    else if (edge->kind == EDGE_NEXT || edge->kind == EDGE_START || edge->kind == EDGE_END)
        buf_str(dot->out, STR(", weight=8"));
}

/* Edges to and from containers stop at the border; edges that lead back arrive at the side. */
static void put_ends(struct dot *dot, const struct drawing_edge *edge)
{
    const struct card *tail = card_of(dot, edge->tail), *head = card_of(dot, edge->head);
    bool is_right = dot->drawing->options->is_left_to_right;
    if (tail->kind == CARD_CONTAINER && edge->tail != edge->head)
        buf_printf(dot->out, ", ltail=\"cluster_%.*s\"", STR_ARG(tail->id));
    if (head->kind == CARD_CONTAINER && edge->tail != edge->head)
        buf_printf(dot->out, ", lhead=\"cluster_%.*s\"", STR_ARG(head->id));
    else if (edge->is_back && head->kind == CARD_STATE && edge->tail != edge->head)
        buf_printf(dot->out, ", headport=%s%s", is_right ? "s" : "e",
                   !edge->is_neighbour ? ""
                   : is_right          ? ", tailport=s"
                                       : ", tailport=e");
}

static void put_edge(struct dot *dot, const struct drawing_edge *edge)
{
    str tail = end_id(dot, edge->tail, true), head = end_id(dot, edge->head, false);
    buf_printf(dot->out, "  \"%.*s\" -> \"%.*s\"", STR_ARG(tail), STR_ARG(head));
    put_edge_style(dot, edge);
    put_weight(dot, edge);
    put_label(dot, edge);
    put_ends(dot, edge);
    buf_str(dot->out, STR("]\n"));
}

/*
 * The first states of the branches of a Parallel side by side, in order. `firsts`: by branch, its
 * first state.
 */
static void put_branch_order(struct dot *dot, const struct card *container, const uint32_t *firsts)
{
    uint32_t count = 0;
    for (uint32_t i = container->first_child; i != CARD_NONE; i = card_of(dot, i)->next_sibling)
        count += card_of(dot, i)->kind == CARD_BRANCH && firsts[i] != CARD_NONE;
    if (count < 2)
        return;
    buf_str(dot->out, STR("  { rank=same; "));
    const char *between = "";
    for (uint32_t i = container->first_child; i != CARD_NONE; i = card_of(dot, i)->next_sibling) {
        if (card_of(dot, i)->kind == CARD_BRANCH && firsts[i] != CARD_NONE) {
            str id = end_id(dot, firsts[i], false);
            buf_printf(dot->out, "%s\"%.*s\"", between, STR_ARG(id));
            between = " -> ";
        }
    }
    buf_str(dot->out, STR(" [style=invis, weight=0] }\n"));
}

static void put_edges(struct dot *dot)
{
    const struct drawing *drawing = dot->drawing;
    uint32_t *firsts = arena_array(dot->out->arena, uint32_t, drawing->card_count);
    for (uint32_t i = 0; i < drawing->card_count; i++)
        firsts[i] = CARD_NONE;
    for (uint32_t i = 0; i < drawing->edge_count; i++) {
        const struct drawing_edge *edge = &drawing->edges[i];
        put_edge(dot, edge);
        if (edge->kind == EDGE_FORK && card_of(dot, edge->head)->parent != CARD_NONE)
            firsts[card_of(dot, edge->head)->parent] = edge->head;
    }
    for (uint32_t i = 0; i < drawing->card_count; i++) {
        if (drawing->cards[i].kind == CARD_CONTAINER)
            put_branch_order(dot, &drawing->cards[i], firsts);
    }
}

static void put_graph(struct dot *dot)
{
    const struct theme *theme = dot->theme;
    buf_str(dot->out, STR("// "));
    escape_dot(dot->out, dot->drawing->summary);
    buf_str(dot->out, STR("\ndigraph "));
    put_quoted(dot, dot->drawing->options->title);
    buf_printf(dot->out,
               " {\n"
               "  graph [rankdir=%s, compound=true, splines=spline, newrank=true, nodesep=0.4, "
               "ranksep=0.45, "
               "pad=0.25, bgcolor=\"%s\", fontname=\"" FONT "\", fontsize=10, fontcolor=\"%s\"]\n"
               "  node  [shape=plain, fontname=\"" FONT "\", fontsize=12, fontcolor=\"%s\"]\n"
               "  edge  [fontname=\"" FONT
               "\", fontsize=9.5, fontcolor=\"%s\", color=\"%s\", penwidth=1.2, "
               "arrowsize=0.65]\n",
               dot->drawing->options->is_left_to_right ? "LR" : "TB", theme->page, theme->muted,
               theme->name, theme->muted, theme->edge);
}

void graph_write_dot(struct buf *out, const struct drawing *drawing)
{
    struct dot dot = { .out = out, .drawing = drawing, .theme = drawing->theme };
    put_graph(&dot);
    put_cards(&dot);
    put_edges(&dot);
    buf_str(out, STR("}\n"));
}
