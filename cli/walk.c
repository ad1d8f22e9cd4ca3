/*
 * walk.c - the inputs that the operands of a command name.
 */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "base/arena.h"
#include "files.h"
#include "gitignore.h"
#include "term.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders in folders; a limit of ours, well beyond what a path may hold on most systems. */
enum { DEPTH_MAX = 500 };

void inputs_init(struct inputs *inputs, struct arena *arena)
{
    *inputs = (struct inputs){ .arena = arena };
}

/* "./a" is shown as "a", as formats for other programs want it. */
static str shown_name(const char *path)
{
    str name = str_from(path);
    while (str_starts(name, STR("./")) && name.len > 2 && name.at[2] != '/')
        name = str_from_offset(name, 2);
    return name;
}

static void add(struct inputs *inputs, str name, const char *path)
{
    inputs->items = arena_room(inputs->arena, inputs->items, inputs->count, &inputs->capacity,
                               sizeof *inputs->items);
    inputs->items[inputs->count++] = (struct input){ name, path };
}

static void trouble(struct inputs *inputs, const char *path, const char *problem)
{
    term_complain("%s: %s", path, problem);
    inputs->has_trouble = true;
}

static const char *const definition_endings[] = { ".asl.json", ".asl.yaml", ".asl.yml", ".asl", NULL };

static const char *const *endings_of(const struct inputs *inputs)
{
    return inputs->endings ? inputs->endings : definition_endings;
}

static bool is_looked_for(const struct inputs *inputs, str name)
{
    for (const char *const *ending = endings_of(inputs); *ending; ending++) {
        if (name.len > strlen(*ending) && str_ends(name, str_from(*ending)))
            return true;
    }
    return false;
}

static void complain_of_nothing(const struct inputs *inputs, const char *folder)
{
    struct buf list;
    const char *const *ending = endings_of(inputs);
    buf_init(&list, inputs->arena);
    for (; *ending; ending++)
        buf_printf(&list, "%s*%s", list.len == 0 ? "" : ending[1] ? ", " : " or ", *ending);
    term_complain("%s: no %.*s in this folder", folder, STR_ARG(buf_text(&list)));
}

static const char *join(struct arena *arena, const char *folder, const char *name)
{
    size_t len = strlen(folder);
    const char *slash = len && folder[len - 1] == '/' ? "" : "/";
    return str_printf(arena, "%s%s%s%c", folder, slash, name, '\0').at;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in a folder, sorted; NULL after a complaint. */
static const char **list(struct inputs *inputs, const char *path, size_t *count)
{
    DIR *dir = opendir(path);
    if (!dir) {
        trouble(inputs, path, strerror(errno));
        return NULL;
    }
    struct arena *arena = inputs->arena;
    uint32_t capacity = 0;
    const char **names = arena_room(arena, NULL, 0, &capacity, sizeof *names);
    *count = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        names = arena_room(arena, names, *count, &capacity, sizeof *names);
        names[(*count)++] = str_terminated(arena, str_from(entry->d_name));
    }
    closedir(dir);
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}

static const struct gitignore *ignore_of(struct inputs *inputs, const char *folder,
                                         const struct gitignore *outer)
{
    struct input input = { .path = join(inputs->arena, folder, ".gitignore") };
    str text;
    const char *problem;
    if (!input_read(inputs->arena, &input, &text, &problem))
        text = STR("");
    return gitignore_read(inputs->arena, outer, text);
}

/* `below` is the path from the root of the working tree, which the patterns are about. */
static void walk(struct inputs *inputs, const char *folder, str below, const struct gitignore *ignore,
                 unsigned depth);

static void visit(struct inputs *inputs, const char *path, str below, const struct gitignore *ignore,
                  unsigned depth)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return;
    bool is_folder = S_ISDIR(status.st_mode);
    if (gitignore_matches(ignore, below, is_folder))
        return;
    if (is_folder)
        walk(inputs, path, below, ignore_of(inputs, path, ignore), depth + 1);
    else if (is_looked_for(inputs, below) && stat(path, &status) == 0 && !S_ISDIR(status.st_mode))
        add(inputs, shown_name(path), path);
}

static void walk(struct inputs *inputs, const char *folder, str below, const struct gitignore *ignore,
                 unsigned depth)
{
    if (depth > DEPTH_MAX) {
        trouble(inputs, folder, "lies too deep");
        return;
    }
    size_t count;
    const char **names = list(inputs, folder, &count);
    for (size_t i = 0; names && i < count; i++) {
        if (strcmp(names[i], ".git") == 0)
            continue;
        str path_below = below.len == 0 ? str_from(names[i])
                                        : str_printf(inputs->arena, "%.*s/%s", STR_ARG(below), names[i]);
        visit(inputs, join(inputs->arena, folder, names[i]), path_below, ignore, depth);
    }
}

/* Whether a folder is the root of a git working tree. */
static bool has_git(struct inputs *inputs, const char *folder)
{
    return access(join(inputs->arena, folder, ".git"), F_OK) == 0;
}

/*
 * The length of the part of an absolute path that is the root of its working tree; the whole path when it lies in
 * none.
 */
static size_t root_length(struct inputs *inputs, const char *path)
{
    for (size_t end = strlen(path); end > 0; end--) {
        if (path[end] != '\0' && path[end] != '/')
            continue;
        if (has_git(inputs, str_terminated(inputs->arena, str_slice(str_from(path), 0, end))))
            return end;
    }
    return strlen(path);
}

static void add_folder(struct inputs *inputs, const char *operand)
{
    char *resolved = realpath(operand, NULL);
    if (!resolved) {
        trouble(inputs, operand, strerror(errno));
        return;
    }
    const char *absolute = str_terminated(inputs->arena, str_from(resolved));
    free(resolved);
    size_t root = root_length(inputs, absolute);
    str below = str_from_offset(str_from(absolute), root);
    if (below.len > 0 && below.at[0] == '/')
        below = str_from_offset(below, 1);

    /* The patterns of the folders above, from the root down to the operand itself. */
    const struct gitignore *ignore = NULL;
    for (size_t end = root; end <= strlen(absolute); end++) {
        if (absolute[end] != '\0' && absolute[end] != '/')
            continue;
        str above = str_slice(str_from(absolute), 0, end);
        ignore = ignore_of(inputs, str_terminated(inputs->arena, above), ignore);
    }
    size_t before = inputs->count;
    walk(inputs, operand, below, ignore, 0);
    if (inputs->count == before)
        complain_of_nothing(inputs, operand);
}

void inputs_add(struct inputs *inputs, const char *operand, str stdin_name)
{
    if (strcmp(operand, "-") == 0) {
        add(inputs, stdin_name, NULL);
        return;
    }
    struct stat status;
    if (stat(operand, &status) == 0 && S_ISDIR(status.st_mode))
        add_folder(inputs, operand);
    else
        add(inputs, shown_name(operand), operand);
}
