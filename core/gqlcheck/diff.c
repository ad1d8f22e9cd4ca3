/*
 * diff.c - the walk over two schemas side by side.
 */
#include "gqlcheck/diff.h"

#include "gqlcheck/compare.h"

/* A field, argument, input field or enum value in both schemas. */
struct both {
    const struct gql_named_type *type; /* the old one; NULL for arguments of directives */
    const struct gql_definition *old_definition, *new_definition;
    const struct gql_member *before, *after;
};

static void set_places(struct change *change, const struct both *both)
{
    change->before = compare_place(both->old_definition, both->before->name.span);
    change->after = compare_place(both->new_definition, both->after->name.span);
}

static str type_text(struct comparison *c, gql_type type)
{
    return gql_type_text(c->arena, c->names, type);
}

/* -- descriptions -- */

/* `added` is followed by "removed" and "changed" in the table. */
static void compare_description(struct comparison *c, enum change_kind added, const struct both *both, uint32_t a,
                                uint32_t b)
{
    const struct gql_value *before = both->before->description, *after = both->after->description;
    if (compare_same_text(c, both->old_definition, before, both->new_definition, after))
        return;
    enum change_kind kind = !before ? added : !after ? added + 1 : added + 2;
    struct change *change = compare_add(c, kind, CHANGE_SAFE, a, b, GQL_NO_NAME);
    set_places(change, both);
    compare_say(c, change, "the description of \"%.*s\" was %s", STR_ARG(change->path),
                !before ? "added" : !after ? "removed" : "changed");
}

/* Where there is only one kind of change for descriptions. */
static void compare_any_description(struct comparison *c, enum change_kind kind, const struct both *both, uint32_t a,
                                    uint32_t b, uint32_t d)
{
    const struct gql_value *before = both->before->description, *after = both->after->description;
    if (compare_same_text(c, both->old_definition, before, both->new_definition, after))
        return;
    struct change *change = compare_add(c, kind, CHANGE_SAFE, a, b, d);
    set_places(change, both);
    compare_say(c, change, "the description of \"%.*s\" changed", STR_ARG(change->path));
}

static void compare_type_description(struct comparison *c, const struct gql_named_type *before,
                                     const struct gql_named_type *after)
{
    const struct gql_value *old_text = before->base->description, *new_text = after->base->description;
    if (compare_same_text(c, before->base, old_text, after->base, new_text))
        return;
    enum change_kind kind = !old_text   ? CHANGE_TYPE_DESCRIPTION_ADDED
                            : !new_text ? CHANGE_TYPE_DESCRIPTION_REMOVED
                                        : CHANGE_TYPE_DESCRIPTION;
    struct change *change = compare_add(c, kind, CHANGE_SAFE, before->name, GQL_NO_NAME, GQL_NO_NAME);
    change->before = compare_place(before->base, before->base->name.span);
    change->after = compare_place(after->base, after->base->name.span);
    compare_say(c, change, "the description of \"%.*s\" was %s", STR_ARG(change->path),
                !old_text ? "added" : !new_text ? "removed" : "changed");
}

/* -- deprecation -- */

static const struct gql_directive *deprecation(const struct gql_member *member)
{
    return gql_directive_find(member->directives, GQL_WORD_deprecated);
}

static str reason_of(struct comparison *c, const struct gql_definition *definition, const struct gql_directive *use)
{
    const struct gql_value *reason = use ? gqlcheck_argument(use, GQL_WORD_reason) : NULL;
    if (!reason || reason->kind != GQL_STRING)
        return use ? STR("No longer supported") : STR("");
    return gql_string_value(c->arena, gql_text(definition->document, reason->span));
}

/* `added` is followed by "removed" and "changed" in the table. */
static void compare_reason(struct comparison *c, enum change_kind added, const struct both *both, uint32_t a,
                           uint32_t b)
{
    const struct gql_directive *before = deprecation(both->before), *after = deprecation(both->after);
    str old_reason = reason_of(c, both->old_definition, before), new_reason = reason_of(c, both->new_definition, after);
    if (str_equal(old_reason, new_reason))
        return;
    enum change_kind kind = !before ? added : !after ? added + 1 : added + 2;
    struct change *change = compare_add(c, kind, CHANGE_SAFE, a, b, GQL_NO_NAME);
    set_places(change, both);
    compare_say(c, change, "the reason why \"%.*s\" is deprecated is now \"%.*s\", and was \"%.*s\"",
                STR_ARG(change->path), STR_ARG(new_reason), STR_ARG(old_reason));
}

static void compare_deprecation(struct comparison *c, const struct both *both, uint32_t a, uint32_t b)
{
    const struct gql_directive *before = deprecation(both->before), *after = deprecation(both->after);
    if (!before == !after)
        return;
    struct change *change = compare_add(c, after ? CHANGE_FIELD_DEPRECATION_ADDED : CHANGE_FIELD_DEPRECATION_REMOVED,
                                        after ? CHANGE_SAFE : CHANGE_DANGEROUS, a, b, GQL_NO_NAME);
    set_places(change, both);
    compare_say(c, change, "\"%.*s\" is %s deprecated", STR_ARG(change->path), after ? "now" : "no longer");
}

/* -- members of which only one schema has one -- */

static struct change *add_one_sided(struct comparison *c, enum change_kind kind, enum change_grade grade,
                                    struct change_place place, bool is_new, const uint32_t path[3])
{
    struct change *change = compare_add(c, kind, grade, path[0], path[1], path[2]);
    if (is_new)
        change->after = place;
    else
        change->before = place;
    compare_say(c, change, "\"%.*s\" was %s", STR_ARG(change->path), is_new ? "added" : "removed");
    return change;
}

/* -- arguments and input fields -- */

struct input_kinds {
    enum change_kind type, value;
};

/* Type and default value of something that is given. `path` is its own. */
static void compare_input(struct comparison *c, struct input_kinds kinds, const struct both *both,
                          const uint32_t path[3])
{
    gql_type before = both->before->type.type, after = both->after->type.type;
    if (!compare_same_value(c, both->old_definition->document, both->before->default_value,
                            both->new_definition->document, both->after->default_value, after)) {
        struct change *change = compare_add(c, kinds.value, CHANGE_DANGEROUS, path[0], path[1], path[2]);
        set_places(change, both);
        compare_say(c, change, "the default value of \"%.*s\" changed", STR_ARG(change->path));
    }
    if (gql_type_equal(before, after))
        return;
    bool is_safe = compare_is_safe_input(before, after);
    struct change *change =
        compare_add(c, kinds.type, is_safe ? CHANGE_SAFE : CHANGE_BREAKING, path[0], path[1], path[2]);
    set_places(change, both);
    str old_text = type_text(c, before), new_text = type_text(c, after);
    compare_say(c, change, "\"%.*s\" changed its type from \"%.*s\" to \"%.*s\"", STR_ARG(change->path),
                STR_ARG(old_text), STR_ARG(new_text));
}

/* The changes since `from` are about this. */
static void attribute(struct comparison *c, uint32_t from, const struct gql_named_type *type,
                      const struct gql_field *field, const struct gql_member *argument)
{
    for (uint32_t i = from; i < c->changes.count; i++) {
        c->changes.items[i].type = type;
        c->changes.items[i].field = field;
        c->changes.items[i].argument = argument;
    }
}

static void compare_argument(struct comparison *c, const struct both *both, uint32_t type, uint32_t field)
{
    const uint32_t path[3] = { type, field, both->before->name.id };
    compare_any_description(c, CHANGE_ARGUMENT_DESCRIPTION, both, path[0], path[1], path[2]);
    compare_input(c, (struct input_kinds){ CHANGE_ARGUMENT_TYPE, CHANGE_ARGUMENT_DEFAULT }, both, path);
    struct compare_uses uses = { CHANGE_USE_ARGUMENT_ADDED, both->old_definition, both->new_definition,
                                 both->before->directives, both->after->directives, { path[0], path[1], path[2] } };
    compare_uses(c, &uses);
}

/* Two fields of the same name, and the types that they are in. */
struct field_pair {
    const struct gql_named_type *type;
    const struct gql_field *before, *after;
};

static void compare_added_arguments(struct comparison *c, const struct field_pair *pair)
{
    compare_marks_begin(c);
    for (const struct gql_member *m = pair->before->member->arguments; m; m = m->next)
        compare_mark(c, m->name.id, m);
    for (const struct gql_member *m = pair->after->member->arguments; m; m = m->next) {
        if (compare_marked(c, m->name.id))
            continue;
        enum change_grade grade = gql_member_is_required(m) ? CHANGE_BREAKING : CHANGE_DANGEROUS;
        uint32_t path[3] = { pair->type->name, pair->before->member->name.id, m->name.id };
        struct change *change = add_one_sided(c, CHANGE_ARGUMENT_ADDED, grade,
                                              compare_place(pair->after->definition, m->name.span), true, path);
        change->type = pair->type;
        change->field = pair->before;
    }
}

static void compare_arguments(struct comparison *c, const struct field_pair *pair)
{
    uint32_t name = pair->before->member->name.id;
    compare_added_arguments(c, pair);
    for (const struct gql_member *m = pair->before->member->arguments; m; m = m->next) {
        uint32_t from = c->changes.count;
        const struct gql_member *other = members_find(&c->members, pair->after->member->arguments, m->name.id);
        uint32_t path[3] = { pair->type->name, name, m->name.id };
        struct both both = { pair->type, pair->before->definition, pair->after->definition, m, other };
        if (other)
            compare_argument(c, &both, pair->type->name, name);
        else
            add_one_sided(c, CHANGE_ARGUMENT_REMOVED, CHANGE_BREAKING,
                          compare_place(pair->before->definition, m->name.span), false, path);
        attribute(c, from, pair->type, pair->before, m);
    }
}

/* -- fields, input fields, enum values -- */

static void compare_output_field(struct comparison *c, const struct both *both, uint32_t type, uint32_t field)
{
    gql_type before = both->before->type.type, after = both->after->type.type;
    compare_description(c, CHANGE_FIELD_DESCRIPTION_ADDED, both, type, field);
    compare_deprecation(c, both, type, field);
    compare_reason(c, CHANGE_FIELD_REASON_ADDED, both, type, field);
    if (gql_type_equal(before, after))
        return;
    bool is_safe = compare_is_safe_output(before, after);
    struct change *change =
        compare_add(c, CHANGE_FIELD_TYPE, is_safe ? CHANGE_SAFE : CHANGE_BREAKING, type, field, GQL_NO_NAME);
    set_places(change, both);
    str old_text = type_text(c, before), new_text = type_text(c, after);
    compare_say(c, change, "\"%.*s\" changed its type from \"%.*s\" to \"%.*s\"", STR_ARG(change->path),
                STR_ARG(old_text), STR_ARG(new_text));
}

static void compare_field(struct comparison *c, const struct field_pair *pair)
{
    const struct gql_named_type *type = pair->type;
    const struct gql_member *before = pair->before->member, *after = pair->after->member;
    struct both both = { type, pair->before->definition, pair->after->definition, before, after };
    uint32_t from = c->changes.count;
    const uint32_t path[3] = { type->name, before->name.id, GQL_NO_NAME };
    enum change_kind used = CHANGE_USE_FIELD_ADDED;
    if (type->kind == GQL_INPUT) {
        compare_description(c, CHANGE_INPUT_FIELD_DESCRIPTION_ADDED, &both, path[0], path[1]);
        compare_input(c, (struct input_kinds){ CHANGE_INPUT_FIELD_TYPE, CHANGE_INPUT_FIELD_DEFAULT }, &both, path);
        used = CHANGE_USE_INPUT_FIELD_ADDED;
    } else if (type->kind == GQL_ENUM) {
        compare_any_description(c, CHANGE_ENUM_VALUE_DESCRIPTION, &both, path[0], path[1], path[2]);
        compare_reason(c, CHANGE_ENUM_REASON_ADDED, &both, path[0], path[1]);
        used = CHANGE_USE_ENUM_VALUE_ADDED;
    } else {
        compare_output_field(c, &both, path[0], path[1]);
    }
    struct compare_uses uses = { used, both.old_definition, both.new_definition, before->directives,
                                 after->directives, { path[0], path[1], path[2] } };
    compare_uses(c, &uses);
    attribute(c, from, type, pair->before, NULL);
    if (type->kind == GQL_OBJECT || type->kind == GQL_INTERFACE)
        compare_arguments(c, pair);
}

static enum change_grade added_grade(const struct gql_named_type *type, const struct gql_member *member)
{
    if (type->kind == GQL_ENUM)
        return CHANGE_DANGEROUS;
    if (type->kind == GQL_INPUT)
        return gql_member_is_required(member) ? CHANGE_BREAKING : CHANGE_DANGEROUS;
    return CHANGE_SAFE;
}

static enum change_kind added_kind(enum gql_kind kind)
{
    return kind == GQL_ENUM ? CHANGE_ENUM_VALUE_ADDED : kind == GQL_INPUT ? CHANGE_INPUT_FIELD_ADDED : CHANGE_FIELD_ADDED;
}

static void compare_fields(struct comparison *c, const struct gql_named_type *before,
                           const struct gql_named_type *after)
{
    enum change_kind added = added_kind(before->kind);
    for (uint32_t i = 0; i < after->field_count; i++) {
        const struct gql_field *field = &after->fields[i];
        uint32_t path[3] = { before->name, field->member->name.id, GQL_NO_NAME };
        if (gql_type_field(before, field->member->name.id))
            continue;
        struct change *change = add_one_sided(c, added, added_grade(before, field->member),
                                              compare_place(field->definition, field->member->name.span), true, path);
        change->type = before;
    }
    for (uint32_t i = 0; i < before->field_count; i++) {
        const struct gql_field *field = &before->fields[i];
        const struct gql_field *other = gql_type_field(after, field->member->name.id);
        uint32_t path[3] = { before->name, field->member->name.id, GQL_NO_NAME };
        if (other) {
            compare_field(c, &(struct field_pair){ before, field, other });
            continue;
        }
        /* The kind "removed" follows "added". */
        struct change *change = add_one_sided(c, added + 1, CHANGE_BREAKING,
                                              compare_place(field->definition, field->member->name.span), false, path);
        change->after = compare_place(after->base, after->base->name.span);
        change->type = before;
        change->field = field;
    }
}

/* -- interfaces and union members -- */

static enum change_kind link_kind(enum gql_kind kind)
{
    return kind == GQL_UNION    ? CHANGE_UNION_MEMBER_ADDED
           : kind == GQL_OBJECT ? CHANGE_INTERFACE_ADDED
                                : CHANGE_INTERFACE_INTERFACE_ADDED;
}

static void compare_links_one_way(struct comparison *c, const struct gql_named_type *from,
                                  const struct gql_named_type *to, bool is_new)
{
    compare_marks_begin(c);
    for (uint32_t i = 0; i < from->link_count; i++)
        compare_mark(c, from->links[i].named->name.id, from);
    for (uint32_t i = 0; i < to->link_count; i++) {
        struct gql_name name = to->links[i].named->name;
        if (compare_marked(c, name.id))
            continue;
        compare_mark(c, name.id, to);
        enum change_kind kind = is_new ? link_kind(to->kind) : link_kind(to->kind) + 1;
        struct change *change = compare_add(c, kind, is_new ? CHANGE_DANGEROUS : CHANGE_BREAKING, to->name,
                                            GQL_NO_NAME, GQL_NO_NAME);
        struct change_place place = compare_place(to->links[i].definition, name.span);
        change->before = is_new ? (struct change_place){ 0 } : place;
        change->after = is_new ? place : compare_place(from->base, from->base->name.span);
        change->type = is_new ? from : to;
        str owner = change->path, text = compare_name(c, name.id);
        compare_say(c, change, "%s \"%.*s\" was %s \"%.*s\"", to->kind == GQL_UNION ? "type" : "interface",
                    STR_ARG(text), is_new ? "added to" : "removed from", STR_ARG(owner));
    }
}

/* -- types -- */

static enum change_kind type_use_kind(enum gql_kind kind)
{
    switch (kind) {
    case GQL_OBJECT: return CHANGE_USE_OBJECT_ADDED;
    case GQL_INTERFACE: return CHANGE_USE_INTERFACE_ADDED;
    case GQL_UNION: return CHANGE_USE_UNION_ADDED;
    case GQL_ENUM: return CHANGE_USE_ENUM_ADDED;
    case GQL_INPUT: return CHANGE_USE_INPUT_ADDED;
    case GQL_SCALAR:
    case GQL_OPERATION:
    case GQL_FRAGMENT:
    case GQL_SCHEMA:
    case GQL_DIRECTIVE: break;
    }
    return CHANGE_USE_SCALAR_ADDED;
}

static void compare_type(struct comparison *c, const struct gql_named_type *before,
                         const struct gql_named_type *after)
{
    uint32_t from = c->changes.count;
    if (before->kind != after->kind) {
        struct change *change =
            compare_add(c, CHANGE_TYPE_KIND, CHANGE_BREAKING, before->name, GQL_NO_NAME, GQL_NO_NAME);
        change->before = compare_place(before->base, before->base->name.span);
        change->after = compare_place(after->base, after->base->name.span);
        compare_say(c, change, "\"%.*s\" changed from %s type to %s type", STR_ARG(change->path),
                    gql_kind_with_article(before->kind), gql_kind_with_article(after->kind));
    } else {
        struct compare_uses uses = { type_use_kind(before->kind), before->base, after->base,
                                     before->base->directives, after->base->directives,
                                     { before->name, GQL_NO_NAME, GQL_NO_NAME } };
        compare_links_one_way(c, before, after, true);
        compare_links_one_way(c, after, before, false);
        compare_uses(c, &uses);
        attribute(c, from, before, NULL, NULL);
        compare_fields(c, before, after);
    }
    from = c->changes.count;
    compare_type_description(c, before, after);
    attribute(c, from, before, NULL, NULL);
}

static bool is_compared(const struct gql_named_type *type)
{
    return type->is_defined && !type->is_builtin;
}

static const struct gql_named_type *user_type(const struct gql_schema *schema, uint32_t name)
{
    const struct gql_named_type *type = gql_schema_type(schema, name);
    return type && is_compared(type) ? type : NULL;
}

static void compare_types(struct comparison *c)
{
    for (uint32_t i = 0; i < c->after->type_count; i++) {
        const struct gql_named_type *type = &c->after->types[i];
        uint32_t path[3] = { type->name, GQL_NO_NAME, GQL_NO_NAME };
        if (is_compared(type) && !user_type(c->before, type->name))
            add_one_sided(c, CHANGE_TYPE_ADDED, CHANGE_SAFE, compare_place(type->base, type->base->name.span), true,
                          path);
    }
    for (uint32_t i = 0; i < c->before->type_count; i++) {
        const struct gql_named_type *type = &c->before->types[i];
        const struct gql_named_type *other = user_type(c->after, type->name);
        uint32_t path[3] = { type->name, GQL_NO_NAME, GQL_NO_NAME };
        if (!is_compared(type))
            continue;
        if (other) {
            compare_type(c, type, other);
            continue;
        }
        struct change *change = add_one_sided(c, CHANGE_TYPE_REMOVED, CHANGE_BREAKING,
                                              compare_place(type->base, type->base->name.span), false, path);
        change->type = type;
    }
}

/* -- directives -- */

static void prefix_path(struct comparison *c, uint32_t from)
{
    for (uint32_t i = from; i < c->changes.count; i++) {
        str path = c->changes.items[i].path;
        c->changes.items[i].path = str_printf(c->arena, "@%.*s", STR_ARG(path));
    }
}

static void compare_locations(struct comparison *c, const struct gql_definition *before,
                              const struct gql_definition *after)
{
    uint32_t added = after->locations & ~before->locations, removed = before->locations & ~after->locations;
    for (enum gql_location i = 0; i < GQL_LOCATION_COUNT; i++) {
        bool is = added >> i & 1;
        if (!((added | removed) >> i & 1))
            continue;
        struct change *change = compare_add(c, is ? CHANGE_DIRECTIVE_LOCATION_ADDED : CHANGE_DIRECTIVE_LOCATION_REMOVED,
                                            is ? CHANGE_SAFE : CHANGE_BREAKING, before->name.id, GQL_NO_NAME,
                                            GQL_NO_NAME);
        change->before = compare_place(before, before->name.span);
        change->after = compare_place(after, after->name.span);
        compare_say(c, change, "directive \"@%.*s\" may %s be used on %s", STR_ARG(change->path),
                    is ? "now" : "no longer", gql_location_name(i));
    }
}

static void compare_directive_arguments(struct comparison *c, const struct gql_definition *before,
                                        const struct gql_definition *after)
{
    for (const struct gql_member *m = after->members; m; m = m->next) {
        uint32_t path[3] = { before->name.id, GQL_NO_NAME, GQL_NO_NAME };
        if (members_find(&c->members, before->members, m->name.id))
            continue;
        struct change *change = add_one_sided(c, CHANGE_DIRECTIVE_ARGUMENT_ADDED,
                                              gql_member_is_required(m) ? CHANGE_BREAKING : CHANGE_SAFE,
                                              compare_place(after, m->name.span), true, path);
        str name = compare_name(c, m->name.id);
        compare_say(c, change, "argument \"%.*s\" was added to directive \"@%.*s\"", STR_ARG(name),
                    STR_ARG(change->path));
    }
    for (const struct gql_member *m = before->members; m; m = m->next) {
        uint32_t path[3] = { before->name.id, m->name.id, GQL_NO_NAME };
        struct both both = { NULL, before, after, m, members_find(&c->members, after->members, m->name.id) };
        if (!both.after) {
            add_one_sided(c, CHANGE_DIRECTIVE_ARGUMENT_REMOVED, CHANGE_BREAKING, compare_place(before, m->name.span),
                          false, path);
            continue;
        }
        compare_any_description(c, CHANGE_DIRECTIVE_ARGUMENT_DESCRIPTION, &both, path[0], path[1], path[2]);
        compare_input(c, (struct input_kinds){ CHANGE_DIRECTIVE_ARGUMENT_TYPE, CHANGE_DIRECTIVE_ARGUMENT_DEFAULT },
                      &both, path);
    }
}

static void compare_directive(struct comparison *c, const struct gql_definition *before,
                              const struct gql_definition *after)
{
    if (!compare_same_text(c, before, before->description, after, after->description)) {
        struct change *change = compare_add(c, CHANGE_DIRECTIVE_DESCRIPTION, CHANGE_SAFE, before->name.id,
                                            GQL_NO_NAME, GQL_NO_NAME);
        change->before = compare_place(before, before->name.span);
        change->after = compare_place(after, after->name.span);
        compare_say(c, change, "the description of \"@%.*s\" changed", STR_ARG(change->path));
    }
    compare_locations(c, before, after);
    if (before->is_repeatable != after->is_repeatable) {
        bool is = after->is_repeatable;
        struct change *change = compare_add(c, is ? CHANGE_DIRECTIVE_REPEATABLE_ADDED : CHANGE_DIRECTIVE_REPEATABLE_REMOVED,
                                            is ? CHANGE_SAFE : CHANGE_BREAKING, before->name.id, GQL_NO_NAME,
                                            GQL_NO_NAME);
        change->before = compare_place(before, before->name.span);
        change->after = compare_place(after, after->name.span);
        compare_say(c, change, "directive \"@%.*s\" is %s repeatable", STR_ARG(change->path), is ? "now" : "no longer");
    }
    compare_directive_arguments(c, before, after);
}

static void compare_directives(struct comparison *c)
{
    uint32_t from = c->changes.count;
    for (uint32_t i = 0; i < c->after->directive_count; i++) {
        const struct gql_definition *directive = c->after->directives[i];
        uint32_t path[3] = { directive->name.id, GQL_NO_NAME, GQL_NO_NAME };
        if (!gql_schema_directive(c->before, directive->name.id))
            add_one_sided(c, CHANGE_DIRECTIVE_ADDED, CHANGE_SAFE, compare_place(directive, directive->name.span), true,
                          path);
    }
    for (uint32_t i = 0; i < c->before->directive_count; i++) {
        const struct gql_definition *directive = c->before->directives[i];
        const struct gql_definition *other = gql_schema_directive(c->after, directive->name.id);
        uint32_t path[3] = { directive->name.id, GQL_NO_NAME, GQL_NO_NAME };
        if (other)
            compare_directive(c, directive, other);
        else
            add_one_sided(c, CHANGE_DIRECTIVE_REMOVED, CHANGE_BREAKING,
                          compare_place(directive, directive->name.span), false, path);
    }
    prefix_path(c, from);
}

/* -- roots and the schema definition -- */

static struct change_place root_place(const struct gql_schema *schema, enum gql_operation operation)
{
    const struct gql_root *root = &schema->roots[operation];
    if (root->member)
        return compare_place(root->definition, root->member->type.named);
    return root->type ? compare_place(root->type->base, root->type->base->name.span) : (struct change_place){ 0 };
}

static struct change *add_root(struct comparison *c, enum gql_operation operation, enum change_grade grade)
{
    struct change *change =
        compare_add(c, CHANGE_SCHEMA_QUERY + operation, grade, GQL_WORD_schema, GQL_NO_NAME, GQL_NO_NAME);
    change->before = root_place(c->before, operation);
    change->after = root_place(c->after, operation);
    return change;
}

/* One that has the usual name says it by its coming and going; here is what that does not say. */
static void compare_lone_root(struct comparison *c, enum gql_operation operation, const struct gql_named_type *before,
                              const struct gql_named_type *after)
{
    uint32_t name = before ? before->name : after->name;
    bool is_usual = name == GQL_WORD_Query + (uint32_t)operation;
    if (is_usual && (after || !gql_schema_type(c->after, name)))
        return;
    struct change *change = add_root(c, operation, before ? CHANGE_BREAKING : CHANGE_SAFE);
    str text = compare_name(c, name);
    compare_say(c, change, "the %s type, \"%.*s\", was %s", gql_operation_name(operation), STR_ARG(text),
                before ? "removed" : "added");
}

static void compare_roots(struct comparison *c)
{
    for (enum gql_operation i = 0; i < GQL_OPERATION_COUNT; i++) {
        const struct gql_named_type *before = c->before->roots[i].type, *after = c->after->roots[i].type;
        if (!before != !after)
            compare_lone_root(c, i, before, after);
        if (!before || !after || before->name == after->name)
            continue;
        struct change *change = add_root(c, i, CHANGE_BREAKING);
        str old_name = compare_name(c, before->name), new_name = compare_name(c, after->name);
        compare_say(c, change, "the %s type changed from \"%.*s\" to \"%.*s\"", gql_operation_name(i),
                    STR_ARG(old_name), STR_ARG(new_name));
    }
}

static void compare_blocks(struct comparison *c)
{
    const struct gql_definition *before = c->before->block, *after = c->after->block;
    const struct gql_named_type *query = before ? c->before->roots[GQL_QUERY].type : c->after->roots[GQL_QUERY].type;
    struct compare_uses uses = { CHANGE_USE_SCHEMA_ADDED, before, after, before ? before->directives : NULL,
                                 after ? after->directives : NULL,
                                 { query ? query->name : (uint32_t)GQL_WORD_schema, GQL_NO_NAME, GQL_NO_NAME } };
    compare_uses(c, &uses);
}

struct changes diff_schemas(struct arena *arena, const struct gql_schema *before, const struct gql_schema *after,
                            const struct gqlcheck_options *options)
{
    uint32_t count = after->names->count;
    struct comparison c = {
        .arena = arena,
        .before = before,
        .after = after,
        .names = after->names,
        .options = options,
        .seen = arena_array(arena, const void *, count),
        .rounds = arena_array(arena, uint32_t, count),
    };
    members_init(&c.members, arena);
    compare_roots(&c);
    compare_types(&c);
    compare_directives(&c);
    compare_blocks(&c);
    if (options->profile != GQL_PROFILE_GRAPHQL)
        compare_appsync(&c);
    return c.changes;
}
