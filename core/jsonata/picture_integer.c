#include "base/buf.h"
#include "base/num.h"
#include "jsonata/picture.h"
#include "jsonata/text.h"
#include "text/unicode.h"

#include <math.h>

/* The zeros of the families of decimal digits. */
static const uint32_t zeros[] = {
    0x30,   0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
};

struct points points_of(struct arena *arena, str text)
{
    struct points points = { arena_array(arena, uint32_t, text.len), 0 };
    for (size_t at = 0; at < text.len;)
        points.at[points.count++] = text_next(text, &at);
    return points;
}

void points_append(struct buf *buf, const uint32_t *at, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        buf_code_point(buf, at[i]);
}

void points_insert(struct points *points, int64_t index, uint32_t what)
{
    int64_t count = points->count;
    if (index < 0)
        index = index + count < 0 ? 0 : index + count;
    if (index > count)
        index = count;
    memmove(points->at + index + 1, points->at + index, (size_t)(count - index) * sizeof(uint32_t));
    points->at[index] = what;
    points->count++;
}

static uint32_t zero_of(uint32_t point)
{
    for (size_t i = 0; i < ARRAY_LEN(zeros); i++) {
        if (point >= zeros[i] && point <= zeros[i] + 9)
            return zeros[i];
    }
    return 0;
}

uint32_t picture_greatest_divisor(uint32_t a, uint32_t b)
{
    while (b) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The distance at which the groups repeat, or 0 when they do not. */
static uint32_t regular_distance(const struct digit_group *groups, uint32_t count)
{
    uint32_t divisor = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (groups[i].separator != groups[0].separator)
            return 0;
        divisor = i == 0 ? groups[0].position : picture_greatest_divisor(divisor, groups[i].position);
    }
    for (uint32_t step = 1; step <= count; step++) {
        bool is_there = false;
        for (uint32_t i = 0; i < count && !is_there; i++)
            is_there = groups[i].position == step * divisor;
        if (!is_there)
            return 0;
    }
    return divisor;
}

static void find_regularity(struct run *run, struct integer_picture *picture)
{
    uint32_t distance = regular_distance(picture->groups, picture->group_count);
    if (distance == 0)
        return;
    struct digit_group *group = arena_new(run->arena, struct digit_group);
    *group = (struct digit_group){ distance, picture->groups[0].separator };
    picture->groups = group;
    picture->group_count = 1;
    picture->is_regular = true;
}

/* A picture of digits. */
static bool read_decimal(struct run *run, str text, struct integer_picture *to)
{
    struct points points = points_of(run->arena, text);
    struct digit_group *groups = arena_array(run->arena, struct digit_group, points.count);
    uint32_t position = 0;
    to->groups = groups;
    for (uint32_t i = points.count; i > 0; i--) {
        uint32_t point = points.at[i - 1], zero = zero_of(point);
        if (zero) {
            if (to->zero && to->zero != zero) {
                run_fail(run, ERROR_D3131);
                return false;
            }
            to->zero = zero;
            to->mandatory++;
            position++;
        } else if (point == '#') {
            to->optional++;
            position++;
        } else {
            groups[to->group_count++] = (struct digit_group){ position, point };
        }
    }
    if (to->mandatory == 0)
        to->form = INTEGER_SEQUENCE;
    else
        find_regularity(run, to);
    return true;
}

/* Pictures that are words of their own. */
static const struct {
    str text;
    enum integer_form form;
    enum letter_case letter_case;
} forms[] = {
    { STR_INIT("A"), INTEGER_LETTERS, CASE_UPPER }, { STR_INIT("a"), INTEGER_LETTERS, CASE_LOWER },
    { STR_INIT("I"), INTEGER_ROMAN, CASE_UPPER },   { STR_INIT("i"), INTEGER_ROMAN, CASE_LOWER },
    { STR_INIT("W"), INTEGER_WORDS, CASE_UPPER },   { STR_INIT("Ww"), INTEGER_WORDS, CASE_TITLE },
    { STR_INIT("w"), INTEGER_WORDS, CASE_LOWER },
};

bool integer_picture_read(struct run *run, str picture, struct integer_picture *to)
{
    *to = (struct integer_picture){ .form = INTEGER_DECIMAL };
    to->text = picture;
    for (size_t i = picture.len; i > 0; i--) {
        if (picture.at[i - 1] != ';')
            continue;
        to->text = str_slice(picture, 0, i - 1);
        to->is_ordinal = i < picture.len && picture.at[i] == 'o';
        break;
    }
    for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
        if (str_equal(forms[i].text, to->text)) {
            to->form = forms[i].form;
            to->letter_case = forms[i].letter_case;
            return true;
        }
    }
    return read_decimal(run, to->text, to);
}

/* a, b, ..., z, aa, ab, ... */
static void print_letters(struct buf *buf, double number, char first)
{
    char letters[256];
    size_t count = 0;
    while (number > 0 && count < sizeof letters) {
        letters[count++] = (char)(first + (int)fmod(number - 1, 26));
        number = floor((number - 1) / 26);
    }
    while (count > 0)
        buf_char(buf, letters[--count]);
}

static const struct {
    unsigned number;
    const char *lower, *upper;
} numerals[] = {
    { 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" }, { 400, "cd", "CD" }, { 100, "c", "C" },
    { 90, "xc", "XC" }, { 50, "l", "L" },    { 40, "xl", "XL" }, { 10, "x", "X" },   { 9, "ix", "IX" },
    { 5, "v", "V" },    { 4, "iv", "IV" },   { 1, "i", "I" },
};

static bool print_roman(struct run *run, struct buf *buf, double number, bool is_upper)
{
    if (number >= (double)run->limits.text_bytes * 1000) {
        run_fail(run, ERROR_MEMORY);
        return false;
    }
    for (size_t i = 0; i < ARRAY_LEN(numerals); i++) {
        while (number >= numerals[i].number) {
            number -= numerals[i].number;
            buf_str(buf, str_from(is_upper ? numerals[i].upper : numerals[i].lower));
        }
    }
    return true;
}

static void print_words(struct run *run, struct buf *buf, double number,
                        const struct integer_picture *picture)
{
    struct buf words;
    buf_init(&words, run->arena);
    if (isfinite(number))
        words_print(&words, number, picture->is_ordinal);
    str text = buf_text(&words);
    for (size_t i = 0; i < text.len; i++)
        buf_char(buf, picture->letter_case == CASE_UPPER   ? char_upper(text.at[i])
                      : picture->letter_case == CASE_LOWER ? char_lower(text.at[i])
                                                           : text.at[i]);
}

static void insert_groups(struct points *digits, const struct integer_picture *picture)
{
    if (picture->is_regular) {
        uint32_t distance = picture->groups[0].position;
        uint32_t count = digits->count ? (digits->count - 1) / distance : 0;
        uint32_t length = digits->count;
        for (uint32_t i = 1; i <= count; i++)
            points_insert(digits, length - (int64_t)i * distance, picture->groups[0].separator);
        return;
    }
    for (uint32_t i = picture->group_count; i > 0; i--) {
        int64_t at = (int64_t)digits->count - picture->groups[i - 1].position;
        if (at < 0) {
            /* In the reference a separator in front of all digits swallows those that have no place. */
            uint32_t kept = digits->count < (uint64_t)-at ? digits->count : (uint32_t)-at;
            memmove(digits->at, digits->at + digits->count - kept, kept * sizeof(uint32_t));
            digits->count = kept;
            at = 0;
        }
        points_insert(digits, at, picture->groups[i - 1].separator);
    }
}

static str ordinal_ending(const struct points *digits)
{
    uint32_t last = digits->at[digits->count - 1];
    if (digits->count > 1 && digits->at[digits->count - 2] == '1')
        return STR("th");
    return last == '1' ? STR("st") : last == '2' ? STR("nd") : last == '3' ? STR("rd") : STR("th");
}

static bool print_decimal(struct run *run, struct buf *buf, double number,
                          const struct integer_picture *picture)
{
    struct buf plain;
    buf_init(&plain, run->arena);
    num_print_js(&plain, number);
    uint32_t length = (uint32_t)plain.len;
    if (picture->mandatory > run->limits.text_bytes || !run_reserve(run, picture->mandatory))
        return false;
    uint32_t padding = picture->mandatory > length ? picture->mandatory - length : 0;
    /* Regular groups may be as many as there are digits. */
    uint32_t room = 2 * (length + padding) + picture->group_count + 1;
    struct points digits = { arena_array(run->arena, uint32_t, room), length + padding };
    for (uint32_t i = 0; i < digits.count; i++) {
        uint32_t c = i < padding ? '0' : (unsigned char)plain.at[i - padding];
        digits.at[i] = c + picture->zero - 0x30;
    }
    insert_groups(&digits, picture);
    points_append(buf, digits.at, digits.count);
    if (picture->is_ordinal && digits.count)
        buf_str(buf, ordinal_ending(&digits));
    return true;
}

bool integer_picture_print(struct run *run, const struct integer_picture *picture, double number,
                           struct buf *buf)
{
    if (number < 0)
        buf_char(buf, '-');
    number = fabs(number);
    switch (picture->form) {
    case INTEGER_DECIMAL:
        return print_decimal(run, buf, number, picture);
    case INTEGER_LETTERS:
        print_letters(buf, number, picture->letter_case == CASE_UPPER ? 'A' : 'a');
        return true;
    case INTEGER_ROMAN:
        return print_roman(run, buf, number, picture->letter_case == CASE_UPPER);
    case INTEGER_WORDS:
        print_words(run, buf, number, picture);
        return true;
    case INTEGER_SEQUENCE:
        run_fail_value(run, ERROR_D3130, value_string(picture->text));
        return false;
    }
    return true;
}

static double parse_letters(struct run *run, str text, char first)
{
    struct points letters = points_of(run->arena, text);
    double number = 0;
    for (uint32_t i = 0; i < letters.count; i++)
        number += ((double)letters.at[letters.count - i - 1] - first + 1) * pow(26, i);
    return number;
}

static double roman_digit(char c)
{
    static const char letters[] = "MDCLXVI";
    static const double numbers[] = { 1000, 500, 100, 50, 10, 5, 1 };
    const char *found = c ? strchr(letters, c) : NULL;
    return found ? numbers[found - letters] : NAN;
}

static double parse_roman(str text, bool is_upper)
{
    double number = 0, most = 1;
    for (size_t i = text.len; i > 0; i--) {
        double digit = roman_digit(is_upper ? text.at[i - 1] : char_upper(text.at[i - 1]));
        if (digit < most) {
            number -= digit;
        } else {
            most = digit;
            number += digit;
        }
    }
    return number;
}

static bool is_separator(const struct integer_picture *picture, uint32_t point)
{
    if (picture->is_regular)
        return point == ','; /* whatever the picture says */
    for (uint32_t i = 0; i < picture->group_count; i++) {
        if (picture->groups[i].separator == point)
            return true;
    }
    return false;
}

/* As JavaScript's parseInt: blanks, a sign, the digits up to the first other character, hexadecimal behind 0x. */
static double parse_leading_integer(str text)
{
    text = str_trim(text);
    bool is_negative = text.len && text.at[0] == '-';
    if (text.len && (text.at[0] == '-' || text.at[0] == '+'))
        text = str_from_offset(text, 1);
    int radix = 10;
    if (text.len > 1 && text.at[0] == '0' && char_lower(text.at[1]) == 'x') {
        radix = 16;
        text = str_from_offset(text, 2);
    }
    size_t len = 0;
    while (len < text.len && char_hex(text.at[len]) >= 0 && char_hex(text.at[len]) < radix)
        len++;
    if (len == 0)
        return NAN;
    double number = 0;
    if (radix == 10)
        num_to_double(str_slice(text, 0, len), &number);
    for (size_t i = 0; radix == 16 && i < len; i++)
        number = number * 16 + char_hex(text.at[i]);
    return is_negative ? -number : number;
}

static double parse_decimal(struct run *run, const struct integer_picture *picture, str text)
{
    struct points points = points_of(run->arena, text);
    if (picture->is_ordinal)
        points.count = points.count < 2 ? 0 : points.count - 2;
    struct buf digits;
    buf_init(&digits, run->arena);
    for (uint32_t i = 0; i < points.count; i++) {
        if (!is_separator(picture, points.at[i]))
            buf_code_point(&digits, points.at[i] - picture->zero + 0x30);
    }
    return parse_leading_integer(buf_text(&digits));
}

bool integer_picture_parse(struct run *run, const struct integer_picture *picture, str text,
                           double *number)
{
    bool is_upper = picture->letter_case == CASE_UPPER;
    struct buf lower;
    switch (picture->form) {
    case INTEGER_DECIMAL:
        *number = parse_decimal(run, picture, text);
        return true;
    case INTEGER_LETTERS:
        *number = parse_letters(run, text, is_upper ? 'A' : 'a');
        return true;
    case INTEGER_ROMAN:
        *number = parse_roman(text, is_upper);
        return true;
    case INTEGER_WORDS:
        buf_init(&lower, run->arena);
        unicode_lower(&lower, text);
        *number = words_parse(buf_text(&lower));
        return true;
    case INTEGER_SEQUENCE:
        run_fail_value(run, ERROR_D3130, value_string(picture->text));
        return false;
    }
    return true;
}

value function_format_integer(struct run *run, const struct call *call)
{
    value number = call->arguments[0], picture = call->arguments[1];
    struct integer_picture read;
    if (number.kind == VALUE_UNDEFINED || picture.kind == VALUE_UNDEFINED)
        return value_undefined();
    if (!integer_picture_read(run, value_text(picture), &read))
        return value_undefined();
    struct buf buf;
    buf_init(&buf, run->arena);
    if (!integer_picture_print(run, &read, floor(number_of(number)), &buf))
        return value_undefined();
    return value_string(buf_text(&buf));
}

value function_parse_integer(struct run *run, const struct call *call)
{
    value text = call->arguments[0], picture = call->arguments[1];
    struct integer_picture read;
    double number;
    if (text.kind == VALUE_UNDEFINED || picture.kind == VALUE_UNDEFINED)
        return value_undefined();
    if (!integer_picture_read(run, value_text(picture), &read) ||
        !integer_picture_parse(run, &read, value_text(text), &number))
        return value_undefined();
    return value_double(number);
}
