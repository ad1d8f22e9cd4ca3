/*
 * Evaluation. A definite path is one loop over its steps. An indefinite one starts with such a loop
 * over its definite steps, then turns a list of values into the next list, step by step, so that
 * nothing recurses; only filters do, as deep as they are written inside each other.
 *
 * What is missing:
 *   - in a definite path: JSONPATH_MISSING, or JSONPATH_FAILED for an index on what is no array
 *   - on the definite way into an indefinite path: an absent member gives an empty list, the rest
 * as above
 *   - behind the first indefinite step: skipped
 */
#include "jsonpath/internal.h"

static bool fail(struct jsonpath_failure *failure, enum jsonpath_outcome outcome, size_t step,
                 value at, const char *message)
{
    if (failure)
        *failure = (struct jsonpath_failure){ outcome, (uint32_t)step, at, message };
    return false;
}

static bool is_container(value v)
{
    return v.kind == VALUE_ARRAY || v.kind == VALUE_OBJECT;
}

/* Item `index`, counted from the end when negative; undefined when there is none. */
static value item_at(value array, int32_t index)
{
    int64_t at = index < 0 ? (int64_t)array.count + index : index;
    return array.kind == VALUE_ARRAY && at >= 0 ? value_item(array, (size_t)at) : value_undefined();
}

/* Follows the names and indexes among steps[0..count). Stops at the first that names nothing. */
static bool follow(const struct jsonpath_step *steps, size_t count, value at, value *result,
                   struct jsonpath_failure *failure)
{
    for (size_t i = 0; i < count; i++) {
        const struct jsonpath_step *step = &steps[i];
        value next = step->kind == JSONPATH_NAME ? value_get(at, step->as.name)
                                                 : item_at(at, step->as.index);
        if (next.kind == VALUE_UNDEFINED) {
            bool is_misplaced =
                step->kind == JSONPATH_INDEX && at.kind != VALUE_ARRAY && at.kind != VALUE_NULL;
            return fail(failure, is_misplaced ? JSONPATH_FAILED : JSONPATH_MISSING, i, at, NULL);
        }
        at = next;
    }
    *result = at;
    return true;
}

static bool count_visit(struct evaluation *evaluation)
{
    if (evaluation->visits == 0)
        evaluation->is_limited = true;
    else
        evaluation->visits--;
    return !evaluation->is_limited;
}

static void add(struct evaluation *evaluation, struct array_builder *out, value v)
{
    if (v.kind != VALUE_UNDEFINED && count_visit(evaluation))
        array_add(out, v);
}

static void add_children(struct evaluation *evaluation, value v, struct array_builder *out)
{
    for (uint32_t i = 0; is_container(v) && i < v.count && !evaluation->is_limited; i++)
        add(evaluation, out, v.kind == VALUE_ARRAY ? v.as.items[i] : v.as.members[i].value);
}

static void add_slice(struct evaluation *evaluation, struct jsonpath_slice slice, value v,
                      struct array_builder *out)
{
    int64_t count = v.count, from = slice.from, to = slice.has_to ? slice.to : count;
    if (v.kind != VALUE_ARRAY)
        return;
    /* With both given the library counts neither from the end. */
    if (!slice.has_to && from < 0)
        from = from + count < 0 ? 0 : from + count;
    if (!slice.has_from && to < 0)
        to += count;
    if (from < 0)
        return;
    for (int64_t i = from; i < to && i < count; i++)
        add(evaluation, out, v.as.items[i]);
}

/* An object of those members that are there. */
static value pick(struct arena *arena, const struct jsonpath_step *step, value v)
{
    struct object_builder picked;
    object_begin(&picked, arena);
    for (uint32_t i = 0; i < step->count; i++) {
        value member = value_get(v, step->as.names[i]);
        if (member.kind != VALUE_UNDEFINED)
            object_set(&picked, step->as.names[i], member);
    }
    return object_end(&picked);
}

static void add_names(struct evaluation *evaluation, const struct jsonpath_step *step, bool is_last,
                      value v, struct array_builder *out)
{
    if (v.kind != VALUE_OBJECT)
        return;
    if (is_last) {
        add(evaluation, out, pick(evaluation->arena, step, v));
        return;
    }
    for (uint32_t i = 0; i < step->count; i++)
        add(evaluation, out, value_get(v, step->as.names[i]));
}

/* A filter tests each item of an array, but an object itself. */
static void add_accepted(struct evaluation *evaluation, const struct jsonpath_filter *filter,
                         value v, struct array_builder *out)
{
    if (v.kind == VALUE_OBJECT && filter_accepts(evaluation, filter, v))
        add(evaluation, out, v);
    for (uint32_t i = 0; v.kind == VALUE_ARRAY && i < v.count && !evaluation->is_limited; i++) {
        if (filter_accepts(evaluation, filter, v.as.items[i]))
            add(evaluation, out, v.as.items[i]);
    }
}

/* Adds all that one step finds in one value. Never fails: what doesn't fit is skipped. */
static void apply(struct evaluation *evaluation, const struct jsonpath_step *step, bool is_last,
                  value v, struct array_builder *out)
{
    switch (step->kind) {
    case JSONPATH_NAME: add(evaluation, out, value_get(v, step->as.name)); return;
    case JSONPATH_INDEX: add(evaluation, out, item_at(v, step->as.index)); return;
    case JSONPATH_WILDCARD: add_children(evaluation, v, out); return;
    case JSONPATH_SLICE: add_slice(evaluation, step->as.slice, v, out); return;
    case JSONPATH_NAMES: add_names(evaluation, step, is_last, v, out); return;
    case JSONPATH_FILTER: add_accepted(evaluation, step->as.filter, v, out); return;
    case JSONPATH_INDEXES:
        for (uint32_t i = 0; i < step->count; i++)
            add(evaluation, out, item_at(v, step->as.indexes[i]));
        return;
    case JSONPATH_DEEP: return;
    }
}

static bool has_all(value v, const struct jsonpath_step *step)
{
    for (uint32_t i = 0; i < step->count; i++) {
        if (value_get(v, step->as.names[i]).kind == VALUE_UNDEFINED)
            return false;
    }
    return true;
}

/* `next` (behind ..) on one of the values below: a filter tests the value itself, all names must be
 * there. */
static void apply_below(struct evaluation *evaluation, const struct jsonpath_step *next,
                        bool is_last, value v, struct array_builder *out)
{
    if (next->kind == JSONPATH_FILTER) {
        if (filter_accepts(evaluation, next->as.filter, v))
            add(evaluation, out, v);
    } else if (next->kind != JSONPATH_NAMES || !is_last || has_all(v, next)) {
        apply(evaluation, next, is_last, v, out);
    }
}

struct level {
    value container;
    uint32_t next;
};

struct levels {
    struct level *items;
    size_t count;
    uint32_t capacity;
};

static void push(struct arena *arena, struct levels *levels, value container)
{
    levels->items =
        arena_room(arena, levels->items, levels->count, &levels->capacity, sizeof *levels->items);
    levels->items[levels->count++] = (struct level){ container, 0 };
}

/*
 * Applies `next` to `v` and all below it, parents before children. Containers count; scalars only
 * as items of an array, and only for filters, which is where the library looks at them.
 */
static void scan(struct evaluation *evaluation, const struct jsonpath_step *next, bool is_last,
                 value v, struct array_builder *out)
{
    struct levels levels = { 0 };
    if (!is_container(v))
        return;
    apply_below(evaluation, next, is_last, v, out);
    push(evaluation->arena, &levels, v);
    while (levels.count > 0 && !evaluation->is_limited) {
        struct level *level = &levels.items[levels.count - 1];
        if (level->next == level->container.count) {
            levels.count--;
            continue;
        }
        uint32_t i = level->next++;
        bool is_item = level->container.kind == VALUE_ARRAY;
        value child = is_item ? level->container.as.items[i] : level->container.as.members[i].value;
        bool is_deeper = is_container(child);
        if (!count_visit(evaluation))
            return;
        if (is_deeper || (is_item && next->kind == JSONPATH_FILTER))
            apply_below(evaluation, next, is_last, child, out);
        if (is_deeper)
            push(evaluation->arena, &levels, child);
    }
}

/* Whether the first indefinite step can be applied to `v` at all. */
static bool check_first(const struct jsonpath_step *step, size_t index, value v,
                        struct jsonpath_failure *failure)
{
    bool needs_array = step->kind == JSONPATH_SLICE || step->kind == JSONPATH_INDEXES;
    if (needs_array && v.kind != VALUE_ARRAY)
        return fail(failure, v.kind == VALUE_NULL ? JSONPATH_MISSING : JSONPATH_FAILED, index, v,
                    NULL);
    if (step->kind == JSONPATH_FILTER && !is_container(v))
        return fail(failure, JSONPATH_FAILED, index, v, NULL);
    /* The library's versions differ on negative starts with an end; this is what the service's one
     * says. */
    if (step->kind == JSONPATH_SLICE && step->as.slice.has_from && step->as.slice.has_to &&
        step->as.slice.from < 0 && step->as.slice.from < step->as.slice.to && v.count > 0)
        return fail(failure, JSONPATH_MISSING, index, v, NULL);
    return true;
}

static size_t count_definite(const struct jsonpath *path)
{
    size_t count = 0;
    while (count < path->step_count &&
           (path->steps[count].kind == JSONPATH_NAME || path->steps[count].kind == JSONPATH_INDEX))
        count++;
    return count;
}

static value empty_array(void)
{
    return value_array(NULL, 0);
}

/*
 * A call such as .length() behind what .. found names a member that isn't there. The service's
 * library fails then; we skip other missing members, as its later versions do, but here that would
 * hide that there are no functions.
 */
static bool is_lost_call(const struct jsonpath *path, size_t step, value found)
{
    return path->has_call && step + 1 == path->step_count && found.count > 0 &&
           value_get(found.as.items[0], path->steps[step].as.name).kind == VALUE_UNDEFINED;
}

/* The steps from `first` on, which is an indefinite one, applied to `v`. */
static bool expand(struct evaluation *evaluation, const struct jsonpath *path, size_t first,
                   value v, value *result, struct jsonpath_failure *failure)
{
    value values = value_array(&v, 1);
    for (size_t i = first; i < path->step_count && values.count > 0; i++) {
        const struct jsonpath_step *step = &path->steps[i];
        bool is_deep = step->kind == JSONPATH_DEEP;
        i += is_deep;
        bool is_last = i + 1 == path->step_count;
        struct array_builder out;
        array_begin(&out, evaluation->arena);
        for (uint32_t k = 0; k < values.count && !evaluation->is_limited; k++) {
            if (is_deep)
                scan(evaluation, &path->steps[i], is_last, values.as.items[k], &out);
            else
                apply(evaluation, step, is_last, values.as.items[k], &out);
        }
        if (evaluation->is_limited)
            return fail(failure, JSONPATH_FAILED, i, v,
                        "the path looks at more values than are allowed");
        values = array_end(&out);
        if (is_deep && is_lost_call(path, i + 1, values))
            return fail(failure, JSONPATH_MISSING, i + 1, values.as.items[0], NULL);
    }
    *result = values.count > 0 ? values : empty_array();
    return true;
}

static bool evaluate_indefinite(struct evaluation *evaluation, const struct jsonpath *path,
                                value root, value *result, struct jsonpath_failure *failure)
{
    size_t first = count_definite(path);
    value start;
    struct jsonpath_failure missing;
    if (!follow(path->steps, first, root, &start, &missing)) {
        const struct jsonpath_step *step = &path->steps[missing.step];
        if (step->kind != JSONPATH_NAME || missing.value.kind != VALUE_OBJECT)
            return fail(failure, missing.outcome, missing.step, missing.value, NULL);
        *result = empty_array();
        return true;
    }
    return check_first(&path->steps[first], first, start, failure) &&
           expand(evaluation, path, first, start, result, failure);
}

/* ['a','b'] at the end of an otherwise definite path: an object of those members. */
static bool evaluate_names(struct evaluation *evaluation, const struct jsonpath *path, value root,
                           value *result, struct jsonpath_failure *failure)
{
    size_t last = path->step_count - 1;
    value object;
    if (!follow(path->steps, last, root, &object, failure))
        return false;
    if (object.kind != VALUE_OBJECT)
        return fail(failure, JSONPATH_MISSING, last, object, NULL);
    *result = pick(evaluation->arena, &path->steps[last], object);
    return true;
}

bool path_evaluate(struct evaluation *evaluation, const struct jsonpath *path, value root,
                   value *result, struct jsonpath_failure *failure)
{
    if (root.kind == VALUE_UNDEFINED)
        return fail(failure, JSONPATH_MISSING, 0, root, NULL);
    if (root.kind == VALUE_NULL && path->step_count > 0)
        return fail(failure, JSONPATH_FAILED, 0, root, "json can not be null");
    if (!path->is_definite)
        return evaluate_indefinite(evaluation, path, root, result, failure);
    if (path->step_count > 0 && path->steps[path->step_count - 1].kind == JSONPATH_NAMES)
        return evaluate_names(evaluation, path, root, result, failure);
    return follow(path->steps, path->step_count, root, result, failure);
}

static value root_of(const struct jsonpath *path, const struct jsonpath_scope *scope)
{
    switch (path->root) {
    case JSONPATH_INPUT: return scope->input;
    case JSONPATH_CONTEXT: return scope->context;
    case JSONPATH_VARIABLE:
        return scope->variable ? scope->variable(scope->variables, path->variable)
                               : value_undefined();
    case JSONPATH_ITEM: break;
    }
    return value_undefined();
}

bool jsonpath_evaluate(struct arena *arena, const struct jsonpath *path,
                       const struct jsonpath_scope *scope, value *result,
                       struct jsonpath_failure *failure)
{
    value root = root_of(path, scope);
    if (path->is_opaque)
        return fail(failure, JSONPATH_FAILED, 0, root, "the path holds a placeholder");
    struct evaluation evaluation = {
        .arena = arena, .scope = scope, .root = root, .visits = JSONPATH_MAX_VISITS
    };
    return path_evaluate(&evaluation, path, root, result, failure);
}
