/*
 * jobs.h - doing many independent things on several cores, with the results in order.
 */
#ifndef JOBS_H
#define JOBS_H

#include <stddef.h>

typedef void job_function(void *context, size_t index);

/*
 * Calls `work` for 0 to count - 1, in `threads` threads, in any order; and `finish` for each in the calling thread,
 * in order, once its work is done. With one thread everything happens in the calling one.
 * At most JOBS_AHEAD results wait to be finished, so that memory does not grow with the number of files.
 */
void jobs_run(size_t count, unsigned threads, job_function *work, job_function *finish, void *context);

enum { JOBS_AHEAD = 256, JOBS_THREADS_MAX = 256 };

/* Cores that are there to use. */
unsigned jobs_cores(void);

#endif
