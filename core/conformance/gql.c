/* GraphQL: what graphql-js says about texts, schemas and operations, and about schemas from public repositories. */
#include "conformance.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "gqlcases.h"

#include <stdlib.h>

/* -- places -- */

/* As graphql-js: lines and UTF-16 units from 1, a byte order mark counts. */
struct gql_place gql_place_of(str text, uint32_t offset)
{
    struct gql_place place = { 1, 1, 0 };
    size_t start = 0;
    for (size_t i = 0; i < offset && i < text.len; i++) {
        bool is_crlf = text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';
        if (text.at[i] == '\n' || (text.at[i] == '\r' && !is_crlf)) {
            place.line++;
            start = i + 1;
        }
    }
    place.column = (uint32_t)utf8_length_utf16(str_slice(text, start, offset)) + 1;
    place.units = (uint32_t)utf8_length_utf16(str_slice(text, 0, offset));
    return place;
}

static bool is_number(value v, uint32_t number)
{
    int64_t integer;
    return value_to_integer(v, &integer) && integer == (int64_t)number;
}

bool gql_is_at(value where, struct gql_place place)
{
    return is_number(value_get(where, STR("line")), place.line) &&
           is_number(value_get(where, STR("column")), place.column);
}

/* -- reading -- */

void gql_job_begin(struct gql_job *job, struct corpus *corpus, enum gql_profile profile)
{
    *job = (struct gql_job){ .corpus = corpus, .options = { .profile = profile }, .is_readable = true };
    gql_names_init(&job->names, corpus->arena);
    diags_init(&job->diags, corpus->arena);
    job->documents[job->document_count++] = gql_builtin(corpus->arena, profile, &job->names);
}

const struct gql_document *gql_job_read(struct gql_job *job, const char *name, str text)
{
    struct arena *arena = job->corpus->arena;
    const struct source *source = source_copied(arena, str_from(name), text);
    struct gql_parse_options options = { .keeps_comments = true };
    const struct gql_document *document = gql_parse(arena, source, &job->names, options, &job->diags);
    job->is_readable = job->is_readable && document->is_complete;
    return document;
}

void gql_job_schema(struct gql_job *job, str text)
{
    job->documents[job->document_count++] = gql_job_read(job, "sdl", text);
}

const struct gql_schema *gql_job_build(struct gql_job *job)
{
    return gql_schema_build(job->corpus->arena, &job->names, job->documents, job->document_count);
}

/* -- comparing with graphql-js -- */

/* The rules that graphql-js has, by the names that it gives them. */
static const char *const known_codes[] = {
    "syntax", "lone-schema-definition", "unique-operation-types", "unique-type-names", "unique-enum-value-names",
    "unique-field-definition-names", "unique-argument-definition-names", "unique-directive-names",
    "possible-type-extensions", "known-argument-names-on-directives", "provided-required-arguments-on-directives",
    "validate-schema", "executable-definitions", "unique-operation-names", "lone-anonymous-operation",
    "single-field-subscriptions", "known-type-names", "fragments-on-composite-types", "variables-are-input-types",
    "scalar-leafs", "fields-on-correct-type", "unique-fragment-names", "known-fragment-names", "no-unused-fragments",
    "possible-fragment-spreads", "no-fragment-cycles", "unique-variable-names", "no-undefined-variables",
    "no-unused-variables", "known-directives", "unique-directives-per-location", "known-argument-names",
    "unique-argument-names", "values-of-correct-type", "provided-required-arguments", "variables-in-allowed-position",
    "overlapping-fields-can-be-merged", "unique-input-field-names", "max-introspection-depth",
};

static bool is_known(str code)
{
    for (size_t i = 0; i < ARRAY_LEN(known_codes); i++) {
        if (str_equal(code, str_from(known_codes[i])))
            return true;
    }
    return false;
}

/* "KnownTypeNamesRule" is known-type-names, "validateSchema" validate-schema. */
static bool is_rule(const char *code, str name)
{
    if (str_ends(name, STR("Rule")))
        name.len -= 4;
    for (size_t i = 0; i < name.len; i++) {
        if (char_is_upper(name.at[i]) && i > 0 && *code++ != '-')
            return false;
        if (*code++ != char_lower(name.at[i]))
            return false;
    }
    return *code == '\0';
}

static bool has_place(value locations, struct gql_place place)
{
    for (uint32_t i = 0; i < locations.count; i++) {
        if (gql_is_at(locations.as.items[i], place))
            return true;
    }
    return false;
}

static bool is_said_at(const struct diag *d, value where)
{
    if (gql_is_at(where, gql_place_of(d->source->text, d->span.start)))
        return true;
    for (uint32_t i = 0; i < d->related_count; i++) {
        if (gql_is_at(where, gql_place_of(d->related[i].source->text, d->related[i].span.start)))
            return true;
    }
    return false;
}

/* The same places, as sets; an error without any is met by a diagnostic anywhere. */
static bool same_places(const struct diag *d, value locations)
{
    if (locations.count == 0)
        return true;
    if (!has_place(locations, gql_place_of(d->source->text, d->span.start)))
        return false;
    for (uint32_t i = 0; i < d->related_count; i++) {
        if (!has_place(locations, gql_place_of(d->related[i].source->text, d->related[i].span.start)))
            return false;
    }
    for (uint32_t i = 0; i < locations.count; i++) {
        if (!is_said_at(d, locations.as.items[i]))
            return false;
    }
    return true;
}

static bool is_met(const struct diag *d, value error)
{
    return is_rule(rule_get(d->rule)->code, corpus_member_text(error, "rule")) &&
           same_places(d, value_get(error, STR("locations")));
}

/* Whether the diagnostics that graphql-js could have are exactly the errors. Says what is missing or too much. */
static bool same_errors(struct corpus *corpus, const struct diags *diags, value errors, str *why)
{
    bool *is_used = arena_array(corpus->arena, bool, diags->count);
    for (uint32_t i = 0; i < errors.count; i++) {
        uint32_t k = 0;
        while (k < diags->count && (is_used[k] || !is_met(diags->items[k], errors.as.items[i])))
            k++;
        if (k == diags->count) {
            str message = corpus_member_text(errors.as.items[i], "message");
            *why = str_printf(corpus->arena, "missed: %.*s", STR_ARG(message));
            return false;
        }
        is_used[k] = true;
    }
    for (uint32_t k = 0; k < diags->count; k++) {
        const struct diag *d = diags->items[k];
        if (is_used[k] || !is_known(str_from(rule_get(d->rule)->code)))
            continue;
        struct gql_place place = gql_place_of(d->source->text, d->span.start);
        *why = str_printf(corpus->arena, "too much: %s at %u:%u: %.*s", rule_get(d->rule)->code,
                          (unsigned)place.line, (unsigned)place.column, STR_ARG(d->message));
        return false;
    }
    return true;
}

static void judge_errors(struct corpus *corpus, value record, const struct diags *diags, value errors)
{
    str why = STR("");
    bool passed = same_errors(corpus, diags, errors, &why);
    corpus_case(corpus, corpus_member_text(record, "id"), passed, "%.*s", STR_ARG(why));
}

/* -- tokens -- */

static const char *const token_kinds[] = {
    [GQL_TOKEN_BANG] = "!",          [GQL_TOKEN_DOLLAR] = "$",        [GQL_TOKEN_AMP] = "&",
    [GQL_TOKEN_PAREN_LEFT] = "(",    [GQL_TOKEN_PAREN_RIGHT] = ")",   [GQL_TOKEN_SPREAD] = "...",
    [GQL_TOKEN_COLON] = ":",         [GQL_TOKEN_EQUALS] = "=",        [GQL_TOKEN_AT] = "@",
    [GQL_TOKEN_BRACKET_LEFT] = "[",  [GQL_TOKEN_BRACKET_RIGHT] = "]", [GQL_TOKEN_BRACE_LEFT] = "{",
    [GQL_TOKEN_PIPE] = "|",          [GQL_TOKEN_BRACE_RIGHT] = "}",   [GQL_TOKEN_NAME] = "Name",
    [GQL_TOKEN_INT] = "Int",         [GQL_TOKEN_FLOAT] = "Float",     [GQL_TOKEN_STRING] = "String",
    [GQL_TOKEN_BLOCK_STRING] = "BlockString",
};

static bool same_token(struct corpus *corpus, str text, struct gql_token token, value wanted)
{
    struct gql_place start = gql_place_of(text, token.start), end = gql_place_of(text, token.end);
    if (!str_equal(corpus_member_text(wanted, "kind"), str_from(token_kinds[token.kind])) ||
        !gql_is_at(wanted, start) || !is_number(value_get(wanted, STR("start")), start.units) ||
        !is_number(value_get(wanted, STR("end")), end.units))
        return false;
    str shown = str_slice(text, token.start, token.end);
    if (token.kind >= GQL_TOKEN_STRING)
        shown = gql_string_value(corpus->arena, shown);
    return token.kind < GQL_TOKEN_NAME || str_equal(corpus_member_text(wanted, "value"), shown);
}

static void one_lexer_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    struct gql_lexer lexer;
    gql_job_begin(&job, corpus, GQL_PROFILE_GRAPHQL);
    str input = corpus_member_text(value_get(record, STR("input")), "text");
    const struct source *source = source_copied(corpus->arena, STR("text"), input);
    gql_lexer_init(&lexer, source, source->text.at, &job.diags);

    value expect = value_get(record, STR("expect")), tokens = value_get(expect, STR("tokens"));
    enum gql_token_kind kind = gql_lexer_next(&lexer);
    uint32_t i = 0;
    bool passed = true;
    for (; kind != GQL_TOKEN_END && kind != GQL_TOKEN_ERROR; kind = gql_lexer_next(&lexer), i++)
        passed = passed && i < tokens.count && same_token(corpus, source->text, lexer.token, tokens.as.items[i]);
    passed = passed && i == tokens.count;

    bool is_right = kind == GQL_TOKEN_END;
    value error = value_item(value_get(expect, STR("errors")), 0);
    if (is_right != (value_get(expect, STR("ok")).kind == VALUE_TRUE))
        passed = false;
    else if (!is_right)
        passed = passed && same_places(job.diags.items[0], value_get(error, STR("locations")));
    corpus_case(corpus, corpus_member_text(record, "id"), passed, "token %u", (unsigned)i);
}

void corpus_gql_lexer(struct corpus *corpus)
{
    corpus_each_line(corpus, "graphql/sdl/lexer.jsonl", one_lexer_case);
}

/* -- definitions -- */

static str definition_kind(struct arena *arena, const struct gql_definition *definition)
{
    static const char *const kinds[] = {
        [GQL_OPERATION] = "Operation", [GQL_FRAGMENT] = "Fragment",        [GQL_SCHEMA] = "Schema",
        [GQL_DIRECTIVE] = "Directive", [GQL_SCALAR] = "ScalarType",        [GQL_OBJECT] = "ObjectType",
        [GQL_INTERFACE] = "InterfaceType", [GQL_UNION] = "UnionType",      [GQL_ENUM] = "EnumType",
        [GQL_INPUT] = "InputObjectType",
    };
    return str_printf(arena, "%s%s", kinds[definition->kind],
                      definition->is_extension ? "Extension" : "Definition");
}

static bool same_definition(struct gql_job *job, const struct gql_definition *definition, value wanted)
{
    str name = intern_text(&job->names, definition->name.id), text = definition->document->source->text;
    return str_equal(corpus_member_text(wanted, "kind"), definition_kind(job->corpus->arena, definition)) &&
           str_equal(corpus_member_text(wanted, "name"), name) &&
           gql_is_at(wanted, gql_place_of(text, definition->span.start)) &&
           (definition->kind != GQL_OPERATION ||
            str_equal(corpus_member_text(wanted, "operation"), str_from(gql_operation_name(definition->operation))));
}

static void one_parser_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    gql_job_begin(&job, corpus, GQL_PROFILE_GRAPHQL);
    str input = corpus_member_text(value_get(record, STR("input")), "text");
    const struct gql_document *document = gql_job_read(&job, "text", input);
    value expect = value_get(record, STR("expect")), definitions = value_get(expect, STR("definitions"));
    bool passed = document->is_complete == (value_get(expect, STR("valid")).kind == VALUE_TRUE);
    if (document->is_complete) {
        uint32_t i = 0;
        for (const struct gql_definition *d = document->definitions; d; d = d->next, i++)
            passed = passed && i < definitions.count && same_definition(&job, d, definitions.as.items[i]);
        passed = passed && i == definitions.count;
    } else {
        value error = value_item(value_get(expect, STR("errors")), 0);
        if (error.kind == VALUE_UNDEFINED)
            error = value_get(expect, STR("error"));
        passed = passed && same_places(job.diags.items[0], value_get(error, STR("locations")));
    }
    corpus_case(corpus, corpus_member_text(record, "id"), passed, "%s",
                document->is_complete ? "read" : "not read");
}

void corpus_gql_parser(struct corpus *corpus)
{
    corpus_each_line(corpus, "graphql/sdl/parser.jsonl", one_parser_case);
}

/* -- schemas and operations -- */

static void one_schema_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    gql_job_begin(&job, corpus, GQL_PROFILE_GRAPHQL);
    gql_job_schema(&job, corpus_member_text(value_get(record, STR("input")), "sdl"));
    if (job.is_readable)
        gqlcheck_schema(gql_job_build(&job), &job.options, &job.diags);
    judge_errors(corpus, record, &job.diags, value_get(value_get(record, STR("expect")), STR("errors")));
}

void corpus_gql_schema(struct corpus *corpus)
{
    corpus_each_line(corpus, "graphql/sdl/schema.jsonl", one_schema_case);
}

static void one_operation_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    gql_job_begin(&job, corpus, GQL_PROFILE_GRAPHQL);
    value input = value_get(record, STR("input"));
    str name = corpus_member_text(input, "schema"), text;
    str path = str_printf(corpus->arena, "graphql/sdl/schemas/%.*s.graphql", STR_ARG(name));
    if (!corpus_file(corpus, str_terminated(corpus->arena, path), &text)) {
        corpus_case(corpus, corpus_member_text(record, "id"), false, "its schema cannot be read");
        return;
    }
    gql_job_schema(&job, text);
    const struct gql_document *document = gql_job_read(&job, "operation", corpus_member_text(input, "document"));
    if (job.is_readable)
        gqlcheck_operations(gql_job_build(&job), &document, 1, &job.options, &job.diags);
    judge_errors(corpus, record, &job.diags, value_get(value_get(record, STR("expect")), STR("errors")));
}

void corpus_gql_operation(struct corpus *corpus)
{
    corpus_each_line(corpus, "graphql/sdl/operation.jsonl", one_operation_case);
}

/* -- schemas from public repositories -- */

/* Only what graphql-js itself says, with the profile's definitions added. */
static void only_graphql(enum severity severities[RULE_COUNT])
{
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        severities[id] = is_known(str_from(rule_get(id)->code)) ? SEVERITY_ERROR : SEVERITY_OFF;
}

/* graphql-js does not go on to the type system when a document rule found something. */
static void drop_later_stage(struct diags *diags)
{
    bool has_earlier = false;
    for (uint32_t i = 0; i < diags->count; i++)
        has_earlier = has_earlier || diags->items[i]->rule != RULE_GQL_SYSTEM;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        if (!has_earlier || diags->items[i]->rule != RULE_GQL_SYSTEM)
            diags->items[kept++] = diags->items[i];
    }
    diags->count = kept;
}

static void one_real_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    enum gql_profile profile = GQL_PROFILE_GRAPHQL;
    str id = corpus_member_text(record, "id"), text;
    gql_profile_parse(corpus_member_text(record, "profile"), &profile);
    if (value_get(record, STR("npm")).kind == VALUE_STRING)
        return;
    str path = str_printf(corpus->arena, "graphql/real/%.*s", STR_ARG(corpus_member_text(record, "file")));
    if (!corpus_file(corpus, str_terminated(corpus->arena, path), &text)) {
        corpus_case(corpus, id, false, "cannot be read");
        return;
    }
    enum severity severities[RULE_COUNT];
    only_graphql(severities);
    gql_job_begin(&job, corpus, profile);
    job.options.severities = severities;
    gql_job_schema(&job, text);
    if (job.is_readable)
        gqlcheck_schema(gql_job_build(&job), &job.options, &job.diags);
    drop_later_stage(&job.diags);

    value expect = value_get(record, STR("expect")), errors = value_get(expect, STR("errors"));
    int64_t count = errors.count;
    value_to_integer(value_get(expect, STR("error_count")), &count);
    str why = str_printf(corpus->arena, "%u errors", (unsigned)job.diags.count);
    bool passed = (int64_t)job.diags.count == count;
    if (passed && count == (int64_t)errors.count)
        passed = same_errors(corpus, &job.diags, errors, &why);
    corpus_case(corpus, id, passed, "%.*s", STR_ARG(why));
}

void corpus_gql_real(struct corpus *corpus)
{
    corpus_each_line(corpus, "graphql/real/index.jsonl", one_real_case);
}
