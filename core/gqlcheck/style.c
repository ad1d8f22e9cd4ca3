/*
 * style.c - good practice: names, descriptions, nullability. None of it changes what a service does.
 */
#include "gqlcheck/internal.h"

/* -- names -- */

static bool is_alphanumeric(str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (!char_is_letter(text.at[i]) && !char_is_digit(text.at[i]))
            return false;
    }
    return true;
}

static bool is_pascal_case(str name)
{
    return name.len > 0 && char_is_upper(name.at[0]) && is_alphanumeric(name);
}

/* Leading underscores are let pass: they mark what is private or generated. */
static bool is_camel_case(str name)
{
    while (name.len > 0 && name.at[0] == '_')
        name = str_from_offset(name, 1);
    return name.len == 0 || (char_is_lower(name.at[0]) && is_alphanumeric(name));
}

static bool is_upper_case(str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (char_is_lower(name.at[i]))
            return false;
    }
    return true;
}

/* Names with two underscores are another rule's. */
static bool is_reserved(str name)
{
    return str_starts(name, STR("__"));
}

static bool is_meant_as_schema(str name)
{
    return str_equal_ignoring_case(name, STR("schema"));
}

void gqlcheck_naming_type(struct gqlcheck *check, const struct gql_named_type *type)
{
    str name = gqlcheck_name(check, type->name);
    if (is_pascal_case(name) || is_reserved(name) || is_meant_as_schema(name))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_NAMING_TYPE, type->base, type->base->name.span);
    diag_message(d, "the name of type \"%.*s\" is not in PascalCase", STR_ARG(name));
}

void gqlcheck_naming_field(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (type->kind != GQL_OBJECT && type->kind != GQL_INTERFACE && type->kind != GQL_INPUT)
        return;
    for (uint32_t i = 0; i < type->field_count; i++) {
        struct gql_name name = type->fields[i].member->name;
        str text = gqlcheck_name(check, name.id);
        if (is_camel_case(text) || is_reserved(text))
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_NAMING_FIELD, type->fields[i].definition, name.span);
        diag_message(d, "the name of field \"%.*s\" is not in camelCase", STR_ARG(text));
    }
}

void gqlcheck_naming_argument(struct gqlcheck *check, const struct gqlcheck_owner *owner,
                              const struct gql_member *input)
{
    str name = gqlcheck_name(check, input->name.id);
    if (!owner->field || is_camel_case(name) || is_reserved(name))
        return;
    struct diag *d =
        gqlcheck_report_in(check, RULE_GQL_NAMING_ARGUMENT, owner->definition, input->name.span);
    diag_message(d, "the name of argument \"%.*s\" is not in camelCase", STR_ARG(name));
}

void gqlcheck_naming_enum_value(struct gqlcheck *check, const struct gql_named_type *type)
{
    for (uint32_t i = 0; type->kind == GQL_ENUM && i < type->field_count; i++) {
        struct gql_name name = type->fields[i].member->name;
        str text = gqlcheck_name(check, name.id);
        if (is_upper_case(text) || is_reserved(text))
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_NAMING_ENUM_VALUE, type->fields[i].definition, name.span);
        diag_message(d, "the name of enum value \"%.*s\" is not in UPPER_CASE", STR_ARG(text));
    }
}

void gqlcheck_naming_input(struct gqlcheck *check, const struct gql_named_type *type)
{
    str name = gqlcheck_name(check, type->name);
    if (type->kind != GQL_INPUT || str_ends(name, STR("Input")))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_NAMING_INPUT, type->base, type->base->name.span);
    diag_message(d, "the name of input \"%.*s\" does not end in \"Input\"", STR_ARG(name));
}

void gqlcheck_enum_case(struct gqlcheck *check, const struct gql_named_type *type)
{
    if (type->kind != GQL_ENUM || type->field_count < 2)
        return;
    struct intern seen;
    intern_init(&seen, check->arena);
    for (uint32_t i = 0; i < type->field_count; i++) {
        struct gql_name name = type->fields[i].member->name;
        str text = str_copy(check->arena, gqlcheck_name(check, name.id));
        char *lower = (char *)(uintptr_t)text.at;
        for (size_t k = 0; k < text.len; k++)
            lower[k] = char_lower(lower[k]);
        bool is_new;
        uint32_t first = intern_add_new(&seen, text, &is_new);
        if (is_new)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_ENUM_CASE, type->fields[i].definition, name.span);
        gqlcheck_relate(d, type->fields[first].definition, type->fields[first].member->name.span, "the other one");
        str shown = gqlcheck_name(check, name.id);
        diag_message(d, "enum value \"%.*s\" differs from another only in upper and lower case", STR_ARG(shown));
    }
}

static bool starts_ignoring_case(str text, str prefix)
{
    return text.len > prefix.len && str_equal_ignoring_case(str_slice(text, 0, prefix.len), prefix);
}

void gqlcheck_typename_prefix(struct gqlcheck *check, const struct gql_named_type *type,
                              const struct gql_field *field)
{
    str owner = gqlcheck_name(check, type->name), name = gqlcheck_name(check, field->member->name.id);
    if (!starts_ignoring_case(name, owner) || gql_schema_root_of(check->schema, type) != GQL_OPERATION_COUNT)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_TYPENAME_PREFIX, field->definition,
                                        field->member->name.span);
    diag_message(d, "field \"%.*s\" repeats the name of its type \"%.*s\"", STR_ARG(name), STR_ARG(owner));
}

/* -- descriptions -- */

void gqlcheck_description(struct gqlcheck *check, const struct gql_named_type *type)
{
    str name = gqlcheck_name(check, type->name);
    if (!type->base->description) {
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_DESCRIPTION, type->base, type->base->name.span);
        diag_message(d, "%s type \"%.*s\" has no description", gql_kind_name(type->kind), STR_ARG(name));
    }
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_member *member = type->fields[i].member;
        if (member->description)
            continue;
        struct diag *d =
            gqlcheck_report_in(check, RULE_GQL_DESCRIPTION, type->fields[i].definition, member->name.span);
        str field = gqlcheck_name(check, member->name.id);
        diag_message(d, "\"%.*s.%.*s\" has no description", STR_ARG(name), STR_ARG(field));
    }
}

/* Only blanks and at most one line break between two places. */
static bool is_right_above(const struct gql_document *document, uint32_t from, uint32_t to)
{
    str between = gql_text(document, (span){ from, to });
    size_t breaks = 0;
    for (size_t i = 0; i < between.len; i++) {
        breaks += between.at[i] == '\n';
        if (!char_is_blank(between.at[i]))
            return false;
    }
    return breaks == 1;
}

static bool starts_line(const struct gql_document *document, uint32_t offset)
{
    const char *text = document->source->text.at;
    while (offset > 0 && (text[offset - 1] == ' ' || text[offset - 1] == '\t'))
        offset--;
    return offset == 0 || text[offset - 1] == '\n' || text[offset - 1] == '\r';
}

void gqlcheck_hashtag_description(struct gqlcheck *check)
{
    for (uint32_t i = 0; i < check->schema->document_count; i++) {
        const struct gql_document *document = check->schema->documents[i];
        uint32_t k = 0;
        for (const struct gql_definition *d = document->definitions; d; d = d->next) {
            while (k < document->comment_count && document->comments[k].start < d->span.start)
                k++;
            /* The comment before the definition, if it is right above it. */
            if (k == 0 || d->description || !gql_kind_is_type(d->kind) ||
                !starts_line(document, document->comments[k - 1].start) ||
                !is_right_above(document, document->comments[k - 1].end, d->span.start))
                continue;
            struct diag *diag =
                gqlcheck_report(check, RULE_GQL_HASHTAG_DESCRIPTION, document, document->comments[k - 1]);
            diag_message(diag, "a comment above a definition is no description for most tools");
            diag_help(diag, "write \"\"\"...\"\"\" instead");
        }
    }
}

void gqlcheck_deprecated_reason(struct gqlcheck *check, const struct gqlcheck_place *place,
                                const struct gql_directive *use)
{
    if (use->name.id != GQL_WORD_deprecated)
        return;
    const struct gql_value *reason = gqlcheck_argument(use, GQL_WORD_reason);
    if (reason && !(reason->kind == GQL_STRING &&
                    str_trim(gqlcheck_string(check, place->definition->document, reason)).len == 0))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_DEPRECATED_REASON, place->definition, use->span);
    diag_message(d, "this is deprecated without a reason");
    diag_help(d, "say what replaces it: @deprecated(reason: \"use ...\")");
}

/* -- nullability and results -- */

static bool has_nullable_items(gql_type type)
{
    for (; gql_type_is_list(type); type = gql_type_item(type)) {
        if (!gql_type_is_non_null(gql_type_item(type)))
            return true;
    }
    return false;
}

void gqlcheck_list_of_nullable(struct gqlcheck *check, const struct gql_named_type *type,
                               const struct gql_field *field)
{
    (void)type;
    if (!has_nullable_items(field->member->type.type))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_LIST_OF_NULLABLE, field->definition,
                                        field->member->type.span);
    diag_message(d, "the items of this list may be null");
}

void gqlcheck_root_nullable(struct gqlcheck *check, const struct gql_named_type *type,
                            const struct gql_field *field)
{
    if (gql_schema_root_of(check->schema, type) == GQL_OPERATION_COUNT ||
        !gql_type_is_non_null(field->member->type.type))
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_ROOT_NULLABLE, field->definition,
                                        field->member->type.span);
    diag_message(d, "when this field fails, the whole response is null, because it is non-null");
}

void gqlcheck_mutation_scalar(struct gqlcheck *check, const struct gql_named_type *type,
                              const struct gql_field *field)
{
    const struct gql_named_type *result = gql_schema_type(check->schema, field->member->type.type.name);
    if (type != check->schema->roots[GQL_MUTATION].type || !result || result->kind != GQL_SCALAR)
        return;
    struct diag *d = gqlcheck_report_in(check, RULE_GQL_MUTATION_SCALAR, field->definition,
                                        field->member->type.span);
    diag_message(d, "a mutation that returns a scalar cannot tell more later");
    diag_help(d, "return an object type");
}

/* -- order -- */

static void check_order(struct gqlcheck *check, const struct gql_definition *definition,
                        const struct gql_member *members)
{
    const struct gql_member *last = NULL;
    for (; members; members = members->next) {
        str name = gqlcheck_name(check, members->name.id);
        if (last && last->name.id != GQL_WORD_id && members->name.id != GQL_WORD_id) {
            str before = gqlcheck_name(check, last->name.id);
            if (str_compare(name, before) < 0) {
                struct diag *d =
                    gqlcheck_report_in(check, RULE_GQL_ALPHABETIZE, definition, members->name.span);
                diag_message(d, "\"%.*s\" should stand before \"%.*s\"", STR_ARG(name), STR_ARG(before));
            }
        }
        last = members;
    }
}

/* "id" may stand anywhere, as many want it first. */
void gqlcheck_alphabetize(struct gqlcheck *check, const struct gql_definition *definition)
{
    if (gql_kind_is_type(definition->kind))
        check_order(check, definition, definition->members);
    for (const struct gql_member *member = definition->members; member; member = member->next)
        check_order(check, definition, member->arguments);
}
