/* One definition: an object, a text, or the path of a file. */
#include "cfn/internal.h"

#include "base/arena.h"

void cfn_add_item(struct cfn_finding *finding, struct cfn_item item)
{
    if (finding->count == CFN_ITEMS_MAX)
        return;
    finding->items = arena_room(finding->arena, finding->items, finding->count, &finding->capacity,
                                sizeof *finding->items);
    finding->items[finding->count++] = item;
}

static const struct source *read_text(struct cfn_finding *finding, const struct node *node)
{
    struct cfn_text text;
    cfn_text_init(&text, finding->arena);
    cfn_compose(&text, finding->doc, node);
    return cfn_text_source(&text, finding->doc->source, node_span(node));
}

static void add_text(struct cfn_finding *finding, struct cfn_item item, const struct node *node)
{
    const struct source *text = read_text(finding, node);
    if (item.kind == CFN_SCHEMA) {
        item.form = CFN_TEXT;
        item.text = text;
        cfn_add_item(finding, item);
        return;
    }
    /* "${Definition}", "${jsonencode({...})}": known at deployment only. */
    if (str_starts(str_trim(text->text), STR("${")))
        return;
    text = cfn_quote_placeholders(finding->arena, text);
    item.form = CFN_NODE;
    item.doc = doc_read_json(finding->arena, text, finding->diags);
    if (!item.doc)
        return;
    item.node = doc_root(item.doc);
    cfn_add_item(finding, item);
}

static void add_definition(struct cfn_finding *finding, struct cfn_item item,
                           const struct node *node, int depth)
{
    struct cfn_call call = cfn_call(finding->doc, node);
    item.span = node_span(node);
    if (!call.is_call && node_kind(node) == NODE_STRING)
        add_text(finding, item, node);
    if (!call.is_call && node_kind(node) == NODE_OBJECT && item.kind == CFN_MACHINE) {
        item.form = CFN_NODE;
        item.doc = finding->doc;
        item.node = node;
        cfn_add_item(finding, item);
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

static str after_prefix(str text, str prefix)
{
    return str_starts(text, prefix) ? str_from_offset(text, prefix.len) : text;
}

/* Without quotes it is a path in serverless.yml only, and something known later in Terraform. */
static bool is_bare_path(str path)
{
    return str_ends(path, STR(".json")) || str_ends(path, STR(".yml")) ||
           str_ends(path, STR(".yaml"));
}

/*
 * The path in "${file(machine.yml)}" of the Serverless Framework, or in
 * "${file("${path.module}/machine.json")}" and
 * "${templatefile("machine.json", {...})}" of Terraform. Empty when the text is something else.
 */
static str path_in_call(str text)
{
    str path = after_prefix(after_prefix(text, STR("${file(")), STR("${templatefile("));
    if (path.len == text.len)
        return STR("");
    bool is_quoted = str_starts(path, STR("\""));
    path = after_prefix(after_prefix(path, STR("\"")), STR("${path.module}/"));
    size_t end = str_find_char(path, is_quoted ? '"' : ')');
    if (end == SIZE_MAX)
        return STR("");
    str rest = str_from_offset(path, end);
    path = str_slice(path, 0, end);
    if (!is_quoted && !(str_equal(rest, STR(")}")) && is_bare_path(path)))
        return STR("");
    return path;
}

static bool is_local_path(str path)
{
    return path.len > 0 && !str_contains(path, STR("://")) && !str_contains(path, STR("${"));
}

static void add_file(struct cfn_finding *finding, struct cfn_item item, const struct node *node,
                     str path)
{
    item.path = path;
    item.form = CFN_FILE;
    item.span = node_span(node);
    if (is_local_path(path))
        cfn_add_item(finding, item);
}

void cfn_add_path(struct cfn_finding *finding, struct cfn_item item, const struct node *node)
{
    struct cfn_call call = cfn_call(finding->doc, node);
    bool is_text = call.is_call ? call.function == NAME_Fn_Sub || call.function == NAME_Fn_Join
                                : node_kind(node) == NODE_STRING;
    if (is_text)
        add_file(finding, item, node, read_text(finding, node)->text);
}

void cfn_add_definition(struct cfn_finding *finding, struct cfn_item item, const struct node *node)
{
    str text = node_kind(node) == NODE_STRING ? doc_text(finding->doc, node) : STR("");
    str path = path_in_call(text);
    if (path.len > 0)
        add_file(finding, item, node, path);
    else
        add_definition(finding, item, node, 0);
}

enum cfn_workflow cfn_workflow(const struct doc *doc, const struct node *node)
{
    if (!node)
        return CFN_STANDARD;
    if (cfn_call(doc, node).is_call || node_kind(node) != NODE_STRING)
        return CFN_UNKNOWN;
    str text = doc_text(doc, node);
    if (str_contains(text, STR("${")))
        return CFN_UNKNOWN;
    return str_equal(text, STR("EXPRESS")) ? CFN_EXPRESS : CFN_STANDARD;
}
