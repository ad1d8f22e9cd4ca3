/* aws/teststate: one state alone. */
#include "asl/asl.h"
#include "base/arena.h"
#include "check/check.h"
#include "conformance.h"
#include "conformance/compare.h"
#include "diag/diag.h"
#include "memory.h"
#include "sim/sim.h"
#include "sim/teststate.h"

#include <stdio.h>

enum { START_S = 1767607200 /* 2026-01-05T10:00:00Z */ };

static const struct source *source_of(struct corpus *corpus, str text)
{
    return source_copied(corpus->arena, STR("definition.asl.json"), text);
}

/* What CreateStateMachine would say of the definition; undefined when it is fine. A state alone lacks its targets and the end. */
static value refusal(struct corpus *corpus, str text, bool is_single)
{
    struct diags diags, errors;
    diags_init(&diags, corpus->arena);
    diags_init(&errors, corpus->arena);
    struct check_options options = { .lint.is_express = false };
    const struct doc *doc = check_file(corpus->arena, source_of(corpus, text), &options, &diags);
    for (uint32_t i = 0; i < diags.count; i++) {
        struct diag *diag = diags.items[i];
        bool is_missing = diag->rule == RULE_MISSING_TARGET || diag->rule == RULE_NO_TERMINAL_STATE;
        if (diag->severity < SEVERITY_ERROR || (is_single && is_missing))
            continue;
        struct diag *copy = diag_add(&errors, diag->rule, diag->source, diag->span);
        *copy = *diag;
    }
    if (errors.count == 0)
        return value_undefined();
    struct buf answer, message;
    buf_init(&answer, corpus->arena);
    lint_print_aws(&answer, doc, &errors);
    value found = value_get(doc_read_value(corpus->arena, buf_text(&answer)), STR("diagnostics"));
    buf_init(&message, corpus->arena);
    for (uint32_t i = 0; i < found.count; i++) {
        value diagnostic = found.as.items[i];
        buf_printf(&message, "%s%.*s: %.*s at %.*s", i ? ", " : "Invalid State Machine Definition: '",
                   STR_ARG(corpus_member_text(diagnostic, "code")), STR_ARG(corpus_member_text(diagnostic, "message")),
                   STR_ARG(corpus_member_text(diagnostic, "location")));
    }
    buf_str(&message, STR("'"));
    struct object_builder refused;
    object_begin(&refused, corpus->arena);
    object_set(&refused, STR("error"), value_string(STR("InvalidDefinition")));
    object_set(&refused, STR("message"), value_string(buf_text(&message)));
    return object_end(&refused);
}

static void set_mock(struct teststate_request *request, value mock)
{
    value result = value_get(mock, STR("result")), error = value_get(mock, STR("errorOutput"));
    str mode = corpus_member_text(mock, "fieldValidationMode");
    request->has_result = result.kind == VALUE_STRING;
    request->has_error = error.kind == VALUE_OBJECT;
    if (request->has_result)
        request->result = value_text(result);
    request->error = corpus_member_text(error, "error");
    request->cause = corpus_member_text(error, "cause");
    request->has_cause = value_get(error, STR("cause")).kind == VALUE_STRING;
    request->validation = str_equal(mode, STR("NONE"))      ? TESTSTATE_NONE
                          : str_equal(mode, STR("PRESENT")) ? TESTSTATE_PRESENT
                                                            : TESTSTATE_STRICT;
}

static bool set_count(value configuration, const char *name, uint32_t *count)
{
    int64_t integer;
    if (!value_to_integer(value_get(configuration, str_from(name)), &integer))
        return false;
    *count = (uint32_t)integer;
    return true;
}

static void set_configuration(struct teststate_request *request, value configuration)
{
    request->has_retry_count = set_count(configuration, "retrierRetryCount", &request->retry_count);
    request->has_failure_count = set_count(configuration, "mapIterationFailureCount", &request->failure_count);
    request->error_caused_by = corpus_member_text(configuration, "errorCausedByState");
    request->has_reader_data = value_get(configuration, STR("mapItemReaderData")).kind == VALUE_STRING;
    request->reader_data = corpus_member_text(configuration, "mapItemReaderData");
}

/* Where the call ran a task for real, its outcome was derived from the answer. */
static struct task_outcome answer_derived(void *context, struct arena *arena, const struct task_call *call)
{
    (void)arena;
    (void)call;
    const value *mock = context;
    value thrown = value_get(*mock, STR("Throw"));
    if (thrown.kind == VALUE_OBJECT)
        return (struct task_outcome){ .kind = OUTCOME_THROW, .has_error = true, .has_cause = true,
                                      .error = corpus_member_text(thrown, "Error"),
                                      .cause = corpus_member_text(thrown, "Cause") };
    return (struct task_outcome){ .kind = OUTCOME_RETURN, .result = value_get(*mock, STR("Return")) };
}

static value parse_member(struct corpus *corpus, value v)
{
    value parsed = v.kind == VALUE_STRING ? doc_read_value(corpus->arena, value_text(v)) : v;
    return parsed.kind == VALUE_UNDEFINED ? v : parsed;
}

/* The answer with its JSON texts read. */
static value unwire(struct corpus *corpus, value response)
{
    struct object_builder plain;
    object_begin(&plain, corpus->arena);
    for (uint32_t i = 0; i < response.count; i++) {
        str name = response.as.members[i].name;
        value v = response.as.members[i].value;
        if (str_equal(name, STR("output"))) {
            v = parse_member(corpus, v);
        } else if (str_equal(name, STR("inspectionData"))) {
            struct object_builder stages;
            object_begin(&stages, corpus->arena);
            for (uint32_t k = 0; k < v.count; k++)
                object_set(&stages, v.as.members[k].name, parse_member(corpus, v.as.members[k].value));
            v = object_end(&stages);
        }
        object_set(&plain, name, v);
    }
    return object_end(&plain);
}

static value run(struct corpus *corpus, value record, str text)
{
    struct diags diags;
    diags_init(&diags, corpus->arena);
    const struct doc *doc = check_read(corpus->arena, source_of(corpus, text), &diags);
    const struct asl *asl = doc ? asl_build(corpus->arena, doc, doc_root(doc), &diags) : NULL;
    if (!asl)
        return value_undefined();
    value derived = value_get(record, STR("derivedMock")), input = value_get(record, STR("input"));
    struct world world = { .context = &derived, .task = answer_derived };
    str level = corpus_member_text(record, "inspectionLevel");
    struct teststate_request request = {
        .asl = asl,
        .state_name = corpus_member_text(record, "stateName"),
        .input = input.kind == VALUE_UNDEFINED ? (value){ .kind = VALUE_OBJECT } : input,
        .variables = value_get(record, STR("variables")),
        .context = value_get(record, STR("context")),
        .level = str_equal(level, STR("TRACE"))   ? TESTSTATE_TRACE
                 : str_equal(level, STR("DEBUG")) ? TESTSTATE_DEBUG
                                                  : TESTSTATE_INFO,
        .reveals_secrets = value_get(record, STR("revealSecrets")).kind == VALUE_TRUE,
        .world = derived.kind == VALUE_OBJECT ? &world : NULL,
        .start_ms = (int64_t)START_S * 1000,
        .account = STR("111111111111"),
        .region = STR("us-east-1"),
    };
    set_mock(&request, value_get(record, STR("mock")));
    set_configuration(&request, value_get(record, STR("stateConfiguration")));
    struct teststate_response response = teststate_run(corpus->arena, &plain_memory, &request);
    struct buf answer;
    buf_init(&answer, corpus->arena);
    teststate_print(&answer, &response);
    return unwire(corpus, doc_read_value(corpus->arena, buf_text(&answer)));
}

static void one_state(struct corpus *corpus, value record)
{
    str id = corpus_member_text(record, "id");
    str definition = value_to_text(corpus->arena, value_get(record, STR("definition")), VALUE_STYLE_JSON);
    bool is_single = corpus_member_text(record, "stateName").len == 0;
    str text = is_single ? teststate_wrap(corpus->arena, definition) : definition;
    value actual = refusal(corpus, text, is_single);
    if (actual.kind == VALUE_UNDEFINED)
        actual = run(corpus, record, text);
    if (corpus->is_dumping)
        printf("{\"id\":\"%.*s\",\"actual\":%.*s}\n", STR_ARG(id),
               STR_ARG(value_to_text(corpus->arena, actual, VALUE_STYLE_JSON)));
    struct buf differences;
    buf_init(&differences, corpus->arena);
    bool is_same = compare_result(corpus->arena, record, actual, &differences);
    corpus_case(corpus, id, is_same, "%.*s", STR_ARG(buf_text(&differences)));
}

void corpus_aws_teststate(struct corpus *corpus)
{
    corpus_each_file(corpus, "aws/teststate", one_state);
}
