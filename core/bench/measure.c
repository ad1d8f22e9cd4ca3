#include "bench/bench.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct bench_block {
    struct bench_block *next;
    size_t size;
};

static void *pool_acquire(void *context, size_t size)
{
    struct bench_block **free_blocks = context, **link = free_blocks;
    while (*link && (*link)->size != size)
        link = &(*link)->next;
    struct bench_block *block = *link;
    if (block)
        *link = block->next;
    else if (!(block = malloc(size)))
        abort();
    return block;
}

static void pool_release(void *context, void *memory, size_t size)
{
    struct bench_block **free_blocks = context, *block = memory;
    *block = (struct bench_block){ *free_blocks, size };
    *free_blocks = block;
}

struct memory bench_memory(struct bench_block **free_blocks)
{
    return (struct memory){ pool_acquire, pool_release, free_blocks };
}

void bench_memory_finish(struct bench_block **free_blocks)
{
    while (*free_blocks) {
        struct bench_block *block = *free_blocks;
        *free_blocks = block->next;
        free(block);
    }
}

/* Time of the processor, so that what else the machine does counts little. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double bench_seconds(void (*run)(void *context), void *context, int times)
{
    double best = 0, begin = now();
    for (int i = 0; i < times || now() - begin < 0.2; i++) {
        double start = now();
        run(context);
        double seconds = now() - start;
        if (i == 0 || seconds < best)
            best = seconds;
    }
    return best;
}

void bench_print(const char *what, const char *who, size_t bytes, double seconds)
{
    printf("%-28s %-10s %9.1f MB/s  %9.3f ms\n", what, who, (double)bytes / 1e6 / seconds,
           seconds * 1e3);
}
