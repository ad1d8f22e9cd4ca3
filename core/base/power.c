#include "base/power.h"

#include <assert.h>

/* Every power in the range is one of the rows times a power of five that fits 64 bits. */
enum { STEP = 28 };

/* 10^(28 i + POWER_LEAST), its first 128 bits, cut off. */
static const struct power steps[] = {
    { 0xe1afa13afbd14d6du, 0x82189c09a3a1ec21u }, /* 1e-364 */
    { 0xe3e27a444d8d98b7u, 0xfd1b1b2308169b25u }, /* 1e-336 */
    { 0xe61acf033d1a45dfu, 0x6fb92487298e33bdu }, /* 1e-308 */
    { 0xe858ad248f5c22c9u, 0xd1b3400f8f9cff68u }, /* 1e-280 */
    { 0xea9c227723ee8bcbu, 0x465e15a979c1cadcu }, /* 1e-252 */
    { 0xece53cec4a314ebdu, 0xa4f8bf5635246428u }, /* 1e-224 */
    { 0xef340a98172aace4u, 0x86fb897116c87c34u }, /* 1e-196 */
    { 0xf18899b1bc3f8ca1u, 0xdc44e6c3cb279ac1u }, /* 1e-168 */
    { 0xf3e2f893dec3f126u, 0x5a89dba3c3efccfau }, /* 1e-140 */
    { 0xf64335bcf065d37du, 0x4d4617b5ff4a16d5u }, /* 1e-112 */
    { 0xf8a95fcf88747d94u, 0x75a44c6397ce912au }, /* 1e-84 */
    { 0xfb158592be068d2eu, 0xeed6e2f0f0d56712u }, /* 1e-56 */
    { 0xfd87b5f28300ca0du, 0x8bca9d6e188853fcu }, /* 1e-28 */
    { 0x8000000000000000u, 0x0000000000000000u }, /* 1e0 */
    { 0x813f3978f8940984u, 0x4000000000000000u }, /* 1e28 */
    { 0x82818f1281ed449fu, 0xbff8f10e7a8921a4u }, /* 1e56 */
    { 0x83c7088e1aab65dbu, 0x792667c6da79e0fau }, /* 1e84 */
    { 0x850fadc09923329eu, 0x03e2cf6bc604ddb0u }, /* 1e112 */
    { 0x865b86925b9bc5c2u, 0x0b8a2392ba45a9b2u }, /* 1e140 */
    { 0x87aa9aff79042286u, 0x90fb44d2f05d0842u }, /* 1e168 */
    { 0x88fcf317f22241e2u, 0x441fece3bdf81f03u }, /* 1e196 */
    { 0x8a5296ffe33cc92fu, 0x82bd6b70d99aaa6fu }, /* 1e224 */
    { 0x8bab8eefb6409c1au, 0x1ad089b6c2f7548eu }, /* 1e252 */
    { 0x8d07e33455637eb2u, 0xdb0b487b6423e1e8u }, /* 1e280 */
    { 0x8e679c2f5e44ff8fu, 0x570f09eaa7ea7648u }, /* 1e308 */
};

static const uint64_t powers_of_5[STEP] = {
    1u, 5u, 25u, 125u, 625u, 3125u, 15625u, 78125u, 390625u, 1953125u, 9765625u, 48828125u,
    244140625u, 1220703125u, 6103515625u, 30517578125u, 152587890625u, 762939453125u,
    3814697265625u, 19073486328125u, 95367431640625u, 476837158203125u, 2384185791015625u,
    11920928955078125u, 59604644775390625u, 298023223876953125u, 1490116119384765625u,
    7450580596923828125u,
};

/*
 * The row's error is below 1 and grows with the factor (below 2^64, shifted to have its top bit set) to below 1 in
 * the upper 128 bits; cutting the product off adds less than 1; shifting it left by one bit doubles the first only,
 * as one more bit is kept: below 3 in all.
 */
struct power power_of_ten(int exponent)
{
    assert(exponent >= POWER_LEAST && exponent <= POWER_MOST);
    unsigned above = (unsigned)(exponent - POWER_LEAST);
    uint64_t five = powers_of_5[above % STEP];
    struct wide product = wide_times_power(five << wide_leading_zeros(five), steps[above / STEP]);
    if (product.high >> 63)
        return (struct power){ product.high, product.middle };
    return (struct power){ product.high << 1 | product.middle >> 63,
                           product.middle << 1 | product.low >> 63 };
}
