#include "source/source.h"

#include "test.h"

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

static struct source file_of(const char *text)
{
    return source_file(STR("file"), str_from(text));
}

static void assert_span(span actual, uint32_t start, uint32_t end)
{
    assert_int_equal(actual.start, start);
    assert_int_equal(actual.end, end);
}

static void a_file_stands_in_itself(void **state)
{
    (void)state;
    struct source file = file_of("abcdef");
    const struct source *where;
    assert_span(source_in_file(&file, span_at(2, 4), &where), 2, 4);
    assert_ptr_equal(where, &file);
    assert_str(source_text(&file, span_at(2, 4)), "cd");
    assert_str(source_text(&file, span_at(5, 100)), "f");
}

static void a_slice_is_shifted(void **state)
{
    (void)state;
    struct source file = file_of("ab\"$.x\"");
    const struct source *slice = source_slice(&arena, &file, span_at(3, 6));
    assert_str(slice->text, "$.x");
    assert_str(slice->name, "file");
    assert_span(source_outwards(slice, span_at(0, 3)), 3, 6);
    assert_span(source_outwards(slice, span_at(2, 3)), 5, 6);
    assert_span(source_outwards(slice, span_at(0, 0)), 3, 3);
    assert_span(source_outwards(slice, span_at(3, 3)), 6, 6);
}

static void an_empty_slice_keeps_its_place(void **state)
{
    (void)state;
    struct source file = file_of("ab\"\"");
    const struct source *slice = source_slice(&arena, &file, span_at(3, 3));
    assert_int_equal(slice->text.len, 0);
    assert_span(source_outwards(slice, span_at(0, 0)), 3, 3);
}

static void a_made_text_maps_to_all_it_was_made_from(void **state)
{
    (void)state;
    struct source file = file_of("!Join [a, b]");
    const struct source *made =
        source_made(&arena, &file, span_at(6, 12), STR("made of much longer text"));
    assert_span(source_outwards(made, span_at(0, 4)), 6, 12);
    assert_span(source_outwards(made, span_at(10, 24)), 6, 12);
    assert_span(source_outwards(made, span_at(23, 24)), 6, 12);
    assert_int_equal(source_outwards(made, span_at(5, 5)).start, 6);
}

/*
 *     outer  x"Sub\"je\u00e9t"     inner  Sub"jeét
 *            01234 56789...
 */
static const struct segment escapes[] = {
    { 0, 3, 2, 3 },  /* Sub */
    { 3, 1, 5, 2 },  /* \" */
    { 4, 2, 7, 2 },  /* je */
    { 6, 2, 9, 6 },  /* \u00e9, two bytes inside */
    { 8, 1, 15, 1 }, /* t */
};

static const struct source *decoded(const struct source *file)
{
    return source_mapped(&arena, file, STR("Sub\"je\u00E9t"), escapes, ARRAY_LEN(escapes));
}

static void decoded_text_maps_escape_by_escape(void **state)
{
    (void)state;
    struct source file = file_of("x\"Sub\\\"je\\u00e9t\"");
    const struct source *inner = decoded(&file);
    static const struct {
        span inner, outer;
        const char *text;
    } cases[] = {
        { { 0, 3 }, { 2, 5 }, "Sub" },      { { 1, 2 }, { 3, 4 }, "u" },
        { { 3, 4 }, { 5, 7 }, "\\\"" },     { { 2, 5 }, { 4, 8 }, "b\\\"j" },
        { { 4, 6 }, { 7, 9 }, "je" },       { { 6, 8 }, { 9, 15 }, "\\u00e9" },
        { { 6, 7 }, { 9, 15 }, "\\u00e9" }, { { 5, 9 }, { 8, 16 }, "e\\u00e9t" },
        { { 8, 9 }, { 15, 16 }, "t" },      { { 0, 9 }, { 2, 16 }, "Sub\\\"je\\u00e9t" },
        { { 9, 9 }, { 16, 16 }, "" },       { { 4, 4 }, { 7, 7 }, "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        span outer = source_outwards(inner, cases[i].inner);
        assert_span(outer, cases[i].outer.start, cases[i].outer.end);
        assert_str(source_text(&file, outer), cases[i].text);
    }
}

static void positions_stay_true_through_any_nesting(void **state)
{
    (void)state;
    struct source file = file_of("x\"Sub\\\"je\\u00e9t\"");
    const struct source *string = decoded(&file);
    const struct source *part = source_slice(&arena, string, span_at(2, 9)); /* b"jeét */
    const struct source *inside = source_slice(&arena, part, span_at(1, 4)); /* "je */
    const struct source *where;
    assert_str(inside->text, "\"je");
    assert_span(source_in_file(inside, span_at(0, 1), &where), 5, 7);
    assert_ptr_equal(where, &file);
    assert_span(source_in_file(inside, span_at(2, 3), &where), 8, 9);
    assert_span(source_in_file(part, span_at(4, 7), &where), 9, 16);
    const struct source *made = source_made(&arena, inside, span_at(1, 3), STR("built"));
    assert_span(source_in_file(made, span_at(2, 3), &where), 7, 9);
}

static void many_segments_are_searched(void **state)
{
    (void)state;
    /* Every other byte is an escape of six bytes. */
    enum { COUNT = 1001 };
    struct segment *map = arena_array(&arena, struct segment, COUNT);
    uint32_t outer = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        map[i] = (struct segment){ i, 1, outer, i % 2 ? 6 : 1 };
        outer += map[i].outer_length;
    }
    char *text = arena_alloc(&arena, COUNT, 1);
    memset(text, 'x', COUNT);
    struct source file = source_file(STR("file"), (str){ text, COUNT });
    const struct source *inner = source_mapped(&arena, &file, (str){ text, COUNT }, map, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_span(source_outwards(inner, span_at(i, i + 1)), map[i].outer,
                    map[i].outer + map[i].outer_length);
}

static void nothing_that_was_decoded_is_nowhere(void **state)
{
    (void)state;
    struct source file = file_of("abc");
    const struct source *inner = source_mapped(&arena, &file, STR(""), NULL, 0);
    assert_span(source_outwards(inner, span_at(0, 0)), 0, 0);
}

static void a_copied_text_is_padded(void **state)
{
    (void)state;
    static const char text[] = { 'a', 'b', 'c' };
    const struct source *file = source_copied(&arena, STR("file"), (str){ text, 2 });
    assert_str(file->text, "ab");
    assert_ptr_equal(source_padded(&arena, file), file->text.at);
    const char *padded = source_padded(&arena, source_slice(&arena, file, span_at(0, 1)));
    assert_int_equal(padded[0], 'a');
    for (size_t i = 0; i < SOURCE_PADDING; i++) {
        assert_int_equal(file->text.at[2 + i], 0);
        assert_int_equal(padded[1 + i], 0);
    }
    assert_str(source_copied(&arena, STR("empty"), (str){ NULL, 0 })->text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_stands_in_itself, start, finish),
        cmocka_unit_test_setup_teardown(a_copied_text_is_padded, start, finish),
        cmocka_unit_test_setup_teardown(a_slice_is_shifted, start, finish),
        cmocka_unit_test_setup_teardown(an_empty_slice_keeps_its_place, start, finish),
        cmocka_unit_test_setup_teardown(a_made_text_maps_to_all_it_was_made_from, start, finish),
        cmocka_unit_test_setup_teardown(decoded_text_maps_escape_by_escape, start, finish),
        cmocka_unit_test_setup_teardown(positions_stay_true_through_any_nesting, start, finish),
        cmocka_unit_test_setup_teardown(many_segments_are_searched, start, finish),
        cmocka_unit_test_setup_teardown(nothing_that_was_decoded_is_nowhere, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
