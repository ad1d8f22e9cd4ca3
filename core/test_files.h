/*
 * test_files.h - files for tests: read whole, followed by the padding that readers want, and rewritten when
 * UPDATE=1 is set.
 */
#ifndef TEST_FILES_H
#define TEST_FILES_H

#include "base/buf.h"
#include "source/source.h"

#include <stdio.h>
#include <stdlib.h>

/* A path below testdata, terminated. */
static inline str test_path(struct arena *arena, str path)
{
    return str_printf(arena, "%s/%.*s%c", getenv("STEPPROOF_TESTDATA"), STR_ARG(path), '\0');
}

/* False when there is no such file. */
static inline bool test_read(struct arena *arena, const char *path, str *text)
{
    FILE *file = fopen(path, "rb");
    struct buf buf;
    size_t got;
    if (!file)
        return false;
    buf_init(&buf, arena);
    while ((got = fread(buf_reserve(&buf, 65536), 1, 65536, file)) > 0)
        buf.len += got;
    fclose(file);
    memset(buf_reserve(&buf, SOURCE_PADDING), 0, SOURCE_PADDING);
    *text = buf_text(&buf);
    return true;
}

/* False when that is not possible. */
static inline bool test_write(const char *path, str text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool is_whole = fwrite(text.at, 1, text.len, file) == text.len;
    return fclose(file) == 0 && is_whole;
}

#endif
