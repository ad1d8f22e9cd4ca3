/*
 * doc.h - a JSON or YAML document, with the place of everything in it.
 *
 * One array of nodes in preorder, the same for JSON and YAML. The children of
 * an object are key, value, key, value, ...; duplicates are kept (and have been
 * reported). Nothing is converted: scalars stay text until somebody asks.
 *
 *     {"a": [1, 2], "b": null}
 *
 *     0 object  aux=7 (the index after its last descendant), count 2
 *     1 key "a" aux=name id
 *     2 array   aux=5, count 2
 *     3 number  4 number
 *     5 key "b" 6 null
 *
 * Walking: the first child of a container is the next node; doc_after() steps
 * over a node and all below it.
 *
 *     for (const struct node *key = doc_first(node); key != doc_end(doc, node); key = doc_after(doc, key + 1))
 *         ... key[0] is the key, key[1] the value ...
 *
 * Keys: the words of the languages we read have fixed ids (doc/names.h), others get ids from NAME_COUNT on; equal
 * ids mean equal texts, so keys are compared by number.
 *
 * Memory: nodes and decoded texts live in the arena given to the reader; the source's text is pointed into.
 * Limits: DOC_MAX_DEPTH levels of nesting, DOC_MAX_CHILDREN children of one container, SOURCE_MAX bytes.
 */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "base/str.h"
#include "source/source.h"
#include "value/value.h"

struct arena;
struct diags;

#ifndef DOC_MAX_DEPTH
#define DOC_MAX_DEPTH 1000
#endif
#define DOC_MAX_CHILDREN 0xFFFFFFu

enum node_kind {
    NODE_NULL,
    NODE_FALSE,
    NODE_TRUE,
    NODE_NUMBER,
    NODE_STRING,
    NODE_ARRAY,
    NODE_OBJECT,
    NODE_KEY,
    NODE_ERROR /* something unreadable stood here, and was reported */
};

enum node_flag {
    NODE_DECODED = 1, /* its text is not a plain slice of the source (escapes, folding): it lies in a side table */
    NODE_ALIASED = 2, /* came through a YAML alias or merge key: its span is where the anchor stands */
    NODE_TAGGED = 4,  /* has an explicit YAML tag, see doc_tag() */
    NODE_PLAIN = 8    /* its place is that of its contents: a YAML scalar without quotes, or a string of broken JSON */
};

/*
 * start..end is the place in the source, with the quotes of a string or key; without them see doc_inner(). A YAML node's
 * tag and anchor don't belong to its place, the line "|" or ">" that begins a block does.
 * tag: kind in bits 0..3, flags in bits 4..7, child count (members, not keys plus values) in bits 8..31.
 * aux: a container: index after the last descendant; a key: its name id, of which its text is that id's text; a decoded
 * string: index into the side table.
 */
struct node {
    uint32_t start, end, tag, aux;
};

struct doc_text; /* decoded text and its segments */
struct doc_tag;

struct doc {
    const struct source *source;
    const struct node *nodes;
    uint32_t node_count;
    bool is_yaml;
    const struct doc_text *texts; /* of decoded strings, by their aux */
    uint32_t text_count;
    const struct doc_tag *tags; /* sorted by node */
    uint32_t tag_count;
    const str *names; /* texts of the name ids from NAME_COUNT on */
    uint32_t name_count;
};

/*
 * Reads strict JSON (RFC 8259). Reports every syntax error it can after recovering (rule json-syntax), duplicate keys
 * (duplicate-key), wrong UTF-8, a text that is too deep (too-deep); of each a bounded number. Returns NULL only when
 * nothing at all could be read (an empty text); otherwise what could be built, with NODE_ERROR where something was
 * unreadable.
 *
 * Where the standard leaves the choice: a byte order mark at the start is skipped; UTF-16 and wrong UTF-8 are errors (a
 * wrong byte in a string becomes U+FFFD); an escaped surrogate without its partner is taken and becomes three bytes, as in
 * WTF-8; numbers of any size are taken as their text; of duplicate keys all are kept.
 */
const struct doc *doc_read_json(struct arena *arena, const struct source *source, struct diags *diags);

/*
 * Reads the first document of a YAML text (1.1 by libyaml; plain scalars by the JSON-like core rules). Aliases and
 * merge keys are expanded within a budget: what a merge key brings stands behind the mapping's own members. A key that
 * is no scalar is reported and has its text as written. A syntax error ends the reading; what was read so far is
 * returned. At most 250 levels. Rules: yaml-syntax, yaml-implicit-type, duplicate-key, too-deep.
 */
const struct doc *doc_read_yaml(struct arena *arena, const struct source *source, struct diags *diags);

static inline enum node_kind node_kind(const struct node *node)
{
    return (enum node_kind)(node->tag & 15);
}
static inline bool node_has(const struct node *node, enum node_flag flag)
{
    return node->tag >> 4 & flag;
}
/* Items of an array, members of an object. */
static inline uint32_t node_count(const struct node *node)
{
    return node->tag >> 8;
}
static inline bool node_is_container(const struct node *node)
{
    return node_kind(node) == NODE_ARRAY || node_kind(node) == NODE_OBJECT;
}
static inline uint32_t doc_index(const struct doc *doc, const struct node *node)
{
    return (uint32_t)(node - doc->nodes);
}
static inline const struct node *doc_root(const struct doc *doc)
{
    return doc->nodes;
}
static inline const struct node *doc_first(const struct node *container)
{
    return container + 1;
}
/* Behind the last descendant of `node`: where its next sibling stands, if it has one. */
static inline const struct node *doc_after(const struct doc *doc, const struct node *node)
{
    return node_is_container(node) ? doc->nodes + node->aux : node + 1;
}
/* The end of a container's children. */
static inline const struct node *doc_end(const struct doc *doc, const struct node *container)
{
    return doc->nodes + container->aux;
}

/* Its whole place, quotes included. */
static inline span node_span(const struct node *node)
{
    return (span){ node->start, node->end };
}
/* The name id of a key: below NAME_COUNT for a known word. */
static inline uint32_t node_name(const struct node *key)
{
    return key->aux;
}

/* The decoded text of a string or key; of a number, literal or null its text as written. */
str doc_text(const struct doc *doc, const struct node *node);
/* The text of a name id. */
str doc_name(const struct doc *doc, uint32_t name);
/* The place of a string's contents, without its quotes. */
span doc_inner(const struct doc *doc, const struct node *node);
/* The contents of a string as a source of their own, for the reader of an embedded language. */
const struct source *doc_nested(struct arena *arena, const struct doc *doc, const struct node *node);
/* The value of the member with this name id, or NULL; the last one when there are several. `*key` may be NULL. */
const struct node *doc_member(const struct doc *doc, const struct node *object, uint32_t name,
                              const struct node **key);
/* The value of the member with this text, or NULL. */
const struct node *doc_member_named(const struct doc *doc, const struct node *object, str name,
                                    const struct node **key);
/* The YAML tag as written ("!Sub"), or an empty text. */
str doc_tag(const struct doc *doc, const struct node *node);

/* What a JSON text stands for; undefined when it is not JSON or has a key twice. */
value doc_read_value(struct arena *arena, str text);

/* As a value. The last of duplicate keys wins; NODE_ERROR becomes null. Texts of plain slices are pointed into. */
value doc_value(struct arena *arena, const struct doc *doc, const struct node *node);

/* The innermost node whose place covers `offset`: a key, a scalar or a container. The root when none does. */
const struct node *doc_at(const struct doc *doc, uint32_t offset);
/*
 * Appends the JSON Pointer (RFC 6901) of a node; a key has the pointer of its value. Cost: the siblings before the
 * node and its ancestors.
 */
void doc_pointer(struct buf *buf, const struct doc *doc, const struct node *node);
/* The node that a JSON Pointer names (the last of duplicate keys), or NULL. */
const struct node *doc_find(const struct doc *doc, str pointer);

/* What becomes of a node in a changed copy of its document. */
struct doc_change {
    enum {
        DOC_KEEP,
        DOC_MAKE_STRING, /* a string with `text` takes its place, and that of all below it */
        DOC_TAKE_INNER   /* `inner`, which is the node itself or below it, takes its place, without its tag */
    } kind;
    str text;
    const struct node *inner;
};

/*
 * Asked for each node but keys, from outside to inside. It is not asked for what is gone, nor for an inner node that
 * takes a place, but for what is below that.
 */
typedef struct doc_change doc_changer(void *context, const struct doc *doc, const struct node *node);

/*
 * A changed copy with the same source and name ids. A made string has the place of what it replaces. `*moved`, unless
 * `moved` is NULL, holds for each old node's index the new one's, or UINT32_MAX when it is gone. Cost: linear.
 */
const struct doc *doc_changed(struct arena *arena, const struct doc *doc, doc_changer *change, void *context,
                              const uint32_t **moved);

#endif
