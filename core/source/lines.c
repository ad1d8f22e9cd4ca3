#include "source/lines.h"

#include "base/arena.h"
#include "base/utf8.h"

static bool ends_line(str text, size_t i)
{
    if (text.at[i] == '\n')
        return true;
    return text.at[i] == '\r' && (i + 1 == text.len || text.at[i + 1] != '\n');
}

static struct lines_count add(struct lines_count count, str part)
{
    count.points += (uint32_t)utf8_length(part);
    count.units += (uint32_t)utf8_length_utf16(part);
    return count;
}

/* What stands before `offset` in the whole file. */
static struct lines_count count_before(const struct lines *lines, uint32_t offset)
{
    size_t block = offset / LINES_BLOCK;
    return add(lines->before[block], str_slice(lines->text, block * LINES_BLOCK, offset));
}

void lines_init(struct lines *lines, struct arena *arena, const struct source *file)
{
    str text = file->text;
    uint32_t count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += ends_line(text, i);

    *lines = (struct lines){ .text = text, .count = count };
    lines->starts = arena_array(arena, uint32_t, count);
    lines->before = arena_array(arena, struct lines_count, text.len / LINES_BLOCK + 1);
    for (size_t block = 1; block <= text.len / LINES_BLOCK; block++) {
        str part = str_slice(text, (block - 1) * LINES_BLOCK, block * LINES_BLOCK);
        lines->before[block] = add(lines->before[block - 1], part);
    }
    uint32_t line = 0;
    lines->starts[line++] = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t i = 0; i < text.len; i++) {
        if (ends_line(text, i))
            lines->starts[line++] = (uint32_t)i + 1;
    }
}

struct position lines_position(const struct lines *lines, uint32_t offset)
{
    uint32_t low = 0, high = lines->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    uint32_t start = lines->starts[low];
    struct lines_count from = count_before(lines, start);
    struct lines_count to = count_before(lines, offset > start ? offset : start);
    return (struct position){ low + 1, to.points - from.points + 1, to.units - from.units + 1 };
}

uint32_t lines_start(const struct lines *lines, uint32_t line)
{
    return lines->starts[line - 1];
}

str lines_text(const struct lines *lines, uint32_t line)
{
    size_t end = line < lines->count ? lines->starts[line] : lines->text.len;
    str text = str_slice(lines->text, lines->starts[line - 1], end);
    while (text.len && (text.at[text.len - 1] == '\n' || text.at[text.len - 1] == '\r'))
        text.len--;
    return text;
}
