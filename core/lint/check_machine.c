/* Rules about a machine as a whole: its names, where transitions lead, whether it ends. */
#include "base/utf8.h"
#include "lint/internal.h"

#define DEFINITION_MAX 1048576 /* characters; Developer Guide, "Service quotas" */

void check_definition_size(struct lint *lint)
{
    const struct node *root = lint->asl->root->object.node;
    if (root->end - root->start <= DEFINITION_MAX)
        return;
    size_t length = utf8_length(source_text(lint->doc->source, node_span(root)));
    if (length <= DEFINITION_MAX)
        return;
    struct diag *d = diag_add(lint->diags, RULE_DEFINITION_SIZE, lint->doc->source,
                              span_at(root->start, root->start + 1));
    diag_message(d, "the definition has %zu characters, at most %d are allowed", length, DEFINITION_MAX);
}

/* Of two states the one that is nested deeper is reported, else the later one. */
void check_duplicate_state_name(struct lint *lint)
{
    const struct asl *asl = lint->asl;
    struct intern names;
    intern_init(&names, &lint->scratch);
    const struct asl_state **first = arena_array(&lint->scratch, const struct asl_state *, asl->state_count);
    for (uint32_t i = 0; i < asl->state_count; i++) {
        const struct asl_state *state = asl->states[i];
        bool is_new;
        uint32_t number = intern_add_new(&names, state->name, &is_new);
        if (is_new) {
            first[number] = state;
            continue;
        }
        /* Twice in one object is a duplicate key, which the reader reports. */
        if (first[number]->machine == state->machine || asl_is_opaque(state->name))
            continue;
        const struct asl_state *other = first[number];
        if (other->machine->depth > state->machine->depth) {
            first[number] = state;
            state = other;
            other = first[number];
        }
        struct diag *d = lint_report_object(lint, RULE_DUPLICATE_STATE_NAME, &state->object);
        diag_message(d, "another state is called \"%.*s\"", STR_ARG(state->name));
        diag_related(d, lint->doc->source, lint_object_span(&other->object), "the other one");
    }
}

/* The state of this name in a machine around this one, or NULL. */
static const struct asl_state *find_outside(const struct asl_machine *machine, str name)
{
    for (const struct asl_machine *outer = machine->outer; outer; outer = outer->outer) {
        const struct asl_state *state = asl_find_state(outer, name);
        if (state)
            return state;
    }
    return NULL;
}

static void check_transition(struct lint *lint, const struct asl_machine *machine,
                             const struct asl_transition *transition)
{
    if (!transition->node || transition->target || asl_is_opaque(transition->name))
        return;
    struct diag *d = lint_report(lint, RULE_MISSING_TARGET, transition->node);
    const struct asl_state *outside = find_outside(machine, transition->name);
    if (outside) {
        diag_message(d, "state \"%.*s\" is outside of this %s", STR_ARG(transition->name),
                     asl_object_name(machine->object.kind));
        diag_related(d, lint->doc->source, lint_object_span(&outside->object), "it is here");
        diag_help(d, "end this %s and go on behind it", asl_object_name(machine->object.kind));
        return;
    }
    diag_message(d, "no state is called \"%.*s\"", STR_ARG(transition->name));
    ptrdiff_t near =
        diag_help_nearest(lint->diags, d, machine->names.texts, machine->names.count, transition->name);
    if (near >= 0)
        lint_edit_string(lint, d, transition->node, machine->names.texts[near]);
}

void check_missing_target(struct lint *lint, const struct asl_machine *machine)
{
    /* Without any state, that is the mistake. */
    if (machine->state_count > 0)
        check_transition(lint, machine, &machine->start);
    for (uint32_t s = 0; s < machine->state_count; s++) {
        const struct asl_state *state = &machine->states[s];
        for (uint32_t t = 0; t < state->transition_count; t++)
            check_transition(lint, machine, &state->transitions[t]);
    }
}

/* A state that could not be understood may well end the machine; then nothing is said about its end. */
static bool may_end(const struct asl_state *state)
{
    if (state->is_end)
        return true;
    if (state->object.kind == ASL_UNTYPED)
        return state->transition_count == 0;
    const struct asl_field *end = asl_get(&state->object, NAME_End);
    const struct asl_field *next = asl_get(&state->object, NAME_Next);
    return (end && node_kind(end->value) != NODE_FALSE) || (next && node_kind(next->value) != NODE_STRING);
}

static bool has_terminal(const struct asl_machine *machine)
{
    for (uint32_t i = 0; i < machine->state_count; i++) {
        if (may_end(&machine->states[i]))
            return true;
    }
    return false;
}

void check_no_terminal_state(struct lint *lint, const struct asl_machine *machine)
{
    const struct asl_field *states = asl_get(&machine->object, NAME_States);
    if (machine->state_count == 0 || has_terminal(machine))
        return;
    struct diag *d = lint_report(lint, RULE_NO_TERMINAL_STATE, states->key);
    diag_message(d, "no state ends this %s", asl_object_name(machine->object.kind));
    diag_help(d, "add a Succeed or Fail state, or \"End\": true to the last one");
}

/* The states that can be reached from `start`. */
static void reach(struct lint *lint, const struct asl_machine *machine, struct bits *reached)
{
    bits_init(reached, &lint->scratch, machine->state_count);
    uint32_t *stack = arena_array(&lint->scratch, uint32_t, machine->state_count);
    size_t count = 0;
    bits_set(reached, machine->start.target->index);
    stack[count++] = machine->start.target->index;
    while (count) {
        const struct asl_state *state = &machine->states[stack[--count]];
        for (uint32_t t = 0; t < state->transition_count; t++) {
            const struct asl_state *target = state->transitions[t].target;
            if (!target || bits_has(reached, target->index))
                continue;
            bits_set(reached, target->index);
            stack[count++] = target->index;
        }
    }
}

/* Some transition's target is a placeholder: anything may be reached. */
static bool has_opaque_target(const struct asl_machine *machine)
{
    if (asl_is_opaque(machine->start.name))
        return true;
    for (uint32_t s = 0; s < machine->state_count; s++) {
        const struct asl_state *state = &machine->states[s];
        for (uint32_t t = 0; t < state->transition_count; t++) {
            if (asl_is_opaque(state->transitions[t].name))
                return true;
        }
    }
    return false;
}

/* The service says nothing of reachability when the machine has no end. */
static bool can_tell_reach(const struct asl_machine *machine)
{
    return machine->start.target && has_terminal(machine) && !has_opaque_target(machine);
}

void check_unreachable_state(struct lint *lint, const struct asl_machine *machine)
{
    if (!can_tell_reach(machine))
        return;
    struct arena_mark mark = arena_mark(&lint->scratch);
    struct bits reached;
    reach(lint, machine, &reached);
    size_t count = 0;
    uint32_t *missed = arena_array(&lint->scratch, uint32_t, machine->state_count);
    for (uint32_t i = 0; i < machine->state_count; i++) {
        bool is_first = asl_find_state(machine, machine->states[i].name) == &machine->states[i];
        if (!bits_has(&reached, i) && is_first)
            missed[count++] = i;
    }
    if (count == 0) {
        arena_release(&lint->scratch, mark);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct asl_state *state = &machine->states[missed[i]];
        struct diag *d = lint_report_object(lint, RULE_UNREACHABLE_STATE, &state->object);
        diag_message(d, "state \"%.*s\" cannot be reached", STR_ARG(state->name));
        diag_related(d, lint->doc->source, node_span(machine->start.node), "from the start here");
    }
}

/* Adds to `ending` all states from which some end is reachable, by following transitions backwards. */
static void reach_backwards(struct lint *lint, const struct asl_machine *machine, struct bits *ending)
{
    uint32_t count = machine->state_count, edges = 0;
    for (uint32_t s = 0; s < count; s++)
        edges += machine->states[s].transition_count;
    uint32_t *first = arena_array(&lint->scratch, uint32_t, (size_t)count + 1);
    uint32_t *from = arena_array(&lint->scratch, uint32_t, edges);
    for (uint32_t s = 0; s < count; s++) {
        for (uint32_t t = 0; t < machine->states[s].transition_count; t++) {
            if (machine->states[s].transitions[t].target)
                first[machine->states[s].transitions[t].target->index + 1]++;
        }
    }
    for (uint32_t s = 0; s < count; s++)
        first[s + 1] += first[s];
    uint32_t *next = arena_copy(&lint->scratch, first, count * sizeof *first);
    for (uint32_t s = 0; s < count; s++) {
        for (uint32_t t = 0; t < machine->states[s].transition_count; t++) {
            if (machine->states[s].transitions[t].target)
                from[next[machine->states[s].transitions[t].target->index]++] = s;
        }
    }

    uint32_t *stack = arena_array(&lint->scratch, uint32_t, count);
    size_t depth = 0;
    bits_init(ending, &lint->scratch, count);
    for (uint32_t s = 0; s < count; s++) {
        /* A transition that leads nowhere was reported; it may have been meant to end. */
        bool leads_nowhere = machine->states[s].transition_count == 0;
        for (uint32_t t = 0; t < machine->states[s].transition_count; t++)
            leads_nowhere |= machine->states[s].transitions[t].target == NULL;
        if (may_end(&machine->states[s]) || leads_nowhere) {
            bits_set(ending, s);
            stack[depth++] = s;
        }
    }
    while (depth) {
        uint32_t state = stack[--depth];
        for (uint32_t e = first[state]; e < first[state + 1]; e++) {
            if (bits_has(ending, from[e]))
                continue;
            bits_set(ending, from[e]);
            stack[depth++] = from[e];
        }
    }
}

/* One diagnostic for each trap, at the first of its states. */
void check_no_path_to_end(struct lint *lint, const struct asl_machine *machine)
{
    if (!can_tell_reach(machine))
        return;
    struct bits reached, ending, told;
    reach(lint, machine, &reached);
    reach_backwards(lint, machine, &ending);
    bits_init(&told, &lint->scratch, machine->state_count);
    uint32_t *stack = arena_array(&lint->scratch, uint32_t, machine->state_count);
    for (uint32_t s = 0; s < machine->state_count; s++) {
        if (!bits_has(&reached, s) || bits_has(&ending, s) || bits_has(&told, s))
            continue;
        const struct asl_state *state = &machine->states[s];
        struct diag *d = lint_report_object(lint, RULE_NO_PATH_TO_END, &state->object);
        diag_message(d, "from state \"%.*s\" the %s cannot end", STR_ARG(state->name),
                     asl_object_name(machine->object.kind));
        size_t depth = 0;
        stack[depth++] = s;
        bits_set(&told, s);
        while (depth) {
            const struct asl_state *at = &machine->states[stack[--depth]];
            for (uint32_t t = 0; t < at->transition_count; t++) {
                const struct asl_state *target = at->transitions[t].target;
                if (!target || bits_has(&told, target->index))
                    continue;
                bits_set(&told, target->index);
                stack[depth++] = target->index;
            }
        }
    }
}
