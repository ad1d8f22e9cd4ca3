#include "gql/gql.h"

#include "base/arena.h"

static const char *const location_names[GQL_LOCATION_COUNT] = {
#define LOCATION(name) [GQL_LOCATION_##name] = #name,
#include "locations_gql.def"
#undef LOCATION
};

static const char *const kind_names[] = {
    [GQL_OPERATION] = "operation", [GQL_FRAGMENT] = "fragment",   [GQL_SCHEMA] = "schema",
    [GQL_DIRECTIVE] = "directive", [GQL_SCALAR] = "scalar",       [GQL_OBJECT] = "object",
    [GQL_INTERFACE] = "interface", [GQL_UNION] = "union",         [GQL_ENUM] = "enum",
    [GQL_INPUT] = "input object",
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
