/*
 * Any bytes, read and checked as a file of state machines. The first byte chooses the file's ending and the workflow
 * type; what is said must lie inside the text.
 */
#include "base/buf.h"
#include "check/check.h"
#include "memory.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const str names[] = { STR_INIT("m.asl.json"), STR_INIT("m.asl.yaml"), STR_INIT("-") };
    if (size == 0)
        return 0;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data + 1, size - 1 };
    const struct source *source = source_copied(&arena, names[data[0] % ARRAY_LEN(names)], text);
    struct check_options options = { .lint.is_express = data[0] / 64 == 1 };
    struct diags diags;
    diags_init(&diags, &arena);
    const struct doc *doc = check_file(&arena, source, &options, &diags);
    for (uint32_t i = 0; i < diags.count; i++) {
        const struct source *file;
        span place = source_in_file(diags.items[i]->source, diags.items[i]->span, &file);
        assert(file == source && place.start <= place.end && place.end <= source->text.len);
        assert(diags.items[i]->message.len > 0);
    }
    struct buf response;
    buf_init(&response, &arena);
    lint_print_aws(&response, doc, &diags);
    arena_finish(&arena);
    return 0;
}
