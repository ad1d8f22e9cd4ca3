/*
 * read.h - a JSON text as a value, for $parse: strict (RFC 8259), and as the service does refusing a key that comes twice
 * and a number beyond a double.
 */
#ifndef JSONATA_READ_H
#define JSONATA_READ_H

#include "value/value.h"

#define READ_DEPTH_MAX 1000

/* False when the text is no JSON, or nests too deeply. What can be shared with `text` is. */
bool json_read(struct arena *arena, str text, value *v);

#endif
