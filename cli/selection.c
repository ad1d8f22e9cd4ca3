#include "selection.h"

#include "diag/nearest.h"
#include "term.h"

enum rule_id selection_rule(str code)
{
    enum rule_id rule = rule_find(code);
    if (rule != RULE_COUNT)
        return rule;
    str names[RULE_COUNT];
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        names[id] = str_from(rule_get(id)->code);
    ptrdiff_t near = nearest_name(names, RULE_COUNT, code, NULL);
    if (near >= 0)
        term_complain("there is no rule \"%.*s\"; did you mean \"%.*s\"?", STR_ARG(code),
                      STR_ARG(names[near]));
    else
        term_complain("there is no rule \"%.*s\"; 'stepproof lint --list-rules' and"
                      " 'stepproof schema-check --list-rules' show them", STR_ARG(code));
    return RULE_COUNT;
}

static bool mark_prefix(bool *marks, str prefix)
{
    bool found = false;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        if (!str_starts(str_from(rule_get(id)->code), prefix))
            continue;
        marks[id] = true;
        found = true;
    }
    if (!found)
        term_complain("no rule begins with \"%.*s\"; --list-rules shows them", STR_ARG(prefix));
    return found;
}

static bool mark(bool *marks, const char *codes)
{
    str rest = str_from(codes), code;
    while (str_split(&rest, ',', &code)) {
        code = str_trim(code);
        if (str_ends(code, STR("*"))) {
            if (!mark_prefix(marks, str_slice(code, 0, code.len - 1)))
                return false;
            continue;
        }
        enum rule_id rule = selection_rule(code);
        if (rule == RULE_COUNT)
            return false;
        marks[rule] = true;
    }
    return true;
}

bool selection_select(struct selection *selection, const char *codes)
{
    selection->has_selected = true;
    return mark(selection->is_selected, codes);
}

bool selection_ignore(struct selection *selection, const char *codes)
{
    return mark(selection->is_ignored, codes);
}

bool selection_severity(struct selection *selection, const char *assignment)
{
    str level = str_from(assignment), code;
    str_split(&level, '=', &code);
    enum severity severity;
    if (!severity_parse(level, &severity)) {
        term_complain("--severity: \"%s\" is not RULE=error, RULE=warning, RULE=info or RULE=off",
                      assignment);
        return false;
    }
    enum rule_id rule = selection_rule(str_trim(code));
    if (rule == RULE_COUNT)
        return false;
    selection->has_level[rule] = true;
    selection->level[rule] = severity;
    return true;
}

static bool is_unreadable(enum rule_id rule)
{
    return rule == RULE_JSON_SYNTAX || rule == RULE_YAML_SYNTAX || rule == RULE_GQL_SYNTAX;
}

static enum severity chosen(const struct selection *selection, enum rule_id rule, enum severity severity)
{
    if (selection->is_ignored[rule])
        return SEVERITY_OFF;
    if (selection->has_selected && !selection->is_selected[rule] && !is_unreadable(rule))
        return SEVERITY_OFF;
    if (selection->has_level[rule])
        return selection->level[rule];
    if (severity == SEVERITY_OFF && selection->is_selected[rule])
        return SEVERITY_WARNING;
    return severity;
}

void selection_severities(const struct selection *selection, enum severity severities[RULE_COUNT])
{
    for (enum rule_id rule = 0; rule < RULE_COUNT; rule++)
        severities[rule] = chosen(selection, rule, rule_get(rule)->severity);
}

void selection_apply(const struct selection *selection, struct diags *diags)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        struct diag *diag = diags->items[i];
        diag->severity = chosen(selection, diag->rule, diag->severity);
        if (diag->severity != SEVERITY_OFF)
            diags->items[kept++] = diag;
    }
    diags->count = kept;
}
