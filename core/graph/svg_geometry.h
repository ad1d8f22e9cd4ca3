/*
 * svg_geometry.h - reads the places of cards and edges back from an SVG of ours. Test programs only.
 *
 * svg_fault() names the first rule that is broken, or returns NULL: no two cards overlap, every arrow head ends on the
 * border of a card, container or dot, and every line begins on one.
 */
#ifndef GRAPH_SVG_GEOMETRY_H
#define GRAPH_SVG_GEOMETRY_H

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"

#include <stdlib.h>

/* A rectangle, or a circle by its square. */
struct svg_shape {
    int64_t left, top, right, bottom;
    bool is_card, is_circle;
};

struct svg_shapes {
    struct svg_shape *items;
    size_t count;
    uint32_t capacity;
};

/* The number at the start of `*rest`, which moves behind it and the character after. */
static inline int64_t svg_number(str *rest)
{
    size_t end = 0;
    int64_t number = 0;
    while (end < rest->len && (char_is_digit(rest->at[end]) || rest->at[end] == '-'))
        end++;
    num_to_int64(str_slice(*rest, 0, end), &number);
    *rest = str_from_offset(*rest, end + 1);
    return number;
}

static inline int64_t svg_attribute(str element, str name)
{
    str rest = str_from_offset(element, str_find(element, name) + name.len);
    return svg_number(&rest);
}

static inline void svg_add_shape(struct arena *arena, struct svg_shapes *shapes, str element)
{
    struct svg_shape shape = { .is_circle = str_starts(element, STR("<circle")),
                               .is_card = str_contains(element, STR("class=\"card\"")) };
    if (str_contains(element, STR("class=\"page\"")) || str_contains(element, STR("class=\"card inner\"")))
        return;
    if (shape.is_circle) {
        int64_t x = svg_attribute(element, STR(" cx=\"")), y = svg_attribute(element, STR(" cy=\""));
        int64_t r = svg_attribute(element, STR(" r=\""));
        shape.left = x - r, shape.right = x + r, shape.top = y - r, shape.bottom = y + r;
    } else {
        shape.left = svg_attribute(element, STR(" x=\""));
        shape.top = svg_attribute(element, STR(" y=\""));
        shape.right = shape.left + svg_attribute(element, STR(" width=\""));
        shape.bottom = shape.top + svg_attribute(element, STR(" height=\""));
    }
    shapes->items =
        arena_room(arena, shapes->items, shapes->count, &shapes->capacity, sizeof *shapes->items);
    shapes->items[shapes->count++] = shape;
}

static inline bool svg_is_on_border(const struct svg_shape *shape, int64_t x, int64_t y)
{
    bool is_in = x >= shape->left && x <= shape->right && y >= shape->top && y <= shape->bottom;
    /* An edge touches a circle only where its square does: in the middle of a side. */
    if (shape->is_circle && 2 * x != shape->left + shape->right && 2 * y != shape->top + shape->bottom)
        return false;
    return is_in && (x == shape->left || x == shape->right || y == shape->top || y == shape->bottom);
}

static inline bool svg_ends_well(const struct svg_shapes *shapes, int64_t x, int64_t y)
{
    for (size_t i = 0; i < shapes->count; i++) {
        if (svg_is_on_border(&shapes->items[i], x, y))
            return true;
    }
    return false;
}

static inline bool svg_cards_overlap(const struct svg_shapes *shapes)
{
    for (size_t i = 0; i < shapes->count; i++) {
        const struct svg_shape *a = &shapes->items[i];
        for (size_t k = i + 1; k < shapes->count && a->is_card; k++) {
            const struct svg_shape *b = &shapes->items[k];
            if (b->is_card && a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom)
                return true;
        }
    }
    return false;
}

/* Cuts the next element of this kind off the text; false at the end. */
static inline bool svg_next(str *rest, str start, str *element)
{
    size_t at = str_find(*rest, start);
    if (at == SIZE_MAX)
        return false;
    *rest = str_from_offset(*rest, at);
    *element = str_slice(*rest, 0, str_find_char(*rest, '>') + 1);
    *rest = str_from_offset(*rest, element->len);
    return true;
}

/* The last number pair of a path. */
static inline str svg_last_pair(str d)
{
    size_t i = d.len;
    while (i > 0 && !char_is_letter(d.at[i - 1]) && d.at[i - 1] != ' ')
        i--;
    return str_from_offset(d, i);
}

static inline bool svg_path_is_well(const struct svg_shapes *shapes, str element)
{
    size_t at = str_find(element, STR(" d=\"M"));
    str d = str_from_offset(element, at + 5), first = d;
    d = str_slice(d, 0, str_find_char(d, '"'));
    int64_t x = svg_number(&first), y = svg_number(&first);
    if (svg_ends_well(shapes, x, y))
        return true;
    /* A dashed line is written from its head. */
    str last = svg_last_pair(d);
    x = svg_number(&last);
    y = svg_number(&last);
    return str_contains(element, STR("dasharray")) && svg_ends_well(shapes, x, y);
}

static inline const char *svg_fault(struct arena *arena, str svg)
{
    static const str shapes_of[] = { STR_INIT("<rect "), STR_INIT("<circle ") };
    struct svg_shapes shapes = { 0 };
    str rest, element;
    for (size_t i = 0; i < 2; i++) {
        for (rest = svg; svg_next(&rest, shapes_of[i], &element);)
            svg_add_shape(arena, &shapes, element);
    }
    if (svg_cards_overlap(&shapes))
        return "two cards overlap";
    for (rest = svg; svg_next(&rest, STR("<path class=\"arrow\""), &element);) {
        if (!svg_path_is_well(&shapes, element))
            return "an arrow does not end on a border";
    }
    for (rest = svg; svg_next(&rest, STR("<path class=\"line\""), &element);) {
        if (!svg_path_is_well(&shapes, element))
            return "a line does not begin on a border";
    }
    return NULL;
}

#endif
