/* ItemBatcher: several items for one child execution. */
#include "sim/batch.h"

static bool read_limit(struct evaluation *evaluation, enum name name, enum name path, int64_t *limit)
{
    const struct asl_object *batcher = evaluation->frame->plan->batcher;
    struct plan_number from = { asl_get(batcher, name), asl_get(batcher, path) };
    return map_read_integer(evaluation, &from, 0, limit);
}

bool batch_prepare(struct evaluation *evaluation, struct batcher *batcher)
{
    *batcher = (struct batcher){ .input = value_undefined() };
    const struct asl_field *input = asl_get(evaluation->frame->plan->batcher, NAME_BatchInput);
    return read_limit(evaluation, NAME_MaxItemsPerBatch, NAME_MaxItemsPerBatchPath, &batcher->most_items) &&
           read_limit(evaluation, NAME_MaxInputBytesPerBatch, NAME_MaxInputBytesPerBatchPath,
                      &batcher->most_bytes) &&
           (!input || sim_evaluate_field(evaluation, input, &batcher->input));
}

/* What a batch weighs without its items: {"BatchInput":...,"Items":[]} */
static size_t frame_bytes(const struct batcher *batcher, enum value_style style)
{
    size_t bytes = strlen("{\"Items\":[]}");
    if (batcher->input.kind != VALUE_UNDEFINED)
        bytes += strlen("\"BatchInput\":,") + value_printed_size(batcher->input, style);
    return bytes;
}

uint32_t batch_split(struct arena *arena, const struct batcher *batcher, value items, enum value_style style,
                     uint32_t **starts)
{
    uint32_t *found = arena_array(arena, uint32_t, items.count + 1);
    size_t most_bytes = batcher->most_bytes > 0 ? (size_t)batcher->most_bytes : LIMIT_PAYLOAD;
    uint32_t most_items = batcher->most_items > 0 && batcher->most_items < UINT32_MAX ? (uint32_t)batcher->most_items
                                                                                      : UINT32_MAX;
    size_t base = frame_bytes(batcher, style), bytes = base;
    uint32_t count = 0;
    for (uint32_t i = 0; i < items.count; i++) {
        size_t size = value_printed_size(items.as.items[i], style) + 1;
        bool is_full = count > 0 && (i - found[count - 1] >= most_items || bytes + size > most_bytes);
        if (count == 0 || is_full) {
            found[count++] = i;
            bytes = base;
        }
        bytes += size;
    }
    found[count] = items.count;
    *starts = found;
    return count;
}

value batch_input(struct arena *arena, const struct batcher *batcher, value items, uint32_t from, uint32_t to)
{
    struct object_builder batch;
    object_begin(&batch, arena);
    if (batcher->input.kind != VALUE_UNDEFINED)
        object_set(&batch, STR("BatchInput"), batcher->input);
    object_set(&batch, STR("Items"), value_array(items.as.items + from, to - from));
    return object_end(&batch);
}
