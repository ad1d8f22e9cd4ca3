/*
 * run.h - one evaluation: its state, frames, functions, and what the files of the evaluator call of each other.
 *
 * Values are those of value.h. What JavaScript hangs on an array as a property is a flag here:
 *
 *     FLAG_SEQUENCE   made by the evaluator: unwraps when it holds one item, vanishes when it holds none
 *     FLAG_KEEP       ... but stays an array
 *     FLAG_CONSTRUCTED  an array constructor inside a path: is not flattened
 *     FLAG_OUTER      holds the input document, which is an array itself
 *     FLAG_TUPLES     a stream of tuples (KIND_TUPLE)
 *
 * A failure is noted in the run; every function returns undefined from then on, and its callers return as well:
 *
 *     value left = evaluate(run, node->a, input, frame);
 *     if (run->failed)
 *         return value_undefined();
 *
 * Memory: everything is made in run->arena. Loops of tail calls exchange that arena for short-lived ones and carry over
 * what they still need (recycle.c), so that they run in constant memory. That works because nothing old ever comes to
 * point at something new: a frame is changed only by the code that runs in it.
 */
#ifndef JSONATA_RUN_H
#define JSONATA_RUN_H

#include "base/arena.h"
#include "base/random.h"
#include "jsonata/code.h"
#include "jsonata/error.h"
#include "jsonata/signature.h"

enum array_flag {
    FLAG_SEQUENCE = 1,
    FLAG_KEEP = 2,
    FLAG_CONSTRUCTED = 4,
    FLAG_OUTER = 8,
    FLAG_TUPLES = 16
};

/* On a function that was an argument: it does not see the caller's context. */
#define FLAG_DETACHED 1

/* Kinds of values that never leave the evaluator. */
enum private_kind {
    KIND_TUPLE = VALUE_FUNCTION + 1, /* as.pointer: struct tuple */
    KIND_TAIL                        /* as.pointer: struct tail_call */
};

struct binding {
    uint32_t name;
    value value;
};

struct frame {
    struct frame *parent;
    const struct jsonata *parent_code; /* that the parent's names are of, when it is another: of $eval's caller */
    struct binding *bindings;
    uint32_t count, capacity; /* capacity 0: the bindings belong to somebody else */
};

/* An item on its way through a path, with the variables bound on the way. */
struct tuple {
    value item;
    struct binding *bindings;
    uint32_t count;
};

/* A call at the end of a function body, to be made by whoever called the function. */
struct tail_call {
    const struct jsonata *code;
    const struct node *node;
    value input;
    struct frame *frame;
};

enum function_kind {
    FUNCTION_BUILTIN,
    FUNCTION_LAMBDA,
    FUNCTION_PARTIAL, /* of a built-in one; of a lambda it is a lambda again */
    FUNCTION_REGEX,
    FUNCTION_NEXT, /* looks for the match after a regex's match */
    FUNCTION_TRANSFORM,
    FUNCTION_COMPOSED
};

struct function {
    enum function_kind kind;
};

/* Nesting of values that the evaluator walks through; those that a document brings are less deep. */
#define WALK_DEPTH_MAX 2000

#define ARGUMENTS_MAX 8 /* parameters of a built-in function */

struct run;

/* What a built-in function gets. The arguments have been checked, and are undefined up to ARGUMENTS_MAX. */
struct call {
    const value *arguments;
    uint32_t count;
    value input;
    struct frame *frame;
};

typedef value builtin_implementation(struct run *run, const struct call *call);

/* A row of schemas/functions_jsonata.def. */
struct builtin {
    struct jsonata_function about;
    str name;
    unsigned dialects; /* bits 1 << JSONATA_PLAIN, 1 << JSONATA_AWS */
    uint32_t arity;    /* what callers of callbacks count; see function_arity() */
    builtin_implementation *implementation;
};

struct builtin_function {
    struct function base;
    const struct builtin *builtin;
    const struct signature *signature;
};

struct lambda_function {
    struct function base;
    const struct jsonata *code;
    const struct lambda *lambda;
    const uint32_t *parameters; /* those still missing, when it was partially applied */
    uint32_t count;
    const struct signature *signature;
    struct frame *frame;
    value input;
};

struct partial_function {
    struct function base;
    const struct builtin_function *target;
    value arguments[ARGUMENTS_MAX];
    bool is_hole[ARGUMENTS_MAX];
    uint32_t count, holes;
};

struct regex_function {
    struct function base;
    const struct pattern *pattern;
    uint32_t position; /* of its token, for D1004 */
};

struct next_function {
    struct function base;
    const struct regex_function *regex;
    str text;
    size_t at; /* bytes */
};

struct transform_function {
    struct function base;
    const struct jsonata *code;
    const struct node *node;
    struct frame *frame;
};

struct composed_function {
    struct function base;
    value first, second;
};

/* Variables that no frame has, by name, once looked up. Each code has its own: $eval's texts as well. */
struct globals {
    struct globals *next;
    const struct jsonata *code;
    value *values;
    bool *is_known;
};

struct run {
    struct arena *arena;
    struct arena *root_arena; /* of the whole evaluation */
    const struct jsonata *code;
    const struct jsonata_input *input;
    struct jsonata_limits limits;
    size_t held_elsewhere; /* bytes in arenas that wait below run->arena */
    size_t held_at_start;
    struct frame *frame; /* the outermost one */
    struct globals *globals;
    uint32_t depth, call_depth;
    uint64_t steps;
    struct random random;
    bool failed;
    bool has_place; /* error.span has been set */
    bool failed_in_tail; /* the latest call did, in one of its tail calls */
    struct error error;
    struct error later; /* those that nobody hears of */
};

/* Failing. */

/* Notes a failure and returns it, to be filled in. The first one counts; later ones are written into the void. */
struct error *run_fail(struct run *run, enum error_code code);
/* The same with {{value}}. Returns undefined, for `return run_fail_value(...)`. */
value run_fail_value(struct run *run, enum error_code code, value v);
/* Fails when `bytes` more would pass the limit. */
bool run_reserve(struct run *run, size_t bytes);
/* Counts `count` units of work. False when the evaluation has failed or fails now. */
bool run_work(struct run *run, uint64_t count);

/* Counts the work of going through a value once: a text or the items of an array. */
static inline bool run_work_on(struct run *run, value v)
{
    return v.count < 64 || v.kind < VALUE_STRING || run_work(run, v.count / 64);
}

/* Evaluating: evaluate.c, path.c, tuple.c, filter.c, group.c, sort.c, operators.c. */

/* Node number `index` of the run's code. */
value evaluate(struct run *run, uint32_t index, value input, struct frame *frame);
value evaluate_path(struct run *run, const struct node *node, value input, struct frame *frame);
/* The tuples that a step makes of `tuples`, or of the items `input` when there are none yet. */
value evaluate_tuple_step(struct run *run, const struct step *step, value input, value tuples,
                          struct frame *frame);
value evaluate_filter(struct run *run, uint32_t predicate, value input, struct frame *frame);
/* `row` is the link of the number of pairs; `node` is for the place of failures. */
value evaluate_group(struct run *run, uint32_t row, value input, struct frame *frame,
                     const struct node *node);
value evaluate_sort(struct run *run, const struct node *node, value input, struct frame *frame);
value evaluate_binary(struct run *run, const struct node *node, value input, struct frame *frame);
/* The value of member `name` of an object, mapped over arrays. */
value look_up(struct run *run, value input, str name);
value evaluate_wildcard(struct run *run, value input);
value evaluate_descendants(struct run *run, value input);

/* Frames and variables. */

struct frame *frame_new(struct run *run, struct frame *parent, uint32_t capacity);
void frame_bind(struct run *run, struct frame *frame, uint32_t name, value v);
struct frame *frame_of_tuple(struct run *run, struct frame *parent, const struct tuple *tuple);
value frame_look_up(struct run *run, const struct frame *frame, uint32_t name);

/* Functions: apply.c. */

value apply(struct run *run, value callee, const value *arguments, uint32_t count, value input,
            struct frame *frame);
value evaluate_call(struct run *run, const struct node *node, value input, struct frame *frame);
/* The same with one argument in front, which `~>` passes. */
value evaluate_call_with(struct run *run, const struct node *node, value input, struct frame *frame,
                         value first);
value evaluate_chain(struct run *run, const struct node *node, value input, struct frame *frame);
value evaluate_partial(struct run *run, const struct node *node, value input, struct frame *frame);
value evaluate_lambda(struct run *run, const struct node *node, value input, struct frame *frame);
/* A deep copy as printing and reading JSON gives it: numbers rounded to 15 digits, functions "". */
value clone_value(struct run *run, value v);
value apply_transform(struct run *run, const struct transform_function *function, value argument);
/* How many arguments a function declares, as callers of callbacks count. */
uint32_t function_arity(value callee);
/* Calls a callback of a higher-order function with as many arguments as it declares, at least one, at most `count`. */
value call_back(struct run *run, value function, const value *arguments, uint32_t count);
/* The function that the dialect has under this name, or NULL. */
const struct builtin *builtin_find(unsigned dialect, str name);

/* Values. */

static inline bool is_sequence(value v)
{
    return v.kind == VALUE_ARRAY && (v.flags & FLAG_SEQUENCE);
}

static inline double number_of(value v)
{
    return v.kind == VALUE_DOUBLE    ? v.as.number
           : v.kind == VALUE_INTEGER ? (double)v.as.integer
                                     : value_number(v);
}

/* The member of an object with this name. Small objects, the most frequent ones, need no call. */
static inline value member_of(value object, str name)
{
    if (object.count >= 16)
        return value_get(object, name);
    for (uint32_t i = 0; i < object.count; i++) {
        const struct member *member = &object.as.members[i];
        if (member->name.len == name.len && memcmp(member->name.at, name.at, name.len) == 0)
            return member->value;
    }
    return value_undefined();
}

/* An array of items that grows in the run's arena. */
struct items {
    value *at;
    uint32_t count, capacity;
};

/* Makes room. False with the run failed. */
bool items_grow(struct run *run, struct items *items, uint32_t more);

static inline void items_add(struct run *run, struct items *items, value v)
{
    if (items->count == items->capacity && !items_grow(run, items, 1))
        return;
    items->at[items->count++] = v;
}

void items_add_all(struct run *run, struct items *items, const value *from, uint32_t count);

static inline value items_value(const struct items *items, uint8_t flags)
{
    value v = value_array(items->at, items->count);
    v.flags = flags;
    return v;
}

/* An array of one. */
value run_array_of(struct run *run, value item);
/* What a sequence is to whoever asked for it: nothing, its only item, or itself. */
value close_sequence(value v, bool keep_array);
/* As the reference's append: arrays are joined, nothing is neutral. */
value append(struct run *run, value first, value second);
/* Whether it counts as true; undefined does not. */
bool is_true(struct run *run, value v);
/* The same as JavaScript decides it: no failure, arrays and objects are true. */
bool is_truthy(value v);
/* A number that can be computed with: NaN is none, and an infinite one fails. */
bool is_numeric(struct run *run, value v);
/* The same thing, as JavaScript's === sees it. */
bool is_same(value a, value b);
bool is_equal(struct run *run, value a, value b);
uint64_t hash_value(struct run *run, value v);
/* By UTF-16 units. */
int compare_texts(str a, str b);

/*
 * The members of an object in JavaScript's order: those with names like array indexes first, by number. `object` itself
 * when they stand so already. For walking only: it may lack the index that looking up needs.
 */
value in_key_order(struct arena *arena, value object);

/* An object of these members; of several with one name the last counts. */
value object_of(struct run *run, const struct member *members, uint32_t count);

/* As the reference's string function: numbers rounded to 15 digits. */
value to_string(struct run *run, value v, bool is_pretty);
/* As `&` sees it: undefined is "". */
str text_of(struct run *run, value v);
/* `first` and `second` in one text; halves of a character that meet become one. */
value join_texts(struct run *run, str first, str second);
/* Its UTF-16 units, each as a text. */
value text_units(struct run *run, str text);
/* The number with at most 15 digits that is nearest. */
double round_to_15(double number);

/* A call of a pattern as a function of a text (and where to start), and of the `next` in what it returns. */
value regex_call(struct run *run, const struct regex_function *regex, const value *arguments,
                 uint32_t count);
value regex_next(struct run *run, const struct next_function *next);

#endif
