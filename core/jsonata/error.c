#include "jsonata/error.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "jsonata/json.h"

/* Codes are the names of the rows; rows of our own have none. */
static const struct {
    str code, message;
} rows[ERROR_COUNT] = {
#define ERROR(code, message) [ERROR_##code] = { STR_INIT(#code), STR_INIT(message) },
#define OWN(id, message) [ERROR_##id] = { { NULL, 0 }, STR_INIT(message) },
#include "errors_jsonata.def"
#undef ERROR
#undef OWN
};

/* What a placeholder stands for. */
static value field(const struct error *error, str name)
{
    const struct {
        str name;
        value value;
    } fields[] = {
        { STR_INIT("token"), error->token },
        { STR_INIT("value"), error->value },
        { STR_INIT("value2"), error->value2 },
        { STR_INIT("exponent"), error->exponent },
        { STR_INIT("index"), value_double(error->index) },
        { STR_INIT("type"), error->type.at ? value_string(error->type) : value_undefined() },
        { STR_INIT("function"), value_string(error->function) },
        { STR_INIT("message"), value_string(error->message) },
    };
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (str_equal(fields[i].name, name))
            return fields[i].value;
    }
    return value_undefined();
}

static void append_field(struct buf *buf, value v, bool is_bare)
{
    if (v.kind == VALUE_UNDEFINED)
        buf_str(buf, STR("undefined"));
    else if (v.kind == VALUE_STRING && is_bare)
        buf_str(buf, value_text(v));
    else
        json_print_short(buf, v);
}

/* Fills the placeholders of a message in. */
static void append_message(struct buf *buf, const struct error *error, str template)
{
    while (template.len) {
        size_t open = str_find(template, STR("{{"));
        buf_str(buf, str_slice(template, 0, open));
        if (open == SIZE_MAX)
            return;
        bool is_bare = str_starts(str_from_offset(template, open), STR("{{{"));
        size_t braces = is_bare ? 3 : 2;
        template = str_from_offset(template, open + braces);
        size_t close = str_find_char(template, '}');
        append_field(buf, field(error, str_slice(template, 0, close)), is_bare);
        template = str_from_offset(template, close + braces);
    }
}

static str token_text(struct arena *arena, value token)
{
    if (token.kind == VALUE_STRING)
        return str_copy(arena, value_text(token));
    if (token.kind == VALUE_UNDEFINED)
        return (str){ 0 };
    struct buf buf;
    buf_init(&buf, arena);
    json_print_short(&buf, token);
    return buf_text(&buf);
}

void error_describe(struct arena *arena, const struct error *error, str text,
                    struct jsonata_failure *failure)
{
    struct buf buf;
    buf_init(&buf, arena);
    append_message(&buf, error, rows[error->code].message);
    uint32_t end = (uint32_t)text.len;
    *failure = (struct jsonata_failure){
        .code = rows[error->code].code,
        .message = buf_text(&buf),
        .token = token_text(arena, error->token),
        .span = { error->span.start < end ? error->span.start : end,
                  error->span.end < end ? error->span.end : end },
        .has_position = error->has_position,
        .position = (uint32_t)utf8_length_utf16(str_slice(text, 0, error->position)),
    };
    if (error->position > end)
        failure->position += error->position - end;
}

void jsonata_print_failure(struct buf *buf, const struct jsonata_failure *failure)
{
    buf_str(buf, STR("threw an error during evaluation"));
    if (failure->code.len == 0)
        buf_printf(buf, ": %.*s", STR_ARG(failure->message));
    else
        buf_printf(buf, ". %.*s: %.*s", STR_ARG(failure->code), STR_ARG(failure->message));
}
