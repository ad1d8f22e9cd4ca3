/* Any text as a schema, in any profile with any modes, all rules on: no crash, and it ends. */
#include "gqlcheck/gqlcheck.h"

#include "base/buf.h"
#include "gqlcheck/introspect.h"
#include "gqlcheck/matrix.h"
#include "gqltext.h"
#include "memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct gqltext text;
    enum severity severities[RULE_COUNT];
    if (size < 2)
        return 0;
    for (enum rule_id id = 0; id < RULE_COUNT; id++)
        severities[id] = SEVERITY_WARNING;
    struct gqlcheck_options options = { .profile = data[0] % 4, .severities = severities };
    options.modes = (struct gqlcheck_modes){ data[1] & 1, data[1] >> 1 & 3, data[1] >> 3 | 1u << (data[1] >> 1 & 3) };

    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, options.profile);
    const struct gql_document *document = gqltext_parse(&text, "x", (str){ (const char *)data + 2, size - 2 });
    const struct gql_schema *schema = gqltext_schema(&text, document);
    gqlcheck_schema(schema, &options, &text.diags);
    diags_sort(&text.diags);
    introspect_schema(&arena, schema);
    if (options.modes.is_known) {
        struct buf out;
        buf_init(&out, &arena);
        for (enum matrix_format format = MATRIX_TABLE; format <= MATRIX_MARKDOWN; format++)
            matrix_print(&out, auth_create(&arena, schema, &options.modes), format);
    }
    arena_finish(&arena);
    return 0;
}
