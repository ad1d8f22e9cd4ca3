/*
 * internal.h - what the files of the builder share: build.c (objects, states,
 * machines), expression.c (one string), template.c (JSON with strings in it).
 */
#ifndef ASL_INTERNAL_H
#define ASL_INTERNAL_H

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"

/* An array that grows. */
struct pointers {
    const void **items;
    uint32_t count, capacity;
};

struct builder {
    struct arena *arena;
    struct asl *asl;
    const struct doc *doc;
    struct diags *diags;
    struct pointers states, machines, expressions;
    struct buf place; /* where the walk is, from the state down: "Choices[1]/Assign/x" */
};

void pointers_add(struct builder *builder, struct pointers *pointers, const void *item);

/* Appends a step to the place; the caller sets place.len back afterwards. */
void place_member(struct builder *builder, str name);
void place_item(struct builder *builder, uint32_t index);

/* Compiles the string that is a field's whole value, by the row's type. Sets field->expression where it is one. */
void build_expression(struct builder *builder, const struct asl_object *owner, struct asl_field *field);

/* A string in a template: the value of a ".$" key (JSONPath), or one marked "{% %}" (JSONata). */
const struct asl_expression *build_dollar(struct builder *builder, const struct asl_object *owner, enum name field,
                                          const struct node *key, const struct node *node);
const struct asl_expression *build_jsonata(struct builder *builder, const struct asl_object *owner,
                                           enum name field, const struct node *node);

/* The value of a field whose type is a template, a value with expressions, or a literal. */
void build_template(struct builder *builder, const struct asl_object *owner, struct asl_field *field);

#endif
