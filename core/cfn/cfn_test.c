#include "cfn/cfn.h"
#include "test.h"

#include "cfn/internal.h"
#include "doc/doc_testing.h"

static const char *const workflows[] = {
    [CFN_STANDARD] = "standard", [CFN_EXPRESS] = "express", [CFN_UNKNOWN] = "unknown"
};

/* One line an item: name, workflow, and what it holds. */
static str show_items(struct arena *arena, const struct cfn_list *list)
{
    struct buf buf;
    buf_init(&buf, arena);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct cfn_item *item = &list->items[i];
        buf_printf(&buf, "%s%.*s ", i ? "\n" : "", STR_ARG(item->name));
        if (item->kind == CFN_MACHINE)
            buf_printf(&buf, "%s ", workflows[item->workflow]);
        switch (item->form) {
        case CFN_NODE: buf_str(&buf, show_subtree(arena, item->doc, item->node)); break;
        case CFN_TEXT: buf_printf(&buf, "text %.*s", STR_ARG(item->text->text)); break;
        case CFN_FILE: buf_printf(&buf, "file %.*s", STR_ARG(item->path)); break;
        }
    }
    return buf_text(&buf);
}

/* `{` begins JSON, all else is YAML. */
static struct cfn_list find(struct reading *reading, const char *text)
{
    read_document(reading, str_from(text), text[0] != '{');
    return cfn_find(&reading->arena, reading->doc, &reading->diags);
}

#define SFN(properties) "{\"Resources\":{\"M\":{\"Type\":\"AWS::StepFunctions::StateMachine\",\"Properties\":{" properties "}}}}"
#define SFN_YAML "Resources:\n  M:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n"
#define SAM_YAML "Resources:\n  M:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n"
#define SLS "service: s\nprovider: {name: aws}\n"
#define GQL_YAML "Resources:\n  S:\n    Type: AWS::AppSync::GraphQLSchema\n    Properties:\n"

static const struct {
    const char *text, *shown;
} cases[] = {
    /* No template */
    { "{\"StartAt\":\"A\",\"States\":{}}", " standard {\"StartAt\":\"A\",\"States\":{}}" },
    { "{\"States\":{\"a\":{\"Ref\":\"x\"}},\"Resources\":{}}", " standard {\"States\":{\"a\":{\"Ref\":\"x\"}},\"Resources\":{}}" },
    { "[1]", " standard [1]" },
    /* Templates without machines */
    { "{\"Resources\":{}}", "" },
    { "{\"Resources\":{\"A\":1,\"B\":{\"Type\":\"AWS::S3::Bucket\",\"Properties\":{\"Definition\":{}}},\"C\":{\"Type\":7}}}", "" },
    { SFN("\"RoleArn\":\"x\""), "" },
    { SFN("\"Definition\":[1]"), "" },
    { SFN("\"DefinitionString\":{\"Ref\":\"P\"}"), "" },
    { SFN("\"DefinitionString\":{\"Fn::ImportValue\":\"P\"}"), "" },
    { SFN("\"DefinitionString\":{\"Fn::If\":[\"c\"]}"), "" },
    /* Objects */
    { SFN("\"Definition\":{\"StartAt\":\"A\"},\"StateMachineType\":\"EXPRESS\""), "M express {\"StartAt\":\"A\"}" },
    { SFN("\"Definition\":{\"a\":{\"Ref\":\"X\"},\"b\":{\"Fn::GetAtt\":[\"F\",\"Arn\"]},\"c\":[{\"Fn::Sub\":\"arn:${Y}\"},1]},"
          "\"StateMachineType\":{\"Ref\":\"T\"}"),
      "M unknown {\"a\":\"${X}\",\"b\":\"${F.Arn}\",\"c\":[\"arn:${Y}\",1]}" },
    { SFN("\"Definition\":{\"a\":{\"Fn::Sub\":[\"x${Y}${!z}\",{\"Y\":1}]},\"b\":{\"Fn::Sub\":\"plain\"},\"c\":{\"Fn::Sub\":[]}}"),
      "M standard {\"a\":\"x${Y}${z}\",\"b\":\"plain\",\"c\":\"${Fn::Sub}\"}" },
    { SFN("\"Definition\":{\"a\":{\"Fn::Join\":[\":\",[\"arn\",{\"Ref\":\"P\"},{\"Fn::Join\":[\"\",[\"x\",7,true]]}]]},"
          "\"b\":{\"Fn::Join\":[\",\",{\"Ref\":\"L\"}]},\"c\":{\"Fn::Join\":7}}"),
      "M standard {\"a\":\"arn:${P}:x7true\",\"b\":\"${Fn::Join}\",\"c\":\"${Fn::Join}\"}" },
    { SFN("\"Definition\":{\"a\":{\"Fn::If\":[\"c\",{\"Type\":\"Pass\"},{\"Ref\":\"AWS::NoValue\"}]},\"b\":{\"Ref\":\"x\",\"y\":1}}"),
      "M standard {\"a\":\"${Fn::If}\",\"b\":{\"Ref\":\"x\",\"y\":1}}" },
    { SFN("\"Definition\":{\"a\":{\"Fn::Transform\":{\"Name\":\"AWS::Include\"},\"b\":1},\"c\":{\"Fn::New\":1}}"),
      "M standard {\"a\":\"${unknown}\",\"c\":\"${unknown}\"}" },
    { SFN("\"Definition\":{\"a\":{\"Ref\":\"we\\\"ird x\"},\"b\":{\"Fn::GetAtt\":[{\"Ref\":\"R\"},\"Arn\"]}}"),
      "M standard {\"a\":\"${we_ird_x}\",\"b\":\"${Arn}\"}" },
    { SFN_YAML "      Definition:\n        a: !Ref X\n        b: !GetAtt F.Arn\n        c: !Sub 'arn:${Y}'\n"
               "        d: !Join ['-', [a, !Ref B]]\n        e: !If [c, 1, 2]\n        f: !Mine {x: y}\n        g: !!str 12\n",
      "M standard {\"a\":\"${X}\",\"b\":\"${F.Arn}\",\"c\":\"arn:${Y}\",\"d\":\"a-${B}\",\"e\":\"${Fn::If}\",\"f\":\"${unknown}\","
      "\"g\":!!str \"12\"}" },
    { SAM_YAML "      Type: EXPRESS\n      Definition:\n        StartAt: A\n", "M express {\"StartAt\":\"A\"}" },
    { SAM_YAML "      Definition:\n        StartAt: A\n        Fn::Transform: {Name: AWS::Include}\n", "" },
    { SFN_YAML "      Definition: !If\n        - c\n        - {StartAt: A}\n        - !If [d, {StartAt: !Ref B}, !Ref AWS::NoValue]\n",
      "M standard {\"StartAt\":\"A\"}\nM standard {\"StartAt\":\"${B}\"}" },
    /* Texts */
    { SFN("\"DefinitionString\":\"{\\\"StartAt\\\":\\\"A\\\"}\""), "M standard {\"StartAt\":\"A\"}" },
    { SFN("\"DefinitionString\":{\"Fn::ToJsonString\":{\"StartAt\":{\"Ref\":\"X\"}}}"), "M standard {\"StartAt\":\"${X}\"}" },
    { SFN("\"DefinitionString\":{\"Fn::Sub\":[\"{\\\"a\\\":\\\"${X}\\\",\\\"b\\\":${Y},\\\"c\\\":\\\"${!z}\\\"}\",{}]}"),
      "M standard {\"a\":\"${X}\",\"b\":\"${Y}\",\"c\":\"${z}\"}" },
    { SFN("\"DefinitionString\":{\"Fn::Join\":[\"\",[\"{\\\"a\\\":\\\"\",{\"Fn::GetAtt\":[\"F\",\"Arn\"]},\"\\\",\\\"b\\\":\",{\"Ref\":\"N\"},\"}\"]]}"),
      "M standard {\"a\":\"${F.Arn}\",\"b\":\"${N}\"}" },
    { SFN("\"DefinitionString\":\"{\\\"a\\\\\\\"$\\\": ${X}${Y}, \\\"b\\\": [$, ${]}\""), "M standard {\"a\"$\":\"${X}${Y}\",\"b\":[\"$\",\"${]}\"]}" },
    { SFN("\"DefinitionString\":\"\""), "" },
    { SFN_YAML "      DefinitionString: !Sub |\n        {\n          \"StartAt\": \"${A}\"\n        }\n", "M standard {\"StartAt\":\"${A}\"}" },
    { SFN_YAML "      DefinitionString:\n        Fn::Sub: >-\n          {\"StartAt\":\n          \"${A}\"}\n", "M standard {\"StartAt\":\"${A}\"}" },
    { SFN("\"DefinitionString\":{\"Fn::Sub\":\" ${Definition} \"}"), "" },
    /* Files */
    { SAM_YAML "      DefinitionUri: machines/a.asl.json\n", "M standard file machines/a.asl.json" },
    { SAM_YAML "      DefinitionUri: !Sub machines/a.asl.json\n      Type: !Ref T\n", "M unknown file machines/a.asl.json" },
    { SAM_YAML "      DefinitionUri: s3://bucket/key\n", "" },
    { SAM_YAML "      DefinitionUri: !Sub '${Folder}/a.json'\n", "" },
    { SAM_YAML "      DefinitionUri: {Bucket: b, Key: k}\n", "" },
    { SFN_YAML "      DefinitionS3Location: a.json\n", "M standard file a.json" },
    /* Schemas */
    { GQL_YAML "      Definition: |\n        type Query { a: Int }\n", "S text type Query { a: Int }\n" },
    { GQL_YAML "      Definition: !Sub 'type ${Q} { a: Int }'\n", "S text type ${Q} { a: Int }" },
    { GQL_YAML "      Definition: {type: Query}\n", "" },
    { GQL_YAML "      DefinitionS3Location: schema.graphql\n", "S file schema.graphql" },
    { "Resources:\n  G:\n    Type: AWS::Serverless::GraphQLApi\n    Properties: {SchemaUri: s.graphql, SchemaInline: 'type Q'}\n",
      "G text type Q\nG file s.graphql" },
    /* Loops */
    { "Resources:\n  Fn::ForEach::All:\n    - N\n    - [a, b]\n    - M${N}:\n        Type: AWS::Serverless::StateMachine\n"
      "        Properties: {DefinitionUri: a.json}\n",
      "M${N} standard file a.json" },
    /* Serverless Framework */
    { SLS "stepFunctions:\n  stateMachines:\n    A:\n      type: EXPRESS\n      definition: {StartAt: X, r: !GetAtt F.Arn}\n"
          "    B:\n      type: '${self:custom.type}'\n      definition: '${file(b.asl.yml)}'\n    C: ${file(c.yml)}\n    D: 1\n"
          "    E: {definition: '${file(b.yml):part}'}\n    F: {definition: '${file(b.yml'}\n    G: {definition: '${file(b.js)}'}\n",
      "A express {\"StartAt\":\"X\",\"r\":\"${F.Arn}\"}\nB unknown file b.asl.yml" },
    { SLS "stepFunctions:\n  stateMachines:\n    - ${file(c.yml)}\n    - A: {definition: '{\"StartAt\": \"X\"}'}\n",
      "A standard {\"StartAt\":\"X\"}" },
    { SLS "stepFunctions: ${file(f.yml)}\n", "" },
    { SLS "functions: {}\n", "" },
    { SLS "resources:\n  Resources:\n    M: {Type: 'AWS::Serverless::StateMachine', Properties: {DefinitionUri: a.json}}\n",
      "M standard file a.json" },
    { SLS "resources:\n  - ${file(r.yml)}\n  - Resources: {}\n  - {Outputs: {}}\n", "" },
    { "stateMachines:\n  A: {definition: {StartAt: 'x#{AWS::Region}#'}}\n", "A standard {\"StartAt\":\"x${AWS::Region}#\"}" },
    { "name: orders\ndefinition:\n  States: {}\n", " standard {\"States\":{}}" },
    { "definition: {a: b}\n", " standard {\"definition\":{\"a\":\"b\"}}" },
    { "stateMachines: {}\nStates: {}\n", " standard {\"stateMachines\":{},\"States\":{}}" },
    /* Terraform */
    { "{\"resource\":{\"aws_sfn_state_machine\":{\"a\":{\"type\":\"EXPRESS\",\"definition\":\"{\\\"StartAt\\\":\\\"${x}\\\"}\"}}}}",
      "a express {\"StartAt\":\"${x}\"}" },
    { "{\"resource\":[{\"aws_sfn_state_machine\":[{\"a\":[{\"definition\":\"${jsonencode({})}\"}]},"
      "{\"b\":{\"definition\":\"${templatefile(\\\"${path.module}/b.json\\\", {x = 1})}\"}}]}]}",
      "b standard file b.json" },
    { "{\"resource\":{\"aws_sfn_state_machine\":{\"a\":{\"definition\":\"${file(var.path)}\"},\"b\":{\"definition\":"
      "\"${file(\\\"${path.root}/b.json\\\")}\"},\"c\":[]}}}",
      "" },
    { "{\"resource\":{\"aws_appsync_graphql_api\":{\"api\":{\"schema\":\"type Query\"}}}}", "api text type Query" },
    { "{\"resource\":7}", " standard {\"resource\":7}" },
};

static void definitions_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct reading reading;
        struct cfn_list list = find(&reading, cases[i].text);
        assert_str(show_items(&reading.arena, &list), cases[i].shown);
        finish_reading(&reading);
    }
}

static void a_file_without_resources_is_one_definition(void **state)
{
    (void)state;
    struct reading reading;
    struct cfn_list list = find(&reading, "{\"StartAt\":\"A\"}");
    assert_false(list.is_template);
    assert_int_equal(list.count, 1);
    assert_ptr_equal(list.items[0].doc, reading.doc);
    assert_int_equal(list.items[0].span.end, 15);
    finish_reading(&reading);
}

/* Each place where "needle" stands in a definition must be the place of "needle" in the file. */
static const struct {
    const char *text;
    unsigned found;
} places[] = {
    { SFN("\"Definition\":{\"needle\":\"x\",\"a\":{\"Fn::Sub\":\"\\n-needle\"}}"), 2 },
    { SFN("\"DefinitionString\":\"{\\\"a\\\": \\\"\\\\\\\\ needle\\\"}\""), 1 },
    { SFN("\"DefinitionString\":{\"Fn::Join\":[\"\",[\"{\\\"needle\\\":\\\"\",{\"Ref\":\"X\"},\"\\\",\\\"b\\\": \",7,\",\\\"c\\\":\\\"needle\\\"}\"]]}"), 2 },
    { SFN("\"DefinitionString\":{\"Fn::Sub\":\"{\\\"a\\\":${X},\\\"b\\\":\\\"${!y}needle\\\",\\\"c\\\":${Z},\\\"needle\\\":1}\"}"), 2 },
    { SFN_YAML "      DefinitionString: !Sub |\n        {\n          \"a\": ${A},\n          \"b\": \"needle\"\n        }\n", 1 },
    { SFN_YAML "      Definition:\n        needle: 1\n        a: !Sub needle\n        b: !Join ['', [x]]\n        c: needle\n", 3 },
};

static void check_place(struct reading *reading, const struct cfn_item *item, const struct node *node, unsigned *found)
{
    enum node_kind kind = node_kind(node);
    if (kind != NODE_STRING && kind != NODE_KEY)
        return;
    const struct source *nested = doc_nested(&reading->arena, item->doc, node);
    size_t at = str_find(nested->text, STR("needle"));
    if (at == SIZE_MAX)
        return;
    const struct source *file;
    span place = source_in_file(nested, span_at(at, at + 6), &file);
    assert_str(source_text(file, place), "needle");
    (*found)++;
}

static void places_are_those_of_the_template(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        struct reading reading;
        struct cfn_list list = find(&reading, places[i].text);
        assert_int_equal(list.count, 1);
        const struct cfn_item *item = &list.items[0];
        unsigned found = 0;
        for (const struct node *node = item->node; node < doc_after(item->doc, item->node); node++)
            check_place(&reading, item, node, &found);
        assert_int_equal(found, places[i].found);
        finish_reading(&reading);
    }
}

static void mistakes_in_texts_point_to_the_template(void **state)
{
    (void)state;
    struct reading reading;
    find(&reading, SFN_YAML "      DefinitionString: !Sub |\n        {\n          \"a\": ${A},\n        }\n");
    assert_int_equal(reading.diags.count, 1);
    const struct diag *d = reading.diags.items[0];
    const struct source *file;
    span place = source_in_file(d->source, d->span, &file);
    assert_ptr_equal(file, &reading.source);
    assert_str(source_text(file, place), ",");
    finish_reading(&reading);
}

static void only_definitions_have_implicit_types(void **state)
{
    (void)state;
    struct reading reading;
    find(&reading, "AWSTemplateFormatVersion: 2010-09-09\n" SFN_YAML
                   "      Name: No\n      Definition:\n        Comment: No\n");
    assert_int_equal(reading.diags.count, 1);
    assert_int_equal(reading.diags.items[0]->rule, RULE_YAML_IMPLICIT_TYPE);
    assert_int_equal(reading.diags.items[0]->span.start,
                     str_find(reading.source.text, STR("Comment: No")) + strlen("Comment: "));
    finish_reading(&reading);
}

static void quotes_come_around_placeholders_only_where_needed(void **state)
{
    (void)state;
    static const struct {
        const char *text, *quoted;
    } rows[] = {
        { "{}", "{}" },
        { "", "" },
        { "{\"a\":\"${X}\"}", "{\"a\":\"${X}\"}" },
        { "{\"a\":${X}}", "{\"a\":\"${X}\"}" },
        { "{\"\\\"\":${X}${Y}, ${Z}: 1}", "{\"\\\"\":\"${X}${Y}\", \"${Z}\": 1}" },
        { "${X}", "\"${X}\"" },
        { "[${X\n}, $, ${", "[${X\n}, $, ${" },
    };
    struct arena arena;
    arena_init(&arena, &plain_memory);
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct source source = source_file(STR("test"), str_from(rows[i].text));
        const struct source *quoted = cfn_quote_placeholders(&arena, &source);
        assert_str(quoted->text, rows[i].quoted);
        assert_int_equal(quoted == &source, strcmp(rows[i].text, rows[i].quoted) == 0);
    }
    arena_finish(&arena);
}

static void nested_conditions_end(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, &plain_memory);
    struct buf buf;
    buf_init(&buf, &arena);
    buf_str(&buf, STR(SFN_YAML "      Definition: "));
    for (int i = 0; i < 100; i++)
        buf_str(&buf, STR("!If [c, {StartAt: A}, "));
    buf_str(&buf, STR("{}"));
    buf_fill(&buf, ']', 100);
    struct reading reading;
    struct cfn_list list = find(&reading, str_terminated(&arena, buf_text(&buf)));
    assert_int_equal(list.count, CFN_CALLS_MAX);
    finish_reading(&reading);
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(definitions_are_found),
        cmocka_unit_test(a_file_without_resources_is_one_definition),
        cmocka_unit_test(places_are_those_of_the_template),
        cmocka_unit_test(mistakes_in_texts_point_to_the_template),
        cmocka_unit_test(only_definitions_have_implicit_types),
        cmocka_unit_test(quotes_come_around_placeholders_only_where_needed),
        cmocka_unit_test(nested_conditions_end),
    };
    return cmocka_run_group_tests_name("cfn", tests, NULL, NULL);
}
