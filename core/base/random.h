/*
 * random.h - seeded generators. The same seed gives the same numbers, everywhere.
 *
 * java_random is java.util.Random (48-bit linear congruential), which the service's $random(seed) and
 * States.MathRandom show. Source of the algorithm: the class's public documentation.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include "base/str.h"

struct buf;

struct java_random {
    uint64_t state;
};
void java_random_seed(struct java_random *random, int64_t seed);
/* 0 <= x < 1. */
double java_random_double(struct java_random *random);
/* 0 <= x < bound, bound above 0. */
int32_t java_random_int(struct java_random *random, int32_t bound);

struct random {
    uint64_t state;
};
void random_seed(struct random *random, uint64_t seed);
uint64_t random_next(struct random *random);
/* 0 <= x < 1. */
double random_double(struct random *random);
/* Appends a version 4 UUID. */
void random_uuid(struct random *random, struct buf *buf);

#endif
