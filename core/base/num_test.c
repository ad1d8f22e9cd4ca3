#include "base/num.h"

#include "test.h"

#include "base/big.h"
#include "base/buf.h"
#include "base/digits.h"
#include "base/power.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/*
 * The C library in the "C" locale, which no test program leaves, is the reference for both
 * directions.
 */

static double read_number(const char *text)
{
    double number = -1;
    assert_true(num_to_double(str_from(text), &number));
    return number;
}

/* Bit by bit: tells 0 from -0. */
static bool same_double(double a, double b)
{
    uint64_t left, right;
    memcpy(&left, &a, sizeof left);
    memcpy(&right, &b, sizeof right);
    return left == right;
}

static void assert_reads_as_strtod(const char *text)
{
    double number = read_number(text), expected = strtod(text, NULL);
    if (!same_double(number, expected))
        fail_msg("%s reads as %a, not %a", text, number, expected);
}

static double from_bits(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static uint64_t to_bits(double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/*
 * A finite number above 0: any bits, short decimals, integers, and powers of two with their
 * neighbours.
 */
static double random_number(uint64_t *state)
{
    uint64_t word = next_random(state);
    double number;
    switch (next_random(state) % 6) {
    case 0: number = (double)(word % 100000000) / pow(10, (double)(word >> 60)); break;
    case 1: number = (double)(word >> (word % 60)); break;
    case 2: number = from_bits((word % 2046 + 1) << 52); break;
    case 3: number = from_bits(((word % 2046 + 1) << 52) - 2 + (word >> 60) % 5); break;
    case 4: number = from_bits(word >> 12 >> (word % 52)); break;
    default: number = from_bits(word & INT64_MAX);
    }
    return isfinite(number) && number > 0 ? number : 1;
}

static void scan_finds_the_end_of_a_json_number(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t len;
    } cases[] = {
        { "", 0 },         { "-", 0 },       { "0", 1 },     { "-0", 2 },  { "01", 1 },
        { "-012", 2 },     { "12,", 2 },     { "1.", 1 },    { "1.5", 3 }, { ".5", 0 },
        { "1e5x", 3 },     { "1E+5", 4 },    { "1e-05", 5 }, { "1e", 1 },  { "1e+", 1 },
        { "1.5e", 3 },     { "1.5e3.2", 5 }, { "+1", 0 },    { "x", 0 },   { "-.5", 0 },
        { "10.01e10", 8 }, { "0.0e-0]", 6 }, { "1..2", 1 },  { "--1", 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(num_scan(str_from(cases[i].text)), cases[i].len);
}

static void integers_read_up_to_their_limits(void **state)
{
    (void)state;
    int64_t number;
    assert_true(num_to_int64(STR("9223372036854775807"), &number) && number == INT64_MAX);
    assert_true(num_to_int64(STR("-9223372036854775808"), &number) && number == INT64_MIN);
    assert_true(num_to_int64(STR("-0"), &number) && number == 0);
    assert_true(num_to_int64(STR("007"), &number) && number == 7);
    static const char *const wrong[] = { "",
                                         "-",
                                         "+1",
                                         "1.0",
                                         "1 ",
                                         "9223372036854775808",
                                         "-9223372036854775809",
                                         "a",
                                         "18446744073709551617" };
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(num_to_int64(str_from(wrong[i]), &number));
}

static void integers_read_in_any_base(void **state)
{
    (void)state;
    uint64_t number;
    assert_true(num_to_uint64(STR("18446744073709551615"), 10, &number) && number == UINT64_MAX);
    assert_false(num_to_uint64(STR("18446744073709551616"), 10, &number));
    assert_true(num_to_uint64(STR("fFfFffffffffffff"), 16, &number) && number == UINT64_MAX);
    assert_false(num_to_uint64(STR("10000000000000000"), 16, &number));
    assert_true(num_to_uint64(STR("1010"), 2, &number) && number == 10);
    assert_false(num_to_uint64(STR("102"), 2, &number));
    assert_true(num_to_uint64(STR("zz"), 36, &number) && number == 1295);
    assert_false(num_to_uint64(STR("-1"), 10, &number));
    assert_false(num_to_uint64(STR(""), 10, &number));
}

static void decimals_read_as_the_nearest_double(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "0.0",
        "-0e99999",
        "0e-400",
        "1",
        "007",
        "0.1",
        "-1.5",
        "3.14159265358979",
        "1e22",
        "1e23",
        "123456789012345678",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993.0000000000000000000000000000001",
        "9007199254740994.9999999999999999999999999999999",
        "9007199254740995",
        "18446744073709551616",
        "1e308",
        "1.7976931348623157e308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "1.8e308",
        "1e309",
        "-1e400",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "0.000000000000000000000000000000000000000001e42",
        "2.2250738585072014e-308",
        "2.2250738585072011e-308",
        "2.2250738585072012e-308",
        "4.9406564584124654e-324",
        "5e-324",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.47032822920623272088284396434110686182e-324",
        "1e-400",
        "3e-324",
        "6.631236846766476e-316",
        "3.237883913302901290e-319",
        "6.9294956446009195e15",
        "3.2378839133029012895883524125015321748630e-319",
        "1090544144181609348671888949248",
        "1090544144181609348835077142190",
        "8.5e-1",
        "1E5",
        "1e+5",
        "1e05",
        "10000000000000000000000000000000000000000000000000000000000000000000000000000000000",
        "0.500000000000000166533453693773481063544750213623046875",
        "3.518437208883201171875e13",
        "62.5364939768271845828",
        "8.10109172351e-10",
        "1.50000000000000011102230246251565",
        "1.00000000000000011102230246251565",
        "8.0e-306",
        "7.2057594037927933e16",
        "7205759403792793199999e-5",
        "922337203685477580700",
        "5708990770823839207320493820740630171355185151e-3",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_reads_as_strtod(texts[i]);
}

static void what_is_no_decimal_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = { "",     "-",   ".",   ".5",    "5.",  "-.5", "+1",
                                         "1e",   "1e+", "1e-", "e5",    " 1",  "1 ",  "1.5x",
                                         "0x10", "inf", "NaN", "1e5.5", "--1", "1..2" };
    double number;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        assert_false(num_to_double(str_from(texts[i]), &number));
}

/*
 * The exact decimal text of the midpoint between a double and the next, then one with a digit more
 * behind it.
 */
static void midpoints_round_to_even(void **state)
{
    (void)state;
    uint64_t seed = 1;
    char text[1600];
    for (int i = 0; i < 2000; i++) {
        double number = random_number(&seed);
        double next = from_bits(to_bits(number) + 1);
        if (!isfinite(next))
            continue;
        /* Through long double arithmetic only where that is exact. */
        long double middle = ((long double)number + (long double)next) / 2;
        if (LDBL_MANT_DIG <= DBL_MANT_DIG || middle == 0)
            continue;
        int len = snprintf(text, sizeof text - 8, "%.1100Lf", middle);
        assert_true(len > 0 && (size_t)len < sizeof text - 8);
        assert_reads_as_strtod(text);
        memcpy(text + len, "1", 2);
        assert_reads_as_strtod(text);
    }
}

static void many_digits_count_to_the_last(void **state)
{
    (void)state;
    char text[3000] = "9007199254740993.";
    size_t start = strlen(text);
    memset(text + start, '0', 2000);
    assert_true(read_number(text) == 9007199254740992.0);
    text[start + 1999] = '1';
    assert_true(read_number(text) == 9007199254740994.0);

    /* Zeros before and behind, which the exponent undoes. */
    memset(text, '0', sizeof text);
    memcpy(text, "0.", 2);
    memcpy(text + 2500, "15e2499", 8);
    assert_true(read_number(text) == 1.5);
    memset(text, '0', sizeof text);
    memcpy(text, "15", 2);
    memcpy(text + 2500, "e-2499", 7);
    assert_true(read_number(text) == 1.5);
}

static void random_decimals_read_as_strtod_does(void **state)
{
    (void)state;
    uint64_t seed = 2;
    char text[64];
    for (int i = 0; i < 100000; i++) {
        double number = random_number(&seed);
        uint64_t word = next_random(&seed);
        snprintf(text, sizeof text, "%.*e", (int)(word % 25), number);
        assert_reads_as_strtod(text);
        snprintf(text, sizeof text, "%llu%llue%d", (unsigned long long)(word >> (word & 63)),
                 (unsigned long long)next_random(&seed), (int)(word % 700) - 370);
        assert_reads_as_strtod(text);
    }
}

static str digits_text(struct buf *buf, const struct digits *digits)
{
    buf->len = 0;
    buf_str(buf, (str){ digits->text, digits->count });
    buf_char(buf, 'e');
    buf_int(buf, digits->exponent - (int)digits->count);
    return buf_text(buf);
}

/* Reads back; one digit less, rounded, doesn't; and the slow way agrees, digit by digit. */
static void shortest_digits_are_shortest_and_nearest(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf;
    arena_init(&arena, &plain_memory);
    buf_init(&buf, &arena);
    uint64_t seed = 3;
    char text[64];
    for (int i = 0; i < 100000; i++) {
        double number = random_number(&seed), back;
        struct digits digits, exact;
        digits_shortest(number, &digits);
        assert_true(digits.count >= 1 && digits.count <= 17);
        assert_true(digits.text[0] != '0' && digits.text[digits.count - 1] != '0');
        assert_true(num_to_double(digits_text(&buf, &digits), &back) && back == number);
        if (digits.count > 1) {
            snprintf(text, sizeof text, "%.*e", (int)digits.count - 2, number);
            assert_true(strtod(text, NULL) != number);
        }
        if (i % 20 == 0) {
            digits_shortest_exactly(number, &exact);
            assert_int_equal(exact.count, digits.count);
            assert_int_equal(exact.exponent, digits.exponent);
            assert_memory_equal(exact.text, digits.text, digits.count);
        }
    }
    arena_finish(&arena);
}

static void digits_are_given_without_zeros(void **state)
{
    (void)state;
    char digits[17];
    int exponent;
    size_t count = num_digits(1200, digits, &exponent);
    assert_str(((str){ digits, count }), "12");
    assert_int_equal(exponent, 4);
    count = num_digits(0.0012, digits, &exponent);
    assert_str(((str){ digits, count }), "12");
    assert_int_equal(exponent, -2);
}

static void every_power_of_two_prints_as_the_slow_way_does(void **state)
{
    (void)state;
    for (int log2 = -1074; log2 < 1024; log2++) {
        struct digits digits, exact;
        digits_shortest(ldexp(1, log2), &digits);
        digits_shortest_exactly(ldexp(1, log2), &exact);
        assert_int_equal(exact.count, digits.count);
        assert_int_equal(exact.exponent, digits.exponent);
        assert_memory_equal(exact.text, digits.text, digits.count);
    }
}

static void integers_with_round_digits_print_exactly(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf;
    arena_init(&arena, &plain_memory);
    buf_init(&buf, &arena);
    /*
     * Products that are whole while the power of ten is not exact: the bounds leave them to the
     * slow way.
     */
    for (int zeros = 0; zeros < 40; zeros++) {
        for (int power = 0; power < 24; power++) {
            double number = pow(5, power) * ldexp(1, zeros * 2 + 40);
            buf.len = 0;
            num_print_js(&buf, number);
            double back;
            assert_true(num_to_double(buf_text(&buf), &back) && back == number);
        }
    }
    arena_finish(&arena);
}

static str print(struct buf *buf, void (*printer)(struct buf *, double), double number)
{
    buf->len = 0;
    printer(buf, number);
    return buf_text(buf);
}

static void numbers_print_as_in_javascript_and_java(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *js, *java;
    } cases[] = {
        { 0, "0", "0.0" },
        { -0.0, "0", "-0.0" },
        { 1, "1", "1.0" },
        { -1, "-1", "-1.0" },
        { 10, "10", "10.0" },
        { 0.1, "0.1", "0.1" },
        { 0.1 + 0.2, "0.30000000000000004", "0.30000000000000004" },
        { -1.5, "-1.5", "-1.5" },
        { 123.456, "123.456", "123.456" },
        { 0.001, "0.001", "0.001" },
        { 0.0009, "0.0009", "9.0E-4" },
        { 0.00123, "0.00123", "0.00123" },
        { 0.000001, "0.000001", "1.0E-6" },
        { 0.0000012, "0.0000012", "1.2E-6" },
        { 0.0000001, "1e-7", "1.0E-7" },
        { 1.5e-7, "1.5e-7", "1.5E-7" },
        { 9999999, "9999999", "9999999.0" },
        { 10000000, "10000000", "1.0E7" },
        { 12345678.5, "12345678.5", "1.23456785E7" },
        { 1234567.5, "1234567.5", "1234567.5" },
        { 9007199254740991, "9007199254740991", "9.007199254740991E15" },
        { 9007199254740992, "9007199254740992", "9.007199254740992E15" },
        { -9007199254740994, "-9007199254740994", "-9.007199254740994E15" },
        { 123456789012345680000.0, "123456789012345680000", "1.2345678901234568E20" },
        { 12345678901234567890.0, "12345678901234567000", "1.2345678901234567E19" },
        { 1e20, "100000000000000000000", "1.0E20" },
        { 1e21, "1e+21", "1.0E21" },
        { 1e22, "1e+22", "1.0E22" },
        { 1e23, "1e+23", "1.0E23" },
        { 9.999999999999999e20, "999999999999999900000", "9.999999999999999E20" },
        { 999999999999999868928.0, "999999999999999900000", "9.999999999999999E20" },
        { 1.2345e30, "1.2345e+30", "1.2345E30" },
        { DBL_MAX, "1.7976931348623157e+308", "1.7976931348623157E308" },
        { DBL_MIN, "2.2250738585072014e-308", "2.2250738585072014E-308" },
        { 5e-324, "5e-324", "4.9E-324" },
        { 1e-323, "1e-323", "9.9E-324" },
        { 1.5e-323, "1.5e-323", "1.5E-323" },
        { 2e-323, "2e-323", "2.0E-323" },
        { 2e23, "2e+23", "2.0E23" },
        { 5.684341886080802e-14, "5.684341886080802e-14", "5.684341886080802E-14" },
        { 1.0 / 3, "0.3333333333333333", "0.3333333333333333" },
        { 100.0 / 3, "33.333333333333336", "33.333333333333336" },
        { 4.35, "4.35", "4.35" },
        { 0.000035, "0.000035", "3.5E-5" },
        { 1e100, "1e+100", "1.0E100" },
        { INFINITY, "Infinity", "Infinity" },
        { -INFINITY, "-Infinity", "-Infinity" },
        { NAN, "NaN", "NaN" },
    };
    struct arena arena;
    struct buf buf;
    arena_init(&arena, &plain_memory);
    buf_init(&buf, &arena);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_str(print(&buf, num_print_js, cases[i].number), cases[i].js);
        assert_str(print(&buf, num_print_java, cases[i].number), cases[i].java);
    }
    arena_finish(&arena);
}

static void precise_digits_are_those_of_toprecision(void **state)
{
    (void)state;
    static const struct {
        double number;
        unsigned precision;
        const char *digits;
        int exponent;
    } cases[] = {
        { 0.1 + 0.2, 15, "3", 0 },
        { 5890840712243076, 15, "589084071224308", 16 },
        { 2.5, 1, "3", 1 },
        { 3.5, 1, "4", 1 },
        { 100000000000000.5, 15, "100000000000001", 15 },
        { 100000000000001.5, 15, "100000000000002", 15 },
        { 0.1, 17, "10000000000000001", 0 },
        { 0.3, 17, "29999999999999999", 0 },
        { 9.995, 3, "999", 1 },
        { 9.996, 3, "1", 2 },
        { 1e23, 17, "99999999999999992", 23 },
        { 1e23, 15, "1", 24 },
        { 5e-324, 3, "494", -323 },
        { DBL_MAX, 15, "179769313486232", 309 },
        { 123456, 2, "12", 6 },
        { 1.005, 3, "1", 1 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        char digits[17];
        int exponent;
        size_t count = num_digits_precise(cases[i].number, cases[i].precision, digits, &exponent);
        assert_str(((str){ digits, count }), cases[i].digits);
        assert_int_equal(exponent, cases[i].exponent);
    }
}

/*
 * snprintf rounds ties to even, toPrecision up; on the exact value both ways agree for all but
 * ties.
 */
static void precise_digits_agree_with_printf(void **state)
{
    (void)state;
    uint64_t seed = 4;
    for (int i = 0; i < 50000; i++) {
        double number = random_number(&seed);
        int precision = (int)(next_random(&seed) % 17) + 1;
        struct digits digits;
        digits_rounded(number, precision, DIGITS_TIE_TO_EVEN, &digits);
        char expected[40];
        snprintf(expected, sizeof expected, "%.*e", precision - 1, number);
        char actual[40] = { digits.text[0], '.' };
        size_t len = precision > 1 ? 2 : 1;
        for (size_t d = 1; d < (size_t)precision; d++)
            actual[len++] = d < digits.count ? digits.text[d] : '0';
        snprintf(actual + len, sizeof actual - len, "e%+03d", digits.exponent - 1);
        assert_string_equal(actual, expected);
    }
}

static void fixed_numbers_agree_with_printf(void **state)
{
    (void)state;
    struct arena arena;
    struct buf buf;
    arena_init(&arena, &plain_memory);
    buf_init(&buf, &arena);
    static const double numbers[] = { 0,      0.5,     1.5,    2.5,   0.25,  0.125, 0.05, 0.95,
                                      0.999,  9.5,     9.995,  1e21,  1e22,  1e23,  1e-7, 123.456,
                                      1e-300, DBL_MAX, 5e-324, 99.99, 0.049, 0.051, 1.005 };
    static const unsigned places[] = { 0, 1, 2, 3, 10, 15, 20, 100 };
    char expected[512];
    uint64_t seed = 5;
    for (size_t i = 0; i < 20000; i++) {
        double number = i < ARRAY_LEN(numbers) ? numbers[i] : random_number(&seed);
        for (size_t j = i % 8; j < ARRAY_LEN(places); j += i < ARRAY_LEN(numbers) ? 1 : 8) {
            snprintf(expected, sizeof expected, "%.*f", (int)places[j], number);
            buf.len = 0;
            num_print_fixed(&buf, number, places[j]);
            assert_str(buf_text(&buf), expected);
        }
    }
    buf.len = 0;
    num_print_fixed(&buf, -1.005, 1);
    buf_char(&buf, ' ');
    num_print_fixed(&buf, -0.001, 2);
    buf_char(&buf, ' ');
    num_print_fixed(&buf, -0.0, 2);
    buf_char(&buf, ' ');
    num_print_fixed(&buf, -INFINITY, 2);
    assert_str(buf_text(&buf), "-1.0 -0.00 0.00 -Infinity");
    arena_finish(&arena);
}

/* In big numbers: word <= 10^exponent * 2^-shift < word + error, and equal where promised. */
static void powers_of_ten_keep_their_error_bounds(void **state)
{
    (void)state;
    for (int exponent = -330; exponent <= 320; exponent++) {
        struct power power = power_of_ten(exponent);
        assert_true(power.high >> 63);
        for (unsigned more = 0; more <= POWER_ERROR; more += POWER_ERROR) {
            struct big word, exact;
            big_from(&word, power.high);
            big_shift_left(&word, 64);
            word.limbs[0] = (uint32_t)power.low;
            word.limbs[1] = (uint32_t)(power.low >> 32);
            big_multiply_add(&word, 1, more);
            big_from(&exact, 1);
            int shift = power_log2(exponent) - 127;
            big_multiply_power_of_5(exponent > 0 ? &exact : &word, (unsigned)abs(exponent));
            shift -= exponent;
            big_shift_left(shift > 0 ? &word : &exact, (unsigned)abs(shift));
            int order = big_compare(&word, &exact);
            if (more)
                assert_true(order > 0);
            else
                assert_true(power_is_exact(exponent) ? order == 0 : order < 0);
        }
    }
}

static void digits_are_counted(void **state)
{
    (void)state;
    static const struct {
        uint32_t number;
        unsigned digits;
    } cases[] = { { 0, 1 }, { 9, 1 }, { 10, 2 }, { 99999, 5 }, { 100000, 6 }, { UINT32_MAX, 10 } };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(num_digit_count(cases[i].number), cases[i].digits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_are_counted),
        cmocka_unit_test(scan_finds_the_end_of_a_json_number),
        cmocka_unit_test(integers_read_up_to_their_limits),
        cmocka_unit_test(integers_read_in_any_base),
        cmocka_unit_test(decimals_read_as_the_nearest_double),
        cmocka_unit_test(what_is_no_decimal_is_refused),
        cmocka_unit_test(midpoints_round_to_even),
        cmocka_unit_test(many_digits_count_to_the_last),
        cmocka_unit_test(random_decimals_read_as_strtod_does),
        cmocka_unit_test(shortest_digits_are_shortest_and_nearest),
        cmocka_unit_test(digits_are_given_without_zeros),
        cmocka_unit_test(every_power_of_two_prints_as_the_slow_way_does),
        cmocka_unit_test(integers_with_round_digits_print_exactly),
        cmocka_unit_test(numbers_print_as_in_javascript_and_java),
        cmocka_unit_test(precise_digits_are_those_of_toprecision),
        cmocka_unit_test(precise_digits_agree_with_printf),
        cmocka_unit_test(fixed_numbers_agree_with_printf),
        cmocka_unit_test(powers_of_ten_keep_their_error_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
