#include "doc/yaml_error.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "diag/diag.h"

static const struct {
    const char *problem, *message, *help;
} problems[] = {
    { "mapping values are not allowed in this context", "a key and ':' are not expected here",
      "check the indentation, and put a text that holds \": \" in quotes" },
    { "mapping keys are not allowed in this context", "a key is not expected here",
      "check the indentation" },
    { "block sequence entries are not allowed in this context", "a list item is not expected here",
      "begin the list in a new line, and check the indentation" },
    { "found character that cannot start any token",
      "this character cannot begin a text without quotes", "put the text in quotes" },
    { "found a tab character where an indentation space is expected", "a tab cannot indent in YAML",
      "use spaces" },
    { "found a tab character that violates indentation", "a tab cannot indent in YAML",
      "use spaces" },
    { "did not find expected key", "expected a key of the mapping, or its end",
      "check the indentation" },
    { "did not find expected '-' indicator", "expected a list item, or the end of the list",
      "check the indentation" },
    { "did not find expected ',' or ']'", "expected ',' or ']'", NULL },
    { "did not find expected ',' or '}'", "expected ',' or '}'", NULL },
    { "could not find expected ':'", "expected ':' after a key",
      "check the indentation, and that each quote and bracket is closed" },
    { "found unexpected end of stream", "expected the closing quote, found the end of the text",
      NULL },
    { "found unexpected document indicator", "expected the closing quote, found a document marker",
      NULL },
    { "found unknown escape character", "this escape is not one that YAML knows",
      "write a backslash as \\\\, or use single quotes" },
    { "did not find expected hexdecimal number", "expected hexadecimal digits", NULL },
    { "did not find expected comment or line break", "expected the end of the line", NULL },
    { "did not find expected node content", "expected a value", NULL },
    { "did not find expected <document start>", "expected the end of the text, or \"---\"",
      "check the indentation" },
    { "did not find expected alphabetic or numeric character", "expected a name",
      "put a text that begins with * or & in quotes" },
    { "found undefined tag handle", "the tag's prefix is not defined", NULL },
    { "control characters are not allowed", "a YAML text cannot hold this control character",
      NULL },
};

static span character_at(const struct source *source, uint32_t at)
{
    size_t end = at;
    if (at < source->text.len)
        utf8_next(source->text, &end);
    return span_at(at, end);
}

/* "while parsing a block mapping" names what the related place begins. */
static void add_context(struct diag *d, const struct source *source,
                        const struct yaml_problem *problem)
{
    str verb = str_starts(problem->context, STR("while parsing ")) ? STR("while parsing ")
                                                                   : STR("while scanning ");
    if (problem->context_at >= problem->at || !str_starts(problem->context, verb))
        return;
    str what = str_from_offset(problem->context, verb.len);
    diag_related(d, source, character_at(source, problem->context_at), "in %.*s that begins here",
                 STR_ARG(what));
}

void yaml_error_report(struct diags *diags, const struct source *source,
                       const struct yaml_problem *problem)
{
    struct diag *d = diag_add(diags, RULE_YAML_SYNTAX, source, character_at(source, problem->at));
    add_context(d, source, problem);
    bool is_tab = problem->at < source->text.len && source->text.at[problem->at] == '\t';
    for (size_t i = 0; i < ARRAY_LEN(problems); i++) {
        if (!str_equal(problem->problem, str_from(problems[i].problem)))
            continue;
        diag_message(d, "%s", is_tab ? "a tab cannot stand here in YAML" : problems[i].message);
        if (is_tab || problems[i].help)
            diag_help(d, "%s", is_tab ? "use spaces" : problems[i].help);
        return;
    }
    diag_message(
        d, "%.*s",
        STR_ARG(problem->problem.len ? problem->problem : STR("the text could not be read")));
}
