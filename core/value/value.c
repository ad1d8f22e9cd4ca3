#include "value/internal.h"

#include "base/num.h"

#include <assert.h>

static const char *const kind_names[] = {
    [VALUE_UNDEFINED] = "undefined", [VALUE_NULL] = "null",         [VALUE_FALSE] = "boolean",
    [VALUE_TRUE] = "boolean",        [VALUE_INTEGER] = "number",    [VALUE_DOUBLE] = "number",
    [VALUE_BIG] = "number",          [VALUE_STRING] = "string",     [VALUE_ARRAY] = "array",
    [VALUE_OBJECT] = "object",       [VALUE_FUNCTION] = "function",
};

const char *value_kind_name(value v)
{
    assert(v.kind < ARRAY_LEN(kind_names));
    return kind_names[v.kind];
}

double value_number(value v)
{
    assert(value_is_number(v));
    if (v.kind == VALUE_DOUBLE)
        return v.as.number;
    if (v.kind == VALUE_INTEGER)
        return (double)v.as.integer;
    double number = 0;
    num_to_double(value_text(v), &number);
    return number;
}

bool value_to_integer(value v, int64_t *integer)
{
    if (v.kind == VALUE_INTEGER) {
        *integer = v.as.integer;
        return true;
    }
    const double limit = 9223372036854775808.0;
    if (v.kind != VALUE_DOUBLE || !(v.as.number >= -limit && v.as.number < limit))
        return false;
    *integer = (int64_t)v.as.number;
    return (double)*integer == v.as.number;
}

value value_of_number_text(str text)
{
    value v;
    int64_t integer;
    if (num_to_int64(text, &integer))
        return value_integer(integer);
    if (str_find_char(text, '.') == SIZE_MAX && str_find_char(text, 'e') == SIZE_MAX &&
        str_find_char(text, 'E') == SIZE_MAX) {
        v = value_string(text);
        v.kind = VALUE_BIG;
        return v;
    }
    double number = 0;
    bool is_number = num_to_double(text, &number);
    assert(is_number);
    (void)is_number;
    return value_double(number);
}

static bool equal_numbers(value a, value b)
{
    int64_t left, right;
    if (a.kind == VALUE_BIG && b.kind == VALUE_BIG)
        return str_equal(value_text(a), value_text(b));
    bool left_fits = value_to_integer(a, &left), right_fits = value_to_integer(b, &right);
    if (left_fits || right_fits)
        return left_fits && right_fits && left == right;
    return value_number(a) == value_number(b);
}

static bool equal(value a, value b, unsigned depth);

static bool equal_arrays(value a, value b, unsigned depth)
{
    for (uint32_t i = 0; i < a.count; i++) {
        if (!equal(a.as.items[i], b.as.items[i], depth))
            return false;
    }
    return true;
}

static bool equal_objects(value a, value b, unsigned depth)
{
    for (uint32_t i = 0; i < a.count; i++) {
        const struct member *left = &a.as.members[i], *right = &b.as.members[i];
        /* Most often the order is the same. */
        if (str_equal(left->name, right->name)) {
            if (!equal(left->value, right->value, depth))
                return false;
            continue;
        }
        value other = value_get(b, left->name);
        if (other.kind == VALUE_UNDEFINED || !equal(left->value, other, depth))
            return false;
    }
    return true;
}

static bool equal(value a, value b, unsigned depth)
{
    if (value_is_number(a) && value_is_number(b))
        return equal_numbers(a, b);
    if (a.kind != b.kind || a.count != b.count)
        return false;
    switch ((enum value_kind)a.kind) {
    case VALUE_STRING: return str_equal(value_text(a), value_text(b));
    case VALUE_ARRAY:
        return a.as.items == b.as.items || (depth > 0 && equal_arrays(a, b, depth - 1));
    case VALUE_OBJECT:
        return a.as.members == b.as.members || (depth > 0 && equal_objects(a, b, depth - 1));
    case VALUE_FUNCTION: return a.as.pointer == b.as.pointer;
    case VALUE_UNDEFINED:
    case VALUE_NULL:
    case VALUE_FALSE:
    case VALUE_TRUE:
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_BIG: break;
    }
    return true;
}

bool value_equal(value a, value b)
{
    return equal(a, b, VALUE_DEPTH_MAX);
}
