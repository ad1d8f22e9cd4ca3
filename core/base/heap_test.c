#include "base/heap.h"

#include "test.h"

struct event {
    int time, number;
};

static bool is_earlier(const void *a, const void *b)
{
    return ((const struct event *)a)->time < ((const struct event *)b)->time;
}

static struct arena arena;
static struct heap heap;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    heap_init(&heap, &arena, is_earlier);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void push(int time, int number)
{
    struct event *event = arena_new(&arena, struct event);
    *event = (struct event){ time, number };
    heap_push(&heap, event);
}

static void an_empty_heap_has_nothing(void **state)
{
    (void)state;
    assert_null(heap_pop(&heap));
    assert_null(heap_peek(&heap));
}

static void items_leave_smallest_first(void **state)
{
    (void)state;
    unsigned random = 1;
    for (int i = 0; i < 5000; i++) {
        random = random * 1103515245u + 12345u;
        push((int)(random >> 16), i);
    }
    int last = -1;
    for (int i = 0; i < 5000; i++) {
        const struct event *next = heap_peek(&heap);
        const struct event *event = heap_pop(&heap);
        assert_ptr_equal(event, next);
        assert_true(event->time >= last);
        last = event->time;
    }
    assert_null(heap_pop(&heap));
}

static void equal_items_leave_in_order(void **state)
{
    (void)state;
    for (int i = 0; i < 1000; i++)
        push(i % 7, i);
    int time = 0, number = -1;
    for (int i = 0; i < 1000; i++) {
        /* Coming and going between must not disturb the order. */
        if (i % 3 == 0)
            push(1000, i);
        const struct event *event = heap_pop(&heap);
        if (event->time > time) {
            time = event->time;
            number = -1;
        }
        assert_int_equal(event->time, time);
        assert_true(event->number > number);
        number = event->number;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_heap_has_nothing, start, finish),
        cmocka_unit_test_setup_teardown(items_leave_smallest_first, start, finish),
        cmocka_unit_test_setup_teardown(equal_items_leave_in_order, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
