/*
 * compare.h - what the parts of diff.h share.
 */
#ifndef GQLCHECK_COMPARE_H
#define GQLCHECK_COMPARE_H

#include "base/arena.h"
#include "gqlcheck/auth.h"
#include "gqlcheck/diff.h"
#include "gqlcheck/internal.h"

struct comparison {
    struct arena *arena;
    const struct gql_schema *before, *after;
    const struct intern *names;
    const struct gqlcheck_options *options;
    struct changes changes;
    struct members members; /* arguments in both schemas */
    /* Marks by number of a name, for comparing two lists in linear time. */
    const void **seen;
    uint32_t *rounds, round;
};

/* A new change; its path is made of up to three names (GQL_NO_NAME ends it). */
struct change *compare_add(struct comparison *c, enum change_kind kind, enum change_grade grade, uint32_t a,
                           uint32_t b, uint32_t d);
/* Sets the message. */
void compare_say(struct comparison *c, struct change *change, const char *format, ...) ATTR_PRINTF(3, 4);
str compare_name(const struct comparison *c, uint32_t name);
struct change_place compare_place(const struct gql_definition *definition, span where);

/* Marking names: begin, mark each of one list, then look up those of the other. */
void compare_marks_begin(struct comparison *c);
void compare_mark(struct comparison *c, uint32_t name, const void *item);
const void *compare_marked(const struct comparison *c, uint32_t name);

/* The two sides of something that bears directives. */
struct compare_uses {
    enum change_kind added; /* the kind "removed" follows it */
    const struct gql_definition *old_definition, *new_definition;
    const struct gql_directive *old_uses, *new_uses;
    uint32_t path[3];
};
void compare_uses(struct comparison *c, const struct compare_uses *uses);

/* Whether two values, as literals of the same type, mean the same. Either may be NULL. */
bool compare_same_value(struct comparison *c, const struct gql_document *before, const struct gql_value *a,
                        const struct gql_document *after, const struct gql_value *b, gql_type type);
/* Whether two descriptions, either of which may be NULL, are the same; an empty one is none. */
bool compare_same_text(struct comparison *c, const struct gql_definition *before, const struct gql_value *a,
                       const struct gql_definition *after, const struct gql_value *b);
/* Whether what was answered, or taken, with the old type still is with the new one. */
bool compare_is_safe_output(gql_type before, gql_type after);
bool compare_is_safe_input(gql_type before, gql_type after);

/* Authorization and subscriptions: see diff_appsync.c. */
void compare_appsync(struct comparison *c);

#endif
