#include "bench/bench.h"

#include <stdio.h>
#include <time.h>

/* Of this process alone, so that others on the machine do not count; the benchmarks have one thread. */
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
