/*
 * internal.h - what the files of cfn share.
 */
#ifndef CFN_INTERNAL_H
#define CFN_INTERNAL_H

#include "base/buf.h"
#include "cfn/cfn.h"
#include "doc/doc.h"
#include "doc/names.h"

/* Calls inside of calls are looked into so many levels deep; templates have two or three. */
#define CFN_CALLS_MAX 10

/* ---- intrinsic.c: calls of intrinsic functions ---- */

/* In the short form (!Sub) or the long one ({"Fn::Sub": ...}). */
struct cfn_call {
    bool is_call;
    enum name function; /* NAME_Ref, NAME_Fn_Sub, ...; NAME_NONE for one that is not known here */
    const struct node *argument; /* in the short form the node itself */
};

struct cfn_call cfn_call(const struct doc *doc, const struct node *node);
/* Item `i` of an array, or NULL. */
const struct node *cfn_item_at(const struct doc *doc, const struct node *array, uint32_t i);
/* The string that a Fn::Sub fills in, or NULL. */
const struct node *cfn_sub_string(const struct doc *doc, const struct cfn_call *call);

/* ---- text.c: texts made from parts ---- */

/* A text, and where its parts stand in one source. */
struct cfn_text {
    struct buf buf;
    struct segment *map;
    uint32_t count, capacity;
};

void cfn_text_init(struct cfn_text *text, struct arena *arena);
/* The bytes from `from` to `to` of a nested source. */
void cfn_text_add_part(struct cfn_text *text, const struct source *nested, uint32_t from,
                       uint32_t to);
/* Bytes that stand nowhere; they map to `where`. */
void cfn_text_add_made(struct cfn_text *text, str made, span where);
/* As a source inside of `outer`; when it is empty, at `where`. */
const struct source *cfn_text_source(struct cfn_text *text, const struct source *outer, span where);

/* ---- compose.c ---- */

/* Appends what a node is as a text, with placeholders for what is not known. */
void cfn_compose(struct cfn_text *text, const struct doc *doc, const struct node *node);
/* The text with each #{Name} as ${Name}. */
str cfn_without_hashes(struct arena *arena, str text);

/* ---- definition.c: what is listed ---- */

struct cfn_finding {
    struct arena *arena;
    const struct doc *doc;
    struct diags *diags;
    struct cfn_item *items;
    uint32_t count, capacity;
    bool has_hash_placeholders; /* #{Name} means what ${Name} does */
};

void cfn_add_item(struct cfn_finding *finding, struct cfn_item item);
/* What stands at `node` as a definition; `item` has its kind, name and workflow. Nothing when it is known at deployment
 * only. */
void cfn_add_definition(struct cfn_finding *finding, struct cfn_item item, const struct node *node);
/* The file that `node` names; not a bucket's, nor one that is known at deployment only. */
void cfn_add_path(struct cfn_finding *finding, struct cfn_item item, const struct node *node);
/* What the text at `node`, which may be NULL, says about a machine. */
enum cfn_workflow cfn_workflow(const struct doc *doc, const struct node *node);

/* ---- find.c: CloudFormation and SAM ---- */

/* Lists what the resources of a template hold. */
void cfn_read_resources(struct cfn_finding *finding, const struct node *resources);

/* ---- frameworks.c: Serverless Framework and Terraform ---- */

/* Lists what a file of theirs holds; false when it is none. */
bool cfn_read_framework(struct cfn_finding *finding);

#endif
