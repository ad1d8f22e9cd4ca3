/*
 * schema.h - the types that a set of documents defines, with extensions merged.
 *
 * The model does not judge: it is made from wrong schemas too, and the first definition of a name wins. Every field
 * remembers the definition (or extension) that said it, and through it the document and file.
 *
 *     type Query { a: A }              types: Query { a, b }  A { }
 *     extend type Query { b: Int }     Query's definitions: the type, the extension
 *
 * Types, directives and roots of the documents that are built in (gql/builtin.h) come first. A user's definition of a
 * built-in type is listed among its definitions and adds nothing; a user's directive replaces a built-in one, as in
 * graphql-js.
 *
 * Memory: all in the arena given to gql_schema_build(), constant from then on; it points into the documents.
 * Cost: linear in the documents. Looking up a type costs an array access, a field a hash of its number.
 */
#ifndef GQL_SCHEMA_H
#define GQL_SCHEMA_H

#include "base/bits.h"
#include "gql/gql.h"

/* A field, input field or enum value of a type. */
struct gql_field {
    const struct gql_member *member;
    const struct gql_definition *definition; /* where it is said */
};

/* An implemented interface, or a member type of a union. */
struct gql_link {
    const struct gql_named *named;
    const struct gql_definition *definition;
    const struct gql_named_type *type; /* NULL when no such type is defined */
};

struct gql_named_type {
    uint32_t name, index;
    enum gql_kind kind;
    bool is_builtin;
    bool is_one_of;  /* an input with @oneOf */
    bool is_defined; /* false: there are only extensions of it, or it is the meta type; not to be found by name */

    const struct gql_definition *base; /* the first definition that is no extension, if there is one */
    /* All definitions and extensions of the name, whatever their kinds, in the order of the documents. */
    const struct gql_definition **definitions;
    uint32_t definition_count;
    /* What those of its own kind say, the base first, without duplicates of a name. */
    struct gql_field *fields;
    uint32_t field_count;
    struct gql_link *links; /* with duplicates */
    uint32_t link_count;
    /* The interfaces that it implements and the unions that it is a member of, each once; and the reverse. */
    const struct gql_named_type **supertypes, **subtypes;
    uint32_t supertype_count, subtype_count;

    uint32_t *slots; /* index of fields by name: 1 + place in `fields`; NULL when there are few */
    uint32_t slot_mask;
};

struct gql_root {
    const struct gql_named_type *type; /* NULL: this operation is not offered */
    /* The entry of the schema block, or NULL when the type is root by its name. The entry may name no type. */
    const struct gql_member *member;
    const struct gql_definition *definition; /* of that entry */
};

struct gql_schema {
    struct arena *arena;
    const struct intern *names;
    const struct gql_document *const *documents;
    uint32_t document_count;
    struct gql_named_type *types;
    uint32_t type_count;
    const struct gql_definition **directives; /* those in force */
    uint32_t directive_count;
    struct gql_root roots[GQL_OPERATION_COUNT];
    const struct gql_definition *block; /* the first schema definition, or NULL */
    const struct gql_definition **blocks; /* all of them, extensions too, in order */
    uint32_t block_count;
    /* Holds __typename, __schema and __type, which no type lists among its fields. NULL without the built-in document. */
    const struct gql_named_type *meta;

    /* By number of a name; for names below name_count. */
    const struct gql_named_type **type_of_name;
    const struct gql_definition **directive_of_name;
    uint32_t name_count;
};

const struct gql_schema *gql_schema_build(struct arena *arena, const struct intern *names,
                                          const struct gql_document *const *documents, uint32_t document_count);

/* NULL when there is none. */
const struct gql_named_type *gql_schema_type(const struct gql_schema *schema, uint32_t name);
const struct gql_definition *gql_schema_directive(const struct gql_schema *schema, uint32_t name);
const struct gql_field *gql_type_field(const struct gql_named_type *type, uint32_t name);
const struct gql_member *gql_member_find(const struct gql_member *members, uint32_t name);
/* Which root the type is; GQL_OPERATION_COUNT when none. */
enum gql_operation gql_schema_root_of(const struct gql_schema *schema, const struct gql_named_type *type);

/* As the specification's IsInputType() and IsOutputType(), for the type inside all wrappers. */
static inline bool gql_type_is_input(const struct gql_named_type *type)
{
    return type->kind == GQL_SCALAR || type->kind == GQL_ENUM || type->kind == GQL_INPUT;
}
static inline bool gql_type_is_output(const struct gql_named_type *type)
{
    return type->kind != GQL_INPUT;
}
static inline bool gql_type_is_leaf(const struct gql_named_type *type)
{
    return type->kind == GQL_SCALAR || type->kind == GQL_ENUM;
}
static inline bool gql_type_is_abstract(const struct gql_named_type *type)
{
    return type->kind == GQL_INTERFACE || type->kind == GQL_UNION;
}
static inline bool gql_type_is_composite(const struct gql_named_type *type)
{
    return type->kind == GQL_OBJECT || gql_type_is_abstract(type);
}

/* The type implements the interface, or is a member of the union. */
bool gql_type_is_subtype(const struct gql_named_type *type, const struct gql_named_type *abstract);
/* A value of type `sub` may stand where `super` is expected (specification, section 3.6.1, IsSubType). */
bool gql_schema_is_subtype(const struct gql_schema *schema, gql_type sub, gql_type super);
/* Some object can be of both types. */
bool gql_types_overlap(const struct gql_named_type *a, const struct gql_named_type *b);

/* Non-null without a default value. */
static inline bool gql_member_is_required(const struct gql_member *member)
{
    return gql_type_is_non_null(member->type.type) && !member->default_value;
}

/* The names of all defined types, for nearest-name help. */
const str *gql_schema_type_names(const struct gql_schema *schema, struct arena *arena, size_t *count);

#endif
