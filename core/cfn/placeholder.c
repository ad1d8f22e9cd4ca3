/* Placeholders outside of strings, as DefinitionSubstitutions allows them for numbers and whole
 * objects. */
#include "cfn/internal.h"

/* Behind the placeholders that start at `at`, one right behind the other. */
static uint32_t placeholders_end(str text, uint32_t at)
{
    while (at + 1 < text.len && text.at[at] == '$' && text.at[at + 1] == '{') {
        uint32_t end = at + 2;
        while (end < text.len && text.at[end] != '}' && text.at[end] != '"' && text.at[end] != '\n')
            end++;
        if (end == text.len || text.at[end] != '}')
            return at;
        at = end + 1;
    }
    return at;
}

static void add_as_it_is(struct cfn_text *text, const struct source *source, uint32_t from,
                         uint32_t to)
{
    cfn_text_add_made(text, str_slice(source->text, from, to), (span){ from, to });
}

const struct source *cfn_quote_placeholders(struct arena *arena, const struct source *source)
{
    struct cfn_text text;
    cfn_text_init(&text, arena);
    str json = source->text;
    uint32_t from = 0;
    bool is_in_string = false;
    for (uint32_t i = 0; i < json.len; i++) {
        if (json.at[i] == '"')
            is_in_string = !is_in_string;
        else if (is_in_string && json.at[i] == '\\')
            i++;
        else if (!is_in_string && json.at[i] == '$') {
            uint32_t end = placeholders_end(json, i);
            if (end == i)
                continue;
            add_as_it_is(&text, source, from, i);
            cfn_text_add_made(&text, STR("\""), (span){ i, i });
            add_as_it_is(&text, source, i, end);
            cfn_text_add_made(&text, STR("\""), (span){ end, end });
            from = end;
            i = end - 1;
        }
    }
    if (from == 0)
        return source;
    add_as_it_is(&text, source, from, (uint32_t)json.len);
    return cfn_text_source(&text, source, (span){ 0, 0 });
}
