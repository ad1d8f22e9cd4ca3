/*
 * example.h - comparing a value with an example of what it should look like.
 *
 * An example names what matters: members of objects that it does not name may be anything; arrays have as many items,
 * each like its example; a string in the example is a pattern. Numbers compare by value.
 *
 * In a pattern a star stands for any text, "\*" for a star. A pattern also matches its own text as it is written.
 */
#ifndef SIM_EXAMPLE_H
#define SIM_EXAMPLE_H

#include "value/value.h"

struct arena;
struct asl_state;

bool pattern_matches(str pattern, str text);
/* Whether the text has a star that stands for something. */
bool pattern_has_star(str pattern);

bool example_matches(value example, value actual);

/* A place where two values differ. */
struct difference {
    str pointer;     /* JSON Pointer; empty for the whole value */
    value expected;  /* undefined: there should be nothing */
    value actual;    /* undefined: there is nothing */
    const struct asl_state *state; /* that made it so, for who knows it; NULL: not known */
};

struct differences {
    struct difference *items;
    uint32_t count;
    bool has_more;   /* there are more than `most` */
};

/*
 * The places where the values differ, in the order of the expected value, then what is too much. `is_example`: as
 * example_matches() compares, else as value_equal(). At most `most` places are listed.
 */
struct differences value_differences(struct arena *arena, value expected, value actual, bool is_example,
                                     uint32_t most);

/* The value at a JSON Pointer; undefined when there is none. */
value value_at_pointer(struct arena *arena, value whole, str pointer);

#endif
