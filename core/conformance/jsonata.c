/*
 * jsonata.c - expr/jsonata: the language; expr/aws-jsonata: what Step Functions makes of it.
 */
#include "base/arena.h"
#include "conformance.h"
#include "doc/doc.h"
#include "jsonata/jsonata.h"
#include "text/regex.h"

struct outcome {
    bool is_refused, is_failed;
    value result;
    struct jsonata_failure failure;
    struct jsonata_facts facts;
};

static value member(value record, const char *name)
{
    return value_get(record, str_from(name));
}

/* expr/jsonata */

static bool find_binding(void *context, str name, value *v)
{
    *v = value_get(*(const value *)context, name);
    return v->kind != VALUE_UNDEFINED;
}

/* The document that a record names; those of the folder datasets are read once. */
static value document_of(struct corpus *corpus, value record)
{
    value name = member(record, "dataset");
    if (name.kind != VALUE_STRING)
        return member(record, "data");
    value *read = corpus->context;
    value known = value_get(*read, value_text(name));
    if (known.kind != VALUE_UNDEFINED)
        return known;
    str text, path = str_printf(corpus->arena, "expr/datasets/%.*s.json", STR_ARG(value_text(name)));
    if (!corpus_kept_file(corpus, str_terminated(corpus->arena, path), &text))
        return value_undefined();
    value document = value_copy(corpus->kept, doc_read_value(corpus->arena, text));
    struct object_builder builder;
    object_begin_from(&builder, corpus->kept, *read);
    object_set(&builder, str_copy(corpus->kept, value_text(name)), document);
    *read = object_end(&builder);
    return document;
}

static struct outcome run_plain(struct corpus *corpus, value record)
{
    struct outcome outcome = { 0 };
    struct jsonata_options options = { JSONATA_PLAIN };
    value bindings = member(record, "bindings"), depth = member(record, "depth");
    const struct jsonata *jsonata = jsonata_parse(corpus->arena, corpus_member_text(record, "expr"),
                                                  &options, &outcome.failure);
    outcome.is_failed = !jsonata;
    if (!jsonata)
        return outcome;
    struct jsonata_limits limits = jsonata_default_limits(JSONATA_PLAIN);
    if (depth.kind != VALUE_UNDEFINED)
        limits.depth = (uint32_t)value_number(depth);
    if (member(record, "timelimit").kind != VALUE_UNDEFINED)
        limits.steps = 20000000;
    struct jsonata_input input = { .document = document_of(corpus, record),
                                   .lookup = find_binding,
                                   .context = &bindings,
                                   .limits = &limits,
                                   .now_ms = 1700000000000 };
    outcome.is_failed =
        !jsonata_evaluate(corpus->arena, jsonata, &input, &outcome.result, &outcome.failure);
    return outcome;
}

static bool is_permutation(struct corpus *corpus, value a, value b)
{
    if (a.kind != VALUE_ARRAY || b.kind != VALUE_ARRAY || a.count != b.count)
        return value_equal(a, b);
    bool *is_taken = arena_array(corpus->arena, bool, b.count);
    for (uint32_t i = 0; i < a.count; i++) {
        uint32_t j = 0;
        while (j < b.count && (is_taken[j] || !value_equal(a.as.items[i], b.as.items[j])))
            j++;
        if (j == b.count)
            return false;
        is_taken[j] = true;
    }
    return true;
}

static bool meets_failure(struct corpus *corpus, const struct outcome *outcome, value expected)
{
    value token = member(expected, "token"), message = member(expected, "message");
    str code = corpus_member_text(expected, "error");
    /* U1001 is the code of the reference's test program for a bound; any of ours will do. */
    bool is_bound = str_equal(code, STR("U1001")) && outcome->failure.code.len == 0;
    if (!outcome->is_failed || (!is_bound && !str_equal(outcome->failure.code, code)))
        return false;
    if (message.kind == VALUE_STRING &&
        !str_equal(value_text(message), outcome->failure.message))
        return false;
    if (token.kind == VALUE_UNDEFINED)
        return true;
    str text = token.kind == VALUE_STRING ? value_text(token)
                                          : value_to_text(corpus->arena, token, VALUE_STYLE_JSON);
    return str_equal(text, outcome->failure.token);
}

static bool meets_plain(struct corpus *corpus, const struct outcome *outcome, value record, value expected)
{
    if (member(expected, "error").kind != VALUE_UNDEFINED)
        return meets_failure(corpus, outcome, expected);
    if (outcome->is_failed)
        return false;
    if (member(expected, "undefined").kind == VALUE_TRUE)
        return outcome->result.kind == VALUE_UNDEFINED;
    if (member(expected, "function").kind == VALUE_TRUE)
        return outcome->result.kind == VALUE_FUNCTION;
    value result = member(expected, "result");
    return member(record, "unordered").kind == VALUE_TRUE
               ? is_permutation(corpus, outcome->result, result)
               : value_equal(outcome->result, result);
}

/* What version 2.0.6 gave, where the versions differ; undefined when that is no outcome. */
static value outcome_of_206(value record)
{
    value differs = value_get(member(record, "differs"), STR("2.0.6"));
    str error = corpus_member_text(differs, "error");
    if (str_equal(error, STR("HANG")) || str_starts(error, STR("JS:")))
        return value_undefined();
    return differs;
}

static str shown(struct corpus *corpus, const struct outcome *outcome)
{
    if (outcome->is_failed)
        return str_printf(corpus->arena, "%.*s %.*s [%.*s]", STR_ARG(outcome->failure.code),
                          STR_ARG(outcome->failure.message), STR_ARG(outcome->failure.token));
    return corpus_shown(corpus, outcome->result);
}

static void one_expression(struct corpus *corpus, value record)
{
    value expected = member(record, "expect");
    if (member(record, "aws").kind == VALUE_FALSE) {
        expected = outcome_of_206(record);
        if (expected.kind == VALUE_UNDEFINED)
            return;
    }
    struct outcome outcome = run_plain(corpus, record);
    corpus_case(corpus, corpus_member_text(record, "id"),
                meets_plain(corpus, &outcome, record, expected), "%.*s gave %.*s",
                STR_ARG(corpus_member_text(record, "expr")), STR_ARG(shown(corpus, &outcome)));
}

void corpus_jsonata(struct corpus *corpus)
{
    value datasets = { .kind = VALUE_OBJECT };
    corpus->context = &datasets;
    corpus_each_line(corpus, "expr/jsonata.jsonl", one_expression);
}

/* expr/aws-jsonata */

static bool find_variable(void *context, str name, value *v)
{
    value record = *(const value *)context;
    *v = str_equal(name, STR("states")) ? member(record, "states")
                                        : value_get(member(record, "variables"), name);
    return v->kind != VALUE_UNDEFINED;
}

static struct outcome run_aws(struct corpus *corpus, value record, uint64_t seed)
{
    struct outcome outcome = { 0 };
    const struct jsonata *jsonata = jsonata_parse(corpus->arena, corpus_member_text(record, "expr"),
                                                  NULL, &outcome.failure);
    outcome.is_refused = !jsonata;
    if (!jsonata)
        return outcome;
    outcome.facts = jsonata_inspect(corpus->arena, jsonata);
    outcome.is_refused = outcome.facts.top_level_count > 0;
    for (uint32_t i = 0; i < outcome.facts.states_count; i++) {
        const struct jsonata_states_path *path = &outcome.facts.states[i];
        /* None of the cases stands in a catcher. */
        if (path->count && str_equal(path->names[0], STR("errorOutput")))
            outcome.is_refused = true;
    }
    struct jsonata_input input = {
        .lookup = find_variable, .context = &record, .now_ms = 1700000000000, .seed = seed
    };
    if (!outcome.is_refused)
        outcome.is_failed =
            !jsonata_evaluate(corpus->arena, jsonata, &input, &outcome.result, &outcome.failure);
    return outcome;
}

/* The end of the cause that the service would give; empty when the field can take the result. */
static str cause_tail(struct corpus *corpus, const struct outcome *outcome, value record)
{
    struct buf buf;
    buf_init(&buf, corpus->arena);
    str field = corpus_member_text(record, "field");
    buf_printf(&buf, "The JSONata expression '%.*s' specified for the field '%.*s' ",
               STR_ARG(corpus_member_text(record, "expr")), STR_ARG(field));
    if (outcome->is_failed) {
        jsonata_print_failure(&buf, &outcome->failure);
    } else if (outcome->result.kind == VALUE_UNDEFINED) {
        buf_str(&buf, STR("returned nothing (undefined)."));
    } else if (outcome->result.kind == VALUE_FUNCTION) {
        buf_str(&buf, STR("returned an unsupported result type."));
    } else if (str_equal(field, STR("Items")) && outcome->result.kind != VALUE_ARRAY) {
        buf_printf(&buf, "returned an unexpected result type. Expected 'array', but was '%s' for value: ",
                   value_kind_name(outcome->result));
        value_print(&buf, outcome->result, VALUE_STYLE_JSON);
    } else {
        return STR("");
    }
    return buf_text(&buf);
}

static bool meets_refusal(const struct outcome *outcome, value expected)
{
    value message = member(expected, "message");
    if (!outcome->is_refused || message.kind != VALUE_STRING)
        return outcome->is_refused;
    if (outcome->facts.top_level_count == 0)
        return str_equal(value_text(message), outcome->failure.message);
    char text[200];
    struct buf buf = { .at = text, .capacity = sizeof text };
    buf_str(&buf, STR("Reference to '"));
    buf_str(&buf, outcome->facts.top_levels[0].name);
    buf_str(&buf, STR("' at the top level is not supported."));
    return str_equal(buf_text(&buf), value_text(message));
}

static bool meets_error(struct corpus *corpus, const struct outcome *outcome, value record, value expected)
{
    str tail = cause_tail(corpus, outcome, record);
    value wanted_tail = member(expected, "cause_tail"), cause = member(expected, "cause");
    value code = member(expected, "code"), message = member(expected, "message");
    if (wanted_tail.kind == VALUE_STRING)
        return str_equal(tail, value_text(wanted_tail));
    if (cause.kind == VALUE_STRING) {
        struct buf buf;
        buf_init(&buf, corpus->arena);
        jsonata_print_failure(&buf, &outcome->failure);
        return outcome->is_failed && str_ends(value_text(cause), buf_text(&buf));
    }
    if (code.kind == VALUE_STRING && !str_equal(outcome->failure.code, value_text(code)))
        return false;
    if (message.kind == VALUE_STRING && !str_equal(outcome->failure.message, value_text(message)))
        return false;
    return tail.len > 0;
}

static bool matches(struct corpus *corpus, value result, value pattern)
{
    str message;
    size_t offset;
    const struct regex *regex =
        regex_compile(corpus->arena, value_text(pattern), REGEX_WHOLE, &message, &offset);
    if (!regex || result.kind != VALUE_STRING)
        return false;
    struct regex_group *groups =
        arena_array(corpus->arena, struct regex_group, 1 + (size_t)regex_group_count(regex));
    return regex_match(corpus->arena, regex, value_text(result), 0, groups) == REGEX_MATCH;
}

static bool meets_aws(struct corpus *corpus, const struct outcome *outcome, value record, value expected)
{
    value bounds = member(expected, "number_in"), pattern = member(expected, "matches");
    if (member(expected, "invalid").kind == VALUE_TRUE)
        return meets_refusal(outcome, expected);
    if (outcome->is_refused)
        return false;
    if (member(expected, "error").kind != VALUE_UNDEFINED)
        return meets_error(corpus, outcome, record, expected);
    if (outcome->is_failed)
        return false;
    if (pattern.kind == VALUE_STRING)
        return matches(corpus, outcome->result, pattern);
    if (bounds.kind != VALUE_UNDEFINED)
        return value_is_number(outcome->result) &&
               value_number(outcome->result) >= value_number(value_item(bounds, 0)) &&
               value_number(outcome->result) < value_number(value_item(bounds, 1));
    if (member(expected, "result").kind == VALUE_UNDEFINED)
        return member(expected, "repeatable").kind == VALUE_TRUE;
    return value_equal(outcome->result, member(expected, "result"));
}

static void one_aws_expression(struct corpus *corpus, value record)
{
    value expected = member(record, "expect");
    struct outcome outcome = run_aws(corpus, record, 1);
    bool is_met = meets_aws(corpus, &outcome, record, expected);
    if (member(expected, "repeatable").kind == VALUE_TRUE)
        is_met = is_met && value_equal(run_aws(corpus, record, 2).result, outcome.result);
    corpus_case(corpus, corpus_member_text(record, "id"), is_met, "%.*s gave %.*s",
                STR_ARG(corpus_member_text(record, "expr")), STR_ARG(shown(corpus, &outcome)));
}

void corpus_aws_jsonata(struct corpus *corpus)
{
    corpus_each_line(corpus, "expr/aws-jsonata.jsonl", one_aws_expression);
}
