/* Values, loosely. */
#include "conformance/compare_internal.h"

#include "diag/diag.h"
#include "doc/doc.h"

#include <math.h>

enum { SHOWN_BYTES = 160 };

void compare_differ(struct compare *compare, const char *format, ...)
{
    if (!compare_is_over(compare)) {
        va_list args;
        va_start(args, format);
        buf_vprintf(compare->out, format, args);
        va_end(args);
        buf_char(compare->out, '\n');
    }
    compare->count++;
}

str compare_shown(struct compare *compare, value v)
{
    if (v.kind == VALUE_UNDEFINED)
        return STR("nothing");
    return str_slice(value_to_text(compare->arena, v, VALUE_STYLE_JSON), 0, SHOWN_BYTES);
}

/* A star is any text, a backslash takes the next character as it is. */
static bool fits_glob(str pattern, str text)
{
    size_t p = 0, t = 0, star = SIZE_MAX, resume = 0;
    while (t < text.len) {
        bool is_escape = p + 1 < pattern.len && pattern.at[p] == '\\';
        if (p < pattern.len && pattern.at[p] == '*') {
            star = p++;
            resume = t;
        } else if (p < pattern.len && pattern.at[p + is_escape] == text.at[t]) {
            p += 1 + is_escape;
            t++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.at[p] == '*')
        p++;
    return p == pattern.len;
}

/* A pointer in which a segment "*" is any one segment. */
static bool fits_pointer(str pattern, str at)
{
    str wanted, given;
    while (str_split(&pattern, '/', &wanted)) {
        if (!str_split(&at, '/', &given) || (!str_equal(wanted, STR("*")) && !str_equal(wanted, given)))
            return false;
    }
    return at.len == 0;
}

bool compare_is_loose(struct compare *compare, str at)
{
    for (uint32_t i = 0; i < compare->loose.count; i++) {
        value entry = compare->loose.as.items[i];
        if (entry.kind == VALUE_STRING && fits_pointer(value_text(entry), at))
            return true;
    }
    return false;
}

static value pattern_at(const struct compare *compare, str at)
{
    for (uint32_t i = 0; i < compare->loose.count; i++) {
        value entry = compare->loose.as.items[i];
        if (str_equal(value_text(value_get(entry, STR("at"))), at) && entry.kind == VALUE_OBJECT)
            return value_get(entry, STR("like"));
    }
    return value_undefined();
}

/* A string that holds a JSON object stands for it. */
static value unfold(struct compare *compare, value v)
{
    if (v.kind != VALUE_STRING || v.count == 0 || v.as.text[0] != '{')
        return v;
    value parsed = doc_read_value(compare->arena, value_text(v));
    return parsed.kind == VALUE_OBJECT ? parsed : v;
}

static str member_pointer(struct compare *compare, str at, str name)
{
    struct buf pointer;
    buf_init(&pointer, compare->arena);
    buf_str(&pointer, at);
    buf_char(&pointer, '/');
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '~' || name.at[i] == '/')
            buf_str(&pointer, name.at[i] == '~' ? STR("~0") : STR("~1"));
        else
            buf_char(&pointer, name.at[i]);
    }
    return buf_text(&pointer);
}

static void compare_objects(struct compare *compare, value expected, value actual, str at)
{
    for (uint32_t i = 0; i < expected.count; i++) {
        const struct member *member = &expected.as.members[i];
        str pointer = member_pointer(compare, at, member->name);
        value found = value_get(actual, member->name);
        if (found.kind == VALUE_UNDEFINED)
            compare_differ(compare, "%.*s: missing, expected %.*s", STR_ARG(pointer),
                           STR_ARG(compare_shown(compare, member->value)));
        else
            compare_values(compare, member->value, found, pointer);
    }
    for (uint32_t i = 0; i < actual.count; i++) {
        const struct member *member = &actual.as.members[i];
        if (value_get(expected, member->name).kind == VALUE_UNDEFINED)
            compare_differ(compare, "%.*s: unexpected %.*s", STR_ARG(member_pointer(compare, at, member->name)),
                           STR_ARG(compare_shown(compare, member->value)));
    }
}

static void compare_arrays(struct compare *compare, value expected, value actual, str at)
{
    if (expected.count != actual.count) {
        compare_differ(compare, "%.*s: %u elements expected, got %u: %.*s", STR_ARG(at), expected.count, actual.count,
                       STR_ARG(compare_shown(compare, actual)));
        return;
    }
    for (uint32_t i = 0; i < expected.count; i++)
        compare_values(compare, expected.as.items[i], actual.as.items[i],
                       str_printf(compare->arena, "%.*s/%u", STR_ARG(at), i));
}

static bool is_close(double a, double b)
{
    double larger = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
    return a == b || fabs(a - b) <= 1e-12 * larger;
}

static bool is_same_scalar(value a, value b)
{
    if (value_is_number(a) && value_is_number(b))
        return value_equal(a, b) || is_close(value_number(a), value_number(b));
    return value_equal(a, b);
}

static void compare_scalars(struct compare *compare, value expected, value actual, str at)
{
    if (is_same_scalar(expected, actual))
        return;
    if (expected.kind == VALUE_STRING && actual.kind == VALUE_STRING) {
        value a = unfold(compare, expected), b = unfold(compare, actual);
        if (a.kind == VALUE_OBJECT && b.kind == VALUE_OBJECT) {
            compare_objects(compare, a, b, at);
            return;
        }
    }
    compare_differ(compare, "%.*s: expected %.*s, got %.*s", STR_ARG(at), STR_ARG(compare_shown(compare, expected)),
                   STR_ARG(compare_shown(compare, actual)));
}

/* Recursion is bounded by the depth that the reader allows (DOC_MAX_DEPTH). */
void compare_values(struct compare *compare, value expected, value actual, str at)
{
    if (compare_is_over(compare) || compare_is_loose(compare, at))
        return;
    value pattern = pattern_at(compare, at);
    if (pattern.kind == VALUE_STRING) {
        str text = actual.kind == VALUE_STRING ? value_text(actual)
                                               : value_to_text(compare->arena, actual, VALUE_STYLE_JSON);
        if (!fits_glob(value_text(pattern), text))
            compare_differ(compare, "%.*s: expected something like %.*s, got %.*s", STR_ARG(at),
                           STR_ARG(value_text(pattern)), STR_ARG(compare_shown(compare, actual)));
        return;
    }
    if ((expected.kind == VALUE_OBJECT) != (actual.kind == VALUE_OBJECT)) {
        expected = unfold(compare, expected);
        actual = unfold(compare, actual);
    }
    if (expected.kind == VALUE_OBJECT && actual.kind == VALUE_OBJECT)
        compare_objects(compare, expected, actual, at);
    else if (expected.kind == VALUE_ARRAY && actual.kind == VALUE_ARRAY)
        compare_arrays(compare, expected, actual, at);
    else
        compare_scalars(compare, expected, actual, at);
}

static void compare_member(struct compare *compare, const struct member *member, value actual)
{
    static const char *const apart[] = { "events", "unordered", "extra" };
    for (size_t i = 0; i < ARRAY_LEN(apart); i++) {
        if (str_equal(member->name, str_from(apart[i])))
            return;
    }
    str at = member_pointer(compare, STR(""), member->name);
    value found = value_get(actual, member->name);
    if (found.kind != VALUE_UNDEFINED)
        compare_values(compare, member->value, found, at);
    else if (!compare_is_loose(compare, at))
        compare_differ(compare, "%.*s: missing, expected %.*s", STR_ARG(at),
                       STR_ARG(compare_shown(compare, member->value)));
}

/* An error that the service leaves out stays out. */
static void compare_absent(struct compare *compare, value expected, value actual)
{
    static const char *const names[] = { "output", "error", "cause", "result", "nextState" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        value found = value_get(actual, str_from(names[i]));
        bool is_there = found.kind != VALUE_UNDEFINED && found.kind != VALUE_NULL;
        if (is_there && value_get(expected, str_from(names[i])).kind == VALUE_UNDEFINED)
            compare_differ(compare, "/%s: unexpected %.*s", names[i], STR_ARG(compare_shown(compare, found)));
    }
}

bool compare_result(struct arena *arena, value expected_case, value actual, struct buf *differences)
{
    struct compare compare = { .arena = arena, .loose = value_get(expected_case, STR("loose")), .out = differences,
                               .limit = COMPARE_SHOWN };
    value expected = value_get(expected_case, STR("expect"));
    for (uint32_t i = 0; i < expected.count; i++)
        compare_member(&compare, &expected.as.members[i], actual);
    if (value_get(expected, STR("status")).kind != VALUE_UNDEFINED)
        compare_absent(&compare, expected, actual);
    if (value_get(expected, STR("events")).kind != VALUE_UNDEFINED)
        compare_events(&compare, expected_case, value_get(actual, STR("events")));
    return compare.count == 0;
}
