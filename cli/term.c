#include "term.h"

#include "base/arena.h"
#include "command.h"
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *const term_color_words[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL
};

bool term_color_parse(const char *text, enum color_choice *choice)
{
    for (int i = 0; term_color_words[i]; i++) {
        if (strcmp(text, term_color_words[i]) == 0) {
            *choice = (enum color_choice)i;
            return true;
        }
    }
    return false;
}

static bool has_color(enum color_choice choice, int file)
{
    if (choice != COLOR_AUTO)
        return choice == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no_color && *no_color)
        return false;
    return isatty(file) && !(term && strcmp(term, "dumb") == 0);
}

bool term_has_color(enum color_choice choice)
{
    return has_color(choice, STDOUT_FILENO);
}

bool term_has_error_color(enum color_choice choice)
{
    return has_color(choice, STDERR_FILENO);
}

unsigned term_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

void term_complain(const char *format, ...)
{
    struct arena arena;
    arena_init(&arena, &process_memory);
    struct buf text, escaped;
    buf_init(&text, &arena);
    va_list args;
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    buf_init(&escaped, &arena);
    report_plain(&escaped, buf_text(&text));
    fprintf(stderr, "stepproof: %.*s\n", STR_ARG(buf_text(&escaped)));
    arena_finish(&arena);
}

static void *acquire(void *context, size_t size)
{
    (void)context;
    void *block = malloc(size);
    if (!block) {
        static const char message[] = "stepproof: there is not enough memory\n";
        ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
        (void)ignored;
        _exit(STATUS_TROUBLE);
    }
    return block;
}

static void release(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

const struct memory process_memory = { acquire, release, NULL };
