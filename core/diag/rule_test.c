#include "diag/rule.h"

#include "test.h"

static void codes_are_unique_words_of_small_letters(void **state)
{
    (void)state;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        const char *code = rule_get(id)->code;
        assert_int_equal(rule_find(str_from(code)), id);
        for (const char *c = code; *c; c++)
            assert_true(char_is_lower(*c) || char_is_digit(*c) || (*c == '-' && c > code && c[1]));
    }
    assert_int_equal(rule_find(STR("no-such-rule")), RULE_COUNT);
    assert_int_equal(rule_find(STR("")), RULE_COUNT);
}

static void every_rule_is_explained(void **state)
{
    (void)state;
    for (enum rule_id id = 0; id < RULE_COUNT; id++) {
        const struct rule *rule = rule_get(id);
        const char *const texts[] = { rule->summary, rule->rationale, rule->bad,
                                      rule->good,    rule->source,    rule->since };
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            assert_true(texts[i] && texts[i][0]);
        assert_false(str_ends(str_from(rule->summary), STR(".")));
        assert_true(rule->severity >= SEVERITY_OFF && rule->severity <= SEVERITY_ERROR);
        assert_string_not_equal(rule->bad, rule->good);
    }
}

static void severities_have_names(void **state)
{
    (void)state;
    for (enum severity severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++) {
        enum severity parsed;
        assert_true(severity_parse(str_from(severity_name(severity)), &parsed));
        assert_int_equal(parsed, severity);
    }
    enum severity parsed;
    assert_false(severity_parse(STR("Error"), &parsed));
    assert_false(severity_parse(STR(""), &parsed));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_unique_words_of_small_letters),
        cmocka_unit_test(every_rule_is_explained),
        cmocka_unit_test(severities_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
