/*
 * bench.h - what the benchmarks share: generated documents, and measuring.
 *
 * Benchmarks are programs that print; they assert nothing. `meson test -C build --benchmark -v` runs them, best in a
 * build made with --buildtype=release. Instructions instead of time, which vary less on a busy machine:
 *
 *     valgrind --tool=callgrind --callgrind-out-file=/dev/null build/core/doc_bench count pretty 10000000
 *
 * which reads one document once, and once again without the reader ("count none") to subtract the rest.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "base/buf.h"

struct arena;
struct bench_block;
struct memory;

/*
 * Memory that keeps what is given back for the next run, in `*free_blocks` (NULL to begin with): as a program has it
 * that reads many files. What the kernel takes for the first touch of a page (0.1 to 2 microseconds, by machine) is
 * then outside of what is measured; how much memory is held says what it would be.
 */
struct memory bench_memory(struct bench_block **free_blocks);
void bench_memory_finish(struct bench_block **free_blocks);

/* A text followed by the 64 zero bytes that a whole file has. */
str bench_padded(struct buf *buf);

/*
 * An Amazon States Language machine of about `size` bytes: states of all kinds with realistic fields, no two alike in
 * name. With `is_pretty` in lines indented by two blanks, else without any blanks.
 */
str bench_machine(struct arena *arena, size_t size, bool is_pretty);
/* The same with `count` states (at least 1), pretty-printed. */
str bench_states(struct arena *arena, size_t count);
/* One object of `count` different keys. */
str bench_wide_object(struct arena *arena, size_t count);
/* `levels` of arrays in objects, repeated until `size` bytes are full. */
str bench_deep(struct arena *arena, size_t levels, size_t size);
/* Runs `run(context)` at least `times` times and for a fifth of a second; the seconds of the quickest run. */
double bench_seconds(void (*run)(void *context), void *context, int times);
/* One line: what, by whom, megabytes a second. */
void bench_print(const char *what, const char *who, size_t bytes, double seconds);

#endif
