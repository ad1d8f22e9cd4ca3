/* Any bytes as JSON: alone and as a text inside another. What is built holds together; both
 * readings agree. */
#include "memory.h"

#include "doc/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct doc *read_text(struct arena *arena, const struct source *source,
                                   struct diags *diags)
{
    diags_init(diags, arena);
    const struct doc *doc = doc_read_json(arena, source, diags);
    doc_check_diags(diags);
    if (doc)
        doc_check(arena, doc);
    else
        DOC_CHECK(diags->count > 0);
    return doc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data, size };
    const struct source *file = source_copied(&arena, STR("fuzz"), text);
    struct diags diags, nested_diags;
    const struct doc *doc = read_text(&arena, file, &diags);
    const struct source *slice = source_slice(&arena, file, span_at(0, size));
    const struct doc *nested = read_text(&arena, slice, &nested_diags);
    DOC_CHECK(diags.count == nested_diags.count);
    DOC_CHECK((doc ? doc->node_count : 0) == (nested ? nested->node_count : 0));
    arena_finish(&arena);
    return 0;
}
