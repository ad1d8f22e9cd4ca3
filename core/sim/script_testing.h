/*
 * script_testing.h - a machine and a script from texts, for tests and fuzz targets of scripts.
 */
#ifndef SIM_SCRIPT_TESTING_H
#define SIM_SCRIPT_TESTING_H

#include "asl/asl.h"
#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "sim/script.h"

/* The document of a YAML (or JSON) text; NULL when nothing can be read. */
static inline const struct doc *testing_doc(struct arena *arena, const char *name, str text, struct diags *diags)
{
    return doc_read_yaml(arena, source_copied(arena, str_from(name), text), diags);
}

static inline const struct asl *testing_machine(struct arena *arena, str text)
{
    struct diags diags;
    diags_init(&diags, arena);
    const struct doc *doc = testing_doc(arena, "machine.asl.yaml", text, &diags);
    return doc ? asl_build(arena, doc, doc_root(doc), &diags) : NULL;
}

#endif
