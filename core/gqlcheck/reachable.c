/*
 * reachable.c - types that no operation can come to.
 */
#include "gqlcheck/internal.h"

struct search {
    const struct gqlcheck *check;
    struct bits seen; /* by index of a type */
    uint32_t *stack;
    uint32_t depth;
    bool is_lost; /* somewhere stands a type that is not known, a wrong name for one of those not reached perhaps */
};

static void reach(struct search *search, const struct gql_named_type *type)
{
    if (!type || bits_has(&search->seen, type->index))
        return;
    bits_set(&search->seen, type->index);
    search->stack[search->depth++] = type->index;
}

static void reach_name(struct search *search, uint32_t name)
{
    const struct gql_named_type *type = gql_schema_type(search->check->schema, name);
    search->is_lost = search->is_lost || !type;
    reach(search, type);
}

static void reach_inputs(struct search *search, const struct gql_member *inputs)
{
    for (; inputs; inputs = inputs->next)
        reach_name(search, inputs->type.type.name);
}

/* What a type leads to: the types of its fields and arguments, what it may be, and what it implements. */
static void follow(struct search *search, const struct gql_named_type *type)
{
    for (uint32_t i = 0; type->kind != GQL_ENUM && i < type->field_count; i++) {
        reach_name(search, type->fields[i].member->type.type.name);
        reach_inputs(search, type->fields[i].member->arguments);
    }
    for (uint32_t i = 0; i < type->link_count; i++)
        reach(search, type->links[i].type);
    for (uint32_t i = 0; i < type->subtype_count; i++)
        reach(search, type->subtypes[i]);
}

static void reach_starts(struct search *search)
{
    const struct gql_schema *schema = search->check->schema;
    for (int i = 0; i < GQL_OPERATION_COUNT; i++)
        reach(search, schema->roots[i].type);
    for (uint32_t i = 0; i < schema->directive_count; i++) {
        if (!schema->directives[i]->document->is_builtin)
            reach_inputs(search, schema->directives[i]->members);
    }
    /* Amplify makes operations for models. */
    for (uint32_t i = 0; search->check->options->profile == GQL_PROFILE_AMPLIFY && i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        if (type->base && gql_directive_find(type->base->directives, GQL_WORD_model))
            reach(search, type);
    }
}

void gqlcheck_unreachable(struct gqlcheck *check)
{
    const struct gql_schema *schema = check->schema;
    if (!schema->roots[GQL_QUERY].type && check->options->profile != GQL_PROFILE_AMPLIFY)
        return;
    struct search search = { .check = check, .stack = arena_array(check->arena, uint32_t, schema->type_count) };
    bits_init(&search.seen, check->arena, schema->type_count);
    reach_starts(&search);
    while (search.depth > 0)
        follow(&search, &schema->types[search.stack[--search.depth]]);
    for (uint32_t i = 0; !search.is_lost && i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        if (!type->is_defined || type->is_builtin || bits_has(&search.seen, i))
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_UNREACHABLE_TYPE, type->base, type->base->name.span);
        str name = gqlcheck_name(check, type->name);
        diag_message(d, "%s type \"%.*s\" cannot be reached from any operation", gql_kind_name(type->kind),
                     STR_ARG(name));
    }
}
