#include "asl/asl.h"
#include "diag/diag.h"
#include "graph/graph.h"
#include "graph/overlay.h"
#include "graph/svg_geometry.h"
#include "memory.h"

#include <stdlib.h>

/*
 * The input is a JSON document: a machine with, beside StartAt and States, a list of `events`, which is what an
 * execution did, and perhaps `old`, another machine to compare with. Drawn in every format.
 */
static void write_all(struct arena *arena, const struct asl *asl, struct graph_options *options)
{
    struct buf out;
    const struct drawing *drawing = graph_draw(arena, asl, options);
    buf_init(&out, arena);
    if (!graph_write_svg(&out, drawing) || svg_fault(arena, buf_text(&out)))
        abort();
    graph_write_dot(&out, drawing);
    graph_write_mermaid(&out, drawing);
    graph_write_text(&out, drawing);
}

static void draw(struct arena *arena, const struct doc *doc, struct diags *diags)
{
    const struct asl *asl = asl_build(arena, doc, doc_root(doc), diags);
    struct graph_options options = { .depth = GRAPH_ALL_LEVELS, .title = STR_INIT("fuzz") };
    if (!asl)
        return;
    write_all(arena, asl, &options);
    options.overlay = graph_overlay_read(arena, asl, doc, doc_root(doc));
    options.is_left_to_right = true;
    options.width = 40;
    if (options.overlay)
        write_all(arena, asl, &options);
    const struct node *old = doc_member_named(doc, doc_root(doc), STR("old"), NULL);
    options = (struct graph_options){ .depth = 1, .is_ascii = true };
    if (old && node_kind(old) == NODE_OBJECT)
        options.old = asl_build(arena, doc, old, diags);
    write_all(arena, asl, &options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data, size };
    const struct source *source = source_copied(&arena, STR("fuzz.json"), text);
    struct diags diags;
    diags_init(&diags, &arena);
    const struct doc *doc = doc_read_json(&arena, source, &diags);
    if (doc && node_kind(doc_root(doc)) == NODE_OBJECT)
        draw(&arena, doc, &diags);
    arena_finish(&arena);
    return 0;
}
