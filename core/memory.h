/*
 * memory.h - a `struct memory` from malloc for test programs, benchmarks and fuzz targets, which abort when it ends, and
 * how programs keep what they have had. The command's own one is in cli.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include "base/arena.h"

#include <stdlib.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

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

/*
 * Lets the process keep released blocks for the next file. The system clears a page whenever it hands one out, which
 * takes a third of the time of checking a large machine. Called once, when a program starts.
 */
static inline void memory_keep(void)
{
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 32 << 20); /* the most that it takes */
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

static const struct memory plain_memory = { plain_acquire, plain_release, NULL };

#endif
