#include "graph/graph.h"

#include "test.h"

#include "diag/diag.h"
#include "graph/escape.h"
#include "graph/internal.h"
#include "graph/svg_geometry.h"
#include "text/unicode.h"

struct bed {
    struct arena arena;
    struct graph_options options;
    const struct doc *doc;
    const struct asl *asl;
    const struct drawing *drawing;
};

static int set_up(void **state)
{
    struct bed *bed = test_calloc(1, sizeof *bed);
    arena_init(&bed->arena, &plain_memory);
    bed->options = (struct graph_options){ .title = STR_INIT("test"), .depth = GRAPH_ALL_LEVELS };
    *state = bed;
    return 0;
}

static int tear_down(void **state)
{
    struct bed *bed = *state;
    arena_finish(&bed->arena);
    test_free(bed);
    return 0;
}

/* JSON with single quotes, which are easier to read in C. */
static const struct doc *read_json(struct bed *bed, const char *json)
{
    size_t len = strlen(json);
    char *text = arena_zeroed(&bed->arena, len + SOURCE_PADDING, 1, 1);
    for (size_t i = 0; i < len; i++)
        text[i] = json[i] == '\'' ? '"' : json[i];
    struct source *source = arena_new(&bed->arena, struct source);
    struct diags *diags = arena_new(&bed->arena, struct diags);
    *source = source_file(STR("test.asl.json"), (str){ text, len });
    diags_init(diags, &bed->arena);
    return doc_read_json(&bed->arena, source, diags);
}

static const struct asl *build(struct bed *bed, const char *json)
{
    struct diags diags;
    bed->doc = read_json(bed, json);
    diags_init(&diags, &bed->arena);
    return asl_build(&bed->arena, bed->doc, doc_root(bed->doc), &diags);
}

static void draw(struct bed *bed, const char *json)
{
    bed->asl = build(bed, json);
    bed->drawing = graph_draw(&bed->arena, bed->asl, &bed->options);
}

static str written(struct bed *bed, void (*write)(struct buf *out, const struct drawing *drawing))
{
    struct buf out;
    buf_init(&out, &bed->arena);
    write(&out, bed->drawing);
    return buf_text(&out);
}

static str svg(struct bed *bed)
{
    struct buf out;
    buf_init(&out, &bed->arena);
    assert_true(graph_write_svg(&out, bed->drawing));
    assert_null(svg_fault(&bed->arena, buf_text(&out)));
    return buf_text(&out);
}

static const struct card *card(const struct bed *bed, const char *name)
{
    for (uint32_t i = 0; i < bed->drawing->card_count; i++) {
        if (str_equal(bed->drawing->cards[i].name, str_from(name)))
            return &bed->drawing->cards[i];
    }
    fail_msg("no card is called %s", name);
    return NULL;
}

static uint32_t number(const struct bed *bed, const struct card *of)
{
    return (uint32_t)(of - bed->drawing->cards);
}

static const struct drawing_edge *edge(const struct bed *bed, const char *tail, const char *head)
{
    for (uint32_t i = 0; i < bed->drawing->edge_count; i++) {
        const struct drawing_edge *found = &bed->drawing->edges[i];
        if (str_equal(bed->drawing->cards[found->tail].name, str_from(tail)) &&
            str_equal(bed->drawing->cards[found->head].name, str_from(head)))
            return found;
    }
    fail_msg("no edge from %s to %s", tail, head);
    return NULL;
}

static void seconds_are_said_in_two_units(void **state)
{
    static const struct {
        int64_t seconds;
        const char *expected;
    } cases[] = {
        { 0, "0 s" }, { 59, "59 s" }, { 60, "1 min" }, { 90, "1 min 30 s" }, { 3600, "1 h" }, { 3660, "1 h 1 min" },
        { 3601, "1 h" }, { 86400, "1 d" }, { 90000, "1 d 1 h" }, { 99999999, "1157 d 9 h" },
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf out;
        buf_init(&out, &bed->arena);
        words_seconds(&out, cases[i].seconds);
        assert_str(buf_text(&out), cases[i].expected);
    }
}

static void milliseconds_are_said_shortly(void **state)
{
    static const struct {
        int64_t ms;
        const char *expected;
    } cases[] = {
        { 0, "0 ms" }, { 999, "999 ms" }, { 1000, "1 s" }, { 6249, "6.2 s" }, { 61000, "1 min 1 s" },
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf out;
        buf_init(&out, &bed->arena);
        words_milliseconds(&out, cases[i].ms);
        assert_str(buf_text(&out), cases[i].expected);
    }
}

static void resources_are_said_shortly(void **state)
{
    static const struct {
        const char *resource, *expected;
    } cases[] = {
        { "arn:aws:states:::lambda:invoke", "lambda:invoke" },
        { "arn:${AWS::Partition}:states:::lambda:invoke", "lambda:invoke" },
        { "arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${Fn}", "lambda ${Fn}" },
        { "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "sqs:sendMessage, callback" },
        { "arn:aws:states:::states:startExecution.sync:2", "states:startExecution.sync" },
        { "arn:aws:states:::aws-sdk:dynamodb:query", "aws-sdk:dynamodb:query" },
        { "arn:aws-cn:states:::http:invoke", "http:invoke" },
        { "arn:aws:lambda:eu-west-1:123456789012:function:pack:live", "lambda pack:live" },
        { "arn:aws:states:eu-west-1:123456789012:activity:sign", "activity sign" },
        { "arn:aws:elsewhere:eu-west-1:123456789012:thing", "thing" },
        { "${Resource}", "${Resource}" },
        { "arn:aws", "arn:aws" },
        { "", "" },
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        assert_str(words_resource(&bed->arena, str_from(cases[i].resource)), cases[i].expected);
}

static void long_texts_are_cut_with_dots(void **state)
{
    struct bed *bed = *state;
    assert_str(text_cut(&bed->arena, STR("abcdef"), 6), "abcdef");
    assert_str(text_cut(&bed->arena, STR("abcdefg"), 6), "abc...");
    assert_str(text_cut(&bed->arena, STR("ab  cdefg"), 7), "ab...");
    assert_str(text_cut(&bed->arena, STR("  abcdefgh"), 8), "  abc...");
    assert_str(text_cut(&bed->arena, STR("\u00E4\u00F6\u00FC\u00DF"), 4), "\u00E4\u00F6\u00FC\u00DF");
    assert_str(text_cut(&bed->arena, STR("\u5168\u5168\u5168\u5168"), 7), "\u5168\u5168...");
}

static void long_conditions_keep_their_end(void **state)
{
    struct bed *bed = *state;
    struct card_row row = { STR("3"), STR("$.order.lines[0].status = 'open'") };
    assert_str(card_row_text(&bed->arena, &row), "$.order.lines[0].status = 'open'");
    row.text = STR("$.warehouse.order.lines[0].status = 'open'");
    assert_str(card_row_text(&bed->arena, &row), "$.wareho...nes[0].status = 'open'");
    row.text = STR("\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168\u5168");
    assert_true(unicode_text_width(card_row_text(&bed->arena, &row)) <= CARD_COLUMNS - 3);
    row.number = STR("");
    row.text = STR("retry 3 times, from 2 s, rate 2, at most 1 min");
    assert_str(card_row_text(&bed->arena, &row), "retry 3 times, from 2 s, rate 2...");
}

static void widths_are_those_of_helvetica(void **state)
{
    (void)state;
    assert_int_equal(metrics_width(STR("Hi!"), false), 722 + 222 + 278);
    assert_int_equal(metrics_width(STR("Hi!"), true), 722 + 278 + 333);
    assert_int_equal(metrics_points(STR("Hi!"), false, 120), 15);
    assert_true(metrics_width(STR("\u5168"), false) >= 1000);
    assert_int_equal(metrics_width(STR("\u0301"), false), 0);
    assert_true(metrics_is_exact(STR("plain ~")));
    assert_false(metrics_is_exact(STR("\u00FC")));
}

static void conditions_are_said_in_words(void **state)
{
    static const struct {
        const char *rule, *expected;
    } cases[] = {
        { "'Variable': '$.a', 'NumericGreaterThan': 0", "$.a > 0" },
        { "'Variable': '$.a', 'StringEquals': 'x y'", "$.a = \"x y\"" },
        { "'Variable': '$.a', 'StringLessThanEqualsPath': '$.b'", "$.a <= $.b" },
        { "'Variable': '$.a', 'StringMatches': 'x*'", "$.a matches \"x*\"" },
        { "'Variable': '$.a', 'BooleanEquals': true", "$.a = true" },
        { "'Variable': '$.a', 'IsPresent': true", "$.a is present" },
        { "'Variable': '$.a', 'IsNumeric': false", "$.a is not a number" },
        { "'Not': {'Variable': '$.a', 'IsNull': true}", "not $.a is null" },
        { "'And': [{'Variable': '$.a', 'IsNull': true}, {'Or': [{'Variable': '$.b', 'NumericEquals': 1}, "
          "{'Variable': '$.c', 'TimestampGreaterThanEquals': '2026-01-01T00:00:00Z'}]}]",
          "$.a is null and ($.b = 1 or $.c >= \"2026-01-01T00:00:00Z\")" },
        { "'Condition': '{% $x >\\n  1 %}'", "?" },
        { "'Variable': '$.a'", "?" },
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str machine = str_printf(&bed->arena,
                                 "{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': [{%s, 'Next': 'C'}]}}}%c",
                                 cases[i].rule, '\0');
        const struct asl *asl = build(bed, machine.at);
        assert_str(condition_text(&bed->arena, asl, &asl->root->states[0].rules[0]), cases[i].expected);
    }
}

static void deeply_nested_conditions_end_in_dots(void **state)
{
    struct bed *bed = *state;
    struct buf json;
    buf_init(&json, &bed->arena);
    buf_str(&json, STR("{'StartAt': 'C', 'States': {'C': {'Type': 'Choice', 'Choices': [{'Next': 'C', "));
    for (int i = 0; i < 100; i++)
        buf_str(&json, STR("'Not': {"));
    buf_str(&json, STR("'Variable': '$', 'IsNull': true"));
    buf_fill(&json, '}', 100);
    buf_str(&json, STR("}]}}}"));
    buf_char(&json, '\0');
    const struct asl *asl = build(bed, json.at);
    str text = condition_text(&bed->arena, asl, &asl->root->states[0].rules[0]);
    assert_true(str_ends(text, STR("...")));
}

static const char loop[] =
    "{'StartAt': 'Ask', 'States': {"
    "'Ask': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Retry': [{'ErrorEquals': ['States.ALL'], "
    "'MaxAttempts': 2, 'IntervalSeconds': 5}], 'Catch': [{'ErrorEquals': ['A', 'B'], 'Next': 'Stop'}], 'Next': 'Ready?'},"
    "'Ready?': {'Type': 'Choice', 'Choices': [{'Variable': '$.a', 'IsPresent': true, 'Next': 'Done'}, "
    "{'Variable': '$.b', 'IsPresent': true, 'Next': 'Done'}], 'Default': 'Wait'},"
    "'Wait': {'Type': 'Wait', 'Seconds': 60, 'Next': 'Ask'},"
    "'Done': {'Type': 'Succeed'}, 'Stop': {'Type': 'Fail', 'Error': 'E'}}}";

static void a_card_says_what_its_state_does(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    assert_str(card(bed, "Ask")->type_name, "TASK");
    assert_str(card(bed, "Ask")->detail, "lambda:invoke");
    assert_int_equal(card(bed, "Ask")->row_count, 1);
    assert_str(card(bed, "Ask")->rows[0].text, "retry 2 times, from 5 s");
    assert_str(card(bed, "Wait")->detail, "1 min");
    assert_str(card(bed, "Stop")->detail, "E");
    assert_int_equal(card(bed, "Ask")->line, 1);
    assert_str(bed->drawing->summary, "A state machine of 5 states: 1 Task, 1 Choice, 1 Wait, 1 Succeed, 1 Fail.");
}

static void rules_to_one_target_share_an_edge(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    const struct drawing_edge *found = edge(bed, "Ready?", "Done");
    assert_int_equal(found->label_count, 2);
    assert_str(found->labels[0].lead, "1");
    assert_str(found->labels[1].lead, "2");
    assert_str(found->labels[1].text, "$.b is present");
    assert_true(edge(bed, "Ready?", "Wait")->labels[0].is_default);
    assert_str(edge(bed, "Ask", "Stop")->labels[0].text, "A +1");
}

static void many_rules_to_one_target_are_counted(void **state)
{
    struct bed *bed = *state;
    struct buf json;
    buf_init(&json, &bed->arena);
    buf_str(&json, STR("{'StartAt': 'C', 'States': {'X': {'Type': 'Succeed'}, 'C': {'Type': 'Choice', 'Choices': ["));
    for (int i = 0; i < 9; i++)
        buf_printf(&json, "%s{'Variable': '$.v%d', 'IsNull': true, 'Next': 'X'}", i ? ", " : "", i);
    buf_str(&json, STR("]}}}"));
    buf_char(&json, '\0');
    draw(bed, json.at);
    const struct drawing_edge *found = edge(bed, "C", "X");
    assert_int_equal(found->label_count, 6);
    assert_str(found->labels[4].text, "$.v4 is null");
    assert_str(found->labels[5].text, "+4 more");
    assert_true(str_ends(found->tooltip, STR("8 $.v7 is null\n9 $.v8 is null")));
    assert_true(str_contains(svg(bed), STR("9 $.v8 is null</title>")));
    assert_true(str_contains(written(bed, graph_write_dot), STR("labeltooltip=\"1 $.v0 is null\\n")));
}

static void edges_that_lead_back_are_known(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    assert_true(edge(bed, "Wait", "Ask")->is_back);
    assert_false(edge(bed, "Wait", "Ask")->is_neighbour);
    assert_false(edge(bed, "Ask", "Ready?")->is_back);
    draw(bed, "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'B': {'Type': 'Pass', 'Next': 'A'}}}");
    assert_true(edge(bed, "B", "A")->is_neighbour);
}

static void only_states_that_end_lead_to_the_end(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    uint32_t ends = 0;
    for (uint32_t i = 0; i < bed->drawing->edge_count; i++)
        ends += bed->drawing->edges[i].kind == EDGE_END;
    assert_int_equal(ends, 1);
    draw(bed, "{'StartAt': 'A', 'States': {'A': {'Type': 'Fail'}}}");
    for (uint32_t i = 0; i < bed->drawing->card_count; i++)
        assert_int_not_equal(bed->drawing->cards[i].kind, CARD_END);
}

static const char nested[] =
    "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Branches': ["
    "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', 'End': true, 'ItemProcessor': {'StartAt': 'A', 'States': {'A': "
    "{'Type': 'Pass', 'End': true}}}}}}, {'StartAt': 'B', 'States': {'B': {'Type': 'Succeed'}}}]}}}";

static void containers_hold_their_states(void **state)
{
    struct bed *bed = *state;
    draw(bed, nested);
    const struct card *parallel = card(bed, "P"), *map = card(bed, "M");
    assert_int_equal(parallel->kind, CARD_CONTAINER);
    assert_int_equal(bed->drawing->cards[map->parent].kind, CARD_BRANCH);
    assert_int_equal(bed->drawing->cards[map->parent].parent, number(bed, parallel));
    assert_int_equal(card(bed, "A")->parent, number(bed, map));
    assert_int_equal(bed->drawing->cards[parallel->fork].kind, CARD_FORK);
    assert_int_equal(bed->drawing->cards[parallel->join].kind, CARD_JOIN);
    svg(bed);
}

static void depth_closes_containers(void **state)
{
    struct bed *bed = *state;
    bed->options.depth = 1;
    draw(bed, nested);
    assert_int_equal(card(bed, "P")->kind, CARD_CONTAINER);
    assert_true(card(bed, "M")->is_collapsed);
    assert_str(card(bed, "M")->rows[card(bed, "M")->row_count - 1].text, "1 state inside");
    bed->options.depth = 0;
    draw(bed, nested);
    assert_str(card(bed, "P")->rows[card(bed, "P")->row_count - 1].text, "3 states inside");
    svg(bed);
}

static void one_container_can_be_drawn_alone(void **state)
{
    struct bed *bed = *state;
    bed->options.container = STR("M");
    draw(bed, nested);
    assert_int_equal(card(bed, "M")->parent, CARD_NONE);
    assert_non_null(graph_container(bed->asl, STR("P")));
    assert_null(graph_container(bed->asl, STR("A")));
    for (uint32_t i = 0; i < bed->drawing->card_count; i++)
        assert_int_not_equal(bed->drawing->cards[i].kind, CARD_START);
    svg(bed);
}

static void states_that_do_not_exist_are_shown(void **state)
{
    struct bed *bed = *state;
    draw(bed, "{'StartAt': 'X', 'States': {'A': {'Type': 'Pass', 'Next': 'B'}, 'C': {'Type': 'Pass', 'Next': 'B'}}}");
    assert_int_equal(card(bed, "B")->kind, CARD_MISSING);
    assert_int_equal(card(bed, "X")->kind, CARD_MISSING);
    assert_int_equal(edge(bed, "A", "B")->head, edge(bed, "C", "B")->head);
    svg(bed);
}

static void states_that_nothing_leads_to_are_marked(void **state)
{
    struct bed *bed = *state;
    draw(bed, "{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}, 'B': {'Type': 'Pass', 'Next': 'A'}}}");
    assert_true(card(bed, "B")->is_unreachable);
    assert_false(card(bed, "A")->is_unreachable);
    assert_true(str_contains(svg(bed), STR("unreachable")));
    assert_true(str_contains(written(bed, graph_write_dot), STR("ROUNDED,DASHED")));
    assert_true(str_contains(written(bed, graph_write_text), STR("unreachable")));
    assert_true(str_contains(written(bed, graph_write_mermaid), STR("stroke-dasharray")));
}

static void a_machine_without_anything_is_drawn(void **state)
{
    static const char *const machines[] = {
        "{}", "{'States': {}}", "{'States': 7}", "{'StartAt': 7, 'States': {'A': null}}",
        "{'States': {'P': {'Type': 'Parallel', 'Branches': [{}]}, 'M': {'Type': 'Map', 'ItemProcessor': []}}}",
        "{'States': {'': {'Type': ''}}}",
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < ARRAY_LEN(machines); i++) {
        draw(bed, machines[i]);
        svg(bed);
        written(bed, graph_write_dot);
        written(bed, graph_write_mermaid);
        written(bed, graph_write_text);
    }
}

static void texts_are_escaped_for_where_they_go(void **state)
{
    static const struct {
        void (*escape)(struct buf *out, str text);
        const char *text, *expected;
    } cases[] = {
        { escape_xml, "<a b=\"&\">", "&lt;a b=&quot;&amp;&quot;&gt;" },
        { escape_xml, "\x01\t\x7F", "\uFFFD \uFFFD" },
        { escape_xml, "\xFF\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD\uFFFD" },
        { escape_dot, "a\"\\\nb", "a\\\"\\\\\\nb" },
        { escape_mermaid, "#35; %%{x}%% `\\n`", "&num;35; &percnt;&percnt;{x}&percnt;&percnt; &grave;&bsol;n&grave;" },
        { escape_mermaid, "a\nb", "a<br/>b" },
        { escape_terminal, "\x1B[31m\u202Ex", "\uFFFD[31mx" },
    };
    struct bed *bed = *state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf out;
        buf_init(&out, &bed->arena);
        cases[i].escape(&out, str_from(cases[i].text));
        assert_str(buf_text(&out), cases[i].expected);
    }
}

static void equal_names_get_different_anchors(void **state)
{
    struct bed *bed = *state;
    draw(bed, "{'StartAt': 'P', 'States': {'P': {'Type': 'Parallel', 'End': true, 'Branches': ["
              "{'StartAt': 'A-2', 'States': {'A-2': {'Type': 'Succeed'}}}, "
              "{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}, "
              "{'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}]}}}");
    str text = svg(bed);
    assert_true(str_contains(text, STR("id=\"state-A\"")));
    assert_true(str_contains(text, STR("id=\"state-A-2\"")));
    assert_true(str_contains(text, STR("id=\"state-A-3\"")));
}

static const struct graph_overlay *read_history(struct bed *bed, const char *json)
{
    const struct doc *doc = read_json(bed, json);
    return graph_overlay_read(&bed->arena, bed->asl, doc, doc_root(doc));
}

static const struct graph_outcome *outcome(const struct bed *bed, const struct graph_overlay *overlay,
                                           const char *name)
{
    for (uint32_t i = 0; i < bed->asl->state_count; i++) {
        if (str_equal(bed->asl->states[i]->name, str_from(name)))
            return &overlay->states[i];
    }
    fail_msg("no state is called %s", name);
    return NULL;
}

static const char failed_run[] =
    "{'events': ["
    "{'type': 'ExecutionStarted', 'id': 1, 'previousEventId': 0, 'timestamp': 1000.0},"
    "{'type': 'TaskStateEntered', 'id': 2, 'previousEventId': 0, 'timestamp': 1000.5, 'stateEnteredEventDetails': {'name': 'Ask'}},"
    "{'type': 'TaskScheduled', 'id': 3, 'previousEventId': 2, 'timestamp': 1001},"
    "{'type': 'TaskTimedOut', 'id': 4, 'previousEventId': 3, 'timestamp': 1002},"
    "{'type': 'TaskScheduled', 'id': 5, 'previousEventId': 4, 'timestamp': 1003},"
    "{'type': 'TaskFailed', 'id': 6, 'previousEventId': 5, 'timestamp': 1004, 'taskFailedEventDetails': {'error': 'A'}},"
    "{'type': 'TaskStateExited', 'id': 7, 'previousEventId': 6, 'timestamp': 1005, 'stateExitedEventDetails': {'name': 'Ask'}},"
    "{'type': 'FailStateEntered', 'id': 8, 'previousEventId': 7, 'timestamp': 1005, 'stateEnteredEventDetails': {'name': 'Stop'}},"
    "{'type': 'ExecutionFailed', 'id': 9, 'previousEventId': 8, 'timestamp': 1005, 'executionFailedEventDetails': {'error': 'E'}}]}";

static void a_caught_error_and_its_way_are_seen(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    const struct graph_overlay *overlay = read_history(bed, failed_run);
    assert_int_equal(overlay->status, GRAPH_FAILED);
    assert_str(overlay->error, "E");
    const struct graph_outcome *ask = outcome(bed, overlay, "Ask");
    assert_int_equal(ask->status, GRAPH_CAUGHT);
    assert_int_equal(ask->attempts, 2);
    assert_int_equal(ask->duration_ms, 4500);
    assert_str(ask->error, "A");
    assert_false(ask->taken[0]);
    assert_true(ask->taken[1]);
    assert_int_equal(outcome(bed, overlay, "Stop")->status, GRAPH_FAILED);
    assert_int_equal(outcome(bed, overlay, "Done")->status, GRAPH_NOT_REACHED);
    assert_true(overlay->started[0]);

    bed->options.overlay = overlay;
    draw(bed, loop);
    assert_str(card(bed, "Ask")->word, "CAUGHT");
    assert_str(card(bed, "Ask")->rows[0].text, "A");
    assert_str(card(bed, "Ask")->rows[1].text, "attempt 2 of 3, 4.5 s");
    assert_true(edge(bed, "Ask", "Stop")->is_taken);
    assert_true(edge(bed, "Ask", "Ready?")->is_dim);
    assert_str(bed->drawing->summary, "An execution that failed with E; 2 of 5 states were reached.");
    assert_true(str_contains(svg(bed), STR(">CAUGHT<")));
}

static void a_history_may_be_newest_first(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    const struct graph_overlay *overlay = read_history(
        bed, "[{'type': 'TaskStateExited', 'id': 3, 'previousEventId': 2, 'stateExitedEventDetails': {'name': 'Ask'}},"
             "{'type': 'TaskStateEntered', 'id': 2, 'previousEventId': 0, 'stateEnteredEventDetails': {'name': 'Ask'}},"
             "{'type': 'ExecutionStarted', 'id': 1, 'previousEventId': 0}]");
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_SUCCEEDED);
    assert_int_equal(overlay->status, GRAPH_RUNNING);
    assert_int_equal(outcome(bed, overlay, "Ask")->duration_ms, -1);
}

static void what_is_open_runs_or_was_aborted(void **state)
{
    struct bed *bed = *state;
    draw(bed, nested);
    static const char entered[] =
        "{'type': 'ParallelStateEntered', 'id': 1, 'stateEnteredEventDetails': {'name': 'P'}},"
        "{'type': 'ParallelStateStarted', 'id': 2, 'previousEventId': 1},"
        "{'type': 'MapStateEntered', 'id': 3, 'previousEventId': 2, 'stateEnteredEventDetails': {'name': 'M'}},"
        "{'type': 'MapStateStarted', 'id': 4, 'previousEventId': 3},"
        "{'type': 'MapIterationStarted', 'id': 5, 'previousEventId': 4, 'mapIterationStartedEventDetails': {'name': 'M'}},"
        "{'type': 'PassStateEntered', 'id': 6, 'previousEventId': 5, 'stateEnteredEventDetails': {'name': 'A'}}";
    str running = str_printf(&bed->arena, "[%s]%c", entered, '\0');
    const struct graph_overlay *overlay = read_history(bed, running.at);
    assert_int_equal(outcome(bed, overlay, "A")->status, GRAPH_RUNNING);
    assert_int_equal(outcome(bed, overlay, "P")->status, GRAPH_RUNNING);
    str stopped = str_printf(&bed->arena, "[%s, {'type': 'ExecutionAborted', 'id': 7, 'previousEventId': 6}]%c", entered, '\0');
    overlay = read_history(bed, stopped.at);
    assert_int_equal(outcome(bed, overlay, "A")->status, GRAPH_ABORTED);
    assert_int_equal(overlay->status, GRAPH_ABORTED);
    str failed = str_printf(&bed->arena,
                            "[%s, {'type': 'EvaluationFailed', 'id': 7, 'previousEventId': 6, 'evaluationFailedEventDetails': "
                            "{'state': 'A', 'error': 'States.Runtime'}}, {'type': 'MapIterationFailed', 'id': 8, "
                            "'previousEventId': 7, 'mapIterationFailedEventDetails': {'name': 'M'}}, {'type': "
                            "'MapStateFailed', 'id': 9, 'previousEventId': 8}, {'type': 'ParallelStateFailed', 'id': 10, "
                            "'previousEventId': 9}, {'type': 'ExecutionFailed', 'id': 11, 'previousEventId': 10}]%c", entered, '\0');
    overlay = read_history(bed, failed.at);
    assert_int_equal(outcome(bed, overlay, "A")->status, GRAPH_FAILED);
    assert_str(outcome(bed, overlay, "P")->error, "States.Runtime");
    assert_int_equal(outcome(bed, overlay, "M")->iterations[GRAPH_FAILED], 1);
    assert_int_equal(outcome(bed, overlay, "B")->status, GRAPH_NOT_REACHED);
}

static void what_is_no_history_is_refused(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    assert_null(read_history(bed, "{}"));
    assert_null(read_history(bed, "7"));
    assert_non_null(read_history(bed, "[]"));
    assert_non_null(read_history(bed, "[7, {}, {'type': 'TaskStateExited'}, {'type': 'PassStateEntered', 'id': -1, "
                                      "'previousEventId': 99, 'stateEnteredEventDetails': {'name': 'Nobody'}}]"));
}

static void a_difference_tells_what_changed(void **state)
{
    struct bed *bed = *state;
    bed->options.old = build(bed, "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Comment': 'x', 'Next': 'B'}, "
                                  "'B': {'Type': 'Pass', 'Next': 'C'}, 'C': {'Type': 'Succeed'}}}");
    draw(bed, "{'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Result': [1], 'Next': 'D'}, "
              "'D': {'Type': 'Pass', 'Next': 'C'}, 'C': {'Type': 'Succeed'}}}");
    assert_int_equal(card(bed, "A")->tint, TINT_CHANGED);
    assert_str(card(bed, "A")->rows[0].text, "differs in Result, Comment");
    assert_int_equal(card(bed, "B")->tint, TINT_REMOVED);
    assert_int_equal(card(bed, "C")->tint, TINT_SAME);
    assert_int_equal(card(bed, "D")->tint, TINT_ADDED);
    assert_true(edge(bed, "A", "B")->is_removed);
    assert_true(edge(bed, "A", "D")->is_added);
    assert_true(edge(bed, "D", "C")->is_added);
    assert_str(bed->drawing->summary, "The difference of two versions: 1 state added, 1 state removed, 1 state changed, "
                                      "2 transitions added, 2 transitions removed.");
    svg(bed);
}

static void equal_versions_have_no_difference(void **state)
{
    struct bed *bed = *state;
    bed->options.old = build(bed, nested);
    draw(bed, nested);
    assert_str(bed->drawing->summary, "The difference of two versions: nothing has changed.");
}

static void removed_containers_show_what_they_held(void **state)
{
    struct bed *bed = *state;
    bed->options.old = build(bed, nested);
    draw(bed, "{'StartAt': 'X', 'States': {'X': {'Type': 'Succeed'}}}");
    assert_int_equal(card(bed, "A")->tint, TINT_REMOVED);
    assert_int_equal(card(bed, "P")->kind, CARD_CONTAINER);
    svg(bed);
}

static void themes_choose_the_colors(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    str text = svg(bed);
    assert_true(str_contains(text, STR("prefers-color-scheme:dark")));
    assert_true(str_contains(text, STR("#EAF3FC")));
    bed->options.theme = GRAPH_LIGHT;
    draw(bed, loop);
    assert_false(str_contains(svg(bed), STR("#12263A")));
    bed->options.theme = GRAPH_DARK;
    draw(bed, loop);
    text = svg(bed);
    assert_true(str_contains(text, STR("#12263A")));
    assert_false(str_contains(text, STR("#EAF3FC")));
    assert_true(str_contains(written(bed, graph_write_dot), STR("bgcolor=\"#0D1117\"")));
    assert_true(str_contains(written(bed, graph_write_mermaid), STR("#12263A")));
}

static void lines_of_text_fit_the_width(void **state)
{
    struct bed *bed = *state;
    for (unsigned width = 5; width < 60; width++) {
        bed->options.width = width;
        draw(bed, loop);
        str rest = written(bed, graph_write_text), line;
        while (str_split(&rest, '\n', &line))
            assert_true(unicode_text_width(line) <= width);
    }
}

static void text_has_colors_only_when_asked(void **state)
{
    struct bed *bed = *state;
    draw(bed, loop);
    assert_false(str_contains(written(bed, graph_write_text), STR("\x1b")));
    bed->options.has_color = true;
    assert_true(str_contains(written(bed, graph_write_text), STR("\x1b[34mTASK\x1b[0m")));
    bed->options.is_ascii = true;
    str text = written(bed, graph_write_text);
    for (size_t i = 0; i < text.len; i++)
        assert_true((unsigned char)text.at[i] < 0x80);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(seconds_are_said_in_two_units),
        TEST(milliseconds_are_said_shortly),
        TEST(resources_are_said_shortly),
        TEST(long_texts_are_cut_with_dots),
        TEST(long_conditions_keep_their_end),
        TEST(widths_are_those_of_helvetica),
        TEST(conditions_are_said_in_words),
        TEST(deeply_nested_conditions_end_in_dots),
        TEST(a_card_says_what_its_state_does),
        TEST(rules_to_one_target_share_an_edge),
        TEST(many_rules_to_one_target_are_counted),
        TEST(edges_that_lead_back_are_known),
        TEST(only_states_that_end_lead_to_the_end),
        TEST(containers_hold_their_states),
        TEST(depth_closes_containers),
        TEST(one_container_can_be_drawn_alone),
        TEST(states_that_do_not_exist_are_shown),
        TEST(states_that_nothing_leads_to_are_marked),
        TEST(a_machine_without_anything_is_drawn),
        TEST(texts_are_escaped_for_where_they_go),
        TEST(equal_names_get_different_anchors),
        TEST(a_caught_error_and_its_way_are_seen),
        TEST(a_history_may_be_newest_first),
        TEST(what_is_open_runs_or_was_aborted),
        TEST(what_is_no_history_is_refused),
        TEST(a_difference_tells_what_changed),
        TEST(equal_versions_have_no_difference),
        TEST(removed_containers_show_what_they_held),
        TEST(themes_choose_the_colors),
        TEST(lines_of_text_fit_the_width),
        TEST(text_has_colors_only_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
