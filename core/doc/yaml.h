/*
 * yaml.h - the parts of the YAML reader.
 *
 * Internal to doc. yaml.c turns libyaml's events into nodes and is the only file that includes the
 * library; marks.c finds byte offsets, yaml_plain.c types plain scalars, yaml_alias.c expands
 * aliases and merge keys, yaml_error.c words the library's complaints, yaml_map.c finds where the
 * parts of a scalar's text stand.
 */
#ifndef DOC_YAML_H
#define DOC_YAML_H

#include "base/intern.h"
#include "doc/build.h"

/* ---- marks.c: libyaml counts characters, we count bytes ---- */

/* One offset is kept for so many characters. */
#define MARKS_BLOCK 64

struct marks {
    str text;
    uint32_t *offsets; /* of every MARKS_BLOCK-th character; NULL when all are ASCII */
    uint32_t count;
    size_t character; /* asked for latest, and its offset: marks come nearly in order */
    uint32_t offset;
};

void marks_init(struct marks *marks, struct arena *arena, str text);
/* The byte offset of a character, counted from 0; the text's length when there are not as many. */
uint32_t marks_offset(struct marks *marks, size_t character);

/* ---- yaml_plain.c: what a scalar without quotes means ---- */

/* NODE_NULL, _FALSE, _TRUE, _NUMBER or _STRING. `*other` is what YAML 1.1 makes of it, when that is
 * something else, or NULL. */
enum node_kind yaml_plain_kind(str text, const char **other);

/* ---- yaml_alias.c: anchors, aliases and merge keys ---- */

/* What an anchor stands for: a copy of its nodes, made when they were complete. */
struct yaml_anchor {
    const struct node *nodes; /* NULL while they are not complete */
    const struct doc_tag *tags;
    uint32_t first; /* index that the first of them had */
    uint32_t count, tag_count;
    uint32_t height; /* levels of containers */
};

struct yaml_anchors {
    struct intern names;
    struct yaml_anchor *items; /* by number of the name */
    uint32_t capacity;
    uint32_t budget; /* nodes that may still be copied */
};

enum yaml_outcome {
    YAML_DONE,
    YAML_UNKNOWN, /* no such anchor */
    YAML_OPEN,    /* the alias stands inside of what it names */
    YAML_TOO_DEEP,
    YAML_TOO_LARGE /* the budget is used up */
};

void yaml_anchors_init(struct yaml_anchors *anchors, struct build *build);
/* The number of a name that is being defined (perhaps again); it has no nodes until
 * yaml_anchor_end(). */
uint32_t yaml_anchor_begin(struct yaml_anchors *anchors, struct build *build, str name);
/* The nodes from `node` on, up to the latest, are what the anchor stands for. False when the budget
 * is used up. */
bool yaml_anchor_end(struct yaml_anchors *anchors, struct build *build, uint32_t anchor,
                     uint32_t node);
/* Adds a copy of what the name stands for, as the next item or a key's value. */
enum yaml_outcome yaml_alias(struct yaml_anchors *anchors, struct build *build, str name);
/* The text of an anchored scalar, for an alias in the place of a key. */
enum yaml_outcome yaml_alias_text(const struct yaml_anchors *anchors, const struct build *build,
                                  str name, str *text);
/*
 * Replaces the merge keys of the innermost container, an object about to be closed, by the members
 * that they bring; its own members win, then the earlier ones. False when the budget is used up.
 */
bool yaml_merge(struct yaml_anchors *anchors, struct build *build);

/* ---- yaml_map.c ---- */

/*
 * The segments of a scalar's text, found by reading its place in the source again. Where that is
 * not understood, one segment for all.
 */
struct segment *yaml_scalar_map(struct arena *arena, const struct source *source,
                                const struct node *node, str text, uint32_t *count);

#endif
