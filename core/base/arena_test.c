#include "base/arena.h"

#include "test.h"

#include <string.h>

static size_t live;

static void a_list_grows_when_it_is_full(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    int *items = NULL;
    uint32_t count = 0, capacity = 0;
    for (int i = 0; i < 100; i++) {
        int *before = items;
        uint32_t room = capacity;
        items = arena_room(&arena, items, count, &capacity, sizeof *items);
        if (count < room)
            assert_ptr_equal(items, before);
        arena_alloc(&arena, 1, 1); /* so that it has to move */
        items[count++] = i;
    }
    assert_int_equal(capacity, 128);
    for (int i = 0; i < 100; i++)
        assert_int_equal(items[i], i);
    arena_finish(&arena);
}

static void *counted_acquire(void *context, size_t size)
{
    (void)context;
    live += size;
    return malloc(size);
}

static void counted_release(void *context, void *block, size_t size)
{
    (void)context;
    live -= size;
    free(block);
}

static const struct memory counted = { counted_acquire, counted_release, NULL };

static void everything_is_given_back(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &counted);
    for (size_t size = 0; size < 200000; size = size * 2 + 1)
        arena_alloc(&arena, size, 8);
    assert_int_equal(live, arena_held(&arena));
    arena_finish(&arena);
    assert_int_equal(live, 0);
}

static void new_memory_is_zero_and_aligned(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &counted);
    arena_alloc(&arena, 1, 1);
    const double *numbers = arena_array(&arena, double, 100);
    assert_int_equal((uintptr_t)numbers % _Alignof(double), 0);
    for (size_t i = 0; i < 100; i++)
        assert_true(numbers[i] == 0);
    arena_finish(&arena);
}

static void release_goes_back_to_the_mark(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &counted);
    char *kept = arena_copy(&arena, "kept", 5);
    size_t held = arena_held(&arena);
    struct arena_mark mark = arena_mark(&arena);
    char *scratch = arena_alloc(&arena, 10, 1);
    for (int i = 0; i < 100; i++)
        arena_alloc(&arena, 100000, 16);
    arena_release(&arena, mark);
    assert_int_equal(arena_held(&arena), held);
    assert_ptr_equal(arena_alloc(&arena, 10, 1), scratch);
    assert_string_equal(kept, "kept");
    arena_finish(&arena);
}

static void an_empty_mark_releases_all(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &counted);
    struct arena_mark mark = arena_mark(&arena);
    arena_alloc(&arena, 10, 1);
    arena_release(&arena, mark);
    assert_int_equal(arena_held(&arena), 0);
    assert_non_null(arena_alloc(&arena, 10, 1));
    arena_finish(&arena);
}

static void the_last_allocation_grows_in_place(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &counted);
    char *first = arena_copy(&arena, "abc", 3);
    assert_ptr_equal(arena_grow(&arena, first, 3, 20, 1), first);
    char *second = arena_alloc(&arena, 1, 1);
    char *moved = arena_grow(&arena, first, 20, 40, 1);
    assert_ptr_not_equal(moved, first);
    assert_memory_equal(moved, "abc", 3);
    assert_non_null(second);
    arena_finish(&arena);
}

static jmp_buf refused;

static void *refusing_acquire(void *context, size_t size)
{
    *(size_t *)context = size;
    longjmp(refused, 1);
}

static void a_size_that_overflows_asks_for_all_memory(void **state)
{
    (void)state;
    size_t asked = 0;
    struct memory memory = { refusing_acquire, counted_release, &asked };
    struct arena arena;
    arena_init(&arena, &memory);
    if (setjmp(refused) == 0) {
        arena_zeroed(&arena, SIZE_MAX / 2, 3, 1);
        fail();
    }
    assert_true(asked == SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_grows_when_it_is_full),
        cmocka_unit_test(everything_is_given_back),
        cmocka_unit_test(new_memory_is_zero_and_aligned),
        cmocka_unit_test(release_goes_back_to_the_mark),
        cmocka_unit_test(an_empty_mark_releases_all),
        cmocka_unit_test(the_last_allocation_grows_in_place),
        cmocka_unit_test(a_size_that_overflows_asks_for_all_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
