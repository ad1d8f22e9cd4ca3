/* JSON and JSON Lines. */
#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "sim/reader.h"

/* The next name of a JSON Pointer, its escapes resolved. */
static str pointer_name(struct arena *arena, str part)
{
    char *name = arena_array(arena, char, part.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < part.len; i++) {
        bool is_escape = part.at[i] == '~' && i + 1 < part.len && (part.at[i + 1] == '0' || part.at[i + 1] == '1');
        name[len++] = !is_escape ? part.at[i] : part.at[++i] == '0' ? '~' : '/';
    }
    return (str){ name, len };
}

static value follow(struct arena *arena, value v, str pointer)
{
    str part;
    if (pointer.len == 0)
        return v;
    str rest = str_from_offset(pointer, 1);
    do {
        size_t slash = str_find_char(rest, '/');
        part = str_slice(rest, 0, slash);
        rest = slash == SIZE_MAX ? STR("") : str_from_offset(rest, slash + 1);
        str name = pointer_name(arena, part);
        uint32_t index = 0;
        for (size_t i = 0; i < name.len && char_is_digit(name.at[i]) && index < 100000000; i++)
            index = index * 10 + (uint32_t)(name.at[i] - '0');
        v = v.kind == VALUE_ARRAY ? value_item(v, index) : value_get(v, name);
        if (slash == SIZE_MAX)
            break;
    } while (v.kind != VALUE_UNDEFINED);
    return v;
}

static void add_members(struct arena *arena, const struct reader *reader, value object, struct array_builder *items)
{
    for (uint32_t i = 0; i < object.count && items->count < reader->most; i++) {
        struct object_builder item;
        object_begin(&item, arena);
        object_set(&item, STR("Key"), value_string(object.as.members[i].name));
        object_set(&item, STR("Value"), object.as.members[i].value);
        array_add(items, object_end(&item));
    }
}

/* The text must be an array. An object is only taken where ItemsPointer points at one. */
bool reader_json(struct arena *arena, const struct reader *reader, str bytes, struct array_builder *items,
                 struct failure *failure)
{
    value whole = doc_read_value(arena, bytes);
    if (whole.kind == VALUE_UNDEFINED)
        return reader_fail(arena, failure, "Unable to parse the JSON file.");
    value found = reader->has_pointer ? follow(arena, whole, reader->pointer) : whole;
    if (found.kind == VALUE_OBJECT && reader->has_pointer) {
        add_members(arena, reader, found, items);
        return true;
    }
    if (found.kind != VALUE_ARRAY)
        return reader_fail(arena, failure, "Attempting to map over non-iterable node.");
    for (uint32_t i = 0; i < found.count && items->count < reader->most; i++)
        array_add(items, found.as.items[i]);
    return true;
}

bool reader_jsonl(struct arena *arena, const struct reader *reader, str bytes, struct array_builder *items,
                  struct failure *failure)
{
    str line;
    while (items->count < reader->most && str_split(&bytes, '\n', &line)) {
        line = str_trim(line);
        if (line.len == 0)
            continue;
        value item = doc_read_value(arena, line);
        if (item.kind == VALUE_UNDEFINED)
            return reader_fail(arena, failure, "Unable to parse a line of the JSON Lines file.");
        array_add(items, item);
    }
    return true;
}
