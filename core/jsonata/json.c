#include "jsonata/json.h"

#include "base/num.h"
#include "jsonata/run.h"

#include <math.h>

#define MESSAGE_LIMIT 4096

static bool print(struct json_printer *printer, value v, unsigned depth);

static bool fail(struct json_printer *printer, enum error_code code)
{
    printer->failure = code;
    return false;
}

static bool print_number(struct json_printer *printer, value v)
{
    double number = number_of(v);
    if (printer->is_rounded && isinf(number))
        return fail(printer, ERROR_D1001);
    if (!isfinite(number))
        buf_str(&printer->buf, STR("null"));
    else
        num_print_js(&printer->buf, printer->is_rounded ? round_to_15(number) : number);
    return true;
}

static void print_break(struct json_printer *printer, unsigned depth)
{
    if (!printer->is_pretty)
        return;
    buf_char(&printer->buf, '\n');
    buf_fill(&printer->buf, ' ', 2 * (size_t)depth);
}

static bool print_array(struct json_printer *printer, value array, unsigned depth)
{
    buf_char(&printer->buf, '[');
    for (uint32_t i = 0; i < array.count; i++) {
        if (i)
            buf_char(&printer->buf, ',');
        print_break(printer, depth + 1);
        if (!print(printer, array.as.items[i], depth + 1))
            return false;
    }
    if (array.count)
        print_break(printer, depth);
    buf_char(&printer->buf, ']');
    return true;
}

static bool print_object(struct json_printer *printer, value object, unsigned depth)
{
    object = in_key_order(printer->buf.arena, object);
    buf_char(&printer->buf, '{');
    bool is_first = true;
    for (uint32_t i = 0; i < object.count; i++) {
        const struct member *member = &object.as.members[i];
        if (member->value.kind == VALUE_UNDEFINED)
            continue;
        if (!is_first)
            buf_char(&printer->buf, ',');
        is_first = false;
        print_break(printer, depth + 1);
        value_print_string(&printer->buf, member->name);
        buf_str(&printer->buf, printer->is_pretty ? STR(": ") : STR(":"));
        if (!print(printer, member->value, depth + 1))
            return false;
    }
    if (!is_first)
        print_break(printer, depth);
    buf_char(&printer->buf, '}');
    return true;
}

static bool print(struct json_printer *printer, value v, unsigned depth)
{
    if (depth > WALK_DEPTH_MAX)
        return fail(printer, ERROR_DEPTH);
    if (printer->buf.len > printer->limit)
        return fail(printer, ERROR_MEMORY);
    switch (v.kind) {
    case VALUE_FALSE:
        buf_str(&printer->buf, STR("false"));
        return true;
    case VALUE_TRUE:
        buf_str(&printer->buf, STR("true"));
        return true;
    case VALUE_INTEGER:
    case VALUE_DOUBLE:
    case VALUE_BIG:
        return print_number(printer, v);
    case VALUE_STRING:
        value_print_string(&printer->buf, value_text(v));
        return true;
    case VALUE_ARRAY:
        return print_array(printer, v, depth);
    case VALUE_OBJECT:
        return print_object(printer, v, depth);
    case VALUE_FUNCTION:
        buf_str(&printer->buf, STR("\"\""));
        return true;
    default:
        buf_str(&printer->buf, STR("null"));
        return true;
    }
}

bool json_print(struct json_printer *printer, value v)
{
    return print(printer, v, 0);
}

void json_print_short(struct buf *buf, value v)
{
    struct json_printer printer = { .limit = MESSAGE_LIMIT };
    buf_init(&printer.buf, buf->arena);
    bool is_whole = json_print(&printer, v);
    if (printer.buf.len > MESSAGE_LIMIT) {
        printer.buf.len = MESSAGE_LIMIT;
        is_whole = false;
    }
    buf_str(buf, buf_text(&printer.buf));
    if (!is_whole)
        buf_str(buf, STR("..."));
}
