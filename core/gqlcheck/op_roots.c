/*
 * op_roots.c - rules about what the root of an operation selects: subscriptions, introspection.
 */
#include "gqlcheck/operations.h"

/* -- one field per subscription -- */


static span field_span(const struct gql_selection *node)
{
    return (span){ node->span.start, node->name.span.end };
}

static uint32_t response_name(const struct gql_selection *node)
{
    return node->alias.id ? node->alias.id : node->name.id;
}

/* Adds a place to a diagnostic that is made at its first place. True when it was made now. */
static bool report_also(struct gqlcheck *check, struct diag **d, const struct fields_level *field)
{
    span where = field_span(field->node);
    if (*d) {
        gqlcheck_relate(*d, field->part->definition, where, "and here");
        return false;
    }
    *d = gqlcheck_report_in(check, RULE_GQL_SINGLE_SUBSCRIPTION, field->part->definition, where);
    return true;
}

static void check_introspection_field(struct gqlcheck *check, struct gqlcheck_mark *mark,
                                      const struct fields_level *field)
{
    const struct gql_selection *first = mark->item;
    str name = gqlcheck_name(check, first->name.id);
    if (str_starts(name, STR("__")) && report_also(check, &mark->diag, field))
        diag_message(mark->diag, "a subscription cannot select the introspection field \"%.*s\"", STR_ARG(name));
}

void gqlcheck_single_subscription(struct gqlcheck *check, struct part *part)
{
    const struct gql_definition *definition = part->definition;
    const struct gql_named_type *root = check->schema->roots[GQL_SUBSCRIPTION].type;
    if (definition->operation != GQL_SUBSCRIPTION || !root)
        return;
    struct fields fields = { 0 };
    struct fields_level field;
    struct diag *extra = NULL;
    uint32_t first = GQL_NO_NAME;
    fields_begin(&fields, check->operations, root);
    fields_add(&fields, definition->selections, root, part);
    gqlcheck_marks_begin(check);
    while (fields_next(&fields, &field)) {
        uint32_t name = response_name(field.node);
        struct gqlcheck_mark *mark = gqlcheck_mark(check, name);
        if (!mark->item)
            mark->item = field.node;
        if (!first)
            first = name;
        else if (first != name && report_also(check, &extra, &field))
            diag_message(extra, "a subscription must select exactly one field at its top");
        check_introspection_field(check, mark, &field);
    }
}

/* -- depth of introspection -- */

/* As graphql-js: this many nested lists of an introspection query are too many. */
#define LISTS_MAX 3u

/*
 * The nesting of lists is followed through fragments with an own stack. `deepest` says for each fragment at which
 * nesting it was entered already; entering it again is only worth it at a deeper one, so that the work is bounded by
 * LISTS_MAX times the document.
 */
struct level {
    const struct gql_selection *node;
    const struct part *part;
    uint32_t lists;
};

struct depth_search {
    struct operations *all;
    struct level *stack;
    uint32_t count, capacity;
    uint8_t *deepest; /* by index of a part: 1 + nesting */
};

static void push(struct depth_search *search, const struct gql_selection *nodes, const struct part *part,
                 uint32_t lists)
{
    if (!nodes)
        return;
    search->stack = arena_room(search->all->check->arena, search->stack, search->count,
                               &search->capacity, sizeof *search->stack);
    search->stack[search->count++] = (struct level){ nodes, part, lists };
}

static bool is_introspection_list(uint32_t name)
{
    return name == GQL_WORD_fields || name == GQL_WORD_interfaces || name == GQL_WORD_possibleTypes ||
           name == GQL_WORD_inputFields;
}

static bool is_too_deep(struct depth_search *search, const struct gql_selection *start, const struct part *part)
{
    memset(search->deepest, 0, search->all->part_count);
    search->count = 0;
    push(search, start->selections, part, 0);
    while (search->count > 0) {
        struct level level = search->stack[--search->count];
        const struct gql_selection *node = level.node;
        push(search, node->next, level.part, level.lists);
        if (node->kind == GQL_SPREAD) {
            const struct part *fragment = operations_fragment(search->all, level.part->document, node->name.id);
            if (!fragment || search->deepest[fragment->index] > level.lists)
                continue;
            search->deepest[fragment->index] = (uint8_t)(level.lists + 1);
            push(search, fragment->definition->selections, fragment, level.lists);
            continue;
        }
        if (node->kind == GQL_FIELD && is_introspection_list(node->name.id) && ++level.lists >= LISTS_MAX)
            return true;
        push(search, node->selections, level.part, level.lists);
    }
    return false;
}

/* Looks for __schema and __type in a definition; what is in a fragment is looked at there. */
static void check_introspection(struct depth_search *search, const struct gql_selection *nodes,
                                const struct part *part)
{
    for (; nodes; nodes = nodes->next) {
        bool is_start = nodes->kind == GQL_FIELD &&
                        (nodes->name.id == GQL_WORD___schema || nodes->name.id == GQL_WORD___type);
        if (is_start && is_too_deep(search, nodes, part)) {
            struct diag *d = gqlcheck_report_in(search->all->check, RULE_GQL_INTROSPECTION_DEPTH, part->definition,
                                                field_span(nodes));
            diag_message(d, "this introspection query nests its lists too deeply: at most %u levels are allowed",
                         LISTS_MAX - 1);
            continue;
        }
        check_introspection(search, nodes->selections, part);
    }
}

void gqlcheck_introspection_depth(struct gqlcheck *check)
{
    struct operations *all = check->operations;
    struct depth_search search = { .all = all, .deepest = arena_array(check->arena, uint8_t, all->part_count) };
    for (uint32_t i = 0; i < all->part_count; i++)
        check_introspection(&search, all->parts[i].definition->selections, &all->parts[i]);
}
