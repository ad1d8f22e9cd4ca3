#include "sim/script_internal.h"

#include "base/time.h"

/*
 * What the reader of YAML says about plain scalars is for definitions, which other tools read as well. Nobody else reads
 * scripts.
 */
static void drop_hints(const struct doc *doc, struct diags *diags)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        if (diag->rule != RULE_YAML_IMPLICIT_TYPE || diag->source != doc->source)
            diags->items[kept++] = diags->items[i];
    }
    diags->count = kept;
}

struct script *script_begin(struct script_reader *reader, struct arena *arena, const struct doc *doc,
                            const struct asl *asl, struct diags *diags)
{
    struct script *script = arena_new(arena, struct script);
    *script = (struct script){ .arena = arena, .doc = doc, .asl = asl };
    *reader = (struct script_reader){
        .arena = arena, .doc = doc, .asl = asl, .diags = diags, .script = script
    };
    intern_init(&script->shared_names, arena);
    script_states_init(&reader->states, arena, asl);
    if (doc)
        drop_hints(doc, diags);
    return script;
}

struct script *script_end(struct script_reader *reader)
{
    struct script *script = reader->script;
    script->entries = (const struct script_entry *const *)reader->entries.items;
    script->entry_count = reader->entries.count;
    script->objects = (struct script_object **)reader->objects.items;
    script->object_count = reader->objects.count;
    bits_init(&script->used, reader->arena, reader->entries.count);
    return script;
}

struct script *script_empty(struct arena *arena, const struct asl *asl)
{
    struct script_reader reader;
    script_begin(&reader, arena, NULL, asl, NULL);
    return script_end(&reader);
}

static bool set_stop(struct script_reader *reader, const struct node *node, struct script_settings *settings)
{
    struct script_members members;
    if (!script_members(reader, SCRIPT_OBJECT_STOP, node, &members))
        return false;
    const struct node *after = script_get(&members, SCRIPT_FIELD_STOP_AFTER);
    settings->has_stop = after && script_duration(reader, after, &settings->stop_ms);
    settings->stop_error = script_string(reader, &members, SCRIPT_FIELD_ERROR);
    settings->stop_cause = script_string(reader, &members, SCRIPT_FIELD_STOP_CAUSE);
    return true;
}

/* RFC 7396. The depth is that of the patch, which the reader of documents bounds. */
static value merge_patch(struct arena *arena, value target, value patch)
{
    if (patch.kind != VALUE_OBJECT)
        return patch;
    struct object_builder merged;
    object_begin(&merged, arena);
    if (target.kind == VALUE_OBJECT)
        object_begin_from(&merged, arena, target);
    for (uint32_t i = 0; i < patch.count; i++) {
        const struct member *member = &patch.as.members[i];
        if (member->value.kind == VALUE_NULL)
            object_remove(&merged, member->name);
        else
            object_set(&merged, member->name, merge_patch(arena, value_get(target, member->name), member->value));
    }
    return object_end(&merged);
}

/* What `members` says replaces what is there. */
static void read_settings(struct script_reader *reader, const struct script_members *members,
                          struct script_settings *settings)
{
    const struct node *node = script_get(members, SCRIPT_FIELD_INPUT);
    if (node)
        settings->input = doc_value(reader->arena, reader->doc, node);
    node = script_get(members, SCRIPT_FIELD_PATCH);
    if (node)
        settings->input =
            merge_patch(reader->arena, settings->input, doc_value(reader->arena, reader->doc, node));
    node = script_get(members, SCRIPT_FIELD_CONTEXT);
    if (node)
        settings->context = doc_value(reader->arena, reader->doc, node);
    node = script_get(members, SCRIPT_FIELD_START_TIME);
    if (node)
        settings->has_start = time_parse_rfc3339(doc_text(reader->doc, node), &settings->start_ms);
    node = script_get(members, SCRIPT_FIELD_SEED);
    if (node)
        settings->has_seed = script_number(reader, node, &settings->seed);
    if (script_get(members, SCRIPT_FIELD_EXECUTION_NAME))
        settings->execution_name = script_string(reader, members, SCRIPT_FIELD_EXECUTION_NAME);
    node = script_get(members, SCRIPT_FIELD_TYPE);
    if (node) {
        settings->has_type = true;
        settings->is_express = str_equal(doc_text(reader->doc, node), STR("express"));
    }
    node = script_get(members, SCRIPT_FIELD_STOP);
    if (node)
        set_stop(reader, node, settings);
}

/* Room for the tests of all rows. */
static uint32_t count_tests(const struct doc *doc, const struct node *tests)
{
    uint32_t count = 0;
    for (const struct node *test = doc_first(tests); test != doc_end(doc, tests); test = doc_after(doc, test)) {
        const struct node *rows =
            node_kind(test) == NODE_OBJECT ? doc_member_named(doc, test, STR("rows"), NULL) : NULL;
        count += rows && node_kind(rows) == NODE_ARRAY && node_count(rows) > 0 ? node_count(rows) : 1;
    }
    return count;
}

static void read_row(struct script_reader *reader, const struct node *node, const struct script_test *test,
                     uint32_t number, struct script_test *row)
{
    struct script_members members;
    *row = *test;
    if (!script_members(reader, SCRIPT_OBJECT_ROW, node, &members))
        return;
    str name = script_string(reader, &members, SCRIPT_FIELD_ROW_NAME);
    if (name.len == 0)
        name = str_printf(reader->arena, "%u", number);
    row->name = str_printf(reader->arena, "%.*s [%.*s]", STR_ARG(test->name), STR_ARG(name));
    row->span = span_at(node->start, node->start < node->end ? node->start + 1 : node->end);
    read_settings(reader, &members, &row->settings);
    row->layers[0] = script_layer_read(reader, &members);
    const struct node *expect = script_get(&members, SCRIPT_FIELD_EXPECT);
    if (expect)
        row->expectation = script_expectation_read(reader, expect, test->expectation, row->span);
}

static void read_test(struct script_reader *reader, const struct node *node, struct script_test *tests)
{
    struct script *script = reader->script;
    struct script_members members;
    if (!script_members(reader, SCRIPT_OBJECT_TEST, node, &members))
        return;
    struct script_test test = script->plain;
    const struct node *name = script_get(&members, SCRIPT_FIELD_NAME);
    test.name = script_string(reader, &members, SCRIPT_FIELD_NAME);
    test.span = name ? node_span(name) : span_at(node->start, node->start);
    read_settings(reader, &members, &test.settings);
    test.layers[1] = script_layer_read(reader, &members);
    test.expectation =
        script_expectation_read(reader, script_get(&members, SCRIPT_FIELD_EXPECT), NULL, test.span);
    const struct node *rows = script_get(&members, SCRIPT_FIELD_ROWS);
    if (!rows) {
        tests[script->test_count++] = test;
        return;
    }
    uint32_t number = 1;
    for (const struct node *row = doc_first(rows); row != doc_end(reader->doc, rows);
         row = doc_after(reader->doc, row))
        read_row(reader, row, &test, number++, &tests[script->test_count++]);
}

static void check_test_names(struct script_reader *reader)
{
    const struct script *script = reader->script;
    struct intern names;
    intern_init(&names, reader->arena);
    uint32_t *first = arena_array(reader->arena, uint32_t, script->test_count);
    for (uint32_t i = 0; i < script->test_count; i++) {
        bool is_new;
        const struct script_test *test = &script->tests[i];
        uint32_t number = intern_add_new(&names, test->name, &is_new);
        if (is_new) {
            first[number] = i;
            continue;
        }
        struct diag *diag = diag_add(reader->diags, RULE_SCRIPT_DUPLICATE_TEST, reader->doc->source, test->span);
        diag_message(diag, "two tests are called \"%.*s\"", STR_ARG(test->name));
        diag_related(diag, reader->doc->source, script->tests[first[number]].span, "the first of them");
    }
}

static void read_tests(struct script_reader *reader, const struct node *list)
{
    struct script_test *tests =
        arena_array(reader->arena, struct script_test, count_tests(reader->doc, list));
    reader->script->tests = tests;
    for (const struct node *test = doc_first(list); test != doc_end(reader->doc, list);
         test = doc_after(reader->doc, test))
        read_test(reader, test, tests);
    check_test_names(reader);
}

struct script *script_read(struct arena *arena, const struct doc *doc, const struct asl *asl, struct diags *diags)
{
    struct script_reader reader;
    struct script_members members;
    struct script *script = script_begin(&reader, arena, doc, asl, diags);
    if (script_is_of_other_format(&reader, "StateMachines MockedResponses",
                                  "this is a mock configuration of Step Functions Local, not a script", "--mock takes it"))
        return NULL;
    if (!script_members(&reader, SCRIPT_OBJECT_SCRIPT, doc_root(doc), &members))
        return NULL;
    script->machine = script_string(&reader, &members, SCRIPT_FIELD_MACHINE);
    read_settings(&reader, &members, &script->plain.settings);
    script->plain.layers[SCRIPT_LAYERS - 1] = script_layer_read(&reader, &members);
    const struct node *tests = script_get(&members, SCRIPT_FIELD_TESTS);
    if (tests)
        read_tests(&reader, tests);
    return script_end(&reader);
}

str script_machine(const struct doc *doc)
{
    const struct node *root = doc_root(doc);
    const struct node *machine =
        node_kind(root) == NODE_OBJECT ? doc_member_named(doc, root, STR("machine"), NULL) : NULL;
    return machine && node_kind(machine) == NODE_STRING ? doc_text(doc, machine) : STR("");
}
