#include "sim/script_internal.h"

struct unused {
    const struct script *script;
    struct diags *diags;
    struct bits reported;
};

static void report_binding(struct unused *unused, const struct script_binding *binding)
{
    for (uint32_t i = 0; i < binding->entry_count; i++) {
        const struct script_entry *entry = binding->entries[i];
        if (entry->is_unreachable || bits_has(&unused->script->used, entry->number) ||
            bits_has(&unused->reported, entry->number))
            continue;
        bits_set(&unused->reported, entry->number);
        struct diag *diag =
            diag_add(unused->diags, RULE_SCRIPT_UNUSED, unused->script->doc->source, entry->span);
        if (binding->entry_count == 1)
            diag_message(diag, "the outcome of \"%.*s\" was never used", STR_ARG(binding->name));
        else
            diag_message(diag, "outcome %u of %u of \"%.*s\" was never used", i + 1, binding->entry_count,
                         STR_ARG(binding->name));
    }
}

static void report_layer(struct unused *unused, const struct script_layer *layer)
{
    for (uint32_t i = 0; layer->by_state && i < unused->script->asl->state_count; i++) {
        if (layer->by_state[i])
            report_binding(unused, layer->by_state[i]);
    }
    for (uint32_t i = 0; i < layer->pattern_count; i++)
        report_binding(unused, &layer->patterns[i]);
    for (uint32_t i = 0; i < layer->resource_count; i++)
        report_binding(unused, &layer->resources[i]);
}

/* The outermost layer is the script's own, which all tests share. */
static void report_test(struct unused *unused, const struct script_test *test)
{
    for (size_t l = 0; l + 1 < SCRIPT_LAYERS; l++) {
        if (test->layers[l])
            report_layer(unused, test->layers[l]);
    }
}

void script_report_unused(const struct script *script, const struct script_test *test, struct diags *diags)
{
    if (script->entry_count == 0)
        return;
    struct unused unused = { .script = script, .diags = diags };
    bits_init(&unused.reported, script->arena, script->entry_count);
    if (test) {
        report_test(&unused, test);
        return;
    }
    for (uint32_t i = 0; i < script->test_count; i++)
        report_test(&unused, &script->tests[i]);
    if (script->plain.layers[SCRIPT_LAYERS - 1])
        report_layer(&unused, script->plain.layers[SCRIPT_LAYERS - 1]);
}
