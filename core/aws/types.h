/*
 * types.h - what an API's answer consists of, to the last member.
 *
 *     struct aws_type type, element;
 *     if (aws_type_of_answer(&api, &type) && type.kind == AWS_OBJECT) {
 *         struct aws_type_member member;
 *         for (size_t at = 0; aws_type_next_member(type, &at, &member);)
 *             ... member.name, member.type ...
 *     }
 *
 * Types refer to each other and may do so in a circle: follow them along a value, not for themselves. The table is
 * schemas/aws-shapes.tsv, AWS's public API models, packed by the build; it ages, so an answer may have more members and
 * a text other values than it says.
 *
 * Memory: read-only data of the program. Cost: a type is read off its row, one step for each member.
 */
#ifndef AWS_TYPES_H
#define AWS_TYPES_H

#include "aws/apis.h"

struct aws_type {
    enum aws_kind kind;
    bool is_any; /* a document: any JSON; `kind` means nothing */
    str row;     /* what the table says behind the kind */
};

struct aws_type_member {
    str name;
    struct aws_type type;
    bool is_required;
};

/* False when the API answers nothing, or its answer is not known. */
bool aws_type_of_answer(const struct aws_api *api, struct aws_type *type);
/* The members of an AWS_OBJECT in the order of the model; `*at` is 0 at first. False behind the last. */
bool aws_type_next_member(struct aws_type type, size_t *at, struct aws_type_member *member);
/* What an AWS_LIST or AWS_MAP has in it. */
struct aws_type aws_type_element(struct aws_type type);
/* Whether an AWS_STRING may be this text; true where all are allowed. */
bool aws_type_allows(struct aws_type type, str text);
/* The range of an AWS_INTEGER or AWS_NUMBER, or of the length of AWS_BYTES; open ends are infinite. */
void aws_type_range(struct aws_type type, double *least, double *most);

/* For types.c: row number `number` of the table. */
str aws_type_row(uint32_t number);

#endif
