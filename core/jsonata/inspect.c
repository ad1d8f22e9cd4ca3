#include "jsonata/inspect.h"

#define TRUTH ((unsigned)JSONATA_BOOLEAN)
#define NOTHING ((unsigned)JSONATA_UNDEFINED)

static unsigned inspect(struct inspector *inspector, uint32_t index, bool has_context);

static const struct node *node_at(const struct inspector *inspector, uint32_t index)
{
    return &inspector->code->nodes[index];
}

static uint32_t link_at(const struct inspector *inspector, uint32_t index)
{
    return inspector->code->links[index];
}

static const struct place *place_of(const struct inspector *inspector, const struct node *node)
{
    return &inspector->code->places[node - inspector->code->nodes];
}

/* Room for one more in a list of facts, which grows by doubling. */
static void *add_fact(struct inspector *inspector, void *list, uint32_t *count, size_t size)
{
    if ((*count & (*count - 1)) == 0) {
        size_t capacity = *count ? (size_t)*count * 2 : 1;
        list = arena_grow(inspector->arena, list, *count * size, capacity * size, 8);
    }
    memset((char *)list + *count * size, 0, size);
    ++*count;
    return list;
}

static void add_top_level(struct inspector *inspector, str name, span where)
{
    inspector->top_levels =
        add_fact(inspector, inspector->top_levels, &inspector->facts.top_level_count,
                 sizeof(struct jsonata_top_level));
    inspector->top_levels[inspector->facts.top_level_count - 1] =
        (struct jsonata_top_level){ name, where };
}

static void add_variable(struct inspector *inspector, str name, span where, bool is_called)
{
    inspector->variables =
        add_fact(inspector, inspector->variables, &inspector->facts.variable_count,
                 sizeof(struct jsonata_variable));
    inspector->variables[inspector->facts.variable_count - 1] =
        (struct jsonata_variable){ name, where, is_called };
}

/* Scopes. */

static void scope_add(struct inspector *inspector, struct scope *scope, uint32_t name, unsigned types)
{
    struct local *visible = inspector->visible[name];
    if (visible && visible->scope == scope) {
        visible->assignments++;
        return;
    }
    struct local *local = arena_new(inspector->arena, struct local);
    *local = (struct local){ name, 1, types, scope, visible, scope->locals };
    inspector->visible[name] = scope->locals = local;
}

/* The variables of the scope are no longer seen. */
static void scope_leave(struct inspector *inspector, const struct scope *scope)
{
    for (const struct local *local = scope->locals; local; local = local->next)
        inspector->visible[local->name] = local->shadowed;
}

static struct local *find_local(const struct inspector *inspector, uint32_t name)
{
    return inspector->visible[name];
}

/* Notes what is bound anywhere inside a node, but not in the blocks and functions inside it. */
static void find_bindings(struct inspector *inspector, struct scope *scope, uint32_t index);

static void find_in_links(struct inspector *inspector, struct scope *scope, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        find_bindings(inspector, scope, link_at(inspector, first + i));
}

static void find_in_pairs(struct inspector *inspector, struct scope *scope, uint32_t row)
{
    find_in_links(inspector, scope, row + 1, 2 * link_at(inspector, row));
}

static void find_in_path(struct inspector *inspector, struct scope *scope, const struct node *node)
{
    for (uint32_t i = 0; i < node->b; i++) {
        const struct step *step = &inspector->code->steps[node->a + i];
        if (step->focus != NO_NAME)
            scope_add(inspector, scope, step->focus, JSONATA_ANY);
        if (step->index != NO_NAME)
            scope_add(inspector, scope, step->index, JSONATA_ANY);
        find_bindings(inspector, scope, step->node);
        find_in_links(inspector, scope, step->stages, step->stage_count);
    }
    if (node->c != NO_NODE)
        find_in_pairs(inspector, scope, node->c);
}

static void find_bindings(struct inspector *inspector, struct scope *scope, uint32_t index)
{
    const struct node *node = node_at(inspector, index);
    switch ((enum node_kind)node->kind) {
    case NODE_BIND:
        scope_add(inspector, scope, node->a, 0);
        find_bindings(inspector, scope, node->b);
        return;
    case NODE_INDEX:
        scope_add(inspector, scope, node->a, JSONATA_ANY);
        return;
    case NODE_PATH:
        find_in_path(inspector, scope, node);
        return;
    case NODE_SORT:
        for (uint32_t i = 0; i < node->b; i++)
            find_bindings(inspector, scope, link_at(inspector, node->a + i) & ~TERM_DESCENDING);
        return;
    case NODE_ARRAY:
        find_in_links(inspector, scope, node->a, node->b);
        return;
    case NODE_OBJECT:
        find_in_pairs(inspector, scope, node->a);
        return;
    case NODE_CALL:
    case NODE_PARTIAL:
        find_bindings(inspector, scope, node->a);
        find_in_links(inspector, scope, node->b, node->c);
        return;
    case NODE_FILTERED:
        find_bindings(inspector, scope, node->a);
        find_in_links(inspector, scope, node->b, node->c);
        return;
    case NODE_GROUPED:
        find_bindings(inspector, scope, node->a);
        find_in_pairs(inspector, scope, node->b);
        return;
    case NODE_CONDITION:
    case NODE_TRANSFORM:
        find_bindings(inspector, scope, node->a);
        find_bindings(inspector, scope, node->b);
        if (node->c != NO_NODE)
            find_bindings(inspector, scope, node->c);
        return;
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_MODULO:
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_GREATER:
    case NODE_AT_LEAST:
    case NODE_CONCAT:
    case NODE_IN:
    case NODE_AND:
    case NODE_OR:
    case NODE_RANGE:
    case NODE_DEFAULT:
    case NODE_COALESCE:
    case NODE_APPLY:
        find_bindings(inspector, scope, node->a);
        find_bindings(inspector, scope, node->b);
        return;
    case NODE_NEGATE:
        find_bindings(inspector, scope, node->a);
        return;
    case NODE_LITERAL:
    case NODE_NAME:
    case NODE_VARIABLE:
    case NODE_CONTEXT:
    case NODE_ROOT:
    case NODE_WILDCARD:
    case NODE_DESCENDANTS:
    case NODE_PARENT:
    case NODE_BLOCK:
    case NODE_PLACEHOLDER:
    case NODE_LAMBDA:
    case NODE_REGEX:
        return;
    }
}

/* Nodes. */

static unsigned inspect_variable(struct inspector *inspector, const struct node *node, bool is_called)
{
    const struct local *local = find_local(inspector, node->a);
    if (local)
        return local->assignments == 1 && local->types ? local->types : JSONATA_ANY;
    if (inspector->code->functions[node->a])
        return JSONATA_FUNCTION;
    str name = inspector->code->names[node->a];
    span where = place_of(inspector, node)->token;
    add_variable(inspector, name, where, is_called);
    if (str_equal(name, STR("states"))) {
        inspector->states = add_fact(inspector, inspector->states, &inspector->facts.states_count,
                                     sizeof(struct jsonata_states_path));
        inspector->states[inspector->facts.states_count - 1].span = where;
    }
    return JSONATA_ANY & ~(unsigned)JSONATA_FUNCTION;
}

/* The names behind the last $states, which begins a path. */
static void follow_states(struct inspector *inspector, const struct node *path)
{
    struct jsonata_states_path *states = &inspector->states[inspector->facts.states_count - 1];
    str *names = arena_array(inspector->arena, str, path->b);
    span *spans = arena_array(inspector->arena, span, path->b);
    uint32_t i = 1;
    bool goes_on = inspector->code->steps[path->a].stage_count == 0;
    for (; i < path->b && goes_on; i++) {
        const struct step *step = &inspector->code->steps[path->a + i];
        const struct node *node = node_at(inspector, step->node);
        if (node->kind != NODE_NAME)
            break;
        names[states->count] = inspector->code->names[node->a];
        spans[states->count] = place_of(inspector, node)->token;
        states->span.end = spans[states->count].end;
        states->count++;
        goes_on = step->stage_count == 0;
    }
    states->names = names;
    states->spans = spans;
    states->is_whole = i == path->b && goes_on && path->c == NO_NODE;
}

static bool is_states(const struct inspector *inspector, const struct node *node)
{
    return node->kind == NODE_VARIABLE && !find_local(inspector, node->a) &&
           str_equal(inspector->code->names[node->a], STR("states"));
}

static void inspect_links(struct inspector *inspector, uint32_t first, uint32_t count, bool has_context)
{
    for (uint32_t i = 0; i < count; i++)
        inspect(inspector, link_at(inspector, first + i), has_context);
}

static void inspect_pairs(struct inspector *inspector, uint32_t row, bool has_context)
{
    inspect_links(inspector, row + 1, 2 * link_at(inspector, row), has_context);
}

/* A sequence of what a step can give: nothing, one of it, or an array. */
static unsigned sequence_of(unsigned types)
{
    return types & JSONATA_ARRAY ? JSONATA_ANY : types | JSONATA_ARRAY | NOTHING;
}

static unsigned inspect_path(struct inspector *inspector, const struct node *path, bool has_context)
{
    unsigned types = JSONATA_ANY;
    for (uint32_t i = 0; i < path->b; i++) {
        const struct step *step = &inspector->code->steps[path->a + i];
        const struct node *node = node_at(inspector, step->node);
        bool is_first = i == 0;
        if (node->kind == NODE_SORT) {
            for (uint32_t t = 0; t < node->b; t++)
                inspect(inspector, link_at(inspector, node->a + t) & ~TERM_DESCENDING, true);
        } else {
            types = inspect(inspector, step->node, has_context || !is_first);
        }
        if (is_first && is_states(inspector, node))
            follow_states(inspector, path);
        inspect_links(inspector, step->stages, step->stage_count, true);
    }
    if (path->c != NO_NODE) {
        inspect_pairs(inspector, path->c, true);
        return JSONATA_OBJECT;
    }
    if (path->flags & (NODE_KEEP_SINGLETON | NODE_KEEP_ARRAY))
        return JSONATA_ARRAY | NOTHING;
    return sequence_of(types);
}

static unsigned inspect_block(struct inspector *inspector, const struct node *node, bool has_context)
{
    struct scope scope = { NULL };
    find_in_links(inspector, &scope, node->a, node->b);
    unsigned types = NOTHING;
    for (uint32_t i = 0; i < node->b; i++)
        types = inspect(inspector, link_at(inspector, node->a + i), has_context);
    scope_leave(inspector, &scope);
    return types;
}

static unsigned inspect_lambda(struct inspector *inspector, const struct node *node)
{
    const struct lambda *lambda = &inspector->code->lambdas[node->a];
    struct scope scope = { NULL };
    for (uint32_t i = 0; i < lambda->count; i++)
        scope_add(inspector, &scope, link_at(inspector, lambda->parameters + i), JSONATA_ANY);
    find_bindings(inspector, &scope, lambda->body);
    inspect(inspector, lambda->body, true);
    scope_leave(inspector, &scope);
    return JSONATA_FUNCTION;
}

static unsigned inspect_bind(struct inspector *inspector, const struct node *node, bool has_context)
{
    unsigned types = inspect(inspector, node->b, has_context);
    struct local *local = find_local(inspector, node->a);
    if (local)
        local->types |= types;
    return types;
}

static unsigned inspect_condition(struct inspector *inspector, const struct node *node, bool has_context)
{
    inspect(inspector, node->a, has_context);
    unsigned types = inspect(inspector, node->b, has_context);
    return types | (node->c == NO_NODE ? NOTHING : inspect(inspector, node->c, has_context));
}

/* The arguments of a call; `first` is the one that ~> puts in front, or NULL. */
static struct known_argument *inspect_given(struct inspector *inspector, const struct node *node,
                                            const struct known_argument *first, bool has_context,
                                            uint32_t *count)
{
    struct known_argument *arguments =
        arena_array(inspector->arena, struct known_argument, (size_t)node->c + 1);
    *count = 0;
    if (first)
        arguments[(*count)++] = *first;
    for (uint32_t i = 0; i < node->c; i++) {
        uint32_t argument = link_at(inspector, node->b + i);
        unsigned types = inspect(inspector, argument, has_context);
        arguments[(*count)++] =
            (struct known_argument){ types, inspector->code->places[argument].whole };
    }
    return arguments;
}

/* Notes a call of `procedure`, a variable that is bound nowhere here; returns what it can give. */
static unsigned note_call(struct inspector *inspector, const struct node *procedure, span whole,
                          const struct known_argument *arguments, uint32_t count, bool is_partial)
{
    inspector->calls = add_fact(inspector, inspector->calls, &inspector->facts.call_count,
                                sizeof(struct jsonata_call));
    struct jsonata_call *call = &inspector->calls[inspector->facts.call_count - 1];
    call->name = inspector->code->names[procedure->a];
    call->span = whole;
    call->name_span = place_of(inspector, procedure)->token;
    call->argument_count = count;
    const struct function *function = inspector->code->functions[procedure->a];
    if (!function) {
        call->problem = JSONATA_CALL_UNKNOWN;
        return JSONATA_ANY;
    }
    const struct builtin_function *builtin = (const struct builtin_function *)function;
    if (!is_partial)
        inspect_arguments(builtin->signature, arguments, count, call);
    return inspect_result(builtin->builtin);
}

static bool is_outer_variable(const struct inspector *inspector, const struct node *node)
{
    return node->kind == NODE_VARIABLE && !find_local(inspector, node->a);
}

static unsigned inspect_call(struct inspector *inspector, const struct node *node,
                             const struct known_argument *first, bool has_context)
{
    const struct node *procedure = node_at(inspector, node->a);
    bool is_outer = is_outer_variable(inspector, procedure);
    if (procedure->kind == NODE_VARIABLE)
        inspect_variable(inspector, procedure, true);
    else
        inspect(inspector, node->a, has_context);
    uint32_t count;
    struct known_argument *arguments = inspect_given(inspector, node, first, has_context, &count);
    bool is_partial = node->kind == NODE_PARTIAL;
    unsigned types = JSONATA_ANY;
    if (is_outer)
        types = note_call(inspector, procedure, place_of(inspector, node)->whole, arguments, count,
                          is_partial);
    return is_partial ? JSONATA_FUNCTION : types;
}

static unsigned inspect_chain(struct inspector *inspector, const struct node *node, bool has_context)
{
    struct known_argument left = { inspect(inspector, node->a, has_context),
                                   inspector->code->places[node->a].whole };
    const struct node *right = node_at(inspector, node->b);
    if (right->kind == NODE_CALL)
        return inspect_call(inspector, right, &left, has_context);
    bool may_compose = left.types & JSONATA_FUNCTION;
    if (is_outer_variable(inspector, right) && !may_compose) {
        inspect_variable(inspector, right, true);
        return note_call(inspector, right, place_of(inspector, right)->whole, &left, 1, false);
    }
    inspect(inspector, node->b, has_context);
    return JSONATA_ANY;
}

/* Notes an operand that cannot fit. */
static void note_operands(struct inspector *inspector, const struct node *node, unsigned left,
                          unsigned right)
{
    struct jsonata_operand found;
    bool is_right;
    if (!inspect_operands(node->kind, left, right, &found, &is_right))
        return;
    span token = place_of(inspector, node)->token;
    found.operator = str_slice(inspector->code->text, token.start, token.end);
    uint32_t operand = is_right && node->kind != NODE_NEGATE ? node->b : node->a;
    found.span = inspector->code->places[operand].whole;
    inspector->operands = add_fact(inspector, inspector->operands, &inspector->facts.operand_count,
                                   sizeof(struct jsonata_operand));
    inspector->operands[inspector->facts.operand_count - 1] = found;
}

static unsigned inspect_negate(struct inspector *inspector, const struct node *node, bool has_context)
{
    unsigned types = inspect(inspector, node->a, has_context);
    note_operands(inspector, node, JSONATA_NUMBER, types);
    return JSONATA_NUMBER | (types & NOTHING);
}

static unsigned inspect_operator(struct inspector *inspector, const struct node *node, bool has_context)
{
    unsigned left = inspect(inspector, node->a, has_context);
    unsigned right = inspect(inspector, node->b, has_context);
    note_operands(inspector, node, left, right);
    unsigned nothing = (left | right) & NOTHING;
    switch ((enum node_kind)node->kind) {
    case NODE_CONCAT:
        return JSONATA_STRING;
    case NODE_RANGE:
        return JSONATA_ARRAY | JSONATA_NUMBER | NOTHING;
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_GREATER:
    case NODE_AT_LEAST:
        return TRUTH | nothing;
    case NODE_DEFAULT:
        return left | right;
    case NODE_COALESCE:
        return (left & ~NOTHING) | right;
    default:
        return node->kind <= NODE_MODULO ? JSONATA_NUMBER | nothing : TRUTH;
    }
}

static unsigned inspect_filtered(struct inspector *inspector, const struct node *node, bool has_context)
{
    unsigned types = inspect(inspector, node->a, has_context);
    inspect_links(inspector, node->b, node->c, true);
    return types & JSONATA_ARRAY ? JSONATA_ANY : types | NOTHING;
}

/* What needs a context item, and stands where there is none. */
static unsigned inspect_context(struct inspector *inspector, const struct node *node, bool has_context)
{
    span where = place_of(inspector, node)->token;
    if (node->kind == NODE_ROOT || (!has_context && node->kind != NODE_NAME))
        add_top_level(inspector, str_slice(inspector->code->text, where.start, where.end), where);
    else if (!has_context)
        add_top_level(inspector, inspector->code->names[node->a], where);
    return JSONATA_ANY;
}

static unsigned inspect_kind(struct inspector *inspector, const struct node *node, bool has_context)
{
    switch ((enum node_kind)node->kind) {
    case NODE_LITERAL:
        return jsonata_type_of(inspector->code->constants[node->a]);
    case NODE_VARIABLE:
        return inspect_variable(inspector, node, false);
    case NODE_NAME:
    case NODE_CONTEXT:
    case NODE_ROOT:
    case NODE_WILDCARD:
    case NODE_DESCENDANTS:
        return inspect_context(inspector, node, has_context);
    case NODE_PATH:
        return inspect_path(inspector, node, has_context);
    case NODE_APPLY:
        return inspect_chain(inspector, node, has_context);
    case NODE_NEGATE:
        return inspect_negate(inspector, node, has_context);
    case NODE_ARRAY:
        inspect_links(inspector, node->a, node->b, has_context);
        return JSONATA_ARRAY;
    case NODE_OBJECT:
        inspect_pairs(inspector, node->a, has_context);
        return JSONATA_OBJECT;
    case NODE_BLOCK:
        return inspect_block(inspector, node, has_context);
    case NODE_BIND:
        return inspect_bind(inspector, node, has_context);
    case NODE_CONDITION:
        return inspect_condition(inspector, node, has_context);
    case NODE_CALL:
    case NODE_PARTIAL:
        return inspect_call(inspector, node, NULL, has_context);
    case NODE_LAMBDA:
        return inspect_lambda(inspector, node);
    case NODE_TRANSFORM:
        inspect(inspector, node->a, true);
        inspect(inspector, node->b, true);
        if (node->c != NO_NODE)
            inspect(inspector, node->c, true);
        return JSONATA_FUNCTION;
    case NODE_REGEX:
        return JSONATA_FUNCTION;
    case NODE_FILTERED:
        return inspect_filtered(inspector, node, has_context);
    case NODE_GROUPED:
        inspect(inspector, node->a, has_context);
        inspect_pairs(inspector, node->b, true);
        return JSONATA_OBJECT;
    case NODE_PARENT:
    case NODE_PLACEHOLDER:
    case NODE_INDEX:
    case NODE_SORT:
        return JSONATA_ANY;
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_DIVIDE:
    case NODE_MODULO:
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_AT_MOST:
    case NODE_GREATER:
    case NODE_AT_LEAST:
    case NODE_CONCAT:
    case NODE_IN:
    case NODE_AND:
    case NODE_OR:
    case NODE_RANGE:
    case NODE_DEFAULT:
    case NODE_COALESCE:
        return inspect_operator(inspector, node, has_context);
    }
    return JSONATA_ANY;
}

/* The set of types that a node can have. The depth is bounded by that of compiling. */
static unsigned inspect(struct inspector *inspector, uint32_t index, bool has_context)
{
    const struct node *node = node_at(inspector, index);
    unsigned types = inspect_kind(inspector, node, has_context);
    return node->flags & NODE_KEEP_ARRAY ? types | JSONATA_ARRAY : types;
}

struct jsonata_facts jsonata_inspect(struct arena *arena, const struct jsonata *jsonata)
{
    struct inspector inspector = { .arena = arena, .code = jsonata };
    struct scope scope = { NULL };
    inspector.visible = arena_array(arena, struct local *, jsonata->name_count);
    find_bindings(&inspector, &scope, jsonata->root);
    unsigned result = inspect(&inspector, jsonata->root, false);
    inspector.facts.result = result;
    inspector.facts.variables = inspector.variables;
    inspector.facts.states = inspector.states;
    inspector.facts.top_levels = inspector.top_levels;
    inspector.facts.calls = inspector.calls;
    inspector.facts.operands = inspector.operands;
    return inspector.facts;
}
