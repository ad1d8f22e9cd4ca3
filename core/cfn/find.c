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

struct finding {
    struct arena *arena;
    const struct doc *doc;
    struct diags *diags;
    struct cfn_item *items;
    uint32_t count, capacity;
};

static void add_item(struct finding *finding, struct cfn_item item)
{
    if (finding->count == CFN_ITEMS_MAX)
        return;
    if (finding->count == finding->capacity) {
        uint32_t capacity = finding->capacity ? finding->capacity * 2 : 8;
        finding->items =
            arena_grow(finding->arena, finding->items, finding->capacity * sizeof *finding->items,
                       capacity * sizeof *finding->items, _Alignof(struct cfn_item));
        finding->capacity = capacity;
    }
    finding->items[finding->count++] = item;
}

/* ---- One definition ---- */

static const struct source *read_text(struct finding *finding, const struct node *node)
{
    struct cfn_text text;
    cfn_text_init(&text, finding->arena);
    cfn_compose(&text, finding->doc, node);
    return cfn_text_source(&text, finding->doc->source, node_span(node));
}

static void add_text(struct finding *finding, struct cfn_item item, const struct node *node)
{
    const struct source *text = read_text(finding, node);
    if (item.kind == CFN_SCHEMA) {
        item.form = CFN_TEXT;
        item.text = text;
        add_item(finding, item);
        return;
    }
    text = cfn_quote_placeholders(finding->arena, text);
    item.form = CFN_NODE;
    item.doc = doc_read_json(finding->arena, text, finding->diags);
    if (!item.doc)
        return;
    item.node = doc_root(item.doc);
    add_item(finding, item);
}

static void add_definition(struct finding *finding, struct cfn_item item, const struct node *node,
                           int depth)
{
    struct cfn_call call = cfn_call(finding->doc, node);
    item.span = node_span(node);
    if (!call.is_call && node_kind(node) == NODE_STRING)
        add_text(finding, item, node);
    if (!call.is_call && node_kind(node) == NODE_OBJECT && item.kind == CFN_MACHINE) {
        item.form = CFN_NODE;
        item.doc = finding->doc;
        item.node = node;
        add_item(finding, item);
    }
    if (!call.is_call || depth == CFN_CALLS_MAX)
        return;
    if (call.function == NAME_Fn_Sub || call.function == NAME_Fn_Join)
        add_text(finding, item, node);
    if (call.function == NAME_Fn_ToJsonString && call.argument != node)
        add_definition(finding, item, call.argument, depth + 1);
    for (uint32_t i = 1; call.function == NAME_Fn_If && i <= 2; i++) {
        const struct node *branch = cfn_item_at(finding->doc, call.argument, i);
        if (branch)
            add_definition(finding, item, branch, depth + 1);
    }
}

/* A path of this computer; not a bucket's, nor one that is known at deployment only. */
static void add_path(struct finding *finding, struct cfn_item item, const struct node *node)
{
    struct cfn_call call = cfn_call(finding->doc, node);
    bool is_text = call.is_call ? call.function == NAME_Fn_Sub || call.function == NAME_Fn_Join
                                : node_kind(node) == NODE_STRING;
    if (!is_text)
        return;
    item.path = read_text(finding, node)->text;
    if (item.path.len == 0 || str_contains(item.path, STR("://")) ||
        str_contains(item.path, STR("${")))
        return;
    item.form = CFN_FILE;
    item.span = node_span(node);
    add_item(finding, item);
}

/* ---- One resource ---- */

static enum cfn_workflow read_workflow(const struct doc *doc, const struct node *object,
                                       enum name property)
{
    const struct node *node =
        property == NAME_NONE ? NULL : doc_member(doc, object, property, NULL);
    if (!node)
        return CFN_STANDARD;
    if (cfn_call(doc, node).is_call || node_kind(node) != NODE_STRING)
        return CFN_UNKNOWN;
    str text = doc_text(doc, node);
    return str_equal(text, STR("EXPRESS")) ? CFN_EXPRESS : CFN_STANDARD;
}

static void read_substitutions(struct finding *finding, const struct node *object,
                               struct cfn_item *item)
{
    const struct doc *doc = finding->doc;
    const struct node *node = doc_member(doc, object, NAME_DefinitionSubstitutions, NULL);
    if (!node || node_kind(node) != NODE_OBJECT || cfn_call(doc, node).is_call)
        return;
    struct cfn_substitution *all =
        arena_array(finding->arena, struct cfn_substitution, node_count(node));
    for (const struct node *key = doc_first(node); key != doc_end(doc, node);
         key = doc_after(doc, key + 1))
        all[item->substitution_count++] =
            (struct cfn_substitution){ doc_text(doc, key), key, key + 1 };
    item->substitutions = all;
}

static void read_resource(struct finding *finding, const struct node *key)
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
        item.workflow = read_workflow(doc, object, property->workflow);
        read_substitutions(finding, object, &item);
        if (property->is_path)
            add_path(finding, item, node);
        else
            add_definition(finding, item, node, 0);
    }
}

/* Members named Fn::ForEach::<name> hold resources in the third item of their array. */
static void read_resources(struct finding *finding, const struct node *resources, int depth)
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

/* ---- Calls inside of definitions ---- */

/* Objects that are definitions, by their places in the document. */
struct definitions {
    struct arena *arena;
    struct definition {
        uint32_t start, end;
    } * items;
    uint32_t count;
    uint32_t next; /* those before end before the node that is looked at */
};

static int compare_definitions(const void *left, const void *right)
{
    const struct definition *a = left, *b = right;
    return (a->start > b->start) - (a->start < b->start);
}

static void collect_definitions(struct definitions *definitions, const struct finding *finding)
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
        return change;
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

static void change_calls(struct finding *finding)
{
    struct definitions definitions = { .count = 0 };
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

static bool is_template(const struct doc *doc)
{
    const struct node *root = doc_root(doc);
    const struct node *resources = doc_member(doc, root, NAME_Resources, NULL);
    return resources && node_kind(resources) == NODE_OBJECT &&
           !doc_member(doc, root, NAME_States, NULL);
}

static bool stands_in(const struct finding *finding, span place)
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
static void drop_foreign(const struct finding *finding)
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
    struct finding finding = { .arena = arena, .doc = doc, .diags = diags };
    bool has_resources = is_template(doc);
    if (has_resources) {
        read_resources(&finding, doc_member(doc, doc_root(doc), NAME_Resources, NULL), 0);
        change_calls(&finding);
        drop_foreign(&finding);
    } else {
        struct cfn_item item = {
            .kind = CFN_MACHINE, .form = CFN_NODE, .doc = doc, .node = doc_root(doc)
        };
        item.span = node_span(item.node);
        add_item(&finding, item);
    }
    return (struct cfn_list){ finding.items, finding.count, has_resources };
}
