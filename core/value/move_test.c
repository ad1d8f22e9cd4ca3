#include "value/move.h"
#include "test.h"

static value object_of_two(struct arena *arena, value v)
{
    struct object_builder object;
    object_begin(&object, arena);
    object_set(&object, STR("a"), v);
    object_set(&object, STR("b"), v);
    return object_end(&object);
}

static void what_was_shared_stays_shared(void **state)
{
    (void)state;
    struct arena from, to;
    arena_init(&from, &plain_memory);
    arena_init(&to, &plain_memory);
    value items[] = { value_integer(1), value_string(str_copy(&from, STR("text"))) };
    value array = value_array(arena_copy(&from, items, sizeof items), 2), object = object_of_two(&from, array);
    struct mover mover;
    mover_begin(&mover, &to);
    value moved = mover_move(&mover, object), again = mover_move(&mover, array);
    mover_end(&mover);
    assert_true(value_equal(moved, object));
    assert_ptr_not_equal(moved.as.members, object.as.members);
    assert_ptr_equal(moved.as.members[0].value.as.items, moved.as.members[1].value.as.items);
    assert_ptr_equal(again.as.items, moved.as.members[0].value.as.items);
    arena_finish(&from);
    assert_str(value_text(value_item(again, 1)), "text");
    arena_finish(&to);
}

static void values_of_any_depth_move(void **state)
{
    (void)state;
    struct arena from, to;
    arena_init(&from, &plain_memory);
    arena_init(&to, &plain_memory);
    value v = value_null();
    for (int i = 0; i < 100000; i++)
        v = value_array(arena_copy(&from, &v, sizeof v), 1);
    struct mover mover;
    mover_begin(&mover, &to);
    value moved = mover_move(&mover, v);
    mover_end(&mover);
    arena_finish(&from);
    int depth = 0;
    for (; moved.kind == VALUE_ARRAY; depth++)
        moved = moved.as.items[0];
    assert_int_equal(depth, 100000);
    arena_finish(&to);
}

static void large_objects_keep_their_index(void **state)
{
    (void)state;
    struct arena from, to;
    arena_init(&from, &plain_memory);
    arena_init(&to, &plain_memory);
    struct object_builder object;
    object_begin(&object, &from);
    for (int i = 0; i < 1000; i++)
        object_set(&object, str_copy(&from, (str){ (const char *)&i, sizeof i }), value_integer(i));
    value whole = object_end(&object);
    struct mover mover;
    mover_begin(&mover, &to);
    value moved = mover_move(&mover, whole);
    mover_end(&mover);
    arena_finish(&from);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(value_get(moved, (str){ (const char *)&i, sizeof i }).as.integer, i);
    arena_finish(&to);
}

static void empty_things_and_scalars_move(void **state)
{
    (void)state;
    struct arena to;
    arena_init(&to, &plain_memory);
    static const value rows[] = { { .kind = VALUE_UNDEFINED }, { .kind = VALUE_NULL },  { .kind = VALUE_TRUE },
                                  { .kind = VALUE_STRING },    { .kind = VALUE_ARRAY }, { .kind = VALUE_OBJECT } };
    struct mover mover;
    mover_begin(&mover, &to);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        assert_int_equal(mover_move(&mover, rows[i]).kind, rows[i].kind);
    assert_int_equal(mover_text(&mover, STR("")).len, 0);
    value big = value_of_number_text(STR("123456789012345678901234567890"));
    assert_true(value_equal(mover_move(&mover, big), big));
    mover_end(&mover);
    arena_finish(&to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_shared_stays_shared),
        cmocka_unit_test(values_of_any_depth_move),
        cmocka_unit_test(large_objects_keep_their_index),
        cmocka_unit_test(empty_things_and_scalars_move),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
