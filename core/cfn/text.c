#include "base/arena.h"
#include "cfn/internal.h"

void cfn_text_init(struct cfn_text *text, struct arena *arena)
{
    *text = (struct cfn_text){ .count = 0 };
    buf_init(&text->buf, arena);
}

static void add_segment(struct cfn_text *text, struct segment segment)
{
    if (segment.length == 0)
        return;
    text->map =
        arena_room(text->buf.arena, text->map, text->count, &text->capacity, sizeof *text->map);
    text->map[text->count++] = segment;
}

void cfn_text_add_part(struct cfn_text *text, const struct source *nested, uint32_t from,
                       uint32_t to)
{
    uint32_t inner = (uint32_t)text->buf.len;
    for (uint32_t i = from < to ? source_segment_at(nested, from) : nested->map_count;
         i < nested->map_count; i++) {
        struct segment segment = nested->map[i];
        if (segment.inner >= to)
            break;
        uint32_t end = segment.length < to - segment.inner ? segment.inner + segment.length : to;
        uint32_t start = segment.inner > from ? segment.inner : from;
        if (segment.length == segment.outer_length) {
            segment.outer += start - segment.inner;
            segment.outer_length = end - start;
        }
        segment.length = end - start;
        segment.inner = inner;
        inner += segment.length;
        add_segment(text, segment);
    }
    buf_str(&text->buf, str_slice(nested->text, from, to));
}

void cfn_text_add_made(struct cfn_text *text, str made, span where)
{
    uint32_t inner = (uint32_t)text->buf.len, length = (uint32_t)made.len;
    uint32_t outer_length = where.end - where.start;
    add_segment(text, (struct segment){ inner, length, where.start, outer_length });
    buf_str(&text->buf, made);
}

const struct source *cfn_text_source(struct cfn_text *text, const struct source *outer, span where)
{
    if (text->count == 0)
        return source_made(text->buf.arena, outer, where, STR(""));
    return source_mapped(text->buf.arena, outer, buf_text(&text->buf), text->map, text->count);
}
