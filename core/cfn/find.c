#include "base/arena.h"
#include "cfn/internal.h"
#include "diag/diag.h"

#include <stdlib.h>

/* Which property of which resource is a definition. */
static const struct property {
    const char *type;
    enum name property;
    enum cfn_kind kind;
    bool is_path;
    enum name workflow; /* the property that says STANDARD or EXPRESS */
} properties[] = {
    { "AWS::StepFunctions::StateMachine", NAME_Definition, CFN_MACHINE, false,
      NAME_StateMachineType },
    { "AWS::StepFunctions::StateMachine", NAME_DefinitionString, CFN_MACHINE, false,
      NAME_StateMachineType },
    { "AWS::StepFunctions::StateMachine", NAME_DefinitionS3Location, CFN_MACHINE, true,
      NAME_StateMachineType },
    { "AWS::Serverless::StateMachine", NAME_Definition, CFN_MACHINE, false, NAME_Type },
    { "AWS::Serverless::StateMachine", NAME_DefinitionUri, CFN_MACHINE, true, NAME_Type },
    { "AWS::AppSync::GraphQLSchema", NAME_Definition, CFN_SCHEMA, false, NAME_NONE },
    { "AWS::AppSync::GraphQLSchema", NAME_DefinitionS3Location, CFN_SCHEMA, true, NAME_NONE },
    { "AWS::Serverless::GraphQLApi", NAME_SchemaInline, CFN_SCHEMA, false, NAME_NONE },
    { "AWS::Serverless::GraphQLApi", NAME_SchemaUri, CFN_SCHEMA, true, NAME_NONE },
};

/* ---- One resource ---- */

static void read_resource(struct cfn_finding *finding, const struct node *key)
{
    const struct doc *doc = finding->doc;
    const struct node *type = doc_member(doc, key + 1, NAME_Type, NULL);
    const struct node *object = doc_member(doc, key + 1, NAME_Properties, NULL);
    if (!type || !object || node_kind(type) != NODE_STRING || node_kind(object) != NODE_OBJECT)
        return;
    for (size_t i = 0; i < ARRAY_LEN(properties); i++) {
        const struct property *property = &properties[i];
        if (!str_equal(doc_text(doc, type), str_from(property->type)))
            continue;
        const struct node *node = doc_member(doc, object, property->property, NULL);
        if (!node)
            continue;
        struct cfn_item item = { .kind = property->kind, .name = doc_text(doc, key) };
        if (property->workflow != NAME_NONE)
            item.workflow = cfn_workflow(doc, doc_member(doc, object, property->workflow, NULL));
        if (property->is_path)
            cfn_add_path(finding, item, node);
        else
            cfn_add_definition(finding, item, node);
    }
}

/* Members named Fn::ForEach::<name> hold resources in the third item of their array. */
static void read_resources(struct cfn_finding *finding, const struct node *resources, int depth)
{
    const struct doc *doc = finding->doc;
    if (node_kind(resources) != NODE_OBJECT)
        return;
    for (const struct node *key = doc_first(resources); key != doc_end(doc, resources);
         key = doc_after(doc, key + 1)) {
        bool is_loop = str_starts(doc_text(doc, key), STR("Fn::ForEach"));
        const struct node *inner = is_loop ? cfn_item_at(doc, key + 1, 2) : NULL;
        if (inner && depth < CFN_CALLS_MAX)
            read_resources(finding, inner, depth + 1);
        else
            read_resource(finding, key);
    }
}

void cfn_read_resources(struct cfn_finding *finding, const struct node *resources)
{
    read_resources(finding, resources, 0);
}

/* ---- Calls inside of definitions ---- */

/* Objects that are definitions, by their places in the document. */
struct definitions {
    struct arena *arena;
    struct definition {
        uint32_t start, end;
    } * items;
    uint32_t count;
    uint32_t next; /* those before end before the node that is looked at */
    bool has_hash_placeholders;
};

static int compare_definitions(const void *left, const void *right)
{
    const struct definition *a = left, *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

static void collect_definitions(struct definitions *definitions, const struct cfn_finding *finding)
{
    definitions->arena = finding->arena;
    definitions->items = arena_array(finding->arena, struct definition, finding->count);
    for (uint32_t i = 0; i < finding->count; i++) {
        const struct cfn_item *item = &finding->items[i];
        if (item->form == CFN_NODE && item->doc == finding->doc)
            definitions->items[definitions->count++] =
                (struct definition){ doc_index(item->doc, item->node),
                                     doc_index(item->doc, doc_after(item->doc, item->node)) };
    }
    if (definitions->count)
        qsort(definitions->items, definitions->count, sizeof *definitions->items,
              compare_definitions);
}

static bool is_inside(struct definitions *definitions, uint32_t index)
{
    while (definitions->next < definitions->count &&
           definitions->items[definitions->next].end <= index)
        definitions->next++;
    return definitions->next < definitions->count &&
           definitions->items[definitions->next].start < index;
}

static struct doc_change change_string(struct definitions *definitions, const struct doc *doc,
                                       const struct node *node)
{
    struct doc_change change = { .kind = DOC_KEEP };
    bool is_string = definitions->has_hash_placeholders && node_kind(node) == NODE_STRING;
    if (is_string && str_contains(doc_text(doc, node), STR("#{"))) {
        change.kind = DOC_MAKE_STRING;
        change.text = cfn_without_hashes(definitions->arena, doc_text(doc, node));
    }
    return change;
}

/* A string in the place of each call. That of Fn::Sub stands in the template, so it keeps its
 * place. */
static struct doc_change change_call(void *context, const struct doc *doc, const struct node *node)
{
    struct definitions *definitions = context;
    struct doc_change change = { .kind = DOC_KEEP };
    if (!is_inside(definitions, doc_index(doc, node)))
        return change;
    struct cfn_call call = cfn_call(doc, node);
    if (!call.is_call)
        return change_string(definitions, doc, node);
    change.inner = call.function == NAME_Fn_Sub ? cfn_sub_string(doc, &call) : NULL;
    if (change.inner && !str_contains(doc_text(doc, change.inner), STR("${!"))) {
        change.kind = DOC_TAKE_INNER;
        return change;
    }
    struct cfn_text text;
    cfn_text_init(&text, definitions->arena);
    cfn_compose(&text, doc, node);
    change.kind = DOC_MAKE_STRING;
    change.text = buf_text(&text.buf);
    return change;
}

static void change_calls(struct cfn_finding *finding)
{
    struct definitions definitions = { .has_hash_placeholders = finding->has_hash_placeholders };
    collect_definitions(&definitions, finding);
    if (definitions.count == 0)
        return;
    const uint32_t *moved;
    const struct doc *changed =
        doc_changed(finding->arena, finding->doc, change_call, &definitions, &moved);
    for (uint32_t i = 0; i < finding->count; i++) {
        struct cfn_item *item = &finding->items[i];
        if (item->form != CFN_NODE || item->doc != finding->doc)
            continue;
        item->node = &changed->nodes[moved[doc_index(item->doc, item->node)]];
        item->doc = changed;
    }
}

/* ---- The document ---- */

static bool read_template(struct cfn_finding *finding)
{
    const struct doc *doc = finding->doc;
    const struct node *root = doc_root(doc);
    const struct node *resources = doc_member(doc, root, NAME_Resources, NULL);
    if (!resources || node_kind(resources) != NODE_OBJECT ||
        doc_member(doc, root, NAME_States, NULL))
        return false;
    cfn_read_resources(finding, resources);
    return true;
}

static bool stands_in(const struct cfn_finding *finding, span place)
{
    for (uint32_t i = 0; i < finding->count; i++) {
        const struct cfn_item *item = &finding->items[i];
        if (item->form == CFN_NODE && item->span.start <= place.start &&
            place.end <= item->span.end)
            return true;
    }
    return false;
}

/* The reader bounds the number of these, so this is linear. */
static void drop_foreign(const struct cfn_finding *finding)
{
    struct diags *diags = finding->diags;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < diags->count; i++) {
        const struct diag *diag = diags->items[i];
        bool is_foreign = diag->rule == RULE_YAML_IMPLICIT_TYPE &&
                          diag->source == finding->doc->source && !stands_in(finding, diag->span);
        if (!is_foreign)
            diags->items[kept++] = diags->items[i];
    }
    diags->count = kept;
}

struct cfn_list cfn_find(struct arena *arena, const struct doc *doc, struct diags *diags)
{
    struct cfn_finding finding = { .arena = arena, .doc = doc, .diags = diags };
    bool is_template = read_template(&finding) || cfn_read_framework(&finding);
    if (is_template) {
        change_calls(&finding);
        drop_foreign(&finding);
    } else {
        struct cfn_item item = {
            .kind = CFN_MACHINE, .form = CFN_NODE, .doc = doc, .node = doc_root(doc)
        };
        item.span = node_span(item.node);
        cfn_add_item(&finding, item);
    }
    return (struct cfn_list){ finding.items, finding.count, is_template };
}
