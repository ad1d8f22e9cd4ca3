/*
 * internal.h - what the files of doc share about finished documents.
 */
#ifndef DOC_INTERNAL_H
#define DOC_INTERNAL_H

#include "doc/doc.h"

/* The text of a string that is no slice of its source. Where its parts come from is found again when asked for. */
struct doc_text {
    str text;
};

struct doc_tag {
    uint32_t node;
    span span;
};

#endif
