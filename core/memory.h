/*
 * memory.h - a `struct memory` from malloc for test programs, benchmarks and fuzz targets, which abort when it ends.
 * The command's own one is in cli.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "base/arena.h"

#include <stdlib.h>

static inline void *plain_acquire(void *context, size_t size)
{
    (void)context;
    void *block = malloc(size);
    if (!block)
        abort();
    return block;
}

static inline void plain_release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static const struct memory plain_memory = { plain_acquire, plain_release, NULL };

#endif
