/*
 * rule.h - the rules: what can be wrong with an input, as data.
 *
 * One row of schemas/rules_asl.def, rules_script.def or rules_gql.def is one rule. The
 * rows feed everything that knows rules: the enum below, the checks of lint
 * and gqlcheck (which include the same files for their hooks), --explain,
 * --list-rules, the SARIF rule list and stepproof-rules(7). A rule's code is
 * stable from the day it appears.
 */
#ifndef DIAG_RULE_H
#define DIAG_RULE_H

#include "base/str.h"

enum severity {
    SEVERITY_OFF,
    SEVERITY_INFO,
    SEVERITY_WARNING,
    SEVERITY_ERROR
};

enum rule_family {
    RULE_FAMILY_ASL, /* lint, simulate, graph */
    RULE_FAMILY_SCRIPT, /* simulate: scripts and mock configurations */
    RULE_FAMILY_GQL  /* schema-check */
};

enum rule_id {
#define RULE(id, ...) RULE_##id,
#include "rules_asl.def"
#include "rules_script.def"
#include "rules_gql.def"
#undef RULE
    RULE_COUNT
};

struct rule {
    const char *code;
    enum rule_family family;
    enum severity severity; /* unless the user chooses another */
    const char *summary;    /* one line, without a full stop */
    const char *rationale;  /* why it matters; one paragraph */
    const char *bad, *good; /* a short example of each */
    const char *source;     /* specification section or AWS page */
    const char *since;      /* version */
};

const struct rule *rule_get(enum rule_id id);
/* The rule with this code, or RULE_COUNT. */
enum rule_id rule_find(str code);
/* "off", "info", "warning", "error". */
const char *severity_name(enum severity severity);
/* False when the text is none of those names. */
bool severity_parse(str text, enum severity *severity);

#endif
