#include "base/buf.h"
#include "base/num.h"
#include "jsonata/functions.h"
#include "jsonata/match.h"
#include "jsonata/text.h"

#include <math.h>

/* How many of something a limit allows, infinitely many when there is none. False when it is negative. */
static bool read_limit(struct run *run, value limit, enum error_code code, double *most)
{
    *most = limit.kind == VALUE_UNDEFINED ? INFINITY : number_of(limit);
    if (!(*most < 0))
        return true;
    run_fail_value(run, code, limit);
    return false;
}

value function_contains(struct run *run, const struct call *call)
{
    value text = call->arguments[0], token = call->arguments[1];
    if (text.kind == VALUE_UNDEFINED)
        return text;
    if (token.kind == VALUE_STRING)
        return value_bool(str_contains(value_text(text), value_text(token)));
    struct matches matches;
    return value_bool(matches_begin(&matches, run, token, value_text(text)));
}

value function_match(struct run *run, const struct call *call)
{
    value text = call->arguments[0];
    double most;
    if (text.kind == VALUE_UNDEFINED || !read_limit(run, call->arguments[2], ERROR_D3040, &most))
        return value_undefined();
    struct items items = { 0 };
    struct matches matches;
    bool has_match = most > 0 && matches_begin(&matches, run, call->arguments[1], value_text(text));
    for (; has_match && items.count < most && !run->failed; has_match = matches_next(&matches)) {
        struct member members[] = {
            { STR("match"), matches.match },
            { STR("index"), value_double(matches.start) },
            { STR("groups"), matches.groups },
        };
        items_add(run, &items, object_of(run, members, ARRAY_LEN(members)));
    }
    return items_value(&items, FLAG_SEQUENCE);
}

static value split_by_text(struct run *run, str text, str separator, double most)
{
    struct items items = { 0 };
    /* JavaScript takes the limit modulo 2^32. */
    uint32_t limit = isfinite(most) ? (uint32_t)fmod(trunc(most), 4294967296.0) : UINT32_MAX;
    if (separator.len == 0) {
        value units = text_units(run, text);
        return value_array(units.as.items, units.count < limit ? units.count : limit);
    }
    while (items.count < limit && run_work(run, 1)) {
        size_t at = str_find(text, separator);
        items_add(run, &items, value_string(str_slice(text, 0, at)));
        if (at == SIZE_MAX)
            break;
        text = str_from_offset(text, at + separator.len);
    }
    return items_value(&items, 0);
}

static value split_by_matches(struct run *run, str text, value matcher, double most)
{
    struct items items = { 0 };
    struct matches matches;
    if (!(most > 0))
        return items_value(&items, 0);
    size_t start = 0;
    bool has_match = matches_begin(&matches, run, matcher, text);
    for (; has_match && items.count < most; has_match = matches_next(&matches)) {
        items_add(run, &items, value_string(str_slice(text, start, matches.start_byte)));
        start = matches.end_byte;
    }
    if (items.count < most)
        items_add(run, &items, value_string(str_from_offset(text, start)));
    return items_value(&items, 0);
}

value function_split(struct run *run, const struct call *call)
{
    value text = call->arguments[0], separator = call->arguments[1];
    double most;
    if (text.kind == VALUE_UNDEFINED || !read_limit(run, call->arguments[2], ERROR_D3020, &most))
        return value_undefined();
    if (separator.kind == VALUE_UNDEFINED) {
        value whole = run_array_of(run, text);
        return most > 0 ? whole : value_array(NULL, 0);
    }
    if (separator.kind == VALUE_STRING)
        return split_by_text(run, value_text(text), value_text(separator), most);
    return split_by_matches(run, value_text(text), separator, most);
}

/* The number of at most `most` digits at the start; -1 when there is none. */
static int64_t read_group_number(str text, unsigned most)
{
    int64_t number = -1;
    for (unsigned i = 0; i < most && i < text.len && char_is_digit(text.at[i]); i++)
        number = (number < 0 ? 0 : number * 10) + (text.at[i] - '0');
    return number;
}

static void append_group(struct buf *buf, const struct matches *matches, int64_t number)
{
    if (matches->groups.kind != VALUE_ARRAY || number < 1 ||
        (uint64_t)number > matches->groups.count)
        return;
    value group = matches->groups.as.items[number - 1];
    if (group.kind == VALUE_STRING)
        text_append(buf, value_text(group));
}

/* What follows a $ in a replacement; returns how many bytes of it that was. */
static size_t append_reference(struct buf *buf, const struct matches *matches, str rest)
{
    if (rest.len && rest.at[0] == '$') {
        buf_char(buf, '$');
        return 1;
    }
    if (rest.len && rest.at[0] == '0') {
        if (matches->match.kind == VALUE_STRING)
            text_append(buf, value_text(matches->match));
        return 1;
    }
    /* As many digits as the number of groups has; one less when that would be too large a number. */
    uint32_t groups = matches->groups.kind == VALUE_ARRAY ? matches->groups.count : 0;
    unsigned most = num_digit_count(groups);
    int64_t number = read_group_number(rest, most);
    if (most > 1 && number > (int64_t)groups)
        number = read_group_number(rest, most - 1);
    if (number < 0) {
        buf_char(buf, '$');
        return 0;
    }
    append_group(buf, matches, number);
    return num_digit_count((uint32_t)number);
}

static void append_replacement(struct buf *buf, const struct matches *matches, str replacement)
{
    for (;;) {
        size_t dollar = str_find_char(replacement, '$');
        text_append(buf, str_slice(replacement, 0, dollar));
        if (dollar == SIZE_MAX)
            return;
        replacement = str_from_offset(replacement, dollar + 1);
        replacement = str_from_offset(replacement, append_reference(buf, matches, replacement));
    }
}

static bool replace_match(struct run *run, struct buf *buf, const struct matches *matches,
                          value replacement)
{
    if (replacement.kind == VALUE_STRING) {
        append_replacement(buf, matches, value_text(replacement));
        return true;
    }
    value argument = match_object(matches);
    value v = apply(run, replacement, &argument, 1, value_null(), run->frame);
    if (run->failed)
        return false;
    if (v.kind != VALUE_STRING) {
        run_fail_value(run, ERROR_D3012, v);
        return false;
    }
    text_append(buf, value_text(v));
    return true;
}

static value replace_matches(struct run *run, const struct call *call, str text, double most)
{
    struct buf buf;
    buf_init(&buf, run->arena);
    struct matches matches;
    size_t start = 0;
    bool has_match = matches_begin(&matches, run, call->arguments[1], text);
    for (double count = 0; has_match && count < most; count++, has_match = matches_next(&matches)) {
        if (matches.start_byte > start)
            buf_str(&buf, str_slice(text, start, matches.start_byte));
        if (!replace_match(run, &buf, &matches, call->arguments[2]))
            return value_undefined();
        start = matches.start_byte + (matches.match.kind == VALUE_STRING ? matches.match.count : 0);
        if (buf.len > run->limits.text_bytes)
            return fail_plain(run, ERROR_MEMORY);
    }
    if (run->failed)
        return value_undefined();
    text_append(&buf, str_from_offset(text, start));
    return value_string(buf_text(&buf));
}

static value replace_texts(struct run *run, const struct call *call, str text, double most)
{
    str wanted = value_text(call->arguments[1]);
    str replacement = call->arguments[2].kind == VALUE_STRING ? value_text(call->arguments[2]) : STR("");
    struct buf buf;
    buf_init(&buf, run->arena);
    for (double count = 0; count < most && run_work(run, 1); count++) {
        size_t at = str_find(text, wanted);
        if (at == SIZE_MAX)
            break;
        text_append(&buf, str_slice(text, 0, at));
        text_append(&buf, replacement);
        text = str_from_offset(text, at + wanted.len);
        if (buf.len > run->limits.text_bytes)
            return fail_plain(run, ERROR_MEMORY);
    }
    text_append(&buf, text);
    return value_string(buf_text(&buf));
}

value function_replace(struct run *run, const struct call *call)
{
    value text = call->arguments[0], wanted = call->arguments[1];
    double most;
    if (text.kind == VALUE_UNDEFINED)
        return text;
    if (wanted.kind == VALUE_STRING && wanted.count == 0)
        return run_fail_value(run, ERROR_D3010, wanted);
    if (!read_limit(run, call->arguments[3], ERROR_D3011, &most))
        return value_undefined();
    if (!(most > 0))
        return text;
    return wanted.kind == VALUE_STRING ? replace_texts(run, call, value_text(text), most)
                                       : replace_matches(run, call, value_text(text), most);
}
