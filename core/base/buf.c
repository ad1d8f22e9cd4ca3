#include "base/buf.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdio.h>

void buf_init(struct buf *buf, struct arena *arena)
{
    *buf = (struct buf){ .arena = arena };
}

char *buf_reserve(struct buf *buf, size_t len)
{
    if (buf->capacity - buf->len < len || !buf->at) {
        size_t need = len > SIZE_MAX - buf->len ? SIZE_MAX : buf->len + len;
        size_t capacity = buf->capacity > SIZE_MAX / 2 ? SIZE_MAX : buf->capacity * 2;
        if (capacity < 64)
            capacity = 64;
        if (capacity < need)
            capacity = need;
        buf->at = arena_grow(buf->arena, buf->at, buf->capacity, capacity, 1);
        buf->capacity = capacity;
    }
    return buf->at + buf->len;
}

void buf_fill(struct buf *buf, char c, size_t count)
{
    if (count == 0)
        return;
    memset(buf_reserve(buf, count), c, count);
    buf->len += count;
}

void buf_str(struct buf *buf, str s)
{
    if (s.len == 0)
        return;
    memcpy(buf_reserve(buf, s.len), s.at, s.len);
    buf->len += s.len;
}

void buf_code_point(struct buf *buf, uint32_t code_point)
{
    buf->len += utf8_encode(buf_reserve(buf, 4), code_point);
}

void buf_int(struct buf *buf, int64_t number)
{
    char digits[20];
    size_t count = 0;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (number < 0)
        buf_char(buf, '-');
    char *at = buf_reserve(buf, count);
    for (size_t i = 0; i < count; i++)
        at[i] = digits[count - 1 - i];
    buf->len += count;
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    size_t room = buf->capacity - buf->len;
    int len = vsnprintf(room ? buf->at + buf->len : NULL, room, format, args);
    if (len > 0 && (size_t)len >= room) {
        size_t need = (size_t)len + 1;
        vsnprintf(buf_reserve(buf, need), need, format, again);
    }
    if (len > 0)
        buf->len += (size_t)len;
    va_end(again);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    buf_vprintf(buf, format, args);
    va_end(args);
}

str str_printf(struct arena *arena, const char *format, ...)
{
    struct buf buf;
    buf_init(&buf, arena);
    va_list args;
    va_start(args, format);
    buf_vprintf(&buf, format, args);
    va_end(args);
    return buf_text(&buf);
}

str str_concat(struct arena *arena, const str *parts, size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += parts[i].len;
    char *text = arena_alloc(arena, len, 1);
    len = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0)
            memcpy(text + len, parts[i].at, parts[i].len);
        len += parts[i].len;
    }
    return (str){ text, len };
}
