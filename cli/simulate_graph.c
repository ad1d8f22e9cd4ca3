#include "simulate.h"

#include "asl/asl.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "files.h"
#include "graph/overlay.h"
#include "picture.h"
#include "sim/history.h"

/* The history as it would be written, read again: a drawing knows executions by that alone. */
static const struct graph_overlay *read_history(struct arena *arena, const struct simulation *simulation)
{
    struct buf text;
    struct diags diags;
    buf_init(&text, arena);
    history_print(&text, &simulation->history);
    diags_init(&diags, arena);
    const struct doc *doc = doc_read_json(arena, source_copied(arena, STR("history"), buf_text(&text)), &diags);
    return graph_overlay_read(arena, simulation->machine->asl, doc, doc_root(doc));
}

bool simulate_graph(struct simulate *simulate, const struct simulation *simulation)
{
    if (!simulate->graph)
        return true;
    const struct asl *asl = simulation->machine->asl;
    const struct source *file;
    source_in_file(asl->doc->source, span_at(0, 0), &file);
    struct graph_options options = { .title = file_name(file->name),
                                     .depth = GRAPH_ALL_LEVELS,
                                     .overlay = read_history(simulate->arena, simulation) };
    return picture_write(simulate->arena, asl, &options, PICTURE_AUTO, simulate->graph);
}
