#include "jsonata/run.h"

/*
 * | pattern | update, delete | changes a copy of its argument. The copy is ours alone, so that changing it in place is
 * no breach of the rule that values do not change. Objects are known by where their members lie, now or earlier; the
 * table says in which value of the copy each one stands, so that it can be replaced there.
 */
struct place_in_copy {
    value *at;
};

struct spot {
    const struct member *members; /* NULL: a free slot */
    struct place_in_copy *place;
};

struct spots {
    struct spot *table;
    uint32_t size, count; /* size is a power of two */
};

static struct spot *find_spot(const struct spots *spots, const struct member *members)
{
    uint64_t hash = (uint64_t)(uintptr_t)members * 0x9E3779B97F4A7C15u;
    uint32_t i = (uint32_t)(hash >> 32) & (spots->size - 1);
    while (spots->table[i].members && spots->table[i].members != members)
        i = (i + 1) & (spots->size - 1);
    return &spots->table[i];
}

/* The object with these members, now or earlier, or NULL. */
static struct place_in_copy *find_place(const struct spots *spots, const struct member *members)
{
    return spots->size ? find_spot(spots, members)->place : NULL;
}

static void add_spot(struct run *run, struct spots *spots, const struct member *members,
                     struct place_in_copy *place)
{
    if (2 * (spots->count + 1) > spots->size) {
        struct spots old = *spots;
        spots->size = old.size ? old.size * 2 : 64;
        spots->table = arena_array(run->arena, struct spot, spots->size);
        for (uint32_t i = 0; i < old.size; i++) {
            if (old.table[i].members)
                *find_spot(spots, old.table[i].members) = old.table[i];
        }
    }
    struct spot *spot = find_spot(spots, members);
    if (!spot->members)
        spots->count++;
    *spot = (struct spot){ members, place };
}

static void clone(struct run *run, struct spots *spots, value v, value *to, unsigned depth);

static void clone_array(struct run *run, struct spots *spots, value array, value *to, unsigned depth)
{
    value *items = arena_array(run->arena, value, array.count);
    *to = value_array(items, array.count);
    for (uint32_t i = 0; i < array.count && !run->failed; i++)
        clone(run, spots, array.as.items[i], &items[i], depth);
}

/* Puts an object with these members where `to` is, notes where it stands, and returns its members. */
static struct member *place_object(struct run *run, struct spots *spots, value object, value *to)
{
    struct object_builder builder;
    object_begin_from(&builder, run->arena, object);
    object_reserve(&builder, 1); /* an empty one needs a place too, to be known by */
    struct member *members = builder.members;
    *to = object_end(&builder);
    struct place_in_copy *place = arena_new(run->arena, struct place_in_copy);
    place->at = to;
    add_spot(run, spots, members, place);
    return members;
}

static void clone_object(struct run *run, struct spots *spots, value object, value *to,
                         unsigned depth)
{
    struct member *members = place_object(run, spots, object, to);
    for (uint32_t i = 0; i < to->count && !run->failed; i++)
        clone(run, spots, members[i].value, &members[i].value, depth);
}

/* As the reference does by printing and reading JSON: numbers are rounded, functions become "". */
static void clone(struct run *run, struct spots *spots, value v, value *to, unsigned depth)
{
    *to = v;
    if (!run_work(run, 1))
        return;
    if (depth > WALK_DEPTH_MAX) {
        run_fail(run, ERROR_DEPTH);
    } else if (v.kind == VALUE_ARRAY) {
        clone_array(run, spots, v, to, depth + 1);
    } else if (v.kind == VALUE_OBJECT) {
        clone_object(run, spots, v, to, depth + 1);
    } else if (value_is_number(v)) {
        bool is_number = is_numeric(run, v);
        *to = is_number ? value_double(round_to_15(number_of(v))) : value_null();
    } else if (v.kind == VALUE_FUNCTION) {
        *to = value_string(STR(""));
    } else if (v.kind == VALUE_UNDEFINED) {
        *to = value_null();
    }
}

value clone_value(struct run *run, value v)
{
    struct spots spots = { .size = 0 };
    value copy;
    clone(run, &spots, v, &copy, 0);
    return run->failed ? value_undefined() : copy;
}

static value fail_clause(struct run *run, enum error_code code, uint32_t clause, value v)
{
    struct error *error = run_fail(run, code);
    error->value = v;
    error->has_position = true;
    error->position = run->code->places[clause].token.end;
    return value_undefined();
}

/* Puts `changed` in place of an object; its members have moved, and the objects among them with them. */
static void replace(struct run *run, struct spots *spots, struct place_in_copy *place,
                    struct object_builder *changed)
{
    object_reserve(changed, 1);
    struct member *members = changed->members;
    *place->at = object_end(changed);
    uint32_t count = place->at->count;
    add_spot(run, spots, members, place);
    for (uint32_t i = 0; i < count; i++) {
        if (members[i].value.kind != VALUE_OBJECT)
            continue;
        struct place_in_copy *moved = find_place(spots, members[i].value.as.members);
        if (moved)
            moved->at = &members[i].value;
    }
}

static bool delete_members(struct run *run, uint32_t clause, value names,
                           struct object_builder *builder)
{
    value all = names;
    if (names.kind != VALUE_ARRAY)
        names = (value){ .kind = VALUE_ARRAY, .count = 1, .as.items = &all };
    for (uint32_t i = 0; i < names.count; i++) {
        if (names.as.items[i].kind != VALUE_STRING) {
            fail_clause(run, ERROR_T2012, clause, all);
            return false;
        }
    }
    for (uint32_t i = 0; i < names.count && run_work(run, 1); i++)
        object_remove(builder, value_text(names.as.items[i]));
    return true;
}

/* Merges the update into a match. False when that failed. */
static bool update_match(struct run *run, struct spots *spots, const struct node *node, value match,
                         struct place_in_copy *place, struct frame *frame)
{
    value update = evaluate(run, node->b, place ? *place->at : match, frame);
    if (run->failed || update.kind == VALUE_UNDEFINED)
        return !run->failed;
    if (update.kind != VALUE_OBJECT) {
        fail_clause(run, ERROR_T2011, node->b, update);
        return false;
    }
    if (!place)
        return true;
    struct object_builder builder;
    object_begin_from(&builder, run->arena, *place->at);
    for (uint32_t i = 0; i < update.count; i++)
        object_set(&builder, update.as.members[i].name, update.as.members[i].value);
    replace(run, spots, place, &builder);
    return true;
}

/* Removes what the third clause names from a match, which it sees updated. */
static void delete_from_match(struct run *run, struct spots *spots, const struct node *node, value match,
                              struct place_in_copy *place, struct frame *frame)
{
    value names = evaluate(run, node->c, place ? *place->at : match, frame);
    if (run->failed || names.kind == VALUE_UNDEFINED)
        return;
    struct object_builder builder;
    object_begin(&builder, run->arena);
    if (place)
        object_begin_from(&builder, run->arena, *place->at);
    if (delete_members(run, node->c, names, &builder) && place)
        replace(run, spots, place, &builder);
}

static value transform(struct run *run, const struct node *node, value argument, struct frame *frame)
{
    struct spots spots = { .size = 0 };
    value *copy = arena_alloc(run->arena, sizeof(value), _Alignof(value));
    clone(run, &spots, argument, copy, 0);
    value matches = run->failed ? value_undefined() : evaluate(run, node->a, *copy, frame);
    if (run->failed || matches.kind == VALUE_UNDEFINED)
        return *copy;
    value lone = matches;
    if (matches.kind != VALUE_ARRAY)
        matches = (value){ .kind = VALUE_ARRAY, .count = 1, .as.items = &lone };
    for (uint32_t i = 0; i < matches.count && !run->failed; i++) {
        /* What is no object of the copy cannot be changed; its clauses are evaluated nevertheless. */
        value match = matches.as.items[i];
        struct place_in_copy *place =
            match.kind == VALUE_OBJECT ? find_place(&spots, match.as.members) : NULL;
        if (update_match(run, &spots, node, match, place, frame) && node->c != NO_NODE)
            delete_from_match(run, &spots, node, match, place, frame);
    }
    return *copy;
}

/* Whether $clone still is a function where the transform stands. Which one makes no difference to us. */
static bool has_clone(struct run *run, const struct transform_function *function)
{
    uint32_t name = 0;
    while (!str_equal(function->code->names[name], STR("clone")))
        name++;
    if (frame_look_up(run, function->frame, name).kind == VALUE_FUNCTION)
        return true;
    struct error *error = run_fail(run, ERROR_T2013);
    error->has_position = true;
    error->position = function->code->places[function->node - function->code->nodes].token.end;
    return false;
}

value apply_transform(struct run *run, const struct transform_function *function, value argument)
{
    if (argument.kind == VALUE_UNDEFINED)
        return argument;
    const struct jsonata *code = run->code;
    run->code = function->code;
    /* A frame of its own: what the clauses assign must not outlive the call. */
    struct frame *frame = frame_new(run, function->frame, 0);
    value result =
        has_clone(run, function) ? transform(run, function->node, argument, frame) : value_undefined();
    run->code = code;
    return run->failed ? value_undefined() : result;
}
