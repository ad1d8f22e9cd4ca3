/*
 * text.c - for people:
 *
 *     order.asl.json:12:15: error[missing-target]: no state is called "Shp"
 *        12 |       "Next": "Shp"
 *           |               ^^^^^
 *           = help: did you mean "Ship"?
 *     order.asl.json:3:14: note: the states of this machine
 *         3 |   "States": {
 *           |   ^^^^^^^^
 *
 * An empty line stands behind each. Quiet leaves only the lines that start with a place.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "report/internal.h"
#include "text/unicode.h"

static const char *const severity_colors[] = {
    [SEVERITY_OFF] = COLOR_BOLD,
    [SEVERITY_INFO] = COLOR_CYAN,
    [SEVERITY_WARNING] = COLOR_YELLOW,
    [SEVERITY_ERROR] = COLOR_RED,
};

/*
 * Whether a terminal would act on it: C0 and C1 controls, and the marks that reorder text or end lines, with which
 * an excerpt could show something else than what is there ("Trojan Source", CVE-2021-42574).
 */
static bool is_unsafe(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
           (c >= 0xE0000 && c <= 0xE007F);
}

void report_plain(struct buf *out, str text)
{
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        if (c == UTF8_REPLACEMENT && i - start == 1)
            buf_printf(out, "\\x%02x", (unsigned)(unsigned char)text.at[start]);
        else if (is_unsafe(c))
            buf_printf(out, c > 0xFFFF ? "\\u{%x}" : "\\u%04x", (unsigned)c);
        else
            buf_str(out, str_slice(text, start, i));
    }
}

void color_text(struct buf *out, const struct report_options *options, const char *color, str text)
{
    if (options->has_color)
        buf_str(out, str_from(color));
    buf_str(out, text);
    if (options->has_color)
        buf_str(out, STR(COLOR_END));
}

static void print_location(struct buf *out, const struct report_options *options,
                           const struct place *place)
{
    if (options->has_color)
        buf_str(out, STR(COLOR_BOLD));
    report_plain(out, place->file->name);
    buf_printf(out, ":%u:%u:", (unsigned)place->start.line, (unsigned)place->start.column);
    if (options->has_color)
        buf_str(out, STR(COLOR_END));
    buf_char(out, ' ');
}

static void print_help(struct buf *out, const struct report_options *options,
                       const struct place *place, str help)
{
    buf_fill(out, ' ', excerpt_gutter(place));
    color_text(out, options, COLOR_BLUE, STR(" = "));
    color_text(out, options, COLOR_GREEN, STR("help"));
    buf_str(out, STR(": "));
    report_plain(out, help);
    buf_char(out, '\n');
}

static void print_note(struct buf *out, const struct report_options *options,
                       struct places *places, const struct diag_related *related)
{
    struct place place = places_find(places, related->source, related->span);
    print_location(out, options, &place);
    color_text(out, options, COLOR_CYAN, STR("note"));
    buf_str(out, STR(": "));
    report_plain(out, related->message);
    buf_char(out, '\n');
    if (!options->is_quiet)
        excerpt_print(out, options, &place, COLOR_CYAN);
}

/* "error[T2001]: ..." */
static void print_message(struct buf *out, const struct report_options *options, enum severity severity,
                          str code, str message)
{
    if (options->has_color)
        buf_str(out, str_from(severity_colors[severity]));
    buf_str(out, str_from(severity_name(severity)));
    if (code.len > 0)
        buf_printf(out, "[%.*s]", STR_ARG(code));
    if (options->has_color)
        buf_str(out, STR(COLOR_END));
    buf_str(out, STR(": "));
    report_plain(out, message);
    buf_char(out, '\n');
}

void report_failure(struct buf *out, const struct report_options *options, const struct report_failed *failed)
{
    struct places places;
    places_init(&places, out->arena);
    struct place place = places_find(&places, failed->source, failed->span);
    print_location(out, options, &place);
    print_message(out, options, SEVERITY_ERROR, failed->code, failed->message);
    if (options->is_quiet)
        return;
    excerpt_print(out, options, &place, severity_colors[SEVERITY_ERROR]);
    if (failed->help.len > 0)
        print_help(out, options, &place, failed->help);
}

static void print_diag(struct buf *out, const struct report_options *options, struct places *places,
                       const struct diag *diag)
{
    struct place place = places_find(places, diag->source, diag->span);
    const char *color = severity_colors[diag->severity];
    print_location(out, options, &place);
    print_message(out, options, diag->severity, str_from(rule_get(diag->rule)->code), diag->message);
    if (options->is_quiet)
        return;

    excerpt_print(out, options, &place, color);
    if (diag->help.len > 0)
        print_help(out, options, &place, diag->help);
    for (uint32_t i = 0; i < diag->related_count; i++)
        print_note(out, options, places, &diag->related[i]);
    buf_char(out, '\n');
}

static void print_end(struct buf *out, const struct report_options *options,
                      const struct report_totals *totals, const struct report_problem *problems,
                      size_t problem_count)
{
    (void)problems; /* cli has said them on standard error */
    /* "Nothing found" would be odd where nothing could be read. */
    if (!options->is_quiet && (totals->files > 0 || problem_count == 0))
        report_summary(out, totals);
}

const struct format format_text = {
    .name = "text",
    .separator = "",
    .diag = print_diag,
    .end = print_end,
};
