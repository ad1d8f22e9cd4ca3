/* Expectations as a script writes them. */
#include "sim/script_internal.h"

static const enum script_field fields[EXPECTED_PART_COUNT] = {
    [EXPECTED_STATUS] = SCRIPT_FIELD_STATUS,
    [EXPECTED_OUTPUT] = SCRIPT_FIELD_OUTPUT,
    [EXPECTED_OUTPUT_CONTAINS] = SCRIPT_FIELD_OUTPUT_CONTAINS,
    [EXPECTED_ERROR] = SCRIPT_FIELD_EXPECT_ERROR,
    [EXPECTED_CAUSE] = SCRIPT_FIELD_EXPECT_CAUSE,
    [EXPECTED_PATH] = SCRIPT_FIELD_PATH,
    [EXPECTED_ENTERED] = SCRIPT_FIELD_ENTERED,
    [EXPECTED_CALLS] = SCRIPT_FIELD_CALLS,
    [EXPECTED_CALLED_WITH] = SCRIPT_FIELD_CALLED_WITH,
    [EXPECTED_TIME] = SCRIPT_FIELD_TIME,
    [EXPECTED_TIME_AT_LEAST] = SCRIPT_FIELD_TIME_AT_LEAST,
    [EXPECTED_TIME_AT_MOST] = SCRIPT_FIELD_TIME_AT_MOST,
};

static enum sim_status status_of(str name)
{
    static const enum sim_status statuses[] = { SIM_SUCCEEDED, SIM_FAILED, SIM_TIMED_OUT, SIM_ABORTED };
    for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
        if (str_equal(name, str_from(sim_status_name(statuses[i]))))
            return statuses[i];
    }
    return SIM_SUCCEEDED;
}

/* A name in a path is that of a state of the machine itself. */
static void check_path_name(struct script_reader *reader, const struct node *node, str name)
{
    if (str_equal(name, STR("...")) || asl_find_state(reader->asl->root, name))
        return;
    struct diag *diag = script_report(reader, RULE_SCRIPT_STATE, node);
    if (script_states_find(&reader->states, reader->arena, name).count > 0) {
        diag_message(diag, "\"%.*s\" lies inside of another state; a path names the states of the machine itself",
                     STR_ARG(name));
        diag_help(diag, "use \"entered\" to count how often it is entered");
        return;
    }
    diag_message(diag, "the machine has no state \"%.*s\"", STR_ARG(name));
    const struct intern *names = &reader->asl->root->names;
    diag_help_nearest(reader->diags, diag, names->texts, names->count, name);
}

static void read_path(struct script_reader *reader, const struct node *node, struct expectation *expectation)
{
    str *path = arena_array(reader->arena, str, node_count(node));
    expectation->path = path;
    expectation->path_length = 0;
    for (const struct node *item = doc_first(node); item != doc_end(reader->doc, node);
         item = doc_after(reader->doc, item)) {
        if (node_kind(item) != NODE_STRING) {
            diag_message(script_report(reader, RULE_SCRIPT_TYPE, item), "a path lists names of states");
            continue;
        }
        str name = doc_text(reader->doc, item);
        check_path_name(reader, item, name);
        path[expectation->path_length++] = name;
    }
}

static struct expected_count *read_counts(struct script_reader *reader, const struct node *node, uint32_t *count,
                                          bool is_calls)
{
    struct expected_count *counts = arena_array(reader->arena, struct expected_count, node_count(node));
    *count = 0;
    for (const struct node *key = doc_first(node); key != doc_end(reader->doc, node);
         key = doc_after(reader->doc, key + 1)) {
        struct script_range range;
        struct script_found found = script_find_states(reader, key);
        if (is_calls && found.count > 0 && found.items[0]->object.kind != ASL_TASK) {
            struct diag *diag = script_report(reader, RULE_SCRIPT_NOT_TASK, key);
            diag_message(diag, "only a Task is called, and \"%.*s\" is a %s", STR_ARG(found.items[0]->name),
                         asl_object_name(found.items[0]->object.kind));
            diag_help(diag, "use \"entered\" to count how often it is entered");
        }
        if (!script_range(reader, key + 1, &range)) {
            script_wrong_type(reader, SCRIPT_TYPE_RANGE, key, key + 1);
            continue;
        }
        counts[(*count)++] = (struct expected_count){ doc_text(reader->doc, key), node_span(key), found.items,
                                                      found.count, range.first, range.last };
    }
    return counts;
}

static void read_called_with(struct script_reader *reader, const struct node *node, struct expectation *expectation)
{
    struct expected_call *calls = arena_array(reader->arena, struct expected_call, node_count(node));
    expectation->called_with = calls;
    expectation->called_with_count = 0;
    for (const struct node *key = doc_first(node); key != doc_end(reader->doc, node);
         key = doc_after(reader->doc, key + 1)) {
        struct script_found found = script_find_states(reader, key);
        uint32_t number = expectation->called_with_count++;
        calls[number] = (struct expected_call){ doc_text(reader->doc, key),
                                                node_span(key),
                                                found.items,
                                                found.count,
                                                doc_value(reader->arena, reader->doc, key + 1),
                                                number };
    }
}

static void read_part(struct script_reader *reader, const struct node *node, enum expected_part part,
                      struct expectation *expectation)
{
    switch (part) {
    case EXPECTED_STATUS: expectation->status = status_of(doc_text(reader->doc, node)); break;
    case EXPECTED_OUTPUT: expectation->output = doc_value(reader->arena, reader->doc, node); break;
    case EXPECTED_OUTPUT_CONTAINS:
        expectation->output_contains = doc_value(reader->arena, reader->doc, node);
        break;
    case EXPECTED_ERROR: expectation->error = doc_text(reader->doc, node); break;
    case EXPECTED_CAUSE: expectation->cause = doc_text(reader->doc, node); break;
    case EXPECTED_PATH: read_path(reader, node, expectation); break;
    case EXPECTED_ENTERED:
        expectation->entered = read_counts(reader, node, &expectation->entered_count, false);
        break;
    case EXPECTED_CALLS: expectation->calls = read_counts(reader, node, &expectation->calls_count, true); break;
    case EXPECTED_CALLED_WITH: read_called_with(reader, node, expectation); break;
    case EXPECTED_TIME: script_duration(reader, node, &expectation->time_ms); break;
    case EXPECTED_TIME_AT_LEAST: script_duration(reader, node, &expectation->time_at_least_ms); break;
    case EXPECTED_TIME_AT_MOST: script_duration(reader, node, &expectation->time_at_most_ms); break;
    case EXPECTED_PART_COUNT: break;
    }
}

/* Where nothing says how the execution ends, what else is expected does. */
static void imply_status(const struct script_members *members, struct expectation *expectation)
{
    if (script_get(members, SCRIPT_FIELD_STATUS))
        return;
    if (members->keys[SCRIPT_FIELD_EXPECT_ERROR] || members->keys[SCRIPT_FIELD_EXPECT_CAUSE]) {
        if (expectation->status == SIM_SUCCEEDED)
            expectation->status = SIM_FAILED;
    } else if (members->keys[SCRIPT_FIELD_OUTPUT] || members->keys[SCRIPT_FIELD_OUTPUT_CONTAINS]) {
        expectation->status = SIM_SUCCEEDED;
    }
}

/* What a test expects of an end that its row replaces is expected no more. */
static void drop_parts(struct expectation *expectation)
{
    bool succeeds = expectation->status == SIM_SUCCEEDED;
    expectation->has[EXPECTED_OUTPUT] &= succeeds;
    expectation->has[EXPECTED_OUTPUT_CONTAINS] &= succeeds;
    expectation->has[EXPECTED_ERROR] &= !succeeds;
    expectation->has[EXPECTED_CAUSE] &= !succeeds;
}

static void check_parts(struct script_reader *reader, const struct script_members *members,
                        const struct expectation *expectation)
{
    static const enum expected_part of_failure[] = { EXPECTED_ERROR, EXPECTED_CAUSE },
                                    of_success[] = { EXPECTED_OUTPUT, EXPECTED_OUTPUT_CONTAINS };
    bool succeeds = expectation->status == SIM_SUCCEEDED;
    for (size_t i = 0; i < ARRAY_LEN(of_failure); i++) {
        enum expected_part part = succeeds ? of_failure[i] : of_success[i];
        const struct node *key = members->keys[fields[part]];
        if (!key)
            continue;
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, key);
        diag_message(diag, "an execution that ends %s has no \"%.*s\"", sim_status_name(expectation->status),
                     STR_ARG(doc_text(reader->doc, key)));
    }
}

static void read_parts(struct script_reader *reader, const struct script_members *members,
                       struct expectation *expectation)
{
    for (enum expected_part part = 0; part < EXPECTED_PART_COUNT; part++) {
        const struct node *node = script_get(members, fields[part]);
        if (!node)
            continue;
        expectation->has[part] = true;
        expectation->spans[part] = node_span(members->keys[fields[part]]);
        read_part(reader, node, part, expectation);
    }
}

const struct expectation *script_expectation_read(struct script_reader *reader, const struct node *node,
                                                  const struct expectation *base, span test)
{
    struct expectation *expectation = arena_new(reader->arena, struct expectation);
    if (base)
        *expectation = *base;
    else
        expectation->status = SIM_SUCCEEDED;
    if (!expectation->has[EXPECTED_STATUS])
        expectation->spans[EXPECTED_STATUS] = test;
    expectation->doc = reader->doc;
    struct script_members members;
    if (!node || !script_members(reader, SCRIPT_OBJECT_EXPECT, node, &members))
        return expectation;
    read_parts(reader, &members, expectation);
    imply_status(&members, expectation);
    check_parts(reader, &members, expectation);
    drop_parts(expectation);
    return expectation;
}
