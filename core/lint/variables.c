#include "lint/variables.h"

#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"

struct variable_walk {
    struct lint *lint;
    const struct asl_expression *expression;
    variable_visitor *visit;
};

static void visit_jsonpath(void *context, const struct jsonpath *path)
{
    struct variable_walk *walk = context;
    if (path->root == JSONPATH_VARIABLE && !path->is_opaque)
        walk->visit(walk->lint, walk->expression, path->variable, path->source, path->variable_span);
}

void lint_each_variable(struct lint *lint, const struct asl_expression *expression, variable_visitor *visit)
{
    struct variable_walk walk = { lint, expression, visit };
    if (expression->kind == ASL_PATH)
        jsonpath_visit(expression->as.path, visit_jsonpath, &walk);
    for (uint32_t i = 0; expression->kind == ASL_INTRINSIC && i < expression->as.intrinsic->node_count; i++) {
        const struct intrinsic_node *node = &expression->as.intrinsic->nodes[i];
        if (node->kind == INTRINSIC_PATH)
            jsonpath_visit(node->as.path, visit_jsonpath, &walk);
    }
    for (uint32_t i = 0; expression->kind == ASL_JSONATA && i < expression->facts->variable_count; i++) {
        const struct jsonata_variable *variable = &expression->facts->variables[i];
        bool is_plain = variable->name.len > 0 && !variable->is_called;
        if (is_plain && !str_equal(variable->name, STR("states")))
            visit(lint, expression, variable->name, expression->source, variable->span);
    }
}

str variable_name(const struct lint *lint, const struct asl_object *owner, const struct node *key)
{
    str name = doc_text(lint->doc, key);
    if (owner->language == ASL_LANGUAGE_JSONPATH && str_ends(name, STR(".$")))
        name.len -= 2;
    return name;
}

static const struct node *assign_node(const struct asl_object *object)
{
    const struct asl_field *field = asl_get(object, NAME_Assign);
    bool is_meant = field && field->row && node_kind(field->value) == NODE_OBJECT;
    return is_meant ? field->value : NULL;
}

struct collector {
    struct lint *lint;
    struct variables *variables;
    uint32_t capacity;
};

static void collect_object(struct collector *collector, const struct asl_object *object)
{
    struct variables *variables = collector->variables;
    const struct doc *doc = collector->lint->doc;
    const struct node *assign = assign_node(object);
    if (!assign)
        return;
    for (const struct node *key = doc_first(assign); key != doc_end(doc, assign);
         key = doc_after(doc, key + 1)) {
        variables->assignments =
            arena_room(collector->lint->arena, variables->assignments, variables->assignment_count,
                       &collector->capacity, sizeof *variables->assignments);
        uint32_t variable = intern_add(&variables->names, variable_name(collector->lint, object, key));
        variables->assignments[variables->assignment_count++] = (struct assignment){ variable, key, object };
    }
}

static void collect_state(struct collector *collector, const struct asl_state *state)
{
    collect_object(collector, &state->object);
    for (uint32_t i = 0; i < state->rule_count; i++)
        collect_object(collector, &state->rules[i].object);
    for (uint32_t i = 0; i < state->catcher_count; i++)
        collect_object(collector, &state->catchers[i].object);
}

static void mark_read(struct lint *lint, const struct asl_expression *expression, str name,
                      const struct source *source, span place)
{
    (void)expression, (void)source, (void)place;
    struct variables *variables = lint->variables;
    uint32_t variable = intern_find(&variables->names, name);
    if (variable != INTERN_NONE)
        bits_set(&variables->read, variable);
}

/* Adds what `object` assigns, in `assign`. */
static void add_assigned(struct lint *lint, const struct variables *variables, const struct asl_object *object,
                         const struct node *assign, struct bits *may, struct bits *must)
{
    for (const struct node *key = doc_first(assign); key != doc_end(lint->doc, assign);
         key = doc_after(lint->doc, key + 1)) {
        uint32_t variable = intern_find(&variables->names, variable_name(lint, object, key));
        bits_set(may, variable);
        bits_set(must, variable);
    }
}

/* The object whose Assign counts on the way of a transition. */
static const struct asl_object *assigning(const struct asl_state *state, const struct asl_transition *transition)
{
    bool is_state_own = transition->kind == ASL_NEXT || transition->kind == ASL_DEFAULT;
    return is_state_own ? &state->object : transition->owner;
}

struct flow {
    struct lint *lint;
    struct variables *variables;
    const struct asl_machine *machine;
    struct bits visited, queued, scratch;
    uint32_t *queue; /* a ring of state_count places */
    uint32_t head, length;
};

static void enqueue(struct flow *flow, uint32_t index)
{
    if (bits_has(&flow->queued, index))
        return;
    bits_set(&flow->queued, index);
    uint32_t count = flow->machine->state_count;
    flow->queue[(flow->head + flow->length++) % count] = index;
}

/* Joins what has come along one way into what is known at its target; queues the target when that changes. */
static void join(struct flow *flow, const struct bits *may, const struct bits *must,
                 const struct asl_state *target)
{
    bool is_first = !bits_has(&flow->visited, target->index);
    bits_set(&flow->visited, target->index);
    bits_set(&flow->variables->reached, target->number);
    bool changed = bits_unite(&flow->variables->may[target->number], may);
    if (is_first)
        bits_unite(&flow->variables->must[target->number], must);
    else
        changed |= bits_intersect(&flow->variables->must[target->number], must);
    if (is_first || changed)
        enqueue(flow, target->index);
}

static void copy_bits(struct bits *to, const struct bits *from)
{
    memcpy(to->words, from->words, (from->count + 63) / 64 * sizeof *from->words);
}

static void follow(struct flow *flow, const struct asl_state *state)
{
    struct arena_mark mark = arena_mark(flow->lint->arena);
    struct bits may, must;
    bits_init(&may, flow->lint->arena, flow->variables->names.count);
    bits_init(&must, flow->lint->arena, flow->variables->names.count);
    for (uint32_t t = 0; t < state->transition_count; t++) {
        const struct asl_transition *transition = &state->transitions[t];
        if (!transition->target)
            continue;
        const struct bits *known_may = &flow->variables->may[state->number];
        const struct bits *known_must = &flow->variables->must[state->number];
        const struct asl_object *object = assigning(state, transition);
        const struct node *assign = assign_node(object);
        if (!assign) {
            join(flow, known_may, known_must, transition->target);
            continue;
        }
        copy_bits(&may, known_may);
        copy_bits(&must, known_must);
        add_assigned(flow->lint, flow->variables, object, assign, &may, &must);
        join(flow, &may, &must, transition->target);
    }
    arena_release(flow->lint->arena, mark);
}

static void flow_through(struct lint *lint, struct variables *variables, const struct asl_machine *machine)
{
    if (!machine->start.target)
        return;
    struct flow flow = { .lint = lint, .variables = variables, .machine = machine };
    bits_init(&flow.visited, lint->arena, machine->state_count);
    bits_init(&flow.queued, lint->arena, machine->state_count);
    flow.queue = arena_array(lint->arena, uint32_t, machine->state_count);

    struct bits may, must;
    bits_init(&may, lint->arena, variables->names.count);
    bits_init(&must, lint->arena, variables->names.count);
    const struct asl_state *around = machine->object.state;
    if (around && !around->is_distributed) {
        copy_bits(&may, &variables->may[around->number]);
        copy_bits(&must, &variables->must[around->number]);
    }
    join(&flow, &may, &must, machine->start.target);
    while (flow.length) {
        uint32_t index = flow.queue[flow.head];
        flow.head = (flow.head + 1) % machine->state_count;
        flow.length--;
        bits_clear(&flow.queued, index);
        follow(&flow, &machine->states[index]);
    }
}

static void analyse_flow(struct lint *lint, struct variables *variables)
{
    const struct asl *asl = lint->asl;
    uint32_t count = variables->names.count;
    variables->is_limited = (size_t)count * asl->state_count > VARIABLES_MAX_BITS;
    variables->assigned = arena_array(lint->arena, struct bits, asl->machine_count);
    bits_init(&variables->reached, lint->arena, asl->state_count);
    variables->first = arena_array(lint->arena, uint32_t, count);
    for (uint32_t i = variables->assignment_count; i > 0; i--)
        variables->first[variables->assignments[i - 1].variable] = i - 1;
    if (variables->is_limited)
        return;
    for (uint32_t m = 0; m < asl->machine_count; m++)
        bits_init(&variables->assigned[m], lint->arena, count);
    for (uint32_t i = 0; i < variables->assignment_count; i++) {
        const struct assignment *assignment = &variables->assignments[i];
        bits_set(&variables->assigned[assignment->owner->state->machine->number], assignment->variable);
    }
    variables->may = arena_array(lint->arena, struct bits, asl->state_count);
    variables->must = arena_array(lint->arena, struct bits, asl->state_count);
    for (uint32_t s = 0; s < asl->state_count; s++) {
        bits_init(&variables->may[s], lint->arena, count);
        bits_init(&variables->must[s], lint->arena, count);
    }
    for (uint32_t m = 0; m < asl->machine_count; m++)
        flow_through(lint, variables, asl->machines[m]);
}

const struct variables *lint_variables(struct lint *lint)
{
    if (lint->variables)
        return lint->variables;
    struct variables *variables = arena_new(lint->arena, struct variables);
    lint->variables = variables;
    intern_init(&variables->names, lint->arena);
    struct collector collector = { lint, variables, 0 };
    for (uint32_t s = 0; s < lint->asl->state_count; s++)
        collect_state(&collector, lint->asl->states[s]);
    bits_init(&variables->read, lint->arena, variables->names.count);
    for (uint32_t e = 0; e < lint->asl->expression_count; e++) {
        if (lint->asl->expressions[e]->kind != ASL_BROKEN)
            lint_each_variable(lint, lint->asl->expressions[e], mark_read);
    }
    analyse_flow(lint, variables);
    return variables;
}
