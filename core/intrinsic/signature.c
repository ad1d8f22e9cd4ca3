#include "intrinsic/internal.h"

static const struct intrinsic_signature signatures[STATES_FUNCTION_COUNT] = {
#define INTRINSIC(id, name, least, most, first, second, third, result, evaluate, synopsis, doc)    \
    [STATES_##id] = { STR_INIT(name),                                                              \
                      least,                                                                       \
                      most,                                                                        \
                      { INTRINSIC_##first, INTRINSIC_##second, INTRINSIC_##third },                \
                      INTRINSIC_##result,                                                          \
                      synopsis,                                                                    \
                      doc },
#include "functions_intrinsic.def"
#undef INTRINSIC
};

const struct intrinsic_signature *intrinsic_signature(enum intrinsic_function function)
{
    return &signatures[function];
}

bool intrinsic_looks_like_call(str text)
{
    return str_starts(text, STR("States."));
}

unsigned intrinsic_type_of(value v)
{
    switch ((enum value_kind)v.kind) {
    case VALUE_NULL: return INTRINSIC_NULL;
    case VALUE_FALSE:
    case VALUE_TRUE: return INTRINSIC_BOOLEAN;
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_BIG: return INTRINSIC_NUMBER;
    case VALUE_STRING: return INTRINSIC_STRING;
    case VALUE_ARRAY: return INTRINSIC_ARRAY;
    case VALUE_OBJECT: return INTRINSIC_OBJECT;
    case VALUE_UNDEFINED:
    case VALUE_FUNCTION: break;
    }
    return 0;
}

unsigned intrinsic_node_types(const struct intrinsic_node *node)
{
    switch (node->kind) {
    case INTRINSIC_CALL: return signatures[node->as.call.function].result;
    case INTRINSIC_PATH: return INTRINSIC_ANY;
    case INTRINSIC_LITERAL: return intrinsic_type_of(node->as.literal);
    }
    return INTRINSIC_ANY;
}

unsigned intrinsic_result_types(const struct intrinsic *intrinsic)
{
    return intrinsic->is_opaque ? INTRINSIC_ANY : intrinsic_node_types(&intrinsic->nodes[0]);
}

str intrinsic_type_names(struct arena *arena, unsigned types)
{
    static const struct {
        unsigned type;
        const char *name;
    } names[] = {
        { INTRINSIC_STRING, "a text" },     { INTRINSIC_NUMBER, "a number" },
        { INTRINSIC_BOOLEAN, "a boolean" }, { INTRINSIC_NULL, "null" },
        { INTRINSIC_ARRAY, "an array" },    { INTRINSIC_OBJECT, "an object" },
    };
    struct buf text;
    buf_init(&text, arena);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (types & names[i].type)
            buf_printf(&text, "%s%s", text.len > 0 ? " or " : "", names[i].name);
    }
    return buf_text(&text);
}
