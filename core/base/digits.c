#include "base/digits.h"

#include "base/big.h"
#include "base/num.h"
#include "base/power.h"

#include <assert.h>
#include <float.h>
#include <string.h>

/*
 * The shortest digits, three ways from fast to exact:
 * 1. at most 15 digits and a small exponent: scaling by a power of ten that is exact, and checking;
 * 2. Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles"), on powers of ten to
 * 128 bits whose error is watched instead of a table of all exact ones;
 * 3. rounding the exact value to ever more digits until they read back.
 */

enum { HIDDEN_BIT = DBL_MANT_DIG - 1, MOST_DIGITS = 17 };

/* number = mantissa * 2^exponent */
struct binary {
    uint64_t mantissa;
    int exponent;
    bool is_next_lower_closer; /* a power of two: the gap below is half the gap above */
};

static struct binary split(double number)
{
    const uint64_t hidden = (uint64_t)1 << HIDDEN_BIT;
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    int biased = (int)(bits >> HIDDEN_BIT);
    uint64_t fraction = bits & (hidden - 1);
    return (struct binary){
        .mantissa = biased ? fraction | hidden : fraction,
        .exponent = (biased ? biased : 1) - (DBL_MAX_EXP - 1) - HIDDEN_BIT,
        .is_next_lower_closer = fraction == 0 && biased > 1,
    };
}

static inline uint64_t drop_factor(uint64_t number, uint64_t power, int zeros, int *exponent)
{
    while (number % power == 0) {
        number /= power;
        *exponent += zeros;
    }
    return number;
}

/* By constants, so that no division instruction is needed: twice as fast as a loop over a table. */
static uint64_t drop_trailing_zeros(uint64_t number, int *exponent)
{
    number = drop_factor(number, 100000000, 8, exponent);
    number = drop_factor(number, 10000, 4, exponent);
    number = drop_factor(number, 100, 2, exponent);
    return drop_factor(number, 10, 1, exponent);
}

/* The digits of number * 10^exponent. */
static void write_digits(struct digits *digits, uint64_t number, int exponent)
{
    number = drop_trailing_zeros(number, &exponent);
    char reversed[20];
    size_t count = 0;
    for (; number; number /= 10)
        reversed[count++] = (char)('0' + number % 10);
    for (size_t i = 0; i < count; i++)
        digits->text[i] = reversed[count - 1 - i];
    digits->count = count;
    digits->exponent = exponent + (int)count;
}

/*
 * The decimal logarithm of 2^exponent, or of three quarters of that, rounded down; right for
 * |exponent| up to 1100.
 */
static int log10_of_power_of_2(int exponent, bool three_quarters)
{
    const int bits = 22, log10_of_2 = 1262611, log10_of_3_quarters = -524031;
    return shift_down(exponent * log10_of_2 + (three_quarters ? log10_of_3_quarters : 0), bits);
}

/* number * 10^places, rounded once. */
static double scale(double number, int places)
{
    assert(places >= -POWER_LAST_DOUBLE && places <= POWER_LAST_DOUBLE);
    return places >= 0 ? number * power_doubles[places] : number / power_doubles[-places];
}

/*
 * No two decimals of 15 digits read as the same double, so the one that does is the shortest.
 * Scaling by an exact power errs by less than a quarter of the last of 15 digits, so rounding finds
 * the candidate.
 */
static bool shortest_of_15(double number, struct digits *digits)
{
    enum { DIGITS = DBL_DIG };
    if (FLT_EVAL_METHOD != 0 || number < 1e-7 || number >= 1e37)
        return false;
    int places = DIGITS - 1 - log10_of_power_of_2(split(number).exponent + HIDDEN_BIT, false);
    double scaled = scale(number, places);
    if (scaled >= 1e15)
        scaled = scale(number, --places);
    uint64_t candidate = (uint64_t)(scaled + 0.5);
    if (scale((double)candidate, -places) != number)
        return false;
    write_digits(digits, candidate, -places);
    return true;
}

/*
 * The product's highest word, its lowest bit set also when anything stands behind it. False when
 * the power's error leaves open what the word is.
 */
static bool multiply_to_odd(uint64_t factor, struct power power, bool is_exact, uint64_t *result)
{
    struct wide product = wide_times_power(factor, power);
    bool has_more = product.middle || product.low || !is_exact;
    *result = product.high | has_more;
    return is_exact || product.middle <= UINT64_MAX - POWER_ERROR - 1;
}

/* The number and the ends of the interval that reads as it, all times 4 * 10^-exponent, to odd. */
struct interval {
    uint64_t lower, middle, upper;
    int exponent;
};

static bool scale_interval(const struct binary *binary, struct interval *interval)
{
    int power = log10_of_power_of_2(binary->exponent, binary->is_next_lower_closer);
    int shift = binary->exponent + power_log2(-power) + 1;
    struct power scale_by = power_of_ten(-power);
    bool is_exact = power_is_exact(-power);
    uint64_t middle = 4 * binary->mantissa;
    uint64_t lower = middle - 2 + binary->is_next_lower_closer;
    interval->exponent = power;
    if (!multiply_to_odd(lower << shift, scale_by, is_exact, &interval->lower) ||
        !multiply_to_odd(middle << shift, scale_by, is_exact, &interval->middle) ||
        !multiply_to_odd((middle + 2) << shift, scale_by, is_exact, &interval->upper))
        return false;
    /* The ends themselves read as the number only if its mantissa is even. */
    bool is_odd = binary->mantissa & 1;
    interval->lower += is_odd;
    interval->upper -= is_odd;
    return true;
}

/* One of two neighbours, if only one is inside the interval. */
static bool only_one_inside(const struct interval *interval, uint64_t down, uint64_t unit,
                            uint64_t *which)
{
    bool has_down = interval->lower <= 4 * unit * down;
    bool has_up = 4 * unit * (down + 1) <= interval->upper;
    *which = down + has_up;
    return has_down != has_up;
}

static bool shortest_by_schubfach(double number, struct digits *digits)
{
    struct binary binary = split(number);
    struct interval interval;
    if (!scale_interval(&binary, &interval))
        return false;
    uint64_t down = interval.middle / 4, which;
    if (down >= 10 && only_one_inside(&interval, down / 10, 10, &which)) {
        write_digits(digits, which, interval.exponent + 1);
        return true;
    }
    if (!only_one_inside(&interval, down, 1, &which)) {
        uint64_t halfway = 4 * down + 2;
        which = down + (interval.middle > halfway || (interval.middle == halfway && down & 1));
    }
    write_digits(digits, which, interval.exponent);
    return true;
}

/* A number above 0 as above / below * 10^exponent, where the fraction is at least 0.1 and below 1.
 */
struct ratio {
    struct big above, below;
    int exponent;
};

static void make_ratio(double number, struct ratio *ratio)
{
    struct binary binary = split(number);
    big_from(&ratio->above, binary.mantissa);
    big_from(&ratio->below, 1);
    int log2 = binary.exponent + 63 - (int)wide_leading_zeros(binary.mantissa);
    int power = log10_of_power_of_2(log2, false) + 1;
    big_multiply_power_of_5(power > 0 ? &ratio->below : &ratio->above,
                            (unsigned)(power > 0 ? power : -power));
    int shift = binary.exponent - power;
    big_shift_left(shift > 0 ? &ratio->above : &ratio->below,
                   (unsigned)(shift > 0 ? shift : -shift));
    if (big_compare(&ratio->above, &ratio->below) >= 0) {
        big_multiply_add(&ratio->below, 10, 0);
        power++;
    }
    ratio->exponent = power;
}

static bool ends_odd(const struct digits *digits)
{
    return digits->count && (digits->text[digits->count - 1] - '0') % 2;
}

/* Adds one to the last of `count` digits; drops what became zero. */
static void round_up(struct digits *digits)
{
    while (digits->count && digits->text[digits->count - 1] == '9')
        digits->count--;
    if (digits->count) {
        digits->text[digits->count - 1]++;
        return;
    }
    digits->text[digits->count++] = '1';
    digits->exponent++;
}

static void drop_zeros(struct digits *digits)
{
    while (digits->count && digits->text[digits->count - 1] == '0')
        digits->count--;
}

/* Rounds to `count` digits; below 0 gives none. */
static void round_ratio(struct ratio *ratio, int count, enum digits_tie tie, struct digits *digits)
{
    digits->count = 0;
    digits->exponent = ratio->exponent;
    if (count < 0)
        return;
    while (digits->count < (size_t)count) {
        big_multiply_add(&ratio->above, 10, 0);
        digits->text[digits->count++] =
            (char)('0' + big_divide_to_digit(&ratio->above, &ratio->below));
    }
    big_multiply_add(&ratio->above, 2, 0);
    int order = big_compare(&ratio->above, &ratio->below);
    if (order > 0 || (order == 0 && (tie == DIGITS_TIE_UP || ends_odd(digits))))
        round_up(digits);
    drop_zeros(digits);
}

static bool reads_back(const struct digits *digits, double number)
{
    char text[32];
    assert(digits->count <= MOST_DIGITS);
    memcpy(text, digits->text, digits->count);
    size_t len = digits->count;
    int exponent = digits->exponent - (int)digits->count;
    int size = exponent < 0 ? -exponent : exponent;
    text[len++] = 'e';
    text[len++] = exponent < 0 ? '-' : '+';
    text[len++] = (char)('0' + size / 100);
    text[len++] = (char)('0' + size / 10 % 10);
    text[len++] = (char)('0' + size % 10);
    double back;
    return num_to_double((str){ text, len }, &back) && back == number;
}

void digits_shortest_exactly(double number, struct digits *digits)
{
    struct ratio ratio;
    make_ratio(number, &ratio);
    for (int count = 1; count <= MOST_DIGITS; count++) {
        struct ratio copy = ratio;
        round_ratio(&copy, count, DIGITS_TIE_TO_EVEN, digits);
        if (reads_back(digits, number))
            return;
        /*
         * A power of two reaches further up than down: what is nearest below may miss and the next
         * above hit.
         */
        for (; digits->count < (size_t)count; digits->count++)
            digits->text[digits->count] = '0';
        round_up(digits);
        if (reads_back(digits, number))
            return;
    }
}

void digits_shortest(double number, struct digits *digits)
{
    assert(number > 0);
    if (!shortest_of_15(number, digits) && !shortest_by_schubfach(number, digits))
        digits_shortest_exactly(number, digits);
}

/*
 * Rounds to `count` digits by the shortest digits instead of the exact value, which differ by less
 * than one in the last digit. False when that leaves the answer open.
 */
static bool round_shortest(int count, struct digits *digits)
{
    if (count < 1 || count > DBL_DIG)
        return false;
    size_t kept = (size_t)count;
    if (digits->count <= kept)
        return true;
    int64_t rest = 0, half = 5;
    for (size_t i = kept; i < digits->count; i++)
        rest = rest * 10 + (digits->text[i] - '0');
    for (size_t i = kept + 1; i < digits->count; i++)
        half *= 10;
    if (rest >= half - 1 && rest <= half + 1)
        return false;
    digits->count = kept;
    if (rest > half)
        round_up(digits);
    drop_zeros(digits);
    return true;
}

static bool is_normal(double number)
{
    return number >= DBL_MIN;
}

void digits_rounded(double number, int count, enum digits_tie tie, struct digits *digits)
{
    digits_shortest(number, digits);
    if (is_normal(number) && round_shortest(count, digits))
        return;
    struct ratio ratio;
    make_ratio(number, &ratio);
    round_ratio(&ratio, count, tie, digits);
}

void digits_fixed(double number, int places, enum digits_tie tie, struct digits *digits)
{
    digits_shortest(number, digits);
    if (is_normal(number) && round_shortest(digits->exponent + places, digits))
        return;
    struct ratio ratio;
    make_ratio(number, &ratio);
    round_ratio(&ratio, ratio.exponent + places, tie, digits);
}
