#include "gqlcheck/introspect.h"

#include "test.h"

#include "base/buf.h"
#include "gqltext.h"
#include "memory.h"

static const char sdl[] =
    "\"all\" schema { query: Q mutation: M }\n"
    "type Q implements N { a(x: Int = 1): [E!]! @deprecated u: U }\n"
    "type M { a(i: I): Int @deprecated(reason: \"r\") }\n"
    "interface N { a: [E!]! }\n"
    "union U = Q\n"
    "enum E { X @deprecated Y }\n"
    "\"i\" input I @oneOf { a: Int b: String }\n"
    "scalar S @specifiedBy(url: \"u\")\n"
    "directive @d(a: Int! = 2) repeatable on FIELD | QUERY\n";

/* Members of the answer, by the name of a type or directive. */
static const struct {
    const char *list, *name, *expected;
} cases[] = {
    { "types", "S",
      "{\"kind\":\"SCALAR\",\"name\":\"S\",\"description\":null,\"specifiedByURL\":\"u\",\"fields\":null,"
      "\"inputFields\":null,\"interfaces\":null,\"enumValues\":null,\"possibleTypes\":null,\"isOneOf\":null}" },
    { "types", "E",
      "{\"kind\":\"ENUM\",\"name\":\"E\",\"description\":null,\"specifiedByURL\":null,\"fields\":null,"
      "\"inputFields\":null,\"interfaces\":null,\"enumValues\":[{\"name\":\"X\",\"description\":null,"
      "\"isDeprecated\":true,\"deprecationReason\":\"No longer supported\"},{\"name\":\"Y\",\"description\":null,"
      "\"isDeprecated\":false,\"deprecationReason\":null}],\"possibleTypes\":null,\"isOneOf\":null}" },
    { "types", "U",
      "{\"kind\":\"UNION\",\"name\":\"U\",\"description\":null,\"specifiedByURL\":null,\"fields\":null,"
      "\"inputFields\":null,\"interfaces\":null,\"enumValues\":null,\"possibleTypes\":[{\"kind\":\"OBJECT\","
      "\"name\":\"Q\",\"ofType\":null}],\"isOneOf\":null}" },
    { "types", "N",
      "{\"kind\":\"INTERFACE\",\"name\":\"N\",\"description\":null,\"specifiedByURL\":null,\"fields\":[{\"name\":\"a\","
      "\"description\":null,\"args\":[],\"type\":{\"kind\":\"NON_NULL\",\"name\":null,\"ofType\":{\"kind\":\"LIST\","
      "\"name\":null,\"ofType\":{\"kind\":\"NON_NULL\",\"name\":null,\"ofType\":{\"kind\":\"ENUM\",\"name\":\"E\","
      "\"ofType\":null}}}},\"isDeprecated\":false,\"deprecationReason\":null}],\"inputFields\":null,\"interfaces\":[],"
      "\"enumValues\":null,\"possibleTypes\":[{\"kind\":\"OBJECT\",\"name\":\"Q\",\"ofType\":null}],\"isOneOf\":null}" },
    { "types", "I",
      "{\"kind\":\"INPUT_OBJECT\",\"name\":\"I\",\"description\":\"i\",\"specifiedByURL\":null,\"fields\":null,"
      "\"inputFields\":[{\"name\":\"a\",\"description\":null,\"type\":{\"kind\":\"SCALAR\",\"name\":\"Int\","
      "\"ofType\":null},\"defaultValue\":null,\"isDeprecated\":false,\"deprecationReason\":null},{\"name\":\"b\","
      "\"description\":null,\"type\":{\"kind\":\"SCALAR\",\"name\":\"String\",\"ofType\":null},\"defaultValue\":null,"
      "\"isDeprecated\":false,\"deprecationReason\":null}],\"interfaces\":null,\"enumValues\":null,"
      "\"possibleTypes\":null,\"isOneOf\":true}" },
    { "directives", "d",
      "{\"name\":\"d\",\"description\":null,\"isRepeatable\":true,\"locations\":[\"QUERY\",\"FIELD\"],\"args\":[{"
      "\"name\":\"a\",\"description\":null,\"type\":{\"kind\":\"NON_NULL\",\"name\":null,\"ofType\":{\"kind\":\"SCALAR\","
      "\"name\":\"Int\",\"ofType\":null}},\"defaultValue\":\"2\",\"isDeprecated\":false,\"deprecationReason\":null}]}" },
};

static value find(value list, const char *name)
{
    for (uint32_t i = 0; i < list.count; i++) {
        if (str_equal(value_text(value_get(list.as.items[i], STR("name"))), str_from(name)))
            return list.as.items[i];
    }
    fail_msg("%s is not listed", name);
    return list;
}

static void the_answer_lists_types_and_directives(void **state)
{
    (void)state;
    struct arena arena;
    struct gqltext text;
    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, GQL_PROFILE_GRAPHQL);
    const struct gql_schema *model = gqltext_schema(&text, gqltext_parse(&text, "x", str_from(sdl)));
    value schema = value_get(introspect_schema(&arena, model), STR("__schema"));
    assert_str(value_text(value_get(schema, STR("description"))), "all");
    assert_str(value_text(value_get(value_get(schema, STR("mutationType")), STR("name"))), "M");
    assert_int_equal(value_get(schema, STR("subscriptionType")).kind, VALUE_NULL);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf out;
        buf_init(&out, &arena);
        value_print(&out, find(value_get(schema, str_from(cases[i].list)), cases[i].name), VALUE_STYLE_JSON);
        assert_str(buf_text(&out), cases[i].expected);
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_lists_types_and_directives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
