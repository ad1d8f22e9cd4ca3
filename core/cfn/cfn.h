/*
 * cfn.h - which state machines and schemas are in this file?
 *
 * A document is either a definition by itself or a template (CloudFormation or SAM, JSON or YAML, with short tags or
 * long Fn:: forms; serverless.yml; Terraform's JSON) that holds any number of them, as objects, as texts, or as paths of
 * other files. cfn_find() lists them, so that whoever checks definitions need not know templates:
 *
 *     Resources:
 *       Orders:                                  item: name "Orders", a machine, its object in a document
 *         Type: AWS::StepFunctions::StateMachine
 *         Properties:
 *           Definition:
 *             StartAt: Ship
 *             States: {Ship: {Type: Task, Resource: !GetAtt Ship.Arn, End: true}}
 *
 * What is known only at deployment is never guessed. An intrinsic function inside a definition becomes a string with a
 * placeholder, "${Ship.Arn}", like those that Fn::Sub and DefinitionSubstitutions fill in; the rules take a text with a
 * placeholder for a text that they know nothing of. Of Fn::If both branches are definitions.
 *
 * Positions stay true: objects and strings keep their places in the template, and a machine inside a string, a YAML
 * block or the parts of a Fn::Join is read from a nested source.
 *
 * Memory: everything lies in the arena and points into the document, which must live as long. Cost: linear, but
 * for Fn::If nested in Fn::If, of which at most CFN_ITEMS_MAX definitions are listed.
 */
#ifndef CFN_CFN_H
#define CFN_CFN_H

#include "base/str.h"
#include "source/source.h"

struct arena;
struct diags;
struct doc;
struct node;

#define CFN_ITEMS_MAX 10000

enum cfn_kind {
    CFN_MACHINE,
    CFN_SCHEMA /* GraphQL */
};

enum cfn_form {
    CFN_NODE, /* a machine, read: `doc` and `node` */
    CFN_TEXT, /* a schema: `text` */
    CFN_FILE  /* in a file of its own: `path`, relative to the template's folder */
};

enum cfn_workflow {
    CFN_STANDARD, /* also where nothing is said */
    CFN_EXPRESS,
    CFN_UNKNOWN /* said by something that is known only at deployment */
};

struct cfn_item {
    enum cfn_kind kind;
    enum cfn_form form;
    enum cfn_workflow workflow; /* of a machine */
    str name;                   /* the resource's logical id; empty for a file that is a definition itself */
    span span;                  /* the definition's place in the file */
    const struct doc *doc;      /* of a node: not always the one given to cfn_find() */
    const struct node *node;
    const struct source *text;
    str path;
};

struct cfn_list {
    const struct cfn_item *items;
    uint32_t count;
    bool is_template; /* else the document is a definition itself, the only item */
};

/*
 * Lists what is in `doc`. Definitions in texts are read here, with what is wrong with their JSON reported. Of a template,
 * what the reader of the document said about plain scalars (rule yaml-implicit-type) is dropped from `diags` where no
 * definition stands: CloudFormation reads those all as texts.
 */
struct cfn_list cfn_find(struct arena *arena, const struct doc *doc, struct diags *diags);

/*
 * A text with quotes put around the placeholders that stand outside of strings ("TimeoutSeconds": ${Timeout}), so that it
 * can be read as JSON. The same source when there are none.
 */
const struct source *cfn_quote_placeholders(struct arena *arena, const struct source *source);

#endif
