#include "gql/schema.h"

#include "base/arena.h"

/* With fewer fields than this a linear search is as fast as a hash. */
#define INDEX_FROM 8

static struct gql_named_type *writable_type(struct gql_schema *schema, uint32_t name)
{
    const struct gql_named_type *type = schema->type_of_name[name];
    return type ? &schema->types[type->index] : NULL;
}

static bool is_type_definition(const struct gql_definition *definition)
{
    return gql_kind_is_type(definition->kind);
}

typedef void visit_definition(struct gql_schema *schema, const struct gql_definition *definition);

/* All definitions of types: first those that are no extensions. */
static void each_type_definition(struct gql_schema *schema, visit_definition *visit)
{
    for (int extensions = 0; extensions < 2; extensions++) {
        for (uint32_t i = 0; i < schema->document_count; i++) {
            const struct gql_definition *definition = schema->documents[i]->definitions;
            for (; definition; definition = definition->next) {
                if (is_type_definition(definition) && definition->is_extension == (bool)extensions)
                    visit(schema, definition);
            }
        }
    }
}

/* How many definitions there are of the kinds from `low` to `high`. */
static uint32_t count_definitions(const struct gql_schema *schema, enum gql_kind low, enum gql_kind high)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < schema->document_count; i++) {
        const struct gql_definition *definition = schema->documents[i]->definitions;
        for (; definition; definition = definition->next)
            count += definition->kind >= low && definition->kind <= high;
    }
    return count;
}

/* What a definition adds to its type: nothing when it is of another kind, or tries to define a built-in type again. */
static bool adds_to(const struct gql_named_type *type, const struct gql_definition *definition)
{
    return type->kind == definition->kind && (!type->is_builtin || definition->document->is_builtin);
}

static uint32_t count_members(const struct gql_member *members)
{
    uint32_t count = 0;
    for (; members; members = members->next)
        count++;
    return count;
}

static uint32_t count_named(const struct gql_named *named)
{
    uint32_t count = 0;
    for (; named; named = named->next)
        count++;
    return count;
}

/* Enters the type and counts what it will hold. */
static void count_definition(struct gql_schema *schema, const struct gql_definition *definition)
{
    struct gql_named_type *type = writable_type(schema, definition->name.id);
    if (!type) {
        type = &schema->types[schema->type_count];
        type->name = definition->name.id;
        type->index = schema->type_count++;
        type->kind = definition->kind;
        type->is_builtin = definition->document->is_builtin;
        type->is_defined = !definition->is_extension && type->name != GQL_WORD___Meta;
        schema->type_of_name[type->name] = type;
    }
    type->definition_count++;
    if (adds_to(type, definition)) {
        type->field_count += count_members(definition->members);
        type->link_count += count_named(definition->types);
    }
}

static void allocate_parts(struct gql_schema *schema)
{
    for (uint32_t i = 0; i < schema->type_count; i++) {
        struct gql_named_type *type = &schema->types[i];
        type->definitions = arena_array(schema->arena, const struct gql_definition *, type->definition_count);
        type->fields = arena_array(schema->arena, struct gql_field, type->field_count);
        type->links = arena_array(schema->arena, struct gql_link, type->link_count);
        if (type->field_count >= INDEX_FROM) {
            uint32_t size = 16;
            while (size < type->field_count * 2)
                size *= 2;
            type->slots = arena_array(schema->arena, uint32_t, size);
            type->slot_mask = size - 1;
        }
        type->definition_count = type->field_count = type->link_count = 0;
    }
}

static uint32_t hash_name(uint32_t name)
{
    return name * 0x9E3779B1u >> 7;
}

/* The slot of a name in a type that has slots: its own, or the free one where it belongs. */
static uint32_t *find_slot(const struct gql_named_type *type, uint32_t name)
{
    uint32_t at = hash_name(name) & type->slot_mask;
    while (type->slots[at] && type->fields[type->slots[at] - 1].member->name.id != name)
        at = (at + 1) & type->slot_mask;
    return &type->slots[at];
}

static void add_field(struct gql_named_type *type, const struct gql_member *member,
                      const struct gql_definition *definition)
{
    if (type->slots) {
        uint32_t *slot = find_slot(type, member->name.id);
        if (*slot)
            return;
        *slot = type->field_count + 1;
    } else if (gql_type_field(type, member->name.id)) {
        return;
    }
    type->fields[type->field_count++] = (struct gql_field){ member, definition };
}

static void fill_definition(struct gql_schema *schema, const struct gql_definition *definition)
{
    struct gql_named_type *type = writable_type(schema, definition->name.id);
    if (!type->base)
        type->base = definition;
    if (!adds_to(type, definition))
        return;
    for (const struct gql_member *member = definition->members; member; member = member->next)
        add_field(type, member, definition);
    for (const struct gql_named *named = definition->types; named; named = named->next) {
        const struct gql_named_type *target = gql_schema_type(schema, named->name.id);
        type->links[type->link_count++] = (struct gql_link){ named, definition, target };
    }
    if (type->kind == GQL_INPUT && gql_directive_find(definition->directives, GQL_WORD_oneOf))
        type->is_one_of = true;
}

static void list_definitions(struct gql_schema *schema)
{
    for (uint32_t i = 0; i < schema->document_count; i++) {
        const struct gql_definition *definition = schema->documents[i]->definitions;
        for (; definition; definition = definition->next) {
            if (!is_type_definition(definition))
                continue;
            struct gql_named_type *type = writable_type(schema, definition->name.id);
            type->definitions[type->definition_count++] = definition;
        }
    }
}

/* -- supertypes and subtypes -- */

/* The abstract type of a link and the type below it; false when the link connects no such types. */
static bool link_ends(const struct gql_schema *schema, const struct gql_named_type *type,
                      const struct gql_link *link, struct gql_named_type **super, struct gql_named_type **sub)
{
    if (!link->type)
        return false;
    struct gql_named_type *self = &schema->types[type->index], *other = &schema->types[link->type->index];
    bool is_union = type->kind == GQL_UNION;
    *super = is_union ? self : other;
    *sub = is_union ? other : self;
    return is_union ? other->kind == GQL_OBJECT : other->kind == GQL_INTERFACE && other != self;
}

static void count_links(struct gql_schema *schema)
{
    struct gql_named_type *super, *sub;
    for (uint32_t i = 0; i < schema->type_count; i++) {
        const struct gql_named_type *type = &schema->types[i];
        for (uint32_t k = 0; k < type->link_count; k++) {
            if (link_ends(schema, type, &type->links[k], &super, &sub)) {
                super->subtype_count++;
                sub->supertype_count++;
            }
        }
    }
}

/* Connects the ends of all links of a type, each other type once: `seen` says by index for which type it was last. */
static void connect_links(struct gql_schema *schema, const struct gql_named_type *type, uint32_t *seen)
{
    struct gql_named_type *super, *sub;
    for (uint32_t i = 0; i < type->link_count; i++) {
        if (!link_ends(schema, type, &type->links[i], &super, &sub))
            continue;
        uint32_t other = type->links[i].type->index;
        if (seen[other] == type->index + 1)
            continue;
        seen[other] = type->index + 1;
        super->subtypes[super->subtype_count++] = sub;
        sub->supertypes[sub->supertype_count++] = super;
    }
}

static void fill_links(struct gql_schema *schema)
{
    for (uint32_t i = 0; i < schema->type_count; i++) {
        struct gql_named_type *type = &schema->types[i];
        type->subtypes = arena_array(schema->arena, const struct gql_named_type *, type->subtype_count);
        type->supertypes = arena_array(schema->arena, const struct gql_named_type *, type->supertype_count);
        type->subtype_count = type->supertype_count = 0;
    }
    uint32_t *seen = arena_array(schema->arena, uint32_t, schema->type_count);
    for (uint32_t i = 0; i < schema->type_count; i++)
        connect_links(schema, &schema->types[i], seen);
}

/* -- directives and roots -- */

/* The last definition of a directive is in force, in the place of the first. `place` says by name where that is. */
static void add_directive(struct gql_schema *schema, const struct gql_definition *definition, uint32_t *place)
{
    uint32_t name = definition->name.id;
    if (!schema->directive_of_name[name])
        place[name] = schema->directive_count++;
    schema->directive_of_name[name] = definition;
    schema->directives[place[name]] = definition;
}

static void add_schema_block(struct gql_schema *schema, const struct gql_definition *definition)
{
    schema->blocks[schema->block_count++] = definition;
    if (!definition->is_extension && !schema->block)
        schema->block = definition;
    for (const struct gql_member *member = definition->members; member; member = member->next) {
        struct gql_root *root = &schema->roots[member->name.id - GQL_WORD_query];
        if (root->member)
            continue;
        *root = (struct gql_root){ gql_schema_type(schema, member->type.type.name), member, definition };
    }
}

static void add_default_roots(struct gql_schema *schema)
{
    static const uint32_t names[GQL_OPERATION_COUNT] = {
        [GQL_QUERY] = GQL_WORD_Query,
        [GQL_MUTATION] = GQL_WORD_Mutation,
        [GQL_SUBSCRIPTION] = GQL_WORD_Subscription,
    };
    for (int i = 0; i < GQL_OPERATION_COUNT; i++) {
        const struct gql_named_type *type = gql_schema_type(schema, names[i]);
        if (type)
            schema->roots[i] = (struct gql_root){ .type = type };
    }
}

static void add_directives_and_roots(struct gql_schema *schema)
{
    uint32_t *place = arena_array(schema->arena, uint32_t, schema->name_count);
    for (uint32_t i = 0; i < schema->document_count; i++) {
        const struct gql_definition *definition = schema->documents[i]->definitions;
        for (; definition; definition = definition->next) {
            if (definition->kind == GQL_DIRECTIVE)
                add_directive(schema, definition, place);
            else if (definition->kind == GQL_SCHEMA)
                add_schema_block(schema, definition);
        }
    }
    if (!schema->block)
        add_default_roots(schema);
}

const struct gql_schema *gql_schema_build(struct arena *arena, const struct intern *names,
                                          const struct gql_document *const *documents, uint32_t document_count)
{
    struct gql_schema *schema = arena_new(arena, struct gql_schema);
    schema->arena = arena;
    schema->names = names;
    schema->documents = documents;
    schema->document_count = document_count;
    schema->name_count = names->count;
    uint32_t types = count_definitions(schema, GQL_SCALAR, GQL_INPUT);
    uint32_t directives = count_definitions(schema, GQL_DIRECTIVE, GQL_DIRECTIVE);
    uint32_t blocks = count_definitions(schema, GQL_SCHEMA, GQL_SCHEMA);
    schema->types = arena_array(arena, struct gql_named_type, types);
    schema->directives = arena_array(arena, const struct gql_definition *, directives);
    schema->blocks = arena_array(arena, const struct gql_definition *, blocks);
    schema->type_of_name = arena_array(arena, const struct gql_named_type *, names->count);
    schema->directive_of_name = arena_array(arena, const struct gql_definition *, names->count);

    each_type_definition(schema, count_definition);
    allocate_parts(schema);
    each_type_definition(schema, fill_definition);
    list_definitions(schema);
    count_links(schema);
    fill_links(schema);
    add_directives_and_roots(schema);
    schema->meta = schema->type_of_name[GQL_WORD___Meta];
    return schema;
}

/* -- questions -- */

const struct gql_named_type *gql_schema_type(const struct gql_schema *schema, uint32_t name)
{
    const struct gql_named_type *type = name < schema->name_count ? schema->type_of_name[name] : NULL;
    return type && type->is_defined ? type : NULL;
}

const struct gql_definition *gql_schema_directive(const struct gql_schema *schema, uint32_t name)
{
    return name < schema->name_count ? schema->directive_of_name[name] : NULL;
}

const struct gql_field *gql_type_field(const struct gql_named_type *type, uint32_t name)
{
    if (type->slots) {
        uint32_t slot = *find_slot(type, name);
        return slot ? &type->fields[slot - 1] : NULL;
    }
    for (uint32_t i = 0; i < type->field_count; i++) {
        if (type->fields[i].member->name.id == name)
            return &type->fields[i];
    }
    return NULL;
}

const struct gql_member *gql_member_find(const struct gql_member *members, uint32_t name)
{
    while (members && members->name.id != name)
        members = members->next;
    return members;
}

enum gql_operation gql_schema_root_of(const struct gql_schema *schema, const struct gql_named_type *type)
{
    enum gql_operation i = 0;
    while (i < GQL_OPERATION_COUNT && schema->roots[i].type != type)
        i++;
    return i;
}

bool gql_type_is_subtype(const struct gql_named_type *type, const struct gql_named_type *abstract)
{
    bool is_up = type->supertype_count < abstract->subtype_count;
    const struct gql_named_type *const *list = is_up ? type->supertypes : abstract->subtypes;
    const struct gql_named_type *wanted = is_up ? abstract : type;
    uint32_t count = is_up ? type->supertype_count : abstract->subtype_count;
    for (uint32_t i = 0; i < count; i++) {
        if (list[i] == wanted)
            return true;
    }
    return false;
}

bool gql_schema_is_subtype(const struct gql_schema *schema, gql_type sub, gql_type super)
{
    for (;;) {
        if (gql_type_equal(sub, super))
            return true;
        if (gql_type_is_non_null(super) && !gql_type_is_non_null(sub))
            return false;
        sub = gql_type_nullable(sub);
        super = gql_type_nullable(super);
        if (gql_type_is_list(sub) != gql_type_is_list(super))
            return false;
        if (!gql_type_is_list(sub))
            break;
        sub = gql_type_item(sub);
        super = gql_type_item(super);
    }
    if (sub.name == super.name)
        return true;
    const struct gql_named_type *below = gql_schema_type(schema, sub.name);
    const struct gql_named_type *above = gql_schema_type(schema, super.name);
    return below && above && gql_type_is_subtype(below, above);
}

bool gql_types_overlap(const struct gql_named_type *a, const struct gql_named_type *b)
{
    if (a == b)
        return true;
    if (!gql_type_is_abstract(a))
        return gql_type_is_subtype(a, b);
    if (!gql_type_is_abstract(b))
        return gql_type_is_subtype(b, a);
    if (a->subtype_count > b->subtype_count)
        return gql_types_overlap(b, a);
    for (uint32_t i = 0; i < a->subtype_count; i++) {
        const struct gql_named_type *type = a->subtypes[i];
        if (type->kind == GQL_OBJECT && gql_type_is_subtype(type, b))
            return true;
    }
    return false;
}

const str *gql_schema_type_names(const struct gql_schema *schema, struct arena *arena, size_t *count)
{
    str *names = arena_array(arena, str, schema->type_count);
    *count = 0;
    for (uint32_t i = 0; i < schema->type_count; i++) {
        if (schema->types[i].is_defined)
            names[(*count)++] = intern_text(schema->names, schema->types[i].name);
    }
    return names;
}
