/*
 * big.h - natural numbers of up to BIG_LIMBS * 32 bits, by value, on the stack.
 *
 * For the exact paths of num.h, whose numbers have known bounds: the longest is
 * a decimal fraction of 800 digits against 5 to the power 1130, below 2,700
 * bits. A result that does not fit is our own mistake (assert).
 */
#ifndef BASE_BIG_H
#define BASE_BIG_H

#include <stdbool.h>
#include <stdint.h>

#define BIG_LIMBS 96

struct big {
    uint32_t limbs[BIG_LIMBS]; /* lowest first; those from `count` on are garbage */
    uint32_t count;            /* the highest limb in use is not 0; 0 has none */
};

void big_from(struct big *big, uint64_t number);
/* big = big * factor + more */
void big_multiply_add(struct big *big, uint32_t factor, uint32_t more);
void big_multiply_power_of_5(struct big *big, unsigned power);
void big_shift_left(struct big *big, unsigned bits);
/* Below, equal to or above 0 as `a` is below, equal to or above `b`. */
int big_compare(const struct big *a, const struct big *b);
/* a / b, where the quotient is known to be below 10; `a` becomes the remainder. */
unsigned big_divide_to_digit(struct big *a, const struct big *b);

#endif
