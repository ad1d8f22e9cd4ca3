#include "doc/doc.h"
#include "test.h"

#include "doc/doc_testing.h"
#include "doc/names.h"

/* ---- Right texts ---- */

static const struct {
    const char *text, *shown;
} right[] = {
    { "null", "null" },
    { " true\r\n", "true" },
    { "false", "false" },
    { "0", "0" },
    { "-0", "-0" },
    { "-12.50e+03", "-12.50e+03" },
    { "1E400", "1E400" },
    { "123456789012345678901234567890", "123456789012345678901234567890" },
    { "\"\"", "\"\"" },
    { "\"plain\"", "\"plain\"" },
    { "\"a text of more than eight bytes, twice\"", "\"a text of more than eight bytes, twice\"" },
    { "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\"\\/\b\f\n\r\t\"" },
    { "\"\\u0041\\u00e4\\u20AC\"", "\"A\xC3\xA4\xE2\x82\xAC\"" },
    { "\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\"" },
    { "\"\\ud800\"", "\"\xED\xA0\x80\"" },
    { "\"\\udc00\\ud800x\"", "\"\xED\xB0\x80\xED\xA0\x80x\"" },
    { "\"\\ud800\\u0041\"", "\"\xED\xA0\x80""A\"" },
    { "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"", "\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80\"" },
    { "\"\x7F\"", "\"\x7F\"" },
    { "[]", "[]" },
    { "{}", "{}" },
    { "[ ]", "[]" },
    { "{\n}", "{}" },
    { "[1,[2,[]],{}]", "[1,[2,[]],{}]" },
    { "{\"a\":{\"b\":[{\"c\":null}]},\"d\":true}", "{\"a\":{\"b\":[{\"c\":null}]},\"d\":true}" },
    { "{\"\\u0061\": 1, \"\": 2}", "{\"a\":1,\"\":2}" },
    { "\xEF\xBB\xBF[1]", "[1]" },
    { "\t[\r\n 1 , 2 ]\t ", "[1,2]" },
    { "[1,                          2]", "[1,2]" },
};

static void right_texts_are_read_without_a_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        struct reading reading;
        read_document(&reading, str_from(right[i].text), false);
        assert_str(show_diags(&reading.arena, &reading.diags), "");
        assert_str(show_document(&reading.arena, reading.doc), right[i].shown);
        finish_reading(&reading);
    }
}

static void every_node_knows_its_place(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("{\"Next\": \"x\", \"b\": [1, {\"Next\": null}]}"), false);
    static const struct node expected[] = {
        { 0, 39, NODE_OBJECT | 2 << 8, 9 }, { 1, 7, NODE_KEY, NAME_Next },      { 9, 12, NODE_STRING, 0 },
        { 14, 17, NODE_KEY, NAME_COUNT },   { 19, 38, NODE_ARRAY | 2 << 8, 9 }, { 20, 21, NODE_NUMBER, 0 },
        { 23, 37, NODE_OBJECT | 1 << 8, 9 }, { 24, 30, NODE_KEY, NAME_Next },   { 32, 36, NODE_NULL, 0 },
    };
    assert_int_equal(reading.doc->node_count, ARRAY_LEN(expected));
    for (size_t i = 0; i < ARRAY_LEN(expected); i++)
        assert_memory_equal(&reading.doc->nodes[i], &expected[i], sizeof *expected);
    assert_str(doc_name(reading.doc, NAME_COUNT), "b");
    finish_reading(&reading);
}

/* ---- Wrong texts ---- */

/* What is said, what is left, and the text with all edits made (NULL when there is no edit for each mistake). */
static const struct {
    const char *text, *said, *shown, *repaired;
} wrong[] = {
    /* Commas */
    { "[1,]", "2-3 expected another value after the comma", "[1]", "[1]" },
    { "{\"a\":1,}", "6-7 expected another key after the comma", "{\"a\":1}", "{\"a\":1}" },
    { "[1,\n]", "2-3 expected another value after the comma", "[1]", "[1\n]" },
    { "[,1]", "1-2 expected a value before ','", "[1]", "[1]" },
    { "[,]", "1-2 expected a value before ','", "[]", "[]" },
    { "[1,,,2]", "3-5 expected a value before ','", "[1,2]", "[1,2]" },
    { "[1,,]", "3-4 expected a value before ','", "[1]", "[1]" },
    { "{,\"a\":1}", "1-2 expected a key before ','", "{\"a\":1}", "{\"a\":1}" },
    { "[1 2]", "2-2 expected ',' or ']' after an item, found a number", "[1,2]", "[1, 2]" },
    { "[\"a\"\n\"b\"]", "4-4 expected ',' or ']' after an item, found a string", "[\"a\",\"b\"]", "[\"a\",\n\"b\"]" },
    { "{\"a\":1 \"b\":2}", "6-6 expected ',' or '}' after a member, found a string", "{\"a\":1,\"b\":2}",
      "{\"a\":1, \"b\":2}" },
    { "[1;2]", "2-3 expected ',' or ']', found \";\"", "[1,2]", "[1,2]" },
    { "{\"a\":1;\"b\":2}", "6-7 expected ',' or '}', found \";\"", "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":2}" },
    { "{\"a\":1 2,\"b\":3}", "7-8 expected ',' or '}', found a number", "{\"a\":1,\"b\":3}", NULL },
    { "[1 : 2]", "3-4 expected ',' or ']', found \":\"", "[1,2]", NULL },
    { "{\"a\":1:{\"x\":[2,3]},\"b\":3}", "6-7 expected ',' or '}', found \":\"", "{\"a\":1,\"b\":3}", NULL },
    /* Colons and values */
    { "{\"a\" 1}", "4-4 expected ':' after the key, found a number", "{\"a\":1}", "{\"a\": 1}" },
    { "{\"a\" = 1}", "5-6 expected ':' after the key, found \"=\"", "{\"a\":1}", "{\"a\" : 1}" },
    { "{\"a\" => 1}", "5-7 expected ':' after the key, found \"=>\"", "{\"a\":1}", "{\"a\" : 1}" },
    { "{\"a\"::1}", "5-6 expected a value, found \":\"", "{\"a\":1}", "{\"a\":1}" },
    { "{\"a\":}", "5-6 expected a value after ':', found \"}\"", "{\"a\":?}", NULL },
    { "{\"a\":,\"b\":1}", "5-6 expected a value after ':', found \",\"", "{\"a\":?,\"b\":1}", NULL },
    { "{\"a\"}", "4-5 expected ':' and a value after the key", "{\"a\":?}", NULL },
    { "{\"a\",\"b\":1}", "4-5 expected ':' and a value after the key, found \",\"", "{\"a\":?,\"b\":1}", NULL },
    { "{:1}", "1-2 expected a key in double quotes, found \":\"", "{}", NULL },
    { "{{\"a\":1}:2,\"b\":3}", "1-2 expected a key in double quotes, found \"{\"", "{\"b\":3}", NULL },
    { "[1,@#,2]", "3-4 expected a value, found \"@\"", "[1,?,2]", NULL },
    /* Quotes */
    { "{'a':'b'}", "1-4 expected double quotes around a key\n5-8 expected double quotes around a string",
      "{\"a\":\"b\"}", "{\"a\":\"b\"}" },
    { "['it\\'s \"x\" \\n']", "1-15 expected double quotes around a string", "[\"it's \"x\" \n\"]",
      "[\"it's \\\"x\\\" \\n\"]" },
    { "[`a`]", "1-4 expected double quotes around a string", "[\"a\"]", "[\"a\"]" },
    { "[\xE2\x80\x9C""a\xE2\x80\x9D]", "1-8 expected double quotes around a string", "[\"a\"]", "[\"a\"]" },
    { "['a]", "1-2 expected a value, found \"'\"", "[?]", NULL },
    { "{a:1}", "1-2 expected double quotes around a key", "{\"a\":1}", "{\"a\":1}" },
    { "{Fn::Sub:1, $x-y.z:2}", "1-8 expected double quotes around a key\n12-18 expected double quotes around a key",
      "{\"Fn::Sub\":1,\"$x-y.z\":2}", "{\"Fn::Sub\":1, \"$x-y.z\":2}" },
    { "{\"a\":1 b:2}",
      "6-6 expected ',' or '}' after a member, found \"b\"\n7-8 expected double quotes around a key",
      "{\"a\":1,\"b\":2}", "{\"a\":1, \"b\":2}" },
    { "[hello world, 1]", "1-12 expected a value, found \"hello\"", "[\"hello world\",1]", "[\"hello world\", 1]" },
    { "{\"a\":${Time}}", "5-12 expected a value, found \"$\"", "{\"a\":\"${Time}\"}", "{\"a\":\"${Time}\"}" },
    { "{\"a\":\"say \"hi\" there\",\"b\":1}", "10-11 expected ',' after the string, found \"hi\"", "{\"a\":?,\"b\":1}",
      NULL },
    { "[\"a]", "1-3 the string is not closed; expected '\"'", "[\"a\"]", "[\"a\"]" },
    { "{\"a\": \"b,\n\"c\": 1}", "6-8 the string is not closed; expected '\"'", "{\"a\":\"b\",\"c\":1}",
      "{\"a\": \"b\",\n\"c\": 1}" },
    { "[\"a\nb\nc\"]", "3-4 a string cannot hold a line break", "[\"a\nb\nc\"]", NULL },
    { "[\"a\tb\"]", "3-4 a string cannot hold the control character U+0009", "[\"a\tb\"]", "[\"a\\tb\"]" },
    { "[\"a\x01\"]", "3-4 a string cannot hold the control character U+0001", "[\"a\x01\"]", "[\"a\\u0001\"]" },
    { "[\"\\q\"]", "2-4 \"\\q\" is no escape that JSON knows", "[\"\\q\"]", "[\"\\\\q\"]" },
    { "[\"\\u12g\"]", "2-6 expected four hexadecimal digits after \\u", "[\"\\u12g\"]", NULL },
    { "[\"\\", "1-3 the string is not closed; expected '\"'\n"
               "3-3 expected ']' to close the array, found the end of the text", "[\"\\\"]", NULL },
    /* Words and numbers */
    { "[True, None, NaN, -Infinity, undefined]",
      "1-5 expected \"true\", found \"True\"\n7-11 expected \"null\", found \"None\"\n13-16 JSON has no number \"NaN\"\n"
      "18-27 \"-Infinity\" is not a JSON number\n29-38 expected \"null\", found \"undefined\"",
      "[true,null,?,?,null]", NULL },
    { "[01]", "1-3 \"01\" is not a JSON number", "[?]", NULL },
    { "[+1, .5, 2., 0x1F, 1_0, 1e, -]",
      "1-3 \"+1\" is not a JSON number\n5-7 \".5\" is not a JSON number\n9-11 \"2.\" is not a JSON number\n"
      "13-17 \"0x1F\" is not a JSON number\n19-22 \"1_0\" is not a JSON number\n24-26 \"1e\" is not a JSON number\n"
      "28-29 \"-\" is not a JSON number",
      "[?,?,?,?,?,?,?]", NULL },
    { "012", "0-3 \"012\" is not a JSON number", "?", NULL },
    { "tru", "0-3 expected a value, found \"tru\"", "\"tru\"", "\"tru\"" },
    /* Comments and blanks */
    { "[1, // one\n2 /* two */, # three\n3]",
      "4-10 JSON has no comments\n13-22 JSON has no comments\n24-31 JSON has no comments", "[1,2,3]",
      "[1, \n2 , \n3]" },
    { "{ /* a */ }", "2-9 JSON has no comments", "{}", "{  }" },
    { "[1, /* a */ ]", "4-11 JSON has no comments\n2-3 expected another value after the comma", "[1]", "[1  ]" },
    { "// a\n1 // b", "0-4 JSON has no comments\n7-11 JSON has no comments", "1", "\n1 " },
    { "[1 /* never", "3-11 JSON has no comments\n11-11 expected ']' to close the array, found the end of the text",
      "[1]", "[1 ]" },
    { "[\xC2\xA0""1]", "1-3 the character U+00A0 is no blank in JSON", "[1]", "[ 1]" },
    { "[1\v]", "2-3 the character U+000B is no blank in JSON", "[1]", "[1 ]" },
    /* Closers */
    { "[1", "2-2 expected ']' to close the array, found the end of the text", "[1]", "[1]" },
    { "{\"a\":[{\"b\":1", "12-12 expected '}' to close the object, found the end of the text",
      "{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":1}]}" },
    { "{\"a\":1,", "7-7 expected '}' to close the object, found the end of the text", "{\"a\":1}", NULL },
    { "{\"a\":", "5-5 expected '}' to close the object, found the end of the text", "{\"a\":?}", NULL },
    { "{\"a\"", "4-4 expected '}' to close the object, found the end of the text", "{\"a\":?}", NULL },
    { "[1}", "2-3 expected ']' to close the array, found '}'", "[1]", "[1]" },
    { "{\"a\":[1}", "7-8 expected ']' to close the array, found '}'", "{\"a\":[1]}", "{\"a\":[1]}" },
    { "{\"a\":[1},\"b\":2}", "7-8 expected ']' to close the array, found '}'\n"
                             "8-9 expected the end of the text, found \",\"", "{\"a\":[1]}", NULL },
    { "[{\"a\":{\"b\":1]", "12-13 expected '}' to close the object, found ']'", "[{\"a\":{\"b\":1}}]", NULL },
    { "[1]]", "3-4 expected the end of the text, found \"]\"", "[1]", NULL },
    { "{} {}", "3-4 expected the end of the text, found \"{\"", "{}", NULL },
    { "]", "0-1 expected a JSON value, found \"]\"", "?", NULL },
    { "<html>", "0-1 expected a JSON value, found \"<\"", "?", NULL },
    /* Bytes */
    { "[\"a\xE4\"]", "3-4 the byte 0xE4 is not UTF-8", "[\"a\xEF\xBF\xBD\"]", NULL },
    { "[\"\xC0\xAF\"]", "2-4 the byte 0xC0 is not UTF-8", "[\"\xEF\xBF\xBD\xEF\xBF\xBD\"]", NULL },
    { "[\"\xED\xA0\x80\"]", "2-5 the byte 0xED is not UTF-8", "[\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"]", NULL },
    { "[\"\xF4\x90\x80\x80\"]", "2-6 the byte 0xF4 is not UTF-8",
      "[\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"]", NULL },
    { "[\xE4]", "1-2 expected a value, found the byte 0xE4, which is not UTF-8", "[?]", NULL },
    /* Nothing */
    { "", "0-0 expected a JSON value, found nothing", "", NULL },
    { " \n", "0-0 expected a JSON value, found nothing", "", NULL },
    { "\xEF\xBB\xBF", "0-0 expected a JSON value, found nothing", "", NULL },
};

static void mistakes_are_named_and_repaired(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct reading reading;
        read_document(&reading, str_from(wrong[i].text), false);
        assert_str(show_diags(&reading.arena, &reading.diags), wrong[i].said);
        assert_str(show_document(&reading.arena, reading.doc), wrong[i].shown);
        if (wrong[i].repaired) {
            str repaired = apply_edits(&reading.arena, &reading.source, &reading.diags);
            assert_str(repaired, wrong[i].repaired);
            struct reading again;
            read_document(&again, repaired, false);
            assert_str(show_diags(&again.arena, &again.diags), "");
            finish_reading(&again);
        }
        finish_reading(&reading);
    }
}

static void a_zero_byte_is_no_end(void **state)
{
    (void)state;
    static const struct {
        str text;
        const char *said;
    } cases[] = {
        { STR_INIT("[1]\0"), "3-4 expected the end of the text, found the control character U+0000" },
        { STR_INIT("[\"a\0b\"]"), "3-4 a string cannot hold the control character U+0000" },
        { STR_INIT("\0"), "0-1 expected a JSON value, found the control character U+0000" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct reading reading;
        read_document(&reading, cases[i].text, false);
        assert_str(show_diags(&reading.arena, &reading.diags), cases[i].said);
        finish_reading(&reading);
    }
}

static void a_mistake_may_point_to_a_second_place(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("[1, {\"a\": 2"), false);
    const struct diag *d = reading.diags.items[0];
    assert_int_equal(d->related_count, 1);
    assert_int_equal(d->related[0].span.start, 4);
    assert_str(d->related[0].message, "the object begins here");
    finish_reading(&reading);
}

/* ---- Limits ---- */

static str repeated(struct arena *arena, const char *part, size_t count, const char *end)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (size_t i = 0; i < count; i++)
        buf_str(&buf, str_from(part));
    buf_str(&buf, str_from(end));
    return buf_text(&buf);
}

static uint32_t count_errors(str text)
{
    struct reading reading;
    read_document(&reading, text, false);
    uint32_t count = reading.diags.count;
    finish_reading(&reading);
    return count;
}

static void nesting_is_limited(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf buf;
    buf_init(&buf, &arena);
    for (int extra = 0; extra <= 1; extra++) {
        buf.len = 0;
        for (int i = 0; i < DOC_MAX_DEPTH + extra; i++)
            buf_char(&buf, '[');
        for (int i = 0; i < DOC_MAX_DEPTH + extra; i++)
            buf_char(&buf, ']');
        assert_int_equal(count_errors(buf_text(&buf)), extra);
    }
    /* Never closed: too deep, and the end. */
    assert_int_equal(count_errors(repeated(&arena, "[", 100000, "")), 2);
    assert_int_equal(count_errors(repeated(&arena, "{\"a\":", 100000, "")), 2);
    arena_finish(&arena);
}

static void reports_are_limited(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    assert_int_equal(count_errors(repeated(&arena, "[1,],", 5000, "")), 1 + 1);
    assert_int_equal(count_errors(repeated(&arena, "'a' ", 5000, "")), 2);
    assert_in_range(count_errors(repeated(&arena, "[01,", 900, "")), 100, 102);
    assert_int_equal(count_errors(repeated(&arena, "\xE4 ", 5000, "\"")), 1);
    assert_in_range(count_errors(repeated(&arena, "[\"\xE4 \\q \x01\",", 300, "")), 61, 63);
    assert_in_range(count_errors(repeated(&arena, "[\"x\n", 900, "")), 100, 102);
    arena_finish(&arena);
}

/* ---- Duplicate keys ---- */

static const struct {
    const char *text, *said;
} duplicates[] = {
    { "{\"a\":1,\"b\":2}", "" },
    { "{\"a\":1,\"a\":2}", "7-10 the key \"a\" appears twice in this object" },
    { "{\"Next\":1,\"N\\u0065xt\":2}", "10-21 the key \"Next\" appears twice in this object" },
    { "{\"a\":{\"a\":{\"a\":1}}}", "" },
    { "{\"a\":{\"b\":1},\"b\":{\"a\":1}}", "" },
    { "{\"x\":{\"a\":1,\"a\":2},\"a\":3}", "12-15 the key \"a\" appears twice in this object" },
    { "{\"a\":1,\"x\":{\"a\":2},\"a\":3}", "19-22 the key \"a\" appears twice in this object" },
    { "{\"a\":1,\"a\":2,\"a\":3}",
      "7-10 the key \"a\" appears twice in this object\n13-16 the key \"a\" appears twice in this object" },
    { "[{\"a\":1},{\"a\":2}]", "" },
};

static void duplicate_keys_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(duplicates); i++) {
        struct reading reading;
        read_document(&reading, str_from(duplicates[i].text), false);
        assert_str(show_diags(&reading.arena, &reading.diags), duplicates[i].said);
        for (uint32_t k = 0; k < reading.diags.count; k++) {
            assert_int_equal(reading.diags.items[k]->rule, RULE_DUPLICATE_KEY);
            assert_str(reading.diags.items[k]->related[0].message, "first defined here");
        }
        finish_reading(&reading);
    }
}

static void many_keys_keep_their_numbers(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf buf;
    buf_init(&buf, &arena);
    buf_char(&buf, '{');
    for (int i = 0; i < 3000; i++)
        buf_printf(&buf, "\"key %d\":%d,\"other %d\":0,", i, i, i % 1000);
    buf_str(&buf, STR("\"Next\":1}"));
    struct reading reading;
    read_document(&reading, buf_text(&buf), false);
    assert_int_equal(reading.doc->name_count, 4000);
    assert_int_equal(node_count(doc_root(reading.doc)), 6001);
    assert_int_equal(reading.diags.count, 1000);
    assert_str(doc_text(reading.doc, doc_member_named(reading.doc, doc_root(reading.doc), STR("key 2999"), NULL)),
               "2999");
    finish_reading(&reading);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_texts_are_read_without_a_word),
        cmocka_unit_test(every_node_knows_its_place),
        cmocka_unit_test(mistakes_are_named_and_repaired),
        cmocka_unit_test(a_zero_byte_is_no_end),
        cmocka_unit_test(a_mistake_may_point_to_a_second_place),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(reports_are_limited),
        cmocka_unit_test(duplicate_keys_are_found),
        cmocka_unit_test(many_keys_keep_their_numbers),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
