/*
 * variables.h - which workflow variables have a value where.
 *
 * Each machine (the root, a branch, an item processor) is a scope. What is
 * assigned on the way to a state is found by following the transitions of its
 * machine: a state's own Assign counts on Next and Default, a rule's on the
 * rule's way, a catcher's on the catcher's. An inner machine starts with what
 * is assigned when its Parallel or Map is entered; the children of a
 * distributed Map start with nothing.
 *
 *     may    on some way to the state the variable is assigned
 *     must   on every way
 *
 * Cost: a few passes over states times variables / 64; for machines where that
 * is more than VARIABLES_MAX_BITS, `is_limited` is set, and everything counts as assigned.
 *
 * Source: AWS Step Functions Developer Guide, "Passing data between states with variables".
 */
#ifndef LINT_VARIABLES_H
#define LINT_VARIABLES_H

#include "lint/internal.h"

#define VARIABLES_MAX_BITS ((size_t)1 << 26)

/* One member of an Assign. */
struct assignment {
    uint32_t variable;
    const struct node *key;
    const struct asl_object *owner;
};

/* One place that reads a variable. */
struct variable_use {
    uint32_t variable;
    const struct source *source;
    span span;
};

struct variables {
    struct intern names;
    struct assignment *assignments; /* in the order of the document */
    uint32_t assignment_count;
    struct bits read;       /* variables that some expression reads */
    struct bits *may, *must; /* by state number: what has a value when the state is entered */
    struct bits *assigned;  /* by machine number: what its own states assign */
    struct bits reached;    /* states (by number) that some way leads to */
    uint32_t *first;        /* by variable: its first assignment */
    bool is_limited;
};

/* Made when first asked for. */
const struct variables *lint_variables(struct lint *lint);

/* The name of the variable that a member of Assign sets: without ".$" in a JSONPath state. */
str variable_name(const struct lint *lint, const struct asl_object *owner, const struct node *key);

/* Calls `visit` for every variable that the expression reads, $states and $name of built-in functions not among them. */
typedef void variable_visitor(struct lint *lint, const struct asl_expression *expression, str name,
                              const struct source *source, span span);
void lint_each_variable(struct lint *lint, const struct asl_expression *expression, variable_visitor *visit);

#endif
