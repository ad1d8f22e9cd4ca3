#include "sim/history.h"

#include "base/buf.h"

static const struct {
    const char *name;
    enum history_shape shape;
} types[HISTORY_TYPE_COUNT] = {
#define EVENT(id, type, details) [HISTORY_##id] = { type, HISTORY_SHAPE_##details },
#include "events.def"
#undef EVENT
};

str history_type_name(enum history_type type)
{
    return str_from(types[type].name);
}

enum history_type history_type_find(str name)
{
    enum history_type type = 0;
    while (type < HISTORY_TYPE_COUNT && !str_equal(name, history_type_name(type)))
        type++;
    return type;
}

enum history_shape history_type_shape(enum history_type type)
{
    return types[type].shape;
}

void history_print_member(struct buf *buf, enum history_type type)
{
    str name = history_type_name(type);
    if (types[type].shape == HISTORY_SHAPE_ENTERED)
        name = STR("stateEntered");
    else if (types[type].shape == HISTORY_SHAPE_EXITED)
        name = STR("stateExited");
    buf_char(buf, char_lower(name.at[0]));
    buf_str(buf, str_from_offset(name, 1));
    buf_str(buf, STR("EventDetails"));
}
