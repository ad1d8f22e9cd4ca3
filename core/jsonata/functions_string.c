#include "base/buf.h"
#include "base/utf8.h"
#include "jsonata/functions.h"
#include "jsonata/text.h"
#include "text/unicode.h"

#include <math.h>

value function_string(struct run *run, const struct call *call)
{
    return to_string(run, call->arguments[0], call->arguments[1].kind == VALUE_TRUE);
}

/* A position as JavaScript's slice takes it: rounded towards zero, from the end when negative, kept inside. */
static size_t slice_position(double position, size_t length)
{
    if (isnan(position))
        return 0;
    position = trunc(position);
    if (position < 0)
        position += (double)length;
    if (position <= 0)
        return 0;
    return position < (double)length ? (size_t)position : length;
}

static str slice_points(str text, size_t start, size_t end)
{
    if (end <= start)
        return STR("");
    if (text_is_ascii(text))
        return str_slice(text, start, end);
    size_t from = text_offset_of_point(text, start);
    size_t length = text_offset_of_point(str_from_offset(text, from), end - start);
    return str_slice(text, from, from + length);
}

value function_substring(struct run *run, const struct call *call)
{
    (void)run;
    value v = call->arguments[0], length = call->arguments[2];
    if (v.kind == VALUE_UNDEFINED)
        return v;
    str text = value_text(v);
    size_t points = utf8_length(text);
    double start = call->arguments[1].kind == VALUE_UNDEFINED ? 0 : number_of(call->arguments[1]);
    if ((double)points + start < 0)
        start = 0;
    double end = (double)points;
    if (length.kind != VALUE_UNDEFINED) {
        if (number_of(length) <= 0)
            return value_string(STR(""));
        end = start >= 0 ? start + number_of(length) : (double)points + start + number_of(length);
    }
    return value_string(
        slice_points(text, slice_position(start, points), slice_position(end, points)));
}

/* The part of a text on one side of the first occurrence of another; all of it when there is none. */
static value part_at(const struct call *call, bool is_before)
{
    value v = call->arguments[0], mark = call->arguments[1];
    if (v.kind == VALUE_UNDEFINED)
        return v;
    str text = value_text(v);
    /* What is not given is looked for under its JavaScript name. */
    str wanted = mark.kind == VALUE_STRING ? value_text(mark) : STR("undefined");
    size_t at = str_find(text, wanted);
    if (at == SIZE_MAX)
        return v;
    return value_string(is_before ? str_slice(text, 0, at)
                                  : str_from_offset(text, at + wanted.len));
}

value function_substring_before(struct run *run, const struct call *call)
{
    (void)run;
    return part_at(call, true);
}

value function_substring_after(struct run *run, const struct call *call)
{
    (void)run;
    return part_at(call, false);
}

static value map_case(struct run *run, value v, void (*convert)(struct buf *buf, str text))
{
    if (v.kind == VALUE_UNDEFINED)
        return v;
    struct buf buf;
    buf_init(&buf, run->arena);
    convert(&buf, value_text(v));
    return value_string(buf_text(&buf));
}

value function_uppercase(struct run *run, const struct call *call)
{
    return map_case(run, call->arguments[0], unicode_upper);
}

value function_lowercase(struct run *run, const struct call *call)
{
    return map_case(run, call->arguments[0], unicode_lower);
}

value function_length(struct run *run, const struct call *call)
{
    (void)run;
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    return value_double((double)utf8_length(value_text(call->arguments[0])));
}

value function_trim(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    str text = str_trim(value_text(call->arguments[0]));
    struct buf buf;
    buf_init(&buf, run->arena);
    bool is_behind_blank = false;
    for (size_t i = 0; i < text.len; i++) {
        bool is_blank = char_is_blank(text.at[i]);
        if (!is_blank || !is_behind_blank)
            buf_char(&buf, is_blank ? ' ' : text.at[i]);
        is_behind_blank = is_blank;
    }
    return value_string(buf_text(&buf));
}

/* `count` code points made of `filling` again and again. */
static bool append_padding(struct run *run, struct buf *buf, str filling, size_t count)
{
    size_t points = utf8_length(filling);
    if (count > run->limits.text_bytes || !run_reserve(run, count * filling.len) ||
        !run_work(run, count / 64)) {
        run_fail(run, ERROR_MEMORY);
        return false;
    }
    for (; count >= points; count -= points)
        text_append(buf, filling);
    text_append(buf, slice_points(filling, 0, count));
    return true;
}

value function_pad(struct run *run, const struct call *call)
{
    value v = call->arguments[0], filling = call->arguments[2];
    if (v.kind == VALUE_UNDEFINED || call->arguments[1].kind == VALUE_UNDEFINED)
        return v;
    double width = trunc(number_of(call->arguments[1]));
    double missing = fabs(width) - (double)utf8_length(value_text(v));
    if (!(missing > 0))
        return v;
    if (missing >= UINT32_MAX)
        return fail_plain(run, ERROR_WIDTH);
    bool has_filling = filling.kind == VALUE_STRING && filling.count;
    struct buf buf;
    buf_init(&buf, run->arena);
    if (width > 0)
        buf_str(&buf, value_text(v));
    if (!append_padding(run, &buf, has_filling ? value_text(filling) : STR(" "), (size_t)missing))
        return value_undefined();
    if (width < 0)
        text_append(&buf, value_text(v));
    return value_string(buf_text(&buf));
}

value function_join(struct run *run, const struct call *call)
{
    value texts = call->arguments[0], separator = call->arguments[1];
    if (texts.kind == VALUE_UNDEFINED)
        return texts;
    struct buf buf;
    buf_init(&buf, run->arena);
    for (uint32_t i = 0; i < texts.count && run_work(run, 1); i++) {
        if (i && separator.kind == VALUE_STRING)
            text_append(&buf, value_text(separator));
        text_append(&buf, value_text(texts.as.items[i]));
        if (buf.len > run->limits.text_bytes)
            return fail_plain(run, ERROR_MEMORY);
    }
    return value_string(buf_text(&buf));
}
