#include "sim/trace_lines.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"

enum { VALUE_MAX = 400, INDENT = 2, DEPTH_MAX = 40 };

static const char *const escapes[] = {
    [TRACE_NONE] = "",          [TRACE_BOLD] = "\033[1m",    [TRACE_DIM] = "\033[2m",  [TRACE_RED] = "\033[31m",
    [TRACE_GREEN] = "\033[32m", [TRACE_YELLOW] = "\033[33m", [TRACE_CYAN] = "\033[36m",
};

void trace_set_color(struct trace_lines *l, enum trace_color color)
{
    if (l->options->has_color)
        buf_str(l->out, str_from(escapes[color]));
}

void trace_reset_color(struct trace_lines *l)
{
    if (l->options->has_color)
        buf_str(l->out, STR("\033[0m"));
}

static bool is_full(const struct trace_lines *l)
{
    return l->options->width > 0 && l->column >= l->options->width;
}

/* Text on the current line: control characters escaped, what does not fit left out. */
void trace_put(struct trace_lines *l, str text)
{
    size_t i = 0;
    while (i < text.len && !is_full(l)) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < 0x20 || c == 0x7f) {
            buf_printf(l->out, "\\u%04x", c);
            l->column += 6;
            i++;
            continue;
        }
        size_t length = 1;
        while (i + length < text.len && ((unsigned char)text.at[i + length] & 0xC0) == 0x80)
            length++;
        /* U+0080 to U+009F are control characters of some terminals. */
        bool is_control = c == 0xC2 && length == 2 && (unsigned char)text.at[i + 1] < 0xA0;
        if (is_control)
            buf_printf(l->out, "\\u%04x", (unsigned char)text.at[i + 1]);
        else
            buf_str(l->out, str_slice(text, i, i + length));
        l->column += is_control ? 6 : 1;
        i += length;
    }
}

void trace_put_colored(struct trace_lines *l, enum trace_color color, str text)
{
    trace_set_color(l, color);
    trace_put(l, text);
    trace_reset_color(l);
}

void trace_put_value(struct trace_lines *l, value v)
{
    str text = value_to_text(l->arena, v, l->options->style);
    if (v.kind == VALUE_UNDEFINED)
        text = STR("nothing");
    bool is_long = text.len > VALUE_MAX;
    size_t end = is_long ? VALUE_MAX : text.len;
    while (end > 0 && end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    trace_put(l, str_slice(text, 0, end));
    if (is_long)
        trace_put(l, STR(" ..."));
}

void trace_end_line(struct trace_lines *l)
{
    buf_char(l->out, '\n');
    l->column = 0;
}

/* The first column: a time, or as many blanks. Below 0: blanks. */
void trace_begin_line(struct trace_lines *l, int64_t time_ms, uint32_t depth)
{
    struct buf time;
    buf_init(&time, l->arena);
    if (time_ms >= 0)
        time_print_duration(&time, time_ms);
    if (time.len < l->time_width)
        buf_fill(&time, ' ', l->time_width - time.len);
    trace_put_colored(l, TRACE_DIM, buf_text(&time));
    depth = depth < DEPTH_MAX ? depth : DEPTH_MAX;
    for (uint32_t i = 0; i < depth * INDENT; i++)
        trace_put(l, STR(" "));
}

void trace_put_failure(struct trace_lines *l, value error, value cause)
{
    if (error.kind == VALUE_STRING)
        trace_put_colored(l, TRACE_RED, value_text(error));
    if (cause.kind == VALUE_STRING && value_text(cause).len > 0) {
        trace_put(l, error.kind == VALUE_STRING ? STR(": ") : STR(""));
        trace_put(l, value_text(cause));
    }
}
