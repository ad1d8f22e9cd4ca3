/* Writing at a reference path, as ResultPath does. Nothing is changed: what lies on the way is
 * copied. */
#include "jsonpath/internal.h"

/* What stands at a step's place in `at`; undefined when it could be made. False when nothing can be
 * put there. */
static bool step_into(const struct jsonpath_step *step, value at, value *child)
{
    if (step->kind == JSONPATH_NAME) {
        *child = value_get(at, step->as.name);
        return at.kind == VALUE_OBJECT || at.kind == VALUE_UNDEFINED;
    }
    *child = step->kind == JSONPATH_INDEX && step->as.index >= 0
                 ? value_item(at, (size_t)step->as.index)
                 : value_undefined();
    return child->kind != VALUE_UNDEFINED;
}

static value with_member(struct arena *arena, value object, str name, value v)
{
    struct object_builder changed;
    if (object.kind == VALUE_OBJECT)
        object_begin_from(&changed, arena, object);
    else
        object_begin(&changed, arena);
    object_set(&changed, name, v);
    return object_end(&changed);
}

static value with_item(struct arena *arena, value array, size_t index, value v)
{
    value *items = arena_copy(arena, array.as.items, array.count * sizeof *items);
    items[index] = v;
    return value_array(items, array.count);
}

bool jsonpath_set(struct arena *arena, const struct jsonpath *path, value document, value v,
                  value *result, struct jsonpath_failure *failure)
{
    value *way = arena_array(arena, value, (size_t)path->step_count + 1);
    way[0] = document;
    for (uint32_t i = 0; i < path->step_count; i++) {
        if (step_into(&path->steps[i], way[i], &way[i + 1]))
            continue;
        if (failure)
            *failure = (struct jsonpath_failure){ JSONPATH_MISSING, i, way[i], NULL };
        return false;
    }
    for (uint32_t i = path->step_count; i-- > 0;) {
        const struct jsonpath_step *step = &path->steps[i];
        v = step->kind == JSONPATH_NAME ? with_member(arena, way[i], step->as.name, v)
                                        : with_item(arena, way[i], (size_t)step->as.index, v);
    }
    *result = v;
    return true;
}
