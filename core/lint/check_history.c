/* The history of a Standard execution ends at 25,000 events. */
#include "base/heap.h"
#include "base/num.h"
#include "jsonpath/jsonpath.h"
#include "lint/task.h"

#define HISTORY_MAX 25000 /* events; Developer Guide, "Service quotas" */

enum {
    STATE_EVENTS = 2,    /* entered, exited */
    TASK_EVENTS = 3,     /* scheduled, started, succeeded */
    FORK_EVENTS = 2,     /* of a Map or Parallel: started, succeeded */
    ITERATION_EVENTS = 2 /* started, succeeded */
};

/* What is found out about the whole definition. */
struct history {
    struct lint *lint;
    uint64_t *items; /* by state number: of a Map whose items can be counted, else 0 */
    uint64_t *least; /* by machine number: the events of the shortest way through it */
};

static uint64_t add_limited(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t multiply_limited(uint64_t a, uint64_t b)
{
    return b && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

/* Whole numbers with `separator` between them; returns how many, at most three. */
static size_t read_numbers(str text, str separator, int64_t numbers[3])
{
    size_t count = 0;
    while (text.at && count < 3) {
        size_t end = str_find(text, separator);
        if (!num_to_int64(str_trim(str_slice(text, 0, end)), &numbers[count++]))
            return 0;
        text = end == SIZE_MAX ? (str){ NULL, 0 } : str_from_offset(text, end + separator.len);
    }
    return text.at ? 0 : count;
}

/* The items of "[1..5000]" and "$range(1, 5000, 1)", the expressions that are counted. */
static uint64_t range_count(str text)
{
    text = str_trim(text);
    bool is_call = str_starts(text, STR("$range("));
    if (text.len < 2 ||
        !(is_call ? str_ends(text, STR(")")) : text.at[0] == '[' && str_ends(text, STR("]"))))
        return 0;
    text = str_slice(text, is_call ? 7 : 1, text.len - 1);
    int64_t numbers[3] = { 0, 0, 1 };
    if (read_numbers(text, is_call ? STR(",") : STR(".."), numbers) != (is_call ? 3u : 2u))
        return 0;
    if (numbers[1] < numbers[0] || numbers[2] < 1)
        return 0;
    return add_limited(((uint64_t)numbers[1] - (uint64_t)numbers[0]) / (uint64_t)numbers[2], 1);
}

/* Items that stand in the Map itself. */
static uint64_t own_items(const struct asl_state *state)
{
    const struct asl_field *items = asl_get(&state->object, NAME_Items);
    if (!items)
        return 0;
    if (node_is_container(items->value))
        return node_count(items->value);
    const struct asl_template *template = items->template;
    const struct asl_expression *expression = template && template->kind == ASL_TEMPLATE_EXPRESSION
                                                  ? template->as.expression
                                                  : items->expression;
    return expression && expression->kind == ASL_JSONATA ? range_count(expression->source->text)
                                                         : 0;
}

/* What a Pass state gives when that is all literal; undefined else. */
static value pass_result(const struct asl_state *pass)
{
    const struct asl_field *field = asl_get(&pass->object, NAME_Result);
    if (!field)
        field = asl_get(&pass->object, NAME_Parameters);
    if (!field || !field->template || field->template->kind != ASL_TEMPLATE_LITERAL)
        return value_undefined();
    return field->template->as.literal;
}

/* The value at the path of a field, "$" when it is absent; undefined when it leads elsewhere or
 * cannot be followed. */
static value follow(struct lint *lint, const struct asl_object *object, enum name name, value input)
{
    const struct asl_field *field = asl_get(object, name);
    if (!field)
        return input;
    const struct asl_expression *expression = field->expression;
    if (!expression || expression->kind != ASL_PATH || expression->as.path->root != JSONPATH_INPUT)
        return value_undefined();
    struct jsonpath_scope scope = { .input = input };
    value result;
    if (!jsonpath_evaluate(lint->arena, expression->as.path, &scope, &result, NULL))
        return value_undefined();
    return result;
}

static value put_result(struct lint *lint, const struct asl_state *pass, value result)
{
    const struct asl_field *field = asl_get(&pass->object, NAME_ResultPath);
    if (!field || result.kind == VALUE_UNDEFINED)
        return result;
    const struct asl_expression *expression = field->expression;
    struct object_builder empty;
    object_begin(&empty, lint->arena);
    value output;
    if (!expression || expression->kind != ASL_PATH ||
        !jsonpath_set(lint->arena, expression->as.path, object_end(&empty), result, &output, NULL))
        return value_undefined();
    return output;
}

/* Items that a Pass state right before the Map holds. */
static void count_items_after(struct history *history, const struct asl_state *pass)
{
    const struct asl_state *map = NULL;
    for (uint32_t i = 0; i < pass->transition_count; i++) {
        if (pass->transitions[i].kind == ASL_NEXT)
            map = pass->transitions[i].target;
    }
    if (!map || map->object.kind != ASL_MAP || map->object.language != ASL_LANGUAGE_JSONPATH)
        return;
    struct lint *lint = history->lint;
    value v = put_result(lint, pass, pass_result(pass));
    v = follow(lint, &pass->object, NAME_OutputPath, v);
    v = follow(lint, &map->object, NAME_InputPath, v);
    v = follow(lint, &map->object, NAME_ItemsPath, v);
    if (v.kind == VALUE_ARRAY && v.count > history->items[map->number])
        history->items[map->number] = v.count;
}

/* False when no Map has items that can be counted. */
static bool count_items(struct history *history)
{
    const struct asl *asl = history->lint->asl;
    bool is_any = false;
    for (uint32_t i = 0; i < asl->state_count; i++) {
        const struct asl_state *state = asl->states[i];
        if (state->object.kind == ASL_MAP)
            history->items[i] = add_limited(history->items[i], own_items(state));
        if (state->object.kind == ASL_PASS && state->object.language == ASL_LANGUAGE_JSONPATH)
            count_items_after(history, state);
    }
    for (uint32_t i = 0; i < asl->state_count; i++)
        is_any = is_any || history->items[i] > 0;
    return is_any;
}

static uint64_t map_events(const struct history *history, const struct asl_state *map)
{
    if (map->is_distributed || map->machine_count == 0)
        return 0;
    uint64_t iteration = add_limited(history->least[map->machines->number], ITERATION_EVENTS);
    return multiply_limited(history->items[map->number], iteration);
}

/* The events of one visit to a state that succeeds at once, at least. */
static uint64_t state_events(const struct history *history, const struct asl_state *state)
{
    uint64_t events = STATE_EVENTS;
    if (state->object.kind == ASL_TASK)
        events += TASK_EVENTS;
    if (state->object.kind == ASL_MAP)
        events = add_limited(events + FORK_EVENTS, map_events(history, state));
    if (state->object.kind == ASL_PARALLEL) {
        events += FORK_EVENTS;
        for (uint32_t i = 0; i < state->machine_count; i++)
            events = add_limited(events, history->least[state->machines[i].number]);
    }
    return events;
}

/* A state on a way from StartAt, with the events up to its exit. */
struct step {
    const struct asl_state *state;
    uint64_t events;
};

static bool is_shorter(const void *left, const void *right)
{
    return ((const struct step *)left)->events < ((const struct step *)right)->events;
}

static void add_step(struct history *history, struct heap *heap, const struct asl_state *state,
                     uint64_t events)
{
    struct step *step = arena_new(history->lint->arena, struct step);
    *step = (struct step){ state, add_limited(events, state_events(history, state)) };
    heap_push(heap, step);
}

/* Dijkstra's search from StartAt to the nearest end. A machine that has none counts as empty. */
static uint64_t shortest_way(struct history *history, const struct asl_machine *machine)
{
    if (!machine->start.target)
        return 0;
    struct arena_mark mark = arena_mark(history->lint->arena);
    struct heap heap;
    heap_init(&heap, history->lint->arena, is_shorter);
    struct bits done;
    bits_init(&done, history->lint->arena, machine->state_count);
    add_step(history, &heap, machine->start.target, 0);
    uint64_t least = 0;
    for (const struct step *step; (step = heap_pop(&heap));) {
        const struct asl_state *state = step->state;
        if (bits_has(&done, state->index))
            continue;
        bits_set(&done, state->index);
        if (state->is_end) {
            least = step->events;
            break;
        }
        for (uint32_t i = 0; i < state->transition_count; i++) {
            const struct asl_state *target = state->transitions[i].target;
            if (target && state->transitions[i].kind != ASL_CATCH)
                add_step(history, &heap, target, step->events);
        }
    }
    arena_release(history->lint->arena, mark);
    return least;
}

static void check_map(struct history *history, const struct asl_state *map)
{
    uint64_t items = history->items[map->number];
    if (items == 0 || map->is_distributed || map->machine_count == 0)
        return;
    uint64_t iteration = history->least[map->machines->number];
    uint64_t events = map_events(history, map);
    /* When one iteration alone is too much, that is said where it is. */
    if (events <= HISTORY_MAX || iteration > HISTORY_MAX)
        return;
    struct lint *lint = history->lint;
    const struct asl_field *field = asl_get(&map->object, NAME_Items);
    if (!field)
        field = asl_get(&map->object, NAME_ItemsPath);
    struct diag *d = field ? lint_report(lint, RULE_HISTORY_LIMIT, field->key)
                           : lint_report_object(lint, RULE_HISTORY_LIMIT, &map->object);
    diag_message(d,
                 "%llu items make at least %llu events, more than the %d that an execution's "
                 "history may have",
                 (unsigned long long)items, (unsigned long long)events, HISTORY_MAX);
    diag_help(d, "use a distributed Map, whose iterations have histories of their own");
}

void check_history_limit(struct lint *lint)
{
    const struct asl *asl = lint->asl;
    if (lint->options.is_express)
        return;
    struct history history = { .lint = lint };
    history.items = arena_array(lint->arena, uint64_t, asl->state_count);
    if (!count_items(&history))
        return;
    history.least = arena_array(lint->arena, uint64_t, asl->machine_count);
    /* Inner machines come behind outer ones. */
    for (uint32_t i = asl->machine_count; i-- > 0;)
        history.least[i] = shortest_way(&history, asl->machines[i]);
    for (uint32_t i = 0; i < asl->state_count; i++) {
        if (asl->states[i]->object.kind == ASL_MAP &&
            !lint_is_express(lint, asl->states[i]->machine))
            check_map(&history, asl->states[i]);
    }
}
