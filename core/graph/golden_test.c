/*
 * golden_test.c - drawings against expected files.
 *
 * For each x.asl.json in testdata/graph and testdata/demo that has them:
 *
 *     x.asl.json.dot .svg .mmd .graph.txt      every format (required in testdata/graph)
 *     x.asl.json.lr.svg .dark.svg .closed.svg  from left to right; dark; containers closed
 *     x.asl.json.closed.dot .narrow.txt        ... ; ASCII, 50 columns
 *     x.history.json.svg .dot .mmd .graph.txt  the execution of x.history.json on it
 *     x.old.asl.json.diff.svg .dot ...         what has changed since x.old.asl.json
 *
 * UPDATE=1 rewrites them; the difference is then looked at like code, and the pictures with one's eyes.
 */
#include "graph/graph.h"

#include "test.h"
#include "test_files.h"

#include "asl/asl.h"
#include "diag/diag.h"
#include "graph/overlay.h"

#include <dirent.h>

struct suite {
    struct arena arena;
    struct CMUnitTest *tests;
    size_t count;
};

struct variant {
    str ending; /* what stands behind the input's name; longer ones first */
    void (*write)(struct buf *out, const struct drawing *drawing);
    bool is_left_to_right, is_dark, is_closed, is_narrow, is_required;
};

static void write_svg(struct buf *out, const struct drawing *drawing)
{
    assert_true(graph_write_svg(out, drawing));
}

static const struct variant variants[] = {
    { .ending = STR_INIT(".lr.svg"), .write = write_svg, .is_left_to_right = true },
    { .ending = STR_INIT(".dark.svg"), .write = write_svg, .is_dark = true },
    { .ending = STR_INIT(".closed.svg"), .write = write_svg, .is_closed = true },
    { .ending = STR_INIT(".closed.dot"), .write = graph_write_dot, .is_closed = true },
    { .ending = STR_INIT(".narrow.txt"), .write = graph_write_text, .is_narrow = true },
    { .ending = STR_INIT(".svg"), .write = write_svg, .is_required = true },
    { .ending = STR_INIT(".dot"), .write = graph_write_dot, .is_required = true },
    { .ending = STR_INIT(".mmd"), .write = graph_write_mermaid, .is_required = true },
    { .ending = STR_INIT(".graph.txt"), .write = graph_write_text, .is_required = true },
};

static bool read_file(struct arena *arena, str path, str *text)
{
    return test_read(arena, test_path(arena, path).at, text);
}

static const struct doc *read_doc(struct arena *arena, str path)
{
    str text = STR("");
    if (!read_file(arena, path, &text))
        fail_msg("%.*s cannot be read", STR_ARG(path));
    struct source *source = arena_new(arena, struct source);
    struct diags *diags = arena_new(arena, struct diags);
    *source = source_file(str_printf(arena, "testdata/%.*s", STR_ARG(path)), text);
    diags_init(diags, arena);
    return doc_read_json(arena, source, diags);
}

static const struct asl *read_machine(struct arena *arena, str path)
{
    struct diags diags;
    const struct doc *doc = read_doc(arena, path);
    diags_init(&diags, arena);
    return asl_build(arena, doc, doc_root(doc), &diags);
}

static const struct variant *variant_of(str path, str *input)
{
    for (size_t i = 0; i < ARRAY_LEN(variants); i++) {
        if (str_ends(path, variants[i].ending)) {
            *input = str_slice(path, 0, path.len - variants[i].ending.len);
            return &variants[i];
        }
    }
    return NULL;
}

/* x of x.asl.json, x.history.json or x.old.asl.json.diff, with ".asl.json" behind it. */
static str machine_of(struct arena *arena, str input, size_t ending)
{
    return str_printf(arena, "%.*s.asl.json", (int)(input.len - ending), input.at);
}

static str base_name(str path)
{
    for (size_t i = path.len; i > 0; i--) {
        if (path.at[i - 1] == '/')
            return str_from_offset(path, i);
    }
    return path;
}

static str draw(struct arena *arena, str path)
{
    static const str history = STR_INIT(".history.json"), difference = STR_INIT(".old.asl.json.diff");
    str input = path;
    const struct variant *variant = variant_of(path, &input);
    struct graph_options options = { .depth = variant->is_closed ? 0 : GRAPH_ALL_LEVELS,
                                     .is_left_to_right = variant->is_left_to_right,
                                     .theme = variant->is_dark ? GRAPH_DARK : GRAPH_AUTO,
                                     .is_ascii = variant->is_narrow,
                                     .width = variant->is_narrow ? 50 : 0 };
    str machine = input;
    if (str_ends(input, history))
        machine = machine_of(arena, input, history.len);
    if (str_ends(input, difference))
        machine = machine_of(arena, input, difference.len);
    const struct asl *asl = read_machine(arena, machine);
    options.title = base_name(machine);
    if (str_ends(input, history)) {
        const struct doc *doc = read_doc(arena, input);
        options.overlay = graph_overlay_read(arena, asl, doc, doc_root(doc));
        assert_non_null(options.overlay);
    }
    if (str_ends(input, difference))
        options.old = read_machine(arena, str_slice(input, 0, input.len - 5));
    struct buf out;
    buf_init(&out, arena);
    variant->write(&out, graph_draw(arena, asl, &options));
    return buf_text(&out);
}

static void drawing_is_as_expected(void **state)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    str path = str_from(*state), expected;
    str actual = draw(&arena, path);
    if (getenv("UPDATE"))
        assert_true(test_write(test_path(&arena, path).at, actual));
    if (!read_file(&arena, path, &expected))
        fail_msg("%.*s is missing; UPDATE=1 writes it", STR_ARG(path));
    assert_str(actual, str_terminated(&arena, expected));
    arena_finish(&arena);
}

static void add_test(struct suite *suite, str path)
{
    enum { MOST = 1024 };
    if (suite->count == MOST)
        abort();
    const char *name = str_terminated(&suite->arena, path);
    for (size_t i = 0; i < suite->count; i++) {
        if (strcmp(suite->tests[i].name, name) == 0)
            return;
    }
    if (!suite->tests)
        suite->tests = arena_array(&suite->arena, struct CMUnitTest, MOST);
    suite->tests[suite->count++] =
        (struct CMUnitTest){ name, drawing_is_as_expected, NULL, NULL, (void *)(uintptr_t)name };
}

static void add_folder(struct suite *suite, const char *folder, bool is_complete)
{
    DIR *dir = opendir(test_path(&suite->arena, str_from(folder)).at);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        str path = str_printf(&suite->arena, "%s/%s", folder, entry->d_name), input = path;
        if (variant_of(path, &input))
            add_test(suite, path);
        bool is_input = str_ends(path, STR(".asl.json")) && !str_ends(path, STR(".old.asl.json"));
        for (size_t i = 0; is_input && is_complete && i < ARRAY_LEN(variants); i++) {
            if (variants[i].is_required)
                add_test(suite, str_printf(&suite->arena, "%.*s%.*s", STR_ARG(path), STR_ARG(variants[i].ending)));
        }
    }
    if (dir)
        closedir(dir);
}

static int compare_tests(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

int main(void)
{
    if (!getenv("STEPPROOF_TESTDATA"))
        return 77;
    struct suite suite = { 0 };
    arena_init(&suite.arena, &plain_memory);
    add_folder(&suite, "graph", true);
    add_folder(&suite, "demo", false);
    qsort(suite.tests, suite.count, sizeof *suite.tests, compare_tests);
    int status = _cmocka_run_group_tests("drawings", suite.tests, suite.count, NULL, NULL);
    arena_finish(&suite.arena);
    return status;
}
