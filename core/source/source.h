/*
 * source.h - a text with a name, and places in it.
 *
 * Every parser works on a `struct source`. A whole file is one; a text found
 * inside another source (a machine inside a template's DefinitionString, a
 * JSONPath inside a JSON string with escapes, JSONata between {% and %}) is a
 * nested one, whose offsets are carried outwards by its map, as often as
 * needed, to the file's own line and column. Positions thus stay true through
 * any nesting.
 *
 *     outer  ..."Sub\"ject: $.a"...        map: inner 0..3 -> outer 4, inner 3..4 -> outer 7 (2 bytes), ...
 *     inner     Sub"ject: $.a
 *
 * Offsets are bytes and fit 32 bits: a source is at most SOURCE_MAX bytes. A
 * whole file is followed by SOURCE_PADDING zero bytes, so that its reader
 * needs no end checks; readers of nested texts stop at the length.
 *
 * Memory: a source points at its text and map, owns nothing, and is immutable
 * once made. It lives as long as the arena of the file that it belongs to.
 */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/str.h"

struct arena;

#define SOURCE_MAX ((size_t)UINT32_MAX - 64)
#define SOURCE_PADDING 64

/* Byte offsets into one source, end exclusive. An empty span is a place between two bytes. */
typedef struct {
    uint32_t start, end;
} span;

/* `length` bytes of the inner text, from `inner` on, came from `outer_length` bytes of the outer one, from `outer` on. */
struct segment {
    uint32_t inner, length;
    uint32_t outer, outer_length;
};

struct source {
    str name, text;
    const struct source *outer; /* NULL for a whole file */
    const struct segment *map;  /* sorted by `inner`, without gaps; NULL for a whole file */
    uint32_t map_count;
};

/* A whole file. `text` must be followed by SOURCE_PADDING zero bytes, which do not count in its length. */
struct source source_file(str name, str text);
/* A whole file with a copy of `text`, which need not be followed by anything. */
const struct source *source_copied(struct arena *arena, str name, str text);
/* The text for a reader that needs no end checks: followed by zero bytes, so that of a nested
 * source is copied. */
const char *source_padded(struct arena *arena, const struct source *source);

/*
 * A text inside `outer` that stands there exactly as it is (a slice): positions
 * are shifted by `where.start`. `text` is what the slice holds.
 */
const struct source *source_slice(struct arena *arena, const struct source *outer, span where);

/* A text that was made from all of `where` and stands nowhere as it is: every position maps to the whole of `where`. */
const struct source *source_made(struct arena *arena, const struct source *outer, span where, str text);

/* A decoded text with its map. `map` must cover all of `text`. */
const struct source *source_mapped(struct arena *arena, const struct source *outer, str text,
                                   const struct segment *map, uint32_t map_count);

/* The index of the last segment that starts at or before `offset`. */
uint32_t source_segment_at(const struct source *source, uint32_t offset);
/* Carries a span one level out. */
span source_outwards(const struct source *inner, span place);
/* Carries a span out to the whole file, which `*file` is set to. */
span source_in_file(const struct source *source, span place, const struct source **file);

static inline span span_at(size_t start, size_t end)
{
    return (span){ (uint32_t)start, (uint32_t)end };
}
static inline str source_text(const struct source *source, span place)
{
    return str_slice(source->text, place.start, place.end);
}

#endif
