#include "sim/trace_print.h"

#include "asl/asl.h"
#include "aws/resource.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "sim/plan.h"

#include <stdlib.h>

enum { TIME_WIDTH_LEAST = 8, CHANGES_MAX = 8, VALUE_MAX = 400, INDENT = 2, DEPTH_MAX = 40 };

enum color { COLOR_NONE, COLOR_BOLD, COLOR_DIM, COLOR_RED, COLOR_GREEN, COLOR_YELLOW, COLOR_CYAN };

static const char *const escapes[] = {
    [COLOR_NONE] = "",          [COLOR_BOLD] = "\033[1m",    [COLOR_DIM] = "\033[2m",  [COLOR_RED] = "\033[31m",
    [COLOR_GREEN] = "\033[32m", [COLOR_YELLOW] = "\033[33m", [COLOR_CYAN] = "\033[36m",
};

/* What is printed, with its branches in order. */
struct listed {
    const struct trace_visit *visit;
    uint32_t first_child, next; /* index plus 1 */
    uint32_t first_event;       /* id; the next one of the visit is in printer.next_event */
};

struct printer {
    struct buf *out;
    struct arena *arena;
    const struct trace_options *options;
    const struct trace *trace;
    const struct history *history;
    struct listed *listed;       /* of visits, by number */
    uint32_t *next_event;     /* by id minus 1 */
    size_t time_width;        /* of the first column */
    unsigned column;
};

/*
 * Lines.
 */

static void set_color(struct printer *p, enum color color)
{
    if (p->options->has_color)
        buf_str(p->out, str_from(escapes[color]));
}

static void reset_color(struct printer *p)
{
    if (p->options->has_color)
        buf_str(p->out, STR("\033[0m"));
}

static bool is_full(const struct printer *p)
{
    return p->options->width > 0 && p->column >= p->options->width;
}

/* Text on the current line: control characters escaped, what does not fit left out. */
static void put(struct printer *p, str text)
{
    size_t i = 0;
    while (i < text.len && !is_full(p)) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < 0x20 || c == 0x7f) {
            buf_printf(p->out, "\\u%04x", c);
            p->column += 6;
            i++;
            continue;
        }
        size_t length = 1;
        while (i + length < text.len && ((unsigned char)text.at[i + length] & 0xC0) == 0x80)
            length++;
        /* U+0080 to U+009F are control characters of some terminals. */
        bool is_control = c == 0xC2 && length == 2 && (unsigned char)text.at[i + 1] < 0xA0;
        if (is_control)
            buf_printf(p->out, "\\u%04x", (unsigned char)text.at[i + 1]);
        else
            buf_str(p->out, str_slice(text, i, i + length));
        p->column += is_control ? 6 : 1;
        i += length;
    }
}

static void put_colored(struct printer *p, enum color color, str text)
{
    set_color(p, color);
    put(p, text);
    reset_color(p);
}

static void put_value(struct printer *p, value v)
{
    str text = value_to_text(p->arena, v, p->options->style);
    if (v.kind == VALUE_UNDEFINED)
        text = STR("nothing");
    bool is_long = text.len > VALUE_MAX;
    size_t end = is_long ? VALUE_MAX : text.len;
    while (end > 0 && end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
        end--;
    put(p, str_slice(text, 0, end));
    if (is_long)
        put(p, STR(" ..."));
}

static void end_line(struct printer *p)
{
    buf_char(p->out, '\n');
    p->column = 0;
}

/* The first column: a time, or as many blanks. Below 0: blanks. */
static void begin_line(struct printer *p, int64_t time_ms, uint32_t depth)
{
    struct buf time;
    buf_init(&time, p->arena);
    if (time_ms >= 0)
        time_print_duration(&time, time_ms);
    if (time.len < p->time_width)
        buf_fill(&time, ' ', p->time_width - time.len);
    put_colored(p, COLOR_DIM, buf_text(&time));
    depth = depth < DEPTH_MAX ? depth : DEPTH_MAX;
    for (uint32_t i = 0; i < depth * INDENT; i++)
        put(p, STR(" "));
}

/*
 * A state's events.
 */

static void put_failure(struct printer *p, value error, value cause)
{
    if (error.kind == VALUE_STRING)
        put_colored(p, COLOR_RED, value_text(error));
    if (cause.kind == VALUE_STRING && value_text(cause).len > 0) {
        put(p, error.kind == VALUE_STRING ? STR(": ") : STR(""));
        put(p, value_text(cause));
    }
}

static bool is_scheduled(enum history_shape shape)
{
    return shape == HISTORY_SHAPE_SCHEDULED || shape == HISTORY_SHAPE_TASK_SCHEDULED;
}

/* "failed", "timed out", "submit failed", from the type's end. */
static const char *failure_word(str type)
{
    static const struct {
        const char *ending, *word;
    } words[] = {
        { "TimedOut", "timed out" },
        { "ScheduleFailed", "could not be scheduled" },
        { "StartFailed", "could not start" },
        { "SubmitFailed", "could not be submitted" },
        { "EvaluationFailed", "could not be evaluated" },
        { "Failed", "failed" },
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_ends(type, str_from(words[i].ending)))
            return words[i].word;
    }
    return "ended";
}

static void print_failure(struct printer *p, const struct history_event *event, uint32_t depth)
{
    begin_line(p, event->time_ms, depth);
    put(p, str_from(failure_word(history_type_name(event->type))));
    if (event->more[0].kind == VALUE_STRING || event->more[1].kind == VALUE_STRING)
        put(p, STR(": "));
    put_failure(p, event->more[0], event->more[1]);
    end_line(p);
}

static void print_success(struct printer *p, const struct history_event *event, int64_t since_ms, uint32_t depth)
{
    struct buf text;
    buf_init(&text, p->arena);
    buf_str(&text, STR("succeeded"));
    if (event->time_ms > since_ms) {
        buf_str(&text, STR(" after "));
        time_print_duration(&text, event->time_ms - since_ms);
    }
    begin_line(p, event->time_ms, depth);
    put(p, buf_text(&text));
    end_line(p);
}

static void print_retry(struct printer *p, const struct history_event *event, uint32_t attempt, uint32_t depth)
{
    begin_line(p, event->time_ms, depth);
    put_colored(p, COLOR_YELLOW, str_printf(p->arena, "retry %u", attempt));
    end_line(p);
}

struct attempts {
    uint32_t count;
    int64_t since_ms;
    bool is_told; /* something else than one success at once */
};

static void print_event(struct printer *p, const struct history_event *event, struct attempts *attempts,
                        uint32_t depth)
{
    enum history_shape shape = history_type_shape(event->type);
    bool is_task_output = shape == HISTORY_SHAPE_TASK_OUTPUT || shape == HISTORY_SHAPE_OUTPUT;
    if (event->type <= HISTORY_EXECUTION_ABORTED)
        return;
    if (is_scheduled(shape)) {
        if (attempts->count > 0)
            print_retry(p, event, attempts->count, depth);
        attempts->count++;
        attempts->since_ms = event->time_ms;
    } else if (event->type == HISTORY_PARALLEL_STATE_STARTED || event->type == HISTORY_MAP_STATE_STARTED) {
        if (attempts->count > 0)
            print_retry(p, event, attempts->count, depth);
        attempts->count++;
    } else if (shape == HISTORY_SHAPE_FAILURE || shape == HISTORY_SHAPE_TASK_FAILURE ||
               shape == HISTORY_SHAPE_EVALUATION) {
        print_failure(p, event, depth);
        attempts->is_told = true;
    } else if (is_task_output && str_ends(history_type_name(event->type), STR("Succeeded")) &&
               (attempts->is_told || event->time_ms > attempts->since_ms)) {
        print_success(p, event, attempts->since_ms, depth);
    } else if (str_ends(history_type_name(event->type), STR("StateAborted"))) {
        begin_line(p, event->time_ms, depth);
        put_colored(p, COLOR_YELLOW, STR("aborted"));
        end_line(p);
    }
}

/*
 * What a state changed.
 */

/* "/check/total" as "check.total". */
static void put_place(struct printer *p, str pointer)
{
    for (size_t i = 1; i < pointer.len; i++)
        put(p, pointer.at[i] == '/' ? STR(".") : str_slice(pointer, i, i + 1));
    if (pointer.len == 0)
        put(p, STR("output"));
}

static void print_change(struct printer *p, const struct difference *change, uint32_t depth)
{
    bool is_new = change->expected.kind == VALUE_UNDEFINED, is_gone = change->actual.kind == VALUE_UNDEFINED;
    begin_line(p, -1, depth);
    put_colored(p, is_new ? COLOR_GREEN : is_gone ? COLOR_RED : COLOR_YELLOW,
                is_new ? STR("+ ") : is_gone ? STR("- ") : STR("~ "));
    put_place(p, change->pointer);
    if (!is_gone) {
        put(p, STR(" = "));
        put_value(p, change->actual);
    }
    end_line(p);
}

static void print_assigned(struct printer *p, value variables, uint32_t depth)
{
    for (uint32_t i = 0; i < variables.count && variables.kind == VALUE_OBJECT; i++) {
        begin_line(p, -1, depth);
        put_colored(p, COLOR_CYAN, STR("$"));
        put(p, variables.as.members[i].name);
        put(p, STR(" = "));
        put_value(p, variables.as.members[i].value);
        end_line(p);
    }
}

/* Whether nothing of an object is left, so that telling the whole output says more than what came and went. */
static bool is_replaced(value before, value after)
{
    if (before.kind != VALUE_OBJECT || after.kind != VALUE_OBJECT || before.count == 0)
        return false;
    for (uint32_t i = 0; i < before.count; i++) {
        if (value_get(after, before.as.members[i].name).kind != VALUE_UNDEFINED)
            return false;
    }
    return true;
}

static void print_changes(struct printer *p, const struct trace_visit *visit, uint32_t depth)
{
    if (p->options->is_quiet || !visit->exited)
        return;
    struct difference whole = { STR(""), visit->input, visit->output };
    struct differences changes = { &whole, 1, false };
    if (!is_replaced(visit->input, visit->output))
        changes = value_differences(p->arena, visit->input, visit->output, false, CHANGES_MAX);
    for (uint32_t i = 0; i < changes.count; i++)
        print_change(p, &changes.items[i], depth);
    if (changes.has_more) {
        begin_line(p, -1, depth);
        put_colored(p, COLOR_DIM, STR("..."));
        end_line(p);
    }
    print_assigned(p, p->history->events[visit->exited - 1].more[0], depth);
}

/*
 * States.
 */

static str resource_name(struct arena *arena, const struct aws_resource *resource)
{
    switch (resource->form) {
    case AWS_RESOURCE_FUNCTION: return str_printf(arena, "function:%.*s", STR_ARG(resource->name));
    case AWS_RESOURCE_ACTIVITY: return str_printf(arena, "activity:%.*s", STR_ARG(resource->name));
    case AWS_RESOURCE_OPTIMIZED:
        return str_printf(arena, "%.*s:%.*s%.*s", STR_ARG(resource->service), STR_ARG(resource->api),
                          STR_ARG(resource->suffix));
    case AWS_RESOURCE_SDK:
        return str_printf(arena, "aws-sdk:%.*s:%.*s%.*s", STR_ARG(resource->service), STR_ARG(resource->api),
                          STR_ARG(resource->suffix));
    case AWS_RESOURCE_OPAQUE:
    case AWS_RESOURCE_NO_ARN:
    case AWS_RESOURCE_OTHER: break;
    }
    return resource->text;
}

static const struct trace_visit *next_visit(const struct printer *p, const struct trace_visit *visit)
{
    uint32_t number = p->listed[visit - p->trace->visits].next;
    return number ? &p->trace->visits[number - 1] : NULL;
}

static const char *kind_word(enum asl_object_kind kind)
{
    switch ((int)kind) {
    case ASL_PASS: return "Pass";
    case ASL_TASK: return "Task";
    case ASL_CHOICE: return "Choice";
    case ASL_WAIT: return "Wait";
    case ASL_SUCCEED: return "Succeed";
    case ASL_FAIL: return "Fail";
    case ASL_PARALLEL: return "Parallel";
    case ASL_MAP: return "Map";
    default: return "";
    }
}

/* Of a Map: the length that it started with. */
static uint32_t item_count(const struct printer *p, const struct trace_visit *visit)
{
    uint32_t id = p->listed[visit - p->trace->visits].first_event;
    while (id != 0 && p->history->events[id - 1].type != HISTORY_MAP_STATE_STARTED)
        id = p->next_event[id - 1];
    return id ? p->history->events[id - 1].number : 0;
}

static void print_head(struct printer *p, const struct trace_visit *visit)
{
    const struct asl_state *state = visit->state;
    const struct plan *plan = p->history->events[visit->entered - 1].plan;
    begin_line(p, visit->entered_ms, visit->depth);
    if (visit->outer)
        put_colored(p, COLOR_DIM, str_printf(p->arena, "[%u] ", visit->lane));
    put_colored(p, COLOR_BOLD, state->name);
    put(p, STR("  "));
    put_colored(p, COLOR_DIM, str_from(kind_word(state->object.kind)));
    if (state->object.kind == ASL_TASK) {
        put(p, STR(", "));
        put_colored(p, COLOR_DIM, resource_name(p->arena, &plan->resource));
    }
    if (plan->entered == HISTORY_MAP_STATE_ENTERED && item_count(p, visit) > 0)
        put_colored(p, COLOR_DIM, str_printf(p->arena, " of %u", item_count(p, visit)));
    if (state->object.kind == ASL_WAIT && visit->exited) {
        struct buf time;
        buf_init(&time, p->arena);
        buf_char(&time, ' ');
        time_print_duration(&time, visit->exited_ms - visit->entered_ms);
        put(p, buf_text(&time));
    }
    const struct trace_visit *next = next_visit(p, visit);
    if (state->object.kind == ASL_CHOICE && next && next->lane == visit->lane) {
        put(p, STR(" -> "));
        put(p, next->state->name);
    }
    end_line(p);
}

static void print_children(struct printer *p, uint32_t first, uint32_t round);

static void print_visit(struct printer *p, const struct trace_visit *visit)
{
    const struct listed *listed = &p->listed[visit - p->trace->visits];
    struct attempts attempts = { .since_ms = visit->entered_ms };
    uint32_t round = 0;
    struct arena_mark mark = arena_mark(p->arena);
    print_head(p, visit);
    for (uint32_t id = listed->first_event; id != 0; id = p->next_event[id - 1]) {
        const struct history_event *event = &p->history->events[id - 1];
        print_event(p, event, &attempts, visit->depth + 1);
        if (event->type == HISTORY_PARALLEL_STATE_STARTED || event->type == HISTORY_MAP_STATE_STARTED)
            print_children(p, listed->first_child, ++round);
    }
    print_changes(p, visit, visit->depth + 1);
    arena_release(p->arena, mark);
}

/* The depth is that of the machine's nesting, which the reader of documents bounds. */
static void print_children(struct printer *p, uint32_t first, uint32_t round)
{
    for (uint32_t i = first; i != 0; i = p->listed[i - 1].next) {
        if (p->trace->visits[i - 1].round == round)
            print_visit(p, &p->trace->visits[i - 1]);
    }
}

static int compare_visits(const void *a, const void *b)
{
    const struct trace_visit *left = *(const struct trace_visit *const *)a;
    const struct trace_visit *right = *(const struct trace_visit *const *)b;
    uint32_t left_outer = left->outer ? left->outer->entered : 0, right_outer = right->outer ? right->outer->entered : 0;
    if (left_outer != right_outer)
        return left_outer < right_outer ? -1 : 1;
    if (left->round != right->round)
        return left->round < right->round ? -1 : 1;
    if (left->lane != right->lane)
        return left->lane < right->lane ? -1 : 1;
    return left->entered < right->entered ? -1 : 1;
}

/* Links the visits into lists of children, and the events into those of visits. Returns the first visit's number. */
static uint32_t link_visits(struct printer *p)
{
    const struct trace *trace = p->trace;
    const struct trace_visit **sorted = arena_array(p->arena, const struct trace_visit *, trace->count);
    uint32_t root = 0;
    for (uint32_t i = 0; i < trace->count; i++)
        sorted[i] = &trace->visits[i];
    qsort(sorted, trace->count, sizeof *sorted, compare_visits);
    for (uint32_t i = trace->count; i-- > 0;) {
        uint32_t number = (uint32_t)(sorted[i] - trace->visits) + 1;
        uint32_t *head = sorted[i]->outer ? &p->listed[sorted[i]->outer - trace->visits].first_child : &root;
        p->listed[number - 1].next = *head;
        *head = number;
    }
    for (uint32_t id = p->history->count; id > 0; id--) {
        const struct trace_visit *visit = trace->by_event[id - 1];
        if (!visit || visit->entered == id)
            continue;
        struct listed *listed = &p->listed[visit - trace->visits];
        p->next_event[id - 1] = listed->first_event;
        listed->first_event = id;
    }
    return root;
}

static size_t find_time_width(struct arena *arena, const struct history *history)
{
    struct buf time;
    size_t width = TIME_WIDTH_LEAST;
    buf_init(&time, arena);
    for (uint32_t i = 0; i < history->count; i++) {
        time.len = 0;
        time_print_duration(&time, history->events[i].time_ms);
        if (width < time.len + 1)
            width = time.len + 1;
    }
    return width;
}

void trace_print(struct buf *out, const struct trace *trace, const struct history *history,
                 const struct trace_options *options)
{
    struct arena arena;
    arena_init(&arena, out->arena->memory);
    struct printer p = { .out = out, .arena = &arena, .options = options, .trace = trace, .history = history };
    p.time_width = find_time_width(&arena, history);
    p.listed = arena_array(&arena, struct listed, trace->count);
    p.next_event = arena_array(&arena, uint32_t, history->count);
    for (uint32_t i = link_visits(&p); i != 0; i = p.listed[i - 1].next)
        print_visit(&p, &trace->visits[i - 1]);
    arena_finish(&arena);
}

/*
 * Results.
 */

static uint32_t count_calls(const struct trace *trace, const struct history *history, uint32_t *retries)
{
    uint32_t calls = 0, tasks = 0;
    for (uint32_t i = 0; i < history->count; i++)
        calls += is_scheduled(history_type_shape(history->events[i].type));
    for (uint32_t i = 0; i < trace->count; i++)
        tasks += trace->visits[i].state->object.kind == ASL_TASK;
    *retries = calls > tasks ? calls - tasks : 0;
    return calls;
}

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

void trace_print_result(struct buf *out, const struct sim_result *result, const struct trace *trace,
                        const struct history *history, const struct trace_options *options)
{
    struct printer p = { .out = out, .arena = out->arena, .options = &(struct trace_options){ options->has_color, .style = options->style } };
    uint32_t retries, calls = count_calls(trace, history, &retries);
    bool is_good = result->status == SIM_SUCCEEDED;
    put_colored(&p, is_good ? COLOR_GREEN : COLOR_RED, str_from(sim_status_name(result->status)));
    buf_str(out, STR(" after "));
    time_print_duration(out, result->duration_ms);
    buf_printf(out, ": %u state%s", trace->count, plural(trace->count));
    if (calls > 0)
        buf_printf(out, ", %u call%s", calls, plural(calls));
    if (retries > 0)
        buf_printf(out, ", %u retr%s", retries, retries == 1 ? "y" : "ies");
    buf_printf(out, ", %u events\n", result->event_count);
    if (is_good) {
        value_print_pretty(out, result->output, options->style, 2);
        buf_char(out, '\n');
        return;
    }
    if (result->state) {
        put(&p, STR("at state "));
        put_colored(&p, COLOR_BOLD, result->state->name);
        end_line(&p);
    }
    if (result->has_error || result->has_cause) {
        put_failure(&p, result->has_error ? value_string(result->error) : value_undefined(),
                    result->has_cause ? value_string(result->cause) : value_undefined());
        end_line(&p);
    }
    /* What to write for a task without an outcome is told elsewhere, with more words. */
    if (result->message.len > 0 && result->status != SIM_UNANSWERED) {
        put(&p, result->message);
        end_line(&p);
    }
}

static void print_difference(struct printer *p, const struct difference *difference)
{
    put(p, STR("      "));
    put(p, difference->pointer.len ? difference->pointer : STR("(all)"));
    end_line(p);
    put(p, STR("        expected "));
    set_color(p, COLOR_GREEN);
    put_value(p, difference->expected);
    reset_color(p);
    end_line(p);
    put(p, STR("        actual   "));
    set_color(p, COLOR_RED);
    put_value(p, difference->actual);
    reset_color(p);
    end_line(p);
}

void trace_print_mismatches(struct buf *out, const struct mismatches *mismatches,
                            const struct trace_options *options)
{
    struct printer p = { .out = out, .arena = out->arena, .options = options };
    for (uint32_t i = 0; i < mismatches->count; i++) {
        const struct mismatch *mismatch = &mismatches->items[i];
        put(&p, STR("    "));
        put_colored(&p, COLOR_BOLD, str_from(expected_part_name(mismatch->part)));
        put(&p, STR(": "));
        put(&p, mismatch->message);
        end_line(&p);
        for (uint32_t d = 0; d < mismatch->differences.count; d++)
            print_difference(&p, &mismatch->differences.items[d]);
        if (mismatch->where.len > 0) {
            put(&p, STR("      "));
            put(&p, mismatch->where);
            end_line(&p);
        }
    }
}
