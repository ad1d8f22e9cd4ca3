#include "sim/script_internal.h"

#include "base/num.h"
#include "base/time.h"
#include "sim/example.h"

void script_entry_add(struct script_reader *reader, struct script_entry *entry)
{
    entry->number = reader->entries.count;
    script_list_add(reader, &reader->entries, entry);
}

/*
 * One outcome.
 */

static void read_throw(struct script_reader *reader, const struct node *node, struct script_entry *entry)
{
    struct script_members members;
    if (node_kind(node) == NODE_STRING) {
        entry->error = doc_text(reader->doc, node);
        entry->has_error = true;
        return;
    }
    if (!script_members(reader, SCRIPT_OBJECT_THROW, node, &members))
        return;
    entry->error = script_string(reader, &members, SCRIPT_FIELD_ERROR);
    entry->has_error = script_get(&members, SCRIPT_FIELD_ERROR) != NULL;
    const struct node *cause = script_get(&members, SCRIPT_FIELD_CAUSE);
    if (cause)
        entry->cause = script_template_read(reader, cause);
}

static const struct {
    enum script_field field;
    enum script_answer answer;
} answers[] = {
    { SCRIPT_FIELD_RETURN, SCRIPT_ANSWER_RETURN },
    { SCRIPT_FIELD_THROW, SCRIPT_ANSWER_THROW },
    { SCRIPT_FIELD_NEVER, SCRIPT_ANSWER_NEVER },
    { SCRIPT_FIELD_ECHO, SCRIPT_ANSWER_ECHO },
};

/* Exactly one of return, throw, never and echo. */
static void read_answer(struct script_reader *reader, const struct script_members *members,
                        struct script_entry *entry)
{
    const struct node *first = NULL;
    for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
        const struct node *key = members->keys[answers[i].field];
        if (!key)
            continue;
        if (first) {
            struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, key);
            diag_message(diag, "an outcome is one of return, throw, never and echo; this one has \"%.*s\" and \"%.*s\"",
                         STR_ARG(doc_text(reader->doc, first)), STR_ARG(doc_text(reader->doc, key)));
            diag_related(diag, reader->doc->source, node_span(first), "the first of them");
            return;
        }
        first = key;
        if (script_get(members, answers[i].field))
            entry->answer = answers[i].answer;
    }
    if (first || members->has_unknown)
        return;
    struct diag *diag = diag_add(reader->diags, RULE_SCRIPT_OUTCOME, reader->doc->source, entry->span);
    diag_message(diag, "this outcome says neither return, throw, never nor echo");
    diag_help(diag, "write \"return\" with the result of the task, or \"throw\" with the error");
}

static void read_selectors(struct script_reader *reader, const struct script_members *members,
                           struct script_entry *entry)
{
    const struct node *node = script_get(members, SCRIPT_FIELD_ATTEMPT);
    entry->has_attempt = node && script_range(reader, node, &entry->attempt);
    node = script_get(members, SCRIPT_FIELD_CALL);
    entry->has_call = node && script_range(reader, node, &entry->call);
    node = script_get(members, SCRIPT_FIELD_ITEM);
    if (node && node_kind(node) == NODE_OBJECT)
        entry->item_example = doc_value(reader->arena, reader->doc, node);
    else if (node)
        script_items(reader, node, &entry->items);
    node = script_get(members, SCRIPT_FIELD_WHEN);
    if (node && !script_condition_read(reader, node, &entry->condition))
        entry->condition.kind = SCRIPT_CONDITION_NONE;
}

static void read_timing(struct script_reader *reader, const struct script_members *members,
                        struct script_entry *entry)
{
    const struct node *node = script_get(members, SCRIPT_FIELD_AFTER);
    if (node)
        script_duration(reader, node, &entry->after_ms);
    node = script_get(members, SCRIPT_FIELD_HEARTBEAT);
    if (node)
        script_heartbeat(reader, node, &entry->heartbeat_ms);
    node = members->keys[SCRIPT_FIELD_AFTER];
    if (node && entry->answer == SCRIPT_ANSWER_NEVER) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, node);
        diag_message(diag, "\"after\" says when a task answers, but this one never does");
    }
}

static void read_events(struct script_reader *reader, const struct script_members *members,
                        struct script_entry *entry)
{
    entry->worker = script_string(reader, members, SCRIPT_FIELD_WORKER);
    entry->event = script_string(reader, members, SCRIPT_FIELD_EVENT);
    const struct node *started = script_get(members, SCRIPT_FIELD_STARTED);
    entry->is_not_started = started && node_kind(started) == NODE_FALSE;
    const struct node *event = members->keys[SCRIPT_FIELD_EVENT];
    if (event && entry->answer != SCRIPT_ANSWER_THROW && entry->answer != SCRIPT_ANSWER_NONE) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, event);
        diag_message(diag, "\"event\" names the event of a failure, but this outcome does not throw");
    }
}

/* How often an entry serves: for all calls alone, or once in a list where nothing selects the calls. */
static uint32_t read_times(struct script_reader *reader, const struct script_members *members,
                           const struct script_entry *entry, bool is_listed)
{
    const struct node *node = script_get(members, SCRIPT_FIELD_TIMES);
    uint64_t times;
    if (node)
        return script_number(reader, node, &times) ? (uint32_t)times : 0;
    bool is_selective = entry->has_attempt || entry->has_call || entry->items.count > 0 ||
                        entry->item_example.kind != VALUE_UNDEFINED ||
                        entry->condition.kind != SCRIPT_CONDITION_NONE;
    return is_listed && !is_selective ? 1 : 0;
}

static void read_members(struct script_reader *reader, const struct node *node, bool is_listed,
                         struct script_entry *entry)
{
    struct script_members members;
    if (!script_members(reader, SCRIPT_OBJECT_OUTCOME, node, &members))
        return;
    read_answer(reader, &members, entry);
    const struct node *part = script_get(&members, SCRIPT_FIELD_RETURN);
    if (part)
        entry->result = script_template_read(reader, part);
    part = script_get(&members, SCRIPT_FIELD_THROW);
    if (part)
        read_throw(reader, part, entry);
    part = script_get(&members, SCRIPT_FIELD_SUBMITTED);
    if (part)
        entry->submitted = script_template_read(reader, part);
    read_selectors(reader, &members, entry);
    read_timing(reader, &members, entry);
    read_events(reader, &members, entry);
    entry->times = read_times(reader, &members, entry, is_listed);
}

/* The words "never" and "echo" are whole outcomes. */
static bool read_word(const struct script_reader *reader, const struct node *node, struct script_entry *entry)
{
    if (node_kind(node) != NODE_STRING)
        return false;
    str word = doc_text(reader->doc, node);
    if (str_equal(word, STR("never")))
        entry->answer = SCRIPT_ANSWER_NEVER;
    else if (str_equal(word, STR("echo")))
        entry->answer = SCRIPT_ANSWER_ECHO;
    return entry->answer != SCRIPT_ANSWER_NONE;
}

static struct script_entry *read_entry(struct script_reader *reader, const struct node *name,
                                             const struct node *node, bool is_listed)
{
    struct script_entry *entry = arena_new(reader->arena, struct script_entry);
    entry->node = node;
    /* An object has no smaller place of its own than its brace; alone, its name says more. */
    entry->span = !is_listed ? node_span(name)
                  : node_kind(node) == NODE_OBJECT && node->end > node->start && !reader->doc->is_yaml
                      ? span_at(node->start, node->start + 1)
                  : node_kind(node) == NODE_OBJECT && node_count(node) > 0 ? node_span(node + 1)
                                                                           : node_span(node);
    entry->answer = SCRIPT_ANSWER_NONE;
    entry->times = is_listed ? 1 : 0;
    if (node_kind(node) == NODE_OBJECT) {
        read_members(reader, node, is_listed, entry);
    } else if (!read_word(reader, node, entry)) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_TYPE, node);
        diag_message(diag, "an outcome must be an object, or one of the words never and echo");
    }
    script_entry_add(reader, entry);
    return entry;
}

/* What follows an entry that takes every call never gets one. */
static void check_order(struct script_reader *reader, struct script_entry *const *entries, uint32_t count)
{
    for (uint32_t i = 0; i + 1 < count; i++) {
        const struct script_entry *entry = entries[i];
        bool takes_all = entry->times == 0 && !entry->has_attempt && !entry->has_call &&
                         entry->items.count == 0 && entry->item_example.kind == VALUE_UNDEFINED &&
                         entry->condition.kind == SCRIPT_CONDITION_NONE;
        if (!takes_all)
            continue;
        struct diag *diag =
            diag_add(reader->diags, RULE_SCRIPT_UNREACHABLE, reader->doc->source, entries[i + 1]->span);
        diag_message(diag, "no call gets here: an outcome before this one takes all of them");
        diag_related(diag, reader->doc->source, entry->span, "this one");
        while (++i < count)
            entries[i]->is_unreachable = true;
        return;
    }
}

static void read_entries(struct script_reader *reader, const struct node *key, struct script_binding *binding)
{
    const struct node *node = key + 1;
    bool is_list = node_kind(node) == NODE_ARRAY;
    uint32_t count = is_list ? node_count(node) : 1;
    struct script_entry **entries = arena_array(reader->arena, struct script_entry *, count);
    binding->entries = (const struct script_entry *const *)entries;
    if (!is_list) {
        entries[binding->entry_count++] = read_entry(reader, key, node, false);
        return;
    }
    if (count == 0) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, node);
        diag_message(diag, "this list of outcomes is empty");
    }
    for (const struct node *item = doc_first(node); item != doc_end(reader->doc, node);
         item = doc_after(reader->doc, item))
        entries[binding->entry_count++] = read_entry(reader, key, item, true);
    check_order(reader, entries, binding->entry_count);
}

/*
 * Layers.
 */

void script_layer_bind(struct script_reader *reader, struct script_layer *layer, const struct asl_state *state,
                       const struct script_binding *binding)
{
    if (!layer->by_state)
        layer->by_state = arena_array(reader->arena, const struct script_binding *, reader->asl->state_count);
    layer->by_state[state->number] = binding;
}

static void report_no_task(struct script_reader *reader, const struct node *key, const struct asl_state *state)
{
    struct diag *diag = script_report(reader, RULE_SCRIPT_NOT_TASK, key);
    diag_message(diag, "\"%.*s\" is a %s, and only a Task has outcomes", STR_ARG(state->name),
                 asl_object_name(state->object.kind));
    if (state->machine_count > 0)
        diag_help(diag, "give outcomes to the Task states in it");
}

static bool is_pattern_of_states(struct script_reader *reader, str name)
{
    return pattern_has_star(name) && script_states_find(&reader->states, reader->arena, name).count == 0;
}

static bool names_a_state(const struct script_reader *reader, str pattern)
{
    for (uint32_t i = 0; i < reader->states.names.count; i++) {
        if (pattern_matches(pattern, intern_text(&reader->states.names, i)))
            return true;
    }
    return false;
}

static void read_states(struct script_reader *reader, const struct node *object, struct script_layer *layer)
{
    struct script_binding *patterns = arena_array(reader->arena, struct script_binding, node_count(object));
    layer->patterns = patterns;
    for (const struct node *key = doc_first(object); key != doc_end(reader->doc, object);
         key = doc_after(reader->doc, key + 1)) {
        str name = doc_text(reader->doc, key);
        struct script_binding *binding = arena_new(reader->arena, struct script_binding);
        *binding = (struct script_binding){ .name = name, .span = node_span(key) };
        read_entries(reader, key, binding);
        if (is_pattern_of_states(reader, name)) {
            if (!names_a_state(reader, name))
                diag_message(script_report(reader, RULE_SCRIPT_STATE, key),
                             "the machine has no state like \"%.*s\"", STR_ARG(name));
            patterns[layer->pattern_count++] = *binding;
            continue;
        }
        struct script_found found = script_find_states(reader, key);
        for (uint32_t i = 0; i < found.count; i++) {
            if (found.items[i]->object.kind != ASL_TASK && found.items[i]->object.kind != ASL_UNTYPED)
                report_no_task(reader, key, found.items[i]);
            /* A name that means one state goes before a name that means several. */
            if (found.count == 1 || !layer->by_state || !layer->by_state[found.items[i]->number])
                script_layer_bind(reader, layer, found.items[i], binding);
        }
    }
}

static void read_resources(struct script_reader *reader, const struct node *object, struct script_layer *layer)
{
    struct script_binding *resources = arena_array(reader->arena, struct script_binding, node_count(object));
    layer->resources = resources;
    /* Twice, so that those without stars stand first. */
    for (int has_star = 0; has_star < 2; has_star++) {
        for (const struct node *key = doc_first(object); key != doc_end(reader->doc, object);
             key = doc_after(reader->doc, key + 1)) {
            str name = doc_text(reader->doc, key);
            if (pattern_has_star(name) != has_star)
                continue;
            struct script_binding *binding = &resources[layer->resource_count++];
            *binding = (struct script_binding){ .name = name, .span = node_span(key) };
            read_entries(reader, key, binding);
        }
    }
}

/*
 * Objects of S3.
 */

static bool split_address(str address, str *bucket, str *key)
{
    if (!str_starts(address, STR("s3://")))
        return false;
    address = str_from_offset(address, 5);
    size_t slash = str_find_char(address, '/');
    *bucket = str_slice(address, 0, slash);
    *key = slash == SIZE_MAX ? STR("") : str_from_offset(address, slash + 1);
    return bucket->len > 0 && key->len > 0;
}

static void read_content(struct script_reader *reader, const struct script_members *members,
                         const struct node *name, struct script_object *object)
{
    static const enum script_field fields[] = { SCRIPT_FIELD_JSON, SCRIPT_FIELD_TEXT, SCRIPT_FIELD_FILE };
    unsigned count = 0;
    for (size_t i = 0; i < ARRAY_LEN(fields); i++)
        count += members->keys[fields[i]] != NULL;
    if (count != 1) {
        struct diag *diag = script_report(reader, RULE_SCRIPT_OUTCOME, name);
        diag_message(diag, "an object has exactly one of json, text and file");
    }
    const struct node *json = script_get(members, SCRIPT_FIELD_JSON);
    const struct node *file = script_get(members, SCRIPT_FIELD_FILE);
    object->is_loaded = !file;
    object->file = script_string(reader, members, SCRIPT_FIELD_FILE);
    object->file_span = file ? node_span(file) : node_span(name);
    object->bytes = script_string(reader, members, SCRIPT_FIELD_TEXT);
    if (json)
        object->bytes =
            value_to_text(reader->arena, doc_value(reader->arena, reader->doc, json), VALUE_STYLE_JSON);
}

static void read_objects(struct script_reader *reader, const struct node *node, struct script_layer *layer)
{
    struct script_object **objects = arena_array(reader->arena, struct script_object *, node_count(node));
    layer->objects = objects;
    for (const struct node *key = doc_first(node); key != doc_end(reader->doc, node);
         key = doc_after(reader->doc, key + 1)) {
        struct script_object *object = arena_new(reader->arena, struct script_object);
        struct script_members members;
        if (!split_address(doc_text(reader->doc, key), &object->bucket, &object->key)) {
            struct diag *diag = script_report(reader, RULE_SCRIPT_TYPE, key);
            diag_message(diag, "an object is named by its address, s3://BUCKET/KEY, not \"%.*s\"",
                         STR_ARG(doc_text(reader->doc, key)));
        }
        if (!script_members(reader, SCRIPT_OBJECT_CONTENT, key + 1, &members))
            continue;
        read_content(reader, &members, key, object);
        str modified = script_string(reader, &members, SCRIPT_FIELD_LAST_MODIFIED);
        if (modified.len)
            time_parse_rfc3339(modified, &object->modified_ms);
        objects[layer->object_count++] = object;
        script_list_add(reader, &reader->objects, object);
    }
}

const struct script_layer *script_layer_read(struct script_reader *reader, const struct script_members *members)
{
    const struct node *states = script_get(members, SCRIPT_FIELD_STATES);
    const struct node *resources = script_get(members, SCRIPT_FIELD_RESOURCES);
    const struct node *objects = script_get(members, SCRIPT_FIELD_OBJECTS);
    if (!states && !resources && !objects)
        return NULL;
    struct script_layer *layer = arena_new(reader->arena, struct script_layer);
    if (states)
        read_states(reader, states, layer);
    if (resources)
        read_resources(reader, resources, layer);
    if (objects)
        read_objects(reader, objects, layer);
    return layer;
}
