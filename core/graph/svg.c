#include "graph/svg.h"

#include "graph/escape.h"

/* Arrow heads: how long and, each way, how wide. */
enum { ARROW = 8, ARROW_HALF = 3, ARROW_TAKEN = 10, ARROW_TAKEN_HALF = 4 };

/* Bytes that most drawings keep below. */
enum { PAGE_SIZE = 16384, CARD_SIZE = 1024, EDGE_SIZE = 512 };

struct svg {
    struct buf *out;
    const struct drawing *drawing;
    const struct theme *theme;
    struct placed placed;
};

/*
 * A piece of text: where, how, and whether a reader with another font is told how wide it should
 * be.
 */
struct text {
    const char *class, *color, *anchor;
    int64_t x, y;
    int64_t size; /* tenths of a point */
    bool is_bold;
    str text;
};

static const struct layout_node *node_of(const struct svg *svg, const struct card *card)
{
    return &svg->placed.graph.nodes[svg->placed.node_of[card - svg->drawing->cards]];
}

/* A number of ten-thousandths with one digit after the point. */
static void put_tenth(struct buf *out, int64_t number)
{
    int64_t tenths = (number + 500) / 1000;
    buf_int(out, tenths / 10);
    buf_char(out, '.');
    buf_int(out, tenths % 10);
}

static void put(struct buf *out, const char *text)
{
    buf_str(out, (str){ text, strlen(text) });
}

/* Most of an SVG is numbers. */
static void put_number(struct buf *out, const char *lead, int64_t number)
{
    put(out, lead);
    buf_int(out, number);
}

static void put_point(struct buf *out, const char *lead, int64_t x, int64_t y)
{
    put_number(out, lead, x);
    put_number(out, ",", y);
}

static void put_fit(struct svg *svg, str text, int64_t size, bool is_bold)
{
    if (text.len < 2 || !metrics_is_exact(text))
        return;
    buf_str(svg->out, STR(" textLength=\""));
    put_tenth(svg->out, metrics_width(text, is_bold) * size);
    buf_str(svg->out, STR("\" lengthAdjust=\"spacingAndGlyphs\""));
}

static void put_text(struct svg *svg, const struct text *text)
{
    put(svg->out, "<text class=\"");
    put(svg->out, text->class);
    put_number(svg->out, "\" x=\"", text->x);
    put_number(svg->out, "\" y=\"", text->y);
    put(svg->out, "\" fill=\"");
    put(svg->out, text->color);
    put(svg->out, "\"");
    if (text->anchor)
        buf_printf(svg->out, " text-anchor=\"%s\"", text->anchor);
    put_fit(svg, text->text, text->size, text->is_bold);
    buf_char(svg->out, '>');
    escape_xml(svg->out, text->text);
    buf_str(svg->out, STR("</text>"));
}

static void put_rect(struct svg *svg, const char *class, const struct layout_node *node,
                     int64_t inset, int64_t radius)
{
    put(svg->out, "<rect class=\"");
    put(svg->out, class);
    put_number(svg->out, "\" x=\"", node->x + inset);
    put_number(svg->out, "\" y=\"", node->y + inset);
    put_number(svg->out, "\" width=\"", node->width - 2 * inset);
    put_number(svg->out, "\" height=\"", node->height - 2 * inset);
    put_number(svg->out, "\" rx=\"", radius);
    buf_char(svg->out, '"');
}

static void put_title(struct svg *svg, str title)
{
    buf_str(svg->out, STR("<title>"));
    escape_xml(svg->out, title);
    buf_str(svg->out, STR("</title>"));
}

static str cut(struct svg *svg, str text)
{
    return text_cut(svg->out->arena, text, CARD_COLUMNS);
}

static bool is_muted(const struct card *card)
{
    return card->is_unreachable || card->tint == TINT_IDLE || card->tint == TINT_SAME;
}

static const struct tint_colors *tint_of(const struct svg *svg, const struct card *card)
{
    return &svg->theme->tints[card->tint];
}

/* What a card and the header of a container have in common: type, detail, name, rows. */
static void put_texts(struct svg *svg, const struct card *card, int64_t x, int64_t y, int64_t right)
{
    const struct tint_colors *tint = tint_of(svg, card);
    bool has_word = card->word.len > 0, is_quiet = !has_word || card->tint == TINT_IDLE;
    put_text(svg, &(struct text){ "type", tint->stroke, NULL, x, y + SVG_TYPE_LINE, SVG_DETAIL_SIZE,
                                  true, card->type_name });
    str detail = cut(svg, has_word ? card->word : card->detail);
    if (detail.len > 0)
        put_text(svg, &(struct text){ is_quiet ? "detail" : "detail word",
                                      is_quiet ? svg->theme->muted : tint->stroke, "end", right,
                                      y + SVG_TYPE_LINE, SVG_DETAIL_SIZE, !is_quiet, detail });
    put_text(svg, &(struct text){ is_muted(card) ? "name muted" : "name",
                                  is_muted(card) ? svg->theme->muted : svg->theme->name, NULL, x,
                                  y + SVG_NAME_LINE, SVG_NAME_SIZE, true, cut(svg, card->name) });
    for (uint32_t i = 0; i < card->row_count; i++) {
        const struct card_row *row = &card->rows[i];
        int64_t line = y + SVG_NAME_LINE + SVG_ROW * ((int64_t)i + 1);
        if (row->number.len > 0 && !str_equal(row->number, STR(" ")))
            put_text(svg, &(struct text){ "row", svg->theme->muted, NULL, x, line, SVG_DETAIL_SIZE,
                                          false, row->number });
        put_text(svg, &(struct text){ "row", svg->theme->muted, NULL,
                                      x + (row->number.len ? SVG_NUMBER_GAP : 0), line,
                                      SVG_DETAIL_SIZE, false, card_row_text(svg->out->arena, row) });
    }
}

static void open_group(struct svg *svg, const struct card *card, const char *kind)
{
    const char *type = svg->theme->tints[card_tint(card->type)].class;
    const char *tint = tint_of(svg, card)->class;
    buf_str(svg->out, STR("<g id=\""));
    escape_xml(svg->out, card->anchor);
    buf_printf(svg->out, "\" class=\"%s %s%s%s%s%s\" role=\"graphics-symbol\"", kind, type,
               card->tint == card_tint(card->type) ? "" : " ",
               card->tint == card_tint(card->type) ? "" : tint,
               card->is_unreachable ? " unreachable" : "", card->is_collapsed ? " collapsed" : "");
    buf_str(svg->out, STR(" data-state=\""));
    escape_xml(svg->out, card->state->name);
    buf_char(svg->out, '"');
    if (card->line > 0)
        buf_printf(svg->out, " data-line=\"%u\"", card->line);
    buf_char(svg->out, '>');
    put_title(svg, card->tooltip);
}

static void put_border(struct svg *svg, const struct card *card, const char *width)
{
    buf_printf(svg->out, " fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>",
               tint_of(svg, card)->fill, tint_of(svg, card)->stroke, width,
               card->is_unreachable ? " stroke-dasharray=\"4 3\"" : "");
}

static void put_state(struct svg *svg, const struct card *card)
{
    const struct layout_node *node = node_of(svg, card);
    bool has_run = card->word.len > 0 && card->tint != TINT_IDLE;
    int64_t inset = card->is_collapsed ? SVG_COLLAPSED : 0;
    open_group(svg, card, "state");
    put_rect(svg, "card", node, 0, 8);
    put_border(svg, card, has_run ? "1.8" : card->tint == TINT_IDLE ? "1" : "1.3");
    if (card->is_collapsed) {
        put_rect(svg, "card inner", node, inset, 6);
        put_border(svg, card, "1");
    }
    put_texts(svg, card, node->x + inset + SVG_PADDING, node->y + inset,
              node->x + node->width - inset - SVG_PADDING);
    buf_str(svg->out, STR("</g>\n"));
}

static void put_container(struct svg *svg, const struct card *card)
{
    const struct layout_node *node = node_of(svg, card);
    int64_t x = node->x + SVG_HEADER_LEFT;
    bool has_run = card->word.len > 0 && card->tint != TINT_IDLE;
    open_group(svg, card, "state");
    put_rect(svg, "box frame", node, 0, 10);
    buf_printf(svg->out, " fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>", svg->theme->cluster,
               tint_of(svg, card)->stroke, has_run ? "1.8" : "1.2",
               card->is_unreachable ? " stroke-dasharray=\"4 3\"" : "");
    put_texts(svg, card, x, node->y, x + node->header_width);
    buf_str(svg->out, STR("</g>\n"));
}

static void put_branch(struct svg *svg, const struct card *card)
{
    const struct layout_node *node = node_of(svg, card);
    buf_str(svg->out, STR("<g class=\"branch\">"));
    put_rect(svg, "branch-box", node, 0, 8);
    buf_printf(svg->out,
               " fill=\"%s\" stroke=\"%s\" stroke-width=\"0.8\" stroke-dasharray=\"5 4\"/>",
               svg->theme->branch_fill, svg->theme->branch_stroke);
    put_text(svg,
             &(struct text){ "branch-name", svg->theme->muted, NULL, node->x + SVG_HEADER_LEFT - 2,
                             node->y + SVG_TYPE_LINE - 1, SVG_BRANCH_SIZE, false, card->name });
    buf_str(svg->out, STR("</g>\n"));
}

static void put_missing(struct svg *svg, const struct card *card)
{
    const struct layout_node *node = node_of(svg, card);
    const struct tint_colors *tint = tint_of(svg, card);
    buf_str(svg->out, STR("<g class=\"missing\" role=\"graphics-symbol\">"));
    put_title(svg, card->tooltip);
    put_rect(svg, "card", node, 0, 8);
    buf_printf(svg->out,
               " fill=\"%s\" stroke=\"%s\" stroke-width=\"1.3\" stroke-dasharray=\"4 3\"/>",
               tint->fill, tint->stroke);
    str name = cut(svg, card->name);
    put_text(svg, &(struct text){ "missing-name", tint->stroke, NULL, node->x + SVG_PADDING,
                                  node->y + 19, SVG_MISSING_SIZE, true,
                                  str_printf(svg->out->arena, "? %.*s", STR_ARG(name)) });
    buf_str(svg->out, STR("</g>\n"));
}

static void put_circle(struct svg *svg, const struct layout_node *node, const char *class,
                       int64_t smaller, const char *fill, const char *stroke)
{
    buf_printf(svg->out,
               "<circle class=\"%s\" cx=\"%lld\" cy=\"%lld\" r=\"%lld\" fill=\"%s\"%s%s%s/>", class,
               (long long)(node->x + node->width / 2), (long long)(node->y + node->height / 2),
               (long long)(node->width / 2 - smaller), fill, stroke ? " stroke=\"" : "",
               stroke ? stroke : "", stroke ? "\" stroke-width=\"1.2\"" : "");
}

static void put_dot(struct svg *svg, const struct card *card)
{
    const struct layout_node *node = node_of(svg, card);
    const char *color = svg->theme->tints[TINT_CONTAINER].stroke;
    if (card->kind == CARD_FORK || card->kind == CARD_JOIN) {
        put_circle(svg, node, card->kind == CARD_FORK ? "fork" : "join", 0, color, NULL);
    } else if (card->kind == CARD_START) {
        put_circle(svg, node, "start", 0, svg->theme->name, NULL);
    } else {
        buf_str(svg->out, STR("<g class=\"end\">"));
        put_circle(svg, node, "ring", 0, svg->theme->page, svg->theme->name);
        put_circle(svg, node, "dot", 3, svg->theme->name, NULL);
        buf_str(svg->out, STR("</g>"));
    }
    buf_char(svg->out, '\n');
}

static void put_cards(struct svg *svg)
{
    for (uint32_t i = 0; i < svg->drawing->card_count; i++) {
        const struct card *card = &svg->drawing->cards[i];
        if (card->kind == CARD_STATE)
            put_state(svg, card);
        else if (card->kind == CARD_MISSING)
            put_missing(svg, card);
        else if (!card_is_open(card))
            put_dot(svg, card);
    }
}

static void put_containers(struct svg *svg)
{
    for (uint32_t i = 0; i < svg->drawing->card_count; i++) {
        const struct card *card = &svg->drawing->cards[i];
        if (card->kind == CARD_CONTAINER)
            put_container(svg, card);
        else if (card->kind == CARD_BRANCH)
            put_branch(svg, card);
    }
}

static struct layout_point arrow_direction(const struct layout_edge *way)
{
    const struct layout_step *last = &way->steps[way->step_count - 1];
    struct layout_point from = last->is_curve        ? last->control[1]
                               : way->step_count > 1 ? way->steps[way->step_count - 2].to
                                                     : way->start;
    return (struct layout_point){ (last->to.x > from.x) - (last->to.x < from.x),
                                  (last->to.y > from.y) - (last->to.y < from.y) };
}

static void put_step(struct svg *svg, const struct layout_step *step)
{
    if (!step->is_curve) {
        put_point(svg->out, "L", step->to.x, step->to.y);
        return;
    }
    put_point(svg->out, "C", step->control[0].x, step->control[0].y);
    put_point(svg->out, " ", step->control[1].x, step->control[1].y);
    put_point(svg->out, " ", step->to.x, step->to.y);
}

/* An edge in one or two pieces; the last step ends where the arrow head begins, `back` before the border. */
struct line {
    const struct layout_edge *first, *last;
    struct layout_point back;
    uint32_t count; /* steps of both */
};

static struct layout_point before(struct layout_point point, struct layout_point back)
{
    return (struct layout_point){ point.x - back.x, point.y - back.y };
}

static struct layout_step line_step(const struct line *line, uint32_t i)
{
    uint32_t first = line->first->step_count;
    struct layout_step step = i < first ? line->first->steps[i] : line->last->steps[i - first];
    if (i + 1 == line->count) {
        step.to = before(step.to, line->back);
        step.control[1] = before(step.control[1], line->back);
    }
    return step;
}

/*
 * Dashed lines are written from their head: where several run together into one, the dashes of all
 * begin at the same place and lie on top of each other.
 */
static void put_line(struct svg *svg, const struct line *line, bool is_dashed)
{
    struct layout_step step = line_step(line, line->count - 1);
    struct layout_point from = is_dashed ? step.to : line->first->start;
    put_point(svg->out, "M", from.x, from.y);
    for (uint32_t i = 0; i < line->count && !is_dashed; i++) {
        step = line_step(line, i);
        put_step(svg, &step);
    }
    for (uint32_t i = line->count; is_dashed && i-- > 0;) {
        struct layout_step next = { .to = line->first->start };
        if (i > 0)
            next = line_step(line, i - 1);
        put_step(svg, &(struct layout_step){ .is_curve = step.is_curve,
                                             .control = { step.control[1], step.control[0] },
                                             .to = next.to });
        step = next;
    }
}

struct look {
    const char *class, *color;
    const char *width, *dash;
    int64_t arrow, half;
};

static struct look look_of(const struct svg *svg, const struct drawing_edge *edge)
{
    const struct theme *theme = svg->theme;
    bool is_catch = edge->kind == EDGE_CATCH;
    struct look look = { "", theme->edge, "1.2", NULL, ARROW, ARROW_HALF };
    if (edge->is_added || edge->is_removed) {
        const struct tint_colors *tint = &theme->tints[edge->is_added ? TINT_ADDED : TINT_REMOVED];
        look = (struct look){ edge->is_added ? " added-line" : " removed-line",
                              tint->stroke,
                              "2.2",
                              edge->is_removed ? "6 4" : NULL,
                              ARROW_TAKEN,
                              ARROW_TAKEN_HALF };
    } else if (edge->is_dim) {
        look = (struct look){
            is_catch ? " catch dim" : " dim", theme->dim, "0.9", "1.5 3", ARROW, ARROW_HALF
        };
    } else if (edge->is_taken) {
        const struct tint_colors *tint = &theme->tints[edge->tint];
        look = (struct look){ " taken",    tint->stroke,    "2.2", is_catch ? "6 4" : NULL,
                              ARROW_TAKEN, ARROW_TAKEN_HALF };
        look.class = str_printf(svg->out->arena, " taken %s-line%s%c", tint->class,
                                is_catch ? " catch" : "", 0)
                         .at;
    } else if (is_catch) {
        look = (struct look){ " catch", theme->caught, "1.2", "5 4", ARROW, ARROW_HALF };
    }
    return look;
}

static void put_arrow(struct svg *svg, const struct layout_edge *way, const struct look *look)
{
    struct layout_point tip = way->steps[way->step_count - 1].to, d = arrow_direction(way);
    struct layout_point base = { tip.x - d.x * look->arrow, tip.y - d.y * look->arrow };
    buf_str(svg->out, STR("<path class=\"arrow\" d=\""));
    put_point(svg->out, "M", tip.x, tip.y);
    put_point(svg->out, "L", base.x - d.y * look->half, base.y + d.x * look->half);
    put_point(svg->out, "L", base.x + d.y * look->half, base.y - d.x * look->half);
    buf_printf(svg->out, "Z\" fill=\"%s\"/>", look->color);
}

static void put_label(struct svg *svg, const struct drawing_edge *edge,
                      const struct layout_edge *way)
{
    bool is_catch = edge->kind == EDGE_CATCH && !edge->is_dim;
    bool is_rule = edge->kind == EDGE_CHOICE && !edge->is_dim;
    const char *color = is_catch ? svg->theme->caught : svg->theme->muted;
    for (uint32_t i = 0; i < edge->label_count; i++) {
        const struct edge_label *label = &edge->labels[i];
        int64_t x = way->label.x, y = way->label.y + SVG_LABEL_ROW * (int64_t)i + 9;
        if (label->lead.len > 0)
            put_text(svg, &(struct text){ "label lead",
                                          is_rule ? svg->theme->choice : color, NULL, x, y, SVG_LABEL_SIZE, true, label->lead });
        if (label->text.len > 0)
            put_text(svg, &(struct text){ label->is_default ? "label default" : "label", color,
                                          NULL, x + svg_lead_width(label), y, SVG_LABEL_SIZE, false,
                                          svg_label_text(svg->out->arena, label) });
    }
}

static void put_end_name(struct svg *svg, const char *attribute, const struct card *card)
{
    buf_printf(svg->out, " data-%s=\"", attribute);
    escape_xml(svg->out, card_is_dot(card)            ? card->id
                         : card->kind == CARD_MISSING ? card->name
                                                      : card->anchor);
    buf_char(svg->out, '"');
}

static void put_edge(struct svg *svg, uint32_t index)
{
    const struct drawing_edge *edge = &svg->drawing->edges[index];
    const struct layout_edge *ways = svg->placed.graph.edges;
    const struct layout_edge *first = &ways[svg->placed.edge_of[0][index]], *last = first;
    if (svg->placed.edge_of[1][index] != CARD_NONE)
        last = &ways[svg->placed.edge_of[1][index]];
    if (first->step_count == 0 || last->step_count == 0)
        return;
    struct look look = look_of(svg, edge);
    struct layout_point d = arrow_direction(last);
    struct line line = { first, last,
                         .back = { d.x * (look.arrow - 1), d.y * (look.arrow - 1) },
                         .count = first->step_count + (first == last ? 0 : last->step_count) };
    buf_printf(svg->out, "<g class=\"edge%s%s\"", edge->kind == EDGE_CHOICE ? " choice" : "",
               look.class);
    put_end_name(svg, "from", &svg->drawing->cards[edge->tail]);
    put_end_name(svg, "to", &svg->drawing->cards[edge->head]);
    buf_char(svg->out, '>');
    if (edge->tooltip.len > 0)
        put_title(svg, edge->tooltip);
    buf_str(svg->out, STR("<path class=\"line\" d=\""));
    put_line(svg, &line, look.dash != NULL);
    buf_printf(svg->out, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"", look.color,
               look.width);
    if (look.dash)
        buf_printf(svg->out, " stroke-dasharray=\"%s\"", look.dash);
    buf_str(svg->out, STR("/>"));
    put_arrow(svg, last, &look);
    put_label(svg, edge, first);
    buf_str(svg->out, STR("</g>\n"));
}

/*
 * Those that were not taken first, those that were last: where lines run together the heavy one is
 * on top.
 */
static void put_edges(struct svg *svg)
{
    for (int pass = 0; pass < 3; pass++) {
        for (uint32_t i = 0; i < svg->drawing->edge_count; i++) {
            const struct drawing_edge *edge = &svg->drawing->edges[i];
            int of = edge->is_dim                                           ? 0
                     : edge->is_taken || edge->is_added || edge->is_removed ? 2
                                                                            : 1;
            if (of == pass)
                put_edge(svg, i);
        }
    }
}

static void open_svg(struct svg *svg)
{
    long long width = (long long)svg->placed.graph.width + 2 * SVG_MARGIN;
    long long height = (long long)svg->placed.graph.height + 2 * SVG_MARGIN;
    str title = svg->drawing->options->title;
    buf_printf(svg->out,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%lldpt\" height=\"%lldpt\" "
               "viewBox=\"%d %d %lld %lld\" role=\"graphics-document document\" "
               "aria-labelledby=\"stepproof-title stepproof-desc\"",
               width, height, -SVG_MARGIN, -SVG_MARGIN, width, height);
    buf_str(svg->out, STR(" data-source=\""));
    escape_xml(svg->out, svg->drawing->asl->doc->source->name);
    buf_str(svg->out, STR("\">\n<title id=\"stepproof-title\">"));
    escape_xml(svg->out, title);
    buf_str(svg->out, STR("</title>\n<desc id=\"stepproof-desc\">"));
    escape_xml(svg->out, svg->drawing->summary);
    buf_str(svg->out, STR("</desc>\n"));
    svg_put_style(svg->out, svg->drawing);
    buf_printf(
        svg->out,
        "<rect class=\"page\" x=\"%d\" y=\"%d\" width=\"%lld\" height=\"%lld\" fill=\"%s\"/>\n",
        -SVG_MARGIN, -SVG_MARGIN, width, height, svg->theme->page);
}

bool graph_write_svg(struct buf *out, const struct drawing *drawing)
{
    struct svg svg = { .out = out, .drawing = drawing, .theme = drawing->theme };
    if (!svg_lay_out(out->arena, drawing, &svg.placed))
        return false;
    /* Growing step by step would touch three times the memory. */
    buf_reserve(out, PAGE_SIZE + CARD_SIZE * (size_t)drawing->card_count +
                         EDGE_SIZE * (size_t)drawing->edge_count);
    open_svg(&svg);
    put_containers(&svg);
    put_edges(&svg);
    put_cards(&svg);
    buf_str(out, STR("</svg>\n"));
    return true;
}
