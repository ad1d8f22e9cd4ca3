#include "sim/script_internal.h"

#include "aws/resource.h"
#include "base/time.h"
#include "sim/example.h"

/*
 * What a task calls, as resources may be named: the whole ARN, an integration with and without its pattern, a function
 * with and without its qualifier, an activity.
 */

enum { NAMES_MAX = 8 };

struct names {
    str items[NAMES_MAX];
    size_t count;
};

static void add_name(struct names *names, str name)
{
    if (name.len > 0 && names->count < NAMES_MAX)
        names->items[names->count++] = name;
}

/* "${CheckOrder.Arn}" and "${CheckOrder}" are what a deployment makes of the resource CheckOrder. */
static str strip_placeholder(str name)
{
    if (!str_starts(name, STR("${")) || !str_ends(name, STR("}")))
        return name;
    name = str_slice(name, 2, name.len - 1);
    return str_ends(name, STR(".Arn")) ? str_slice(name, 0, name.len - 4) : name;
}

static void add_function(struct names *names, struct arena *arena, str name, str qualifier)
{
    str bare = strip_placeholder(name);
    add_name(names, str_printf(arena, "function:%.*s", STR_ARG(bare)));
    if (qualifier.len > 0)
        add_name(names, str_printf(arena, "function:%.*s:%.*s", STR_ARG(bare), STR_ARG(qualifier)));
}

/* FunctionName of lambda:invoke: a name, an ARN, or a part of one, with a qualifier perhaps. */
static void add_function_name(struct names *names, struct arena *arena, str text)
{
    struct aws_resource resource = aws_resource_parse(text);
    if (resource.form == AWS_RESOURCE_FUNCTION) {
        add_function(names, arena, resource.name, resource.qualifier);
        return;
    }
    if (text.len == 0)
        return;
    size_t colon = str_starts(text, STR("${")) ? SIZE_MAX : str_find_char(text, ':');
    add_function(names, arena, str_slice(text, 0, colon),
                 colon == SIZE_MAX ? STR("") : str_from_offset(text, colon + 1));
}

static void find_names(struct names *names, struct arena *arena, const struct task_call *call)
{
    struct aws_resource resource = aws_resource_parse(call->resource);
    add_name(names, call->resource);
    switch (resource.form) {
    case AWS_RESOURCE_FUNCTION: add_function(names, arena, resource.name, resource.qualifier); break;
    case AWS_RESOURCE_ACTIVITY:
        add_name(names, str_printf(arena, "activity:%.*s", STR_ARG(resource.name)));
        break;
    case AWS_RESOURCE_OPTIMIZED:
    case AWS_RESOURCE_SDK: {
        const char *prefix = resource.form == AWS_RESOURCE_SDK ? "aws-sdk:" : "";
        str bare =
            str_printf(arena, "%s%.*s:%.*s", prefix, STR_ARG(resource.service), STR_ARG(resource.api));
        add_name(names, str_printf(arena, "%.*s%.*s", STR_ARG(bare), STR_ARG(resource.suffix)));
        add_name(names, bare);
        value function = value_get(call->input, STR("FunctionName"));
        if (str_equal(bare, STR("lambda:invoke")) && function.kind == VALUE_STRING)
            add_function_name(names, arena, value_text(function));
        break;
    }
    case AWS_RESOURCE_OPAQUE:
        add_function(names, arena, call->resource, STR(""));
        break;
    case AWS_RESOURCE_NO_ARN:
    case AWS_RESOURCE_OTHER: break;
    }
}

static bool names_match(const struct names *names, str pattern)
{
    for (size_t i = 0; i < names->count; i++) {
        if (pattern_matches(pattern, names->items[i]))
            return true;
    }
    return false;
}

/*
 * Choosing an entry.
 */

/* The given ranges are those of the innermost Maps. */
static bool items_match(const struct script_items *items, const struct task_call *call)
{
    if (items->count > call->index_count)
        return items->count == 0;
    const uint32_t *indexes = call->indexes + (call->index_count - items->count);
    for (uint32_t i = 0; i < items->count; i++) {
        if (!script_range_has(items->ranges[i], indexes[i]))
            return false;
    }
    return true;
}

static bool item_example_matches(const struct script_entry *entry, const struct task_call *call)
{
    return entry->item_example.kind == VALUE_UNDEFINED || example_matches(entry->item_example, call->item);
}

static bool is_selected(const struct script_scope *scope, const struct script_entry *entry)
{
    const struct task_call *call = scope->call;
    return (!entry->has_attempt || script_range_has(entry->attempt, call->attempt)) &&
           (!entry->has_call || script_range_has(entry->call, call->invocation)) &&
           (entry->items.count == 0 || items_match(&entry->items, call)) &&
           item_example_matches(entry, call) && script_condition_holds(scope, &entry->condition);
}

/* Of the entries for such a call each takes as many calls as its `times` say; the calls of an item count on their own. */
static const struct script_entry *choose(const struct script_scope *scope, const struct script_binding *binding)
{
    uint32_t number = scope->call->iteration_invocation;
    for (uint32_t i = 0; i < binding->entry_count; i++) {
        const struct script_entry *entry = binding->entries[i];
        if (!is_selected(scope, entry))
            continue;
        if (entry->times == 0 || number < entry->times)
            return entry;
        number -= entry->times;
    }
    return NULL;
}

static const struct script_entry *choose_in_layer(const struct script_scope *scope, const struct script_layer *layer,
                                                  struct names *names)
{
    const struct asl_state *state = scope->call->state;
    const struct script_entry *entry = NULL;
    if (layer->by_state && layer->by_state[state->number])
        entry = choose(scope, layer->by_state[state->number]);
    for (uint32_t i = 0; i < layer->pattern_count && !entry; i++) {
        if (pattern_matches(layer->patterns[i].name, state->name))
            entry = choose(scope, &layer->patterns[i]);
    }
    if (layer->resource_count > 0 && names->count == 0)
        find_names(names, scope->arena, scope->call);
    for (uint32_t i = 0; i < layer->resource_count && !entry; i++) {
        if (names_match(names, layer->resources[i].name))
            entry = choose(scope, &layer->resources[i]);
    }
    return entry;
}

static const struct script_entry *find_entry(const struct script_scope *scope, const struct script_test *test)
{
    struct names names = { .count = 0 };
    const struct script_entry *entry = NULL;
    for (size_t i = 0; i < SCRIPT_LAYERS && !entry; i++) {
        if (test->layers[i])
            entry = choose_in_layer(scope, test->layers[i], &names);
    }
    return entry;
}

/*
 * Answering.
 */

static struct task_outcome fail_to_answer(struct task_outcome outcome, str message)
{
    outcome.kind = OUTCOME_UNKNOWN;
    outcome.message = message;
    return outcome;
}

static struct task_outcome answer(const struct script_scope *scope, const struct script_entry *entry)
{
    struct task_outcome outcome = { .after_ms = entry->after_ms,
                                    .heartbeat_ms = entry->heartbeat_ms,
                                    .worker = entry->worker,
                                    .event = entry->event,
                                    .is_not_started = entry->is_not_started,
                                    .error = entry->error,
                                    .has_error = entry->has_error };
    str message;
    if (entry->submitted && !script_template_evaluate(scope, entry->submitted, &outcome.submitted, &message))
        return fail_to_answer(outcome, message);
    switch (entry->answer) {
    case SCRIPT_ANSWER_RETURN:
        outcome.kind = OUTCOME_RETURN;
        outcome.result = value_null();
        if (entry->result && !script_template_evaluate(scope, entry->result, &outcome.result, &message))
            return fail_to_answer(outcome, message);
        break;
    case SCRIPT_ANSWER_ECHO:
        outcome.kind = OUTCOME_RETURN;
        outcome.result = scope->call->input;
        break;
    case SCRIPT_ANSWER_NEVER:
    case SCRIPT_ANSWER_NONE: outcome.kind = OUTCOME_NEVER; break;
    case SCRIPT_ANSWER_THROW: {
        value cause = value_undefined();
        outcome.kind = OUTCOME_THROW;
        outcome.has_cause = entry->cause != NULL;
        if (entry->cause && !script_template_evaluate(scope, entry->cause, &cause, &message))
            return fail_to_answer(outcome, message);
        outcome.cause = cause.kind == VALUE_STRING ? value_text(cause)
                                                   : value_to_text(scope->arena, cause, VALUE_STYLE_JSON);
        break;
    }
    }
    return outcome;
}

/* Which call it is, by the numbers that a script selects by. */
static void print_call(struct buf *out, const struct task_call *call)
{
    buf_printf(out, "call %u", call->invocation);
    if (call->attempt > 0)
        buf_printf(out, ", attempt %u", call->attempt);
    for (uint32_t i = 0; i < call->index_count; i++)
        buf_printf(out, "%s%u", i ? "/" : ", item ", call->indexes[i]);
}

static struct task_outcome without_entry(struct script_run *run, struct arena *arena, const struct task_call *call)
{
    struct task_outcome outcome = { .kind = OUTCOME_RETURN, .result = value_null() };
    if (run->unmocked == SCRIPT_UNMOCKED_ECHO)
        outcome.result = call->input;
    if (run->unmocked != SCRIPT_UNMOCKED_FAIL)
        return outcome;
    run->unanswered = call->state;
    struct buf message;
    buf_init(&message, arena);
    buf_str(&message, STR("there is no outcome for "));
    print_call(&message, call);
    return fail_to_answer(outcome, buf_text(&message));
}

/* Notes whether the call is one that the test expects. */
static void note_input(struct script_run *run, const struct task_call *call)
{
    const struct expectation *expectation = run->test->expectation;
    for (uint32_t i = 0; expectation && i < expectation->called_with_count; i++) {
        const struct expected_call *expected = &expectation->called_with[i];
        bool is_meant = false;
        for (uint32_t s = 0; s < expected->state_count; s++)
            is_meant |= expected->states[s] == call->state;
        if (!is_meant || run->is_called[i])
            continue;
        run->is_called[i] = example_matches(expected->example, call->input);
        if (!run->is_called[i] && run->last_inputs[i].kind == VALUE_UNDEFINED)
            run->last_inputs[i] = value_copy(run->arena, call->input);
    }
}

static struct task_outcome answer_task(void *context, struct arena *arena, const struct task_call *call)
{
    struct script_run *run = context;
    run->calls[call->state->number]++;
    note_input(run, call);
    struct script_scope scope = { .arena = arena,
                                  .call = call,
                                  .now_ms = run->test->settings.start_ms + call->time_ms,
                                  .seed = run->test->settings.seed ^ str_hash(call->state->name) ^
                                          call->invocation };
    const struct script_entry *entry = find_entry(&scope, run->test);
    if (!entry)
        return without_entry(run, arena, call);
    bits_set(&run->script->used, entry->number);
    return answer(&scope, entry);
}

/*
 * Runs.
 */

bool script_unmocked_parse(str text, enum script_unmocked *unmocked)
{
    static const char *const words[] = {
        [SCRIPT_UNMOCKED_FAIL] = "fail", [SCRIPT_UNMOCKED_ECHO] = "echo", [SCRIPT_UNMOCKED_NULL] = "null"
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_equal(text, str_from(words[i]))) {
            *unmocked = (enum script_unmocked)i;
            return true;
        }
    }
    return false;
}

void script_run_begin(struct script_run *run, struct arena *arena, struct script *script,
                      const struct script_test *test, enum script_unmocked unmocked)
{
    uint32_t expected = test->expectation ? test->expectation->called_with_count : 0;
    *run = (struct script_run){ .arena = arena, .script = script, .test = test, .unmocked = unmocked };
    run->calls = arena_array(arena, uint32_t, script->asl->state_count);
    run->last_inputs = arena_array(arena, value, expected);
    run->is_called = arena_array(arena, bool, expected);
}

struct world script_world(struct script_run *run)
{
    return (struct world){ .context = run,
                           .wants_context = run->script->wants_context,
                           .task = answer_task,
                           .read = script_read_object,
                           .list = script_list_objects,
                           .write = script_write_object };
}
