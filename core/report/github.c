/*
 * github.c - workflow commands, which GitHub turns into annotations of a pull request.
 *
 *     ::error file=a.asl.json,line=3,col=5,endLine=3,endColumn=9,title=missing-target::no state is called "A"
 *
 * Source: "Workflow commands for GitHub Actions", and actions/toolkit, packages/core/src/command.ts (escapes). A
 * column may only stand there when the range ends on the line on which it starts.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "report/internal.h"

static void print_data(struct buf *out, str text, const char *escaped)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t c = utf8_next(text, &i);
        if (c && c < 0x80 && strchr(escaped, (int)c))
            buf_printf(out, "%%%02X", (unsigned)c);
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0))
            buf_printf(out, "\\u%04x", (unsigned)c); /* the page of the run obeys escape sequences */
        else
            buf_code_point(out, c);
    }
}

static const char *command_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_INFO:
    case SEVERITY_OFF: break;
    }
    return "notice";
}

static void print_diag(struct buf *out, const struct report_options *options, struct places *places,
                       const struct diag *diag)
{
    (void)options;
    static const char in_data[] = "%\r\n", in_property[] = "%\r\n:,";
    struct place place = places_find(places, diag->source, diag->span);
    buf_printf(out, "::%s file=", command_name(diag->severity));
    print_data(out, place.file->name, in_property);
    buf_printf(out, ",line=%u", (unsigned)place.start.line);
    if (place.end.line == place.start.line)
        buf_printf(out, ",col=%u", (unsigned)place.start.column);
    buf_printf(out, ",endLine=%u", (unsigned)place.end.line);
    if (place.end.line == place.start.line)
        buf_printf(out, ",endColumn=%u", (unsigned)place.end.column);
    buf_str(out, STR(",title="));
    print_data(out, str_from(rule_get(diag->rule)->code), in_property);
    buf_str(out, STR("::"));
    print_data(out, diag->message, in_data);
    if (diag->help.len > 0) {
        buf_str(out, STR("%0Ahelp: "));
        print_data(out, diag->help, in_data);
    }
    buf_char(out, '\n');
}

const struct format format_github = {
    .name = "github",
    .separator = "",
    .diag = print_diag,
};
