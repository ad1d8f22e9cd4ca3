#include "gqlcheck/coverage.h"

#include "base/arena.h"
#include "base/buf.h"

static uint32_t count_members(const struct gql_member *members)
{
    uint32_t count = 0;
    for (; members; members = members->next)
        count++;
    return count;
}

/* Numbers all fields and arguments. */
static struct coverage *create(struct arena *arena, const struct gql_schema *schema)
{
    struct coverage *coverage = arena_new(arena, struct coverage);
    coverage->schema = schema;
    coverage->first_field = arena_array(arena, uint32_t, schema->type_count);
    uint32_t fields = 0, arguments = 0;
    for (uint32_t i = 0; i < schema->type_count; i++) {
        coverage->first_field[i] = fields;
        fields += schema->types[i].field_count;
    }
    coverage->first_argument = arena_array(arena, uint32_t, fields);
    for (uint32_t i = 0; i < schema->type_count; i++) {
        for (uint32_t k = 0; k < schema->types[i].field_count; k++) {
            coverage->first_argument[coverage->first_field[i] + k] = arguments;
            arguments += count_members(schema->types[i].fields[k].member->arguments);
        }
    }
    bits_init(&coverage->types, arena, schema->type_count);
    bits_init(&coverage->whole, arena, schema->type_count);
    bits_init(&coverage->fields, arena, fields);
    bits_init(&coverage->arguments, arena, arguments);
    return coverage;
}

static uint32_t field_number(const struct coverage *coverage, const struct gql_named_type *type,
                             const struct gql_field *field)
{
    return coverage->first_field[type->index] + (uint32_t)(field - type->fields);
}

static uint32_t argument_number(const struct coverage *coverage, const struct gql_named_type *type,
                                const struct gql_field *field, const struct gql_member *argument)
{
    uint32_t number = coverage->first_argument[field_number(coverage, type, field)];
    for (const struct gql_member *m = field->member->arguments; m && m != argument; m = m->next)
        number++;
    return number;
}

bool coverage_uses_type(const struct coverage *coverage, const struct gql_named_type *type)
{
    return bits_has(&coverage->types, type->index);
}

bool coverage_uses_field(const struct coverage *coverage, const struct gql_named_type *type,
                         const struct gql_field *field)
{
    return bits_has(&coverage->fields, field_number(coverage, type, field));
}

bool coverage_uses_argument(const struct coverage *coverage, const struct gql_named_type *type,
                            const struct gql_field *field, const struct gql_member *argument)
{
    return bits_has(&coverage->arguments, argument_number(coverage, type, field, argument));
}

/* -- walking -- */

/* All that a variable of this type can bring. The depth is that of inputs in inputs, each of which is entered once. */
static void use_whole_type(struct coverage *coverage, struct arena *arena, const struct gql_named_type *start)
{
    const struct gql_schema *schema = coverage->schema;
    if (!start || bits_has(&coverage->whole, start->index))
        return;
    struct arena_mark mark = arena_mark(arena);
    const struct gql_named_type **stack = arena_array(arena, const struct gql_named_type *, schema->type_count);
    uint32_t depth = 0;
    stack[depth++] = start;
    bits_set(&coverage->whole, start->index);
    while (depth > 0) {
        const struct gql_named_type *type = stack[--depth];
        bits_set(&coverage->types, type->index);
        for (uint32_t i = 0; (type->kind == GQL_INPUT || type->kind == GQL_ENUM) && i < type->field_count; i++) {
            bits_set(&coverage->fields, coverage->first_field[type->index] + i);
            const struct gql_named_type *next = gql_schema_type(schema, type->fields[i].member->type.type.name);
            if (type->kind == GQL_ENUM || !next || bits_has(&coverage->whole, next->index))
                continue;
            bits_set(&coverage->whole, next->index);
            stack[depth++] = next;
        }
    }
    arena_release(arena, mark);
}

struct walker {
    struct coverage *coverage;
    struct arena *arena;
};

static void use_value(struct walker *w, const struct gql_value *value, const struct gql_named_type *type)
{
    if (!type)
        return;
    bits_set(&w->coverage->types, type->index);
    if (value->kind == GQL_LIST) {
        for (const struct gql_value *item = value->as.items; item; item = item->next)
            use_value(w, item, type);
    } else if (value->kind == GQL_OBJECT_VALUE && type->kind == GQL_INPUT) {
        for (const struct gql_argument *given = value->as.fields; given; given = given->next) {
            const struct gql_field *field = gql_type_field(type, given->name.id);
            if (!field)
                continue;
            bits_set(&w->coverage->fields, field_number(w->coverage, type, field));
            use_value(w, given->value, gql_schema_type(w->coverage->schema, field->member->type.type.name));
        }
    } else if (value->kind == GQL_ENUM_VALUE && type->kind == GQL_ENUM) {
        const struct gql_field *field = gql_type_field(type, value->name.id);
        if (field)
            bits_set(&w->coverage->fields, field_number(w->coverage, type, field));
    }
}

static void use_arguments(struct walker *w, const struct gql_selection *node, const struct gql_named_type *type,
                          const struct gql_field *field)
{
    for (const struct gql_argument *given = node->arguments; given; given = given->next) {
        const struct gql_member *argument = gql_member_find(field->member->arguments, given->name.id);
        if (!argument)
            continue;
        bits_set(&w->coverage->arguments, argument_number(w->coverage, type, field, argument));
        use_value(w, given->value, gql_schema_type(w->coverage->schema, argument->type.type.name));
    }
}

/* A field of an interface is answered by those of the types that implement it. */
static void use_field(struct walker *w, const struct gql_selection *node, const struct gql_named_type *type,
                      const struct gql_field *field)
{
    bits_set(&w->coverage->fields, field_number(w->coverage, type, field));
    use_arguments(w, node, type, field);
    for (uint32_t i = 0; type->kind == GQL_INTERFACE && i < type->subtype_count; i++) {
        const struct gql_named_type *sub = type->subtypes[i];
        const struct gql_field *same = gql_type_field(sub, field->member->name.id);
        if (!same)
            continue;
        bits_set(&w->coverage->fields, field_number(w->coverage, sub, same));
        use_arguments(w, node, sub, same);
    }
}

static void use_output_type(struct walker *w, const struct gql_named_type *type)
{
    if (type && type->kind == GQL_ENUM)
        use_whole_type(w->coverage, w->arena, type);
    else if (type)
        bits_set(&w->coverage->types, type->index);
}

static void walk(struct walker *w, const struct gql_selection *nodes, const struct gql_named_type *parent)
{
    const struct gql_schema *schema = w->coverage->schema;
    for (; nodes; nodes = nodes->next) {
        const struct gql_named_type *inner = parent;
        if (nodes->kind == GQL_FIELD) {
            bool has_fields = parent && (parent->kind == GQL_OBJECT || parent->kind == GQL_INTERFACE);
            const struct gql_field *field = has_fields ? gql_type_field(parent, nodes->name.id) : NULL;
            inner = field ? gql_schema_type(schema, field->member->type.type.name) : NULL;
            if (field)
                use_field(w, nodes, parent, field);
            use_output_type(w, inner);
        } else if (nodes->condition.id) {
            inner = gql_schema_type(schema, nodes->condition.id);
            use_output_type(w, inner);
        }
        walk(w, nodes->selections, inner);
    }
}

static void walk_definition(struct walker *w, const struct gql_definition *definition)
{
    const struct gql_schema *schema = w->coverage->schema;
    const struct gql_named_type *type = definition->kind == GQL_OPERATION
                                            ? schema->roots[definition->operation].type
                                            : gql_schema_type(schema, definition->condition.id);
    if (definition->kind != GQL_OPERATION && definition->kind != GQL_FRAGMENT)
        return;
    for (const struct gql_member *variable = definition->members; variable; variable = variable->next)
        use_whole_type(w->coverage, w->arena, gql_schema_type(schema, variable->type.type.name));
    use_output_type(w, type);
    walk(w, definition->selections, type);
}

const struct coverage *coverage_collect(struct arena *arena, const struct gql_schema *schema,
                                        const struct gql_document *const *documents, uint32_t document_count)
{
    struct coverage *coverage = create(arena, schema);
    struct walker w = { coverage, arena };
    for (uint32_t i = 0; i < document_count; i++) {
        for (const struct gql_definition *d = documents[i]->definitions; d; d = d->next)
            walk_definition(&w, d);
    }
    return coverage;
}

/* -- printing -- */

static bool has_members(const struct gql_named_type *type)
{
    return type->is_defined && !type->is_builtin && type->kind != GQL_SCALAR && type->kind != GQL_UNION;
}

static void print_type(struct buf *out, const struct coverage *coverage, const struct gql_named_type *type)
{
    str name = intern_text(coverage->schema->names, type->name);
    uint32_t used = 0;
    for (uint32_t i = 0; i < type->field_count; i++)
        used += coverage_uses_field(coverage, type, &type->fields[i]);
    buf_printf(out, "%5u of %-5u %.*s\n", (unsigned)used, (unsigned)type->field_count, STR_ARG(name));
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        str member = intern_text(coverage->schema->names, field->member->name.id);
        if (!coverage_uses_field(coverage, type, field)) {
            buf_printf(out, "               unused: %.*s\n", STR_ARG(member));
            continue;
        }
        for (const struct gql_member *a = field->member->arguments; a; a = a->next) {
            str argument = intern_text(coverage->schema->names, a->name.id);
            if (!coverage_uses_argument(coverage, type, field, a))
                buf_printf(out, "               unused: %.*s(%.*s:)\n", STR_ARG(member), STR_ARG(argument));
        }
    }
}

void coverage_print(struct buf *out, const struct coverage *coverage)
{
    const struct gql_schema *schema = coverage->schema;
    uint32_t used = 0, all = 0;
    for (uint32_t i = 0; i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        if (!has_members(type))
            continue;
        for (uint32_t k = 0; k < type->field_count; k++)
            used += coverage_uses_field(coverage, type, &type->fields[k]);
        all += type->field_count;
        print_type(out, coverage, type);
    }
    buf_printf(out, "%5u of %-5u in all\n", (unsigned)used, (unsigned)all);
}
