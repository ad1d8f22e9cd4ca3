#include "doc/doc.h"
#include "test.h"

#include "doc/doc_testing.h"
#include "doc/names.h"
#include "doc/yaml.h"

static const struct {
    const char *text, *shown;
} right[] = {
    { "a", "\"a\"" },
    { "---\n", "null" },
    { "--- a\n...\n", "\"a\"" },
    { "a: 1\nb: [x, 2.5, {c: d}]\n", "{\"a\":1,\"b\":[\"x\",2.5,{\"c\":\"d\"}]}" },
    { "- a\n- - b\n  - c\n-\n", "[\"a\",[\"b\",\"c\"],null]" },
    { "a:\n  b: ~\n  c:\nd: \"\"\n", "{\"a\":{\"b\":null,\"c\":null},\"d\":\"\"}" },
    { "[null, Null, NULL, true, True, TRUE, false, False, FALSE]", "[null,null,null,true,true,true,false,false,false]" },
    { "[nULL, tRue, \"null\", 'true', !!str true, ! true]", "[\"nULL\",\"tRue\",\"null\",\"true\",!!str \"true\",! \"true\"]" },
    { "[0, -1, 1.5, 1.5e+3, 0.0]", "[0,-1,1.5,1.5e+3,0.0]" },
    { "[a 1, 1 a, v1.0, 1.2.3, -, 1-2, +, .]",
      "[\"a 1\",\"1 a\",\"v1.0\",\"1.2.3\",\"-\",\"1-2\",\"+\",\".\"]" },
    { "[!!int \"3\", !!bool \"true\", !!null \"\", !!float \"x\"]", "[!!int 3,!!bool true,!!null null,!!float \"x\"]" },
    { "a: !Sub \"${X}\"\nb: !GetAtt Fn.Arn\nc: !Join ['', [x, !Ref Y]]\nd: !If\n  - a\n",
      "{\"a\":!Sub \"${X}\",\"b\":!GetAtt \"Fn.Arn\",\"c\":!Join [\"\",[\"x\",!Ref \"Y\"]],\"d\":!If [\"a\"]}" },
    { "a: !Ref 12\nb: !<tag:x,y> z\nc: !Empty\nd: &x !Both v\ne: !Both &y w\n",
      "{\"a\":!Ref \"12\",\"b\":!<tag:x,y> \"z\",\"c\":!Empty \"\",\"d\":!Both \"v\",\"e\":!Both \"w\"}" },
    { "!K a: !V b\n", "{!K \"a\":!V \"b\"}" },
    { "a: &x\n  !K b: c\nd: !M\n  &y e: f\n", "{\"a\":{!K \"b\":\"c\"},\"d\":!M {\"e\":\"f\"}}" },
    { "'it''s': \"a\\tb\\u00e4\\x41\"\n", "{\"it's\":\"a\tb\xC3\xA4""A\"}" },
    { "? a\n: b\n? c\n", "{\"a\":\"b\",\"c\":null}" },
    { "a: |\n  x\n   y\n\n  z\n", "{\"a\":\"x\n y\n\nz\n\"}" },
    { "a: >-\n  x\n  y\n\n  z\n", "{\"a\":\"x y\nz\"}" },
    { "a: &x 1\nb: *x\nc: [*x, *x]\n", "{\"a\":1,\"b\":1,\"c\":[1,1]}" },
    { "a: &x {p: [1, !T {q: r}]}\nb: *x\n", "{\"a\":{\"p\":[1,!T {\"q\":\"r\"}]},\"b\":{\"p\":[1,!T {\"q\":\"r\"}]}}" },
    { "&k a: *k\n", "{\"a\":\"a\"}" },
    { "a: &x b\n*x : c\n", "{\"a\":\"b\",\"b\":\"c\"}" },
    { "a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}" },
    { "a: &x {p: 1, q: 2}\nb: {<<: *x, q: 3}\n", "{\"a\":{\"p\":1,\"q\":2},\"b\":{\"q\":3,\"p\":1}}" },
    { "a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc: {<<: [*x, *y], r: 4}\n",
      "{\"a\":{\"p\":1},\"b\":{\"p\":2,\"q\":3},\"c\":{\"r\":4,\"p\":1,\"q\":3}}" },
    { "a: &x {p: {<<: {z: !T 1}}}\nb: {<<: *x, <<: {s: 1}}\n", "{\"a\":{\"p\":{\"z\":!T \"1\"}},\"b\":{\"p\":{\"z\":!T \"1\"},\"s\":1}}" },
    { "\"<<\": {a: 1}\n", "{\"<<\":{\"a\":1}}" },
    { "\xEF\xBB\xBF""a: \xC3\xA4\n", "{\"a\":\"\xC3\xA4\"}" },
    { "{\"a\": [1, \"x\\n\"], \"b\":null}", "{\"a\":[1,\"x\n\"],\"b\":null}" },
    { "# only\na: b # end\n", "{\"a\":\"b\"}" },
    { "Yes it is: No it is not\n", "{\"Yes it is\":\"No it is not\"}" },
};

static void right_texts_are_read_without_a_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(right); i++) {
        struct reading reading;
        read_document(&reading, str_from(right[i].text), true);
        assert_str(show_diags(&reading.arena, &reading.diags), "");
        assert_str(show_document(&reading.arena, reading.doc), right[i].shown);
        finish_reading(&reading);
    }
}

static const struct {
    const char *text, *said, *shown;
} wrong[] = {
    { "", "0-0 expected a YAML document, found nothing", "" },
    { "# only a comment\n", "0-0 expected a YAML document, found nothing", "" },
    { "a: [1, 2", "8-8 expected ',' or ']'", "{\"a\":[1,2]}" },
    { "a: b: c\n", "4-5 a key and ':' are not expected here", "{\"a\":\"b\"}" },
    { "a:\n\t- b\n", "3-4 a tab cannot stand here in YAML", "{\"a\":?}" },
    { "a: @b\n", "3-4 this character cannot begin a text without quotes", "{\"a\":?}" },
    { "a: 1\n b: 2\n", "7-8 a key and ':' are not expected here", "{\"a\":\"1 b\"}" },
    { "a: 1\n---\nb: 2\n", "5-8 a second document begins here; only the first is read", "{\"a\":1}" },
    { "a: *x\nb: 1\n", "3-5 no anchor before this is called \"x\"", "{\"a\":?,\"b\":1}" },
    { "a: &x [*x]\n", "7-9 the alias \"x\" stands inside of what it names", "{\"a\":[?]}" },
    { "{{a: b}: c}\n", "1-2 expected a text as the key, found a mapping", "{\"{a: b}\":\"c\"}" },
    { "? - a\n  - b\n: c\n", "2-2 expected a text as the key, found a list", "{\"- a\n  - b\":\"c\"}" },
    { "{{a: \xE4}: c}\n", "5-6 the byte 0xE4 is not UTF-8\n1-2 expected a text as the key, found a mapping",
      "{\"{a: _}\":\"c\"}" },
    { "a: {<<: b}\n", "4-6 expected a mapping or a list of mappings to merge", "{\"a\":{}}" },
    { "a: 1\na: 2\n", "5-6 the key \"a\" appears twice in this object", "{\"a\":1,\"a\":2}" },
    { "a: \xE4\nb: 1\n", "3-4 the byte 0xE4 is not UTF-8", "{\"a\":\"_\",\"b\":1}" },
    { "a: \x01\n", "3-4 a YAML text cannot hold this control character", "" },
    { "a: \"b\n", "6-6 expected the closing quote, found the end of the text", "{\"a\":?}" },
    { "\xC3\xA4: \xC3\xB6: x\n", "6-7 a key and ':' are not expected here", "{\"\xC3\xA4\":\"\xC3\xB6\"}" },
};

static void mistakes_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct reading reading;
        read_document(&reading, str_from(wrong[i].text), true);
        assert_str(show_diags(&reading.arena, &reading.diags), wrong[i].said);
        assert_str(show_document(&reading.arena, reading.doc), wrong[i].shown);
        finish_reading(&reading);
    }
}

/* A plain scalar, what it is to us, and what to YAML 1.1 when that is something else. */
static const struct {
    const char *text;
    enum node_kind kind;
    const char *other;
} scalars[] = {
    { "", NODE_NULL, NULL },
    { "~", NODE_NULL, NULL },
    { "yes", NODE_STRING, "the boolean true" },
    { "No", NODE_STRING, "the boolean false" },
    { "OFF", NODE_STRING, "the boolean false" },
    { "y", NODE_STRING, NULL },
    { "N", NODE_STRING, NULL },
    { "nO", NODE_STRING, NULL },
    { "0", NODE_NUMBER, NULL },
    { "-12", NODE_NUMBER, NULL },
    { "012", NODE_STRING, "an octal number" },
    { "00", NODE_STRING, "an octal number" },
    { "08", NODE_STRING, NULL },
    { "0o14", NODE_STRING, NULL },
    { "0b101", NODE_STRING, "a binary number" },
    { "0b", NODE_STRING, NULL },
    { "0x1F", NODE_STRING, "a hexadecimal number" },
    { "0xG", NODE_STRING, NULL },
    { "+1", NODE_STRING, "a number" },
    { "1_000", NODE_STRING, "a number" },
    { "_1", NODE_STRING, NULL },
    { "12:30", NODE_STRING, "a number to the base of 60" },
    { "1:2:59.5", NODE_STRING, "a number to the base of 60" },
    { "12:60", NODE_STRING, NULL },
    { "12:", NODE_STRING, NULL },
    { "a:1", NODE_STRING, NULL },
    { "1.5", NODE_NUMBER, NULL },
    { ".5", NODE_STRING, "a number" },
    { "1.", NODE_STRING, "a number" },
    { ".", NODE_STRING, NULL },
    { "+", NODE_STRING, NULL },
    { "1e3", NODE_NUMBER, "a text" },
    { "1.5E3", NODE_NUMBER, "a text" },
    { "1.5e-3", NODE_NUMBER, NULL },
    { "1.5e-", NODE_STRING, NULL },
    { "6.02_1e+23", NODE_STRING, "a number" },
    { ".inf", NODE_STRING, "the number infinity" },
    { ".NaN", NODE_STRING, "no number (NaN)" },
    { "=", NODE_STRING, "a default value" },
    { "2001-12-14", NODE_STRING, "a date" },
    { "2001-12-1", NODE_STRING, NULL },
    { "2001-1-1T1:00:00Z", NODE_STRING, "a time stamp" },
    { "2001-12-14T21:59:43.10-05:00", NODE_STRING, "a time stamp" },
    { "2001-12-14 21:59:43.10 -5", NODE_STRING, "a time stamp" },
    { "2001-12-14 21:59", NODE_STRING, NULL },
    { "2001-12-14x", NODE_STRING, NULL },
    { "20010-12-14", NODE_STRING, NULL },
    { "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890", NODE_NUMBER,
      NULL },
};

static void plain_scalars_are_typed_as_in_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(scalars); i++) {
        const char *other;
        assert_int_equal(yaml_plain_kind(str_from(scalars[i].text), &other), scalars[i].kind);
        assert_string_equal(other ? other : "", scalars[i].other ? scalars[i].other : "");
    }
}

static void other_readings_are_reported(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("on: [No, 'No', !Ref No, 012, 1e3]\n"), true);
    assert_str(show_diags(&reading.arena, &reading.diags),
               "0-2 \"on\" without quotes is the boolean true to readers of YAML 1.1\n"
               "5-7 \"No\" without quotes is the boolean false to readers of YAML 1.1\n"
               "24-27 \"012\" without quotes is an octal number to readers of YAML 1.1\n"
               "29-32 \"1e3\" without quotes is a text to readers of YAML 1.1");
    assert_int_equal(reading.diags.items[0]->rule, RULE_YAML_IMPLICIT_TYPE);
    assert_str(apply_edits(&reading.arena, &reading.source, &reading.diags),
               "\"on\": [\"No\", 'No', !Ref No, \"012\", 1e3]\n");
    finish_reading(&reading);
}

static void places_are_in_bytes(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("\xC3\xA4: &x !T\n  - '\xE2\x82\xAC'\n  - |\n    b\n\n# c\nd: *x\n"), true);
    static const struct {
        uint32_t start, end;
    } expected[] = {
        { 0, 43 },  { 0, 2 },   { 12, 32 }, { 14, 19 }, { 24, 31 },
        { 37, 38 }, { 12, 32 }, { 14, 19 }, { 24, 31 },
    };
    assert_int_equal(reading.doc->node_count, ARRAY_LEN(expected));
    for (size_t i = 1; i < ARRAY_LEN(expected); i++) {
        const struct node *node = &reading.doc->nodes[i];
        str text = source_text(&reading.source, node_span(node));
        switch (i) {
        case 1: assert_str(text, "\xC3\xA4"); break;
        case 3:
        case 7: assert_str(text, "'\xE2\x82\xAC'"); break;
        case 4:
        case 8: assert_str(text, "|\n    b"); break;
        case 5: assert_str(text, "d"); break;
        default: assert_int_equal(node_kind(node), NODE_ARRAY);
        }
        assert_int_equal(node_has(node, NODE_ALIASED) != 0, i > 5);
    }
    const struct node *key = doc_at(reading.doc, reading.doc->nodes[5].start);
    assert_str(doc_text(reading.doc, key), "d");
    finish_reading(&reading);
}

/* Each letter of the text, taken outwards, must be that letter in the file. */
static const char *const mapped[] = {
    "a: |\n  xyz\n    uvw\n\n  rst\n",
    "a: |+\n\n\n  xyz\n  uvw\n\n\n",
    "a: |2-\n    xyz\n  uvw\n",
    "a: >\n  xyz\n  uvw\n\n  rst\n   qpo\n  nml\n\n\n  kji\n",
    "a: >-\r\n  xyz\r\n  uvw\r\n\r\n  rst\r\n",
    "a: xyz\n  uvw\n\n  rst   \n  qpo\n",
    "a: 'xyz ''u''\n  rst\n\n\n\n  qpo'\n",
    "a: \"xyz\\n\\\"u\\x41\\u00e4\\\n    rst\\\n\n    \\ qpo   \n  nml \"\n",
    "a: \"x\\0\\a\\b\\e\\f\\v\\r\\t\\N\\_\\L\\P\\/\\ \\\\yz\\U0001F600w\"\n",
    "a: \303\244x\n  \342\202\254z\n",
    "a: &x >-\n  xyz\nb: *x\n",
    "a: | # why\n  xyz\n",
    "a: !Sub |\n  xyz\n  uvw\n",
    "? |\n  xyz\n  uvw\n: b\n",
};

static void letters_of_scalars_are_found_in_the_file(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mapped); i++) {
        struct reading reading;
        read_document(&reading, str_from(mapped[i]), true);
        assert_str(show_diags(&reading.arena, &reading.diags), "");
        for (const struct node *node = reading.doc->nodes + 1; node < reading.doc->nodes + reading.doc->node_count;
             node++) {
            const struct source *nested = doc_nested(&reading.arena, reading.doc, node);
            for (uint32_t k = 0; k < nested->text.len; k++) {
                char letter = nested->text.at[k];
                if (!char_is_lower(letter))
                    continue;
                span place = source_outwards(nested, span_at(k, k + 1));
                assert_int_equal(place.end - place.start, 1);
                assert_int_equal(reading.source.text.at[place.start], letter);
            }
        }
        finish_reading(&reading);
    }
}

static void json_in_a_block_points_to_the_file(void **state)
{
    (void)state;
    struct reading reading;
    read_document(&reading, STR("Definition: |\n  {\n    \"a\": [1,\n    ]\n  }\n"), true);
    const struct source *nested = doc_nested(&reading.arena, reading.doc, reading.doc->nodes + 2);
    struct diags diags;
    diags_init(&diags, &reading.arena);
    doc_read_json(&reading.arena, nested, &diags);
    assert_int_equal(diags.count, 1);
    const struct source *file;
    span place = source_in_file(diags.items[0]->source, diags.items[0]->span, &file);
    assert_str(source_text(file, place), ",");
    assert_int_equal(place.start, str_find(reading.source.text, STR(",")));
    finish_reading(&reading);
}

/* ---- Limits ---- */

static uint32_t count_reports(str text)
{
    struct reading reading;
    read_document(&reading, text, true);
    uint32_t count = reading.diags.count;
    finish_reading(&reading);
    return count;
}

static void nesting_is_limited(void **state)
{
    (void)state;
    char brackets[2000];
    memset(brackets, '[', 1000);
    memset(brackets + 1000, ']', 1000);
    assert_int_equal(count_reports((str){ brackets + 1000 - 250, 500 }), 0);
    assert_int_equal(count_reports((str){ brackets + 1000 - 251, 502 }), 1);
    assert_int_equal(count_reports((str){ brackets, 2000 }), 1);
    assert_int_equal(count_reports((str){ brackets, 1000 }), 1);
}

static void aliases_may_not_nest_too_deeply(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf buf;
    buf_init(&buf, &arena);
    buf_str(&buf, STR("- &a0 x\n"));
    for (int i = 1; i <= 6; i++) {
        buf_printf(&buf, "- &a%d ", i);
        buf_fill(&buf, '[', 200);
        buf_printf(&buf, "*a%d", i - 1);
        buf_fill(&buf, ']', 200);
        buf_char(&buf, '\n');
    }
    struct reading reading;
    read_document(&reading, buf_text(&buf), true);
    assert_int_equal(reading.diags.count, 1);
    assert_true(str_starts(reading.diags.items[0]->message, STR("with this alias")));
    finish_reading(&reading);
    arena_finish(&arena);
}

static void a_billion_laughs_end_at_once(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
        "a: &a {a: x, b: x, c: x, d: x, e: x, f: x, g: x}\n"
        "b: &b {a: *a, b: *a, c: *a, d: *a, e: *a, f: *a, g: *a}\n"
        "c: &c {a: *b, b: *b, c: *b, d: *b, e: *b, f: *b, g: *b}\n"
        "d: &d {a: *c, b: *c, c: *c, d: *c, e: *c, f: *c, g: *c}\n"
        "e: &e {a: *d, b: *d, c: *d, d: *d, e: *d, f: *d, g: *d}\n"
        "f: {<<: *e, x: {<<: *e, x: {<<: *e}}}\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct reading reading;
        read_document(&reading, str_from(texts[i]), true);
        assert_int_equal(reading.diags.count, 1);
        assert_true(str_contains(reading.diags.items[0]->message, STR("too much")));
        assert_in_range(reading.doc->node_count, 1000, 400000);
        finish_reading(&reading);
    }
}

static void reports_are_limited(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf buf;
    buf_init(&buf, &arena);
    for (int i = 0; i < 3000; i++)
        buf_str(&buf, STR("- No\n"));
    assert_int_equal(count_reports(buf_text(&buf)), 100);
    buf.len = 0;
    for (int i = 0; i < 3000; i++)
        buf_str(&buf, STR("- \xE4\n"));
    assert_int_equal(count_reports(buf_text(&buf)), 100);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_texts_are_read_without_a_word),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(plain_scalars_are_typed_as_in_json),
        cmocka_unit_test(other_readings_are_reported),
        cmocka_unit_test(places_are_in_bytes),
        cmocka_unit_test(letters_of_scalars_are_found_in_the_file),
        cmocka_unit_test(json_in_a_block_points_to_the_file),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(aliases_may_not_nest_too_deeply),
        cmocka_unit_test(a_billion_laughs_end_at_once),
        cmocka_unit_test(reports_are_limited),
    };
    return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
