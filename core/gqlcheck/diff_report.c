#include "gqlcheck/diff.h"

static const struct {
    const char *code, *graphql_js;
} kinds[CHANGE_COUNT] = {
#define CHANGE(id, code, graphql_js) [CHANGE_##id] = { code, graphql_js },
#include "changes_gql.def"
#undef CHANGE
};

static const struct {
    const char *name;
    enum rule_id rule;
} grades[] = {
    [CHANGE_SAFE] = { "safe", RULE_GQL_SAFE_CHANGE },
    [CHANGE_DANGEROUS] = { "dangerous", RULE_GQL_DANGEROUS_CHANGE },
    [CHANGE_BREAKING] = { "breaking", RULE_GQL_BREAKING_CHANGE },
};

const char *change_code(enum change_kind kind)
{
    return kinds[kind].code;
}

const char *change_graphql_js(enum change_kind kind)
{
    return kinds[kind].graphql_js;
}

const char *change_grade_name(enum change_grade grade)
{
    return grades[grade].name;
}

static bool is_used(const struct change *change, const struct coverage *coverage)
{
    if (change->argument && change->field)
        return coverage_uses_argument(coverage, change->type, change->field, change->argument);
    if (change->field)
        return coverage_uses_field(coverage, change->type, change->field);
    return coverage_uses_type(coverage, change->type);
}

void diff_narrow(struct changes *changes, const struct coverage *coverage)
{
    for (uint32_t i = 0; i < changes->count; i++) {
        struct change *change = &changes->items[i];
        if (change->grade == CHANGE_SAFE || !change->type || is_used(change, coverage))
            continue;
        change->grade = CHANGE_SAFE;
        change->is_unused = true;
    }
}

/* Said at the new place, or where there is none, at the old one. */
static void report(const struct change *change, const struct gqlcheck_options *options, struct diags *diags)
{
    enum rule_id rule = grades[change->grade].rule;
    enum severity severity = options->severities ? options->severities[rule] : rule_get(rule)->severity;
    struct change_place at = change->after.document ? change->after : change->before;
    if (severity == SEVERITY_OFF || !at.document)
        return;
    struct diag *d = diag_add(diags, rule, at.document->source, at.span);
    d->severity = severity;
    diag_message(d, "%.*s (%s%s)", STR_ARG(change->message), change_code(change->kind),
                 change->is_unused ? ", not used by these operations" : "");
    if (change->after.document && change->before.document)
        diag_related(d, change->before.document->source, change->before.span, "before");
}

void diff_report(const struct changes *changes, const struct gqlcheck_options *options, struct diags *diags)
{
    for (uint32_t i = 0; i < changes->count; i++)
        report(&changes->items[i], options, diags);
}
