#include "value/value.h"

#include "test.h"

#include "base/buf.h"

#include <math.h>

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

/* Prints in JSON style, and checks that the measured size is that of the text. */
static str printed(value v)
{
    str text = value_to_text(&arena, v, VALUE_STYLE_JSON);
    assert_int_equal(value_printed_size(v, VALUE_STYLE_JSON), text.len);
    return text;
}

static str pretty(value v, unsigned indent)
{
    struct buf buf;
    buf_init(&buf, &arena);
    value_print_pretty(&buf, v, VALUE_STYLE_JSON, indent);
    return buf_text(&buf);
}

static value number(const char *text)
{
    return value_of_number_text(str_from(text));
}

static void scalars_print_as_json(void **state)
{
    (void)state;
    assert_str(printed(value_undefined()), "");
    assert_str(printed(value_null()), "null");
    assert_str(printed(value_bool(true)), "true");
    assert_str(printed(value_bool(false)), "false");
    assert_str(printed(number("-42")), "-42");
    assert_str(printed(number("123456789012345678901234567890")), "123456789012345678901234567890");
    assert_str(printed(number("1.50")), "1.5");
    assert_str(printed(number("1e3")), "1000");
    assert_str(printed(value_double(INFINITY)), "\"Infinity\"");
    assert_str(printed(value_double(-INFINITY)), "\"-Infinity\"");
    assert_str(printed(value_double(NAN)), "\"NaN\"");
    assert_str(printed((value){ .kind = VALUE_FUNCTION }), "\"\"");
}

static void style_is_about_doubles(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json, *java;
    } cases[] = {
        { "3", "3", "3" },
        { "3.0", "3", "3.0" },
        { "1e21", "1e+21", "1.0E21" },
        { "0.1", "0.1", "0.1" },
        { "99999999999999999999", "99999999999999999999", "99999999999999999999" },
        { "-1.5e-300", "-1.5e-300", "-1.5E-300" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        value v = number(cases[i].text);
        assert_str(value_to_text(&arena, v, VALUE_STYLE_JSON), cases[i].json);
        assert_str(value_to_text(&arena, v, VALUE_STYLE_JAVA), cases[i].java);
        assert_int_equal(value_printed_size(v, VALUE_STYLE_JSON), strlen(cases[i].json));
        assert_int_equal(value_printed_size(v, VALUE_STYLE_JAVA), strlen(cases[i].java));
    }
}

static void strings_escape_what_json_wants(void **state)
{
    (void)state;
    static const struct {
        str text;
        const char *printed;
    } cases[] = {
        { STR_INIT(""), "\"\"" },
        { STR_INIT("plain and longer than a word"), "\"plain and longer than a word\"" },
        { STR_INIT("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"" },
        { STR_INIT("\b\f\n\r\t"), "\"\\b\\f\\n\\r\\t\"" },
        { STR_INIT("a\0b\x01\x1F\x7F"), "\"a\\u0000b\\u0001\\u001f\x7F\"" },
        { STR_INIT("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"),
          "\"gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80\"" },
        { STR_INIT("\xED\x9F\xBF fits"), "\"\xED\x9F\xBF fits\"" },
        { STR_INIT("\xED\xA0\x80 high \xED\xBF\xBF low"), "\"\\ud800 high \\udfff low\"" },
        { STR_INIT("\xED\xA0"), "\"\xED\xA0\"" },
        { STR_INIT("\xED\xC3\xA4 \xED\xA0 "), "\"\xED\xC3\xA4 \xED\xA0 \"" },
        { STR_INIT("12345678\n"), "\"12345678\\n\"" },
        { STR_INIT("1234567\n12345678\"1"), "\"1234567\\n12345678\\\"1\"" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        assert_str(printed(value_string(cases[i].text)), cases[i].printed);
        struct buf buf;
        buf_init(&buf, &arena);
        value_print_string(&buf, cases[i].text);
        assert_str(buf_text(&buf), cases[i].printed);
    }
}

/* Each byte at each offset of texts of up to two words, among plain ones in ASCII or beyond. */
static void specials_are_found_at_any_offset(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        bool is_plain = c >= 0x20 && c != '"' && c != '\\';
        for (size_t len = 1; len <= 17; len++) {
            for (size_t at = 0; at < len; at++) {
                char text[17];
                memset(text, c % 2 ? 'a' : 0xC3, sizeof text);
                text[at] = (char)c;
                struct arena_mark mark = arena_mark(&arena);
                str out = printed(value_string((str){ text, len }));
                assert_int_equal(out.len > len + 2, !is_plain);
                assert_true(out.at[at + 1] == (is_plain ? (char)c : '\\'));
                arena_release(&arena, mark);
            }
        }
    }
}

static value sample(void)
{
    struct object_builder object;
    struct array_builder array;
    array_begin(&array, &arena);
    array_add(&array, number("1"));
    array_add(&array, value_array(NULL, 0));
    array_add(&array, value_undefined());
    value items = array_end(&array);
    object_begin(&object, &arena);
    value empty = object_end(&object);
    object_set(&object, STR("gone"), value_undefined());
    value void_object = object_end(&object);
    object_set(&object, STR("gone"), value_undefined());
    object_set(&object, STR("a\n"), items);
    object_set(&object, STR("gone too"), value_undefined());
    object_set(&object, STR("b"), value_string(STR("x")));
    object_set(&object, STR("c"), empty);
    object_set(&object, STR("d"), void_object);
    return object_end(&object);
}

static void containers_print_without_blanks(void **state)
{
    (void)state;
    assert_str(printed(sample()), "{\"a\\n\":[1,[],null],\"b\":\"x\",\"c\":{},\"d\":{}}");
}

static void pretty_text_is_indented(void **state)
{
    (void)state;
    assert_str(pretty(sample(), 2), "{\n  \"a\\n\": [\n    1,\n    [],\n    null\n  ],\n  \"b\": "
                                    "\"x\",\n  \"c\": {},\n  \"d\": {}\n}");
    assert_str(pretty(value_array(NULL, 0), 4), "[]");
    assert_str(pretty(number("1"), 4), "1");
}

static value nested(size_t depth)
{
    value v = value_null();
    for (size_t i = 0; i < depth; i++) {
        struct array_builder array;
        array_begin(&array, &arena);
        array_add(&array, v);
        v = array_end(&array);
    }
    return v;
}

static void any_depth_prints(void **state)
{
    (void)state;
    size_t depth = 200000;
    str text = value_to_text(&arena, nested(depth), VALUE_STYLE_JSON);
    assert_int_equal(text.len, 2 * depth + 4);
    for (size_t i = 0; i < depth; i++)
        assert_true(text.at[i] == '[' && text.at[text.len - 1 - i] == ']');
    assert_str(printed(nested(3)), "[[[null]]]");
}

static void sizes_are_measured_up_to_the_depth_limit(void **state)
{
    (void)state;
    assert_int_equal(value_printed_size(nested(VALUE_DEPTH_MAX), VALUE_STYLE_JSON),
                     2 * VALUE_DEPTH_MAX + 4);
    assert_true(value_printed_size(nested(VALUE_DEPTH_MAX + 1), VALUE_STYLE_JSON) == SIZE_MAX);
    assert_true(value_prints_longer(nested(VALUE_DEPTH_MAX + 1), VALUE_STYLE_JSON, 1000000));
}

static void measuring_stops_at_the_limit(void **state)
{
    (void)state;
    value v = sample();
    size_t size = value_printed_size(v, VALUE_STYLE_JSON);
    assert_false(value_prints_longer(v, VALUE_STYLE_JSON, size));
    assert_true(value_prints_longer(v, VALUE_STYLE_JSON, size - 1));
    assert_true(value_prints_longer(v, VALUE_STYLE_JSON, 0));
    /* A value of a hundred parts whose text would have 2^100 items. */
    for (int i = 0; i < 100; i++) {
        struct array_builder array;
        array_begin(&array, &arena);
        array_add(&array, v);
        array_add(&array, v);
        v = array_end(&array);
    }
    assert_true(value_prints_longer(v, VALUE_STYLE_JSON, 256 * 1024));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(scalars_print_as_json, start, finish),
        cmocka_unit_test_setup_teardown(style_is_about_doubles, start, finish),
        cmocka_unit_test_setup_teardown(strings_escape_what_json_wants, start, finish),
        cmocka_unit_test_setup_teardown(specials_are_found_at_any_offset, start, finish),
        cmocka_unit_test_setup_teardown(containers_print_without_blanks, start, finish),
        cmocka_unit_test_setup_teardown(pretty_text_is_indented, start, finish),
        cmocka_unit_test_setup_teardown(any_depth_prints, start, finish),
        cmocka_unit_test_setup_teardown(sizes_are_measured_up_to_the_depth_limit, start, finish),
        cmocka_unit_test_setup_teardown(measuring_stops_at_the_limit, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
