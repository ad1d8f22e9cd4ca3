#include "jsonata/match.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/utf8.h"
#include "jsonata/text.h"
#include "text/regex.h"

#include <math.h>

/* The UTF-16 unit at a byte offset, which grows from call to call. */
static double unit_at(struct matches *matches, size_t byte)
{
    if (matches->is_ascii)
        return (double)byte;
    if (byte < matches->counted_bytes)
        matches->counted_bytes = matches->counted_units = 0;
    matches->counted_units +=
        utf8_length_utf16(str_slice(matches->text, matches->counted_bytes, byte));
    matches->counted_bytes = byte;
    return (double)matches->counted_units;
}

static value group_values(struct run *run, str text, const struct regex_group *groups,
                          uint32_t count)
{
    value *items = arena_array(run->arena, value, count);
    for (uint32_t i = 0; i < count; i++) {
        if (groups[i].start != SIZE_MAX)
            items[i] = value_string(str_slice(text, groups[i].start, groups[i].end));
    }
    return value_array(items, count);
}

/* Looks for the pattern from a byte on. */
static bool search(struct matches *matches, size_t from)
{
    struct run *run = matches->run;
    const struct regex *regex = matches->regex->pattern->regex;
    uint32_t count = regex_group_count(regex);
    struct regex_group *groups = arena_array(run->arena, struct regex_group, (size_t)count + 1);
    matches->has_match = false;
    if (!run_work(run, 1))
        return false;
    enum regex_outcome outcome = regex_match(run->arena, regex, matches->text, from, groups);
    if (outcome == REGEX_LIMIT)
        run_fail_value(run, ERROR_REGEX_LIMIT, value_string(matches->regex->pattern->text));
    if (outcome != REGEX_MATCH)
        return false;
    matches->has_match = true;
    matches->start_byte = groups[0].start;
    matches->end_byte = groups[0].end;
    matches->start = unit_at(matches, groups[0].start);
    matches->end = unit_at(matches, groups[0].end);
    matches->match = value_string(str_slice(matches->text, groups[0].start, groups[0].end));
    matches->groups = group_values(run, matches->text, groups + 1, count);
    return true;
}

/* A pattern that matches nothing at all would never get on: not allowed from the second match on. */
static bool search_next(struct matches *matches, size_t from)
{
    if (from >= matches->text.len) {
        matches->has_match = false;
        return false;
    }
    if (!search(matches, from))
        return false;
    if (matches->match.count)
        return true;
    struct error *error = run_fail(matches->run, ERROR_D1004);
    error->value = value_string(matches->regex->pattern->text);
    error->has_position = true;
    error->position = matches->regex->position;
    return matches->has_match = false;
}

static double number_or(value v, double otherwise)
{
    return value_is_number(v) ? number_of(v) : otherwise;
}

/* Takes what another function returned as a match. */
static bool take_match(struct matches *matches, value found)
{
    struct run *run = matches->run;
    matches->has_match = false;
    if (run->failed || found.kind == VALUE_UNDEFINED)
        return false;
    value start = value_get(found, STR("start")), end = value_get(found, STR("end"));
    value groups = value_get(found, STR("groups"));
    matches->next = value_get(found, STR("next"));
    if (!value_is_number(start) && groups.kind != VALUE_ARRAY &&
        matches->next.kind != VALUE_FUNCTION) {
        run_fail(run, ERROR_T1010);
        return false;
    }
    matches->match = value_get(found, STR("match"));
    matches->groups = groups;
    matches->start = number_or(start, NAN);
    matches->end = number_or(end, NAN);
    matches->start_byte = text_offset_of_unit(matches->text, (size_t)fmax(matches->start, 0));
    matches->end_byte = text_offset_of_unit(matches->text, (size_t)fmax(matches->end, 0));
    if (matches->end_byte < matches->start_byte)
        matches->end_byte = matches->start_byte;
    return matches->has_match = true;
}

bool matches_begin(struct matches *matches, struct run *run, value matcher, str text)
{
    *matches = (struct matches){ .run = run, .text = text, .is_ascii = text_is_ascii(text) };
    const struct function *function = matcher.as.pointer;
    if (matcher.kind == VALUE_FUNCTION && function->kind == FUNCTION_REGEX) {
        matches->regex = matcher.as.pointer;
        return search(matches, 0);
    }
    value argument = value_string(text);
    return take_match(matches, apply(run, matcher, &argument, 1, value_null(), run->frame));
}

bool matches_next(struct matches *matches)
{
    if (matches->regex)
        return search_next(matches, matches->end_byte);
    if (matches->next.kind != VALUE_FUNCTION) {
        run_fail(matches->run, ERROR_T1006);
        return false;
    }
    value none = value_undefined();
    return take_match(matches,
                      apply(matches->run, matches->next, &none, 1, value_null(), matches->run->frame));
}

static value next_match_function(const struct matches *matches)
{
    if (!matches->regex)
        return matches->next;
    struct next_function *next = arena_new(matches->run->arena, struct next_function);
    next->base.kind = FUNCTION_NEXT;
    next->regex = matches->regex;
    next->text = matches->text;
    next->at = matches->end_byte;
    return (value){ .kind = VALUE_FUNCTION, .as.pointer = next };
}

value match_object(const struct matches *matches)
{
    const struct member members[] = {
        { STR("match"), matches->match },
        { STR("start"), value_double(matches->start) },
        { STR("end"), value_double(matches->end) },
        { STR("groups"), matches->groups },
        { STR("next"), next_match_function(matches) },
    };
    return object_of(matches->run, members, ARRAY_LEN(members));
}

/* Appends a value as JavaScript's String() prints it. */
static void append_subject(struct run *run, struct buf *buf, value v, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX || !run_work(run, 1)) {
        run_fail(run, ERROR_DEPTH);
        return;
    }
    switch (v.kind) {
    case VALUE_UNDEFINED:
        buf_str(buf, depth ? STR("") : STR("undefined"));
        return;
    case VALUE_NULL:
        buf_str(buf, depth ? STR("") : STR("null"));
        return;
    case VALUE_STRING:
        buf_str(buf, value_text(v));
        return;
    case VALUE_ARRAY:
        for (uint32_t i = 0; i < v.count; i++) {
            if (i)
                buf_char(buf, ',');
            append_subject(run, buf, v.as.items[i], depth + 1);
        }
        return;
    default:
        if (value_is_number(v))
            num_print_js(buf, number_of(v));
        else if (value_is_bool(v))
            buf_str(buf, v.kind == VALUE_TRUE ? STR("true") : STR("false"));
        else
            buf_str(buf, STR("[object Object]"));
        return;
    }
}

static str subject(struct run *run, value v)
{
    if (v.kind == VALUE_STRING)
        return value_text(v);
    struct buf buf;
    buf_init(&buf, run->arena);
    append_subject(run, &buf, v, 0);
    return buf_text(&buf);
}

value regex_call(struct run *run, const struct regex_function *regex, const value *arguments,
                 uint32_t count)
{
    str text = subject(run, count > 0 ? arguments[0] : value_undefined());
    double from = count > 1 ? number_or(arguments[1], 0) : 0;
    struct matches matches = {
        .run = run, .regex = regex, .text = text, .is_ascii = text_is_ascii(text)
    };
    if (from > (double)text.len || !search(&matches, text_offset_of_unit(text, (size_t)fmax(from, 0))))
        return value_undefined();
    return match_object(&matches);
}

value regex_next(struct run *run, const struct next_function *next)
{
    struct matches matches = { .run = run,
                               .regex = next->regex,
                               .text = next->text,
                               .is_ascii = text_is_ascii(next->text) };
    return search_next(&matches, next->at) ? match_object(&matches) : value_undefined();
}
