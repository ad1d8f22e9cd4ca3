/*
 * sim_testing.h - a run of a machine in a few lines, for tests and fuzz targets.
 *
 *     struct story story = { .answers = answers, .answer_count = 2 };
 *     story_tell(&story, "{...machine...}", "{...input...}");
 *     assert_str(story.events, "PassStateEntered A, ...");
 *     story_end(&story);
 *
 * In definitions and inputs a single quote stands for a double one, and a backquote for a single one, so that they need
 * no backslashes.
 */
#ifndef SIM_SIM_TESTING_H
#define SIM_SIM_TESTING_H

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "memory.h"
#include "sim/internal.h"
#include "doc/doc.h"

/* What a task answers: the first row that fits its state and number of run; -1 fits every run. */
struct story_answer {
    const char *state;
    int invocation;
    enum outcome_kind kind;
    const char *text; /* the result as JSON; of a throw the error, and behind a colon the cause */
    int64_t after_ms, heartbeat_ms;
};

struct story_object {
    const char *key, *bytes;
};

struct story {
    /* given */
    const struct story_answer *answers;
    size_t answer_count;
    const struct story_object *objects;
    size_t object_count;
    struct sim_options options;
    bool shows_previous; /* "5<4 TaskFailed" rather than "TaskFailed" */
    /* found */
    struct arena arena;
    const struct asl *asl;
    struct sim *sim;
    struct sim_result result;
    str output;  /* as JSON, of a success; else "ERROR: cause" */
    str events;  /* of the execution itself */
    str written; /* "key=bytes" of each file that was written, a line each */
};

/* The text with the quotes that are meant, padded for readers. */
static inline str story_quoted(struct arena *arena, const char *text)
{
    size_t len = strlen(text);
    char *copy = arena_array(arena, char, len + SOURCE_PADDING);
    for (size_t i = 0; i < len; i++)
        copy[i] = text[i] == '\'' ? '"' : text[i] == '`' ? '\'' : text[i];
    return (str){ copy, len };
}

static inline const struct asl *story_machine(struct arena *arena, const char *text)
{
    struct diags diags;
    diags_init(&diags, arena);
    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("machine.asl.json"), story_quoted(arena, text));
    const struct doc *doc = doc_read_json(arena, source, &diags);
    return doc ? asl_build(arena, doc, doc_root(doc), &diags) : NULL;
}

static inline value story_json(struct arena *arena, const char *text)
{
    return doc_read_value(arena, story_quoted(arena, text));
}

static inline struct task_outcome story_outcome(struct arena *arena, const struct story_answer *answer)
{
    struct task_outcome outcome = { .kind = answer->kind, .after_ms = answer->after_ms,
                                    .heartbeat_ms = answer->heartbeat_ms };
    if (answer->kind == OUTCOME_RETURN && answer->text)
        outcome.result = story_json(arena, answer->text);
    if (answer->kind == OUTCOME_THROW && answer->text) {
        str text = str_from(answer->text);
        size_t colon = str_find_char(text, ':');
        outcome.error = str_slice(text, 0, colon);
        outcome.has_error = true;
        outcome.has_cause = colon != SIZE_MAX;
        outcome.cause = outcome.has_cause ? str_from_offset(text, colon + 1) : STR("");
    }
    return outcome;
}

static inline struct task_outcome story_task(void *context, struct arena *arena, const struct task_call *call)
{
    const struct story *story = context;
    for (size_t i = 0; i < story->answer_count; i++) {
        const struct story_answer *answer = &story->answers[i];
        bool is_run = answer->invocation < 0 || (uint32_t)answer->invocation == call->invocation;
        if (is_run && str_equal(str_from(answer->state), call->state->name))
            return story_outcome(arena, answer);
    }
    return (struct task_outcome){ .kind = OUTCOME_UNKNOWN };
}

static inline bool story_read(void *context, struct arena *arena, str bucket, str key, str *bytes)
{
    (void)arena;
    (void)bucket;
    const struct story *story = context;
    for (size_t i = 0; i < story->object_count; i++) {
        if (str_equal(str_from(story->objects[i].key), key)) {
            *bytes = str_from(story->objects[i].bytes);
            return true;
        }
    }
    return false;
}

static inline bool story_list(void *context, struct arena *arena, str bucket, str prefix, value *objects)
{
    (void)bucket;
    const struct story *story = context;
    struct array_builder list;
    array_begin(&list, arena);
    for (size_t i = 0; i < story->object_count; i++) {
        struct object_builder object;
        if (!str_starts(str_from(story->objects[i].key), prefix))
            continue;
        object_begin(&object, arena);
        object_set(&object, STR("Key"), value_string(str_from(story->objects[i].key)));
        array_add(&list, object_end(&object));
    }
    *objects = array_end(&list);
    return true;
}

static inline void story_write(void *context, str bucket, str key, str bytes)
{
    (void)bucket;
    struct story *story = context;
    story->written = str_printf(&story->arena, "%.*s%.*s=%.*s\n", STR_ARG(story->written), STR_ARG(key),
                                STR_ARG(bytes));
}

static inline str story_show_events(struct story *story, uint32_t number)
{
    struct history history = sim_history(story->sim, number);
    struct buf text;
    buf_init(&text, &story->arena);
    for (uint32_t i = 0; i < history.count; i++) {
        const struct history_event *event = &history.events[i];
        buf_str(&text, i ? STR(", ") : STR(""));
        if (story->shows_previous)
            buf_printf(&text, "%u<%u ", event->id, event->previous);
        buf_str(&text, history_type_name(event->type));
        enum history_shape shape = history_type_shape(event->type);
        if (shape == HISTORY_SHAPE_ENTERED || shape == HISTORY_SHAPE_EXITED)
            buf_printf(&text, " %.*s", STR_ARG(event->plan->state->name));
        if (shape == HISTORY_SHAPE_ITERATION)
            buf_printf(&text, " %u", event->number);
    }
    return buf_text(&text);
}

static inline str story_show_output(struct story *story)
{
    const struct sim_result *result = &story->result;
    if (result->status == SIM_SUCCEEDED)
        return value_to_text(&story->arena, result->output, VALUE_STYLE_JAVA);
    return str_printf(&story->arena, "%.*s: %.*s", STR_ARG(result->error), STR_ARG(result->cause));
}

/* A simulation that has not been stepped yet. */
static inline void story_begin(struct story *story, const char *definition, const char *input)
{
    arena_init(&story->arena, &plain_memory);
    struct world world = { .context = story, .task = story_task, .write = story_write };
    if (story->objects) {
        world.read = story_read;
        world.list = story_list;
    }
    if (story->options.stop_ms == 0)
        story->options.stop_ms = -1;
    story->asl = story_machine(&story->arena, definition);
    story->sim = sim_create(&plain_memory, story->asl, &world, &story->options, story_json(&story->arena, input));
}

static inline void story_finish(struct story *story)
{
    while (sim_step(story->sim) == SIM_RUNNING)
        continue;
    story->result = sim_result(story->sim);
    story->output = story_show_output(story);
    story->events = story_show_events(story, 0);
}

static inline void story_tell(struct story *story, const char *definition, const char *input)
{
    story_begin(story, definition, input);
    story_finish(story);
}

static inline void story_end(struct story *story)
{
    sim_destroy(story->sim);
    arena_finish(&story->arena);
}

#endif
