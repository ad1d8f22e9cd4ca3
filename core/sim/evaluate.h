/*
 * evaluate.h - one interface to the expression languages: a path, an intrinsic call or JSONata in, a value out.
 *
 * An evaluation says where it happens: the frame (variables, context object), the state (field names in causes), and what
 * `$` or $states is. Expressions were compiled while the model was built; here they only run. What fails becomes the
 * error that the service reports, with its words.
 *
 * Memory: results lie in the simulation's live arena and share what they can.
 */
#ifndef SIM_EVALUATE_H
#define SIM_EVALUATE_H

#include "sim/internal.h"

struct evaluation {
    struct sim *sim;
    struct frame *frame;
    value input;        /* JSONPath: $; JSONata: $states.input */
    value result;       /* JSONata: $states.result; undefined where there is none */
    value error_output; /* JSONata: $states.errorOutput */
    const struct map_item *item; /* of the iteration being prepared; NULL: the one that the frame is in */
    struct sim_error *error;     /* set when something fails */
};

/* How the words of a failure begin, which depends on the field: see evaluate.c. */
bool sim_evaluate_expression(struct evaluation *evaluation, const struct asl_expression *expression, value *result);
bool sim_evaluate_template(struct evaluation *evaluation, const struct asl_template *template, value *result);
/* The value of a field of any kind: expression, template, or as it stands in the definition. */
bool sim_evaluate_field(struct evaluation *evaluation, const struct asl_field *field, value *result);
/* Like sim_evaluate_field(), and of JSONata wants a kind: "array", "number", "string", "boolean", "object". */
bool sim_evaluate_typed(struct evaluation *evaluation, const struct asl_field *field, const char *kind, value *result);

/*
 * What a path names. True with VALUE_UNDEFINED when it names nothing; false only for what cannot be evaluated on this
 * input. For the fields that have words of their own for what is missing.
 */
bool sim_evaluate_path(struct evaluation *evaluation, const struct asl_expression *expression, value *result);

/* "$.a == 1.5": a path and the value found, for causes. */
str sim_evaluate_shown(struct sim *sim, value v, enum value_style style);

#endif
