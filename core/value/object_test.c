#include "value/value.h"

#include "test.h"

#include "base/buf.h"

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static str name_of(size_t i)
{
    return str_printf(&arena, "name %zu", i);
}

/* The sizes around which the index appears and grows. */
static const size_t sizes[] = { 0, 1, 4, 5, 8, 15, 16, 17, 31, 32, 33, 1000 };

static value made(size_t count)
{
    struct object_builder builder;
    object_begin(&builder, &arena);
    for (size_t i = 0; i < count; i++)
        object_set(&builder, name_of(i), value_integer((int64_t)i));
    return object_end(&builder);
}

static void members_are_found_and_stay_in_order(void **state)
{
    (void)state;
    for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
        value object = made(sizes[s]);
        assert_int_equal(object.count, sizes[s]);
        for (size_t i = 0; i < sizes[s]; i++) {
            assert_true(str_equal(object.as.members[i].name, name_of(i)));
            assert_true(value_get(object, name_of(i)).as.integer == (int64_t)i);
        }
        assert_int_equal(value_get(object, STR("name")).kind, VALUE_UNDEFINED);
        assert_int_equal(value_get(object, STR("")).kind, VALUE_UNDEFINED);
    }
}

static void a_name_that_comes_again_replaces(void **state)
{
    (void)state;
    for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
        struct object_builder builder;
        object_begin(&builder, &arena);
        for (size_t i = 0; i < sizes[s]; i++)
            object_set(&builder, name_of(i), value_null());
        for (size_t i = 0; i < sizes[s]; i++)
            object_set(&builder, name_of(i), value_integer((int64_t)i));
        value object = object_end(&builder);
        assert_int_equal(object.count, sizes[s]);
        for (size_t i = 0; i < sizes[s]; i++)
            assert_true(object.as.members[i].value.as.integer == (int64_t)i);
    }
}

static void removed_members_are_gone(void **state)
{
    (void)state;
    for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
        struct object_builder builder;
        object_begin_from(&builder, &arena, made(sizes[s]));
        object_remove(&builder, STR("other"));
        for (size_t i = 0; i < sizes[s]; i += 2)
            object_remove(&builder, name_of(i));
        object_set(&builder, STR("last"), value_null());
        value object = object_end(&builder);
        assert_int_equal(object.count, sizes[s] / 2 + 1);
        for (size_t i = 0; i < sizes[s]; i++)
            assert_int_equal(value_get(object, name_of(i)).kind,
                             i % 2 ? VALUE_INTEGER : VALUE_UNDEFINED);
        assert_int_equal(value_get(object, STR("last")).kind, VALUE_NULL);
        assert_str(object.as.members[object.count - 1].name, "last");
    }
}

static void a_changed_copy_leaves_the_first_alone(void **state)
{
    (void)state;
    for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
        value before = made(sizes[s]);
        struct object_builder builder;
        object_begin_from(&builder, &arena, before);
        object_set(&builder, name_of(0), value_null());
        object_set(&builder, STR("new"), value_null());
        value after = object_end(&builder);
        assert_int_equal(before.count, sizes[s]);
        assert_int_equal(after.count, sizes[s] + (sizes[s] > 0 ? 1 : 2));
        assert_int_equal(value_get(before, STR("new")).kind, VALUE_UNDEFINED);
        assert_int_equal(value_get(before, name_of(0)).kind,
                         sizes[s] ? VALUE_INTEGER : VALUE_UNDEFINED);
        assert_int_equal(value_get(after, STR("new")).kind, VALUE_NULL);
        assert_int_equal(value_get(after, name_of(0)).kind, VALUE_NULL);
    }
}

static void reserved_room_changes_nothing_else(void **state)
{
    (void)state;
    for (size_t s = 0; s < ARRAY_LEN(sizes); s++) {
        struct object_builder builder;
        object_begin(&builder, &arena);
        object_reserve(&builder, (uint32_t)sizes[s] / 2);
        for (size_t i = 0; i < sizes[s]; i++) {
            object_set(&builder, name_of(i), value_integer((int64_t)i));
            if (i == sizes[s] / 3)
                object_reserve(&builder, (uint32_t)sizes[s]);
        }
        object_reserve(&builder, 1);
        value object = object_end(&builder);
        assert_true(value_equal(object, made(sizes[s])));
    }
}

static void an_ended_builder_is_empty(void **state)
{
    (void)state;
    struct object_builder builder;
    object_begin(&builder, &arena);
    object_set(&builder, STR("a"), value_null());
    value first = object_end(&builder);
    object_set(&builder, STR("a"), value_bool(true));
    value second = object_end(&builder);
    assert_int_equal(value_get(first, STR("a")).kind, VALUE_NULL);
    assert_int_equal(value_get(second, STR("a")).kind, VALUE_TRUE);
}

static void only_objects_have_members(void **state)
{
    (void)state;
    assert_int_equal(value_get(value_null(), STR("a")).kind, VALUE_UNDEFINED);
    assert_int_equal(value_get(value_string(STR("a")), STR("a")).kind, VALUE_UNDEFINED);
    assert_int_equal(value_item(made(3), 0).kind, VALUE_UNDEFINED);
}

static void arrays_grow_and_give_items_by_number(void **state)
{
    (void)state;
    struct array_builder builder;
    array_begin(&builder, &arena);
    array_reserve(&builder, 5);
    for (int64_t i = 0; i < 1000; i++) {
        array_add(&builder, value_integer(i));
        if (i == 100)
            array_reserve(&builder, 50);
    }
    value array = array_end(&builder);
    assert_int_equal(array.count, 1000);
    for (size_t i = 0; i < 1000; i++)
        assert_true(value_item(array, i).as.integer == (int64_t)i);
    assert_int_equal(value_item(array, 1000).kind, VALUE_UNDEFINED);
    assert_int_equal(array_end(&builder).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(members_are_found_and_stay_in_order, start, finish),
        cmocka_unit_test_setup_teardown(a_name_that_comes_again_replaces, start, finish),
        cmocka_unit_test_setup_teardown(removed_members_are_gone, start, finish),
        cmocka_unit_test_setup_teardown(a_changed_copy_leaves_the_first_alone, start, finish),
        cmocka_unit_test_setup_teardown(reserved_room_changes_nothing_else, start, finish),
        cmocka_unit_test_setup_teardown(an_ended_builder_is_empty, start, finish),
        cmocka_unit_test_setup_teardown(only_objects_have_members, start, finish),
        cmocka_unit_test_setup_teardown(arrays_grow_and_give_items_by_number, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
