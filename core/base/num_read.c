#include "base/num.h"

#include "base/big.h"
#include "base/power.h"

#include <float.h>
#include <math.h>

/*
 * Reading a double, three ways from fast to exact:
 * 1. few digits and a small exponent: one exact multiplication or division (Clinger);
 * 2. 19 digits times a power of ten to 128 bits, when the error bounds leave one answer;
 * 3. all digits against the midpoint between the two candidates, in big numbers.
 */

/* The first 19 significant digits as an integer times 10^exponent, perhaps more behind. */
struct decimal {
    uint64_t digits;
    int64_t exponent;
    bool is_negative;
    bool is_cut;  /* digits other than zeros were left out */
    str mantissa; /* all digits and the point, from the first significant digit on */
};

enum {
    WORD_DIGITS = 19,
    /* Digits beyond this many only say whether the rest is zero: 767 are needed to tell any two
       doubles' midpoint. */
    EXACT_DIGITS = 770,
    LEAST_EXPONENT =
        -344, /* 19 digits times ten to less than this are below half the least double */
    MOST_EXPONENT = 310
};

static bool read_exponent(str s, size_t *at, int64_t *exponent)
{
    const int64_t most = INT64_MAX / 100;
    size_t i = *at;
    bool is_negative = i < s.len && s.at[i] == '-';
    if (i < s.len && (s.at[i] == '-' || s.at[i] == '+'))
        i++;
    size_t first = i;
    int64_t number = 0;
    for (; i < s.len && char_is_digit(s.at[i]); i++)
        number = number < most ? number * 10 + (s.at[i] - '0') : most;
    *at = i;
    *exponent = is_negative ? -number : number;
    return i > first;
}

/*
 * Reads digits from `i` on as long as they fit the word, counting the significant ones; returns
 * where it stopped.
 */
static size_t read_digits(str s, size_t i, struct decimal *decimal, unsigned *count)
{
    for (; *count < WORD_DIGITS && i < s.len && char_is_digit(s.at[i]); i++) {
        decimal->digits = decimal->digits * 10 + (uint64_t)(s.at[i] - '0');
        *count += decimal->digits != 0;
    }
    return i;
}

static size_t skip_digits(str s, size_t i, struct decimal *decimal)
{
    for (; i < s.len && char_is_digit(s.at[i]); i++)
        decimal->is_cut |= s.at[i] != '0';
    return i;
}

static bool read_decimal(str s, struct decimal *decimal)
{
    *decimal = (struct decimal){ .is_negative = s.len && s.at[0] == '-' };
    size_t start = decimal->is_negative, i = start;
    unsigned count = 0;
    size_t kept = i = read_digits(s, i, decimal, &count);
    i = skip_digits(s, i, decimal);
    if (i == start)
        return false;
    int64_t scale = (int64_t)(i - kept);
    if (i < s.len && s.at[i] == '.') {
        size_t point = ++i;
        kept = i = read_digits(s, i, decimal, &count);
        i = skip_digits(s, i, decimal);
        if (i == point)
            return false;
        scale -= (int64_t)(kept - point);
    }
    decimal->mantissa = str_slice(s, start, i);
    int64_t exponent = 0;
    if (i < s.len && (s.at[i] == 'e' || s.at[i] == 'E')) {
        i++;
        if (!read_exponent(s, &i, &exponent))
            return false;
    }
    decimal->exponent = scale + exponent;
    return i == s.len;
}

static bool convert_small(const struct decimal *decimal, double *number)
{
    const uint64_t most = (uint64_t)1 << DBL_MANT_DIG;
    if (FLT_EVAL_METHOD != 0 || decimal->is_cut || decimal->digits > most ||
        decimal->exponent < -POWER_LAST_DOUBLE || decimal->exponent > POWER_LAST_DOUBLE)
        return false;
    if (decimal->exponent < 0)
        *number = (double)decimal->digits / power_doubles[-decimal->exponent];
    else
        *number = (double)decimal->digits * power_doubles[decimal->exponent];
    return true;
}

static double from_bits(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/*
 * The bits of the double nearest to (word + something) * 2^exponent, where the top bit of `word` is
 * set, and the something is above 0 and below 1 if `has_more`.
 */
static uint64_t round_word(uint64_t word, bool has_more, int exponent)
{
    const int bias = DBL_MAX_EXP - 1;
    int biased = exponent + 63 + bias;
    unsigned shift = 64 - DBL_MANT_DIG;
    if (biased < 1) {
        shift += biased < -64 ? 65u : (unsigned)(1 - biased);
        biased = 1;
        if (shift > 64)
            return 0;
    }
    uint64_t mantissa = shift < 64 ? word >> shift : 0;
    uint64_t rest = shift < 64 ? word & (((uint64_t)1 << shift) - 1) : word;
    uint64_t half = (uint64_t)1 << (shift - 1);
    if (rest > half || (rest == half && (has_more || mantissa & 1)))
        mantissa++;
    /*
     * The hidden bit of a normal number adds 1 to the exponent; so does a carry out of the
     * mantissa.
     */
    bool is_normal = shift == 64 - DBL_MANT_DIG;
    uint64_t bits = (is_normal ? (uint64_t)(biased - 1) << (DBL_MANT_DIG - 1) : 0) + mantissa;
    const uint64_t infinity = (uint64_t)(DBL_MAX_EXP + bias) << (DBL_MANT_DIG - 1);
    return bits < infinity ? bits : infinity;
}

/* As round_word(), for a product whose top bit may be clear. */
static uint64_t round_product(struct wide product, bool has_more, int exponent)
{
    if (product.high >> 63)
        return round_word(product.high, product.middle || has_more, exponent);
    uint64_t word = product.high << 1 | product.middle >> 63;
    return round_word(word, product.middle << 1 || has_more, exponent - 1);
}

/*
 * The bits of the double below or at the number as far as 128 bits of the power show. True when
 * that is the answer; else the answer is this or the next one.
 */
static bool round_by_bounds(const struct decimal *decimal, uint64_t *bits)
{
    int power = (int)decimal->exponent;
    unsigned zeros = wide_leading_zeros(decimal->digits);
    int exponent = power_log2(power) - 127 + 128 - (int)zeros;
    struct wide least = wide_times_power(decimal->digits << zeros, power_of_ten(power));
    if (!decimal->is_cut && power_is_exact(power)) {
        *bits = round_product(least, least.low, exponent);
        return true;
    }
    *bits = round_product(least, true, exponent);

    /* The power's error counts in units of `middle` at most; one more for what `low` holds. */
    struct wide most = { .middle = least.middle + POWER_ERROR + 1 };
    most.high = least.high + (most.middle < least.middle);
    /*
     * One more in the last digit adds the power itself once, which is below 2^64 units of `middle`,
     * shifted.
     */
    if (decimal->is_cut)
        most.high += (uint64_t)1 << zeros;
    return most.high >= least.high && round_product(most, true, exponent) == *bits;
}

/* All digits as an integer; `*exponent` is what remains to multiply by. */
static void read_big(const struct decimal *decimal, struct big *big, int64_t *exponent)
{
    int64_t scale = decimal->exponent;
    unsigned count = 0;
    bool has_more = false;
    big_from(big, 0);
    for (size_t i = 0; i < decimal->mantissa.len; i++) {
        char c = decimal->mantissa.at[i];
        if (c == '.')
            continue;
        if (count < EXACT_DIGITS) {
            big_multiply_add(big, 10, (uint32_t)(c - '0'));
            count += big->count != 0;
            scale -= count > WORD_DIGITS;
        } else {
            has_more |= c != '0';
        }
    }
    if (has_more) {
        big_multiply_add(big, 10, 1);
        scale--;
    }
    *exponent = scale;
}

/* Compares with the midpoint of the double with these bits and the next one. */
static int compare_with_midpoint(const struct decimal *decimal, uint64_t bits)
{
    const uint64_t hidden = (uint64_t)1 << (DBL_MANT_DIG - 1);
    int biased = (int)(bits >> (DBL_MANT_DIG - 1));
    uint64_t mantissa = (bits & (hidden - 1)) | (biased ? hidden : 0);
    int log2 = (biased ? biased : 1) - (DBL_MAX_EXP - 1) - (DBL_MANT_DIG - 1) - 1;

    struct big decimal_side, binary_side;
    int64_t exponent;
    read_big(decimal, &decimal_side, &exponent);
    big_from(&binary_side, 2 * mantissa + 1);
    big_multiply_power_of_5(exponent > 0 ? &decimal_side : &binary_side,
                            (unsigned)(exponent > 0 ? exponent : -exponent));
    log2 -= (int)exponent;
    big_shift_left(log2 > 0 ? &binary_side : &decimal_side, (unsigned)(log2 > 0 ? log2 : -log2));
    return big_compare(&decimal_side, &binary_side);
}

static double convert(const struct decimal *decimal)
{
    double number;
    if (convert_small(decimal, &number))
        return number;
    if (decimal->digits == 0 || decimal->exponent < LEAST_EXPONENT)
        return 0;
    if (decimal->exponent > MOST_EXPONENT)
        return INFINITY;
    uint64_t bits;
    if (round_by_bounds(decimal, &bits))
        return from_bits(bits);
    int order = compare_with_midpoint(decimal, bits);
    return from_bits(bits + (order > 0 || (order == 0 && bits & 1)));
}

bool num_to_double(str s, double *number)
{
    struct decimal decimal;
    if (!read_decimal(s, &decimal))
        return false;
    double size = convert(&decimal);
    *number = decimal.is_negative ? -size : size;
    return true;
}
