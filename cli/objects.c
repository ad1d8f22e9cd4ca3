#include "objects.h"

#include "base/arena.h"
#include "files.h"
#include "sim/script.h"
#include "term.h"
#include "unpack.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Folders in folders; a limit of ours. */
enum { DEPTH_MAX = 100 };

str path_beside(struct arena *arena, str file, str path)
{
    size_t folder = file.len;
    while (folder > 0 && file.at[folder - 1] != '/')
        folder--;
    if (str_starts(path, STR("/")))
        return path;
    return str_printf(arena, "%.*s%.*s", (int)folder, file.at, STR_ARG(path));
}

static bool load(struct arena *arena, str path, str *bytes)
{
    struct input input = { path, str_terminated(arena, path) };
    const char *problem;
    if (input_read(arena, &input, bytes, &problem) && unpack(arena, bytes, &problem))
        return true;
    term_complain("%.*s: %s", STR_ARG(path), problem);
    return false;
}

bool objects_load_named(struct arena *arena, struct script *script, str script_path)
{
    bool is_good = true;
    for (uint32_t i = 0; i < script->object_count; i++) {
        struct script_object *object = script->objects[i];
        if (object->is_loaded)
            continue;
        object->is_loaded = load(arena, path_beside(arena, script_path, object->file), &object->bytes);
        is_good &= object->is_loaded;
    }
    return is_good;
}

struct walk {
    struct arena *arena;
    struct script *script;
    str bucket;
};

static int compare_names(const void *a, const void *b)
{
    return str_compare(*(const str *)a, *(const str *)b);
}

/* The names in a folder, in byte order; `*count` is 0 when it cannot be read, which `errno` tells. */
static str *list_names(struct arena *arena, str path, size_t *count)
{
    DIR *dir = opendir(str_terminated(arena, path));
    str *names = NULL;
    uint32_t capacity = 0;
    *count = 0;
    if (!dir)
        return NULL;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        names = arena_room(arena, names, *count, &capacity, sizeof *names);
        names[(*count)++] = str_copy(arena, str_from(entry->d_name));
    }
    closedir(dir);
    if (*count > 0)
        qsort(names, *count, sizeof *names, compare_names);
    return names;
}

static bool walk_folder(struct walk *walk, str path, str key, unsigned depth);

static bool walk_entry(struct walk *walk, str path, str key, unsigned depth)
{
    struct stat status;
    if (stat(str_terminated(walk->arena, path), &status) != 0) {
        term_complain("%.*s: %s", STR_ARG(path), strerror(errno));
        return false;
    }
    if (S_ISDIR(status.st_mode))
        return walk_folder(walk, path, key, depth + 1);
    if (walk->bucket.len == 0)
        return true;
    str bytes;
    if (!load(walk->arena, path, &bytes))
        return false;
    script_add_object(walk->script, walk->bucket, key, bytes);
    return true;
}

static bool walk_folder(struct walk *walk, str path, str key, unsigned depth)
{
    size_t count;
    if (depth > DEPTH_MAX) {
        term_complain("%.*s: folders are nested too deeply", STR_ARG(path));
        return false;
    }
    str *names = list_names(walk->arena, path, &count);
    for (size_t i = 0; i < count; i++) {
        str inner = str_printf(walk->arena, "%.*s/%.*s", STR_ARG(path), STR_ARG(names[i]));
        if (depth == 0)
            walk->bucket = names[i];
        str inner_key = depth == 0   ? STR("")
                        : depth == 1 ? names[i]
                                     : str_printf(walk->arena, "%.*s/%.*s", STR_ARG(key), STR_ARG(names[i]));
        if (!walk_entry(walk, inner, inner_key, depth))
            return false;
    }
    return true;
}

bool objects_load_folder(struct arena *arena, struct script *script, const char *folder)
{
    struct stat status;
    if (stat(folder, &status) != 0 || !S_ISDIR(status.st_mode)) {
        term_complain("%s: %s", folder, errno ? strerror(errno) : "is no folder");
        return false;
    }
    struct walk walk = { .arena = arena, .script = script };
    return walk_folder(&walk, str_from(folder), STR(""), 0);
}

/* Whether a key stays below its folder. */
static bool is_inside(str key)
{
    str part;
    while (str_split(&key, '/', &part)) {
        if (part.len == 0 || str_equal(part, STR(".")) || str_equal(part, STR("..")))
            return false;
    }
    return true;
}

/* Makes the folders above a file. */
static bool make_folders(struct arena *arena, str path)
{
    for (size_t i = 1; i < path.len; i++) {
        if (path.at[i] != '/')
            continue;
        const char *folder = str_terminated(arena, str_slice(path, 0, i));
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
            term_complain("%s: %s", folder, strerror(errno));
            return false;
        }
    }
    return true;
}

static bool save(struct arena *arena, const struct script_written *written, const char *folder)
{
    str path = str_printf(arena, "%s/%.*s/%.*s", folder, STR_ARG(written->bucket), STR_ARG(written->key));
    if (!is_inside(written->bucket) || !is_inside(written->key)) {
        term_complain("s3://%.*s/%.*s is not written: its name leads out of the folder", STR_ARG(written->bucket),
                      STR_ARG(written->key));
        return false;
    }
    if (!make_folders(arena, path))
        return false;
    const char *name = str_terminated(arena, path);
    FILE *file = output_open(name);
    if (!file)
        return false;
    fwrite(written->bytes.at, 1, written->bytes.len, file);
    return output_close(file, name);
}

bool objects_save(struct arena *arena, const struct script_run *run, const char *folder)
{
    bool is_good = true;
    for (const struct script_written *written = run->written; written; written = written->next)
        is_good &= save(arena, written, folder);
    return is_good;
}
