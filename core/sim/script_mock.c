/*
 * MockConfigFile.json of Step Functions Local.
 *
 *     {"StateMachines": {NAME: {"TestCases": {CASE: {STATE: RESPONSE}}}},
 *      "MockedResponses": {RESPONSE: {"0": {"Return": ...}, "1-2": {"Throw": {"Error": ..., "Cause": ...}}}}}
 *
 * The numbers count the calls of the state in the execution: retries, loops and Map iterations alike. They begin at 0
 * and have no gaps; a range without an end ("3-") is an extension.
 *
 * Source: AWS Step Functions Developer Guide, "Using mocked service integrations"; Step Functions Local 2.0.
 */
#include "sim/script_internal.h"

#include "diag/nearest.h"

#include <stdlib.h>

struct mock {
    struct script_reader *reader;
    const struct node *responses;
    struct intern names;               /* of responses that were read */
    struct script_list bindings;       /* by name */
};

static void read_throw(struct script_reader *reader, const struct node *node, struct script_entry *entry)
{
    struct script_members members;
    if (!script_members(reader, SCRIPT_OBJECT_MOCK_THROW, node, &members))
        return;
    entry->answer = SCRIPT_ANSWER_THROW;
    entry->error = script_string(reader, &members, SCRIPT_FIELD_MOCK_ERROR);
    entry->has_error = true;
    const struct node *cause = script_get(&members, SCRIPT_FIELD_MOCK_CAUSE);
    struct script_template *text = arena_new(reader->arena, struct script_template);
    *text = (struct script_template){ .kind = SCRIPT_LITERAL,
                                      .literal = value_string(cause ? doc_text(reader->doc, cause) : STR("")) };
    entry->cause = text;
}

static void read_return(struct script_reader *reader, const struct node *node, struct script_entry *entry)
{
    struct script_template *result = arena_new(reader->arena, struct script_template);
    *result = (struct script_template){ .kind = SCRIPT_LITERAL,
                                        .literal = doc_value(reader->arena, reader->doc, node) };
    entry->answer = SCRIPT_ANSWER_RETURN;
    entry->result = result;
}

static void read_step(struct script_reader *reader, const struct node *key, struct script_entry *entry)
{
    struct script_members members;
    if (!script_members(reader, SCRIPT_OBJECT_MOCK_STEP, key + 1, &members))
        return;
    bool has_return = members.keys[SCRIPT_FIELD_MOCK_RETURN], has_throw = members.keys[SCRIPT_FIELD_MOCK_THROW];
    if (has_return == has_throw && !members.has_unknown) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, key);
        diag_message(diag, "a step has exactly one of Return and Throw; this one has %s",
                     has_return ? "both" : "neither");
        return;
    }
    const struct node *part = script_get(&members, SCRIPT_FIELD_MOCK_RETURN);
    if (part)
        read_return(reader, part, entry);
    part = script_get(&members, SCRIPT_FIELD_MOCK_THROW);
    if (part)
        read_throw(reader, part, entry);
}

static int compare_entries(const void *a, const void *b)
{
    const struct script_entry *left = *(const struct script_entry *const *)a;
    const struct script_entry *right = *(const struct script_entry *const *)b;
    if (left->call.first != right->call.first)
        return left->call.first < right->call.first ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

static void check_numbers(struct script_reader *reader, const struct script_entry **entries, uint32_t count)
{
    uint64_t next = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct script_entry *entry = entries[i];
        if (entry->call.first != next) {
            struct diag *diag = diag_add(reader->diags, RULE_SCRIPT_RANGE, reader->doc->source, entry->span);
            if (entry->call.first < next)
                diag_message(diag, "the call %u has a step already", entry->call.first);
            else
                diag_message(diag, "the steps must count on without a gap: %llu is missing before %u",
                             (unsigned long long)next, entry->call.first);
            if (i > 0)
                diag_related(diag, reader->doc->source, entries[i - 1]->span, "the step before it");
            return;
        }
        next = (uint64_t)entry->call.last + 1;
    }
}

static void read_steps(struct script_reader *reader, const struct node *node, struct script_binding *binding)
{
    const struct script_entry **entries =
        arena_array(reader->arena, const struct script_entry *, node_count(node));
    for (const struct node *key = doc_first(node); key != doc_end(reader->doc, node);
         key = doc_after(reader->doc, key + 1)) {
        struct script_entry *entry = arena_new(reader->arena, struct script_entry);
        *entry = (struct script_entry){ .node = key, .span = node_span(key), .answer = SCRIPT_ANSWER_NONE };
        read_step(reader, key, entry);
        entry->has_call = script_range_parse(doc_text(reader->doc, key), &entry->call);
        if (!entry->has_call) {
            struct diag *diag = script_report(reader, RULE_SCRIPT_RANGE, key);
            diag_message(diag, "a step is named by the number of a call, or a range such as \"1-2\", not \"%.*s\"",
                         STR_ARG(doc_text(reader->doc, key)));
            continue;
        }
        script_entry_add(reader, entry);
        entries[binding->entry_count++] = entry;
    }
    qsort(entries, binding->entry_count, sizeof *entries, compare_entries);
    check_numbers(reader, entries, binding->entry_count);
    binding->entries = entries;
}

static void read_response(struct mock *mock, const struct node *key)
{
    struct script_reader *reader = mock->reader;
    struct script_binding *binding = arena_new(reader->arena, struct script_binding);
    *binding = (struct script_binding){ .name = doc_text(reader->doc, key), .span = node_span(key) };
    script_list_add(reader, &mock->bindings, binding);
    if (node_kind(key + 1) != NODE_OBJECT) {
        script_wrong_type(reader, SCRIPT_TYPE_MAPPING, key, key + 1);
    } else if (node_count(key + 1) == 0) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, key);
        diag_message(diag, "the response \"%.*s\" has no step", STR_ARG(binding->name));
    } else {
        read_steps(reader, key + 1, binding);
    }
}

/* The response of this name, read when it is first named. NULL after a diagnostic. */
static const struct script_binding *find_response(struct mock *mock, const struct node *node)
{
    struct script_reader *reader = mock->reader;
    str name = doc_text(reader->doc, node);
    uint32_t number = intern_find(&mock->names, name);
    if (number != INTERN_NONE)
        return mock->bindings.items[number];
    struct diag *diag = script_report(reader, RULE_SCRIPT_RESPONSE, node);
    diag_message(diag, "MockedResponses has no \"%.*s\"", STR_ARG(name));
    diag_help_nearest(reader->diags, diag, mock->names.texts, mock->names.count, name);
    return NULL;
}

static void read_responses(struct mock *mock)
{
    const struct doc *doc = mock->reader->doc;
    const struct node *end = doc_end(doc, mock->responses);
    for (const struct node *key = doc_first(mock->responses); key != end; key = doc_after(doc, key + 1)) {
        bool is_new;
        intern_add_new(&mock->names, doc_text(doc, key), &is_new);
        if (is_new)
            read_response(mock, key);
    }
}

static void bind_state(struct mock *mock, const struct node *key, struct script_layer *layer)
{
    struct script_reader *reader = mock->reader;
    if (node_kind(key + 1) != NODE_STRING) {
        script_wrong_type(reader, SCRIPT_TYPE_STRING, key, key + 1);
        return;
    }
    const struct script_binding *binding = find_response(mock, key + 1);
    struct script_found found = script_find_states(reader, key);
    for (uint32_t i = 0; i < found.count && binding; i++)
        script_layer_bind(reader, layer, found.items[i], binding);
    if (found.count > 0 && found.items[0]->object.kind != ASL_TASK) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_NOT_TASK, key);
        diag_message(diag, "\"%.*s\" is a %s, and only a Task has mocked responses",
                     STR_ARG(found.items[0]->name), asl_object_name(found.items[0]->object.kind));
    }
}

static void read_case(struct mock *mock, const struct node *key, struct script_test *test)
{
    struct script_reader *reader = mock->reader;
    struct script_layer *layer = arena_new(reader->arena, struct script_layer);
    *test = (struct script_test){ .name = doc_text(reader->doc, key), .span = node_span(key) };
    test->layers[0] = layer;
    if (node_kind(key + 1) != NODE_OBJECT) {
        script_wrong_type(reader, SCRIPT_TYPE_MAPPING, key, key + 1);
        return;
    }
    for (const struct node *state = doc_first(key + 1); state != doc_end(reader->doc, key + 1);
         state = doc_after(reader->doc, state + 1))
        bind_state(mock, state, layer);
}

/* The names of an object's members, for help. */
static uint32_t member_names(struct script_reader *reader, const struct node *object, str **names)
{
    uint32_t count = 0;
    *names = arena_array(reader->arena, str, node_count(object));
    for (const struct node *key = doc_first(object); key != doc_end(reader->doc, object);
         key = doc_after(reader->doc, key + 1))
        (*names)[count++] = doc_text(reader->doc, key);
    return count;
}

static void report_absent(struct script_reader *reader, const struct node *key, const struct node *object,
                          const char *what, str name)
{
    str *names;
    uint32_t count = member_names(reader, object, &names);
    struct diag *diag = script_report(reader, RULE_SCRIPT_RESPONSE, key);
    diag_message(diag, "there is no %s \"%.*s\"", what, STR_ARG(name));
    if (diag_help_nearest(reader->diags, diag, names, count, name) >= 0 || count == 0)
        return;
    struct buf list;
    buf_init(&list, reader->arena);
    for (uint32_t i = 0; i < count; i++)
        buf_printf(&list, "%s%.*s", i ? ", " : "", STR_ARG(names[i]));
    diag_help(diag, "there are: %.*s", STR_ARG(buf_text(&list)));
}

static void read_cases(struct mock *mock, const struct node *key, const struct node *cases, str test_case)
{
    struct script_reader *reader = mock->reader;
    struct script *script = reader->script;
    struct script_test *tests = arena_array(reader->arena, struct script_test, node_count(cases));
    for (const struct node *name = doc_first(cases); name != doc_end(reader->doc, cases);
         name = doc_after(reader->doc, name + 1)) {
        if (test_case.len == 0 || str_equal(test_case, doc_text(reader->doc, name)))
            read_case(mock, name, &tests[script->test_count++]);
    }
    script->tests = tests;
    if (script->test_count > 0)
        return;
    if (test_case.len > 0)
        report_absent(reader, key, cases, "test case", test_case);
    else
        diag_message(script_report(reader, RULE_SCRIPT_RESPONSE, key), "this state machine has no test case");
}

/* The machine of this name, or the only one. */
static const struct node *find_machine(struct script_reader *reader, const struct script_members *members, str name)
{
    const struct node *machines = script_get(members, SCRIPT_FIELD_STATE_MACHINES), *key = NULL;
    if (!machines)
        return NULL;
    if (doc_member_named(reader->doc, machines, name, &key))
        return key;
    if (node_count(machines) == 1)
        return doc_first(machines);
    report_absent(reader, members->keys[SCRIPT_FIELD_STATE_MACHINES], machines, "state machine", name);
    return NULL;
}

struct script *script_read_mock(struct arena *arena, const struct doc *doc, const struct asl *asl, str machine,
                                str test_case, struct diags *diags)
{
    struct script_reader reader;
    struct script_members file, members;
    struct script *script = script_begin(&reader, arena, doc, asl, diags);
    script->is_mock = true;
    struct mock mock = { .reader = &reader };
    intern_init(&mock.names, arena);
    if (script_is_of_other_format(&reader, "states resources tests machine",
                                  "this is a script, not a mock configuration of Step Functions Local",
                                  "--script and --test take it"))
        return NULL;
    if (!script_members(&reader, SCRIPT_OBJECT_MOCK_FILE, doc_root(doc), &file))
        return NULL;
    mock.responses = script_get(&file, SCRIPT_FIELD_MOCKED_RESPONSES);
    const struct node *key = find_machine(&reader, &file, machine);
    if (mock.responses)
        read_responses(&mock);
    if (mock.responses && key && script_members(&reader, SCRIPT_OBJECT_MOCK_MACHINE, key + 1, &members)) {
        const struct node *cases = script_get(&members, SCRIPT_FIELD_TEST_CASES);
        if (cases)
            read_cases(&mock, members.keys[SCRIPT_FIELD_TEST_CASES], cases, test_case);
    }
    return script_end(&reader);
}
