/* State machines with known verdicts (lint), and definitions that AWS was asked to create or validate. */
#include "conformance.h"

#include "base/arena.h"
#include "base/intern.h"
#include "check/check.h"
#include "diag/diag.h"
#include "doc/doc.h"

/* A definition after lint: its document and what was said. */
struct checked {
    const struct doc *doc;
    struct diags diags;
};

static void check_text(struct corpus *corpus, str name, str text, bool is_express, struct checked *checked)
{
    struct source *source = arena_new(corpus->arena, struct source);
    *source = source_file(name, text);
    diags_init(&checked->diags, corpus->arena);
    struct check_options options = { .lint.is_express = is_express };
    checked->doc = check_file(corpus->arena, source, &options, &checked->diags);
}

static str pointer_at(struct corpus *corpus, const struct checked *checked, const struct source *source, span where)
{
    struct buf pointer;
    buf_init(&pointer, corpus->arena);
    const struct source *file;
    span place = source_in_file(source, where, &file);
    if (checked->doc)
        doc_pointer(&pointer, checked->doc, doc_at(checked->doc, place.start));
    return buf_text(&pointer);
}

/*
 * The JSON Pointer of the node that a diagnostic is about; empty for the whole document, which is what the cases say of
 * a text that is not JSON or YAML at all.
 */
static str pointer_of(struct corpus *corpus, const struct checked *checked, const struct diag *diag)
{
    if (diag->rule == RULE_JSON_SYNTAX || diag->rule == RULE_YAML_SYNTAX)
        return STR("");
    return pointer_at(corpus, checked, diag->source, diag->span);
}

/* Whether `inner` names a member or item of what `outer` names. */
static bool is_child(str inner, str outer)
{
    if (!str_starts(inner, outer) || inner.len == outer.len || inner.at[outer.len] != '/')
        return false;
    return str_find_char(str_from_offset(inner, outer.len + 1), '/') == SIZE_MAX;
}

static bool is_near(str said, str wanted)
{
    return str_equal(said, wanted) || is_child(said, wanted) || is_child(wanted, said);
}

/* Where a name is given twice, the cases name either place; the diagnostic names one and points at the other. */
static bool is_near_related(struct corpus *corpus, const struct checked *checked, const struct diag *diag,
                            str wanted)
{
    if (diag->rule != RULE_DUPLICATE_STATE_NAME)
        return false;
    const struct diag_related *other = &diag->related[0];
    return is_near(pointer_at(corpus, checked, other->source, other->span), wanted);
}

/* Whether something at least this severe was said at the place, its parent or a child. */
static bool is_found(struct corpus *corpus, const struct checked *checked, enum severity at_least, value where)
{
    for (uint32_t i = 0; i < checked->diags.count; i++) {
        const struct diag *diag = checked->diags.items[i];
        if (diag->severity < at_least)
            continue;
        if (where.kind != VALUE_STRING || !checked->doc)
            return true;
        str wanted = value_text(where);
        if (is_near(pointer_of(corpus, checked, diag), wanted) ||
            is_near_related(corpus, checked, diag, wanted))
            return true;
    }
    return false;
}

static str first_error(struct corpus *corpus, const struct checked *checked)
{
    for (uint32_t i = 0; i < checked->diags.count; i++) {
        const struct diag *diag = checked->diags.items[i];
        if (diag->severity == SEVERITY_ERROR)
            return str_printf(corpus->arena, "%s at %.*s: %.*s", rule_get(diag->rule)->code,
                              STR_ARG(pointer_of(corpus, checked, diag)), STR_ARG(diag->message));
    }
    return STR("nothing");
}

static bool is_true(value record, const char *name)
{
    return value_get(record, str_from(name)).kind == VALUE_TRUE;
}

/* What earlier cases said, for their twins: by id, whether an error was reported. */
struct verdicts {
    struct intern ids;
    bool *has_error;
    size_t capacity;
};

static void remember(struct corpus *corpus, str id, bool has_error)
{
    struct verdicts *verdicts = corpus->context;
    uint32_t number = intern_add(&verdicts->ids, str_copy(corpus->kept, id));
    if (number >= verdicts->capacity) {
        size_t capacity = verdicts->capacity ? verdicts->capacity * 2 : 256;
        verdicts->has_error =
            arena_grow(corpus->kept, verdicts->has_error, verdicts->capacity, capacity, 1);
        verdicts->capacity = capacity;
    }
    verdicts->has_error[number] = has_error;
}

static bool check_record(struct corpus *corpus, value record, struct checked *checked)
{
    str path = str_printf(corpus->arena, "lint/%.*s", STR_ARG(corpus_member_text(record, "file")));
    str text;
    if (!corpus_file(corpus, str_terminated(corpus->arena, path), &text))
        return false;
    check_text(corpus, path, text, str_equal(corpus_member_text(record, "type"), STR("EXPRESS")), checked);
    return true;
}

/* The first reason of this severity that nothing was said about, or VALUE_UNDEFINED. */
static value missed_reason(struct corpus *corpus, const struct checked *checked, value record,
                           enum severity severity)
{
    value reasons = value_get(record, STR("reasons"));
    for (uint32_t i = 0; i < reasons.count; i++) {
        value reason = reasons.as.items[i];
        bool is_meant = str_equal(corpus_member_text(reason, "severity"), str_from(severity_name(severity)));
        if (is_meant && !is_found(corpus, checked, severity, value_get(reason, STR("where"))))
            return reason;
    }
    return value_undefined();
}

static void one_definition(struct corpus *corpus, value record)
{
    str id = corpus_member_text(record, "id");
    struct checked checked;
    if (!check_record(corpus, record, &checked)) {
        corpus_case(corpus, id, false, "its text cannot be read");
        return;
    }
    uint32_t errors = diags_count(&checked.diags, SEVERITY_ERROR);
    remember(corpus, id, errors > 0);
    if (is_true(record, "contested"))
        return;
    if (!is_true(record, "valid")) {
        value missed = missed_reason(corpus, &checked, record, SEVERITY_ERROR);
        corpus_count(corpus, "errors found", errors > 0);
        corpus_count(corpus, "errors found at the place", missed.kind == VALUE_UNDEFINED);
        corpus_case(corpus, id, errors > 0 && missed.kind == VALUE_UNDEFINED, "missed %.*s; first error: %.*s",
                    STR_ARG(corpus_shown(corpus, missed)), STR_ARG(first_error(corpus, &checked)));
        return;
    }
    if (!is_true(record, "deployable"))
        return;
    value missed = missed_reason(corpus, &checked, record, SEVERITY_WARNING);
    bool is_warning = str_ends(id, STR("-warn"));
    corpus_count(corpus, "without a false error", errors == 0);
    if (is_warning)
        corpus_count(corpus, "warnings found", missed.kind == VALUE_UNDEFINED);
    corpus_case(corpus, id, errors == 0 && (!is_warning || missed.kind == VALUE_UNDEFINED),
                errors ? "false error %.*s%.*s" : "%.*smissed %.*s",
                STR_ARG(errors ? first_error(corpus, &checked) : STR("")),
                STR_ARG(errors ? STR("") : corpus_shown(corpus, missed)));
}

static void one_pair(struct corpus *corpus, value record)
{
    struct verdicts *verdicts = corpus->context;
    str id = corpus_member_text(record, "id");
    uint32_t bad = intern_find(&verdicts->ids, id);
    uint32_t twin = intern_find(&verdicts->ids, corpus_member_text(record, "twin"));
    if (!str_ends(id, STR("-bad")) || bad == INTERN_NONE || twin == INTERN_NONE)
        return;
    corpus_count(corpus, "pairs told apart", verdicts->has_error[bad] && !verdicts->has_error[twin]);
}

void corpus_lint(struct corpus *corpus)
{
    struct verdicts verdicts = { .has_error = NULL };
    intern_init(&verdicts.ids, corpus->kept);
    corpus->context = &verdicts;
    corpus_each_line(corpus, "lint/index.jsonl", one_definition);
    corpus_each_line(corpus, "lint/index.jsonl", one_pair);
}

/* A definition as JSON text, or the text that was sent instead of one. */
static str definition_text(struct corpus *corpus, value record)
{
    value definition = value_get(record, STR("definition"));
    struct buf text;
    buf_init(&text, corpus->arena);
    if (definition.kind == VALUE_UNDEFINED)
        buf_str(&text, corpus_member_text(record, "definitionText"));
    else
        value_print_pretty(&text, definition, VALUE_STYLE_JSON, 2);
    size_t length = text.len;
    buf_fill(&text, '\0', SOURCE_PADDING);
    return (str){ text.at, length };
}

static value aws_response(struct corpus *corpus, const struct checked *checked)
{
    struct buf response;
    buf_init(&response, corpus->arena);
    lint_print_aws(&response, checked->doc, &checked->diags);
    return doc_read_value(corpus->arena, buf_text(&response));
}

/* Whether an error of this code is at this location (undefined: none is given). */
static bool has_diagnostic(value response, str code, value location)
{
    value diagnostics = value_get(response, STR("diagnostics"));
    for (uint32_t i = 0; i < diagnostics.count; i++) {
        value diagnostic = diagnostics.as.items[i];
        if (str_equal(value_text(value_get(diagnostic, STR("code"))), code) &&
            value_equal(value_get(diagnostic, STR("location")), location))
            return true;
    }
    return false;
}

static void judge_validate(struct corpus *corpus, str id, value expect, value response)
{
    bool fits = value_equal(value_get(expect, STR("result")), value_get(response, STR("result")));
    value diagnostics = value_get(expect, STR("diagnostics"));
    for (uint32_t i = 0; fits && i < diagnostics.count; i++) {
        value wanted = diagnostics.as.items[i];
        fits = has_diagnostic(response, value_text(value_get(wanted, STR("code"))),
                              value_get(wanted, STR("location")));
    }
    corpus_case(corpus, id, fits, "answered %.*s", STR_ARG(corpus_shown(corpus, response)));
}

/* "... Definition: 'CODE: text at /pointer'" */
static void judge_refusal(struct corpus *corpus, str id, value expect, value response)
{
    str message = corpus_member_text(expect, "message");
    bool is_refused = str_equal(value_text(value_get(response, STR("result"))), STR("FAIL"));
    size_t quote = str_find(message, STR(": '"));
    size_t at = str_find(message, STR(" at /"));
    if (quote == SIZE_MAX || at == SIZE_MAX) {
        corpus_case(corpus, id, is_refused, "accepted");
        return;
    }
    str text = str_from_offset(message, quote + 3);
    str code = str_slice(text, 0, str_find_char(text, ':'));
    str location = str_from_offset(message, at + 4);
    location = str_slice(location, 0, str_find_char(location, '\''));
    corpus_case(corpus, id, is_refused && has_diagnostic(response, code, value_string(location)),
                "wanted %.*s at %.*s, answered %.*s", STR_ARG(code), STR_ARG(location),
                STR_ARG(corpus_shown(corpus, response)));
}

static void one_validation(struct corpus *corpus, value record)
{
    str id = corpus_member_text(record, "id");
    value expect = value_get(record, STR("expect"));
    /* Refused for other arguments of the call than the definition. */
    if (str_equal(corpus_member_text(expect, "error"), STR("ValidationException")))
        return;
    struct checked checked;
    check_text(corpus, STR("definition.asl.json"), definition_text(corpus, record),
               str_equal(corpus_member_text(record, "kind"), STR("EXPRESS")), &checked);
    value response = aws_response(corpus, &checked);
    if (value_get(expect, STR("error")).kind == VALUE_UNDEFINED)
        judge_validate(corpus, id, expect, response);
    else
        judge_refusal(corpus, id, expect, response);
}

void corpus_aws_validation(struct corpus *corpus)
{
    corpus_each_file(corpus, "aws/validation", one_validation);
}
