#include "base/arena.h"
#include "diag/diag.h"
#include "jsonata/jsonata.h"
#include "memory.h"

#include <assert.h>

/* Any text: compiling must end with an expression or one diagnostic inside the text; an expression is inspected. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct source source = source_file(STR("fuzz"), (str){ (const char *)data, size });
    struct diags diags;
    diags_init(&diags, &arena);
    const unsigned dialects[] = { JSONATA_AWS, JSONATA_PLAIN | JSONATA_NEWER };
    for (size_t i = 0; i < ARRAY_LEN(dialects); i++) {
        struct jsonata_options options = { dialects[i] };
        uint32_t before = diags.count;
        const struct jsonata *jsonata = jsonata_compile(&arena, &source, &diags, &options);
        assert(diags.count == before + !jsonata);
        if (!jsonata)
            continue;
        struct jsonata_facts facts = jsonata_inspect(&arena, jsonata);
        jsonata_check(&arena, &facts, &source, &diags);
    }
    for (uint32_t i = 0; i < diags.count; i++)
        assert(diags.items[i]->span.start <= diags.items[i]->span.end && diags.items[i]->span.end <= size);
    arena_finish(&arena);
    return 0;
}
