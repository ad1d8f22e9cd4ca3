/* A call, a line feed, a JSON text: evaluates the call on it, twice the same way. */
#include "intrinsic/intrinsic.h"

#include "base/arena.h"
#include "base/random.h"
#include "diag/diag.h"
#include "memory.h"
#include "doc/doc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool evaluate(struct arena *arena, const struct intrinsic *intrinsic, value document,
                     value *result)
{
    struct random random;
    struct intrinsic_failure failure;
    struct jsonpath_scope scope = { .input = document, .context = document };
    random_seed(&random, 1);
    if (intrinsic_evaluate(arena, intrinsic, &scope, &random, result, &failure))
        return true;
    if (failure.failure.error.len == 0 || failure.failure.cause.len == 0)
        abort();
    return false;
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
    struct source source = source_file(STR("call"), str_slice(text, 0, line));
    const struct intrinsic *intrinsic = intrinsic_parse(&arena, &source, &diags);
    value document =
        intrinsic ? doc_read_value(&arena, str_from_offset(text, line + 1)) : value_undefined();
    value first, second;
    if (document.kind != VALUE_UNDEFINED) {
        bool is_done = evaluate(&arena, intrinsic, document, &first);
        if (is_done != evaluate(&arena, intrinsic, document, &second))
            abort();
        if (is_done && !value_equal(first, second))
            abort();
    }
    arena_finish(&arena);
    return 0;
}
