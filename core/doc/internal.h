/*
 * internal.h - what the files of doc share about finished documents.
 */
#ifndef DOC_INTERNAL_H
#define DOC_INTERNAL_H

#include "doc/doc.h"

/*
 * The text of a string that is no slice of its source. Where its parts come from is found again
 * when asked for, unless it was made: then it stands nowhere.
 */
struct doc_text {
    str text;
    bool is_made;
};

struct doc_tag {
    uint32_t node;
    span span;
};

/* The place of a string's or key's contents: without its quotes, or without the line that begins a
 * YAML block. */
span node_inner(const struct source *source, const struct node *node);

#endif
