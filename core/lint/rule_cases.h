/*
 * rule_cases.h - rules tested by tables: a definition and what one rule says about it. Test
 * programs only.
 *
 *     static const struct rule_case cases[] = {
 *         { "{'StartAt': 'A', 'States': {...}}", "error .sync" },
 *     };
 *     rule_cases_check(RULE_INTEGRATION_PATTERN, cases, ARRAY_LEN(cases));
 *
 * rule_cases_check_errors() compares the errors of all rules, "code text".
 *
 * Single quotes stand for double ones, and ^ for a single one. What is expected is the severity and
 * the text at the place, several ones joined by " | ", in the order of the text; "" when the rule
 * must be silent.
 */
#ifndef LINT_RULE_CASES_H
#define LINT_RULE_CASES_H

#include "test.h"

#include "asl/asl.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "lint/lint.h"
#include "source/source.h"

struct rule_case {
    const char *definition, *expected;
    bool is_express;
};

/* The text with its quotes, followed by the padding that readers of whole files want. */
static inline str rule_case_text(struct arena *arena, const char *definition)
{
    struct buf text;
    buf_init(&text, arena);
    for (const char *c = definition; *c; c++)
        buf_char(&text, *c == '\'' ? '"' : *c == '^' ? '\'' : *c);
    size_t len = text.len;
    buf_fill(&text, '\0', SOURCE_PADDING);
    return str_slice(buf_text(&text), 0, len);
}

static inline void rule_case_lint(struct source *source, const struct rule_case *rule_case,
                                  struct diags *diags)
{
    const struct doc *doc = doc_read_json(diags->arena, source, diags);
    const struct asl *asl = asl_build(diags->arena, doc, doc_root(doc), diags);
    struct lint_options options = { .is_express = rule_case->is_express };
    lint_check(asl, &options, diags);
    diags_sort(diags);
}

static inline void rule_case_add(struct buf *found, const char *what, const struct source *source,
                                 const struct diag *diag)
{
    const struct source *file;
    str text = source_text(source, source_in_file(diag->source, diag->span, &file));
    buf_printf(found, "%s%s %.*s", found->len ? " | " : "", what, STR_ARG(text));
}

static inline str rule_case_findings(struct arena *arena, const struct rule_case *rule_case,
                                     enum rule_id rule)
{
    struct source source =
        source_file(STR("case.asl.json"), rule_case_text(arena, rule_case->definition));
    struct diags diags;
    diags_init(&diags, arena);
    rule_case_lint(&source, rule_case, &diags);
    struct buf found;
    buf_init(&found, arena);
    for (uint32_t i = 0; i < diags.count; i++) {
        const struct diag *diag = diags.items[i];
        if (diag->rule == rule)
            rule_case_add(&found, severity_name(diag->severity), &source, diag);
    }
    return buf_text(&found);
}

/* Of all rules, those at the level of an error: "code text | code text". */
static inline str rule_case_errors(struct arena *arena, const struct rule_case *rule_case)
{
    struct source source =
        source_file(STR("case.asl.json"), rule_case_text(arena, rule_case->definition));
    struct diags diags;
    diags_init(&diags, arena);
    rule_case_lint(&source, rule_case, &diags);
    struct buf found;
    buf_init(&found, arena);
    for (uint32_t i = 0; i < diags.count; i++) {
        const struct diag *diag = diags.items[i];
        if (diag->severity == SEVERITY_ERROR)
            rule_case_add(&found, rule_get(diag->rule)->code, &source, diag);
    }
    return buf_text(&found);
}

static inline void rule_cases_check(enum rule_id rule, const struct rule_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        str found = rule_case_findings(&arena, &cases[i], rule);
        if (!str_equal(found, str_from(cases[i].expected)))
            fail_msg("%s\n  expected %s\n  found    %.*s", cases[i].definition, cases[i].expected,
                     STR_ARG(found));
        arena_finish(&arena);
    }
}

static inline void rule_cases_check_errors(const struct rule_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        str found = rule_case_errors(&arena, &cases[i]);
        if (!str_equal(found, str_from(cases[i].expected)))
            fail_msg("%s\n  expected %s\n  found    %.*s", cases[i].definition, cases[i].expected,
                     STR_ARG(found));
        arena_finish(&arena);
    }
}

/* A definition of one Task state A with this Resource and these further members, each followed by a
 * comma. */
#define TASK(resource, members)                                                                    \
    "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Resource': '" resource "', " members       \
    "'End': true}}}"
#define JSONATA_TASK(resource, members) TASK(resource, "'QueryLanguage': 'JSONata', " members)

#endif
