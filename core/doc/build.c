#include "doc/build.h"

/* In which walk over which object a name was seen, and the key. */
struct build_seen {
    uint32_t walk, key;
};

#define CAPACITY_MIN 16u

void build_init(struct build *build, uint32_t guess)
{
    build->open = BUILD_NONE;
    build->capacity = guess < CAPACITY_MIN ? CAPACITY_MIN : guess;
    build->nodes =
        arena_alloc(build->arena, build->capacity * sizeof(struct node), _Alignof(struct node));
    keys_init(&build->keys, build->arena);
}

void build_grow(struct build *build)
{
    size_t size = build->capacity * sizeof(struct node);
    build->nodes = arena_grow(build->arena, build->nodes, size, 2 * size, _Alignof(struct node));
    build->capacity *= 2;
}

/* Also makes room for the stamps of all names there are. */
void build_see_begin(struct build *build)
{
    uint32_t count = keys_end(&build->keys);
    if (count > build->seen_count) {
        uint32_t room = NAME_COUNT + build->keys.capacity;
        build->seen = arena_grow(build->arena, build->seen, build->seen_count * sizeof *build->seen,
                                 room * sizeof *build->seen, _Alignof(struct build_seen));
        for (uint32_t i = build->seen_count; i < room; i++)
            build->seen[i] = (struct build_seen){ 0, 0 };
        build->seen_count = room;
    }
    build->walk++;
}

bool build_see(struct build *build, uint32_t name)
{
    if (build->seen[name].walk == build->walk)
        return false;
    build->seen[name].walk = build->walk;
    return true;
}

static void report_duplicate(struct build *build, const struct node *first, const struct node *key)
{
    if (build->duplicates++ >= BUILD_DUPLICATES_MAX)
        return;
    str name = keys_text(&build->keys, key->aux);
    struct diag *d = diag_add(build->diags, RULE_DUPLICATE_KEY, build->source, node_span(key));
    diag_message(d, "the key \"%.*s\" appears twice in this object", STR_ARG(name));
    diag_related(d, build->source, node_span(first), "first defined here");
    diag_help(d, "most readers keep only the last; remove or rename one of the two");
}

static void find_duplicates(struct build *build, const struct node *object)
{
    build_see_begin(build);
    const struct node *end = build->nodes + build->count;
    for (const struct node *key = object + 1; key < end;) {
        struct build_seen *seen = &build->seen[key->aux];
        if (build_see(build, key->aux))
            seen->key = (uint32_t)(key - build->nodes);
        else
            report_duplicate(build, &build->nodes[seen->key], key);
        const struct node *below = key + 1;
        key = node_is_container(below) ? build->nodes + below->aux : below + 1;
    }
}

static uint32_t count_limited(struct build *build, const struct node *container)
{
    if (build->children <= DOC_MAX_CHILDREN)
        return build->children;
    span start = { container->start, container->start };
    struct diag *d = diag_add(build->diags, build->syntax_rule, build->source, start);
    diag_message(d, "more than %u members are too many", DOC_MAX_CHILDREN);
    return DOC_MAX_CHILDREN;
}

void build_close(struct build *build, uint32_t end)
{
    struct node *node = &build->nodes[build->open];
    if (node->tag & BUILD_SUSPICIOUS) {
        node->tag &= ~BUILD_SUSPICIOUS;
        find_duplicates(build, node);
    }
    uint32_t around = node->aux;
    node->end = end;
    node->aux = build->count;
    node->tag |= count_limited(build, node) << 8;
    build->depth--;
    build->open = around;
    build->children = around != BUILD_NONE ? build->nodes[around].end : 0;
    build->in_array = build_open_kind(build) == NODE_ARRAY;
}

void build_close_all(struct build *build, uint32_t end)
{
    while (build->open != BUILD_NONE)
        build_close(build, end);
}

uint32_t build_add_text(struct build *build, str text)
{
    build->texts = arena_room(build->arena, build->texts, build->text_count, &build->text_capacity,
                              sizeof *build->texts);
    build->texts[build->text_count] = (struct doc_text){ text, false };
    return build->text_count++;
}

void build_decoded(struct build *build, str text)
{
    uint32_t index = build_add_text(build, text);
    struct node *node = &build->nodes[build->count - 1];
    node->tag |= (uint32_t)NODE_DECODED << 4;
    node->aux = index;
}

void build_tag(struct build *build, span where)
{
    build->tags = arena_room(build->arena, build->tags, build->tag_count, &build->tag_capacity,
                             sizeof *build->tags);
    build->nodes[build->count - 1].tag |= (uint32_t)NODE_TAGGED << 4;
    build->tags[build->tag_count++] = (struct doc_tag){ build->count - 1, where };
}

str build_text(const struct build *build, const struct node *node)
{
    if (node_kind(node) == NODE_KEY)
        return keys_text(&build->keys, node->aux);
    if (node_has(node, NODE_DECODED))
        return build->texts[node->aux].text;
    return source_text(build->source, node_inner(build->source, node));
}

const struct doc *build_finish(struct build *build, bool is_yaml)
{
    if (build->count == 0)
        return NULL;
    struct doc *doc = arena_new(build->arena, struct doc);
    *doc = (struct doc){
        .source = build->source,
        .nodes = build->nodes,
        .node_count = build->count,
        .is_yaml = is_yaml,
        .texts = build->texts,
        .text_count = build->text_count,
        .tags = build->tags,
        .tag_count = build->tag_count,
        .names = build->keys.names,
        .name_count = build->keys.count,
    };
    return doc;
}
