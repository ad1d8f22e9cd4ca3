/*
 * json.c - our own JSON, for programs. Version 1:
 *
 *     {"version": 1, "tool": "stepproof 0.1.0",
 *      "findings": [
 *       {"file", "rule", "severity", "message", "start": {"line", "column", "offset"}, "end": {...}, "help"?,
 *        "related"?: [{"file", "start", "end", "message"}],
 *        "edits"?: [{"file", "start", "end", "text"}]}, ...],
 *      "unreadable": [{"file", "message"}, ...],
 *      "summary": {"files", "errors", "warnings", "infos"}}
 *
 * Lines and columns count from 1, columns are code points, offsets bytes from 0; ends are exclusive. An edit replaces
 * a range by a text. Members may be added within a version; one finding stands on one line.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "report/internal.h"

static bool needs_escape(uint32_t c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7F || c == 0x2028 || c == 0x2029;
}

static void escape(struct buf *out, uint32_t c)
{
    static const char short_forms[] = "\b\t\n\f\r\"\\", letters[] = "btnfr\"\\";
    const char *at = c && c < 0x80 ? strchr(short_forms, (int)c) : NULL;
    if (at) {
        buf_char(out, '\\');
        buf_char(out, letters[at - short_forms]);
    } else {
        buf_printf(out, "\\u%04x", (unsigned)c);
    }
}

void json_string(struct buf *out, str text)
{
    buf_char(out, '"');
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (needs_escape(c))
            escape(out, c);
        else
            buf_code_point(out, c);
    }
    buf_char(out, '"');
}

static void print_position(struct buf *out, const char *name, const struct position *position,
                           uint32_t offset)
{
    buf_printf(out, "\"%s\": {\"line\": %u, \"column\": %u, \"offset\": %u}", name,
               (unsigned)position->line, (unsigned)position->column, (unsigned)offset);
}

static void print_place(struct buf *out, const struct place *place)
{
    print_position(out, "start", &place->start, place->span.start);
    buf_str(out, STR(", "));
    print_position(out, "end", &place->end, place->span.end);
}

static void print_file_place(struct buf *out, struct places *places, const struct source *source,
                             span where)
{
    struct place place = places_find(places, source, where);
    buf_str(out, STR("{\"file\": "));
    json_string(out, place.file->name);
    buf_str(out, STR(", "));
    print_place(out, &place);
}

static void print_related(struct buf *out, struct places *places, const struct diag *diag)
{
    buf_str(out, STR(", \"related\": ["));
    for (uint32_t i = 0; i < diag->related_count; i++) {
        const struct diag_related *related = &diag->related[i];
        buf_str(out, i ? STR(", ") : STR(""));
        print_file_place(out, places, related->source, related->span);
        buf_str(out, STR(", \"message\": "));
        json_string(out, related->message);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void print_edits(struct buf *out, struct places *places, const struct diag *diag)
{
    buf_str(out, STR(", \"edits\": ["));
    for (uint32_t i = 0; i < diag->edit_count; i++) {
        const struct diag_edit *edit = &diag->edits[i];
        buf_str(out, i ? STR(", ") : STR(""));
        print_file_place(out, places, edit->source, edit->span);
        buf_str(out, STR(", \"text\": "));
        json_string(out, edit->text);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void print_diag(struct buf *out, const struct report_options *options, struct places *places,
                       const struct diag *diag)
{
    (void)options;
    struct place place = places_find(places, diag->source, diag->span);
    buf_str(out, STR("  {\"file\": "));
    json_string(out, place.file->name);
    buf_printf(out, ", \"rule\": \"%s\", \"severity\": \"%s\", \"message\": ",
               rule_get(diag->rule)->code, severity_name(diag->severity));
    json_string(out, diag->message);
    buf_str(out, STR(", "));
    print_place(out, &place);
    if (diag->help.len > 0) {
        buf_str(out, STR(", \"help\": "));
        json_string(out, diag->help);
    }
    if (diag->related_count > 0)
        print_related(out, places, diag);
    if (diag->edit_count > 0)
        print_edits(out, places, diag);
    buf_char(out, '}');
}

static void print_begin(struct buf *out, const struct report_options *options)
{
    (void)options;
    buf_str(out, STR("{\"version\": 1, \"tool\": \"stepproof " STEPPROOF_VERSION "\",\n"
                     " \"findings\": [\n"));
}

static void print_end(struct buf *out, const struct report_options *options,
                      const struct report_totals *totals, const struct report_problem *problems,
                      size_t problem_count)
{
    (void)options;
    buf_str(out, STR("\n ],\n \"unreadable\": ["));
    for (size_t i = 0; i < problem_count; i++) {
        buf_str(out, i ? STR(", {\"file\": ") : STR("{\"file\": "));
        json_string(out, problems[i].file);
        buf_str(out, STR(", \"message\": "));
        json_string(out, problems[i].message);
        buf_char(out, '}');
    }
    buf_printf(out, "],\n \"summary\": {\"files\": %u, \"errors\": %u, \"warnings\": %u, \"infos\": %u}}\n",
               (unsigned)totals->files, (unsigned)totals->by_severity[SEVERITY_ERROR],
               (unsigned)totals->by_severity[SEVERITY_WARNING],
               (unsigned)totals->by_severity[SEVERITY_INFO]);
}

const struct format format_json = {
    .name = "json",
    .separator = ",\n",
    .begin = print_begin,
    .diag = print_diag,
    .end = print_end,
};
