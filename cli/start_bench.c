/*
 * start_bench.c - how long a process takes from its start to its end, beside a minimal C program that is linked the same
 * way. Takes turns, and shows the least of the rounds, which other work on the machine disturbs least.
 *
 *     start_bench STEPPROOF MINIMAL [ARGUMENT...]
 *
 * Without arguments it is stepproof --version, whose bar is 1.2 times the minimal program in a release build. For a
 * simulation of 32 transitions the bar is 5 ms.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>

enum { ROUNDS = 20, STARTS = 50 };

extern char **environ;

static int64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void start(const posix_spawn_file_actions_t *actions, char *const arguments[])
{
    pid_t child;
    int status;
    if (posix_spawn(&child, arguments[0], actions, NULL, arguments, environ) != 0 ||
        waitpid(child, &status, 0) != child || status != 0)
        exit(1);
}

static int64_t round_ns(const posix_spawn_file_actions_t *actions, char *const arguments[])
{
    int64_t from = now_ns();
    for (int i = 0; i < STARTS; i++)
        start(actions, arguments);
    return (now_ns() - from) / STARTS;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    char version[] = "--version", *version_arguments[] = { argv[1], version, NULL };
    char *minimal_arguments[] = { argv[2], NULL };
    char **arguments[2] = { version_arguments, minimal_arguments };
    if (argc > 3) {
        argv[2] = argv[1];
        arguments[0] = argv + 2;
    }
    int64_t least[2] = { INT64_MAX, INT64_MAX };
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    for (int round = 0; round < ROUNDS; round++) {
        for (int program = 0; program < 2; program++) {
            int64_t took = round_ns(&actions, arguments[program]);
            least[program] = took < least[program] ? took : least[program];
        }
    }
    posix_spawn_file_actions_destroy(&actions);
    printf("stepproof %s: %d us; a minimal program: %d us; ratio %.2f\n", arguments[0][1], (int)(least[0] / 1000),
           (int)(least[1] / 1000), (double)least[0] / (double)least[1]);
    return 0;
}
