#include "gitignore.h"

#include "test.h"

/* `path` lies in the root; a slash at its end makes it a folder. */
static bool is_ignored(const char *patterns, const char *path)
{
    struct arena arena;
    arena_init(&arena, &plain_memory);
    const struct gitignore *ignore = gitignore_read(&arena, NULL, str_from(patterns));
    str name = str_from(path);
    bool is_folder = str_ends(name, STR("/"));
    bool result = gitignore_matches(ignore, str_slice(name, 0, name.len - is_folder), is_folder);
    arena_finish(&arena);
    return result;
}

static void patterns_match_as_git_documents(void **state)
{
    (void)state;
    static const struct {
        const char *patterns, *path;
        bool is_ignored;
    } cases[] = {
        { "", "a", false },
        { "a", "a", true },
        { "a", "b/a", true },
        { "a", "ab", false },
        { "/a", "a", true },
        { "/a", "b/a", false },
        { "b/a", "b/a", true },
        { "b/a", "c/b/a", false },
        { "a/", "a", false },
        { "a/", "a/", true },
        { "a/", "b/a/", true },
        { "*.json", "x.json", true },
        { "*.json", "d/x.json", true },
        { "/*.json", "d/x.json", false },
        { "d/*", "d/x", true },
        { "d/*", "d/e/x", false },
        { "**/x", "x", true },
        { "**/x", "a/b/x", true },
        { "a/**", "a", false },
        { "a/**", "a/b/c", true },
        { "a/**/c", "a/c", true },
        { "a/**/c", "a/b/b/c", true },
        { "a/**/c", "a/b/d", false },
        { "a/**/b/**/c", "a/x/b/y/b/z/c", true },
        { "a**b", "axxb", true },
        { "?", "a", true },
        { "?", "", false },
        { "[a-c]x", "bx", true },
        { "[!a-c]x", "bx", false },
        { "[^a-c]x", "dx", true },
        { "[]x]", "]", true },
        { "[\\]]", "]", true },
        { "[a", "[a", true },
        { "# a", "# a", false },
        { "\\#a", "#a", true },
        { "!a", "a", false },
        { "\\!a", "!a", true },
        { "*\n!a", "a", false },
        { "*\n!a", "b", true },
        { "!a\na", "a", true },
        { "a  ", "a", true },
        { "a\\ ", "a ", true },
        { "a\r\nb\r\n", "b", true },
        { "/", "a", false },
        { "\\*", "*", true },
        { "\\*", "a", false },
        { "*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        if (is_ignored(cases[i].patterns, cases[i].path) != cases[i].is_ignored)
            fail_msg("\"%s\" and \"%s\"", cases[i].patterns, cases[i].path);
    }
}

static void an_inner_file_decides_before_an_outer_one(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    const struct gitignore *root = gitignore_read(&arena, NULL, STR("*.x\n/d/e\n"));
    const struct gitignore *inner = gitignore_read(&arena, root, STR("!a.x\n/b\n"));
    assert_false(gitignore_matches(inner, STR("d/a.x"), false));
    assert_true(gitignore_matches(inner, STR("d/b.x"), false));
    assert_true(gitignore_matches(inner, STR("d/b"), false));
    assert_true(gitignore_matches(inner, STR("d/e"), false));
    assert_false(gitignore_matches(inner, STR("d/f/b"), false));
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_as_git_documents),
        cmocka_unit_test(an_inner_file_decides_before_an_outer_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
