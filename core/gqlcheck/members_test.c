#include "gqlcheck/members.h"

#include "test.h"

#include "gqltext.h"
#include "memory.h"

static void members_are_found_in_short_and_long_lists(void **state)
{
    (void)state;
    static const unsigned lengths[] = { 1, 8, 9, 100, 1000 };
    struct arena arena;
    struct gqltext text;
    struct members members;
    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, GQL_PROFILE_GRAPHQL);
    members_init(&members, &arena);
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        struct buf sdl;
        buf_init(&sdl, &arena);
        buf_str(&sdl, STR("input I {"));
        for (unsigned k = 0; k < lengths[i]; k++)
            buf_printf(&sdl, " f%u: Int", k);
        buf_str(&sdl, STR(" f0: String }"));
        const struct gql_member *list = gqltext_parse(&text, "x", buf_text(&sdl))->definitions->members;
        uint32_t other = intern_add(&text.names, STR("other"));
        assert_null(members_find(&members, list, other));
        for (const struct gql_member *member = list; member->next; member = member->next)
            assert_ptr_equal(members_find(&members, list, member->name.id), member);
    }
    assert_null(members_find(&members, NULL, 1));
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_found_in_short_and_long_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
