/* A path, a line feed, a JSON text: evaluates the path on it, writes with it, and looks at what
 * comes out. */
#include "jsonpath/jsonpath.h"

#include "base/arena.h"
#include "base/buf.h"
#include "diag/diag.h"
#include "memory.h"
#include "test_json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void use(struct arena *arena, const struct jsonpath *path, value document)
{
    struct jsonpath_scope scope = { .input = document, .context = document };
    struct jsonpath_failure failure;
    value result;
    if (jsonpath_evaluate(arena, path, &scope, &result, &failure)) {
        if (result.kind == VALUE_UNDEFINED || (!path->is_definite && result.kind != VALUE_ARRAY))
            abort();
        value_printed_size(result, VALUE_STYLE_JAVA);
    } else {
        jsonpath_failure_text(arena, path, &failure);
    }
    /* What was written is found there again. */
    if (path->root == JSONPATH_INPUT && path->is_reference && !path->is_opaque &&
        jsonpath_set(arena, path, document, value_integer(7), &scope.input, &failure)) {
        if (!jsonpath_evaluate(arena, path, &scope, &result, NULL) ||
            !value_equal(result, value_integer(7)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = { (const char *)data, size };
    size_t line = str_find_char(text, '\n');
    if (line == SIZE_MAX)
        return 0;
    struct arena arena;
    struct diags diags;
    arena_init(&arena, &plain_memory);
    diags_init(&diags, &arena);
    struct source source = source_file(STR("path"), str_slice(text, 0, line));
    const struct jsonpath *path = jsonpath_parse(&arena, &source, &diags);
    value document =
        path ? doc_read_value(&arena, str_from_offset(text, line + 1)) : value_undefined();
    if (document.kind != VALUE_UNDEFINED)
        use(&arena, path, document);
    arena_finish(&arena);
    return 0;
}
