/* Two schemas around a zero byte: compared, and each with itself, which is no change. */
#include "gqlcheck/diff.h"

#include "gqltext.h"
#include "memory.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct gqltext text;
    struct gqlcheck_options options = { .profile = GQL_PROFILE_APPSYNC };
    options.modes = (struct gqlcheck_modes){ true, GQLCHECK_API_KEY, 31 };
    str all = { (const char *)data, size };
    size_t zero = str_find_char(all, '\0');

    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, options.profile);
    const struct gql_document *before = gqltext_parse(&text, "before", str_slice(all, 0, zero));
    const struct gql_document *after =
        gqltext_parse(&text, "after", zero == SIZE_MAX ? STR("") : str_from_offset(all, zero + 1));
    const struct gql_schema *old_schema = gqltext_schema(&text, before), *new_schema = gqltext_schema(&text, after);
    struct changes changes = diff_schemas(&arena, old_schema, new_schema, &options);
    diff_report(&changes, &options, &text.diags);
    assert(diff_schemas(&arena, old_schema, old_schema, &options).count == 0);

    const struct coverage *coverage = coverage_collect(&arena, old_schema, &after, 1);
    diff_narrow(&changes, coverage);
    arena_finish(&arena);
    return 0;
}
