/*
 * directives.c - whether directives exist, may stand where they stand, and have the right arguments.
 */
#include "gqlcheck/internal.h"

/* Those of Amplify's first generation, about which another rule says more. */
static bool is_known_to_amplify(const struct gqlcheck *check, uint32_t name)
{
    return check->options->profile == GQL_PROFILE_AMPLIFY && check->is_on[RULE_GQL_AMPLIFY_V1] &&
           (name == GQL_WORD_key || name == GQL_WORD_connection || name == GQL_WORD_versioned);
}

void gqlcheck_known_directives(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    for (const struct gql_directive *use = place->directives; use; use = use->next) {
        const struct gql_definition *directive = gql_schema_directive(check->schema, use->name.id);
        str name = gqlcheck_name(check, use->name.id);
        if ((directive && directive->locations >> place->location & 1) ||
            (!directive && is_known_to_amplify(check, use->name.id)))
            continue;
        span where = { use->span.start, use->name.span.end };
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_KNOWN_DIRECTIVES, place->definition, where);
        if (!directive) {
            diag_message(d, "unknown directive \"@%.*s\"", STR_ARG(name));
            gqlcheck_help_nearest_directive(check, d, use->name.id);
            continue;
        }
        diag_message(d, "directive \"@%.*s\" may not be used on %s", STR_ARG(name),
                     gql_location_name(place->location));
        if (directive->document->is_builtin && gql_misplaced_severity(use->name.id) < d->severity)
            d->severity = gql_misplaced_severity(use->name.id);
    }
}

/* Reports what stands there again since the marks began. */
static void mark_directives(struct gqlcheck *check, const struct gql_definition *definition,
                            const struct gql_directive *directives)
{
    for (const struct gql_directive *use = directives; use; use = use->next) {
        const struct gql_definition *directive = gql_schema_directive(check->schema, use->name.id);
        if (!directive || directive->is_repeatable)
            continue;
        struct gqlcheck_mark *mark = gqlcheck_mark(check, use->name.id);
        if (!mark->item) {
            mark->item = definition;
            mark->number = use->span.start;
            continue;
        }
        span where = { use->span.start, use->name.span.end };
        str name = gqlcheck_name(check, use->name.id);
        struct diag *d = gqlcheck_report_in(check, RULE_GQL_UNIQUE_DIRECTIVES_PER_LOCATION, definition, where);
        diag_message(d, "directive \"@%.*s\" can be used only once here", STR_ARG(name));
        gqlcheck_relate(d, mark->item, span_at(mark->number, mark->number + (where.end - where.start)), "first here");
    }
}

/*
 * All definitions of one type, or all schema blocks, count as one place, which is checked when the first of them with
 * directives is asked for.
 */
static void mark_together(struct gqlcheck *check, const struct gql_definition *asked,
                          const struct gql_definition *const *definitions, uint32_t count)
{
    bool is_first = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct gql_definition *definition = definitions[i];
        if (definition->document->is_builtin || !definition->directives)
            continue;
        if (!is_first && definition != asked)
            return;
        is_first = true;
        mark_directives(check, definition, definition->directives);
    }
}

void gqlcheck_unique_directives_per_location(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    const struct gql_definition *definition = place->definition;
    const struct gql_schema *schema = check->schema;
    bool is_member = place->member || place->argument || place->selection;
    gqlcheck_marks_begin(check);
    if (is_member || definition->kind < GQL_SCHEMA || definition->kind == GQL_DIRECTIVE) {
        mark_directives(check, definition, place->directives);
    } else if (definition->kind == GQL_SCHEMA) {
        mark_together(check, definition, schema->blocks, schema->block_count);
    } else {
        const struct gql_named_type *type = schema->type_of_name[definition->name.id];
        mark_together(check, definition, type->definitions, type->definition_count);
    }
}

/* -- arguments -- */

static void check_known_arguments(struct gqlcheck *check, const struct gqlcheck_place *place,
                                  const struct gql_directive *use, const struct gql_definition *directive)
{
    enum rule_id rule =
        check->is_operation ? RULE_GQL_KNOWN_ARGUMENTS : RULE_GQL_KNOWN_DIRECTIVE_ARGUMENTS;
    for (const struct gql_argument *argument = use->arguments; argument; argument = argument->next) {
        if (members_find(&check->members, directive->members, argument->name.id))
            continue;
        struct diag *d = gqlcheck_report_in(check, rule, place->definition, argument->name.span);
        str name = gqlcheck_name(check, argument->name.id), of = gqlcheck_name(check, use->name.id);
        diag_message(d, "unknown argument \"%.*s\" of directive \"@%.*s\"", STR_ARG(name), STR_ARG(of));
        gqlcheck_help_nearest_member(check, d, directive->members, argument->name.id);
    }
}

void gqlcheck_known_directive_arguments(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    for (const struct gql_directive *use = place->directives; use; use = use->next) {
        const struct gql_definition *directive = gql_schema_directive(check->schema, use->name.id);
        if (directive)
            check_known_arguments(check, place, use, directive);
    }
}

static void check_required_arguments(struct gqlcheck *check, const struct gqlcheck_place *place,
                                     const struct gql_directive *use, const struct gql_definition *directive)
{
    enum rule_id rule =
        check->is_operation ? RULE_GQL_REQUIRED_ARGUMENTS : RULE_GQL_REQUIRED_DIRECTIVE_ARGUMENTS;
    gqlcheck_mark_arguments(check, use->arguments);
    for (const struct gql_member *argument = directive->members; argument; argument = argument->next) {
        if (!gql_member_is_required(argument) || gqlcheck_mark(check, argument->name.id)->item)
            continue;
        span where = { use->span.start, use->name.span.end };
        struct diag *d = gqlcheck_report_in(check, rule, place->definition, where);
        str name = gqlcheck_name(check, argument->name.id), of = gqlcheck_name(check, use->name.id);
        str type = gqlcheck_type_text(check, argument->type.type);
        diag_message(d, "directive \"@%.*s\" needs argument \"%.*s\" of type \"%.*s\"", STR_ARG(of), STR_ARG(name),
                     STR_ARG(type));
    }
}

void gqlcheck_required_directive_arguments(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    for (const struct gql_directive *use = place->directives; use; use = use->next) {
        const struct gql_definition *directive = gql_schema_directive(check->schema, use->name.id);
        if (directive)
            check_required_arguments(check, place, use, directive);
    }
}

void gqlcheck_unique_arguments_of(struct gqlcheck *check, const struct gql_definition *definition,
                                  const struct gql_argument *arguments)
{
    if (!arguments || !arguments->next)
        return;
    gqlcheck_marks_begin(check);
    for (; arguments; arguments = arguments->next) {
        struct diag *d;
        gqlcheck_mark_in_group(check, arguments->name, definition, RULE_GQL_UNIQUE_ARGUMENTS, &d);
        if (!d)
            continue;
        str name = gqlcheck_name(check, arguments->name.id);
        diag_message(d, "there can be only one argument named \"%.*s\"", STR_ARG(name));
    }
}

void gqlcheck_unique_directive_arguments(struct gqlcheck *check, const struct gqlcheck_place *place)
{
    for (const struct gql_directive *use = place->directives; use; use = use->next)
        gqlcheck_unique_arguments_of(check, place->definition, use->arguments);
}
