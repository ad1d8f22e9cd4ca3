/*
 * op_style.c - good practice for operations.
 */
#include "gqlcheck/coverage.h"
#include "gqlcheck/operations.h"

void gqlcheck_unused_fields(struct gqlcheck *check)
{
    const struct operations *all = check->operations;
    const struct coverage *coverage =
        coverage_collect(check->arena, check->schema, all->documents, all->document_count);
    for (uint32_t i = 0; i < check->schema->type_count; i++) {
        const struct gql_named_type *type = &check->schema->types[i];
        bool has_fields = type->kind == GQL_OBJECT || type->kind == GQL_INTERFACE;
        for (uint32_t k = 0; has_fields && type->is_defined && !type->is_builtin && k < type->field_count; k++) {
            const struct gql_field *field = &type->fields[k];
            if (coverage_uses_field(coverage, type, field))
                continue;
            struct diag *d = gqlcheck_report_in(check, RULE_GQL_UNUSED_FIELD, field->definition,
                                                field->member->name.span);
            str owner = gqlcheck_name(check, type->name), name = gqlcheck_name(check, field->member->name.id);
            diag_message(d, "no operation selects \"%.*s.%.*s\"", STR_ARG(owner), STR_ARG(name));
        }
    }
}

/* -- depth -- */

#define DEPTH_MAX 10u

/* What is still to be looked at; a fragment is entered again only when it is met deeper than before. */
struct level {
    const struct gql_selection *node;
    const struct part *part;
    uint32_t depth;
};

struct depth_search {
    struct operations *all;
    struct level *stack;
    uint32_t count, capacity;
    uint8_t *deepest; /* by index of a part: 1 + depth */
};

static void push(struct depth_search *search, const struct gql_selection *nodes, const struct part *part,
                 uint32_t depth)
{
    if (!nodes)
        return;
    search->stack = arena_room(search->all->check->arena, search->stack, search->count,
                               &search->capacity, sizeof *search->stack);
    search->stack[search->count++] = (struct level){ nodes, part, depth };
}

/* The first field found that lies too deep, or NULL. */
static const struct gql_selection *find_deep(struct depth_search *search, const struct part *operation,
                                             const struct part **where)
{
    push(search, operation->definition->selections, operation, 1);
    while (search->count > 0) {
        struct level level = search->stack[--search->count];
        const struct gql_selection *node = level.node;
        push(search, node->next, level.part, level.depth);
        if (node->kind == GQL_SPREAD) {
            const struct part *fragment = operations_fragment(search->all, level.part->document, node->name.id);
            if (!fragment || search->deepest[fragment->index] > level.depth)
                continue;
            search->deepest[fragment->index] = (uint8_t)(level.depth + 1);
            push(search, fragment->definition->selections, fragment, level.depth);
            continue;
        }
        if (node->kind == GQL_FIELD && level.depth > DEPTH_MAX) {
            *where = level.part;
            return node;
        }
        push(search, node->selections, level.part, level.depth + (node->kind == GQL_FIELD));
    }
    return NULL;
}

void gqlcheck_selection_depth(struct gqlcheck *check, struct part *part)
{
    struct operations *all = check->operations;
    struct depth_search search = { .all = all, .deepest = arena_array(check->arena, uint8_t, all->part_count) };
    const struct part *where = part;
    const struct gql_selection *node = find_deep(&search, part, &where);
    if (!node)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_SELECTION_DEPTH, where->definition, node->name.span);
    diag_message(d, "this is selected more than %u levels deep", DEPTH_MAX);
}
