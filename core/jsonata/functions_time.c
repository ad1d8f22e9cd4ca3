#include "base/buf.h"
#include "base/time.h"
#include "jsonata/functions.h"
#include "jsonata/picture.h"

#include <math.h>
#include <stdlib.h>

#define ISO_PICTURE "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]"
/* The years 0000 to 9999, which need no picture. */
#define ISO_MIN -62167219200000.0
#define ISO_MAX 253402300799999.0

static value print_instant(struct run *run, double millis, value picture, value timezone)
{
    struct time_picture read;
    if (picture.kind == VALUE_UNDEFINED && timezone.kind == VALUE_UNDEFINED && millis >= ISO_MIN &&
        millis <= ISO_MAX) {
        struct buf buf;
        buf_init(&buf, run->arena);
        time_print_iso(&buf, (int64_t)trunc(millis));
        return value_string(buf_text(&buf));
    }
    str text = picture.kind == VALUE_STRING ? value_text(picture) : STR(ISO_PICTURE);
    if (!time_picture_read(run, text, &read))
        return value_undefined();
    return time_picture_print(run, &read, millis, timezone);
}

value function_now(struct run *run, const struct call *call)
{
    return print_instant(run, (double)run->input->now_ms, call->arguments[0], call->arguments[1]);
}

value function_millis(struct run *run, const struct call *call)
{
    (void)call;
    return value_double((double)run->input->now_ms);
}

value function_from_millis(struct run *run, const struct call *call)
{
    value millis = call->arguments[0];
    if (millis.kind == VALUE_UNDEFINED)
        return millis;
    return print_instant(run, number_of(millis), call->arguments[1], call->arguments[2]);
}

/* Takes a number of digits off the front. False when they are not there. */
static bool take_digits(str *text, size_t count, int *number)
{
    if (text->len < count)
        return false;
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (!char_is_digit(text->at[i]))
            return false;
        *number = *number * 10 + (text->at[i] - '0');
    }
    *text = str_from_offset(*text, count);
    return true;
}

static bool take(str *text, char c)
{
    if (text->len == 0 || text->at[0] != c)
        return false;
    *text = str_from_offset(*text, 1);
    return true;
}

/* [-+]hh[:]mm or Z, in minutes. */
static bool take_offset(str *text, int *minutes)
{
    *minutes = 0;
    if (take(text, 'Z'))
        return true;
    bool is_negative = text->len && text->at[0] == '-';
    int hours;
    if (!take(text, '-') && !take(text, '+'))
        return false;
    if (!take_digits(text, 2, &hours))
        return false;
    take(text, ':');
    if (!take_digits(text, 2, minutes))
        return false;
    *minutes = (hours * 60 + *minutes) * (is_negative ? -1 : 1);
    return true;
}

static bool take_time(str *text, struct civil *civil)
{
    if (!take_digits(text, 2, &civil->hour) || !take(text, ':') ||
        !take_digits(text, 2, &civil->minute) || !take(text, ':') ||
        !take_digits(text, 2, &civil->second))
        return false;
    if (!take(text, '.'))
        return true;
    size_t digits = 0;
    for (int unit = 100; text->len && char_is_digit(text->at[0]); unit /= 10, digits++) {
        civil->millisecond += (text->at[0] - '0') * unit;
        *text = str_from_offset(*text, 1);
    }
    return digits > 0;
}

/* Whether each first digit is one that the reference's pattern has. */
static bool is_written_well(const struct civil *civil, int offset, bool has_day)
{
    /* A month alone may as well be a day there, which then is no time. */
    return civil->month <= (has_day ? 19 : 39) && civil->day <= 39 && civil->hour <= 29 && civil->minute <= 59 &&
           civil->second <= 59 && abs(offset) < 30 * 60;
}

/* Whether its parts are within their bounds; 24:00:00 is the end of a day, and 30 February is 2 March. */
static bool is_in_range(const struct civil *civil, int offset)
{
    bool is_end = civil->hour == 24 && !civil->minute && !civil->second && !civil->millisecond;
    return civil->month >= 1 && civil->month <= 12 && civil->day >= 1 && civil->day <= 31 &&
           (civil->hour <= 23 || is_end) && civil->minute <= 59 && civil->second <= 59 &&
           abs(offset) < 24 * 60;
}

/*
 * YYYY[-MM[-DD]][Thh:mm:ss[.fff]][offset]. A date alone is in UTC, and so is a time without an offset here, which
 * JavaScript takes for local. False when it is not written so; NaN when it is no time.
 */
static bool parse_iso(str text, double *millis)
{
    int year, offset = 0;
    bool has_day = false;
    struct civil civil = { .month = 1, .day = 1 };
    if (!take_digits(&text, 4, &year))
        return false;
    civil.year = year;
    if (text.len > 2 && text.at[0] == '-' && str_find_char(text, ':') != 3) {
        take(&text, '-');
        if (!take_digits(&text, 2, &civil.month))
            return false;
        if (text.len > 2 && text.at[0] == '-') {
            take(&text, '-');
            has_day = true;
            if (!take_digits(&text, 2, &civil.day))
                return false;
        }
    }
    if (take(&text, 'T') && !take_time(&text, &civil))
        return false;
    if (text.len && !take_offset(&text, &offset))
        return false;
    if (text.len || !is_written_well(&civil, offset, has_day))
        return false;
    *millis = is_in_range(&civil, offset) ? (double)(time_from_civil(&civil) - (int64_t)offset * 60000)
                                          : NAN;
    return true;
}

value function_to_millis(struct run *run, const struct call *call)
{
    value text = call->arguments[0], picture = call->arguments[1];
    double millis;
    if (text.kind == VALUE_UNDEFINED)
        return text;
    if (picture.kind == VALUE_UNDEFINED) {
        if (parse_iso(value_text(text), &millis))
            return value_double(millis);
        return run_fail_value(run, ERROR_D3110, text);
    }
    struct time_picture read;
    if (!time_picture_read(run, value_text(picture), &read))
        return value_undefined();
    return time_picture_parse(run, &read, value_text(text));
}
