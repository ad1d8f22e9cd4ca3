#include "test.h"

#include "sim/sim_testing.h"

/* A rule, an input, and whether it matches; NULL for "matches" means that the execution fails with this cause. */
struct row {
    const char *rule, *input;
    bool matches;
};

static str run(struct story *story, struct arena *arena, const char *rule, const char *input)
{
    str machine = str_printf(arena,
                             "{'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Default': 'No', 'Choices': [{%s, "
                             "'Next': 'Yes'}]}, 'Yes': {'Type': 'Pass', 'Result': true, 'End': true}, 'No': {'Type': "
                             "'Pass', 'Result': false, 'End': true}}}%c",
                             rule, '\0');
    story_tell(story, machine.at, input);
    return story->output;
}

static void operators_compare(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "'Variable': '$.v', 'StringEquals': 'a'", "{'v': 'a'}", true },
        { "'Variable': '$.v', 'StringEquals': '1'", "{'v': 1}", false },
        { "'Variable': '$.v', 'StringLessThan': 'b'", "{'v': 'a'}", true },
        { "'Variable': '$.v', 'StringGreaterThan': 'b'", "{'v': 'a'}", false },
        { "'Variable': '$.v', 'StringLessThanEquals': 'a'", "{'v': 'a'}", true },
        { "'Variable': '$.v', 'StringGreaterThanEquals': 'b'", "{'v': 'a'}", false },
        { "'Variable': '$.v', 'StringEqualsPath': '$.w'", "{'v': 'a', 'w': 'a'}", true },
        { "'Variable': '$.v', 'NumericEquals': 1", "{'v': 1.0}", true },
        { "'Variable': '$.v', 'NumericEquals': 1", "{'v': '1'}", false },
        { "'Variable': '$.v', 'NumericLessThan': 9007199254740993", "{'v': 9007199254740992}", true },
        { "'Variable': '$.v', 'NumericGreaterThan': 1.5", "{'v': 2}", true },
        { "'Variable': '$.v', 'NumericGreaterThanEqualsPath': '$.w'", "{'v': 2, 'w': 2}", true },
        { "'Variable': '$.v', 'BooleanEquals': false", "{'v': false}", true },
        { "'Variable': '$.v', 'BooleanEquals': false", "{'v': null}", false },
        { "'Variable': '$.v', 'BooleanEqualsPath': '$.w'", "{'v': true, 'w': false}", false },
        { "'Variable': '$.v', 'TimestampEquals': '2020-01-01T00:00:00Z'", "{'v': '2020-01-01T01:00:00+01:00'}", true },
        { "'Variable': '$.v', 'TimestampLessThan': '2020-01-01T00:00:00Z'", "{'v': '2019-12-31T23:59:59.999Z'}", true },
        { "'Variable': '$.v', 'TimestampGreaterThan': '2020-01-01T00:00:00Z'", "{'v': 'no'}", false },
        { "'Variable': '$.v', 'IsNull': true", "{'v': null}", true },
        { "'Variable': '$.v', 'IsNull': false", "{'v': 0}", true },
        { "'Variable': '$.v', 'IsPresent': true", "{'v': null}", true },
        { "'Variable': '$.v.w', 'IsPresent': true", "{}", false },
        { "'Variable': '$.v', 'IsPresent': false", "{}", true },
        { "'Variable': '$.v', 'IsNumeric': true", "{'v': 1e3}", true },
        { "'Variable': '$.v', 'IsString': true", "{'v': []}", false },
        { "'Variable': '$.v', 'IsBoolean': true", "{'v': true}", true },
        { "'Variable': '$.v', 'IsTimestamp': true", "{'v': '2020-01-01T00:00:00Z'}", true },
        { "'Variable': '$.v', 'IsTimestamp': true", "{'v': '2020-01-01'}", false },
        { "'Variable': '$$.State.Name', 'StringEquals': 'A'", "{}", true },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        assert_str(run(&story, &arena, rows[i].rule, rows[i].input), rows[i].matches ? "true" : "false");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void only_the_star_is_special_in_a_pattern(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *text;
        bool matches;
    } rows[] = {
        { "*", "", true },           { "a*", "abc", true },      { "*c", "abc", true },     { "a*c", "ac", true },
        { "a*b*c", "axbxbc", true }, { "a*b", "abc", false },    { "a?c", "abc", false },   { "[a]", "a", false },
        { "[a]", "[a]", true },      { "a\\\\*", "a*", true },   { "a\\\\*", "ab", false }, { "*a*a*a*", "aa", false },
        { "a\\\\\\\\b", "a\\b", true },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        struct buf input;
        buf_init(&input, &arena);
        buf_str(&input, STR("{'v': "));
        value_print_string(&input, str_from(rows[i].text));
        buf_str(&input, STR("}"));
        buf_char(&input, '\0');
        str rule = str_printf(&arena, "'Variable': '$.v', 'StringMatches': '%s'%c", rows[i].pattern, '\0');
        assert_str(run(&story, &arena, rule.at, buf_text(&input).at), rows[i].matches ? "true" : "false");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void rules_nest_and_stop_early(void **state)
{
    (void)state;
    static const struct row rows[] = {
        { "'Not': {'Variable': '$.v', 'IsPresent': true}", "{}", true },
        { "'And': [{'Variable': '$.v', 'IsPresent': true}, {'Variable': '$.v', 'NumericEquals': 1}]", "{}", false },
        { "'And': [{'Variable': '$.v', 'IsPresent': true}, {'Variable': '$.v', 'NumericEquals': 1}]", "{'v': 1}", true },
        { "'Or': [{'Variable': '$.v', 'IsPresent': false}, {'Variable': '$.v', 'NumericEquals': 1}]", "{}", true },
        { "'Or': [{'Variable': '$.v', 'NumericEquals': 2}, {'Variable': '$.v', 'NumericEquals': 1}]", "{'v': 3}", false },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct story story = { .shows_previous = false };
        assert_str(run(&story, &arena, rows[i].rule, rows[i].input), rows[i].matches ? "true" : "false");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void a_path_to_nothing_ends_the_execution(void **state)
{
    (void)state;
    static const char *const rules[] = {
        "'Variable': '$.no', 'NumericEquals': 1",
        "'Variable': '$.v', 'NumericEqualsPath': '$.no'",
        "'Not': {'Variable': '$.no', 'IsString': true}",
        "'Or': [{'Variable': '$.no', 'IsNull': true}]",
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
        struct story story = { .shows_previous = false };
        assert_str(run(&story, &arena, rules[i], "{'v': 1}"),
                   "States.Runtime: An error occurred while executing the state 'A' (entered at the event id #2). Invalid "
                   "path '$.no': The choice state's condition path references an invalid value.");
        story_end(&story);
    }
    arena_finish(&arena);
}

static void without_a_match_or_default_the_choice_fails(void **state)
{
    (void)state;
    struct story story = { .shows_previous = false };
    story_tell(&story,
               "{'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.v', 'IsPresent': true, "
               "'Next': 'A'}]}}}",
               "{}");
    assert_str(story.output, "States.Runtime: An error occurred while executing the state 'A' (entered at the event id "
                             "#2). Failed to transition out of the state. The state does not point to a next state.");
    story_end(&story);
}

static void a_condition_must_be_a_boolean(void **state)
{
    (void)state;
    struct story story = { .shows_previous = true };
    story_tell(&story,
               "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': [{'Condition': "
               "'{% 1 %}', 'Next': 'A'}]}}}",
               "{}");
    assert_str(story.output, "States.QueryEvaluationError: An error occurred while executing the state 'A' (entered at the "
                             "event id #2). The JSONata expression '1' specified for the field 'Choices[0]/Condition' "
                             "returned an unexpected result type. Expected 'boolean', but was 'number' for value: 1");
    assert_str(story.events, "1<0 ExecutionStarted, 2<0 ChoiceStateEntered A, 3<0 EvaluationFailed, 4<3 ExecutionFailed");
    story_end(&story);
}

/* Lint refuses them; a run without lint ends. */
static void a_rule_without_a_condition_ends_the_execution(void **state)
{
    (void)state;
    static const char *const languages[] = { "JSONata", "JSONPath" };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct story story = { .shows_previous = false };
        str machine = str_printf(&arena,
                                 "{'QueryLanguage': '%s', 'StartAt': 'A', 'States': {'A': {'Type': 'Choice', 'Choices': "
                                 "[{'Next': 'A'}]}}}%c", languages[i], '\0');
        story_tell(&story, machine.at, "{}");
        assert_str(story.result.error, "States.Runtime");
        story_end(&story);
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_compare),
        cmocka_unit_test(only_the_star_is_special_in_a_pattern),
        cmocka_unit_test(rules_nest_and_stop_early),
        cmocka_unit_test(a_path_to_nothing_ends_the_execution),
        cmocka_unit_test(without_a_match_or_default_the_choice_fails),
        cmocka_unit_test(a_condition_must_be_a_boolean),
        cmocka_unit_test(a_rule_without_a_condition_ends_the_execution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
