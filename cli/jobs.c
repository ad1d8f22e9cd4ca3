#include "jobs.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

/* What the main thread has on Linux; elsewhere a thread's default may be a sixteenth of it. */
#define STACK_SIZE ((size_t)8 << 20)

struct jobs {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t count, next, finished; /* indexes: the next to start, the next to finish */
    bool is_done[JOBS_AHEAD];     /* by index modulo JOBS_AHEAD */
    job_function *work;
    void *context;
};

/* The next index to work on, or `count` when there is none left. */
static size_t take(struct jobs *jobs)
{
    pthread_mutex_lock(&jobs->lock);
    while (jobs->next < jobs->count && jobs->next >= jobs->finished + JOBS_AHEAD)
        pthread_cond_wait(&jobs->changed, &jobs->lock);
    size_t index = jobs->next;
    if (index < jobs->count)
        jobs->next++;
    pthread_mutex_unlock(&jobs->lock);
    return index;
}

static void *work_on(void *argument)
{
    struct jobs *jobs = argument;
    for (size_t i; (i = take(jobs)) < jobs->count;) {
        jobs->work(jobs->context, i);
        pthread_mutex_lock(&jobs->lock);
        jobs->is_done[i % JOBS_AHEAD] = true;
        pthread_cond_broadcast(&jobs->changed);
        pthread_mutex_unlock(&jobs->lock);
    }
    return NULL;
}

static void finish_in_order(struct jobs *jobs, job_function *finish)
{
    for (size_t i = 0; i < jobs->count; i++) {
        pthread_mutex_lock(&jobs->lock);
        while (!jobs->is_done[i % JOBS_AHEAD])
            pthread_cond_wait(&jobs->changed, &jobs->lock);
        pthread_mutex_unlock(&jobs->lock);

        finish(jobs->context, i);

        pthread_mutex_lock(&jobs->lock);
        jobs->is_done[i % JOBS_AHEAD] = false;
        jobs->finished = i + 1;
        pthread_cond_broadcast(&jobs->changed);
        pthread_mutex_unlock(&jobs->lock);
    }
}

static void run_here(size_t count, job_function *work, job_function *finish, void *context)
{
    for (size_t i = 0; i < count; i++) {
        work(context, i);
        finish(context, i);
    }
}

void jobs_run(size_t count, unsigned threads, job_function *work, job_function *finish, void *context)
{
    if (threads > JOBS_THREADS_MAX)
        threads = JOBS_THREADS_MAX;
    if (threads > count)
        threads = (unsigned)count;
    if (threads <= 1) {
        run_here(count, work, finish, context);
        return;
    }
    struct jobs jobs = { .count = count, .work = work, .context = context };
    pthread_mutex_init(&jobs.lock, NULL);
    pthread_cond_init(&jobs.changed, NULL);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    pthread_t workers[JOBS_THREADS_MAX];
    unsigned started = 0;
    while (started < threads && pthread_create(&workers[started], &attributes, work_on, &jobs) == 0)
        started++;
    pthread_attr_destroy(&attributes);
    if (started == 0)
        run_here(count, work, finish, context);
    else
        finish_in_order(&jobs, finish);
    for (unsigned i = 0; i < started; i++)
        pthread_join(workers[i], NULL);
    pthread_cond_destroy(&jobs.changed);
    pthread_mutex_destroy(&jobs.lock);
}

unsigned jobs_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores > 0 ? (unsigned)cores : 1;
}
