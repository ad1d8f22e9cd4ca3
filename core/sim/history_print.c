/* The answer of GetExecutionHistory. */
#include "base/time.h"
#include "sim/history.h"
#include "sim/plan.h"

#include "base/arena.h"
#include "base/buf.h"

struct printer {
    struct buf *buf;
    const struct history *history;
    enum value_style style;
    bool has_member; /* of the object that is being written */
};

static void begin_member(struct printer *printer, const char *name)
{
    buf_str(printer->buf, printer->has_member ? STR(",") : STR(""));
    printer->has_member = true;
    buf_printf(printer->buf, "\"%s\":", name);
}

static void text_member(struct printer *printer, const char *name, str text)
{
    begin_member(printer, name);
    value_print_string(printer->buf, text);
}

static void optional_text(struct printer *printer, const char *name, value text)
{
    if (text.kind == VALUE_STRING)
        text_member(printer, name, value_text(text));
}

static void number_member(struct printer *printer, const char *name, uint64_t number)
{
    begin_member(printer, name);
    buf_printf(printer->buf, "%llu", (unsigned long long)number);
}

static void optional_number(struct printer *printer, const char *name, uint32_t number)
{
    if (number > 0)
        number_member(printer, name, number);
}

/* A value as a string that holds its JSON text. What came in as text leaves as it was written. */
static void json_member(struct printer *printer, const char *name, value v)
{
    const struct history *history = printer->history;
    bool is_input = history->input_text.len > 0 && (v.kind == VALUE_OBJECT || v.kind == VALUE_ARRAY) && v.count > 0 &&
                    v.count == history->input.count && v.as.pointer == history->input.as.pointer;
    if (is_input) {
        text_member(printer, name, history->input_text);
        return;
    }
    struct arena *arena = printer->buf->arena;
    struct arena scratch;
    arena_init(&scratch, arena->memory);
    text_member(printer, name, value_to_text(&scratch, v, printer->style));
    arena_finish(&scratch);
}

static void payload(struct printer *printer, const char *name, const char *details, value v)
{
    json_member(printer, name, v);
    begin_member(printer, details);
    buf_str(printer->buf, STR("{\"truncated\":false}"));
}

static void assigned(struct printer *printer, value variables)
{
    if (variables.kind != VALUE_OBJECT)
        return;
    begin_member(printer, "assignedVariables");
    buf_char(printer->buf, '{');
    for (uint32_t i = 0; i < variables.count; i++) {
        const struct member *member = &variables.as.members[i];
        struct arena scratch;
        arena_init(&scratch, printer->buf->arena->memory);
        buf_str(printer->buf, i ? STR(",") : STR(""));
        value_print_string(printer->buf, member->name);
        buf_char(printer->buf, ':');
        value_print_string(printer->buf, value_to_text(&scratch, member->value, printer->style));
        arena_finish(&scratch);
    }
    buf_char(printer->buf, '}');
    begin_member(printer, "assignedVariablesDetails");
    buf_str(printer->buf, STR("{\"truncated\":false}"));
}

static void credentials(struct printer *printer, value v)
{
    value role = value_get(v, STR("RoleArn"));
    if (role.kind != VALUE_STRING)
        return;
    begin_member(printer, "taskCredentials");
    buf_str(printer->buf, STR("{\"roleArn\":"));
    value_print_string(printer->buf, value_text(role));
    buf_char(printer->buf, '}');
}

static void task_members(struct printer *printer, const struct plan *plan)
{
    text_member(printer, "resourceType", plan->resource_type);
    text_member(printer, "resource", plan->resource_name);
}

static void timeouts(struct printer *printer, const struct history_event *event)
{
    optional_number(printer, "timeoutInSeconds", event->timeout_s);
    optional_number(printer, "heartbeatInSeconds", event->heartbeat_s);
}

static void failure(struct printer *printer, const struct history_event *event)
{
    optional_text(printer, "error", event->more[0]);
    optional_text(printer, "cause", event->more[1]);
}

static void details(struct printer *printer, const struct history_event *event)
{
    switch (history_type_shape(event->type)) {
    case HISTORY_SHAPE_NONE: return;
    case HISTORY_SHAPE_START:
        payload(printer, "input", "inputDetails", event->data);
        optional_text(printer, "roleArn", event->more[0]);
        return;
    case HISTORY_SHAPE_OUTPUT: payload(printer, "output", "outputDetails", event->data); return;
    case HISTORY_SHAPE_FAILURE: failure(printer, event); return;
    case HISTORY_SHAPE_ENTERED:
        text_member(printer, "name", event->plan->state->name);
        payload(printer, "input", "inputDetails", event->data);
        return;
    case HISTORY_SHAPE_EXITED:
        text_member(printer, "name", event->plan->state->name);
        payload(printer, "output", "outputDetails", event->data);
        assigned(printer, event->more[0]);
        return;
    case HISTORY_SHAPE_LENGTH: number_member(printer, "length", event->number); return;
    case HISTORY_SHAPE_ITERATION:
        text_member(printer, "name", event->plan->state->name);
        number_member(printer, "index", event->number);
        return;
    case HISTORY_SHAPE_MAP_RUN: optional_text(printer, "mapRunArn", event->more[0]); return;
    case HISTORY_SHAPE_SCHEDULED:
        optional_text(printer, "resource", event->more[0]);
        payload(printer, "input", "inputDetails", event->data);
        timeouts(printer, event);
        credentials(printer, event->more[1]);
        return;
    case HISTORY_SHAPE_WORKER: optional_text(printer, "workerName", event->more[0]); return;
    case HISTORY_SHAPE_TASK_SCHEDULED:
        task_members(printer, event->plan);
        optional_text(printer, "region", event->more[0]);
        json_member(printer, "parameters", event->data);
        timeouts(printer, event);
        credentials(printer, event->more[1]);
        return;
    case HISTORY_SHAPE_TASK: task_members(printer, event->plan); return;
    case HISTORY_SHAPE_TASK_OUTPUT:
        task_members(printer, event->plan);
        payload(printer, "output", "outputDetails", event->data);
        return;
    case HISTORY_SHAPE_TASK_FAILURE:
        task_members(printer, event->plan);
        failure(printer, event);
        return;
    case HISTORY_SHAPE_EVALUATION:
        failure(printer, event);
        optional_text(printer, "location", event->data);
        text_member(printer, "state", event->plan->state->name);
        return;
    }
}

/* The command line of AWS prints "2026-01-05T10:00:00.120000+00:00", and whole seconds as "2026-01-05T10:00:00+00:00". */
static void print_time(struct buf *buf, int64_t instant_ms)
{
    struct buf text;
    struct arena scratch;
    arena_init(&scratch, buf->arena->memory);
    buf_init(&text, &scratch);
    time_print_iso(&text, instant_ms);
    bool is_whole = instant_ms % 1000 == 0;
    buf_printf(buf, "\"%.*s%s+00:00\"", (int)text.len - (is_whole ? 5 : 1), text.at, is_whole ? "" : "000");
    arena_finish(&scratch);
}

static void print_event(struct printer *printer, const struct history_event *event)
{
    struct buf *buf = printer->buf;
    buf_str(buf, STR("{\"timestamp\":"));
    print_time(buf, printer->history->start_ms + event->time_ms);
    buf_printf(buf, ",\"type\":\"%.*s\",\"id\":%u,\"previousEventId\":%u", STR_ARG(history_type_name(event->type)),
               event->id, event->previous);
    if (history_type_shape(event->type) != HISTORY_SHAPE_NONE) {
        buf_str(buf, STR(",\""));
        history_print_member(buf, event->type);
        buf_str(buf, STR("\":{"));
        printer->has_member = false;
        printer->style = event->plan ? event->plan->style : VALUE_STYLE_JAVA;
        details(printer, event);
        buf_char(buf, '}');
    }
    buf_char(buf, '}');
}

void history_print(struct buf *buf, const struct history *history)
{
    struct printer printer = { .buf = buf, .history = history };
    buf_str(buf, STR("{\"events\":["));
    for (uint32_t i = 0; i < history->count; i++) {
        buf_str(buf, i ? STR(",\n") : STR("\n"));
        print_event(&printer, &history->events[i]);
    }
    buf_str(buf, STR("\n]}\n"));
}
