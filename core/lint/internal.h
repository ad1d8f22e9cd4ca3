/*
 * internal.h - what the rules share.
 *
 * A rule is one row of schemas/rules_asl.def and one function, named in the
 * row's `check`, whose parameters follow from the row's `hook`:
 *
 *     READ        (no function)  reported by a reader or the model's builder
 *     DEFINITION  check(lint)                 once
 *     MACHINE     check(lint, machine)        the root, each branch, each item processor
 *     STATE       check(lint, state)          each state that is an object
 *     OBJECT      check(lint, object)         each machine, state, retrier, catcher, choice rule, configuration
 *     FIELD       check(lint, object, field)  each member of an OBJECT
 *     RULE        check(lint, rule)           each choice rule, nested ones too
 *     RETRIER     check(lint, retrier)        each retrier and each catcher
 *     EXPRESSION  check(lint, expression)     each path, call and JSONata expression that could be read
 *     TEMPLATE    check(lint, object, field)  each field that holds a payload template or JSON with expressions
 *
 * Rules read the model, never each other, and may come in any order. A rule that needs to know more than the model
 * says (which variables exist) asks an analysis, which is made when it is first asked for.
 */
#ifndef LINT_INTERNAL_H
#define LINT_INTERNAL_H

#include "asl/asl.h"
#include "base/arena.h"
#include "base/bits.h"
#include "diag/diag.h"
#include "lint/lint.h"

/* No object requires more fields than this. */
#define LINT_REQUIRED_MAX 4

struct lint {
    struct arena *arena;  /* lives as long as the diagnostics */
    struct arena scratch; /* given back when the rules of one machine or state have run */
    const struct asl *asl;
    const struct doc *doc;
    struct diags *diags;
    struct lint_options options;
    const struct asl_row *required[ASL_OBJECT_KIND_COUNT][LINT_REQUIRED_MAX]; /* in either language; then NULL */
    struct variables *variables; /* lint/variables.h; NULL until asked for */
    struct lint_task *task;      /* lint/task.h; NULL until asked for */
};

/* A diagnostic at a node's whole place. */
struct diag *lint_report(struct lint *lint, enum rule_id rule, const struct node *node);
/* A diagnostic at an object: its key where it has one ("Pay": {...}), else its opening brace. */
struct diag *lint_report_object(struct lint *lint, enum rule_id rule, const struct asl_object *object);

/* The smallest place that names the object: its key, or the first character of what it is. */
span lint_object_span(const struct asl_object *object);

/* The string value of a field; false when it is absent, no string, or holds a placeholder. */
bool lint_string(const struct lint *lint, const struct asl_object *object, enum name name, str *text);
/* The whole number in a field; false when it is absent or no such number. */
bool lint_integer(const struct lint *lint, const struct asl_object *object, enum name name, int64_t *number);
/* Adds the edit that puts `text`, quoted, in place of a string or key. */
void lint_edit_string(struct lint *lint, struct diag *diag, const struct node *node, str text);
/* Whether the object also has a field of this name with Path behind it. */
bool lint_path_twin(const struct asl_object *object, const struct asl_field *field);
/* "a, b or c" from "a|b|c". */
str lint_alternatives(struct arena *arena, const char *values);
/* The machine is, or `machine` lies in a part that runs as, an EXPRESS workflow. */
bool lint_is_express(const struct lint *lint, const struct asl_machine *machine);

/* The check functions of all rows. */
#define LINT_CHECK_READ(check)
#define LINT_CHECK_DEFINITION(check) void check(struct lint *lint);
#define LINT_CHECK_MACHINE(check) void check(struct lint *lint, const struct asl_machine *machine);
#define LINT_CHECK_STATE(check) void check(struct lint *lint, const struct asl_state *state);
#define LINT_CHECK_OBJECT(check) void check(struct lint *lint, const struct asl_object *object);
#define LINT_CHECK_FIELD(check) \
    void check(struct lint *lint, const struct asl_object *object, const struct asl_field *field);
#define LINT_CHECK_TEMPLATE(check) LINT_CHECK_FIELD(check)
#define LINT_CHECK_RULE(check) void check(struct lint *lint, const struct asl_rule *rule);
#define LINT_CHECK_RETRIER(check) void check(struct lint *lint, const struct asl_retrier *retrier);
#define LINT_CHECK_EXPRESSION(check) void check(struct lint *lint, const struct asl_expression *expression);

#define RULE(id, code, severity, hook, check, ...) LINT_CHECK_##hook(check)
#include "rules_asl.def"
#undef RULE

#endif
