/*
 * code.h - a compiled expression, as the evaluator walks it.
 *
 * Nodes of 16 bytes in one array; what a node has several of (items, arguments, steps) stands in a row in one of the
 * side arrays. Places are apart, because only failures and the linter ask for them.
 *
 *     a.b[0] + 1        nodes    0 ADD a=1 b=4            steps  0 {node 2}
 *                                1 PATH a=0 b=2                  1 {node 3, stages 0, 1}
 *                                2 NAME a  3 NAME b       links  0 5
 *                                4 LITERAL 1  5 LITERAL 0
 *
 * Names of fields and variables share one numbering; the labels under which parent operators find their context have
 * numbers behind those of the names.
 */
#ifndef JSONATA_CODE_H
#define JSONATA_CODE_H

#include "jsonata/jsonata.h"

struct regex;
struct signature;

#define NO_NODE UINT32_MAX
#define NO_NAME UINT32_MAX

enum node_kind {
    NODE_LITERAL,    /* a: constant */
    NODE_NAME,       /* a: name; looked up in the context item */
    NODE_VARIABLE,   /* a: name */
    NODE_CONTEXT,    /* $ */
    NODE_ROOT,       /* $$ */
    NODE_WILDCARD,
    NODE_DESCENDANTS,
    NODE_PARENT,     /* a: label */
    NODE_PATH,       /* a: first step, b: count, c: pairs of its group-by or NO_NODE */
    NODE_SORT,       /* a: first link of terms, b: count; a descending term has its highest bit set */
    NODE_ADD,        /* a, b: operands, as in all of the following */
    NODE_SUBTRACT,
    NODE_MULTIPLY,
    NODE_DIVIDE,
    NODE_MODULO,
    NODE_EQUAL,
    NODE_NOT_EQUAL,
    NODE_LESS,
    NODE_AT_MOST,
    NODE_GREATER,
    NODE_AT_LEAST,
    NODE_CONCAT,
    NODE_IN,
    NODE_AND,
    NODE_OR,
    NODE_RANGE,
    NODE_DEFAULT,
    NODE_COALESCE,
    NODE_APPLY,
    NODE_NEGATE,     /* a */
    NODE_ARRAY,      /* a: first link, b: count */
    NODE_OBJECT,     /* a: pairs: a link with their number, then links of key, value, ... */
    NODE_BLOCK,      /* a: first link, b: count */
    NODE_BIND,       /* a: name, b: value */
    NODE_CONDITION,  /* a, b, c or NO_NODE */
    NODE_CALL,       /* a: what is called, b: first link of arguments, c: count */
    NODE_PARTIAL,    /* the same */
    NODE_PLACEHOLDER,
    NODE_LAMBDA,     /* a: lambda */
    NODE_TRANSFORM,  /* a: pattern, b: update, c: delete or NO_NODE */
    NODE_REGEX,      /* a: regex */
    NODE_INDEX,      /* a stage: a: name */
    NODE_FILTERED,   /* a: node, b: first link of predicates, c: count */
    NODE_GROUPED     /* a: node, b: pairs */
};

enum node_flag {
    NODE_KEEP_ARRAY = 1,     /* a sequence of one stays an array */
    NODE_KEEP_SINGLETON = 2, /* of a path: the same, by one of its steps */
    NODE_TUPLES = 4,         /* of a path: gives its tuples, not their items */
    NODE_CONSTRUCTED = 8,    /* an array constructor that is not flattened into its path */
    NODE_SCOPE = 16,         /* of a block: assigns variables */
    NODE_TAIL = 32,          /* of a call: ends a function body */
    NODE_SIMPLE = 64         /* of a path: all steps are names or variables without stages */
};

#define TERM_DESCENDING 0x80000000u

struct node {
    uint8_t kind, flags;
    uint16_t extra;
    uint32_t a, b, c;
};

struct place {
    span whole, token;
};

struct step {
    uint32_t node;
    uint32_t stages, stage_count;   /* links */
    uint32_t focus, index, ancestor; /* names, or NO_NAME */
    bool is_tuple;
};

struct lambda {
    uint32_t parameters, count; /* links, which hold names */
    uint32_t body;
    const struct signature *signature; /* NULL: anything goes */
};

struct pattern {
    str text;
    const struct regex *regex;
};

struct error;
struct function;

struct jsonata {
    str text;
    unsigned dialect;
    uint32_t root;
    const struct node *nodes;
    const struct place *places;
    const uint32_t *links;
    const struct step *steps;
    const value *constants;
    const struct lambda *lambdas;
    const struct pattern *patterns;
    const str *names;
    const bool *is_local;             /* by name: the expression binds it somewhere */
    const struct function *const *functions; /* by name: the built-in function, or NULL */
    uint32_t node_count, name_count;
    uint32_t name_limit; /* names and labels */
};

/* Compiles. NULL with `*error` set on a syntax error. With `is_inner` all variables may be those of the caller. */
const struct jsonata *jsonata_build(struct arena *arena, str text, unsigned dialect, bool is_inner,
                                    struct error *error);

#endif
