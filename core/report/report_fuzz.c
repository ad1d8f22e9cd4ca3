/*
 * Any text, any place in it: every format ends, and no control character but the line feed reaches a terminal.
 * The first eight bytes are the place (two numbers), the rest is the text.
 */
#include "report/report.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_terminal(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] < 0x20 && text.at[i] != '\n')
            abort();
    }
}

static struct diag *add(struct diags *diags, const struct source *source, const uint32_t place[2])
{
    uint32_t a = place[0] % ((uint32_t)source->text.len + 1), b = place[1] % ((uint32_t)source->text.len + 1);
    span where = a < b ? (span){ a, b } : (span){ b, a };
    struct diag *diag = diag_add(diags, RULE_JSON_SYNTAX, source, where);
    diag_message(diag, "%.*s", STR_ARG(source_text(source, where)));
    diag_help(diag, "%.*s", STR_ARG(source->text));
    diag_related(diag, source, (span){ where.end, where.end }, "here");
    diag_edit(diag, where, source->text);
    return diag;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint32_t place[2];
    if (size < sizeof place)
        return 0;
    memcpy(place, data, sizeof place);
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data + sizeof place, size - sizeof place };
    const struct source *source =
        source_copied(&arena, str_slice(text, 0, text.len < 9 ? text.len : 9), text);
    struct diags diags;
    diags_init(&diags, &arena);
    add(&diags, source, place);
    add(&diags, source, place)->severity = SEVERITY_INFO;
    diags_sort(&diags);

    struct report_problem problem = { source->name, source->text };
    for (enum report_format format = REPORT_TEXT; format <= REPORT_GITHUB; format++) {
        struct report_options options = { .format = format, .width = 20 + place[0] % 200 };
        struct report_totals totals = { 0 };
        struct buf out;
        buf_init(&out, &arena);
        report_count(&totals, &diags);
        report_begin(&out, &options);
        report_findings(&out, &options, &diags);
        report_end(&out, &options, &totals, &problem, 1);
        if (format == REPORT_TEXT)
            check_terminal(buf_text(&out));
    }
    struct report_case row = { source->text, place[0], &diags };
    struct buf out;
    buf_init(&out, &arena);
    report_junit(&out, source->name, &row, 1);
    arena_finish(&arena);
    return 0;
}
