/*
 * doc_testing.h - what the tests of doc share: reading a text, and showing what was read in one
 * line.
 */
#ifndef DOC_DOC_TESTING_H
#define DOC_DOC_TESTING_H

#include "doc/check.h"

struct reading {
    struct arena arena;
    struct source source;
    struct diags diags;
    const struct doc *doc;
};

/* Reads a copy of the text, followed by zero bytes, and checks what is true of all documents. */
static inline void read_document(struct reading *reading, str text, bool is_yaml)
{
    arena_init(&reading->arena, &plain_memory);
    reading->source = *source_copied(&reading->arena, STR("test"), text);
    diags_init(&reading->diags, &reading->arena);
    reading->doc = is_yaml ? doc_read_yaml(&reading->arena, &reading->source, &reading->diags)
                           : doc_read_json(&reading->arena, &reading->source, &reading->diags);
    doc_check_diags(&reading->diags);
    if (reading->doc)
        doc_check(&reading->arena, reading->doc);
}

static inline void finish_reading(struct reading *reading)
{
    arena_finish(&reading->arena);
}

static inline void show_node(struct buf *buf, const struct doc *doc, const struct node *node)
{
    str tag = doc_tag(doc, node);
    if (tag.len)
        buf_printf(buf, "%.*s ", STR_ARG(tag));
    switch (node_kind(node)) {
    case NODE_STRING:
    case NODE_KEY: buf_printf(buf, "\"%.*s\"", STR_ARG(doc_text(doc, node))); break;
    case NODE_ERROR: buf_str(buf, STR("?")); break;
    case NODE_NULL: buf_str(buf, STR("null")); break;
    case NODE_TRUE: buf_str(buf, STR("true")); break;
    case NODE_FALSE: buf_str(buf, STR("false")); break;
    case NODE_NUMBER: buf_str(buf, doc_text(doc, node)); break;
    case NODE_ARRAY:
    case NODE_OBJECT: break;
    }
}

/* A node as JSON without blanks; "?" for what is unreadable, tags before what they stand at. */
static inline str show_subtree(struct arena *arena, const struct doc *doc, const struct node *root)
{
    struct buf buf;
    buf_init(&buf, arena);
    const struct node *open[DOC_MAX_DEPTH + 1], *after = doc_after(doc, root);
    size_t depth = 0;
    for (const struct node *node = root; node <= after; node++) {
        while (depth > 0 && doc_end(doc, open[depth - 1]) == node) {
            depth--;
            buf_char(&buf, node_kind(open[depth]) == NODE_OBJECT ? '}' : ']');
        }
        if (node == after)
            break;
        bool follows_key = node != root && node_kind(node - 1) == NODE_KEY;
        if (follows_key)
            buf_char(&buf, ':');
        else if (depth > 0 && node != doc_first(open[depth - 1]))
            buf_char(&buf, ',');
        show_node(&buf, doc, node);
        if (node_is_container(node)) {
            buf_char(&buf, node_kind(node) == NODE_OBJECT ? '{' : '[');
            open[depth++] = node;
        }
    }
    return buf_text(&buf);
}

static inline str show_document(struct arena *arena, const struct doc *doc)
{
    return doc ? show_subtree(arena, doc, doc_root(doc)) : STR("");
}

/* The messages, each with its place and help, a line each. */
static inline str show_diags(struct arena *arena, const struct diags *diags)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct diag *d = diags->items[i];
        buf_printf(&buf, "%s%u-%u %.*s", i ? "\n" : "", d->span.start, d->span.end,
                   STR_ARG(d->message));
    }
    return buf_text(&buf);
}

/* The source with all edits of all diagnostics made. They must not overlap; insertions at one place
 * keep their order. */
static inline str apply_edits(struct arena *arena, const struct source *source,
                              const struct diags *diags)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (uint32_t at = 0; at <= source->text.len; at++) {
        uint32_t skip = 0;
        for (uint32_t i = 0; i < diags->count; i++) {
            for (uint32_t k = 0; k < diags->items[i]->edit_count; k++) {
                const struct diag_edit *edit = &diags->items[i]->edits[k];
                if (edit->span.start != at)
                    continue;
                buf_str(&buf, edit->text);
                skip += edit->span.end - edit->span.start;
            }
        }
        if (skip)
            at += skip - 1;
        else if (at < source->text.len)
            buf_char(&buf, source->text.at[at]);
    }
    return buf_text(&buf);
}

#endif
