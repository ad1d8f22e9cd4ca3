#include "base/arena.h"
#include "conformance.h"
#include "diag/diag.h"
#include "doc/doc.h"

#include <dirent.h>
#include <stdlib.h>

enum { SHOWN_MAX = 200 };

static void one_record(struct corpus *corpus, str name, str text, corpus_record *record)
{
    struct arena_mark mark = arena_mark(corpus->arena);
    value v = doc_read_value(corpus->arena, text);
    if (v.kind == VALUE_UNDEFINED)
        corpus_case(corpus, name, false, "the record is not JSON");
    else
        record(corpus, v);
    arena_release(corpus->arena, mark);
}

void corpus_each_line(struct corpus *corpus, const char *path, corpus_record *record)
{
    str text;
    if (!corpus_kept_file(corpus, path, &text)) {
        corpus_case(corpus, str_from(path), false, "cannot be read");
        return;
    }
    str line;
    while (str_split(&text, '\n', &line)) {
        if (str_trim(line).len > 0)
            one_record(corpus, str_from(path), line, record);
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the *.json files of a folder, sorted. */
static const char **list_folder(struct corpus *corpus, const char *folder, size_t *count)
{
    uint32_t capacity = 0;
    const char **names = arena_room(corpus->kept, NULL, 0, &capacity, sizeof *names);
    *count = 0;
    DIR *dir = opendir(str_printf(corpus->kept, "%s/%s%c", corpus->root, folder, '\0').at);
    if (!dir)
        return names;
    for (struct dirent *entry; (entry = readdir(dir));) {
        str name = str_from(entry->d_name);
        if (!str_ends(name, STR(".json")))
            continue;
        names = arena_room(corpus->kept, names, *count, &capacity, sizeof *names);
        names[(*count)++] = str_terminated(corpus->kept, name);
    }
    closedir(dir);
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}

void corpus_each_file(struct corpus *corpus, const char *folder, corpus_record *record)
{
    size_t count;
    const char **names = list_folder(corpus, folder, &count);
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(corpus->arena);
        str path = str_printf(corpus->arena, "%s/%s%c", folder, names[i], '\0');
        str text;
        if (corpus_file(corpus, path.at, &text))
            one_record(corpus, str_from(names[i]), text, record);
        else
            corpus_case(corpus, str_from(names[i]), false, "cannot be read");
        arena_release(corpus->arena, mark);
    }
}

str corpus_member_text(value record, const char *name)
{
    value v = value_get(record, str_from(name));
    return v.kind == VALUE_STRING ? value_text(v) : STR("");
}

str corpus_shown(struct corpus *corpus, value v)
{
    if (v.kind == VALUE_UNDEFINED)
        return STR("nothing");
    return str_slice(value_to_text(corpus->arena, v, VALUE_STYLE_JSON), 0, SHOWN_MAX);
}
