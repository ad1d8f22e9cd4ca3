/*
 * pack.h - how the packed API table is laid out: what packapis.c writes and apis.c reads.
 *
 *     service ── apis, sorted by name ─┬─ name
 *                                      ├─ list of input members  ─┐
 *                                      └─ list of output members ─┴─ member numbers ── members ──
 * name
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
#define PACK_KINDS "sinblmotx"

struct aws_service {
    uint32_t name, id; /* slices */
    uint32_t first_api;
};

struct pack_api {
    uint32_t name;
    uint16_t inputs, outputs; /* numbers of lists */
    uint32_t shape;           /* number of what it answers, or PACK_NO_SHAPE */
};

#define PACK_NO_SHAPE UINT32_MAX

#endif
