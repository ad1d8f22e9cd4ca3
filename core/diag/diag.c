#include "diag/diag.h"

#include "base/arena.h"
#include "diag/nearest.h"

#include <stdlib.h>

/* About 20 ms of comparing names, shared by all diagnostics of one file. */
#define NEAREST_BUDGET 100000u

void diags_init(struct diags *diags, struct arena *arena)
{
    *diags = (struct diags){ .arena = arena, .nearest_budget = NEAREST_BUDGET };
}

struct diag *diag_add(struct diags *diags, enum rule_id rule, const struct source *source, span where)
{
    diags->items = arena_room(diags->arena, diags->items, diags->count, &diags->capacity,
                              sizeof *diags->items);
    struct diag *diag = arena_new(diags->arena, struct diag);
    diag->arena = diags->arena;
    diag->rule = rule;
    diag->severity = rule_get(rule)->severity;
    diag->source = source;
    diag->span = where;
    diag->order = diags->count;
    diags->items[diags->count++] = diag;
    return diag;
}

static str format_text(struct arena *arena, const char *format, va_list args)
{
    struct buf buf;
    buf_init(&buf, arena);
    buf_vprintf(&buf, format, args);
    return buf_text(&buf);
}

void diag_message(struct diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag->message = format_text(diag->arena, format, args);
    va_end(args);
}

void diag_help(struct diag *diag, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag->help = format_text(diag->arena, format, args);
    va_end(args);
}

void diag_related(struct diag *diag, const struct source *source, span where, const char *format, ...)
{
    size_t size = diag->related_count * sizeof *diag->related;
    diag->related = arena_grow(diag->arena, diag->related, size, size + sizeof *diag->related,
                               _Alignof(struct diag_related));
    va_list args;
    va_start(args, format);
    diag->related[diag->related_count++] =
        (struct diag_related){ source, where, format_text(diag->arena, format, args) };
    va_end(args);
}

void diag_edit(struct diag *diag, span where, str text)
{
    size_t size = diag->edit_count * sizeof *diag->edits;
    diag->edits = arena_grow(diag->arena, diag->edits, size, size + sizeof *diag->edits,
                             _Alignof(struct diag_edit));
    diag->edits[diag->edit_count++] =
        (struct diag_edit){ diag->source, where, str_copy(diag->arena, text) };
}

ptrdiff_t diag_help_nearest(struct diags *diags, struct diag *diag, const str *names, size_t count,
                            str wrong)
{
    ptrdiff_t i = nearest_name(names, count, wrong, &diags->nearest_budget);
    if (i >= 0)
        diag_help(diag, "did you mean \"%.*s\"?", STR_ARG(names[i]));
    return i;
}

uint32_t diags_count(const struct diags *diags, enum severity at_least)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < diags->count; i++)
        count += diags->items[i]->severity >= at_least;
    return count;
}

struct sort_key {
    str file;
    span place;
    struct diag *diag;
};

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_keys(const void *left, const void *right)
{
    const struct sort_key *a = left, *b = right;
    int order = str_compare(a->file, b->file);
    if (!order)
        order = compare_numbers(a->place.start, b->place.start);
    if (!order)
        order = compare_numbers(a->place.end, b->place.end);
    if (!order)
        order = compare_numbers(a->diag->rule, b->diag->rule);
    return order ? order : compare_numbers(a->diag->order, b->diag->order);
}

static bool say_the_same(const struct sort_key *a, const struct sort_key *b)
{
    return a->diag->rule == b->diag->rule && a->place.start == b->place.start &&
           a->place.end == b->place.end && str_equal(a->file, b->file) &&
           str_equal(a->diag->message, b->diag->message);
}

void diags_sort(struct diags *diags)
{
    if (diags->count == 0)
        return;
    struct sort_key *keys = arena_array(diags->arena, struct sort_key, diags->count);
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct source *file;
        keys[i].diag = diags->items[i];
        keys[i].place = source_in_file(keys[i].diag->source, keys[i].diag->span, &file);
        keys[i].file = file->name;
    }
    qsort(keys, diags->count, sizeof *keys, compare_keys);

    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        if (i > 0 && say_the_same(&keys[i - 1], &keys[i]))
            continue;
        diags->items[kept++] = keys[i].diag;
    }
    diags->count = kept;
}
