/*
 * internal.h - what the files of intrinsic share: the call that is being evaluated, and its table
 * of functions.
 */
#ifndef INTRINSIC_INTERNAL_H
#define INTRINSIC_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "intrinsic/intrinsic.h"

/* One call with the values of its arguments, whose number the parser has checked. */
struct call {
    struct arena *arena;
    struct random *random;
    const struct intrinsic *intrinsic;
    const struct intrinsic_node *node;
    const value *arguments;
    uint32_t argument_count;
    struct intrinsic_failure *failure;
};

/* Computes the call's result. False after call_fail(). */
typedef bool evaluate_function(struct call *call, value *result);

#define INTRINSIC(id, name, least, most, first, second, third, result, evaluate, synopsis, doc)    \
    evaluate_function evaluate;
#include "functions_intrinsic.def"
#undef INTRINSIC

/* Makes the call fail with States.IntrinsicFailure. Returns false always. */
bool call_fail(struct call *call, const char *format, ...) ATTR_PRINTF(2, 3);

/* Argument `i` (from 0) as what the function needs; otherwise the call fails. */
bool call_text(struct call *call, uint32_t i, str *text);
bool call_array(struct call *call, uint32_t i, value *array);
/*
 * A whole number of 32 bits, which is the service's range. Fractions are rounded half towards
 * positive infinity, as Java's Math.round() does: 1.5 is 2, -1.5 is -1.
 */
bool call_integer(struct call *call, uint32_t i, int64_t *integer);
/* Fails for a text longer than 10,000 characters. */
bool call_check_length(struct call *call, str text);

/* "a text", "a number", ... for one of enum intrinsic_type; several are joined with "or". */
str intrinsic_type_names(struct arena *arena, unsigned types);
unsigned intrinsic_type_of(value v);
/* The types that a node may have; those of a path are not known. */
unsigned intrinsic_node_types(const struct intrinsic_node *node);

/* How many {} a template of States.Format holds. `written` may have escapes. */
uint32_t format_count(str written);

/* The service's limits: characters of a text to hash, encode or decode; items of a range. */
enum { INTRINSIC_MAX_LENGTH = 10000, INTRINSIC_MAX_RANGE = 1000 };

enum { INTRINSIC_ALGORITHM_COUNT = 5 };
extern const str intrinsic_algorithms[INTRINSIC_ALGORITHM_COUNT];
bool intrinsic_is_algorithm(str name);

/* Reports what is certain to be wrong with the numbers and kinds of arguments. False when the arity
 * is wrong somewhere. */
bool intrinsic_check(const struct intrinsic *intrinsic, struct diags *diags);

#endif
