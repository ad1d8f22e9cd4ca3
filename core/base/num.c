#include "base/num.h"

#include "base/buf.h"
#include "base/digits.h"

#include <math.h>

static size_t skip_digits(str s, size_t i)
{
    while (i < s.len && char_is_digit(s.at[i]))
        i++;
    return i;
}

size_t num_scan(str s)
{
    size_t i = s.len && s.at[0] == '-';
    size_t whole = skip_digits(s, i);
    if (whole == i || (whole > i + 1 && s.at[i] == '0'))
        whole = whole > i ? i + 1 : 0;
    if (whole == 0)
        return 0;
    size_t end = whole;
    if (end < s.len && s.at[end] == '.') {
        size_t fraction = skip_digits(s, end + 1);
        if (fraction == end + 1)
            return end;
        end = fraction;
    }
    if (end < s.len && (s.at[end] == 'e' || s.at[end] == 'E')) {
        size_t first = end + 1;
        first += first < s.len && (s.at[first] == '+' || s.at[first] == '-');
        size_t exponent = skip_digits(s, first);
        if (exponent > first)
            end = exponent;
    }
    return end;
}

bool num_to_uint64(str s, unsigned base, uint64_t *number)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = char_lower(s.at[i]);
        unsigned digit = char_is_digit(c)   ? (unsigned)(c - '0')
                         : char_is_lower(c) ? (unsigned)(c - 'a') + 10
                                            : base;
        if (digit >= base || sum > (UINT64_MAX - digit) / base)
            return false;
        sum = sum * base + digit;
    }
    *number = sum;
    return s.len > 0;
}

bool num_to_int64(str s, int64_t *number)
{
    bool is_negative = s.len && s.at[0] == '-';
    uint64_t size;
    if (!num_to_uint64(str_from_offset(s, is_negative), 10, &size))
        return false;
    if (size > (uint64_t)INT64_MAX + is_negative)
        return false;
    *number = is_negative ? (int64_t)(0 - size) : (int64_t)size;
    return true;
}

static size_t give_digits(const struct digits *digits, char *to, int *exponent)
{
    memcpy(to, digits->text, digits->count);
    *exponent = digits->exponent;
    return digits->count;
}

size_t num_digits(double number, char to[17], int *exponent)
{
    struct digits digits;
    digits_shortest(number, &digits);
    return give_digits(&digits, to, exponent);
}

size_t num_digits_precise(double number, unsigned precision, char to[17], int *exponent)
{
    struct digits digits;
    digits_rounded(number, (int)precision, DIGITS_TIE_UP, &digits);
    return give_digits(&digits, to, exponent);
}

/* What is neither digits nor a sign: the same words in JavaScript and Java. */
static bool print_special(struct buf *buf, double number)
{
    if (isfinite(number))
        return false;
    if (isnan(number))
        buf_str(buf, STR("NaN"));
    else
        buf_str(buf, number < 0 ? STR("-Infinity") : STR("Infinity"));
    return true;
}

/*
 * 0.DIGITS * 10^exponent without an exponent; nothing behind the point when the digits end before
 * it.
 */
static void print_plain(struct buf *buf, const struct digits *digits)
{
    str text = { digits->text, digits->count };
    size_t before = digits->exponent > 0 ? (size_t)digits->exponent : 0;
    if (before == 0)
        buf_char(buf, '0');
    buf_str(buf, str_slice(text, 0, before));
    if (before >= text.len) {
        buf_fill(buf, '0', before - text.len);
        return;
    }
    buf_char(buf, '.');
    if (digits->exponent < 0)
        buf_fill(buf, '0', (size_t)-digits->exponent);
    buf_str(buf, str_from_offset(text, before));
}

/* D.DDD, or D and `when_whole` for a single digit. */
static void print_mantissa(struct buf *buf, const struct digits *digits, str when_whole)
{
    buf_char(buf, digits->text[0]);
    if (digits->count == 1) {
        buf_str(buf, when_whole);
        return;
    }
    buf_char(buf, '.');
    buf_str(buf, (str){ digits->text + 1, digits->count - 1 });
}

void num_print_js(struct buf *buf, double number)
{
    if (print_special(buf, number))
        return;
    const double exact_integers = 9007199254740992.0;
    if (number > -exact_integers && number < exact_integers && number == (double)(int64_t)number) {
        buf_int(buf, (int64_t)number);
        return;
    }
    if (number < 0)
        buf_char(buf, '-');
    struct digits digits;
    digits_shortest(fabs(number), &digits);
    /* ECMAScript, Number::toString: plain from 1e-6 up to below 1e21. */
    if (digits.exponent > -6 && digits.exponent <= 21) {
        print_plain(buf, &digits);
        return;
    }
    print_mantissa(buf, &digits, STR(""));
    buf_str(buf, digits.exponent > 0 ? STR("e+") : STR("e"));
    buf_int(buf, digits.exponent - 1);
}

void num_print_java(struct buf *buf, double number)
{
    if (print_special(buf, number))
        return;
    if (signbit(number))
        buf_char(buf, '-');
    number = fabs(number);
    if (number == 0) {
        buf_str(buf, STR("0.0"));
        return;
    }
    struct digits digits;
    digits_shortest(number, &digits);
    /* Double.toString shows two digits at least, and of those the nearest: 4.9E-324, not 5.0E-324.
     */
    if (digits.count == 1)
        digits_rounded(number, 2, DIGITS_TIE_TO_EVEN, &digits);
    /* Plain from 1e-3 up to below 1e7. */
    if (digits.exponent > -3 && digits.exponent <= 7) {
        print_plain(buf, &digits);
        if (digits.count <= (size_t)(digits.exponent > 0 ? digits.exponent : 0))
            buf_str(buf, STR(".0"));
        return;
    }
    print_mantissa(buf, &digits, STR(".0"));
    buf_char(buf, 'E');
    buf_int(buf, digits.exponent - 1);
}

void num_print_fixed(struct buf *buf, double number, unsigned places)
{
    if (print_special(buf, number))
        return;
    struct digits digits = { .exponent = 0 };
    if (number < 0)
        buf_char(buf, '-');
    if (number != 0)
        digits_fixed(fabs(number), (int)places, DIGITS_TIE_TO_EVEN, &digits);
    if (digits.count == 0)
        digits.exponent = 0;
    print_plain(buf, &digits);
    size_t before = digits.exponent > 0 ? (size_t)digits.exponent : 0;
    size_t written = digits.count > before ? (size_t)((int)digits.count - digits.exponent) : 0;
    if (places && written == 0)
        buf_char(buf, '.');
    buf_fill(buf, '0', places - written);
}

unsigned num_digit_count(uint32_t number)
{
    unsigned digits = 1;
    while (number >= 10) {
        number /= 10;
        digits++;
    }
    return digits;
}
