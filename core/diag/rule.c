#include "diag/rule.h"

static const struct rule rules[RULE_COUNT] = {
#define RULE(id, code, severity, hook, check, summary, rationale, bad, good, source, since) \
    [RULE_##id] = { code,      RULE_FAMILY_ASL, SEVERITY_##severity, summary, \
                    rationale, bad,             good,                source,  since },
#include "rules_asl.def"
#undef RULE
#define RULE(id, code, severity, hook, check, summary, rationale, bad, good, source, since) \
    [RULE_##id] = { code,      RULE_FAMILY_SCRIPT, SEVERITY_##severity, summary, \
                    rationale, bad,                good,                source,  since },
#include "rules_script.def"
#undef RULE
#define RULE(id, code, severity, hook, check, summary, rationale, bad, good, source, since) \
    [RULE_##id] = { code,      RULE_FAMILY_GQL, SEVERITY_##severity, summary, \
                    rationale, bad,             good,                source,  since },
#include "rules_gql.def"
#undef RULE
};

static const char *const severity_names[] = {
    [SEVERITY_OFF] = "off",
    [SEVERITY_INFO] = "info",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

const struct rule *rule_get(enum rule_id id)
{
    return &rules[id];
}

enum rule_id rule_find(str code)
{
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        if (str_equal(str_from(rules[id].code), code))
            return id;
    }
    return RULE_COUNT;
}

const char *severity_name(enum severity severity)
{
    return severity_names[severity];
}

bool severity_parse(str text, enum severity *severity)
{
    for (enum severity s = SEVERITY_OFF; s <= SEVERITY_ERROR; s++) {
        if (str_equal(str_from(severity_names[s]), text)) {
            *severity = s;
            return true;
        }
    }
    return false;
}
