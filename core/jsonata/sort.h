/*
 * sort.h - the merge sort of order-by and of $sort.
 */
#ifndef JSONATA_SORT_H
#define JSONATA_SORT_H

#include "jsonata/run.h"

struct sorter {
    /* Whether item `a` must stand behind item `b`, which now stands behind it. May fail. */
    bool (*comes_after)(struct run *run, struct sorter *sorter, uint32_t a, uint32_t b);
    const value *items;
    uint32_t *order, *spare; /* numbers of items */
};

/* A sorted copy as a plain array. Of `sorter` only `comes_after` needs to be set. */
value sort_items(struct run *run, struct sorter *sorter, value array);

#endif
