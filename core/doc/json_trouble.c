#include "doc/json_trouble.h"

#include "base/utf8.h"

struct diag *json_report(struct json *json, const char *from, const char *to)
{
    json->errors++;
    return diag_add(json->build.diags, json->build.syntax_rule, json->build.source,
                    json_span(json, from, to));
}

const char *json_char_end(const struct json *json, const char *at)
{
    if (at == json->end)
        return at;
    size_t len = 0;
    utf8_next((str){ at, (size_t)(json->end - at) }, &len);
    return at + len;
}

bool json_is_word(char c)
{
    return char_is_letter(c) || char_is_digit(c) || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

const char *json_skip_blanks(const char *at)
{
    while (char_is_blank(*at))
        at++;
    return at;
}

const char *json_blanks_before(const struct json *json, const char *at)
{
    while (at > json->text && char_is_blank(at[-1]))
        at--;
    return at;
}

str json_found(struct json *json, const char *at)
{
    struct arena *arena = json->build.diags->arena;
    if (at == json->end)
        return STR("the end of the text");
    if (*at == '"')
        return STR("a string");
    if (char_is_digit(*at) || (*at == '-' && char_is_digit(at[1])))
        return STR("a number");
    if ((unsigned char)*at < 0x20 || *at == 0x7F)
        return str_printf(arena, "the control character U+%04X", (unsigned)(unsigned char)*at);
    if ((unsigned char)*at >= 0x80 && json_char_end(json, at) == at + 1)
        return str_printf(arena, "the byte 0x%02X, which is not UTF-8",
                          (unsigned)(unsigned char)*at);
    const char *end = json_char_end(json, at);
    if (json_is_word(*at)) {
        while (end < json->end && json_is_word(*end) && end - at < 40)
            end++;
        while (end < json->end && ((unsigned char)*end & 0xC0) == 0x80)
            end++;
    }
    return str_printf(arena, "\"%.*s\"", (int)(end - at), at);
}

const char *json_skip_string(const struct json *json, const char *at)
{
    for (at++; at < json->end && *at != '"'; at++) {
        if (*at == '\\' && at + 1 < json->end)
            at++;
    }
    return at < json->end ? at + 1 : at;
}

const char *json_skip_balanced(const struct json *json, const char *at, bool is_container)
{
    size_t depth = 0;
    while (at < json->end) {
        char c = *at;
        if (c == '"') {
            at = json_skip_string(json, at);
            continue;
        }
        bool is_closer = c == '}' || c == ']';
        if (depth == 0 && (is_closer || c == ','))
            return at;
        depth += c == '{' || c == '[';
        depth -= is_closer;
        at++;
        if (is_container && is_closer && depth == 0)
            return at;
    }
    return at;
}

void json_add_error(struct json *json, const char *from, const char *to)
{
    build_scalar(&json->build, NODE_ERROR, 0, json_offset(json, from), json_offset(json, to));
}
