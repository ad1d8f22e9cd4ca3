#include "jsonata/functions.h"

#define PLAIN 1u
#define AWS 2u
#define BOTH (PLAIN | AWS)

/* Sorted by name; two rows of one name are for different dialects. */
static const struct builtin builtins[] = {
#define FUNCTION(id, name, signature, arity, dialects, summary) \
    { { name, signature, summary }, STR_INIT(name), dialects, arity, function_##id },
#include "functions_jsonata.def"
#undef FUNCTION
};

static bool has_dialect(const struct builtin *builtin, unsigned dialect)
{
    return builtin->dialects & (dialect & JSONATA_AWS ? AWS : PLAIN);
}

const struct builtin *builtin_find(unsigned dialect, str name)
{
    size_t low = 0, high = ARRAY_LEN(builtins);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(builtins[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < ARRAY_LEN(builtins) && str_equal(builtins[low].name, name); low++) {
        if (has_dialect(&builtins[low], dialect))
            return &builtins[low];
    }
    return NULL;
}

const struct jsonata_function *jsonata_function_at(unsigned dialect, size_t i)
{
    for (size_t row = 0; row < ARRAY_LEN(builtins); row++) {
        if (has_dialect(&builtins[row], dialect) && i-- == 0)
            return &builtins[row].about;
    }
    return NULL;
}

const struct jsonata_function *jsonata_function_find(unsigned dialect, str name)
{
    const struct builtin *builtin = builtin_find(dialect, name);
    return builtin ? &builtin->about : NULL;
}

value fail_plain(struct run *run, enum error_code code)
{
    run_fail(run, code);
    return value_undefined();
}
