/*
 * jsonpath.h - paths into JSON values, as AWS Step Functions reads them.
 *
 *     $.order.lines[0]['unit price']      the input
 *     $$.Execution.Input                  the context object
 *     $total[0]                           a workflow variable
 *     $.lines[?(@.price > 10)].name       several values: an indefinite path
 *
 * A path is a root and a flat array of steps, compiled once and evaluated often. It is *definite*
 * when every step names one place (names and single indexes): its result is the value there, or
 * nothing. Any other path is indefinite and gives an array, perhaps an empty one. A *reference
 * path* is a definite path that is also fit for writing: names, and indexes from 0.
 *
 * The dialect is that of the Jayway library, versions 1.1 to 2.0, whose outcomes and texts the
 * service shows: what is missing below an indefinite step is skipped, functions such as length()
 * are ordinary names, a backslash in a bracketed name is a character like any other. Where only
 * newer versions accept something (double quotes, steps in slices) the parser does too, because a
 * false alarm is worse than a missed one.
 *
 * A text that holds a placeholder of a template, ${Name}, may become any path: it is `is_opaque`,
 * has no steps, and is never reported.
 *
 * Memory: everything in the arena given to the parser; names point into the source's text where
 * they can. Limits: JSONPATH_MAX_STEPS steps in one path, JSONPATH_MAX_FILTER_DEPTH filters and
 * parentheses inside each other, JSONPATH_MAX_VISITS values looked at in one evaluation (our own,
 * so that $..*..*..* ends).
 */
#ifndef JSONPATH_JSONPATH_H
#define JSONPATH_JSONPATH_H

#include "source/source.h"
#include "value/value.h"

#define JSONPATH_MAX_STEPS        1000
#define JSONPATH_MAX_FILTER_DEPTH 20
#define JSONPATH_MAX_VISITS       1000000

struct arena;
struct buf;
struct diags;
struct jsonpath_filter;

enum jsonpath_root {
    JSONPATH_INPUT,    /* $ */
    JSONPATH_CONTEXT,  /* $$ */
    JSONPATH_VARIABLE, /* $name */
    JSONPATH_ITEM      /* @, only inside filters */
};

enum jsonpath_step_kind {
    JSONPATH_NAME,     /* .name  ['name'] */
    JSONPATH_INDEX,    /* [0]  [-1] */
    JSONPATH_WILDCARD, /* .*  [*] */
    JSONPATH_DEEP,     /* .. : the value and all below it; the step after it is tried on each */
    JSONPATH_SLICE,    /* [1:3]  [:3]  [-2:] */
    JSONPATH_NAMES,    /* ['a','b'] */
    JSONPATH_INDEXES,  /* [0,2] */
    JSONPATH_FILTER    /* [?(@.price > 10)] */
};

struct jsonpath_slice {
    int32_t from, to;
    bool has_from, has_to;
    bool has_step; /* [0:4:2]: read, and not used, as in the library */
};

struct jsonpath_step {
    enum jsonpath_step_kind kind;
    span span;      /* with its dot or brackets */
    uint32_t count; /* of names or indexes */
    union {
        str name;
        int32_t index; /* negative ones count from the end */
        const str *names;
        const int32_t *indexes;
        struct jsonpath_slice slice;
        const struct jsonpath_filter *filter;
    } as;
};

struct jsonpath {
    const struct source *source; /* what the spans are places of */
    span span;                   /* of the whole path */
    enum jsonpath_root root;
    str variable;       /* of JSONPATH_VARIABLE: its name, without the $ */
    span variable_span; /* the name's place */
    const struct jsonpath_step *steps;
    uint32_t step_count;
    bool is_definite;
    bool is_reference;
    bool is_opaque;
    bool has_call; /* the last step is a name like length(): no function to the service, nearly
                      always a mistake */
};

/* Where a path stands decides which paths may stand there. */
enum jsonpath_place {
    JSONPATH_READS_ONE, /* SecondsPath, Variable, ...: a reference path, $$ and $name too; negative
                           indexes are let pass */
    JSONPATH_READS_ITEMS, /* ItemsPath: the same, filters too */
    JSONPATH_WRITES       /* ResultPath: a reference path on $ */
};

/*
 * Parses the whole text as a path of any kind. On a mistake adds one diagnostic (rule json-path) at
 * the smallest wrong place and returns NULL.
 */
const struct jsonpath *jsonpath_parse(struct arena *arena, const struct source *text,
                                      struct diags *diags);

/* As jsonpath_parse() for a field that wants a reference path; every mistake has the rule
 * reference-path. */
const struct jsonpath *jsonpath_parse_reference(struct arena *arena, const struct source *text,
                                                enum jsonpath_place place, struct diags *diags);

/*
 * Parses the path that starts at `*offset` of `text` and ends before a blank, comma or closing
 * parenthesis outside its brackets: an argument of a States.* call. Moves `*offset` behind it. Else
 * as jsonpath_parse(); the path's spans are places in `text`.
 */
const struct jsonpath *jsonpath_parse_argument(struct arena *arena, const struct source *text,
                                               uint32_t *offset, struct diags *diags);

/* True when a template's placeholder ${Name} stands in the text. */
bool jsonpath_has_placeholder(str text);

/*
 * Calls `visit` for `path` and for every path inside its filters, in the order of the text. Those
 * inside start at JSONPATH_ITEM, or at what $ is for the outer path.
 */
typedef void jsonpath_visitor(void *context, const struct jsonpath *path);
void jsonpath_visit(const struct jsonpath *path, jsonpath_visitor *visit, void *context);

/* What $, $$ and $name mean. */
struct jsonpath_scope {
    value input, context;
    value (*variable)(const void *variables,
                      str name); /* VALUE_UNDEFINED for an unknown one; may be NULL */
    const void *variables;
};

enum jsonpath_outcome {
    JSONPATH_FOUND,
    JSONPATH_MISSING, /* a definite path that names nothing */
    JSONPATH_FAILED   /* cannot be evaluated on this value, or a limit was hit */
};

/* Cheap to make: the text is only written when somebody asks for it with jsonpath_failure_text().
 */
struct jsonpath_failure {
    enum jsonpath_outcome outcome;
    uint32_t step;       /* the step that failed */
    value value;         /* what it was applied to */
    const char *message; /* for JSONPATH_FAILED, unless the step's kind says it all */
};

/*
 * True with `*result`, or false with `*failure` (which may be NULL). A definite path allocates
 * nothing, and its result shares memory with the scope's values; so do the items of an indefinite
 * path's array.
 */
bool jsonpath_evaluate(struct arena *arena, const struct jsonpath *path,
                       const struct jsonpath_scope *scope, value *result,
                       struct jsonpath_failure *failure);

/* The library's words, as the service shows them: "No results for path: $['a']", "Missing property
 * in path $['no']". */
str jsonpath_failure_text(struct arena *arena, const struct jsonpath *path,
                          const struct jsonpath_failure *failure);

/* Appends `v` as Java shows it, which is how the service writes values into texts: {a=1, b=[x,
 * null]}. */
void jsonpath_print_java(struct buf *buf, value v);

/*
 * Puts `v` at the place that a reference path names in a changed copy of `document`, as ResultPath
 * does: missing objects on the way are made, a member or an existing array item is replaced. False
 * with `*failure` when the path leads through a scalar or to an index that isn't there.
 */
bool jsonpath_set(struct arena *arena, const struct jsonpath *path, value document, value v,
                  value *result, struct jsonpath_failure *failure);

#endif
