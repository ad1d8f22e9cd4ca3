/*
 * gql.h - a GraphQL document as a tree.
 *
 * gql_parse() reads a schema document, an executable one or a mixture (specification, September 2025), and keeps for
 * each part where it stands. It does not judge: whether names exist and types fit is for gql/schema.h and gqlcheck.
 *
 *     type Query { post(id: ID!): Post @aws_iam }
 *
 *     gql_definition OBJECT "Query"
 *       members -> gql_member "post"  type Post
 *                    arguments  -> gql_member "id"  type ID!
 *                    directives -> gql_directive "aws_iam"
 *
 * Lists are linked by `next`, in the order of the text; an empty one is NULL. Fields, arguments, input fields, enum
 * values, variables and the root operations of a schema block are all members: something named, with a description
 * and directives, and where the kind has them a type, arguments and a default value.
 *
 * Memory: all nodes in the arena given to gql_parse(); constant from then on. Spans are offsets into the document's
 * source. A node's span begins where graphql-js says that it begins: a definition's at its description.
 */
#ifndef GQL_GQL_H
#define GQL_GQL_H

#include "gql/lexer.h"
#include "gql/names.h"
#include "source/source.h"

struct diags;

/* Deeper nesting of selections and values, and more levels of lists in a type, are refused as syntax errors. */
#define GQL_DEPTH_MAX 256
#define GQL_LIST_MAX 30
#define GQL_TOKENS_MAX 20000000u

/* A name where it stands. `id` is its number in the document's table; GQL_NO_NAME means that there is none. */
struct gql_name {
    span span;
    uint32_t id;
};

/*
 * A type: the name inside and the wrappers around it, two bits a level, the outermost lowest: 1 for "non-null", 2 for
 * "list of what the higher bits say". [Int!]! is Int with wrappers (1 << 2 | 2 | 1).
 */
typedef struct {
    uint64_t wrappers;
    uint32_t name;
} gql_type;

static inline bool gql_type_is_non_null(gql_type type)
{
    return type.wrappers & 1;
}
static inline bool gql_type_is_list(gql_type type)
{
    return type.wrappers & 2;
}
static inline gql_type gql_type_nullable(gql_type type)
{
    return (gql_type){ type.wrappers & ~(uint64_t)1, type.name };
}
/* The type inside a list; of a named type, that type without its non-null mark. */
static inline gql_type gql_type_item(gql_type type)
{
    return (gql_type){ type.wrappers >> 2, type.name };
}
static inline bool gql_type_equal(gql_type a, gql_type b)
{
    return a.name == b.name && a.wrappers == b.wrappers;
}
/* "[Int!]!" */
str gql_type_text(struct arena *arena, const struct intern *names, gql_type type);

/* A type where it stands; `named` is the name inside. */
struct gql_type_reference {
    gql_type type;
    span span, named;
};

enum gql_value_kind {
    GQL_VARIABLE,
    GQL_INT,
    GQL_FLOAT,
    GQL_STRING,
    GQL_BOOLEAN,
    GQL_NULL,
    GQL_ENUM_VALUE,
    GQL_LIST,
    GQL_OBJECT_VALUE
};

struct gql_value {
    const struct gql_value *next; /* in a list */
    span span;
    struct gql_name name; /* of a variable (without $), a Boolean, null, an enum value */
    enum gql_value_kind kind;
    bool is_block; /* a string between """ */
    union {
        const struct gql_value *items;     /* GQL_LIST */
        const struct gql_argument *fields; /* GQL_OBJECT_VALUE */
    } as;
};

/* An argument of a field or directive, or a field of an object value. */
struct gql_argument {
    const struct gql_argument *next;
    const struct gql_value *value;
    span span;
    struct gql_name name;
};

/* @name(arguments). Its span begins at the @. */
struct gql_directive {
    const struct gql_directive *next;
    const struct gql_argument *arguments;
    span span;
    struct gql_name name;
};

/* A name in a list: an implemented interface, a member type of a union. */
struct gql_named {
    const struct gql_named *next;
    struct gql_name name;
};

struct gql_member {
    const struct gql_member *next;
    const struct gql_value *description;
    const struct gql_member *arguments;
    const struct gql_value *default_value;
    const struct gql_directive *directives;
    struct gql_type_reference type;
    span span;
    struct gql_name name;
};

enum gql_selection_kind {
    GQL_FIELD,
    GQL_SPREAD, /* ...Name */
    GQL_INLINE  /* ... on Type { } */
};

struct gql_selection {
    const struct gql_selection *next;
    const struct gql_argument *arguments;
    const struct gql_directive *directives;
    const struct gql_selection *selections;
    span span;
    span selections_span; /* from { to }; empty when there is none */
    struct gql_name alias, name; /* of a GQL_FIELD; the fragment's of a GQL_SPREAD */
    struct gql_name condition;   /* of a GQL_INLINE */
    enum gql_selection_kind kind;
};

enum gql_operation {
    GQL_QUERY,
    GQL_MUTATION,
    GQL_SUBSCRIPTION,
    GQL_OPERATION_COUNT
};

/* The kinds of types come last and in this order; see gql_kind_is_type(). */
enum gql_kind {
    GQL_OPERATION,
    GQL_FRAGMENT,
    GQL_SCHEMA,
    GQL_DIRECTIVE,
    GQL_SCALAR,
    GQL_OBJECT,
    GQL_INTERFACE,
    GQL_UNION,
    GQL_ENUM,
    GQL_INPUT
};

static inline bool gql_kind_is_type(enum gql_kind kind)
{
    return kind >= GQL_SCALAR;
}

struct gql_definition {
    const struct gql_definition *next;
    const struct gql_document *document;
    const struct gql_value *description;
    const struct gql_directive *directives;
    /* Fields, input fields or enum values; a directive's arguments; an operation's variables; the root operations of a
     * schema block, whose names are query, mutation and subscription. */
    const struct gql_member *members;
    const struct gql_named *types;           /* implemented interfaces, or a union's members */
    const struct gql_selection *selections;  /* of an operation or fragment */
    span span;
    span keyword; /* extend, type, query ...; the { of a query without one */
    span selections_span;
    struct gql_name name; /* GQL_NO_NAME for a schema block or an anonymous operation */
    struct gql_name condition; /* of a fragment */
    enum gql_kind kind;
    enum gql_operation operation;
    uint32_t locations; /* of a directive: bits 1 << enum gql_location */
    bool is_extension;
    bool is_repeatable;
};

/* Where a directive may stand. */
enum gql_location {
#define LOCATION(name) GQL_LOCATION_##name,
#include "locations_gql.def"
#undef LOCATION
    GQL_LOCATION_COUNT
};
/* "FIELD_DEFINITION" */
const char *gql_location_name(enum gql_location location);

struct gql_document {
    const struct source *source;
    const struct intern *names;
    const struct gql_definition *definitions;
    const span *comments; /* in order; only when asked for */
    uint32_t comment_count;
    bool is_complete; /* no syntax error */
    bool is_builtin;  /* not written by the user: see gql/builtin.h */
};

struct gql_parse_options {
    bool keeps_comments;
    bool is_builtin;
};

/*
 * Reads a document. Each definition that cannot be read gives one diagnostic (rule GQL_SYNTAX) and is left out; reading
 * goes on at the next line that starts a definition. Names are added to `names`.
 */
const struct gql_document *gql_parse(struct arena *arena, const struct source *source, struct intern *names,
                                     struct gql_parse_options options, struct diags *diags);

/* The text of a span of the document. */
static inline str gql_text(const struct gql_document *document, span place)
{
    return source_text(document->source, place);
}
/* "object", "input object", "enum" ...: how messages call a kind. */
const char *gql_kind_name(enum gql_kind kind);
/* "an object", "a union" ... */
const char *gql_kind_with_article(enum gql_kind kind);
/* "query", "mutation", "subscription" */
const char *gql_operation_name(enum gql_operation operation);
/* The directive with this name, or NULL; the argument with this name, or NULL. */
const struct gql_directive *gql_directive_find(const struct gql_directive *directives, uint32_t name);
const struct gql_argument *gql_argument_find(const struct gql_argument *arguments, uint32_t name);

#endif
