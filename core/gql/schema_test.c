#include "gql/schema.h"

#include "test.h"

#include "gql/printer.h"
#include "gqltext.h"

static struct arena arena;
static struct gqltext text;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, GQL_PROFILE_APPSYNC);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static const struct gql_schema *build(const char *source)
{
    return gqltext_schema(&text, gqltext_parse(&text, "x", str_from(source)));
}

static uint32_t name(const char *word)
{
    return intern_add(&text.names, str_from(word));
}

static const struct gql_named_type *type(const struct gql_schema *schema, const char *word)
{
    return gql_schema_type(schema, name(word));
}

static void extensions_are_merged(void **state)
{
    (void)state;
    const struct gql_schema *schema = build("extend type A { c: Int a: Int } type A { a: Int b: Int } extend enum A { X }");
    const struct gql_named_type *a = type(schema, "A");
    assert_int_equal(a->kind, GQL_OBJECT);
    assert_int_equal(a->field_count, 3);
    assert_int_equal(a->definition_count, 3);
    assert_false(a->base->is_extension);
    assert_ptr_equal(gql_type_field(a, name("a"))->definition, a->base);
    assert_true(gql_type_field(a, name("c"))->definition->is_extension);
    assert_null(gql_type_field(a, name("d")));
}

static void an_extension_alone_defines_nothing(void **state)
{
    (void)state;
    const struct gql_schema *schema = build("extend type A { a: Int }");
    assert_null(type(schema, "A"));
    assert_non_null(schema->type_of_name[name("A")]);
}

static void many_fields_are_found_by_name(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, &arena);
    buf_str(&out, STR("type Query {\n"));
    for (int i = 0; i < 1000; i++)
        buf_printf(&out, "  f%d: Int\n", i);
    buf_str(&out, STR("  f7: String }"));
    const struct gql_schema *schema = gqltext_schema(&text, gqltext_parse(&text, "x", buf_text(&out)));
    const struct gql_named_type *query = type(schema, "Query");
    assert_int_equal(query->field_count, 1000);
    assert_str(intern_text(&text.names, gql_type_field(query, name("f999"))->member->name.id), "f999");
    assert_null(gql_type_field(query, name("f1000")));
}

static void roots_are_named_or_by_name(void **state)
{
    (void)state;
    const struct gql_schema *schema = build("type Query { a: Int } type Mutation { a: Int }");
    assert_ptr_equal(schema->roots[GQL_QUERY].type, type(schema, "Query"));
    assert_int_equal(gql_schema_root_of(schema, type(schema, "Mutation")), GQL_MUTATION);
    schema = build("schema { query: Q } extend schema { mutation: Missing } type Q { a: Int } type Query { a: Int }");
    assert_ptr_equal(schema->roots[GQL_QUERY].type, type(schema, "Q"));
    assert_null(schema->roots[GQL_MUTATION].type);
    assert_non_null(schema->roots[GQL_MUTATION].member);
    assert_int_equal(gql_schema_root_of(schema, type(schema, "Query")), GQL_OPERATION_COUNT);
    assert_int_equal(schema->block_count, 2);
}

static void built_in_types_stay_and_directives_give_way(void **state)
{
    (void)state;
    const struct gql_schema *schema =
        build("type AWSDate { a: Int } scalar Int directive @skip on OBJECT directive @own on FIELD");
    assert_int_equal(type(schema, "AWSDate")->kind, GQL_SCALAR);
    assert_true(type(schema, "Int")->is_builtin);
    assert_int_equal(gql_schema_directive(schema, name("skip"))->locations, 1u << GQL_LOCATION_OBJECT);
    assert_non_null(gql_schema_directive(schema, name("aws_iam")));
    assert_null(gql_schema_directive(schema, name("model")));
    assert_null(type(schema, "__Meta"));
    assert_non_null(gql_type_field(schema->meta, name("__typename")));
}

static void subtypes_and_overlap(void **state)
{
    (void)state;
    const struct gql_schema *schema =
        build("interface N { i: ID } interface M implements N { i: ID } type A implements N & M & N { i: ID }"
              "type B implements N { i: ID } type C { i: ID } union U = A | C | A union V = B union E = Int | Gone");
    const struct gql_named_type *n = type(schema, "N"), *a = type(schema, "A"), *u = type(schema, "U");
    assert_int_equal(n->subtype_count, 3);
    assert_int_equal(u->subtype_count, 2);
    assert_int_equal(type(schema, "E")->subtype_count, 0);
    assert_true(gql_type_is_subtype(a, n));
    assert_true(gql_type_is_subtype(a, u));
    assert_false(gql_type_is_subtype(type(schema, "C"), n));
    assert_true(gql_types_overlap(u, n));
    assert_true(gql_types_overlap(n, type(schema, "V")));
    assert_false(gql_types_overlap(u, type(schema, "V")));
    assert_false(gql_types_overlap(a, type(schema, "C")));
    assert_true(gql_types_overlap(n, a));
    assert_true(gql_types_overlap(a, a));
}

static gql_type field_type(const struct gql_schema *schema, const char *field)
{
    return gql_type_field(type(schema, "T"), name(field))->member->type.type;
}

static void types_fit_where_their_supertypes_are_expected(void **state)
{
    (void)state;
    static const struct {
        const char *sub, *super;
        bool fits;
    } cases[] = {
        { "node", "node", true },        { "a", "node", true },       { "node", "a", false },
        { "a_required", "node", true },  { "a", "a_required", false }, { "list", "nodes", true },
        { "list", "node", false },       { "node", "nodes", false },  { "strict", "nodes", true },
        { "nodes", "strict", false },    { "gone", "node", false },
    };
    const struct gql_schema *schema =
        build("interface N { i: ID } type A implements N { i: ID } type T { node: N a: A a_required: A! list: [A]"
              " nodes: [N] strict: [A!]! gone: Gone }");
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        bool fits = gql_schema_is_subtype(schema, field_type(schema, cases[i].sub), field_type(schema, cases[i].super));
        assert_int_equal(fits, cases[i].fits);
    }
}

static void profiles_have_names(void **state)
{
    (void)state;
    enum gql_profile profile;
    assert_true(gql_profile_parse(STR("amplify"), &profile));
    assert_int_equal(profile, GQL_PROFILE_AMPLIFY);
    assert_false(gql_profile_parse(STR("apollo"), &profile));
    assert_true(gql_is_appsync_scalar(GQL_WORD_AWSJSON));
    assert_false(gql_is_appsync_scalar(GQL_WORD_String));
    assert_int_equal(gql_misplaced_severity(GQL_WORD_aws_iam), SEVERITY_WARNING);
    assert_int_equal(gql_misplaced_severity(GQL_WORD_deprecated), SEVERITY_ERROR);
    assert_int_equal(gql_misplaced_severity(GQL_WORD_COUNT + 5), SEVERITY_ERROR);
}

static void each_profile_reads_without_a_mistake(void **state)
{
    (void)state;
    for (enum gql_profile profile = 0; profile <= GQL_PROFILE_AMPLIFY; profile++) {
        const struct gql_document *document = gql_builtin(&arena, profile, &text.names);
        assert_true(document->is_complete);
        assert_true(document->is_builtin);
    }
}

static str printed(const char *source)
{
    struct buf out;
    buf_init(&out, &arena);
    gql_print_schema(&out, build(source));
    return buf_text(&out);
}

static const char long_schema[] =
    "\"\"\"Everything.\"\"\"\n"
    "schema @aws_iam {\n"
    "  query: Q\n"
    "  mutation: M\n"
    "}\n"
    "\n"
    "directive @r(\n"
    "  \"\"\"One.\"\"\"\n"
    "  a: Int = 1\n"
    ") repeatable on FIELD | OBJECT\n"
    "\n"
    "type Q implements N & O @r(a: 2) {\n"
    "  i: ID!\n"
    "\n"
    "  \"\"\"\n"
    "  Two lines,\n"
    "  and a block.\n"
    "  \"\"\"\n"
    "  f(a: [Int!] = [1, 2], b: B = {c: \"x\\n\", d: [E]}): [Q]! @deprecated(reason: \"old\")\n"
    "}\n"
    "\n"
    "type M {\n"
    "  a(\n"
    "    \"\"\"Said.\"\"\"\n"
    "    x: Int\n"
    "\n"
    "    y: Int\n"
    "  ): Int\n"
    "}\n"
    "\n"
    "interface N {\n"
    "  i: ID!\n"
    "}\n"
    "\n"
    "\"   indented\"\n"
    "interface O\n"
    "\n"
    "scalar S @specifiedBy(url: \"u\")\n"
    "\n"
    "union U @r = Q | M\n"
    "\n"
    "enum E {\n"
    "  E\n"
    "  F @deprecated\n"
    "}\n"
    "\n"
    "input B {\n"
    "  c: String = \"\\\"\\\\\"\n"
    "  d: [E]\n"
    "}\n";

static void a_printed_schema_prints_the_same_again(void **state)
{
    (void)state;
    assert_str(printed(long_schema), long_schema);
}

static void printing_merges(void **state)
{
    (void)state;
    assert_str(printed("extend type Query @aws_iam { b: Int } type Query { a: Int } schema { query: Query }"),
               "type Query @aws_iam {\n  a: Int\n  b: Int\n}\n");
    assert_str(printed("schema { query: Query } type Query { a: Int } type Mutation { a: Int }"),
               "schema {\n  query: Query\n}\n\ntype Query {\n  a: Int\n}\n\ntype Mutation {\n  a: Int\n}\n");
    assert_str(printed("\"a\\u0007 \\t \\\"\\\"\\\" b\" scalar A"), "\"a\\u0007 \\t \\\"\\\"\\\" b\"\nscalar A\n");
    assert_str(printed("\"a\\n\\\"\\\"\\\"b\" scalar A"), "\"\"\"\na\n\\\"\"\"b\n\"\"\"\nscalar A\n");
    assert_str(printed("\" \\nb\" scalar A \"a\\n\\t\" scalar B"),
               "\" \\nb\"\nscalar A\n\n\"a\\n\\t\"\nscalar B\n");
    assert_str(printed("directive @a on FIELD\nscalar A @a(x: [1.5, null, true])"),
               "directive @a on FIELD\n\nscalar A @a(x: [1.5, null, true])\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(extensions_are_merged, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_extension_alone_defines_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(many_fields_are_found_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(roots_are_named_or_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(built_in_types_stay_and_directives_give_way, set_up, tear_down),
        cmocka_unit_test_setup_teardown(subtypes_and_overlap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(types_fit_where_their_supertypes_are_expected, set_up, tear_down),
        cmocka_unit_test_setup_teardown(profiles_have_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_profile_reads_without_a_mistake, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_printed_schema_prints_the_same_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(printing_merges, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
