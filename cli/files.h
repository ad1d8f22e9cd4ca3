/*
 * files.h - finding, reading and writing files.
 */
#ifndef FILES_H
#define FILES_H

#include "base/buf.h"

#include <stdio.h>

struct arena;

/* A file to be read. */
struct input {
    str name;         /* as it is shown: the path without a leading "./" */
    const char *path; /* NULL: standard input */
};

/* The inputs that the operands of a command name, in the order of the operands. */
struct inputs {
    struct arena *arena;
    const char *const *endings; /* of the files that are looked for in folders, up to NULL; else those of definitions */
    struct input *items;
    size_t count;
    uint32_t capacity;
    bool has_trouble; /* an operand could not be read, which was said on standard error */
};

void inputs_init(struct inputs *inputs, struct arena *arena);

/*
 * Adds what an operand names: a file, whatever its name; "-", standard input, shown as `stdin_name`; or a folder:
 * all files below it with one of the endings (*.asl.json, *.asl.yaml, *.asl.yml and *.asl when none are given), in byte
 * order of their paths, without those that git ignores, without .git, without following links to folders.
 */
void inputs_add(struct inputs *inputs, const char *operand, str stdin_name);

/*
 * Reads a whole file, followed by SOURCE_PADDING zero bytes, into the arena. False when that is not possible; then
 * `*problem` says why ("is a folder", "No such file or directory").
 */
bool input_read(struct arena *arena, const struct input *input, str *text, const char **problem);

/* What stands after the last slash of a path. */
str file_name(str path);

/* Opens a file for writing; NULL or "-": standard output. NULL after a complaint. */
FILE *output_open(const char *path);
/* False after a complaint. */
bool output_close(FILE *file, const char *path);

#endif
