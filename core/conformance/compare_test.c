#include "conformance/compare.h"
#include "doc/doc.h"
#include "test.h"

/* A Pass, a Parallel of two branches of unequal length, and a task that fails. */
static const char sample[] =
    "{\"definition\": {}, \"loose\": [\"/events/2/stateExitedEventDetails/output/at\","
    " {\"at\": \"/events/13/taskScheduledEventDetails/parameters/token\", \"like\": \"x*\"}],"
    "\"expect\": {\"status\": \"FAILED\", \"error\": \"Boom\", \"cause\": {\"errorMessage\": \"no\"}, \"events\": ["
    "{\"id\":1,\"previousEventId\":0,\"type\":\"ExecutionStarted\",\"executionStartedEventDetails\":{\"input\":{\"n\":1}}},"
    "{\"id\":2,\"previousEventId\":0,\"type\":\"PassStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"First\",\"input\":{\"n\":1}}},"
    "{\"id\":3,\"previousEventId\":2,\"type\":\"PassStateExited\",\"stateExitedEventDetails\":{\"name\":\"First\",\"output\":{\"n\":2,\"at\":\"?\"}}},"
    "{\"id\":4,\"previousEventId\":3,\"type\":\"ParallelStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"Both\",\"input\":2}},"
    "{\"id\":5,\"previousEventId\":4,\"type\":\"ParallelStateStarted\"},"
    "{\"id\":6,\"previousEventId\":5,\"type\":\"PassStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"Left\",\"input\":2}},"
    "{\"id\":7,\"previousEventId\":6,\"type\":\"PassStateExited\",\"stateExitedEventDetails\":{\"name\":\"Left\",\"output\":\"l\"}},"
    "{\"id\":8,\"previousEventId\":5,\"type\":\"PassStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"Right\",\"input\":2}},"
    "{\"id\":9,\"previousEventId\":8,\"type\":\"PassStateExited\",\"stateExitedEventDetails\":{\"name\":\"Right\",\"output\":\"r\"}},"
    "{\"id\":10,\"previousEventId\":9,\"type\":\"PassStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"Right2\",\"input\":\"r\"}},"
    "{\"id\":11,\"previousEventId\":10,\"type\":\"PassStateExited\",\"stateExitedEventDetails\":{\"name\":\"Right2\",\"output\":\"rr\"}},"
    "{\"id\":12,\"previousEventId\":11,\"type\":\"ParallelStateSucceeded\"},"
    "{\"id\":13,\"previousEventId\":11,\"type\":\"ParallelStateExited\",\"stateExitedEventDetails\":{\"name\":\"Both\",\"output\":[\"l\",\"rr\"]}},"
    "{\"id\":14,\"previousEventId\":13,\"type\":\"TaskScheduled\",\"taskScheduledEventDetails\":{\"resource\":\"invoke\",\"parameters\":{\"token\":\"x\"}}},"
    "{\"id\":15,\"previousEventId\":14,\"type\":\"TaskFailed\",\"taskFailedEventDetails\":{\"error\":\"Boom\",\"cause\":{\"errorMessage\":\"no\"}}},"
    "{\"id\":16,\"previousEventId\":15,\"type\":\"ExecutionFailed\",\"executionFailedEventDetails\":{\"error\":\"Boom\",\"cause\":{\"errorMessage\":\"no\"}}}"
    "]}}";

struct fixture {
    struct arena arena;
    value expected_case, expect, events;
};

static void begin(struct fixture *fixture)
{
    arena_init(&fixture->arena, &plain_memory);
    fixture->expected_case = doc_read_value(&fixture->arena, str_from(sample));
    fixture->expect = value_get(fixture->expected_case, STR("expect"));
    fixture->events = value_get(fixture->expect, STR("events"));
    assert_int_equal(fixture->events.count, 16);
}

static value with(struct fixture *fixture, value object, const char *name, value v)
{
    struct object_builder changed;
    object_begin_from(&changed, &fixture->arena, object);
    object_set(&changed, str_from(name), v);
    return object_end(&changed);
}

static bool is_same(struct fixture *fixture, value actual)
{
    struct buf differences;
    buf_init(&differences, &fixture->arena);
    bool same = compare_result(&fixture->arena, fixture->expected_case, actual, &differences);
    assert_true(same == (differences.len == 0));
    return same;
}

static bool is_same_with_events(struct fixture *fixture, const value *events, size_t count)
{
    value list = value_array(arena_copy(&fixture->arena, events, count * sizeof *events), count);
    return is_same(fixture, with(fixture, fixture->expect, "events", list));
}

/* The events in another order, numbered anew; what each follows goes with it. */
static bool is_same_in_order(struct fixture *fixture, const int *order, size_t count)
{
    value events[16];
    int64_t ids[17] = { 0 };
    for (size_t i = 0; i < count; i++)
        ids[order[i]] = (int64_t)i + 1;
    for (size_t i = 0; i < count; i++) {
        value event = fixture->events.as.items[order[i] - 1];
        int64_t previous = 0;
        assert_true(value_to_integer(value_get(event, STR("previousEventId")), &previous));
        event = with(fixture, event, "id", value_integer((int64_t)i + 1));
        events[i] = with(fixture, event, "previousEventId", value_integer(ids[previous]));
    }
    return is_same_with_events(fixture, events, count);
}

static void a_result_equals_itself(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    assert_true(is_same(&fixture, fixture.expect));
    arena_finish(&fixture.arena);
}

static void a_changed_member_is_noticed(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    assert_false(is_same(&fixture, with(&fixture, fixture.expect, "status", value_string(STR("SUCCEEDED")))));
    assert_false(is_same(&fixture, with(&fixture, fixture.expect, "error", value_string(STR("BoomX")))));
    assert_false(is_same(&fixture, with(&fixture, fixture.expect, "output", value_integer(1))));
    arena_finish(&fixture.arena);
}

static void every_changed_payload_is_noticed(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    for (uint32_t i = 0; i < fixture.events.count; i++) {
        value events[16];
        memcpy(events, fixture.events.as.items, sizeof events);
        const struct member *last = &events[i].as.members[events[i].count - 1];
        if (last->value.kind != VALUE_OBJECT)
            continue;
        value details = with(&fixture, last->value,
                             str_terminated(&fixture.arena, last->value.as.members[last->value.count - 1].name),
                             value_string(STR("mutated")));
        events[i] = with(&fixture, events[i], str_terminated(&fixture.arena, last->name), details);
        assert_false(is_same_with_events(&fixture, events, 16));
    }
    arena_finish(&fixture.arena);
}

static void every_missing_event_is_noticed(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    for (int gone = 1; gone <= 16; gone++) {
        int order[16];
        size_t count = 0;
        for (int id = 1; id <= 16; id++) {
            if (id != gone)
                order[count++] = id;
        }
        assert_false(is_same_in_order(&fixture, order, count));
    }
    arena_finish(&fixture.arena);
}

static void branches_may_interleave_otherwise(void **state)
{
    (void)state;
    static const int order[] = { 1, 2, 3, 4, 5, 8, 9, 6, 7, 10, 11, 12, 13, 14, 15, 16 };
    struct fixture fixture;
    begin(&fixture);
    assert_true(is_same_in_order(&fixture, order, ARRAY_LEN(order)));
    arena_finish(&fixture.arena);
}

static void order_inside_of_a_branch_counts(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    value events[16];
    memcpy(events, fixture.events.as.items, sizeof events);
    value swapped = events[8];
    events[8] = with(&fixture, events[9], "id", value_integer(9));
    events[8] = with(&fixture, events[8], "previousEventId", value_integer(8));
    events[9] = with(&fixture, swapped, "id", value_integer(10));
    events[9] = with(&fixture, events[9], "previousEventId", value_integer(9));
    assert_false(is_same_with_events(&fixture, events, 16));
    arena_finish(&fixture.arena);
}

static void a_wildcard_takes_anything_and_a_pattern_what_is_like_it(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    value events[16];
    memcpy(events, fixture.events.as.items, sizeof events);
    value token = doc_read_value(&fixture.arena, STR("{\"resource\":\"invoke\",\"parameters\":{\"token\":\"x-1\"}}"));
    value other = doc_read_value(&fixture.arena, STR("{\"resource\":\"invoke\",\"parameters\":{\"token\":\"y\"}}"));
    value exit = doc_read_value(&fixture.arena, STR("{\"name\":\"First\",\"output\":{\"n\":2.0,\"at\":[1]}}"));
    events[13] = with(&fixture, events[13], "taskScheduledEventDetails", token);
    events[2] = with(&fixture, events[2], "stateExitedEventDetails", exit);
    assert_true(is_same_with_events(&fixture, events, 16));
    events[13] = with(&fixture, events[13], "taskScheduledEventDetails", other);
    assert_false(is_same_with_events(&fixture, events, 16));
    arena_finish(&fixture.arena);
}

static void a_text_that_holds_an_object_equals_it(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    value text = value_string(STR("{\"errorMessage\": \"no\"}"));
    assert_true(is_same(&fixture, with(&fixture, fixture.expect, "cause", text)));
    text = value_string(STR("{\"errorMessage\": \"yes\"}"));
    assert_false(is_same(&fixture, with(&fixture, fixture.expect, "cause", text)));
    arena_finish(&fixture.arena);
}

static void wrong_numbers_of_events_are_noticed(void **state)
{
    (void)state;
    struct fixture fixture;
    begin(&fixture);
    value events[16];
    memcpy(events, fixture.events.as.items, sizeof events);
    events[6] = with(&fixture, events[6], "previousEventId", value_integer(9));
    assert_false(is_same_with_events(&fixture, events, 16));
    arena_finish(&fixture.arena);
}

/* A failed fork: its culprit counts exactly, the others may have come less far. */
static const char failing[] =
    "{\"definition\": {}, \"expect\": {\"events\": ["
    "{\"id\":1,\"previousEventId\":0,\"type\":\"MapStateStarted\",\"mapStateStartedEventDetails\":{\"length\":2}},"
    "{\"id\":2,\"previousEventId\":1,\"type\":\"MapIterationStarted\",\"mapIterationStartedEventDetails\":{\"name\":\"M\",\"index\":0}},"
    "{\"id\":3,\"previousEventId\":1,\"type\":\"MapIterationStarted\",\"mapIterationStartedEventDetails\":{\"name\":\"M\",\"index\":1}},"
    "{\"id\":4,\"previousEventId\":2,\"type\":\"FailStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"F\"}},"
    "{\"id\":5,\"previousEventId\":3,\"type\":\"WaitStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"W\"}},"
    "{\"id\":6,\"previousEventId\":4,\"type\":\"MapIterationFailed\",\"mapIterationFailedEventDetails\":{\"name\":\"M\",\"index\":0}},"
    "{\"id\":7,\"previousEventId\":4,\"type\":\"MapStateFailed\"}]}}";

static void lanes_beside_a_failure_may_stop_early(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    value expected_case = doc_read_value(&arena, str_from(failing));
    struct fixture fixture = { .arena = arena, .expected_case = expected_case,
                               .expect = value_get(expected_case, STR("expect")) };
    fixture.events = value_get(fixture.expect, STR("events"));
    static const int without_wait[] = { 1, 2, 3, 4, 6, 7 };
    static const int without_failure[] = { 1, 2, 3, 4, 5, 7 };
    assert_true(is_same_in_order(&fixture, without_wait, ARRAY_LEN(without_wait)));
    assert_false(is_same_in_order(&fixture, without_failure, ARRAY_LEN(without_failure)));
    arena_finish(&fixture.arena);
}

static void an_unordered_recording_wants_the_same_events(void **state)
{
    (void)state;
    static const int other_order[] = { 1, 2, 3, 4, 5, 8, 6, 9, 7, 10, 11, 12, 13, 14, 15, 16 };
    struct fixture fixture;
    begin(&fixture);
    value expect = with(&fixture, fixture.expect, "unordered", value_bool(true));
    fixture.expected_case = with(&fixture, fixture.expected_case, "expect", expect);
    assert_true(is_same_in_order(&fixture, other_order, ARRAY_LEN(other_order)));
    assert_false(is_same_in_order(&fixture, other_order, ARRAY_LEN(other_order) - 1));
    arena_finish(&fixture.arena);
}

static void texts_of_the_api_are_read(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    value events = doc_read_value(&arena, STR("[{\"id\":1,\"d\":{\"output\":\"{\\\"a\\\":1}\",\"name\":\"1\","
                                             "\"assignedVariables\":{\"x\":\"2\"}}}]"));
    value expected = doc_read_value(&arena, STR("[{\"id\":1,\"d\":{\"output\":{\"a\":1},\"name\":\"1\","
                                               "\"assignedVariables\":{\"x\":2}}}]"));
    assert_true(value_equal(compare_unwire(&arena, events), expected));
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_equals_itself),
        cmocka_unit_test(a_changed_member_is_noticed),
        cmocka_unit_test(every_changed_payload_is_noticed),
        cmocka_unit_test(every_missing_event_is_noticed),
        cmocka_unit_test(branches_may_interleave_otherwise),
        cmocka_unit_test(order_inside_of_a_branch_counts),
        cmocka_unit_test(a_wildcard_takes_anything_and_a_pattern_what_is_like_it),
        cmocka_unit_test(a_text_that_holds_an_object_equals_it),
        cmocka_unit_test(wrong_numbers_of_events_are_noticed),
        cmocka_unit_test(lanes_beside_a_failure_may_stop_early),
        cmocka_unit_test(an_unordered_recording_wants_the_same_events),
        cmocka_unit_test(texts_of_the_api_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
