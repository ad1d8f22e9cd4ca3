/*
 * yaml_error.h - libyaml's complaints in our words.
 *
 * Internal to doc. The library stops at its first one and says it in terms of its own grammar.
 */
#ifndef DOC_YAML_ERROR_H
#define DOC_YAML_ERROR_H

#include "base/str.h"

struct diags;
struct source;

struct yaml_problem {
    str problem, context; /* libyaml's texts; the context may be empty */
    uint32_t at, context_at;
    uint32_t value; /* of a character that is not allowed */
};

void yaml_error_report(struct diags *diags, const struct source *source, const struct yaml_problem *problem);

#endif
