/*
 * jsonata.h - JSONata as Step Functions runs it: compile once, inspect, evaluate often.
 *
 * The language is that of the reference implementation 2.0.6. Its quirks are part of it: sequences that unwrap when
 * they hold one item, UTF-16 comparisons, 15 significant digits in $string, object keys in JavaScript's order.
 * JSONATA_AWS takes $eval away, adds $partition $range $hash $random(seed) $uuid $parse, and switches the service's
 * own bounds and result rules on.
 *
 *     const struct jsonata *price = jsonata_compile(arena, source, diags, &(struct jsonata_options){ JSONATA_AWS });
 *     struct jsonata_input input = { .lookup = find_variable, .context = frame, .now_ms = clock, .seed = seed };
 *     struct jsonata_failure failure;
 *     value result;
 *     if (!jsonata_evaluate(scratch, price, &input, &result, &failure))
 *         ... failure.code, failure.message ...
 *
 * A compiled expression is immutable; it may be evaluated by several threads at once. It points into the text that it
 * was made from, and into nothing else outside its arena.
 *
 * A source is the bare expression, without {% and %} (source_slice() cuts it out). Spans are byte offsets into it.
 *
 * Bounds: every expression ends, by steps, depth, memory and length of sequences; struct jsonata_limits. Expressions
 * that nest deeper than JSONATA_MAX_NESTING are refused when they are compiled.
 */
#ifndef JSONATA_JSONATA_H
#define JSONATA_JSONATA_H

#include "base/str.h"
#include "source/source.h"
#include "value/value.h"

struct arena;
struct buf;
struct diags;
struct jsonata;

#ifndef JSONATA_MAX_NESTING
#define JSONATA_MAX_NESTING 1000
#endif

enum jsonata_dialect {
    JSONATA_PLAIN = 0, /* the reference implementation, $eval included */
    JSONATA_AWS = 1,   /* what Step Functions has */
    JSONATA_NEWER = 2  /* with ?: and ?? of 2.1 and later; may be added to either */
};

struct jsonata_options {
    unsigned dialect; /* of enum jsonata_dialect */
};

/* What went wrong, while compiling or evaluating. */
struct jsonata_failure {
    str code;       /* "S0202"; empty for failures that only the service knows, and for our own bounds */
    str message;    /* as the reference prints it, without the code */
    str token;      /* the token or function that the reference names; empty when it names none */
    span span;      /* the smallest place that is wrong */
    bool has_position;
    uint32_t position; /* as the reference counts: UTF-16 units, behind the token */
};

/*
 * Compiles an expression. On a syntax error adds one diagnostic (rule jsonata-syntax, the reference's message, which
 * is also the text of AWS's INVALID_JSONATA_EXPRESSION) and returns NULL. `options` may be NULL: JSONATA_AWS.
 */
const struct jsonata *jsonata_compile(struct arena *arena, const struct source *text, struct diags *diags,
                                      const struct jsonata_options *options);
/* The same without diagnostics: NULL and `*failure` (in the arena) on a syntax error. */
const struct jsonata *jsonata_parse(struct arena *arena, str text, const struct jsonata_options *options,
                                    struct jsonata_failure *failure);
/* The text that it was made from. */
str jsonata_text(const struct jsonata *jsonata);

/*
 * Static inspection.
 */

/* A set of kinds that an expression can have. */
enum jsonata_type {
    JSONATA_UNDEFINED = 1,
    JSONATA_NULL = 2,
    JSONATA_BOOLEAN = 4,
    JSONATA_NUMBER = 8,
    JSONATA_STRING = 16,
    JSONATA_ARRAY = 32,
    JSONATA_OBJECT = 64,
    JSONATA_FUNCTION = 128,
    JSONATA_ANY = 255 /* nothing is known */
};

/* A variable that the expression does not bind itself, and that is no built-in function. */
struct jsonata_variable {
    str name;  /* without $ */
    span span; /* with it */
    bool is_called;
};

/* A path that begins with $states. */
struct jsonata_states_path {
    span span;             /* from $states to the last name */
    const str *names;      /* the names that follow, as far as they are plain names: "input", "items", "price" */
    const span *spans;     /* of each of them */
    uint32_t count;        /* 0: $states alone, or something else than a name follows */
    bool is_whole;         /* nothing follows the last name: no predicate, call, wildcard */
};

/* A name, $ or $$ that has no context item to look in: AWS's "Reference to 'x' at the top level is not supported." */
struct jsonata_top_level {
    str name;  /* "phone", "$", "$$", "*", "%" */
    span span;
};

enum jsonata_call_problem {
    JSONATA_CALL_FINE,
    JSONATA_CALL_UNKNOWN,  /* no function of this name */
    JSONATA_CALL_TOO_MANY, /* more arguments than the signature takes */
    JSONATA_CALL_TOO_FEW,
    JSONATA_CALL_TYPE      /* an argument can never have a type that the signature takes */
};

/* A call `$name(...)` of something that the expression does not bind itself. */
struct jsonata_call {
    str name; /* without $ */
    span span, name_span;
    uint32_t argument_count;
    enum jsonata_call_problem problem;
    uint32_t argument;      /* JSONATA_CALL_TYPE: which one, from 1 */
    span argument_span;     /* its place */
    unsigned wanted, given; /* JSONATA_CALL_TYPE: sets of enum jsonata_type */
};

/* An operand that can never be what its operator takes, so that evaluating it fails. */
struct jsonata_operand {
    str operator; /* "+" */
    span span;
    unsigned wanted, given; /* sets of enum jsonata_type */
};

struct jsonata_facts {
    const struct jsonata_variable *variables;
    const struct jsonata_states_path *states;
    const struct jsonata_top_level *top_levels;
    const struct jsonata_call *calls;
    const struct jsonata_operand *operands;
    uint32_t variable_count, states_count, top_level_count, call_count, operand_count;
    unsigned result; /* set of enum jsonata_type that the whole expression can have */
};

/*
 * What can be known without evaluating, each list in the order of the text. A call of a variable that is neither bound
 * here nor built in stands both among the variables and, as JSONATA_CALL_UNKNOWN, among the calls: the caller knows
 * whether such a variable can exist (Step Functions' variables never hold functions).
 */
struct jsonata_facts jsonata_inspect(struct arena *arena, const struct jsonata *jsonata);

/*
 * Reports what the facts show to be wrong whatever the input: rules jsonata-top-level, unknown-function,
 * jsonata-argument, jsonata-operand. `text` is the source that was compiled.
 */
void jsonata_check(struct arena *arena, const struct jsonata_facts *facts, const struct source *text,
                   struct diags *diags);

/* Appends "string", "number or string", "anything" for a set of enum jsonata_type. */
void jsonata_print_types(struct buf *buf, unsigned types);
/* The set that a value is in: one bit. */
unsigned jsonata_type_of(value v);

/* A built-in function. */
struct jsonata_function {
    const char *name;      /* without $ */
    const char *signature; /* "<s-nn?:s>" */
    const char *summary;
};
/* Function number `i` of the dialect in the order of the table, or NULL behind the last. For help and completion. */
const struct jsonata_function *jsonata_function_at(unsigned dialect, size_t i);
/* By name without $, or NULL. */
const struct jsonata_function *jsonata_function_find(unsigned dialect, str name);

/*
 * Evaluation.
 */

/* Looks a variable up (name without $). False: there is none, it is undefined. Asked at most once a name. */
typedef bool jsonata_lookup(void *context, str name, value *v);

struct jsonata_limits {
    uint32_t depth;        /* nested evaluations, as the reference counts them; the service: 100 */
    uint32_t sequence;     /* items of one sequence; the reference: 10,000,000 for a range */
    uint64_t steps;        /* evaluated nodes, compared items, ... */
    size_t memory_bytes;   /* taken from the arena by one evaluation */
    size_t text_bytes;     /* one string */
};

/* Those of the dialect. JSONATA_AWS: depth 100; memory about what the service grants. */
struct jsonata_limits jsonata_default_limits(unsigned dialect);

struct jsonata_input {
    value document;         /* VALUE_UNDEFINED: none, as in Step Functions */
    jsonata_lookup *lookup; /* NULL: no variables */
    void *context;          /* what lookup gets */
    const struct jsonata_limits *limits; /* NULL: those of the dialect */
    int64_t now_ms;         /* the instant of $now() and $millis() */
    uint64_t seed;          /* of $random(), $shuffle(), $uuid() */
};

/*
 * Evaluates. The result lives in `arena` and shares what it can with the input. False with `*failure` (in the arena)
 * when the evaluation fails.
 *
 * Numbers of the result are integers when they are whole and print without an exponent, else doubles. With
 * JSONATA_AWS a number that is not finite becomes the text "Infinity", "-Infinity" or "NaN", and integers of 64 bits
 * that are only handed on stay exact.
 * A result, or a part of it, of kind VALUE_FUNCTION means nothing outside this evaluation.
 */
bool jsonata_evaluate(struct arena *arena, const struct jsonata *jsonata, const struct jsonata_input *input,
                      value *result, struct jsonata_failure *failure);

/*
 * Appends what the service says of a failure in the middle of its cause texts:
 * "threw an error during evaluation. T1006: Attempted to invoke a non-function".
 */
void jsonata_print_failure(struct buf *buf, const struct jsonata_failure *failure);

#endif
