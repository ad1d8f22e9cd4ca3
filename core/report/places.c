#include "base/arena.h"
#include "report/internal.h"

struct file_lines {
    const struct source *file;
    struct lines lines;
    struct file_lines *next;
};

void places_init(struct places *places, struct arena *arena)
{
    *places = (struct places){ .arena = arena };
}

static const struct lines *lines_of(struct places *places, const struct source *file)
{
    for (const struct file_lines *at = places->files; at; at = at->next) {
        if (at->file == file)
            return &at->lines;
    }
    struct file_lines *made = arena_new(places->arena, struct file_lines);
    made->file = file;
    lines_init(&made->lines, places->arena, file);
    made->next = places->files;
    places->files = made;
    return &made->lines;
}

struct place places_find(struct places *places, const struct source *source, span where)
{
    struct place place;
    place.span = source_in_file(source, where, &place.file);
    place.lines = lines_of(places, place.file);
    place.start = lines_position(place.lines, place.span.start);
    place.end = lines_position(place.lines, place.span.end);
    return place;
}
