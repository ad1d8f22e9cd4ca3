/*
 * inspect.h - walking a compiled expression without evaluating it.
 *
 * One walk finds what jsonata_facts tells and the set of types that each node can have. A variable belongs to the
 * innermost block or function that assigns it somewhere; what none assigns comes from outside.
 */
#ifndef JSONATA_INSPECT_H
#define JSONATA_INSPECT_H

#include "jsonata/run.h"

/* A variable that a scope assigns. */
struct local {
    uint32_t name;
    uint32_t assignments;
    unsigned types; /* of what is assigned to it, once that has been seen */
    const struct scope *scope;
    struct local *shadowed; /* the one of this name in a scope around */
    struct local *next;     /* in the same scope */
};

struct scope {
    struct local *locals;
};

struct inspector {
    struct arena *arena;
    const struct jsonata *code;
    struct local **visible; /* by name: the innermost one */
    struct jsonata_facts facts;
    struct jsonata_variable *variables;
    struct jsonata_states_path *states;
    struct jsonata_top_level *top_levels;
    struct jsonata_call *calls;
    struct jsonata_operand *operands;
};

/* An argument as far as it is known. */
struct known_argument {
    unsigned types;
    span span;
};

/* Looks at a call of a built-in function: sets problem, argument, wanted and given of `call`. */
void inspect_arguments(const struct signature *signature, const struct known_argument *arguments,
                       uint32_t count, struct jsonata_call *call);
/*
 * Looks at the operands of an operator, given what they can be; `unary` has its operand as `right`. True with wanted and
 * given of `operand` set when one of them, the right one if `*is_right`, does not fit.
 */
bool inspect_operands(enum node_kind operator, unsigned left, unsigned right, struct jsonata_operand *operand,
                      bool *is_right);
/* The types that a call of the function can have. */
unsigned inspect_result(const struct builtin *builtin);

#endif
