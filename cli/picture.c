#include "picture.h"

#include "base/arena.h"
#include "base/buf.h"
#include "files.h"
#include "term.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

const char *const picture_formats[] = { "dot", "svg", "mermaid", "text", "png", "pdf", NULL };

bool picture_format_parse(const char *text, enum picture_format *format)
{
    for (size_t i = 0; picture_formats[i]; i++) {
        if (strcmp(text, picture_formats[i]) == 0) {
            *format = (enum picture_format)(i + PICTURE_DOT);
            return true;
        }
    }
    return false;
}

static const struct {
    str ending;
    enum picture_format format;
} endings[] = {
    { STR_INIT(".dot"), PICTURE_DOT },         { STR_INIT(".gv"), PICTURE_DOT },
    { STR_INIT(".svg"), PICTURE_SVG },         { STR_INIT(".mmd"), PICTURE_MERMAID },
    { STR_INIT(".mermaid"), PICTURE_MERMAID }, { STR_INIT(".txt"), PICTURE_TEXT },
    { STR_INIT(".png"), PICTURE_PNG },         { STR_INIT(".pdf"), PICTURE_PDF },
};

static bool has_ending(str path)
{
    while (path.len > 0 && path.at[path.len - 1] != '.' && path.at[path.len - 1] != '/')
        path.len--;
    return path.len > 1 && path.at[path.len - 1] == '.' && path.at[path.len - 2] != '/';
}

enum picture_format picture_format_of(const char *path)
{
    for (size_t i = 0; path && i < ARRAY_LEN(endings); i++) {
        if (str_ends(str_from(path), endings[i].ending))
            return endings[i].format;
    }
    return PICTURE_AUTO;
}

/* PICTURE_AUTO for an ending that is none of ours. */
static enum picture_format format_of(const char *path)
{
    bool is_stdout = !path || strcmp(path, "-") == 0;
    if (is_stdout)
        return isatty(STDOUT_FILENO) ? PICTURE_TEXT : PICTURE_DOT;
    enum picture_format format = picture_format_of(path);
    return format == PICTURE_AUTO && !has_ending(str_from(path)) ? PICTURE_DOT : format;
}

bool picture_has_unicode(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const char *locale = getenv(names[i]);
        if (!locale || !*locale)
            continue;
        size_t dot = str_find_char(str_from(locale), '.');
        str charset = dot == SIZE_MAX ? STR("") : str_from(locale + dot + 1);
        charset = str_slice(charset, 0, str_find_char(charset, '@'));
        return str_equal_ignoring_case(charset, STR("UTF-8")) ||
               str_equal_ignoring_case(charset, STR("UTF8"));
    }
    return false;
}

static bool write_all(int to, str text)
{
    while (text.len > 0) {
        ssize_t wrote = write(to, text.at, text.len);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        text = str_from_offset(text, (size_t)wrote);
    }
    return true;
}

enum { NOT_FOUND = 127 };

/*
 * Runs a program with `text` as its input; what it writes goes to `to`. Its exit status, NOT_FOUND
 * when there is none.
 */
static int run_program(const char *const argv[], str text, int to)
{
    int ends[2], status = 0;
    if (pipe(ends) != 0)
        return NOT_FOUND;
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[0], STDIN_FILENO);
        dup2(to, STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execvp(argv[0], (char *const *)argv); /* which does not write to them */
        _exit(NOT_FOUND);
    }
    close(ends[0]);
    if (child > 0) {
        write_all(ends[1], text); /* a program that does not read it all tells by its status */
        close(ends[1]);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
    }
    close(ends[1]);
    return NOT_FOUND;
}

static str svg_text(struct arena *arena, const struct drawing *drawing)
{
    struct buf out;
    buf_init(&out, arena);
    return graph_write_svg(&out, drawing) ? buf_text(&out) : STR("");
}

static str dot_text(struct arena *arena, const struct drawing *drawing)
{
    struct buf out;
    buf_init(&out, arena);
    graph_write_dot(&out, drawing);
    return buf_text(&out);
}

/* rsvg-convert draws our own SVG; where it is missing Graphviz draws the machine its way. */
static bool convert(struct arena *arena, const struct drawing *drawing, bool is_pdf, int to)
{
    static const char *const rsvg_png[] = { "rsvg-convert", "--format=png", "--zoom=2", NULL };
    static const char *const rsvg_pdf[] = { "rsvg-convert", "--format=pdf", NULL };
    const char *const dot[] = { "dot", is_pdf ? "-Tpdf" : "-Tpng", NULL };
    str svg = svg_text(arena, drawing);
    signal(SIGPIPE, SIG_IGN);
    int status = svg.len > 0 ? run_program(is_pdf ? rsvg_pdf : rsvg_png, svg, to) : NOT_FOUND;
    const char *program = "rsvg-convert";
    if (status == NOT_FOUND) {
        status = run_program(dot, dot_text(arena, drawing), to);
        program = "dot";
    }
    if (status == NOT_FOUND)
        term_complain("%s needs rsvg-convert (package librsvg2-bin) or dot (package graphviz) to "
                      "be installed; "
                      "--format svg needs neither",
                      is_pdf ? "a PDF" : "a PNG");
    else if (status != 0)
        term_complain("%s failed with status %d", program, status);
    return status == 0;
}

static bool write_converted(struct arena *arena, const struct drawing *drawing, bool is_pdf,
                            const char *path)
{
    FILE *file = output_open(path);
    if (!file)
        return false;
    bool is_done = convert(arena, drawing, is_pdf, fileno(file));
    return output_close(file, path) && is_done;
}

static bool write_text(const char *path, str text)
{
    FILE *file = output_open(path);
    if (!file)
        return false;
    if (text.len > 0)
        fwrite(text.at, 1, text.len, file);
    return output_close(file, path);
}

bool picture_write(struct arena *arena, const struct asl *asl, const struct graph_options *options,
                   enum picture_format format, const char *path)
{
    if (format == PICTURE_AUTO)
        format = format_of(path);
    const struct drawing *drawing = graph_draw(arena, asl, options);
    struct buf out;
    buf_init(&out, arena);
    switch (format == PICTURE_AUTO ? format_of(path) : format) {
    case PICTURE_AUTO:
        for (size_t i = 0; i < ARRAY_LEN(endings); i++)
            buf_printf(&out, "%s%.*s", i ? ", " : "", STR_ARG(endings[i].ending));
        term_complain("%s: its ending tells no format, but %.*s do", path, STR_ARG(buf_text(&out)));
        return false;
    case PICTURE_DOT: graph_write_dot(&out, drawing); break;
    case PICTURE_MERMAID: graph_write_mermaid(&out, drawing); break;
    case PICTURE_TEXT: graph_write_text(&out, drawing); break;
    case PICTURE_PNG: return write_converted(arena, drawing, false, path);
    case PICTURE_PDF: return write_converted(arena, drawing, true, path);
    case PICTURE_SVG:
        if (graph_write_svg(&out, drawing))
            break;
        term_complain(
            "the machine has too many states for a layout; --depth 0 hides those inside others");
        return false;
    }
    return write_text(path, buf_text(&out));
}
