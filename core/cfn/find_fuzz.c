/* Any document as a template: what is found holds together and stands in the file. */
#include "memory.h"

#include "cfn/cfn.h"
#include "doc/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_source(const struct source *source)
{
    for (uint32_t i = 0; i <= source->text.len; i += 1 + i / 16) {
        const struct source *file;
        uint32_t end = i < source->text.len ? i + 1 : i;
        doc_check_span(source, (span){ i, end });
        span place = source_in_file(source, (span){ i, end }, file);
        doc_check_span(file, place);
    }
}

static void check_item(struct arena *arena, const struct doc *doc, const struct cfn_item *item)
{
    doc_check_span(doc->source, item->span);
    switch (item->form) {
    case CFN_NODE:
        DOC_CHECK(item->node >= item->doc->nodes &&
                  item->node < item->doc->nodes + item->doc->node_count);
        doc_check(arena, item->doc);
        check_source(item->doc->source);
        break;
    case CFN_TEXT: check_source(item->text); break;
    case CFN_FILE: DOC_CHECK(item->path.len > 0); break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data, size };
    const struct source *file = source_copied(&arena, STR("fuzz"), text);
    struct diags diags;
    diags_init(&diags, &arena);
    bool is_json = str_starts(text, STR("{"));
    const struct doc *doc =
        is_json ? doc_read_json(&arena, file, &diags) : doc_read_yaml(&arena, file, &diags);
    if (doc) {
        struct cfn_list list = cfn_find(&arena, doc, &diags);
        for (uint32_t i = 0; i < list.count && i < 20; i++)
            check_item(&arena, doc, &list.items[i]);
    }
    doc_check_diags(&diags);
    arena_finish(&arena);
    return 0;
}
