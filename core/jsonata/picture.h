/*
 * picture.h - picture strings: how numbers and times are written, in XPath's manner.
 *
 * Source: XPath and XQuery Functions and Operators 3.1, as far as the reference implements it, gaps and all.
 */
#ifndef JSONATA_PICTURE_H
#define JSONATA_PICTURE_H

#include "jsonata/functions.h"

struct buf;

/* A text as code points; pictures count in those. */
struct points {
    uint32_t *at;
    uint32_t count;
};

struct points points_of(struct arena *arena, str text);
void points_append(struct buf *buf, const uint32_t *at, uint32_t count);
/* Puts `what` into `points`, which has room for one more, at an index that JavaScript's slice would accept. */
void points_insert(struct points *points, int64_t index, uint32_t what);

enum integer_form { INTEGER_DECIMAL, INTEGER_LETTERS, INTEGER_ROMAN, INTEGER_WORDS, INTEGER_SEQUENCE };
enum letter_case { CASE_LOWER, CASE_UPPER, CASE_TITLE };

struct digit_group {
    uint32_t position; /* digits to its right */
    uint32_t separator;
};

/* The picture of an integer: "w", "I", "#,##0;o". */
struct integer_picture {
    enum integer_form form;
    enum letter_case letter_case;
    bool is_ordinal;
    uint32_t zero; /* of the family of digits */
    uint32_t mandatory, optional;
    bool is_regular;             /* groups[0] repeats */
    const struct digit_group *groups; /* from right to left */
    uint32_t group_count;
    str text;
};

/* False with the run failed. */
bool integer_picture_read(struct run *run, str picture, struct integer_picture *to);
bool integer_picture_print(struct run *run, const struct integer_picture *picture, double number, struct buf *buf);
/* NaN when the text does not fit. False with the run failed. */
bool integer_picture_parse(struct run *run, const struct integer_picture *picture, str text, double *number);
/* The numerals' words as alternatives of a pattern. */
void words_append_pattern(struct buf *buf);
/* An integer in English words, capitalised: "One Thousand and Two", "Second". */
void words_print(struct buf *buf, double number, bool is_ordinal);
/* The number that words in lower case stand for, or NaN. */
double words_parse(str text);

/* A marker [Y0001] of a picture of a time, or the text between two. */
struct time_part {
    bool is_literal;
    str text; /* literal */
    char component; /* 'Y'; '\0' when it is not ASCII, or missing */
    str component_text;
    char second; /* the second presentation modifier: 'a', 't', 'c', 'o' or '\0' */
    bool has_names;
    enum letter_case names;
    bool has_integer;
    struct integer_picture integer;
    int64_t width_max; /* -1: none */
    int64_t digits;    /* how many of a year count; -1: all */
};

struct time_picture {
    struct time_part *parts;
    uint32_t count;
};

bool time_picture_read(struct run *run, str picture, struct time_picture *to);
value time_picture_print(struct run *run, const struct time_picture *picture, double millis, value timezone);
/* The instant in milliseconds; undefined when the text does not fit, NaN when it is none. */
value time_picture_parse(struct run *run, const struct time_picture *picture, str text);
/* A part of an instant such as its month, by the letter that pictures use. NaN for an instant that is none. */
double time_component(double millis, char component);

/* Of the places of grouping separators: the width of regular groups. */
uint32_t picture_greatest_divisor(uint32_t a, uint32_t b);

extern const str month_names[12], day_names[7];

#endif
