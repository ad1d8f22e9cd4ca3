#include "base/buf.h"
#include "base/num.h"
#include "base/time.h"
#include "jsonata/functions.h"

#include <math.h>

#define RADIX_MIN 2
#define RADIX_MAX 36

static size_t digits_at(str text, size_t at)
{
    size_t start = at;
    while (at < text.len && char_is_digit(text.at[at]))
        at++;
    return at - start;
}

/* -?digits[.digits][e[+-]digits]; leading zeros are fine. */
static bool is_decimal(str text)
{
    size_t at = text.len && text.at[0] == '-' ? 1 : 0;
    size_t count = digits_at(text, at);
    if (!count)
        return false;
    at += count;
    if (at < text.len && text.at[at] == '.') {
        count = digits_at(text, at + 1);
        if (!count)
            return false;
        at += 1 + count;
    }
    if (at < text.len && (text.at[at] == 'e' || text.at[at] == 'E')) {
        at++;
        if (at < text.len && (text.at[at] == '+' || text.at[at] == '-'))
            at++;
        count = digits_at(text, at);
        if (!count)
            return false;
        at += count;
    }
    return at == text.len;
}

static unsigned radix_of(char letter)
{
    switch (char_lower(letter)) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 0;
    }
}

/* The length of the digits of a radix at the start. */
static size_t radix_digits(str text, unsigned radix)
{
    size_t at = 0;
    while (at < text.len && char_hex(text.at[at]) >= 0 && char_hex(text.at[at]) < (int)radix)
        at++;
    return at;
}

/*
 * The reference asks for ^0x... or 0o... anywhere or 0b...$, because its alternatives are not grouped; what gets so far
 * and is no number is NaN.
 */
static bool looks_like_radix(str text)
{
    for (size_t i = 0; i + 2 < text.len; i++) {
        unsigned radix = text.at[i] == '0' ? radix_of(text.at[i + 1]) : 0;
        size_t count = radix ? radix_digits(str_from_offset(text, i + 2), radix) : 0;
        if (count && ((radix == 16 && i == 0) || radix == 8 ||
                      (radix == 2 && i + 2 + count == text.len)))
            return true;
    }
    return false;
}

static double radix_number(str text)
{
    unsigned radix = text.len > 2 && text.at[0] == '0' ? radix_of(text.at[1]) : 0;
    str digits = str_from_offset(text, 2);
    if (!radix || radix_digits(digits, radix) != digits.len)
        return NAN;
    double number = 0;
    for (size_t i = 0; i < digits.len; i++)
        number = number * radix + char_hex(digits.at[i]);
    return number;
}

static bool number_of_text(str text, double *number)
{
    if (is_decimal(text))
        return num_to_double(text, number) && isfinite(*number);
    if (!looks_like_radix(text))
        return false;
    *number = radix_number(text);
    return true;
}

value function_number(struct run *run, const struct call *call)
{
    value v = call->arguments[0];
    double number;
    if (v.kind == VALUE_UNDEFINED || value_is_number(v))
        return v;
    if (value_is_bool(v))
        return value_double(v.kind == VALUE_TRUE);
    if (v.kind == VALUE_STRING && number_of_text(value_text(v), &number))
        return value_double(number);
    struct error *error = run_fail(run, ERROR_D3030);
    error->value = v;
    error->index = 1;
    return value_undefined();
}

static value map_number(value v, double (*function)(double number))
{
    return v.kind == VALUE_UNDEFINED ? v : value_double(function(number_of(v)));
}

value function_abs(struct run *run, const struct call *call)
{
    (void)run;
    return map_number(call->arguments[0], fabs);
}

value function_floor(struct run *run, const struct call *call)
{
    (void)run;
    return map_number(call->arguments[0], floor);
}

value function_ceil(struct run *run, const struct call *call)
{
    (void)run;
    return map_number(call->arguments[0], ceil);
}

/* The number times 10^places, by its decimal digits. */
static double shift_decimal(double number, int places)
{
    char text[40], *digits = text + 3;
    int exponent;
    if (!isfinite(number) || number == 0)
        return number;
    size_t len = 3 + num_digits(fabs(number), digits, &exponent);
    memcpy(text, "-0.", 3);
    exponent += places;
    text[len++] = 'e';
    text[len++] = exponent < 0 ? '-' : '+';
    unsigned size = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (unsigned unit = 10000; unit > 0; unit /= 10)
        text[len++] = (char)('0' + size / unit % 10);
    size_t sign = number < 0 ? 0 : 1;
    double shifted = number;
    num_to_double((str){ text + sign, len - sign }, &shifted);
    return shifted;
}

/* As JavaScript's Math.round, half up. */
static double round_half_up(double number)
{
    double below = floor(number);
    return number - below >= 0.5 ? below + 1 : below;
}

double round_half_even(double number, double places)
{
    if (places != trunc(places) || fabs(places) > 5000)
        return places != trunc(places) ? NAN : places > 0 ? number : 0;
    if (places != 0)
        number = shift_decimal(number, (int)places);
    double rounded = round_half_up(number);
    if (fabs(rounded - number) == 0.5 && fabs(fmod(rounded, 2)) == 1)
        rounded -= 1;
    if (places != 0)
        rounded = shift_decimal(rounded, -(int)places);
    return rounded == 0 ? 0 : rounded;
}

value function_round(struct run *run, const struct call *call)
{
    (void)run;
    value v = call->arguments[0], places = call->arguments[1];
    if (v.kind == VALUE_UNDEFINED)
        return v;
    return value_double(
        round_half_even(number_of(v), places.kind == VALUE_UNDEFINED ? 0 : number_of(places)));
}

value function_sqrt(struct run *run, const struct call *call)
{
    value v = call->arguments[0];
    if (v.kind == VALUE_UNDEFINED)
        return v;
    if (number_of(v) < 0)
        return run_fail_value(run, ERROR_D3060, v);
    return value_double(sqrt(number_of(v)));
}

/* As JavaScript's Math.pow, which knows no 1 to the power of what is not a number. */
static double power(double base, double exponent)
{
    if (isnan(exponent) || (fabs(base) == 1 && isinf(exponent)))
        return NAN;
    return pow(base, exponent);
}

value function_power(struct run *run, const struct call *call)
{
    value base = call->arguments[0], exponent = call->arguments[1];
    if (base.kind == VALUE_UNDEFINED)
        return base;
    double result = power(number_of(base),
                          exponent.kind == VALUE_UNDEFINED ? NAN : number_of(exponent));
    if (isfinite(result))
        return value_double(result);
    struct error *error = run_fail(run, ERROR_D3061);
    error->value = base;
    error->exponent = exponent;
    return value_undefined();
}

value function_random(struct run *run, const struct call *call)
{
    (void)call;
    return value_double(random_double(&run->random));
}

/* 1100 digits hold every double in base 2, and its sign. */
static str print_radix(struct run *run, double number, unsigned radix)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    size_t size = 1100, at = size;
    char *text = arena_alloc(run->arena, size, 1);
    double rest = fabs(number);
    /* Digits below half the distance to the next double say nothing: JavaScript (V8) prints zeros. */
    double unknown = 0.5 * (nextafter(rest, INFINITY) - rest);
    while (unknown >= radix) {
        unknown /= radix;
        rest /= radix;
        text[--at] = '0';
    }
    do {
        double digit = fmod(rest, radix);
        text[--at] = digits[(int)digit];
        rest = (rest - digit) / radix;
    } while (rest >= 1);
    if (number < 0)
        text[--at] = '-';
    return (str){ text + at, size - at };
}

value function_format_base(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    double number = round_half_even(number_of(call->arguments[0]), 0);
    value radix = call->arguments[1];
    double base = radix.kind == VALUE_UNDEFINED ? 10 : round_half_even(number_of(radix), 0);
    if (!(base >= RADIX_MIN && base <= RADIX_MAX))
        return run_fail_value(run, ERROR_D3100, value_double(base));
    if (base != 10 && isfinite(number))
        return value_string(print_radix(run, number, (unsigned)base));
    struct buf buf;
    buf_init(&buf, run->arena);
    num_print_js(&buf, number);
    return value_string(buf_text(&buf));
}
