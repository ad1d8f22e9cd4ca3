/*
 * escape.h - text of the definition, made harmless for where it goes.
 *
 * Control characters, which XML does not allow at all, and bytes that are no
 * UTF-8 become U+FFFD.
 */
#ifndef GRAPH_ESCAPE_H
#define GRAPH_ESCAPE_H

#include "base/str.h"

struct buf;

/* Text and attribute values of XML, and of DOT's HTML-like labels; a line break stays one. */
void escape_xml(struct buf *out, str text);
/* What stands between double quotes in DOT; a line break becomes \n. */
void escape_dot(struct buf *out, str text);
/* What stands between double quotes in Mermaid; a line break becomes <br/>. */
void escape_mermaid(struct buf *out, str text);
/* What a terminal may see. Characters that turn the direction of writing are dropped. */
void escape_terminal(struct buf *out, str text);

#endif
