/*
 * operations.c - the walk over executable documents.
 */
#include "gqlcheck/operations.h"

#include "gqlcheck/hooks.h"
#include "gqlcheck/walk.h"

#include <stdlib.h>

struct walker {
    struct gqlcheck *check;
    struct operations *operations;
    struct part *part;
};

/* -- collecting -- */

static void *next_item(struct arena *arena, void *items, uint32_t *count, uint32_t *capacity, size_t size)
{
    void *all = arena_room(arena, items, *count, capacity, size);
    ++*count;
    return all;
}

static void add_spread(struct walker *w, const struct gql_selection *node)
{
    struct part *part = w->part;
    part->spreads = next_item(w->check->arena, part->spreads, &part->spread_count, &part->spread_capacity,
                              sizeof *part->spreads);
    part->spreads[part->spread_count - 1] =
        (struct spread){ node, operations_fragment(w->operations, part->document, node->name.id) };
}

static void add_usage(struct walker *w, struct usage usage)
{
    struct part *part = w->part;
    part->usages =
        next_item(w->check->arena, part->usages, &part->usage_count, &part->usage_capacity, sizeof *part->usages);
    part->usages[part->usage_count - 1] = usage;
}

/* The type when values of it can be written, else none. */
static gql_type input_type(struct gqlcheck *check, gql_type type)
{
    const struct gql_named_type *named = gql_schema_type(check->schema, type.name);
    bool is_input = named && gql_type_is_input(named) && gqlcheck_knows_type(check, type.name);
    return is_input ? type : (gql_type){ 0 };
}

/* Notes the variables in a value; `place` is what is known of the value's place. */
static void collect_usages(struct walker *w, const struct gql_value *value, struct usage place)
{
    if (value->kind == GQL_VARIABLE) {
        place.value = value;
        add_usage(w, place);
    } else if (value->kind == GQL_LIST) {
        gql_type nullable = gql_type_nullable(place.type);
        struct usage item = { .type = gql_type_is_list(nullable) ? gql_type_item(nullable) : nullable };
        for (const struct gql_value *v = value->as.items; v; v = v->next)
            collect_usages(w, v, item);
    } else if (value->kind == GQL_OBJECT_VALUE) {
        const struct gql_named_type *type = gql_schema_type(w->check->schema, place.type.name);
        bool is_input = type && type->kind == GQL_INPUT;
        for (const struct gql_argument *given = value->as.fields; given; given = given->next) {
            const struct gql_field *field = is_input ? gql_type_field(type, given->name.id) : NULL;
            struct usage inner = { .one_of = is_input && type->is_one_of ? type : NULL };
            if (field) {
                inner.type = input_type(w->check, field->member->type.type);
                inner.has_default = field->member->default_value != NULL;
            }
            collect_usages(w, given->value, inner);
        }
    }
}

/* -- walking -- */

static void walk_arguments(struct walker *w, const struct gql_argument *arguments, const struct gql_member *defined)
{
    for (; arguments; arguments = arguments->next) {
        const struct gql_member *input = members_find(&w->check->members, defined, arguments->name.id);
        struct usage place = { .type = { 0 } };
        if (input) {
            place.type = input_type(w->check, input->type.type);
            place.has_default = input->default_value != NULL;
        }
        struct gqlcheck_site site = { w->part->definition, arguments->value, place.type };
        call_value(w->check, &site);
        collect_usages(w, arguments->value, place);
    }
}

static void walk_directives(struct walker *w, const struct gqlcheck_place *place)
{
    call_directives(w->check, place);
    for (const struct gql_directive *use = place->directives; use; use = use->next) {
        const struct gql_definition *directive = gql_schema_directive(w->check->schema, use->name.id);
        walk_arguments(w, use->arguments, directive ? directive->members : NULL);
    }
}

static const struct gql_named_type *inner_type(struct walker *w, const struct gqlcheck_selection *selection)
{
    const struct gql_selection *node = selection->node;
    if (node->kind == GQL_FIELD)
        return selection->field ? gql_schema_type(w->check->schema, selection->field->member->type.type.name) : NULL;
    if (node->kind == GQL_INLINE)
        return node->condition.id ? gql_schema_type(w->check->schema, node->condition.id) : selection->parent;
    struct part *fragment = operations_fragment(w->operations, w->part->document, node->name.id);
    return fragment ? gql_schema_type(w->check->schema, fragment->definition->condition.id) : NULL;
}

/* `parent` is the type that is selected from, or NULL. */
static void walk_selections(struct walker *w, const struct gql_selection *nodes, const struct gql_named_type *parent)
{
    for (; nodes; nodes = nodes->next) {
        struct gqlcheck_selection selection = {
            .definition = w->part->definition,
            .node = nodes,
            .parent = parent,
            .field = nodes->kind == GQL_FIELD ? operations_field(w->check, parent, nodes->name.id) : NULL,
        };
        selection.type = inner_type(w, &selection);
        w->operations->node_count++;
        if (nodes->kind == GQL_SPREAD)
            add_spread(w, nodes);
        call_selection(w->check, &selection);
        walk_arguments(w, nodes->arguments, selection.field ? selection.field->member->arguments : NULL);
        struct gqlcheck_place place = {
            .definition = w->part->definition,
            .selection = nodes,
            .directives = nodes->directives,
            .location = walk_selection_location(nodes),
        };
        walk_directives(w, &place);
        const struct gql_named_type *inner = selection.type;
        walk_selections(w, nodes->selections, inner && gql_type_is_composite(inner) ? inner : NULL);
    }
}

static void walk_variable(struct walker *w, const struct gql_member *member)
{
    call_variable(w->check, &(struct gqlcheck_variable){ w->part->definition, member });
    if (member->default_value) {
        gql_type type = input_type(w->check, member->type.type);
        call_value(w->check, &(struct gqlcheck_site){ w->part->definition, member->default_value, type });
    }
    struct gqlcheck_place place = {
        .definition = w->part->definition,
        .member = member,
        .directives = member->directives,
        .location = GQL_LOCATION_VARIABLE_DEFINITION,
    };
    walk_directives(w, &place);
}

static void walk_part(struct walker *w)
{
    const struct gql_definition *definition = w->part->definition;
    call_definition(w->check, definition);
    for (const struct gql_member *member = definition->members; member; member = member->next)
        walk_variable(w, member);
    struct gqlcheck_place place = {
        .definition = definition,
        .directives = definition->directives,
        .location = walk_location(definition),
    };
    walk_directives(w, &place);
    walk_selections(w, definition->selections, w->part->type);
}

/* -- the parts -- */

static bool is_executable(const struct gql_definition *definition)
{
    return definition->kind == GQL_OPERATION || definition->kind == GQL_FRAGMENT;
}

static const struct gql_named_type *part_type(const struct gqlcheck *check, const struct gql_definition *definition)
{
    if (definition->kind == GQL_FRAGMENT)
        return operations_composite(check, definition->condition.id);
    const struct gql_named_type *type = check->schema->roots[definition->operation].type;
    return type && type->kind == GQL_OBJECT ? type : NULL;
}

static void list_parts(struct operations *all)
{
    struct gqlcheck *check = all->check;
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->document_count; i++) {
        for (const struct gql_definition *d = all->documents[i]->definitions; d; d = d->next)
            count += is_executable(d);
    }
    all->parts = arena_array(check->arena, struct part, count);
    all->queue = arena_array(check->arena, struct part *, count);
    all->first_parts = arena_array(check->arena, uint32_t, all->document_count + 1);
    for (uint32_t i = 0; i < all->document_count; i++) {
        all->first_parts[i] = all->part_count;
        for (const struct gql_definition *d = all->documents[i]->definitions; d; d = d->next) {
            if (!is_executable(d))
                continue;
            struct part *part = &all->parts[all->part_count];
            *part = (struct part){
                .definition = d, .type = part_type(check, d), .document = i, .index = all->part_count++
            };
            if (d->kind == GQL_FRAGMENT && !all->first_of_name[d->name.id])
                all->first_of_name[d->name.id] = part;
        }
    }
    all->first_parts[all->document_count] = all->part_count;
}

static int compare_parts(const void *left, const void *right)
{
    const struct part *a = *(struct part *const *)left, *b = *(struct part *const *)right;
    uint32_t x = a->definition->name.id, y = b->definition->name.id;
    return x != y ? (x > y) - (x < y) : (a->index > b->index) - (a->index < b->index);
}

/* Sorts the parts of each document by name, so that its fragments can be found. */
static void sort_parts(struct operations *all)
{
    all->by_name = arena_array(all->check->arena, struct part *, all->part_count);
    for (uint32_t i = 0; i < all->part_count; i++)
        all->by_name[i] = &all->parts[i];
    for (uint32_t i = 0; i < all->document_count; i++) {
        uint32_t first = all->first_parts[i], count = all->first_parts[i + 1] - first;
        if (count > 1)
            qsort(all->by_name + first, count, sizeof *all->by_name, compare_parts);
    }
}

struct part *operations_fragment(const struct operations *all, uint32_t document, uint32_t name)
{
    uint32_t low = all->first_parts[document], high = all->first_parts[document + 1];
    uint32_t first = low;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all->by_name[middle]->definition->name.id <= name)
            low = middle + 1;
        else
            high = middle;
    }
    /* Those with the name end before `low`; an operation may share it. */
    for (; low > first && all->by_name[low - 1]->definition->name.id == name; low--) {
        if (all->by_name[low - 1]->definition->kind == GQL_FRAGMENT)
            return all->by_name[low - 1];
    }
    return all->first_of_name[name];
}

static void walk_document(struct operations *all, uint32_t document)
{
    for (uint32_t i = all->first_parts[document]; i < all->first_parts[document + 1]; i++) {
        struct walker w = { all->check, all, &all->parts[i] };
        all->current = &all->parts[i];
        walk_part(&w);
    }
}

struct part *const *operations_reach(struct operations *operations, struct part *part, uint32_t *count)
{
    uint32_t round = ++operations->round, end = 0;
    operations->queue[end++] = part;
    part->round = round;
    for (uint32_t i = 0; i < end; i++) {
        const struct part *from = operations->queue[i];
        for (uint32_t k = 0; k < from->spread_count; k++) {
            struct part *fragment = from->spreads[k].fragment;
            if (!fragment || fragment->round == round)
                continue;
            fragment->round = round;
            operations->queue[end++] = fragment;
        }
    }
    *count = end;
    return operations->queue;
}

/* Sets is_used: of operations, and of all fragments that one of them reaches. */
static void mark_used(struct operations *all)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < all->part_count; i++) {
        all->parts[i].is_used = all->parts[i].definition->kind == GQL_OPERATION;
        if (all->parts[i].is_used)
            all->queue[end++] = &all->parts[i];
    }
    for (uint32_t i = 0; i < end; i++) {
        const struct part *from = all->queue[i];
        for (uint32_t k = 0; k < from->spread_count; k++) {
            struct part *fragment = from->spreads[k].fragment;
            if (!fragment || fragment->is_used)
                continue;
            fragment->is_used = true;
            all->queue[end++] = fragment;
        }
    }
}

/* -- the fields of selections, fragments expanded -- */

void fields_begin(struct fields *fields, struct operations *all, const struct gql_named_type *runtime)
{
    fields->all = all;
    fields->runtime = runtime;
    fields->count = 0;
    fields->round = ++all->round;
}

void fields_add(struct fields *fields, const struct gql_selection *nodes, const struct gql_named_type *parent,
                const struct part *part)
{
    if (!nodes)
        return;
    fields->levels = next_item(fields->all->check->arena, fields->levels, &fields->count, &fields->capacity,
                               sizeof *fields->levels);
    fields->levels[fields->count - 1] = (struct fields_level){ nodes, parent, part };
}

/* Whether @skip(if: true) or @include(if: false) leaves the selection out. */
static bool is_left_out(const struct gql_selection *node, uint32_t directive, uint32_t word)
{
    const struct gql_directive *use = gql_directive_find(node->directives, directive);
    for (const struct gql_argument *argument = use ? use->arguments : NULL; argument; argument = argument->next) {
        if (argument->value->kind == GQL_BOOLEAN && argument->value->name.id == word)
            return true;
    }
    return false;
}

static bool applies(const struct fields *fields, const struct gql_selection *node)
{
    return !fields->runtime || (!is_left_out(node, GQL_WORD_skip, GQL_WORD_true) &&
                                !is_left_out(node, GQL_WORD_include, GQL_WORD_false));
}

static bool matches(const struct fields *fields, const struct gql_named_type *condition)
{
    return !fields->runtime || condition == fields->runtime ||
           (condition && gql_type_is_abstract(condition) && gql_type_is_subtype(fields->runtime, condition));
}

static void enter_fragment(struct fields *fields, const struct gql_selection *node, const struct part *part)
{
    struct part *fragment = operations_fragment(fields->all, part->document, node->name.id);
    if (!fragment || fragment->round == fields->round)
        return;
    fragment->round = fields->round;
    if (matches(fields, fragment->type))
        fields_add(fields, fragment->definition->selections, fragment->type, fragment);
}

static void enter_inline(struct fields *fields, const struct gql_selection *node, struct fields_level level)
{
    const struct gql_named_type *parent = level.parent;
    if (node->condition.id) {
        parent = operations_composite(fields->all->check, node->condition.id);
        if (!matches(fields, parent))
            return;
    }
    fields_add(fields, node->selections, parent, level.part);
}

bool fields_next(struct fields *fields, struct fields_level *found)
{
    while (fields->count > 0) {
        struct fields_level *top = &fields->levels[fields->count - 1], level = *top;
        const struct gql_selection *node = level.node;
        top->node = node->next;
        if (!top->node)
            fields->count--;
        if (!applies(fields, node))
            continue;
        if (node->kind == GQL_FIELD) {
            *found = level;
            return true;
        }
        if (node->kind == GQL_SPREAD)
            enter_fragment(fields, node, level.part);
        else
            enter_inline(fields, node, level);
    }
    return false;
}

const struct gql_field *operations_field(const struct gqlcheck *check, const struct gql_named_type *parent,
                                         uint32_t name)
{
    const struct gql_named_type *meta = check->schema->meta;
    if (!parent)
        return NULL;
    bool is_meta = name == GQL_WORD___typename ||
                   ((name == GQL_WORD___schema || name == GQL_WORD___type) &&
                    check->schema->roots[GQL_QUERY].type == parent);
    if (is_meta && meta)
        return gql_type_field(meta, name);
    return parent->kind == GQL_OBJECT || parent->kind == GQL_INTERFACE ? gql_type_field(parent, name) : NULL;
}

const struct gql_named_type *operations_composite(const struct gqlcheck *check, uint32_t name)
{
    const struct gql_named_type *type = gql_schema_type(check->schema, name);
    return type && gql_type_is_composite(type) ? type : NULL;
}

/* -- definitions of types among operations -- */

/*
 * They do not belong there, which one rule says; as in graphql-js, the others look at their types and directives all
 * the same, with the types that the document itself defines.
 */
static void check_misplaced(struct gqlcheck *check, const struct gql_document *document)
{
    const struct gql_definition *definition = document->definitions;
    while (definition && is_executable(definition))
        definition = definition->next;
    if (!definition)
        return;
    const struct gql_schema *schema = check->schema;
    uint32_t count = schema->document_count;
    const struct gql_document **documents = arena_array(check->arena, const struct gql_document *, count + 1);
    memcpy(documents, schema->documents, count * sizeof *documents);
    documents[count] = document;
    check->schema = gql_schema_build(check->arena, check->names, documents, count + 1);
    for (; definition; definition = definition->next) {
        if (is_executable(definition))
            continue;
        gqlcheck_known_types(check, definition);
        walk_places(check, definition, walk_check_place);
    }
    check->schema = schema;
}

void gqlcheck_operations(const struct gql_schema *schema, const struct gql_document *const *documents,
                         uint32_t document_count, const struct gqlcheck_options *options,
                         struct diags *diags)
{
    struct gqlcheck check;
    struct operations all = { .check = &check, .documents = documents, .document_count = document_count };
    hooks_begin(&check, schema, options, diags);
    check.is_operation = true;
    check.operations = &all;
    all.first_of_name = arena_array(check.arena, struct part *, schema->names->count);
    list_parts(&all);
    sort_parts(&all);
    for (uint32_t i = 0; i < document_count; i++) {
        walk_document(&all, i);
        check_misplaced(&check, documents[i]);
    }
    mark_used(&all);
    call_operations(&check);
    for (uint32_t i = 0; i < all.part_count; i++) {
        if (all.parts[i].definition->kind == GQL_OPERATION)
            call_operation(&check, &all.parts[i]);
    }
}
