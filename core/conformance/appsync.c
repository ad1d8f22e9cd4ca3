/* GraphQL: AppSync's and Amplify's own rules, and differences between schemas. */
#include "conformance.h"

#include "base/arena.h"
#include "gqlcases.h"
#include "gqlcheck/diff.h"

static const char *const groups[] = { "schema", "directives", "scalars", "subscriptions", "auth", "amplify" };

/* Good practice: findings of these rules on another rule's case are no failure. */
static bool is_style(enum rule_id rule)
{
    return (rule >= RULE_GQL_SUSPICIOUS_SCHEMA && rule <= RULE_GQL_ALPHABETIZE) || rule == RULE_GQL_UNUSED_FIELD ||
           rule == RULE_GQL_SELECTION_DEPTH;
}

static void read_modes(struct corpus *corpus, value auth, struct gqlcheck_modes *modes)
{
    struct buf text;
    str wrong;
    if (auth.kind != VALUE_OBJECT)
        return;
    buf_init(&text, corpus->arena);
    buf_str(&text, corpus_member_text(auth, "default"));
    value additional = value_get(auth, STR("additional"));
    for (uint32_t i = 0; i < additional.count; i++) {
        buf_char(&text, ',');
        buf_str(&text, value_text(additional.as.items[i]));
    }
    gqlcheck_modes_parse(buf_text(&text), modes, &wrong);
}

static str padded_sdl(struct corpus *corpus, value record)
{
    value padding = value_get(record, STR("sdl_padding"));
    int64_t count = 0;
    struct buf text;
    buf_init(&text, corpus->arena);
    buf_str(&text, corpus_member_text(record, "sdl"));
    value_to_integer(value_get(padding, STR("count")), &count);
    for (int64_t i = 0; i < count; i++)
        buf_str(&text, corpus_member_text(padding, "text"));
    return buf_text(&text);
}

static bool is_at_any(const struct diag *d, value finding)
{
    struct gql_place place = gql_place_of(d->source->text, d->span.start);
    value locations = value_get(finding, STR("locations"));
    if (value_get(finding, STR("line")).kind == VALUE_NULL || gql_is_at(finding, place))
        return true;
    for (uint32_t i = 0; i < locations.count; i++) {
        if (gql_is_at(locations.as.items[i], place))
            return true;
    }
    return false;
}

static bool is_finding(const struct diag *d, value finding)
{
    return str_equal(corpus_member_text(finding, "rule"), str_from(rule_get(d->rule)->code)) &&
           str_equal(corpus_member_text(finding, "severity"), str_from(severity_name(d->severity))) &&
           str_equal(corpus_member_text(finding, "document"), d->source->name) && is_at_any(d, finding);
}

static bool same_findings(struct corpus *corpus, const struct diags *diags, value findings, str *why)
{
    bool *is_used = arena_array(corpus->arena, bool, diags->count);
    for (uint32_t i = 0; i < findings.count; i++) {
        uint32_t k = 0;
        while (k < diags->count && (is_used[k] || !is_finding(diags->items[k], findings.as.items[i])))
            k++;
        if (k == diags->count) {
            *why = str_printf(corpus->arena, "missed %.*s", STR_ARG(corpus_shown(corpus, findings.as.items[i])));
            return false;
        }
        is_used[k] = true;
    }
    for (uint32_t k = 0; k < diags->count; k++) {
        const struct diag *d = diags->items[k];
        if (is_used[k] || is_style(d->rule))
            continue;
        *why = str_printf(corpus->arena, "too much: %s: %.*s", rule_get(d->rule)->code, STR_ARG(d->message));
        return false;
    }
    return true;
}

/* Rules that are off by default are switched on by the cases about them. */
static void choose_severities(enum severity severities[RULE_COUNT], value record)
{
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        severities[id] = rule_get(id)->severity;
    enum rule_id rule = rule_find(corpus_member_text(record, "rule"));
    if (rule < RULE_COUNT && severities[rule] == SEVERITY_OFF &&
        value_get(record, STR("off_by_default")).kind == VALUE_TRUE)
        severities[rule] = SEVERITY_INFO;
}

static void one_appsync_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    enum gql_profile profile = GQL_PROFILE_APPSYNC;
    enum severity severities[RULE_COUNT];
    gql_profile_parse(corpus_member_text(record, "profile"), &profile);
    choose_severities(severities, record);
    gql_job_begin(&job, corpus, profile);
    job.options.severities = severities;
    read_modes(corpus, value_get(record, STR("auth")), &job.options.modes);
    gql_job_schema(&job, padded_sdl(corpus, record));
    const struct gql_document *operation = NULL;
    if (value_get(record, STR("operation")).kind == VALUE_STRING)
        operation = gql_job_read(&job, "operation", corpus_member_text(record, "operation"));
    if (job.is_readable) {
        const struct gql_schema *schema = gql_job_build(&job);
        gqlcheck_schema(schema, &job.options, &job.diags);
        if (operation)
            gqlcheck_operations(schema, &operation, 1, &job.options, &job.diags);
    }
    value expect = value_get(record, STR("expect"));
    str why = STR("validity");
    bool is_valid = diags_count(&job.diags, SEVERITY_ERROR) == 0;
    bool passed = same_findings(corpus, &job.diags, value_get(expect, STR("findings")), &why) &&
                  is_valid == (value_get(expect, STR("valid")).kind == VALUE_TRUE);
    corpus_case(corpus, corpus_member_text(record, "id"), passed, "%.*s", STR_ARG(why));
}

/* -- differences -- */

static struct changes diff_of(struct gql_job *job, str before, str after)
{
    const struct gql_document *old_documents[] = { job->documents[0], gql_job_read(job, "old", before) };
    const struct gql_document *new_documents[] = { job->documents[0], gql_job_read(job, "new", after) };
    struct arena *arena = job->corpus->arena;
    const struct gql_document **kept = arena_copy(arena, old_documents, sizeof old_documents);
    const struct gql_document **kept_new = arena_copy(arena, new_documents, sizeof new_documents);
    return diff_schemas(arena, gql_schema_build(arena, &job->names, kept, 2),
                        gql_schema_build(arena, &job->names, kept_new, 2), &job->options);
}

/* "FIELD_REMOVED" is field-removed. */
static bool is_code(const char *code, str name)
{
    if (strlen(code) != name.len)
        return false;
    for (size_t i = 0; i < name.len; i++) {
        if (code[i] != (name.at[i] == '_' ? '-' : char_lower(name.at[i])))
            return false;
    }
    return true;
}

/*
 * Where the recordings of GraphQL Inspector and graphql-js contradict each other (an added input field that is non-null
 * but has a default, an empty list as default), graphql-js is the judge: what it has a name for, it counts itself.
 */
static bool is_counted_by_graphql_js(const struct change *change)
{
    return *change_graphql_js(change->kind) != '\0';
}

static bool is_change(const struct change *change, value wanted, const char *kind, bool has_second_judge)
{
    return is_code(change_code(change->kind), corpus_member_text(wanted, kind)) &&
           ((has_second_judge && is_counted_by_graphql_js(change)) ||
            str_equal(corpus_member_text(wanted, "severity"), str_from(change_grade_name(change->grade)))) &&
           (value_get(wanted, STR("path")).kind != VALUE_STRING ||
            str_equal(corpus_member_text(wanted, "path"), change->path));
}

/* GraphQL Inspector does not look at these. */
static bool is_own(enum change_kind kind)
{
    return kind == CHANGE_INTERFACE_INTERFACE_ADDED || kind == CHANGE_INTERFACE_INTERFACE_REMOVED ||
           kind == CHANGE_DIRECTIVE_REPEATABLE_ADDED || kind == CHANGE_DIRECTIVE_REPEATABLE_REMOVED;
}

static bool same_changes(struct corpus *corpus, const struct changes *changes, value wanted, const char *kind,
                         bool has_second_judge, str *why)
{
    bool *is_used = arena_array(corpus->arena, bool, changes->count);
    for (uint32_t i = 0; i < wanted.count; i++) {
        uint32_t k = 0;
        while (k < changes->count && (is_used[k] || !is_change(&changes->items[k], wanted.as.items[i], kind, has_second_judge)))
            k++;
        if (k == changes->count) {
            *why = str_printf(corpus->arena, "missed %.*s", STR_ARG(corpus_shown(corpus, wanted.as.items[i])));
            return false;
        }
        is_used[k] = true;
    }
    for (uint32_t k = 0; k < changes->count; k++) {
        const struct change *change = &changes->items[k];
        if (is_used[k] || is_own(change->kind) || (has_second_judge && is_counted_by_graphql_js(change)))
            continue;
        *why = str_printf(corpus->arena, "too much: %s %s %.*s: %.*s", change_grade_name(change->grade),
                          change_code(change->kind), STR_ARG(change->path), STR_ARG(change->message));
        return false;
    }
    return true;
}

/* What graphql-js calls a change: some names depend on whether it is breaking. */
static str graphql_js_name(const struct change *change)
{
    bool is_breaking = change->grade == CHANGE_BREAKING;
    bool has_old_default = change->argument && change->argument->default_value;
    switch (change->kind) {
    case CHANGE_ARGUMENT_DEFAULT: return has_old_default ? STR("ARG_DEFAULT_VALUE_CHANGE") : STR("");
    case CHANGE_ARGUMENT_ADDED: return is_breaking ? STR("REQUIRED_ARG_ADDED") : STR("OPTIONAL_ARG_ADDED");
    case CHANGE_INPUT_FIELD_ADDED:
        return is_breaking ? STR("REQUIRED_INPUT_FIELD_ADDED") : STR("OPTIONAL_INPUT_FIELD_ADDED");
    default: return str_from(change_graphql_js(change->kind));
    }
}

static bool is_named(value wanted, str name)
{
    return str_equal(corpus_member_text(wanted, "type"), name);
}

/* How often graphql-js has a kind of change in a list, and how often we do. */
static bool same_count(const struct changes *changes, value list, enum change_grade grade, str name)
{
    uint32_t wanted = 0, found = 0;
    for (uint32_t i = 0; i < list.count; i++)
        wanted += is_named(list.as.items[i], name) &&
                  /* A scalar that is no longer used is removed for graphql-js. */
                  !str_starts(corpus_member_text(list.as.items[i], "description"), STR("Standard scalar"));
    for (uint32_t i = 0; i < changes->count; i++)
        found += changes->items[i].grade == grade && str_equal(graphql_js_name(&changes->items[i]), name);
    return wanted == found;
}

static bool agrees_with_graphql_js(const struct changes *changes, value verdict, str *why)
{
    static const char *const lists[] = { [CHANGE_DANGEROUS] = "dangerous", [CHANGE_BREAKING] = "breaking" };
    for (enum change_grade grade = CHANGE_DANGEROUS; grade <= CHANGE_BREAKING; grade++) {
        value list = value_get(verdict, str_from(lists[grade]));
        for (uint32_t i = 0; i < list.count; i++) {
            *why = corpus_member_text(list.as.items[i], "type");
            if (!same_count(changes, list, grade, *why))
                return false;
        }
        for (uint32_t i = 0; i < changes->count; i++) {
            *why = graphql_js_name(&changes->items[i]);
            if (why->len > 0 && changes->items[i].grade == grade && !same_count(changes, list, grade, *why))
                return false;
        }
    }
    return true;
}

static void one_diff_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    gql_job_begin(&job, corpus, GQL_PROFILE_GRAPHQL);
    value input = value_get(record, STR("input")), expect = value_get(record, STR("expect"));
    struct changes changes = diff_of(&job, corpus_member_text(input, "old"), corpus_member_text(input, "new"));
    value inspector = value_get(expect, STR("inspector")), verdict = value_get(expect, STR("graphql_js"));
    str why = STR("");
    bool passed = true;
    if (inspector.kind == VALUE_ARRAY)
        passed = same_changes(corpus, &changes, inspector, "type", verdict.kind == VALUE_OBJECT, &why);
    bool agrees = verdict.kind != VALUE_OBJECT || (passed && agrees_with_graphql_js(&changes, verdict, &why));
    corpus_count(corpus, "as graphql-js too", agrees);
    corpus_case(corpus, corpus_member_text(record, "id"), passed && agrees, "%.*s", STR_ARG(why));
}

void corpus_gql_diff(struct corpus *corpus)
{
    corpus_each_line(corpus, "graphql/sdl/diff.jsonl", one_diff_case);
}

static void one_appsync_diff_case(struct corpus *corpus, value record)
{
    struct gql_job job;
    gql_job_begin(&job, corpus, GQL_PROFILE_APPSYNC);
    read_modes(corpus, value_get(record, STR("auth")), &job.options.modes);
    struct changes changes = diff_of(&job, corpus_member_text(record, "old"), corpus_member_text(record, "new"));
    value wanted = value_get(value_get(record, STR("expect")), STR("changes"));
    str why = STR("");
    bool passed = same_changes(corpus, &changes, wanted, "change", false, &why);
    corpus_case(corpus, corpus_member_text(record, "id"), passed, "%.*s", STR_ARG(why));
}

void corpus_gql_appsync(struct corpus *corpus)
{
    for (size_t i = 0; i < ARRAY_LEN(groups); i++)
        corpus_each_line(corpus, str_printf(corpus->kept, "graphql/appsync/%s.jsonl%c", groups[i], '\0').at,
                         one_appsync_case);
    corpus_each_line(corpus, "graphql/appsync/diff.jsonl", one_appsync_diff_case);
}
