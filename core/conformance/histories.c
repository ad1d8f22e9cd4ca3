/*
 * aws/histories: whole executions, event for event; aws/histories-yaml: the same definitions in YAML give what they give in
 * JSON.
 */
#include "asl/asl.h"
#include "base/arena.h"
#include "base/num.h"
#include "check/check.h"
#include "conformance.h"
#include "conformance/compare.h"
#include "conformance/yaml.h"
#include "diag/diag.h"
#include "memory.h"
#include "sim/sim.h"

#include <stdio.h>

enum { START_S = 1767607200 /* 2026-01-05T10:00:00Z */, STEPS_MAX = 1000000, STOP_MS = 1000 };

/* Whether "3" or "1-2" covers a number. */
static bool covers(str range, uint32_t number)
{
    uint64_t from, to;
    str first = range, rest = STR("");
    size_t dash = str_find_char(range, '-');
    if (dash != SIZE_MAX) {
        first = str_slice(range, 0, dash);
        rest = str_from_offset(range, dash + 1);
    }
    if (!num_to_uint64(first, 10, &from))
        return false;
    if (!num_to_uint64(rest, 10, &to))
        to = from;
    return number >= from && number <= to;
}

static value step_of(value steps, uint32_t number)
{
    for (uint32_t i = 0; i < steps.count; i++) {
        if (covers(steps.as.members[i].name, number))
            return steps.as.members[i].value;
    }
    return value_undefined();
}

/* Outcomes of the iteration ("2/0"), else of the state. */
static value find_step(struct arena *arena, value record, const struct task_call *call)
{
    value mock = value_get(value_get(record, STR("mock")), call->state->name);
    struct buf indexes;
    buf_init(&indexes, arena);
    for (uint32_t i = 0; i < call->index_count; i++)
        buf_printf(&indexes, i ? "/%u" : "%u", call->indexes[i]);
    value own = value_get(value_get(mock, STR("iterations")), buf_text(&indexes));
    if (own.kind == VALUE_OBJECT)
        return step_of(own, call->iteration_invocation);
    return step_of(mock, call->invocation);
}

static void set_text(value object, const char *name, str *text, bool *is_there)
{
    value v = value_get(object, str_from(name));
    *is_there = v.kind == VALUE_STRING;
    if (*is_there)
        *text = value_text(v);
}

static struct task_outcome answer(void *context, struct arena *arena, const struct task_call *call)
{
    const value *record = context;
    struct task_outcome outcome = { .kind = OUTCOME_RETURN };
    value step = find_step(arena, *record, call);
    value thrown = value_get(step, STR("Throw"));
    outcome.result = value_get(step, STR("Return"));
    outcome.submitted = value_get(step, STR("Submitted"));
    outcome.worker = corpus_member_text(step, "Worker");
    outcome.is_not_started = value_get(step, STR("Started")).kind == VALUE_FALSE;
    bool is_known = step.kind == VALUE_OBJECT;
    if (!is_known)
        outcome.kind = value_get(*record, STR("mockUnknown")).kind == VALUE_ARRAY ? OUTCOME_RETURN : OUTCOME_UNKNOWN;
    if (outcome.result.kind == VALUE_UNDEFINED)
        outcome.result = value_null();
    if (value_get(step, STR("Hang")).kind == VALUE_TRUE)
        outcome.kind = OUTCOME_NEVER;
    if (thrown.kind == VALUE_OBJECT) {
        outcome.kind = OUTCOME_THROW;
        set_text(thrown, "Error", &outcome.error, &outcome.has_error);
        set_text(thrown, "Cause", &outcome.cause, &outcome.has_cause);
        outcome.event = corpus_member_text(thrown, "Event");
        /* A job or callback that was never submitted has no answer to its submission. */
        outcome.is_not_submitted = outcome.submitted.kind == VALUE_UNDEFINED;
    }
    return outcome;
}

static value objects_of(value record)
{
    return value_get(value_get(record, STR("resources")), STR("s3"));
}

static bool read_object(void *context, struct arena *arena, str bucket, str key, str *bytes)
{
    (void)arena;
    const value *record = context;
    value objects = objects_of(*record);
    for (uint32_t i = 0; i < objects.count; i++) {
        value object = objects.as.items[i];
        if (str_equal(corpus_member_text(object, "Bucket"), bucket) &&
            str_equal(corpus_member_text(object, "Key"), key)) {
            *bytes = corpus_member_text(object, "Body");
            return true;
        }
    }
    return false;
}

static bool list_objects(void *context, struct arena *arena, str bucket, str prefix, value *found)
{
    const value *record = context;
    value objects = objects_of(*record);
    struct array_builder list;
    array_begin(&list, arena);
    for (uint32_t i = 0; i < objects.count; i++) {
        value object = objects.as.items[i];
        str key = corpus_member_text(object, "Key");
        if (!str_equal(corpus_member_text(object, "Bucket"), bucket) || !str_starts(key, prefix))
            continue;
        struct object_builder row;
        object_begin(&row, arena);
        object_set(&row, STR("Etag"), value_string(STR("\"0123456789abcdef0123456789abcdef\"")));
        object_set(&row, STR("Key"), value_string(key));
        object_set(&row, STR("LastModified"), value_integer(START_S));
        object_set(&row, STR("Size"), value_integer((int64_t)corpus_member_text(object, "Body").len));
        object_set(&row, STR("StorageClass"), value_string(STR("STANDARD")));
        array_add(&list, object_end(&row));
    }
    *found = array_end(&list);
    return true;
}

static str status_text(enum sim_status status)
{
    switch (status) {
    case SIM_SUCCEEDED: return STR("SUCCEEDED");
    case SIM_FAILED: return STR("FAILED");
    case SIM_TIMED_OUT: return STR("TIMED_OUT");
    case SIM_ABORTED: return STR("ABORTED");
    case SIM_RUNNING: return STR("RUNNING");
    case SIM_STUCK: return STR("STUCK");
    case SIM_UNANSWERED: return STR("UNANSWERED");
    case SIM_LIMIT: return STR("LIMIT");
    }
    return STR("");
}

/* The result in the shape of the case's `expect`; the events go through the text that the API would answer. */
static value result_value(struct arena *arena, const struct sim *sim)
{
    struct sim_result result = sim_result(sim);
    struct history history = sim_history(sim, 0);
    struct buf text;
    buf_init(&text, arena);
    history_print(&text, &history);
    value events = value_get(doc_read_value(arena, buf_text(&text)), STR("events"));

    struct object_builder members;
    object_begin(&members, arena);
    object_set(&members, STR("status"), value_string(status_text(result.status)));
    if (result.status == SIM_SUCCEEDED)
        object_set(&members, STR("output"), value_copy(arena, result.output));
    if (result.has_error)
        object_set(&members, STR("error"), value_string(str_copy(arena, result.error)));
    if (result.has_cause)
        object_set(&members, STR("cause"), value_string(str_copy(arena, result.cause)));
    if (result.message.len)
        object_set(&members, STR("message"), value_string(str_copy(arena, result.message)));
    object_set(&members, STR("events"), compare_unwire(arena, events));
    return object_end(&members);
}

static value simulate(struct corpus *corpus, value record, const struct asl *asl)
{
    struct world world = { .context = &record, .task = answer, .read = read_object, .list = list_objects };
    value stop = value_get(value_get(record, STR("control")), STR("stop"));
    struct sim_options options = {
        .is_express = str_equal(corpus_member_text(record, "kind"), STR("EXPRESS")),
        .start_ms = (int64_t)START_S * 1000,
        .seed = 1,
        .account = STR("111111111111"),
        .region = STR("us-east-1"),
        .stop_ms = stop.kind == VALUE_OBJECT ? STOP_MS : -1,
        .stop_error = corpus_member_text(stop, "error"),
        .stop_cause = corpus_member_text(stop, "cause"),
        .max_steps = STEPS_MAX,
    };
    struct sim *sim = sim_create(&plain_memory, asl, &world, &options, value_get(record, STR("input")));
    while (sim_step(sim) == SIM_RUNNING)
        continue;
    value result = result_value(corpus->arena, sim);
    sim_destroy(sim);
    return result;
}

static const struct asl *build(struct corpus *corpus, const char *name, str text, struct diags *diags)
{
    const struct source *source = source_copied(corpus->arena, str_from(name), text);
    const struct doc *doc = check_read(corpus->arena, source, diags);
    return doc ? asl_build(corpus->arena, doc, doc_root(doc), diags) : NULL;
}

/* AWS ran every definition: lint has to take it. */
static void count_lint(struct corpus *corpus, value record, str text)
{
    struct diags diags;
    diags_init(&diags, corpus->arena);
    const struct source *source = source_copied(corpus->arena, STR("definition.asl.json"), text);
    struct check_options options = { .lint.is_express = str_equal(corpus_member_text(record, "kind"), STR("EXPRESS")) };
    check_file(corpus->arena, source, &options, &diags);
    bool is_clean = diags_count(&diags, SEVERITY_ERROR) == 0;
    corpus_count(corpus, "without an error of lint", is_clean);
    for (uint32_t i = 0; i < diags.count && corpus->is_verbose && !is_clean; i++) {
        if (diags.items[i]->severity == SEVERITY_ERROR)
            printf("aws/histories %.*s: lint: %s: %.*s\n", STR_ARG(corpus_member_text(record, "id")),
                   rule_get(diags.items[i]->rule)->code, STR_ARG(diags.items[i]->message));
    }
}

static void one_history(struct corpus *corpus, value record)
{
    str id = corpus_member_text(record, "id");
    struct diags diags;
    diags_init(&diags, corpus->arena);
    str text = value_to_text(corpus->arena, value_get(record, STR("definition")), VALUE_STYLE_JSON);
    count_lint(corpus, record, text);
    const struct asl *asl = build(corpus, "definition.asl.json", text, &diags);
    if (!asl) {
        corpus_case(corpus, id, false, "its definition cannot be read");
        return;
    }
    value result = simulate(corpus, record, asl);
    struct buf differences;
    buf_init(&differences, corpus->arena);
    bool is_same = compare_result(corpus->arena, record, result, &differences);
    if (corpus->is_dumping)
        printf("{\"id\":\"%.*s\",\"actual\":%.*s}\n", STR_ARG(id),
               STR_ARG(value_to_text(corpus->arena, result, VALUE_STYLE_JSON)));
    corpus_case(corpus, id, is_same, "%.*s", STR_ARG(buf_text(&differences)));
}

/* What comes out of the definition written so; undefined when it cannot be read. */
static value simulate_text(struct corpus *corpus, value record, const char *name, str text)
{
    struct diags diags;
    diags_init(&diags, corpus->arena);
    const struct asl *asl = build(corpus, name, text, &diags);
    return asl ? simulate(corpus, record, asl) : value_undefined();
}

static void one_history_yaml(struct corpus *corpus, value record)
{
    value definition = value_get(record, STR("definition"));
    struct buf json, yaml;
    buf_init(&json, corpus->arena);
    buf_init(&yaml, corpus->arena);
    value_print(&json, definition, VALUE_STYLE_JSON);
    yaml_print(&yaml, definition);
    value expected = simulate_text(corpus, record, "definition.asl.json", buf_text(&json));
    value found = simulate_text(corpus, record, "definition.asl.yaml", buf_text(&yaml));
    bool is_same = found.kind != VALUE_UNDEFINED && value_equal(found, expected);
    corpus_case(corpus, corpus_member_text(record, "id"), is_same, "as YAML: %.*s",
                STR_ARG(corpus_shown(corpus, found)));
}

void corpus_aws_histories_yaml(struct corpus *corpus)
{
    corpus_each_file(corpus, "aws/histories", one_history_yaml);
}

void corpus_aws_histories(struct corpus *corpus)
{
    corpus_each_file(corpus, "aws/histories", one_history);
}
