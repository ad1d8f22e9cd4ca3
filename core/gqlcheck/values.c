/*
 * values.c - whether a literal value fits a type (specification, section 5.6).
 */
#include "gqlcheck/internal.h"

#include "gqlcheck/scalars.h"

/* What is being checked, the same for all parts of one value. */
struct checking {
    struct gqlcheck *check;
    const struct gql_document *document;
    struct gqlcheck_value_rules rules;
};

static void check_value(const struct checking *c, const struct gql_value *value, gql_type type);

static struct diag *report(const struct checking *c, enum rule_id rule, span where)
{
    return gqlcheck_report(c->check, rule, c->document, where);
}

/* The text of a value for a message; a long one is cut. */
static str shown(const struct checking *c, const struct gql_value *value)
{
    str text = gql_text(c->document, value->span);
    if (text.len <= 60)
        return text;
    size_t length = 57;
    while (length > 0 && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;
    return str_printf(c->check->arena, "%.*s...", (int)length, text.at);
}

static void report_mismatch(const struct checking *c, const struct gql_value *value, gql_type type)
{
    struct diag *d = report(c, c->rules.mismatch, value->span);
    str name = gqlcheck_type_text(c->check, type), text = shown(c, value);
    diag_message(d, "expected a value of type \"%.*s\", found %.*s", STR_ARG(name), STR_ARG(text));
}

/* Whether the digits of an integer literal fit 32 bits with sign. */
static bool fits_int(str text)
{
    bool is_negative = text.at[0] == '-';
    text = str_from_offset(text, is_negative);
    if (text.len > 10)
        return false;
    int64_t number = 0;
    for (size_t i = 0; i < text.len; i++)
        number = number * 10 + (text.at[i] - '0');
    return number <= (int64_t)INT32_MAX + is_negative;
}

static void check_standard_scalar(const struct checking *c, const struct gql_value *value, gql_type type)
{
    bool fits = true;
    switch (type.name) {
    case GQL_WORD_Int: fits = value->kind == GQL_INT && fits_int(gql_text(c->document, value->span)); break;
    case GQL_WORD_BigInt: fits = value->kind == GQL_INT; break;
    case GQL_WORD_Float:
    case GQL_WORD_Double: fits = value->kind == GQL_INT || value->kind == GQL_FLOAT; break;
    case GQL_WORD_String: fits = value->kind == GQL_STRING; break;
    case GQL_WORD_Boolean: fits = value->kind == GQL_BOOLEAN; break;
    case GQL_WORD_ID: fits = value->kind == GQL_STRING || value->kind == GQL_INT; break;
    }
    if (fits)
        return;
    report_mismatch(c, value, type);
}

static void check_appsync_scalar(const struct checking *c, const struct gql_value *value, uint32_t scalar)
{
    const char *expected;
    bool is_text = value->kind == GQL_STRING;
    str text = is_text ? gqlcheck_string(c->check, c->document, value) : (str){ "", 0 };
    bool fits = scalar_accepts(scalar, text, &expected);
    if (scalar == GQL_WORD_AWSTimestamp ? value->kind == GQL_INT : is_text && fits)
        return;
    struct diag *d = report(c, c->rules.scalar_format, value->span);
    str name = gqlcheck_name(c->check, scalar), seen = shown(c, value);
    diag_message(d, "%.*s is no %.*s: expected %s", STR_ARG(seen), STR_ARG(name), expected);
}

static void check_enum(const struct checking *c, const struct gql_value *value, const struct gql_named_type *type,
                       gql_type expected)
{
    if (value->kind != GQL_ENUM_VALUE) {
        report_mismatch(c, value, expected);
        return;
    }
    if (gql_type_field(type, value->name.id))
        return;
    struct diag *d = report(c, c->rules.mismatch, value->span);
    str name = gqlcheck_name(c->check, type->name), text = shown(c, value);
    diag_message(d, "\"%.*s\" is no value of enum \"%.*s\"", STR_ARG(text), STR_ARG(name));
    gqlcheck_help_nearest_field(c->check, d, type, value->name.id);
}

static void check_leaf(const struct checking *c, const struct gql_value *value, gql_type expected)
{
    const struct gql_named_type *type = gql_schema_type(c->check->schema, expected.name);
    if (!type)
        return;
    if (type->kind == GQL_ENUM)
        check_enum(c, value, type, expected);
    else if (type->kind != GQL_SCALAR)
        report_mismatch(c, value, expected);
    else if (gql_is_appsync_scalar(expected.name) && type->is_builtin)
        check_appsync_scalar(c, value, expected.name);
    else
        check_standard_scalar(c, value, expected);
}

/* -- input objects -- */

static void check_one_of(const struct checking *c, const struct gql_value *value, const struct gql_named_type *type)
{
    const struct gql_argument *first = value->as.fields;
    bool is_one = first != NULL;
    for (const struct gql_argument *field = first; field; field = field->next)
        is_one = is_one && field->name.id == first->name.id;
    str name = gqlcheck_name(c->check, type->name);
    if (!is_one) {
        struct diag *d = report(c, c->rules.mismatch, value->span);
        diag_message(d, "exactly one field of \"%.*s\" must be given, because it is a @oneOf input", STR_ARG(name));
    } else if (first->value->kind == GQL_NULL) {
        struct diag *d = report(c, c->rules.mismatch, value->span);
        str field = gqlcheck_name(c->check, first->name.id);
        diag_message(d, "field \"%.*s.%.*s\" must not be null, because it is the only one of a @oneOf input",
                     STR_ARG(name), STR_ARG(field));
    }
}

static void check_required_fields(const struct checking *c, const struct gql_value *value,
                                  const struct gql_named_type *type)
{
    struct gqlcheck *check = c->check;
    gqlcheck_marks_begin(check);
    for (const struct gql_argument *field = value->as.fields; field; field = field->next)
        gqlcheck_mark(check, field->name.id)->item = field;
    for (uint32_t i = 0; i < type->field_count; i++) {
        const struct gql_member *member = type->fields[i].member;
        if (!gql_member_is_required(member) || gqlcheck_mark(check, member->name.id)->item)
            continue;
        struct diag *d = report(c, c->rules.mismatch, value->span);
        str owner = gqlcheck_name(check, type->name), name = gqlcheck_name(check, member->name.id);
        str wanted = gqlcheck_type_text(check, member->type.type);
        diag_message(d, "field \"%.*s.%.*s\" of type \"%.*s\" is required, but was not given", STR_ARG(owner),
                     STR_ARG(name), STR_ARG(wanted));
    }
}

static void check_fields(const struct checking *c, const struct gql_value *value, const struct gql_named_type *type)
{
    for (const struct gql_argument *given = value->as.fields; given; given = given->next) {
        const struct gql_field *field = gql_type_field(type, given->name.id);
        if (field) {
            check_value(c, given->value, field->member->type.type);
            continue;
        }
        struct diag *d = report(c, c->rules.mismatch, given->name.span);
        str owner = gqlcheck_name(c->check, type->name), name = gqlcheck_name(c->check, given->name.id);
        diag_message(d, "input \"%.*s\" has no field \"%.*s\"", STR_ARG(owner), STR_ARG(name));
        gqlcheck_help_nearest_field(c->check, d, type, given->name.id);
    }
}

static void check_object(const struct checking *c, const struct gql_value *value, gql_type expected)
{
    const struct gql_named_type *type = gql_schema_type(c->check->schema, expected.name);
    if (!type || type->kind != GQL_INPUT) {
        check_leaf(c, value, expected);
        return;
    }
    check_required_fields(c, value, type);
    if (type->is_one_of)
        check_one_of(c, value, type);
    check_fields(c, value, type);
}

/* A value that is no list is taken for a list of one. */
static void check_value(const struct checking *c, const struct gql_value *value, gql_type type)
{
    gql_type nullable = gql_type_nullable(type);
    switch (value->kind) {
    case GQL_VARIABLE: break;
    case GQL_NULL:
        if (gql_type_is_non_null(type))
            report_mismatch(c, value, type);
        break;
    case GQL_LIST:
        if (!gql_type_is_list(nullable)) {
            check_leaf(c, value, type);
            break;
        }
        for (const struct gql_value *item = value->as.items; item; item = item->next)
            check_value(c, item, gql_type_item(nullable));
        break;
    case GQL_OBJECT_VALUE: check_object(c, value, type); break;
    case GQL_INT:
    case GQL_FLOAT:
    case GQL_STRING:
    case GQL_BOOLEAN:
    case GQL_ENUM_VALUE: check_leaf(c, value, type); break;
    }
}

void gqlcheck_value(struct gqlcheck *check, const struct gql_document *document, const struct gql_value *value,
                    gql_type type, struct gqlcheck_value_rules rules)
{
    struct checking c = { check, document, rules };
    if (type.name)
        check_value(&c, value, type);
}

/* -- the rules -- */

void gqlcheck_default_values(struct gqlcheck *check, const struct gqlcheck_owner *owner,
                             const struct gql_member *input)
{
    static const struct gqlcheck_value_rules rules = { RULE_GQL_DEFAULT_VALUE, RULE_GQL_SCALAR_FORMAT };
    if (input->default_value)
        gqlcheck_value(check, owner->definition->document, input->default_value, input->type.type, rules);
}

void gqlcheck_directive_values(struct gqlcheck *check, const struct gqlcheck_place *place,
                               const struct gql_directive *use)
{
    static const struct gqlcheck_value_rules rules = { RULE_GQL_DIRECTIVE_VALUE, RULE_GQL_SCALAR_FORMAT };
    const struct gql_definition *directive = gql_schema_directive(check->schema, use->name.id);
    for (const struct gql_argument *argument = use->arguments; directive && argument; argument = argument->next) {
        const struct gql_member *input = members_find(&check->members, directive->members, argument->name.id);
        if (input)
            gqlcheck_value(check, place->definition->document, argument->value, input->type.type, rules);
    }
}

void gqlcheck_values(struct gqlcheck *check, const struct gqlcheck_site *site)
{
    static const struct gqlcheck_value_rules rules = { RULE_GQL_VALUES, RULE_GQL_SCALAR_FORMAT };
    if (check->is_operation)
        gqlcheck_value(check, site->definition->document, site->value, site->type, rules);
}

static void check_unique_input_fields(struct gqlcheck *check, const struct gql_definition *definition,
                                      const struct gql_value *value)
{
    if (value->kind == GQL_LIST) {
        for (const struct gql_value *item = value->as.items; item; item = item->next)
            check_unique_input_fields(check, definition, item);
    }
    if (value->kind != GQL_OBJECT_VALUE)
        return;
    gqlcheck_marks_begin(check);
    for (const struct gql_argument *field = value->as.fields; field; field = field->next) {
        struct diag *d;
        if (gqlcheck_mark_again(check, field->name, definition, RULE_GQL_UNIQUE_INPUT_FIELDS, &d))
            continue;
        str name = gqlcheck_name(check, field->name.id);
        diag_message(d, "there can be only one input field named \"%.*s\"", STR_ARG(name));
    }
    for (const struct gql_argument *field = value->as.fields; field; field = field->next)
        check_unique_input_fields(check, definition, field->value);
}

void gqlcheck_unique_input_fields(struct gqlcheck *check, const struct gqlcheck_site *site)
{
    check_unique_input_fields(check, site->definition, site->value);
}
