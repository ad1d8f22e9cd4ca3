/*
 * error.h - what went wrong, before it is put into words.
 *
 * The lexer, the parser and the evaluator fill a `struct error`; error_describe() turns it into the failure that the
 * caller sees. The rows are in schemas/errors_jsonata.def.
 */
#ifndef JSONATA_ERROR_H
#define JSONATA_ERROR_H

#include "jsonata/jsonata.h"

enum error_code {
    ERROR_NONE,
#define ERROR(code, message) ERROR_##code,
#define OWN(id, message) ERROR_##id,
#include "errors_jsonata.def"
#undef ERROR
#undef OWN
    ERROR_COUNT
};

struct error {
    enum error_code code;
    value token;            /* VALUE_UNDEFINED: none; mostly a string, a literal for literals */
    value value, value2, exponent;
    uint32_t index;         /* of an argument, from 1 */
    str type;               /* "numbers" */
    str function;           /* of D3140 */
    str message;            /* of D3137, D3141 */
    span span;
    bool has_position;
    uint32_t position;      /* byte offset behind the token */
};

/* `text` is the expression. The failure's texts live in `arena`. */
void error_describe(struct arena *arena, const struct error *error, str text, struct jsonata_failure *failure);

#endif
