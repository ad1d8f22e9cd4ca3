#include "jsonata/text.h"

#include "base/buf.h"
#include "base/num.h"
#include "base/utf8.h"
#include "jsonata/json.h"
#include "jsonata/run.h"

#include <math.h>

/* The code point of a lone surrogate at `at`, or 0. */
static uint32_t lone_surrogate(str text, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)text.at + at;
    if (text.len - at < 3 || bytes[0] != 0xED || bytes[1] < 0xA0 || (bytes[2] & 0xC0) != 0x80)
        return 0;
    return 0xD000u | (uint32_t)(bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F);
}

uint32_t text_next(str text, size_t *at)
{
    unsigned char first = (unsigned char)text.at[*at];
    if (first < 0x80) {
        *at += 1;
        return first;
    }
    uint32_t surrogate = first == 0xED ? lone_surrogate(text, *at) : 0;
    if (!surrogate)
        return utf8_next(text, at);
    *at += 3;
    return surrogate;
}

bool text_is_ascii(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    }
    return true;
}

size_t text_offset_of_point(str text, size_t index)
{
    size_t at = 0;
    while (index-- > 0 && at < text.len)
        text_next(text, &at);
    return at;
}

size_t text_offset_of_unit(str text, size_t index)
{
    size_t at = 0;
    for (size_t unit = 0; unit < index && at < text.len; unit++)
        unit += text_next(text, &at) >= 0x10000;
    return at;
}

void text_append(struct buf *buf, str text)
{
    uint32_t low = text.len ? lone_surrogate(text, 0) : 0;
    uint32_t high = buf->len >= 3 ? lone_surrogate(buf_text(buf), buf->len - 3) : 0;
    if (low >= 0xDC00 && high && high < 0xDC00) {
        buf->len -= 3;
        buf_code_point(buf, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
        text = str_from_offset(text, 3);
    }
    buf_str(buf, text);
}

double round_to_15(double number)
{
    if (!isfinite(number) || number == 0 || (fabs(number) < 1e15 && floor(number) == number))
        return number;
    char text[32], *digits = text + 3;
    int exponent;
    if (num_digits(fabs(number), digits, &exponent) <= 15)
        return number;
    size_t count = num_digits_precise(fabs(number), 15, digits, &exponent);
    /* 0.DIGITSe<exponent>, put together by hand */
    memcpy(text, number < 0 ? "-0." : "+0.", 3);
    size_t len = 3 + count;
    text[len++] = 'e';
    text[len++] = exponent < 0 ? '-' : '+';
    unsigned size = (unsigned)(exponent < 0 ? -exponent : exponent);
    text[len++] = (char)('0' + size / 100);
    text[len++] = (char)('0' + size / 10 % 10);
    text[len++] = (char)('0' + size % 10);
    double rounded = number;
    size_t sign = number < 0 ? 0 : 1; /* a plus is no part of a number */
    num_to_double((str){ text + sign, len - sign }, &rounded);
    return rounded;
}

static value print_value(struct run *run, value v, bool is_pretty)
{
    struct json_printer printer = {
        .is_rounded = true, .is_pretty = is_pretty, .limit = run->limits.text_bytes
    };
    buf_init(&printer.buf, run->arena);
    if (json_print(&printer, v))
        return value_string(buf_text(&printer.buf));
    struct error *error = run_fail(run, printer.failure);
    if (printer.failure == ERROR_D1001)
        error->value = value_null();
    return value_undefined();
}

value to_string(struct run *run, value v, bool is_pretty)
{
    switch (v.kind) {
    case VALUE_UNDEFINED:
    case VALUE_STRING:
        return v;
    case VALUE_FUNCTION:
        return value_string(STR(""));
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_BIG:
        if (isinf(number_of(v)) || isnan(number_of(v)))
            return run_fail_value(run, ERROR_D3001, v);
        break;
    case VALUE_ARRAY:
        if (v.flags & FLAG_OUTER)
            v = v.as.items[0];
        break;
    default:
        break;
    }
    return print_value(run, v, is_pretty);
}

str text_of(struct run *run, value v)
{
    if (v.kind == VALUE_UNDEFINED)
        return STR("");
    v = to_string(run, v, false);
    return run->failed ? STR("") : value_text(v);
}

value join_texts(struct run *run, str first, str second)
{
    size_t len = first.len + second.len;
    if (len > run->limits.text_bytes || !run_reserve(run, len)) {
        run_fail(run, ERROR_MEMORY);
        return value_undefined();
    }
    struct buf buf;
    buf_init(&buf, run->arena);
    buf_reserve(&buf, len);
    buf_str(&buf, first);
    text_append(&buf, second);
    return value_string(buf_text(&buf));
}

value text_units(struct run *run, str text)
{
    struct items items = { 0 };
    for (size_t at = 0; at < text.len && run_work(run, 1);) {
        size_t start = at;
        uint32_t point = text_next(text, &at);
        if (point < 0x10000) {
            items_add(run, &items, value_string(str_slice(text, start, at)));
            continue;
        }
        char *halves = arena_alloc(run->arena, 6, 1);
        utf8_encode(halves, 0xD800 + ((point - 0x10000) >> 10));
        utf8_encode(halves + 3, 0xDC00 + ((point - 0x10000) & 0x3FF));
        items_add(run, &items, value_string((str){ halves, 3 }));
        items_add(run, &items, value_string((str){ halves + 3, 3 }));
    }
    return items_value(&items, 0);
}
