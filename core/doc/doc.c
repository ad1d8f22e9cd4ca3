#include "doc/doc.h"

#include "doc/internal.h"
#include "doc/names.h"

str doc_name(const struct doc *doc, uint32_t name)
{
    return name < NAME_COUNT ? name_text((enum name)name) : doc->names[name - NAME_COUNT];
}

str doc_text(const struct doc *doc, const struct node *node)
{
    if (node_kind(node) == NODE_KEY)
        return doc_name(doc, node->aux);
    if (node_has(node, NODE_DECODED))
        return doc->texts[node->aux].text;
    return source_text(doc->source, doc_inner(doc, node));
}

/* Behind the line that the place begins with, and its line break. */
static uint32_t second_line(const struct source *source, span place)
{
    uint32_t at = place.start;
    while (at < place.end && source->text.at[at] != '\n' && source->text.at[at] != '\r')
        at++;
    if (at < place.end && source->text.at[at] == '\r')
        at++;
    if (at < place.end && source->text.at[at] == '\n')
        at++;
    return at;
}

span node_inner(const struct source *source, const struct node *node)
{
    enum node_kind kind = node_kind(node);
    bool is_text = kind == NODE_STRING || kind == NODE_KEY;
    if (!is_text || node_has(node, NODE_PLAIN) || node->start == node->end)
        return node_span(node);
    char first = source->text.at[node->start];
    if (first == '|' || first == '>')
        return (span){ second_line(source, node_span(node)), node->end };
    if (node->end - node->start < 2)
        return node_span(node);
    return (span){ node->start + 1, node->end - 1 };
}

span doc_inner(const struct doc *doc, const struct node *node)
{
    return node_inner(doc->source, node);
}

const struct node *doc_member(const struct doc *doc, const struct node *object, uint32_t name,
                              const struct node **key)
{
    if (node_kind(object) != NODE_OBJECT)
        return NULL;
    const struct node *found = NULL;
    for (const struct node *at = doc_first(object); at != doc_end(doc, object);
         at = doc_after(doc, at + 1)) {
        if (node_name(at) == name)
            found = at;
    }
    if (found && key)
        *key = found;
    return found ? found + 1 : NULL;
}

const struct node *doc_member_named(const struct doc *doc, const struct node *object, str name,
                                    const struct node **key)
{
    enum name known = name_find(name);
    if (known != NAME_NONE || node_kind(object) != NODE_OBJECT)
        return doc_member(doc, object, known, key);
    const struct node *found = NULL;
    for (const struct node *at = doc_first(object); at != doc_end(doc, object);
         at = doc_after(doc, at + 1)) {
        if (node_name(at) >= NAME_COUNT && str_equal(doc_name(doc, node_name(at)), name))
            found = at;
    }
    if (found && key)
        *key = found;
    return found ? found + 1 : NULL;
}

/* The first tag entry of `node` or behind it. */
static uint32_t tag_index(const struct doc *doc, uint32_t node)
{
    uint32_t low = 0, high = doc->tag_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->tags[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

str doc_tag(const struct doc *doc, const struct node *node)
{
    if (!node_has(node, NODE_TAGGED))
        return STR("");
    return source_text(doc->source, doc->tags[tag_index(doc, doc_index(doc, node))].span);
}

const struct node *doc_at(const struct doc *doc, uint32_t offset)
{
    const struct node *at = doc_root(doc);
    for (;;) {
        const struct node *inner = NULL;
        const struct node *end = node_is_container(at) ? doc_end(doc, at) : at;
        for (const struct node *child = at + 1; child < end; child = doc_after(doc, child)) {
            if (!node_has(child, NODE_ALIASED) && child->start <= offset && offset < child->end) {
                inner = child;
                break;
            }
        }
        if (!inner)
            return at;
        at = inner;
    }
}
