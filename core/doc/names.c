#include "doc/names.h"

#include "doc/keys.h"

const uint16_t name_slots[NAMES_SLOT_COUNT] = NAMES_SLOTS;

const str name_texts[NAME_COUNT] = {
    [NAME_NONE] = STR_INIT(""),
#define NAME(id, text) [NAME_##id] = STR_INIT(text),
#include "names.def"
#undef NAME
};

enum name name_find(str text)
{
    return name_find_hashed(text, hash_name(text.at, text.len));
}

str name_text(enum name name)
{
    return name_texts[name];
}
