/*
 * amplify_models.c - models, their keys and indexes, defaults and validation.
 */
#include "gqlcheck/amplify.h"

#include "base/num.h"
#include "gqlcheck/scalars.h"

void gqlcheck_amplify_v1(struct gqlcheck *check, const struct gqlcheck_place *place, const struct gql_directive *use)
{
    static const struct {
        uint32_t name;
        const char *instead;
    } replaced[] = {
        { GQL_WORD_key, "@primaryKey or @index on the field" },
        { GQL_WORD_connection, "@hasOne, @hasMany, @belongsTo or @manyToMany" },
        { GQL_WORD_versioned, "conflict resolution of the data store" },
    };
    for (size_t i = 0; i < ARRAY_LEN(replaced); i++) {
        if (use->name.id != replaced[i].name || gql_schema_directive(check->schema, use->name.id))
            continue;
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_V1, place->definition, use);
        str name = gqlcheck_name(check, use->name.id);
        diag_message(d, "\"@%.*s\" belongs to the first generation of the transformer", STR_ARG(name));
        diag_help(d, "use %s", replaced[i].instead);
    }
}

void gqlcheck_amplify_reserved(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (!amplify_is_model(type) || type->name < GQL_WORD_Query || type->name > GQL_WORD_Subscription)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_RESERVED, type->base, type->base->name.span);
    str name = gqlcheck_name(check, type->name);
    diag_message(d, "a model cannot be called \"%.*s\"", STR_ARG(name));
}

static bool needs_model(uint32_t directive)
{
    switch (directive) {
    case GQL_WORD_primaryKey:
    case GQL_WORD_index:
    case GQL_WORD_hasOne:
    case GQL_WORD_hasMany:
    case GQL_WORD_belongsTo:
    case GQL_WORD_manyToMany:
    case GQL_WORD_default:
    case GQL_WORD_validate:
    case GQL_WORD_searchable:
    case GQL_WORD_mapsTo: return true;
    default: return false;
    }
}

void gqlcheck_amplify_needs_model(struct gqlcheck *check, const struct gqlcheck_place *place,
                                  const struct gql_directive *use)
{
    const struct gql_definition *definition = place->definition;
    const struct gql_named_type *type = gql_schema_type(check->schema, definition->name.id);
    const struct gql_definition *directive = gql_schema_directive(check->schema, use->name.id);
    bool is_in_place = directive && directive->locations >> place->location & 1;
    if (!needs_model(use->name.id) || !is_in_place || !type || type->kind != GQL_OBJECT || amplify_is_model(type))
        return;
    struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_NEEDS_MODEL, definition, use);
    str name = gqlcheck_name(check, use->name.id), of = gqlcheck_name(check, type->name);
    diag_message(d, "\"@%.*s\" is for models, but \"%.*s\" has no @model", STR_ARG(name), STR_ARG(of));
}

void gqlcheck_amplify_without_auth(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (!amplify_is_model(type) || gql_directive_find(type->base->directives, GQL_WORD_auth))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_AMPLIFY_WITHOUT_AUTH, type->base, type->base->name.span);
    str name = gqlcheck_name(check, type->name);
    diag_message(d, "model \"%.*s\" has no @auth, so that nobody may use it", STR_ARG(name));
}

/* -- keys -- */

static bool is_key_type(const struct gqlcheck *check, gql_type type)
{
    const struct gql_named_type *named = gql_schema_type(check->schema, type.name);
    return !named || (gql_type_is_leaf(named) && !gql_type_is_list(type));
}

static void check_key_field(struct gqlcheck *check, const struct gql_field *field, bool is_primary)
{
    span where = field->member->type.span;
    str name = gqlcheck_name(check, field->member->name.id);
    if (!is_key_type(check, field->member->type.type)) {
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_KEY_SCALAR, field->definition, where);
        diag_message(d, "\"%.*s\" is part of a key and so must be a scalar or an enum", STR_ARG(name));
    } else if (is_primary && !gql_type_is_non_null(field->member->type.type)) {
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_KEY_NULLABLE, field->definition, where);
        diag_message(d, "\"%.*s\" is part of the primary key and so must be non-null", STR_ARG(name));
    }
}

static void check_sort_keys(struct gqlcheck *check, const struct gql_named_type *type, const struct gql_field *field,
                            const struct gql_directive *use, bool is_primary)
{
    const struct gql_document *document = field->definition->document;
    const struct gql_value *name = gqlcheck_items(gqlcheck_argument(use, GQL_WORD_sortKeyFields));
    for (; name; name = name->next) {
        if (name->kind != GQL_STRING)
            continue;
        const struct gql_field *sorted = amplify_field(check, document, type, name);
        str text = gqlcheck_string(check, document, name), of = gqlcheck_name(check, type->name);
        if (sorted && sorted != field) {
            check_key_field(check, sorted, is_primary);
            continue;
        }
        struct diag *d =
            gqlcheck_report_in(check, sorted ? RULE_GQL_AMPLIFY_KEY_SELF : RULE_GQL_AMPLIFY_KEY_UNKNOWN,
                               field->definition, name->span);
        if (sorted)
            diag_message(d, "\"%.*s\" is the key itself and cannot be its sort key", STR_ARG(text));
        else
            diag_message(d, "\"%.*s\" has no field \"%.*s\"", STR_ARG(of), STR_ARG(text));
    }
}

static void check_keys_of_field(struct gqlcheck *check, const struct gql_named_type *type,
                                const struct gql_field *field)
{
    for (const struct gql_directive *use = field->member->directives; use; use = use->next) {
        bool is_primary = use->name.id == GQL_WORD_primaryKey;
        if (!is_primary && use->name.id != GQL_WORD_index)
            continue;
        check_key_field(check, field, is_primary);
        check_sort_keys(check, type, field, use, is_primary);
    }
}

/* Rules amplify-key-...; each reports by itself. */
void gqlcheck_amplify_keys(struct gqlcheck *check, const struct gql_named_type *type)
{
    for (uint32_t i = 0; amplify_is_model(type) && i < type->field_count; i++)
        check_keys_of_field(check, type, &type->fields[i]);
}

void gqlcheck_amplify_primary_duplicate(struct gqlcheck *check, const struct gql_named_type *type)
{
    const struct gql_directive *first = NULL;
    const struct gql_definition *definition = NULL;
    for (uint32_t i = 0; amplify_is_model(type) && i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        const struct gql_directive *use = amplify_use(field, GQL_WORD_primaryKey);
        if (use && first) {
            struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_PRIMARY_DUPLICATE, field->definition, use);
            gqlcheck_relate(d, definition, first->span, "first here");
            diag_message(d, "a model has only one primary key");
            diag_help(d, "further parts of the key are its sortKeyFields");
        } else if (use) {
            first = use;
            definition = field->definition;
        }
    }
}

void gqlcheck_amplify_index_duplicate(struct gqlcheck *check, const struct gql_named_type *type)
{
    struct intern seen;
    intern_init(&seen, check->arena);
    for (uint32_t i = 0; amplify_is_model(type) && i < type->field_count; i++) {
        const struct gql_field *field = &type->fields[i];
        for (const struct gql_directive *use = field->member->directives; use; use = use->next) {
            const struct gql_value *value = gqlcheck_argument(use, GQL_WORD_name);
            bool is_new = true;
            if (use->name.id != GQL_WORD_index || !value || value->kind != GQL_STRING)
                continue;
            str name = gqlcheck_string(check, field->definition->document, value);
            intern_add_new(&seen, name, &is_new);
            if (is_new)
                continue;
            struct diag *d =
                gqlcheck_report_in(check, RULE_GQL_AMPLIFY_INDEX_DUPLICATE, field->definition, value->span);
            diag_message(d, "the model has an index \"%.*s\" already", STR_ARG(name));
        }
    }
}

/* An index on the primary key's own field is only another index when one of the two has a sort key. */
void gqlcheck_amplify_index_on_key(struct gqlcheck *check, const struct gql_named_type *type,
                                   const struct gql_field *field)
{
    const struct gql_directive *primary = amplify_use(field, GQL_WORD_primaryKey);
    if (!amplify_is_model(type) || !primary || gqlcheck_argument(primary, GQL_WORD_sortKeyFields))
        return;
    for (const struct gql_directive *use = field->member->directives; use; use = use->next) {
        if (use->name.id != GQL_WORD_index || gqlcheck_argument(use, GQL_WORD_sortKeyFields))
            continue;
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_INDEX_ON_KEY, field->definition, use);
        diag_message(d, "an index on the primary key needs a sort key, or is the same as the primary key");
    }
}

/* -- defaults and validation -- */

static bool is_number(str text, bool has_fraction)
{
    size_t i = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+'), digits = 0, points = 0;
    for (; i < text.len; i++) {
        char c = text.at[i];
        digits += char_is_digit(c);
        points += c == '.';
        bool is_exponent = has_fraction && digits > 0 && (c == 'e' || c == 'E') && i + 1 < text.len;
        if (is_exponent)
            return is_number(str_from_offset(text, i + 1), false);
        if (!char_is_digit(c) && !(has_fraction && c == '.' && points == 1))
            return false;
    }
    return digits > 0;
}

/* Whether the text of @default, or of a number to compare with, can be read as the type. */
static bool is_value_of(struct gqlcheck *check, const struct gql_named_type *type, str text)
{
    const char *expected;
    int64_t number;
    if (type->kind == GQL_ENUM) {
        uint32_t name = intern_find(check->names, text);
        return name != INTERN_NONE && gql_type_field(type, name);
    }
    switch (type->name) {
    case GQL_WORD_Int: return is_number(text, false) && num_to_int64(text, &number) && number == (int32_t)number;
    case GQL_WORD_BigInt:
    case GQL_WORD_AWSTimestamp: return is_number(text, false);
    case GQL_WORD_Float:
    case GQL_WORD_Double: return is_number(text, true);
    case GQL_WORD_Boolean: return str_equal(text, STR("true")) || str_equal(text, STR("false"));
    default: return scalar_accepts(type->name, text, &expected);
    }
}

void gqlcheck_amplify_default(struct gqlcheck *check, const struct gql_named_type *type,
                              const struct gql_field *field)
{
    const struct gql_directive *use = amplify_use(field, GQL_WORD_default);
    const struct gql_named_type *named = gql_schema_type(check->schema, field->member->type.type.name);
    if (!use || !amplify_is_model(type) || !named)
        return;
    const struct gql_value *value = gqlcheck_argument(use, GQL_WORD_value);
    if (!gql_type_is_leaf(named) || gql_type_is_list(field->member->type.type)) {
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_DEFAULT_TYPE, field->definition, use);
        diag_message(d, "only scalars and enums can have a default value");
    } else if (!value && !use->arguments) {
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_DEFAULT_MISSING, field->definition, use);
        diag_message(d, "\"@default\" needs a value");
    } else if (value && value->kind == GQL_STRING) {
        str text = gqlcheck_string(check, field->definition->document, value), name = gqlcheck_name(check, named->name);
        if (is_value_of(check, named, text))
            return;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_AMPLIFY_DEFAULT_VALUE, field->definition, value->span);
        diag_message(d, "\"%.*s\" is no value of type \"%.*s\"", STR_ARG(text), STR_ARG(name));
    }
}

static bool compares_numbers(uint32_t validation)
{
    return validation == GQL_WORD_gt || validation == GQL_WORD_lt || validation == GQL_WORD_gte ||
           validation == GQL_WORD_lte;
}

static bool is_numeric(uint32_t type)
{
    return type == GQL_WORD_Int || type == GQL_WORD_Float || type == GQL_WORD_BigInt || type == GQL_WORD_Double;
}

/* What to compare with, or a length. Whether a regular expression is one depends on the service's dialect. */
static void check_validation_value(struct gqlcheck *check, const struct gql_field *field,
                                   const struct gql_directive *use, uint32_t validation)
{
    const struct gql_value *value = gqlcheck_argument(use, GQL_WORD_value);
    bool is_length = validation == GQL_WORD_minLength || validation == GQL_WORD_maxLength;
    if (!value || value->kind != GQL_STRING || (!is_length && !compares_numbers(validation)))
        return;
    str text = gqlcheck_string(check, field->definition->document, value);
    if (is_length ? is_number(text, false) && text.at[0] != '-' : is_number(text, true))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_AMPLIFY_VALIDATE_VALUE, field->definition, value->span);
    str name = gqlcheck_name(check, validation);
    diag_message(d, "validation \"%.*s\" needs %s, found \"%.*s\"", STR_ARG(name),
                 is_length ? "a length" : "a number", STR_ARG(text));
}

static void check_validation(struct gqlcheck *check, const struct gql_field *field, const struct gql_directive *use)
{
    gql_type type = field->member->type.type;
    const struct gql_value *kind = gqlcheck_argument(use, GQL_WORD_type);
    if (gql_type_is_list(type)) {
        struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_VALIDATE_LIST, field->definition, use);
        diag_message(d, "\"@validate\" does not work on lists");
        return;
    }
    if (!kind || kind->kind != GQL_ENUM_VALUE)
        return;
    bool is_for_numbers = compares_numbers(kind->name.id);
    bool fits = is_for_numbers ? is_numeric(type.name) : type.name == GQL_WORD_String;
    if (fits) {
        check_validation_value(check, field, use, kind->name.id);
        return;
    }
    struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_VALIDATE_TYPE, field->definition, use);
    str name = gqlcheck_name(check, kind->name.id), of = gqlcheck_name(check, type.name);
    diag_message(d, "validation \"%.*s\" is for %s, not for \"%.*s\"", STR_ARG(name),
                 is_for_numbers ? "numbers" : "strings", STR_ARG(of));
}

void gqlcheck_amplify_validate(struct gqlcheck *check, const struct gql_named_type *type,
                               const struct gql_field *field)
{
    if (!amplify_is_model(type) || !amplify_use(field, GQL_WORD_validate))
        return;
    bool has_validated = false;
    gqlcheck_marks_begin(check);
    for (const struct gql_directive *use = field->member->directives; use; use = use->next) {
        if (use->name.id == GQL_WORD_default && has_validated) {
            struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_VALIDATE_ORDER, field->definition, use);
            diag_message(d, "\"@default\" must stand before \"@validate\"");
        }
        if (use->name.id != GQL_WORD_validate)
            continue;
        has_validated = true;
        check_validation(check, field, use);
        const struct gql_value *kind = gqlcheck_argument(use, GQL_WORD_type);
        if (!kind || kind->kind != GQL_ENUM_VALUE)
            continue;
        struct gqlcheck_mark *mark = gqlcheck_mark(check, kind->name.id);
        if (mark->item) {
            struct diag *d = amplify_report(check, RULE_GQL_AMPLIFY_VALIDATE_DUPLICATE, field->definition, use);
            str name = gqlcheck_name(check, kind->name.id);
            diag_message(d, "validation \"%.*s\" is given twice", STR_ARG(name));
        }
        mark->item = use;
    }
}
