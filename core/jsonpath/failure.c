/* The library's words for a path that leads nowhere. */
#include "jsonpath/internal.h"

/* As deep as a document may be. */
#define MAX_DEPTH 1000

static void print_java(struct buf *buf, value v, unsigned depth)
{
    bool is_array = v.kind == VALUE_ARRAY;
    if (v.kind == VALUE_STRING) {
        buf_str(buf, value_text(v));
        return;
    }
    if ((!is_array && v.kind != VALUE_OBJECT) || depth == MAX_DEPTH) {
        value_print(buf, v, VALUE_STYLE_JAVA);
        return;
    }
    buf_char(buf, is_array ? '[' : '{');
    for (uint32_t i = 0; i < v.count; i++) {
        if (i > 0)
            buf_str(buf, STR(", "));
        if (!is_array) {
            buf_str(buf, v.as.members[i].name);
            buf_char(buf, '=');
        }
        print_java(buf, is_array ? v.as.items[i] : v.as.members[i].value, depth + 1);
    }
    buf_char(buf, is_array ? ']' : '}');
}

void jsonpath_print_java(struct buf *buf, value v)
{
    print_java(buf, v, 0);
}

static void print_names(struct buf *buf, const str *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        buf_printf(buf, "%s'%.*s'", i > 0 ? ", " : "[", STR_ARG(names[i]));
    buf_char(buf, ']');
}

static void print_slice(struct buf *buf, struct jsonpath_slice slice)
{
    buf_char(buf, '[');
    if (slice.has_from)
        buf_int(buf, slice.from);
    buf_char(buf, ':');
    if (slice.has_to)
        buf_int(buf, slice.to);
    buf_char(buf, ']');
}

static void print_indexes(struct buf *buf, const struct jsonpath_step *step)
{
    for (uint32_t i = 0; i < step->count; i++)
        buf_printf(buf, "%c%d", i > 0 ? ',' : '[', (int)step->as.indexes[i]);
    buf_char(buf, ']');
}

static void print_step(struct buf *buf, const struct jsonpath_step *step)
{
    switch (step->kind) {
    case JSONPATH_NAME: print_names(buf, &step->as.name, 1); return;
    case JSONPATH_INDEX: buf_printf(buf, "[%d]", (int)step->as.index); return;
    case JSONPATH_WILDCARD: buf_str(buf, STR("[*]")); return;
    case JSONPATH_DEEP: buf_str(buf, STR("..")); return;
    case JSONPATH_SLICE: print_slice(buf, step->as.slice); return;
    case JSONPATH_NAMES: print_names(buf, step->as.names, step->count); return;
    case JSONPATH_INDEXES: print_indexes(buf, step); return;
    case JSONPATH_FILTER: buf_str(buf, STR("[?]")); return;
    }
}

static void print_root(struct buf *buf, const struct jsonpath *path)
{
    switch (path->root) {
    case JSONPATH_INPUT: buf_char(buf, '$'); return;
    case JSONPATH_CONTEXT: buf_str(buf, STR("$$")); return;
    case JSONPATH_VARIABLE: buf_printf(buf, "$%.*s", STR_ARG(path->variable)); return;
    case JSONPATH_ITEM: buf_char(buf, '@'); return;
    }
}

static void print_way(struct buf *buf, const struct jsonpath *path, uint32_t step_count)
{
    print_root(buf, path);
    for (uint32_t i = 0; i < step_count; i++)
        print_step(buf, &path->steps[i]);
}

static void print_missing_name(struct buf *buf, const struct jsonpath *path,
                               const struct jsonpath_failure *failure)
{
    if (failure->value.kind != VALUE_OBJECT) {
        buf_str(buf, STR("Property "));
        print_step(buf, &path->steps[failure->step]);
        buf_str(buf, STR(" not found in path "));
        print_way(buf, path, failure->step);
        return;
    }
    bool is_last = failure->step + 1 == path->step_count;
    buf_str(buf, is_last ? STR("No results for path: ") : STR("Missing property in path "));
    print_way(buf, path, failure->step + 1);
}

static bool is_of_names(const struct jsonpath_step *step)
{
    return step->kind == JSONPATH_NAME || step->kind == JSONPATH_NAMES;
}

static void print_missing(struct buf *buf, const struct jsonpath *path,
                          const struct jsonpath_failure *failure)
{
    if (failure->value.kind == VALUE_UNDEFINED || path->step_count == 0) {
        buf_str(buf, STR("No results for path: "));
        print_way(buf, path, path->step_count);
    } else if (is_of_names(&path->steps[failure->step])) {
        print_missing_name(buf, path, failure);
    } else if (failure->value.kind == VALUE_NULL) {
        buf_str(buf, STR("The path "));
        print_way(buf, path, failure->step);
        buf_str(buf, STR(" is null"));
    } else {
        buf_str(buf, STR("Index out of bounds when evaluating path "));
        print_way(buf, path, failure->step + 1);
    }
}

static void print_failed(struct buf *buf, const struct jsonpath *path,
                         const struct jsonpath_failure *failure)
{
    if (failure->message) {
        buf_str(buf, str_from(failure->message));
        return;
    }
    bool is_filter = path->steps[failure->step].kind == JSONPATH_FILTER;
    buf_str(buf, STR("Filter: "));
    for (uint32_t i = failure->step; i < path->step_count; i++)
        print_step(buf, &path->steps[i]);
    buf_str(buf, is_filter ? STR(" can not be applied to primitives. Current context is: ")
                           : STR(" can only be applied to arrays. Current context is: "));
    jsonpath_print_java(buf, failure->value);
}

str jsonpath_failure_text(struct arena *arena, const struct jsonpath *path,
                          const struct jsonpath_failure *failure)
{
    struct buf text;
    buf_init(&text, arena);
    if (failure->outcome == JSONPATH_MISSING)
        print_missing(&text, path, failure);
    else
        print_failed(&text, path, failure);
    return buf_text(&text);
}
