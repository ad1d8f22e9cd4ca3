/* The contents of strings as sources of their own, for the readers of embedded languages. */
#include "doc/internal.h"
#include "doc/json.h"
#include "doc/yaml.h"

const struct source *doc_nested(struct arena *arena, const struct doc *doc, const struct node *node)
{
    span inner = doc_inner(doc, node);
    if (!node_has(node, NODE_DECODED))
        return source_slice(arena, doc->source, inner);
    str text = doc_text(doc, node);
    if (node_kind(node) != NODE_KEY && doc->texts[node->aux].is_made)
        return source_made(arena, doc->source, node_span(node), text);
    uint32_t count;
    const struct segment *map;
    if (doc->is_yaml)
        map = yaml_scalar_map(arena, doc->source, node, text, &count);
    else
        map = json_string_map(arena, source_text(doc->source, inner), inner.start, &count);
    return source_mapped(arena, doc->source, text, map, count);
}
