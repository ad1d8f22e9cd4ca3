/*
 * fixtures_test.c - each rule about GraphQL has a pair in testdata/gql/<code>/: bad.graphql, in which it is reported, and
 * good.graphql, in which it is not, and in which nothing is an error.
 *
 * With a schema.graphql beside them, bad and good are operations against it; with an old.graphql, they are new schemas
 * compared with it. Comments in the first lines of the schema (or the old one) set what the command line would:
 *
 *     # profile: amplify            graphql without it
 *     # auth: API_KEY,AWS_IAM       unknown without it
 *     # padding: 1000               so many bytes of comment are added
 *
 * Rules that are off by default are switched on for their own pair.
 */
#include "gqlcheck/gqlcheck.h"

#include "test.h"
#include "test_files.h"

#include "base/buf.h"
#include "gqlcheck/diff.h"


struct fixture {
    struct arena *arena;
    enum rule_id rule;
    const char *code;
    struct intern names;
    struct gqlcheck_options options;
    enum severity severities[RULE_COUNT];
    struct diags diags;
    const struct gql_document *documents[2]; /* built in, the schema */
};

static bool read_file(struct fixture *f, const char *name, str *text)
{
    str path = str_printf(f->arena, "gql/%s/%s", f->code, name);
    return test_read(f->arena, test_path(f->arena, path).at, text);
}

/* The value of "# name: value" among the first lines. */
static bool find_setting(str text, const char *name, str *setting)
{
    str line;
    while (str_split(&text, '\n', &line) && str_starts(line, STR("# "))) {
        size_t colon = str_find_char(line, ':');
        if (colon == SIZE_MAX || !str_equal(str_slice(line, 2, colon), str_from(name)))
            continue;
        *setting = str_trim(str_from_offset(line, colon + 1));
        return true;
    }
    return false;
}

static void apply_settings(struct fixture *f, str text)
{
    str setting, wrong;
    f->options.profile = GQL_PROFILE_GRAPHQL;
    if (find_setting(text, "profile", &setting))
        assert_true(gql_profile_parse(setting, &f->options.profile));
    if (find_setting(text, "auth", &setting))
        assert_true(gqlcheck_modes_parse(setting, &f->options.modes, &wrong));
}

static str padded(struct fixture *f, str text)
{
    struct buf buf;
    str setting;
    buf_init(&buf, f->arena);
    buf_str(&buf, text);
    if (find_setting(text, "padding", &setting)) {
        buf_char(&buf, '#');
        buf_fill(&buf, '-', strtoul(str_terminated(f->arena, setting), NULL, 10));
    }
    memset(buf_reserve(&buf, SOURCE_PADDING), 0, SOURCE_PADDING);
    return buf_text(&buf);
}

static const struct gql_document *parse(struct fixture *f, const char *name, str text)
{
    struct source *source = arena_new(f->arena, struct source);
    *source = source_file(str_from(name), padded(f, text));
    struct gql_parse_options options = { .keeps_comments = true };
    return gql_parse(f->arena, source, &f->names, options, &f->diags);
}

static const struct gql_schema *build(struct fixture *f, const struct gql_document *schema)
{
    const struct gql_document *documents[] = { gql_builtin(f->arena, f->options.profile, &f->names), schema };
    return gql_schema_build(f->arena, &f->names, arena_copy(f->arena, documents, sizeof documents), 2);
}

static void check_operation(struct fixture *f, str schema_text, const char *name, str text)
{
    const struct gql_document *schema = parse(f, "schema.graphql", schema_text), *operation = parse(f, name, text);
    if (schema->is_complete && operation->is_complete)
        gqlcheck_operations(build(f, schema), &operation, 1, &f->options, &f->diags);
}

static void check_difference(struct fixture *f, str old_text, const char *name, str text)
{
    const struct gql_document *before = parse(f, "old.graphql", old_text), *after = parse(f, name, text);
    const struct gql_schema *old_schema = build(f, before), *new_schema = build(f, after);
    struct changes changes = diff_schemas(f->arena, old_schema, new_schema, &f->options);
    diff_report(&changes, &f->options, &f->diags);
}

/* Checks one file of a pair; the fixture's diagnostics say what was found. */
static void check_file(struct fixture *f, const char *name)
{
    str text = STR(""), other;
    if (!read_file(f, name, &text))
        fail_msg("testdata/gql/%s/%s is missing", f->code, name);
    gql_names_init(&f->names, f->arena);
    diags_init(&f->diags, f->arena);
    f->options = (struct gqlcheck_options){ .severities = f->severities };
    if (read_file(f, "schema.graphql", &other)) {
        apply_settings(f, other);
        check_operation(f, other, name, text);
    } else if (read_file(f, "old.graphql", &other)) {
        apply_settings(f, other);
        check_difference(f, other, name, text);
    } else {
        apply_settings(f, text);
        const struct gql_document *schema = parse(f, name, text);
        if (schema->is_complete)
            gqlcheck_schema(build(f, schema), &f->options, &f->diags);
    }
}

static uint32_t count_reports(const struct fixture *f)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < f->diags.count; i++)
        count += f->diags.items[i]->rule == f->rule;
    return count;
}

/* Whoever selects one rule switches off those whose functions report it too. */
static void check_alone(struct fixture *f)
{
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        f->severities[id] = id == f->rule ? SEVERITY_ERROR : SEVERITY_OFF;
    check_file(f, "bad.graphql");
    if (count_reports(f) == 0)
        fail_msg("testdata/gql/%s/bad.graphql: the rule is not reported when it is the only one", f->code);
}

static void the_rule_is_reported_for_bad_and_not_for_good(void **state)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct fixture f = { .arena = &arena, .rule = *(enum rule_id *)*state };
    f.code = rule_get(f.rule)->code;
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        f.severities[id] = rule_get(id)->severity;
    if (f.severities[f.rule] == SEVERITY_OFF)
        f.severities[f.rule] = SEVERITY_WARNING;

    check_file(&f, "bad.graphql");
    if (count_reports(&f) == 0)
        fail_msg("testdata/gql/%s/bad.graphql: the rule is not reported", f.code);
    for (uint32_t i = 0; i < f.diags.count; i++)
        assert_true(f.diags.items[i]->message.len > 0);
    check_file(&f, "good.graphql");
    if (count_reports(&f) > 0)
        fail_msg("testdata/gql/%s/good.graphql: the rule is reported", f.code);
    for (uint32_t i = 0; i < f.diags.count; i++) {
        const struct diag *d = f.diags.items[i];
        if (d->severity == SEVERITY_ERROR)
            fail_msg("testdata/gql/%s/good.graphql: %s: %.*s", f.code, rule_get(d->rule)->code, STR_ARG(d->message));
    }
    check_alone(&f);
    arena_finish(&arena);
}

int main(void)
{
    static enum rule_id ids[RULE_COUNT];
    static struct CMUnitTest tests[RULE_COUNT];
    size_t count = 0;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        ids[id] = id;
        if (rule_get(id)->family == RULE_FAMILY_GQL)
            tests[count++] = (struct CMUnitTest){ rule_get(id)->code, the_rule_is_reported_for_bad_and_not_for_good,
                                                  NULL, NULL, &ids[id] };
    }
    return _cmocka_run_group_tests("rules", tests, count, NULL, NULL);
}
