/*
 * asl.h - a state machine, read: objects, states, transitions, compiled expressions.
 *
 * asl_build() turns a document into this model once; lint, sim and graph read
 * it. It is built as well as can be from whatever is there: a field of the wrong type is kept with its node and no
 * parsed form, a transition to nowhere has no target. Only what the expression languages themselves have to say is
 * reported while building (a path that cannot be parsed, an intrinsic function that does not exist, ...); everything
 * else is lint's.
 *
 *     asl ── root machine ─┬─ state ─┬─ fields         by name: asl_get()
 *                          ├─ state  ├─ transitions    Next, Choices, Default, Catch
 *                          └─ ...    ├─ rules          of a Choice
 *                                    ├─ retriers, catchers
 *                                    └─ machines       branches of a Parallel, the processor of a Map
 *
 * Every expression is compiled exactly once. A field whose value is a payload
 * template (or JSON with "{% %}" strings) has a `template`; one whose value is
 * itself a path or an expression has an `expression`.
 *
 * Memory: everything lies in the arena given to asl_build() and points into the document, which must live as long.
 * Cost: linear in the document.
 */
#ifndef ASL_ASL_H
#define ASL_ASL_H

#include "asl/fields.h"
#include "base/intern.h"
#include "doc/doc.h"

struct asl_machine;
struct asl_state;
struct diags;
struct intrinsic;
struct jsonata;
struct jsonata_facts;
struct jsonpath;

enum asl_expression_kind {
    ASL_PATH,      /* a JSONPath; `is_reference` says whether the field wants a reference path */
    ASL_INTRINSIC, /* a call of a States.* function */
    ASL_JSONATA,
    ASL_BROKEN /* its mistake has been reported */
};

struct asl_expression {
    enum asl_expression_kind kind;
    bool is_reference;
    enum name field;               /* of the state or sub-object that it stands in, such as Parameters */
    const struct source *source;   /* the text of the path, the call, or what stands between the markers */
    const struct node *node;       /* the string */
    const struct asl_object *owner; /* the object whose field it stands in */
    /*
     * Where the service says that it stands. JSONPath: the key, "x.$" or "InputPath". JSONata: from the state down,
     * "Output/a[0]", "Choices[1]/Condition".
     */
    str place;
    union {
        const struct jsonpath *path;
        const struct intrinsic *intrinsic;
        const struct jsonata *jsonata;
    } as;
    const struct jsonata_facts *facts; /* of JSONata: what can be known without evaluating */
};

enum asl_template_kind {
    ASL_TEMPLATE_LITERAL,
    ASL_TEMPLATE_EXPRESSION,
    ASL_TEMPLATE_OBJECT,
    ASL_TEMPLATE_ARRAY
};

/* JSON with expressions in it. A part without any is one literal, however large. */
struct asl_template {
    enum asl_template_kind kind;
    uint32_t count; /* members or items */
    const struct node *node;
    union {
        value literal;
        const struct asl_expression *expression;
        struct {
            const str *names; /* of an object, without ".$" */
            const struct asl_template *children;
        } parts;
    } as;
};

struct asl_field {
    enum name name; /* at least NAME_COUNT when it is no known word */
    const struct node *key, *value;
    const struct asl_row *row; /* NULL when the object has no such field */
    const struct asl_expression *expression;
    const struct asl_template *template;
    const struct asl_object *object; /* of type CONFIG */
};

/* Any object of the language: a machine, a state, a retrier, a choice rule, a reader's configuration ... */
struct asl_object {
    enum asl_object_kind kind;
    enum asl_language language; /* in force here; ASL_LANGUAGE_BOTH for a machine */
    const struct node *node;
    const struct node *key;         /* its own key or, in an array, NULL */
    const struct asl_state *state;  /* the state that it is or belongs to; NULL for the root machine */
    const struct asl_object *outer; /* the object whose field holds it; NULL for the root machine */
    const struct asl_field *fields; /* in the order of the document */
    uint32_t field_count;
    uint32_t index; /* in its array */
};

enum asl_transition_kind {
    ASL_START,
    ASL_NEXT,
    ASL_CHOICE_NEXT,
    ASL_DEFAULT,
    ASL_CATCH
};

struct asl_transition {
    enum asl_transition_kind kind;
    uint32_t index;                 /* of the rule or catcher */
    const struct asl_object *owner; /* the machine, state, rule or catcher that says it */
    const struct node *node;        /* the name */
    str name;
    const struct asl_state *target; /* NULL: no such state in this machine */
};

/* A choice rule, or one nested in it. */
struct asl_rule {
    struct asl_object object;
    enum asl_rule_kind {
        ASL_RULE_COMPARE,
        ASL_RULE_AND,
        ASL_RULE_OR,
        ASL_RULE_NOT,
        ASL_RULE_CONDITION, /* JSONata */
        ASL_RULE_SHAPELESS  /* none or several of these */
    } kind;
    const struct asl_rule *children; /* of And, Or, Not */
    uint32_t child_count;
    const struct asl_field *variable, *operand; /* of a comparison; operand->row->operation says which */
    const struct asl_field *condition;
};

struct asl_retrier {
    struct asl_object object;
    const str *errors;
    uint32_t error_count;
};

struct asl_state {
    struct asl_object object;
    str name;
    uint32_t index;  /* in its machine */
    uint32_t number; /* in asl->states */
    const struct asl_machine *machine;
    const struct node *type; /* NULL when absent */
    bool is_end;             /* End is true, or the type ends the machine */
    bool is_distributed;     /* a Map whose Mode is DISTRIBUTED */
    const struct asl_transition *transitions; /* in the order of the document */
    uint32_t transition_count;
    const struct asl_rule *rules;
    uint32_t rule_count;
    const struct asl_retrier *retriers, *catchers;
    uint32_t retrier_count, catcher_count;
    const struct asl_machine *machines; /* branches, or the one processor */
    uint32_t machine_count;
};

struct asl_machine {
    struct asl_object object;
    const struct asl *asl;
    const struct asl_machine *outer; /* NULL for the root */
    const struct asl_state *states;  /* in the order of the document */
    uint32_t state_count;
    struct asl_transition start; /* node is NULL when StartAt is absent or no string */
    struct intern names;         /* of states; when a name comes twice, the first state */
    const uint32_t *states_by_name;
    uint32_t depth; /* 0 for the root */
    uint32_t number; /* in asl->machines */
};

struct asl {
    const struct doc *doc;
    const struct asl_machine *root;
    enum asl_language language; /* of the root machine */
    const struct asl_state *const *states; /* all of them, in the order of the document */
    uint32_t state_count;
    const struct asl_machine *const *machines; /* outer before inner */
    uint32_t machine_count;
    const struct asl_expression *const *expressions; /* in the order of the document */
    uint32_t expression_count;
};

/*
 * Builds the model of the machine at `node` (the root of a document, or a part of a template). Adds the diagnostics of
 * the expression languages. NULL, with a diagnostic (not-an-object), when `node` is no object.
 */
const struct asl *asl_build(struct arena *arena, const struct doc *doc, const struct node *node,
                            struct diags *diags);

/*
 * Reads JSON with expressions in it outside of any machine: as Parameters has it (ASL_LANGUAGE_JSONPATH) or Arguments
 * (ASL_LANGUAGE_JSONATA). Adds the diagnostics of the expression languages; what they refuse is ASL_BROKEN.
 */
const struct asl_template *asl_build_template(struct arena *arena, const struct doc *doc, const struct node *node,
                                              enum asl_language language, struct diags *diags);

/* The field of this name (the last, as readers take duplicates), or NULL. Objects have few fields. */
static inline const struct asl_field *asl_get(const struct asl_object *object, enum name name)
{
    for (uint32_t i = object->field_count; i > 0; i--) {
        if (object->fields[i - 1].name == name)
            return &object->fields[i - 1];
    }
    return NULL;
}
/* The state of this name in the machine itself, or NULL. */
const struct asl_state *asl_find_state(const struct asl_machine *machine, str name);
/* The text of a string; empty when `node` is none. */
str asl_text(const struct asl *asl, const struct node *node);
/* Whether the text holds a "${Placeholder}", which stands for something that is not known here. */
bool asl_is_opaque(str text);
/* Whether this is a string with a placeholder. */
bool asl_node_is_opaque(const struct asl *asl, const struct node *node);
/* An integer as written (3, also 3.0); false when the node is no such number. */
bool asl_integer(const struct asl *asl, const struct node *node, int64_t *integer);
/* Whether a text is marked as an expression: starts with "{%" and ends with "%}". */
bool asl_is_jsonata(str text);

#endif
