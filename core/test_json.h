/*
 * test_json.h - JSON texts as values, for tests and fuzz targets of modules that don't use doc
 * themselves.
 */
#ifndef TEST_JSON_H
#define TEST_JSON_H

#include "base/arena.h"
#include "diag/diag.h"
#include "doc/doc.h"

/* What a JSON text stands for; undefined when it is not JSON. */
static inline value json_value(struct arena *arena, str text)
{
    struct diags diags;
    diags_init(&diags, arena);
    char *padded = arena_zeroed(arena, text.len + SOURCE_PADDING, 1, 1);
    if (text.len > 0)
        memcpy(padded, text.at, text.len);
    struct source *source = arena_new(arena, struct source);
    *source = source_file(STR("json"), (str){ padded, text.len });
    const struct doc *doc = doc_read_json(arena, source, &diags);
    bool is_wrong = !doc || diags_count(&diags, SEVERITY_ERROR) > 0;
    return is_wrong ? value_undefined() : doc_value(arena, doc, doc_root(doc));
}

#endif
