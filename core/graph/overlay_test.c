/*
 * Histories that are not finished, came to a bad end, went on after it, or belong to another machine. Written shortly:
 * one line per event, "Type name error", with the number of the event that it follows before it.
 */
#include "graph/overlay.h"

#include "test.h"

#include "diag/diag.h"
#include "graph/graph.h"
#include "graph/internal.h"

struct bed {
    struct arena arena;
    const struct asl *asl;
};

static int set_up(void **state)
{
    struct bed *bed = test_calloc(1, sizeof *bed);
    arena_init(&bed->arena, &plain_memory);
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

static const struct doc *read_json(struct bed *bed, str json)
{
    struct source *source = arena_new(&bed->arena, struct source);
    struct diags *diags = arena_new(&bed->arena, struct diags);
    char *text = arena_zeroed(&bed->arena, json.len + SOURCE_PADDING, 1, 1);
    for (size_t i = 0; i < json.len; i++)
        text[i] = json.at[i] == '\'' ? '"' : json.at[i];
    *source = source_file(STR("test.json"), (str){ text, json.len });
    diags_init(diags, &bed->arena);
    return doc_read_json(&bed->arena, source, diags);
}

static void use_machine(struct bed *bed, const char *json)
{
    struct diags diags;
    const struct doc *doc = read_json(bed, str_from(json));
    diags_init(&diags, &bed->arena);
    bed->asl = asl_build(&bed->arena, doc, doc_root(doc), &diags);
}

/* "2 TaskStateEntered Ask" or "3 TaskFailed - Error"; lines get the numbers 1, 2, ... and a second each. */
static const struct graph_overlay *read_events(struct bed *bed, const char *lines)
{
    struct buf out;
    str rest = str_from(lines), line;
    buf_init(&out, &bed->arena);
    buf_str(&out, STR("{'events': ["));
    for (int id = 1; str_split(&rest, '\n', &line); id++) {
        str before, type, name = STR(""), error = STR("");
        str_split(&line, ' ', &before);
        str_split(&line, ' ', &type);
        str_split(&line, ' ', &name);
        str_split(&line, ' ', &error);
        buf_printf(&out,
                   "%s{'id': %d, 'previousEventId': %.*s, 'timestamp': %d, 'type': '%.*s', 'xEventDetails': {",
                   id > 1 ? ", " : "", id, STR_ARG(before), 1000 + id, STR_ARG(type));
        if (name.len > 0 && !str_equal(name, STR("-")))
            buf_printf(&out, "'name': '%.*s'", STR_ARG(name));
        if (error.len > 0)
            buf_printf(&out, "'error': '%.*s'", STR_ARG(error));
        buf_str(&out, STR("}}"));
    }
    buf_str(&out, STR("]}"));
    const struct doc *doc = read_json(bed, buf_text(&out));
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

static const struct drawing *draw(struct bed *bed, const struct graph_overlay *overlay)
{
    struct graph_options *options = arena_new(&bed->arena, struct graph_options);
    *options = (struct graph_options){ .title = STR_INIT("test"), .depth = GRAPH_ALL_LEVELS, .overlay = overlay };
    return graph_draw(&bed->arena, bed->asl, options);
}

static const struct card *card(const struct drawing *drawing, const char *name)
{
    for (uint32_t i = 0; i < drawing->card_count; i++) {
        if (str_equal(drawing->cards[i].name, str_from(name)))
            return &drawing->cards[i];
    }
    fail_msg("no card is called %s", name);
    return NULL;
}

static const char both[] =
    "{'StartAt': 'Both', 'States': {'Both': {'Type': 'Parallel', 'Branches': ["
    "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'Resource': 'r', 'End': true}}},"
    "{'StartAt': 'Rest', 'States': {'Rest': {'Type': 'Wait', 'Seconds': 9, 'End': true}}}],"
    "'Next': 'Done', 'Catch': [{'ErrorEquals': ['States.ALL'], 'Next': 'Sorry'}]},"
    "'Done': {'Type': 'Succeed'}, 'Sorry': {'Type': 'Fail'}}}";

/* As the service tells it: also the state that failed is said to be aborted. */
static const char one_branch_failed[] =
    "0 ExecutionStarted\n0 ParallelStateEntered Both\n2 ParallelStateStarted\n3 TaskStateEntered Ask\n"
    "4 TaskScheduled\n3 WaitStateEntered Rest\n5 TaskFailed - Bad\n7 TaskStateAborted\n6 WaitStateAborted\n"
    "8 ParallelStateFailed";

static void a_branch_that_failed_is_told_from_those_that_had_to_stop(void **state)
{
    struct bed *bed = *state;
    use_machine(bed, both);
    const struct graph_overlay *overlay = read_events(
        bed, str_printf(&bed->arena, "%s\n10 ParallelStateExited Both\n11 FailStateEntered Sorry\n12 ExecutionFailed - X%c",
                        one_branch_failed, 0).at);
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_FAILED);
    assert_str(outcome(bed, overlay, "Ask")->error, "Bad");
    assert_int_equal(outcome(bed, overlay, "Rest")->status, GRAPH_ABORTED);
    assert_int_equal(outcome(bed, overlay, "Both")->status, GRAPH_CAUGHT);
    assert_str(outcome(bed, overlay, "Both")->error, "Bad");
    assert_int_equal(outcome(bed, overlay, "Sorry")->status, GRAPH_FAILED);
    assert_int_equal(outcome(bed, overlay, "Done")->status, GRAPH_NOT_REACHED);
}

static const char one[] = "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'Resource': 'r', 'Next': 'Done'}, "
                          "'Done': {'Type': 'Succeed'}}}";

#define ASK_FAILED "0 ExecutionStarted\n0 TaskStateEntered Ask\n2 TaskScheduled\n3 TaskFailed - Bad\n4 ExecutionFailed - Bad"

static void a_redriven_execution_goes_on_where_it_stopped(void **state)
{
    struct bed *bed = *state;
    use_machine(bed, one);
    const struct graph_overlay *overlay = read_events(bed, ASK_FAILED);
    assert_int_equal(overlay->status, GRAPH_FAILED);
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_FAILED);
    overlay = read_events(bed, ASK_FAILED "\n5 ExecutionRedriven\n6 TaskScheduled");
    assert_int_equal(overlay->status, GRAPH_RUNNING);
    assert_int_equal(overlay->error.len, 0);
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_RUNNING);
    overlay = read_events(bed, ASK_FAILED "\n5 ExecutionRedriven\n6 TaskScheduled\n7 TaskSucceeded\n8 TaskStateExited Ask"
                                          "\n9 SucceedStateEntered Done\n10 SucceedStateExited Done\n11 ExecutionSucceeded");
    assert_int_equal(overlay->status, GRAPH_SUCCEEDED);
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_SUCCEEDED);
    assert_int_equal(outcome(bed, overlay, "Ask")->attempts, 2);
    assert_int_equal(outcome(bed, overlay, "Done")->status, GRAPH_SUCCEEDED);
}

static void a_redriven_parallel_can_succeed(void **state)
{
    struct bed *bed = *state;
    use_machine(bed, both);
    const struct graph_overlay *overlay = read_events(
        bed, str_printf(&bed->arena,
                        "%s\n10 ExecutionFailed - Bad\n11 ExecutionRedriven\n3 TaskStateEntered Ask\n13 TaskScheduled\n"
                        "14 TaskSucceeded\n15 TaskStateExited Ask\n3 WaitStateEntered Rest\n17 WaitStateExited Rest\n"
                        "18 ParallelStateSucceeded\n19 ParallelStateExited Both%c",
                        one_branch_failed, 0).at);
    assert_int_equal(overlay->status, GRAPH_RUNNING);
    assert_int_equal(outcome(bed, overlay, "Both")->status, GRAPH_SUCCEEDED);
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_SUCCEEDED);
    assert_int_equal(outcome(bed, overlay, "Ask")->counts[GRAPH_FAILED], 1);
}

static void an_execution_ends_in_many_ways(void **state)
{
    static const struct {
        const char *end, *summary;
        enum graph_status ask;
    } cases[] = {
        { "", "An execution that is running; 1 of 2 states were reached.", GRAPH_RUNNING },
        { "\n2 ExecutionAborted", "An execution that was aborted; 1 of 2 states were reached.", GRAPH_ABORTED },
        { "\n2 ExecutionAborted - Stop", "An execution that was aborted with Stop; 1 of 2 states were reached.",
          GRAPH_ABORTED },
        { "\n2 ExecutionTimedOut", "An execution that timed out; 1 of 2 states were reached.", GRAPH_ABORTED },
        { "\n2 ExecutionFailed - Bad", "An execution that failed with Bad; 1 of 2 states were reached.", GRAPH_FAILED },
    };
    struct bed *bed = *state;
    use_machine(bed, one);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        str lines = str_printf(&bed->arena, "0 ExecutionStarted\n0 TaskStateEntered Ask%s%c", cases[i].end, 0);
        const struct graph_overlay *overlay = read_events(bed, lines.at);
        assert_int_equal(outcome(bed, overlay, "Ask")->status, cases[i].ask);
        assert_str(draw(bed, overlay)->summary, cases[i].summary);
    }
}

static void a_state_is_left_also_where_links_are_missing(void **state)
{
    struct bed *bed = *state;
    use_machine(bed, both);
    const struct graph_overlay *overlay = read_events(
        bed, "0 ExecutionStarted\n0 ParallelStateEntered Both\n2 ParallelStateStarted\n3 TaskStateEntered Ask\n"
             "3 WaitStateEntered Rest\n1 WaitStateExited Rest\n1 TaskStateExited Ask\n1 ParallelStateExited Both\n"
             "1 ParallelStateExited Both\n8 SucceedStateEntered Done");
    assert_int_equal(outcome(bed, overlay, "Both")->status, GRAPH_SUCCEEDED);
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_SUCCEEDED);
    assert_int_equal(outcome(bed, overlay, "Rest")->status, GRAPH_SUCCEEDED);
    assert_true(outcome(bed, overlay, "Both")->taken[0]);
    assert_int_equal(overlay->status, GRAPH_RUNNING);
    overlay = read_events(bed, "0 ExecutionStarted\n0 ParallelStateEntered Both\n2 ParallelStateExited Both\n"
                               "3 FailStateEntered Sorry");
    assert_int_equal(outcome(bed, overlay, "Both")->status, GRAPH_CAUGHT);
    assert_true(outcome(bed, overlay, "Both")->taken[1]);
}

static void items_of_a_map_are_counted_by_what_became_of_them(void **state)
{
    struct bed *bed = *state;
    use_machine(bed, "{'StartAt': 'All', 'States': {'All': {'Type': 'Map', 'ItemProcessor': {'StartAt': 'Ask', "
                     "'States': {'Ask': {'Type': 'Task', 'Resource': 'r', 'End': true}}}, 'End': true}}}");
    const struct graph_overlay *overlay = read_events(
        bed, "0 ExecutionStarted\n0 MapStateEntered All\n2 MapStateStarted\n3 MapIterationStarted All\n"
             "3 MapIterationStarted All\n3 MapIterationStarted All\n4 TaskStateEntered Ask\n7 TaskScheduled\n"
             "5 TaskStateEntered Ask\n9 TaskScheduled\n6 TaskStateEntered Ask\n11 TaskScheduled\n8 TaskSucceeded\n"
             "13 TaskStateExited Ask\n14 MapIterationSucceeded All\n10 TaskFailed - Bad\n16 MapIterationFailed All\n"
             "12 TaskStateAborted\n18 MapIterationAborted All\n17 MapStateFailed\n20 ExecutionFailed - Bad");
    const struct card *all = card(draw(bed, overlay), "All"), *ask = card(draw(bed, overlay), "Ask");
    assert_str(all->word, "FAILED");
    assert_str(all->rows[0].text, "3 items: 1 OK, 1 aborted, 1 failed");
    assert_str(all->rows[1].text, "Bad");
    assert_str(ask->word, "FAILED");
    assert_str(ask->rows[0].text, "3 times: 1 OK, 1 aborted, 1 failed");
}

static void states_of_another_machine_are_counted(void **state)
{
    struct bed *bed = *state;
    use_machine(bed, one);
    const struct graph_overlay *overlay = read_events(
        bed, "0 ExecutionStarted\n0 PassStateEntered Other\n2 PassStateExited Other\n3 PassStateEntered Third\n"
             "4 PassStateExited Third\n5 TaskStateEntered Ask");
    assert_int_equal(overlay->unknown_count, 2);
    assert_str(overlay->unknown, "Other");
    assert_int_equal(outcome(bed, overlay, "Ask")->status, GRAPH_RUNNING);
}

static void times_are_read_however_they_are_written(void **state)
{
    static const char *const times[][2] = {
        { "1767603600.5", "1767603602" },
        { "1767603600500", "1767603602000" },
        { "'2026-01-05T09:00:00.500Z'", "'2026-01-05T10:00:02.000+01:00'" },
        { "'2026-01-05T09:00:00.500000+00:00'", "1767603602" },
    };
    struct bed *bed = *state;
    use_machine(bed, one);
    for (size_t i = 0; i < ARRAY_LEN(times); i++) {
        const struct doc *doc = read_json(
            bed, str_printf(&bed->arena,
                            "[{'id': 1, 'type': 'TaskStateEntered', 'timestamp': %s, 'stateEnteredEventDetails': "
                            "{'name': 'Ask'}}, {'id': 2, 'previousEventId': 1, 'type': 'TaskStateExited', "
                            "'timestamp': %s, 'stateExitedEventDetails': {'name': 'Ask'}}]",
                            times[i][0], times[i][1]));
        const struct graph_overlay *overlay = graph_overlay_read(&bed->arena, bed->asl, doc, doc_root(doc));
        assert_int_equal(outcome(bed, overlay, "Ask")->duration_ms, 1500);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_branch_that_failed_is_told_from_those_that_had_to_stop),
        TEST(a_redriven_execution_goes_on_where_it_stopped),
        TEST(a_redriven_parallel_can_succeed),
        TEST(an_execution_ends_in_many_ways),
        TEST(a_state_is_left_also_where_links_are_missing),
        TEST(items_of_a_map_are_counted_by_what_became_of_them),
        TEST(states_of_another_machine_are_counted),
        TEST(times_are_read_however_they_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
