#include "base/arena.h"
#include "jsonata/jsonata.h"
#include "jsonata/read.h"
#include "memory.h"

#include <assert.h>

/* An expression, perhaps a line break and a JSON document behind it: evaluating must end within its bounds. */
#define STEPS 20000u
#define MEMORY ((size_t)8 << 20)

static const char document[] =
    "{\"a\":1,\"b\":[1,2,3],\"c\":\"text\",\"d\":{\"e\":[{\"f\":1},{\"f\":2,\"g\":[[1],[2]]}]},\"n\":null,\"t\":true}";

static void evaluate(struct arena *arena, str expr, value data, unsigned dialect)
{
    struct jsonata_options options = { dialect };
    struct jsonata_failure failure;
    const struct jsonata *jsonata = jsonata_parse(arena, expr, &options, &failure);
    if (!jsonata)
        return;
    struct jsonata_limits limits = jsonata_default_limits(dialect);
    limits.steps = STEPS;
    limits.memory_bytes = MEMORY;
    limits.text_bytes = MEMORY / 4;
    limits.depth = 200;
    struct jsonata_input input = { .document = data, .limits = &limits, .now_ms = 1700000000000 };
    value result;
    if (jsonata_evaluate(arena, jsonata, &input, &result, &failure))
        value_printed_size(result, VALUE_STYLE_JSON);
    else
        assert(failure.span.end <= expr.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str text = { (const char *)data, size };
    size_t line = size;
    while (line > 0 && text.at[line - 1] != '\n')
        line--;
    value v;
    if (line == 0 || !json_read(&arena, str_from_offset(text, line), &v)) {
        json_read(&arena, STR(document), &v);
        line = size;
    }
    evaluate(&arena, str_slice(text, 0, line), v, JSONATA_PLAIN);
    evaluate(&arena, str_slice(text, 0, line), v, JSONATA_AWS | JSONATA_NEWER);
    arena_finish(&arena);
    return 0;
}
