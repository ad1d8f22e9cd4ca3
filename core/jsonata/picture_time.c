#include "base/buf.h"
#include "base/time.h"
#include "jsonata/picture.h"

#include <math.h>

/* The farthest that JavaScript's dates reach from 1970, in milliseconds. */
#define MILLIS_MAX 8.64e15
#define MILLIS_PER_DAY 86400000

const str month_names[12] = {
    STR_INIT("January"), STR_INIT("February"), STR_INIT("March"),     STR_INIT("April"),
    STR_INIT("May"),     STR_INIT("June"),     STR_INIT("July"),      STR_INIT("August"),
    STR_INIT("September"), STR_INIT("October"), STR_INIT("November"), STR_INIT("December"),
};

const str day_names[7] = {
    STR_INIT("Monday"), STR_INIT("Tuesday"),  STR_INIT("Wednesday"), STR_INIT("Thursday"),
    STR_INIT("Friday"), STR_INIT("Saturday"), STR_INIT("Sunday"),
};

/* What a component is written with unless its marker says; NULL for no component. */
static const char *default_presentation(char component)
{
    switch (component) {
    case 'Y':
    case 'M':
    case 'D':
    case 'd':
    case 'W':
    case 'w':
    case 'X':
    case 'x':
    case 'H':
    case 'h':
    case 'f':
        return "1";
    case 'm':
    case 's':
        return "01";
    case 'F':
    case 'P':
    case 'C':
    case 'E':
        return "n";
    case 'Z':
    case 'z':
        return "01:01";
    default:
        return NULL;
    }
}

static bool is_among(const char *components, char component)
{
    return component && strchr(components, component);
}

static bool add_part(struct run *run, struct time_picture *picture, struct time_part part)
{
    if (!run_work(run, 1))
        return false;
    if ((picture->count & (picture->count - 1)) == 0) {
        uint32_t capacity = picture->count ? picture->count * 2 : 1;
        picture->parts = arena_grow(run->arena, picture->parts, picture->count * sizeof part,
                                    capacity * sizeof part, _Alignof(struct time_part));
    }
    picture->parts[picture->count++] = part;
    return true;
}

/* Text between markers, in which ]] stands for ]. */
static bool add_literal(struct run *run, struct time_picture *picture, str text)
{
    if (text.len == 0)
        return true;
    struct buf buf;
    buf_init(&buf, run->arena);
    for (size_t i = 0; i < text.len; i++) {
        buf_char(&buf, text.at[i]);
        if (str_starts(str_from_offset(text, i), STR("]]")))
            i++;
    }
    return add_part(run, picture, (struct time_part){ .is_literal = true, .text = buf_text(&buf) });
}

/* A width as parseInt reads it; -1 for none. */
static int64_t read_width(str text)
{
    int64_t width = -1;
    for (size_t i = 0; i < text.len && char_is_digit(text.at[i]) && width < 1000000; i++)
        width = (width < 0 ? 0 : width * 10) + (text.at[i] - '0');
    return width;
}

/* ",2-4": the least and the most. Returns the marker without it. */
static str cut_width(str marker, int64_t *least, int64_t *most)
{
    *least = *most = -1;
    for (size_t i = marker.len; i > 1; i--) {
        if (marker.at[i - 1] != ',')
            continue;
        str width = str_from_offset(marker, i);
        size_t dash = str_find_char(width, '-');
        *least = read_width(str_slice(width, 0, dash));
        if (dash != SIZE_MAX)
            *most = read_width(str_from_offset(width, dash + 1));
        return str_slice(marker, 0, i - 1);
    }
    return marker;
}

/* The picture of the number of a component, with its width worked in. */
static bool read_integer(struct run *run, struct time_part *part, str presentation, int64_t least)
{
    str picture = part->second ? str_printf(run->arena, "%.*s;%c", STR_ARG(presentation), part->second)
                               : presentation;
    struct integer_picture *integer = &part->integer;
    if (!integer_picture_read(run, picture, integer))
        return false;
    part->has_integer = true;
    bool is_decimal = integer->form == INTEGER_DECIMAL;
    if (is_decimal && integer->mandatory < least)
        integer->mandatory = (uint32_t)least;
    if (!is_among("YMD", part->component))
        return true;
    if (part->width_max >= 0) {
        part->digits = part->width_max;
        integer->mandatory = (uint32_t)part->width_max;
    } else if (is_decimal && integer->mandatory + integer->optional >= 2) {
        part->digits = integer->mandatory + integer->optional;
    }
    return true;
}

static void read_name_case(struct time_part *part, str presentation)
{
    part->has_names = true;
    if (presentation.at[0] == 'n')
        part->names = CASE_LOWER;
    else
        part->names = presentation.len > 1 && presentation.at[1] == 'n' ? CASE_TITLE : CASE_UPPER;
}

/* The second presentation modifier, when the presentation ends with one. */
static str cut_second(struct time_part *part, str presentation)
{
    if (presentation.len > 1 && is_among("atco", presentation.at[presentation.len - 1])) {
        part->second = presentation.at[presentation.len - 1];
        presentation.len--;
    }
    return presentation;
}

static bool read_presentation(struct run *run, struct time_part *part, str presentation, int64_t least)
{
    if (presentation.at[0] == 'n' || presentation.at[0] == 'N') {
        read_name_case(part, presentation);
    } else if (is_among("YMDdFWwXxHhmsf", part->component)) {
        if (!read_integer(run, part, presentation, least))
            return false;
    }
    if (!is_among("Zz", part->component))
        return true;
    part->has_integer = true;
    return integer_picture_read(run, presentation, &part->integer);
}

static str without_blanks(struct run *run, str text)
{
    struct buf buf;
    buf_init(&buf, run->arena);
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_blank(text.at[i]) && text.at[i] != '\v' && text.at[i] != '\f')
            buf_char(&buf, text.at[i]);
    }
    return buf_text(&buf);
}

/* What stands between brackets. */
static bool add_marker(struct run *run, struct time_picture *picture, str marker)
{
    int64_t least;
    marker = without_blanks(run, marker);
    struct time_part part = { .digits = -1 };
    struct points points = points_of(run->arena, str_slice(marker, 0, 4));
    size_t length = points.count == 0 ? 0 : points.at[0] < 0x80 ? 1 : 2;
    if (length == 1)
        part.component = marker.at[0];
    part.component_text = str_slice(marker, 0, length);
    marker = cut_width(marker, &least, &part.width_max);
    str presentation = cut_second(&part, str_from_offset(marker, length));
    if (presentation.len == 0)
        presentation = str_from(default_presentation(part.component));
    if (presentation.len == 0) {
        run_fail_value(run, ERROR_D3132, value_string(part.component_text));
        return false;
    }
    return read_presentation(run, &part, presentation, least) && add_part(run, picture, part);
}

bool time_picture_read(struct run *run, str picture, struct time_picture *to)
{
    *to = (struct time_picture){ .count = 0 };
    size_t start = 0;
    for (size_t at = 0; at < picture.len;) {
        if (picture.at[at] != '[') {
            at++;
            continue;
        }
        if (!add_literal(run, to, str_slice(picture, start, at)))
            return false;
        if (at + 1 < picture.len && picture.at[at + 1] == '[') {
            if (!add_part(run, to, (struct time_part){ .is_literal = true, .text = STR("[") }))
                return false;
            start = at += 2;
            continue;
        }
        size_t length = str_find_char(str_from_offset(picture, at), ']');
        if (length == SIZE_MAX) {
            run_fail(run, ERROR_D3135);
            return false;
        }
        if (!add_marker(run, to, str_slice(picture, at + 1, at + length)))
            return false;
        start = at += length + 1;
    }
    return add_literal(run, to, str_from_offset(picture, start));
}

/* As JavaScript's Date.UTC has it, by which weeks and days are counted: the years 0 to 99 are those of 1900 on. */
static int64_t day_start(int64_t year, int month, int day)
{
    if (year >= 0 && year <= 99)
        year += 1900;
    return time_from_civil(&(struct civil){ .year = year, .month = month, .day = day });
}

/* When the first ISO week of a month (or with month 1 of a year) begins: the one with its first Thursday. */
static int64_t first_week(int64_t year, int month)
{
    int64_t first = day_start(year, month, 1);
    struct civil civil;
    time_to_civil(first, &civil);
    int64_t days = civil.weekday > 4 ? 8 - civil.weekday : 1 - civil.weekday;
    return first + days * MILLIS_PER_DAY;
}

static double weeks_between(int64_t start, int64_t end)
{
    return floor((double)(end - start) / (7.0 * MILLIS_PER_DAY) + 1);
}

/*
 * The ISO week of the year or month that begins in `year` and `month` and has `months` months. `most` is how many weeks
 * there can be before the next one has to be looked at.
 */
static double week_of(const struct civil *civil, int month, int months, double most)
{
    int64_t today = day_start(civil->year, civil->month, civil->day);
    double week = weeks_between(first_week(civil->year, month), today);
    if (week > most && today >= first_week(civil->year, month + months))
        return 1;
    if (week < 1)
        return weeks_between(first_week(civil->year, month - months), today);
    return week;
}

/* -1, 0 or 1: whether the instant belongs to the weeks of the year or month before, this one, or the next. */
static int week_shift(const struct civil *civil, double millis, int month, int months)
{
    if (millis < (double)first_week(civil->year, month))
        return -1;
    return millis >= (double)first_week(civil->year, month + months) ? 1 : 0;
}

static double month_component(const struct civil *civil, double millis)
{
    return (civil->month - 1 + week_shift(civil, millis, civil->month, 1) + 12) % 12 + 1;
}

double time_component(double millis, char component)
{
    if (!(fabs(millis) <= MILLIS_MAX))
        return NAN;
    struct civil civil;
    time_to_civil((int64_t)trunc(millis), &civil);
    switch (component) {
    case 'Y':
        return (double)civil.year;
    case 'M':
        return civil.month;
    case 'D':
        return civil.day;
    case 'd':
        return (double)(day_start(civil.year, civil.month, civil.day) - day_start(civil.year, 1, 1)) /
                   MILLIS_PER_DAY +
               1;
    case 'F':
        return civil.weekday;
    case 'W':
        return week_of(&civil, 1, 12, 52);
    case 'w':
        return week_of(&civil, civil.month, 1, 4);
    case 'X':
        return (double)civil.year + week_shift(&civil, millis, 1, 12);
    case 'x':
        return month_component(&civil, millis);
    case 'H':
        return civil.hour;
    case 'h':
        return civil.hour % 12 == 0 ? 12 : civil.hour % 12;
    case 'P':
        return civil.hour >= 12;
    case 'm':
        return civil.minute;
    case 's':
        return civil.second;
    case 'f':
        return civil.millisecond;
    default:
        return NAN;
    }
}

/* hhmm as one number, as parseInt reads it: hours are rounded down, minutes have the sign of the whole. */
struct offset {
    double hours, minutes;
};

static struct offset read_offset(value timezone)
{
    if (timezone.kind != VALUE_STRING)
        return (struct offset){ 0, 0 };
    str text = str_trim(value_text(timezone));
    double number = 0, sign = 1;
    size_t i = 0;
    if (text.len && (text.at[0] == '-' || text.at[0] == '+'))
        sign = text.at[i++] == '-' ? -1 : 1;
    size_t start = i;
    for (; i < text.len && char_is_digit(text.at[i]); i++)
        number = number * 10 + (text.at[i] - '0');
    number = i > start ? number * sign : NAN;
    return (struct offset){ floor(number / 100), fmod(number, 100) };
}

static bool fail_name(struct run *run, const struct time_part *part)
{
    run_fail_value(run, ERROR_D3133, value_string(part->component_text));
    return false;
}

static bool print_name(struct run *run, const struct time_part *part, double number, struct buf *buf)
{
    str name;
    if (!is_among("YMDdFWwXxHhmsf", part->component)) {
        buf_str(buf, STR("undefined")); /* no component of a time */
        return true;
    }
    if (!is_among("MxF", part->component))
        return fail_name(run, part);
    if (isnan(number))
        name = STR("undefined");
    else
        name = part->component == 'F' ? day_names[(int)number - 1] : month_names[(int)number - 1];
    if (part->width_max >= 0)
        name = str_slice(name, 0, (size_t)part->width_max);
    for (size_t i = 0; i < name.len; i++)
        buf_char(buf, part->names == CASE_UPPER   ? char_upper(name.at[i])
                      : part->names == CASE_LOWER ? char_lower(name.at[i])
                                                  : name.at[i]);
    return true;
}

static bool print_number(struct run *run, const struct time_part *part, double number, struct buf *buf)
{
    if (part->component == 'Y' && part->digits >= 0)
        number = fmod(number, pow(10, (double)part->digits));
    return integer_picture_print(run, &part->integer, number, buf);
}

static bool print_offset_digits(struct run *run, const struct time_part *part,
                                const struct offset *offset, struct buf *buf)
{
    double whole = offset->hours * 100 + offset->minutes;
    uint32_t digits = part->integer.mandatory;
    if (part->integer.is_regular || digits == 3 || digits == 4)
        return integer_picture_print(run, &part->integer, whole, buf);
    if (digits != 1 && digits != 2) {
        run_fail_value(run, ERROR_D3134, value_double(digits));
        return false;
    }
    if (!integer_picture_print(run, &part->integer, offset->hours, buf))
        return false;
    if (offset->minutes == 0)
        return true;
    struct integer_picture minutes;
    buf_char(buf, ':');
    return integer_picture_read(run, STR("00"), &minutes) &&
           integer_picture_print(run, &minutes, offset->minutes, buf);
}

static bool print_offset(struct run *run, const struct time_part *part, const struct offset *offset,
                         struct buf *buf)
{
    double whole = offset->hours * 100 + offset->minutes;
    if (whole == 0 && part->second == 't') {
        buf_char(buf, 'Z');
        return true;
    }
    if (part->component == 'z')
        buf_str(buf, STR("GMT"));
    if (whole >= 0)
        buf_char(buf, '+');
    return print_offset_digits(run, part, offset, buf);
}

static bool print_part(struct run *run, const struct time_part *part, double millis,
                       const struct offset *offset, struct buf *buf)
{
    if (part->is_literal) {
        buf_str(buf, part->text);
        return true;
    }
    double number = time_component(millis, part->component);
    switch (part->component) {
    case 'Z':
    case 'z':
        return print_offset(run, part, offset, buf);
    case 'C':
    case 'E':
        buf_str(buf, STR("ISO"));
        return true;
    case 'P':
        if (part->names == CASE_UPPER)
            buf_str(buf, number == 1 ? STR("PM") : STR("AM"));
        else
            buf_str(buf, number == 1 ? STR("pm") : STR("am"));
        return true;
    default:
        break;
    }
    if (part->has_names)
        return print_name(run, part, number, buf);
    if (part->has_integer)
        return print_number(run, part, number, buf);
    buf_str(buf, STR("undefined")); /* no component of a time */
    return true;
}

value time_picture_print(struct run *run, const struct time_picture *picture, double millis,
                         value timezone)
{
    struct offset offset = read_offset(timezone);
    millis = trunc(millis + (60 * offset.hours + offset.minutes) * 60 * 1000);
    struct buf buf;
    buf_init(&buf, run->arena);
    for (uint32_t i = 0; i < picture->count; i++) {
        if (!print_part(run, &picture->parts[i], millis, &offset, &buf))
            return value_undefined();
    }
    return value_string(buf_text(&buf));
}
