/*
 * report.h - diagnostics as text for people and for other programs.
 *
 * Knows no checks and no models: it is given diagnostics. Everything is
 * appended to a buffer; nothing is printed here. One report is put together as
 *
 *     report_begin, for each file: [report_separator] report_findings, report_end
 *
 * where report_findings() of different files may run in different threads, and
 * a separator stands between two files that both appended something. Output
 * depends on the arguments alone, so it is the same with one thread and many.
 *
 * The formats:
 *   text    for people; the layout of compilers, see text.c
 *   json    our own, versioned: see json.c
 *   sarif   SARIF 2.1.0 (OASIS)
 *   github  workflow commands that GitHub shows as annotations
 *   junit   report_junit(), for runs of named cases
 *
 * Text of the input is escaped for where it goes; bytes that are no UTF-8 become U+FFFD (in text: \xff).
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/str.h"
#include "diag/rule.h"
#include "source/source.h"

struct buf;
struct diags;

enum report_format { REPORT_TEXT, REPORT_JSON, REPORT_SARIF, REPORT_GITHUB };

struct report_options {
    enum report_format format;
    bool has_color; /* text: with ANSI colours */
    bool is_quiet;  /* text: no source lines and no summary */
    unsigned width; /* text: columns that a source line may take; 0 means 100 */
};

/* What report_end() sums up. Zeroed at first; report_count() adds a file. */
struct report_totals {
    uint32_t files;
    uint32_t by_severity[SEVERITY_ERROR + 1];
    uint32_t by_rule[RULE_COUNT];
    enum severity severity[RULE_COUNT]; /* the highest that the rule was reported with */
};

/* An input that could not be read: not a finding, but the reason for exit status 2. */
struct report_problem {
    str file, message;
};

/* "text", "json", "sarif", "github". False when the text is none of them. */
bool report_format_parse(str text, enum report_format *format);

void report_count(struct report_totals *totals, const struct diags *diags);
/* Adds what was counted elsewhere, in another thread perhaps. */
void report_add(struct report_totals *totals, const struct report_totals *more);

void report_begin(struct buf *out, const struct report_options *options);
/* Appends the diagnostics of one file, which diags_sort() has sorted; nothing when there are none. */
void report_findings(struct buf *out, const struct report_options *options, const struct diags *diags);
str report_separator(const struct report_options *options);
void report_end(struct buf *out, const struct report_options *options,
                const struct report_totals *totals, const struct report_problem *problems,
                size_t problem_count);

/* A table of how often each rule was reported, most often first. */
void report_statistics(struct buf *out, const struct report_totals *totals);

/* "2 errors, 1 warning in 3 files", as text shows at its end. */
void report_summary(struct buf *out, const struct report_totals *totals);

/* A case of a test run: it failed when it has diagnostics of severity error. */
struct report_case {
    str name;
    int64_t elapsed_ms;
    const struct diags *diags;
    str group; /* the file it stands in, for example; empty: the suite */
};
/* A JUnit XML document with one test suite. */
void report_junit(struct buf *out, str suite, const struct report_case *cases, size_t count);

/* An error at run time, which belongs to no rule. */
struct report_failed {
    const struct source *source;
    span span;
    str code;    /* "T2001", "States.Runtime"; may be empty */
    str message;
    str help;    /* may be empty */
};
/* Appends it as text shows a diagnostic, without the empty line behind it. */
void report_failure(struct buf *out, const struct report_options *options, const struct report_failed *failed);

/* Appends text of an input so that a terminal shows it and does not obey it: control characters as \u001b. */
void report_plain(struct buf *out, str text);

#endif
