#include "graph/terminal.h"

#include <stdlib.h>

struct order {
    uint32_t lane, length;
};

/* Short ones first: they get the columns next to the spine, and long ones run round them. */
static int compare_length(const void *a, const void *b)
{
    const struct order *left = a, *right = b;
    if (left->length != right->length)
        return left->length < right->length ? -1 : 1;
    return left->lane < right->lane ? -1 : left->lane > right->lane;
}

/* The bits of word `word` that lie in the lines of the lane. */
static uint64_t lines_mask(const struct lane *lane, size_t word)
{
    uint64_t mask = UINT64_MAX;
    if (word == lane->top / 64)
        mask &= UINT64_MAX << lane->top % 64;
    if (word == lane->bottom / 64)
        mask &= UINT64_MAX >> (63 - lane->bottom % 64);
    return mask;
}

static bool is_free(const struct bits *taken, const struct lane *lane)
{
    for (size_t word = lane->top / 64; word <= lane->bottom / 64; word++) {
        if (taken->words[word] & lines_mask(lane, word))
            return false;
    }
    return true;
}

static void take(struct bits *taken, const struct lane *lane)
{
    for (size_t word = lane->top / 64; word <= lane->bottom / 64; word++)
        taken->words[word] |= lines_mask(lane, word);
}

uint32_t outline_assign_columns(struct arena *arena, struct outline *outline, uint32_t most)
{
    struct order *order = arena_array(arena, struct order, outline->lane_count);
    struct bits *taken = arena_array(arena, struct bits, most);
    uint32_t used = 0;
    for (uint32_t i = 0; i < outline->lane_count; i++)
        order[i] = (struct order){ i, outline->lanes[i].bottom - outline->lanes[i].top };
    qsort(order, outline->lane_count, sizeof *order, compare_length);
    for (uint32_t i = 0; i < outline->lane_count; i++) {
        struct lane *lane = &outline->lanes[order[i].lane];
        uint32_t column = 0;
        while (column < used && !is_free(&taken[column], lane))
            column++;
        lane->column = column < most ? column : CARD_NONE;
        if (column >= most)
            continue;
        if (column == used)
            bits_init(&taken[used++], arena, outline->line_count);
        take(&taken[column], lane);
    }
    return used;
}

/* One character of the gutter. */
struct cell {
    str glyph;
    unsigned char color;
};

uint32_t gutter_width(const struct gutter *gutter)
{
    return gutter->columns == 0 ? 0 : 2 * gutter->columns + 1;
}

void gutter_begin(struct gutter *gutter, struct arena *arena, const struct outline *outline,
                  uint32_t columns, const struct glyphs *glyphs)
{
    *gutter = (struct gutter){ .arena = arena,
                               .outline = outline,
                               .glyphs = glyphs,
                               .columns = columns,
                               .active = arena_array(arena, uint32_t, columns),
                               .first = arena_array(arena, uint32_t, outline->line_count),
                               .next = arena_array(arena, uint32_t, outline->lane_count) };
    gutter->cells = arena_array(arena, struct cell, gutter_width(gutter));
    for (uint32_t i = 0; i < columns; i++)
        gutter->active[i] = CARD_NONE;
    for (uint32_t i = 0; i < outline->line_count; i++)
        gutter->first[i] = CARD_NONE;
    for (uint32_t i = 0; i < outline->lane_count; i++) {
        if (outline->lanes[i].column == CARD_NONE)
            continue;
        gutter->next[i] = gutter->first[outline->lanes[i].top];
        gutter->first[outline->lanes[i].top] = i;
    }
}

static bool turns_at(const struct gutter *gutter, uint32_t lane, uint32_t line)
{
    return gutter->outline->lane_of[line] == lane || gutter->outline->lanes[lane].target == line;
}

static uint32_t place_of(const struct gutter *gutter, const struct lane *lane)
{
    return gutter_width(gutter) - 3 - 2 * lane->column;
}

/* From the lane to the spine, over what runs between. */
static void put_turn(struct gutter *gutter, const struct lane *lane, uint32_t line)
{
    uint32_t width = gutter_width(gutter), at = place_of(gutter, lane);
    const struct glyphs *glyphs = gutter->glyphs;
    bool is_crossed = str_equal(gutter->cells[at].glyph, glyphs->horizontal);
    str corner = is_crossed ? glyphs->cross : glyphs->vertical_right;
    if (line == lane->top)
        corner = is_crossed ? glyphs->down_both : glyphs->down_right;
    else if (line == lane->bottom)
        corner = is_crossed ? glyphs->up_both : glyphs->up_right;
    gutter->cells[at] = (struct cell){ corner, lane->color };
    for (uint32_t i = at + 1; i < width; i++) {
        bool crosses = str_equal(gutter->cells[i].glyph, glyphs->vertical);
        gutter->cells[i] =
            (struct cell){ crosses ? glyphs->cross : glyphs->horizontal, lane->color };
    }
    if (line == lane->target)
        gutter->cells[width - 1] = (struct cell){ glyphs->arrow, lane->color };
}

static const struct piece *piece_of_cells(const struct gutter *gutter, const struct piece *next)
{
    const struct cell *cells = gutter->cells;
    for (uint32_t end = gutter_width(gutter); end > 0;) {
        uint32_t start = end - 1;
        while (start > 0 && cells[start - 1].color == cells[end - 1].color)
            start--;
        struct buf text;
        buf_init(&text, gutter->arena);
        for (uint32_t i = start; i < end; i++)
            buf_str(&text, cells[i].glyph);
        next = piece_make(gutter->arena, buf_text(&text), cells[start].color, false, next);
        end = start;
    }
    return next;
}

const struct piece *gutter_line(struct gutter *gutter, uint32_t line, const struct piece *after)
{
    const struct lane *lanes = gutter->outline->lanes;
    for (uint32_t i = 0; i < gutter_width(gutter); i++)
        gutter->cells[i] = (struct cell){ STR(" "), TERMINAL_PLAIN };
    for (uint32_t i = gutter->first[line]; i != CARD_NONE; i = gutter->next[i])
        gutter->active[lanes[i].column] = i;
    for (uint32_t i = 0; i < gutter->columns; i++) {
        uint32_t lane = gutter->active[i];
        if (lane != CARD_NONE && !turns_at(gutter, lane, line))
            gutter->cells[place_of(gutter, &lanes[lane])] =
                (struct cell){ gutter->glyphs->vertical, lanes[lane].color };
    }
    for (uint32_t i = gutter->columns; i-- > 0;) {
        uint32_t lane = gutter->active[i];
        if (lane != CARD_NONE && turns_at(gutter, lane, line))
            put_turn(gutter, &lanes[lane], line);
        if (lane != CARD_NONE && lanes[lane].bottom == line)
            gutter->active[i] = CARD_NONE;
    }
    return piece_of_cells(gutter, after);
}
