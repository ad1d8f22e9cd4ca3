#include "doc/yaml.h"

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static uint32_t count_characters(str text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !is_continuation(text.at[i]);
    return count;
}

void marks_init(struct marks *marks, struct arena *arena, str text)
{
    *marks = (struct marks){ .text = text };
    uint32_t characters = count_characters(text);
    if (characters == text.len)
        return;
    marks->offsets = arena_array(arena, uint32_t, characters / MARKS_BLOCK + 1);
    uint32_t character = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (is_continuation(text.at[i]))
            continue;
        if (character++ % MARKS_BLOCK == 0)
            marks->offsets[marks->count++] = i;
    }
}

uint32_t marks_offset(const struct marks *marks, size_t character)
{
    uint32_t end = (uint32_t)marks->text.len;
    if (!marks->offsets)
        return character < end ? (uint32_t)character : end;
    size_t block = character / MARKS_BLOCK, rest = character % MARKS_BLOCK;
    if (block >= marks->count)
        return end;
    uint32_t at = marks->offsets[block];
    while (rest > 0 && at < end) {
        at++;
        while (at < end && is_continuation(marks->text.at[at]))
            at++;
        rest--;
    }
    return at;
}
