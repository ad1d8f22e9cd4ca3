#include "gqlcheck/internal.h"

struct diag *gqlcheck_report(struct gqlcheck *check, enum rule_id rule, const struct gql_document *document,
                             span where)
{
    if (!check->is_on[rule]) {
        /* Nobody will see it, but the caller need not know. */
        struct diag *unseen = arena_new(check->arena, struct diag);
        unseen->arena = check->arena;
        return unseen;
    }
    struct diag *diag = diag_add(check->diags, rule, document->source, where);
    if (check->options->severities)
        diag->severity = check->options->severities[rule];
    return diag;
}

struct diag *gqlcheck_report_in(struct gqlcheck *check, enum rule_id rule,
                                const struct gql_definition *definition, span where)
{
    return gqlcheck_report(check, rule, definition->document, where);
}

void gqlcheck_relate(struct diag *diag, const struct gql_definition *definition, span where, const char *what)
{
    diag_related(diag, definition->document->source, where, "%s", what);
}

span gqlcheck_head(const struct gql_definition *definition)
{
    uint32_t end = definition->name.id ? definition->name.span.end : definition->keyword.end;
    return (span){ definition->span.start, end };
}

span gqlcheck_member_head(const struct gql_member *member)
{
    return (span){ member->span.start, member->name.span.end };
}

str gqlcheck_name(const struct gqlcheck *check, uint32_t name)
{
    return intern_text(check->names, name);
}

str gqlcheck_type_text(const struct gqlcheck *check, gql_type type)
{
    return gql_type_text(check->arena, check->names, type);
}

void gqlcheck_help_nearest_type(struct gqlcheck *check, struct diag *diag, uint32_t name)
{
    if (!check->type_names)
        check->type_names = gql_schema_type_names(check->schema, check->arena, &check->type_name_count);
    diag_help_nearest(check->diags, diag, check->type_names, check->type_name_count, gqlcheck_name(check, name));
}

/* The budget of diag_help_nearest() bounds how many names are compared; this bounds how many are copied for it. */
#define NAMES_MAX 1000u

void gqlcheck_help_nearest_field(struct gqlcheck *check, struct diag *diag, const struct gql_named_type *type,
                                 uint32_t name)
{
    uint32_t count = type->field_count < NAMES_MAX ? type->field_count : NAMES_MAX;
    if (check->diags->nearest_budget == 0)
        return;
    str *names = arena_array(check->arena, str, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = gqlcheck_name(check, type->fields[i].member->name.id);
    diag_help_nearest(check->diags, diag, names, count, gqlcheck_name(check, name));
}

void gqlcheck_help_nearest_member(struct gqlcheck *check, struct diag *diag, const struct gql_member *members,
                                  uint32_t name)
{
    str names[64];
    size_t count = 0;
    for (; members && count < ARRAY_LEN(names); members = members->next)
        names[count++] = gqlcheck_name(check, members->name.id);
    diag_help_nearest(check->diags, diag, names, count, gqlcheck_name(check, name));
}

void gqlcheck_help_nearest_directive(struct gqlcheck *check, struct diag *diag, uint32_t name)
{
    str names[64];
    size_t count = 0;
    for (uint32_t i = 0; i < check->schema->directive_count && count < ARRAY_LEN(names); i++)
        names[count++] = gqlcheck_name(check, check->schema->directives[i]->name.id);
    diag_help_nearest(check->diags, diag, names, count, gqlcheck_name(check, name));
}

void gqlcheck_marks_begin(struct gqlcheck *check)
{
    check->round++;
}

struct gqlcheck_mark *gqlcheck_mark(struct gqlcheck *check, uint32_t name)
{
    struct gqlcheck_mark *mark = &check->marks[name];
    if (mark->round != check->round)
        *mark = (struct gqlcheck_mark){ .round = check->round };
    return mark;
}

void gqlcheck_mark_arguments(struct gqlcheck *check, const struct gql_argument *arguments)
{
    gqlcheck_marks_begin(check);
    for (; arguments; arguments = arguments->next)
        gqlcheck_mark(check, arguments->name.id)->item = arguments;
}

bool gqlcheck_mark_in_group(struct gqlcheck *check, struct gql_name name, const struct gql_definition *definition,
                            enum rule_id rule, struct diag **diag)
{
    struct gqlcheck_mark *mark = gqlcheck_mark(check, name.id);
    *diag = NULL;
    if (!mark->item) {
        mark->item = definition;
        mark->number = name.span.start;
        return true;
    }
    if (mark->diag) {
        gqlcheck_relate(mark->diag, definition, name.span, "and here");
        return false;
    }
    *diag = mark->diag = gqlcheck_report_in(check, rule, definition, name.span);
    span first = { mark->number, mark->number + (name.span.end - name.span.start) };
    gqlcheck_relate(mark->diag, mark->item, first, "first here");
    return false;
}

bool gqlcheck_mark_again(struct gqlcheck *check, struct gql_name name, const struct gql_definition *definition,
                         enum rule_id rule, struct diag **diag)
{
    bool is_new = gqlcheck_mark_in_group(check, name, definition, rule, diag);
    gqlcheck_mark(check, name.id)->diag = NULL;
    return is_new;
}

str gqlcheck_string(struct gqlcheck *check, const struct gql_document *document, const struct gql_value *value)
{
    return gql_string_value(check->arena, gql_text(document, value->span));
}

const struct gql_value *gqlcheck_items(const struct gql_value *value)
{
    return value && value->kind == GQL_LIST ? value->as.items : value;
}

const struct gql_value *gqlcheck_argument(const struct gql_directive *directive, uint32_t name)
{
    const struct gql_argument *argument = gql_argument_find(directive->arguments, name);
    return argument ? argument->value : NULL;
}
