/*
 * amplify_relations.c - @hasOne, @hasMany, @belongsTo and @manyToMany.
 */
#include "gqlcheck/amplify.h"

static bool is_relation(uint32_t directive)
{
    return directive == GQL_WORD_hasOne || directive == GQL_WORD_hasMany || directive == GQL_WORD_belongsTo ||
           directive == GQL_WORD_manyToMany;
}

/* The relation that a field of a model is, or NULL. */
static const struct gql_directive *relation_of(const struct gql_named_type *type, const struct gql_field *field)
{
    const struct gql_directive *use = amplify_is_model(type) ? field->member->directives : NULL;
    while (use && !is_relation(use->name.id))
        use = use->next;
    return use;
}

/* Rules amplify-...-list. */
void gqlcheck_amplify_lists(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field)
{
    static const struct {
        uint32_t directive;
        enum rule_id rule;
        bool wants_list;
    } wanted[] = {
        { GQL_WORD_hasOne, RULE_GQL_AMPLIFY_HAS_ONE_LIST, false },
        { GQL_WORD_hasMany, RULE_GQL_AMPLIFY_HAS_MANY_LIST, true },
        { GQL_WORD_belongsTo, RULE_GQL_AMPLIFY_BELONGS_TO_LIST, false },
        { GQL_WORD_manyToMany, RULE_GQL_AMPLIFY_MANY_TO_MANY_LIST, true },
    };
    const struct gql_directive *use = relation_of(type, field);
    for (size_t i = 0; use && i < ARRAY_LEN(wanted); i++) {
        if (use->name.id != wanted[i].directive || gql_type_is_list(field->member->type.type) == wanted[i].wants_list)
            continue;
        struct diag *d = amplify_report(check, wanted[i].rule, field->definition, use);
        str name = gqlcheck_name(check, use->name.id);
        diag_message(d, wanted[i].wants_list ? "\"@%.*s\" needs a list" : "\"@%.*s\" cannot be on a list",
                     STR_ARG(name));
    }
}

void gqlcheck_amplify_target(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field)
{
    const struct gql_directive *use = relation_of(type, field);
    const struct gql_named_type *target = gql_schema_type(check->schema, field->member->type.type.name);
    if (!use || !target || amplify_is_model(target))
        return;
    struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_TARGET, field->definition, use);
    str name = gqlcheck_name(check, use->name.id), of = gqlcheck_name(check, target->name);
    diag_message(d, "\"@%.*s\" leads to models, but \"%.*s\" has no @model", STR_ARG(name), STR_ARG(of));
}

/* A field of the related model that leads back to `type` by one of two directives. */
static bool leads_back(const struct gql_named_type *related, const struct gql_named_type *type, uint32_t one,
                       uint32_t other)
{
    for (uint32_t i = 0; i < related->field_count; i++) {
        const struct gql_field *field = &related->fields[i];
        if (field->member->type.type.name == type->name && (amplify_use(field, one) || amplify_use(field, other)))
            return true;
    }
    return false;
}

void gqlcheck_amplify_counterpart(struct gqlcheck *check, const struct gql_named_type *type,
                                  const struct gql_field *field)
{
    const struct gql_directive *use = relation_of(type, field);
    const struct gql_named_type *related = amplify_related(check, field);
    if (!use || !related)
        return;
    str of = gqlcheck_name(check, related->name);
    if (use->name.id == GQL_WORD_belongsTo && !leads_back(related, type, GQL_WORD_hasOne, GQL_WORD_hasMany)) {
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_COUNTERPART, field->definition, use);
        diag_message(d, "\"%.*s\" has no field with @hasOne or @hasMany that leads here", STR_ARG(of));
    }
    bool has_references = use->name.id != GQL_WORD_belongsTo && gqlcheck_argument(use, GQL_WORD_references);
    if (has_references && !leads_back(related, type, GQL_WORD_belongsTo, GQL_WORD_belongsTo)) {
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_REFERENCES_BACK, field->definition, use);
        diag_message(d, "with \"references\", \"%.*s\" needs a field with @belongsTo that leads back", STR_ARG(of));
    }
}

void gqlcheck_amplify_fields_and_references(struct gqlcheck *check, const struct gql_named_type *type,
                                            const struct gql_field *field)
{
    const struct gql_directive *use = relation_of(type, field);
    const struct gql_argument *fields = use ? gql_argument_find(use->arguments, GQL_WORD_fields) : NULL;
    const struct gql_argument *references = use ? gql_argument_find(use->arguments, GQL_WORD_references) : NULL;
    if (!fields || !references)
        return;
    bool is_first = fields->span.start < references->span.start;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_FIELDS_AND_REFERENCES, field->definition,
                                        is_first ? fields->name.span : references->name.span);
    diag_message(d, "\"fields\" and \"references\" exclude each other");
}

void gqlcheck_amplify_empty_references(struct gqlcheck *check, const struct gql_named_type *type,
                                       const struct gql_field *field)
{
    const struct gql_directive *use = relation_of(type, field);
    for (const struct gql_argument *given = use ? use->arguments : NULL; given; given = given->next) {
        bool is_empty = given->value->kind == GQL_LIST && !given->value->as.items;
        if (!is_empty || (given->name.id != GQL_WORD_references && given->name.id != GQL_WORD_fields))
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_AMPLIFY_EMPTY_REFERENCES, field->definition, given->value->span);
        str name = gqlcheck_name(check, given->name.id);
        diag_message(d, "\"%.*s\" names no field", STR_ARG(name));
    }
}

/* -- fields that connect -- */

/* The fields that one argument names: they are looked for in one model, and stand for the key of another. */
struct connection {
    const struct gql_field *field; /* that bears the directive */
    const struct gql_value *names;
    const struct gql_named_type *holder;
    const struct gql_named_type *keyed;
    struct amplify_key key;
    bool is_whole; /* all fields of the key are needed, not only the first ones as in a query */
    bool is_reference; /* named by `references`: then a String may stand for an ID, as it does in Amplify's own tests */
};

static bool is_key_type(const struct connection *c, gql_type wanted, gql_type given)
{
    bool is_text = wanted.name == GQL_WORD_ID && given.name == GQL_WORD_String;
    return (wanted.name == given.name || (is_text && c->is_reference)) && !gql_type_is_list(given);
}

static void check_connecting_field(struct gqlcheck *check, const struct connection *c, const struct gql_value *name,
                                   uint32_t part)
{
    const struct gql_document *document = c->field->definition->document;
    const struct gql_field *found = amplify_field(check, document, c->holder, name);
    str text = gqlcheck_string(check, document, name), holder = gqlcheck_name(check, c->holder->name);
    if (!found) {
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_RELATION_UNKNOWN, c->field->definition, name->span);
        diag_message(d, "\"%.*s\" has no field \"%.*s\"", STR_ARG(holder), STR_ARG(text));
        return;
    }
    gql_type wanted = amplify_key_part(check, c->keyed, c->key, part), given = found->member->type.type;
    if (!wanted.name || is_key_type(c, wanted, given))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_RELATION_TYPE, c->field->definition, name->span);
    gqlcheck_relate(d, found->definition, found->member->type.span, "its type");
    str wanted_text = gqlcheck_type_text(check, gql_type_nullable(wanted));
    str given_text = gqlcheck_type_text(check, gql_type_nullable(given)), keyed = gqlcheck_name(check, c->keyed->name);
    diag_message(d, "\"%.*s\" is of type \"%.*s\", but stands for a key of \"%.*s\" of type \"%.*s\"", STR_ARG(text),
                 STR_ARG(given_text), STR_ARG(keyed), STR_ARG(wanted_text));
}

static uint32_t count_parts(struct amplify_key key)
{
    uint32_t count = key.field != NULL;
    for (const struct gql_value *v = key.sort_keys; v; v = v->next)
        count++;
    return count;
}

static void check_connection(struct gqlcheck *check, const struct connection *c)
{
    uint32_t count = 0, parts = count_parts(c->key);
    for (const struct gql_value *name = gqlcheck_items(c->names); name; name = name->next, count++) {
        if (name->kind == GQL_STRING)
            check_connecting_field(check, c, name, count);
    }
    if (parts == 0 || count == 0 || count == parts || (count < parts && !c->is_whole))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_RELATION_COUNT, c->field->definition, c->names->span);
    str keyed = gqlcheck_name(check, c->keyed->name);
    diag_message(d, "%u %s named here, but the key of \"%.*s\" has %u", (unsigned)count,
                 count == 1 ? "field is" : "fields are", STR_ARG(keyed), (unsigned)parts);
}

/* The key of the related model that `fields` stand for: its primary key, or that of the index named. */
static struct amplify_key related_key(struct gqlcheck *check, const struct gql_field *field,
                                      const struct gql_directive *use, const struct gql_named_type *related)
{
    const struct gql_value *index = gqlcheck_argument(use, GQL_WORD_indexName);
    if (!index || index->kind != GQL_STRING)
        return amplify_primary_key(related);
    return amplify_index(check, related, gqlcheck_string(check, field->definition->document, index));
}

/* Rules amplify-relation-field-...; each reports by itself. */
void gqlcheck_amplify_connection(struct gqlcheck *check, const struct gql_named_type *type,
                                 const struct gql_field *field)
{
    const struct gql_directive *use = relation_of(type, field);
    const struct gql_named_type *related = amplify_related(check, field);
    if (!use || !related)
        return;
    const struct gql_value *fields = gqlcheck_argument(use, GQL_WORD_fields);
    const struct gql_value *references = gqlcheck_argument(use, GQL_WORD_references);
    struct connection c = { .field = field };
    if (fields && !references) {
        c.names = fields;
        c.holder = type;
        c.keyed = related;
        c.key = related_key(check, field, use, related);
        c.is_whole = use->name.id != GQL_WORD_hasMany;
        check_connection(check, &c);
    } else if (references && !fields) {
        /* The fields that refer stand on the side of @belongsTo, and stand for the other side's primary key. */
        bool is_own = use->name.id == GQL_WORD_belongsTo;
        c.names = references;
        c.holder = is_own ? type : related;
        c.keyed = is_own ? related : type;
        c.key = amplify_primary_key(c.keyed);
        c.is_whole = c.is_reference = true;
        check_connection(check, &c);
    }
}

void gqlcheck_amplify_relation_index(struct gqlcheck *check, const struct gql_named_type *type,
                                     const struct gql_field *field)
{
    const struct gql_directive *use = relation_of(type, field);
    const struct gql_named_type *related = amplify_related(check, field);
    const struct gql_value *index = use ? gqlcheck_argument(use, GQL_WORD_indexName) : NULL;
    if (!related || !index || index->kind != GQL_STRING)
        return;
    str name = gqlcheck_string(check, field->definition->document, index), of = gqlcheck_name(check, related->name);
    if (amplify_index(check, related, name).field)
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AMPLIFY_RELATION_INDEX, field->definition, index->span);
    diag_message(d, "\"%.*s\" has no index \"%.*s\"", STR_ARG(of), STR_ARG(name));
}

/* -- many to many -- */

struct relation_name {
    const struct gql_field *first;
    const struct gql_value *value;
    uint32_t count;
};

static void check_relation_name(struct gqlcheck *check, str name, const struct relation_name *relation, bool is_sure)
{
    const struct gql_definition *definition = relation->first->definition;
    uint32_t id = intern_find(check->names, name);
    if (relation->count != 2 && is_sure) {
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_AMPLIFY_MANY_TO_MANY_PAIR, definition, relation->value->span);
        diag_message(d, "the relation \"%.*s\" needs exactly two fields, but has %u", STR_ARG(name),
                     (unsigned)relation->count);
    }
    if (id == INTERN_NONE || !gql_schema_type(check->schema, id))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AMPLIFY_MANY_TO_MANY_NAME, definition, relation->value->span);
    diag_message(d, "the relation \"%.*s\" makes a type of this name, but there is one already", STR_ARG(name));
}

/* False when the field is a relation whose name is missing. */
static bool note_relation(struct gqlcheck *check, struct intern *names, struct relation_name **relations,
                          const struct gql_field *field)
{
    const struct gql_directive *use = amplify_use(field, GQL_WORD_manyToMany);
    const struct gql_value *value = use ? gqlcheck_argument(use, GQL_WORD_relationName) : NULL;
    if (!value || value->kind != GQL_STRING)
        return use == NULL;
    uint32_t before = names->count;
    uint32_t number = intern_add(names, gqlcheck_string(check, field->definition->document, value));
    if (number == before) {
        size_t size = before * sizeof **relations;
        *relations = arena_grow(check->arena, *relations, size, size + sizeof **relations,
                                _Alignof(struct relation_name));
        (*relations)[number] = (struct relation_name){ field, value, 0 };
    }
    (*relations)[number].count++;
    return true;
}

/* Rules amplify-many-to-many-...; each reports by itself. */
void gqlcheck_amplify_many_to_many(struct gqlcheck *check)
{
    const struct gql_schema *schema = check->schema;
    struct relation_name *relations = NULL;
    struct intern names;
    bool is_sure = true;
    intern_init(&names, check->arena);
    for (uint32_t i = 0; i < schema->type_count; i++) {
        for (uint32_t k = 0; amplify_is_model(&schema->types[i]) && k < schema->types[i].field_count; k++)
            is_sure = note_relation(check, &names, &relations, &schema->types[i].fields[k]) && is_sure;
    }
    for (uint32_t i = 0; i < names.count; i++)
        check_relation_name(check, intern_text(&names, i), &relations[i], is_sure);
}
