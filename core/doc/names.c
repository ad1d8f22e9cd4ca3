#include "doc/names.h"

#include "doc/keys.h"
#include "names_table.h"

static const str texts[NAME_COUNT] = {
    [NAME_NONE] = STR_INIT(""),
#define NAME(id, text) [NAME_##id] = STR_INIT(text),
#include "names.def"
#undef NAME
};

enum name name_find_hashed(str text, uint64_t hash)
{
    uint32_t name = names_slots[hash * NAMES_MULTIPLIER >> NAMES_SHIFT];
    return str_equal(texts[name], text) ? (enum name)name : NAME_NONE;
}

enum name name_find(str text)
{
    return name_find_hashed(text, hash_name(text.at, text.len));
}

str name_text(enum name name)
{
    return texts[name];
}
