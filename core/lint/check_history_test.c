#include "lint/rule_cases.h"

#define SUCCEED "{'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}"
#define TWO_TASKS                                                                                  \
    "{'StartAt': 'X', 'States': {'X': {'Type': 'Task', 'Resource': '${F}', 'Next': 'Y'}, "         \
    "'Y': {'Type': 'Task', 'Resource': '${F}', 'End': true}}}"
#define JSONATA_MAP(items, processor)                                                              \
    "{'QueryLanguage': 'JSONata', 'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'Items': " items \
    ", 'ItemProcessor': " processor ", 'End': true}}}"
#define DISTRIBUTED                                                                                \
    "{'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'X', "   \
    "'States': {'X': {'Type': 'Succeed'}}}"

static void literal_items_fit_a_history(void **state)
{
    (void)state;
    static const struct rule_case cases[] = {
        /* 2 events an iteration and 2 for its state */
        { JSONATA_MAP("'{% [1..6250] %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% [1..6251] %}'", SUCCEED), "warning \"Items\"" },
        { JSONATA_MAP("'{% [ 0 .. 6250 ] %}'", SUCCEED), "warning \"Items\"" },
        { JSONATA_MAP("'{% [1..6251] %}'", SUCCEED), "", true },
        { JSONATA_MAP("'{% [1..10000] %}'", DISTRIBUTED), "" },
        { JSONATA_MAP("'{% [9..1] %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% [1..9223372036854775807] %}'", SUCCEED), "warning \"Items\"" },
        { JSONATA_MAP("'{% [1..$n] %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% [1..2..3] %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% $range(0, 20000, 2) %}'", SUCCEED), "warning \"Items\"" },
        { JSONATA_MAP("'{% $range(0, 20000, 5) %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% $range(0, 20000, 0) %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% $range(0, 20000) %}'", SUCCEED), "" },
        { JSONATA_MAP("'{% $states.input.items %}'", SUCCEED), "" },
        { JSONATA_MAP("[1, 2, 3]", SUCCEED), "" },
        { JSONATA_MAP("'{% [1..3000] %}'", TWO_TASKS), "warning \"Items\"" },
        { JSONATA_MAP("'{% [1..2000] %}'", TWO_TASKS), "" },
        /* inner iterations count as often as the outer ones */
        { JSONATA_MAP(
              "[1, 2]",
              "{'StartAt': 'N', 'States': {'N': {'Type': 'Map', 'Items': '{% [1..4000] %}', "
              "'ItemProcessor': " SUCCEED ", 'End': true}}}"),
          "warning \"Items\"" },
    };
    rule_cases_check(RULE_HISTORY_LIMIT, cases, ARRAY_LEN(cases));
}

static void the_shortest_way_counts(void **state)
{
    (void)state;
    /* A Choice that may skip three tasks, a Parallel whose branches all run, a loop that nobody has
     * to take. */
#define CHOICE(then)                                                                               \
    "{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': [{'Condition': true, 'Next': " \
    "'P'}], 'Default': '" then "'}, 'P': {'Type': 'Parallel', 'Branches': [" TWO_TASKS             \
    ", " TWO_TASKS "], 'End': true}, 'S': {'Type': 'Succeed'}}}"
    static const struct rule_case cases[] = {
        { JSONATA_MAP("'{% [1..4000] %}'", CHOICE("S")), "" },
        { JSONATA_MAP("'{% [1..5000] %}'", CHOICE("S")), "warning \"Items\"" },
        { JSONATA_MAP("'{% [1..1000] %}'", CHOICE("P")), "warning \"Items\"" },
        { JSONATA_MAP("'{% [1..9000] %}'",
                      "{'StartAt': 'X', 'States': {'X': {'Type': 'Pass', 'Next': 'X'}}}"),
          "" },
        { JSONATA_MAP("'{% [1..9000] %}'",
                      "{'StartAt': 'Nobody', 'States': {'X': {'Type': 'Succeed'}}}"),
          "" },
    };
    rule_cases_check(RULE_HISTORY_LIMIT, cases, ARRAY_LEN(cases));
}

/* A Pass state with so many items, then a Map. */
static const char *passed_items(struct arena *arena, const char *pass, const char *map,
                                unsigned count)
{
    struct buf items;
    buf_init(&items, arena);
    buf_str(&items, STR("{'StartAt': 'P', 'States': {'P': {'Type': 'Pass', 'Next': 'M', "));
    for (const char *c = pass; *c; c++) {
        if (*c != '#') {
            buf_char(&items, *c);
            continue;
        }
        for (unsigned i = 0; i < count; i++)
            buf_printf(&items, "%s%u", i ? "," : "", i);
    }
    buf_printf(&items, "}, 'M': {'Type': 'Map', %s'ItemProcessor': " SUCCEED ", 'End': true}}}",
               map);
    return str_terminated(arena, buf_text(&items));
}

static void items_of_a_pass_state_are_counted(void **state)
{
    (void)state;
    static const struct {
        const char *pass, *map;
        unsigned count;
        const char *expected;
    } cases[] = {
        { "'Result': [#]", "", 7000, "warning \"M\"" },
        { "'Result': [#]", "", 10, "" },
        { "'Result': {'a': [#]}", "'ItemsPath': '$.a', ", 7000, "warning \"ItemsPath\"" },
        { "'Result': {'a': [#]}", "'ItemsPath': '$.b', ", 7000, "" },
        { "'Result': {'a': [#]}", "'ItemsPath': '$$.Execution.Input', ", 7000, "" },
        { "'Result': [#], 'ResultPath': '$.r'", "'ItemsPath': '$.r', ", 7000,
          "warning \"ItemsPath\"" },
        { "'Result': [#], 'ResultPath': '$.r'", "'InputPath': '$.r', ", 7000, "warning \"M\"" },
        { "'Result': [#], 'ResultPath': null", "", 7000, "" },
        { "'Result': {'a': [#]}, 'OutputPath': '$.a'", "", 7000, "warning \"M\"" },
        { "'Parameters': [#]", "", 7000, "warning \"M\"" },
        { "'Parameters': {'a.$': '$.b'}", "'ItemsPath': '$.a', ", 7000, "" },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena;
        arena_init(&arena, &plain_memory);
        struct rule_case one = { passed_items(&arena, cases[i].pass, cases[i].map, cases[i].count),
                                 cases[i].expected, false };
        rule_cases_check(RULE_HISTORY_LIMIT, &one, 1);
        arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literal_items_fit_a_history),
        cmocka_unit_test(the_shortest_way_counts),
        cmocka_unit_test(items_of_a_pass_state_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
