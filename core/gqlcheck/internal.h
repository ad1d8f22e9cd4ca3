/*
 * internal.h - what the rules share.
 *
 * A rule is one row of schemas/rules_gql.def and one function, named in the row's `check`, whose parameters follow
 * from the row's `hook`. Every function gets the struct gqlcheck first.
 *
 *     READ         (no function)  reported by the parser, or for a difference
 *   Schemas, the first stage, over what is written:
 *     DOCUMENTS    ()             once
 *     DEFINITION   (definition)   each definition and extension of the user's documents
 *     NAMES        (type)         each name of a type, with all its definitions, also those that contradict each other
 *     DIRECTIVES   (place)        each place with directives; also those of operations
 *     VALUE        (site)         each default value and argument; also those of operations
 *   The second stage, only when the first found nothing:
 *     SYSTEM       ()             once
 *   The third stage, over the model:
 *     SCHEMA       ()             once
 *     TYPE         (type)         each type of the user
 *     FIELD        (type, field)  each field of an object type or interface
 *     INPUT        (owner, input) each argument and input field, with the type and field that it belongs to
 *     USE          (place, use)   each directive of a schema
 *   Operations:
 *     OPERATIONS   ()             once, when all documents were walked
 *     OPERATION    (part)         each operation, when all documents were walked
 *     VARIABLE     (variable)     each variable definition
 *     SELECTION    (selection)    each field, fragment spread and inline fragment
 *
 * Rules read the model, never each other, and may come in any order.
 */
#ifndef GQLCHECK_INTERNAL_H
#define GQLCHECK_INTERNAL_H

#include "base/arena.h"
#include "gqlcheck/gqlcheck.h"
#include "gqlcheck/members.h"

struct part; /* see operations.h */

/* What is known of one name in the current round of marks: see gqlcheck_mark(). */
struct gqlcheck_mark {
    uint32_t round;
    uint32_t number;
    const void *item;
    struct diag *diag;
};

struct gqlcheck {
    struct arena *arena;
    const struct gql_schema *schema;
    const struct intern *names;
    struct diags *diags;
    const struct gqlcheck_options *options;
    bool is_on[RULE_COUNT];
    bool is_operation; /* what is walked is an executable document */

    const struct hooks *hooks;
    struct gqlcheck_mark *marks; /* by number of a name */
    uint32_t mark_count, round;

    unsigned used_scalars; /* see names.c */
    struct members members; /* arguments of fields and directives */
    const str *type_names; /* for nearest-name help; made when first needed */
    size_t type_name_count;
    struct operations *operations; /* of the documents being checked; see operations.h */
    struct auth *auth; /* made when first needed; see auth.h */
};

/* Something that bears directives, and where it stands. */
struct gqlcheck_place {
    const struct gql_definition *definition;
    const struct gql_member *member;   /* a field, input field, enum value, variable or root operation; or NULL */
    const struct gql_member *argument; /* of the member, or of a directive definition; or NULL */
    const struct gql_selection *selection;
    const struct gql_directive *directives;
    enum gql_location location;
};

/* Where an argument or input field belongs. */
struct gqlcheck_owner {
    const struct gql_definition *definition; /* a type or directive */
    const struct gql_named_type *type;       /* NULL for a directive */
    const struct gql_field *field;           /* of an argument */
};

/* A whole value where it stands. */
struct gqlcheck_site {
    const struct gql_definition *definition;
    const struct gql_value *value;
    gql_type type; /* that is expected; name GQL_NO_NAME when that is not known */
};

/* A variable definition. */
struct gqlcheck_variable {
    const struct gql_definition *operation;
    const struct gql_member *member;
};

/* A field, spread or inline fragment in its context. What is not known because of another mistake is NULL. */
struct gqlcheck_selection {
    const struct gql_definition *definition; /* the operation or fragment */
    const struct gql_selection *node;
    const struct gql_named_type *parent; /* the composite type that is selected from */
    const struct gql_field *field;       /* of a GQL_FIELD */
    const struct gql_named_type *type;   /* what is inside: of the field, or of the fragment */
};

/* -- reporting -- */

/* A diagnostic in a document. With the severity that the user chose. */
struct diag *gqlcheck_report(struct gqlcheck *check, enum rule_id rule, const struct gql_document *document,
                             span where);
/* The same in a definition's document. */
struct diag *gqlcheck_report_in(struct gqlcheck *check, enum rule_id rule,
                                const struct gql_definition *definition, span where);
/* Adds a related place in a definition's document. */
void gqlcheck_relate(struct diag *diag, const struct gql_definition *definition, span where, const char *what);
/* From the start of a definition (its description) to the end of its name. */
span gqlcheck_head(const struct gql_definition *definition);
span gqlcheck_member_head(const struct gql_member *member);

/* The text of a name's number. */
str gqlcheck_name(const struct gqlcheck *check, uint32_t name);
str gqlcheck_type_text(const struct gqlcheck *check, gql_type type);
/*
 * The schema has a type of this name. Specification, section 3.5: a standard scalar that a schema does not use is not
 * part of it, and so operations cannot name it. graphql-js takes that literally (profile graphql); services do not.
 */
bool gqlcheck_knows_type(struct gqlcheck *check, uint32_t name);
void gqlcheck_help_nearest_type(struct gqlcheck *check, struct diag *diag, uint32_t name);
void gqlcheck_help_nearest_directive(struct gqlcheck *check, struct diag *diag, uint32_t name);
void gqlcheck_help_nearest_field(struct gqlcheck *check, struct diag *diag, const struct gql_named_type *type,
                                 uint32_t name);
void gqlcheck_help_nearest_member(struct gqlcheck *check, struct diag *diag, const struct gql_member *members,
                                  uint32_t name);

/* -- marks: which names were seen -- */

/* Forgets all marks. */
void gqlcheck_marks_begin(struct gqlcheck *check);
/* The mark of a name; its item is NULL when it was not seen since gqlcheck_marks_begin(). */
struct gqlcheck_mark *gqlcheck_mark(struct gqlcheck *check, uint32_t name);
/* Begins with the names of these arguments marked. */
void gqlcheck_mark_arguments(struct gqlcheck *check, const struct gql_argument *arguments);

/*
 * Marks a name that a group may hold once. One diagnostic for all uses in the group: at the second, with the first and
 * any later ones as related places; *diag is set when it is new and wants a message. True when the name is new.
 */
bool gqlcheck_mark_in_group(struct gqlcheck *check, struct gql_name name, const struct gql_definition *definition,
                            enum rule_id rule, struct diag **diag);
/* The same with one diagnostic for each use but the first. */
bool gqlcheck_mark_again(struct gqlcheck *check, struct gql_name name, const struct gql_definition *definition,
                         enum rule_id rule, struct diag **diag);
/* Rule unique-argument-names, for a field or directive in `definition`. */
void gqlcheck_unique_arguments_of(struct gqlcheck *check, const struct gql_definition *definition,
                                  const struct gql_argument *arguments);

/* -- values -- */

/* Which rules a value that does not fit breaks. */
struct gqlcheck_value_rules {
    enum rule_id mismatch, scalar_format;
};
/* Reports each part of `value` that does not fit the type. Variables fit all. */
void gqlcheck_value(struct gqlcheck *check, const struct gql_document *document, const struct gql_value *value,
                    gql_type type, struct gqlcheck_value_rules rules);
/* The text of a string value. */
str gqlcheck_string(struct gqlcheck *check, const struct gql_document *document, const struct gql_value *value);
/* The items of a list value, or the value itself as the only one (a single value is coerced to a list). */
const struct gql_value *gqlcheck_items(const struct gql_value *value);

/* The value of a directive's argument, or NULL. */
const struct gql_value *gqlcheck_argument(const struct gql_directive *directive, uint32_t name);

/* The check functions of all rows. */
#define CHECK_READ(check)
#define CHECK_DOCUMENTS(check) void check(struct gqlcheck *);
#define CHECK_DEFINITION(check) void check(struct gqlcheck *, const struct gql_definition *);
#define CHECK_NAMES(check) void check(struct gqlcheck *, const struct gql_named_type *);
#define CHECK_DIRECTIVES(check) void check(struct gqlcheck *, const struct gqlcheck_place *);
#define CHECK_VALUE(check) void check(struct gqlcheck *, const struct gqlcheck_site *);
#define CHECK_SYSTEM(check) void check(struct gqlcheck *);
#define CHECK_SCHEMA(check) void check(struct gqlcheck *);
#define CHECK_TYPE(check) void check(struct gqlcheck *, const struct gql_named_type *);
#define CHECK_FIELD(check) void check(struct gqlcheck *, const struct gql_named_type *, const struct gql_field *);
#define CHECK_INPUT(check) \
    void check(struct gqlcheck *, const struct gqlcheck_owner *, const struct gql_member *);
#define CHECK_USE(check) \
    void check(struct gqlcheck *, const struct gqlcheck_place *, const struct gql_directive *);
#define CHECK_OPERATIONS(check) void check(struct gqlcheck *);
#define CHECK_OPERATION(check) void check(struct gqlcheck *, struct part *);
#define CHECK_VARIABLE(check) void check(struct gqlcheck *, const struct gqlcheck_variable *);
#define CHECK_SELECTION(check) void check(struct gqlcheck *, const struct gqlcheck_selection *);

#define RULE(id, code, severity, hook, check, ...) CHECK_##hook(check)
#define ALSO(id, hook, check) CHECK_##hook(check)
#include "rules_gql.def"
#undef RULE

#endif
