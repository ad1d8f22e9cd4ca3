#include "source/source.h"

#include "base/arena.h"

struct source source_file(str name, str text)
{
    return (struct source){ .name = name, .text = text };
}

static char *padded_copy(struct arena *arena, str text)
{
    char *copy = arena_alloc(arena, text.len + SOURCE_PADDING, 1);
    if (text.len > 0)
        memcpy(copy, text.at, text.len);
    memset(copy + text.len, 0, SOURCE_PADDING);
    return copy;
}

const struct source *source_copied(struct arena *arena, str name, str text)
{
    struct source *source = arena_new(arena, struct source);
    *source = source_file(name, (str){ padded_copy(arena, text), text.len });
    return source;
}

const char *source_padded(struct arena *arena, const struct source *source)
{
    return source->outer ? padded_copy(arena, source->text) : source->text.at;
}

const struct source *source_mapped(struct arena *arena, const struct source *outer, str text,
                                   const struct segment *map, uint32_t map_count)
{
    struct source *source = arena_new(arena, struct source);
    *source = (struct source){ outer->name, text, outer, map, map_count };
    return source;
}

static const struct source *with_one_segment(struct arena *arena, const struct source *outer, span where,
                                             str text)
{
    struct segment *segment = arena_new(arena, struct segment);
    *segment = (struct segment){ 0, (uint32_t)text.len, where.start, where.end - where.start };
    return source_mapped(arena, outer, text, segment, 1);
}

const struct source *source_slice(struct arena *arena, const struct source *outer, span where)
{
    return with_one_segment(arena, outer, where, source_text(outer, where));
}

const struct source *source_made(struct arena *arena, const struct source *outer, span where, str text)
{
    struct segment *segment = arena_new(arena, struct segment);
    *segment = (struct segment){ 0, UINT32_MAX, where.start, where.end - where.start };
    return source_mapped(arena, outer, text, segment, 1);
}

uint32_t source_segment_at(const struct source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->map_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->map[middle].inner <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Where a segment's byte `offset` starts outside: exact when lengths agree, else the segment's whole place. */
static uint32_t start_outside(const struct segment *segment, uint32_t offset)
{
    if (segment->length != segment->outer_length)
        return offset >= segment->inner + segment->length ? segment->outer + segment->outer_length
                                                          : segment->outer;
    uint32_t into = offset - segment->inner;
    return segment->outer + (into < segment->outer_length ? into : segment->outer_length);
}

static uint32_t end_outside(const struct segment *segment, uint32_t offset)
{
    if (segment->length != segment->outer_length)
        return segment->outer + segment->outer_length;
    return start_outside(segment, offset);
}

span source_outwards(const struct source *inner, span place)
{
    if (inner->map_count == 0)
        return (span){ 0, 0 };
    span out;
    out.start = start_outside(&inner->map[source_segment_at(inner, place.start)], place.start);
    if (place.end <= place.start)
        out.end = out.start;
    else
        out.end = end_outside(&inner->map[source_segment_at(inner, place.end - 1)], place.end);
    return out;
}

span source_in_file(const struct source *source, span place, const struct source **file)
{
    while (source->outer) {
        place = source_outwards(source, place);
        source = source->outer;
    }
    *file = source;
    return place;
}
