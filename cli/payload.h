/*
 * payload.h - JSON on the command line, as the AWS command line takes it: the text itself, @FILE or file://FILE, or "-"
 * for standard input. A file may be YAML when its name ends so.
 */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include "value/value.h"

struct arena;

struct payload {
    value value;
    str text;    /* as it was written, without blanks around it; empty when it was not JSON */
};

/* `option` is its name, without "--". False after diagnostics or a complaint on standard error. */
bool payload_read(struct arena *arena, const char *command, const char *option, const char *argument,
                  struct payload *payload);

/* The same with the places of everything; NULL after a complaint. */
struct doc;
const struct doc *payload_document(struct arena *arena, const char *command, const char *option, const char *argument);

/* The text of a file, or of standard input for "-". False after a complaint. */
struct source;
bool payload_text(struct arena *arena, const char *path, struct source *source);

/* The document of a file; NULL after a complaint. Syntax errors are in `diags`. `path` "-" is standard input. */
struct diags;
const struct doc *document_read(struct arena *arena, const char *path, struct diags *diags);
/* Whether some text could not be read to its end as it was meant. */
bool has_syntax_error(const struct diags *diags);

#endif
