#include "value/internal.h"

#include "base/buf.h"
#include "base/num.h"

#include <math.h>

struct printer {
    struct buf *buf;
    enum value_style style;
    bool is_pretty;
    unsigned indent;
    struct path path;
};

static void print_double(struct buf *buf, double number, enum value_style style)
{
    bool is_finite = isfinite(number);
    if (!is_finite)
        buf_char(buf, '"');
    if (style == VALUE_STYLE_JAVA)
        num_print_java(buf, number);
    else
        num_print_js(buf, number);
    if (!is_finite)
        buf_char(buf, '"');
}

/* All but containers with something in them. */
static void print_scalar(struct buf *buf, value v, enum value_style style)
{
    switch ((enum value_kind)v.kind) {
    case VALUE_UNDEFINED: break;
    case VALUE_NULL: buf_str(buf, STR("null")); break;
    case VALUE_FALSE: buf_str(buf, STR("false")); break;
    case VALUE_TRUE: buf_str(buf, STR("true")); break;
    case VALUE_INTEGER: buf_int(buf, v.as.integer); break;
    case VALUE_DOUBLE: print_double(buf, v.as.number, style); break;
    case VALUE_BIG: buf_str(buf, value_text(v)); break;
    case VALUE_STRING: value_print_string(buf, value_text(v)); break;
    case VALUE_ARRAY: buf_str(buf, STR("[]")); break;
    case VALUE_OBJECT: buf_str(buf, STR("{}")); break;
    case VALUE_FUNCTION: buf_str(buf, STR("\"\"")); break;
    }
}

static void start_line(const struct printer *printer)
{
    if (!printer->is_pretty)
        return;
    buf_char(printer->buf, '\n');
    buf_fill(printer->buf, ' ', printer->path.depth * printer->indent);
}

static bool has_children(value v)
{
    if (v.kind == VALUE_ARRAY)
        return v.count > 0;
    if (v.kind != VALUE_OBJECT)
        return false;
    for (uint32_t i = 0; i < v.count; i++) {
        if (v.as.members[i].value.kind != VALUE_UNDEFINED)
            return true;
    }
    return false;
}

/* Prints the value, or of a container only how it opens; its children come later. */
static void print_start(struct printer *printer, value v)
{
    if (!has_children(v)) {
        print_scalar(printer->buf, v, printer->style);
        return;
    }
    buf_char(printer->buf, v.kind == VALUE_ARRAY ? '[' : '{');
    path_push(&printer->path, v);
}

/* Moves over the innermost container's next child that prints; false when there is none left. */
static bool next_child(struct level *level, const struct member **member, value *child)
{
    uint32_t count = level->container.count;
    if (level->container.kind == VALUE_ARRAY) {
        if (level->next == count)
            return false;
        *member = NULL;
        *child = level->container.as.items[level->next++];
        if (child->kind == VALUE_UNDEFINED)
            *child = value_null();
        return true;
    }
    while (level->next < count) {
        *member = &level->container.as.members[level->next++];
        *child = (*member)->value;
        if (child->kind != VALUE_UNDEFINED)
            return true;
    }
    return false;
}

static void print_all(struct printer *printer, value v)
{
    struct buf *buf = printer->buf;
    struct path *path = &printer->path;
    path_init(path, buf->arena->memory);
    print_start(printer, v);
    bool is_first = true;
    while (path->depth) {
        struct level *level = &path->levels[path->depth - 1];
        const struct member *member;
        value child;
        if (!next_child(level, &member, &child)) {
            bool is_array = level->container.kind == VALUE_ARRAY;
            path->depth--;
            start_line(printer);
            buf_char(buf, is_array ? ']' : '}');
            is_first = false;
            continue;
        }
        if (!is_first)
            buf_char(buf, ',');
        start_line(printer);
        if (member) {
            value_print_string(buf, member->name);
            buf_str(buf, printer->is_pretty ? STR(": ") : STR(":"));
        }
        size_t depth = path->depth;
        print_start(printer, child);
        is_first = path->depth > depth;
    }
    path_finish(path);
}

void value_print(struct buf *buf, value v, enum value_style style)
{
    if (!is_container(v)) {
        print_scalar(buf, v, style);
        return;
    }
    struct printer printer;
    printer.buf = buf;
    printer.style = style;
    printer.is_pretty = false;
    print_all(&printer, v);
}

void value_print_pretty(struct buf *buf, value v, enum value_style style, unsigned indent)
{
    struct printer printer;
    printer.buf = buf;
    printer.style = style;
    printer.is_pretty = true;
    printer.indent = indent;
    print_all(&printer, v);
}

str value_to_text(struct arena *arena, value v, enum value_style style)
{
    struct buf buf;
    buf_init(&buf, arena);
    value_print(&buf, v, style);
    return buf_text(&buf);
}
