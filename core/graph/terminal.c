#include "graph/terminal.h"

#include "base/utf8.h"
#include "graph/escape.h"
#include "text/unicode.h"

enum {
    MOST_LANES = 12,
    NAME_COLUMNS = 32, /* names up to this long stand in a column, what follows in the next */
    LEAST_TEXT = 30    /* columns kept for text when lanes would take them all */
};

const struct glyphs glyphs_unicode = {
    STR_INIT("│"), STR_INIT("─"), STR_INIT("┼"), STR_INIT("╭"), STR_INIT("╰"),
    STR_INIT("┬"), STR_INIT("┴"), STR_INIT("├"), STR_INIT("┤"), STR_INIT("╯"),
    STR_INIT("▶"), STR_INIT("→"), STR_INIT("●"), STR_INIT("◎"), STR_INIT("■"),
    STR_INIT("◆"), STR_INIT("▣"), STR_INIT("┃"), STR_INIT("┗"),
};

const struct glyphs glyphs_ascii = {
    STR_INIT("|"), STR_INIT("-"),  STR_INIT("+"), STR_INIT("+"), STR_INIT("+"),
    STR_INIT("+"), STR_INIT("+"),  STR_INIT("+"), STR_INIT("+"), STR_INIT("+"),
    STR_INIT(">"), STR_INIT("->"), STR_INIT("o"), STR_INIT("@"), STR_INIT("*"),
    STR_INIT("?"), STR_INIT("#"),  STR_INIT("!"), STR_INIT("!"),
};

/* The finished lines of one container or branch. */
struct block {
    const struct piece **lines;
    uint32_t count, capacity;
};

struct terminal {
    struct arena *arena;
    const struct drawing *drawing;
    const struct glyphs *glyphs;
    unsigned width;
    struct block *blocks;             /* by card */
    uint32_t *first_edge, *next_edge; /* edges by tail, in order */
    uint32_t *line_of;                /* by card: its line in the outline being made */
    uint32_t *visited, *stack, *at;   /* of the walk */
    uint32_t *lane_to[2]; /* by card: the lane of flow, and of catchers, that ends there */
};

/* One block while it is made. */
struct writing {
    struct terminal *terminal;
    struct outline outline;
    uint32_t *order; /* cards, as they are met */
    uint32_t count;
    size_t name_columns;
};

const struct piece *piece_make(struct arena *arena, str text, unsigned char color, bool is_bold,
                               const struct piece *next)
{
    struct piece *piece = arena_new(arena, struct piece);
    *piece = (struct piece){ next, text, color, is_bold };
    return piece;
}

static const struct card *card_of(const struct terminal *terminal, uint32_t card)
{
    return &terminal->drawing->cards[card];
}

static unsigned char tint_color(const struct terminal *terminal, enum tint tint)
{
    return terminal->drawing->theme->tints[tint].terminal;
}

static str safe(struct arena *arena, str text)
{
    struct buf out;
    buf_init(&out, arena);
    escape_terminal(&out, text);
    return buf_text(&out);
}

static struct outline_line *add_line(struct writing *writing, str mark, unsigned char color,
                                     const struct piece *first)
{
    struct outline *outline = &writing->outline;
    if (outline->line_count == outline->line_capacity) {
        uint32_t larger = outline->line_capacity ? 2 * outline->line_capacity : 32;
        outline->lines = arena_grow(writing->terminal->arena, outline->lines,
                                    outline->line_capacity * sizeof *outline->lines,
                                    larger * sizeof *outline->lines, _Alignof(struct outline_line));
        outline->lane_of = arena_grow(writing->terminal->arena, outline->lane_of,
                                      outline->line_capacity * sizeof(uint32_t),
                                      larger * sizeof(uint32_t), _Alignof(uint32_t));
        outline->line_capacity = larger;
    }
    outline->lane_of[outline->line_count] = CARD_NONE;
    struct outline_line *line = &outline->lines[outline->line_count++];
    *line = (struct outline_line){ mark, color, first };
    return line;
}

static bool is_dim(const struct card *card)
{
    return card->tint == TINT_IDLE || card->tint == TINT_SAME || card->is_unreachable;
}

static str mark_of(const struct terminal *terminal, const struct card *card)
{
    const struct glyphs *glyphs = terminal->glyphs;
    switch (card->kind) {
    case CARD_STATE: return card->type == ASL_CHOICE ? glyphs->choice : glyphs->state;
    case CARD_CONTAINER:
    case CARD_BRANCH: return glyphs->container;
    case CARD_MISSING: return STR("?");
    case CARD_START:
    case CARD_FORK: return glyphs->start;
    case CARD_END:
    case CARD_JOIN: return glyphs->end;
    }
    return glyphs->state;
}

static str padding(struct arena *arena, size_t columns)
{
    struct buf out;
    buf_init(&out, arena);
    buf_fill(&out, ' ', columns);
    return buf_text(&out);
}

/* Name, type, and what stands at the right of the card. */
static const struct piece *title_pieces(const struct writing *writing, const struct card *card)
{
    struct arena *arena = writing->terminal->arena;
    unsigned char color = tint_color(writing->terminal, card->tint);
    str name = safe(arena, card->name);
    size_t used = unicode_text_width(name);
    size_t gap = used < writing->name_columns ? writing->name_columns - used : 0;
    const struct piece *detail = NULL;
    if (card->word.len > 0)
        detail = piece_make(arena, card->word, is_dim(card) ? TERMINAL_GREY : color, !is_dim(card),
                            NULL);
    else if (card->detail.len > 0)
        detail = piece_make(arena, safe(arena, card->detail), TERMINAL_GREY, false, NULL);
    if (detail)
        detail = piece_make(arena, STR("  "), TERMINAL_PLAIN, false, detail);
    if (card->is_unreachable)
        detail = piece_make(arena, STR("  unreachable"), TERMINAL_GREY, false, detail);
    if (card->kind == CARD_MISSING)
        detail = piece_make(arena, str_printf(arena, "  %.*s", STR_ARG(card->detail)), color, false,
                            NULL);
    const struct piece *type = piece_make(arena, card->type_name, color, false, detail);
    const struct piece *space =
        piece_make(arena, padding(arena, gap + 2), TERMINAL_PLAIN, false, type);
    const struct piece *title = piece_make(
        arena, name, is_dim(card) ? TERMINAL_GREY : TERMINAL_PLAIN, !is_dim(card), space);
    return piece_make(arena, STR(" "), TERMINAL_PLAIN, false, title);
}

static const struct piece *row_pieces(const struct writing *writing, const struct card_row *row)
{
    struct arena *arena = writing->terminal->arena;
    bool has_number = row->number.len > 0;
    str text = safe(arena, row->text);
    text = str_printf(arena, "   %.*s%s%.*s", STR_ARG(row->number), has_number ? "  " : "",
                      STR_ARG(text));
    return piece_make(arena, text, TERMINAL_GREY, false, NULL);
}

static unsigned char edge_color(const struct terminal *terminal, const struct drawing_edge *edge)
{
    if (edge->is_added || edge->is_removed)
        return tint_color(terminal, edge->is_added ? TINT_ADDED : TINT_REMOVED);
    if (edge->is_dim)
        return TERMINAL_GREY;
    if (edge->kind == EDGE_CATCH)
        return TERMINAL_YELLOW;
    return edge->is_taken ? tint_color(terminal, edge->tint) : TERMINAL_PLAIN;
}

/* "1  $.stock > 0", "default", "catch States.ALL", each with what joins it to the next. */
static str label_text(const struct terminal *terminal, const struct drawing_edge *edge)
{
    struct buf out;
    buf_init(&out, terminal->arena);
    for (uint32_t i = 0; i < edge->label_count; i++) {
        const struct edge_label *label = &edge->labels[i];
        buf_str(&out, i > 0 ? STR(", ") : STR(""));
        escape_terminal(&out, label->lead);
        buf_str(&out, label->lead.len > 0 && label->text.len > 0 ? STR(" ") : STR(""));
        escape_terminal(&out, label->text);
    }
    if (edge->is_added || edge->is_removed)
        buf_str(&out, edge->is_added ? STR(" (added)") : STR(" (removed)"));
    return str_trim(buf_text(&out));
}

static str target_name(const struct terminal *terminal, const struct drawing_edge *edge)
{
    const struct card *head = card_of(terminal, edge->head);
    return head->kind == CARD_END || head->kind == CARD_JOIN ? STR("end")
                                                             : safe(terminal->arena, head->name);
}

/* The lane to this card, of this kind; a new one when there is none yet. */
static uint32_t lane_to(struct writing *writing, const struct drawing_edge *edge, uint32_t line)
{
    struct outline *outline = &writing->outline;
    struct terminal *terminal = writing->terminal;
    uint32_t *lane = &terminal->lane_to[edge->kind == EDGE_CATCH][edge->head];
    if (*lane == CARD_NONE) {
        outline->lanes = arena_room(terminal->arena, outline->lanes, outline->lane_count,
                                    &outline->lane_capacity, sizeof *outline->lanes);
        *lane = outline->lane_count++;
        outline->lanes[*lane] = (struct lane){
            .head = edge->head, .top = line, .bottom = line, .color = edge_color(terminal, edge)
        };
    }
    struct lane *found = &outline->lanes[*lane];
    found->top = line < found->top ? line : found->top;
    found->bottom = line > found->bottom ? line : found->bottom;
    if (edge->is_taken)
        found->color = edge_color(terminal, edge);
    return *lane;
}

static bool leads_to_end(const struct drawing_edge *edge)
{
    return edge->kind == EDGE_END || edge->kind == EDGE_JOIN;
}

/* Whether the edge goes on to the line right below. The end is drawn there anew each time. */
static bool goes_along_spine(const struct writing *writing, const struct drawing_edge *edge,
                             uint32_t position)
{
    if (edge->kind == EDGE_CATCH || edge->is_removed)
        return false;
    if (leads_to_end(edge))
        return true;
    return position + 1 < writing->count && writing->order[position + 1] == edge->head;
}

static void write_jump(struct writing *writing, uint32_t index, bool is_last)
{
    struct terminal *terminal = writing->terminal;
    const struct drawing_edge *edge = &terminal->drawing->edges[index];
    unsigned char color = edge_color(terminal, edge);
    str label = label_text(terminal, edge), target = target_name(terminal, edge);
    str text = str_printf(terminal->arena, " %.*s%s%.*s %.*s", STR_ARG(label), label.len ? " " : "",
                          STR_ARG(terminal->glyphs->to), STR_ARG(target));
    add_line(writing, is_last ? terminal->glyphs->up_left : terminal->glyphs->vertical_left, color,
             piece_make(terminal->arena, text, color, false, NULL));
    uint32_t line = writing->outline.line_count - 1;
    if (!leads_to_end(edge))
        writing->outline.lane_of[line] = lane_to(writing, edge, line);
}

static void write_spine(struct writing *writing, const struct drawing_edge *edge)
{
    struct terminal *terminal = writing->terminal;
    unsigned char color = edge_color(terminal, edge);
    str label = label_text(terminal, edge);
    const struct piece *text = NULL;
    if (label.len > 0)
        text = piece_make(terminal->arena, str_printf(terminal->arena, " %.*s", STR_ARG(label)),
                          color, false, NULL);
    add_line(writing, terminal->glyphs->vertical, color, text);
}

/* All jumps, then the way along the spine, which is the last line before the next card. */
static void write_edges(struct writing *writing, uint32_t position)
{
    struct terminal *terminal = writing->terminal;
    uint32_t card = writing->order[position], spine = CARD_NONE, jumps = 0;
    for (uint32_t i = terminal->first_edge[card]; i != CARD_NONE; i = terminal->next_edge[i]) {
        if (spine == CARD_NONE && goes_along_spine(writing, &terminal->drawing->edges[i], position))
            spine = i;
        else
            jumps++;
    }
    for (uint32_t i = terminal->first_edge[card]; i != CARD_NONE; i = terminal->next_edge[i]) {
        if (i != spine)
            write_jump(writing, i, --jumps == 0 && spine == CARD_NONE);
    }
    bool ends = spine != CARD_NONE && leads_to_end(&terminal->drawing->edges[spine]);
    if (spine != CARD_NONE)
        write_spine(writing, &terminal->drawing->edges[spine]);
    if (ends)
        add_line(writing, terminal->glyphs->end,
                 edge_color(terminal, &terminal->drawing->edges[spine]), NULL);
    if ((spine == CARD_NONE || ends) && position + 1 < writing->count)
        add_line(writing, STR(" "), TERMINAL_PLAIN, NULL);
}

static void write_inner(struct writing *writing, uint32_t card)
{
    struct terminal *terminal = writing->terminal;
    const struct block *block = &terminal->blocks[card];
    for (uint32_t i = 0; i < block->count; i++)
        add_line(writing, terminal->glyphs->bar, TERMINAL_CYAN, block->lines[i]);
    if (block->count > 0)
        add_line(writing, terminal->glyphs->bar_end, TERMINAL_CYAN, NULL);
}

static bool has_edges(const struct terminal *terminal, uint32_t card)
{
    return terminal->first_edge[card] != CARD_NONE;
}

static void write_card(struct writing *writing, uint32_t position)
{
    struct terminal *terminal = writing->terminal;
    uint32_t index = writing->order[position];
    const struct card *card = card_of(terminal, index);
    terminal->line_of[index] = writing->outline.line_count;
    bool is_dot = card_is_dot(card);
    add_line(writing, mark_of(terminal, card),
             is_dot ? TERMINAL_PLAIN : tint_color(terminal, card->tint),
             is_dot ? NULL : title_pieces(writing, card));
    bool is_open = card->kind == CARD_CONTAINER;
    str mark = is_open                      ? terminal->glyphs->bar
               : has_edges(terminal, index) ? terminal->glyphs->vertical
                                            : STR(" ");
    for (uint32_t i = 0; i < card->row_count; i++)
        add_line(writing, mark, is_open ? TERMINAL_CYAN : TERMINAL_PLAIN,
                 row_pieces(writing, &card->rows[i]));
    if (is_open)
        write_inner(writing, index);
    write_edges(writing, position);
}

/* Lanes end at the lines of their cards, which are known by now. */
static void end_lanes(struct writing *writing)
{
    struct outline *outline = &writing->outline;
    for (uint32_t i = 0; i < outline->lane_count; i++) {
        struct lane *lane = &outline->lanes[i];
        lane->target = writing->terminal->line_of[lane->head];
        lane->top = lane->target < lane->top ? lane->target : lane->top;
        lane->bottom = lane->target > lane->bottom ? lane->target : lane->bottom;
        for (int kind = 0; kind < 2; kind++)
            writing->terminal->lane_to[kind][lane->head] = CARD_NONE;
    }
}

static void append_to_block(struct terminal *terminal, struct block *block,
                            const struct piece *line)
{
    block->lines = arena_room(terminal->arena, block->lines, block->count, &block->capacity,
                              sizeof *block->lines);
    block->lines[block->count++] = line;
}

static uint32_t lanes_that_fit(const struct terminal *terminal)
{
    if (terminal->width == 0)
        return MOST_LANES;
    unsigned room = terminal->width > LEAST_TEXT ? (terminal->width - LEAST_TEXT) / 2 : 0;
    return room < MOST_LANES ? room : MOST_LANES;
}

static void finish_block(struct writing *writing, struct block *block)
{
    struct terminal *terminal = writing->terminal;
    struct gutter gutter;
    end_lanes(writing);
    uint32_t columns =
        outline_assign_columns(terminal->arena, &writing->outline, lanes_that_fit(terminal));
    gutter_begin(&gutter, terminal->arena, &writing->outline, columns, terminal->glyphs);
    for (uint32_t i = 0; i < writing->outline.line_count; i++) {
        const struct outline_line *line = &writing->outline.lines[i];
        const struct piece *spine =
            piece_make(terminal->arena, line->mark, line->mark_color, false, line->first);
        const struct piece *whole = gutter_line(&gutter, i, spine);
        append_to_block(terminal, block,
                        piece_make(terminal->arena, STR(" "), TERMINAL_PLAIN, false, whole));
    }
}

/*
 * Cards of one parent in the order of a walk along the edges from `from`, each before what it leads
 * to.
 */
static void walk(struct writing *writing, uint32_t from, uint32_t parent)
{
    struct terminal *terminal = writing->terminal;
    uint32_t depth = 0;
    if (terminal->visited[from])
        return;
    terminal->visited[from] = 1;
    terminal->stack[depth] = from;
    terminal->at[depth++] = terminal->first_edge[from];
    writing->order[writing->count++] = from;
    while (depth > 0) {
        uint32_t edge = terminal->at[depth - 1];
        if (edge == CARD_NONE) {
            depth--;
            continue;
        }
        terminal->at[depth - 1] = terminal->next_edge[edge];
        uint32_t head = terminal->drawing->edges[edge].head;
        const struct card *card = card_of(terminal, head);
        if (terminal->visited[head] || card->parent != parent || card->kind == CARD_END ||
            card->kind == CARD_JOIN)
            continue;
        terminal->visited[head] = 1;
        writing->order[writing->count++] = head;
        terminal->stack[depth] = head;
        terminal->at[depth++] = terminal->first_edge[head];
    }
}

static void measure_names(struct writing *writing)
{
    for (uint32_t i = 0; i < writing->count; i++) {
        size_t width = unicode_text_width(card_of(writing->terminal, writing->order[i])->name);
        if (width <= NAME_COLUMNS && width > writing->name_columns)
            writing->name_columns = width;
    }
}

/*
 * The cards from `first` on, linked as siblings, and the states that the fork outside leads to
 * first.
 */
static void write_block(struct terminal *terminal, uint32_t first, uint32_t parent, uint32_t start,
                        struct block *block)
{
    struct writing writing = { .terminal = terminal };
    uint32_t count = 0;
    for (uint32_t i = first; i != CARD_NONE; i = card_of(terminal, i)->next_sibling)
        count++;
    writing.order = arena_array(terminal->arena, uint32_t, count);
    if (start != CARD_NONE)
        walk(&writing, start, parent);
    for (uint32_t i = first; i != CARD_NONE; i = card_of(terminal, i)->next_sibling) {
        enum card_kind kind = card_of(terminal, i)->kind;
        if (kind != CARD_END && kind != CARD_JOIN)
            walk(&writing, i, parent);
    }
    measure_names(&writing);
    for (uint32_t i = 0; i < writing.count; i++)
        write_card(&writing, i);
    finish_block(&writing, block);
}

/* What the fork leads to inside this branch. */
static uint32_t start_of_branch(const struct terminal *terminal, uint32_t branch)
{
    uint32_t fork = card_of(terminal, card_of(terminal, branch)->parent)->fork;
    for (uint32_t i = terminal->first_edge[fork]; i != CARD_NONE; i = terminal->next_edge[i]) {
        uint32_t head = terminal->drawing->edges[i].head;
        if (card_of(terminal, head)->parent == branch)
            return head;
    }
    return CARD_NONE;
}

/* The branches one below the other, each under its name. */
static void write_branches(struct terminal *terminal, uint32_t container, struct block *block)
{
    for (uint32_t i = card_of(terminal, container)->first_child; i != CARD_NONE;
         i = card_of(terminal, i)->next_sibling) {
        const struct card *card = card_of(terminal, i);
        if (card->kind != CARD_BRANCH)
            continue;
        str name =
            str_printf(terminal->arena, "%.*s%.*s %.*s", STR_ARG(terminal->glyphs->horizontal),
                       STR_ARG(terminal->glyphs->horizontal), STR_ARG(card->name));
        append_to_block(terminal, block,
                        piece_make(terminal->arena, name, TERMINAL_CYAN, false, NULL));
        for (uint32_t k = 0; k < terminal->blocks[i].count; k++)
            append_to_block(terminal, block, terminal->blocks[i].lines[k]);
    }
}

static bool is_parallel(const struct terminal *terminal, const struct card *container)
{
    for (uint32_t i = container->first_child; i != CARD_NONE;
         i = card_of(terminal, i)->next_sibling) {
        if (card_of(terminal, i)->kind == CARD_BRANCH)
            return true;
    }
    return false;
}

/* Inner containers have larger numbers, so they are finished when the outer ones need them. */
static void write_blocks(struct terminal *terminal)
{
    for (uint32_t i = terminal->drawing->card_count; i-- > 0;) {
        const struct card *card = card_of(terminal, i);
        if (card->kind == CARD_BRANCH)
            write_block(terminal, card->first_child, i, start_of_branch(terminal, i),
                        &terminal->blocks[i]);
        else if (card->kind == CARD_CONTAINER && is_parallel(terminal, card))
            write_branches(terminal, i, &terminal->blocks[i]);
        else if (card->kind == CARD_CONTAINER)
            write_block(terminal, card->first_child, i, card->fork, &terminal->blocks[i]);
    }
}

static void put_color(struct buf *out, const struct piece *piece, bool has_color)
{
    if (!has_color || (piece->color == TERMINAL_PLAIN && !piece->is_bold))
        return;
    if (piece->is_bold)
        buf_str(out, STR("\x1b[1m"));
    if (piece->color != TERMINAL_PLAIN)
        buf_printf(out, "\x1b[%um", piece->color);
}

/* The pieces one after the other, up to the width; cut with three dots. */
static void put_line(struct buf *out, const struct graph_options *options,
                     const struct piece *piece)
{
    size_t used = 0;
    for (; piece; piece = piece->next) {
        str text = piece->text;
        size_t room = options->width == 0     ? SIZE_MAX
                      : options->width > used ? options->width - used
                                              : 0;
        size_t columns = unicode_text_width(text);
        bool is_cut = columns > room;
        if (is_cut)
            text = text_cut(out->arena, text, room > 3 ? room : 3);
        if (is_cut && room < 4)
            break;
        put_color(out, piece, options->has_color);
        buf_str(out, text);
        if (options->has_color && (piece->color != TERMINAL_PLAIN || piece->is_bold))
            buf_str(out, STR("\x1b[0m"));
        used += columns;
        if (is_cut)
            break;
    }
    while (out->len > 0 && out->at[out->len - 1] == ' ')
        out->len--;
    buf_char(out, '\n');
}

static uint32_t *none_of(struct arena *arena, uint32_t count)
{
    uint32_t *list = arena_array(arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        list[i] = CARD_NONE;
    return list;
}

static void group_edges(struct terminal *terminal)
{
    for (uint32_t i = terminal->drawing->edge_count; i-- > 0;) {
        uint32_t tail = terminal->drawing->edges[i].tail;
        terminal->next_edge[i] = terminal->first_edge[tail];
        terminal->first_edge[tail] = i;
    }
}

void graph_write_text(struct buf *out, const struct drawing *drawing)
{
    uint32_t cards = drawing->card_count;
    struct arena arena;
    arena_init(&arena, out->arena->memory);
    struct terminal terminal = {
        .arena = &arena,
        .drawing = drawing,
        .glyphs = drawing->options->is_ascii ? &glyphs_ascii : &glyphs_unicode,
        .width = drawing->options->width,
        .blocks = arena_array(&arena, struct block, cards),
        .first_edge = none_of(&arena, cards),
        .next_edge = none_of(&arena, drawing->edge_count),
        .line_of = arena_array(&arena, uint32_t, cards),
        .visited = arena_array(&arena, uint32_t, cards),
        .stack = arena_array(&arena, uint32_t, cards),
        .at = arena_array(&arena, uint32_t, cards),
        .lane_to = { none_of(&arena, cards), none_of(&arena, cards) },
    };
    struct block root = { 0 };
    group_edges(&terminal);
    write_blocks(&terminal);
    write_block(&terminal, drawing->roots.first, CARD_NONE, CARD_NONE, &root);
    for (uint32_t i = 0; i < root.count; i++)
        put_line(out, drawing->options, root.lines[i]);
    arena_finish(&arena);
}
