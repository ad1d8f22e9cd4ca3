/* Any bytes as YAML: what is built holds together, and each character of a scalar has its place. */
#include "memory.h"

#include "doc/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    char *text = arena_zeroed(&arena, size + SOURCE_PADDING, 1, 1);
    if (size)
        memcpy(text, data, size);
    struct source file = source_file(STR("fuzz"), (str){ text, size });
    struct diags diags;
    diags_init(&diags, &arena);
    const struct doc *doc = doc_read_yaml(&arena, &file, &diags);
    doc_check_diags(&diags);
    if (doc)
        doc_check(&arena, doc);
    else
        DOC_CHECK(diags.count > 0);
    arena_finish(&arena);
    return 0;
}
