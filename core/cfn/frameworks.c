/*
 * Files of other tools that hold definitions:
 *
 *     serverless.yml                   stepFunctions: {stateMachines: {Orders: {type: EXPRESS,
 * definition: {...}}}} what that includes               stateMachines: {Orders: {definition:
 * {...}}} definition: {...}
 *     *.tf.json (also CDK for TF)      resource: {aws_sfn_state_machine: {orders: {definition:
 * "..."}}}
 *
 * Their ${...} are placeholders like those of CloudFormation, and so are #{...} of Serverless. Each
 * collection may also be a list of such objects. Sources: README of serverless-step-functions;
 * Terraform, "JSON Configuration Syntax".
 */
#include "cfn/internal.h"

#include "base/arena.h"

/* Objects that hold a definition as this attribute. */
struct holder {
    str type; /* the resource of Terraform */
    str attribute;
    enum cfn_kind kind;
};

static const struct holder serverless = { STR_INIT(""), STR_INIT("definition"), CFN_MACHINE };

static const struct holder terraform[] = {
    { STR_INIT("aws_sfn_state_machine"), STR_INIT("definition"), CFN_MACHINE },
    { STR_INIT("aws_appsync_graphql_api"), STR_INIT("schema"), CFN_SCHEMA },
};

static const struct node *member(const struct doc *doc, const struct node *node, str name)
{
    if (!node || node_kind(node) != NODE_OBJECT)
        return NULL;
    return doc_member_named(doc, node, name, NULL);
}

static void read_one(struct cfn_finding *finding, const struct holder *holder, str name,
                     const struct node *object)
{
    const struct node *node = member(finding->doc, object, holder->attribute);
    if (!node)
        return;
    struct cfn_item item = { .kind = holder->kind, .name = name };
    if (holder->kind == CFN_MACHINE)
        item.workflow = cfn_workflow(finding->doc, member(finding->doc, object, STR("type")));
    cfn_add_definition(finding, item, node);
}

typedef void object_reader(struct cfn_finding *finding, const struct holder *holder,
                           const struct node *object);

/* An object, or each item of a list of them. */
static void read_each(struct cfn_finding *finding, const struct holder *holder,
                      const struct node *node, object_reader *read)
{
    const struct doc *doc = finding->doc;
    if (!node || !node_is_container(node))
        return;
    if (node_kind(node) == NODE_OBJECT) {
        read(finding, holder, node);
        return;
    }
    for (const struct node *item = doc_first(node); item != doc_end(doc, node);
         item = doc_after(doc, item)) {
        if (node_kind(item) == NODE_OBJECT)
            read(finding, holder, item);
    }
}

/* {name: object, ...}; Terraform also takes {name: [object], ...} */
static void read_named(struct cfn_finding *finding, const struct holder *holder,
                       const struct node *all)
{
    const struct doc *doc = finding->doc;
    for (const struct node *key = doc_first(all); key != doc_end(doc, all);
         key = doc_after(doc, key + 1)) {
        const struct node *first = cfn_item_at(doc, key + 1, 0);
        read_one(finding, holder, doc_text(doc, key), first ? first : key + 1);
    }
}

static void read_template(struct cfn_finding *finding, const struct holder *holder,
                          const struct node *object)
{
    (void)holder;
    const struct node *resources = doc_member(finding->doc, object, NAME_Resources, NULL);
    if (resources)
        cfn_read_resources(finding, resources);
}

static bool is_included_machine(const struct doc *doc)
{
    const struct node *definition = member(doc, doc_root(doc), serverless.attribute);
    return definition && node_kind(definition) == NODE_OBJECT &&
           doc_member(doc, definition, NAME_States, NULL);
}

static bool read_serverless(struct cfn_finding *finding)
{
    const struct doc *doc = finding->doc;
    const struct node *root = doc_root(doc), *functions = member(doc, root, STR("stepFunctions"));
    const struct node *machines = member(doc, functions ? functions : root, STR("stateMachines"));
    bool is_service = member(doc, root, STR("service")) && member(doc, root, STR("provider"));
    bool is_machine = is_included_machine(doc);
    if (!is_service && !functions && !machines && !is_machine)
        return false;
    finding->has_hash_placeholders = true;
    read_each(finding, &serverless, machines, read_named);
    if (is_machine)
        read_one(finding, &serverless, STR(""), root);
    read_each(finding, NULL, member(doc, root, STR("resources")), read_template);
    return true;
}

static void read_terraform_resources(struct cfn_finding *finding, const struct holder *holder,
                                     const struct node *object)
{
    (void)holder;
    for (size_t i = 0; i < ARRAY_LEN(terraform); i++)
        read_each(finding, &terraform[i], member(finding->doc, object, terraform[i].type),
                  read_named);
}

static bool read_terraform(struct cfn_finding *finding)
{
    const struct node *resource = member(finding->doc, doc_root(finding->doc), STR("resource"));
    if (!resource || !node_is_container(resource))
        return false;
    read_each(finding, NULL, resource, read_terraform_resources);
    return true;
}

bool cfn_read_framework(struct cfn_finding *finding)
{
    if (doc_member(finding->doc, doc_root(finding->doc), NAME_States, NULL))
        return false;
    return read_serverless(finding) || read_terraform(finding);
}
