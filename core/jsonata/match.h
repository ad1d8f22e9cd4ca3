/*
 * match.h - going from match to match, as $match, $replace, $split and $contains do.
 *
 * A matcher is a pattern, or any function that takes a text and returns an object of match, start, end, groups and a
 * function `next` for the match after it; nothing when there is none. Starts and ends are UTF-16 units.
 */
#ifndef JSONATA_MATCH_H
#define JSONATA_MATCH_H

#include "jsonata/run.h"

struct matches {
    struct run *run;
    const struct regex_function *regex; /* NULL: another function */
    str text;
    bool is_ascii;
    bool has_match;
    /* The match: */
    value match, groups;
    double start, end; /* UTF-16 units */
    size_t start_byte, end_byte;
    /* For the next one: */
    value next;
    size_t counted_bytes, counted_units; /* as far as units have been counted */
};

/* Looks for the first match. False when there is none, or the run has failed. */
bool matches_begin(struct matches *matches, struct run *run, value matcher, str text);
bool matches_next(struct matches *matches);
/* The match as an object {match, start, end, groups, next}, as functions see it. */
value match_object(const struct matches *matches);

#endif
