#include "unpack.h"

#include "base/arena.h"
#include "base/buf.h"

#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

static bool is_packed(str bytes)
{
    return bytes.len > 2 && bytes.at[0] == '\x1f' && bytes.at[1] == '\x8b';
}

#ifdef HAVE_ZLIB

/* A packed file may unpack to a thousand times its size; beyond this nothing here could use it. */
#define UNPACKED_MAX ((size_t)1 << 32)

enum { CHUNK = 1 << 18, GZIP_WINDOW = 15 + 16 };

/* Files may be made of several packed parts. */
static bool unpack_stream(z_stream *stream, struct buf *out)
{
    int status = Z_OK;
    while (stream->avail_in > 0 && out->len < UNPACKED_MAX) {
        stream->next_out = (Bytef *)buf_reserve(out, CHUNK);
        stream->avail_out = CHUNK;
        status = inflate(stream, Z_NO_FLUSH);
        out->len += CHUNK - stream->avail_out;
        if (status == Z_STREAM_END && stream->avail_in > 0)
            status = inflateReset(stream);
        else if (status != Z_OK)
            break;
    }
    return status == Z_STREAM_END;
}

bool unpack(struct arena *arena, str *bytes, const char **problem)
{
    if (!is_packed(*bytes))
        return true;
    z_stream stream = { .next_in = (z_const Bytef *)(uintptr_t)bytes->at, .avail_in = (uInt)bytes->len };
    struct buf out;
    buf_init(&out, arena);
    bool is_good = inflateInit2(&stream, GZIP_WINDOW) == Z_OK;
    if (is_good) {
        is_good = unpack_stream(&stream, &out);
        inflateEnd(&stream);
    }
    *problem = "cannot be unpacked";
    *bytes = buf_text(&out);
    return is_good;
}

#else

bool unpack(struct arena *arena, str *bytes, const char **problem)
{
    (void)arena;
    *problem = "is packed with gzip, which this build cannot unpack";
    return !is_packed(*bytes);
}

#endif
