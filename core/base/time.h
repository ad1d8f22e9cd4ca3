/*
 * time.h - instants and their texts. No clock in here.
 *
 * An instant is an int64_t of milliseconds since 1970-01-01T00:00:00Z, proleptic Gregorian, without leap seconds.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/str.h"

struct buf;

struct civil {
    int64_t year;
    int month, day;                       /* 1..12, 1..31 */
    int hour, minute, second, millisecond; /* 0..23, 0..59, 0..59, 0..999 */
    int weekday;                          /* 1 Monday .. 7 Sunday */
    int day_of_year;                      /* 1..366 */
};

void time_to_civil(int64_t instant_ms, struct civil *civil);
/* Uses year to millisecond; fields beyond their range carry over (month 13 is January of the next year). */
int64_t time_from_civil(const struct civil *civil);
bool time_is_leap_year(int64_t year);
int time_days_in_month(int64_t year, int month);

/*
 * Reads an RFC 3339 time stamp as Amazon States Language wants it: date "T" time, then "Z" or a numeric offset; T and
 * Z in upper case; any number of fraction digits (those beyond milliseconds are dropped). False when it is not one.
 * Source: States Language specification, "Timestamps".
 */
bool time_parse_rfc3339(str text, int64_t *instant_ms);
/* 2026-01-05T10:00:00.120Z, always with three fraction digits. */
void time_print_iso(struct buf *buf, int64_t instant_ms);

/* A length of time such as "90s", "1h30m", "250ms", "2d", "1.5s". False when it is not one. */
bool time_parse_duration(str text, int64_t *ms);
/* The shortest such text: "1m30s". */
void time_print_duration(struct buf *buf, int64_t ms);

#endif
