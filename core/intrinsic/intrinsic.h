/*
 * intrinsic.h - calls of intrinsic functions: States.Format('{} items',
 * States.ArrayLength($.items))
 *
 * A call is an array of nodes in preorder: a call node is followed by its arguments, each of which
 * is a call, a path or a literal. So who wants every path in it just walks the array; who wants the
 * arguments of a call steps with intrinsic_first() and intrinsic_next().
 *
 *     States.Array(States.UUID(), $.a)      0 call Array, after=3, 2 arguments   1 call UUID,
 * after=2   2 path, after=3
 *
 * The functions are the rows of schemas/functions_intrinsic.def, which the parser, the checks and
 * the evaluator share.
 *
 * A text that holds a placeholder of a template, ${Name}, outside of a quoted text is `is_opaque`:
 * it has no nodes and is never reported.
 *
 * Memory: everything in the arena given to the parser. Limits: INTRINSIC_MAX_DEPTH calls inside
 * each other (the service's), INTRINSIC_MAX_NODES nodes (ours). Source: AWS Step Functions
 * Developer Guide, "Intrinsic functions for JSONPath states"; recorded outcomes.
 */
#ifndef INTRINSIC_INTRINSIC_H
#define INTRINSIC_INTRINSIC_H

#include "jsonpath/jsonpath.h"
#include "source/source.h"
#include "value/value.h"

#define INTRINSIC_MAX_DEPTH 10
#define INTRINSIC_MAX_NODES 10000
/* The longest text that States.Format makes; far above what a state may pass on. */
#define INTRINSIC_MAX_TEXT (4u << 20)

struct arena;
struct diags;
struct random;

enum intrinsic_function {
#define INTRINSIC(id, ...) STATES_##id,
#include "functions_intrinsic.def"
#undef INTRINSIC
    STATES_FUNCTION_COUNT
};

/* Sets of the JSON types that an argument takes or a call gives. */
enum intrinsic_type {
    INTRINSIC_STRING = 1,
    INTRINSIC_NUMBER = 2,
    INTRINSIC_BOOLEAN = 4,
    INTRINSIC_NULL = 8,
    INTRINSIC_ARRAY = 16,
    INTRINSIC_OBJECT = 32,
    INTRINSIC_ANY = 63
};

enum intrinsic_kind { INTRINSIC_CALL, INTRINSIC_PATH, INTRINSIC_LITERAL };

struct intrinsic_node {
    enum intrinsic_kind kind;
    span span;      /* in the source of the whole call */
    uint32_t after; /* index of the node behind this one and all below it */
    union {
        struct {
            enum intrinsic_function function;
            uint32_t argument_count;
            span name_span;
        } call;
        const struct jsonpath *path;
        value literal; /* text (with its escapes resolved), number, true, false, null */
    } as;
};

struct intrinsic {
    const struct source *source;
    const struct intrinsic_node *nodes; /* nodes[0] is the outermost call */
    uint32_t node_count;
    bool is_opaque;
};

/* What the table says about a function. */
struct intrinsic_signature {
    str name;             /* "States.Format" */
    uint8_t least, most;  /* arguments; most 255: no bound */
    uint8_t arguments[3]; /* enum intrinsic_type sets; further ones are as the last */
    uint8_t result;
    const char *synopsis, *doc;
};
const struct intrinsic_signature *intrinsic_signature(enum intrinsic_function function);

/* True when the text is meant as a call: it starts with "States." */
bool intrinsic_looks_like_call(str text);

/*
 * Parses the whole text as one call; blanks may follow it. On a mistake adds a diagnostic and
 * returns NULL: intrinsic-syntax (also for an unknown function, with "did you mean"),
 * intrinsic-arity, json-path for a path inside. An argument that is certain to make the call fail
 * is intrinsic-argument, a warning, and the call is returned.
 */
const struct intrinsic *intrinsic_parse(struct arena *arena, const struct source *text,
                                        struct diags *diags);

/* The first argument of a call that has some, and the one behind an argument. */
static inline const struct intrinsic_node *intrinsic_first(const struct intrinsic_node *call)
{
    return call + 1;
}
static inline const struct intrinsic_node *intrinsic_next(const struct intrinsic *intrinsic,
                                                          const struct intrinsic_node *node)
{
    return intrinsic->nodes + node->after;
}

/* The types (a set of enum intrinsic_type) that the call may give; an opaque one may give any. */
unsigned intrinsic_result_types(const struct intrinsic *intrinsic);
/* For ErrorPath and CausePath: true when the call may give a string, else false with a diagnostic,
 * intrinsic-not-string. */
bool intrinsic_check_string(const struct intrinsic *intrinsic, struct diags *diags);

struct intrinsic_failure {
    struct failure failure; /* States.IntrinsicFailure with the whole cause; States.Runtime when
                               `path` is set */
    const struct jsonpath *path; /* a path argument that could not be evaluated; the caller words
                                    the cause with its field and input */
    struct jsonpath_failure path_failure;
};

/*
 * True with `*result`, or false with `*failure`. `random` gives what States.UUID, and
 * States.MathRandom without a seed, need.
 */
bool intrinsic_evaluate(struct arena *arena, const struct intrinsic *intrinsic,
                        const struct jsonpath_scope *scope, struct random *random, value *result,
                        struct intrinsic_failure *failure);

#endif
