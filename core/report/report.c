#include "report/report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "report/internal.h"

static const struct format *const formats[] = {
    [REPORT_TEXT] = &format_text,
    [REPORT_JSON] = &format_json,
    [REPORT_SARIF] = &format_sarif,
    [REPORT_GITHUB] = &format_github,
};

bool report_format_parse(str text, enum report_format *format)
{
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        if (str_equal(text, str_from(formats[i]->name))) {
            *format = (enum report_format)i;
            return true;
        }
    }
    return false;
}

void report_count(struct report_totals *totals, const struct diags *diags)
{
    totals->files++;
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        totals->by_severity[diag->severity]++;
        totals->by_rule[diag->rule]++;
        if (totals->severity[diag->rule] < diag->severity)
            totals->severity[diag->rule] = diag->severity;
    }
}

void report_add(struct report_totals *totals, const struct report_totals *more)
{
    totals->files += more->files;
    for (size_t i = 0; i < ARRAY_LEN(totals->by_severity); i++)
        totals->by_severity[i] += more->by_severity[i];
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        totals->by_rule[id] += more->by_rule[id];
        if (totals->severity[id] < more->severity[id])
            totals->severity[id] = more->severity[id];
    }
}

void report_begin(struct buf *out, const struct report_options *options)
{
    if (formats[options->format]->begin)
        formats[options->format]->begin(out, options);
}

void report_findings(struct buf *out, const struct report_options *options, const struct diags *diags)
{
    const struct format *format = formats[options->format];
    struct places places;
    places_init(&places, diags->arena);
    for (uint32_t i = 0; i < diags->count; i++) {
        if (i > 0)
            buf_str(out, report_separator(options));
        format->diag(out, options, &places, diags->items[i]);
    }
}

str report_separator(const struct report_options *options)
{
    return str_from(formats[options->format]->separator);
}

void report_end(struct buf *out, const struct report_options *options,
                const struct report_totals *totals, const struct report_problem *problems,
                size_t problem_count)
{
    if (formats[options->format]->end)
        formats[options->format]->end(out, options, totals, problems, problem_count);
}
