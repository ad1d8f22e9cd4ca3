/*
 * digits.h - a number's decimal digits, rounded anywhere. For the files of num.h only.
 */
#ifndef BASE_DIGITS_H
#define BASE_DIGITS_H

#include <stdbool.h>
#include <stddef.h>

/* No leading or trailing zeros; the number is 0.DIGITS * 10^exponent; 0 has no digits. */
struct digits {
    size_t count;
    int exponent;
    char text[420]; /* 309 before the point, 100 behind it */
};

enum digits_tie {
    DIGITS_TIE_TO_EVEN,
    DIGITS_TIE_UP /* away from zero */
};

/* All for finite numbers above 0. */
void digits_shortest(double number, struct digits *digits);
/* The exact value rounded to `count` (up to 17) significant digits. */
void digits_rounded(double number, int count, enum digits_tie tie, struct digits *digits);
/* The exact value rounded to `places` (up to 100) digits behind the point. */
void digits_fixed(double number, int places, enum digits_tie tie, struct digits *digits);

/* The slow way of digits_shortest(), which it falls back to; tests compare the two. */
void digits_shortest_exactly(double number, struct digits *digits);

#endif
