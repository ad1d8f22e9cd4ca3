#include "base/buf.h"
#include "publish/publish.h"

enum { TEXT_WIDTH = 79, INDENT = 4 };

void publish_list(struct buf *out, enum rule_family family)
{
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        const struct rule *rule = rule_get(id);
        if (rule->family == family)
            buf_printf(out, "%-7s  %-32s  %s\n", severity_name(rule->severity), rule->code,
                       rule->summary);
    }
}

/* Words filled into lines. */
static void print_filled(struct buf *out, str text)
{
    size_t column = 0;
    str word;
    while (str_split(&text, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (column > 0 && column + 1 + word.len > TEXT_WIDTH) {
            buf_char(out, '\n');
            column = 0;
        }
        if (column > 0) {
            buf_char(out, ' ');
            column++;
        }
        buf_str(out, word);
        column += word.len;
    }
    buf_char(out, '\n');
}

static void print_example(struct buf *out, const char *title, const char *example)
{
    str text = str_from(example), line;
    buf_printf(out, "\n%s:\n", title);
    while (str_split(&text, '\n', &line)) {
        buf_fill(out, ' ', INDENT);
        buf_str(out, line);
        buf_char(out, '\n');
    }
}

void publish_explain(struct buf *out, enum rule_id id)
{
    const struct rule *rule = rule_get(id);
    buf_printf(out, "%s (%s)\n", rule->code, severity_name(rule->severity));
    print_filled(out, str_from(rule->summary));
    buf_char(out, '\n');
    print_filled(out, str_from(rule->rationale));
    print_example(out, "wrong", rule->bad);
    print_example(out, "right", rule->good);
    buf_char(out, '\n');
    print_filled(out, str_printf(out->arena, "source: %s", rule->source));
    buf_printf(out, "since: %s\n", rule->since);
}
