#include "diag/diag.h"

#include "test.h"

static struct arena arena;
static struct diags diags;

static int start(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    diags_init(&diags, &arena);
    return 0;
}

static int finish(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static void a_diagnostic_holds_what_it_was_given(void **state)
{
    (void)state;
    struct source file = source_file(STR("file"), STR("some text"));
    struct diag *d = diag_add(&diags, RULE_DUPLICATE_KEY, &file, span_at(5, 9));
    char text[] = "edit";
    diag_message(d, "%s of \"%.*s\"", "message", STR_ARG(STR("x")));
    diag_help(d, "first");
    diag_help(d, "second %d", 2);
    for (uint32_t i = 0; i < 20; i++) {
        diag_related(d, &file, span_at(i, i + 1), "place %u", i);
        diag_edit(d, span_at(i, i), str_from(text));
    }
    text[0] = 'x';
    assert_int_equal(d->rule, RULE_DUPLICATE_KEY);
    assert_int_equal(d->severity, rule_get(RULE_DUPLICATE_KEY)->severity);
    assert_ptr_equal(d->source, &file);
    assert_int_equal(d->span.start, 5);
    assert_str(d->message, "message of \"x\"");
    assert_str(d->help, "second 2");
    assert_int_equal(d->related_count, 20);
    assert_int_equal(d->edit_count, 20);
    assert_str(d->related[19].message, "place 19");
    assert_int_equal(d->related[19].span.end, 20);
    assert_str(d->edits[7].text, "edit");
    assert_ptr_equal(d->edits[7].source, &file);
}

static void diagnostics_are_counted_by_severity(void **state)
{
    (void)state;
    struct source file = source_file(STR("file"), STR(""));
    diag_add(&diags, RULE_JSON_SYNTAX, &file, span_at(0, 0))->severity = SEVERITY_ERROR;
    diag_add(&diags, RULE_JSON_SYNTAX, &file, span_at(0, 0))->severity = SEVERITY_WARNING;
    diag_add(&diags, RULE_JSON_SYNTAX, &file, span_at(0, 0))->severity = SEVERITY_INFO;
    diag_add(&diags, RULE_JSON_SYNTAX, &file, span_at(0, 0))->severity = SEVERITY_OFF;
    assert_int_equal(diags_count(&diags, SEVERITY_ERROR), 1);
    assert_int_equal(diags_count(&diags, SEVERITY_WARNING), 2);
    assert_int_equal(diags_count(&diags, SEVERITY_INFO), 3);
}

/* Adds a diagnostic whose message is what the test expects to see in the end. */
static void add(enum rule_id rule, const struct source *source, uint32_t from, uint32_t to,
                const char *message)
{
    diag_message(diag_add(&diags, rule, source, span_at(from, to)), "%s", message);
}

static void sorting_is_by_place_in_the_file_then_rule_then_order(void **state)
{
    (void)state;
    struct source b = source_file(STR("b"), STR("0123456789012345678901234567890123456789"));
    struct source a = source_file(STR("a"), b.text);
    const struct source *nested = source_slice(&arena, &b, span_at(20, 30));
    enum rule_id first = RULE_JSON_SYNTAX, second = RULE_DUPLICATE_KEY;
    assert_true(first < second);
    add(second, &b, 5, 6, "6");
    add(first, &b, 31, 32, "9");
    add(first, nested, 1, 2, "8");
    add(first, &b, 5, 6, "5");
    add(first, &b, 0, 9, "4");
    add(first, &b, 0, 1, "2");
    add(first, &b, 0, 1, "3");
    add(first, &b, 20, 21, "7");
    add(first, &a, 39, 40, "1");
    diags_sort(&diags);
    assert_int_equal(diags.count, 9);
    for (uint32_t i = 0; i < 9; i++)
        assert_true(diags.items[i]->message.at[0] == (char)('1' + i));
}

static void equal_diagnostics_are_shown_once(void **state)
{
    (void)state;
    struct source file = source_file(STR("file"), STR("0123456789"));
    const struct source *nested = source_slice(&arena, &file, span_at(2, 8));
    add(RULE_JSON_SYNTAX, &file, 3, 4, "same");
    add(RULE_DUPLICATE_KEY, &file, 3, 4, "same");
    add(RULE_JSON_SYNTAX, nested, 1, 2, "same");
    add(RULE_JSON_SYNTAX, &file, 3, 4, "same");
    add(RULE_JSON_SYNTAX, &file, 3, 4, "other");
    diags_sort(&diags);
    uint32_t same = 0;
    for (uint32_t i = 0; i < diags.count; i++)
        same += diags.items[i]->rule == RULE_JSON_SYNTAX &&
                str_equal(diags.items[i]->message, STR("same"));
    assert_int_equal(same, 1);
    assert_int_equal(diags.count, 3);
}

static void sorting_nothing_is_fine(void **state)
{
    (void)state;
    diags_sort(&diags);
    assert_int_equal(diags.count, 0);
}

static void the_nearest_name_becomes_a_help(void **state)
{
    (void)state;
    static const str names[] = { STR_INIT("First"), STR_INIT("Second") };
    struct source file = source_file(STR("file"), STR(""));
    struct diag *d = diag_add(&diags, RULE_JSON_SYNTAX, &file, span_at(0, 0));
    assert_int_equal(diag_help_nearest(&diags, d, names, 2, STR("Secnod")), 1);
    assert_str(d->help, "did you mean \"Second\"?");
    d = diag_add(&diags, RULE_JSON_SYNTAX, &file, span_at(0, 0));
    assert_int_equal(diag_help_nearest(&diags, d, names, 2, STR("Something")), -1);
    assert_int_equal(d->help.len, 0);
    diags.nearest_budget = 0;
    assert_int_equal(diag_help_nearest(&diags, d, names, 2, STR("Secnod")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_diagnostic_holds_what_it_was_given, start, finish),
        cmocka_unit_test_setup_teardown(diagnostics_are_counted_by_severity, start, finish),
        cmocka_unit_test_setup_teardown(sorting_is_by_place_in_the_file_then_rule_then_order, start,
                                        finish),
        cmocka_unit_test_setup_teardown(equal_diagnostics_are_shown_once, start, finish),
        cmocka_unit_test_setup_teardown(sorting_nothing_is_fine, start, finish),
        cmocka_unit_test_setup_teardown(the_nearest_name_becomes_a_help, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
