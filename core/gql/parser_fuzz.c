/* Any text: reading it ends, stays within the text, and what is printed of it reads the same again. */
#include "gql/gql.h"

#include "gql/printer.h"
#include "gqltext.h"
#include "memory.h"

#include <assert.h>

static void check_spans(const struct gql_document *document)
{
    for (const struct gql_definition *d = document->definitions; d; d = d->next) {
        assert(d->span.start <= d->span.end && d->span.end <= document->source->text.len);
        assert(!d->next || d->span.end <= d->next->span.start);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct gqltext text;
    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, GQL_PROFILE_GRAPHQL);
    const struct gql_document *document = gqltext_parse(&text, "x", (str){ (const char *)data, size });
    assert(document->is_complete == (text.diags.count == 0));
    check_spans(document);

    struct buf first, second;
    buf_init(&first, &arena);
    buf_init(&second, &arena);
    gql_print_schema(&first, gqltext_schema(&text, document));
    if (document->is_complete && first.len > 0) {
        const struct gql_document *again = gqltext_parse(&text, "y", buf_text(&first));
        /* Types that hold no fields because others came first may lose what made them complete. */
        if (again->is_complete) {
            gql_print_schema(&second, gqltext_schema(&text, again));
            assert(str_equal(buf_text(&first), buf_text(&second)));
        }
    }
    arena_finish(&arena);
    return 0;
}
