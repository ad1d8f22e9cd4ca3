#include "sim/expectation.h"

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "sim/script.h"
#include "sim/trace.h"

enum { DIFFERENCES_MAX = 20, REPORTED_MAX = 5, TEXT_MAX = 200 };

struct check {
    struct arena *arena;
    const struct expectation *expectation;
    const struct sim_result *result;
    const struct trace *trace;
    const struct script_run *run;
    struct mismatch *items;
    uint32_t count, capacity;
};

static const char *const part_names[] = {
    [EXPECTED_STATUS] = "status",
    [EXPECTED_OUTPUT] = "output",
    [EXPECTED_OUTPUT_CONTAINS] = "outputContains",
    [EXPECTED_ERROR] = "error",
    [EXPECTED_CAUSE] = "cause",
    [EXPECTED_PATH] = "path",
    [EXPECTED_ENTERED] = "entered",
    [EXPECTED_CALLS] = "calls",
    [EXPECTED_CALLED_WITH] = "calledWith",
    [EXPECTED_TIME] = "time",
    [EXPECTED_TIME_AT_LEAST] = "timeAtLeast",
    [EXPECTED_TIME_AT_MOST] = "timeAtMost",
};

const char *expected_part_name(enum expected_part part)
{
    return part_names[part];
}

const char *sim_status_name(enum sim_status status)
{
    switch (status) {
    case SIM_RUNNING: return "RUNNING";
    case SIM_SUCCEEDED: return "SUCCEEDED";
    case SIM_FAILED: return "FAILED";
    case SIM_TIMED_OUT: return "TIMED_OUT";
    case SIM_ABORTED: return "ABORTED";
    case SIM_STUCK: return "STUCK";
    case SIM_UNANSWERED: return "UNANSWERED";
    case SIM_LIMIT: return "LIMIT";
    }
    return "";
}

static struct mismatch *add(struct check *check, enum expected_part part, str message)
{
    check->items = arena_room(check->arena, check->items, check->count, &check->capacity,
                              sizeof *check->items);
    struct mismatch *mismatch = &check->items[check->count++];
    *mismatch = (struct mismatch){ .part = part, .span = check->expectation->spans[part], .message = message };
    return mismatch;
}

/* A text in quotes, its end left out when it is long. */
static str quoted(struct check *check, bool is_there, str text)
{
    if (!is_there)
        return STR("not given");
    bool is_long = text.len > TEXT_MAX;
    return str_printf(check->arena, "\"%.*s%s\"", STR_ARG(str_slice(text, 0, TEXT_MAX)), is_long ? "..." : "");
}

static bool check_status(struct check *check)
{
    const struct sim_result *result = check->result;
    enum sim_status expected = check->expectation->status;
    if (result->status == expected)
        return true;
    struct buf message;
    buf_init(&message, check->arena);
    buf_printf(&message, "the execution ended %s, not %s", sim_status_name(result->status),
               sim_status_name(expected));
    if (result->message.len)
        buf_printf(&message, ": %.*s", STR_ARG(result->message));
    else if (result->has_error)
        buf_printf(&message, ", with the error %.*s", STR_ARG(quoted(check, true, result->error)));
    if (!result->message.len && result->has_cause)
        buf_printf(&message, ": %.*s", STR_ARG(quoted(check, true, result->cause)));
    struct mismatch *mismatch = add(check, EXPECTED_STATUS, buf_text(&message));
    mismatch->state = result->state;
    mismatch->is_unanswered = result->status == SIM_UNANSWERED;
    return false;
}

/* The visit in which the machine itself last changed what stands at the place; the number of visits: none did. */
static uint32_t last_change(struct check *check, str pointer)
{
    for (uint32_t i = check->trace->count; i-- > 0;) {
        const struct trace_visit *visit = &check->trace->visits[i];
        if (visit->outer || !visit->exited)
            continue;
        value before = value_at_pointer(check->arena, visit->input, pointer);
        value after = value_at_pointer(check->arena, visit->output, pointer);
        if (!value_equal(before, after))
            return i;
    }
    return check->trace->count;
}

/* Which states made the differences, and which did so first. */
static void find_states(struct check *check, struct mismatch *mismatch)
{
    uint32_t first = check->trace->count;
    for (uint32_t i = 0; i < mismatch->differences.count; i++) {
        struct difference *difference = &mismatch->differences.items[i];
        uint32_t visit = last_change(check, difference->pointer);
        if (visit < check->trace->count)
            difference->state = check->trace->visits[visit].state;
        first = visit < first ? visit : first;
    }
    if (first == check->trace->count)
        return;
    mismatch->state = check->trace->visits[first].state;
    mismatch->where =
        str_printf(check->arena, "it began to differ at \"%.*s\"", STR_ARG(mismatch->state->name));
}

static void check_output(struct check *check, enum expected_part part, value expected)
{
    if (!check->expectation->has[part])
        return;
    bool is_example = part == EXPECTED_OUTPUT_CONTAINS;
    struct differences differences =
        value_differences(check->arena, expected, check->result->output, is_example, DIFFERENCES_MAX);
    if (differences.count == 0)
        return;
    struct mismatch *mismatch =
        add(check, part, str_printf(check->arena, "the output differs in %s%u place%s",
                                    differences.has_more ? "more than " : "", differences.count,
                                    differences.count == 1 ? "" : "s"));
    mismatch->differences = differences;
    find_states(check, mismatch);
}

static void check_text(struct check *check, enum expected_part part, str expected, bool is_there, str actual)
{
    if (!check->expectation->has[part] || (is_there && pattern_matches(expected, actual)))
        return;
    struct mismatch *mismatch =
        add(check, part, str_printf(check->arena, "the %s is %.*s, expected \"%.*s\"", part_names[part],
                                    STR_ARG(quoted(check, is_there, actual)), STR_ARG(expected)));
    mismatch->state = check->result->state;
}

/*
 * The path. "..." is tried with ever more states, of which only the last one needs to be tried again.
 */

struct path {
    const str *expected;
    uint32_t expected_count;
    const struct asl_state **actual;
    uint32_t actual_count;
    uint32_t reached_expected, reached_actual; /* how far both agree at most */
};

static bool is_any(str name)
{
    return str_equal(name, STR("..."));
}

static bool path_matches(struct path *path)
{
    uint32_t e = 0, a = 0, any = UINT32_MAX, any_actual = 0;
    for (;;) {
        if (e < path->expected_count && is_any(path->expected[e])) {
            any = ++e;
            any_actual = a;
        }
        if (a >= path->reached_actual) {
            path->reached_actual = a;
            path->reached_expected = e;
        }
        if (e == path->expected_count && (a == path->actual_count || any == e))
            return true;
        if (a == path->actual_count)
            return false;
        if (e < path->expected_count && str_equal(path->expected[e], path->actual[a]->name)) {
            e++;
            a++;
        } else if (any != UINT32_MAX) {
            e = any;
            a = ++any_actual;
        } else {
            return false;
        }
    }
}

static void print_expected(struct buf *message, const struct path *path)
{
    if (path->reached_expected == path->expected_count)
        buf_str(message, STR("the end"));
    else
        buf_printf(message, "\"%.*s\"", STR_ARG(path->expected[path->reached_expected]));
}

static void check_path(struct check *check)
{
    const struct trace *trace = check->trace;
    if (!check->expectation->has[EXPECTED_PATH])
        return;
    struct path path = { .expected = check->expectation->path,
                         .expected_count = check->expectation->path_length };
    path.actual = arena_array(check->arena, const struct asl_state *, trace->count);
    for (uint32_t i = 0; i < trace->count; i++) {
        if (!trace->visits[i].outer)
            path.actual[path.actual_count++] = trace->visits[i].state;
    }
    if (path_matches(&path))
        return;
    struct buf message;
    buf_init(&message, check->arena);
    buf_str(&message, STR("the path differs"));
    if (path.reached_actual > 0)
        buf_printf(&message, " after %u state%s", path.reached_actual, path.reached_actual == 1 ? "" : "s");
    buf_str(&message, STR(": expected "));
    print_expected(&message, &path);
    if (path.reached_actual == path.actual_count)
        buf_str(&message, STR(", but it ended"));
    else
        buf_printf(&message, ", but \"%.*s\" came", STR_ARG(path.actual[path.reached_actual]->name));
    struct mismatch *mismatch = add(check, EXPECTED_PATH, buf_text(&message));
    if (path.reached_actual > 0 && path.reached_actual < path.actual_count)
        mismatch->state = path.actual[path.reached_actual - 1];
    if (mismatch->state)
        mismatch->where = str_printf(check->arena, "it left the expected path at \"%.*s\"",
                                     STR_ARG(mismatch->state->name));
}

static str range_text(struct check *check, uint32_t least, uint32_t most)
{
    if (most == UINT32_MAX)
        return str_printf(check->arena, "at least %u", least);
    if (most != least)
        return str_printf(check->arena, "%u to %u", least, most);
    return str_printf(check->arena, "%u", least);
}

static void check_counts(struct check *check, enum expected_part part, const struct expected_count *counts,
                         uint32_t count, const uint32_t *actual, const char *what)
{
    for (uint32_t i = 0; i < count && check->expectation->has[part]; i++) {
        const struct expected_count *expected = &counts[i];
        uint32_t sum = 0;
        for (uint32_t s = 0; s < expected->state_count; s++)
            sum += actual[expected->states[s]->number];
        if (sum >= expected->least && sum <= expected->most)
            continue;
        struct mismatch *mismatch =
            add(check, part, str_printf(check->arena, "\"%.*s\" was %s %u time%s, expected %.*s",
                                        STR_ARG(expected->name), what, sum, sum == 1 ? "" : "s",
                                        STR_ARG(range_text(check, expected->least, expected->most))));
        mismatch->span = expected->span;
        mismatch->state = expected->state_count > 0 ? expected->states[0] : NULL;
    }
}

static void check_called_with(struct check *check)
{
    const struct expectation *expectation = check->expectation;
    for (uint32_t i = 0; i < expectation->called_with_count && expectation->has[EXPECTED_CALLED_WITH]; i++) {
        const struct expected_call *expected = &expectation->called_with[i];
        if (check->run->is_called[i])
            continue;
        value seen = check->run->last_inputs[i];
        bool is_called = seen.kind != VALUE_UNDEFINED;
        struct mismatch *mismatch =
            add(check, EXPECTED_CALLED_WITH,
                str_printf(check->arena, is_called ? "no call of \"%.*s\" had such an input; the first one differs"
                                                   : "\"%.*s\" was never called",
                           STR_ARG(expected->name)));
        mismatch->span = expected->span;
        mismatch->state = expected->state_count > 0 ? expected->states[0] : NULL;
        if (is_called)
            mismatch->differences =
                value_differences(check->arena, expected->example, seen, true, DIFFERENCES_MAX);
    }
}

static void check_time(struct check *check, enum expected_part part, bool is_right, const char *relation, int64_t ms)
{
    if (!check->expectation->has[part] || is_right)
        return;
    struct buf message;
    buf_init(&message, check->arena);
    buf_str(&message, STR("the execution took "));
    time_print_duration(&message, check->result->duration_ms);
    buf_printf(&message, ", expected %s", relation);
    time_print_duration(&message, ms);
    add(check, part, buf_text(&message));
}

static void check_times(struct check *check)
{
    const struct expectation *e = check->expectation;
    int64_t took = check->result->duration_ms;
    check_time(check, EXPECTED_TIME, took == e->time_ms, "", e->time_ms);
    check_time(check, EXPECTED_TIME_AT_LEAST, took >= e->time_at_least_ms, "at least ", e->time_at_least_ms);
    check_time(check, EXPECTED_TIME_AT_MOST, took <= e->time_at_most_ms, "at most ", e->time_at_most_ms);
}

struct mismatches expectation_check(struct arena *arena, const struct expectation *expectation,
                                    const struct sim_result *result, const struct trace *trace,
                                    const struct script_run *run)
{
    struct check check = { .arena = arena,
                           .expectation = expectation,
                           .result = result,
                           .trace = trace,
                           .run = run };
    /* An end of another kind explains why output or error are others, too. */
    if (check_status(&check)) {
        check_output(&check, EXPECTED_OUTPUT, expectation->output);
        check_output(&check, EXPECTED_OUTPUT_CONTAINS, expectation->output_contains);
        check_text(&check, EXPECTED_ERROR, expectation->error, result->has_error, result->error);
        check_text(&check, EXPECTED_CAUSE, expectation->cause, result->has_cause, result->cause);
    }
    check_path(&check);
    check_counts(&check, EXPECTED_ENTERED, expectation->entered, expectation->entered_count, trace->entered,
                 "entered");
    check_counts(&check, EXPECTED_CALLS, expectation->calls, expectation->calls_count, run->calls, "called");
    check_called_with(&check);
    check_times(&check);
    return (struct mismatches){ check.items, check.count };
}

static void print_value(struct buf *out, value v)
{
    if (v.kind == VALUE_UNDEFINED)
        buf_str(out, STR("nothing"));
    else
        value_print(out, v, VALUE_STYLE_JSON);
}

/* Diagnostics may be shown without their help, so the message says it all, in short. */
static void set_message(struct diag *diag, const struct mismatch *mismatch)
{
    struct buf message;
    buf_init(&message, diag->arena);
    buf_str(&message, mismatch->message);
    for (uint32_t i = 0; i < mismatch->differences.count && i < REPORTED_MAX; i++) {
        const struct difference *difference = &mismatch->differences.items[i];
        buf_str(&message, i ? STR("; ") : STR(": "));
        if (difference->pointer.len > 0)
            buf_printf(&message, "%.*s ", STR_ARG(difference->pointer));
        buf_str(&message, STR("expected "));
        print_value(&message, difference->expected);
        buf_str(&message, STR(", actual "));
        print_value(&message, difference->actual);
    }
    if (mismatch->where.len > 0)
        buf_printf(&message, "; %.*s", STR_ARG(mismatch->where));
    diag_message(diag, "%.*s", STR_ARG(buf_text(&message)));
}

void expectation_report(const struct mismatches *mismatches, const struct doc *doc, struct diags *diags)
{
    for (uint32_t i = 0; i < mismatches->count; i++) {
        const struct mismatch *mismatch = &mismatches->items[i];
        enum rule_id rule = mismatch->is_unanswered ? RULE_SCRIPT_UNANSWERED : RULE_SCRIPT_EXPECTATION;
        set_message(diag_add(diags, rule, doc->source, mismatch->span), mismatch);
    }
}
