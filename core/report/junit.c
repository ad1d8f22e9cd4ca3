/*
 * junit.c - the XML that test reports of build servers are made from: one suite, a failure for a case with errors.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "report/internal.h"

/* XML 1.0, "Characters": other controls and the last two code points may not stand there, not even escaped. */
static bool stands_in_xml(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

static void print_xml(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        switch (c) {
        case '<': buf_str(out, STR("&lt;")); break;
        case '>': buf_str(out, STR("&gt;")); break;
        case '&': buf_str(out, STR("&amp;")); break;
        case '"': buf_str(out, STR("&quot;")); break;
        case '\n': buf_str(out, STR("&#10;")); break;
        case '\t': buf_str(out, STR("&#9;")); break;
        case '\r': buf_str(out, STR("&#13;")); break;
        default: buf_code_point(out, stands_in_xml(c) ? c : UTF8_REPLACEMENT);
        }
    }
}

static void print_seconds(struct buf *out, int64_t ms)
{
    buf_int(out, ms / 1000);
    buf_printf(out, ".%03d", (int)(ms % 1000));
}

/* At least one of the diagnostics is an error. */
static void print_failure(struct buf *out, const struct diags *diags)
{
    const struct report_options plain = { .format = REPORT_TEXT, .is_quiet = true };
    struct buf text;
    buf_init(&text, out->arena);
    report_findings(&text, &plain, diags);
    uint32_t i = 0;
    while (diags->items[i]->severity != SEVERITY_ERROR)
        i++;
    const struct diag *first = diags->items[i];
    buf_str(out, STR("      <failure type=\""));
    print_xml(out, str_from(rule_get(first->rule)->code));
    buf_str(out, STR("\" message=\""));
    print_xml(out, first->message);
    buf_str(out, STR("\">"));
    print_xml(out, buf_text(&text));
    buf_str(out, STR("</failure>\n"));
}

static void print_case(struct buf *out, str suite, const struct report_case *row)
{
    buf_str(out, STR("    <testcase classname=\""));
    print_xml(out, row->group.len > 0 ? row->group : suite);
    buf_str(out, STR("\" name=\""));
    print_xml(out, row->name);
    buf_str(out, STR("\" time=\""));
    print_seconds(out, row->elapsed_ms);
    if (!row->diags || diags_count(row->diags, SEVERITY_ERROR) == 0) {
        buf_str(out, STR("\"/>\n"));
        return;
    }
    buf_str(out, STR("\">\n"));
    print_failure(out, row->diags);
    buf_str(out, STR("    </testcase>\n"));
}

void report_junit(struct buf *out, str suite, const struct report_case *cases, size_t count)
{
    size_t failures = 0;
    int64_t elapsed_ms = 0;
    for (size_t i = 0; i < count; i++) {
        failures += cases[i].diags && diags_count(cases[i].diags, SEVERITY_ERROR) > 0;
        elapsed_ms += cases[i].elapsed_ms;
    }
    buf_str(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\""));
    print_xml(out, suite);
    buf_printf(out, "\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"0\" time=\"", count,
               failures);
    print_seconds(out, elapsed_ms);
    buf_str(out, STR("\">\n"));
    for (size_t i = 0; i < count; i++)
        print_case(out, suite, &cases[i]);
    buf_str(out, STR("  </testsuite>\n</testsuites>\n"));
}
