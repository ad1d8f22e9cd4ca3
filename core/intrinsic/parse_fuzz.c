/* Any text parses into a well-formed array of nodes, or gives an error inside of it. */
#include "intrinsic/intrinsic.h"

#include "base/arena.h"
#include "diag/diag.h"
#include "memory.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every node ends where its arguments end, inside the text. */
static void check_nodes(const struct intrinsic *intrinsic, size_t size)
{
    for (uint32_t i = 0; i < intrinsic->node_count; i++) {
        const struct intrinsic_node *node = &intrinsic->nodes[i];
        const struct intrinsic_node *argument = intrinsic_first(node);
        if (node->span.start > node->span.end || node->span.end > size || node->after <= i ||
            node->after > intrinsic->node_count)
            abort();
        if (node->kind != INTRINSIC_CALL)
            continue;
        for (uint32_t k = 0; k < node->as.call.argument_count; k++)
            argument = intrinsic_next(intrinsic, argument);
        if (argument != intrinsic->nodes + node->after)
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct diags diags;
    struct source source = source_file(STR("call"), (str){ (const char *)data, size });
    arena_init(&arena, &plain_memory);
    diags_init(&diags, &arena);
    const struct intrinsic *intrinsic = intrinsic_parse(&arena, &source, &diags);
    if ((intrinsic != NULL) != (diags_count(&diags, SEVERITY_ERROR) == 0))
        abort();
    for (uint32_t i = 0; i < diags.count; i++) {
        if (diags.items[i]->span.end > size)
            abort();
    }
    if (intrinsic)
        check_nodes(intrinsic, size);
    arena_finish(&arena);
    return 0;
}
