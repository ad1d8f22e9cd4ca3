/*
 * map.h - what inline and distributed Maps share: items, numbers, ItemSelector.
 */
#ifndef SIM_MAP_H
#define SIM_MAP_H

#include "sim/evaluate.h"

struct map_items {
    value values; /* an array */
    value keys;   /* of items that come from an object: their names, else undefined */
};

/* ItemsPath or Items, or the input itself. */
bool map_read_items(struct evaluation *evaluation, struct map_items *items);
struct map_item map_item_at(const struct fork *fork, uint32_t index);
/* The item through ItemSelector: the input of an iteration. */
bool map_select(struct evaluation *evaluation, const struct map_item *item, value *input);

/* A number given as such, by a path (also as a text) or by an expression; `otherwise` when absent. */
bool map_read_integer(struct evaluation *evaluation, const struct plan_number *from, int64_t otherwise,
                      int64_t *integer);
bool map_read_number(struct evaluation *evaluation, const struct plan_number *from, double otherwise, double *number);
/* MaxConcurrency; 0 when absent. */
bool map_read_concurrency(struct evaluation *evaluation, int64_t *concurrency);
/* The Tolerated... fields into `run`; what the service refuses is an error. */
bool map_read_tolerance(struct evaluation *evaluation, struct map_run *run);

#endif
