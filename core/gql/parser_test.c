#include "gql/gql.h"

#include "test.h"

#include "gqltext.h"

static struct arena arena;
static struct gqltext text;

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, &plain_memory);
    gqltext_begin(&text, &arena, GQL_PROFILE_GRAPHQL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_finish(&arena);
    return 0;
}

static const struct gql_document *parse(const char *source)
{
    return gqltext_parse(&text, "x", str_from(source));
}

static str name_of(uint32_t name)
{
    return intern_text(&text.names, name);
}

static void a_type_keeps_all_its_parts(void **state)
{
    (void)state;
    const struct gql_document *document =
        parse("\"d\" type A implements & B & C @x(y: [1, $]) { f(a: Int = 1 @z): [A!]! }");
    assert_false(document->is_complete);
    document = parse("\"d\" type A implements & B & C @x(y: [1, {z: E}]) { f(a: Int = 1 @z): [A!]! }");
    assert_true(document->is_complete);
    const struct gql_definition *type = document->definitions;
    assert_int_equal(type->kind, GQL_OBJECT);
    assert_int_equal(type->span.start, 0);
    assert_int_equal(type->keyword.start, 4);
    assert_str(name_of(type->name.id), "A");
    assert_str(name_of(type->types->next->name.id), "C");
    assert_int_equal(type->directives->arguments->value->kind, GQL_LIST);
    const struct gql_member *field = type->members;
    assert_str(gql_type_text(&arena, &text.names, field->type.type), "[A!]!");
    assert_int_equal(field->arguments->default_value->kind, GQL_INT);
    assert_str(name_of(field->arguments->directives->name.id), "z");
    assert_null(type->next);
}

static void all_definitions_are_read(void **state)
{
    (void)state;
    static const char source[] =
        "schema @a { query: Q } extend schema { mutation: M } scalar S @b extend scalar S @c\n"
        "interface I implements J { x: Int } union U = | A | B extend union U = C enum E { V @d W }\n"
        "input N { f: Int = 2 } directive @r(a: Int) repeatable on | FIELD | OBJECT\n"
        "\"q\" query Q($a: Int = 1 @d, \"v\" $b: [Int]) @e { a: b(c: $a) @f { ...F ... on T @g { x } ... { y } } }\n"
        "fragment F on T @h { z } { k } subscription { s } mutation M { m }";
    const struct gql_document *document = parse(source);
    assert_true(document->is_complete);
    unsigned count = 0;
    for (const struct gql_definition *d = document->definitions; d; d = d->next)
        count++;
    assert_int_equal(count, 15);
}

static void types_compare_as_numbers(void **state)
{
    (void)state;
    const struct gql_document *document = parse("type A { a: [[Int!]]! b: [[Int!]]! c: [[Int]!]! d: Int! }");
    const struct gql_member *a = document->definitions->members, *b = a->next, *c = b->next, *d = c->next;
    assert_true(gql_type_equal(a->type.type, b->type.type));
    assert_false(gql_type_equal(a->type.type, c->type.type));
    assert_true(gql_type_is_non_null(a->type.type));
    assert_true(gql_type_is_list(gql_type_item(a->type.type)));
    assert_false(gql_type_is_list(d->type.type));
    assert_str(gql_type_text(&arena, &text.names, c->type.type), "[[Int]!]!");
    assert_str(gql_type_text(&arena, &text.names, gql_type_nullable(d->type.type)), "Int");
}

static const struct {
    const char *text, *messages;
} mistakes[] = {
    { "", "0: expected a definition, found the end of the text\n" },
    { "type A { a: }", "12: expected a name, found \"}\"\n" },
    { "type A {}", "8: expected a name, found \"}\"\n" },
    { "type A {\n  a:\n}\ntype B {\n  b Int\n}\n\"d\"\ntype C {\n  c: Int\n}\n",
      "14: expected a name, found \"}\"\n29: expected \":\", found \"Int\"\n" },
    { "type A {\n  type: String\n  input(a: ?): Int\n  enum: E\n}\nenum E { A }\nquery { a( }",
      "35: unexpected character \"?\"\n79: expected a name, found \"}\"\n" },
    { "type A { a: } type B { b: }", "12: expected a name, found \"}\"\n" },
    { "enum E { true }", "9: \"true\" is reserved and cannot be the name of an enum value\n" },
    { "schema { thing: Q }", "9: expected query, mutation or subscription, found \"thing\"\n" },
    { "schema { query: [Q] }", "16: expected a name, found \"[\"\n" },
    { "schema", "6: expected \"{\", found the end of the text\n" },
    { "extend type A", "13: expected what this extension adds, found the end of the text\n" },
    { "extend directive @a on FIELD", "7: expected a definition, found \"directive\"\n" },
    { "directive @a FIELD", "13: expected \"on\", found \"FIELD\"\n" },
    { "directive @a on PLACE",
      "16: expected a directive location such as FIELD_DEFINITION, found \"PLACE\"\n" },
    { "\"d\" { a }", "0: unexpected description: a query without the word query has none, found a string\n" },
    { "\"d\" extend type A { a: Int }",
      "0: expected a definition behind this description; found only a string\n" },
    { "fragment on on T { a }", "9: expected the name of a fragment, found \"on\"\n" },
    { "fragment F T { a }", "11: expected \"on\", found \"T\"\n" },
    { "query ($a: Int = $b) { a }",
      "17: unexpected variable: this value must be constant, found \"$\"\n" },
    { "{ a() }", "4: expected an argument, found \")\"\n" },
    { "{ a(b: ) }", "7: expected a value, found \")\"\n" },
    { "query () { a }", "7: expected \"$\", found \")\"\n" },
    { "? type A", "0: unexpected character \"?\"\n" },
};

static void each_broken_definition_is_one_mistake(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mistakes); i++) {
        diags_init(&text.diags, &arena);
        struct buf out;
        assert_false(parse(mistakes[i].text)->is_complete);
        buf_init(&out, &arena);
        for (uint32_t k = 0; k < text.diags.count; k++) {
            const struct diag *d = text.diags.items[k];
            buf_printf(&out, "%u: %.*s\n", (unsigned)d->span.start, STR_ARG(d->message));
        }
        assert_str(buf_text(&out), mistakes[i].messages);
    }
}

static void what_follows_a_mistake_is_read(void **state)
{
    (void)state;
    const struct gql_document *document = parse("type A {\n  a:\n}\n\ntype B {\n  b: Int\n}\n");
    assert_false(document->is_complete);
    assert_str(name_of(document->definitions->name.id), "B");
}

/* `open` so many times, then `inner`, then `close` as often. */
static const struct gql_document *nested(const char *before, const char *open, unsigned count, const char *inner,
                                         const char *close)
{
    struct buf out;
    buf_init(&out, &arena);
    buf_str(&out, str_from(before));
    for (unsigned i = 0; i < count; i++)
        buf_str(&out, str_from(open));
    buf_str(&out, str_from(inner));
    for (unsigned i = 0; i < count; i++)
        buf_str(&out, str_from(close));
    return gqltext_parse(&text, "x", buf_text(&out));
}

static void depth_is_limited(void **state)
{
    (void)state;
    assert_true(nested("", "{a", GQL_DEPTH_MAX, "", "}")->is_complete);
    assert_false(nested("", "{a", GQL_DEPTH_MAX + 1, "", "}")->is_complete);
    assert_true(nested("scalar S @a(b: ", "[", GQL_DEPTH_MAX, "", "]")->definitions == NULL);
    assert_false(nested("query ($a: ", "[", GQL_LIST_MAX + 1, "Int", "]")->is_complete);
    diags_init(&text.diags, &arena);
    nested("type A { a: ", "[", GQL_LIST_MAX, "Int", "]");
    assert_int_equal(text.diags.count, 1);
    assert_str(text.diags.items[0]->message, "expected a name, found the end of the text");
}

static void a_nested_text_is_read_like_a_file(void **state)
{
    (void)state;
    struct source file = source_file(STR("t.yaml"), STR("Definition: type A { a: Int }; more"));
    const struct source *slice = source_slice(&arena, &file, span_at(12, 29));
    struct gql_parse_options options = { 0 };
    const struct gql_document *document = gql_parse(&arena, slice, &text.names, options, &text.diags);
    assert_true(document->is_complete);
    assert_str(gql_text(document, document->definitions->name.span), "A");
}

static void comments_are_kept_when_asked_for(void **state)
{
    (void)state;
    const struct gql_document *document = parse("# one\ntype A { a: Int } # two");
    assert_int_equal(document->comment_count, 2);
    assert_str(gql_text(document, document->comments[1]), "# two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_type_keeps_all_its_parts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_definitions_are_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(types_compare_as_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_broken_definition_is_one_mistake, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_follows_a_mistake_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(depth_is_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_nested_text_is_read_like_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(comments_are_kept_when_asked_for, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
