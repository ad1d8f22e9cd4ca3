/*
 * excerpt.c - a source line and what is wrong in it.
 *
 *        12 |       "Next": "Shp"
 *           |               ^^^^^
 *
 * A line that is too wide is shown around the span, with "..." where something was left out. The cost is that of the
 * part shown, also in a file that is one endless line. Widths are terminal columns; a tab counts four, wherever it
 * stands; characters that a terminal would obey are shown escaped.
 */
#include "base/buf.h"
#include "base/num.h"
#include "base/utf8.h"
#include "report/internal.h"
#include "text/unicode.h"

enum { DEFAULT_WIDTH = 100, LEAST_WIDTH = 20, GUTTER = 6, TAB = 4, ELLIPSIS = 3 };

/* The parts of a line, as byte offsets into it: what is shown, and what the carets stand under. */
struct window {
    size_t start, end;
    size_t mark_start, mark_end;
};

unsigned excerpt_gutter(const struct place *place)
{
    unsigned digits = num_digit_count(place->start.line);
    return digits + 1 > GUTTER ? digits + 1 : GUTTER;
}

/* As the terminal shows it. Returns its width. */
static unsigned show_character(struct buf *out, str text, size_t *offset)
{
    size_t start = *offset;
    uint32_t c = utf8_next(text, offset);
    if (c == '\t') {
        buf_fill(out, ' ', TAB);
        return TAB;
    }
    size_t before = out->len;
    report_plain(out, str_slice(text, start, *offset));
    bool is_escaped = out->len - before != *offset - start;
    return is_escaped ? (unsigned)(out->len - before) : unicode_width(c);
}

static unsigned width_between(struct buf *scratch, str line, size_t start, size_t end)
{
    unsigned width = 0;
    size_t len = scratch->len;
    while (start < end) {
        width += show_character(scratch, line, &start);
        scratch->len = len;
    }
    return width;
}

/* What a character takes of the room: at least 1, so that a line of nothing but marks is cut as well. */
static unsigned room_of(struct buf *scratch, str line, size_t start, size_t end)
{
    unsigned width = width_between(scratch, line, start, end);
    return width ? width : 1;
}

/* Moves `*to` right while what stands between still fits into `*room`, which shrinks. */
static void extend_right(struct buf *scratch, str line, size_t *to, size_t end, unsigned *room)
{
    while (*to < end) {
        size_t next = *to;
        utf8_next(line, &next);
        unsigned width = room_of(scratch, line, *to, next);
        if (width > *room)
            return;
        *room -= width;
        *to = next;
    }
}

static void extend_left(struct buf *scratch, str line, size_t *to, unsigned *room)
{
    while (*to > 0) {
        size_t before = *to;
        utf8_previous(line, &before);
        unsigned width = room_of(scratch, line, before, *to);
        if (width > *room)
            return;
        *room -= width;
        *to = before;
    }
}

/* The span first, then the rest of the room half before and all that is left behind it, then before it. */
static struct window choose_window(struct buf *scratch, str line, size_t mark_start, size_t mark_end,
                                   unsigned room)
{
    struct window window = { .start = mark_start, .mark_start = mark_start };
    window.end = mark_start;
    extend_right(scratch, line, &window.end, mark_end, &room);
    window.mark_end = window.end;
    unsigned half = room / 2;
    room -= half;
    extend_left(scratch, line, &window.start, &half);
    room += half;
    extend_right(scratch, line, &window.end, line.len, &room);
    extend_left(scratch, line, &window.start, &room);
    return window;
}

static void print_gutter(struct buf *out, const struct report_options *options, unsigned gutter,
                         uint32_t line)
{
    if (options->has_color)
        buf_str(out, STR(COLOR_BLUE));
    if (line)
        buf_printf(out, "%*u |", (int)gutter, (unsigned)line);
    else {
        buf_fill(out, ' ', gutter);
        buf_str(out, STR(" |"));
    }
    if (options->has_color)
        buf_str(out, STR(COLOR_END));
}

static void print_line(struct buf *out, str line, const struct window *window)
{
    if (window->start == 0 && window->end == 0) {
        buf_char(out, '\n');
        return;
    }
    buf_char(out, ' ');
    if (window->start > 0)
        buf_str(out, STR("..."));
    for (size_t i = window->start; i < window->end;)
        show_character(out, line, &i);
    if (window->end < line.len)
        buf_str(out, STR("..."));
    buf_char(out, '\n');
}

static void print_carets(struct buf *out, const struct report_options *options, str line,
                         const struct window *window, bool goes_on, const char *color)
{
    unsigned before = width_between(out, line, window->start, window->mark_start);
    unsigned width = width_between(out, line, window->mark_start, window->mark_end);
    buf_fill(out, ' ', 1 + before + (window->start > 0 ? ELLIPSIS : 0));
    if (options->has_color)
        buf_str(out, str_from(color));
    buf_fill(out, '^', width ? width : 1);
    if (goes_on)
        buf_str(out, STR("..."));
    if (options->has_color)
        buf_str(out, STR(COLOR_END));
    buf_char(out, '\n');
}

void excerpt_print(struct buf *out, const struct report_options *options, const struct place *place,
                   const char *color)
{
    str line = lines_text(place->lines, place->start.line);
    uint32_t from = lines_start(place->lines, place->start.line);
    size_t mark_start = place->span.start > from ? place->span.start - from : 0;
    size_t mark_end = place->span.end > from ? place->span.end - from : 0;
    if (mark_start > line.len)
        mark_start = line.len;
    bool goes_on = mark_end > line.len && place->end.line > place->start.line;
    if (mark_end > line.len)
        mark_end = line.len;

    unsigned gutter = excerpt_gutter(place);
    unsigned width = options->width ? options->width : DEFAULT_WIDTH;
    unsigned taken = gutter + 3 + 2 * ELLIPSIS + (goes_on ? ELLIPSIS : 0);
    unsigned room = width > taken + LEAST_WIDTH ? width - taken : LEAST_WIDTH;
    struct window window = choose_window(out, line, mark_start, mark_end, room);
    print_gutter(out, options, gutter, place->start.line);
    print_line(out, line, &window);
    print_gutter(out, options, gutter, 0);
    print_carets(out, options, line, &window, goes_on || window.mark_end < mark_end, color);
}
