#include "graph/history.h"

#include "base/arena.h"
#include "base/num.h"
#include "base/time.h"
#include "doc/doc.h"

/* Which types of events are of which kind: by how the type begins and ends. Tried in this order. */
static const struct {
    str prefix, suffix;
    enum event_kind kind;
} kinds[] = {
    { STR_INIT(""), STR_INIT("StateEntered"), EVENT_ENTERED },
    { STR_INIT(""), STR_INIT("StateExited"), EVENT_EXITED },
    { STR_INIT(""), STR_INIT("StateAborted"), EVENT_ABORTED },
    { STR_INIT(""), STR_INIT("StateStarted"), EVENT_STARTED },
    { STR_INIT(""), STR_INIT("StateSucceeded"), EVENT_SUCCEEDED },
    { STR_INIT(""), STR_INIT("StateFailed"), EVENT_FAILED },
    { STR_INIT("MapIteration"), STR_INIT("Started"), EVENT_ITERATION_STARTED },
    { STR_INIT("MapIteration"), STR_INIT("Succeeded"), EVENT_ITERATION_SUCCEEDED },
    { STR_INIT("MapIteration"), STR_INIT("Failed"), EVENT_ITERATION_FAILED },
    { STR_INIT("MapIteration"), STR_INIT("Aborted"), EVENT_ITERATION_ABORTED },
    { STR_INIT("Execution"), STR_INIT("Succeeded"), EVENT_EXECUTION_SUCCEEDED },
    { STR_INIT("Execution"), STR_INIT("Failed"), EVENT_EXECUTION_FAILED },
    { STR_INIT("Execution"), STR_INIT("Aborted"), EVENT_EXECUTION_ABORTED },
    { STR_INIT("Execution"), STR_INIT("TimedOut"), EVENT_EXECUTION_ABORTED },
    { STR_INIT("Execution"), STR_INIT("Redriven"), EVENT_REDRIVEN },
    { STR_INIT("Execution"), STR_INIT(""), EVENT_OTHER },
    { STR_INIT(""), STR_INIT("Scheduled"), EVENT_ATTEMPT },
    { STR_INIT(""), STR_INIT("Failed"), EVENT_ERROR },
    { STR_INIT(""), STR_INIT("TimedOut"), EVENT_ERROR },
};

static enum event_kind kind_of(str type)
{
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (str_starts(type, kinds[i].prefix) && str_ends(type, kinds[i].suffix))
            return kinds[i].kind;
    }
    return EVENT_OTHER;
}

static str text_of(const struct doc *doc, const struct node *node)
{
    return node && node_kind(node) == NODE_STRING ? doc_text(doc, node) : (str){ NULL, 0 };
}

/* An ISO 8601 text, or seconds since 1970 with a fraction, or milliseconds: more seconds than they could be. */
static int64_t time_of(const struct doc *doc, const struct node *node)
{
    int64_t ms;
    double seconds;
    if (node && node_kind(node) == NODE_STRING && time_parse_rfc3339(doc_text(doc, node), &ms))
        return ms;
    bool is_number =
        node && node_kind(node) == NODE_NUMBER && num_to_double(doc_text(doc, node), &seconds);
    if (!is_number || seconds < 0 || seconds >= 1e15)
        return -1;
    return (int64_t)(seconds < 1e11 ? seconds * 1000 + 0.5 : seconds);
}

static int64_t number_of(const struct doc *doc, const struct node *node)
{
    int64_t number = 0;
    if (node && node_kind(node) == NODE_NUMBER)
        num_to_int64(doc_text(doc, node), &number);
    return number;
}

/* The one member that is called ...EventDetails. */
static const struct node *details_of(const struct doc *doc, const struct node *event)
{
    for (const struct node *key = doc_first(event); key != doc_end(doc, event);
         key = doc_after(doc, key + 1)) {
        if (str_ends(doc_text(doc, key), STR("EventDetails")) && node_kind(key + 1) == NODE_OBJECT)
            return key + 1;
    }
    return NULL;
}

static struct event read_event(const struct doc *doc, const struct node *node, int64_t *previous)
{
    str type = text_of(doc, doc_member_named(doc, node, STR("type"), NULL));
    struct event event = {
        .kind = kind_of(type),
        .id = number_of(doc, doc_member_named(doc, node, STR("id"), NULL)),
        .time_ms = time_of(doc, doc_member_named(doc, node, STR("timestamp"), NULL)),
        .previous = EVENT_NONE,
    };
    *previous = number_of(doc, doc_member_named(doc, node, STR("previousEventId"), NULL));
    const struct node *details = details_of(doc, node);
    if (details) {
        event.name = text_of(doc, doc_member_named(doc, details, STR("name"), NULL));
        event.error = text_of(doc, doc_member_named(doc, details, STR("error"), NULL));
        if (event.name.len == 0)
            event.name = text_of(doc, doc_member_named(doc, details, STR("state"), NULL));
    }
    if (event.error.len == 0 && str_ends(type, STR("TimedOut")))
        event.error = STR("States.Timeout");
    return event;
}

/* Histories may be asked for newest first. */
static void put_first_event_first(struct history *history, int64_t *previous)
{
    if (history->count < 2 || history->events[0].id <= history->events[history->count - 1].id)
        return;
    for (uint32_t i = 0, k = history->count - 1; i < k; i++, k--) {
        struct event event = history->events[i];
        int64_t number = previous[i];
        history->events[i] = history->events[k];
        history->events[k] = event;
        previous[i] = previous[k];
        previous[k] = number;
    }
}

/* Numbers follow each other; a page of a longer history begins with another one than 1. */
static void find_previous(struct history *history, const int64_t *previous)
{
    for (uint32_t i = 0; i < history->count; i++) {
        int64_t index = previous[i] - history->events[0].id;
        if (previous[i] > 0 && index >= 0 && index < i && history->events[index].id == previous[i])
            history->events[i].previous = (uint32_t)index;
    }
}

bool history_read(struct arena *arena, const struct doc *doc, const struct node *node,
                  struct history *history)
{
    if (node_kind(node) == NODE_OBJECT)
        node = doc_member_named(doc, node, STR("events"), NULL);
    if (!node || node_kind(node) != NODE_ARRAY)
        return false;
    *history = (struct history){ .events = arena_array(arena, struct event, node_count(node)) };
    int64_t *previous = arena_array(arena, int64_t, node_count(node));
    for (const struct node *item = doc_first(node); item != doc_end(doc, node);
         item = doc_after(doc, item)) {
        if (node_kind(item) == NODE_OBJECT) {
            history->events[history->count] = read_event(doc, item, &previous[history->count]);
            history->count++;
        }
    }
    put_first_event_first(history, previous);
    find_previous(history, previous);
    return true;
}
