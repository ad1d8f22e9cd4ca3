/*
 * overlap_pairs.c - which pairs of fields cannot be merged, found and told as graphql-js does.
 *
 * In each selection set, each field is compared with those of the same response name, those of the fragments that are
 * spread there included; conflicts below two fields are told as one conflict of the two. The work is metered, as it is
 * there: this runs only on documents that are known to be wrong, and a part of their mistakes will do.
 */
#include "gqlcheck/overlap.h"

#include "base/intern.h"

/* The fields of one response name in one selection set. */
struct response {
    uint32_t name;
    struct fields_level *fields;
    uint32_t count, capacity;
};

/* What one selection set holds, inline fragments flattened, fragment spreads apart. */
struct collected {
    const struct gql_selection *start; /* what it is known by */
    struct response *responses;
    uint32_t response_count, response_capacity;
    const struct part **fragments;
    uint32_t fragment_count, fragment_capacity;
};

/* Two fields, or the fields that lead to two, and why they conflict. */
struct conflict {
    uint32_t name;
    str reason;
    struct fields_level *fields[2];
    uint32_t counts[2];
};

struct conflicts {
    struct conflict *items;
    uint32_t count, capacity;
};

struct pairs {
    struct operations *all;
    struct gqlcheck *check;
    struct collected **slots; /* by address of their start */
    uint32_t slot_count, collected_count;
    struct intern compared; /* which comparisons were made, as bytes: see was_compared() */
    int64_t budget;
    unsigned depth;
    bool has_reported;
};

#define BUDGET 300000
#define DEPTH_MAX 300u
#define PLACES_MAX 20u
#define REPORTS_MAX 100u
#define REASON_MAX 1000u

static void *grow(struct pairs *pairs, void *items, uint32_t count, uint32_t *capacity, size_t size)
{
    if (count < *capacity)
        return items;
    uint32_t more = *capacity ? *capacity * 2 : 4;
    void *grown = arena_grow(pairs->check->arena, items, *capacity * size, more * size, 16);
    *capacity = more;
    return grown;
}

/* -- collecting -- */

static struct response *response_of(struct pairs *pairs, struct collected *c, uint32_t name)
{
    struct gqlcheck_mark *mark = gqlcheck_mark(pairs->check, name);
    if (mark->number == 0) {
        c->responses =
            grow(pairs, c->responses, c->response_count, &c->response_capacity, sizeof *c->responses);
        c->responses[c->response_count++] = (struct response){ .name = name };
        mark->number = c->response_count;
    }
    return &c->responses[mark->number - 1];
}

static void add_fragment(struct pairs *pairs, struct collected *c, const struct part *fragment)
{
    for (uint32_t i = 0; i < c->fragment_count; i++, pairs->budget--) {
        if (c->fragments[i] == fragment)
            return;
    }
    c->fragments = grow(pairs, c->fragments, c->fragment_count, &c->fragment_capacity, sizeof *c->fragments);
    c->fragments[c->fragment_count++] = fragment;
}

static void collect_into(struct pairs *pairs, struct collected *c, struct fields_level level)
{
    for (; level.node; level.node = level.node->next) {
        const struct gql_selection *node = level.node;
        pairs->budget--;
        if (node->kind == GQL_FIELD) {
            struct response *r = response_of(pairs, c, overlap_response_name(node));
            r->fields = grow(pairs, r->fields, r->count, &r->capacity, sizeof *r->fields);
            r->fields[r->count++] = level;
        } else if (node->kind == GQL_SPREAD) {
            const struct part *fragment =
                operations_fragment(pairs->all, level.part->document, node->name.id);
            if (fragment)
                add_fragment(pairs, c, fragment);
        } else {
            struct fields_level inner = { node->selections, level.parent, level.part };
            if (node->condition.id)
                inner.parent = operations_composite(pairs->check, node->condition.id);
            collect_into(pairs, c, inner);
        }
    }
}

static struct collected **collected_slot(struct pairs *pairs, const struct gql_selection *start)
{
    uint32_t mask = pairs->slot_count - 1;
    uint32_t at = (uint32_t)(((uintptr_t)start * 0x9E3779B97F4A7C15u) >> 32) & mask;
    while (pairs->slots[at] && pairs->slots[at]->start != start)
        at = (at + 1) & mask;
    return &pairs->slots[at];
}

static void grow_slots(struct pairs *pairs)
{
    struct collected **old = pairs->slots;
    uint32_t old_count = pairs->slot_count;
    pairs->slot_count = old_count ? old_count * 2 : 64;
    pairs->slots = arena_array(pairs->check->arena, struct collected *, pairs->slot_count);
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i])
            *collected_slot(pairs, old[i]->start) = old[i];
    }
}

static const struct collected *collect(struct pairs *pairs, struct fields_level level)
{
    if (pairs->collected_count * 2 >= pairs->slot_count)
        grow_slots(pairs);
    struct collected **slot = collected_slot(pairs, level.node);
    if (!*slot) {
        struct collected *c = arena_new(pairs->check->arena, struct collected);
        c->start = level.node;
        gqlcheck_marks_begin(pairs->check);
        collect_into(pairs, c, level);
        *slot = c;
        pairs->collected_count++;
    }
    return *slot;
}

static const struct collected *collect_fragment(struct pairs *pairs, const struct part *fragment)
{
    return collect(pairs, (struct fields_level){ fragment->definition->selections, fragment->type, fragment });
}

static const struct response *find_response(const struct collected *c, uint32_t name, int64_t *budget)
{
    for (uint32_t i = 0; i < c->response_count; i++, --*budget) {
        if (c->responses[i].name == name)
            return &c->responses[i];
    }
    return NULL;
}

/* -- comparing -- */

/*
 * Whether two things were compared before. A comparison of fields that may meet says all about fields that cannot; the
 * reverse is not so.
 */
static bool was_compared(struct pairs *pairs, const void *a, const void *b, bool is_exclusive)
{
    const void *key[2] = { a, b };
    str text = { (const char *)key, sizeof key };
    for (int exclusive = 0; exclusive <= (int)is_exclusive; exclusive++) {
        /* One byte more tells the weaker comparison from the stronger one. */
        char bytes[sizeof key + 1];
        memcpy(bytes, text.at, sizeof key);
        bytes[sizeof key] = (char)exclusive;
        str whole = { bytes, sizeof bytes };
        if (intern_find(&pairs->compared, whole) != INTERN_NONE)
            return true;
        if (exclusive == (int)is_exclusive)
            intern_add(&pairs->compared, str_copy(pairs->check->arena, whole));
    }
    return false;
}

static bool spend(struct pairs *pairs)
{
    return --pairs->budget > 0 && pairs->depth < DEPTH_MAX;
}

static bool find_conflict(struct pairs *pairs, bool is_exclusive, const struct fields_level *a,
                          const struct fields_level *b, struct conflict *conflict);

static void compare_lists(struct pairs *pairs, struct conflicts *conflicts, bool is_exclusive,
                          const struct response *a, const struct response *b)
{
    for (uint32_t i = 0; i < a->count; i++) {
        for (uint32_t k = a == b ? i + 1 : 0; k < b->count; k++) {
            struct conflict conflict;
            if (!find_conflict(pairs, is_exclusive, &a->fields[i], &b->fields[k], &conflict))
                continue;
            conflicts->items = grow(pairs, conflicts->items, conflicts->count, &conflicts->capacity,
                                    sizeof *conflicts->items);
            conflicts->items[conflicts->count++] = conflict;
        }
    }
}

static void compare_collected(struct pairs *pairs, struct conflicts *conflicts, bool is_exclusive,
                              const struct collected *a, const struct collected *b)
{
    for (uint32_t i = 0; i < a->response_count && spend(pairs); i++) {
        const struct response *other = find_response(b, a->responses[i].name, &pairs->budget);
        if (other)
            compare_lists(pairs, conflicts, is_exclusive, &a->responses[i], other);
    }
}

static void compare_with_fragment(struct pairs *pairs, struct conflicts *conflicts, bool is_exclusive,
                                  const struct collected *c, const struct part *fragment)
{
    if (!spend(pairs) || was_compared(pairs, c, fragment, is_exclusive))
        return;
    const struct collected *other = collect_fragment(pairs, fragment);
    if (c == other)
        return;
    compare_collected(pairs, conflicts, is_exclusive, c, other);
    pairs->depth++;
    for (uint32_t i = 0; i < other->fragment_count; i++)
        compare_with_fragment(pairs, conflicts, is_exclusive, c, other->fragments[i]);
    pairs->depth--;
}

static void compare_fragments(struct pairs *pairs, struct conflicts *conflicts, bool is_exclusive,
                              const struct part *a, const struct part *b)
{
    if (!spend(pairs) || a == b)
        return;
    if (a->index > b->index) {
        if (was_compared(pairs, b, a, is_exclusive))
            return;
    } else if (was_compared(pairs, a, b, is_exclusive)) {
        return;
    }
    const struct collected *x = collect_fragment(pairs, a), *y = collect_fragment(pairs, b);
    compare_collected(pairs, conflicts, is_exclusive, x, y);
    pairs->depth++;
    for (uint32_t i = 0; i < y->fragment_count; i++)
        compare_fragments(pairs, conflicts, is_exclusive, a, y->fragments[i]);
    for (uint32_t i = 0; i < x->fragment_count; i++)
        compare_fragments(pairs, conflicts, is_exclusive, x->fragments[i], b);
    pairs->depth--;
}

static void compare_below(struct pairs *pairs, struct conflicts *conflicts, bool is_exclusive,
                          const struct collected *a, const struct collected *b)
{
    compare_collected(pairs, conflicts, is_exclusive, a, b);
    for (uint32_t i = 0; i < b->fragment_count; i++)
        compare_with_fragment(pairs, conflicts, is_exclusive, a, b->fragments[i]);
    for (uint32_t i = 0; i < a->fragment_count; i++)
        compare_with_fragment(pairs, conflicts, is_exclusive, b, a->fragments[i]);
    for (uint32_t i = 0; i < a->fragment_count; i++) {
        for (uint32_t k = 0; k < b->fragment_count; k++)
            compare_fragments(pairs, conflicts, is_exclusive, a->fragments[i], b->fragments[k]);
    }
}

/* -- conflicts -- */

static bool make_conflict(struct pairs *pairs, struct conflict *conflict, const struct fields_level *a,
                          const struct fields_level *b, str reason)
{
    *conflict = (struct conflict){ .name = overlap_response_name(a->node), .reason = reason, .counts = { 1, 1 } };
    conflict->fields[0] = arena_copy(pairs->check->arena, a, sizeof *a);
    conflict->fields[1] = arena_copy(pairs->check->arena, b, sizeof *b);
    return true;
}

/* The field itself and those of the conflicts below it, as far as they are shown. */
static struct fields_level *with_below(struct pairs *pairs, const struct fields_level *field,
                                       const struct conflicts *below, int side, uint32_t *count)
{
    struct fields_level *all = arena_array(pairs->check->arena, struct fields_level, PLACES_MAX);
    all[0] = *field;
    *count = 1;
    for (uint32_t i = 0; i < below->count; i++) {
        for (uint32_t k = 0; k < below->items[i].counts[side] && *count < PLACES_MAX; k++)
            all[(*count)++] = below->items[i].fields[side][k];
    }
    return all;
}

static bool conflict_of_below(struct pairs *pairs, struct conflict *conflict, const struct fields_level *a,
                              const struct fields_level *b, const struct conflicts *below)
{
    struct buf reason;
    buf_init(&reason, pairs->check->arena);
    for (uint32_t i = 0; i < below->count && reason.len < REASON_MAX; i++) {
        str name = gqlcheck_name(pairs->check, below->items[i].name);
        buf_printf(&reason, "%sof their fields \"%.*s\", because %.*s", i > 0 ? " and " : "", STR_ARG(name),
                   STR_ARG(below->items[i].reason));
    }
    *conflict = (struct conflict){ .name = overlap_response_name(a->node), .reason = buf_text(&reason) };
    conflict->fields[0] = with_below(pairs, a, below, 0, &conflict->counts[0]);
    conflict->fields[1] = with_below(pairs, b, below, 1, &conflict->counts[1]);
    return true;
}

static struct fields_level below_field(const struct pairs *pairs, const struct fields_level *field)
{
    gql_type type = overlap_type(pairs->check, field);
    return (struct fields_level){ field->node->selections, operations_composite(pairs->check, type.name),
                                  field->part };
}

static bool find_conflict(struct pairs *pairs, bool is_exclusive, const struct fields_level *a,
                          const struct fields_level *b, struct conflict *conflict)
{
    struct gqlcheck *check = pairs->check;
    if (!spend(pairs))
        return false;
    is_exclusive = is_exclusive || overlap_is_exclusive(a, b);
    str name = gqlcheck_name(check, a->node->name.id), other = gqlcheck_name(check, b->node->name.id);
    if (!is_exclusive && a->node->name.id != b->node->name.id)
        return make_conflict(pairs, conflict, a, b,
                             str_printf(check->arena, "\"%.*s\" and \"%.*s\" are different fields", STR_ARG(name),
                                        STR_ARG(other)));
    if (!is_exclusive && !overlap_same_arguments(check, a, b))
        return make_conflict(pairs, conflict, a, b, STR("they have different arguments"));

    gql_type type = overlap_type(check, a), other_type = overlap_type(check, b);
    if (overlap_types_conflict(check, type, other_type)) {
        str x = gqlcheck_type_text(check, type), y = gqlcheck_type_text(check, other_type);
        return make_conflict(pairs, conflict, a, b,
                             str_printf(check->arena, "they are of the types \"%.*s\" and \"%.*s\"", STR_ARG(x),
                                        STR_ARG(y)));
    }
    if (!a->node->selections || !b->node->selections)
        return false;
    struct conflicts below = { 0 };
    pairs->depth++;
    const struct collected *x = collect(pairs, below_field(pairs, a)), *y = collect(pairs, below_field(pairs, b));
    compare_below(pairs, &below, is_exclusive, x, y);
    pairs->depth--;
    return below.count > 0 && conflict_of_below(pairs, conflict, a, b, &below);
}

/* -- selection sets -- */

static void report(struct pairs *pairs, const struct conflict *conflict)
{
    const struct fields_level *at = &conflict->fields[1][0];
    str name = gqlcheck_name(pairs->check, conflict->name);
    struct diag *d = gqlcheck_report_in(pairs->check, RULE_GQL_OVERLAPPING_FIELDS, at->part->definition,
                                        span_at(at->node->span.start, at->node->name.span.end));
    for (unsigned side = 0; side < 2; side++) {
        /* The last of the two fields is the diagnostic's own place. */
        for (uint32_t i = side; i < conflict->counts[side]; i++) {
            const struct fields_level *field = &conflict->fields[side][i];
            gqlcheck_relate(d, field->part->definition,
                            span_at(field->node->span.start, field->node->name.span.end),
                            i == 0 ? "the other field" : "a field below");
        }
    }
    diag_message(d, "two fields \"%.*s\" cannot be merged %.*s%.*s", STR_ARG(name),
                 conflict->counts[0] > 1 ? 0 : 8, "because ", STR_ARG(conflict->reason));
    diag_help(d, "give one of them an alias");
    pairs->has_reported = true;
}

static void check_set(struct pairs *pairs, struct fields_level level)
{
    struct conflicts conflicts = { 0 };
    const struct collected *c = collect(pairs, level);
    for (uint32_t i = 0; i < c->response_count; i++)
        compare_lists(pairs, &conflicts, false, &c->responses[i], &c->responses[i]);
    for (uint32_t i = 0; i < c->fragment_count; i++) {
        compare_with_fragment(pairs, &conflicts, false, c, c->fragments[i]);
        for (uint32_t k = i + 1; k < c->fragment_count; k++)
            compare_fragments(pairs, &conflicts, false, c->fragments[i], c->fragments[k]);
    }
    for (uint32_t i = 0; i < conflicts.count && i < REPORTS_MAX; i++)
        report(pairs, &conflicts.items[i]);
}

/* Each selection set, but those of inline fragments, which belong to the one around. */
static void check_sets(struct pairs *pairs, struct fields_level level)
{
    for (; level.node && pairs->budget > 0; level.node = level.node->next) {
        struct fields_level inner = { level.node->selections, level.parent, level.part };
        if (level.node->kind == GQL_FIELD) {
            inner = below_field(pairs, &level);
            if (inner.node)
                check_set(pairs, inner);
        } else if (level.node->condition.id) {
            inner.parent = operations_composite(pairs->check, level.node->condition.id);
        }
        check_sets(pairs, inner);
    }
}

bool overlap_report_pairs(struct operations *all)
{
    struct pairs pairs = { .all = all, .check = all->check, .budget = BUDGET };
    intern_init(&pairs.compared, all->check->arena);
    for (uint32_t i = 0; i < all->part_count && pairs.budget > 0; i++) {
        const struct part *part = &all->parts[i];
        struct fields_level level = { part->definition->selections, part->type, part };
        check_set(&pairs, level);
        check_sets(&pairs, level);
    }
    return pairs.has_reported;
}
