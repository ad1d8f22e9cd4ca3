/*
 * manual.c - the rule table as a manual page. A sentence starts a new line, and no line has more than 80 bytes, as
 * mandoc's style asks.
 */
#include "base/buf.h"
#include "publish/publish.h"

enum { LINE_WIDTH = 78 };

/* A word of text: what roff would obey is escaped. */
static void print_word(struct buf *out, str word, bool starts_line)
{
    if (starts_line && (word.at[0] == '.' || word.at[0] == '\''))
        buf_str(out, STR("\\&"));
    for (size_t i = 0; i < word.len; i++) {
        if (word.at[i] == '\\')
            buf_str(out, STR("\\e"));
        else
            buf_char(out, word.at[i]);
    }
}

static bool ends_sentence(str word)
{
    char last = word.at[word.len - 1];
    return last == '.' || last == '!' || last == '?';
}

static void print_text(struct buf *out, str text)
{
    size_t column = 0;
    bool was_end = false;
    str word;
    while (str_split(&text, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (column > 0 && (was_end || column + 1 + word.len > LINE_WIDTH)) {
            buf_char(out, '\n');
            column = 0;
        } else if (column > 0) {
            buf_char(out, ' ');
            column++;
        }
        print_word(out, word, column == 0);
        column += word.len;
        was_end = ends_sentence(word);
    }
    buf_char(out, '\n');
}

static void print_example(struct buf *out, const char *title, const char *example)
{
    str text = str_from(example), line;
    buf_printf(out, ".Pp\n%s:\n.Bd -literal -offset indent -compact\n", title);
    while (str_split(&text, '\n', &line)) {
        if (line.len > 0)
            print_word(out, line, true);
        buf_char(out, '\n');
    }
    buf_str(out, STR(".Ed\n"));
}

static void print_rule(struct buf *out, const struct rule *rule)
{
    buf_printf(out, ".It Sy %s Pq %s\n", rule->code, severity_name(rule->severity));
    print_text(out, str_printf(out->arena, "%s.", rule->summary));
    buf_str(out, STR(".Pp\n"));
    print_text(out, str_from(rule->rationale));
    print_example(out, "Wrong", rule->bad);
    print_example(out, "Right", rule->good);
    buf_str(out, STR(".Pp\n"));
    print_text(out, str_printf(out->arena, "Source: %s.", rule->source));
}

static void print_family(struct buf *out, enum rule_family family, const char *title)
{
    buf_printf(out, ".Sh %s\n.Bl -tag -width Ds\n", title);
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        if (rule_get(id)->family == family)
            print_rule(out, rule_get(id));
    }
    buf_str(out, STR(".El\n"));
}

void publish_manual(struct buf *out)
{
    buf_str(out, STR(".\\\" Made from schemas/rules_*.def by core/publish: change those.\n"
                     ".Dd January 1, 2026\n.Dt STEPPROOF-RULES 7\n.Os\n"
                     ".Sh NAME\n.Nm stepproof-rules\n.Nd what stepproof checks\n"
                     ".Sh DESCRIPTION\n"
                     "Each rule has a code, which never changes, and a severity, which the option\n"
                     ".Fl Fl severity\nof\n.Xr stepproof-lint 1\nchanges.\n"
                     "Rules whose severity is off are only reported when they are selected.\n"));
    print_family(out, RULE_FAMILY_ASL, "RULES FOR STATE MACHINES");
    print_family(out, RULE_FAMILY_SCRIPT, "RULES FOR SCRIPTS OF SIMULATE");
    print_family(out, RULE_FAMILY_GQL, "RULES FOR GRAPHQL SCHEMAS AND OPERATIONS");
    buf_str(out, STR(".Sh SEE ALSO\n.Xr stepproof 1 ,\n.Xr stepproof-lint 1\n"));
}
