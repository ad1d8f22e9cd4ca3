/* Documents as values for computing. */
#include "doc/doc.h"

#include "base/arena.h"
#include "diag/diag.h"

#include <assert.h>

static value read_value(struct arena *arena, const struct doc *doc, const struct node *node,
                        int depth);

static value read_array(struct arena *arena, const struct doc *doc, const struct node *node,
                        int depth)
{
    struct array_builder builder;
    array_begin(&builder, arena);
    for (const struct node *at = doc_first(node); at != doc_end(doc, node); at = doc_after(doc, at))
        array_add(&builder, read_value(arena, doc, at, depth + 1));
    return array_end(&builder);
}

static value read_object(struct arena *arena, const struct doc *doc, const struct node *node,
                         int depth)
{
    struct object_builder builder;
    object_begin(&builder, arena);
    for (const struct node *key = doc_first(node); key != doc_end(doc, node);
         key = doc_after(doc, key + 1))
        object_set(&builder, doc_text(doc, key), read_value(arena, doc, key + 1, depth + 1));
    return object_end(&builder);
}

/* Bounded, since no reader builds a document that is deeper than DOC_MAX_DEPTH. */
static value read_value(struct arena *arena, const struct doc *doc, const struct node *node,
                        int depth)
{
    assert(depth <= DOC_MAX_DEPTH);
    switch (node_kind(node)) {
    case NODE_FALSE: return value_bool(false);
    case NODE_TRUE: return value_bool(true);
    case NODE_NUMBER: return value_of_number_text(doc_text(doc, node));
    case NODE_STRING:
    case NODE_KEY: return value_string(doc_text(doc, node));
    case NODE_ARRAY: return read_array(arena, doc, node, depth);
    case NODE_OBJECT: return read_object(arena, doc, node, depth);
    case NODE_NULL:
    case NODE_ERROR: return value_null();
    }
    return value_null();
}

value doc_value(struct arena *arena, const struct doc *doc, const struct node *node)
{
    return read_value(arena, doc, node, 0);
}

value doc_read_value(struct arena *arena, str text)
{
    struct diags diags;
    diags_init(&diags, arena);
    const struct doc *doc = doc_read_json(arena, source_copied(arena, STR("text"), text), &diags);
    bool is_wrong = !doc || diags_count(&diags, SEVERITY_ERROR) > 0;
    return is_wrong ? value_undefined() : doc_value(arena, doc, doc_root(doc));
}
