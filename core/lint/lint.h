/*
 * lint.h - the rules of the Amazon States Language, checked on a machine.
 *
 * lint_check() walks the model once and calls every rule of
 * schemas/rules_asl.def that has a hook: see lint/internal.h for the hooks.
 * What the readers and the model's builder report (hook READ) has been added
 * to the diagnostics before.
 *
 * Rules raise no alarm about what is not known: "${Placeholder}" texts, names
 * of services that the tables lack, values that come from the input.
 *
 * Memory: scratch data and diagnostics lie in the diagnostics' arena.
 * Cost: linear in the definition.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "diag/diag.h"

struct asl;
struct buf;
struct doc;

struct lint_options {
    bool is_express; /* the workflow type is EXPRESS */
};

/* Whether the text can hardly be meant as anything but a path ("$.a", "$$.b", "$[0]") or an intrinsic call. */
bool lint_looks_like_path(str text);

void lint_check(const struct asl *asl, const struct lint_options *options, struct diags *diags);

/*
 * Appends the response of ValidateStateMachineDefinition, one line of JSON: result, diagnostics with AWS's codes and
 * JSON pointer locations, truncated. `doc` is NULL when nothing could be read. Rules that AWS does not have are left
 * out. `diags` must be sorted.
 * Source: AWS Step Functions API Reference, ValidateStateMachineDefinition; wordings as recorded.
 */
void lint_print_aws(struct buf *out, const struct doc *doc, const struct diags *diags);

#endif
