#include "base/buf.h"
#include "base/encode.h"
#include "base/utf8.h"
#include "jsonata/functions.h"
#include "jsonata/text.h"

/* What encodeURI leaves as it is, beside letters and digits; encodeURIComponent leaves only the first part. */
static const char unreserved[] = "-_.!~*'()";
static const char reserved[] = ";/?:@&=+$,#";

static bool is_among(const char *characters, char c)
{
    return c && strchr(characters, c);
}

static bool needs_no_escape(char c, bool is_component)
{
    return char_is_letter(c) || char_is_digit(c) || is_among(unreserved, c) ||
           (!is_component && is_among(reserved, c));
}

static value fail_url(struct run *run, value v, const char *function)
{
    struct error *error = run_fail(run, ERROR_D3140);
    error->value = v;
    error->function = str_from(function);
    return value_undefined();
}

static value encode_url(struct run *run, value v, bool is_component, const char *function)
{
    static const char digits[] = "0123456789ABCDEF";
    if (v.kind == VALUE_UNDEFINED)
        return v;
    str text = value_text(v);
    size_t bad;
    if (!utf8_check(text, &bad)) /* half a character */
        return fail_url(run, v, function);
    if (!run_reserve(run, 3 * text.len))
        return value_undefined();
    struct buf buf;
    buf_init(&buf, run->arena);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (needs_no_escape(text.at[i], is_component)) {
            buf_char(&buf, text.at[i]);
            continue;
        }
        buf_char(&buf, '%');
        buf_char(&buf, digits[c >> 4]);
        buf_char(&buf, digits[c & 15]);
    }
    return value_string(buf_text(&buf));
}

/* The byte that an escape at `at` stands for, or -1. */
static int escaped_byte(str text, size_t at)
{
    if (text.len - at < 3 || text.at[at] != '%')
        return -1;
    int high = char_hex(text.at[at + 1]), low = char_hex(text.at[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* Decodes the character whose escapes begin at `*at`. False when they are not UTF-8. */
static bool decode_character(str text, size_t *at, char bytes[4], size_t *count)
{
    int first = escaped_byte(text, *at);
    if (first < 0)
        return false;
    *count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (size_t i = 0; i < *count; i++, *at += 3) {
        int byte = *at < text.len ? escaped_byte(text, *at) : -1;
        if (byte < 0)
            return false;
        bytes[i] = (char)byte;
    }
    size_t bad;
    return utf8_check((str){ bytes, *count }, &bad);
}

static value decode_url(struct run *run, value v, bool is_component, const char *function)
{
    if (v.kind == VALUE_UNDEFINED)
        return v;
    str text = value_text(v);
    struct buf buf;
    buf_init(&buf, run->arena);
    for (size_t at = 0; at < text.len;) {
        if (text.at[at] != '%') {
            buf_char(&buf, text.at[at++]);
            continue;
        }
        size_t start = at, count;
        char bytes[4];
        if (!decode_character(text, &at, bytes, &count))
            return fail_url(run, v, function);
        bool stays = !is_component && count == 1 && is_among(reserved, bytes[0]);
        buf_str(&buf, stays ? str_slice(text, start, at) : (str){ bytes, count });
    }
    return value_string(buf_text(&buf));
}

value function_encode_url(struct run *run, const struct call *call)
{
    return encode_url(run, call->arguments[0], false, "encodeUrl");
}

value function_encode_url_component(struct run *run, const struct call *call)
{
    return encode_url(run, call->arguments[0], true, "encodeUrlComponent");
}

value function_decode_url(struct run *run, const struct call *call)
{
    return decode_url(run, call->arguments[0], false, "decodeUrl");
}

value function_decode_url_component(struct run *run, const struct call *call)
{
    return decode_url(run, call->arguments[0], true, "decodeUrlComponent");
}

/* As the reference does under Node: each UTF-16 unit gives its lower byte. */
value function_base64encode(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    str text = value_text(call->arguments[0]);
    struct buf bytes, encoded;
    buf_init(&bytes, run->arena);
    for (size_t at = 0; at < text.len;) {
        uint32_t point = text_next(text, &at);
        if (point >= 0x10000) {
            buf_char(&bytes, (char)(0xD800 + ((point - 0x10000) >> 10)));
            point = 0xDC00 + ((point - 0x10000) & 0x3FF);
        }
        buf_char(&bytes, (char)point);
    }
    buf_init(&encoded, run->arena);
    encode_base64(&encoded, buf_text(&bytes));
    return value_string(buf_text(&encoded));
}

/* As Node decodes: what is no digit is skipped, padding ends the text; each byte becomes a character. */
value function_base64decode(struct run *run, const struct call *call)
{
    if (call->arguments[0].kind == VALUE_UNDEFINED)
        return value_undefined();
    str text = value_text(call->arguments[0]);
    struct buf buf;
    buf_init(&buf, run->arena);
    uint32_t bits = 0;
    unsigned count = 0;
    for (size_t i = 0; i < text.len && text.at[i] != '='; i++) {
        char c = text.at[i];
        /* The alphabet for URLs is read too. */
        int digit = decode_base64_digit(c == '-' ? '+' : c == '_' ? '/' : c);
        if (digit < 0)
            continue;
        bits = bits << 6 | (uint32_t)digit;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buf_code_point(&buf, bits >> count & 0xFF);
        }
    }
    return value_string(buf_text(&buf));
}
