#include "asl/asl.h"

#include "base/num.h"
#include "base/buf.h"

const struct asl_state *asl_find_state(const struct asl_machine *machine, str name)
{
    uint32_t number = intern_find(&machine->names, name);
    return number == INTERN_NONE ? NULL : &machine->states[machine->states_by_name[number]];
}

str asl_text(const struct asl *asl, const struct node *node)
{
    return node && node_kind(node) == NODE_STRING ? doc_text(asl->doc, node) : (str){ NULL, 0 };
}

bool asl_is_opaque(str text)
{
    for (size_t at; (at = str_find_char(text, '$')) != SIZE_MAX;) {
        text = str_from_offset(text, at + 1);
        if (str_starts(text, STR("{")))
            return str_find_char(text, '}') != SIZE_MAX;
    }
    return false;
}

bool asl_node_is_opaque(const struct asl *asl, const struct node *node)
{
    return node_kind(node) == NODE_STRING && asl_is_opaque(doc_text(asl->doc, node));
}

bool asl_integer(const struct asl *asl, const struct node *node, int64_t *integer)
{
    if (node_kind(node) != NODE_NUMBER)
        return false;
    str text = doc_text(asl->doc, node);
    return num_to_int64(text, integer) || value_to_integer(value_of_number_text(text), integer);
}

bool asl_is_jsonata(str text)
{
    return text.len >= 4 && str_starts(text, STR("{%")) && str_ends(text, STR("%}"));
}
