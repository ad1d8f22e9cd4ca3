/*
 * The whole of lint on any text. The first byte chooses JSON, YAML or by content, and the workflow type.
 */
#include "check/check.h"

#include "base/arena.h"
#include "base/buf.h"
#include "memory.h"
#include "source/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "a.json", "a.yaml", "a.asl" };
    if (size == 0)
        return 0;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    char *text = arena_array(&arena, char, size - 1 + SOURCE_PADDING);
    memcpy(text, data + 1, size - 1);
    struct source source = source_file(str_from(names[data[0] % 3]), (str){ text, size - 1 });
    struct lint_options options = { .is_express = data[0] & 64 };
    struct diags diags;
    diags_init(&diags, &arena);
    const struct doc *doc = check_file(&arena, &source, &options, &diags);
    struct buf out;
    buf_init(&out, &arena);
    lint_print_aws(&out, doc, &diags);
    arena_finish(&arena);
    return 0;
}
