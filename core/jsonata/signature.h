/*
 * signature.h - what arguments a function takes, as in "<s-nn?:s>".
 *
 * One symbol a parameter: s string, n number, b boolean, l null, o object, a array, f function, j any JSON value, x
 * anything, (sn) one of several; behind it ? optional, + one or more, - the context item when missing, <t> the type of
 * an array's items. What follows the colon is not looked at, as in the reference.
 *
 * The reference turns the arguments into a text of one letter each (m for undefined) and matches a regular expression
 * made from the signature; here a matcher does the same with sets of letters.
 */
#ifndef JSONATA_SIGNATURE_H
#define JSONATA_SIGNATURE_H

#include "jsonata/error.h"

#define SIGNATURE_MAX 32 /* parameters; more are ignored */

enum signature_letter {
    LETTER_S = 1,
    LETTER_N = 2,
    LETTER_B = 4,
    LETTER_L = 8,
    LETTER_O = 16,
    LETTER_A = 32,
    LETTER_F = 64,
    LETTER_M = 128
};

struct parameter {
    uint8_t letters;     /* those that fit */
    char symbol;         /* '(' for a choice */
    bool is_context;     /* - */
    bool is_optional;    /* ? or - */
    bool is_lazy;        /* -?: prefers to be missing */
    bool is_many;        /* + */
    str subtype;         /* of a<...>; at NULL when there is none */
};

struct signature {
    uint32_t count;
    const struct parameter *parameters;
};

/* NULL with `*error` set (code, value, and the offset in `position`). `definition` must live as long as the signature. */
const struct signature *signature_parse(struct arena *arena, str definition, struct error *error);

struct run;

/*
 * Checks `count` arguments and puts those that the function gets into `*checked` (at most as many as `room`): the context
 * for missing ones, lone values in arrays. False with the run failed.
 */
bool signature_check(struct run *run, const struct signature *signature, const value *arguments, uint32_t count,
                     value context, value *checked, uint32_t room, uint32_t *checked_count);

#endif
