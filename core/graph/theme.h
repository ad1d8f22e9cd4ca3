/*
 * theme.h - the colours of a drawing, and its sizes of text.
 *
 * A tint is the pair of colours that a card has for its type or for what
 * became of it: a stroke, in which its type is written as well, and a fill.
 * Texts have a contrast of at least 4.5 to 1, strokes of 3 to 1 (WCAG 2).
 */
#ifndef GRAPH_THEME_H
#define GRAPH_THEME_H

#include <stdbool.h>

enum tint {
    TINT_TASK,
    TINT_CHOICE,
    TINT_WAIT,
    TINT_PASS,
    TINT_CONTAINER,
    TINT_SUCCEED,
    TINT_FAIL,
    TINT_MISSING, /* a state that does not exist, or whose type is unknown */
    /* What an execution did: */
    TINT_OK,
    TINT_FAILED,
    TINT_CAUGHT,
    TINT_RUNNING,
    TINT_ABORTED,
    TINT_IDLE,
    /* What has changed: */
    TINT_ADDED,
    TINT_REMOVED,
    TINT_CHANGED,
    TINT_SAME,
    TINT_COUNT
};

struct tint_colors {
    const char *class; /* in SVG and Mermaid */
    const char *stroke, *fill;
    unsigned char terminal; /* of the 16 colours: 31 red, 32 green, 33 yellow, 34 blue, 35 magenta, 36 cyan, 90 grey */
};

struct theme {
    const char *page, *cluster;
    const char *branch_fill, *branch_stroke;
    const char *name, *muted; /* text */
    const char *edge, *dim;   /* lines; those not taken */
    const char *caught;       /* catch edges */
    const char *choice;       /* numbers of rules */
    struct tint_colors tints[TINT_COUNT];
};

extern const struct theme theme_light, theme_dark;

#endif
