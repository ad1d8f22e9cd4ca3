/*
 * batch.h - ItemBatcher: several items for one child execution.
 *
 * Whichever limit is reached first ends a batch; an item that is larger than the limit of bytes is a batch of its own.
 */
#ifndef SIM_BATCH_H
#define SIM_BATCH_H

#include "sim/map.h"

struct batcher {
    int64_t most_items, most_bytes; /* 0: no limit of the state's own */
    value input;                    /* BatchInput; undefined: none */
};

bool batch_prepare(struct evaluation *evaluation, struct batcher *batcher);
/* Sets `*starts` to the first item of each batch and the end of the last; returns how many batches there are. */
uint32_t batch_split(struct arena *arena, const struct batcher *batcher, value items, enum value_style style,
                     uint32_t **starts);
/* {"BatchInput": ..., "Items": [...]} */
value batch_input(struct arena *arena, const struct batcher *batcher, value items, uint32_t from, uint32_t to);

#endif
