#include "gqlcheck/compare.h"

#include "base/num.h"

struct change *compare_add(struct comparison *c, enum change_kind kind, enum change_grade grade, uint32_t a,
                           uint32_t b, uint32_t d)
{
    struct changes *all = &c->changes;
    all->items = arena_room(c->arena, all->items, all->count, &all->capacity, sizeof *all->items);
    struct buf path;
    buf_init(&path, c->arena);
    buf_str(&path, intern_text(c->names, a));
    if (b) {
        buf_char(&path, '.');
        buf_str(&path, intern_text(c->names, b));
    }
    if (d) {
        buf_char(&path, '.');
        buf_str(&path, intern_text(c->names, d));
    }
    struct change *change = &all->items[all->count++];
    *change = (struct change){ .kind = kind, .grade = grade, .path = buf_text(&path) };
    return change;
}

void compare_say(struct comparison *c, struct change *change, const char *format, ...)
{
    struct buf text;
    va_list args;
    buf_init(&text, c->arena);
    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    change->message = buf_text(&text);
}

str compare_name(const struct comparison *c, uint32_t name)
{
    return intern_text(c->names, name);
}

struct change_place compare_place(const struct gql_definition *definition, span where)
{
    return (struct change_place){ definition->document, where };
}

/* -- marks -- */

void compare_marks_begin(struct comparison *c)
{
    c->round++;
}

void compare_mark(struct comparison *c, uint32_t name, const void *item)
{
    c->rounds[name] = c->round;
    c->seen[name] = item;
}

const void *compare_marked(const struct comparison *c, uint32_t name)
{
    return c->rounds[name] == c->round ? c->seen[name] : NULL;
}

/* -- directives -- */

/* Directives of AppSync are compared by their effect. */
static bool is_compared_elsewhere(const struct comparison *c, uint32_t name)
{
    return c->options->profile != GQL_PROFILE_GRAPHQL &&
           (gqlcheck_mode_of(name) != GQLCHECK_MODE_COUNT || name == GQL_WORD_aws_subscribe);
}

static void add_use(struct comparison *c, const struct compare_uses *uses, const struct gql_directive *use, bool is_new)
{
    if (is_compared_elsewhere(c, use->name.id))
        return;
    uint32_t name = use->name.id;
    enum change_grade grade = CHANGE_DANGEROUS;
    if (name == GQL_WORD_deprecated || (name == GQL_WORD_oneOf && !is_new))
        grade = CHANGE_SAFE;
    else if (name == GQL_WORD_oneOf)
        grade = CHANGE_BREAKING;

    enum change_kind kind = is_new ? uses->added : uses->added + 1;
    struct change *change = compare_add(c, kind, grade, uses->path[0], uses->path[1], uses->path[2]);
    str place = change->path, text = compare_name(c, name);
    compare_say(c, change, is_new ? "\"@%.*s\" was added to \"%.*s\"" : "\"@%.*s\" was removed from \"%.*s\"",
                STR_ARG(text), STR_ARG(place));
    change->path = str_printf(c->arena, "%.*s.%.*s", STR_ARG(place), STR_ARG(text));
    if (is_new)
        change->after = compare_place(uses->new_definition, use->span);
    else
        change->before = compare_place(uses->old_definition, use->span);
}

static bool has_use(const struct gql_directive *uses, uint32_t name)
{
    return gql_directive_find(uses, name) != NULL;
}

void compare_uses(struct comparison *c, const struct compare_uses *uses)
{
    for (const struct gql_directive *use = uses->new_uses; use; use = use->next) {
        if (!has_use(uses->old_uses, use->name.id))
            add_use(c, uses, use, true);
    }
    for (const struct gql_directive *use = uses->old_uses; use; use = use->next) {
        if (!has_use(uses->new_uses, use->name.id))
            add_use(c, uses, use, false);
    }
}

/* -- values and texts -- */

struct literals {
    struct comparison *c;
    const struct gql_document *before, *after;
};

static str string_of(struct comparison *c, const struct gql_document *document, const struct gql_value *value)
{
    return gql_string_value(c->arena, gql_text(document, value->span));
}

static bool is_numeric(const struct gql_value *value)
{
    return value->kind == GQL_INT || value->kind == GQL_FLOAT;
}

static bool same_value(const struct literals *l, const struct gql_value *a, const struct gql_value *b, gql_type type);

static bool same_fields(const struct literals *l, const struct gql_argument *a, const struct gql_argument *b,
                        gql_type type)
{
    uint32_t counts[2] = { 0, 0 };
    const struct gql_named_type *input = gql_schema_type(l->c->after, type.name);
    for (const struct gql_argument *other = b; other; other = other->next)
        counts[1]++;
    for (; a; a = a->next, counts[0]++) {
        const struct gql_argument *other = gql_argument_find(b, a->name.id);
        const struct gql_field *field = input ? gql_type_field(input, a->name.id) : NULL;
        if (!other || !same_value(l, a->value, other->value, field ? field->member->type.type : (gql_type){ 0 }))
            return false;
    }
    return counts[0] == counts[1];
}

static bool same_number(const struct literals *l, const struct gql_value *a, const struct gql_value *b)
{
    double x = 0, y = 0;
    str left = gql_text(l->before, a->span), right = gql_text(l->after, b->span);
    return str_equal(left, right) || (num_to_double(left, &x) && num_to_double(right, &y) && x == y);
}

/* A value where a list is expected is a list of one. */
static bool same_value(const struct literals *l, const struct gql_value *a, const struct gql_value *b, gql_type type)
{
    gql_type nullable = gql_type_nullable(type);
    bool is_list = gql_type_is_list(nullable) && (a->kind == GQL_LIST) != (b->kind == GQL_LIST);
    if (is_list && a->kind != GQL_NULL && b->kind != GQL_NULL) {
        const struct gql_value *x = gqlcheck_items(a), *y = gqlcheck_items(b);
        bool are_single = x && y && (a->kind != GQL_LIST || !x->next) && (b->kind != GQL_LIST || !y->next);
        return are_single && same_value(l, x, y, gql_type_item(nullable));
    }
    if (is_numeric(a) && is_numeric(b))
        return same_number(l, a, b);
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case GQL_INT:
    case GQL_FLOAT:
    case GQL_VARIABLE:
    case GQL_BOOLEAN:
    case GQL_NULL:
    case GQL_ENUM_VALUE: return a->name.id == b->name.id;
    case GQL_STRING: return str_equal(string_of(l->c, l->before, a), string_of(l->c, l->after, b));
    case GQL_OBJECT_VALUE: return same_fields(l, a->as.fields, b->as.fields, nullable);
    case GQL_LIST: break;
    }
    const struct gql_value *x = a->as.items, *y = b->as.items;
    gql_type item = gql_type_is_list(nullable) ? gql_type_item(nullable) : (gql_type){ 0 };
    for (; x && y; x = x->next, y = y->next) {
        if (!same_value(l, x, y, item))
            return false;
    }
    return !x && !y;
}

bool compare_same_value(struct comparison *c, const struct gql_document *before, const struct gql_value *a,
                        const struct gql_document *after, const struct gql_value *b, gql_type type)
{
    struct literals l = { c, before, after };
    return a && b ? same_value(&l, a, b, type) : a == b;
}

bool compare_same_text(struct comparison *c, const struct gql_definition *before, const struct gql_value *a,
                       const struct gql_definition *after, const struct gql_value *b)
{
    str x = a ? string_of(c, before->document, a) : (str){ "", 0 };
    str y = b ? string_of(c, after->document, b) : (str){ "", 0 };
    return str_equal(x, y);
}

/* -- types -- */

bool compare_is_safe_output(gql_type before, gql_type after)
{
    for (;;) {
        if (gql_type_is_non_null(before) && !gql_type_is_non_null(after))
            return false;
        before = gql_type_nullable(before);
        after = gql_type_nullable(after);
        if (!gql_type_is_list(before))
            return gql_type_equal(before, after);
        if (!gql_type_is_list(after))
            return false;
        before = gql_type_item(before);
        after = gql_type_item(after);
    }
}

bool compare_is_safe_input(gql_type before, gql_type after)
{
    return compare_is_safe_output(after, before);
}
