/*
 * check.h - a file of state machines, read and checked: what `stepproof lint` does with each file.
 *
 *     source ── doc ── machines in it (cfn) ── asl ── lint ── diagnostics, sorted
 *
 * A file is one definition, or a template (of CloudFormation, SAM, the Serverless Framework or Terraform) that holds any
 * number of them, or names files that do.
 *
 * A module of its own so that the command, the golden tests and the conformance runner go the same way.
 *
 * Memory: everything lies in the arena, which the diagnostics share.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "lint/lint.h"

struct arena;
struct asl;
struct doc;
struct source;

/* A machine in a file. */
struct check_machine {
    str name; /* the logical id in a template, else empty */
    const struct asl *asl;
    bool is_express; /* by the template or the options */
};

struct check_options {
    struct lint_options lint; /* a template's own word on the workflow type goes before it */
    /*
     * Reads the file that a template names as a definition, followed by SOURCE_PADDING zero bytes; `path` is relative
     * to where the template's own name is. False when that is not possible. NULL: such files are not looked at.
     */
    bool (*read)(void *context, struct arena *arena, str path, str *text);
    /* Whether to look at the machine of this name (the logical id in a template, else empty). NULL: at all of them. */
    bool (*wants)(void *context, str name);
    /* Told of each machine that was looked at, as it was read; NULL: nobody is told. */
    void (*found)(void *context, const struct check_machine *machine);
    void *context;
};

/*
 * Reads JSON or YAML: by the ending of the source's name (.json, .yaml, .yml), and for any other by the text, which is
 * JSON when it starts with a brace or bracket. NULL when nothing could be read.
 */
const struct doc *check_read(struct arena *arena, const struct source *source, struct diags *diags);

/* Reads and checks a file; the diagnostics are sorted. Returns the document, or NULL when nothing could be read. */
const struct doc *check_file(struct arena *arena, const struct source *source,
                             const struct check_options *options, struct diags *diags);

#endif
