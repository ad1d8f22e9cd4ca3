#include "value/value.h"

#include "test.h"

#include <math.h>
#include <string.h>

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

static value number(const char *text)
{
    return value_of_number_text(str_from(text));
}

static value text(const char *characters)
{
    return value_string(str_from(characters));
}

/* An array of up to three values, ended by undefined. */
static value array(value a, value b, value c)
{
    value all[] = { a, b, c };
    struct array_builder builder;
    array_begin(&builder, &arena);
    for (size_t i = 0; i < 3 && all[i].kind != VALUE_UNDEFINED; i++)
        array_add(&builder, all[i]);
    return array_end(&builder);
}

static value pair(const char *name, value v, const char *other_name, value other)
{
    struct object_builder builder;
    object_begin(&builder, &arena);
    object_set(&builder, str_from(name), v);
    if (other_name)
        object_set(&builder, str_from(other_name), other);
    return object_end(&builder);
}

static void a_value_is_small_and_zero_is_undefined(void **state)
{
    (void)state;
    assert_true(sizeof(value) <= 16);
    value v;
    memset(&v, 0, sizeof v);
    assert_int_equal(v.kind, VALUE_UNDEFINED);
    assert_int_equal(value_undefined().kind, VALUE_UNDEFINED);
}

static void number_texts_keep_their_class(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum value_kind kind;
        double number;
    } cases[] = {
        { "0", VALUE_INTEGER, 0 },
        { "-0", VALUE_INTEGER, 0 },
        { "42", VALUE_INTEGER, 42 },
        { "9223372036854775807", VALUE_INTEGER, 9223372036854775807.0 },
        { "-9223372036854775808", VALUE_INTEGER, -9223372036854775808.0 },
        { "9223372036854775808", VALUE_BIG, 9223372036854775808.0 },
        { "-100000000000000000000", VALUE_BIG, -1e20 },
        { "1.0", VALUE_DOUBLE, 1 },
        { "1e3", VALUE_DOUBLE, 1000 },
        { "1E3", VALUE_DOUBLE, 1000 },
        { "1e400", VALUE_DOUBLE, INFINITY },
        { "-0.0", VALUE_DOUBLE, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        value v = number(cases[i].text);
        assert_int_equal(v.kind, cases[i].kind);
        assert_true(value_is_number(v));
        assert_true(value_number(v) == cases[i].number);
    }
}

static void numbers_without_fraction_become_integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool fits;
        int64_t integer;
    } cases[] = {
        { "7", true, 7 },
        { "3.0", true, 3 },
        { "3e0", true, 3 },
        { "-1e3", true, -1000 },
        { "3.5", false, 0 },
        { "1e18", true, 1000000000000000000 },
        { "9223372036854775808", false, 0 },
        { "9.3e18", false, 0 },
        { "-9223372036854775808.0", true, INT64_MIN },
        { "1e400", false, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        int64_t integer;
        assert_int_equal(value_to_integer(number(cases[i].text), &integer), cases[i].fits);
        if (cases[i].fits)
            assert_true(integer == cases[i].integer);
    }
    int64_t integer;
    assert_false(value_to_integer(value_double(NAN), &integer));
    assert_false(value_to_integer(text("1"), &integer));
}

static void kinds_have_their_json_names(void **state)
{
    (void)state;
    assert_string_equal(value_kind_name(value_undefined()), "undefined");
    assert_string_equal(value_kind_name(value_null()), "null");
    assert_string_equal(value_kind_name(value_bool(true)), "boolean");
    assert_string_equal(value_kind_name(value_bool(false)), "boolean");
    assert_string_equal(value_kind_name(number("1")), "number");
    assert_string_equal(value_kind_name(number("1.5")), "number");
    assert_string_equal(value_kind_name(number("99999999999999999999")), "number");
    assert_string_equal(value_kind_name(text("")), "string");
    assert_string_equal(value_kind_name(array(value_undefined(), value_null(), value_null())),
                        "array");
    assert_string_equal(value_kind_name(pair("a", value_null(), NULL, value_null())), "object");
    assert_string_equal(value_kind_name((value){ .kind = VALUE_FUNCTION }), "function");
}

static void numbers_are_equal_by_value(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool equal;
    } cases[] = {
        { "3", "3.0", true },
        { "3", "4", false },
        { "0", "-0.0", true },
        { "0.1", "1e-1", true },
        { "9007199254740993", "9007199254740992.0", false },
        { "9007199254740992", "9007199254740992.0", true },
        { "100000000000000000000", "1e20", true },
        { "100000000000000000000", "100000000000000000000", true },
        { "100000000000000000001", "100000000000000000000", false },
        { "9223372036854775807", "9223372036854775808", false },
        { "9223372036854775807", "9223372036854775808.0", false },
        { "1e400", "1e500", true },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_int_equal(value_equal(number(cases[i].a), number(cases[i].b)), cases[i].equal);
        assert_int_equal(value_equal(number(cases[i].b), number(cases[i].a)), cases[i].equal);
    }
    assert_false(value_equal(value_double(NAN), value_double(NAN)));
}

static void values_are_equal_by_content(void **state)
{
    (void)state;
    value none = value_undefined(), one = number("1"), two = number("2");
    assert_true(value_equal(none, none));
    assert_true(value_equal(value_null(), value_null()));
    assert_false(value_equal(value_null(), none));
    assert_false(value_equal(value_bool(true), value_bool(false)));
    assert_true(value_equal(text("ab"), text("ab")));
    assert_false(value_equal(text("ab"), text("ac")));
    assert_false(value_equal(text("1"), one));
    assert_true(value_equal(array(one, two, none), array(one, two, none)));
    assert_false(value_equal(array(one, two, none), array(two, one, none)));
    assert_false(value_equal(array(one, none, none), array(one, two, none)));
    assert_true(value_equal(pair("a", one, "b", two), pair("b", two, "a", one)));
    assert_false(value_equal(pair("a", one, "b", two), pair("a", two, "b", one)));
    assert_false(value_equal(pair("a", one, "b", two), pair("a", one, "c", two)));
    assert_false(value_equal(pair("a", none, NULL, none), pair("z", two, NULL, none)));
    assert_false(value_equal(pair("a", one, NULL, none), array(one, none, none)));
    int here, there;
    value function = { .kind = VALUE_FUNCTION, .as.pointer = &here };
    value other = { .kind = VALUE_FUNCTION, .as.pointer = &there };
    assert_true(value_equal(function, function));
    assert_false(value_equal(function, other));
}

static value nested(size_t depth)
{
    value v = number("1");
    for (size_t i = 0; i < depth; i++)
        v = i % 2 ? array(v, value_undefined(), value_undefined()) : pair("a", v, NULL, v);
    return v;
}

static void deep_values_compare_up_to_the_limit(void **state)
{
    (void)state;
    value deep = nested(VALUE_DEPTH_MAX);
    assert_true(value_equal(deep, nested(VALUE_DEPTH_MAX)));
    value deeper = nested(VALUE_DEPTH_MAX + 2);
    assert_false(value_equal(deeper, nested(VALUE_DEPTH_MAX + 2)));
    assert_true(value_equal(deeper, deeper));
}

static void copies_share_nothing(void **state)
{
    (void)state;
    struct arena other;
    arena_init(&other, &plain_memory);
    char name[] = "name", characters[] = "text", digits[] = "99999999999999999999";
    value inner = array(text(characters), number(digits), number("0.5"));
    value v = pair(name, inner, "empty", pair("x", value_null(), NULL, value_null()));
    value copy = value_copy(&other, v);
    assert_true(value_equal(copy, v));
    memset(name, 'x', 4);
    memset(characters, 'x', 4);
    memset(digits, '1', 20);
    arena_finish(&arena);
    value items = value_get(copy, STR("name"));
    assert_str(value_text(value_item(items, 0)), "text");
    assert_str(value_text(value_item(items, 1)), "99999999999999999999");
    assert_true(value_item(items, 2).as.number == 0.5);
    assert_int_equal(value_item(items, 3).kind, VALUE_UNDEFINED);
    arena_finish(&other);
}

static void copies_keep_flags_and_index(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    struct object_builder builder;
    object_begin(&builder, &arena);
    for (size_t i = 0; i < 26; i++)
        object_set(&builder, (str){ letters + i, 1 }, value_integer((int64_t)i));
    value object = object_end(&builder);
    value array_value = array(object, value_null(), value_undefined());
    array_value.flags = 3;
    array_value.extra = 500;
    value copy = value_copy(&arena, array_value);
    assert_int_equal(copy.flags, 3);
    assert_int_equal(copy.extra, 500);
    for (size_t i = 0; i < 26; i++)
        assert_true(value_get(value_item(copy, 0), (str){ letters + i, 1 }).as.integer ==
                    (int64_t)i);
    value scalar = value_copy(&arena, value_bool(true));
    assert_int_equal(scalar.kind, VALUE_TRUE);
    assert_int_equal(value_copy(&arena, value_array(NULL, 0)).count, 0);
    object_begin(&builder, &arena);
    assert_int_equal(value_copy(&arena, object_end(&builder)).count, 0);
}

static void any_depth_can_be_copied(void **state)
{
    (void)state;
    value copy = value_copy(&arena, nested(200000));
    size_t depth = 0;
    while (copy.kind != VALUE_INTEGER) {
        copy = copy.kind == VALUE_ARRAY ? value_item(copy, 0) : value_get(copy, STR("a"));
        depth++;
    }
    assert_int_equal(depth, 200000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_value_is_small_and_zero_is_undefined, start, finish),
        cmocka_unit_test_setup_teardown(number_texts_keep_their_class, start, finish),
        cmocka_unit_test_setup_teardown(numbers_without_fraction_become_integers, start, finish),
        cmocka_unit_test_setup_teardown(kinds_have_their_json_names, start, finish),
        cmocka_unit_test_setup_teardown(numbers_are_equal_by_value, start, finish),
        cmocka_unit_test_setup_teardown(values_are_equal_by_content, start, finish),
        cmocka_unit_test_setup_teardown(deep_values_compare_up_to_the_limit, start, finish),
        cmocka_unit_test_setup_teardown(copies_share_nothing, start, finish),
        cmocka_unit_test_setup_teardown(copies_keep_flags_and_index, start, finish),
        cmocka_unit_test_setup_teardown(any_depth_can_be_copied, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
