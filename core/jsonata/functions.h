/*
 * functions.h - the implementations of schemas/functions_jsonata.def.
 */
#ifndef JSONATA_FUNCTIONS_H
#define JSONATA_FUNCTIONS_H

#include "jsonata/run.h"

#define FUNCTION(id, name, signature, arity, dialects, summary) \
    value function_##id(struct run *run, const struct call *call);
#include "functions_jsonata.def"
#undef FUNCTION

/* The number rounded half to even at a number of decimal places, decided on its decimal digits. */
double round_half_even(double number, double places);
/* A failure without anything but a code. Returns undefined. */
value fail_plain(struct run *run, enum error_code code);

#endif
