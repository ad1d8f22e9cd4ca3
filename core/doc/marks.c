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

/* The byte offset `count` characters behind the one at `at`. */
static uint32_t step(str text, uint32_t at, size_t count)
{
    while (count > 0 && at < text.len) {
        at++;
        while (at < text.len && is_continuation(text.at[at]))
            at++;
        count--;
    }
    return at;
}

uint32_t marks_offset(struct marks *marks, size_t character)
{
    uint32_t end = (uint32_t)marks->text.len;
    if (!marks->offsets)
        return character < end ? (uint32_t)character : end;
    bool is_near = character >= marks->character && character - marks->character < MARKS_BLOCK;
    if (!is_near) {
        size_t block = character / MARKS_BLOCK;
        if (block >= marks->count)
            return end;
        marks->character = block * MARKS_BLOCK;
        marks->offset = marks->offsets[block];
    }
    marks->offset = step(marks->text, marks->offset, character - marks->character);
    marks->character = character;
    return marks->offset;
}
