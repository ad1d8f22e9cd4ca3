/*
 * buf.h - text being built.
 *
 * Grows inside the arena given to buf_init(), in place as long as nothing else
 * is allocated from that arena meanwhile; nothing to free. What buf_text()
 * returns stays valid as long as the arena; when the buffer grows afterwards
 * it may move, and the earlier slice keeps the earlier text.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

#if defined(__GNUC__)
#define ATTR_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))
#else
#define ATTR_PRINTF(text, first)
#endif

struct arena;

struct buf {
    struct arena *arena;
    char *at;
    size_t len, capacity;
};

void buf_init(struct buf *buf, struct arena *arena);
void buf_fill(struct buf *buf, char c, size_t count);
void buf_str(struct buf *buf, str s);
/* Room for `len` more bytes, which the caller writes and then adds to `buf->len` itself. */
char *buf_reserve(struct buf *buf, size_t len);
static inline void buf_char(struct buf *buf, char c)
{
    if (buf->len == buf->capacity)
        buf_reserve(buf, 1);
    buf->at[buf->len++] = c;
}
void buf_code_point(struct buf *buf, uint32_t code_point);
void buf_int(struct buf *buf, int64_t number);
/* No floating point conversions: those print by the locale; see num.h. */
void buf_printf(struct buf *buf, const char *format, ...) ATTR_PRINTF(2, 3);
void buf_vprintf(struct buf *buf, const char *format, va_list args) ATTR_PRINTF(2, 0);

static inline str buf_text(const struct buf *buf)
{
    return (str){ buf->at, buf->len };
}

/* The text of a format, in the arena. */
str str_printf(struct arena *arena, const char *format, ...) ATTR_PRINTF(2, 3);
/* The texts one after the other, for where a format is too slow. */
str str_concat(struct arena *arena, const str *parts, size_t count);

#endif
