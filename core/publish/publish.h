/*
 * publish.h - tables as text: the rules for --list-rules, --explain, the manual page and the page in Markdown; the
 * States Language and the format of scripts as JSON Schemas.
 *
 * The rows are shown as they are; nothing about a rule is written anywhere else. The kept pages
 * man/stepproof-rules.7 and schemas/rules.md are what publish_manual() and publish_markdown() give: a test compares
 * them, and rewrites them when UPDATE=1 is set.
 */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "diag/rule.h"

struct buf;

/* One line a rule: severity, code, summary. */
void publish_list(struct buf *out, enum rule_family family);
/* All about one rule, for a terminal of 80 columns. */
void publish_explain(struct buf *out, enum rule_id id);
/* stepproof-rules(7), in mdoc(7). */
void publish_manual(struct buf *out);
/* The same in Markdown. */
void publish_markdown(struct buf *out);

/* The JSON Schema of the States Language, kept as schemas/asl.schema.json. */
void publish_asl_schema(struct buf *out);
/* The JSON Schema of scripts, kept as schemas/stepproof-script.schema.json. */
void publish_script_schema(struct buf *out);
/* Calls `each` for every member of every object of the format, as stepproof-script(5) has to describe them. */
void publish_script_fields(void (*each)(void *context, str object, str name, str doc), void *context);

#endif
