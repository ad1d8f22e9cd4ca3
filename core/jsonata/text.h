/*
 * text.h - texts as JavaScript sees them: numbered in UTF-16 units.
 *
 * Texts are UTF-8, in which half of a surrogate pair that stands alone (from "\uD800", or from splitting) is written as
 * three bytes like any other code point of its size.
 */
#ifndef JSONATA_TEXT_H
#define JSONATA_TEXT_H

#include "base/str.h"

struct buf;

/* The code point at `*at`, a lone surrogate included; moves behind it. */
uint32_t text_next(str text, size_t *at);
bool text_is_ascii(str text);
/* The byte offset of code point number `index`, or the length. */
size_t text_offset_of_point(str text, size_t index);
/* The byte offset of UTF-16 unit number `index`, or the length. The second half of a pair has the offset behind it. */
size_t text_offset_of_unit(str text, size_t index);
/* Appends; a first half at the end of the buffer and a second one at the start of `text` become one character. */
void text_append(struct buf *buf, str text);

#endif
