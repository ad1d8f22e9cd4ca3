/*
 * power.h - powers of ten to 128 bits, and the wide arithmetic that goes with them. For the files of num.h only.
 */
#ifndef BASE_POWER_H
#define BASE_POWER_H

#include <stdbool.h>
#include <stdint.h>

/* Exponents that power_of_ten() knows. */
enum { POWER_LEAST = -364, POWER_MOST = 335 };

/*
 * 10^exponent = (high * 2^64 + low + error) * 2^(power_log2(exponent) - 127), with the top bit of `high` set and
 * 0 <= error < POWER_ERROR. The error is 0 exactly when 0 <= exponent <= POWER_LAST_EXACT.
 */
struct power {
    uint64_t high, low;
};
enum { POWER_ERROR = 3, POWER_LAST_EXACT = 55 };

struct power power_of_ten(int exponent);

static inline bool power_is_exact(int exponent)
{
    return exponent >= 0 && exponent <= POWER_LAST_EXACT;
}

/* number / 2^bits, rounded down; what >> does everywhere, but not by the standard. */
static inline int shift_down(int number, int bits)
{
    return number >= 0 ? number >> bits : -((-number - 1) >> bits) - 1;
}

/* The binary logarithm of 10^exponent, rounded down; right for |exponent| up to 1233. */
static inline int power_log2(int exponent)
{
    const int bits = 19, log2_of_10 = 1741647;
    return shift_down(exponent * log2_of_10, bits);
}

/* The powers that a double holds exactly. */
enum { POWER_LAST_DOUBLE = 22 };
static const double power_doubles[POWER_LAST_DOUBLE + 1] = {
    1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* The 128 bits of a product: the upper half returned, the lower one in `*low`. */
static inline uint64_t wide_multiply(uint64_t a, uint64_t b, uint64_t *low)
{
#if defined(__SIZEOF_INT128__)
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    *low = (uint64_t)product;
    return (uint64_t)(product >> 64);
#else
    uint64_t a0 = (uint32_t)a, a1 = a >> 32, b0 = (uint32_t)b, b1 = b >> 32;
    uint64_t middle = a1 * b0 + (a0 * b0 >> 32);
    uint64_t other = a0 * b1 + (uint32_t)middle;
    *low = other << 32 | (uint32_t)(a0 * b0);
    return a1 * b1 + (middle >> 32) + (other >> 32);
#endif
}

/* Three words of a product, highest first. */
struct wide {
    uint64_t high, middle, low;
};

static inline struct wide wide_times_power(uint64_t factor, struct power power)
{
    struct wide product;
    uint64_t low_high = wide_multiply(factor, power.low, &product.low);
    product.high = wide_multiply(factor, power.high, &product.middle);
    product.middle += low_high;
    product.high += product.middle < low_high;
    return product;
}

/* How far a number above 0 must be shifted for its top bit to be set. */
static inline unsigned wide_leading_zeros(uint64_t number)
{
#if defined(__GNUC__)
    return (unsigned)__builtin_clzll(number);
#else
    unsigned count = 0;
    for (; number >> 63 == 0; number <<= 1)
        count++;
    return count;
#endif
}

#endif
