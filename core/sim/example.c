#include "sim/example.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"

/* Examples come from documents, which are no deeper; what is deeper counts as different. */
enum { DEPTH_MAX = 1000 };

/* One character of a pattern: true for a star, else `*c` is the byte that must stand there. */
static bool take_pattern(str pattern, size_t *at, char *c)
{
    if (pattern.at[*at] == '*') {
        ++*at;
        return true;
    }
    if (pattern.at[*at] == '\\' && *at + 1 < pattern.len && pattern.at[*at + 1] == '*')
        ++*at;
    *c = pattern.at[(*at)++];
    return false;
}

bool pattern_has_star(str pattern)
{
    char c;
    for (size_t at = 0; at < pattern.len;) {
        if (take_pattern(pattern, &at, &c))
            return true;
    }
    return false;
}

/* Only the last star is ever tried again, which is enough for stars. Cost: at worst the product of the lengths. */
static bool matches_stars(str pattern, str text)
{
    size_t at = 0, i = 0, star = SIZE_MAX, star_text = 0;
    while (i < text.len) {
        char c = '\0';
        size_t next = at;
        bool is_star = at < pattern.len && take_pattern(pattern, &next, &c);
        if (is_star) {
            star = at = next;
            star_text = i;
        } else if (at < pattern.len && c == text.at[i]) {
            at = next;
            i++;
        } else if (star != SIZE_MAX) {
            at = star;
            i = ++star_text;
        } else {
            return false;
        }
    }
    char c;
    while (at < pattern.len) {
        if (!take_pattern(pattern, &at, &c))
            return false;
    }
    return true;
}

bool pattern_matches(str pattern, str text)
{
    return str_equal(pattern, text) || matches_stars(pattern, text);
}

static bool scalar_matches(value example, value actual, bool is_example)
{
    if (is_example && example.kind == VALUE_STRING && actual.kind == VALUE_STRING)
        return pattern_matches(value_text(example), value_text(actual));
    return value_equal(example, actual);
}

static bool matches(value example, value actual, unsigned depth)
{
    if (depth > DEPTH_MAX)
        return false;
    if (example.kind == VALUE_OBJECT && actual.kind == VALUE_OBJECT) {
        for (uint32_t i = 0; i < example.count; i++) {
            const struct member *member = &example.as.members[i];
            value found = value_get(actual, member->name);
            if (found.kind == VALUE_UNDEFINED || !matches(member->value, found, depth + 1))
                return false;
        }
        return true;
    }
    if (example.kind == VALUE_ARRAY && actual.kind == VALUE_ARRAY) {
        for (uint32_t i = 0; i < example.count && example.count == actual.count; i++) {
            if (!matches(example.as.items[i], actual.as.items[i], depth + 1))
                return false;
        }
        return example.count == actual.count;
    }
    return scalar_matches(example, actual, true);
}

bool example_matches(value example, value actual)
{
    return matches(example, actual, 0);
}

struct comparison {
    struct arena *arena;
    struct buf pointer;
    struct difference *items;
    uint32_t count, most;
    bool has_more, is_example;
};

static void add_difference(struct comparison *c, value expected, value actual)
{
    if (c->count == c->most) {
        c->has_more = true;
        return;
    }
    c->items[c->count++] = (struct difference){ str_copy(c->arena, buf_text(&c->pointer)), expected, actual };
}

/* Appends a step of a JSON Pointer and returns where it was, for the way back. */
static size_t enter_member(struct comparison *c, str name)
{
    size_t before = c->pointer.len;
    buf_char(&c->pointer, '/');
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] == '~')
            buf_str(&c->pointer, STR("~0"));
        else if (name.at[i] == '/')
            buf_str(&c->pointer, STR("~1"));
        else
            buf_char(&c->pointer, name.at[i]);
    }
    return before;
}

static size_t enter_item(struct comparison *c, uint32_t index)
{
    size_t before = c->pointer.len;
    buf_printf(&c->pointer, "/%u", index);
    return before;
}

static void compare(struct comparison *c, value expected, value actual, unsigned depth);

static void compare_objects(struct comparison *c, value expected, value actual, unsigned depth)
{
    for (uint32_t i = 0; i < expected.count && !c->has_more; i++) {
        const struct member *member = &expected.as.members[i];
        size_t before = enter_member(c, member->name);
        compare(c, member->value, value_get(actual, member->name), depth + 1);
        c->pointer.len = before;
    }
    for (uint32_t i = 0; i < actual.count && !c->is_example && !c->has_more; i++) {
        const struct member *member = &actual.as.members[i];
        if (value_get(expected, member->name).kind != VALUE_UNDEFINED)
            continue;
        size_t before = enter_member(c, member->name);
        add_difference(c, value_undefined(), member->value);
        c->pointer.len = before;
    }
}

static void compare_arrays(struct comparison *c, value expected, value actual, unsigned depth)
{
    uint32_t count = expected.count > actual.count ? expected.count : actual.count;
    for (uint32_t i = 0; i < count && !c->has_more; i++) {
        size_t before = enter_item(c, i);
        compare(c, value_item(expected, i), value_item(actual, i), depth + 1);
        c->pointer.len = before;
    }
}

static void compare(struct comparison *c, value expected, value actual, unsigned depth)
{
    if (depth > DEPTH_MAX)
        add_difference(c, expected, actual);
    else if (expected.kind == VALUE_OBJECT && actual.kind == VALUE_OBJECT)
        compare_objects(c, expected, actual, depth);
    else if (expected.kind == VALUE_ARRAY && actual.kind == VALUE_ARRAY)
        compare_arrays(c, expected, actual, depth);
    else if (!scalar_matches(expected, actual, c->is_example))
        add_difference(c, expected, actual);
}

struct differences value_differences(struct arena *arena, value expected, value actual, bool is_example,
                                     uint32_t most)
{
    struct comparison c = { .arena = arena, .most = most, .is_example = is_example };
    buf_init(&c.pointer, arena);
    c.items = arena_array(arena, struct difference, most);
    compare(&c, expected, actual, 0);
    return (struct differences){ c.items, c.count, c.has_more };
}

static str pointer_name(struct arena *arena, str part)
{
    struct buf name;
    buf_init(&name, arena);
    for (size_t i = 0; i < part.len; i++) {
        bool is_escape = part.at[i] == '~' && i + 1 < part.len;
        if (is_escape)
            i++;
        buf_char(&name, !is_escape ? part.at[i] : part.at[i] == '1' ? '/' : '~');
    }
    return buf_text(&name);
}

value value_at_pointer(struct arena *arena, value whole, str pointer)
{
    str part, rest = str_from_offset(pointer, 1);
    if (pointer.len == 0)
        return whole;
    while (str_split(&rest, '/', &part)) {
        uint64_t index;
        if (whole.kind == VALUE_ARRAY)
            whole = num_to_uint64(part, 10, &index) ? value_item(whole, index) : value_undefined();
        else
            whole = value_get(whole, pointer_name(arena, part));
    }
    return whole;
}
