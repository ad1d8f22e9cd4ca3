#include "gqlcheck/amplify.h"

bool amplify_is_model(const struct gql_named_type *type)
{
    return type->kind == GQL_OBJECT && type->base &&
           gql_directive_find(type->base->directives, GQL_WORD_model) != NULL;
}

const struct gql_named_type *amplify_related(const struct gqlcheck *check, const struct gql_field *field)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, field->member->type.type.name);
    return type && amplify_is_model(type) ? type : NULL;
}

bool amplify_is_root(const struct gqlcheck *check, const struct gql_named_type *type, enum gql_operation operation)
{
    return check->schema->roots[operation].type == type;
}

const struct gql_directive *amplify_use(const struct gql_field *field, uint32_t directive)
{
    return gql_directive_find(field->member->directives, directive);
}

struct diag *amplify_report(struct gqlcheck *check, enum rule_id rule, const struct gql_definition *definition,
                            const struct gql_directive *use)
{
    return gqlcheck_report_in(check, rule, definition, (span){ use->span.start, use->name.span.end });
}

const struct gql_field *amplify_field(struct gqlcheck *check, const struct gql_document *document,
                                      const struct gql_named_type *type, const struct gql_value *name)
{
    if (name->kind != GQL_STRING)
        return NULL;
    uint32_t id = intern_find(check->names, gqlcheck_string(check, document, name));
    return id == INTERN_NONE ? NULL : gql_type_field(type, id);
}

static struct amplify_key key_of(const struct gql_field *field, const struct gql_directive *use)
{
    const struct gql_value *sort_keys = use ? gqlcheck_argument(use, GQL_WORD_sortKeyFields) : NULL;
    return (struct amplify_key){ field, gqlcheck_items(sort_keys) };
}

struct amplify_key amplify_primary_key(const struct gql_named_type *type)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_directive *use = amplify_use(&type->fields[i], GQL_WORD_primaryKey);
        if (use)
            return key_of(&type->fields[i], use);
    }
    return key_of(gql_type_field(type, GQL_WORD_id), NULL);
}

struct amplify_key amplify_index(struct gqlcheck *check, const struct gql_named_type *type, str name)
{
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        for (const struct gql_directive *use = field->member->directives; use; use = use->next) {
            const struct gql_value *value = gqlcheck_argument(use, GQL_WORD_name);
            if (use->name.id == GQL_WORD_index && value && value->kind == GQL_STRING &&
                str_equal(gqlcheck_string(check, field->definition->document, value), name))
                return key_of(field, use);
        }
    }
    return (struct amplify_key){ NULL, NULL };
}

gql_type amplify_key_part(struct gqlcheck *check, const struct gql_named_type *type, struct amplify_key key,
                          uint32_t i)
{
    if (!key.field)
        return (gql_type){ 0 };
    if (i == 0)
        return key.field->member->type.type;
    const struct gql_value *name = key.sort_keys;
    while (name && --i > 0)
        name = name->next;
    const struct gql_field *field = name ? amplify_field(check, key.field->definition->document, type, name) : NULL;
    return field ? field->member->type.type : (gql_type){ 0 };
}
