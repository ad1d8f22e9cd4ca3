#include "doc/yaml.h"

/* Nodes that anchors and aliases may copy, beside twice the bytes of the text. */
#define BUDGET_BASE (1u << 18)

void yaml_anchors_init(struct yaml_anchors *anchors, struct build *build)
{
    *anchors = (struct yaml_anchors){ .budget = BUDGET_BASE };
    size_t more = 2 * build->source->text.len;
    anchors->budget += (uint32_t)(more < UINT32_MAX / 2 ? more : UINT32_MAX / 2);
    intern_init(&anchors->names, build->arena);
}

static bool spend(struct yaml_anchors *anchors, uint32_t count)
{
    if (count > anchors->budget) {
        anchors->budget = 0;
        return false;
    }
    anchors->budget -= count;
    return true;
}

uint32_t yaml_anchor_begin(struct yaml_anchors *anchors, struct build *build, str name)
{
    uint32_t number = intern_find(&anchors->names, name);
    if (number == INTERN_NONE)
        number = intern_add(&anchors->names, str_copy(build->arena, name));
    if (number >= anchors->capacity) {
        uint32_t capacity = anchors->capacity ? anchors->capacity * 2 : 16;
        anchors->items =
            arena_grow(build->arena, anchors->items, anchors->capacity * sizeof *anchors->items,
                       capacity * sizeof *anchors->items, _Alignof(struct yaml_anchor));
        anchors->capacity = capacity;
    }
    anchors->items[number] = (struct yaml_anchor){ 0 };
    return number;
}

static uint32_t measure_height(const struct node *nodes, uint32_t count, uint32_t offset)
{
    uint32_t ends[DOC_MAX_DEPTH];
    uint32_t depth = 0, height = 0;
    for (uint32_t i = 0; i < count; i++) {
        while (depth > 0 && ends[depth - 1] <= offset + i)
            depth--;
        if (node_is_container(&nodes[i]) && depth < DOC_MAX_DEPTH)
            ends[depth++] = nodes[i].aux;
        height = depth > height ? depth : height;
    }
    return height;
}

/* The first tag entry of node `node` or behind it. */
static uint32_t first_tag(const struct doc_tag *tags, uint32_t count, uint32_t node)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tags[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Nodes taken out of the document, with their tags; `first` is the index that the first of them
 * had. */
struct cutting {
    const struct node *nodes;
    const struct doc_tag *tags;
    uint32_t first, count, tag_count;
};

/* A copy of the nodes from `first` on. */
static struct cutting cut(struct build *build, uint32_t first)
{
    uint32_t tag = first_tag(build->tags, build->tag_count, first);
    return (struct cutting){
        .nodes = arena_copy(build->arena, build->nodes + first,
                            (build->count - first) * sizeof(struct node)),
        .tags = arena_copy(build->arena, build->tags ? build->tags + tag : NULL,
                           (build->tag_count - tag) * sizeof(struct doc_tag)),
        .first = first,
        .count = build->count - first,
        .tag_count = build->tag_count - tag,
    };
}

/* Adds the nodes `from` to `to` (indexes into the cutting) to the document. */
static void paste(struct build *build, const struct cutting *cutting, uint32_t from, uint32_t to,
                  unsigned flags)
{
    uint32_t tag = first_tag(cutting->tags, cutting->tag_count, cutting->first + from);
    for (uint32_t i = from; i < to; i++) {
        struct node node = cutting->nodes[i];
        if (node_is_container(&node))
            node.aux = build->count + (node.aux - cutting->first - i);
        bool is_tagged = node_has(&node, NODE_TAGGED);
        build_push(build, node.start, node.end, node.tag | flags << 4, node.aux);
        if (is_tagged)
            build_tag(build, cutting->tags[tag++].span);
    }
}

/* A key's anchor stands for its text, which aliases use as a value. */
static const struct node *value_of_key(struct build *build, const struct node *key)
{
    str text = build_text(build, key);
    struct node *copy = arena_copy(build->arena, key, sizeof *key);
    copy->tag = (uint32_t)NODE_STRING | (key->tag & ~(uint32_t)15) | (uint32_t)NODE_DECODED << 4;
    copy->aux = build_add_text(build, text);
    return copy;
}

bool yaml_anchor_end(struct yaml_anchors *anchors, struct build *build, uint32_t anchor,
                     uint32_t node)
{
    if (!spend(anchors, build->count - node))
        return false;
    struct cutting cutting = cut(build, node);
    if (node_kind(cutting.nodes) == NODE_KEY)
        cutting.nodes = value_of_key(build, cutting.nodes);
    anchors->items[anchor] = (struct yaml_anchor){
        .nodes = cutting.nodes,
        .tags = cutting.tags,
        .first = node,
        .count = cutting.count,
        .tag_count = cutting.tag_count,
        .height = measure_height(cutting.nodes, cutting.count, node),
    };
    return true;
}

static enum yaml_outcome find_anchor(const struct yaml_anchors *anchors, str name,
                                     const struct yaml_anchor **anchor)
{
    uint32_t number = intern_find(&anchors->names, name);
    if (number == INTERN_NONE)
        return YAML_UNKNOWN;
    *anchor = &anchors->items[number];
    return (*anchor)->nodes ? YAML_DONE : YAML_OPEN;
}

enum yaml_outcome yaml_alias(struct yaml_anchors *anchors, struct build *build, str name)
{
    const struct yaml_anchor *anchor;
    enum yaml_outcome outcome = find_anchor(anchors, name, &anchor);
    if (outcome != YAML_DONE)
        return outcome;
    if (build->depth + anchor->height > DOC_MAX_DEPTH)
        return YAML_TOO_DEEP;
    if (!spend(anchors, anchor->count))
        return YAML_TOO_LARGE;
    struct cutting cutting = { anchor->nodes, anchor->tags, anchor->first, anchor->count,
                               anchor->tag_count };
    build->children += build->in_array;
    paste(build, &cutting, 0, cutting.count, NODE_ALIASED);
    return YAML_DONE;
}

enum yaml_outcome yaml_alias_text(const struct yaml_anchors *anchors, const struct build *build,
                                  str name, str *text)
{
    const struct yaml_anchor *anchor;
    enum yaml_outcome outcome = find_anchor(anchors, name, &anchor);
    if (outcome != YAML_DONE)
        return outcome;
    const struct node *node = anchor->nodes;
    if (node_is_container(node))
        return YAML_UNKNOWN;
    *text = build_text(build, node);
    return YAML_DONE;
}

/* ---- Merge keys ---- */

static const struct node *after(const struct cutting *cutting, const struct node *node)
{
    return node_is_container(node) ? cutting->nodes + (node->aux - cutting->first) : node + 1;
}

static uint32_t index_of(const struct cutting *cutting, const struct node *node)
{
    return (uint32_t)(node - cutting->nodes);
}

/* Quoted or tagged, it is a key like any other. */
static bool is_merge_key(const struct node *key)
{
    return key->aux == NAME_merge && node_has(key, NODE_PLAIN) && !node_has(key, NODE_TAGGED);
}

static void paste_own(struct build *build, const struct cutting *cutting)
{
    const struct node *end = cutting->nodes + cutting->count;
    for (const struct node *key = cutting->nodes; key < end;) {
        const struct node *next = after(cutting, key + 1);
        if (!is_merge_key(key)) {
            build_see(build, key->aux);
            build->children++;
            paste(build, cutting, index_of(cutting, key), index_of(cutting, next), 0);
        }
        key = next;
    }
}

/* Adds the members of `object` whose names are not there yet. */
static void paste_missing(struct build *build, const struct cutting *cutting,
                          const struct node *object)
{
    const struct node *end = after(cutting, object);
    for (const struct node *key = object + 1; key < end;) {
        const struct node *next = after(cutting, key + 1);
        if (build_see(build, key->aux)) {
            build->children++;
            paste(build, cutting, index_of(cutting, key), index_of(cutting, next), NODE_ALIASED);
        }
        key = next;
    }
}

/* What one merge key brings: a mapping, or a list of mappings. */
static void paste_merged(struct build *build, const struct cutting *cutting, const struct node *key)
{
    const struct node *brought = key + 1;
    if (node_kind(brought) == NODE_OBJECT) {
        paste_missing(build, cutting, brought);
        return;
    }
    bool is_list = node_kind(brought) == NODE_ARRAY;
    const struct node *end = after(cutting, brought);
    for (const struct node *item = brought + 1; is_list && item < end;
         item = after(cutting, item)) {
        if (node_kind(item) == NODE_OBJECT)
            paste_missing(build, cutting, item);
        else
            is_list = false;
    }
    if (is_list || node_kind(brought) == NODE_ERROR)
        return;
    struct diag *d = diag_add(build->diags, build->syntax_rule, build->source, node_span(key));
    diag_message(d, "expected a mapping or a list of mappings to merge");
}

bool yaml_merge(struct yaml_anchors *anchors, struct build *build)
{
    uint32_t first = build->open + 1;
    if (!spend(anchors, build->count - first))
        return false;
    struct cutting cutting = cut(build, first);
    build->tag_count -= cutting.tag_count;
    build->count = first;
    build->children = 0;
    build_see_begin(build);
    paste_own(build, &cutting);
    const struct node *end = cutting.nodes + cutting.count;
    for (const struct node *key = cutting.nodes; key < end; key = after(&cutting, key + 1)) {
        if (is_merge_key(key))
            paste_merged(build, &cutting, key);
    }
    return true;
}
