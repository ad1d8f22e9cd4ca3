/*
 * selection.h - which rules the user wants to hear of, and how loudly.
 */
#ifndef SELECTION_H
#define SELECTION_H

#include "diag/diag.h"

struct selection {
    bool has_selected;
    bool is_selected[RULE_COUNT], is_ignored[RULE_COUNT], has_level[RULE_COUNT];
    enum severity level[RULE_COUNT];
};

/*
 * The values of --select, --ignore ("missing-target,jsonata-*": codes, separated by commas; a star at the end takes all
 * that begin so) and --severity ("missing-target=warning"). False after a complaint.
 */
bool selection_select(struct selection *selection, const char *codes);
bool selection_ignore(struct selection *selection, const char *codes);
bool selection_severity(struct selection *selection, const char *assignment);

/* The rule with this code; RULE_COUNT after a complaint that names the nearest. */
enum rule_id selection_rule(str code);

/*
 * Gives the diagnostics their chosen severities and drops those that nobody wants. A rule that is off by default
 * becomes a warning when selected. That a text cannot be read is dropped only by --ignore: nothing in it was checked.
 */
void selection_apply(const struct selection *selection, struct diags *diags);

/*
 * What selection_apply() would make of each rule's own severity, for those who need to know beforehand which rules are
 * off.
 */
void selection_severities(const struct selection *selection, enum severity severities[RULE_COUNT]);

#endif
