#include "files.h"

#include "base/arena.h"
#include "base/buf.h"
#include "conformance.h"
#include "source/source.h"

#include <stdio.h>
#include <unistd.h>

bool path_exists(const char *path)
{
    return access(path, R_OK) == 0;
}

bool file_read(struct arena *arena, const char *path, str *text)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct buf buf;
    buf_init(&buf, arena);
    size_t got;
    do {
        char *to = buf_reserve(&buf, 65536);
        got = fread(to, 1, 65536, file);
        buf.len += got;
    } while (got > 0);
    bool failed = ferror(file) != 0;
    fclose(file);
    memset(buf_reserve(&buf, SOURCE_PADDING), 0, SOURCE_PADDING);
    *text = buf_text(&buf);
    return !failed;
}

static bool read_below(struct arena *arena, const char *root, const char *path, str *text)
{
    return file_read(arena, str_printf(arena, "%s/%s%c", root, path, '\0').at, text);
}

bool corpus_file(struct corpus *corpus, const char *path, str *text)
{
    return read_below(corpus->arena, corpus->root, path, text);
}

bool corpus_kept_file(struct corpus *corpus, const char *path, str *text)
{
    return read_below(corpus->kept, corpus->root, path, text);
}
