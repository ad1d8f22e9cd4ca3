/* Rules about one state: its name, where it goes, and fields that depend on each other. */
#include "base/utf8.h"
#include "lint/internal.h"
#include "text/unicode.h"

#define STATE_NAME_MAX 80 /* characters; Developer Guide, "Service quotas" */

void check_state_name_length(struct lint *lint, const struct asl_state *state)
{
    size_t length = utf8_length(state->name);
    if ((length >= 1 && length <= STATE_NAME_MAX) || asl_is_opaque(state->name))
        return;
    struct diag *d = lint_report_object(lint, RULE_STATE_NAME_LENGTH, &state->object);
    if (length == 0)
        diag_message(d, "the state has no name");
    else
        diag_message(d, "the state's name has %zu characters, at most %d are allowed", length, STATE_NAME_MAX);
}

static bool has_control(str text)
{
    for (size_t i = 0; i < text.len;) {
        if (unicode_is_control(utf8_next(text, &i)))
            return true;
    }
    return false;
}

static bool has_edge_blank(str text)
{
    size_t i = 0;
    uint32_t first = text.len ? utf8_next(text, &i) : 0, last = first;
    while (i < text.len)
        last = utf8_next(text, &i);
    return unicode_is_blank(first) || unicode_is_blank(last);
}

void check_state_name_chars(struct lint *lint, const struct asl_state *state)
{
    if (!has_edge_blank(state->name) && !has_control(state->name))
        return;
    struct diag *d = lint_report_object(lint, RULE_STATE_NAME_CHARS, &state->object);
    diag_message(d, "the state's name has %s",
                 has_control(state->name) ? "control characters" : "blanks at an end");
}

static bool is_step(const struct asl_state *state)
{
    const struct asl_row *row = asl_row_find(state->object.kind, NAME_End);
    return row != NULL;
}

void check_next_and_end(struct lint *lint, const struct asl_state *state)
{
    const struct asl_field *next = asl_get(&state->object, NAME_Next);
    const struct asl_field *end = asl_get(&state->object, NAME_End);
    if (!is_step(state) || !next || !end || node_kind(end->value) != NODE_TRUE)
        return;
    const struct asl_field *second = next->key > end->key ? next : end;
    struct diag *d = lint_report(lint, RULE_NEXT_AND_END, second->key);
    diag_message(d, "state \"%.*s\" has both \"Next\" and \"End\"", STR_ARG(state->name));
    diag_related(d, lint->doc->source, node_span(second == next ? end->key : next->key), "the other one");
}

void check_next_or_end_missing(struct lint *lint, const struct asl_state *state)
{
    const struct asl_field *end = asl_get(&state->object, NAME_End);
    if (!is_step(state) || asl_get(&state->object, NAME_Next))
        return;
    if (end && node_kind(end->value) != NODE_FALSE)
        return;
    struct diag *d = lint_report_object(lint, RULE_NEXT_OR_END_MISSING, &state->object);
    diag_message(d, "state \"%.*s\" has neither \"Next\" nor \"End\": true", STR_ARG(state->name));
}

void check_end_false(struct lint *lint, const struct asl_state *state)
{
    const struct asl_field *end = asl_get(&state->object, NAME_End);
    if (!is_step(state) || !end || node_kind(end->value) != NODE_FALSE || !asl_get(&state->object, NAME_Next))
        return;
    struct diag *d = lint_report(lint, RULE_END_FALSE, end->key);
    diag_message(d, "\"End\": false says nothing beside \"Next\"");
}

void check_querylanguage_downgrade(struct lint *lint, const struct asl_state *state)
{
    if (lint->asl->language != ASL_LANGUAGE_JSONATA || state->object.language != ASL_LANGUAGE_JSONPATH)
        return;
    const struct asl_field *own = asl_get(&state->object, NAME_QueryLanguage);
    const struct asl_field *root = asl_get(&lint->asl->root->object, NAME_QueryLanguage);
    struct diag *d = lint_report(lint, RULE_QUERYLANGUAGE_DOWNGRADE, own->value);
    diag_message(d, "a state of a JSONata machine cannot be in JSONPath");
    diag_related(d, lint->doc->source, node_span(root->value), "the machine's query language");
}

static const struct asl_exclusive *wait_fields(void)
{
    size_t count;
    const struct asl_exclusive *exclusives = asl_exclusives(&count);
    while (exclusives->owner != ASL_WAIT)
        exclusives++;
    return exclusives;
}

void check_wait_exactly_one(struct lint *lint, const struct asl_state *state)
{
    if (state->object.kind != ASL_WAIT)
        return;
    const struct asl_exclusive *fields = wait_fields();
    const struct asl_field *first = NULL, *other = NULL;
    for (size_t i = 0; i < ARRAY_LEN(fields->names); i++) {
        const struct asl_field *field = asl_get(&state->object, fields->names[i]);
        /* One of the other query language says how long is meant, but is no second one: it has its own rule. */
        if (field && first && (field->row->language & state->object.language))
            other = field;
        else if (field && !first)
            first = field;
    }
    if (first && !other)
        return;
    struct diag *d;
    if (!first) {
        d = lint_report_object(lint, RULE_WAIT_EXACTLY_ONE, &state->object);
        diag_message(d, "state \"%.*s\" does not say how long to wait", STR_ARG(state->name));
        diag_help(d, state->object.language == ASL_LANGUAGE_JSONATA
                         ? "add Seconds or Timestamp"
                         : "add one of Seconds, SecondsPath, Timestamp and TimestampPath");
        return;
    }
    d = lint_report(lint, RULE_WAIT_EXACTLY_ONE, other->key);
    diag_message(d, "a Wait state takes only one time field");
    diag_related(d, lint->doc->source, node_span(first->key), "another one");
}

void check_heartbeat_timeout(struct lint *lint, const struct asl_state *state)
{
    int64_t heartbeat, timeout;
    if (state->object.kind != ASL_TASK ||
        !lint_integer(lint, &state->object, NAME_HeartbeatSeconds, &heartbeat) ||
        !lint_integer(lint, &state->object, NAME_TimeoutSeconds, &timeout) || heartbeat < timeout)
        return;
    struct diag *d =
        lint_report(lint, RULE_HEARTBEAT_TIMEOUT, asl_get(&state->object, NAME_HeartbeatSeconds)->value);
    diag_message(d, "the heartbeat must be shorter than the timeout of %lld seconds", (long long)timeout);
    diag_related(d, lint->doc->source, node_span(asl_get(&state->object, NAME_TimeoutSeconds)->value),
                 "the timeout");
}

void check_credentials(struct lint *lint, const struct asl_state *state)
{
    const struct asl_field *field = asl_get(&state->object, NAME_Credentials);
    if (state->object.kind != ASL_TASK || !field || node_kind(field->value) != NODE_OBJECT)
        return;
    const struct node *role = doc_member_named(lint->doc, field->value, STR("RoleArn"), NULL);
    if (role) {
        if (node_kind(role) != NODE_STRING && node_kind(role) != NODE_ERROR)
            diag_message(lint_report(lint, RULE_CREDENTIALS, role), "\"RoleArn\" must be a string");
        return;
    }
    if (state->object.language == ASL_LANGUAGE_JSONPATH &&
        doc_member_named(lint->doc, field->value, STR("RoleArn.$"), NULL))
        return;
    struct diag *d = lint_report(lint, RULE_CREDENTIALS, field->key);
    diag_message(d, "\"Credentials\" has no \"RoleArn\"");
}

static void report_distributed_only(struct lint *lint, const struct asl_state *state,
                                    const struct asl_field *field)
{
    struct diag *d = lint_report(lint, RULE_DISTRIBUTED_ONLY, field->key);
    diag_message(d, "\"%.*s\" works only in a distributed Map", STR_ARG(name_text(field->name)));
    /* The service has been seen to run inline Maps in JSONata that tolerate failures. */
    bool is_tolerance =
        field->name == NAME_ToleratedFailureCount || field->name == NAME_ToleratedFailurePercentage;
    if (is_tolerance && state->object.language == ASL_LANGUAGE_JSONATA)
        d->severity = SEVERITY_WARNING;
    const struct asl_field *config =
        state->machine_count ? asl_get(&state->machines->object, NAME_ProcessorConfig) : NULL;
    if (config)
        diag_related(d, lint->doc->source, node_span(config->key), "this Map runs inline");
    else
        diag_help(d, "without \"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", ...} a Map runs inline");
}

/* Whether the Mode is known to be INLINE, and not a placeholder or a wrong word. */
static bool is_inline(const struct lint *lint, const struct asl_state *state)
{
    if (state->machine_count == 0 || state->is_distributed)
        return false;
    const struct asl_field *config = asl_get(&state->machines->object, NAME_ProcessorConfig);
    if (!config)
        return true;
    const struct asl_field *mode = config->object ? asl_get(config->object, NAME_Mode) : NULL;
    return config->object && (!mode || str_equal(asl_text(lint->asl, mode->value), STR("INLINE")));
}

void check_distributed_only(struct lint *lint, const struct asl_state *state)
{
    if (state->object.kind != ASL_MAP || !is_inline(lint, state))
        return;
    for (uint32_t i = 0; i < state->object.field_count; i++) {
        const struct asl_field *field = &state->object.fields[i];
        if (field->row && asl_row_has(field->row, ASL_FIELD_DISTRIBUTED) &&
            (field->row->language & state->object.language))
            report_distributed_only(lint, state, field);
    }
    const struct asl_field *config = asl_get(&state->machines->object, NAME_ProcessorConfig);
    const struct asl_field *type =
        config && config->object ? asl_get(config->object, NAME_ExecutionType) : NULL;
    if (type)
        report_distributed_only(lint, state, type);
}
