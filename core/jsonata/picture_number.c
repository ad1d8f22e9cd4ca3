#include "base/buf.h"
#include "base/num.h"
#include "jsonata/picture.h"

#include <math.h>

/* toFixed's limit. */
#define PLACES_MAX 100

/* The characters that have a meaning in a picture, as $formatNumber's options may set them. */
struct style {
    uint32_t decimal, grouping, exponent, zero, digit, separator;
    str minus, percent, per_mille;
};

/* A picture, or one of the two in it, cut into its parts. The reference takes the suffix for a missing fraction. */
struct picture {
    struct points whole, prefix, suffix, active, mantissa, integer, fraction, exponent;
    bool has_exponent;
    str text;
};

/* What a picture says. */
struct shape {
    str text;
    struct points prefix, suffix;
    bool has_decimal; /* the picture has a decimal separator */
    bool is_negative; /* made from the positive one, with a minus sign in front */
    uint32_t *integer_groups, *fraction_groups;
    uint32_t integer_group_count, fraction_group_count, regular;
    uint32_t integer_min, scale, fraction_min, fraction_max, exponent_min;
};

static struct points part(struct points of, size_t start, size_t end)
{
    if (start > of.count)
        start = of.count;
    if (end > of.count)
        end = of.count;
    return (struct points){ of.at + start, end > start ? (uint32_t)(end - start) : 0 };
}

static size_t find(struct points in, uint32_t point, size_t from)
{
    for (size_t i = from; i < in.count; i++) {
        if (in.at[i] == point)
            return i;
    }
    return SIZE_MAX;
}

static size_t find_last(struct points in, uint32_t point)
{
    for (size_t i = in.count; i > 0; i--) {
        if (in.at[i - 1] == point)
            return i - 1;
    }
    return SIZE_MAX;
}

static bool is_digit(const struct style *style, uint32_t point)
{
    return point >= style->zero && point < style->zero + 10;
}

static bool is_any_digit(const struct style *style, uint32_t point)
{
    return is_digit(style, point) || point == style->digit;
}

static bool is_active(const struct style *style, uint32_t point)
{
    return is_any_digit(style, point) || point == style->decimal || point == style->exponent ||
           point == style->grouping || point == style->separator;
}

static uint32_t count_if(const struct style *style, struct points points,
                         bool (*fits)(const struct style *style, uint32_t point))
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < points.count; i++)
        count += fits(style, points.at[i]);
    return count;
}

/* The first (or last) character that begins the active part; `none` when there is none. */
static size_t find_edge(const struct style *style, struct points whole, bool is_last, size_t none)
{
    for (size_t n = 0; n < whole.count; n++) {
        size_t i = is_last ? whole.count - 1 - n : n;
        if (is_active(style, whole.at[i]) && whole.at[i] != style->exponent)
            return i;
    }
    return none;
}

static struct picture cut(struct run *run, const struct style *style, str text)
{
    struct picture picture = { .text = text, .whole = points_of(run->arena, text) };
    struct points whole = picture.whole;
    size_t start = find_edge(style, whole, false, 0);
    size_t end = whole.count ? find_edge(style, whole, true, whole.count - 1) + 1 : 0;
    picture.prefix = part(whole, 0, start);
    picture.suffix = part(whole, end, whole.count);
    picture.active = part(whole, start, end);
    picture.mantissa = picture.active;
    size_t exponent = find(whole, style->exponent, start);
    if (exponent != SIZE_MAX && exponent <= end) {
        /* The reference counts from the start of the whole picture here, and so do we. */
        picture.mantissa = part(picture.active, 0, exponent);
        picture.exponent = part(picture.active, exponent + 1, picture.active.count);
        picture.has_exponent = true;
    }
    size_t decimal = find(picture.mantissa, style->decimal, 0);
    picture.integer = part(picture.mantissa, 0, decimal);
    picture.fraction = decimal == SIZE_MAX
                           ? picture.suffix
                           : part(picture.mantissa, decimal + 1, picture.mantissa.count);
    return picture;
}

static bool occurs_twice(str text, str what)
{
    size_t first = str_find(text, what);
    return what.len && first != SIZE_MAX && str_contains(str_from_offset(text, first + 1), what);
}

/* Whether a digit of the family stands on the wrong side of the optional digit sign at `at`. */
static bool has_digit(const struct style *style, struct points points, size_t start, size_t end)
{
    return count_if(style, part(points, start, end), is_digit) > 0;
}

static bool has_grouping_beside(const struct style *style, struct points whole, size_t decimal)
{
    return (decimal > 0 && whole.at[decimal - 1] == style->grouping) ||
           (decimal + 1 < whole.count && whole.at[decimal + 1] == style->grouping);
}

static bool has_adjacent_groupings(const struct style *style, struct points whole)
{
    for (uint32_t i = 1; i < whole.count; i++) {
        if (whole.at[i] == style->grouping && whole.at[i - 1] == style->grouping)
            return true;
    }
    return false;
}

/* All rules are looked at, and the last one that is broken is told. */
static enum error_code check_mantissa(const struct style *style, const struct picture *picture)
{
    enum error_code code = ERROR_NONE;
    size_t decimal = find(picture->whole, style->decimal, 0);
    bool has_percent = str_contains(picture->text, style->percent);
    bool has_per_mille = str_contains(picture->text, style->per_mille);
    if (decimal != find_last(picture->whole, style->decimal))
        code = ERROR_D3081;
    if (occurs_twice(picture->text, style->percent))
        code = ERROR_D3082;
    if (occurs_twice(picture->text, style->per_mille))
        code = ERROR_D3083;
    if (has_percent && has_per_mille)
        code = ERROR_D3084;
    if (count_if(style, picture->mantissa, is_any_digit) == 0)
        code = ERROR_D3085;
    if (count_if(style, picture->active, is_active) < picture->active.count)
        code = ERROR_D3086;
    if (decimal != SIZE_MAX && has_grouping_beside(style, picture->whole, decimal))
        code = ERROR_D3087;
    if (decimal == SIZE_MAX && picture->integer.count &&
        picture->integer.at[picture->integer.count - 1] == style->grouping)
        code = ERROR_D3088;
    if (has_adjacent_groupings(style, picture->whole))
        code = ERROR_D3089;
    return code;
}

static enum error_code check(const struct style *style, const struct picture *picture)
{
    enum error_code code = check_mantissa(style, picture);
    size_t sign = find(picture->integer, style->digit, 0);
    if (sign != SIZE_MAX && has_digit(style, picture->integer, 0, sign))
        code = ERROR_D3090;
    sign = find_last(picture->fraction, style->digit);
    if (sign != SIZE_MAX && has_digit(style, picture->fraction, sign, picture->fraction.count))
        code = ERROR_D3091;
    if (!picture->has_exponent)
        return code;
    if (picture->exponent.count && (str_contains(picture->text, style->percent) ||
                                    str_contains(picture->text, style->per_mille)))
        code = ERROR_D3092;
    if (picture->exponent.count == 0 ||
        count_if(style, picture->exponent, is_digit) < picture->exponent.count)
        code = ERROR_D3093;
    return code;
}

/*
 * How many digits stand right of each grouping separator, or left of it in a fraction. After the first one the reference
 * always goes on in the integer part.
 */
static uint32_t *find_groups(struct run *run, const struct style *style, struct points in,
                             struct points integer, bool is_fraction, uint32_t *count)
{
    uint32_t *groups = arena_array(run->arena, uint32_t, (size_t)in.count + integer.count + 1);
    *count = 0;
    size_t at = find(in, style->grouping, 0);
    while (at != SIZE_MAX) {
        struct points side = is_fraction ? part(in, 0, at) : part(in, at, in.count);
        groups[(*count)++] = count_if(style, side, is_any_digit);
        at = find(integer, style->grouping, at + 1);
    }
    return groups;
}

/* The distance at which the groups repeat, or 0 when they do not. */
static uint32_t regular_distance(const uint32_t *groups, uint32_t count)
{
    uint32_t divisor = 0;
    for (uint32_t i = 0; i < count; i++)
        divisor = i == 0 ? groups[0] : picture_greatest_divisor(divisor, groups[i]);
    for (uint32_t step = 1; step <= count; step++) {
        bool is_there = false;
        for (uint32_t i = 0; i < count && !is_there; i++)
            is_there = groups[i] == step * divisor;
        if (!is_there)
            return 0;
    }
    return divisor;
}

static void count_digits(const struct style *style, const struct picture *picture,
                         struct shape *shape)
{
    shape->integer_min = shape->scale = count_if(style, picture->integer, is_digit);
    shape->fraction_min = count_if(style, picture->fraction, is_digit);
    shape->fraction_max = count_if(style, picture->fraction, is_any_digit);
    if (shape->integer_min == 0 && shape->fraction_max == 0) {
        if (picture->has_exponent)
            shape->fraction_min = shape->fraction_max = 1;
        else
            shape->integer_min = 1;
    }
    if (picture->has_exponent && shape->integer_min == 0 &&
        find(picture->integer, style->digit, 0) != SIZE_MAX)
        shape->integer_min = 1;
    if (shape->integer_min == 0 && shape->fraction_min == 0)
        shape->fraction_min = 1;
    if (picture->has_exponent)
        shape->exponent_min = count_if(style, picture->exponent, is_digit);
}

static struct shape analyse(struct run *run, const struct style *style, const struct picture *picture)
{
    struct shape shape = { .text = picture->text,
                           .prefix = picture->prefix,
                           .suffix = picture->suffix };
    shape.has_decimal = find(picture->whole, style->decimal, 0) != SIZE_MAX;
    shape.integer_groups = find_groups(run, style, picture->integer, picture->integer, false,
                                       &shape.integer_group_count);
    shape.regular = regular_distance(shape.integer_groups, shape.integer_group_count);
    shape.fraction_groups = find_groups(run, style, picture->fraction, picture->integer, true,
                                        &shape.fraction_group_count);
    count_digits(style, picture, &shape);
    return shape;
}

/* The digits of a number in the style's family, with `places` behind a point. */
static struct points print_digits(struct run *run, const struct style *style, double number,
                                  uint32_t places, size_t room)
{
    struct buf buf;
    buf_init(&buf, run->arena);
    if (fabs(number) >= 1e21 || !isfinite(number))
        num_print_js(&buf, fabs(number));
    else
        num_print_fixed(&buf, fabs(number), places);
    struct points digits = { arena_array(run->arena, uint32_t, buf.len + room), (uint32_t)buf.len };
    for (size_t i = 0; i < buf.len; i++) {
        uint32_t c = (unsigned char)buf.at[i];
        digits.at[i] = char_is_digit(buf.at[i]) ? c - '0' + style->zero : c;
    }
    return digits;
}

/* The decimal separator in place of the point, behind it no more zeros than asked for, before it as many as needed. */
static void trim_and_pad(const struct style *style, const struct shape *shape, struct points *digits)
{
    size_t point = find(*digits, '.', 0);
    if (point == SIZE_MAX)
        points_insert(digits, digits->count, style->decimal);
    else
        digits->at[point] = style->decimal;
    while (digits->count && digits->at[0] == style->zero) {
        digits->at++;
        digits->count--;
    }
    while (digits->count && digits->at[digits->count - 1] == style->zero)
        digits->count--;
    size_t decimal = find(*digits, style->decimal, 0);
    for (size_t i = decimal; i < shape->integer_min; i++)
        points_insert(digits, 0, style->zero);
    size_t fraction = digits->count - find(*digits, style->decimal, 0) - 1;
    for (size_t i = fraction; i < shape->fraction_min; i++)
        points_insert(digits, digits->count, style->zero);
}

static void insert_groups(const struct style *style, const struct shape *shape, struct points *digits)
{
    int64_t decimal = (int64_t)find(*digits, style->decimal, 0);
    if (shape->regular) {
        int64_t count = decimal > 0 ? (decimal - 1) / shape->regular : 0;
        for (int64_t i = 1; i <= count; i++)
            points_insert(digits, decimal - i * shape->regular, style->grouping);
    } else {
        for (uint32_t i = 0; i < shape->integer_group_count; i++)
            points_insert(digits, decimal++ - shape->integer_groups[i], style->grouping);
    }
    decimal = (int64_t)find(*digits, style->decimal, 0);
    for (uint32_t i = 0; i < shape->fraction_group_count; i++)
        points_insert(digits, decimal + 1 + shape->fraction_groups[i], style->grouping);
    decimal = (int64_t)find(*digits, style->decimal, 0);
    if (!shape->has_decimal || decimal == (int64_t)digits->count - 1)
        digits->count--;
}

/* Scales the number so that its integer part has the digits that the picture asks for. */
static double scale(const struct shape *shape, double number, int *exponent)
{
    double most = pow(10, shape->scale), least = pow(10, (double)shape->scale - 1);
    *exponent = 0;
    if (number == 0 || !isfinite(number))
        return number;
    for (; fabs(number) < least; number *= 10)
        *exponent -= 1;
    for (; fabs(number) > most; number /= 10)
        *exponent += 1;
    return number;
}

static void append_exponent(struct run *run, struct buf *buf, const struct style *style,
                            const struct shape *shape, int exponent)
{
    buf_code_point(buf, style->exponent);
    if (exponent < 0)
        buf_str(buf, style->minus);
    struct points digits = print_digits(run, style, exponent, 0, 0);
    for (uint32_t i = digits.count; i < shape->exponent_min; i++)
        buf_code_point(buf, style->zero);
    points_append(buf, digits.at, digits.count);
}

static value print(struct run *run, const struct style *style, const struct shape *shape, double number)
{
    if (str_contains(shape->text, style->percent))
        number *= 100;
    else if (str_contains(shape->text, style->per_mille))
        number *= 1000;
    int exponent = 0;
    if (shape->exponent_min)
        number = scale(shape, number, &exponent);
    if (shape->fraction_max > PLACES_MAX || shape->integer_min > run->limits.text_bytes)
        return fail_plain(run, ERROR_WIDTH);
    if (isinf(number) && shape->fraction_max)
        number = NAN; /* as the reference's rounding has it */
    number = round_half_even(number, shape->fraction_max);
    size_t room = 2 * ((size_t)shape->integer_min + shape->fraction_min + 400) +
                  shape->integer_group_count + shape->fraction_group_count;
    struct points digits = print_digits(run, style, number, shape->fraction_max, room);
    trim_and_pad(style, shape, &digits);
    insert_groups(style, shape, &digits);

    struct buf buf;
    buf_init(&buf, run->arena);
    if (shape->is_negative)
        buf_str(&buf, style->minus);
    points_append(&buf, shape->prefix.at, shape->prefix.count);
    points_append(&buf, digits.at, digits.count);
    if (shape->exponent_min)
        append_exponent(run, &buf, style, shape, exponent);
    points_append(&buf, shape->suffix.at, shape->suffix.count);
    return value_string(buf_text(&buf));
}

static void set_point(struct run *run, value options, str name, uint32_t *point)
{
    value v = value_get(options, name);
    if (v.kind != VALUE_STRING || v.count == 0)
        return;
    *point = points_of(run->arena, value_text(v)).at[0];
}

static void set_text(value options, str name, str *text)
{
    value v = value_get(options, name);
    if (v.kind == VALUE_STRING)
        *text = value_text(v);
}

static struct style read_style(struct run *run, value options)
{
    struct style style = { '.', ',', 'e', '0', '#', ';',
                           STR("-"), STR("%"), STR("\xE2\x80\xB0") };
    set_point(run, options, STR("decimal-separator"), &style.decimal);
    set_point(run, options, STR("grouping-separator"), &style.grouping);
    set_point(run, options, STR("exponent-separator"), &style.exponent);
    set_point(run, options, STR("zero-digit"), &style.zero);
    set_point(run, options, STR("digit"), &style.digit);
    set_point(run, options, STR("pattern-separator"), &style.separator);
    set_text(options, STR("minus-sign"), &style.minus);
    set_text(options, STR("percent"), &style.percent);
    set_text(options, STR("per-mille"), &style.per_mille);
    return style;
}

/* Splits a picture at its separator into at most two. Returns how many there are. */
static uint32_t split(struct run *run, const struct style *style, str picture, str texts[2])
{
    struct buf separator;
    buf_init(&separator, run->arena);
    buf_code_point(&separator, style->separator);
    uint32_t count = 0;
    for (;;) {
        size_t at = str_find(picture, buf_text(&separator));
        if (count < 2)
            texts[count] = str_slice(picture, 0, at);
        count++;
        if (at == SIZE_MAX)
            return count;
        picture = str_from_offset(picture, at + separator.len);
    }
}

value function_format_number(struct run *run, const struct call *call)
{
    value number = call->arguments[0];
    if (number.kind == VALUE_UNDEFINED || call->arguments[1].kind == VALUE_UNDEFINED)
        return value_undefined();
    struct style style = read_style(run, call->arguments[2]);
    str texts[2];
    uint32_t count = split(run, &style, value_text(call->arguments[1]), texts);
    if (count > 2)
        return fail_plain(run, ERROR_D3080);
    struct shape shapes[2];
    for (uint32_t i = 0; i < count; i++) {
        struct picture picture = cut(run, &style, texts[i]);
        enum error_code code = check(&style, &picture);
        if (code)
            return fail_plain(run, code);
        shapes[i] = analyse(run, &style, &picture);
    }
    if (count == 1) {
        shapes[1] = shapes[0];
        shapes[1].is_negative = true;
    }
    return print(run, &style, &shapes[number_of(number) >= 0 ? 0 : 1], number_of(number));
}
