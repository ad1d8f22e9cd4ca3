/*
 * overlap.c - can all fields with one response name be merged?
 *
 * Comparing each pair of fields, as the specification puts it, is quadratic and worse with fragments. Instead, all
 * selection sets that contribute to one place of the response are put together once, their fields grouped by response
 * name, and each field of a group compared with the first one. That suffices because "same field, same arguments" and
 * "same shape" are equivalences:
 *
 *   merge  a group whose fields may apply to the same object: all must be the same field with the same arguments.
 *          When every parent is an object type, this holds for each parent type by itself.
 *   shape  fields that never apply to the same object must still agree in lists, non-null and leaf types.
 *
 * The selection sets below a group are the next set to look at; a set that was looked at before is not done again. So
 * each set of selection sets costs its own fields, once. How many different sets there are depends on how fragments
 * are combined; a document built to make them explode meets the budget, and is reported as too entangled.
 *
 * The method is that of "Fast GraphQL field merging validation" by Simon Adameit (XING).
 */
#include "gqlcheck/overlap.h"

#include <stdlib.h>

uint32_t overlap_response_name(const struct gql_selection *node)
{
    return node->alias.id ? node->alias.id : node->name.id;
}

gql_type overlap_type(const struct gqlcheck *check, const struct fields_level *field)
{
    const struct gql_field *known = operations_field(check, field->parent, field->node->name.id);
    return known ? known->member->type.type : (gql_type){ 0 };
}

bool overlap_is_exclusive(const struct fields_level *a, const struct fields_level *b)
{
    return a->parent != b->parent && a->parent && b->parent && a->parent->kind == GQL_OBJECT &&
           b->parent->kind == GQL_OBJECT;
}

bool overlap_types_conflict(const struct gqlcheck *check, gql_type a, gql_type b)
{
    const struct gql_named_type *x = gql_schema_type(check->schema, a.name);
    const struct gql_named_type *y = gql_schema_type(check->schema, b.name);
    if (!x || !y)
        return false;
    return a.wrappers != b.wrappers || ((gql_type_is_leaf(x) || gql_type_is_leaf(y)) && x != y);
}

/* -- equal arguments -- */

static int compare_by_name(const void *left, const void *right)
{
    uint32_t a = (*(const struct gql_argument *const *)left)->name.id;
    uint32_t b = (*(const struct gql_argument *const *)right)->name.id;
    return (a > b) - (a < b);
}

/* The arguments, or fields of an object, sorted by name. */
static const struct gql_argument **sorted(struct arena *arena, const struct gql_argument *list, size_t *count)
{
    *count = 0;
    for (const struct gql_argument *a = list; a; a = a->next)
        ++*count;
    const struct gql_argument **array = arena_array(arena, const struct gql_argument *, *count);
    for (size_t i = 0; list; list = list->next)
        array[i++] = list;
    if (*count > 1)
        qsort(array, *count, sizeof *array, compare_by_name);
    return array;
}

struct texts {
    struct gqlcheck *check;
    const struct gql_document *a, *b;
};

static bool same_value(const struct texts *texts, const struct gql_value *a, const struct gql_value *b);

static bool same_arguments(const struct texts *texts, const struct gql_argument *a, const struct gql_argument *b)
{
    if (!a || !b)
        return a == b;
    struct arena *arena = texts->check->arena;
    struct arena_mark mark = arena_mark(arena);
    size_t a_count, b_count;
    const struct gql_argument **x = sorted(arena, a, &a_count), **y = sorted(arena, b, &b_count);
    bool is_same = a_count == b_count;
    for (size_t i = 0; is_same && i < a_count; i++)
        is_same = x[i]->name.id == y[i]->name.id && same_value(texts, x[i]->value, y[i]->value);
    arena_release(arena, mark);
    return is_same;
}

static bool same_value(const struct texts *texts, const struct gql_value *a, const struct gql_value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case GQL_VARIABLE:
    case GQL_BOOLEAN:
    case GQL_NULL:
    case GQL_ENUM_VALUE: return a->name.id == b->name.id;
    case GQL_INT:
    case GQL_FLOAT: return str_equal(gql_text(texts->a, a->span), gql_text(texts->b, b->span));
    case GQL_STRING:
        return a->is_block == b->is_block && str_equal(gqlcheck_string(texts->check, texts->a, a),
                                                       gqlcheck_string(texts->check, texts->b, b));
    case GQL_OBJECT_VALUE: return same_arguments(texts, a->as.fields, b->as.fields);
    case GQL_LIST: break;
    }
    const struct gql_value *x = a->as.items, *y = b->as.items;
    while (x && y && same_value(texts, x, y)) {
        x = x->next;
        y = y->next;
    }
    return !x && !y;
}

bool overlap_same_arguments(struct gqlcheck *check, const struct fields_level *a, const struct fields_level *b)
{
    struct texts texts = { check, a->part->definition->document, b->part->definition->document };
    return same_arguments(&texts, a->node->arguments, b->node->arguments);
}

bool overlap_same_field(struct gqlcheck *check, const struct fields_level *a, const struct fields_level *b)
{
    return a->node->name.id == b->node->name.id && overlap_same_arguments(check, a, b);
}

/* -- sets of selection sets -- */

/* One selection set is known by its first selection; what its parent type is, the document fixes. */
struct set {
    struct fields_level *members;
    uint32_t count;
    bool is_shape;
};

struct search {
    struct operations *all;
    struct gqlcheck *check;
    struct fields fields;
    struct set *sets; /* all that were ever asked for, also the queue: those from `next` on are to be done */
    uint32_t set_count, set_capacity, next;
    uint32_t *slots; /* hash of sets: 1 + index */
    uint32_t slot_count;
    struct found *found; /* fields of the set being expanded */
    uint32_t found_count, found_capacity;
    uint64_t budget;
    bool has_conflict;
    struct fields_level conflict[2];
};

/* A field of the set being expanded; `next` is the index of the next one in its group, or 0. */
struct found {
    struct fields_level field;
    uint32_t next, last; /* last: of the group, kept at its first */
};

static int compare_members(const void *left, const void *right)
{
    uintptr_t a = (uintptr_t)((const struct fields_level *)left)->node;
    uintptr_t b = (uintptr_t)((const struct fields_level *)right)->node;
    return (a > b) - (a < b);
}

static uint64_t hash_set(const struct set *set)
{
    uint64_t hash = set->is_shape;
    for (uint32_t i = 0; i < set->count; i++) {
        hash = (hash ^ (uint64_t)(uintptr_t)set->members[i].node) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return hash;
}

static bool same_set(const struct set *a, const struct set *b)
{
    if (a->count != b->count || a->is_shape != b->is_shape)
        return false;
    for (uint32_t i = 0; i < a->count; i++) {
        if (a->members[i].node != b->members[i].node)
            return false;
    }
    return true;
}

static uint32_t *find_set(struct search *search, const struct set *set)
{
    uint32_t mask = search->slot_count - 1;
    uint32_t at = (uint32_t)hash_set(set) & mask;
    while (search->slots[at] && !same_set(&search->sets[search->slots[at] - 1], set))
        at = (at + 1) & mask;
    return &search->slots[at];
}

static void grow_slots(struct search *search)
{
    search->slot_count = search->slot_count ? search->slot_count * 2 : 64;
    search->slots = arena_array(search->check->arena, uint32_t, search->slot_count);
    for (uint32_t i = 0; i < search->set_count; i++)
        *find_set(search, &search->sets[i]) = i + 1;
}

/* Sorts the members, so that equal sets look the same, and drops duplicates. */
static void normalise(struct set *set)
{
    if (set->count > 1)
        qsort(set->members, set->count, sizeof *set->members, compare_members);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < set->count; i++) {
        if (kept == 0 || set->members[kept - 1].node != set->members[i].node)
            set->members[kept++] = set->members[i];
    }
    set->count = kept;
}

/* Asks for a set to be looked at, unless it was before. */
static void add_set(struct search *search, struct set set)
{
    if (set.count == 0)
        return;
    normalise(&set);
    if (search->set_count * 2 >= search->slot_count)
        grow_slots(search);
    uint32_t *slot = find_set(search, &set);
    if (*slot)
        return;
    search->sets = arena_room(search->check->arena, search->sets, search->set_count,
                              &search->set_capacity, sizeof *search->sets);
    search->sets[search->set_count++] = set;
    *slot = search->set_count;
}

/* -- groups -- */

static void add_found(struct search *search, const struct fields_level *field)
{
    search->found = arena_room(search->check->arena, search->found, search->found_count,
                               &search->found_capacity, sizeof *search->found);
    uint32_t index = search->found_count++;
    search->found[index] = (struct found){ .field = *field, .last = index };
    struct gqlcheck_mark *mark = gqlcheck_mark(search->check, overlap_response_name(field->node));
    if (!mark->item) {
        mark->item = field->node;
        mark->number = index;
        return;
    }
    struct found *first = &search->found[mark->number];
    search->found[first->last].next = index;
    first->last = index;
}

static void note_conflict(struct search *search, const struct found *a, const struct found *b)
{
    search->has_conflict = true;
    search->conflict[0] = a->field;
    search->conflict[1] = b->field;
}

#define EACH_IN_GROUP(search, index, first) \
    for (uint32_t index = (first), more_ = 1; more_; more_ = (index = (search)->found[index].next) != 0)

static void check_shapes(struct search *search, uint32_t first)
{
    uint32_t known = first;
    gql_type type = { 0 };
    EACH_IN_GROUP(search, i, first) {
        gql_type other = overlap_type(search->check, &search->found[i].field);
        if (!type.name) {
            type = other;
            known = i;
        } else if (overlap_types_conflict(search->check, type, other)) {
            note_conflict(search, &search->found[known], &search->found[i]);
        }
    }
}

/* Members of the group that can apply to objects of `parent`: all when it is NULL. They must be the same field. */
static struct set check_same(struct search *search, uint32_t first, const struct gql_named_type *parent)
{
    struct set below = { .is_shape = false };
    uint32_t count = 0, reference = UINT32_MAX;
    EACH_IN_GROUP(search, i, first)
        count++;
    below.members = arena_array(search->check->arena, struct fields_level, count);
    EACH_IN_GROUP(search, k, first) {
        const struct fields_level *field = &search->found[k].field;
        if (parent && field->parent != parent)
            continue;
        if (reference == UINT32_MAX)
            reference = k;
        else if (!overlap_same_field(search->check, &search->found[reference].field, field))
            note_conflict(search, &search->found[reference], &search->found[k]);
        if (field->node->selections) {
            gql_type type = overlap_type(search->check, field);
            below.members[below.count++] = (struct fields_level){
                field->node->selections, operations_composite(search->check, type.name), field->part
            };
        }
    }
    return below;
}

/* The selection sets below all fields of the group. */
static struct set all_below(struct search *search, uint32_t first)
{
    struct set below = { .is_shape = true };
    uint32_t count = 0;
    EACH_IN_GROUP(search, i, first)
        count++;
    below.members = arena_array(search->check->arena, struct fields_level, count);
    EACH_IN_GROUP(search, k, first) {
        const struct fields_level *field = &search->found[k].field;
        if (!field->node->selections)
            continue;
        gql_type type = overlap_type(search->check, field);
        below.members[below.count++] = (struct fields_level){
            field->node->selections, operations_composite(search->check, type.name), field->part
        };
    }
    return below;
}

/* Every field of the group has an object type as parent, and they are not all the same one. */
static bool has_different_objects(const struct search *search, uint32_t first)
{
    bool differ = false;
    EACH_IN_GROUP(search, i, first) {
        const struct fields_level *field = &search->found[i].field;
        if (!field->parent || field->parent->kind != GQL_OBJECT)
            return false;
        differ = differ || field->parent != search->found[first].field.parent;
    }
    return differ;
}

static int compare_parents(const void *left, const void *right)
{
    const struct gql_named_type *a = *(const struct gql_named_type *const *)left;
    const struct gql_named_type *b = *(const struct gql_named_type *const *)right;
    return (a->index > b->index) - (a->index < b->index);
}

/* Splits the group by parent type: sorts it by parent and links each run as a group of its own. */
static void check_by_parent(struct search *search, uint32_t first)
{
    uint32_t count = 0;
    EACH_IN_GROUP(search, i, first)
        count++;
    struct keyed {
        const struct gql_named_type *parent;
        uint32_t index;
    } *keyed = arena_array(search->check->arena, struct keyed, count);
    uint32_t n = 0;
    EACH_IN_GROUP(search, k, first)
        keyed[n++] = (struct keyed){ search->found[k].field.parent, k };
    qsort(keyed, n, sizeof *keyed, compare_parents);
    for (uint32_t i = 0; i < n; i++)
        search->found[keyed[i].index].next =
            i + 1 < n && keyed[i + 1].parent == keyed[i].parent ? keyed[i + 1].index : 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || keyed[i - 1].parent != keyed[i].parent)
            add_set(search, check_same(search, keyed[i].index, NULL));
    }
}

static void check_group(struct search *search, uint32_t first, bool is_shape)
{
    bool is_single = search->found[first].next == 0;
    if (!is_single)
        check_shapes(search, first);
    if (is_shape) {
        add_set(search, all_below(search, first));
    } else if (!is_single && has_different_objects(search, first)) {
        add_set(search, all_below(search, first));
        check_by_parent(search, first);
    } else {
        add_set(search, check_same(search, first, NULL));
    }
}

static void check_set(struct search *search, struct set set)
{
    struct fields_level field;
    search->found_count = 0;
    fields_begin(&search->fields, search->all, NULL);
    for (uint32_t i = set.count; i > 0; i--)
        fields_add(&search->fields, set.members[i - 1].node, set.members[i - 1].parent, set.members[i - 1].part);
    gqlcheck_marks_begin(search->check);
    while (fields_next(&search->fields, &field) && search->budget > 0) {
        search->budget--;
        add_found(search, &field);
    }
    /* Index 0 as "next" means the end of a group: nothing comes before the first field. */
    for (uint32_t i = 0; i < search->found_count; i++) {
        const struct gqlcheck_mark *mark =
            gqlcheck_mark(search->check, overlap_response_name(search->found[i].field.node));
        if (mark->number == i)
            check_group(search, i, set.is_shape);
    }
}

static void start_with(struct search *search, const struct part *part)
{
    struct fields_level *member = arena_new(search->check->arena, struct fields_level);
    *member = (struct fields_level){ part->definition->selections, part->type, part };
    add_set(search, (struct set){ member, 1, false });
    while (search->next < search->set_count && search->budget > 0 && !search->has_conflict)
        check_set(search, search->sets[search->next++]);
}

/* In which round a part is a start by itself: operations first, then unused fragments, those that none spreads first. */
static int start_round(const struct part *part, const bool *is_spread)
{
    if (part->definition->kind == GQL_OPERATION)
        return 0;
    return is_spread[part->index] ? 2 : 1;
}

/* What an earlier start reached was looked at there. */
static void search_all(struct search *search)
{
    struct operations *all = search->all;
    bool *was_reached = arena_array(search->check->arena, bool, all->part_count);
    bool *is_spread = arena_array(search->check->arena, bool, all->part_count);
    for (uint32_t i = 0; i < all->part_count; i++) {
        was_reached[i] = all->parts[i].is_used && all->parts[i].definition->kind == GQL_FRAGMENT;
        for (uint32_t k = 0; k < all->parts[i].spread_count; k++) {
            const struct part *fragment = all->parts[i].spreads[k].fragment;
            if (fragment && fragment != &all->parts[i])
                is_spread[fragment->index] = true;
        }
    }
    for (int round = 0; round < 3; round++) {
        for (uint32_t i = 0; i < all->part_count; i++) {
            struct part *part = &all->parts[i];
            if (was_reached[i] || start_round(part, is_spread) != round)
                continue;
            start_with(search, part);
            if (search->has_conflict || search->budget == 0)
                return;
            uint32_t count = 0;
            struct part *const *reached = round > 0 ? operations_reach(all, part, &count) : NULL;
            for (uint32_t k = 0; k < count; k++)
                was_reached[reached[k]->index] = true;
        }
    }
}

static void report(struct search *search)
{
    const struct fields_level *a = &search->conflict[0], *b = &search->conflict[1];
    str name = gqlcheck_name(search->check, overlap_response_name(b->node));
    struct diag *d = gqlcheck_report_in(search->check, RULE_GQL_OVERLAPPING_FIELDS, b->part->definition,
                                        span_at(b->node->span.start, b->node->name.span.end));
    gqlcheck_relate(d, a->part->definition, span_at(a->node->span.start, a->node->name.span.end), "the other one");
    diag_message(d, "two fields \"%.*s\" cannot be merged into one", STR_ARG(name));
}

static void report_entangled(struct operations *all)
{
    const struct gql_document *document = all->documents[0];
    struct diag *d = gqlcheck_report(all->check, RULE_GQL_OVERLAPPING_FIELDS, document, span_at(0, 0));
    d->severity = SEVERITY_WARNING;
    diag_message(d, "fragments are combined in so many ways that it was not checked whether all fields can be merged");
}

/* How many fields may be looked at: the constant serves small documents that are entangled nevertheless. */
#define BUDGET_PER_NODE 8u
#define BUDGET_AT_LEAST 500000u

void gqlcheck_overlapping_fields(struct gqlcheck *check)
{
    struct operations *all = check->operations;
    struct search search = {
        .all = all, .check = check, .budget = BUDGET_AT_LEAST + BUDGET_PER_NODE * all->node_count
    };
    search_all(&search);
    if (search.has_conflict) {
        if (!overlap_report_pairs(all))
            report(&search);
    } else if (search.budget == 0) {
        report_entangled(all);
    }
}
