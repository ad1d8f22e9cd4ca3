/*
 * pack.h - how the packed API tables are laid out: what packapis.c and packanswers.c write, apis.c
 * reads.
 *
 *     service ── apis, sorted by name ─┬─ name
 *                                      ├─ list of input members  ─┐
 *                                      └─ list of output members ─┴─ member numbers ── members ──
 * name
 *
 *     answer of an API ── type ─┬─ of an object: fields, each a name and a type
 *                               ├─ of a list or map: the type of its elements
 *                               └─ of a scalar: the texts that it may be, or its range
 *
 * Every name is a slice of one pool in which a name that ends another one shares its bytes
 * (FunctionName lies in getFunctionName); equal members and equal lists are stored once. Numbers
 * instead of pointers: nothing has to be relocated or read when a program starts.
 */
#ifndef AWS_PACK_H
#define AWS_PACK_H

#include <stdint.h>

/* A slice of the pool: offset in the low bits, length above. A member has its kind and mark above
 * that. */
enum {
    PACK_OFFSET_BITS = 20,
    PACK_LENGTH_BITS = 7,
    PACK_KIND_SHIFT = PACK_OFFSET_BITS + PACK_LENGTH_BITS,
    PACK_KIND_BITS = 4,
    PACK_REQUIRED_SHIFT = PACK_KIND_SHIFT + PACK_KIND_BITS
};
#define PACK_MASK(bits) ((1u << (bits)) - 1)

/* The kinds in the order of `enum aws_kind`, as the table file abbreviates them. */
#define PACK_KINDS "sinblmotxj"

struct aws_service {
    uint32_t name, id; /* slices */
    uint32_t first_api;
};

struct pack_api {
    uint32_t name;
    uint16_t inputs, outputs; /* numbers of lists */
};

/* Of a number, or of how many bytes there are. */
struct pack_range {
    double min, max;
};

#endif
