/*
 * num.h - numbers and their texts, exactly and in every locale alike.
 *
 * Reading rounds to the nearest double (ties to even); printing gives the
 * shortest digits that read back as the same double. Both have a fast path and
 * an exact one; neither uses strtod or printf, whose decimal point depends on
 * the locale.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/str.h"

struct buf;

/* The length of the JSON number (RFC 8259) at the start of `s`, 0 when there is none. */
size_t num_scan(str s);
/* Reads a decimal number: [-]digits[.digits][e[+-]digits]. False when `s` is not wholly one. Too large gives infinity. */
bool num_to_double(str s, double *number);
/* Reads [-]digits. False when `s` is not wholly that or doesn't fit. */
bool num_to_int64(str s, int64_t *number);
bool num_to_uint64(str s, unsigned base, uint64_t *number);

/*
 * The shortest decimal digits of a finite number above 0: writes them (at most 17, no leading or trailing zeros) to
 * `to`, returns how many, and sets `*exponent` so that the number is 0.DIGITS * 10^exponent.
 */
size_t num_digits(double number, char to[17], int *exponent);
/*
 * The number rounded to `precision` significant digits (1 to 17), up when halfway: the digits of JavaScript's
 * toPrecision(). Its exact value decides. Otherwise as num_digits().
 */
size_t num_digits_precise(double number, unsigned precision, char to[17], int *exponent);

/* As JavaScript's Number.prototype.toString: 3, 0.1, 1e+21, 1.5e-7, -0 as 0, NaN, Infinity. */
void num_print_js(struct buf *buf, double number);
/* As Java's Double.toString (since 19): 3.0, 0.1, 1.0E21, 1.5E-7, -0.0, NaN, Infinity. */
void num_print_java(struct buf *buf, double number);
/*
 * With exactly `places` (at most 100) digits behind the point, rounded half to even on the exact value. A number below
 * 0 keeps its sign when it rounds to 0. NaN and Infinity as above.
 */
void num_print_fixed(struct buf *buf, double number, unsigned places);

/* How many decimal digits a number has; 0 has one. */
unsigned num_digit_count(uint32_t number);

#endif
