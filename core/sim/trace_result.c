/* How an execution ended, and what a test expected instead. */
#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "sim/trace_lines.h"

enum { INDENT = 2, LINE_WIDTH = 100, INDENT_MOST = 60 };

static uint32_t count_calls(const struct trace *trace, const struct history *history, uint32_t *retries)
{
    uint32_t calls = 0, tasks = 0;
    for (uint32_t i = 0; i < history->count; i++)
        calls += trace_is_scheduled(history_type_shape(history->events[i].type));
    for (uint32_t i = 0; i < trace->count; i++)
        tasks += trace->visits[i].state->object.kind == ASL_TASK;
    *retries = calls > tasks ? calls - tasks : 0;
    return calls;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* An object or array on one line where it fits, else a line for each of its parts. */
static void print_fitted(struct buf *out, value v, enum value_style style, size_t indent, size_t before)
{
    bool is_object = v.kind == VALUE_OBJECT;
    size_t room = indent + before < LINE_WIDTH ? LINE_WIDTH - indent - before : 0;
    if ((!is_object && v.kind != VALUE_ARRAY) || indent >= INDENT_MOST || !value_prints_longer(v, style, room)) {
        value_print(out, v, style);
        return;
    }
    buf_char(out, is_object ? '{' : '[');
    for (uint32_t i = 0; i < v.count; i++) {
        buf_str(out, i ? STR(",\n") : STR("\n"));
        buf_fill(out, ' ', indent + INDENT);
        size_t start = out->len;
        if (is_object) {
            value_print_string(out, v.as.members[i].name);
            buf_str(out, STR(": "));
        }
        print_fitted(out, is_object ? v.as.members[i].value : v.as.items[i], style, indent + INDENT,
                     out->len - start);
    }
    buf_char(out, '\n');
    buf_fill(out, ' ', indent);
    buf_char(out, is_object ? '}' : ']');
}

void trace_print_value(struct buf *out, value v, enum value_style style)
{
    print_fitted(out, v, style, 0, 0);
}

static void print_output(struct trace_lines *l, value output)
{
    struct buf text;
    buf_init(&text, l->arena);
    trace_print_value(&text, output, l->options->style);
    str rest = buf_text(&text), line;
    while (str_split(&rest, '\n', &line)) {
        trace_put(l, line);
        trace_end_line(l);
    }
}

void trace_print_result(struct buf *out, const struct sim_result *result, const struct trace *trace,
                        const struct history *history, const struct trace_options *options)
{
    /* The result is told in full, however narrow the terminal. */
    struct trace_options full = { .has_color = options->has_color, .style = options->style };
    struct trace_lines l = { .out = out, .arena = out->arena, .options = &full };
    uint32_t retries, calls = count_calls(trace, history, &retries);
    bool is_good = result->status == SIM_SUCCEEDED;
    trace_put_colored(&l, is_good ? TRACE_GREEN : TRACE_RED, str_from(sim_status_name(result->status)));
    buf_str(out, STR(" after "));
    time_print_duration(out, result->duration_ms);
    buf_printf(out, ": %u state%s", trace->count, plural(trace->count));
    if (calls > 0)
        buf_printf(out, ", %u call%s", calls, plural(calls));
    if (retries > 0)
        buf_printf(out, ", %u retr%s", retries, retries == 1 ? "y" : "ies");
    buf_printf(out, ", %u events\n", result->event_count);
    if (is_good) {
        print_output(&l, result->output);
        return;
    }
    if (result->state) {
        trace_put(&l, STR("at state "));
        trace_put_colored(&l, TRACE_BOLD, result->state->name);
        trace_end_line(&l);
    }
    if (result->has_error || result->has_cause) {
        trace_put_failure(&l, result->has_error ? value_string(result->error) : value_undefined(),
                    result->has_cause ? value_string(result->cause) : value_undefined());
        trace_end_line(&l);
    }
    /* What to write for a task without an outcome is told elsewhere, with more words. */
    if (result->message.len > 0 && result->status != SIM_UNANSWERED) {
        trace_put(&l, result->message);
        trace_end_line(&l);
    }
}

static void print_difference(struct trace_lines *l, const struct difference *difference)
{
    trace_put(l, STR("      "));
    trace_put(l, difference->pointer.len ? difference->pointer : STR("(all)"));
    if (difference->state) {
        trace_put(l, STR(", set by \""));
        trace_put(l, difference->state->name);
        trace_put(l, STR("\""));
    }
    trace_end_line(l);
    trace_put(l, STR("        expected "));
    trace_set_color(l, TRACE_GREEN);
    trace_put_value(l, difference->expected);
    trace_reset_color(l);
    trace_end_line(l);
    trace_put(l, STR("        actual   "));
    trace_set_color(l, TRACE_RED);
    trace_put_value(l, difference->actual);
    trace_reset_color(l);
    trace_end_line(l);
}

void trace_print_mismatches(struct buf *out, const struct mismatches *mismatches,
                            const struct trace_options *options)
{
    struct trace_lines l = { .out = out, .arena = out->arena, .options = options };
    for (uint32_t i = 0; i < mismatches->count; i++) {
        const struct mismatch *mismatch = &mismatches->items[i];
        trace_put(&l, STR("    "));
        trace_put_colored(&l, TRACE_BOLD, str_from(expected_part_name(mismatch->part)));
        trace_put(&l, STR(": "));
        trace_put(&l, mismatch->message);
        trace_end_line(&l);
        for (uint32_t d = 0; d < mismatch->differences.count; d++)
            print_difference(&l, &mismatch->differences.items[d]);
        if (mismatch->where.len > 0) {
            trace_put(&l, STR("      "));
            trace_put(&l, mismatch->where);
            trace_end_line(&l);
        }
    }
}
