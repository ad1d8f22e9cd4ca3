#include "text/regex.h"

#include "base/arena.h"
#include "memory.h"

/* Groups are inside the text, and searching on behind each match comes to an end. */
static void match_all(struct arena *arena, const struct regex *regex, str text)
{
    struct regex_group *groups =
        arena_array(arena, struct regex_group, regex_group_count(regex) + 1);
    size_t start = 0;
    for (int i = 0; i < 20; i++) {
        if (regex_match(arena, regex, text, start, groups) != REGEX_MATCH)
            return;
        if (groups[0].start > text.len || groups[0].end > text.len)
            abort();
        start = groups[0].end > start ? groups[0].end : start + 1;
        while (start < text.len && ((unsigned char)text.at[start] & 0xC0) == 0x80)
            start++;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte holds the flags; the pattern goes up to the first NUL, the rest is the text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data + 1, size - 1 }, pattern, message;
    str_split(&text, '\0', &pattern);
    size_t offset;
    const struct regex *regex = regex_compile(&arena, pattern, data[0], &message, &offset);
    if (regex)
        match_all(&arena, regex, text);
    else if (offset > pattern.len || message.len == 0)
        abort();
    arena_finish(&arena);
    return 0;
}
