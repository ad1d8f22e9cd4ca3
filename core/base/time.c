#include "base/time.h"

#include "base/buf.h"

static const int64_t MS_PER_SECOND = 1000, MS_PER_MINUTE = 60 * 1000, MS_PER_HOUR = 60 * 60 * 1000,
                     MS_PER_DAY = 24 * 60 * 60 * 1000;

enum { DAYS_PER_ERA = 146097, YEARS_PER_ERA = 400 };

/* Farthest years that count in milliseconds, days and hours beyond their range included. */
static const int64_t YEAR_MOST = 280000000;

bool time_is_leap_year(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int time_days_in_month(int64_t year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return days[month - 1] + (month == 2 && time_is_leap_year(year));
}

static int64_t divide_down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int64_t rest_of(int64_t a, int64_t b)
{
    int64_t rest = a % b;
    return rest < 0 ? rest + b : rest;
}

/*
 * Days since 1970-01-01 of a month's first day. Years begin with March, so that the leap day is the
 * last one of the year; then the months up to `m` of a year have (153 m + 2) / 5 days, and 400
 * years are an era of equal length. Source: Howard Hinnant, "chrono-compatible low-level date
 * algorithms".
 */
static int64_t days_before_month(int64_t year, int month)
{
    year -= month <= 2;
    int64_t era = divide_down(year, YEARS_PER_ERA);
    int64_t year_of_era = year - era * YEARS_PER_ERA;
    int64_t month_from_march = (month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - 719468;
}

/* The reverse, for any day. */
static void date_of_day(int64_t day, struct civil *civil)
{
    day += 719468;
    int64_t era = divide_down(day, DAYS_PER_ERA);
    int64_t day_of_era = day - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    civil->day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    civil->month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    civil->year = year_of_era + era * YEARS_PER_ERA + (civil->month <= 2);
}

void time_to_civil(int64_t instant_ms, struct civil *civil)
{
    int64_t day = divide_down(instant_ms, MS_PER_DAY);
    int64_t rest = instant_ms % MS_PER_DAY; /* day * MS_PER_DAY may not fit */
    if (rest < 0)
        rest += MS_PER_DAY;
    date_of_day(day, civil);
    civil->hour = (int)(rest / MS_PER_HOUR);
    civil->minute = (int)(rest / MS_PER_MINUTE % 60);
    civil->second = (int)(rest / MS_PER_SECOND % 60);
    civil->millisecond = (int)(rest % MS_PER_SECOND);
    civil->weekday = (int)rest_of(day + 3, 7) + 1; /* 1970-01-01 was a Thursday */
    civil->day_of_year = (int)(day - days_before_month(civil->year, 1)) + 1;
}

int64_t time_from_civil(const struct civil *civil)
{
    int64_t year = civil->year;
    if (year > YEAR_MOST || year < -YEAR_MOST)
        year = year > 0 ? YEAR_MOST : -YEAR_MOST;
    int64_t months = year * 12 + civil->month - 1;
    if (months > YEAR_MOST * 12 || months < -YEAR_MOST * 12)
        months = months > 0 ? YEAR_MOST * 12 : -YEAR_MOST * 12;
    int64_t day =
        days_before_month(divide_down(months, 12), (int)rest_of(months, 12) + 1) + civil->day - 1;
    return day * MS_PER_DAY + civil->hour * MS_PER_HOUR + civil->minute * MS_PER_MINUTE +
           civil->second * MS_PER_SECOND + civil->millisecond;
}

/* Takes exactly `count` digits off the front. */
static bool take_digits(str *rest, size_t count, int *number)
{
    if (rest->len < count)
        return false;
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (!char_is_digit(rest->at[i]))
            return false;
        *number = *number * 10 + (rest->at[i] - '0');
    }
    *rest = str_from_offset(*rest, count);
    return true;
}

static bool take_char(str *rest, char c)
{
    if (rest->len == 0 || rest->at[0] != c)
        return false;
    *rest = str_from_offset(*rest, 1);
    return true;
}

static bool take_date(str *rest, struct civil *civil)
{
    int year;
    if (!take_digits(rest, 4, &year) || !take_char(rest, '-') ||
        !take_digits(rest, 2, &civil->month) || !take_char(rest, '-') ||
        !take_digits(rest, 2, &civil->day))
        return false;
    civil->year = year;
    return civil->month >= 1 && civil->month <= 12 && civil->day >= 1 &&
           civil->day <= time_days_in_month(year, civil->month);
}

/* A point and at least one digit; the first three count. */
static bool take_fraction(str *rest, int *millisecond)
{
    *millisecond = 0;
    if (!take_char(rest, '.'))
        return true;
    int digit, weight = 100;
    if (!rest->len || !char_is_digit(rest->at[0]))
        return false;
    while (take_digits(rest, 1, &digit)) {
        *millisecond += digit * weight;
        weight /= 10;
    }
    return true;
}

static bool take_time(str *rest, struct civil *civil)
{
    if (!take_digits(rest, 2, &civil->hour) || !take_char(rest, ':') ||
        !take_digits(rest, 2, &civil->minute) || !take_char(rest, ':') ||
        !take_digits(rest, 2, &civil->second) || !take_fraction(rest, &civil->millisecond))
        return false;
    return civil->hour <= 23 && civil->minute <= 59 && civil->second <= 59;
}

static bool take_offset(str *rest, int64_t *offset_ms)
{
    *offset_ms = 0;
    if (take_char(rest, 'Z'))
        return true;
    int hours, minutes, sign = 1;
    if (take_char(rest, '-'))
        sign = -1;
    else if (!take_char(rest, '+'))
        return false;
    if (!take_digits(rest, 2, &hours) || !take_char(rest, ':') || !take_digits(rest, 2, &minutes))
        return false;
    *offset_ms = sign * (hours * MS_PER_HOUR + minutes * MS_PER_MINUTE);
    return hours <= 23 && minutes <= 59;
}

bool time_parse_rfc3339(str text, int64_t *instant_ms)
{
    struct civil civil = { 0 };
    int64_t offset_ms;
    if (!take_date(&text, &civil) || !take_char(&text, 'T') || !take_time(&text, &civil) ||
        !take_offset(&text, &offset_ms) || text.len)
        return false;
    *instant_ms = time_from_civil(&civil) - offset_ms;
    return true;
}

static void print_padded(struct buf *buf, int64_t number, size_t width)
{
    size_t digits = 1;
    for (int64_t rest = number; rest >= 10; rest /= 10)
        digits++;
    if (digits < width)
        buf_fill(buf, '0', width - digits);
    buf_int(buf, number);
}

void time_print_iso(struct buf *buf, int64_t instant_ms)
{
    struct civil civil;
    time_to_civil(instant_ms, &civil);
    if (civil.year < 0)
        buf_char(buf, '-');
    print_padded(buf, civil.year < 0 ? -civil.year : civil.year, 4);
    const struct {
        char before;
        int number;
        size_t width;
    } parts[] = {
        { '-', civil.month, 2 },  { '-', civil.day, 2 },    { 'T', civil.hour, 2 },
        { ':', civil.minute, 2 }, { ':', civil.second, 2 }, { '.', civil.millisecond, 3 },
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        buf_char(buf, parts[i].before);
        print_padded(buf, parts[i].number, parts[i].width);
    }
    buf_char(buf, 'Z');
}

/* From long to short. "ms" stands before "m", which it starts with. */
static const struct {
    str name;
    int64_t ms;
} units[] = {
    { STR_INIT("d"), 24 * 60 * 60 * 1000 },
    { STR_INIT("h"), 60 * 60 * 1000 },
    { STR_INIT("ms"), 1 },
    { STR_INIT("m"), 60 * 1000 },
    { STR_INIT("s"), 1000 },
};

enum { UNIT_COUNT = sizeof units / sizeof units[0] };

static bool take_unit(str *rest, int64_t *unit_ms)
{
    for (size_t i = 0; i < UNIT_COUNT; i++) {
        if (str_starts(*rest, units[i].name)) {
            *rest = str_from_offset(*rest, units[i].name.len);
            *unit_ms = units[i].ms;
            return true;
        }
    }
    return false;
}

/* One "1.5h". Digits too small to make a millisecond are dropped. */
static bool take_part(str *rest, int64_t *ms)
{
    const int64_t most = INT64_MAX / 10 - 1;
    int digit;
    int64_t whole = 0, fraction = 0, scale = 1, unit;
    if (!rest->len || !char_is_digit(rest->at[0]))
        return false;
    while (take_digits(rest, 1, &digit)) {
        if (whole > most)
            return false;
        whole = whole * 10 + digit;
    }
    if (take_char(rest, '.')) {
        if (!rest->len || !char_is_digit(rest->at[0]))
            return false;
        while (take_digits(rest, 1, &digit)) {
            if (scale >= 10000000000)
                continue;
            fraction = fraction * 10 + digit;
            scale *= 10;
        }
    }
    if (!take_unit(rest, &unit) || whole > INT64_MAX / unit - 1)
        return false;
    *ms = whole * unit + fraction * unit / scale;
    return true;
}

bool time_parse_duration(str text, int64_t *ms)
{
    int64_t sum = 0;
    do {
        int64_t part;
        if (!take_part(&text, &part) || part > INT64_MAX - sum)
            return false;
        sum += part;
    } while (text.len);
    *ms = sum;
    return true;
}

static void print_count(struct buf *buf, int64_t count, char unit)
{
    if (count == 0)
        return;
    buf_int(buf, count);
    buf_char(buf, unit);
}

static void print_seconds(struct buf *buf, int64_t ms)
{
    buf_int(buf, ms / MS_PER_SECOND);
    int64_t fraction = ms % MS_PER_SECOND;
    if (fraction) {
        size_t width = 3;
        for (; fraction % 10 == 0; fraction /= 10)
            width--;
        buf_char(buf, '.');
        print_padded(buf, fraction, width);
    }
    buf_char(buf, 's');
}

void time_print_duration(struct buf *buf, int64_t ms)
{
    if (ms < 0)
        buf_char(buf, '-');
    if (ms == INT64_MIN)
        ms++;
    ms = ms < 0 ? -ms : ms;
    if (ms > 0 && ms < MS_PER_SECOND) {
        buf_int(buf, ms);
        buf_str(buf, STR("ms"));
        return;
    }
    print_count(buf, ms / MS_PER_DAY, 'd');
    print_count(buf, ms / MS_PER_HOUR % 24, 'h');
    print_count(buf, ms / MS_PER_MINUTE % 60, 'm');
    if (ms == 0 || ms % MS_PER_MINUTE)
        print_seconds(buf, ms % MS_PER_MINUTE);
}
