#include "base/big.h"

#include <assert.h>
#include <string.h>

static void push_limb(struct big *big, uint32_t limb)
{
    assert(big->count < BIG_LIMBS);
    big->limbs[big->count++] = limb;
}

static void drop_zero_limbs(struct big *big)
{
    while (big->count && big->limbs[big->count - 1] == 0)
        big->count--;
}

void big_from(struct big *big, uint64_t number)
{
    big->count = 2;
    big->limbs[0] = (uint32_t)number;
    big->limbs[1] = (uint32_t)(number >> 32);
    drop_zero_limbs(big);
}

void big_multiply_add(struct big *big, uint32_t factor, uint32_t more)
{
    uint64_t carry = more;
    for (uint32_t i = 0; i < big->count; i++) {
        carry += (uint64_t)big->limbs[i] * factor;
        big->limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry)
        push_limb(big, (uint32_t)carry);
    drop_zero_limbs(big);
}

void big_multiply_power_of_5(struct big *big, unsigned power)
{
    static const uint32_t powers[] = { 1,     5,      25,      125,     625,      3125,     15625,
                                       78125, 390625, 1953125, 9765625, 48828125, 244140625 };
    enum { MOST = sizeof powers / sizeof powers[0] - 1 };
    for (; power > MOST; power -= MOST)
        big_multiply_add(big, powers[MOST], 0);
    big_multiply_add(big, powers[power], 0);
}

void big_shift_left(struct big *big, unsigned bits)
{
    big_multiply_add(big, (uint32_t)1 << bits % 32, 0);
    unsigned limbs = bits / 32;
    if (limbs == 0 || big->count == 0)
        return;
    assert(big->count + limbs <= BIG_LIMBS);
    memmove(big->limbs + limbs, big->limbs, big->count * sizeof big->limbs[0]);
    memset(big->limbs, 0, limbs * sizeof big->limbs[0]);
    big->count += limbs;
}

int big_compare(const struct big *a, const struct big *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (uint32_t i = a->count; i-- > 0;) {
        if (a->limbs[i] != b->limbs[i])
            return a->limbs[i] < b->limbs[i] ? -1 : 1;
    }
    return 0;
}

/* a = a - b * factor, which must not be below 0. */
static void subtract_times(struct big *a, const struct big *b, uint32_t factor)
{
    uint64_t carry = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        carry += i < b->count ? (uint64_t)b->limbs[i] * factor : 0;
        uint32_t low = (uint32_t)carry;
        carry = (carry >> 32) + (a->limbs[i] < low);
        a->limbs[i] -= low;
    }
    assert(carry == 0);
    drop_zero_limbs(a);
}

unsigned big_divide_to_digit(struct big *a, const struct big *b)
{
    if (big_compare(a, b) < 0)
        return 0;
    /* From the leading limbs only, so at most the quotient, and too small by one or two at most. */
    uint64_t top = a->limbs[b->count - 1];
    if (a->count > b->count)
        top |= (uint64_t)a->limbs[b->count] << 32;
    unsigned quotient = (unsigned)(top / ((uint64_t)b->limbs[b->count - 1] + 1));
    subtract_times(a, b, quotient);
    while (big_compare(a, b) >= 0) {
        subtract_times(a, b, 1);
        quotient++;
    }
    return quotient;
}
