#include "asl/internal.h"

struct template_walk {
    struct builder *builder;
    const struct asl_object *owner;
    enum name field;
};

static struct asl_template walk(struct template_walk *w, const struct node *node, unsigned depth);

static struct asl_template literal(struct template_walk *w, const struct node *node)
{
    struct asl_template template = { .kind = ASL_TEMPLATE_LITERAL, .node = node };
    template.as.literal = doc_value(w->builder->arena, w->builder->doc, node);
    return template;
}

static struct asl_template expression(const struct node *node, const struct asl_expression *found)
{
    struct asl_template template = { .kind = ASL_TEMPLATE_EXPRESSION, .node = node };
    template.as.expression = found;
    return template;
}

static bool is_dollar_key(const struct template_walk *w, str name)
{
    return w->owner->language == ASL_LANGUAGE_JSONPATH && str_ends(name, STR(".$"));
}

/* Whether anything below is an expression; what is not becomes one literal. */
static bool has_expressions(const struct template_walk *w, const struct node *node)
{
    const struct doc *doc = w->builder->doc;
    const struct node *end = doc_after(doc, node);
    for (const struct node *n = node; n < end; n++) {
        if (node_kind(n) == NODE_KEY && is_dollar_key(w, doc_text(doc, n)))
            return true;
        if (node_kind(n) == NODE_STRING && w->owner->language == ASL_LANGUAGE_JSONATA &&
            asl_is_jsonata(doc_text(doc, n)))
            return true;
    }
    return false;
}

/* Parts that are all literals are one literal; else the template stays as it is. */
static void fold(struct template_walk *w, struct asl_template *template)
{
    const struct asl_template *children = template->as.parts.children;
    for (uint32_t i = 0; i < template->count; i++) {
        if (children[i].kind != ASL_TEMPLATE_LITERAL)
            return;
    }
    value whole;
    if (template->kind == ASL_TEMPLATE_OBJECT) {
        struct object_builder members;
        object_begin(&members, w->builder->arena);
        for (uint32_t i = 0; i < template->count; i++)
            object_set(&members, template->as.parts.names[i], children[i].as.literal);
        whole = object_end(&members);
    } else {
        struct array_builder items;
        array_begin(&items, w->builder->arena);
        for (uint32_t i = 0; i < template->count; i++)
            array_add(&items, children[i].as.literal);
        whole = array_end(&items);
    }
    template->kind = ASL_TEMPLATE_LITERAL;
    template->as.literal = whole;
}

static struct asl_template member(struct template_walk *w, const struct node *key, str *name,
                                  unsigned depth)
{
    *name = doc_text(w->builder->doc, key);
    if (!is_dollar_key(w, *name))
        return walk(w, key + 1, depth);
    name->len -= 2;
    const struct asl_expression *found = build_dollar(w->builder, w->owner, w->field, key, key + 1);
    return found ? expression(key + 1, found) : literal(w, key + 1);
}

static struct asl_template object(struct template_walk *w, const struct node *node, unsigned depth)
{
    struct builder *builder = w->builder;
    struct asl_template template = { .kind = ASL_TEMPLATE_OBJECT, .node = node };
    str *names = arena_array(builder->arena, str, node_count(node));
    struct asl_template *children = arena_array(builder->arena, struct asl_template, node_count(node));
    size_t place = builder->place.len;
    for (const struct node *key = doc_first(node); key != doc_end(builder->doc, node);
         key = doc_after(builder->doc, key + 1)) {
        place_member(builder, doc_text(builder->doc, key));
        children[template.count] = member(w, key, &names[template.count], depth);
        template.count++;
        builder->place.len = place;
    }
    template.as.parts.names = names;
    template.as.parts.children = children;
    fold(w, &template);
    return template;
}

static struct asl_template array(struct template_walk *w, const struct node *node, unsigned depth)
{
    struct builder *builder = w->builder;
    struct asl_template template = { .kind = ASL_TEMPLATE_ARRAY, .node = node };
    struct asl_template *children = arena_array(builder->arena, struct asl_template, node_count(node));
    size_t place = builder->place.len;
    for (const struct node *item = doc_first(node); item != doc_end(builder->doc, node);
         item = doc_after(builder->doc, item)) {
        place_item(builder, template.count);
        children[template.count++] = walk(w, item, depth);
        builder->place.len = place;
    }
    template.as.parts.children = children;
    fold(w, &template);
    return template;
}

/* The reader bounds the depth at DOC_MAX_DEPTH; the count here only guards against a document from elsewhere. */
static struct asl_template walk(struct template_walk *w, const struct node *node, unsigned depth)
{
    if (depth > DOC_MAX_DEPTH)
        return literal(w, node);
    if (node_kind(node) == NODE_OBJECT)
        return object(w, node, depth + 1);
    if (node_kind(node) == NODE_ARRAY)
        return array(w, node, depth + 1);
    if (node_kind(node) == NODE_STRING && w->owner->language == ASL_LANGUAGE_JSONATA) {
        const struct asl_expression *found = build_jsonata(w->builder, w->owner, w->field, node);
        if (found)
            return expression(node, found);
    }
    return literal(w, node);
}

void build_template(struct builder *builder, const struct asl_object *owner, struct asl_field *field)
{
    struct template_walk w = { builder, owner, field->name };
    struct asl_template *template = arena_new(builder->arena, struct asl_template);
    bool is_literal = field->row->type == ASL_TYPE_LITERAL || !has_expressions(&w, field->value);
    *template = is_literal ? literal(&w, field->value) : walk(&w, field->value, 0);
    field->template = template;
}

const struct asl_template *asl_build_template(struct arena *arena, const struct doc *doc, const struct node *node,
                                              enum asl_language language, struct diags *diags)
{
    struct asl *asl = arena_new(arena, struct asl);
    struct asl_object *owner = arena_new(arena, struct asl_object);
    asl->doc = doc;
    asl->language = language;
    owner->language = language;
    owner->node = node;
    struct builder builder = { .arena = arena, .asl = asl, .doc = doc, .diags = diags };
    buf_init(&builder.place, arena);
    struct template_walk w = { &builder, owner,
                               language == ASL_LANGUAGE_JSONATA ? NAME_Arguments : NAME_Parameters };
    struct asl_template *template = arena_new(arena, struct asl_template);
    *template = walk(&w, node, 0);
    return template;
}
