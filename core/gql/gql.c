#include "gql/gql.h"

#include "base/arena.h"

#include <string.h>

static const char *const location_names[GQL_LOCATION_COUNT] = {
#define LOCATION(name) [GQL_LOCATION_##name] = #name,
#include "locations_gql.def"
#undef LOCATION
};

/* With the article that stands before each. */
static const char *const kind_names[] = {
    [GQL_OPERATION] = "an operation", [GQL_FRAGMENT] = "a fragment",    [GQL_SCHEMA] = "a schema",
    [GQL_DIRECTIVE] = "a directive",  [GQL_SCALAR] = "a scalar",        [GQL_OBJECT] = "an object",
    [GQL_INTERFACE] = "an interface", [GQL_UNION] = "a union",          [GQL_ENUM] = "an enum",
    [GQL_INPUT] = "an input object",
};

static const char *const operation_names[GQL_OPERATION_COUNT] = {
    [GQL_QUERY] = "query",
    [GQL_MUTATION] = "mutation",
    [GQL_SUBSCRIPTION] = "subscription",
};

const char *gql_location_name(enum gql_location location)
{
    return location_names[location];
}

const char *gql_kind_name(enum gql_kind kind)
{
    return strchr(kind_names[kind], ' ') + 1;
}

const char *gql_kind_with_article(enum gql_kind kind)
{
    return kind_names[kind];
}

const char *gql_operation_name(enum gql_operation operation)
{
    return operation_names[operation];
}

str gql_type_text(struct arena *arena, const struct intern *names, gql_type type)
{
    struct buf open, close;
    buf_init(&open, arena);
    buf_init(&close, arena);
    for (; gql_type_is_list(type); type = gql_type_item(type)) {
        buf_char(&open, '[');
        if (gql_type_is_non_null(type))
            buf_char(&close, '!');
        buf_char(&close, ']');
    }
    if (gql_type_is_non_null(type))
        buf_char(&close, '!');

    buf_str(&open, intern_text(names, type.name));
    for (size_t i = close.len; i > 0; i--)
        buf_char(&open, close.at[i - 1]);
    return buf_text(&open);
}

const struct gql_directive *gql_directive_find(const struct gql_directive *directives, uint32_t name)
{
    while (directives && directives->name.id != name)
        directives = directives->next;
    return directives;
}

const struct gql_argument *gql_argument_find(const struct gql_argument *arguments, uint32_t name)
{
    while (arguments && arguments->name.id != name)
        arguments = arguments->next;
    return arguments;
}
