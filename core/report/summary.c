#include "base/buf.h"
#include "report/report.h"

static void count_of(struct buf *out, uint32_t count, const char *noun)
{
    buf_int(out, count);
    buf_printf(out, " %s%s", noun, count == 1 ? "" : "s");
}

void report_summary(struct buf *out, const struct report_totals *totals)
{
    static const struct {
        enum severity severity;
        const char *noun;
    } rows[] = {
        { SEVERITY_ERROR, "error" }, { SEVERITY_WARNING, "warning" }, { SEVERITY_INFO, "remark" }
    };
    bool is_first = true;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t count = totals->by_severity[rows[i].severity];
        if (count == 0)
            continue;
        if (!is_first)
            buf_str(out, STR(", "));
        count_of(out, count, rows[i].noun);
        is_first = false;
    }
    if (is_first)
        buf_str(out, STR("nothing found"));
    buf_str(out, STR(" in "));
    count_of(out, totals->files, "file");
    buf_char(out, '\n');
}

/* The rule to show after `last`: the most often reported one among those not shown yet. */
static enum rule_id next_rule(const struct report_totals *totals, enum rule_id last)
{
    enum rule_id best = RULE_COUNT;
    uint32_t limit = last < RULE_COUNT ? totals->by_rule[last] : UINT32_MAX;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        uint32_t count = totals->by_rule[id];
        bool is_left = count < limit || (count == limit && last < id);
        if (count > 0 && is_left && (best == RULE_COUNT || count > totals->by_rule[best]))
            best = id;
    }
    return best;
}

void report_statistics(struct buf *out, const struct report_totals *totals)
{
    enum rule_id id = RULE_COUNT;
    while ((id = next_rule(totals, id)) < RULE_COUNT) {
        const struct rule *rule = rule_get(id);
        buf_printf(out, "%7u  %-7s  %-32s  %s\n", (unsigned)totals->by_rule[id],
                   severity_name(totals->severity[id]), rule->code, rule->summary);
    }
}
