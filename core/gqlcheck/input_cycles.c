/*
 * input_cycles.c - inputs that contain themselves through fields which must be given can never be written down.
 *
 * A depth-first search over the non-null fields between inputs, each input entered once, with its own stack: the
 * chain of inputs may be as long as the schema. Each field that leads back into the chain is one cycle.
 */
#include "gqlcheck/system.h"

struct step {
    const struct gql_named_type *type;
    uint32_t next_field;
};

struct search {
    struct gqlcheck *check;
    struct step *stack;
    uint32_t depth;
    uint32_t *place; /* by index of a type: 1 + its place in the stack, 0 when it is not there */
    bool *was_entered;
};

/* How many fields of a cycle are shown as places; longer ones are only named. */
#define PLACES_MAX 100u

static void enter(struct search *search, const struct gql_named_type *type)
{
    search->was_entered[type->index] = true;
    search->stack[search->depth++] = (struct step){ type, 0 };
    search->place[type->index] = search->depth;
}

/* The field through which a step of the stack went on. */
static const struct gql_field *taken_field(const struct step *step)
{
    return &step->type->fields[step->next_field - 1];
}

static void report_cycle(struct search *search, const struct gql_named_type *type)
{
    struct gqlcheck *check = search->check;
    struct diag *d = NULL;
    struct buf path;
    buf_init(&path, check->arena);
    uint32_t first = search->place[type->index] - 1;
    for (uint32_t i = first; i < search->depth; i++) {
        const struct gql_field *field = taken_field(&search->stack[i]);
        if (!d)
            d = system_report(check, field->definition, gqlcheck_member_head(field->member));
        else if (i - first < PLACES_MAX)
            gqlcheck_relate(d, field->definition, gqlcheck_member_head(field->member), "then through this field");
        if (path.len)
            buf_char(&path, '.');
        if (path.len < 1000)
            buf_str(&path, gqlcheck_name(check, field->member->name.id));
    }
    str name = gqlcheck_name(check, type->name), text = buf_text(&path);
    diag_message(d, "input \"%.*s\" contains itself through non-null fields: \"%.*s\"", STR_ARG(name), STR_ARG(text));
    diag_help(d, "make one of the fields nullable");
}

/* The input that a field forces its writer to give, or NULL. */
static const struct gql_named_type *forced_input(const struct search *search, const struct gql_field *field)
{
    gql_type type = field->member->type.type;
    if (!gql_type_is_non_null(type) || gql_type_is_list(type))
        return NULL;
    const struct gql_named_type *named = gql_schema_type(search->check->schema, type.name);
    return named && named->kind == GQL_INPUT ? named : NULL;
}

static void search_from(struct search *search, const struct gql_named_type *start)
{
    enter(search, start);
    while (search->depth > 0) {
        struct step *step = &search->stack[search->depth - 1];
        if (step->next_field == step->type->field_count) {
            search->place[step->type->index] = 0;
            search->depth--;
            continue;
        }
        const struct gql_named_type *type = forced_input(search, &step->type->fields[step->next_field++]);
        if (!type)
            continue;
        if (search->place[type->index])
            report_cycle(search, type);
        else if (!search->was_entered[type->index])
            enter(search, type);
    }
}

void system_check_input_cycles(struct gqlcheck *check)
{
    const struct gql_schema *schema = check->schema;
    struct search search = {
        .check = check,
        .stack = arena_array(check->arena, struct step, schema->type_count + 1),
        .place = arena_array(check->arena, uint32_t, schema->type_count),
        .was_entered = arena_array(check->arena, bool, schema->type_count),
    };
    for (uint32_t i = 0; i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        if (type->is_defined && type->kind == GQL_INPUT && !search.was_entered[i])
            search_from(&search, type);
    }
}
