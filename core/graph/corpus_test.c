/*
 * corpus_test.c - every definition and history of the conformance cases, drawn in every format.
 *
 * The cases lie outside of the project, in $STEPPROOF_CONFORMANCE or ../shared/conformance beside it; without them the
 * tests are skipped.
 */
#include "graph/graph.h"

#include "test.h"
#include "test_files.h"

#include "asl/asl.h"
#include "diag/diag.h"
#include "graph/overlay.h"
#include "graph/svg_geometry.h"

#include <dirent.h>
#include <stdio.h>

struct corpus {
    struct arena arena;
    const char *root;
    uint32_t definitions, histories;
};

static const struct doc *read_doc(struct arena *arena, const char *path)
{
    str text;
    if (!test_read(arena, path, &text))
        return NULL;
    struct source *source = arena_new(arena, struct source);
    struct diags *diags = arena_new(arena, struct diags);
    *source = source_file(str_from(path), text);
    diags_init(diags, arena);
    return str_ends(source->name, STR(".yaml")) ? doc_read_yaml(arena, source, diags)
                                                : doc_read_json(arena, source, diags);
}

static void draw_all(struct arena *arena, const struct asl *asl, struct graph_options *options,
                     const char *name)
{
    struct buf out;
    const struct drawing *drawing = graph_draw(arena, asl, options);
    buf_init(&out, arena);
    assert_true(graph_write_svg(&out, drawing));
    const char *fault = svg_fault(arena, buf_text(&out));
    if (fault)
        fail_msg("%s: %s", name, fault);
    buf_init(&out, arena);
    graph_write_dot(&out, drawing);
    assert_true(str_ends(buf_text(&out), STR("}\n")));
    buf_init(&out, arena);
    graph_write_mermaid(&out, drawing);
    assert_true(str_starts(buf_text(&out), STR("flowchart ")));
    buf_init(&out, arena);
    graph_write_text(&out, drawing);
}

static void draw_definition(struct corpus *corpus, const struct doc *doc, const struct node *node,
                            const char *name)
{
    struct diags diags;
    diags_init(&diags, &corpus->arena);
    const struct asl *asl = asl_build(&corpus->arena, doc, node, &diags);
    if (!asl)
        return;
    corpus->definitions++;
    struct graph_options options = { .depth = GRAPH_ALL_LEVELS };
    draw_all(&corpus->arena, asl, &options, name);
    options.is_left_to_right = true;
    draw_all(&corpus->arena, asl, &options, name);
    options.depth = 0;
    draw_all(&corpus->arena, asl, &options, name);
}

static const struct node *member(const struct doc *doc, const struct node *node, str name)
{
    return node && node_kind(node) == NODE_OBJECT ? doc_member_named(doc, node, name, NULL) : NULL;
}

static void draw_history(struct corpus *corpus, const struct doc *doc, const char *name)
{
    const struct node *definition = member(doc, doc_root(doc), STR("definition"));
    const struct node *expect = member(doc, doc_root(doc), STR("expect"));
    if (!definition || !member(doc, expect, STR("events")))
        return;
    struct diags diags;
    diags_init(&diags, &corpus->arena);
    const struct asl *asl = asl_build(&corpus->arena, doc, definition, &diags);
    struct graph_options options = { .depth = GRAPH_ALL_LEVELS };
    options.overlay = graph_overlay_read(&corpus->arena, asl, doc, expect);
    assert_non_null(options.overlay);
    str status = doc_text(doc, member(doc, expect, STR("status")));
    if (str_equal(status, STR("SUCCEEDED")) != (options.overlay->status == GRAPH_SUCCEEDED))
        fail_msg("%s: its status is not seen", name);
    if (options.overlay->status == GRAPH_SUCCEEDED) {
        for (uint32_t i = 0; i < asl->state_count; i++) {
            if (options.overlay->states[i].counts[GRAPH_RUNNING] > 0)
                fail_msg("%s: a state still runs after the end", name);
        }
    }
    corpus->histories++;
    draw_all(&corpus->arena, asl, &options, name);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void each_file(struct corpus *corpus, const char *folder,
                      void (*call)(struct corpus *corpus, const struct doc *doc, const char *name))
{
    enum { MOST = 8192 };
    str path = str_printf(&corpus->arena, "%s/%s%c", corpus->root, folder, '\0');
    const char **names = arena_zeroed(&corpus->arena, MOST, sizeof *names, _Alignof(const char *));
    size_t count = 0;
    DIR *dir = opendir(path.at);
    for (struct dirent *entry; dir && (entry = readdir(dir)) && count < MOST;) {
        if (entry->d_name[0] != '.')
            names[count++] = str_printf(&corpus->arena, "%s/%s%c", path.at, entry->d_name, '\0').at;
    }
    if (dir)
        closedir(dir);
    qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count; i++) {
        struct arena_mark mark = arena_mark(&corpus->arena);
        const struct doc *doc = read_doc(&corpus->arena, names[i]);
        if (doc)
            call(corpus, doc, names[i]);
        arena_release(&corpus->arena, mark);
    }
}

static void draw_lint_case(struct corpus *corpus, const struct doc *doc, const char *name)
{
    draw_definition(corpus, doc, doc_root(doc), name);
}

static void draw_aws_case(struct corpus *corpus, const struct doc *doc, const char *name)
{
    const struct node *definition = member(doc, doc_root(doc), STR("definition"));
    if (definition)
        draw_definition(corpus, doc, definition, name);
}

static void set_root(struct corpus *corpus)
{
    const char *given = getenv("STEPPROOF_CONFORMANCE"), *testdata = getenv("STEPPROOF_TESTDATA");
    if (given)
        corpus->root = given;
    else if (testdata)
        corpus->root = str_printf(&corpus->arena, "%s/../../shared/conformance%c", testdata, '\0').at;
    else
        corpus->root = "../shared/conformance";
}

static void every_definition_can_be_drawn(void **state)
{
    struct corpus *corpus = *state;
    each_file(corpus, "lint/cases", draw_lint_case);
    each_file(corpus, "aws/histories", draw_aws_case);
    each_file(corpus, "aws/validation", draw_aws_case);
    each_file(corpus, "aws/teststate", draw_aws_case);
    assert_true(corpus->definitions > 0);
    print_message("# %u definitions\n", corpus->definitions);
}

static void every_history_can_be_shown(void **state)
{
    struct corpus *corpus = *state;
    each_file(corpus, "aws/histories", draw_history);
    assert_true(corpus->histories > 0);
    print_message("# %u histories\n", corpus->histories);
}

int main(void)
{
    struct corpus corpus = { 0 };
    arena_init(&corpus.arena, &plain_memory);
    set_root(&corpus);
    DIR *folder = opendir(corpus.root);
    if (!folder) {
        /* What a test program prints to be skipped as a whole (TAP). */
        printf("1..0 # SKIP there are no cases in %s\n", corpus.root);
        arena_finish(&corpus.arena);
        return 0;
    }
    closedir(folder);
    const struct CMUnitTest tests[] = {
        { "every_definition_can_be_drawn", every_definition_can_be_drawn, NULL, NULL, &corpus },
        { "every_history_can_be_shown", every_history_can_be_shown, NULL, NULL, &corpus },
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&corpus.arena);
    return failed;
}
