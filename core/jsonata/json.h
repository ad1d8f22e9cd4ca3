/*
 * json.h - values as JSON text, as JavaScript's JSON.stringify prints them.
 *
 * Members stand in JavaScript's order, undefined items are null, functions are "". What is not finite is null where
 * numbers are printed as they are.
 */
#ifndef JSONATA_JSON_H
#define JSONATA_JSON_H

#include "base/buf.h"
#include "jsonata/error.h"

struct json_printer {
    struct buf buf;
    bool is_rounded; /* numbers to 15 digits, as $string does; an infinite one fails with D1001 */
    bool is_pretty;  /* lines, two blanks a level */
    size_t limit;    /* bytes */
    enum error_code failure; /* why json_print() returned false: D1001, MEMORY, DEPTH */
};

bool json_print(struct json_printer *printer, value v);
/* The value as JSON, for messages; cut short when it is long. */
void json_print_short(struct buf *buf, value v);

#endif
