#include "base/random.h"

#include "base/buf.h"

#include <assert.h>

static const uint64_t JAVA_MULTIPLIER = 0x5DEECE66Du;
static const uint64_t JAVA_MASK = ((uint64_t)1 << 48) - 1;

void java_random_seed(struct java_random *random, int64_t seed)
{
    random->state = ((uint64_t)seed ^ JAVA_MULTIPLIER) & JAVA_MASK;
}

/* The next `bits` (at most 32) bits. */
static uint32_t java_next(struct java_random *random, unsigned bits)
{
    random->state = (random->state * JAVA_MULTIPLIER + 0xB) & JAVA_MASK;
    return (uint32_t)(random->state >> (48 - bits));
}

double java_random_double(struct java_random *random)
{
    uint64_t high = java_next(random, 26);
    uint64_t low = java_next(random, 27);
    return (double)(high << 27 | low) * 0x1p-53;
}

int32_t java_random_int(struct java_random *random, int32_t bound)
{
    assert(bound > 0);
    uint32_t limit = (uint32_t)bound;
    if ((limit & (limit - 1)) == 0)
        return (int32_t)((uint64_t)limit * java_next(random, 31) >> 31);
    for (;;) {
        uint32_t bits = java_next(random, 31);
        uint32_t result = bits % limit;
        /* The last, incomplete run of `bound` numbers is thrown away. */
        if (bits - result + (limit - 1) <= INT32_MAX)
            return (int32_t)result;
    }
}

void random_seed(struct random *random, uint64_t seed)
{
    random->state = seed;
}

/* SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators"). */
uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

double random_double(struct random *random)
{
    return (double)(random_next(random) >> 11) * 0x1p-53;
}

void random_uuid(struct random *random, struct buf *buf)
{
    static const char digits[] = "0123456789abcdef";
    uint64_t words[2] = { random_next(random), random_next(random) };
    /* RFC 9562: version 4 in the first word, variant 10 in the second. */
    words[0] = (words[0] & ~(uint64_t)0xF000) | 0x4000;
    words[1] = (words[1] & ~((uint64_t)3 << 62)) | (uint64_t)2 << 62;
    for (unsigned i = 0; i < 32; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            buf_char(buf, '-');
        buf_char(buf, digits[words[i / 16] >> (60 - i % 16 * 4) & 15]);
    }
}
