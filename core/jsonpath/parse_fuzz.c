/* Any text parses, or gives exactly one diagnostic inside of it. */
#include "jsonpath/jsonpath.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "memory.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_steps(void *context, const struct jsonpath *path)
{
    const struct source *source = context;
    for (uint32_t i = 0; i < path->step_count; i++) {
        span where = path->steps[i].span;
        if (where.start > where.end || where.end > source->text.len)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct source source = source_file(STR("path"), (str){ (const char *)data, size });
    for (int place = -1; place <= JSONPATH_WRITES; place++) {
        struct diags diags;
        diags_init(&diags, &arena);
        const struct jsonpath *path =
            place < 0
                ? jsonpath_parse(&arena, &source, &diags)
                : jsonpath_parse_reference(&arena, &source, (enum jsonpath_place)place, &diags);
        if (diags.count != (path ? 0 : 1))
            abort();
        if (!path && diags.items[0]->span.end > size)
            abort();
        if (path)
            jsonpath_visit(path, check_steps, &source);
    }
    arena_finish(&arena);
    return 0;
}
