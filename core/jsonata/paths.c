#include "jsonata/syntax.h"

#include "base/arena.h"

static struct syntax *resolve(struct parser *parser, struct syntax *node);

/* What the reference calls a node of each kind; it shows as the token of S0217. */
static const str kind_names[] = {
    [SYNTAX_END] = STR_INIT("end"),
    [SYNTAX_NAME] = STR_INIT("name"),
    [SYNTAX_VARIABLE] = STR_INIT("variable"),
    [SYNTAX_STRING] = STR_INIT("string"),
    [SYNTAX_NUMBER] = STR_INIT("number"),
    [SYNTAX_LITERAL] = STR_INIT("value"),
    [SYNTAX_REGEX] = STR_INIT("regex"),
    [SYNTAX_KEYWORD] = STR_INIT("operator"),
    [SYNTAX_PLACEHOLDER] = STR_INIT("operator"),
    [SYNTAX_WILDCARD] = STR_INIT("wildcard"),
    [SYNTAX_DESCENDANTS] = STR_INIT("descendant"),
    [SYNTAX_PARENT] = STR_INIT("parent"),
    [SYNTAX_BINARY] = STR_INIT("binary"),
    [SYNTAX_NEGATE] = STR_INIT("unary"),
    [SYNTAX_ARRAY] = STR_INIT("unary"),
    [SYNTAX_OBJECT] = STR_INIT("unary"),
    [SYNTAX_CALL] = STR_INIT("function"),
    [SYNTAX_PARTIAL] = STR_INIT("partial"),
    [SYNTAX_LAMBDA] = STR_INIT("lambda"),
    [SYNTAX_CONDITION] = STR_INIT("condition"),
    [SYNTAX_BLOCK] = STR_INIT("block"),
    [SYNTAX_TRANSFORM] = STR_INIT("transform"),
    [SYNTAX_PATH] = STR_INIT("path"),
    [SYNTAX_SORT] = STR_INIT("sort"),
    [SYNTAX_BIND] = STR_INIT("bind"),
    [SYNTAX_APPLY] = STR_INIT("apply"),
    [SYNTAX_INDEX] = STR_INIT("index"),
};

static bool fail_parent(struct parser *parser, const struct syntax *node)
{
    parser_fail(parser, ERROR_S0217, node->token);
    parser->error->token = value_string(kind_names[node->kind]);
    return false;
}

static void add_slot(struct parser *parser, struct parent_slots *slots, struct parent_slot *slot)
{
    slots->items =
        arena_room(parser->scratch, slots->items, slots->count, &slots->capacity, sizeof(void *));
    slots->items[slots->count++] = slot;
}

/* The parent operators that `node` leaves unresolved, itself included; NULL when there are none. */
static struct parent_slots *unresolved(struct parser *parser, struct syntax *node)
{
    if (node->kind != SYNTAX_PARENT)
        return node->seeking;
    struct parent_slots *slots =
        node->seeking ? node->seeking : arena_new(parser->scratch, struct parent_slots);
    add_slot(parser, slots, node->slot);
    return slots;
}

/* What `part` could not resolve is for `whole` to resolve. */
static void pass_on(struct parser *parser, struct syntax *whole, struct syntax *part)
{
    struct parent_slots *slots = unresolved(parser, part);
    if (!slots)
        return;
    if (!whole->seeking) {
        whole->seeking = slots;
        return;
    }
    for (uint32_t i = 0, count = slots->count; i < count; i++)
        add_slot(parser, whole->seeking, slots->items[i]);
}

static void label_step(struct syntax *step, struct parent_slot *slot)
{
    if (--slot->level != 0)
        return;
    if (step->ancestor)
        slot->label = step->ancestor->label;
    step->ancestor = slot;
    step->is_tuple = true;
}

/* Looks for the step that a parent operator means, in `node`, which came before it. */
static bool seek_parent(struct parser *parser, struct syntax *node, struct parent_slot *slot)
{
    switch (node->kind) {
    case SYNTAX_NAME:
    case SYNTAX_WILDCARD:
        label_step(node, slot);
        return true;
    case SYNTAX_PARENT:
        slot->level++;
        return true;
    case SYNTAX_BLOCK:
        if (node->items.count == 0)
            return true;
        node->is_tuple = true;
        return seek_parent(parser, node->items.items[node->items.count - 1], slot);
    case SYNTAX_PATH: {
        node->is_tuple = true;
        uint32_t i = node->items.count;
        do {
            if (!seek_parent(parser, node->items.items[--i], slot))
                return false;
        } while (slot->level > 0 && i > 0);
        return true;
    }
    default:
        return fail_parent(parser, node);
    }
}

/* Looks for one slot's step among those before the last; what is not found is left to whatever holds the path. */
static bool resolve_slot(struct parser *parser, struct syntax *path, struct parent_slot *slot)
{
    ptrdiff_t i = (ptrdiff_t)path->items.count - 2;
    while (slot->level > 0) {
        if (i < 0) {
            if (!path->seeking)
                path->seeking = arena_new(parser->scratch, struct parent_slots);
            add_slot(parser, path->seeking, slot);
            return true;
        }
        struct syntax *step = path->items.items[i--];
        /* Steps that bind a focus one after the other start from the same context. */
        while (i >= 0 && step->has_focus && path->items.items[i]->has_focus)
            step = path->items.items[i--];
        if (!seek_parent(parser, step, slot))
            return false;
    }
    return true;
}

static bool resolve_ancestry(struct parser *parser, struct syntax *path)
{
    struct parent_slots *slots = unresolved(parser, path->items.items[path->items.count - 1]);
    for (uint32_t i = 0; slots && i < slots->count; i++) {
        if (!resolve_slot(parser, path, slots->items[i]))
            return false;
    }
    return true;
}

static struct syntax *last_step(const struct syntax *path)
{
    return path->items.items[path->items.count - 1];
}

/* A path of the one step `node`. */
static struct syntax *wrap_in_path(struct parser *parser, struct syntax *node)
{
    struct syntax *path = arena_new(parser->scratch, struct syntax);
    path->kind = SYNTAX_PATH;
    path->token = node->token;
    path->place = node->place;
    syntax_list_add(parser->scratch, &path->items, node);
    return path;
}

/* What was said of an expression is now said of a step. */
static void predicates_to_stages(struct syntax *step)
{
    if (!step->has_predicates)
        return;
    step->stages = step->predicates;
    step->has_stages = true;
    step->has_predicates = false;
    step->predicates = (struct syntax_list){ 0 };
}

/* Strings as steps are names; numbers and literals are mistakes. */
static bool check_step(struct parser *parser, struct syntax *path, struct syntax *step)
{
    if (step->kind == SYNTAX_NUMBER || step->kind == SYNTAX_LITERAL) {
        parser_fail(parser, ERROR_S0213, step->token);
        parser->error->value = step->literal;
        return false;
    }
    if (step->kind == SYNTAX_STRING) {
        step->kind = SYNTAX_NAME;
        step->text = value_text(step->literal);
    }
    if (step->keep_array)
        path->keep_singleton = true;
    return true;
}

static void mark_constructed(struct syntax *step)
{
    if (step->kind == SYNTAX_ARRAY)
        step->is_constructed = true;
}

static void append_steps(struct parser *parser, struct syntax *path, struct syntax *rest)
{
    if (rest->kind != SYNTAX_PATH) {
        predicates_to_stages(rest);
        syntax_list_add(parser->scratch, &path->items, rest);
        return;
    }
    for (uint32_t i = 0; i < rest->items.count; i++)
        syntax_list_add(parser->scratch, &path->items, rest->items.items[i]);
}

static struct syntax *resolve_dot(struct parser *parser, struct syntax *node)
{
    struct syntax *left = resolve(parser, node->a);
    if (!left)
        return NULL;
    struct syntax *path = left->kind == SYNTAX_PATH ? left : wrap_in_path(parser, left);
    if (left->kind == SYNTAX_PARENT) {
        path->seeking = arena_new(parser->scratch, struct parent_slots);
        add_slot(parser, path->seeking, left->slot);
    }
    struct syntax *rest = resolve(parser, node->b);
    if (!rest)
        return NULL;
    uint32_t first = path->is_checked ? path->items.count : 0;
    append_steps(parser, path, rest);
    for (uint32_t i = first; i < path->items.count; i++) {
        if (!check_step(parser, path, path->items.items[i]))
            return NULL;
    }
    path->is_checked = true;
    path->place = node->place;
    mark_constructed(path->items.items[0]);
    mark_constructed(last_step(path));
    return resolve_ancestry(parser, path) ? path : NULL;
}

/* Parent operators inside a predicate start from the step that it filters. */
static bool resolve_in_predicate(struct parser *parser, struct syntax *step,
                                 struct syntax *predicate)
{
    if (!predicate->seeking)
        return true;
    for (uint32_t i = 0; i < predicate->seeking->count; i++) {
        struct parent_slot *slot = predicate->seeking->items[i];
        if (slot->level != 1)
            slot->level--;
        else if (!seek_parent(parser, step, slot))
            return false;
    }
    pass_on(parser, step, predicate);
    return true;
}

static struct syntax *resolve_predicate(struct parser *parser, struct syntax *node)
{
    struct syntax *filtered = resolve(parser, node->a);
    if (!filtered)
        return NULL;
    bool is_path = filtered->kind == SYNTAX_PATH;
    struct syntax *step = is_path ? last_step(filtered) : filtered;
    if (step->has_group) {
        parser_fail(parser, ERROR_S0209, node->token);
        return NULL;
    }
    struct syntax *predicate = resolve(parser, node->b);
    if (!predicate || !resolve_in_predicate(parser, step, predicate))
        return NULL;
    if (is_path) {
        step->has_stages = true;
        syntax_list_add(parser->scratch, &step->stages, predicate);
    } else {
        step->has_predicates = true;
        syntax_list_add(parser->scratch, &step->predicates, predicate);
    }
    filtered->place.end = node->place.end;
    return filtered;
}

static bool resolve_list(struct parser *parser, struct syntax *whole, struct syntax_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        list->items[i] = resolve(parser, list->items[i]);
        if (!list->items[i])
            return false;
        if (whole)
            pass_on(parser, whole, list->items[i]);
    }
    return true;
}

static struct syntax *resolve_group(struct parser *parser, struct syntax *node)
{
    struct syntax *grouped = resolve(parser, node->a);
    if (!grouped)
        return NULL;
    if (grouped->has_group) {
        parser_fail(parser, ERROR_S0210, node->token);
        return NULL;
    }
    if (!resolve_list(parser, NULL, &node->items))
        return NULL;
    grouped->has_group = true;
    grouped->group = node->items;
    grouped->group_token = node->token;
    grouped->place.end = node->place.end;
    return grouped;
}

static struct syntax *resolve_sort(struct parser *parser, struct syntax *node)
{
    struct syntax *path = resolve(parser, node->a);
    if (!path)
        return NULL;
    if (path->kind != SYNTAX_PATH)
        path = wrap_in_path(parser, path);
    node->kind = SYNTAX_SORT;
    for (uint32_t i = 0; i < node->items.count; i++) {
        struct syntax *term = node->items.items[i];
        term->a = resolve(parser, term->a);
        if (!term->a)
            return NULL;
        pass_on(parser, node, term->a);
    }
    syntax_list_add(parser->scratch, &path->items, node);
    path->is_checked = false;
    path->place = node->place;
    return resolve_ancestry(parser, path) ? path : NULL;
}

static struct syntax *resolve_bind(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_BIND;
    node->text = node->a->text;
    node->b = resolve(parser, node->b);
    if (!node->b)
        return NULL;
    pass_on(parser, node, node->b);
    return node;
}

static struct syntax *resolve_focus(struct parser *parser, struct syntax *node)
{
    struct syntax *focused = resolve(parser, node->a);
    if (!focused)
        return NULL;
    struct syntax *step = focused->kind == SYNTAX_PATH ? last_step(focused) : focused;
    if (step->has_stages || step->has_predicates || step->kind == SYNTAX_SORT) {
        bool is_filtered = step->has_stages || step->has_predicates;
        parser_fail(parser, is_filtered ? ERROR_S0215 : ERROR_S0216, node->token);
        return NULL;
    }
    if (node->keep_array)
        step->keep_array = true;
    step->has_focus = node->b->text.len > 0; /* @$ binds nothing */
    step->focus = node->b->text;
    step->is_tuple = true;
    focused->place.end = node->place.end;
    return focused;
}

static struct syntax *resolve_index(struct parser *parser, struct syntax *node)
{
    struct syntax *indexed = resolve(parser, node->a);
    if (!indexed)
        return NULL;
    struct syntax *step = indexed;
    if (indexed->kind == SYNTAX_PATH) {
        step = last_step(indexed);
    } else {
        indexed = wrap_in_path(parser, step);
        predicates_to_stages(step);
    }
    if (step->has_stages) {
        node->kind = SYNTAX_INDEX;
        node->text = node->b->text;
        syntax_list_add(parser->scratch, &step->stages, node);
    } else {
        step->has_index = node->b->text.len > 0;
        step->index = node->b->text;
    }
    step->is_tuple = true;
    indexed->place.end = node->place.end;
    return indexed;
}

static struct syntax *resolve_operands(struct parser *parser, struct syntax *node)
{
    node->a = resolve(parser, node->a);
    if (!node->a || !(node->b = resolve(parser, node->b)))
        return NULL;
    if (node->op == OP_CHAIN) {
        node->kind = SYNTAX_APPLY;
        node->keep_array = node->a->keep_array || node->b->keep_array;
        return node;
    }
    pass_on(parser, node, node->a);
    pass_on(parser, node, node->b);
    return node;
}

static struct syntax *resolve_binary(struct parser *parser, struct syntax *node)
{
    switch (node->op) {
    case OP_DOT:
        return resolve_dot(parser, node);
    case OP_BRACKET:
        return resolve_predicate(parser, node);
    case OP_BRACE:
        return resolve_group(parser, node);
    case OP_SORT:
        return resolve_sort(parser, node);
    case OP_ASSIGN:
        return resolve_bind(parser, node);
    case OP_FOCUS:
        return resolve_focus(parser, node);
    case OP_INDEX:
        return resolve_index(parser, node);
    default:
        return resolve_operands(parser, node);
    }
}

static struct syntax *resolve_negation(struct parser *parser, struct syntax *node)
{
    node->a = resolve(parser, node->a);
    if (!node->a)
        return NULL;
    if (node->a->kind == SYNTAX_NUMBER) {
        node->a->literal.as.number = -node->a->literal.as.number;
        node->a->place.start = node->place.start;
        return node->a;
    }
    pass_on(parser, node, node->a);
    return node;
}

/* Marks the calls that end a function body: they need no stack of their own. */
static void mark_tail_calls(struct syntax *node)
{
    for (;;) {
        if (node->kind == SYNTAX_CALL && !node->has_predicates) {
            node->is_tail = true;
            return;
        }
        if (node->kind == SYNTAX_CONDITION) {
            mark_tail_calls(node->b);
            if (!node->c)
                return;
            node = node->c;
        } else if (node->kind == SYNTAX_BLOCK && node->items.count > 0) {
            node = node->items.items[node->items.count - 1];
        } else {
            return;
        }
    }
}

static struct syntax *resolve_lambda(struct parser *parser, struct syntax *node)
{
    node->a = resolve(parser, node->a);
    if (node->a)
        mark_tail_calls(node->a);
    return node->a ? node : NULL;
}

static struct syntax *resolve_call(struct parser *parser, struct syntax *node)
{
    if (!resolve_list(parser, node, &node->items))
        return NULL;
    node->a = resolve(parser, node->a);
    return node->a ? node : NULL;
}

/* The parts a, b and perhaps c. Those of a transform are functions of their own: nothing is passed on. */
static struct syntax *resolve_parts(struct parser *parser, struct syntax *node)
{
    struct syntax **parts[] = { &node->a, &node->b, &node->c };
    for (size_t i = 0; i < 3; i++) {
        if (!*parts[i])
            continue;
        *parts[i] = resolve(parser, *parts[i]);
        if (!*parts[i])
            return NULL;
        if (node->kind == SYNTAX_CONDITION)
            pass_on(parser, node, *parts[i]);
    }
    return node;
}

static struct syntax *resolve_block(struct parser *parser, struct syntax *node)
{
    if (!resolve_list(parser, node, &node->items))
        return NULL;
    for (uint32_t i = 0; i < node->items.count; i++) {
        const struct syntax *item = node->items.items[i];
        if (item->is_constructed ||
            (item->kind == SYNTAX_PATH && item->items.items[0]->is_constructed))
            node->is_constructed = true;
    }
    return node;
}

static struct syntax *resolve_name(struct parser *parser, struct syntax *node)
{
    node->kind = SYNTAX_NAME;
    struct syntax *path = wrap_in_path(parser, node);
    path->keep_singleton = node->keep_array;
    path->is_checked = true;
    return path;
}

static struct syntax *resolve_parent(struct parser *parser, struct syntax *node)
{
    node->slot = arena_new(parser->scratch, struct parent_slot);
    *node->slot = (struct parent_slot){ .label = parser->label_count++, .level = 1 };
    return node;
}

static struct syntax *resolve_kind(struct parser *parser, struct syntax *node)
{
    switch (node->kind) {
    case SYNTAX_END:
        parser_fail(parser, ERROR_S0207, node->token);
        parser->error->token = syntax_value(node);
        return NULL;
    case SYNTAX_NAME:
        return resolve_name(parser, node);
    case SYNTAX_KEYWORD:
        node->text = operator_text(node->op);
        return resolve_name(parser, node);
    case SYNTAX_PARENT:
        return resolve_parent(parser, node);
    case SYNTAX_BINARY:
        return resolve_binary(parser, node);
    case SYNTAX_NEGATE:
        return resolve_negation(parser, node);
    case SYNTAX_ARRAY:
    case SYNTAX_OBJECT:
        return resolve_list(parser, node, &node->items) ? node : NULL;
    case SYNTAX_CALL:
    case SYNTAX_PARTIAL:
        return resolve_call(parser, node);
    case SYNTAX_LAMBDA:
        return resolve_lambda(parser, node);
    case SYNTAX_CONDITION:
    case SYNTAX_TRANSFORM:
        return resolve_parts(parser, node);
    case SYNTAX_BLOCK:
        return resolve_block(parser, node);
    case SYNTAX_VARIABLE:
    case SYNTAX_STRING:
    case SYNTAX_NUMBER:
    case SYNTAX_LITERAL:
    case SYNTAX_REGEX:
    case SYNTAX_PLACEHOLDER:
    case SYNTAX_WILDCARD:
    case SYNTAX_DESCENDANTS:
    case SYNTAX_PATH:
    case SYNTAX_SORT:
    case SYNTAX_BIND:
    case SYNTAX_APPLY:
    case SYNTAX_INDEX:
        break;
    }
    return node;
}

static struct syntax *resolve(struct parser *parser, struct syntax *node)
{
    if (++parser->depth > JSONATA_MAX_NESTING) {
        parser_fail(parser, ERROR_NESTING, node->token);
        return NULL;
    }
    bool keep_array = node->keep_array;
    struct syntax *resolved = resolve_kind(parser, node);
    if (resolved && keep_array)
        resolved->keep_array = true;
    parser->depth--;
    return resolved;
}

struct syntax *syntax_resolve(struct parser *parser, struct syntax *tree)
{
    parser->depth = 0;
    tree = resolve(parser, tree);
    if (tree && (tree->kind == SYNTAX_PARENT || tree->seeking)) {
        fail_parent(parser, tree);
        return NULL;
    }
    return tree;
}
