#include "value/internal.h"

#include "base/buf.h"
#include "base/num.h"

#include <math.h>

struct measure {
    enum value_style style;
    size_t size, limit;
};

static size_t number_size(value v, enum value_style style)
{
    char text[40];
    struct buf buf = { .at = text, .capacity = sizeof text };
    if (v.kind == VALUE_INTEGER)
        buf_int(&buf, v.as.integer);
    else if (style == VALUE_STYLE_JAVA)
        num_print_java(&buf, v.as.number);
    else
        num_print_js(&buf, v.as.number);
    bool needs_quotes = v.kind == VALUE_DOUBLE && !isfinite(v.as.number);
    return buf.len + (needs_quotes ? 2 : 0);
}

/* All but the children of a container. */
static size_t own_size(value v, enum value_style style)
{
    switch ((enum value_kind)v.kind) {
    case VALUE_UNDEFINED: return 0;
    case VALUE_NULL:
    case VALUE_TRUE: return 4;
    case VALUE_FALSE: return 5;
    case VALUE_INTEGER:
    case VALUE_DOUBLE: return number_size(v, style);
    case VALUE_BIG: return v.count;
    case VALUE_STRING: return string_printed_size(value_text(v));
    case VALUE_ARRAY:
    case VALUE_OBJECT:
    case VALUE_FUNCTION: break;
    }
    return 2;
}

static bool measure(struct measure *sum, value v, unsigned depth);

static bool measure_items(struct measure *sum, value array, unsigned depth)
{
    for (uint32_t i = 0; i < array.count; i++) {
        value item = array.as.items[i];
        sum->size += i > 0;
        if (!measure(sum, item.kind == VALUE_UNDEFINED ? value_null() : item, depth))
            return false;
    }
    return true;
}

static bool measure_members(struct measure *sum, value object, unsigned depth)
{
    bool is_first = true;
    for (uint32_t i = 0; i < object.count; i++) {
        const struct member *member = &object.as.members[i];
        if (member->value.kind == VALUE_UNDEFINED)
            continue;
        sum->size += string_printed_size(member->name) + (is_first ? 1 : 2);
        is_first = false;
        if (!measure(sum, member->value, depth))
            return false;
    }
    return true;
}

/* False once the limit is passed; too deep counts as that. */
static bool measure(struct measure *sum, value v, unsigned depth)
{
    sum->size += own_size(v, sum->style);
    if (sum->size > sum->limit)
        return false;
    if (!is_container(v) || v.count == 0)
        return true;
    if (depth == 0) {
        sum->size = SIZE_MAX;
        return false;
    }
    return v.kind == VALUE_ARRAY ? measure_items(sum, v, depth - 1)
                                 : measure_members(sum, v, depth - 1);
}

size_t value_printed_size(value v, enum value_style style)
{
    struct measure sum = { style, 0, SIZE_MAX };
    measure(&sum, v, VALUE_DEPTH_MAX);
    return sum.size;
}

bool value_prints_longer(value v, enum value_style style, size_t limit)
{
    struct measure sum = { style, 0, limit };
    measure(&sum, v, VALUE_DEPTH_MAX);
    return sum.size > limit;
}
