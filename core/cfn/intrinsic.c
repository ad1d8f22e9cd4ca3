#include "cfn/internal.h"

static const struct cfn_call no_call = { .is_call = false };

/* "!Sub" is "Fn::Sub", "!Ref" and "!Condition" are without "Fn::". */
static enum name function_of_tag(str tag)
{
    char name[64] = "Fn::";
    str word = str_from_offset(tag, 1);
    if (str_equal(word, STR("Ref")))
        return NAME_Ref;
    if (word.len > sizeof name - 4)
        return NAME_NONE;
    memcpy(name + 4, word.at, word.len);
    return name_find((str){ name, word.len + 4 });
}

/* Tags of YAML itself are no calls: "!", "!!str", "!<tag:...>". */
static bool is_call_tag(str tag)
{
    return tag.len > 1 && tag.at[1] != '!' && tag.at[1] != '<';
}

static struct cfn_call long_call(const struct doc *doc, const struct node *object)
{
    const struct node *first = doc_first(object);
    if (node_count(object) == 1 && node_name(first) == NAME_Ref)
        return (struct cfn_call){ true, NAME_Ref, first + 1 };
    for (const struct node *key = first; key != doc_end(doc, object);
         key = doc_after(doc, key + 1)) {
        if (!str_starts(doc_text(doc, key), STR("Fn::")))
            continue;
        /* Beside other members, as Fn::Transform may stand, it changes them in ways that are not
         * known here. */
        bool is_known = node_name(key) < NAME_COUNT && node_count(object) == 1;
        return (struct cfn_call){ true, is_known ? (enum name)node_name(key) : NAME_NONE, key + 1 };
    }
    return no_call;
}

struct cfn_call cfn_call(const struct doc *doc, const struct node *node)
{
    str tag = doc_tag(doc, node);
    if (is_call_tag(tag))
        return (struct cfn_call){ true, function_of_tag(tag), node };
    return node_kind(node) == NODE_OBJECT ? long_call(doc, node) : no_call;
}

const struct node *cfn_item_at(const struct doc *doc, const struct node *array, uint32_t i)
{
    if (node_kind(array) != NODE_ARRAY || i >= node_count(array))
        return NULL;
    const struct node *item = doc_first(array);
    while (i-- > 0)
        item = doc_after(doc, item);
    return item;
}

const struct node *cfn_sub_string(const struct doc *doc, const struct cfn_call *call)
{
    if (node_kind(call->argument) == NODE_STRING)
        return call->argument;
    const struct node *first = cfn_item_at(doc, call->argument, 0);
    return first && node_kind(first) == NODE_STRING ? first : NULL;
}
