/*
 * findings.h - what the rules say of texts in memory, for unit tests.
 */
#ifndef GQLCHECK_FINDINGS_H
#define GQLCHECK_FINDINGS_H

#include "base/buf.h"
#include "gqlcheck/gqlcheck.h"
#include "gqltext.h"
#include "source/lines.h"

/* A case: `operations` may be NULL; each finding is "code line:column", and they are joined by ", ". */
struct finding_case {
    const char *schema, *operations, *findings;
};

static inline const struct gql_document *findings_parse(struct gqltext *t, const char *name, const char *text)
{
    const struct gql_document *document = gqltext_parse(t, name, str_from(text));
    if (!document->is_complete)
        fail_msg("a syntax error in %s", text);
    return document;
}

/* What was found from severity `from` on. */
static inline str findings_text(struct gqltext *t, enum severity from)
{
    struct buf out;
    diags_sort(&t->diags);
    buf_init(&out, t->arena);
    for (uint32_t i = 0; i < t->diags.count; i++) {
        const struct diag *d = t->diags.items[i];
        if (d->severity < from)
            continue;
        struct lines lines;
        lines_init(&lines, t->arena, d->source);
        struct position at = lines_position(&lines, d->span.start);
        buf_printf(&out, "%s%s %u:%u", out.len ? ", " : "", rule_get(d->rule)->code, at.line, at.column_utf16);
    }
    return buf_text(&out);
}

/* Checks the schema, or the operations when there are any. */
static inline str findings_of(struct gqltext *t, const struct finding_case *c, const struct gqlcheck_options *options)
{
    const struct gql_schema *schema = gqltext_schema(t, findings_parse(t, "schema", c->schema));
    if (c->operations) {
        const struct gql_document *documents[] = { findings_parse(t, "operations", c->operations) };
        gqlcheck_operations(schema, documents, 1, options, &t->diags);
    } else {
        gqlcheck_schema(schema, options, &t->diags);
    }
    return findings_text(t, SEVERITY_WARNING);
}

static inline void assert_finding_cases(const struct finding_case *cases, size_t count, enum gql_profile profile)
{
    for (size_t i = 0; i < count; i++) {
        struct arena arena;
        struct gqltext t;
        struct gqlcheck_options options = { .profile = profile };
        arena_init(&arena, &plain_memory);
        gqltext_begin(&t, &arena, profile);
        str found = findings_of(&t, &cases[i], &options);
        if (!str_equal(found, str_from(cases[i].findings)))
            print_message("%s\n%s\n", cases[i].schema, cases[i].operations ? cases[i].operations : "");
        assert_str(found, cases[i].findings);
        arena_finish(&arena);
    }
}

#endif
