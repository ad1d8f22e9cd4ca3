/*
 * script_internal.h - what the files of the script share.
 *
 *     script_fields.c      objects by the rows of schemas/script.def; texts such as "0-2" and "every 20s"
 *     script_states.c      names of states, also as Parent/State and as patterns
 *     script_expression.c  conditions, and results with "{% %}" in them
 *     script_outcome.c     outcomes and layers of them
 *     script_expect.c      expectations
 *     script.c             our own format         script_mock.c  MockConfigFile.json
 *     script_world.c       answering calls        script_objects.c   reading and writing objects
 *     script_unused.c      outcomes without use   script_skeleton.c  writing scripts
 */
#ifndef SIM_SCRIPT_INTERNAL_H
#define SIM_SCRIPT_INTERNAL_H

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/intern.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "sim/expectation.h"
#include "sim/script.h"

struct jsonata;
struct jsonpath;

enum script_object_kind {
#define OBJECT(id, name, doc) SCRIPT_OBJECT_##id,
#include "script.def"
    SCRIPT_OBJECT_COUNT
};

enum script_type {
#define TYPE(id, wanted, schema) SCRIPT_TYPE_##id,
#include "script.def"
};

enum script_field {
#define FIELD(id, name, objects, type, presence, doc) SCRIPT_FIELD_##id,
#include "script.def"
    SCRIPT_FIELD_COUNT
};

/* Where names of states are looked up. */
struct script_states {
    const struct asl *asl;
    struct intern names;
    uint32_t *first; /* by name: number of the first state of this name, plus 1 */
    uint32_t *next;  /* by state: number of the next one of the same name, plus 1 */
};

/* A pointer array that grows. */
struct script_list {
    const void **items;
    uint32_t count, capacity;
};

struct script_reader {
    struct arena *arena;
    const struct doc *doc;
    const struct asl *asl;
    struct diags *diags;
    struct script *script;
    struct script_states states;
    struct script_list entries, objects;
};

/* The members of one object, by field. A member of the wrong type is not there. */
struct script_members {
    const struct node *node;
    bool has_unknown; /* members that the format does not have, which has been reported */
    const struct node *keys[SCRIPT_FIELD_COUNT], *values[SCRIPT_FIELD_COUNT];
};

/* Inclusive; an open one ends with UINT32_MAX. */
struct script_range {
    uint32_t first, last;
};

static inline bool script_range_has(struct script_range range, uint32_t number)
{
    return number >= range.first && number <= range.last;
}

#define SCRIPT_ITEM_DEPTH 16

/* Which items of the Maps around a state. */
struct script_items {
    struct script_range ranges[SCRIPT_ITEM_DEPTH]; /* outermost first; the last one is the innermost Map's */
    uint32_t count;
};

/* JSON with expressions in it; what holds none is one literal. */
struct script_template {
    enum { SCRIPT_LITERAL, SCRIPT_EXPRESSION, SCRIPT_TEMPLATE_ARRAY, SCRIPT_TEMPLATE_OBJECT } kind;
    uint32_t count;
    value literal;
    const struct jsonata *expression;
    const str *names;
    const struct script_template *children;
};

struct script_condition {
    enum { SCRIPT_CONDITION_NONE, SCRIPT_CONDITION_EXAMPLE, SCRIPT_CONDITION_PATH, SCRIPT_CONDITION_JSONATA } kind;
    value example;
    const struct jsonpath *path;
    const struct jsonata *jsonata;
};

enum script_answer {
    SCRIPT_ANSWER_RETURN,
    SCRIPT_ANSWER_THROW,
    SCRIPT_ANSWER_NEVER,
    SCRIPT_ANSWER_ECHO,
    SCRIPT_ANSWER_NONE /* it has been reported */
};

struct script_entry {
    const struct node *node; /* for messages: what stands for it */
    span span;
    uint32_t number;         /* in the script */
    uint32_t times;          /* 0: any number of calls */
    bool has_attempt, has_call;
    struct script_range attempt, call;
    struct script_items items;
    value item_example;      /* undefined: none */
    struct script_condition condition;
    enum script_answer answer;
    const struct script_template *result, *submitted, *cause; /* NULL: none */
    str error;
    bool has_error;
    int64_t after_ms, heartbeat_ms;
    str worker, event;
    bool is_not_started;
    bool is_unreachable;     /* which has been reported */
};

/* The outcomes under one name. */
struct script_binding {
    str name;
    span span;
    const struct script_entry *const *entries;
    uint32_t entry_count;
    const struct script_binding *next; /* of the same state */
};

struct script_layer {
    const struct script_binding **by_state; /* by state->number; NULL when the layer names none */
    const struct script_binding *patterns;  /* of names; in the order of the script */
    const struct script_binding *resources; /* without stars first */
    uint32_t pattern_count, resource_count;
    struct script_object *const *objects;
    uint32_t object_count;
};

/*
 * Reads an object by its rows: unknown members, wrong types and missing ones are reported. False when `node` is no
 * object, which has been reported as well.
 */
bool script_members(struct script_reader *reader, enum script_object_kind kind, const struct node *node,
                    struct script_members *members);
static inline const struct node *script_get(const struct script_members *members, enum script_field field)
{
    return members->values[field];
}
/* "must be a list of tests, not a string", at the node. */
void script_wrong_type(struct script_reader *reader, enum script_type type, const struct node *key,
                       const struct node *node);
struct diag *script_report(struct script_reader *reader, enum rule_id rule, const struct node *node);
/* Whether the document has one of these members, which only the other format has; then it is reported. */
bool script_is_of_other_format(struct script_reader *reader, const char *marks, const char *what, const char *help);

/* The value of a member whose type was checked; empty, 0 or false without it. */
str script_string(const struct script_reader *reader, const struct script_members *members, enum script_field field);
bool script_number(const struct script_reader *reader, const struct node *node, uint64_t *number);
bool script_duration(const struct script_reader *reader, const struct node *node, int64_t *ms);
bool script_heartbeat(const struct script_reader *reader, const struct node *node, int64_t *ms);
bool script_range(const struct script_reader *reader, const struct node *node, struct script_range *range);
bool script_items(const struct script_reader *reader, const struct node *node, struct script_items *items);
bool script_range_parse(str text, struct script_range *range);

void script_list_add(struct script_reader *reader, struct script_list *list, const void *item);

/* The states that a name means. */
struct script_found {
    const struct asl_state *const *items;
    uint32_t count;
};

void script_states_init(struct script_states *states, struct arena *arena, const struct asl *asl);
struct script_found script_states_find(const struct script_states *states, struct arena *arena, str name);
/* Reports a name that means no state, with the nearest one, or several states. */
struct script_found script_find_states(struct script_reader *reader, const struct node *key);
/* As Parent/State as far as needed, or the bare name. */
str script_state_path(const struct script_states *states, struct arena *arena, const struct asl_state *state);

/* `key` is the member that holds the condition, for messages. False after a diagnostic. */
bool script_condition_read(struct script_reader *reader, const struct node *node,
                           struct script_condition *condition);
const struct script_template *script_template_read(struct script_reader *reader, const struct node *node);

/* What expressions of a script may ask for. */
struct script_scope {
    struct arena *arena;
    const struct task_call *call;
    int64_t now_ms;
    uint64_t seed;
};
bool script_condition_holds(const struct script_scope *scope, const struct script_condition *condition);
/* False when an expression fails; then `*message` says why. */
bool script_template_evaluate(const struct script_scope *scope, const struct script_template *template,
                              value *result, str *message);

/* Numbers the entry and keeps it. */
void script_entry_add(struct script_reader *reader, struct script_entry *entry);
/* The layer of a script, test or row; NULL when it says nothing about outcomes and objects. */
const struct script_layer *script_layer_read(struct script_reader *reader, const struct script_members *members);
void script_layer_bind(struct script_reader *reader, struct script_layer *layer, const struct asl_state *state,
                       const struct script_binding *binding);

/* `node` and `base` may be NULL; `test` is the place of the name, for what the test does not say itself. */
const struct expectation *script_expectation_read(struct script_reader *reader, const struct node *node,
                                                  const struct expectation *base, span test);

/* The functions of a world; the context is a `struct script_run`. */
bool script_read_object(void *context, struct arena *arena, str bucket, str key, str *bytes);
bool script_list_objects(void *context, struct arena *arena, str bucket, str prefix, value *objects);
void script_write_object(void *context, str bucket, str key, str bytes);

struct script *script_begin(struct script_reader *reader, struct arena *arena, const struct doc *doc,
                            const struct asl *asl, struct diags *diags);
struct script *script_end(struct script_reader *reader);

#endif
