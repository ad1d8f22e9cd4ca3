/*
 * line_editor.h - reading lines from a terminal, with editing, history and completion where libedit is; only
 * line_editor.c knows it. Built without it, lines are read as they come.
 *
 * The libraries behind it are linked, but nothing of them runs before line_editor_open().
 */
#ifndef LINE_EDITOR_H
#define LINE_EDITOR_H

#include "base/buf.h"

struct line_editor;

/* What may stand in place of the text from `start` on: `count` sorted names. */
struct line_completion {
    size_t start;
    str *names;
    size_t count;
};
/* Told the line up to the cursor; allocates in `arena`. */
typedef void line_completer(void *context, struct arena *arena, str before, struct line_completion *completion);

struct line_options {
    const char *history; /* the file that lines are kept in; NULL: none */
    line_completer *complete;
    void *context; /* what complete gets */
};

enum line_status {
    LINE_READ,
    LINE_CANCELLED, /* by ctrl-C */
    LINE_END        /* ctrl-D, or standard input is at its end */
};

/* Whether lines can be edited. */
bool line_editor_is_able(void);

struct line_editor *line_editor_open(struct arena *arena, const struct line_options *options);
/* Appends a line without its line break. `prompt` is printed before it. */
enum line_status line_editor_read(struct line_editor *editor, const char *prompt, struct buf *line);
/* Adds an entry, one line of it, to the history and its file. */
void line_editor_remember(struct line_editor *editor, const char *entry);
void line_editor_close(struct line_editor *editor);

#endif
