/*
 * build.h - makes the nodes of a document, for the JSON and the YAML reader alike.
 *
 * Internal to doc. The reader calls build_open(), build_key(), build_scalar(), build_close() in the
 * order of the text; the builder keeps the nesting, counts children, numbers the keys and finds the
 * duplicates among them when an object is closed.
 *
 * While a container is open, its `aux` holds the index of the container around it and its `end` the
 * number of its children so far, and so the nodes are the stack.
 *
 * Duplicates: a key is suspicious when the latest key with its id stands behind the beginning of
 * the object (perhaps deeper inside). Only objects with a suspicious key are walked when they
 * close, each once: linear, and free for documents without such keys.
 *
 * Memory: nodes and all else in the arena. Cost: a few instructions a node.
 */
#ifndef DOC_BUILD_H
#define DOC_BUILD_H

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "doc/internal.h"
#include "doc/keys.h"

#define BUILD_NONE UINT32_MAX

/* At most this many duplicate keys are reported for one document. */
#define BUILD_DUPLICATES_MAX 1000

/* On an open object: holds a suspicious key. Takes the place of a flag that containers don't have.
 */
#define BUILD_SUSPICIOUS ((uint32_t)NODE_DECODED << 4)

struct build_seen;

struct build {
    struct arena *arena;
    const struct source *source;
    struct diags *diags;
    enum rule_id syntax_rule;
    struct node *nodes;
    uint32_t count, capacity;
    uint32_t open;     /* the innermost open container, or BUILD_NONE */
    uint32_t children; /* it has so far */
    uint32_t depth;    /* open containers */
    uint32_t in_array; /* 1 when the innermost is an array, else 0 */
    struct keys keys;
    struct build_seen *seen; /* by name id; see build.c */
    uint32_t seen_count, walk;
    uint32_t duplicates;
    struct doc_text *texts;
    uint32_t text_count, text_capacity;
    struct doc_tag *tags;
    uint32_t tag_count, tag_capacity;
};

/* The caller has set arena, source, diags and syntax_rule, all else zero. `guess` is how many nodes
 * there will be, more or less. */
void build_init(struct build *build, uint32_t guess);
/* The document; all containers must have been closed. NULL when there is no node. */
const struct doc *build_finish(struct build *build, bool is_yaml);

void build_grow(struct build *build);
/* Closes the innermost container, which ends at `end`. */
void build_close(struct build *build, uint32_t end);
void build_close_all(struct build *build, uint32_t end);
/* Gives the latest node, a string, a text other than its slice of the source. The text must live in
 * the arena. */
void build_decoded(struct build *build, str text);
/* The side table's index of a text. */
uint32_t build_add_text(struct build *build, str text);
/* Gives the latest node a tag. */
void build_tag(struct build *build, span where);

/* The text of a node that is no number. */
str build_text(const struct build *build, const struct node *node);

/* A fresh set of names, and whether a name is new to it. */
void build_see_begin(struct build *build);
bool build_see(struct build *build, uint32_t name);

static inline struct node *build_push(struct build *build, uint32_t start, uint32_t end,
                                      uint32_t tag, uint32_t aux)
{
    if (build->count == build->capacity)
        build_grow(build);
    struct node *node = &build->nodes[build->count++];
    *node = (struct node){ start, end, tag, aux };
    return node;
}

static inline enum node_kind build_open_kind(const struct build *build)
{
    return build->open == BUILD_NONE ? NODE_ERROR : node_kind(&build->nodes[build->open]);
}

/* A scalar, as the next item or a key's value. `flags` are those of enum node_flag. */
static inline struct node *build_scalar(struct build *build, enum node_kind kind, unsigned flags,
                                        uint32_t start, uint32_t end)
{
    build->children += build->in_array;
    return build_push(build, start, end, (uint32_t)kind | flags << 4, 0);
}

static inline void build_open(struct build *build, enum node_kind kind, uint32_t start)
{
    build->children += build->in_array;
    if (build->open != BUILD_NONE)
        build->nodes[build->open].end = build->children;
    build_push(build, start, start, (uint32_t)kind, build->open);
    build->open = build->count - 1;
    build->in_array = kind == NODE_ARRAY;
    build->children = 0;
    build->depth++;
}

/* A key of the innermost container, which is an object. `text` is decoded and lives as long as the
 * document. */
static inline void build_key(struct build *build, unsigned flags, uint32_t start, uint32_t end,
                             str text)
{
    uint32_t id = keys_id(&build->keys, text);
    if (build->keys.latest[id] > build->open)
        build->nodes[build->open].tag |= BUILD_SUSPICIOUS;
    build->keys.latest[id] = build->count;
    build->children++;
    build_push(build, start, end, (uint32_t)NODE_KEY | flags << 4, id);
}

#endif
