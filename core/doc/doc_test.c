#include "doc/doc.h"
#include "test.h"

#include "doc/doc_testing.h"
#include "doc/names.h"

static const char *const sample = "{\"a\":[10,{\"b~/c\":\"x\"},[]],\"\":true,\"a b\":{\"\":null},\"Next\":\"N\"}";

/* Runs `check` on the sample. */
static void with_sample(void (*check)(struct reading *reading))
{
    struct reading reading;
    read_document(&reading, str_from(sample), false);
    check(&reading);
    finish_reading(&reading);
}

static const struct {
    const char *pointer, *text;
} pointers[] = {
    { "", NULL },   { "/a", NULL },       { "/a/0", "10" },     { "/a/1/b~0~1c", "x" }, { "/a/2", NULL },
    { "/", "true" }, { "/a b", NULL }, { "/a b/", "null" }, { "/Next", "N" },
};

static void check_pointers(struct reading *reading)
{
    for (size_t i = 0; i < ARRAY_LEN(pointers); i++) {
        const struct node *node = doc_find(reading->doc, str_from(pointers[i].pointer));
        assert_non_null(node);
        if (pointers[i].text)
            assert_str(doc_text(reading->doc, node), pointers[i].text);
        struct buf buf;
        buf_init(&buf, &reading->arena);
        doc_pointer(&buf, reading->doc, node);
        assert_str(buf_text(&buf), pointers[i].pointer);
    }
    static const char *const nowhere[] = { "a", "/b", "/a/3", "/a/-", "/a/00", "/a/1/x", "/a/0/x", "/a/99999999999",
                                           "/Next/0", "/a/1/b~0~1c/", "/a/1x" };
    for (size_t i = 0; i < ARRAY_LEN(nowhere); i++)
        assert_null(doc_find(reading->doc, str_from(nowhere[i])));
}

static void pointers_find_what_they_name(void **state)
{
    (void)state;
    with_sample(check_pointers);
}

static void check_members(struct reading *reading)
{
    const struct doc *doc = reading->doc;
    const struct node *key = NULL, *root = doc_root(doc);
    assert_str(doc_text(doc, doc_member(doc, root, NAME_Next, &key)), "N");
    assert_str(doc_text(doc, key), "Next");
    assert_null(doc_member(doc, root, NAME_Default, NULL));
    assert_str(doc_text(doc, doc_member_named(doc, root, STR("Next"), NULL)), "N");
    assert_non_null(doc_member_named(doc, root, STR("a b"), &key));
    assert_str(doc_text(doc, key), "a b");
    assert_null(doc_member_named(doc, root, STR("b"), NULL));
    const struct node *array = doc_find(doc, STR("/a"));
    assert_null(doc_member(doc, array, NAME_Next, NULL));
    assert_null(doc_member_named(doc, array, STR("x"), NULL));
    assert_str(doc_tag(doc, root), "");
}

static void members_are_found_by_number_and_by_text(void **state)
{
    (void)state;
    with_sample(check_members);
}

static void the_last_of_two_members_counts(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("{\"x\":1,\"Next\":2,\"x\":3,\"Next\":4}"), false);
    const struct doc *doc = reading.doc;
    assert_str(doc_text(doc, doc_member(doc, doc_root(doc), NAME_Next, NULL)), "4");
    assert_str(doc_text(doc, doc_member_named(doc, doc_root(doc), STR("x"), NULL)), "3");
    assert_str(doc_text(doc, doc_find(doc, STR("/x"))), "3");
    assert_str(value_to_text(&reading.arena, doc_value(&reading.arena, doc, doc_root(doc)), VALUE_STYLE_JSON),
               "{\"x\":3,\"Next\":4}");
    finish_reading(&reading);
}

static void the_innermost_node_covers_an_offset(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR(" {\"a\": [1, \"x\"]} "), false);
    static const struct {
        uint32_t offset;
        enum node_kind kind;
    } cases[] = {
        { 0, NODE_OBJECT }, { 1, NODE_OBJECT },  { 2, NODE_KEY },    { 4, NODE_KEY },     { 5, NODE_OBJECT },
        { 7, NODE_ARRAY },  { 8, NODE_NUMBER },  { 9, NODE_ARRAY },  { 11, NODE_STRING }, { 13, NODE_STRING },
        { 14, NODE_ARRAY }, { 15, NODE_OBJECT }, { 16, NODE_OBJECT },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_int_equal(node_kind(doc_at(reading.doc, cases[i].offset)), cases[i].kind);
    finish_reading(&reading);
}

static const struct {
    const char *text, *printed;
} values[] = {
    { "[null,true,false,1,-2.5,1e2,\"a\\n\\u00e4\",[],{}]", "[null,true,false,1,-2.5,100,\"a\\n\xC3\xA4\",[],{}]" },
    { "{\"a\":{\"b\":[{\"c\":12345678901234567890}]}}", "{\"a\":{\"b\":[{\"c\":12345678901234567890}]}}" },
    { "[1,@,2]", "[1,null,2]" },
    { "\"\\ud800\"", "\"\\ud800\"" },
};

static void documents_become_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(values); i++) {
        struct reading reading;
        read_document(&reading, str_from(values[i].text), false);
        value v = doc_value(&reading.arena, reading.doc, doc_root(reading.doc));
        assert_str(value_to_text(&reading.arena, v, VALUE_STYLE_JSON), values[i].printed);
        finish_reading(&reading);
    }
}

static void nested_texts_keep_their_places(void **state)
{
    (void)state;
    /* The place of "needle" in the text of the only item must be that of its last letters in the file. */
    static const struct {
        const char *text;
        uint32_t start, end;
    } cases[] = {
        { "[\"needle\"]", 2, 8 },
        { "[\"x needle y\"]", 4, 10 },
        { "[\"\\\"needle\"]", 4, 10 },
        { "[\"\\u00e4\\n\\\\needle\\t\"]", 12, 18 },
        { "[\"\xC3\xA4needle\\t\"]", 4, 10 },
        { "[\"\\ud83d\\ude00needle\"]", 14, 20 },
        { "[\"\xE4needle\"]", 3, 9 },
        { "['needle']", 2, 8 },
        { "[needle]", 1, 7 },
        { "[\"needle", 2, 8 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct reading reading;
        read_document(&reading, str_from(cases[i].text), false);
        const struct source *nested = doc_nested(&reading.arena, reading.doc, doc_root(reading.doc) + 1);
        size_t at = str_find(nested->text, STR("needle"));
        assert_int_not_equal(at, SIZE_MAX);
        const struct source *file;
        span place = source_in_file(nested, span_at(at, at + 6), &file);
        assert_ptr_equal(file, &reading.source);
        assert_int_equal(place.start, cases[i].start);
        assert_int_equal(place.end, cases[i].end);
        finish_reading(&reading);
    }
}

static void json_in_json_points_to_the_file(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("{\"d\": \"{\\\"Next\\\": [1,\\n]}\"}"), false);
    const struct source *nested = doc_nested(&reading.arena, reading.doc, doc_root(reading.doc) + 2);
    struct diags diags;
    diags_init(&diags, &reading.arena);
    const struct doc *inner = doc_read_json(&reading.arena, nested, &diags);
    doc_check(&reading.arena, inner);
    assert_int_equal(diags.count, 1);
    const struct source *file;
    span place = source_in_file(diags.items[0]->source, diags.items[0]->span, &file);
    assert_str(source_text(file, place), ",");
    assert_int_equal(place.start, 20);
    finish_reading(&reading);
}

/* ---- Changed copies ---- */

/* {"Ref": x} becomes the text "${}", {"Fn::Sub": x} what x is, and what is tagged loses its tag. */
static struct doc_change change_sample(void *context, const struct doc *doc, const struct node *node)
{
    (void)context;
    const struct node *inner = doc_member(doc, node, NAME_Fn_Sub, NULL);
    if (doc_member(doc, node, NAME_Ref, NULL))
        return (struct doc_change){ .kind = DOC_MAKE_STRING, .text = STR("${}") };
    if (inner || node_has(node, NODE_TAGGED))
        return (struct doc_change){ .kind = DOC_TAKE_INNER, .inner = inner ? inner : node };
    return (struct doc_change){ .kind = DOC_KEEP };
}

static const struct {
    const char *text, *shown;
} changes[] = {
    { "[1,{\"a\":2}]", "[1,{\"a\":2}]" },
    { "{\"Ref\":1}", "\"${}\"" },
    { "[{\"Ref\":{\"Ref\":2}},\"b\",{\"Ref\":[]}]", "[\"${}\",\"b\",\"${}\"]" },
    { "{\"Fn::Sub\":{\"a\":[1,{\"Ref\":2},{\"Fn::Sub\":\"x\\n\"}]}}", "{\"a\":[1,\"${}\",\"x\n\"]}" },
    { "[{\"Fn::Sub\":[1],\"x\":[2,3]},{\"Fn::Sub\":[{\"Fn::Sub\":[4],\"y\":0}],\"x\":[2,3]},5]", "[[1],[[4]],5]" },
    { "a: !A {b: !B c}\nd: \"e\\n\"\n", "{\"a\":{\"b\":\"c\"},\"d\":\"e\n\"}" },
};

static void a_changed_copy_holds_together(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        struct reading reading;
        read_document(&reading, str_from(changes[i].text), true);
        const uint32_t *moved;
        const struct doc *copy = doc_changed(&reading.arena, reading.doc, change_sample, NULL, &moved);
        doc_check(&reading.arena, copy);
        assert_str(show_document(&reading.arena, copy), changes[i].shown);
        for (uint32_t k = 0; k < reading.doc->node_count; k++) {
            if (moved[k] != UINT32_MAX)
                assert_int_equal(copy->nodes[moved[k]].start, reading.doc->nodes[k].start);
        }
        finish_reading(&reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pointers_find_what_they_name),
        cmocka_unit_test(members_are_found_by_number_and_by_text),
        cmocka_unit_test(the_last_of_two_members_counts),
        cmocka_unit_test(the_innermost_node_covers_an_offset),
        cmocka_unit_test(documents_become_values),
        cmocka_unit_test(nested_texts_keep_their_places),
        cmocka_unit_test(json_in_json_points_to_the_file),
        cmocka_unit_test(a_changed_copy_holds_together),
    };
    return cmocka_run_group_tests_name("doc", tests, NULL, NULL);
}
