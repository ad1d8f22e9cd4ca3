#include "files.h"

#include "base/arena.h"
#include "source/source.h"
#include "term.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_SIZE = 1 << 16 };

static const char *read_some(int file, struct buf *buf)
{
    for (;;) {
        char *to = buf_reserve(buf, READ_SIZE);
        ssize_t got = read(file, to, buf->capacity - buf->len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return strerror(errno);
        if (got == 0)
            return NULL;
        buf->len += (size_t)got;
        if (buf->len > SOURCE_MAX)
            return "is larger than 4 GiB";
    }
}

static const char *read_open_file(int file, struct buf *buf)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return strerror(errno);
    if (S_ISDIR(status.st_mode))
        return "is a folder";
    if (status.st_size > 0) {
        if ((uintmax_t)status.st_size > SOURCE_MAX)
            return "is larger than 4 GiB";
        /* Room for all of it at once, the padding and the last read, which finds the end. */
        buf_reserve(buf, (size_t)status.st_size + READ_SIZE + SOURCE_PADDING);
    }
    return read_some(file, buf);
}

bool input_read(struct arena *arena, const struct input *input, str *text, const char **problem)
{
    int file = input->path ? open(input->path, O_RDONLY) : STDIN_FILENO;
    if (file < 0) {
        *problem = strerror(errno);
        return false;
    }
    struct buf buf;
    buf_init(&buf, arena);
    *problem = read_open_file(file, &buf);
    if (input->path)
        close(file);
    if (*problem)
        return false;
    memset(buf_reserve(&buf, SOURCE_PADDING), 0, SOURCE_PADDING);
    *text = buf_text(&buf);
    return true;
}

str file_name(str path)
{
    for (size_t slash; (slash = str_find_char(path, '/')) != SIZE_MAX;)
        path = str_from_offset(path, slash + 1);
    return path;
}

static bool is_stdout(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

FILE *output_open(const char *path)
{
    if (is_stdout(path))
        return stdout;
    FILE *file = fopen(path, "wb");
    if (!file)
        term_complain("%s: cannot be written: %s", path, strerror(errno));
    return file;
}

bool output_close(FILE *file, const char *path)
{
    bool is_good = fflush(file) == 0 && !ferror(file);
    int error = errno;
    if (!is_stdout(path) && fclose(file) != 0 && is_good) {
        is_good = false;
        error = errno;
    }
    if (!is_good)
        term_complain("%s: cannot be written: %s", is_stdout(path) ? "standard output" : path, strerror(error));
    return is_good;
}
