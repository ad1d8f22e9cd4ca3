/* Any bytes as YAML: what is built holds together, and each character of a scalar has its place. */
#include "memory.h"

#include "doc/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data, size };
    const struct source *file = source_copied(&arena, STR("fuzz"), text);
    struct diags diags;
    diags_init(&diags, &arena);
    const struct doc *doc = doc_read_yaml(&arena, file, &diags);
    doc_check_diags(&diags);
    if (doc)
        doc_check(&arena, doc);
    else
        DOC_CHECK(diags.count > 0);
    arena_finish(&arena);
    return 0;
}
