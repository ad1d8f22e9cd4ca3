#include "sim/trace_print.h"

#include "asl/asl.h"
#include "aws/resource.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "sim/plan.h"
#include "sim/trace_lines.h"

#include <stdlib.h>

enum { TIME_WIDTH_LEAST = 8, CHANGES_MAX = 8 };

/* Of each visit: what stands below and after it, and what happened in it. */
struct listed {
    uint32_t first_child, next; /* index plus 1 */
    uint32_t first_event;       /* id; the next one of the visit is in printer.next_event */
    uint32_t failed;            /* id of the event with which a Parallel or Map failed; 0: none */
    const struct trace_visit *culprit; /* then: where it came from */
};

struct printer {
    struct trace_lines lines;
    const struct trace *trace;
    const struct history *history;
    struct listed *listed; /* of visits, by number */
    uint32_t *next_event;  /* by id minus 1 */
};

/*
 * A state's events.
 */

bool trace_is_scheduled(enum history_shape shape)
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
    trace_begin_line(&p->lines, event->time_ms, depth);
    trace_put(&p->lines, str_from(failure_word(history_type_name(event->type))));
    if (event->more[0].kind == VALUE_STRING || event->more[1].kind == VALUE_STRING)
        trace_put(&p->lines, STR(": "));
    trace_put_failure(&p->lines, event->more[0], event->more[1]);
    trace_end_line(&p->lines);
}

static void print_success(struct printer *p, const struct history_event *event, int64_t since_ms, uint32_t depth)
{
    struct buf text;
    buf_init(&text, p->lines.arena);
    buf_str(&text, STR("succeeded"));
    if (event->time_ms > since_ms) {
        buf_str(&text, STR(" after "));
        time_print_duration(&text, event->time_ms - since_ms);
    }
    trace_begin_line(&p->lines, event->time_ms, depth);
    trace_put(&p->lines, buf_text(&text));
    trace_end_line(&p->lines);
}

static void print_retry(struct printer *p, const struct history_event *event, uint32_t attempt, uint32_t depth)
{
    trace_begin_line(&p->lines, event->time_ms, depth);
    trace_put_colored(&p->lines, TRACE_YELLOW, str_printf(p->lines.arena, "retry %u", attempt));
    trace_end_line(&p->lines);
}

struct attempts {
    uint32_t count;
    int64_t since_ms;
    bool is_told;   /* something else than one success at once */
    bool is_failed; /* the last thing that happened was a failure */
};

static bool is_start(enum history_type type)
{
    return type == HISTORY_PARALLEL_STATE_STARTED || type == HISTORY_MAP_STATE_STARTED;
}

static bool is_fork_failure(enum history_type type)
{
    return type == HISTORY_PARALLEL_STATE_FAILED || type == HISTORY_MAP_STATE_FAILED;
}

static void begin_attempt(struct printer *p, const struct history_event *event, struct attempts *attempts,
                          uint32_t depth)
{
    if (attempts->count > 0)
        print_retry(p, event, attempts->count, depth);
    attempts->count++;
    attempts->since_ms = event->time_ms;
    attempts->is_failed = false;
}

static void print_event(struct printer *p, const struct history_event *event, struct attempts *attempts,
                        uint32_t depth)
{
    enum history_shape shape = history_type_shape(event->type);
    bool is_output = shape == HISTORY_SHAPE_TASK_OUTPUT || shape == HISTORY_SHAPE_OUTPUT;
    if (event->type <= HISTORY_EXECUTION_ABORTED)
        return;
    if (trace_is_scheduled(shape) || is_start(event->type)) {
        begin_attempt(p, event, attempts, depth);
    } else if (shape == HISTORY_SHAPE_FAILURE || shape == HISTORY_SHAPE_TASK_FAILURE ||
               shape == HISTORY_SHAPE_EVALUATION) {
        print_failure(p, event, depth);
        attempts->is_told = attempts->is_failed = true;
    } else if (is_fork_failure(event->type)) {
        attempts->is_failed = true;
    } else if (is_output && event->type != HISTORY_TASK_SUBMITTED &&
               (attempts->is_told || event->time_ms > attempts->since_ms)) {
        print_success(p, event, attempts->since_ms, depth);
    }
}

/*
 * What a state changed.
 */

/* "/check/total" as "check.total". */
static void put_place(struct printer *p, str pointer)
{
    for (size_t i = 1; i < pointer.len; i++)
        trace_put(&p->lines, pointer.at[i] == '/' ? STR(".") : str_slice(pointer, i, i + 1));
    if (pointer.len == 0)
        trace_put(&p->lines, STR("output"));
}

static void print_change(struct printer *p, const struct difference *change, uint32_t depth)
{
    bool is_new = change->expected.kind == VALUE_UNDEFINED, is_gone = change->actual.kind == VALUE_UNDEFINED;
    trace_begin_line(&p->lines, -1, depth);
    trace_put_colored(&p->lines, is_new ? TRACE_GREEN : is_gone ? TRACE_RED : TRACE_YELLOW,
                is_new ? STR("+ ") : is_gone ? STR("- ") : STR("~ "));
    put_place(p, change->pointer);
    if (!is_gone) {
        trace_put(&p->lines, STR(" = "));
        trace_put_value(&p->lines, change->actual);
    }
    trace_end_line(&p->lines);
}

static void print_assigned(struct printer *p, value variables, uint32_t depth)
{
    for (uint32_t i = 0; i < variables.count && variables.kind == VALUE_OBJECT; i++) {
        trace_begin_line(&p->lines, -1, depth);
        trace_put_colored(&p->lines, TRACE_CYAN, STR("$"));
        trace_put(&p->lines, variables.as.members[i].name);
        trace_put(&p->lines, STR(" = "));
        trace_put_value(&p->lines, variables.as.members[i].value);
        trace_end_line(&p->lines);
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
    if (p->lines.options->is_quiet || !visit->exited)
        return;
    struct difference whole = { STR(""), visit->input, visit->output };
    struct differences changes = { &whole, 1, false };
    if (!is_replaced(visit->input, visit->output))
        changes = value_differences(p->lines.arena, visit->input, visit->output, false, CHANGES_MAX);
    for (uint32_t i = 0; i < changes.count; i++)
        print_change(p, &changes.items[i], depth);
    if (changes.has_more) {
        trace_begin_line(&p->lines, -1, depth);
        trace_put_colored(&p->lines, TRACE_DIM, STR("..."));
        trace_end_line(&p->lines);
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
    trace_begin_line(&p->lines, visit->entered_ms, visit->depth);
    if (visit->outer)
        trace_put_colored(&p->lines, TRACE_DIM, str_printf(p->lines.arena, "[%u] ", visit->lane));
    trace_put_colored(&p->lines, TRACE_BOLD, state->name);
    trace_put(&p->lines, STR("  "));
    trace_put_colored(&p->lines, TRACE_DIM, str_from(kind_word(state->object.kind)));
    if (state->object.kind == ASL_TASK) {
        trace_put(&p->lines, STR(", "));
        trace_put_colored(&p->lines, TRACE_DIM, resource_name(p->lines.arena, &plan->resource));
    }
    if (plan->entered == HISTORY_MAP_STATE_ENTERED && item_count(p, visit) > 0)
        trace_put_colored(&p->lines, TRACE_DIM, str_printf(p->lines.arena, " of %u", item_count(p, visit)));
    if (state->object.kind == ASL_WAIT && visit->exited) {
        struct buf time;
        buf_init(&time, p->lines.arena);
        buf_char(&time, ' ');
        time_print_duration(&time, visit->exited_ms - visit->entered_ms);
        trace_put(&p->lines, buf_text(&time));
    }
    const struct trace_visit *next = next_visit(p, visit);
    if (state->object.kind == ASL_CHOICE && next && next->lane == visit->lane) {
        trace_put(&p->lines, STR(" -> "));
        trace_put(&p->lines, next->state->name);
    }
    trace_end_line(&p->lines);
}

/*
 * Whether a state was not left because another branch or iteration failed, next to it or further outside. `*time_ms` is
 * when, below 0 when the history does not tell: a failure that was followed by another attempt.
 */
static bool is_aborted(const struct printer *p, const struct trace_visit *visit, int64_t *time_ms)
{
    if (visit->exited || visit->rounds > 0 || visit->state->object.kind == ASL_FAIL)
        return false;
    for (; visit->outer; visit = visit->outer) {
        const struct listed *outer = &p->listed[visit->outer - p->trace->visits];
        *time_ms = -1;
        if (visit->round < visit->outer->rounds)
            return true;
        if (!outer->failed)
            continue;
        *time_ms = p->history->events[outer->failed - 1].time_ms;
        return outer->culprit != visit;
    }
    return false;
}

static void print_end(struct printer *p, const struct trace_visit *visit, const struct attempts *attempts)
{
    uint32_t depth = visit->depth + 1;
    int64_t time_ms;
    if (visit->exited && attempts->is_failed) {
        const struct trace_visit *next = next_visit(p, visit);
        trace_begin_line(&p->lines, visit->exited_ms, depth);
        trace_put_colored(&p->lines, TRACE_YELLOW, STR("caught"));
        if (next && next->lane == visit->lane) {
            trace_put(&p->lines, STR(" -> "));
            trace_put(&p->lines, next->state->name);
        }
        trace_end_line(&p->lines);
    } else if (!attempts->is_failed && is_aborted(p, visit, &time_ms)) {
        trace_begin_line(&p->lines, time_ms, depth);
        trace_put_colored(&p->lines, TRACE_YELLOW, STR("aborted"));
        trace_end_line(&p->lines);
    }
}

static void print_children(struct printer *p, uint32_t first, uint32_t round);

static void print_visit(struct printer *p, const struct trace_visit *visit)
{
    const struct listed *listed = &p->listed[visit - p->trace->visits];
    struct attempts attempts = { .since_ms = visit->entered_ms };
    uint32_t round = 0;
    struct arena_mark mark = arena_mark(p->lines.arena);
    print_head(p, visit);
    for (uint32_t id = listed->first_event; id != 0; id = p->next_event[id - 1]) {
        const struct history_event *event = &p->history->events[id - 1];
        print_event(p, event, &attempts, visit->depth + 1);
        if (is_start(event->type))
            print_children(p, listed->first_child, ++round);
    }
    print_end(p, visit, &attempts);
    print_changes(p, visit, visit->depth + 1);
    arena_release(p->lines.arena, mark);
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

static bool is_abortion(enum history_type type)
{
    return type == HISTORY_TASK_STATE_ABORTED || type == HISTORY_WAIT_STATE_ABORTED ||
           type == HISTORY_PARALLEL_STATE_ABORTED || type == HISTORY_MAP_STATE_ABORTED ||
           type == HISTORY_MAP_ITERATION_ABORTED;
}

/* The failure of a Parallel or Map follows the event that caused it, perhaps behind ...Aborted events. */
static void note_failure(struct printer *p, struct listed *listed, const struct history_event *event)
{
    uint32_t id = event->previous;
    listed->failed = event->id;
    while (id > 0 && is_abortion(p->history->events[id - 1].type))
        id = p->history->events[id - 1].previous;
    listed->culprit = id ? p->trace->by_event[id - 1] : NULL;
}

/* Links the visits into lists of children, and the events into those of visits. Returns the first visit's number. */
static uint32_t link_visits(struct printer *p)
{
    const struct trace *trace = p->trace;
    const struct trace_visit **sorted = arena_array(p->lines.arena, const struct trace_visit *, trace->count);
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
        if (is_fork_failure(p->history->events[id - 1].type))
            note_failure(p, listed, &p->history->events[id - 1]);
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
    struct printer p = { .lines = { .out = out, .arena = &arena, .options = options },
                         .trace = trace,
                         .history = history };
    p.lines.time_width = find_time_width(&arena, history);
    p.listed = arena_array(&arena, struct listed, trace->count);
    p.next_event = arena_array(&arena, uint32_t, history->count);
    for (uint32_t i = link_visits(&p); i != 0; i = p.listed[i - 1].next)
        print_visit(&p, &trace->visits[i - 1]);
    arena_finish(&arena);
}
