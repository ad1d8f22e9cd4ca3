/*
 * sarif.c - Static Analysis Results Interchange Format 2.1.0 (OASIS), one run.
 *
 * Columns are UTF-16 code units (columnKind). The rules are listed behind the results, when it is known which ones
 * were reported. Edits become one fix, grouped by file in their order. Inputs that could not be read become
 * notifications of the invocation.
 */
#include "base/buf.h"
#include "report/internal.h"

static const char *level_name(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR: return "error";
    case SEVERITY_WARNING: return "warning";
    case SEVERITY_INFO: return "note";
    case SEVERITY_OFF: break;
    }
    return "none";
}

static void member_text(struct buf *out, const char *name, str text)
{
    buf_printf(out, "\"%s\": {\"text\": ", name);
    json_string(out, text);
    buf_char(out, '}');
}

/*
 * A message. "[text](target)" would be a link there (section 3.11.6), so the brackets of a text that could hold one
 * are escaped.
 */
static void print_message(struct buf *out, str text)
{
    if (!str_contains(text, STR("]("))) {
        member_text(out, "message", text);
        return;
    }
    struct buf escaped;
    buf_init(&escaped, out->arena);
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '[' || text.at[i] == ']')
            buf_char(&escaped, '\\');
        buf_char(&escaped, text.at[i]);
    }
    member_text(out, "message", buf_text(&escaped));
}

static bool stands_in_uri(char c)
{
    return char_is_letter(c) || char_is_digit(c) || (c && strchr("-._~/!$&'()*+,;=@", c));
}

/* A path as a URI reference: relative as it is, absolute with the scheme file. A colon would end a scheme. */
static void print_uri(struct buf *out, str path)
{
    buf_str(out, path.len && path.at[0] == '/' ? STR("\"file://") : STR("\""));
    for (size_t i = 0; i < path.len; i++) {
        if (stands_in_uri(path.at[i]))
            buf_char(out, path.at[i]);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)path.at[i]);
    }
    buf_char(out, '"');
}

static void print_artifact(struct buf *out, const struct place *place)
{
    buf_str(out, STR("\"artifactLocation\": {\"uri\": "));
    print_uri(out, place->file->name);
    buf_char(out, '}');
}

static void print_region(struct buf *out, const char *name, const struct place *place)
{
    buf_printf(out, "\"%s\": {\"startLine\": %u, \"startColumn\": %u, \"endLine\": %u, \"endColumn\": %u}",
               name, (unsigned)place->start.line, (unsigned)place->start.column_utf16,
               (unsigned)place->end.line, (unsigned)place->end.column_utf16);
}

static void print_physical(struct buf *out, const struct place *place)
{
    buf_str(out, STR("\"physicalLocation\": {"));
    print_artifact(out, place);
    buf_str(out, STR(", "));
    print_region(out, "region", place);
    buf_char(out, '}');
}

static void print_related(struct buf *out, struct places *places, const struct diag *diag)
{
    buf_str(out, STR(", \"relatedLocations\": ["));
    for (uint32_t i = 0; i < diag->related_count; i++) {
        const struct diag_related *related = &diag->related[i];
        struct place place = places_find(places, related->source, related->span);
        buf_printf(out, "%s{\"id\": %u, ", i ? ", " : "", (unsigned)i + 1);
        print_physical(out, &place);
        buf_str(out, STR(", "));
        print_message(out, related->message);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void print_replacement(struct buf *out, const struct place *place, str text)
{
    buf_char(out, '{');
    print_region(out, "deletedRegion", place);
    buf_str(out, STR(", "));
    member_text(out, "insertedContent", text);
    buf_char(out, '}');
}

static void print_fix(struct buf *out, struct places *places, const struct diag *diag)
{
    const struct source *file = NULL;
    buf_str(out, STR(", \"fixes\": [{"));
    if (diag->help.len > 0) {
        member_text(out, "description", diag->help);
        buf_str(out, STR(", "));
    }
    buf_str(out, STR("\"artifactChanges\": ["));
    for (uint32_t i = 0; i < diag->edit_count; i++) {
        struct place place = places_find(places, diag->edits[i].source, diag->edits[i].span);
        if (place.file != file) {
            buf_str(out, file ? STR("]}, {") : STR("{"));
            print_artifact(out, &place);
            buf_str(out, STR(", \"replacements\": ["));
        } else {
            buf_str(out, STR(", "));
        }
        file = place.file;
        print_replacement(out, &place, diag->edits[i].text);
    }
    buf_str(out, STR("]}]}]"));
}

/* The message, and the help behind it, as viewers show no help of a single result. */
static str message_with_help(struct buf *out, const struct diag *diag)
{
    if (diag->help.len == 0)
        return diag->message;
    return str_printf(out->arena, "%.*s; %.*s", STR_ARG(diag->message), STR_ARG(diag->help));
}

static void print_diag(struct buf *out, const struct report_options *options, struct places *places,
                       const struct diag *diag)
{
    (void)options;
    struct place place = places_find(places, diag->source, diag->span);
    buf_printf(out, "        {\"ruleId\": \"%s\", ", rule_get(diag->rule)->code);
    buf_printf(out, "\"level\": \"%s\", ", level_name(diag->severity));
    print_message(out, message_with_help(out, diag));
    buf_str(out, STR(", \"locations\": [{"));
    print_physical(out, &place);
    buf_str(out, STR("}]"));
    if (diag->related_count > 0)
        print_related(out, places, diag);
    if (diag->edit_count > 0)
        print_fix(out, places, diag);
    buf_char(out, '}');
}

static void print_rule(struct buf *out, const struct rule *rule)
{
    buf_str(out, STR("            {\"id\": "));
    json_string(out, str_from(rule->code));
    buf_str(out, STR(", "));
    member_text(out, "shortDescription", str_from(rule->summary));
    buf_str(out, STR(", "));
    member_text(out, "fullDescription", str_from(rule->rationale));
    buf_printf(out, ", \"defaultConfiguration\": {\"enabled\": %s, \"level\": \"%s\"}}",
               rule->severity == SEVERITY_OFF ? "false" : "true",
               level_name(rule->severity == SEVERITY_OFF ? SEVERITY_WARNING : rule->severity));
}

static void print_begin(struct buf *out, const struct report_options *options)
{
    (void)options;
    buf_str(out, STR("{\n  \"version\": \"2.1.0\",\n"
                     "  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n"
                     "  \"runs\": [\n    {\n      \"columnKind\": \"utf16CodeUnits\",\n"
                     "      \"results\": [\n"));
}

static void print_tool(struct buf *out, const struct report_totals *totals)
{
    buf_str(out, STR("      \"tool\": {\n        \"driver\": {\n          \"name\": \"stepproof\",\n"
                     "          \"version\": \"" STEPPROOF_VERSION "\",\n          \"rules\": [\n"));
    bool is_first = true;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        if (totals->by_rule[id] == 0)
            continue;
        buf_str(out, is_first ? STR("") : STR(",\n"));
        print_rule(out, rule_get(id));
        is_first = false;
    }
    buf_str(out, STR("\n          ]\n        }\n      },\n"));
}

static void print_notification(struct buf *out, const struct report_problem *problem)
{
    buf_str(out, STR("{\"level\": \"error\", "));
    print_message(out, problem->message);
    buf_str(out, STR(", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": "));
    print_uri(out, problem->file);
    buf_str(out, STR("}}}]}"));
}

static void print_end(struct buf *out, const struct report_options *options,
                      const struct report_totals *totals, const struct report_problem *problems,
                      size_t problem_count)
{
    (void)options;
    buf_str(out, STR("\n      ],\n"));
    print_tool(out, totals);
    buf_printf(out, "      \"invocations\": [{\"executionSuccessful\": %s",
               problem_count ? "false" : "true");
    for (size_t i = 0; i < problem_count; i++) {
        buf_str(out, i ? STR(", ") : STR(", \"toolExecutionNotifications\": ["));
        print_notification(out, &problems[i]);
    }
    buf_str(out, problem_count ? STR("]}]\n    }\n  ]\n}\n") : STR("}]\n    }\n  ]\n}\n"));
}

const struct format format_sarif = {
    .name = "sarif",
    .separator = ",\n",
    .begin = print_begin,
    .diag = print_diag,
    .end = print_end,
};
