/* Histories: one by one, as a bag, or (compare_tree.c) as a tree. */
#include "conformance/compare_internal.h"

str compare_type(value event)
{
    value type = value_get(event, STR("type"));
    return type.kind == VALUE_STRING ? value_text(type) : STR("");
}

/* The first member of any of the event's details. */
static value detail(value event, str name)
{
    for (uint32_t i = 0; i < event.count; i++) {
        value found = value_get(event.as.members[i].value, name);
        if (found.kind != VALUE_UNDEFINED)
            return found;
    }
    return value_undefined();
}

str compare_state_name(value event)
{
    value name = detail(event, STR("name"));
    return name.kind == VALUE_STRING ? value_text(name) : STR("");
}

int64_t compare_number(value event, const char *name)
{
    value found = value_get(event, str_from(name));
    int64_t number;
    if (found.kind == VALUE_UNDEFINED)
        found = detail(event, str_from(name));
    return value_to_integer(found, &number) ? number : -1;
}

str compare_label(struct compare *compare, value event)
{
    str name = compare_state_name(event);
    return str_printf(compare->arena, "event #%lld %.*s%s%.*s", (long long)compare_number(event, "id"),
                      STR_ARG(compare_type(event)), name.len ? " " : "", STR_ARG(name));
}

static bool is_ignored_detail(str name)
{
    return str_equal(name, STR("inputDetails")) || str_equal(name, STR("outputDetails")) ||
           str_equal(name, STR("assignedVariablesDetails"));
}

static value without_ignored(struct arena *arena, value details)
{
    if (details.kind != VALUE_OBJECT)
        return details;
    struct object_builder kept;
    object_begin(&kept, arena);
    for (uint32_t i = 0; i < details.count; i++) {
        if (!is_ignored_detail(details.as.members[i].name))
            object_set(&kept, details.as.members[i].name, details.as.members[i].value);
    }
    return object_end(&kept);
}

/* The event without what depends on time or position; empty details say nothing. */
static value body_of(struct arena *arena, value event)
{
    struct object_builder body;
    object_begin(&body, arena);
    for (uint32_t i = 0; i < event.count; i++) {
        str name = event.as.members[i].name;
        if (str_equal(name, STR("timestamp")) || str_equal(name, STR("id")) || str_equal(name, STR("previousEventId")))
            continue;
        value v = without_ignored(arena, event.as.members[i].value);
        if (v.kind != VALUE_OBJECT || v.count > 0)
            object_set(&body, name, v);
    }
    return object_end(&body);
}

void compare_event(struct compare *compare, value expected, value actual, uint32_t index)
{
    compare_values(compare, body_of(compare->arena, expected), body_of(compare->arena, actual),
                   str_printf(compare->arena, "/events/%u", index));
}

static void compare_place(struct compare *compare, value expected, value actual, uint32_t index, const char *name)
{
    str at = str_printf(compare->arena, "/events/%u/%s", index, name);
    int64_t wanted = compare_number(expected, name), given = compare_number(actual, name);
    if (wanted != given && !compare_is_loose(compare, at))
        compare_differ(compare, "%.*s: expected %lld, got %lld", STR_ARG(at), (long long)wanted, (long long)given);
}

static void compare_one_by_one(struct compare *compare, value expected, value actual)
{
    for (uint32_t i = 0; i < expected.count && !compare_is_over(compare); i++) {
        value wanted = expected.as.items[i], given = value_item(actual, i);
        if (!str_equal(compare_type(wanted), compare_type(given))) {
            compare_differ(compare, "/events/%u: expected %.*s, got %.*s", i, STR_ARG(compare_label(compare, wanted)),
                           STR_ARG(compare_label(compare, given)));
            return;
        }
        compare_event(compare, wanted, given, i);
        compare_place(compare, wanted, given, i, "id");
        compare_place(compare, wanted, given, i, "previousEventId");
    }
    if (actual.count > expected.count)
        compare_differ(compare, "/events: unexpected %.*s after the last expected event",
                       STR_ARG(compare_label(compare, value_item(actual, expected.count))));
}

static void check_numbering(struct compare *compare, value events)
{
    for (uint32_t i = 0; i < events.count; i++) {
        int64_t id = compare_number(events.as.items[i], "id");
        int64_t previous = compare_number(events.as.items[i], "previousEventId");
        if (id != (int64_t)i + 1 || previous < 0 || previous >= id) {
            compare_differ(compare, "event %u has id %lld and previousEventId %lld", i, (long long)id,
                           (long long)previous);
            return;
        }
    }
}

static bool is_equal_event(struct compare *compare, value expected, value actual, uint32_t index)
{
    struct buf nowhere;
    buf_init(&nowhere, compare->arena);
    struct compare trial = *compare;
    trial.out = &nowhere;
    trial.limit = 1;
    trial.count = 0;
    compare_event(&trial, expected, actual, index);
    return trial.count == 0;
}

static bool is_fork_event(str type)
{
    return str_starts(type, STR("Parallel"));
}

/* The types of the events outside of Parallel states, those of the states themselves left out. */
static value outer_types(struct compare *compare, value events, bool is_expected)
{
    struct array_builder types;
    array_begin(&types, compare->arena);
    int depth = 0;
    for (uint32_t i = 0; i < events.count; i++) {
        str type = compare_type(events.as.items[i]);
        bool is_end = str_equal(type, STR("ParallelStateSucceeded")) || str_equal(type, STR("ParallelStateFailed")) ||
                      str_equal(type, STR("ParallelStateAborted"));
        if (is_end && depth > 0)
            depth--;
        if (str_equal(type, STR("ParallelStateExited")))
            depth = 0;
        bool is_outside = is_expected ? compare_number(events.as.items[i], "id") > 0 : depth == 0;
        if (is_outside && !is_fork_event(type))
            array_add(&types, value_string(type));
        if (str_equal(type, STR("ParallelStateStarted")))
            depth++;
    }
    return array_end(&types);
}

static bool is_subsequence(value shorter, value longer)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < longer.count && at < shorter.count; i++)
        at += value_equal(shorter.as.items[at], longer.as.items[i]);
    return at == shorter.count;
}

/* The recording lost the order inside of Parallel states: the same events must be there. */
static void compare_bag(struct compare *compare, value expected, value actual)
{
    bool *is_taken = arena_array(compare->arena, bool, actual.count);
    for (uint32_t i = 0; i < expected.count; i++) {
        uint32_t k = 0;
        while (k < actual.count &&
               (is_taken[k] || !is_equal_event(compare, expected.as.items[i], actual.as.items[k], i)))
            k++;
        if (k == actual.count)
            compare_differ(compare, "/events/%u: %.*s is missing", i,
                           STR_ARG(compare_label(compare, expected.as.items[i])));
        else
            is_taken[k] = true;
    }
    for (uint32_t k = 0; k < actual.count; k++) {
        if (!is_taken[k])
            compare_differ(compare, "unexpected %.*s", STR_ARG(compare_label(compare, actual.as.items[k])));
    }
    if (!is_subsequence(outer_types(compare, actual, false), outer_types(compare, expected, true)))
        compare_differ(compare, "/events: another order outside of Parallel states");
}

static value find_map(value definition, str name);

static value find_map_in(value state, str name)
{
    value found = find_map(value_get(state, STR("Iterator")), name);
    if (found.kind == VALUE_UNDEFINED)
        found = find_map(value_get(state, STR("ItemProcessor")), name);
    value branches = value_get(state, STR("Branches"));
    for (uint32_t i = 0; i < branches.count && found.kind == VALUE_UNDEFINED; i++)
        found = find_map(branches.as.items[i], name);
    return found;
}

static value find_map(value definition, str name)
{
    value states = value_get(definition, STR("States"));
    for (uint32_t i = 0; i < states.count; i++) {
        value state = states.as.members[i].value;
        bool is_map = str_equal(value_text(value_get(state, STR("Type"))), STR("Map"));
        if (is_map && str_equal(states.as.members[i].name, name))
            return state;
        value found = find_map_in(state, name);
        if (found.kind != VALUE_UNDEFINED)
            return found;
    }
    return value_undefined();
}

static bool is_one_at_a_time(value map, int64_t length)
{
    int64_t concurrency;
    value config = value_get(value_get(map, STR("ItemProcessor")), STR("ProcessorConfig"));
    return length <= 1 || str_equal(value_text(value_get(config, STR("Mode"))), STR("DISTRIBUTED")) ||
           (value_to_integer(value_get(map, STR("MaxConcurrency")), &concurrency) && concurrency == 1);
}

/* Whether these events can only have been written in one order. */
static bool is_sequential(value expected_case, value events)
{
    for (uint32_t i = 0; i < events.count; i++) {
        str type = compare_type(events.as.items[i]);
        if (str_equal(type, STR("ParallelStateStarted")))
            return false;
        if (!str_equal(type, STR("MapStateStarted")))
            continue;
        str name = i > 0 ? compare_state_name(events.as.items[i - 1]) : STR("");
        value map = find_map(value_get(expected_case, STR("definition")), name);
        if (!is_one_at_a_time(map, compare_number(events.as.items[i], "length")))
            return false;
    }
    return true;
}

void compare_events(struct compare *compare, value expected_case, value actual)
{
    value expect = value_get(expected_case, STR("expect"));
    value events = value_get(expect, STR("events"));
    if (actual.kind != VALUE_ARRAY) {
        compare_differ(compare, "/events: missing");
    } else if (value_get(expect, STR("unordered")).kind == VALUE_TRUE) {
        compare_bag(compare, events, actual);
    } else if (is_sequential(expected_case, events)) {
        compare_one_by_one(compare, events, actual);
    } else {
        check_numbering(compare, actual);
        compare_trees(compare, events, actual);
    }
}

static bool holds_json(str name)
{
    return str_equal(name, STR("input")) || str_equal(name, STR("output")) || str_equal(name, STR("parameters"));
}

static value parse_or_keep(struct arena *arena, value v)
{
    value parsed = v.kind == VALUE_STRING ? doc_read_value(arena, value_text(v)) : v;
    return parsed.kind == VALUE_UNDEFINED ? v : parsed;
}

static value unwire_all(struct arena *arena, value object, bool all)
{
    if (object.kind != VALUE_OBJECT)
        return object;
    struct object_builder plain;
    object_begin(&plain, arena);
    for (uint32_t i = 0; i < object.count; i++) {
        str name = object.as.members[i].name;
        value v = object.as.members[i].value;
        if (!all && str_equal(name, STR("assignedVariables")))
            v = unwire_all(arena, v, true);
        else if (all || holds_json(name))
            v = parse_or_keep(arena, v);
        object_set(&plain, name, v);
    }
    return object_end(&plain);
}

value compare_unwire(struct arena *arena, value events)
{
    struct array_builder plain;
    array_begin(&plain, arena);
    for (uint32_t i = 0; i < events.count; i++) {
        value event = events.as.items[i];
        struct object_builder members;
        object_begin(&members, arena);
        for (uint32_t k = 0; k < event.count; k++)
            object_set(&members, event.as.members[k].name, unwire_all(arena, event.as.members[k].value, false));
        array_add(&plain, object_end(&members));
    }
    return array_end(&plain);
}
