#include "base/buf.h"
#include "publish/publish.h"

static void print_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_<>[]|#", *text))
            buf_char(out, '\\');
        buf_char(out, *text);
    }
}

static void print_example(struct buf *out, const char *title, const char *example)
{
    buf_printf(out, "%s:\n\n```\n%s\n```\n\n", title, example);
}

static void print_rule(struct buf *out, const struct rule *rule)
{
    buf_printf(out, "### %s\n\n%s: ", rule->code, severity_name(rule->severity));
    print_text(out, rule->summary);
    buf_str(out, STR("\n\n"));
    print_text(out, rule->rationale);
    buf_str(out, STR("\n\n"));
    print_example(out, "Wrong", rule->bad);
    print_example(out, "Right", rule->good);
    buf_str(out, STR("Source: "));
    print_text(out, rule->source);
    buf_str(out, STR("\n\n"));
}

static void print_family(struct buf *out, enum rule_family family, const char *title)
{
    buf_printf(out, "## %s\n\n", title);
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        if (rule_get(id)->family == family)
            print_rule(out, rule_get(id));
    }
}

void publish_markdown(struct buf *out)
{
    buf_str(out, STR("<!-- Made from schemas/rules_*.def by core/publish: change those. -->\n\n"
                     "# The rules of stepproof\n\n"
                     "Each rule has a code, which never changes, and a severity, which `--severity` changes. "
                     "Rules whose severity is off are only reported when they are selected.\n\n"));
    print_family(out, RULE_FAMILY_ASL, "State machines");
    print_family(out, RULE_FAMILY_SCRIPT, "Scripts of simulate");
    print_family(out, RULE_FAMILY_GQL, "GraphQL schemas and operations");
}
