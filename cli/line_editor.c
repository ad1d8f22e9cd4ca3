#include "line_editor.h"

#include "base/arena.h"
#include "term.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef HAVE_LIBEDIT

#include "base/utf8.h"

#include <histedit.h>
#include <locale.h>

enum { HISTORY_SIZE = 1000, COLUMNS = 80 };

struct line_editor {
    struct line_options options;
    EditLine *edit;
    History *history;
    const char *prompt;
    bool is_cancelled;
};

bool line_editor_is_able(void)
{
    return true;
}

static char *prompt_of(EditLine *edit)
{
    void *editor;
    el_get(edit, EL_CLIENTDATA, &editor);
    return (char *)(uintptr_t)((struct line_editor *)editor)->prompt;
}

/* Bound to ctrl-C, which is a key like any other while a line is edited. */
static unsigned char cancel(EditLine *edit, int key)
{
    (void)key;
    void *editor;
    el_get(edit, EL_CLIENTDATA, &editor);
    ((struct line_editor *)editor)->is_cancelled = true;
    fputs("^C\n", stdout);
    return CC_NEWLINE;
}

/* What all the names begin with. */
static str common_prefix(const struct line_completion *completion)
{
    str prefix = completion->names[0];
    for (size_t i = 1; i < completion->count; i++) {
        size_t len = 0;
        str name = completion->names[i];
        while (len < prefix.len && len < name.len && prefix.at[len] == name.at[len])
            len++;
        prefix.len = len;
    }
    return prefix;
}

static void list_names(const struct line_completion *completion)
{
    size_t width = 0, column = 0;
    for (size_t i = 0; i < completion->count; i++)
        width = completion->names[i].len > width ? completion->names[i].len : width;
    putchar('\n');
    for (size_t i = 0; i < completion->count; i++) {
        if (column > 0 && column + width > COLUMNS) {
            putchar('\n');
            column = 0;
        }
        printf("%-*.*s  ", (int)width, STR_ARG(completion->names[i]));
        column += width + 2;
    }
    putchar('\n');
}

static unsigned char complete_with(EditLine *edit, struct line_editor *editor, struct arena *arena)
{
    const LineInfo *line = el_line(edit);
    str before = { line->buffer, (size_t)(line->cursor - line->buffer) };
    struct line_completion completion = { 0 };
    editor->options.complete(editor->options.context, arena, before, &completion);
    if (completion.count == 0)
        return CC_ERROR;
    str prefix = common_prefix(&completion), typed = str_from_offset(before, completion.start);
    if (prefix.len > typed.len || (completion.count == 1 && !str_equal(prefix, typed))) {
        const char *text = str_terminated(arena, prefix);
        el_deletestr(edit, (int)utf8_length(typed));
        el_insertstr(edit, text);
        return CC_REFRESH;
    }
    if (completion.count == 1)
        return CC_ERROR;
    list_names(&completion);
    return CC_REDISPLAY;
}

static unsigned char complete(EditLine *edit, int key)
{
    (void)key;
    void *editor;
    struct arena arena;
    el_get(edit, EL_CLIENTDATA, &editor);
    arena_init(&arena, &process_memory);
    unsigned char done = complete_with(edit, editor, &arena);
    arena_finish(&arena);
    return done;
}

static void bind_keys(EditLine *edit)
{
    el_set(edit, EL_ADDFN, "cancel-entry", "Drop what was typed", cancel);
    el_set(edit, EL_ADDFN, "complete-name", "Complete a name", complete);
    el_set(edit, EL_BIND, "^C", "cancel-entry", NULL);
    el_set(edit, EL_BIND, "\t", "complete-name", NULL);
    el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
}

/* Characters are those of the locale, or of UTF-8 where none is chosen. */
static void choose_characters(void)
{
    const char *chosen = setlocale(LC_CTYPE, "");
    if (!chosen || strcmp(chosen, "C") == 0 || strcmp(chosen, "POSIX") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

struct line_editor *line_editor_open(struct arena *arena, const struct line_options *options)
{
    struct line_editor *editor = arena_new(arena, struct line_editor);
    HistEvent event;
    editor->options = *options;
    editor->prompt = "";
    choose_characters();
    editor->edit = el_init("stepproof", stdin, stdout, stderr);
    editor->history = history_init();
    if (!editor->edit || !editor->history) {
        term_complain("eval: the terminal cannot be used");
        exit(2);
    }
    history(editor->history, &event, H_SETSIZE, HISTORY_SIZE);
    history(editor->history, &event, H_SETUNIQUE, 1);
    if (options->history)
        history(editor->history, &event, H_LOAD, options->history);
    el_set(editor->edit, EL_CLIENTDATA, editor);
    el_set(editor->edit, EL_PROMPT, prompt_of);
    el_set(editor->edit, EL_EDITOR, "emacs");
    el_set(editor->edit, EL_HIST, history, editor->history);
    el_set(editor->edit, EL_SIGNAL, 1);
    el_set(editor->edit, EL_SETTY, "-d", "-isig", NULL);
    bind_keys(editor->edit);
    el_source(editor->edit, NULL);
    return editor;
}

enum line_status line_editor_read(struct line_editor *editor, const char *prompt, struct buf *line)
{
    int length;
    editor->prompt = prompt;
    editor->is_cancelled = false;
    const char *text = el_gets(editor->edit, &length);
    if (editor->is_cancelled)
        return LINE_CANCELLED;
    if (!text || length <= 0)
        return LINE_END;
    str read = { text, strlen(text) };
    while (read.len > 0 && (read.at[read.len - 1] == '\n' || read.at[read.len - 1] == '\r'))
        read.len--;
    buf_str(line, read);
    return LINE_READ;
}

void line_editor_remember(struct line_editor *editor, const char *entry)
{
    HistEvent event;
    history(editor->history, &event, H_ENTER, entry);
    /* At once: a prompt is also left by closing its window. */
    if (editor->options.history)
        history(editor->history, &event, H_SAVE, editor->options.history);
}

void line_editor_close(struct line_editor *editor)
{
    history_end(editor->history);
    el_end(editor->edit);
}

#else

#include <signal.h>

struct line_editor {
    char *text; /* grown by getline() */
    size_t capacity;
};

bool line_editor_is_able(void)
{
    return false;
}

struct line_editor *line_editor_open(struct arena *arena, const struct line_options *options)
{
    (void)options;
    return arena_new(arena, struct line_editor);
}

static void ignore(int signal)
{
    (void)signal;
}

/* While a line is read, ctrl-C interrupts the reading rather than the program. */
enum line_status line_editor_read(struct line_editor *editor, const char *prompt, struct buf *line)
{
    struct sigaction action = { .sa_handler = ignore }, before;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &before);
    fputs(prompt, stdout);
    fflush(stdout);
    errno = 0;
    ssize_t length = getline(&editor->text, &editor->capacity, stdin);
    int error = errno;
    sigaction(SIGINT, &before, NULL);
    if (length < 0 && error == EINTR) {
        clearerr(stdin);
        putchar('\n');
        return LINE_CANCELLED;
    }
    if (length < 0)
        return LINE_END;
    str read = { editor->text, (size_t)length };
    while (read.len > 0 && (read.at[read.len - 1] == '\n' || read.at[read.len - 1] == '\r'))
        read.len--;
    buf_str(line, read);
    return LINE_READ;
}

void line_editor_remember(struct line_editor *editor, const char *entry)
{
    (void)editor;
    (void)entry;
}

void line_editor_close(struct line_editor *editor)
{
    free(editor->text);
}

#endif
