/*
 * picture.h - writing a drawing to a file or a terminal: what `stepproof graph` and `stepproof simulate --graph` share.
 */
#ifndef PICTURE_H
#define PICTURE_H

#include "graph/graph.h"

struct asl;
struct arena;

enum picture_format {
    PICTURE_AUTO, /* by the ending of the file; else text on a terminal and DOT elsewhere */
    PICTURE_DOT,
    PICTURE_SVG,
    PICTURE_MERMAID,
    PICTURE_TEXT,
    PICTURE_PNG, /* by rsvg-convert, or else dot, which must be installed */
    PICTURE_PDF
};

/* False when the text is no format. */
bool picture_format_parse(const char *text, enum picture_format *format);
/* What the ending of a file's name says; PICTURE_AUTO: nothing. */
enum picture_format picture_format_of(const char *path);
/* The formats, ending with NULL. */
extern const char *const picture_formats[];

/* Draws to the file, or to standard output when `path` is NULL. False after a complaint. */
bool picture_write(struct arena *arena, const struct asl *asl, const struct graph_options *options,
                   enum picture_format format, const char *path);

/* Whether the locale's characters are those of UTF-8. */
bool picture_has_unicode(void);

#endif
