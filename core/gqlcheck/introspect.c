#include "gqlcheck/introspect.h"

#include "base/arena.h"
#include "base/bits.h"
#include "base/buf.h"
#include "gql/printer.h"

struct introspection {
    struct arena *arena;
    const struct gql_schema *schema;
};

static value name_value(const struct introspection *i, uint32_t name)
{
    return value_string(intern_text(i->schema->names, name));
}

static value text_value(const struct introspection *i, const struct gql_document *document,
                        const struct gql_value *text)
{
    if (!text || text->kind != GQL_STRING)
        return value_null();
    return value_string(gql_string_value(i->arena, gql_text(document, text->span)));
}

static const char *kind_text(enum gql_kind kind)
{
    static const char *const kinds[] = {
        [GQL_SCALAR] = "SCALAR", [GQL_OBJECT] = "OBJECT", [GQL_INTERFACE] = "INTERFACE",
        [GQL_UNION] = "UNION",   [GQL_ENUM] = "ENUM",     [GQL_INPUT] = "INPUT_OBJECT",
    };
    return kinds[kind];
}

/* A reference to a type: kind, name, ofType. */
static value reference(const struct introspection *i, gql_type type)
{
    struct object_builder object;
    object_begin(&object, i->arena);
    if (gql_type_is_non_null(type) || gql_type_is_list(type)) {
        bool is_non_null = gql_type_is_non_null(type);
        gql_type inner = is_non_null ? gql_type_nullable(type) : gql_type_item(type);
        object_set(&object, STR("kind"), value_string(is_non_null ? STR("NON_NULL") : STR("LIST")));
        object_set(&object, STR("name"), value_null());
        object_set(&object, STR("ofType"), reference(i, inner));
        return object_end(&object);
    }
    const struct gql_named_type *named = gql_schema_type(i->schema, type.name);
    object_set(&object, STR("kind"), value_string(str_from(named ? kind_text(named->kind) : "SCALAR")));
    object_set(&object, STR("name"), name_value(i, type.name));
    object_set(&object, STR("ofType"), value_null());
    return object_end(&object);
}

static value named_reference(const struct introspection *i, uint32_t name)
{
    return reference(i, (gql_type){ .name = name });
}

static void set_deprecation(const struct introspection *i, struct object_builder *object,
                            const struct gql_document *document, const struct gql_directive *directives)
{
    const struct gql_directive *use = gql_directive_find(directives, GQL_WORD_deprecated);
    const struct gql_argument *reason = use ? gql_argument_find(use->arguments, GQL_WORD_reason) : NULL;
    value text = reason ? text_value(i, document, reason->value) : value_string(STR("No longer supported"));
    object_set(object, STR("isDeprecated"), value_bool(use != NULL));
    object_set(object, STR("deprecationReason"), use ? text : value_null());
}

static value input_value(const struct introspection *i, const struct gql_document *document,
                         const struct gql_member *input)
{
    struct object_builder object;
    value text = value_null();
    if (input->default_value) {
        struct buf out;
        buf_init(&out, i->arena);
        gql_print_value(&out, document, input->default_value);
        text = value_string(buf_text(&out));
    }
    object_begin(&object, i->arena);
    object_set(&object, STR("name"), name_value(i, input->name.id));
    object_set(&object, STR("description"), text_value(i, document, input->description));
    object_set(&object, STR("type"), reference(i, input->type.type));
    object_set(&object, STR("defaultValue"), text);
    set_deprecation(i, &object, document, input->directives);
    return object_end(&object);
}

static value input_values(const struct introspection *i, const struct gql_document *document,
                          const struct gql_member *inputs)
{
    struct array_builder array;
    array_begin(&array, i->arena);
    for (; inputs; inputs = inputs->next)
        array_add(&array, input_value(i, document, inputs));
    return array_end(&array);
}

static value field_value(const struct introspection *i, enum gql_kind kind, const struct gql_field *field)
{
    const struct gql_document *document = field->definition->document;
    const struct gql_member *member = field->member;
    struct object_builder object;
    if (kind == GQL_INPUT)
        return input_value(i, document, member);
    object_begin(&object, i->arena);
    object_set(&object, STR("name"), name_value(i, member->name.id));
    object_set(&object, STR("description"), text_value(i, document, member->description));
    if (kind != GQL_ENUM) {
        object_set(&object, STR("args"), input_values(i, document, member->arguments));
        object_set(&object, STR("type"), reference(i, member->type.type));
    }
    set_deprecation(i, &object, document, member->directives);
    return object_end(&object);
}

static value field_values(const struct introspection *i, const struct gql_named_type *type)
{
    struct array_builder array;
    array_begin(&array, i->arena);
    for (uint32_t k = 0; k < type->field_count; k++)
        array_add(&array, field_value(i, type->kind, &type->fields[k]));
    return array_end(&array);
}

static value interface_values(const struct introspection *i, const struct gql_named_type *type)
{
    struct array_builder array;
    array_begin(&array, i->arena);
    for (uint32_t k = 0; k < type->link_count; k++)
        array_add(&array, named_reference(i, type->links[k].named->name.id));
    return array_end(&array);
}

static value possible_values(const struct introspection *i, const struct gql_named_type *type)
{
    struct array_builder array;
    array_begin(&array, i->arena);
    for (uint32_t k = 0; k < type->subtype_count; k++) {
        if (type->subtypes[k]->kind == GQL_OBJECT)
            array_add(&array, named_reference(i, type->subtypes[k]->name));
    }
    return array_end(&array);
}

static value specified_by(const struct introspection *i, const struct gql_named_type *type)
{
    const struct gql_directive *use = gql_directive_find(type->base->directives, GQL_WORD_specifiedBy);
    const struct gql_argument *url = use ? use->arguments : NULL;
    return url ? text_value(i, type->base->document, url->value) : value_null();
}

static value type_value(const struct introspection *i, const struct gql_named_type *type)
{
    struct object_builder object;
    bool is_abstract = gql_type_is_abstract(type), has_fields = type->kind == GQL_OBJECT || type->kind == GQL_INTERFACE;
    object_begin(&object, i->arena);
    object_set(&object, STR("kind"), value_string(str_from(kind_text(type->kind))));
    object_set(&object, STR("name"), name_value(i, type->name));
    object_set(&object, STR("description"), text_value(i, type->base->document, type->base->description));
    object_set(&object, STR("specifiedByURL"), type->kind == GQL_SCALAR ? specified_by(i, type) : value_null());
    object_set(&object, STR("fields"), has_fields ? field_values(i, type) : value_null());
    object_set(&object, STR("inputFields"), type->kind == GQL_INPUT ? field_values(i, type) : value_null());
    object_set(&object, STR("interfaces"), has_fields ? interface_values(i, type) : value_null());
    object_set(&object, STR("enumValues"), type->kind == GQL_ENUM ? field_values(i, type) : value_null());
    object_set(&object, STR("possibleTypes"), is_abstract ? possible_values(i, type) : value_null());
    object_set(&object, STR("isOneOf"), type->kind == GQL_INPUT ? value_bool(type->is_one_of) : value_null());
    return object_end(&object);
}

static value directive_value(const struct introspection *i, const struct gql_definition *directive)
{
    struct object_builder object;
    struct array_builder locations;
    array_begin(&locations, i->arena);
    for (enum gql_location k = 0; k < GQL_LOCATION_COUNT; k++) {
        if (directive->locations >> k & 1)
            array_add(&locations, value_string(str_from(gql_location_name(k))));
    }
    object_begin(&object, i->arena);
    object_set(&object, STR("name"), name_value(i, directive->name.id));
    object_set(&object, STR("description"), text_value(i, directive->document, directive->description));
    object_set(&object, STR("isRepeatable"), value_bool(directive->is_repeatable));
    object_set(&object, STR("locations"), array_end(&locations));
    object_set(&object, STR("args"), input_values(i, directive->document, directive->members));
    return object_end(&object);
}

/* -- which built-in types belong to the answer -- */

static void note_inputs(struct bits *used, const struct gql_schema *schema, const struct gql_member *inputs)
{
    for (; inputs; inputs = inputs->next) {
        const struct gql_named_type *type = gql_schema_type(schema, inputs->type.type.name);
        if (type)
            bits_set(used, type->index);
    }
}

static void note_used(struct bits *used, const struct gql_schema *schema)
{
    for (uint32_t i = 0; i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        bool is_introspection = str_starts(intern_text(schema->names, type->name), STR("__"));
        if (!type->is_builtin || is_introspection)
            bits_set(used, i);
        for (uint32_t k = 0; (!type->is_builtin || is_introspection) && k < type->field_count; k++) {
            const struct gql_member *member = type->fields[k].member;
            const struct gql_named_type *result = gql_schema_type(schema, member->type.type.name);
            if (result)
                bits_set(used, result->index);
            note_inputs(used, schema, member->arguments);
        }
    }
    for (uint32_t i = 0; i < schema->directive_count; i++)
        note_inputs(used, schema, schema->directives[i]->members);
}

static value root_value(const struct introspection *i, enum gql_operation operation)
{
    const struct gql_named_type *type = i->schema->roots[operation].type;
    struct object_builder object;
    if (!type)
        return value_null();
    object_begin(&object, i->arena);
    object_set(&object, STR("name"), name_value(i, type->name));
    object_set(&object, STR("kind"), value_string(STR("OBJECT")));
    return object_end(&object);
}

value introspect_schema(struct arena *arena, const struct gql_schema *schema)
{
    struct introspection i = { arena, schema };
    struct bits used;
    struct array_builder types, directives;
    struct object_builder object, outer;
    bits_init(&used, arena, schema->type_count);
    note_used(&used, schema);
    array_begin(&types, arena);
    for (uint32_t k = 0; k < schema->type_count; k++) {
        if (schema->types[k].is_defined && bits_has(&used, k))
            array_add(&types, type_value(&i, &schema->types[k]));
    }
    array_begin(&directives, arena);
    for (uint32_t k = 0; k < schema->directive_count; k++)
        array_add(&directives, directive_value(&i, schema->directives[k]));

    object_begin(&object, arena);
    const struct gql_definition *block = schema->block;
    object_set(&object, STR("description"),
               block ? text_value(&i, block->document, block->description) : value_null());
    object_set(&object, STR("queryType"), root_value(&i, GQL_QUERY));
    object_set(&object, STR("mutationType"), root_value(&i, GQL_MUTATION));
    object_set(&object, STR("subscriptionType"), root_value(&i, GQL_SUBSCRIPTION));
    object_set(&object, STR("types"), array_end(&types));
    object_set(&object, STR("directives"), array_end(&directives));
    object_begin(&outer, arena);
    object_set(&outer, STR("__schema"), object_end(&object));
    return object_end(&outer);
}
