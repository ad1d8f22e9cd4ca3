/*
 * names.h - fixed numbers for the words of the languages that we read.
 *
 * schemas/names.def lists them; a program run by the build (mknames.c) finds
 * a perfect hash, so that "which field is this" is one hash, one compare and
 * then a switch over the enum.
 */
#ifndef DOC_NAMES_H
#define DOC_NAMES_H

#include "base/str.h"

enum name {
    NAME_NONE, /* no known word; no key has this id */
#define NAME(id, text) NAME_##id,
#include "names.def"
#undef NAME
    NAME_COUNT
};

/* The id of a known word, or NAME_NONE. */
enum name name_find(str text);
/* The word. */
str name_text(enum name name);

#endif
