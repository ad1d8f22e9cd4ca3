#include "asl/internal.h"

#include "intrinsic/intrinsic.h"
#include "jsonata/jsonata.h"
#include "jsonpath/jsonpath.h"

static struct asl_expression *add_expression(struct builder *builder, const struct asl_object *owner,
                                             enum name field, const struct node *node,
                                             const struct source *source, str place)
{
    struct asl_expression *expression = arena_new(builder->arena, struct asl_expression);
    expression->kind = ASL_BROKEN;
    expression->field = field;
    expression->owner = owner;
    expression->node = node;
    expression->source = source;
    expression->place = place;
    pointers_add(builder, &builder->expressions, expression);
    return expression;
}

static void set_path(struct asl_expression *expression, const struct jsonpath *path)
{
    if (path)
        expression->kind = ASL_PATH;
    expression->as.path = path;
}

static void set_intrinsic(struct asl_expression *expression, const struct intrinsic *intrinsic)
{
    if (intrinsic)
        expression->kind = ASL_INTRINSIC;
    expression->as.intrinsic = intrinsic;
}

const struct asl_expression *build_jsonata(struct builder *builder, const struct asl_object *owner,
                                           enum name field, const struct node *node)
{
    const struct source *text = doc_nested(builder->arena, builder->doc, node);
    if (!asl_is_jsonata(text->text))
        return NULL;
    const struct source *inner = source_slice(builder->arena, text, span_at(2, text->text.len - 2));
    struct asl_expression *expression =
        add_expression(builder, owner, field, node, inner, str_copy(builder->arena, buf_text(&builder->place)));
    expression->as.jsonata = jsonata_compile(builder->arena, inner, builder->diags, NULL);
    if (expression->as.jsonata) {
        expression->kind = ASL_JSONATA;
        struct jsonata_facts *facts = arena_new(builder->arena, struct jsonata_facts);
        *facts = jsonata_inspect(builder->arena, expression->as.jsonata);
        expression->facts = facts;
        jsonata_check(builder->arena, facts, inner, builder->diags);
    }
    return expression;
}

const struct asl_expression *build_dollar(struct builder *builder, const struct asl_object *owner, enum name field,
                                          const struct node *key, const struct node *node)
{
    if (node_kind(node) != NODE_STRING || asl_node_is_opaque(builder->asl, node))
        return NULL;
    const struct source *text = doc_nested(builder->arena, builder->doc, node);
    bool is_path = str_starts(text->text, STR("$"));
    if (!is_path && !intrinsic_looks_like_call(text->text))
        return NULL;
    struct asl_expression *expression =
        add_expression(builder, owner, field, node, text, doc_text(builder->doc, key));
    if (is_path)
        set_path(expression, jsonpath_parse(builder->arena, text, builder->diags));
    else
        set_intrinsic(expression, intrinsic_parse(builder->arena, text, builder->diags));
    return expression;
}

static void build_string_path(struct builder *builder, struct asl_expression *expression)
{
    const struct source *text = expression->source;
    if (!intrinsic_looks_like_call(text->text)) {
        set_path(expression, jsonpath_parse(builder->arena, text, builder->diags));
        return;
    }
    set_intrinsic(expression, intrinsic_parse(builder->arena, text, builder->diags));
    if (expression->kind == ASL_INTRINSIC &&
        !intrinsic_check_string(expression->as.intrinsic, builder->diags))
        expression->kind = ASL_BROKEN;
}

static bool is_path_type(enum asl_type type)
{
    return type == ASL_TYPE_PATH || type == ASL_TYPE_REFERENCE || type == ASL_TYPE_ITEMS_PATH ||
           type == ASL_TYPE_RESULT_PATH || type == ASL_TYPE_STRING_PATH;
}

static enum jsonpath_place place_of(enum asl_type type)
{
    if (type == ASL_TYPE_RESULT_PATH)
        return JSONPATH_WRITES;
    return type == ASL_TYPE_ITEMS_PATH ? JSONPATH_READS_ITEMS : JSONPATH_READS_ONE;
}

static void build_path(struct builder *builder, const struct asl_object *owner, struct asl_field *field)
{
    const struct source *text = doc_nested(builder->arena, builder->doc, field->value);
    struct asl_expression *expression =
        add_expression(builder, owner, field->name, field->value, text, doc_text(builder->doc, field->key));
    field->expression = expression;
    enum asl_type type = field->row->type;
    if (type == ASL_TYPE_STRING_PATH) {
        build_string_path(builder, expression);
    } else if (type == ASL_TYPE_PATH) {
        set_path(expression, jsonpath_parse(builder->arena, text, builder->diags));
    } else {
        expression->is_reference = true;
        set_path(expression,
                 jsonpath_parse_reference(builder->arena, text, place_of(type), builder->diags));
    }
}

void build_expression(struct builder *builder, const struct asl_object *owner, struct asl_field *field)
{
    const struct asl_row *row = field->row;
    if (!row || node_kind(field->value) != NODE_STRING || !(row->language & owner->language) ||
        asl_node_is_opaque(builder->asl, field->value))
        return;
    if (is_path_type(row->type))
        build_path(builder, owner, field);
    else if (asl_row_has(row, ASL_FIELD_EXPRESSION) && owner->language == ASL_LANGUAGE_JSONATA)
        field->expression = build_jsonata(builder, owner, field->name, field->value);
}
